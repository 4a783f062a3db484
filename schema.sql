-- The whole database, version 5. Words and rules: README.md, "What is stored".
-- A fresh database is made from this file; an older one is brought here by scrapers/migrations/.

-- ============================================================ about this database
CREATE TABLE database_info (
    only_row   boolean PRIMARY KEY DEFAULT true CHECK (only_row),  -- one row: these are facts of the whole
    version    integer NOT NULL,      -- of this schema; newer than the code: the code refuses
    is_sample  boolean NOT NULL DEFAULT false  -- the dashboard says so, and real crawls refuse to write here
);
INSERT INTO database_info (version) VALUES (5);

-- ============================================================ crawl: one run of a source
-- Others note the last crawl that saw them in crawl_id, without a foreign key: that would check each row again in
-- each crawl, and double what it costs to see unchanged postings again.
CREATE TABLE crawl (
    id                bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    source            text NOT NULL,                    -- spider name
    arguments         jsonb NOT NULL DEFAULT '{}',
    started_at        timestamptz NOT NULL DEFAULT now(),
    ended_at          timestamptz,                      -- NULL: under way, or killed and not yet noticed
    reason            text,                             -- Scrapy's finish reason; 'killed' when found dead
    pages             integer NOT NULL DEFAULT 0,       -- pages fetched and read
    pages_unchanged   integer NOT NULL DEFAULT 0,       -- answered 304 or with a known content hash
    postings_seen     integer NOT NULL DEFAULT 0,
    postings_new      integer NOT NULL DEFAULT 0,
    postings_updated  integer NOT NULL DEFAULT 0,
    postings_closed   integer NOT NULL DEFAULT 0,
    errors            integer NOT NULL DEFAULT 0,
    error             text,                             -- first error, in words
    complete          boolean NOT NULL DEFAULT false    -- listed all its source has, and ended without an error
);
COMMENT ON TABLE crawl IS 'One run of a source; its counters grow with every batch stored, so they hold after a kill.';
CREATE INDEX crawl_source_started ON crawl (source, started_at DESC);  -- Sources page: latest of each

-- ============================================================ page: a document a spider fetched
CREATE TABLE page (
    id             bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    url            text NOT NULL UNIQUE,
    site           text NOT NULL,                       -- host without "www."
    title          text,
    status         integer,                             -- of the last answer
    etag           text,                                -- for conditional requests
    last_modified  text,
    content_hash   bytea,                               -- unchanged content is not read again
    first_fetched  timestamptz NOT NULL,
    last_fetched   timestamptz NOT NULL,
    read_version   integer,                             -- rules it was read with; others: it is read again
    crawl_id       bigint                               -- crawl: the last that fetched all of it
);
CREATE INDEX page_gone ON page (crawl_id) WHERE status IN (404, 410);  -- closing, when the crawl ends

-- ============================================================ text search: what a reader types finds
-- "munchen", "muenchen" and "münchen" find "München"; "cafe" finds "Café". The dashboard folds what is typed alike.
-- (The extension unaccent is not everywhere, and not immutable.)
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

-- ============================================================ job: the vacancy behind its postings
-- Columns repeat the best of its postings, so that the dashboard filters one table.
CREATE TABLE job (
    id              bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    title           text NOT NULL,
    company         text,
    location        text,
    city            text,
    region          text,
    country         text,
    workplace       text,
    role            text,                               -- NULL: unclassified
    role_group      text,
    seniority       text,
    job_form        text,
    topics          text[] NOT NULL DEFAULT '{}',
    language        text,
    employment_type text,
    base_salary     text,                               -- as shown
    url             text CHECK (url ~* '^https?://'),   -- only links that a browser may follow safely
    site            text NOT NULL,                      -- publisher of the best posting
    date_posted     date,
    first_seen      timestamptz NOT NULL,
    last_seen       timestamptz NOT NULL,
    closed_at       timestamptz,                        -- NULL: open, or not seen lately
    closed_reason   text,
    postings        integer NOT NULL DEFAULT 1,         -- how many stand behind it
    reposted        integer NOT NULL DEFAULT 0,         -- how often it was advertised anew: new date or reference
    shown_date      date NOT NULL GENERATED ALWAYS AS   -- what date filters and sorting use
                    (coalesce(date_posted, (first_seen AT TIME ZONE 'UTC')::date)) STORED,
    search          tsvector NOT NULL GENERATED ALWAYS AS
                    (search_words(title || ' ' || coalesce(company, '') || ' ' || coalesce(location, ''))) STORED
) WITH (fillfactor = 50);  -- last_seen moves with every crawl: room to do that in place, indexes untouched
CREATE INDEX job_first_seen ON job (first_seen DESC, id DESC);  -- the list and the export: newest first
CREATE INDEX job_shown ON job (shown_date DESC, id DESC);       -- the list by date posted; filter by date
CREATE INDEX job_company ON job (lower(company), lower(title), id);  -- the list by company
CREATE INDEX job_title ON job (lower(title), id);               -- the list by title
CREATE INDEX job_search ON job USING gin (search);              -- text search

-- ============================================================ job_change: which jobs were written lately
-- Who holds jobs in memory, as the dashboard does, reads these anew. Found by transaction and not by time: what
-- was under way when somebody looked is there when they look again. A row a statement, kept for a day.
CREATE TABLE job_change (
    transaction  xid8 NOT NULL DEFAULT pg_current_xact_id(),
    changed_at   timestamptz NOT NULL DEFAULT now(),
    job_ids      bigint[]                               -- NULL: too many to name, or all
);
CREATE INDEX job_change_transaction ON job_change (transaction);  -- what came after the last look; the oldest

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
-- By statement, not by row: noting a batch costs no more than noting one.
CREATE TRIGGER job_inserted AFTER INSERT ON job REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION note_job_change();
CREATE TRIGGER job_updated AFTER UPDATE ON job REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION note_job_change();
CREATE TRIGGER job_deleted AFTER DELETE ON job REFERENCING OLD TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION note_job_change();
CREATE TRIGGER job_truncated AFTER TRUNCATE ON job
    FOR EACH STATEMENT EXECUTE FUNCTION note_job_change();

-- ============================================================ posting: one ad as one site publishes it
CREATE TABLE posting (
    id                    bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    job_id                bigint NOT NULL
        REFERENCES job DEFERRABLE INITIALLY DEFERRED,   -- a batch writes postings, then makes their jobs of them
    site                  text NOT NULL,
    ref                   text NOT NULL,                -- publisher's id, else canonical URL, else fingerprint
    url                   text CHECK (url ~* '^https?://'),
    title                 text NOT NULL CHECK (title <> ''),
    title_raw             text NOT NULL,
    company               text,
    company_key           text,
    location              text,
    location_raw          text,
    city                  text,
    region                text,
    country               text,
    workplace             text,
    date_posted           date,
    date_posted_raw       text,
    date_posted_precision text,
    date_posted_read_at   timestamptz,                  -- fetch that relative dates are counted from
    valid_through         date,
    valid_through_raw     text,
    employment_type       text,
    base_salary           text,
    base_salary_min       numeric,
    base_salary_max       numeric,
    base_salary_currency  text,
    base_salary_unit      text,
    identifier            text,
    description           text,
    language              text,
    role                  text,
    role_group            text,
    role_secondary        text[] NOT NULL DEFAULT '{}',
    role_reason           text,
    seniority             text,
    job_form              text,
    topics                text[] NOT NULL DEFAULT '{}',
    origin                text NOT NULL,
    origins               jsonb NOT NULL DEFAULT '{}',  -- field to origin, where it differs
    trust                 smallint NOT NULL,            -- of its origin, higher is better; the job takes the best
    job_key               text COLLATE "C",             -- digests of company and title, and of place: may be one job
    reposted              integer NOT NULL DEFAULT 0,   -- how often the ad got a later date
    normalization_version integer NOT NULL,
    first_seen            timestamptz NOT NULL,
    last_seen             timestamptz NOT NULL,
    closed_at             timestamptz,
    closed_reason         text CHECK (closed_reason IN ('expired', 'gone', 'unlisted')),
    crawl_id              bigint,                       -- crawl: the last that saw it
    UNIQUE (site, ref),                                 -- the key: a crawl run twice adds nothing
    CHECK ((closed_at IS NULL) = (closed_reason IS NULL))
) WITH (fillfactor = 50);                               -- as job
CREATE INDEX posting_job ON posting (job_id);           -- the postings behind a job
-- Hash: equality is all that is asked, and URLs are long.
CREATE INDEX posting_url ON posting USING hash (url);   -- the posting whose own page answered; same ad, other ref
CREATE INDEX posting_job_key ON posting (job_key);      -- clustering; by its beginning, where a place is missing
CREATE INDEX posting_valid_through ON posting (valid_through) WHERE closed_at IS NULL;  -- expiry

-- ============================================================ posting_change: what an ad said before
CREATE TABLE posting_change (
    posting_id  bigint NOT NULL REFERENCES posting ON DELETE CASCADE,
    changed_at  timestamptz NOT NULL,                   -- fetch that showed the change
    field       text NOT NULL,
    old         text,
    new         text,
    crawl_id    bigint                                  -- crawl
);
CREATE INDEX posting_change_posting ON posting_change (posting_id, changed_at);  -- history of one posting

-- ============================================================ sighting: a posting seen on a page
CREATE TABLE sighting (
    posting_id   bigint NOT NULL REFERENCES posting ON DELETE CASCADE,
    page_id      bigint NOT NULL REFERENCES page ON DELETE CASCADE,
    box_heading  text NOT NULL DEFAULT '',              -- part of the key: two boxes of a page are two sightings
    position     integer,
    link         text,                                  -- as the page links it, tracking included
    first_seen   timestamptz NOT NULL,
    last_seen    timestamptz NOT NULL,
    times        integer NOT NULL DEFAULT 1,            -- crawls that saw it here
    seen_hash    bytea NOT NULL,                        -- of what the page said of it: same again changes nothing
    crawl_id     bigint,                                -- crawl: the last that saw it here
    PRIMARY KEY (posting_id, page_id, box_heading)
) WITH (fillfactor = 50);                               -- as job
CREATE INDEX sighting_page ON sighting (page_id);       -- what a page shows: unchanged pages, Sources page

-- ============================================================ decision: a person's word on two postings
-- Outlives every crawl: what stands here is one job, or two, whatever the ads say.
CREATE TABLE decision (
    posting_id  bigint NOT NULL REFERENCES posting ON DELETE CASCADE,
    other_id    bigint NOT NULL REFERENCES posting ON DELETE CASCADE,
    same        boolean NOT NULL,                       -- one job; false: two jobs
    decided_at  timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (posting_id, other_id),
    CHECK (posting_id < other_id)                       -- one row a pair
);
CREATE INDEX decision_other ON decision (other_id);     -- decisions on a posting, from its other side

-- ============================================================ former_job: where a job went that joined another
CREATE TABLE former_job (
    id          bigint PRIMARY KEY,                     -- of the job that is no more: links to it lead on
    job_id      bigint NOT NULL REFERENCES job ON DELETE CASCADE
);
CREATE INDEX former_job_job ON former_job (job_id);     -- when that one joins another in turn

-- ============================================================ profile: somebody who uses the dashboard
CREATE TABLE profile (
    id            bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    name          text NOT NULL UNIQUE,                 -- of the login; '' where nobody logs in
    first_visit   timestamptz NOT NULL,
    last_visit    timestamptz NOT NULL,
    visit_before  timestamptz                           -- end of the visit before this one: "new since"
);

-- ============================================================ mark: what a person keeps of a job
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
CREATE INDEX mark_job ON mark (job_id);                 -- marks move along when a job joins another

-- ============================================================ saved_search: filters somebody comes back to
CREATE TABLE saved_search (
    id          text PRIMARY KEY,                       -- random: the address of its feed is its only secret
    profile_id  bigint NOT NULL REFERENCES profile ON DELETE CASCADE,
    name        text NOT NULL,
    query       text NOT NULL,                          -- as in the dashboard's address
    made_at     timestamptz NOT NULL,
    looked_at   timestamptz NOT NULL                    -- what came later is new
);
CREATE INDEX saved_search_profile ON saved_search (profile_id);  -- My list

-- ============================================================ reading without writing
-- The dashboard needs no more than this: jobs_reader for jobs, jobs_visitor for what people keep of them. Roles
-- belong to the whole server: made where we may, and left as they are where they exist.
DO $$
BEGIN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'jobs_reader') THEN
        CREATE ROLE jobs_reader NOLOGIN;
    END IF;
    GRANT SELECT ON ALL TABLES IN SCHEMA public TO jobs_reader;
    REVOKE ALL ON profile, mark, saved_search FROM jobs_reader;  -- what people keep is theirs
    ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT ON TABLES TO jobs_reader;
EXCEPTION WHEN insufficient_privilege OR unique_violation OR duplicate_object THEN
    RAISE NOTICE 'no role jobs_reader: this user may not create it';
END
$$;
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
