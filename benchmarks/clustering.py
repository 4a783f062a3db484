"""Are ads of one job found to be one job? `python -m benchmarks clustering`, through the real store.

Labelled ads (data/same_jobs.txt) are crawled day by day into a database of their own. Of each pair of ads it
is asked whether they are one job. Rules are tuned on the first half, of the second only the figures are seen.
"""

import argparse
import asyncio
import os
import re
import sys
import tempfile
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import combinations
from pathlib import Path

import psycopg

from scrapers import database
from scrapers.items import JobPosting, Page
from scrapers.normalization import normalize
from scrapers.normalization.identity import assign_refs
from scrapers.storage.validation import validate, validate_page
from scrapers.storage.writer import Writer

FILE = Path(__file__).parent / "data" / "same_jobs.txt"
BEGIN = datetime(2026, 1, 5, 12, tzinfo=UTC)
PRECISION, RECALL = 0.99, 0.85
"""Bars."""

TEXTS = {
    "T1": (
        "For our house in {place} we look for somebody who cares for people and keeps calm when a shift gets "
        "long. You wash, feed and comfort, write down what the next shift must know, and talk with families. "
        "We pay by the public scale, give thirty days of leave, and plan the roster two months ahead. Who "
        "likes to train the young finds time for it here. Call us, or come by for a morning and see how we "
        "work."
    ),
    "T2": (
        "You sell what we make, and you like people who come early. In our shop in {place} you fill the "
        "shelves, advise, take the money and keep everything clean. You work in a team of six, one Saturday "
        "out of two is free, and you take bread home. We train whoever has never stood behind a counter. Part"
        " of the pay is a bonus on what the shop earns. Write us two lines, a long letter is not needed."
    ),
    "T3": (
        "Somebody who can read drawings, who likes machines, and who is not afraid of heights will be happy "
        "with us in {place}. You set up, watch over and repair the plant together with two colleagues, keep "
        "the spare parts in order, and are on call every sixth week. We offer pay by the metal workers' "
        "scale, good tools, a canteen, and a crane that is younger than its driver. Send your papers by post "
        "or by mail."
    ),
}


@dataclass(frozen=True)
class Ad:
    """One labelled ad; ``job`` is the case and its letter."""

    case: int
    job: tuple[int, str]
    day: int
    gone: int | None
    item: JobPosting

    @property
    def half(self) -> int:
        """0: for tuning, 1: held out."""
        return (self.case + 1) % 2


@dataclass
class Score:
    """Pairs of one half."""

    right: int = 0
    wrong: list[tuple[JobPosting, JobPosting]] = field(default_factory=list)
    """Joined, but two jobs."""
    missed: list[tuple[JobPosting, JobPosting]] = field(default_factory=list)
    """One job, but not joined."""
    apart: int = 0

    @property
    def precision(self) -> float:
        """Share of joined pairs that are one job."""
        return self.right / max(self.right + len(self.wrong), 1)

    @property
    def recall(self) -> float:
        """Share of pairs that are one job that were joined."""
        return self.right / max(self.right + len(self.missed), 1)


def read(path: Path = FILE) -> list[Ad]:
    """The labelled ads in the file's order."""
    _, *cases = re.split(r"(?m)^# ", path.read_text("utf-8").partition("\n\n")[2])
    return [
        _ad(number, line) for number, case in enumerate(cases, 1) for line in case.strip().split("\n")[1:]
    ]


def _ad(case: int, line: str) -> Ad:
    letter, days, address, title, *others = (part.strip() for part in line.split("|"))
    company, location, identifier, text = (None if part == "-" else part for part in others)
    day, _, gone = days.partition("/")
    item = JobPosting(
        title=title,
        company=company,
        location=location,
        identifier=identifier,
        url=f"https://{address}",
        page_url=f"https://{address}",
        description=text and _text(text),
        origin="json-ld",
        fetched_at=BEGIN + timedelta(days=int(day)),
    )
    return Ad(case, (case, letter), int(day), int(gone) if gone else None, item)


def _text(name: str) -> str:
    which, _, place = name.partition(":")
    text = TEXTS[which.rstrip("~")].format(place=place)
    return text.replace("thirty", "30").replace("six,", "seven,") + " Apply now." if "~" in which else text


_JOB_OF_PAGE = """
SELECT page.url, job_id
FROM posting JOIN sighting ON posting_id = posting.id JOIN page ON page.id = page_id
"""


def store(conninfo: str, ads: list[Ad]) -> dict[str, int]:
    """Crawl the ads day by day; return the job of each address."""
    days = sorted({ad.day for ad in ads} | {ad.gone for ad in ads if ad.gone is not None})
    for day in days:
        asyncio.run(_crawl(conninfo, ads, day))
    with psycopg.connect(conninfo) as connection:
        return dict(connection.execute(_JOB_OF_PAGE).fetchall())


async def _crawl(conninfo: str, ads: list[Ad], day: int) -> None:
    at = BEGIN + timedelta(days=day)
    shown = [assign_refs([ad.item]) for ad in ads if ad.day == day]
    items: list[JobPosting | Page] = [validate(normalize(item))[0] for (item,) in shown]
    items += [validate_page(Page(url=ad.item.url, fetched_at=at, status=404)) for ad in ads if ad.gone == day]
    writer = Writer(conninfo)
    await writer.open("labelled", {"day": str(day)}, at - timedelta(minutes=1))
    await asyncio.gather(*map(writer.store, items))
    await writer.flush()
    await writer.finish(ended_at=at, reason="finished", errors=0, error=None, complete=False)
    await writer.close()


def score(ads: list[Ad], job_of: dict[str, int]) -> list[Score]:
    """Scores of both halves; ads of different cases must be apart too, and count where they are not."""
    scores = [Score(), Score()]
    by_address = {ad.item.url: ad for ad in ads}
    for one, other in combinations(by_address.values(), 2):
        of_half = scores[one.half]
        joined = job_of[one.item.url] == job_of[other.item.url]
        if one.job == other.job:
            of_half.right += joined
            if not joined:
                of_half.missed.append((one.item, other.item))
        elif joined:
            of_half.wrong.append((one.item, other.item))
        else:
            of_half.apart += one.case == other.case
    return scores


def main() -> int:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.clustering", description=__doc__.split("\n")[0]
    )
    parser.add_argument("--verbose", action="store_true", help="list what the first half gets wrong")
    options = parser.parse_args()
    ads = read()
    with tempfile.TemporaryDirectory(prefix="jobs-benchmark-") as folder:
        os.environ.pop("DATABASE_URL", None)
        os.environ["JOBS_DATA_DIR"] = folder
        with database.server() as conninfo:
            database.ensure_database(conninfo)
            scores = score(ads, store(conninfo, ads))
    for name, half in zip(("first half", "second half, held out"), scores, strict=True):
        same, other = half.right + len(half.missed), half.apart + len(half.wrong)
        print(f"{name:22} {same:4} pairs of one job, {other:4} of two: "
              f"precision {half.precision:.3f} recall {half.recall:.3f}")  # fmt: skip
    if options.verbose:
        for kind in ("wrong", "missed"):
            for one, another in getattr(scores[0], kind):
                print(f"{kind}: {_shown(one)}  <>  {_shown(another)}")
    good = all(half.precision >= PRECISION and half.recall >= RECALL for half in scores)
    print(f"bars: precision {PRECISION}, recall {RECALL}: {'met' if good else 'not met'}")
    return 0 if good else 1


def _shown(item: JobPosting) -> str:
    return " · ".join(filter(None, (item.title, item.company, item.location, item.url)))


if __name__ == "__main__":
    sys.exit(main())
