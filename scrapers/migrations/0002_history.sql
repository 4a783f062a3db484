-- History of postings, clustering, what a page was read with, reading without writing; see schema.sql.

ALTER TABLE crawl
    ADD postings_closed integer NOT NULL DEFAULT 0,
    ADD complete boolean NOT NULL DEFAULT false;
COMMENT ON TABLE crawl IS 'One run of a source; its counters grow with every batch stored, so they hold after a kill.';

ALTER TABLE page ADD read_version integer, DROP CONSTRAINT page_crawl_id_fkey;

ALTER TABLE job SET (fillfactor = 50);
CREATE INDEX job_shown ON job (shown_date DESC, id DESC);
CREATE INDEX job_first_seen ON job (first_seen DESC, id DESC);
CREATE INDEX job_search ON job USING gin (search);

ALTER TABLE posting
    DROP CONSTRAINT posting_job_id_fkey,
    ADD FOREIGN KEY (job_id) REFERENCES job DEFERRABLE INITIALLY DEFERRED,
    ADD trust smallint,
    ADD job_key text,
    ADD crawl_id bigint,
    ADD CHECK (closed_reason IN ('expired', 'gone', 'unlisted')),
    ADD CHECK ((closed_at IS NULL) = (closed_reason IS NULL));
UPDATE posting SET trust = CASE
    WHEN origin LIKE 'board:%' THEN 5
    WHEN origin IN ('json-ld', 'microdata', 'rdfa', 'ad') THEN 4
    WHEN origin = 'embedded-json' THEN 3
    WHEN origin = 'feed' THEN 2
    ELSE 1 END;
ALTER TABLE posting ALTER trust SET NOT NULL, SET (fillfactor = 50);
CREATE INDEX posting_job ON posting (job_id);
CREATE INDEX posting_url ON posting USING hash (url);
CREATE INDEX posting_job_key ON posting USING hash (job_key);
CREATE INDEX posting_valid_through ON posting (valid_through) WHERE closed_at IS NULL;

CREATE TABLE posting_change (
    posting_id  bigint NOT NULL REFERENCES posting ON DELETE CASCADE,
    changed_at  timestamptz NOT NULL,
    field       text NOT NULL,
    old         text,
    new         text,
    crawl_id    bigint
);
CREATE INDEX posting_change_posting ON posting_change (posting_id, changed_at);

ALTER TABLE sighting ADD seen_hash bytea, DROP CONSTRAINT sighting_crawl_id_fkey;
UPDATE sighting SET seen_hash = '';
ALTER TABLE sighting ALTER seen_hash SET NOT NULL, SET (fillfactor = 50);
CREATE INDEX sighting_page ON sighting (page_id);

DO $$
BEGIN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'jobs_reader') THEN
        CREATE ROLE jobs_reader NOLOGIN;
    END IF;
    GRANT SELECT ON ALL TABLES IN SCHEMA public TO jobs_reader;
    ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT ON TABLES TO jobs_reader;
EXCEPTION WHEN insufficient_privilege OR unique_violation OR duplicate_object THEN
    RAISE NOTICE 'no role jobs_reader: this user may not create it';
END
$$;
