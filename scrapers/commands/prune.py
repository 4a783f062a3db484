"""``scrapy prune``: deletes what settings say is kept no longer, as each crawl does when it ends."""

import argparse
import asyncio
import sys
from datetime import UTC, datetime

from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError

from scrapers import database
from scrapers.keeping.retention import Report, SettingError, policy, prune
from scrapers.keeping.rules import RULES


class Command(ScrapyCommand):
    """Deletes, or with --dry-run says what it would delete."""

    requires_project = True
    requires_crawler_process = False

    def syntax(self) -> str:
        """What stands after the command."""
        return "[--dry-run] [--sample]"

    def short_desc(self) -> str:
        """One line for the list of commands."""
        return "Delete what the JOBS_KEEP_… settings say is kept no longer"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Options beside Scrapy's own."""
        super().add_options(parser)
        parser.add_argument("--dry-run", action="store_true", help="say what would go, and delete nothing")
        parser.add_argument("--sample", action="store_true", help="the sample jobs instead of the real ones")

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Delete, print, and set the exit code: 1 where it cannot be done, 2 where a setting is wrong."""
        if args:
            raise UsageError("prune takes no arguments, only options", print_help=False)
        try:
            keep = policy(self.settings)
        except SettingError as error:
            raise UsageError(str(error), print_help=False) from None
        try:
            with database.server() as conninfo:
                if opts.sample:
                    conninfo = database.sample_conninfo(conninfo)
                database.ensure_database(conninfo, sample=opts.sample)
                report = asyncio.run(prune(conninfo, keep, now=datetime.now(UTC), dry_run=opts.dry_run))
        except database.DatabaseError as error:
            print(f"prune: {error}", file=sys.stderr)
            self.exitcode = 1
            return
        print(as_text(report, keep, dry_run=opts.dry_run))


def as_text(report: Report, keep: dict[str, int], *, dry_run: bool = False) -> str:
    """A line a rule: what it is about, for how long that is kept, and how many went."""
    lines = []
    for rule in RULES:
        if days := keep.get(rule.setting):
            many = "1 day" if days == 1 else f"{days:,} days"
            verb = "would be deleted" if dry_run else "deleted"
            said = f"kept for {many}, {report.counts.get(rule.setting, 0):,} {verb}"
        else:
            said = f"all kept ({rule.setting})"
        lines.append(f"  {rule.what:52} {said}")
    if not report.done:
        lines.append("  Others were writing to some of it: run it again for the rest.")
    return "\n".join(lines)
