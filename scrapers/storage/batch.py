"""Stores a batch of items in one transaction: all of it, or none."""

from collections.abc import Sequence

from psycopg import AsyncConnection

from scrapers.items import Page
from scrapers.storage import closing, crawls, jobs, pages, postings
from scrapers.storage.assigning import assign_jobs
from scrapers.storage.merging import changes
from scrapers.storage.records import Batch, Record, Seen, Sighting, apply, new_posting, posting_row

# Batches of all crawls go one after the other. So two crawls cannot make the same posting or job twice, nor
# wait for each other's rows in a circle; one writer stores far more than many polite crawls bring.
ONE_WRITER = "SELECT pg_advisory_xact_lock(7364967)"
"""Taken first in every transaction that writes postings."""

Key = tuple[int, int, str]
"""Of a sighting: posting id, page id, box heading."""


async def store_batch(
    connection: AsyncConnection,
    crawl: crawls.Crawl,
    items: Sequence[Seen | Page],
    read_version: int = 0,
) -> crawls.Counts:
    """Store items of a crawl, and what follows from them for jobs; return what that changed."""
    counts = crawls.Counts()
    async with connection.transaction():
        await connection.execute(ONE_WRITER)
        fetched = [item for item in items if isinstance(item, Page)]
        seen = [item for item in items if isinstance(item, Seen)]
        page_ids = await _store_pages(connection, crawl.id, fetched, read_version, counts)
        if seen:
            news, absent = await _confirm(connection, crawl.id, seen, counts)
            if news:
                await _store_postings(connection, crawl, news, absent, page_ids, counts)
        await crawls.count(connection, crawl.id, counts)
    return counts


async def _store_pages(
    connection: AsyncConnection,
    crawl_id: int,
    fetched: list[Page],
    read_version: int,
    counts: crawls.Counts,
) -> dict[str, int]:
    """Store fetched pages, and what those that did not change confirm; return ids by URL of those read."""
    latest = {page.url: page for page in sorted(fetched, key=lambda page: page.fetched_at)}
    ordered = [latest[url] for url in sorted(latest)]
    counts.pages += sum(page.status is None or page.status < 400 for page in fetched)
    ids: dict[str, int] = {}
    unchanged = [page for page in ordered if page.unchanged]
    if unchanged:
        counts.pages_unchanged += len(unchanged)
        seen = dict(await pages.keep_unchanged(connection, crawl_id, unchanged))
        if seen:
            counts.seen += await postings.touch_postings(connection, crawl_id, seen)
            counts.unchanged += len(seen)
    if read := [page for page in ordered if not page.unchanged]:
        ids = await pages.read_pages(connection, crawl_id, read, read_version)
    return ids


async def _confirm(
    connection: AsyncConnection, crawl_id: int, seen: list[Seen], counts: crawls.Counts
) -> tuple[list[Seen], set[tuple[str, str]]]:
    """Store what says the same as last time; return the rest, and which (site, ref) are not stored yet."""
    news = {one.key: None for one in seen if not one.is_expected}
    absent = news.keys() - await postings.which_are_stored(connection, news) if news else set()
    asked = [one for one in seen if one.key not in absent and not one.item.gone]
    if not asked:
        return seen, absent
    last_day = closing.last_day(max(one.item.fetched_at for one in seen))
    known = await postings.confirm(connection, crawl_id, last_day, [one.asked for one in asked])
    first_seen = {posting_id for _, posting_id, _, is_first in known if is_first}
    counts.seen += len(first_seen)
    counts.unchanged += len(first_seen)
    stored = {n for n, *_ in known}
    confirmed = {id(asked[n - 1]) for n, _, is_same, _ in known if is_same}
    absent |= {one.key for n, one in enumerate(asked, 1) if n not in stored}
    return [one for one in seen if id(one) not in confirmed], absent


async def _store_postings(
    connection: AsyncConnection,
    crawl: crawls.Crawl,
    seen: list[Seen],
    absent: set[tuple[str, str]],
    page_ids: dict[str, int],
    counts: crawls.Counts,
) -> None:
    """Store what pages say of postings, and what follows from it for jobs."""
    mentioned = {
        one.item.page_url: (one.item.page_title, one.item.fetched_at)
        for one in seen
        if one.item.page_url not in page_ids
    }
    if mentioned:
        page_ids |= await pages.mention_pages(connection, crawl.id, mentioned)
    batch, meant = await _find_records(connection, seen, absent)

    keys = [
        (record.id, page_ids[one.item.page_url], one.heading) for one, record in zip(seen, meant, strict=True)
    ]
    known = [key for key, record in zip(keys, meant, strict=True) if not record.is_new]
    hashes = await postings.find_sightings(connection, known) if known else {}
    if known:
        await _load_changed(connection, batch, seen, keys, hashes)

    sightings: dict[Key, Sighting] = {}
    for one, record, key in zip(seen, meant, keys, strict=True):
        apply(record, one, crawl.id, said_before=hashes.get(key), counts=counts)
        _note_sighting(sightings, key, one)

    meant_ids = {record.id for record in meant}
    records = [batch.records[id_] for id_ in sorted(meant_ids)]
    await _load_missing(connection, records)
    altered = [record for record in records if record.altered]
    assigned = await assign_jobs(connection, altered, batch.new_urls)
    await _write_postings(connection, crawl, records, counts)
    await _write_sightings(connection, crawl.id, sightings, hashes)
    if assigned.to_make:
        await jobs.make_jobs(connection, assigned.to_make)
    if assigned.to_refresh:
        await jobs.refresh_jobs(connection, assigned.to_refresh)


async def _find_records(
    connection: AsyncConnection, seen: list[Seen], absent: set[tuple[str, str]]
) -> tuple[Batch, list[Record]]:
    """Return the postings of a batch, and for each item the one it is about."""
    batch = Batch()
    if asked := {one.key: None for one in seen}.keys() - absent:
        for state in await postings.find_by_ref(connection, asked):
            batch.add_stored(Record(*state))
    urls = {
        one.item.url: None
        for one in seen
        if one.item.url and not one.item.ref.startswith("fp:") and one.key not in batch.by_ref
    }
    if urls:
        stored = [Record(*state) for state in await postings.find_by_url(connection, urls)]
        for record in stored:
            if record.id not in batch.records:
                batch.add_stored(record)
        batch.new_urls = urls.keys() - {record.url for record in stored}
    meant: list[Record | None] = []
    missing = []
    for one in seen:
        record = batch.find(one.item)
        if record is None:
            record = Record(0, one.item.site, one.item.ref, one.item.url, is_new=True)
            missing.append(record)
            batch.name(record)
        meant.append(record)
    if missing:
        ids = await postings.new_posting_ids(connection, len(missing))
        for record, id_ in zip(missing, ids, strict=True):
            record.id = id_
            batch.records[id_] = record
    return batch, meant


async def _load_changed(
    connection: AsyncConnection, batch: Batch, seen: list[Seen], keys: list[Key], hashes: dict[Key, bytes]
) -> None:
    """Load what those stored postings say of which some page says something else than last time."""
    wanted = {
        key[0]
        for one, key in zip(seen, keys, strict=True)
        if hashes.get(key) != one.hash and not batch.records[key[0]].is_new
    }
    if wanted:
        for id_, row in (await postings.load_contents(connection, wanted)).items():
            batch.records[id_].before = batch.records[id_].content = row


async def _load_missing(connection: AsyncConnection, records: list[Record]) -> None:
    """Load what postings say of which something else is to be stored: closing, ref."""
    wanted = [record.id for record in records if record.altered and record.content is None]
    if wanted:
        contents = await postings.load_contents(connection, wanted)
        for record in records:
            if record.id in contents:
                record.before = record.content = contents[record.id]


async def _write_postings(
    connection: AsyncConnection, crawl: crawls.Crawl, records: list[Record], counts: crawls.Counts
) -> None:
    new, altered, touched = [], [], {}
    history = []
    for record in records:
        if record.is_new:
            new.append(record)
        elif record.altered:
            altered.append(posting_row(record))
            said = changes(record.before, record.content)
            history += [(record.id, record.last_seen, *change, crawl.id) for change in said]
            counts.updated += record.before != record.content and record.first_seen < crawl.started_at
        else:
            touched[record.id] = record.last_seen
    if new:
        await postings.insert_postings(connection, map(new_posting, new))
    if altered:
        await postings.update_postings(connection, altered)
    if touched:
        counts.unchanged += await postings.touch_postings(connection, crawl.id, touched)
    if history:
        await postings.insert_changes(connection, history)
    counts.new += len(new)


def _note_sighting(sightings: dict[Key, Sighting], key: Key, one: Seen) -> None:
    at = one.item.fetched_at
    if before := sightings.get(key):
        before.said = one
        before.first_seen, before.last_seen = min(before.first_seen, at), max(before.last_seen, at)
    else:
        sightings[key] = Sighting(one, one, at, at)


async def _write_sightings(
    connection: AsyncConnection,
    crawl_id: int,
    sightings: dict[Key, Sighting],
    known: dict[Key, bytes],
) -> None:
    ordered = sorted(sightings)
    new = (_new_sighting(key, sightings[key], crawl_id) for key in ordered if key not in known)
    again = [_sighting_again(key, sightings[key]) for key in ordered if key in known]
    if len(again) < len(ordered):
        await postings.insert_sightings(connection, new)
    if again:
        await postings.update_sightings(connection, crawl_id, again)


def _new_sighting(key: Key, sighting: Sighting, crawl_id: int) -> str:
    posting_id, page_id, _ = key
    place, times = sighting.place.news.place, (sighting.first_seen, sighting.last_seen)
    return postings.copied_sighting(posting_id, page_id, place, *times, sighting.said.hash, crawl_id)


def _sighting_again(key: Key, sighting: Sighting) -> tuple:
    item, times = sighting.place.item, (sighting.first_seen, sighting.last_seen)
    return (*key, item.position, item.url_raw or item.url, *times, sighting.said.hash)
