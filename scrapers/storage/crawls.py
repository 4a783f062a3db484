"""Statements on crawl: one row a run, true also when the run is killed."""

from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any

import orjson
from psycopg import AsyncConnection

from scrapers.storage.validation import plain_text

# First half of the advisory lock that a crawl holds while it lives; the second is its id.
_ALIVE = 0x6A6F62

_OPEN = "INSERT INTO crawl (source, arguments, started_at) VALUES (%s, %s::jsonb, %s) RETURNING id"

_HOLD = f"SELECT pg_try_advisory_lock({_ALIVE}, %s)"

_UNFINISHED = f"""
SELECT id FROM crawl WHERE ended_at IS NULL AND pg_try_advisory_xact_lock({_ALIVE}, id::integer)
"""  # noqa: S608

_KILL = """
UPDATE crawl SET reason = 'killed', ended_at = greatest(started_at, (
    SELECT max(last_fetched) FROM page WHERE page.crawl_id = crawl.id))
WHERE id = ANY(%s)
"""

_COUNT = """
UPDATE crawl SET
    pages = pages + %(pages)s,
    pages_unchanged = pages_unchanged + %(pages_unchanged)s,
    postings_seen = postings_seen + %(seen)s,
    postings_new = postings_new + %(new)s,
    postings_updated = postings_updated + %(updated)s,
    postings_closed = postings_closed + %(closed)s
WHERE id = %(crawl_id)s
"""

_NOTE = "UPDATE crawl SET error = concat_ws('; ', error, %(text)s::text) WHERE id = %(crawl_id)s"

_CLOSE = """
UPDATE crawl SET ended_at = %(ended_at)s, reason = %(reason)s, errors = %(errors)s, error = %(error)s,
                 complete = %(complete)s
WHERE id = %(crawl_id)s
RETURNING postings_seen
"""


@dataclass(slots=True, frozen=True)
class Crawl:
    """A crawl under way."""

    id: int
    started_at: datetime


@dataclass(slots=True)
class Counts:
    """What a batch, or a crawl so far, has stored."""

    pages: int = 0
    pages_unchanged: int = 0
    seen: int = 0
    """Postings, each counted once a crawl."""
    new: int = 0
    updated: int = 0
    unchanged: int = 0
    closed: int = 0
    reopened: int = 0

    def add(self, other: "Counts") -> None:
        """Add what another batch has stored."""
        for field in fields(self):
            setattr(self, field.name, getattr(self, field.name) + getattr(other, field.name))


async def open_crawl(
    connection: AsyncConnection, source: str, arguments: dict[str, Any], started_at: datetime
) -> Crawl:
    """Begin a crawl's row, held alive by this connection; end the rows of crawls found dead."""
    async with connection.transaction():
        dead = await (await connection.execute(_UNFINISHED)).fetchall()
        if dead:
            await connection.execute(_KILL, [[row[0] for row in dead]])
        given = {name: plain_text(str(value), 2000) for name, value in arguments.items()}
        values = [source, orjson.dumps(given).decode(), started_at]
        (crawl_id,) = await (await connection.execute(_OPEN, values)).fetchone()
        await hold_crawl(connection, crawl_id)
    return Crawl(crawl_id, started_at)


async def hold_crawl(connection: AsyncConnection, crawl_id: int) -> None:
    """Say that the crawl lives as long as this connection does."""
    await connection.execute(_HOLD, [crawl_id])


async def count(connection: AsyncConnection, crawl_id: int, counts: Counts) -> None:
    """Add a batch to the crawl's counters."""
    values = {field.name: getattr(counts, field.name) for field in fields(counts)}
    await connection.execute(_COUNT, {"crawl_id": crawl_id, **values})


async def note(connection: AsyncConnection, crawl_id: int, text: str) -> None:
    """Add what went wrong to the crawl's error."""
    await connection.execute(_NOTE, {"crawl_id": crawl_id, "text": plain_text(text)})


async def close_crawl(
    connection: AsyncConnection,
    crawl_id: int,
    *,
    ended_at: datetime,
    reason: str,
    errors: int,
    error: str | None,
    complete: bool,
) -> int:
    """End a crawl's row; return how many postings it saw."""
    values = {
        "crawl_id": crawl_id,
        "ended_at": ended_at,
        "reason": reason,
        "errors": errors,
        "error": error and plain_text(error),
        "complete": complete,
    }
    return (await (await connection.execute(_CLOSE, values)).fetchone())[0]
