"""What it costs to crawl unchanged pages again: `python -m benchmarks.recrawl [--pages 1000]`.

The server answers conditional requests. Bytes are counted where they are sent, extractions in the crawl.
"""

import argparse
import json
import os
import sys
import tempfile
from pathlib import Path
from typing import Any

import psycopg
from scrapy.crawler import Crawler

from benchmarks.crawl_corpus import crawl
from benchmarks.invented_site import Site, serve
from scrapers import database, settings
from scrapers.crawling import spider

TEXT = 30_000
"""Bytes of a page; half of the web's are larger."""
EXTRACTIONS = "extractions"
"""Key of the crawl's statistics."""
MOST_BYTES = 0.02

# Sightings and postings that the second crawl has not brought up to date, and those counted at all.
_BEHIND = """
SELECT count(*) FILTER (WHERE times <> 2 OR sighting.last_seen < crawl.started_at
                        OR sighting.first_seen >= crawl.started_at),
       count(DISTINCT posting.id) FILTER (WHERE least(posting.last_seen, job.last_seen) < crawl.started_at
                                          OR posting.closed_at IS NOT NULL),
       count(*)
FROM sighting
JOIN posting ON posting.id = posting_id
JOIN job ON job.id = job_id
CROSS JOIN (SELECT max(started_at) AS started_at FROM crawl) AS crawl
"""


class CountExtractions:
    """Extension: counts the pages that are read."""

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> "CountExtractions":
        read = spider.explain

        def explain(*args: Any, **more: Any) -> Any:
            crawler.stats.inc_value(EXTRACTIONS)
            return read(*args, **more)

        spider.explain = explain
        return cls()


def crawl_once(site: Site, conninfo: str, folder: Path) -> tuple[int, int, int]:
    """Crawl all pages; return bytes sent, pages sent whole, and extractions."""
    site.sent.clear()
    summary = folder / "summary.json"
    extensions = json.dumps({**settings.EXTENSIONS, "benchmarks.recrawl.CountExtractions": 0})
    more = ("-s", f"SUMMARY_FILE={summary}", "-s", f"EXTENSIONS={extensions}")
    code, _ = crawl(site.addresses, conninfo, *more)
    if code:
        sys.exit(code)
    extractions = json.loads(summary.read_text("utf-8")).get(EXTRACTIONS, 0)
    return sum(site.sent), sum(size > TEXT // 2 for size in site.sent), extractions


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.recrawl", description=__doc__.split("\n")[0])
    parser.add_argument("--pages", type=int, default=1000)
    pages = parser.parse_args().pages
    os.environ.pop("DATABASE_URL", None)
    with tempfile.TemporaryDirectory() as folder, serve(Site(pages, TEXT, has_validators=True)) as site:
        os.environ["JOBS_DATA_DIR"] = folder
        with database.server() as conninfo:
            database.ensure_database(conninfo)
            first = crawl_once(site, conninfo, Path(folder))
            again = crawl_once(site, conninfo, Path(folder))
            with psycopg.connect(conninfo) as connection:
                sightings, postings, all_sightings = connection.execute(_BEHIND).fetchone()
    for name, (sent, whole, extractions) in (("first", first), ("again", again)):
        print(f"{name}   {sent:>12,} bytes, {whole:>6,} pages sent whole, {extractions:>6,} extractions")
    share = again[0] / first[0]
    print(f"again ÷ first   {share:.2%} of the bytes")
    print(f"not up to date afterwards: {sightings} of {all_sightings:,} sightings, {postings} postings")
    met = share <= MOST_BYTES and first[2] == pages and not (again[2] or sightings or postings)
    return 0 if met and all_sightings else 1


if __name__ == "__main__":
    sys.exit(main())
