"""``scrapy backup``: the whole database in one file, while crawls go on."""

import argparse
import sys
from datetime import UTC, datetime
from pathlib import Path

from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError

from scrapers import database
from scrapers.keeping.backup import backup, backup_path


class Command(ScrapyCommand):
    """Writes a file that `scrapy restore` reads, and pg_restore too."""

    requires_project = True
    requires_crawler_process = False

    def syntax(self) -> str:
        """What stands after the command."""
        return "[FILE] [--sample]"

    def short_desc(self) -> str:
        """One line for the list of commands."""
        return "Write the whole database into one file"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Options beside Scrapy's own."""
        super().add_options(parser)
        parser.add_argument("--sample", action="store_true", help="the sample jobs instead of the real ones")

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Write, say where, and set the exit code: 1 where it cannot be done."""
        if len(args) > 1:
            raise UsageError("say one file, or none: it is named for the time", print_help=False)
        try:
            with database.server() as conninfo:
                if opts.sample:
                    conninfo = database.sample_conninfo(conninfo)
                path = Path(args[0]) if args else backup_path(conninfo, datetime.now(UTC))
                facts = backup(conninfo, path)
                print(f"{path}: {path.stat().st_size:,} bytes, schema version {facts.schema_version}")
        except (database.DatabaseError, OSError) as error:
            print(f"backup: {error}", file=sys.stderr)
            self.exitcode = 1
