"""What a crawl did: the lines a person reads at its end, and whether it failed."""

import json
import logging
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from scrapy import Request, Spider, signals
from scrapy.crawler import Crawler
from scrapy.statscollectors import StatsCollector

logger = logging.getLogger(__name__)

PAGES, UNCHANGED, JOBS, ADS_MISSED = "pages/fetched", "pages/unchanged", "jobs/found", "ads/missed"
NOT_ALLOWED = "pages/not_allowed"
ERRORS, FIRST_ERROR, FAILURE = "crawl/errors", "crawl/error", "crawl/failure"
"""Keys of the crawl's statistics; the last two hold a text."""

_ENDED_WELL = frozenset({"finished", "shutdown", "cancelled", "closespider_pagecount", "closespider_timeout",
                         "closespider_itemcount"})  # fmt: skip


def problem(stats: StatsCollector, text: str) -> None:
    """Count an error of the crawl, and keep the first one's words."""
    stats.inc_value(ERRORS)
    if not stats.get_value(FIRST_ERROR):
        stats.set_value(FIRST_ERROR, text)


def failure(stats: Mapping[str, Any]) -> str | None:
    """Why a crawl failed as a whole, in a sentence; None where it did what it could."""
    reason = stats.get("finish_reason")
    if stats.get(FAILURE):
        return stats[FAILURE]
    if reason not in _ENDED_WELL:
        return stats.get(FIRST_ERROR) or f"the crawl ended early ({reason})"
    if not stats.get(PAGES) and reason != "shutdown":
        return f"no page could be fetched: {stats.get(FIRST_ERROR) or 'there was nothing to fetch'}"
    return None


def summary(stats: Mapping[str, Any]) -> str:
    """One line: pages, jobs, what the database made of them, errors."""
    parts = [_many(stats.get(PAGES, 0), "page") + " fetched"]
    if stats.get(UNCHANGED):
        parts[0] += f" ({stats[UNCHANGED]} unchanged)"
    if stats.get(NOT_ALLOWED):
        parts.append(_many(stats[NOT_ALLOWED], "page") + " not allowed")
    parts.append(_many(stats.get(JOBS, 0), "job") + " found")
    for key, word in (("store/new", "new"), ("store/updated", "updated"), ("store/unchanged", "known")):
        if key in stats:
            parts.append(f"{stats[key]} {word}")
    if stats.get(ADS_MISSED):
        parts.append(_many(stats[ADS_MISSED], "ad") + " out of reach")
    parts.append(_many(stats.get(ERRORS, 0) + stats.get("spider_exceptions/count", 0), "error"))
    return ", ".join(parts)


class Summary:
    """Extension: logs the summary when the crawl is over."""

    def __init__(self, crawler: Crawler):
        self.crawler = crawler
        crawler.signals.connect(self.spider_closed, signals.spider_closed)
        crawler.signals.connect(self.request_dropped, signals.request_dropped)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> "Summary":
        """Build it as Scrapy builds extensions."""
        return cls(crawler)

    def spider_closed(self, spider: Spider, reason: str) -> None:
        """Log the line, and the first error where there was one."""
        stats = self.crawler.stats.get_stats()
        stats["finish_reason"] = reason
        logger.info("%s: %s", spider.name, summary(stats))
        if file := self.crawler.settings.get("SUMMARY_FILE"):
            Path(file).write_text(json.dumps(stats, default=str), "utf-8")
        if stats.get(FIRST_ERROR):
            logger.info("%s: first error: %s", spider.name, stats[FIRST_ERROR])

    def request_dropped(self, request: Request, spider: Spider) -> None:
        """Count a redirect in a circle, which Scrapy drops as a page seen before, without a word."""
        if request.url in request.meta.get("redirect_urls", ()):
            problem(self.crawler.stats, f"{request.url}: redirects in a circle")


def _many(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
