"""Cost of storing: `python -m benchmarks.storage [POSTINGS] [--rounds 3]`, in a throw-away embedded server.

New postings go the way of a crawl's items (Validate, Writer), which commits every thousand items. The
baseline is one COPY a table, in one transaction, of the very same rows of page, job, posting and sighting, as
bytes that PostgreSQL wrote itself, into the same tables with the same indexes. Each round does new, COPY and
again in fresh databases. Processor time, of this process and the server's behind it, is shown beside what
passed: on a machine with other work to do it says more.
"""

import argparse
import asyncio
import gc
import os
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import psycopg
from psycopg.conninfo import make_conninfo

from benchmarks.seed_words import CITIES, COMPANIES, TITLES
from scrapers import database
from scrapers.items import JobPosting, Page
from scrapers.normalization.places import parse_place
from scrapers.storage.crawls import Counts
from scrapers.storage.validation import validate, validate_page
from scrapers.storage.writer import Writer

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
A_PAGE = 10
"""Postings on a page."""
IN_FLIGHT = 2000
"""Items on their way at once, as in a crawl of some pages at a time."""
LEAST_TO_COPY, LEAST_TO_NEW = 0.5, 2.0
TABLES = ("page", "job", "posting", "sighting")


def items(count: int, day: int) -> Iterator[JobPosting | Page]:
    """Normalised postings, ten a page, and their pages; the same for the same count."""
    dice = random.Random(1)
    fetched_at = NOW + timedelta(days=day)
    titles = [title[2] for title in TITLES]
    for n in range(count):
        city = dice.choice(CITIES)
        city = city if isinstance(city, str) else city[0]
        company = dice.choice(COMPANIES)
        title = f"{dice.choice(titles)} {dice.choice(('Team', 'Bereich', 'Standort'))} {n % 977}"
        url = f"https://jobs{n % 50}.example/stellenangebot/{n}-{title.lower().replace(' ', '-')}"
        page_url = f"https://news{n // A_PAGE % 40}.example/artikel/{n // A_PAGE}"
        yield JobPosting(
            title=title,
            title_raw=f"{title} (m/w/d)",
            url=url,
            url_raw=url + "?utm_source=box",
            company=company,
            company_key=company.lower(),
            location=city,
            location_raw=city,
            city=city,
            country="DE",
            date_posted="2026-02-27",
            date_posted_raw="vor 3 Tagen",
            date_posted_precision="relative",
            employment_type="FULL_TIME",
            description=f"{title} bei {company} in {city}. " * 4,
            origin="box",
            box_heading="Stellenangebote",
            position=n % A_PAGE + 1,
            page_url=page_url,
            page_title="Ein Artikel",
            fetched_at=fetched_at,
            site=url.split("/")[2],
            ref=url,
            language="de",
            role="data_engineer",
            role_group="data_ai",
            role_reason="head: engineer",
            seniority="unspecified",
            job_form="regular",
            topics=["data"],
            normalization_version=1,
        )
        if n % A_PAGE == A_PAGE - 1:
            yield Page(url=page_url, fetched_at=fetched_at, title="Ein Artikel", status=200, etag='"1"')


@dataclass(slots=True)
class Cost:
    """Seconds."""

    passed: float
    cpu: float
    """Processor time of this process and of the server's process that works for it; 0 where unknown."""

    def __str__(self) -> str:
        return f"{self.passed:6.1f} s, processor {self.cpu:6.1f} s"


class Clock:
    """Measures what a connection costs."""

    def __init__(self, backend: int):
        self.backend = backend
        self.begun = time.perf_counter(), self._cpu()

    def stop(self) -> Cost:
        return Cost(time.perf_counter() - self.begun[0], self._cpu() - self.begun[1])

    def _cpu(self) -> float:
        state = Path(f"/proc/{self.backend}/stat")
        if not state.exists():
            return 0.0
        ticks = sum(map(int, state.read_text().rpartition(")")[2].split()[11:13]))
        return time.process_time() + ticks / os.sysconf("SC_CLK_TCK")


def store(conninfo: str, count: int, day: int) -> tuple[Cost, Counts]:
    """Store the items as a crawl does; return what it cost, and the counts."""

    async def main() -> tuple[Cost, Counts]:
        made = list(items(count, day))
        gc.collect()
        gc.freeze()  # a crawl has not all its items in memory at once, for the collector to go through
        writer = Writer(conninfo)
        await writer.open("benchmark", {}, NOW + timedelta(days=day, minutes=-1))
        with psycopg.connect(conninfo) as connection:
            (backend,) = connection.execute(_BACKEND).fetchone()
        waiting = iter(made)

        async def work() -> None:  # Scrapy's way: so many workers, each with one item at a time
            for item in waiting:
                item = validate_page(item) if isinstance(item, Page) else validate(item)[0]
                await writer.store(item)

        clock = Clock(backend)
        await asyncio.gather(*(work() for _ in range(IN_FLIGHT)))
        await writer.flush()
        cost = clock.stop()
        await writer.finish(ended_at=NOW, reason="finished", errors=0, error=None, complete=False)
        await writer.close()
        gc.unfreeze()
        return cost, writer.counts

    return asyncio.run(main())


_BACKEND = (
    "SELECT pid FROM pg_stat_activity WHERE application_name = 'crawl' AND datname = current_database()"
)


def copy(source: str, target: str) -> Cost:
    """Copy the rows of all tables into an empty database; return what writing them cost."""
    with psycopg.connect(source) as connection:
        rows = {}
        for table in TABLES:
            columns = ", ".join(
                row[0]
                for row in connection.execute(
                    "SELECT column_name FROM information_schema.columns WHERE table_schema = 'public' "
                    "AND table_name = %s AND is_generated = 'NEVER'",
                    [table],
                )
            )
            with connection.cursor().copy(f"COPY {table} ({columns}) TO STDOUT") as out:
                rows[table] = columns, [bytes(part) for part in out]
    with psycopg.connect(target) as connection:
        clock = Clock(connection.info.backend_pid)
        for table in TABLES:
            columns, parts = rows[table]
            with connection.cursor().copy(f"COPY {table} ({columns}) FROM STDIN") as into:
                for part in parts:
                    into.write(part)
        connection.commit()
        return clock.stop()


def measure(server: str, count: int, n: int) -> dict[str, Cost]:
    """One round: what each way of storing costs."""
    ours, plain = (make_conninfo(server, dbname=f"{name}_{n}") for name in ("ours", "plain"))
    for conninfo in (ours, plain):
        database.ensure_database(conninfo)
    new, counts = store(ours, count, day=0)
    assert counts.new == count, counts
    copied = copy(ours, plain)
    again, counts = store(ours, count, day=1)
    assert counts.unchanged == count, counts
    return {"plain COPY": copied, "stored new": new, "stored again, unchanged": again}


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.storage", description=__doc__.split("\n")[0])
    parser.add_argument("postings", type=int, nargs="?", default=100_000)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    os.environ.pop("DATABASE_URL", None)
    parse_place("Berlin")  # a crawl has loaded the gazetteer before it stores anything
    rounds = []
    print(f"{options.postings:,} postings, {A_PAGE} a page")
    with tempfile.TemporaryDirectory() as folder:
        os.environ["JOBS_DATA_DIR"] = folder
        with database.server() as server:
            for n in range(options.rounds):
                rounds.append(measure(server, options.postings, n))
                for name, cost in rounds[-1].items():
                    print(f"round {n + 1}   {name:24} {cost}", flush=True)
    to_copy = _medians(rounds, "plain COPY", "stored new")
    to_new = _medians(rounds, "stored new", "stored again, unchanged")
    print(f"speed, medians: new ÷ plain COPY {to_copy[0]:.2f}, by processor time {to_copy[1]:.2f}")
    print(f"                again ÷ new      {to_new[0]:.2f}, by processor time {to_new[1]:.2f}")
    return int(to_copy[0] < LEAST_TO_COPY or to_new[0] < LEAST_TO_NEW)


def _medians(rounds: list[dict[str, Cost]], slow: str, fast: str) -> tuple[float, float]:
    """Median of how many times as much the one costs as the other: in time, and in processor time."""
    pairs = [(costs[slow], costs[fast]) for costs in rounds]
    return (
        statistics.median(one.passed / other.passed for one, other in pairs),
        statistics.median(one.cpu / other.cpu if other.cpu else 0.0 for one, other in pairs),
    )


if __name__ == "__main__":
    sys.exit(main())
