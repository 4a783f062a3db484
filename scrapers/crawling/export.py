"""Export (``-o``, ``-O``, FEEDS): one job a line, and nothing else."""

from typing import Any

from scrapy import Spider
from scrapy.extensions.feedexport import FeedExporter

from scrapers.items import JobPosting


class JobExporter(FeedExporter):
    """Scrapy's exporter, for postings only: a Page item is a note to the database."""

    def item_scraped(self, item: Any, spider: Spider) -> None:
        """Export a posting, unless the same one follows completed by its ad."""
        if isinstance(item, JobPosting) and not spider.awaits(item):
            super().item_scraped(item, spider)
