"""The pipelines of every crawl: Normalize, Validate, Store."""

import asyncio
import logging
from contextlib import ExitStack
from dataclasses import fields, replace
from datetime import UTC, datetime
from typing import Any

from scrapy import Spider, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import CloseSpider, DropItem
from scrapy.utils.spider import DefaultSpider

from scrapers import database
from scrapers.crawling import summary
from scrapers.items import JobPosting, Page
from scrapers.keeping import retention
from scrapers.normalization import NORMALIZATION_VERSION, normalize
from scrapers.normalization.identity import assign_refs
from scrapers.storage.validation import Invalid, validate, validate_page
from scrapers.storage.writer import DatabaseLost, Writer

logger = logging.getLogger(__name__)


class Normalize:
    """Turns what a page shows into comparable values; a spider may say which way it writes dates."""

    def __init__(self, day_first: bool | None = None):
        self.day_first = day_first

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> "Normalize":
        """Build it as Scrapy builds pipelines."""
        return cls(getattr(crawler.spider, "day_first", None))

    def process_item(self, item: Any) -> Any:
        """Return the normalised posting; anything else as it is."""
        if not isinstance(item, JobPosting):
            return item
        if item.fetched_at is None:
            item = replace(item, fetched_at=datetime.now(UTC))
        if not item.ref:  # from a spider that does not ask for them page by page
            (item,) = assign_refs([item])
        return normalize(item, day_first=self.day_first)


class Validate:
    """Drops what is no posting, empties what may not be stored, and counts both."""

    def __init__(self, crawler: Crawler):
        self.stats = crawler.stats

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> "Validate":
        """Build it as Scrapy builds pipelines."""
        return cls(crawler)

    def process_item(self, item: Any) -> Any:
        """Return the item as it may be stored."""
        try:
            if isinstance(item, Page):
                return validate_page(item)
            if isinstance(item, JobPosting):
                item, emptied = validate(item)
                for name in emptied:
                    self.stats.inc_value(f"validate/emptied/{name}")
            return item
        except Invalid as reason:
            self.stats.inc_value("validate/dropped")
            self.stats.inc_value(f"validate/dropped/{reason}")
            raise DropItem(f"{reason}: {getattr(item, 'title', None)!r}", log_level="DEBUG") from None


class Store:
    """Stores postings and pages; an item that leaves here is committed.

    A spider with ``complete = True`` lists all that its source has: what it no longer lists is closed.

    Settings: STORE_BATCH_SIZE (items), STORE_BATCH_SECONDS (that an item waits for others), STORE_PATIENCE
    (seconds that a crawl waits for a lost database), SAMPLE (this crawl brings sample pages), JOBS_KEEP_…
    (days for which things are kept), JOBS_PRUNE_SECONDS (that deleting what is older may take).
    """

    def __init__(self, crawler: Crawler):
        self.crawler = crawler
        self.writer: Writer | None = None
        self._conninfo = ""
        self._keep: dict[str, int] = {}
        self._server = ExitStack()
        self._stopping: asyncio.Future | None = None
        crawler.signals.connect(self.spider_closed, signals.spider_closed)
        crawler.signals.connect(self.spider_error, signals.spider_error)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> "Store":
        """Build it as Scrapy builds pipelines."""
        return cls(crawler)

    async def open_spider(self) -> None:
        """Reach the database and begin the crawl's row; without it the crawl ends at once."""
        settings, spider = self.crawler.settings, self.crawler.spider
        if isinstance(spider, DefaultSpider):
            return  # `scrapy fetch`, `view` and `shell` look at a page; that is no crawl
        try:
            self._keep = retention.policy(settings)
            self._conninfo = conninfo = self._server.enter_context(database.server())
            database.ensure_database(conninfo, sample=settings.getbool("SAMPLE"))
            writer = Writer(
                conninfo,
                batch_size=settings.getint("STORE_BATCH_SIZE", 1000),
                batch_seconds=settings.getfloat("STORE_BATCH_SECONDS", 0.05),
                patience=settings.getfloat("STORE_PATIENCE", 60),
                read_version=NORMALIZATION_VERSION,
                on_commit=self._count,
            )
            self.writer = writer
            await writer.open(spider.name, getattr(spider, "arguments", {}), datetime.now(UTC))
        except (database.DatabaseError, DatabaseLost) as error:
            self.writer = None
            self._fail(str(error))
            raise CloseSpider("database_unreachable") from None
        except retention.SettingError as error:
            self._fail(str(error))
            raise CloseSpider("wrong_setting") from None

    async def process_item(self, item: Any) -> Any:
        """Return the item when it is stored."""
        if self.writer is None or not isinstance(item, JobPosting | Page):
            return item
        try:
            await self.writer.store(item)
        except DatabaseLost as lost:
            self._give_up(lost)
            raise DropItem(str(lost), log_level="DEBUG") from None
        except Exception as error:
            self.crawler.stats.inc_value("store/failed")
            self._note(str(error))
            raise
        return item

    async def page_validators(self, url: str) -> tuple[str | None, str | None, bytes | None] | None:
        """Return (ETag, Last-Modified, content hash) that a page had when it was last read; None: unknown."""
        return await self.writer.page_validators(url) if self.writer else None

    async def close_spider(self) -> None:
        """Store what is waiting."""
        if self.writer:
            await self.writer.flush()

    async def spider_closed(self, spider: Spider, reason: str) -> None:
        """End the crawl's row: only now is it known why it ended."""
        try:
            if self.writer:
                await self._finish(spider, reason)
        finally:
            self._server.close()

    def spider_error(self, failure: Any, response: Any) -> None:
        """Keep the words of the first exception in a spider."""
        where = f" at {response.url}" if response is not None else ""
        self._note(f"{type(failure.value).__name__}: {failure.value}{where}")

    async def _finish(self, spider: Spider, reason: str) -> None:
        stats = self.crawler.stats.get_stats()
        errors = sum(stats.get(key, 0) for key in (summary.ERRORS, "spider_exceptions/count", "store/failed"))
        failure = summary.failure({**stats, "finish_reason": reason})
        try:
            await self.writer.finish(
                ended_at=datetime.now(UTC),
                reason=reason,
                errors=max(errors, int(failure is not None)),
                error=failure or stats.get(summary.FIRST_ERROR),
                complete=getattr(spider, "complete", False),
            )
            if reason != "shutdown":  # somebody waits for it to end
                await self._prune()
        except DatabaseLost as lost:
            self._give_up(lost)
        finally:
            await self.writer.close()
            self._count()

    async def _prune(self) -> None:
        """Delete what is kept no longer; that this fails is no failure of the crawl."""
        if not self._keep:
            return
        seconds = self.crawler.settings.getfloat("JOBS_PRUNE_SECONDS", 10)
        try:
            report = await retention.prune(self._conninfo, self._keep, now=datetime.now(UTC), seconds=seconds)
        except database.DatabaseError as error:
            logger.warning("%s", error)
            return
        for setting, count in report.counts.items():
            self.crawler.stats.set_value(f"prune/{setting}", count)

    def _count(self) -> None:
        for field in fields(self.writer.counts):
            self.crawler.stats.set_value(f"store/{field.name}", getattr(self.writer.counts, field.name))

    def _note(self, error: str) -> None:
        if not self.crawler.stats.get_value(summary.FIRST_ERROR):
            self.crawler.stats.set_value(summary.FIRST_ERROR, error)

    def _fail(self, text: str) -> None:
        logger.error(text)
        summary.problem(self.crawler.stats, text)
        self.crawler.stats.set_value(summary.FAILURE, text)

    def _give_up(self, lost: DatabaseLost) -> None:
        """End the crawl: what it fetches from now on would be lost."""
        if self._stopping is None:
            stored = self.writer.counts
            self._fail(
                f"{lost}. Stored until then: {stored.pages} pages, {stored.new} new postings. "
                "Run the crawl again when the database is back"
            )
            stop = self.crawler.engine.close_spider_async(reason="database_lost")
            self._stopping = asyncio.ensure_future(stop)
