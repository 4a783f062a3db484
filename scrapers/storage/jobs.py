"""Statements on job: a row that repeats the best of its postings."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, fields

from psycopg import AsyncConnection
from psycopg.rows import dict_row

from scrapers.storage import copying
from scrapers.storage.clustering import AWAY, SAME_CRAWL
from scrapers.storage.rows import Row, document

# What refreshing would make of jobs that are new and have one posting, at four fifths of the cost.
_MAKE_JOBS = """
INSERT INTO job (
    id, title, company, location, city, region, country, workplace, role, role_group, seniority, job_form,
    topics, language, employment_type, base_salary, url, site, date_posted,
    first_seen, last_seen, closed_at, closed_reason, postings, reposted)
OVERRIDING SYSTEM VALUE
SELECT
    job_id, title, company, location, city, region, country, workplace, role, role_group, seniority, job_form,
    topics, language, employment_type, base_salary, url, site, date_posted,
    first_seen, last_seen, closed_at, closed_reason, 1, reposted
FROM posting
WHERE job_id = ANY(%(ids)s::bigint[])
ORDER BY job_id
"""

# The best posting is open, trusted, complete and recent, in this order. Makes jobs that do not exist yet.
REFRESH_JOBS = """
INSERT INTO job AS stored (
    id, title, company, location, city, region, country, workplace, role, role_group, seniority, job_form,
    topics, language, employment_type, base_salary, url, site, date_posted,
    first_seen, last_seen, closed_at, closed_reason, postings, reposted)
OVERRIDING SYSTEM VALUE
SELECT DISTINCT ON (job_id)
    job_id, title, company, location, city, region, country, workplace, role, role_group, seniority, job_form,
    topics, language, employment_type, base_salary, url, site, date_posted,
    min(first_seen) OVER of_job, max(last_seen) OVER of_job,
    CASE WHEN bool_and(closed_at IS NOT NULL) OVER of_job THEN max(closed_at) OVER of_job END,
    CASE WHEN bool_and(closed_at IS NOT NULL) OVER of_job THEN closed_reason END,
    count(*) OVER of_job, max(reposted) OVER of_job + count(*) FILTER (WHERE follows) OVER of_job
FROM (
    -- Whether the same site advertised the job before, and no longer did when this ad appeared.
    SELECT *, (first_seen - max(least(last_seen, closed_at)) OVER earlier >= %(same_crawl)s
               AND (bool_and(closed_at IS NOT NULL) OVER earlier
                    OR first_seen - max(last_seen) OVER earlier >= %(away)s)) AS follows
    FROM posting
    WHERE job_id = ANY(%(ids)s::bigint[])
    WINDOW earlier AS (PARTITION BY job_id, site ORDER BY first_seen, id
                       ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)
) AS posting
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
    closed_at = EXCLUDED.closed_at, closed_reason = EXCLUDED.closed_reason, postings = EXCLUDED.postings,
    reposted = EXCLUDED.reposted
"""

_DELETE_EMPTY = """
DELETE FROM job
WHERE id = ANY(%(ids)s::bigint[]) AND NOT EXISTS (SELECT FROM posting WHERE posting.job_id = job.id)
"""

# What people keep of a job goes where its postings go: the earliest times, all notes.
_MOVE_MARKS = """
WITH moved AS (
    DELETE FROM mark USING unnest(%(ids)s::bigint[], %(job_ids)s::bigint[]) AS gone (id, job_id)
    WHERE mark.job_id = gone.id
    RETURNING profile_id, gone.job_id, mark.job_id AS old_id, seen_at, saved_at, applied_at, hidden_at, note
)
INSERT INTO mark AS kept (profile_id, job_id, seen_at, saved_at, applied_at, hidden_at, note)
SELECT profile_id, job_id, min(seen_at), min(saved_at), min(applied_at), min(hidden_at),
       coalesce(string_agg(note, E'\n' ORDER BY old_id) FILTER (WHERE note <> ''), '')
FROM moved GROUP BY profile_id, job_id
ON CONFLICT (profile_id, job_id) DO UPDATE SET
    seen_at = least(kept.seen_at, EXCLUDED.seen_at),
    saved_at = least(kept.saved_at, EXCLUDED.saved_at),
    applied_at = least(kept.applied_at, EXCLUDED.applied_at),
    -- Hidden stays hidden only where both were: what somebody saved does not vanish.
    hidden_at = CASE WHEN kept.hidden_at IS NOT NULL AND EXCLUDED.hidden_at IS NOT NULL
                     THEN least(kept.hidden_at, EXCLUDED.hidden_at) END,
    note = concat_ws(E'\n', nullif(kept.note, ''), nullif(EXCLUDED.note, ''))
"""

_LEAD_ON = """
WITH gone AS (SELECT * FROM unnest(%(ids)s::bigint[], %(job_ids)s::bigint[]) AS gone (id, job_id)),
     flattened AS (
    UPDATE former_job SET job_id = gone.job_id FROM gone WHERE former_job.job_id = gone.id
)
INSERT INTO former_job (id, job_id) SELECT id, job_id FROM gone
ON CONFLICT (id) DO UPDATE SET job_id = EXCLUDED.job_id
"""

_NEW_IDS = "SELECT nextval('job_id_seq') FROM generate_series(1, %s)"

_NEIGHBOURS = """
WITH near AS (
    SELECT posting.job_id FROM unnest(%(keys)s::text[]) AS wanted (job_key) JOIN posting USING (job_key)
    UNION SELECT posting.job_id FROM unnest(%(names)s::text[]) AS wanted (name)
    JOIN posting ON posting.job_key BETWEEN wanted.name || ':' AND wanted.name || ';'
    UNION SELECT posting.job_id FROM json_array_elements_text(%(urls)s) AS wanted (url)
    JOIN posting USING (url)
    UNION SELECT job_id FROM unnest(%(job_ids)s::bigint[]) AS wanted (job_id)
    UNION SELECT posting.job_id FROM unnest(%(ids)s::bigint[]) AS wanted (id) JOIN posting USING (id)
)
SELECT id, job_id, site, ref, url, title, title_raw, company_key, location, city, region, country, identifier,
       first_seen, last_seen, closed_at
FROM near JOIN posting USING (job_id)
"""

_DESCRIPTIONS = "SELECT id, description FROM posting WHERE id = ANY(%s) AND description IS NOT NULL"

_FOLLOWED = """
SELECT DISTINCT closed.job_id
FROM posting AS closed JOIN posting AS later USING (job_key, site)
WHERE closed.job_id = ANY(%s) AND closed.closed_at IS NOT NULL
  AND later.job_id <> closed.job_id AND later.first_seen > closed.last_seen
"""

_DECISIONS = """
SELECT posting_id, other_id, same FROM decision WHERE posting_id = ANY(%(ids)s)
UNION SELECT posting_id, other_id, same FROM decision WHERE other_id = ANY(%(ids)s)
"""

_MOVE = """
UPDATE posting SET job_id = moved.job_id
FROM unnest(%(ids)s::bigint[], %(job_ids)s::bigint[]) AS moved (id, job_id)
WHERE posting.id = moved.id
"""


async def make_jobs(connection: AsyncConnection, ids: Iterable[int]) -> None:
    """Make jobs that are new and have one posting each."""
    await connection.execute(_MAKE_JOBS, {"ids": copying.numbers(sorted(ids))})


async def refresh_jobs(connection: AsyncConnection, ids: Iterable[int]) -> None:
    """Make jobs repeat the best of their postings: made where missing, deleted where none is left."""
    ordered = sorted(ids)
    values = {"ids": copying.numbers(ordered), "same_crawl": SAME_CRAWL, "away": AWAY}
    refreshed = await connection.execute(REFRESH_JOBS, values)
    if refreshed.rowcount < len(ordered):
        await connection.execute(_DELETE_EMPTY, values)


async def new_job_ids(connection: AsyncConnection, count: int) -> list[int]:
    """Return ids for new jobs."""
    return [row[0] for row in await (await connection.execute(_NEW_IDS, [count])).fetchall()]


@dataclass(slots=True)
class Near:
    """Ways in which postings may be tied to others."""

    job_ids: set[int] = field(default_factory=set)
    ids: set[int] = field(default_factory=set)
    """Of postings."""
    urls: set[str] = field(default_factory=set)
    keys: set[str] = field(default_factory=set)
    names: set[str] = field(default_factory=set)
    """Beginnings of keys, up to the colon."""

    def __bool__(self) -> bool:
        return any(getattr(self, way.name) for way in fields(self))

    def __isub__(self, other: "Near") -> "Near":
        return self._each(set.__isub__, other)

    def __ior__(self, other: "Near") -> "Near":
        return self._each(set.__ior__, other)

    def _each(self, change: Callable[[set, set], set], other: "Near") -> "Near":
        for way in fields(self):
            change(getattr(self, way.name), getattr(other, way.name))
        return self


async def neighbours(connection: AsyncConnection, near: Near) -> list[Row]:
    """Return all postings of the jobs, and of the jobs of the postings, that are asked for."""
    values = {
        "keys": copying.array(list(near.keys)),
        "names": copying.array(list(near.names)),
        "urls": document(list(near.urls)),
        "job_ids": list(near.job_ids),
        "ids": list(near.ids),
    }
    async with connection.cursor(row_factory=dict_row) as cursor:
        return await (await cursor.execute(_NEIGHBOURS, values)).fetchall()


async def descriptions(connection: AsyncConnection, ids: Iterable[int]) -> dict[int, str]:
    """Return the descriptions of postings that have one."""
    return dict(await (await connection.execute(_DESCRIPTIONS, [list(ids)])).fetchall())


async def decisions(connection: AsyncConnection, ids: Iterable[int]) -> list[tuple[int, int, bool]]:
    """Return what people said of postings: (the older, the newer, whether they are one job)."""
    return await (await connection.execute(_DECISIONS, {"ids": list(ids)})).fetchall()


async def followed(connection: AsyncConnection, ids: Iterable[int]) -> list[int]:
    """Return those of some jobs that may go on as another: closed, and later advertised anew at the site."""
    return [row[0] for row in await (await connection.execute(_FOLLOWED, [list(ids)])).fetchall()]


async def lead_on(connection: AsyncConnection, emptied: Mapping[int, int]) -> None:
    """Let what points to emptied jobs (keys) lead to others (values): links, and what people keep."""
    values = {"ids": list(emptied), "job_ids": list(emptied.values())}
    await connection.execute(_MOVE_MARKS, values)
    await connection.execute(_LEAD_ON, values)


async def move_postings(connection: AsyncConnection, moves: Mapping[int, int]) -> None:
    """Put postings (keys) behind other jobs (values)."""
    await connection.execute(_MOVE, {"ids": list(moves), "job_ids": list(moves.values())})
