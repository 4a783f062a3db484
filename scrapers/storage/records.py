"""What a batch knows of its postings while it works: what was stored, and what is to be."""

from dataclasses import dataclass, field
from datetime import datetime

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
    """The row and its key, for postings.copied."""
    place: str
    """Where it stood, for postings.copied_sighting."""

    @classmethod
    def of(cls, item: JobPosting, row: Row) -> "News":
        """Take an item and its row."""
        job_key = comparing.job_key(row)
        return cls(row, job_key, postings.copied_content(row, job_key), postings.copied_place(item))


@dataclass(slots=True)
class Seen:
    """One item, as what a page says of a posting."""

    item: JobPosting
    key: tuple[str, str]
    """Site and ref."""
    hash: bytes
    is_expected: bool
    """It likely says what it said last time."""
    _asked: bytes | None = None
    _news: News | None = None

    @classmethod
    def read(cls, item: JobPosting, *, is_expected: bool = True) -> "Seen":
        """Take an item as such, and make what is needed of it if things are as expected."""
        said = said_by(item)
        key, hash_ = (item.site, item.ref), seen_hash(item, said)
        if is_expected:
            return cls(item, key, hash_, True, postings.asked(item, hash_))
        return cls(item, key, hash_, False, None, News.of(item, row_of(item, said)))

    @property
    def asked(self) -> bytes:
        """For postings.confirm."""
        return self._asked or postings.asked(self.item, self.hash)

    @property
    def news(self) -> News:
        """What is stored of it; made when it is first asked for."""
        if self._news is None:
            self._news = News.of(self.item, row_of(self.item))
        return self._news

    @property
    def heading(self) -> str:
        """Heading of its box, part of the sighting's key."""
        return self.item.box_heading or ""


@dataclass(slots=True)
class Sighting:
    """What a batch has seen of a posting in one box: a box that shows it twice keeps the first place."""

    place: Seen
    said: Seen
    first_seen: datetime
    last_seen: datetime


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
    """By id."""
    by_ref: dict[tuple[str, str], Record] = field(default_factory=dict)
    by_url: dict[tuple[str, str], list[Record]] = field(default_factory=dict)
    new_urls: set[str] = field(default_factory=set)
    """That no stored posting has."""

    def add_stored(self, record: Record) -> None:
        """Make a stored posting known under its names."""
        self.records[record.id] = record
        self.name(record)

    def name(self, record: Record) -> None:
        """Make a posting known under its ref and URL."""
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
    if record.last_seen is None:
        record.first_seen = record.last_seen = at
    else:
        if at - record.last_seen >= AWAY:
            record.altered = True  # its job may have another ad by now
        record.first_seen, record.last_seen = min(record.first_seen, at), max(record.last_seen, at)
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
        "reposted": record.reposted,
    }


def new_posting(record: Record) -> str:
    """Return all columns of a new posting, as insert_postings takes them."""
    news, row = record.news, record.content
    if news is None or row["ref"] != record.ref:
        content = postings.copied_content({**row, "site": record.site, "ref": record.ref}, record.job_key)
    else:
        content = news.copied
    return postings.copied(
        content,
        record.id,
        record.job_id,
        record.first_seen,
        record.last_seen,
        record.closed_at,
        record.closed_reason,
        record.crawl_id,
        record.reposted,
    )
