"""Crawls a labelled corpus into PostgreSQL: ``python -m benchmarks.crawl_corpus FOLDER [--database NAME]``.

The pages are served on loopback, crawled with the ``pages`` spider, and counted in the database.
"""

import argparse
import os
import subprocess
import sys
import time
from pathlib import Path

import psycopg
from psycopg.conninfo import make_conninfo

from benchmarks.serve_corpus import serve_corpus
from scrapers import database

FAST = (
    *("-s", "AUTOTHROTTLE_ENABLED=0", "-s", "DOWNLOAD_DELAY=0"),  # the server is ours
    *("-s", "CONCURRENT_REQUESTS_PER_DOMAIN=16"),
)

_COUNTS = """
SELECT (SELECT count(*) FROM page WHERE status = 200), (SELECT count(*) FROM posting),
       (SELECT count(*) FROM sighting), (SELECT count(*) FROM job)
"""
_BY_SITE = """
SELECT split_part(page.url, '/', 4) AS host, count(DISTINCT page.id) AS pages,
       count(DISTINCT posting.job_id) AS jobs, min(posting.title) AS example
FROM page
LEFT JOIN sighting ON sighting.page_id = page.id
LEFT JOIN posting ON posting.id = sighting.posting_id
WHERE page.status = 200
GROUP BY host ORDER BY jobs DESC, host
"""


def crawl(addresses: list[str], conninfo: str, *more: str, spider: str = "pages") -> tuple[int, float]:
    """Crawl addresses with a spider of given pages; returns its exit code and the seconds it took."""
    command = [sys.executable, "-m", "scrapy", "crawl", spider, "-a", "urls=-", *FAST, *more]
    begun = time.monotonic()
    done = subprocess.run(
        command,
        input="\n".join(addresses),
        text=True,
        cwd=database.PROJECT,
        env={**os.environ, "DATABASE_URL": conninfo},
        stderr=subprocess.PIPE,
        check=False,
    )
    if done.returncode:
        print(done.stderr[-2000:], file=sys.stderr)
    return done.returncode, time.monotonic() - begun


def main() -> int:
    """Crawl and report; returns the crawl's exit code."""
    parser = argparse.ArgumentParser(description="Crawl a labelled corpus into PostgreSQL.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--database", default="jobs_corpus", help="kept afterwards (%(default)s)")
    parser.add_argument("--port", type=int, default=8520, help="of the pages, the same at each crawl")
    options = parser.parse_args()
    with database.server() as server, serve_corpus(options.folder, options.port) as addresses:
        conninfo = make_conninfo(server, dbname=options.database)
        database.ensure_database(conninfo)
        code, seconds = crawl(addresses, conninfo)
        with psycopg.connect(conninfo) as connection:
            pages, postings, sightings, jobs = connection.execute(_COUNTS).fetchone()
            print(f"{len(addresses)} addresses, {seconds:.1f} s, in database {options.database}")
            print(f"{pages} pages, {postings} postings, {sightings} sightings, {jobs} jobs\n")
            print(f"{'site':42} {'pages':>5} {'jobs':>5}  one of them")
            for site, of_site, found, example in connection.execute(_BY_SITE):
                print(f"{site[:42]:42} {of_site:5} {found:5}  {(example or '')[:44]}")
    return code


if __name__ == "__main__":
    sys.exit(main())
