"""robots.txt as RFC 9309 has it: none (4xx) allows everything, one out of reach (5xx, no answer) nothing.

Crawl-delay, which the RFC leaves out and sites still write, is granted too.
"""

import asyncio

from protego import Protego
from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest, NotConfigured
from scrapy.http.request import NO_CALLBACK
from scrapy.utils.httpobj import urlparse_cached

MOST_BYTES = 500 * 1024
"""What is read of a robots.txt; as much as the RFC asks for."""

LONGEST_DELAY = 60.0
"""Seconds of Crawl-delay that are granted; a crawl that stands still helps nobody."""

FIRST = 1000
"""Priority of the request: pages of the host wait for it."""


class RobotsTxt:
    """Downloader middleware in place of Scrapy's, which takes a robots.txt out of reach for a permission."""

    def __init__(self, crawler: Crawler):
        if not crawler.settings.getbool("ROBOTSTXT_OBEY"):
            raise NotConfigured
        self.crawler = crawler
        self.user_agent = crawler.settings["ROBOTSTXT_USER_AGENT"]
        self._rules: dict[str, asyncio.Task[Protego]] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> "RobotsTxt":
        """Build it as Scrapy builds middlewares."""
        return cls(crawler)

    async def process_request(self, request: Request) -> None:
        """Let a request pass that its host allows; raises IgnoreRequest."""
        parts = urlparse_cached(request)
        if request.meta.get("dont_obey_robotstxt") or parts.scheme not in {"http", "https"}:
            return
        host = f"{parts.scheme}://{parts.netloc}"
        if host not in self._rules:
            self._rules[host] = asyncio.ensure_future(self._fetch(f"{host}/robots.txt"))
        rules = await asyncio.shield(self._rules[host])
        if not rules.can_fetch(request.url, self.user_agent):
            self.crawler.stats.inc_value("robotstxt/forbidden")
            raise IgnoreRequest("robots.txt forbids it")
        if wished := rules.crawl_delay(self.user_agent):
            self._slow_down(request, min(float(wished), LONGEST_DELAY))

    def _slow_down(self, request: Request, delay: float) -> None:
        """Ask the host as seldom as it wishes, where we would ask more often."""
        downloader = self.crawler.engine.downloader
        slot = downloader.slots.get(downloader.get_slot_key(request))
        if slot and slot.delay <= delay:
            slot.delay, slot.jitter, slot.concurrency = delay, 0, 1
            request.meta["autothrottle_dont_adjust_delay"] = True  # it would go below

    async def _fetch(self, url: str) -> Protego:
        request = Request(url, priority=FIRST, meta={"dont_obey_robotstxt": True}, callback=NO_CALLBACK)
        try:
            response = await self.crawler.engine.download_async(request)
        except Exception as error:
            raise IgnoreRequest(f"robots.txt is out of reach: {error}") from error
        if response.status >= 500:
            raise IgnoreRequest(f"robots.txt is out of reach: answered {response.status}")
        text = response.body[:MOST_BYTES].decode("utf-8", "replace") if response.status < 300 else ""
        return Protego.parse(text)
