"""Kills a crawl with -9 and runs it again: `python -m benchmarks.kill [--pages 2000] [--kills 6]`.

Each crawl writes down, before it goes on, what the pipelines reported as stored. Whatever stands there has to
be in the database after the last crawl, and nothing may be there twice. (Also run small by the tests.)
"""

import argparse
import os
import random
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import psycopg
from scrapy import signals
from scrapy.crawler import Crawler

from scrapers import database
from scrapers.items import JobPosting

A_PAGE = 5
"""Jobs on a page; each stands on two pages."""
PAGE = "page: "
"""Marks the ledger's lines on pages."""
TITLES = ("Data Engineer", "Pflegefachkraft", "Software Developer", "Elektriker", "Product Owner")
CITIES = ("Berlin", "Hamburg", "München", "Köln", "Leipzig", "Essen", "Dresden")


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


def body(number: int, pages: int) -> bytes:
    """An article with a box of five jobs; the box of the next page shares some of them."""
    rows = []
    for place in range(A_PAGE):
        ad = (number * A_PAGE // 2 + place) % (pages * A_PAGE)
        title = f"{TITLES[ad % len(TITLES)]} (m/w/d) {ad}"
        city = CITIES[ad % len(CITIES)]
        rows.append(
            f'<li><a href="/stellenangebot/{ad}">{title}</a> <span class="company">Firma {ad % 50} GmbH'
            f'</span> <span class="location">{city}</span></li>'
        )
    ads = "".join(rows)
    return (
        f"<!doctype html><html lang=de><head><title>Artikel {number}</title></head><body><article>"
        f"<h1>Artikel {number}</h1><p>Ein Text über Technik, der länger ist als ein Titel.</p></article>"
        f'<aside class="jobs"><h3>Stellenangebote</h3><ul>{ads}</ul></aside></body></html>'
    ).encode()


@contextmanager
def site(pages: int) -> Iterator[str]:
    """Serve the pages on loopback; yield the address."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            name = self.path.strip("/")
            found = name.isdigit() and int(name) < pages
            answer = body(int(name), pages) if found else b""
            self.send_response(200 if found else 404)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(answer)))
            self.end_headers()
            self.wfile.write(answer)

        def log_message(self, *_: Any) -> None:
            pass

    class Server(ThreadingHTTPServer):
        daemon_threads = True

        def handle_error(self, *_: Any) -> None:
            pass  # a killed crawl leaves its connections as they are

    server = Server(("127.0.0.1", 0), Handler)
    threading.Thread(target=partial(server.serve_forever, 0.05), daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()


@dataclass(slots=True)
class Outcome:
    """What a series of kills has done."""

    reported: set[tuple[str, str, str]] = field(default_factory=set)
    lost: set[tuple[str, str, str]] = field(default_factory=set)
    twice: int = 0
    closed: int = 0
    postings: int = 0
    crawls: list[tuple] = field(default_factory=list)
    seconds: float = 0.0


def run(conninfo: str, folder: Path, *, pages: int, moments: list[float], jobdir: bool) -> Outcome:
    """Kill a crawl after each of some shares of its reports, then let it run to its end; compare."""
    ledger, addresses = folder / "ledger", folder / "addresses"
    started = time.perf_counter()
    with site(pages) as address:
        addresses.write_text("".join(f"{address}/{number}\n" for number in range(pages)))
        command = [
            *(sys.executable, "-m", "scrapy", "crawl", "pages", "-a", f"urls={addresses}"),
            *("-s", f"LEDGER={ledger}", "-s", 'EXTENSIONS={"benchmarks.kill.Ledger": 0}'),
            *(
                "-s",
                "AUTOTHROTTLE_ENABLED=0",
                "-s",
                "DOWNLOAD_DELAY=0",
                "-s",
                "CONCURRENT_REQUESTS_PER_DOMAIN=16",
            ),
            *("-s", "LOG_LEVEL=WARNING", "-s", "ROBOTSTXT_OBEY=0"),
            *(("-s", f"JOBDIR={folder / 'job'}") if jobdir else ()),
        ]
        environment = {**os.environ, "DATABASE_URL": conninfo}
        for share in moments:
            already = _pages(ledger)
            crawl = subprocess.Popen(command, env=environment, cwd=database.PROJECT)
            while crawl.poll() is None and _pages(ledger) - already < share * pages:
                time.sleep(0.005)
            crawl.send_signal(signal.SIGKILL)
            crawl.wait()
        done = subprocess.run(command, env=environment, cwd=database.PROJECT, check=False)
        assert done.returncode == 0, f"the last crawl ended with {done.returncode}"
    outcome = Outcome(seconds=time.perf_counter() - started)
    _compare(conninfo, ledger, outcome)
    return outcome


def _pages(ledger: Path) -> int:
    return ledger.read_bytes().count(PAGE.encode()) if ledger.exists() else 0


def _compare(conninfo: str, ledger: Path, outcome: Outcome) -> None:
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
        count = "SELECT count(*), count(DISTINCT (site, url)), count(closed_at) FROM posting"
        outcome.postings, distinct, outcome.closed = connection.execute(count).fetchone()
        outcome.twice += outcome.postings - distinct
        outcome.crawls = connection.execute(
            "SELECT reason, pages, postings_new, errors FROM crawl ORDER BY id"
        ).fetchall()


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.kill", description=__doc__.split("\n")[0])
    parser.add_argument("--pages", type=int, default=2000)
    parser.add_argument("--kills", type=int, default=6)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobdir", choices=("no", "yes", "both"), default="both")
    options = parser.parse_args()
    dice = random.Random(options.seed)
    os.environ.pop("DATABASE_URL", None)
    failed = False
    for jobdir in {"no": (False,), "yes": (True,), "both": (False, True)}[options.jobdir]:
        moments = [dice.random() for _ in range(options.kills)]
        with tempfile.TemporaryDirectory() as folder:
            os.environ["JOBS_DATA_DIR"] = folder
            with database.server() as conninfo:
                outcome = run(conninfo, Path(folder), pages=options.pages, moments=moments, jobdir=jobdir)
        print(
            f"{'with JOBDIR' if jobdir else 'from the start'}: {options.kills} kills in {options.pages} pages"
        )
        for reason, pages, new, errors in outcome.crawls:
            print(f"  crawl {reason or 'open':10} {pages:6} pages {new:6} new {errors:4} errors")
        print(
            f"  reported {len(outcome.reported)}, lost {len(outcome.lost)}, twice {outcome.twice}, "
            f"wrongly closed {outcome.closed}, postings {outcome.postings}, {outcome.seconds:.0f} s"
        )
        failed |= bool(outcome.lost or outcome.twice or outcome.closed or not outcome.postings)
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
