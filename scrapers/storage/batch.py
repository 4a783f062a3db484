"""Stores a batch of items in one transaction: all of it, or none."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from psycopg import AsyncConnection

from scrapers.items import JobPosting, Page
from scrapers.normalization.urls import canonical_url
from scrapers.storage import closing, clustering, crawls, jobs, pages, postings
from scrapers.storage.merging import changes, merge
from scrapers.storage.rows import Row, row_of, seen_hash, trust

# Batches of all crawls go one after the other. So two crawls cannot make the same posting or job twice, nor
# wait for each other's rows in a circle; one writer stores far more than many polite crawls bring.
ONE_WRITER = "SELECT pg_advisory_xact_lock(7364967)"
"""Taken first in every transaction that writes postings."""


@dataclass(slots=True)
class Seen:
    """One item, as what a page says of a posting."""

    item: JobPosting
    row: Row
    hash: bytes

    @property
    def heading(self) -> str:
        """Heading of its box, part of the sighting's key."""
        return self.item.box_heading or ""


@dataclass(slots=True)
class Record:
    """A posting of this batch: as stored before, and as it is to be stored."""

    id: int
    site: str
    ref: str
    url: str | None
    job_id: int | None = None
    job_key: str | None = None
    url_key: str | None = field(default=None, init=False)
    valid_through: str | None = None
    first_seen: datetime | None = None
    last_seen: datetime | None = None
    closed_at: datetime | None = None
    closed_reason: str | None = None
    crawl_id: int | None = None
    before: Row | None = None
    """What it said before, where this batch says something else."""
    content: Row | None = None
    """What it says now, where that was looked at."""
    is_new: bool = False
    altered: bool = False
    """More than ``last_seen`` is to be stored."""


@dataclass(slots=True)
class Batch:
    """Postings of a batch, found under each of their names."""

    records: dict[int, Record] = field(default_factory=dict)
    by_ref: dict[tuple[str, str], Record] = field(default_factory=dict)
    by_url: dict[tuple[str, str], list[Record]] = field(default_factory=dict)

    def add(self, record: Record) -> None:
        """Make a posting known under its ref and URL."""
        self.records[record.id] = record
        self.by_ref[record.site, record.ref] = record
        if record.url and not record.ref.startswith("fp:"):
            self.by_url.setdefault((record.site, record.url), []).append(record)

    def find(self, item: JobPosting) -> Record | None:
        """Return the posting that an item is about, known by the publisher's id from now on.

        Under another ref it is the same one if the URLs agree and one of the two has only that for a ref:
        two different ids at one address are two ads of a list.
        """
        found = self.by_ref.get((item.site, item.ref))
        if found or not item.url or item.ref.startswith("fp:"):
            return found
        same_url = self.by_url.get((item.site, item.url), [])
        if not _is_url(item.ref):
            same_url = [record for record in same_url if _is_url(record.ref)]
        if len(same_url) != 1:
            return None
        (record,) = same_url
        if not _is_url(item.ref):
            record.ref, record.altered = item.ref, True  # it outlives addresses
        self.by_ref[item.site, item.ref] = record
        return record


async def store_batch(
    connection: AsyncConnection,
    crawl: crawls.Crawl,
    items: Sequence[JobPosting | Page],
    read_version: int = 0,
) -> crawls.Counts:
    """Store items of a crawl, and what follows from them for jobs; return what that changed."""
    counts = crawls.Counts()
    async with connection.transaction():
        await connection.execute(ONE_WRITER)
        fetched = [item for item in items if isinstance(item, Page)]
        seen = [Seen(item, *_read(item)) for item in items if isinstance(item, JobPosting)]
        page_ids, to_refresh = await _store_pages(connection, crawl.id, fetched, read_version, counts)
        if seen:
            seen = await _confirm(connection, crawl.id, seen, counts)
        if seen:
            to_refresh |= await _store_postings(connection, crawl, seen, page_ids, counts)
        if to_refresh:
            await jobs.refresh_jobs(connection, to_refresh)
        await crawls.count(connection, crawl.id, counts)
    return counts


def _read(item: JobPosting) -> tuple[Row, bytes]:
    row = row_of(item)
    return row, seen_hash(item, row)


def _is_url(ref: str) -> bool:
    return ref.startswith(("https://", "http://"))


async def _store_pages(
    connection: AsyncConnection,
    crawl_id: int,
    fetched: list[Page],
    read_version: int,
    counts: crawls.Counts,
) -> tuple[dict[str, int], set[int]]:
    """Store fetched pages and what they alone say; return ids by URL of those read, and jobs to refresh."""
    latest = {page.url: page for page in sorted(fetched, key=lambda page: page.fetched_at)}
    ordered = [latest[url] for url in sorted(latest)]
    counts.pages += sum(page.status is None or page.status < 400 for page in fetched)
    ids: dict[str, int] = {}
    closed: list[int] = []
    unchanged = [page for page in ordered if page.unchanged]
    if unchanged:
        counts.pages_unchanged += len(unchanged)
        seen = dict(await pages.keep_unchanged(connection, crawl_id, unchanged))
        if seen:
            counts.seen += await postings.touch_postings(connection, crawl_id, seen)
            counts.unchanged += len(seen)
    if read := [page for page in ordered if not page.unchanged]:
        ids = await pages.read_pages(connection, crawl_id, read, read_version)
    gone = {
        url: page.fetched_at
        for page in read
        if page.status in closing.GONE_STATUSES
        for url in (page.url, canonical_url(page.url))
    }
    if gone:
        closed = await closing.close_gone(connection, gone)
        counts.closed += len(closed)
    return ids, set(closed)


async def _confirm(
    connection: AsyncConnection, crawl_id: int, seen: list[Seen], counts: crawls.Counts
) -> list[Seen]:
    """Store what says the same as last time, at little cost; return the rest."""
    asked = [
        {
            "n": n,
            "site": one.item.site,
            "ref": one.item.ref,
            "page_url": one.item.page_url,
            "box_heading": one.heading,
            "position": one.item.position,
            "link": one.item.url_raw or one.item.url,
            "seen_hash": f"\\x{one.hash.hex()}",
            "fetched_at": one.item.fetched_at,
        }
        for n, one in enumerate(seen)
        if not one.item.gone
    ]
    last_day = closing.last_day(max(one.item.fetched_at for one in seen))
    known = await postings.confirm(connection, crawl_id, last_day, asked)
    first_seen = {posting_id for _, posting_id, is_first in known if is_first}
    counts.seen += len(first_seen)
    counts.unchanged += len(first_seen)
    same = {n for n, _, _ in known}
    return [one for n, one in enumerate(seen) if n not in same]


async def _store_postings(
    connection: AsyncConnection,
    crawl: crawls.Crawl,
    seen: list[Seen],
    page_ids: dict[str, int],
    counts: crawls.Counts,
) -> set[int]:
    """Store what pages say of postings; return the jobs to refresh."""
    mentioned = {
        one.item.page_url: (one.item.page_title, one.item.fetched_at)
        for one in seen
        if one.item.page_url not in page_ids
    }
    if mentioned:
        page_ids |= await pages.mention_pages(connection, crawl.id, mentioned)
    batch, meant = await _find_records(connection, seen)

    keys = [
        (record.id, page_ids[one.item.page_url], one.heading) for one, record in zip(seen, meant, strict=True)
    ]
    known = [key for key in keys if not batch.records[key[0]].is_new]
    hashes = await postings.find_sightings(connection, known) if known else {}
    await _load_changed(connection, batch, seen, keys, hashes)

    sightings: dict[tuple[int, int, str], tuple] = {}
    for one, record, key in zip(seen, meant, keys, strict=True):
        _apply(record, one, crawl.id, said_before=hashes.get(key), counts=counts)
        sightings[key] = _sighting(key, one, crawl.id, sightings.get(key))

    records = [batch.records[id_] for id_ in sorted({record.id for record in meant})]
    await _load_missing(connection, records)
    to_refresh = await assign_jobs(connection, [record for record in records if record.altered])
    await _write_postings(connection, crawl, records, counts)
    await _write_sightings(connection, crawl.id, sightings, hashes)
    return to_refresh


async def _find_records(connection: AsyncConnection, seen: list[Seen]) -> tuple[Batch, list[Record]]:
    """Return the postings of a batch, and for each item the one it is about."""
    batch = Batch()
    asked = dict.fromkeys((one.item.site, one.item.ref) for one in seen)
    for state in await postings.find_by_ref(connection, asked):
        batch.add(Record(*state))
    urls = {
        one.item.url: None
        for one in seen
        if one.item.url
        and not one.item.ref.startswith("fp:")
        and (one.item.site, one.item.ref) not in batch.by_ref
    }
    if urls:
        for state in await postings.find_by_url(connection, urls):
            if state[0] not in batch.records:
                batch.add(Record(*state))
    meant: list[Record | None] = []
    missing = []
    for one in seen:
        record = batch.find(one.item)
        if record is None:
            record = Record(-len(missing) - 1, one.item.site, one.item.ref, one.item.url, is_new=True)
            missing.append(record)
            batch.add(record)
        meant.append(record)
    if missing:
        for record, id_ in zip(
            missing, await postings.new_posting_ids(connection, len(missing)), strict=True
        ):
            del batch.records[record.id]
            record.id = id_
            batch.records[id_] = record
    return batch, meant


async def _load_changed(connection, batch: Batch, seen: list[Seen], keys, hashes) -> None:
    """Load what those stored postings say of which some page says something else than last time."""
    wanted = {
        key[0]
        for one, key in zip(seen, keys, strict=True)
        if hashes.get(key) != one.hash and not batch.records[key[0]].is_new
    }
    if wanted:
        for id_, row in (await postings.load_contents(connection, wanted)).items():
            batch.records[id_].before = batch.records[id_].content = row


def _apply(
    record: Record, one: Seen, crawl_id: int, *, said_before: bytes | None, counts: crawls.Counts
) -> None:
    """Bring a posting to what one page says of it."""
    at = one.item.fetched_at
    if said_before != one.hash:
        _apply_content(record, one, later=record.crawl_id != crawl_id or said_before is not None)
    if record.crawl_id != crawl_id:
        counts.seen += 1
        record.crawl_id = crawl_id
    record.first_seen = min(record.first_seen or at, at)
    record.last_seen = max(record.last_seen or at, at)
    _apply_closing(record, one, counts)


def _apply_content(record: Record, one: Seen, *, later: bool) -> None:
    if record.content is None:
        record.content, record.altered = one.row, True
        return
    content = merge(record.content, one.row, later=later)
    if content != record.content:
        record.content, record.altered = content, True


def _apply_closing(record: Record, one: Seen, counts: crawls.Counts) -> None:
    item = one.item
    gone = item.gone and (item.origin != "box" or _is_on_own_page(record, item))
    if record.content:
        record.valid_through = record.content["valid_through"]
    reason = closing.closing_reason(record.valid_through, gone, item.fetched_at)
    if reason and record.closed_reason is None:
        record.closed_at, record.closed_reason, record.altered = item.fetched_at, reason, True
        counts.closed += 1
    elif (
        reason is None
        and record.closed_reason
        and item.fetched_at >= record.closed_at
        and closing.reopens(record.closed_reason, item.origin, _is_on_own_page(record, item))
    ):
        record.closed_at, record.closed_reason, record.altered = None, None, True
        counts.reopened += 1


def _is_on_own_page(record: Record, item: JobPosting) -> bool:
    return record.url is not None and record.url in (item.page_url, canonical_url(item.page_url))


def _sighting(key: tuple[int, int, str], one: Seen, crawl_id: int, before: tuple | None) -> tuple:
    """Row for sighting; a box that shows a posting twice keeps the first place."""
    item = one.item
    if before is None:
        return (
            *key,
            item.position,
            item.url_raw or item.url,
            item.fetched_at,
            item.fetched_at,
            one.hash,
            crawl_id,
        )
    *place, first, last, _, _ = before
    return (*place, min(first, item.fetched_at), max(last, item.fetched_at), one.hash, crawl_id)


async def _load_missing(connection: AsyncConnection, records: list[Record]) -> None:
    """Load what postings say of which something else is to be stored: closing, ref."""
    wanted = [record.id for record in records if record.altered and record.content is None]
    if wanted:
        contents = await postings.load_contents(connection, wanted)
        for record in records:
            if record.id in contents:
                record.before = record.content = contents[record.id]


async def assign_jobs(connection: AsyncConnection, altered: list[Record]) -> set[int]:
    """Put altered postings behind their jobs; return the jobs to refresh.

    A job is a component of postings that share a proof. Only components near what changed are looked at: of
    each, the job with the smallest id stays.
    """
    to_refresh = {record.job_id for record in altered if record.job_id}
    unsettled = [record for record in altered if _settle_key(record)]
    if not unsettled:
        return to_refresh
    near = await jobs.neighbours(
        connection,
        job_keys={record.job_key for record in unsettled if record.job_key},
        urls={record.content["url"] for record in unsettled if record.content["url"]},
        job_ids={record.job_id for record in unsettled if record.job_id},
    )
    job_of = {row["id"]: row["job_id"] for row in near}
    proofs = {row["id"]: clustering.proofs(row) for row in near}
    for record in altered:
        if record.is_new or record.id in proofs:
            job_of[record.id] = record.job_id
            proofs[record.id] = [key for key in (record.job_key, record.url_key) if key]

    moves = await _join(connection, {id_: proofs[id_] for id_ in sorted(proofs)}, job_of)
    emptied = {job_of[id_] for id_ in moves} - {None}
    to_refresh |= emptied | set(moves.values())
    for record in altered:
        record.job_id = moves.pop(record.id, record.job_id)
    if moves:
        await jobs.move_postings(connection, moves)
    return to_refresh


async def _join(
    connection: AsyncConnection, proofs: dict[int, list[str]], job_of: dict[int, int | None]
) -> dict[int, int]:
    """Return which postings go to which job: each component keeps its oldest job, or gets a new one."""
    groups = clustering.components(proofs)
    kept: dict[int, int] = {}
    taken: set[int] = set()
    for number, group in enumerate(groups):
        if free := {job_of[id_] for id_ in group} - taken - {None}:
            kept[number] = min(free)
            taken.add(kept[number])
    fresh = iter(await jobs.new_job_ids(connection, len(groups) - len(kept)))
    moves = {}
    for number, group in enumerate(groups):
        job_id = kept.get(number) or next(fresh)
        moves.update((id_, job_id) for id_ in group if job_of[id_] != job_id)
    return moves


def _settle_key(record: Record) -> bool:
    """Set the posting's keys; tell whether they leave open which job it belongs to."""
    before = record.job_key, record.before and clustering.url_key({**record.before, "ref": record.ref})
    record.job_key = clustering.job_key(record.content)
    record.url_key = clustering.url_key({**record.content, "ref": record.ref})
    return record.is_new or before != (record.job_key, record.url_key)


async def _write_postings(
    connection: AsyncConnection, crawl: crawls.Crawl, records: list[Record], counts: crawls.Counts
) -> None:
    new, altered, touched = [], [], {}
    history = []
    for record in records:
        if record.is_new:
            new.append(posting_row(record))
        elif record.altered:
            altered.append(posting_row(record))
            said = changes(record.before, record.content)
            history += [(record.id, record.last_seen, *change, crawl.id) for change in said]
            counts.updated += record.before != record.content and record.first_seen < crawl.started_at
        else:
            touched[record.id] = record.last_seen
    if new:
        await postings.insert_postings(connection, new)
    if altered:
        await postings.update_postings(connection, altered)
    if touched:
        counts.unchanged += await postings.touch_postings(connection, crawl.id, touched)
    if history:
        await postings.insert_changes(connection, history)
    counts.new += len(new)


def posting_row(record: Record) -> Row:
    """Return all columns of posting that a batch writes."""
    return {
        **record.content,
        "id": record.id,
        "job_id": record.job_id,
        "site": record.site,
        "ref": record.ref,
        "trust": trust(record.content["origin"]),
        "job_key": record.job_key,
        "first_seen": record.first_seen,
        "last_seen": record.last_seen,
        "closed_at": record.closed_at,
        "closed_reason": record.closed_reason,
        "crawl_id": record.crawl_id,
    }


async def _write_sightings(
    connection: AsyncConnection,
    crawl_id: int,
    sightings: dict[tuple[int, int, str], tuple],
    known: Iterable[tuple],
) -> None:
    ordered = sorted(sightings)
    if new := [sightings[key] for key in ordered if key not in known]:
        await postings.insert_sightings(connection, new)
    if again := [sightings[key] for key in ordered if key in known]:
        await postings.update_sightings(connection, crawl_id, again)
