-- The whole database, version 1. Words and rules: README.md, "What is stored".
-- A fresh database is made from this file; an older one is brought here by scrapers/migrations/.

-- ============================================================ about this database
CREATE TABLE database_info (
    only_row   boolean PRIMARY KEY DEFAULT true CHECK (only_row),  -- one row: these are facts of the whole
    version    integer NOT NULL,      -- of this schema; newer than the code: the code refuses
    is_sample  boolean NOT NULL DEFAULT false  -- the dashboard says so, and real crawls refuse to write here
);
INSERT INTO database_info (version) VALUES (1);

-- ============================================================ crawl: one run of a source
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
    errors            integer NOT NULL DEFAULT 0,
    error             text                              -- first error, in words
);
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
    crawl_id       bigint REFERENCES crawl ON DELETE SET NULL  -- the last that fetched it
);

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
    postings        integer NOT NULL DEFAULT 1,
    shown_date      date NOT NULL GENERATED ALWAYS AS   -- what date filters and sorting use
                    (coalesce(date_posted, (first_seen AT TIME ZONE 'UTC')::date)) STORED,
    search          tsvector NOT NULL GENERATED ALWAYS AS
                    (to_tsvector('simple', title || ' ' || coalesce(company, '') || ' ' || coalesce(location, ''))) STORED
);

-- ============================================================ posting: one ad as one site publishes it
CREATE TABLE posting (
    id                    bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    job_id                bigint NOT NULL REFERENCES job,
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
    normalization_version integer NOT NULL,
    first_seen            timestamptz NOT NULL,
    last_seen             timestamptz NOT NULL,
    closed_at             timestamptz,
    closed_reason         text,                         -- expired, gone, unlisted
    UNIQUE (site, ref)                                  -- the key: a crawl run twice adds nothing
);

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
    crawl_id     bigint REFERENCES crawl ON DELETE SET NULL,
    PRIMARY KEY (posting_id, page_id, box_heading)
);
