"""Statements on posting and sighting."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime
from operator import itemgetter

import orjson
from psycopg import AsyncConnection, sql

from scrapers.items import JobPosting
from scrapers.storage import copying
from scrapers.storage.clustering import AWAY
from scrapers.storage.rows import CONTENT, SAID, Row, document, trust

# Columns of posting that a batch reads and writes, in this order: what pages say, and what follows from it.
_SAID = (*SAID[:-1], "origin", "origins", "date_posted_read_at", "site", "ref", SAID[-1])
COLUMNS = (
    *_SAID,
    "trust",
    "job_key",
    "id",
    "job_id",
    "first_seen",
    "last_seen",
    "closed_at",
    "closed_reason",
    "crawl_id",
    "reposted",
)
_said_of = itemgetter(*_SAID)
_LISTS = tuple(map(_SAID.index, ("role_secondary", "topics")))
_NUMBERS = tuple(map(_SAID.index, ("base_salary_min", "base_salary_max", "normalization_version")))
_ORIGINS, _READ_AT = map(_SAID.index, ("origins", "date_posted_read_at"))

_STATE = sql.SQL(
    "posting.id, posting.site, posting.ref, posting.url, posting.job_id, posting.job_key, "
    "posting.valid_through, posting.first_seen, posting.last_seen, posting.closed_at, posting.closed_reason, "
    "posting.crawl_id, posting.reposted"
)

_WHICH_ARE_STORED = """
SELECT site, ref FROM unnest(%s::text[], %s::text[]) AS wanted (site, ref) JOIN posting USING (site, ref)
"""

_FIND_BY_REF = sql.SQL("""
SELECT {state}
FROM json_to_recordset(%s) AS wanted (site text, ref text) JOIN posting USING (site, ref)
""").format(state=_STATE)

_FIND_BY_URL = sql.SQL("""
SELECT {state} FROM json_array_elements_text(%s) AS wanted (url) JOIN posting USING (url)
""").format(state=_STATE)

_LOAD = sql.SQL("SELECT {columns} FROM posting WHERE id = ANY(%s)").format(
    columns=sql.SQL(", ").join(map(sql.Identifier, ("id", *CONTENT, "origin", "origins")))
)

_NEW_IDS = "SELECT nextval('posting_id_seq') FROM generate_series(1, %s)"

_COPY = sql.SQL("COPY posting ({columns}) FROM STDIN").format(
    columns=sql.SQL(", ").join(map(sql.Identifier, COLUMNS))
)

_WRITTEN = tuple(column for column in COLUMNS if column != "id")

_UPDATE = sql.SQL("""
UPDATE posting SET ({columns}) = ROW ({values})
FROM json_populate_recordset(NULL::posting, %s) AS new
WHERE posting.id = new.id
""").format(
    columns=sql.SQL(", ").join(map(sql.Identifier, _WRITTEN)),
    values=sql.SQL(", ").join(sql.Identifier("new", column) for column in _WRITTEN),
)

# Nothing new is said of these postings, only that they are still there.
_TOUCH = """
WITH touched AS (
    UPDATE posting SET last_seen = greatest(posting.last_seen, seen.last_seen), crawl_id = %(crawl_id)s
    FROM unnest(%(ids)s::bigint[], %(last_seen)s::timestamptz[]) AS seen (id, last_seen)
    WHERE posting.id = seen.id
      AND (posting.last_seen < seen.last_seen OR posting.crawl_id IS DISTINCT FROM %(crawl_id)s)
    RETURNING posting.job_id, posting.last_seen
), of_jobs AS (
    UPDATE job SET last_seen = touched.last_seen
    FROM (SELECT job_id, max(last_seen) AS last_seen FROM touched GROUP BY job_id) AS touched
    WHERE job.id = touched.job_id AND job.last_seen < touched.last_seen
)
SELECT count(*) FROM posting WHERE id = ANY(%(ids)s) AND crawl_id IS DISTINCT FROM %(crawl_id)s
"""

# Most of what a crawl sees was there last time, and says the same: all of that in one statement a batch.
_CONFIRM = """
WITH found AS MATERIALIZED (  -- by its keys; the conditions come after, for there is an index on those too
    SELECT wanted.*, posting.id AS posting_id, posting.job_id, posting.crawl_id AS last_crawl,
           posting.closed_at, posting.valid_through, posting.last_seen, page.id AS page_id
    FROM ROWS FROM (json_to_recordset(%(seen)s)
             AS (site text, ref text, page_url text, box_heading text, position integer, link text,
                 seen_hash bytea, fetched_at timestamptz))
         WITH ORDINALITY
         AS wanted (site, ref, page_url, box_heading, position, link, seen_hash, fetched_at, n)
    JOIN posting USING (site, ref)
    LEFT JOIN page ON page.url = wanted.page_url
), same AS MATERIALIZED (
    SELECT found.*
    FROM found JOIN sighting ON (sighting.posting_id, sighting.page_id, sighting.box_heading)
                              = (found.posting_id, found.page_id, found.box_heading)
    WHERE sighting.seen_hash = found.seen_hash
      AND found.closed_at IS NULL AND coalesce(found.valid_through >= %(last_day)s, true)
      AND found.fetched_at - found.last_seen < %(away)s  -- back after so long, its job may have another ad
), sightings AS (
    UPDATE sighting SET
        position = same.position,
        link = same.link,
        last_seen = greatest(sighting.last_seen, same.fetched_at),
        times = times + (sighting.crawl_id IS DISTINCT FROM %(crawl_id)s)::integer,
        crawl_id = %(crawl_id)s
    FROM same
    WHERE (sighting.posting_id, sighting.page_id, sighting.box_heading)
        = (same.posting_id, same.page_id, same.box_heading)
), postings AS (
    UPDATE posting SET last_seen = greatest(posting.last_seen, latest.seen), crawl_id = %(crawl_id)s
    FROM (SELECT posting_id, max(fetched_at) AS seen FROM same GROUP BY posting_id) AS latest
    WHERE posting.id = latest.posting_id
      AND (posting.last_seen < latest.seen OR posting.crawl_id IS DISTINCT FROM %(crawl_id)s)
), jobs AS (
    UPDATE job SET last_seen = latest.seen
    FROM (SELECT job_id, max(fetched_at) AS seen FROM same GROUP BY job_id) AS latest
    WHERE job.id = latest.job_id AND job.last_seen < latest.seen
)
SELECT n, posting_id, true, last_crawl IS DISTINCT FROM %(crawl_id)s FROM same
UNION ALL
SELECT n, posting_id, false, false FROM found
"""

_FIND_SIGHTINGS = """
SELECT posting_id, page_id, box_heading, seen_hash
FROM unnest(%(posting_ids)s::bigint[], %(page_ids)s::bigint[], %(box_headings)s::text[])
     AS wanted (posting_id, page_id, box_heading)
JOIN sighting USING (posting_id, page_id, box_heading)
"""

_COPY_SIGHTINGS = """
COPY sighting (posting_id, page_id, box_heading, position, link, first_seen, last_seen, seen_hash, crawl_id)
FROM STDIN
"""

_UPDATE_SIGHTINGS = """
UPDATE sighting SET
    position = seen.position,
    link = seen.link,
    first_seen = least(sighting.first_seen, seen.first_seen),
    last_seen = greatest(sighting.last_seen, seen.last_seen),
    times = times + (sighting.crawl_id IS DISTINCT FROM %(crawl_id)s)::integer,
    seen_hash = seen.seen_hash,
    crawl_id = %(crawl_id)s
FROM unnest(%(posting_ids)s::bigint[], %(page_ids)s::bigint[], %(box_headings)s::text[],
            %(positions)s::integer[], %(links)s::text[], %(first_seen)s::timestamptz[],
            %(last_seen)s::timestamptz[], %(hashes)s::bytea[])
     AS seen (posting_id, page_id, box_heading, position, link, first_seen, last_seen, seen_hash)
WHERE (sighting.posting_id, sighting.page_id, sighting.box_heading)
    = (seen.posting_id, seen.page_id, seen.box_heading)
"""

_COPY_CHANGES = "COPY posting_change (posting_id, changed_at, field, old, new, crawl_id) FROM STDIN"


async def which_are_stored(
    connection: AsyncConnection, keys: Collection[tuple[str, str]]
) -> set[tuple[str, str]]:
    """Return those (site, ref) under which a posting is stored."""
    values = [copying.array([key[place] for key in keys]) for place in (0, 1)]
    return set(await (await connection.execute(_WHICH_ARE_STORED, values)).fetchall())


async def find_by_ref(connection: AsyncConnection, keys: Iterable[tuple[str, str]]) -> list[tuple]:
    """Return the state of the postings stored under (site, ref)."""
    wanted = [{"site": site, "ref": ref} for site, ref in keys]
    return await (await connection.execute(_FIND_BY_REF, [document(wanted)])).fetchall()


async def find_by_url(connection: AsyncConnection, urls: Iterable[str]) -> list[tuple]:
    """Return the state of the postings stored with a URL."""
    return await (await connection.execute(_FIND_BY_URL, [document(list(urls))])).fetchall()


async def load_contents(connection: AsyncConnection, ids: Iterable[int]) -> dict[int, Row]:
    """Return what stored postings say, by id."""
    names = (*CONTENT, "origin", "origins")
    rows = await connection.execute(_LOAD, [list(ids)])
    return {id_: dict(zip(names, values, strict=True)) async for id_, *values in rows}


async def new_posting_ids(connection: AsyncConnection, count: int) -> list[int]:
    """Return ids for new postings."""
    return [row[0] for row in await (await connection.execute(_NEW_IDS, [count])).fetchall()]


async def insert_postings(connection: AsyncConnection, rows: Iterable[str]) -> None:
    """Store new postings, each as ``copied`` makes it."""
    await copying.copy(connection, _COPY, rows)


def copied_content(row: Row, job_key: str | None) -> str:
    """Return what pages say of a posting, and what follows from that alone, for ``copied``."""
    values = list(_said_of(row))
    for place in _LISTS:
        values[place] = copying.array(values[place])
    for place in _NUMBERS:
        values[place] = None if values[place] is None else repr(values[place])
    values[_ORIGINS] = document(values[_ORIGINS])
    values[_READ_AT] = copying.time(values[_READ_AT])
    description = copying.field(values.pop())  # of many lines, as nothing else
    return f"{copying.line(values)}\t{description}\t{trust(row['origin'])}\t{copying.field(job_key)}"


def copied(
    content: str,
    id_: int,
    job_id: int,
    first_seen: datetime,
    last_seen: datetime,
    closed_at: datetime | None,
    closed_reason: str | None,
    crawl_id: int,
    reposted: int,
) -> str:
    """Return a posting as insert_postings takes it."""
    seen = f"{copying.time(first_seen)}\t{copying.time(last_seen)}"
    closed = copying.line((copying.time(closed_at), closed_reason))
    return f"{content}\t{id_}\t{job_id}\t{seen}\t{closed}\t{crawl_id}\t{reposted}"


async def update_postings(connection: AsyncConnection, rows: Iterable[Row]) -> None:
    """Replace stored postings."""
    await connection.execute(_UPDATE, [document([{name: row[name] for name in COLUMNS} for row in rows])])


async def touch_postings(connection: AsyncConnection, crawl_id: int, seen: dict[int, datetime]) -> int:
    """Note that postings, and so their jobs, are still there; return how many this crawl had not seen yet."""
    ids = sorted(seen)
    values = {"crawl_id": crawl_id, "ids": ids, "last_seen": [seen[id_] for id_ in ids]}
    return (await (await connection.execute(_TOUCH, values)).fetchone())[0]


def asked(item: JobPosting, seen_hash: bytes) -> bytes:
    """Return an item as ``confirm`` takes it."""
    return orjson.dumps(
        {
            "site": item.site,
            "ref": item.ref,
            "page_url": item.page_url,
            "box_heading": item.box_heading or "",
            "position": item.position,
            "link": item.url_raw or item.url,
            "seen_hash": f"\\x{seen_hash.hex()}",
            "fetched_at": item.fetched_at,
        }
    )


async def confirm(
    connection: AsyncConnection, crawl_id: int, last_day: date, seen: Sequence[bytes]
) -> list[tuple[int, int, bool, bool]]:
    """Note what is seen again where it was, open and as it was; find all that is stored.

    ``seen``: items, each as ``asked`` makes it. Returns its number, from 1, the posting's id, true, and
    whether this crawl had not seen it yet, of each that was so; and its number, the posting's id, false,
    false of each that is stored at all.
    """
    document = b"[" + b",".join(seen) + b"]"
    values = {"crawl_id": crawl_id, "last_day": last_day, "away": AWAY, "seen": document.decode()}
    return await (await connection.execute(_CONFIRM, values)).fetchall()


async def find_sightings(
    connection: AsyncConnection, keys: Sequence[tuple[int, int, str]]
) -> dict[tuple[int, int, str], bytes]:
    """Return the hash of what was last seen, by (posting id, page id, box heading)."""
    posting_ids, page_ids, headings = (list(column) for column in zip(*keys, strict=True))
    rows = await connection.execute(
        _FIND_SIGHTINGS, {"posting_ids": posting_ids, "page_ids": page_ids, "box_headings": headings}
    )
    return {(posting, page, heading): hash_ async for posting, page, heading, hash_ in rows}


async def insert_sightings(connection: AsyncConnection, rows: Iterable[str]) -> None:
    """Store sightings of postings where they were not seen before, each as ``copied_sighting`` makes it."""
    await copying.copy(connection, _COPY_SIGHTINGS, rows)


def copied_place(item: JobPosting) -> str:
    """Return where on its page a posting stands, for ``copied_sighting``."""
    position = None if item.position is None else str(item.position)
    return copying.line((item.box_heading or "", position, item.url_raw or item.url))


def copied_sighting(
    posting_id: int,
    page_id: int,
    place: str,
    first_seen: datetime,
    last_seen: datetime,
    seen_hash: bytes,
    crawl_id: int,
) -> str:
    """Return a sighting as insert_sightings takes it."""
    seen = f"{copying.time(first_seen)}\t{copying.time(last_seen)}"
    return f"{posting_id}\t{page_id}\t{place}\t{seen}\t\\\\x{seen_hash.hex()}\t{crawl_id}"


async def update_sightings(connection: AsyncConnection, crawl_id: int, rows: Sequence[tuple]) -> None:
    """Store what is seen again.

    Rows: posting id, page id, box heading, position, link, first seen, last seen, seen hash.
    """
    names = (
        "posting_ids",
        "page_ids",
        "box_headings",
        "positions",
        "links",
        "first_seen",
        "last_seen",
        "hashes",
    )
    columns = dict(zip(names, map(list, zip(*rows, strict=True)), strict=True))
    await connection.execute(_UPDATE_SIGHTINGS, {"crawl_id": crawl_id, **columns})


async def insert_changes(connection: AsyncConnection, rows: Iterable[tuple]) -> None:
    """Store (posting id, time, field, old, new, crawl id)."""
    lines = (
        copying.line((str(id_), at.isoformat(), name, old, new, str(crawl_id)))
        for id_, at, name, old, new, crawl_id in rows
    )
    await copying.copy(connection, _COPY_CHANGES, lines)
