"""``scrapy renormalize``: brings stored postings up to date with the rules, and says what changed."""

import argparse
import asyncio
import sys

from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError

from scrapers import database
from scrapers.normalization import NORMALIZATION_VERSION
from scrapers.storage.renormalize import Report, renormalize

WIDTH = 100


class Command(ScrapyCommand):
    """Reads stored postings anew from their raw fields; crawls nothing."""

    requires_project = True
    requires_crawler_process = False

    def syntax(self) -> str:
        """What stands after the command."""
        return "[--all] [--dry-run] [--sample]"

    def short_desc(self) -> str:
        """One line for the list of commands."""
        return "Read stored postings anew by the present rules, without a crawl"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Options beside Scrapy's own."""
        super().add_options(parser)
        parser.add_argument(
            "--all", action="store_true", help="also postings that the present rules have read"
        )
        parser.add_argument(
            "--dry-run", action="store_true", help="say what would change, and change nothing"
        )
        parser.add_argument("--sample", action="store_true", help="the sample jobs instead of the real ones")

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Read anew, print, and set the exit code: 1 where the database is not to be used."""
        if args:
            raise UsageError("renormalize takes no arguments, only options", print_help=False)
        try:
            with database.server() as conninfo:
                if opts.sample:
                    conninfo = database.sample_conninfo(conninfo)
                database.ensure_database(conninfo, sample=opts.sample)
                report = asyncio.run(
                    renormalize(conninfo, everything=opts.all, dry_run=opts.dry_run, on_batch=_show_progress)
                )
        except database.DatabaseError as error:
            print(f"renormalize: {error}", file=sys.stderr)
            self.exitcode = 1
            return
        print(as_text(report, dry_run=opts.dry_run))


def _show_progress(report: Report) -> None:
    if sys.stderr.isatty():
        print(f"\r{report.read:,} postings", end="\r", file=sys.stderr)


def as_text(report: Report, *, dry_run: bool = False) -> str:
    """The report as lines of at most WIDTH columns."""
    if not report.read:
        return (
            f"all postings are up to date (rules {NORMALIZATION_VERSION}); --all reads them anew all the same"
        )
    versions = ", ".join(str(version) for version in sorted(report.versions))
    verb = "would change" if dry_run else "changed"
    lines = [
        f"{report.read:,} postings read anew (rules {versions} → {NORMALIZATION_VERSION}), "
        f"{report.changed:,} {verb}" + ("" if dry_run else f", {report.jobs:,} jobs refreshed")
    ]
    for name, change in sorted(report.columns.items(), key=lambda pair: (-pair[1].count, pair[0])):
        counts = {"now known": change.filled, "no longer": change.emptied, "other": change.other}
        parts = ", ".join(f"{count:,} {word}" for word, count in counts.items() if count)
        title, before, now = change.example
        lines.append(f"  {name:22} {change.count:7,}  {parts}")
        lines.append(_cut(f"{'':12}such as {_shown(before)} → {_shown(now)}  ({_shown(title)})"))
    return "\n".join(lines)


def _shown(value: object) -> str:
    if isinstance(value, list):
        value = ", ".join(value)
    return (
        "".join(char if char.isprintable() else " " for char in str(value))
        if value not in (None, "")
        else "–"
    )


def _cut(line: str) -> str:
    return line if len(line) <= WIDTH else line[: WIDTH - 1] + "…"
