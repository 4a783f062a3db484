"""Cost of storing: `python -m benchmarks.storage [POSTINGS]`, in a throw-away embedded server.

New postings go the way of a crawl's items (Validate, Writer); the baseline is COPY of the very same rows, as
bytes that PostgreSQL wrote itself, into the same tables with the same indexes.
"""

import argparse
import asyncio
import os
import random
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import psycopg

from benchmarks.seed_words import CITIES, COMPANIES, TITLES
from scrapers import database
from scrapers.items import JobPosting, Page
from scrapers.storage.validation import validate, validate_page
from scrapers.storage.writer import Writer

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
A_PAGE = 10
"""Postings on a page."""
IN_FLIGHT = 2000
"""Items on their way at once, as in a crawl of some pages at a time."""
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


def store(conninfo: str, count: int, day: int) -> tuple[float, Writer]:
    """Store the items as a crawl does; return seconds and the writer."""

    async def main() -> tuple[float, Writer]:
        made = list(items(count, day))
        writer = Writer(conninfo)
        await writer.open("benchmark", {}, NOW + timedelta(days=day, minutes=-1))
        waiting = iter(made)

        async def work() -> None:  # Scrapy's way: so many workers, each with one item at a time
            for item in waiting:
                item = validate_page(item) if isinstance(item, Page) else validate(item)[0]
                await writer.store(item)

        started = time.perf_counter()
        await asyncio.gather(*(work() for _ in range(IN_FLIGHT)))
        await writer.flush()
        seconds = time.perf_counter() - started
        await writer.finish(ended_at=NOW, reason="finished", errors=0, error=None, complete=False)
        await writer.close()
        return seconds, writer

    return asyncio.run(main())


def copy(source: str, target: str) -> float:
    """Copy the rows of all tables into an empty database; return the seconds of writing them."""
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
        started = time.perf_counter()
        for table in TABLES:
            columns, parts = rows[table]
            with connection.cursor().copy(f"COPY {table} ({columns}) FROM STDIN") as into:
                for part in parts:
                    into.write(part)
        connection.commit()
        return time.perf_counter() - started


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.storage", description=__doc__.split("\n")[0])
    parser.add_argument("postings", type=int, nargs="?", default=100_000)
    count = parser.parse_args().postings
    os.environ.pop("DATABASE_URL", None)
    with tempfile.TemporaryDirectory() as folder:
        os.environ["JOBS_DATA_DIR"] = folder
        with database.server() as conninfo:
            plain = psycopg.conninfo.make_conninfo(conninfo, dbname="plain")
            for name in (conninfo, plain):
                database.ensure_database(name)
            new, writer = store(conninfo, count, day=0)
            assert writer.counts.new == count, writer.counts
            copied = copy(conninfo, plain)
            again, writer = store(conninfo, count, day=1)
            assert writer.counts.unchanged == count, writer.counts
    print(f"postings                     {count:>9,}, {A_PAGE} a page")
    print(f"plain COPY                   {copied:>9.1f} s")
    print(f"stored new                   {new:>9.1f} s   {copied / new:.2f} of the speed of plain COPY")
    print(f"stored again, unchanged      {again:>9.1f} s   {new / again:.1f} times as fast as new")


if __name__ == "__main__":
    main()
