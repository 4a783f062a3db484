"""Statements on page: what was fetched, and what lets it stay unread next time."""

from collections.abc import Iterable
from datetime import datetime

from psycopg import AsyncConnection

from scrapers.items import Page
from scrapers.normalization.urls import site

_READ = """
INSERT INTO page AS stored (url, site, title, status, etag, last_modified, content_hash, read_version,
                            first_fetched, last_fetched, crawl_id)
SELECT url, site, title, status, etag, last_modified, content_hash, read_version, fetched_at, fetched_at,
       %(crawl_id)s
FROM unnest(%(url)s::text[], %(site)s::text[], %(title)s::text[], %(status)s::integer[], %(etag)s::text[],
            %(last_modified)s::text[], %(content_hash)s::bytea[], %(read_version)s::integer[],
            %(fetched_at)s::timestamptz[])
     AS read (url, site, title, status, etag, last_modified, content_hash, read_version, fetched_at)
ON CONFLICT (url) DO UPDATE SET
    title = coalesce(EXCLUDED.title, stored.title),
    status = EXCLUDED.status,
    etag = EXCLUDED.etag,
    last_modified = EXCLUDED.last_modified,
    content_hash = EXCLUDED.content_hash,
    read_version = EXCLUDED.read_version,
    last_fetched = greatest(stored.last_fetched, EXCLUDED.last_fetched),
    crawl_id = EXCLUDED.crawl_id
RETURNING url, id
"""

# Its sightings still stand: those of the crawl that last read all of it, or of a later one cut short.
_UNCHANGED_SIGHTINGS = """
UPDATE sighting SET
    last_seen = greatest(sighting.last_seen, again.fetched_at),
    times = times + (sighting.crawl_id <> %(crawl_id)s)::integer,
    crawl_id = %(crawl_id)s
FROM unnest(%(url)s::text[], %(fetched_at)s::timestamptz[]) AS again (url, fetched_at)
JOIN page ON page.url = again.url
WHERE sighting.page_id = page.id AND sighting.crawl_id >= page.crawl_id
RETURNING posting_id, sighting.last_seen
"""

_UNCHANGED = """
UPDATE page SET
    etag = coalesce(again.etag, page.etag),
    last_modified = coalesce(again.last_modified, page.last_modified),
    last_fetched = greatest(page.last_fetched, again.fetched_at),
    crawl_id = %(crawl_id)s
FROM unnest(%(url)s::text[], %(etag)s::text[], %(last_modified)s::text[], %(fetched_at)s::timestamptz[])
     AS again (url, etag, last_modified, fetched_at)
WHERE page.url = again.url
"""

# Found, or made where missing: those that are there are left as they are.
_MENTION = """
WITH mentioned AS (
    SELECT * FROM unnest(%(url)s::text[], %(site)s::text[], %(title)s::text[], %(fetched_at)s::timestamptz[])
         AS mentioned (url, site, title, fetched_at)
), known AS MATERIALIZED (
    SELECT page.url, page.id FROM mentioned JOIN page USING (url)
), made AS (
    INSERT INTO page AS stored (url, site, title, first_fetched, last_fetched, crawl_id)
    SELECT url, site, title, fetched_at, fetched_at, %(crawl_id)s
    FROM mentioned WHERE url NOT IN (SELECT url FROM known) ORDER BY url
    ON CONFLICT (url) DO UPDATE SET last_fetched = greatest(stored.last_fetched, EXCLUDED.last_fetched)
    RETURNING url, id
)
SELECT url, id FROM known UNION ALL SELECT url, id FROM made
"""

_VALIDATORS = """
SELECT url, etag, last_modified, content_hash
FROM page
WHERE url = ANY(%(urls)s) AND read_version = %(read_version)s
  AND (etag IS NOT NULL OR last_modified IS NOT NULL OR content_hash IS NOT NULL)
"""


async def read_pages(
    connection: AsyncConnection, crawl_id: int, pages: list[Page], read_version: int
) -> dict[str, int]:
    """Store pages that were fetched and read; return their ids by URL."""
    ids = await connection.execute(
        _READ,
        {
            "crawl_id": crawl_id,
            "site": [site(page.url) for page in pages],
            "read_version": [read_version] * len(pages),
            **_columns(pages, "url title status etag last_modified content_hash fetched_at"),
        },
    )
    return dict(await ids.fetchall())


async def keep_unchanged(
    connection: AsyncConnection, crawl_id: int, pages: list[Page]
) -> list[tuple[int, datetime]]:
    """Confirm pages found unchanged, and what was seen there; return (posting id, last seen)."""
    values = {"crawl_id": crawl_id, **_columns(pages, "url etag last_modified fetched_at")}
    confirmed = await (await connection.execute(_UNCHANGED_SIGHTINGS, values)).fetchall()
    await connection.execute(_UNCHANGED, values)
    return confirmed


async def mention_pages(
    connection: AsyncConnection, crawl_id: int, pages: dict[str, tuple[str | None, datetime]]
) -> dict[str, int]:
    """Return ids by URL of pages that postings name (URL to title, time), made where missing."""
    urls = list(pages)
    ids = await connection.execute(
        _MENTION,
        {
            "crawl_id": crawl_id,
            "url": urls,
            "site": [site(url) for url in urls],
            "title": [title for title, _ in pages.values()],
            "fetched_at": [fetched_at for _, fetched_at in pages.values()],
        },
    )
    return dict(await ids.fetchall())


async def page_validators(
    connection: AsyncConnection, urls: Iterable[str], read_version: int
) -> dict[str, tuple[str | None, str | None, bytes | None]]:
    """Return URL to (ETag, Last-Modified, content hash) of pages that today's rules have read."""
    rows = await connection.execute(_VALIDATORS, {"urls": list(urls), "read_version": read_version})
    return {url: validators async for url, *validators in rows}


def _columns(pages: list[Page], names: str) -> dict[str, list]:
    return {name: [getattr(page, name) for page in pages] for name in names.split()}
