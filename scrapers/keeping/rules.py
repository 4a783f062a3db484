"""What may be deleted after how long: a rule a setting, each as the statements that count and that delete.

What is open stays, and so does what a person saved, applied for, hid, noted or decided on. A job goes as a
whole or not at all: one that stays keeps all its postings, and with them the time it was first seen.

Statements look at a window of ids, so that none of them takes long: ``after`` < id <= ``upto``; ``before`` is
the moment from which on things are kept.
"""

# ruff: noqa: S608 - put together from constants of this file

from dataclasses import dataclass

# What a page that showed it says unchanged is read again: else what is deleted here could never come back.
_READ_AGAIN = "UPDATE page SET etag = NULL, last_modified = NULL, content_hash = NULL"

_KEPT_JOB = """
EXISTS (
    SELECT FROM mark
    WHERE mark.job_id = job.id
      AND (saved_at IS NOT NULL OR applied_at IS NOT NULL OR hidden_at IS NOT NULL OR note <> ''))
OR EXISTS (
    SELECT FROM posting AS decided
    JOIN decision ON decided.id IN (decision.posting_id, decision.other_id)
    WHERE decided.job_id = job.id)
"""

_OLD_SIGHTINGS = f"""
FROM sighting
JOIN posting ON posting.id = sighting.posting_id
JOIN job ON job.id = posting.job_id
WHERE sighting.posting_id > %(after)s AND sighting.posting_id <= %(upto)s
  AND posting.closed_at < %(before)s AND sighting.last_seen < %(before)s AND NOT ({_KEPT_JOB})
"""

_OLD_CHANGES = f"""
FROM posting_change
JOIN posting ON posting.id = posting_change.posting_id
JOIN job ON job.id = posting.job_id
WHERE posting_change.posting_id > %(after)s AND posting_change.posting_id <= %(upto)s
  AND posting_change.changed_at < %(before)s AND NOT ({_KEPT_JOB})
"""

_CLOSED_JOBS = f"""
FROM job
WHERE job.id > %(after)s AND job.id <= %(upto)s AND job.closed_at < %(before)s AND job.last_seen < %(before)s
  AND NOT EXISTS (
      SELECT FROM posting
      WHERE posting.job_id = job.id AND (posting.closed_at IS NULL OR posting.last_seen >= %(before)s))
  AND NOT ({_KEPT_JOB})
"""

# Of each source the last crawl stays, the last that went well, and of complete lists each that saw an open
# posting last: that is how it is known to be gone when a later one no longer has it.
_OLD_CRAWLS = """
FROM crawl
WHERE crawl.id > %(after)s AND crawl.id <= %(upto)s AND crawl.ended_at < %(before)s
  AND EXISTS (
      SELECT FROM crawl AS later
      WHERE later.source = crawl.source AND later.arguments = crawl.arguments AND later.id > crawl.id
        AND (crawl.reason <> 'finished' OR crawl.pages = 0 OR later.reason = 'finished' AND later.pages > 0)
        AND (NOT crawl.complete OR later.complete))
  AND (NOT crawl.complete OR crawl.id <> ALL (ARRAY(
      SELECT sighting.crawl_id
      FROM sighting JOIN posting ON posting.id = sighting.posting_id
      WHERE posting.closed_at IS NULL AND sighting.crawl_id > %(after)s AND sighting.crawl_id <= %(upto)s)))
"""

_FORGOTTEN_PAGES = """
FROM page
WHERE page.id > %(after)s AND page.id <= %(upto)s AND page.last_fetched < %(before)s
  AND NOT EXISTS (SELECT FROM sighting WHERE sighting.page_id = page.id)
"""


@dataclass(frozen=True, slots=True)
class Rule:
    """What a setting lets go."""

    setting: str
    """Its value is a number of days."""
    what: str
    """In words."""
    walked: str
    """Statement for the highest of the ids that are walked along."""
    count: str
    delete: str
    """Deletes, and says how many."""
    lock: tuple[str, ...] = ()
    """Statements before it, so that nobody can keep at the last moment what is just going."""


RULES = (
    Rule(
        "JOBS_KEEP_CLOSED_DAYS",
        "jobs closed, and not seen, since",
        "SELECT max(id) FROM job",
        f"SELECT count(*) {_CLOSED_JOBS}",
        f"""
        WITH doomed AS (SELECT job.id {_CLOSED_JOBS}),
        its_postings AS (SELECT posting.id FROM posting JOIN doomed ON doomed.id = posting.job_id),
        read_again AS (
            {_READ_AGAIN}
            WHERE id IN (SELECT page_id FROM sighting JOIN its_postings ON its_postings.id = posting_id)),
        postings_gone AS (DELETE FROM posting WHERE id IN (SELECT id FROM its_postings)),
        gone AS (DELETE FROM job WHERE id IN (SELECT id FROM doomed) RETURNING id)
        SELECT count(*) FROM gone
        """,
        lock=(
            f"SELECT job.id {_CLOSED_JOBS} ORDER BY job.id FOR UPDATE OF job",
            f"""
            SELECT posting.id FROM posting
            WHERE posting.job_id IN (SELECT job.id {_CLOSED_JOBS}) ORDER BY posting.id FOR UPDATE OF posting
            """,
        ),
    ),
    Rule(
        "JOBS_KEEP_SIGHTINGS_DAYS",
        "sightings of closed postings, not seen there since",
        "SELECT max(id) FROM posting",
        f"SELECT count(*) {_OLD_SIGHTINGS}",
        f"""
        WITH doomed AS (SELECT sighting.ctid AS place {_OLD_SIGHTINGS}),
        gone AS (DELETE FROM sighting WHERE ctid IN (SELECT place FROM doomed) RETURNING page_id),
        read_again AS ({_READ_AGAIN} WHERE id IN (SELECT page_id FROM gone))
        SELECT count(*) FROM gone
        """,
    ),
    Rule(
        "JOBS_KEEP_CHANGES_DAYS",
        "changes of postings, from before",
        "SELECT max(id) FROM posting",
        f"SELECT count(*) {_OLD_CHANGES}",
        f"""
        WITH doomed AS (SELECT posting_change.ctid AS place {_OLD_CHANGES}),
        gone AS (DELETE FROM posting_change WHERE ctid IN (SELECT place FROM doomed) RETURNING posting_id)
        SELECT count(*) FROM gone
        """,
    ),
    Rule(
        "JOBS_KEEP_CRAWLS_DAYS",
        "crawls ended before",
        "SELECT max(id) FROM crawl",
        f"SELECT count(*) {_OLD_CRAWLS}",
        f"""
        WITH gone AS (DELETE FROM crawl WHERE id IN (SELECT crawl.id {_OLD_CRAWLS}) RETURNING id)
        SELECT count(*) FROM gone
        """,
    ),
    Rule(
        "JOBS_KEEP_PAGES_DAYS",
        "pages that nothing is known from, not fetched since",
        "SELECT max(id) FROM page",
        f"SELECT count(*) {_FORGOTTEN_PAGES}",
        f"""
        WITH gone AS (DELETE FROM page WHERE id IN (SELECT page.id {_FORGOTTEN_PAGES}) RETURNING id)
        SELECT count(*) FROM gone
        """,
    ),
)
"""In the order in which they are applied."""
