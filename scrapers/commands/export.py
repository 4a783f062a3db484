"""``scrapy export``: writes all that the database holds into a folder, as files that other programs read."""

import argparse
import sys
from datetime import UTC, datetime
from pathlib import Path

from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError

from scrapers import database
from scrapers.keeping import archive
from scrapers.keeping.formats import FORMATS
from scrapers.keeping.manifest import Manifest


class Command(ScrapyCommand):
    """Writes a folder, a file a table, with a manifest; docs/data.md says what is in it."""

    requires_project = True
    requires_crawler_process = False

    def syntax(self) -> str:
        """What stands after the command."""
        return f"FOLDER [--format {'|'.join(FORMATS)}] [--personal] [--sample]"

    def short_desc(self) -> str:
        """One line for the list of commands."""
        return "Write the whole database into a folder: JSON Lines, CSV or Parquet"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Options beside Scrapy's own."""
        super().add_options(parser)
        parser.add_argument("--format", choices=FORMATS, default="jsonl", help="of the files (%(default)s)")
        parser.add_argument(
            "--personal", action="store_true", help="also what people keep: marks, notes, saved searches"
        )
        parser.add_argument("--sample", action="store_true", help="the sample jobs instead of the real ones")

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Write, say what, and set the exit code: 1 where it cannot be done."""
        if len(args) != 1:
            raise UsageError("say which folder to write", print_help=False)
        folder = Path(args[0])
        try:
            with database.server() as conninfo:
                if opts.sample:
                    conninfo = database.sample_conninfo(conninfo)
                made = archive.export(
                    conninfo, folder, format=opts.format, personal=opts.personal, now=datetime.now(UTC)
                )
        except (database.DatabaseError, OSError) as error:
            print(f"export: {error}", file=sys.stderr)
            self.exitcode = 1
            return
        print(f"exported to {folder}:\n{as_text(made)}")


def as_text(made: Manifest) -> str:
    """Tables, rows and bytes, a line each."""
    return "\n".join(
        f"  {name:15} {entry.rows:13,} rows {entry.bytes:16,} bytes" for name, entry in made.tables.items()
    )
