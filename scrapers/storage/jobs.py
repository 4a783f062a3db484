"""Statements on job: a row that repeats the best of its postings."""

from collections.abc import Iterable, Mapping

from psycopg import AsyncConnection
from psycopg.rows import dict_row

from scrapers.storage.rows import Row, document

# The best posting is open, trusted, complete and recent, in this order. Makes jobs that do not exist yet.
REFRESH_JOBS = """
INSERT INTO job AS stored (
    id, title, company, location, city, region, country, workplace, role, role_group, seniority, job_form,
    topics, language, employment_type, base_salary, url, site, date_posted,
    first_seen, last_seen, closed_at, closed_reason, postings)
OVERRIDING SYSTEM VALUE
SELECT DISTINCT ON (job_id)
    job_id, title, company, location, city, region, country, workplace, role, role_group, seniority, job_form,
    topics, language, employment_type, base_salary, url, site, date_posted,
    min(first_seen) OVER of_job, max(last_seen) OVER of_job,
    CASE WHEN bool_and(closed_at IS NOT NULL) OVER of_job THEN max(closed_at) OVER of_job END,
    CASE WHEN bool_and(closed_at IS NOT NULL) OVER of_job THEN closed_reason END,
    count(*) OVER of_job
FROM posting
WHERE job_id = ANY(%(ids)s)
WINDOW of_job AS (PARTITION BY job_id)
ORDER BY job_id, (closed_at IS NOT NULL), trust DESC, (company IS NULL), (location IS NULL),
         last_seen DESC, id
ON CONFLICT (id) DO UPDATE SET
    title = EXCLUDED.title, company = EXCLUDED.company, location = EXCLUDED.location, city = EXCLUDED.city,
    region = EXCLUDED.region, country = EXCLUDED.country, workplace = EXCLUDED.workplace,
    role = EXCLUDED.role, role_group = EXCLUDED.role_group, seniority = EXCLUDED.seniority,
    job_form = EXCLUDED.job_form,
    topics = EXCLUDED.topics, language = EXCLUDED.language, employment_type = EXCLUDED.employment_type,
    base_salary = EXCLUDED.base_salary, url = EXCLUDED.url, site = EXCLUDED.site,
    date_posted = EXCLUDED.date_posted, first_seen = EXCLUDED.first_seen, last_seen = EXCLUDED.last_seen,
    closed_at = EXCLUDED.closed_at, closed_reason = EXCLUDED.closed_reason, postings = EXCLUDED.postings
"""

_DELETE_EMPTY = """
DELETE FROM job WHERE id = ANY(%(ids)s) AND NOT EXISTS (SELECT FROM posting WHERE posting.job_id = job.id)
"""

_NEW_IDS = "SELECT nextval(pg_get_serial_sequence('job', 'id')) FROM generate_series(1, %s)"

_NEIGHBOURS = """
WITH near AS (
    SELECT posting.job_id FROM json_array_elements_text(%(job_keys)s) AS wanted (job_key)
    JOIN posting USING (job_key)
    UNION SELECT posting.job_id FROM json_array_elements_text(%(urls)s) AS wanted (url)
    JOIN posting USING (url)
    UNION SELECT job_id FROM unnest(%(job_ids)s::bigint[]) AS wanted (job_id)
)
SELECT id, job_id, ref, url, title, company_key, location, city
FROM near JOIN posting USING (job_id)
"""

_MOVE = """
UPDATE posting SET job_id = moved.job_id
FROM unnest(%(ids)s::bigint[], %(job_ids)s::bigint[]) AS moved (id, job_id)
WHERE posting.id = moved.id
"""


async def refresh_jobs(connection: AsyncConnection, ids: Iterable[int]) -> None:
    """Make jobs repeat the best of their postings: made where missing, deleted where none is left."""
    values = {"ids": sorted(ids)}
    refreshed = await connection.execute(REFRESH_JOBS, values)
    if refreshed.rowcount < len(values["ids"]):
        await connection.execute(_DELETE_EMPTY, values)


async def new_job_ids(connection: AsyncConnection, count: int) -> list[int]:
    """Return ids for new jobs."""
    return [row[0] for row in await (await connection.execute(_NEW_IDS, [count])).fetchall()]


async def neighbours(
    connection: AsyncConnection, job_keys: Iterable[str], urls: Iterable[str], job_ids: Iterable[int]
) -> list[Row]:
    """Return all postings of the given jobs, and of jobs that have one of the keys or URLs."""
    values = {"job_keys": document(list(job_keys)), "urls": document(list(urls)), "job_ids": list(job_ids)}
    async with connection.cursor(row_factory=dict_row) as cursor:
        return await (await cursor.execute(_NEIGHBOURS, values)).fetchall()


async def move_postings(connection: AsyncConnection, moves: Mapping[int, int]) -> None:
    """Put postings (keys) behind other jobs (values)."""
    await connection.execute(_MOVE, {"ids": list(moves), "job_ids": list(moves.values())})
