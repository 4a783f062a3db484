"""Speed of a whole crawl beside one that only fetches: `python -m benchmarks.crawl [FOLDER] [--rounds 5]`.

Whole: fetch, extract, normalise, validate, store. Beside it: the same requests, settings, database and
pipelines, with a callback that yields nothing. Pages come from a labelled corpus (see serve_corpus), or from
an invented site with five jobs a page; each round crawls them into a database of its own. Time is what passed
between start and end in the crawl's row. The processor time of the crawl's process is shown beside it: on a
machine with other work to do it says more.
"""

import argparse
import json
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg
from psycopg.conninfo import make_conninfo
from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.http import Response

from benchmarks.crawl_corpus import crawl
from benchmarks.invented_site import Site, serve
from benchmarks.serve_corpus import serve_corpus
from scrapers import database, settings
from scrapers.crawling import summary
from scrapers.crawling.pages import PagesSpider

PAGES = 1200
"""Pages of a crawl, at least; those of a smaller corpus come again under other addresses."""
TEXT = 30_000
"""Bytes of an invented page."""
LEAST = 0.5
WHOLE, EMPTY = "pages", "pages_unread"
CPU = "clock/cpu"
"""Key of the crawl's statistics."""
_SECONDS = "SELECT extract(epoch FROM ended_at - started_at)::float, reason FROM crawl"
_STORED = "SELECT (SELECT count(*) FROM page), (SELECT count(*) FROM posting)"


class Clock:
    """Extension: notes the processor time of the crawl's process, from start to end."""

    def __init__(self, crawler: Crawler):
        self.stats = crawler.stats
        crawler.signals.connect(self.spider_opened, signals.spider_opened)
        crawler.signals.connect(self.spider_closed, signals.spider_closed)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> "Clock":
        return cls(crawler)

    def spider_opened(self) -> None:
        self.begun = time.process_time()

    def spider_closed(self) -> None:
        self.stats.set_value(CPU, time.process_time() - self.begun)


class UnreadPages(PagesSpider):
    """Fetches pages and looks at none."""

    name = EMPTY

    def parse(self, response: Response) -> tuple:
        self.crawler.stats.inc_value(summary.PAGES)  # a crawl of no page would count as failed
        return ()


@contextmanager
def served(folder: Path | None) -> Iterator[list[str]]:
    """Serve the pages; yield their addresses."""
    if folder is None:
        with serve(Site(PAGES, TEXT)) as site:
            yield site.addresses
        return
    with serve_corpus(folder) as addresses:
        copies = -(-PAGES // len(addresses))
        yield [f"{address}?copy={copy}" for copy in range(copies) for address in addresses]


@dataclass
class Cost:
    """Seconds of a crawl."""

    passed: float
    cpu: float


def cost(spider: str, addresses: list[str], conninfo: str, folder: Path) -> tuple[Cost, int, int]:
    """Crawl into a fresh database; return what it cost, and pages and postings stored."""
    database.ensure_database(conninfo)
    stats = folder / "stats.json"
    more = {
        "SPIDER_MODULES": "scrapers.spiders,benchmarks.crawl",
        # Before the summary, which writes the statistics into a file.
        "EXTENSIONS": json.dumps({**settings.EXTENSIONS, "benchmarks.crawl.Clock": -1}),
        "SUMMARY_FILE": stats,
        "LOG_LEVEL": "WARNING",
    }
    given = [part for name, value in more.items() for part in ("-s", f"{name}={value}")]
    code, _ = crawl(addresses, conninfo, *given, spider=spider)
    with psycopg.connect(conninfo) as connection:
        passed, reason = connection.execute(_SECONDS).fetchone()
        stored = connection.execute(_STORED).fetchone()
    if code or reason != "finished":
        sys.exit(f"the crawl ended with {code}: {reason}")
    return Cost(passed, json.loads(stats.read_text("utf-8"))[CPU]), *stored


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.crawl", description=__doc__.split("\n")[0])
    parser.add_argument("folder", type=Path, nargs="?")
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    os.environ.pop("DATABASE_URL", None)
    by_time, by_cpu = [], []
    with tempfile.TemporaryDirectory() as name, served(options.folder) as addresses:
        folder, count = Path(name), len(addresses)
        os.environ["JOBS_DATA_DIR"] = name
        with database.server() as server:
            for n in range(options.rounds):
                fresh = [make_conninfo(server, dbname=f"{side}_{n}") for side in ("empty", "whole")]
                empty, *nothing = cost(EMPTY, addresses, fresh[0], folder)
                whole, pages, postings = cost(WHOLE, addresses, fresh[1], folder)
                assert not any(nothing) and pages == count, (nothing, pages)
                by_time.append(empty.passed / whole.passed)
                by_cpu.append(empty.cpu / whole.cpu)
                print(
                    f"round {n + 1}   empty callback {count / empty.passed:4.0f} pages/s   whole crawl "
                    f"{count / whole.passed:4.0f} pages/s   {by_time[-1]:.2f}   processor {by_cpu[-1]:.2f}",
                    flush=True,
                )
    speed = statistics.median(by_time)
    print(f"{count:,} pages, {postings:,} postings; whole crawl ÷ empty callback (speed), medians:")
    print(f"{speed:.2f}, by processor time {statistics.median(by_cpu):.2f}")
    return int(speed < LEAST)


if __name__ == "__main__":
    sys.exit(main())
