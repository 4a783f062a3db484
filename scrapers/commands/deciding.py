"""What the commands share by which people decide on jobs."""

import argparse
import sys
from collections.abc import Callable, Iterable

from scrapy.exceptions import UsageError

from scrapers import database
from scrapers.storage import decisions

WIDTH = 100


def add_options(parser: argparse.ArgumentParser) -> None:
    """Options that these commands share."""
    parser.add_argument("--sample", action="store_true", help="the sample jobs instead of the real ones")


def numbers(args: Iterable[str]) -> list[int]:
    """Arguments as numbers of jobs and postings; raises UsageError."""
    for arg in args:
        if not (arg.isascii() and arg.isdigit() and len(arg) < 19):
            raise UsageError(
                f"{arg!r} is no number; the dashboard's address of a job ends with it (/job?id=12)",
                print_help=False,
            )
    return [int(arg) for arg in args]


def carry_out(name: str, work: Callable[[str], list[int]], *, sample: bool) -> int:
    """Do the work on the database, print the jobs that it returns, and return the exit code."""
    try:
        with database.server() as conninfo:
            if sample:
                conninfo = database.sample_conninfo(conninfo)
            database.ensure_database(conninfo, sample=sample)
            shown = decisions.describe(conninfo, work(conninfo))
    except (database.DatabaseError, decisions.Refused, decisions.NotAllowed) as error:
        print(f"{name}: {error}", file=sys.stderr)
        return 1
    for job_id, postings in shown.items():
        print(f"job {job_id}")
        for id_, *said in postings:
            line = " · ".join(text for text in said if text)
            line = "".join(char if char.isprintable() else " " for char in f"  posting {id_}  {line}")
            print(line if len(line) <= WIDTH else f"{line[: WIDTH - 1]}…")
    return 0
