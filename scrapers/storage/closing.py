"""When a posting is closed, and when it is open again.

A box shows four of four thousand jobs and rotates: not seeing a posting proves nothing. Closed is what

* has passed its last day to apply (expired),
* says itself that it is gone, or whose own address answers 404 or 410 (gone),
* is missing from a complete list, crawled to its end without an error (unlisted).

Everything else grows stale, and is shown as not seen since. What a crawl proves is judged when it ends, with
all of it in view: a list that is suddenly short, and a site of which most ads are suddenly gone, are rather
broken.
"""

from collections import Counter
from datetime import UTC, date, datetime, timedelta

from psycopg import AsyncConnection

from scrapers.normalization.urls import canonical_url
from scrapers.storage import crawls, jobs
from scrapers.storage.assigning import assign_after_closing, assign_again
from scrapers.storage.clustering import AWAY

# A list that suddenly shows less than this share of what it showed before is rather broken than short. If it
# is as short the next time, it is believed.
_SHRUNKEN = 0.5

# A site that says so of so many ads that it had before and that were seen lately, and of more than it still
# has, has moved or fails.
_MANY_GONE = 5


def last_day(now: datetime) -> date:
    """Earliest date that is still today somewhere on Earth."""
    return (now.astimezone(UTC) - timedelta(hours=12)).date()


def closing_reason(valid_through: str | None, gone: bool, seen_at: datetime) -> str | None:
    """Reason to close a posting that a page shows; None: it is open."""
    if gone:
        return "gone"
    if valid_through and date.fromisoformat(valid_through) < last_day(seen_at):
        return "expired"
    return None


def reopens(closed_reason: str, origin: str, on_own_page: bool) -> bool:
    """Whether a posting closed for a reason is open again, now that a page shows it as open.

    What is gone is believed back by its own page or by a publisher's data, not by a box: those forget late.
    """
    return closed_reason != "gone" or on_own_page or origin != "box"


_GONE_PAGES = """
SELECT url, site, last_fetched, first_fetched < %(started_at)s
FROM page WHERE crawl_id = %(crawl_id)s AND status IN (404, 410)
"""

_GONE_POSTINGS = """
SELECT DISTINCT ON (posting.id) posting.id, answered.number, posting.last_seen
FROM unnest(%(urls)s::text[], %(numbers)s::integer[]) AS answered (url, number)
JOIN posting ON posting.url = answered.url
WHERE closed_at IS NULL AND posting.ref NOT LIKE 'fp:%%'
ORDER BY posting.id, answered.number
"""

_STILL_THERE = """
SELECT page.site, count(DISTINCT posting.id)
FROM page JOIN posting ON posting.url = page.url
WHERE page.crawl_id = %(crawl_id)s AND page.site = ANY(%(sites)s) AND coalesce(page.status, 200) < 400
GROUP BY page.site
"""

_CLOSED_ON_ITS_WAY = """
SELECT site, count(*) FROM posting
WHERE crawl_id = %(crawl_id)s AND closed_reason = 'gone' AND closed_at >= %(started_at)s
  AND first_seen < %(started_at)s
GROUP BY site
"""

_OPEN_AGAIN = """
UPDATE posting SET closed_at = NULL, closed_reason = NULL
WHERE crawl_id = %(crawl_id)s AND closed_reason = 'gone' AND closed_at >= %(started_at)s
  AND first_seen < %(started_at)s AND site = ANY(%(sites)s)
RETURNING job_id
"""

_CLOSE_GONE = """
UPDATE posting SET closed_at = answered.at, closed_reason = 'gone'
FROM unnest(%(ids)s::bigint[], %(times)s::timestamptz[]) AS answered (id, at)
WHERE posting.id = answered.id
RETURNING job_id
"""

_CLOSE_EXPIRED = """
UPDATE posting SET closed_at = %(now)s, closed_reason = 'expired'
WHERE closed_at IS NULL AND valid_through < %(last_day)s
RETURNING job_id
"""

# Seen by earlier crawls of the same list, but not by this one.
_CLOSE_UNLISTED = """
WITH this AS (SELECT id, source, arguments, started_at FROM crawl WHERE id = %(crawl_id)s),
listed AS (
    SELECT DISTINCT sighting.posting_id
    FROM this
    JOIN crawl AS earlier ON earlier.source = this.source AND earlier.arguments = this.arguments
                         AND earlier.complete AND earlier.id < this.id
    JOIN sighting ON sighting.crawl_id = earlier.id
)
UPDATE posting SET closed_at = %(now)s, closed_reason = 'unlisted'
FROM listed, this
WHERE posting.id = listed.posting_id AND posting.closed_at IS NULL
  AND posting.crawl_id IS DISTINCT FROM this.id AND posting.last_seen < this.started_at
RETURNING posting.job_id
"""

_SEEN_BEFORE = """
SELECT earlier.postings_seen
FROM crawl AS this
JOIN crawl AS earlier ON earlier.source = this.source AND earlier.arguments = this.arguments
                     AND earlier.complete AND earlier.id < this.id AND earlier.postings_seen > 0
WHERE this.id = %(crawl_id)s
ORDER BY earlier.id DESC
LIMIT 1
"""


# The writer's connection is set for batches; here whole tables are compared.
_COMPARE_TABLES = """
SELECT set_config(name, 'on', true)
FROM unnest(ARRAY['enable_seqscan', 'enable_hashjoin', 'enable_mergejoin', 'enable_material']) AS name
"""


async def close_after_crawl(
    connection: AsyncConnection,
    crawl: crawls.Crawl,
    seen: int,
    now: datetime,
    *,
    clean: bool,
    complete: bool,
    closed: int = 0,
) -> int:
    """Close what a crawl proves to be closed; return how many postings that is.

    ``clean``: it ended well. ``complete``: it read all of a source that lists everything. One that saw
    nothing, or far less than the last complete one, proves nothing. ``closed``: how many it closed on its
    way; where that is doubted they are opened again, and the number returned is less by them.
    """
    await connection.execute(_COMPARE_TABLES)
    to_refresh, reopened = await _judge_gone(connection, crawl, closed)
    if clean:
        to_refresh += await _jobs(connection, _CLOSE_EXPIRED, {"now": now, "last_day": last_day(now)})
    if clean and complete and await _is_credible(connection, crawl.id, seen):
        to_refresh += await _jobs(connection, _CLOSE_UNLISTED, {"crawl_id": crawl.id, "now": now})
    if to_refresh or reopened:
        moved = await assign_after_closing(connection, to_refresh)
        if reopened:
            moved |= await assign_again(connection, job_ids=reopened)
        await jobs.refresh_jobs(connection, {*to_refresh, *reopened, *moved})
        changed = crawls.Counts(closed=len(to_refresh) - len(reopened))
        await crawls.count(connection, crawl.id, changed)
    return len(to_refresh) - len(reopened)


async def _judge_gone(
    connection: AsyncConnection, crawl: crawls.Crawl, closed: int
) -> tuple[list[int], list[int]]:
    """Close what answered 404 or 410, and open again what is doubted; return the jobs of both to refresh."""
    values = {"crawl_id": crawl.id, "started_at": crawl.started_at}
    answers = await (await connection.execute(_GONE_PAGES, values)).fetchall()
    named = {(name, n) for n, (url, *_) in enumerate(answers) for name in (url, canonical_url(url))}
    asked = {"urls": [name for name, _ in named], "numbers": [n for _, n in named]}
    found = await (await connection.execute(_GONE_POSTINGS, asked)).fetchall() if named else []
    gone: Counter[str] = Counter()
    for _, n, last_seen in found:
        _, site, at, is_known = answers[n]
        gone[site] += is_known and at - last_seen < AWAY
    if closed >= _MANY_GONE:
        gone.update(dict(await (await connection.execute(_CLOSED_ON_ITS_WAY, values)).fetchall()))
    doubted = await _doubted_sites(connection, crawl.id, gone)
    believed = [(id_, answers[n][2]) for id_, n, _ in found if answers[n][1] not in doubted]
    closing = {"ids": [id_ for id_, _ in believed], "times": [at for _, at in believed]}
    to_refresh = await _jobs(connection, _CLOSE_GONE, closing) if believed else []
    if not doubted:
        return to_refresh, []
    return to_refresh, await _jobs(connection, _OPEN_AGAIN, {**values, "sites": doubted})


async def _doubted_sites(connection: AsyncConnection, crawl_id: int, gone: Counter[str]) -> list[str]:
    """Return the sites of which too many ads are gone at once; say so in the crawl's row."""
    many = [site for site, count in gone.items() if count >= _MANY_GONE]
    if not many:
        return []
    values = {"crawl_id": crawl_id, "sites": many}
    still = dict(await (await connection.execute(_STILL_THERE, values)).fetchall())
    doubted = sorted(site for site in many if gone[site] > still.get(site, 0))
    for site in doubted:
        text = (
            f"{site} suddenly says of {gone[site]} ads that they are gone: it may have moved or fail, "
            "none of them was closed"
        )
        await crawls.note(connection, crawl_id, text)
    return doubted


async def _is_credible(connection: AsyncConnection, crawl_id: int, seen: int) -> bool:
    before = await (await connection.execute(_SEEN_BEFORE, {"crawl_id": crawl_id})).fetchone()
    return bool(seen) and before is not None and seen >= before[0] * _SHRUNKEN


async def _jobs(connection: AsyncConnection, statement: str, values: dict) -> list[int]:
    return [row[0] for row in await (await connection.execute(statement, values)).fetchall()]
