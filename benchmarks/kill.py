"""Kills crawls with -9 and goes on: `python -m benchmarks.kill [--pages 150] [--kills 50]`.

Each crawl writes down, before it goes on, what the pipelines reported as stored. Whatever stands there has to
be in the database after the last crawl, nothing may be there twice, and nothing may be closed that is still
listed. The site changes between the crawls, so that each has something new to store; the crawls claim to read
all that their source has, so that what the last one no longer finds is closed. (Also run small by the tests.)
"""

import argparse
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any

import psycopg
from scrapy import signals
from scrapy.crawler import Crawler

from benchmarks.crawl_corpus import FAST
from benchmarks.invented_site import Site, serve
from scrapers import database, settings
from scrapers.items import JobPosting

PAGE = "page: "
"""Marks the ledger's lines on pages."""


class Ledger:
    """Extension: writes down what is reported as stored, before the crawl goes on."""

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> "Ledger":
        ledger = cls()
        ledger.file = open(crawler.settings["LEDGER"], "a")  # noqa: SIM115, PTH123
        crawler.signals.connect(ledger.note, signals.item_scraped)
        return ledger

    def note(self, item: Any) -> None:
        is_job = isinstance(item, JobPosting)
        self.file.write(f"{item.site}\t{item.ref}\t{item.page_url}\n" if is_job else f"{PAGE}{item.url}\n")
        self.file.flush()
        os.fsync(self.file.fileno())


@dataclass(slots=True)
class Outcome:
    """What a series of kills has done."""

    kills: int = 0
    reported: set[tuple[str, str, str]] = field(default_factory=set)
    lost: set[tuple[str, str, str]] = field(default_factory=set)
    twice: int = 0
    closed_by_killed: int = 0
    """Closed before the last crawl: a killed one proves nothing."""
    closed_while_listed: int = 0
    closed_rightly: int = 0
    """No longer listed when the last crawl had read all pages."""
    postings: int = 0
    crawls: list[tuple] = field(default_factory=list)
    seconds: float = 0.0

    @property
    def wrongly_closed(self) -> int:
        """Postings closed that should not be."""
        return self.closed_by_killed + self.closed_while_listed


def run(
    conninfo: str, folder: Path, *, pages: int, moments: Iterator[float], kills: int, jobdir: bool
) -> Outcome:
    """Crawl a site once; then, edition by edition, kill crawls; then crawl it once more, and compare.

    ``moments``: shares of a crawl, counted from its first report; a crawl that was faster is no kill.
    """
    ledger, addresses = folder / "ledger", folder / "addresses"
    outcome = Outcome()
    started = time.perf_counter()
    with serve(Site(pages, has_validators=True)) as site:
        addresses.write_text("\n".join(site.addresses))
        more = {
            "LEDGER": ledger,
            "EXTENSIONS": json.dumps({**settings.EXTENSIONS, "benchmarks.kill.Ledger": 0}),
            "LOG_LEVEL": "WARNING",
            "ROBOTSTXT_OBEY": 0,
            **({"JOBDIR": folder / "job"} if jobdir else {}),
        }
        command = [
            *(
                sys.executable,
                "-m",
                "scrapy",
                "crawl",
                "pages",
                "-a",
                f"urls={addresses}",
                "-a",
                "complete=1",
            ),
            *FAST,
            *(part for name, value in more.items() for part in ("-s", f"{name}={value}")),
        ]
        environment = {**os.environ, "DATABASE_URL": conninfo}
        whole = partial(subprocess.run, command, env=environment, cwd=database.PROJECT, check=True)
        whole()
        while outcome.kills < kills:
            site.edition += 1
            crawl = subprocess.Popen(command, env=environment, cwd=database.PROJECT)
            until = _pages(ledger) + next(moments) * pages
            while crawl.poll() is None and _pages(ledger) < until:
                time.sleep(0.005)
            crawl.send_signal(signal.SIGKILL)
            outcome.kills += crawl.wait() == -signal.SIGKILL
        with psycopg.connect(conninfo) as connection:
            (outcome.closed_by_killed,) = connection.execute(_CLOSED).fetchone()
        site.edition += 1
        whole()
        listed = {ad for number in range(pages) for ad in site.ads(number)}
    outcome.seconds = time.perf_counter() - started
    _compare(conninfo, ledger, listed, outcome)
    return outcome


_CLOSED = "SELECT count(closed_at) FROM posting"


def _pages(ledger: Path) -> int:
    return ledger.read_bytes().count(PAGE.encode()) if ledger.exists() else 0


def _compare(conninfo: str, ledger: Path, listed: set[int], outcome: Outcome) -> None:
    for line in ledger.read_text().splitlines():
        parts = tuple(line.split("\t"))
        if len(parts) == 3:
            outcome.reported.add(parts)
    with psycopg.connect(conninfo) as connection:
        stored = connection.execute(
            "SELECT posting.site, posting.ref, page.url FROM sighting "
            "JOIN posting ON posting.id = posting_id JOIN page ON page.id = page_id"
        ).fetchall()
        outcome.lost = outcome.reported - set(stored)
        outcome.twice = len(stored) - len(set(stored))
        postings = connection.execute("SELECT site, url, closed_at IS NOT NULL FROM posting").fetchall()
        outcome.crawls = connection.execute(
            "SELECT reason, pages, postings_new, errors FROM crawl ORDER BY id"
        ).fetchall()
    outcome.postings = len(postings)
    outcome.twice += len(postings) - len({(site, url) for site, url, _ in postings})
    closed = {int(url.rpartition("/")[2]) for _, url, is_closed in postings if is_closed}
    outcome.closed_while_listed = len(closed & listed)
    outcome.closed_rightly = len(closed - listed)
    outcome.lost |= {("listed", str(ad), "") for ad in listed - _numbers(postings)}


def _numbers(postings: list[tuple]) -> set[int]:
    return {int(url.rpartition("/")[2]) for _, url, _ in postings}


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.kill", description=__doc__.split("\n")[0])
    parser.add_argument("--pages", type=int, default=150)
    parser.add_argument("--kills", type=int, default=50, help="half of them with a job folder, if both")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobdir", choices=("no", "yes", "both"), default="both")
    options = parser.parse_args()
    dice = random.Random(options.seed)
    moments = iter(dice.random, None)
    os.environ.pop("DATABASE_URL", None)
    failed = False
    ways = {"no": (False,), "yes": (True,), "both": (False, True)}[options.jobdir]
    for jobdir in ways:
        with tempfile.TemporaryDirectory() as folder:
            os.environ["JOBS_DATA_DIR"] = folder
            with database.server() as conninfo:
                outcome = run(
                    conninfo,
                    Path(folder),
                    pages=options.pages,
                    moments=moments,
                    kills=options.kills // len(ways),
                    jobdir=jobdir,
                )
        print(
            f"{'with JOBDIR' if jobdir else 'from the start'}: {outcome.kills} kills in crawls of "
            f"{options.pages} pages"
        )
        for reason, alike in groupby(outcome.crawls, itemgetter(0)):
            alike = list(alike)
            pages, new = (sum(row[n] for row in alike) for n in (1, 2))
            print(f"  {len(alike):3} crawls {reason or 'open':9} {pages:6} pages {new:6} new")
        print(
            f"  reported {len(outcome.reported)}, lost {len(outcome.lost)}, twice {outcome.twice}, "
            f"wrongly closed {outcome.wrongly_closed} (rightly {outcome.closed_rightly}), "
            f"postings {outcome.postings}, {outcome.seconds:.0f} s",
            flush=True,
        )
        failed |= bool(outcome.lost or outcome.twice or outcome.wrongly_closed or not outcome.postings)
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
