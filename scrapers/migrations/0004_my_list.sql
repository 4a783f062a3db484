-- What a person keeps of jobs; see schema.sql.

CREATE TABLE profile (
    id            bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    name          text NOT NULL UNIQUE,
    first_visit   timestamptz NOT NULL,
    last_visit    timestamptz NOT NULL,
    visit_before  timestamptz
);

CREATE TABLE mark (
    profile_id  bigint NOT NULL REFERENCES profile ON DELETE CASCADE,
    job_id      bigint NOT NULL REFERENCES job ON DELETE CASCADE,
    seen_at     timestamptz,
    saved_at    timestamptz,
    applied_at  timestamptz,
    hidden_at   timestamptz,
    note        text NOT NULL DEFAULT '',
    PRIMARY KEY (profile_id, job_id)
);
CREATE INDEX mark_job ON mark (job_id);

CREATE TABLE saved_search (
    id          text PRIMARY KEY,
    profile_id  bigint NOT NULL REFERENCES profile ON DELETE CASCADE,
    name        text NOT NULL,
    query       text NOT NULL,
    made_at     timestamptz NOT NULL,
    looked_at   timestamptz NOT NULL
);
CREATE INDEX saved_search_profile ON saved_search (profile_id);

DO $$
BEGIN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'jobs_visitor') THEN
        CREATE ROLE jobs_visitor NOLOGIN;
    END IF;
    GRANT SELECT ON ALL TABLES IN SCHEMA public TO jobs_visitor;
    GRANT INSERT, UPDATE, DELETE ON profile, mark, saved_search TO jobs_visitor;
EXCEPTION WHEN insufficient_privilege OR unique_violation OR duplicate_object THEN
    RAISE NOTICE 'no role jobs_visitor: this user may not create it';
END
$$;
