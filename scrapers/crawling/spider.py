"""JobSpider: what the base spiders of all access patterns share."""

import hashlib
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any, ClassVar

import scrapy
from scrapy.http import Response, TextResponse

from scrapers.crawling import arguments
from scrapers.extraction import explain
from scrapers.items import JobPosting, Page
from scrapers.normalization.identity import assign_refs


class JobSpider(scrapy.Spider):
    """Fetches addresses and yields of each page a Page and its JobPosting items.

    A base spider adds readers of its arguments to ``takes`` and says in ``first_requests`` where to begin.
    """

    takes: ClassVar[dict[str, Callable[[str], Any]]] = {"details": arguments.switch}
    handle_httpstatus_list: ClassVar[list[int]] = [304, 404, 410]  # facts about a page, not failures

    def __init__(self, name: str | None = None, **given: str):
        super().__init__(name)
        self.arguments = given
        """As they were given, for the crawl's row."""
        self.options = arguments.read_arguments(self.takes, given)
        """As they were read."""

    def check(self) -> None:
        """Raise ArgumentError where the arguments are not enough to begin with."""

    def first_requests(self) -> Iterator[scrapy.Request]:
        """Requests that a crawl begins with."""
        raise NotImplementedError

    async def start(self):
        """Begin the crawl."""
        self.check()
        for request in self.first_requests():
            yield request

    def parse(self, response: Response) -> Iterator[Page | JobPosting | scrapy.Request]:
        """Read a page that lists jobs."""
        yield from self.read(response, datetime.now(UTC))

    def read(self, response: Response, fetched_at: datetime) -> Iterator[Page | JobPosting | scrapy.Request]:
        """Yield the Page, then the postings on it."""
        found = self.extract(response) if response.status < 300 else None
        yield page_item(response, fetched_at, title=found.page_title if found else None)
        if found is None:
            return
        for posting in found.postings:
            posting.fetched_at = fetched_at
        yield from assign_refs(found.postings)

    def awaits(self, posting: JobPosting) -> bool:
        """Whether the same posting will come again, completed by its ad."""
        return False

    def extract(self, response: Response):
        """Explanation of a page, or None for what is not text."""
        if not isinstance(response, TextResponse):
            return None
        content_type = response.headers.get("Content-Type", b"").decode("latin-1") or None
        return explain(response.body, response.url, content_type=content_type)


def page_item(
    response: Response, fetched_at: datetime, *, title: str | None, unchanged: bool = False
) -> Page:
    """Page of a response."""
    return Page(
        url=response.url,
        fetched_at=fetched_at,
        title=title,
        status=response.status,
        etag=_header(response, "ETag"),
        last_modified=_header(response, "Last-Modified"),
        content_hash=content_hash(response.body) if response.status < 300 else None,
        unchanged=unchanged,
    )


def content_hash(body: bytes) -> bytes:
    """Digest by which the same content is recognised."""
    return hashlib.sha256(body).digest()


def _header(response: Response, name: str) -> str | None:
    value = response.headers.get(name)
    return value.decode("latin-1") if value else None
