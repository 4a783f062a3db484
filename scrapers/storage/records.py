"""What a batch knows of its postings while it works: what was stored, and what is to be."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from scrapers.items import JobPosting
from scrapers.normalization.urls import canonical_url
from scrapers.storage import closing, comparing, postings
from scrapers.storage.clustering import AWAY
from scrapers.storage.crawls import Counts
from scrapers.storage.merging import is_reposted, merge
from scrapers.storage.rows import Row, row_of, said_by, seen_hash, trust


@dataclass(slots=True)
class News:
    """What a page says of a posting, where it is to be stored."""

    row: Row
    job_key: str | None
    copied: str
    """The row, as postings.copied_content makes it."""


@dataclass(slots=True)
class Seen:
    """One item, as what a page says of a posting."""

    item: JobPosting
    said: list[Any]
    hash: bytes
    _news: News | None = None

    @classmethod
    def read(cls, item: JobPosting, *, as_news: bool = False) -> "Seen":
        """Take an item as such; ``as_news``: it will have to be stored, rather than to be confirmed."""
        said = said_by(item)
        seen = cls(item, said, seen_hash(item, said))
        if as_news:
            seen.news  # noqa: B018 (made now)
        return seen

    @property
    def news(self) -> News:
        """What is stored of it; made when it is first asked for."""
        if self._news is None:
            row = row_of(self.item, self.said)
            self._news = News(row, comparing.job_key(row), postings.copied_content(row))
        return self._news

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
    valid_through: str | None = None
    first_seen: datetime | None = None
    last_seen: datetime | None = None
    closed_at: datetime | None = None
    closed_reason: str | None = None
    crawl_id: int | None = None
    reposted: int = 0
    before: Row | None = None
    """What it said before, where this batch says something else."""
    content: Row | None = None
    """What it says now, where that was looked at."""
    news: News | None = None
    """What its content is, where one page alone says it."""
    is_new: bool = False
    altered: bool = False
    """More than ``last_seen`` is to be stored."""


@dataclass(slots=True)
class Batch:
    """Postings of a batch, found under each of their names."""

    records: dict[int, Record] = field(default_factory=dict)
    by_ref: dict[tuple[str, str], Record] = field(default_factory=dict)
    by_url: dict[tuple[str, str], list[Record]] = field(default_factory=dict)
    new_urls: set[str] = field(default_factory=set)
    """That no stored posting has."""

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


def _is_url(ref: str) -> bool:
    return ref.startswith(("https://", "http://"))


def apply(record: Record, one: Seen, crawl_id: int, *, said_before: bytes | None, counts: Counts) -> None:
    """Bring a posting to what one page says of it."""
    at = one.item.fetched_at
    if said_before != one.hash:
        _apply_content(record, one, later=record.crawl_id != crawl_id or said_before is not None)
    if record.crawl_id != crawl_id:
        counts.seen += 1
        record.crawl_id = crawl_id
    if record.last_seen and at - record.last_seen >= AWAY:
        record.altered = True  # its job may have another ad by now
    record.first_seen = min(record.first_seen or at, at)
    record.last_seen = max(record.last_seen or at, at)
    _apply_closing(record, one, counts)


def _apply_content(record: Record, one: Seen, *, later: bool) -> None:
    if record.content is None:
        record.content, record.news, record.altered = one.news.row, one.news, True
        return
    content = merge(record.content, one.news.row, later=later)
    if content != record.content:
        record.reposted += is_reposted(record.content, content)
        record.content, record.news, record.altered = content, None, True


def _apply_closing(record: Record, one: Seen, counts: Counts) -> None:
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


def posting_row(record: Record) -> Row:
    """Return all columns of posting that a batch writes."""
    return {**record.content, **_state(record)}


def new_posting(record: Record) -> str:
    """Return all columns of a new posting, as insert_postings takes them."""
    copied = record.news.copied if record.news else postings.copied_content(record.content)
    return postings.copied(copied, _state(record))


def _state(record: Record) -> Row:
    return {
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
        "reposted": record.reposted,
    }
