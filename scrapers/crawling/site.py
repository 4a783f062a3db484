"""Site spider: from start pages or a sitemap through one site's own pages, within limits."""

import re
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import ClassVar
from urllib.parse import urldefrag, urljoin, urlsplit

import scrapy
from scrapy.crawler import Crawler
from scrapy.http import Response, TextResponse
from scrapy.linkextractors import IGNORED_EXTENSIONS
from scrapy.utils.gz import gunzip, gzip_magic_number
from scrapy.utils.sitemap import Sitemap

from scrapers.crawling import arguments
from scrapers.crawling.spider import JobSpider, Output

SITEMAPS = 50
"""How many sitemaps of an index are read at most."""
SITEMAP_SIZE = 50 * 1024 * 1024
"""Bytes of a sitemap when decompressed; what sitemaps.org allows."""

_JOBS = re.compile(r"\b(?:jobs?|karriere|careers?|stellen\w*|vacanc\w*|hiring|positions?)\b", re.IGNORECASE)
_SKIPPED = frozenset(f".{extension}" for extension in IGNORED_EXTENSIONS)


class SiteSpider(JobSpider):
    """Reads the pages of one site, those that name jobs in their address first."""

    takes: ClassVar = {
        **JobSpider.takes,
        "url": arguments.addresses,
        "sitemap": arguments.addresses,
        "pages": arguments.count,
        "depth": arguments.depth,
        "minutes": arguments.minutes,
    }
    pages: ClassVar[int] = 100
    depth: ClassVar[int] = 3
    minutes: ClassVar[float] = 30

    def __init__(self, name: str | None = None, **given: str):
        super().__init__(name, **given)
        self._asked: set[str] = set()
        self._sitemaps = 0

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args, **kwargs) -> "SiteSpider":
        """Build it, with the limit on time as Scrapy's own."""
        spider = super().from_crawler(crawler, *args, **kwargs)
        seconds = spider.options.get("minutes", spider.minutes) * 60
        crawler.settings.set("CLOSESPIDER_TIMEOUT", seconds, priority="spider")
        return spider

    def check(self) -> None:
        """One of ``url`` and ``sitemap`` has to be there."""
        if not {"url", "sitemap"} & set(self.options):
            raise arguments.ArgumentError("say which site to read: -a url=https://… or -a sitemap=https://…")

    def first_requests(self) -> Iterator[scrapy.Request]:
        """Start pages and sitemaps."""
        for url in self.options.get("url", []):
            if request := self._page(url, site=None, depth=0):
                yield request
        for url in self.options.get("sitemap", []):
            if request := self._sitemap(url):
                yield request

    def parse(self, response: Response, site: str | None = None, depth: int = 0) -> Output:
        """Read a page, then ask for the pages of the same site that it links."""
        here = site_of(response.url)
        if site and here != site:
            self.logger.info("Left the site: %s is not read", response.url)
            return
        yield from super().parse(response)
        if depth < self.options.get("depth", self.depth):
            for url in links(response):
                if site_of(url) == here and (request := self._page(url, here, depth + 1)):
                    yield request

    def parse_sitemap(self, response: Response) -> Output:
        """Ask for the pages of a sitemap, newest first, and for the sitemaps of an index."""
        here = site_of(response.url)
        index, found = sitemap_entries(response)
        if not found:
            self.fail(f"{response.url} answered {response.status}, but with no sitemap")
        for url in found:
            if site_of(url) != here:
                continue
            request = self._sitemap(url) if index else self._page(url, here, depth=0)
            if request:
                yield request

    def _page(self, url: str, site: str | None, depth: int) -> scrapy.Request | None:
        url = urldefrag(url).url
        if url in self._asked or len(self._asked) >= self.options.get("pages", self.pages):
            return None
        self._asked.add(url)
        return self.follow(
            url,
            cb_kwargs={"site": site, "depth": depth},
            priority=1 if _JOBS.search(url) else 0,
            meta={"conditional": "hash"},  # without its body, its links would be lost
        )

    def _sitemap(self, url: str) -> scrapy.Request | None:
        self._sitemaps += 1
        if self._sitemaps > SITEMAPS:
            return None
        return self.follow(url, callback=self.parse_sitemap, priority=2, meta={"conditional": "off"})


def site_of(url: str) -> str:
    """Host and port of an address, without "www."."""
    return urlsplit(url).netloc.lower().rpartition("@")[2].removeprefix("www.")


def links(response: Response) -> list[str]:
    """Web addresses of the pages that a page links, each once; not those marked nofollow."""
    if not isinstance(response, TextResponse):
        return []
    found = {}
    for anchor in response.css("a[href]"):
        if "nofollow" in (anchor.attrib.get("rel") or "").lower().split():
            continue
        url = _absolute(response.url, anchor.attrib["href"])
        if url and PurePosixPath(urlsplit(url).path).suffix.lower() not in _SKIPPED:
            found[url] = None
    return list(found)


def sitemap_entries(response: Response) -> tuple[bool, list[str]]:
    """Whether a sitemap is an index, and its addresses, newest first; none where it is no sitemap."""
    body = response.body
    try:
        if gzip_magic_number(response):
            body = gunzip(body, max_size=SITEMAP_SIZE)
        sitemap = Sitemap(body)
        if sitemap.type not in {"urlset", "sitemapindex"}:
            return False, []
        entries = [(entry.get("lastmod") or "", _absolute(response.url, entry["loc"])) for entry in sitemap]
    except Exception:
        # lxml, gzip and Scrapy each have errors of their own for what is no sitemap
        return False, []
    entries.sort(key=lambda entry: entry[0], reverse=True)
    return sitemap.type == "sitemapindex", [url for _, url in entries if url]


def _absolute(base: str, reference: str) -> str | None:
    """Web address without fragment; None for what is none."""
    try:
        url = urldefrag(urljoin(base, reference.strip())).url
    except ValueError:  # real pages contain href="http://[preferences]"
        return None
    return url if url.startswith(("http://", "https://")) else None
