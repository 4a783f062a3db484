"""JOBDIR: a crawl that was interrupted goes on; one that was killed, or is complete, begins anew.

Scrapy writes the state of its queues when it ends in order. After kill -9 only the list of requests already
seen is there, so that a second run would take every page for done and fetch none, silently. A marker that
stands while a crawl runs shows this.
"""

import logging
import shutil
from pathlib import Path

from scrapy import Spider
from scrapy.core.scheduler import Scheduler
from scrapy.crawler import Crawler
from scrapy.utils.job import job_dir

logger = logging.getLogger(__name__)

MARKER = "running"
STATE = ("requests.queue", "requests.seen", "spider.state")


class ResumingScheduler(Scheduler):
    """Scrapy's scheduler, for a job folder that it may trust."""

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> "ResumingScheduler":
        """Build it after a look at the job folder, before the list of seen requests is read from there."""
        folder = job_dir(crawler.settings)
        if folder and (Path(folder) / MARKER).exists():
            forget(Path(folder))
            logger.warning(
                "The last crawl of %s was killed, and what it left is not known: this one begins anew. "
                "What is stored stays, and is not stored twice.",
                folder,
            )
        return super().from_crawler(crawler)

    def open(self, spider: Spider):
        """Open the queues and set the marker."""
        if self.dqdir:
            self._folder = Path(self.dqdir).parent
            (self._folder / MARKER).touch()
        return super().open(spider)

    def close(self, reason: str):
        """Write the queues, and take the marker away; what is complete is forgotten, to be crawled anew."""
        complete = reason == "finished" and not self.has_pending_requests()
        closed = super().close(reason)
        if self.dqdir:
            if complete:
                forget(self._folder)
            (self._folder / MARKER).unlink(missing_ok=True)
            if not complete:
                logger.info("Run again with the same JOBDIR to go on where this crawl stopped")
        return closed


def forget(folder: Path) -> None:
    """Remove the state of a crawl from its job folder."""
    for name in STATE:
        path = folder / name
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)
