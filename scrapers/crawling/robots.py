"""robots.txt as RFC 9309 has it: none (4xx) allows everything, one out of reach (5xx, no answer) nothing."""

import asyncio

from protego import Protego
from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest, NotConfigured
from scrapy.http.request import NO_CALLBACK
from scrapy.utils.httpobj import urlparse_cached

MOST_BYTES = 500 * 1024
"""What is read of a robots.txt; as much as the RFC asks for."""

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
