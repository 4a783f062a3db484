-- What the dashboard's statements need; see schema.sql.

CREATE FUNCTION without_accents(text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN CASE WHEN octet_length($1) = length($1) THEN lower($1) ELSE lower(regexp_replace(
    normalize(translate(replace(replace($1, 'ß', 'ss'), 'ẞ', 'ss'), 'ŁłØøĐđı', 'LlOoDdi'), NFD),
    '[\u0300-\u036f]', '', 'g')) END;

CREATE FUNCTION search_words(text) RETURNS tsvector LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN to_tsvector('simple', without_accents($1)) || CASE WHEN $1 ~ '[äöüÄÖÜ]' THEN
    -- What stands between the two spellings keeps phrases from going from one into the other.
    tsvector '¦:1' || to_tsvector('simple', without_accents(
        replace(replace(replace(translate($1, 'ÄÖÜ', 'äöü'), 'ä', 'ae'), 'ö', 'oe'), 'ü', 'ue')))
    ELSE '' END;

DROP INDEX job_search;
ALTER TABLE job DROP search;
ALTER TABLE job ADD search tsvector NOT NULL GENERATED ALWAYS AS
    (search_words(title || ' ' || coalesce(company, '') || ' ' || coalesce(location, ''))) STORED;
CREATE INDEX job_company ON job (lower(company), lower(title), id);
CREATE INDEX job_title ON job (lower(title), id);
CREATE INDEX job_search ON job USING gin (search);

CREATE TABLE job_change (
    transaction  xid8 NOT NULL DEFAULT pg_current_xact_id(),
    changed_at   timestamptz NOT NULL DEFAULT now(),
    job_ids      bigint[]
);
CREATE INDEX job_change_transaction ON job_change (transaction);

CREATE FUNCTION note_job_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'TRUNCATE' THEN
        INSERT INTO job_change (job_ids) VALUES (NULL);
    ELSE
        INSERT INTO job_change (job_ids)
        SELECT CASE WHEN count(*) < 50000 THEN array_agg(id) END FROM changed HAVING count(*) > 0;
    END IF;
    -- One goes for each that comes, so that nobody else has to clean up.
    DELETE FROM job_change
    USING (SELECT transaction FROM job_change ORDER BY transaction LIMIT 1) AS oldest
    WHERE job_change.transaction = oldest.transaction AND changed_at < now() - interval '1 day';
    RETURN NULL;
END
$$;
CREATE TRIGGER job_inserted AFTER INSERT ON job REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION note_job_change();
CREATE TRIGGER job_updated AFTER UPDATE ON job REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION note_job_change();
CREATE TRIGGER job_deleted AFTER DELETE ON job REFERENCING OLD TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION note_job_change();
CREATE TRIGGER job_truncated AFTER TRUNCATE ON job
    FOR EACH STATEMENT EXECUTE FUNCTION note_job_change();

DO $$
BEGIN
    GRANT SELECT ON ALL TABLES IN SCHEMA public TO jobs_reader, jobs_visitor;
    REVOKE ALL ON profile, mark, saved_search FROM jobs_reader;
EXCEPTION WHEN insufficient_privilege OR undefined_object THEN
    RAISE NOTICE 'no role jobs_reader: this user may not create it';
END
$$;
