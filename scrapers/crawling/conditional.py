"""Conditional requests: a page is asked for only if it has changed since it was last read.

What the database keeps of a page goes into If-None-Match and If-Modified-Since, and its content hash into the
request's meta, for servers that know neither. A request says in its meta what it allows:
``conditional`` = "hash" where the body is needed whatever it is (for its links), "off" to read it anew.
"""

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured
from scrapy.http.request import NO_CALLBACK

from scrapers.pipelines import Store

MODE, KNOWN_HASH = "conditional", "known_hash"
"""Keys of a request's meta."""


class Conditional:
    """Downloader middleware; the setting CONDITIONAL_REQUESTS turns it off."""

    def __init__(self, crawler: Crawler):
        if not crawler.settings.getbool("CONDITIONAL_REQUESTS"):
            raise NotConfigured
        self.crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> "Conditional":
        """Build it as Scrapy builds middlewares."""
        return cls(crawler)

    async def process_request(self, request: Request) -> None:
        """Add what is known of exactly this address; a redirect brought the headers of another."""
        for name in ("If-None-Match", "If-Modified-Since"):
            request.headers.pop(name, None)
        request.meta.pop(KNOWN_HASH, None)
        mode = request.meta.get(MODE)
        if mode == "off" or request.callback is NO_CALLBACK or not request.url.startswith("http"):
            return
        store = self.crawler.get_item_pipeline(Store)
        known = await store.writer.page_validators(request.url) if store and store.writer else None
        if known is None:
            return
        etag, last_modified, content_hash = known
        if content_hash:
            request.meta[KNOWN_HASH] = bytes(content_hash)
        if mode != "hash":
            if etag:
                request.headers["If-None-Match"] = etag
            if last_modified:
                request.headers["If-Modified-Since"] = last_modified
