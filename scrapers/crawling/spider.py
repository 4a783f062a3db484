"""JobSpider: what the base spiders of all access patterns share."""

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any, ClassVar

import scrapy
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response, TextResponse
from scrapy.spidermiddlewares.httperror import HttpError

from scrapers.crawling import arguments, summary
from scrapers.crawling.details import ad_of, as_plain, from_plain
from scrapers.extraction import Explanation, explain
from scrapers.items import JobPosting, Page
from scrapers.normalization.identity import assign_refs

Output = Iterator[Page | JobPosting | scrapy.Request]

GONE = (404, 410)
NOT_MODIFIED = 304
LOCAL = "localhost"
"""Site of what a file shows; the host that its address leaves out."""
AD_PRIORITY = -1
"""Of the requests for ads: lists first, so that a crawl that ends early has seen many boxes."""


class JobSpider(scrapy.Spider):
    """Fetches addresses and yields of each page a Page and its JobPosting items.

    A base spider adds readers of its arguments to ``takes`` and says in ``first_requests`` where to begin.
    """

    takes: ClassVar[dict[str, Callable[[str], Any]]] = {
        "details": arguments.switch,
        "day_first": arguments.switch,
    }
    day_first: bool | None = None
    """Whether the source's 11/02/2026 is 11 February; None: only the title's language tells."""
    handle_httpstatus_list: ClassVar[list[int]] = [NOT_MODIFIED, *GONE]  # facts about a page, not failures

    def __init__(self, name: str | None = None, **given: str):
        super().__init__(name)
        self.arguments = given
        """As they were given, for the crawl's row."""
        self.options = arguments.read_arguments(self.takes, given)
        """As they were read."""
        self.day_first = self.options.get("day_first", self.day_first)
        self.ad_pages: dict[tuple, set[str]] = {}
        """Of postings (site, ref) whose ads are asked for, the pages that list them."""
        self.ads_read: set[tuple] = set()
        """Postings (site, ref) that their ads have completed."""
        self._ads: set[str] = set()

    def check(self) -> None:
        """Raise ArgumentError where the arguments are not enough to begin with."""

    def first_requests(self) -> Iterator[scrapy.Request]:
        """Requests that a crawl begins with."""
        raise NotImplementedError

    async def start(self):
        """Begin the crawl; arguments that turn out to be wrong fail it."""
        try:
            self.check()
            for request in self.first_requests():
                yield request
        except arguments.ArgumentError as error:
            self.fail(str(error))

    def ask(self, url: str, **more: Any) -> scrapy.Request:
        """Request for an address; what becomes of it is counted, also when it fails."""
        if self.options.get("details"):
            more.setdefault("meta", {}).setdefault("conditional", "off")  # an unread list would hide its ads
        more.setdefault("errback", self.miss)
        return scrapy.Request(url, **more)

    def follow(self, url: str, **more: Any) -> scrapy.Request | None:
        """Request for an address that a page names; None where it is none: pages name anything."""
        try:
            return self.ask(url, **more)
        except ValueError:
            return None

    def problem(self, text: str) -> None:
        """Count and log an error of the crawl."""
        summary.problem(self.crawler.stats, text)
        self.logger.error(text)

    def fail(self, text: str) -> None:
        """Count and log an error that makes the whole crawl worthless."""
        self.crawler.stats.set_value(summary.FAILURE, text)
        self.problem(text)

    def miss(self, failure: Any) -> Output:
        """Count a request that brought no page; an answer with an error still yields its Page.

        That a site forbids some of the pages that it links is no error; of a page that was asked for, it is.
        """
        if isinstance(failure.value, HttpError):
            yield self._page_item(failure.value.response, datetime.now(UTC))
        elif isinstance(failure.value, IgnoreRequest) and failure.request.meta.get("depth"):
            self.crawler.stats.inc_value(summary.NOT_ALLOWED)
            return
        self.problem(f"{failure.request.url}: {reason_of(failure)}")

    def parse(self, response: Response) -> Output:
        """Read a page that lists jobs."""
        yield from self.read(response, datetime.now(UTC))

    def read(self, response: Response, fetched_at: datetime) -> Output:
        """Yield a page's postings, each followed by the request for its ad under ``details``, then its Page.

        The Page comes last: its validator promises that its postings are stored, also after a kill.
        """
        if response.status in GONE:
            self.problem(f"{response.url}: answered {response.status}")
        if is_unchanged(response):
            yield self._page_item(response, fetched_at, unchanged=True)
            return
        found = explain_response(response, with_near_misses=False)
        for posting in found.postings:
            posting.fetched_at = fetched_at
        self.crawler.stats.inc_value(summary.JOBS, len(found.postings))
        for posting in assign_refs(found.postings):
            posting.site = posting.site or LOCAL
            request = self._ad_request(posting) if self.options.get("details") else None
            yield posting
            if request:
                yield request
        yield self._page_item(response, fetched_at, title=found.page_title)

    def parse_ad(self, response: Response, posting: dict) -> Output:
        """Read the ad of a posting."""
        yield from self.read_ad(response, from_plain(posting), datetime.now(UTC))

    def read_ad(self, response: Response, posting: JobPosting, fetched_at: datetime) -> Output:
        """Yield the posting as the ad shows it, under its identity in the list, then the ad's Page."""
        found = explain_response(response, with_near_misses=False)
        self.ads_read.add((posting.site, posting.ref))
        if response.status in GONE:
            # The page is no more, so it was seen where it was listed; not by the list that it is gone.
            yield replace(posting, gone=True, origin="ad")
        elif ad := ad_of(posting, found.postings):
            yield replace(ad, url=posting.url, site=posting.site, ref=posting.ref, fetched_at=fetched_at)
        yield self._page_item(response, fetched_at, title=found.page_title)

    def miss_ad(self, failure: Any) -> None:
        """Count an ad out of reach; no error of the crawl: the list still stands."""
        self.crawler.stats.inc_value(summary.ADS_MISSED)
        self.logger.info("Ad out of reach: %s: %s", failure.request.url, reason_of(failure))

    def _page_item(self, response: Response, fetched_at: datetime, **more: Any) -> Page:
        page = page_item(response, fetched_at, **more)
        if response.status < 400:
            self.crawler.stats.inc_value(summary.PAGES)
            self.crawler.stats.inc_value(summary.UNCHANGED, int(page.unchanged))
        return page

    def _ad_request(self, posting: JobPosting) -> scrapy.Request | None:
        url = posting.url or ""
        if not url.startswith(("http://", "https://")) or url == posting.page_url or url in self._ads:
            return None
        request = self.follow(
            url,
            callback=self.parse_ad,
            errback=self.miss_ad,
            cb_kwargs={"posting": as_plain(posting)},
            priority=AD_PRIORITY,
        )
        if request is None:
            return None
        self._ads.add(url)
        self.ad_pages.setdefault((posting.site, posting.ref), set()).add(posting.page_url)
        return request


def reason_of(failure: Any) -> str:
    """Why a request failed, in words."""
    error = failure.value
    if isinstance(error, HttpError):
        return f"answered {error.response.status}"
    words = {
        "CannotResolveHostError": "no such host, or no network",
        "DownloadConnectionRefusedError": "the connection was refused",
        "DownloadTimeoutError": "no answer in time",
    }
    said = str(error).strip()
    return words.get(type(error).__name__) or said or type(error).__name__


def explain_response(response: Response, *, with_near_misses: bool = True) -> Explanation:
    """What stands in a response; nothing in one that is not text, or no page (an error, "not modified")."""
    if response.status >= 300 or not isinstance(response, TextResponse):
        return Explanation()
    content_type = response.headers.get("Content-Type", b"").decode("latin-1") or None
    return explain(response.body, response.url, content_type=content_type, with_near_misses=with_near_misses)


def is_unchanged(response: Response) -> bool:
    """Whether the page is known to be the same as when it was last read."""
    if response.status == NOT_MODIFIED:
        return True
    known = response.meta.get("known_hash")
    return known is not None and response.status < 300 and content_hash(response.body) == known


def page_item(
    response: Response, fetched_at: datetime, *, title: str | None = None, unchanged: bool = False
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
