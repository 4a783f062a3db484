-- What a person says of jobs, re-posts, when dates were read; see schema.sql.

ALTER TABLE job ADD reposted integer NOT NULL DEFAULT 0;

-- Keys are short now, and found by how they begin. Those of before are made anew by `scrapy renormalize --all`.
DROP INDEX posting_job_key;
ALTER TABLE posting
    ALTER job_key TYPE text COLLATE "C",
    ADD date_posted_read_at timestamptz,
    ADD reposted integer NOT NULL DEFAULT 0;

CREATE INDEX page_gone ON page (crawl_id) WHERE status IN (404, 410);
CREATE INDEX posting_job_key ON posting (job_key);

CREATE TABLE decision (
    posting_id  bigint NOT NULL REFERENCES posting ON DELETE CASCADE,
    other_id    bigint NOT NULL REFERENCES posting ON DELETE CASCADE,
    same        boolean NOT NULL,
    decided_at  timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (posting_id, other_id),
    CHECK (posting_id < other_id)
);
CREATE INDEX decision_other ON decision (other_id);

CREATE TABLE former_job (
    id          bigint PRIMARY KEY,
    job_id      bigint NOT NULL REFERENCES job ON DELETE CASCADE
);
CREATE INDEX former_job_job ON former_job (job_id);
