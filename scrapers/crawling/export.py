"""Export (``-o``, ``-O``, FEEDS): one job a line, and nothing else."""

from typing import Any

from scrapy import Spider
from scrapy.crawler import Crawler
from scrapy.extensions.feedexport import FeedExporter

from scrapers.crawling.details import complete
from scrapers.items import JobPosting


class JobExporter(FeedExporter):
    """Scrapy's exporter, for postings only: a Page item is a note to the database.

    A posting whose ad is still to be read waits for it, and is exported completed.
    """

    def __init__(self, crawler: Crawler):
        super().__init__(crawler)
        self._waiting: dict[tuple, JobPosting] = {}

    def item_scraped(self, item: Any, spider: Spider) -> None:
        """Export a posting, now or when its ad has come."""
        if not isinstance(item, JobPosting):
            return
        key = (item.site, item.ref)
        if key in self._waiting and key in spider.ads_read:
            super().item_scraped(complete(self._waiting.pop(key), item), spider)
        elif item.page_url in getattr(spider, "ad_pages", {}).get(key, ()):
            self._waiting[key] = item
        else:
            super().item_scraped(item, spider)

    async def close_spider(self, spider: Spider) -> None:
        """Export what waited in vain, and close the files."""
        for item in self._waiting.values():
            super().item_scraped(item, spider)
        await super().close_spider(spider)
