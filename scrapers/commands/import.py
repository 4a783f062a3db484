"""``scrapy import``: loads what ``scrapy export`` wrote into an empty database."""

import argparse
import sys
from pathlib import Path

from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError

from scrapers import database
from scrapers.commands.export import as_text
from scrapers.keeping import archive


class Command(ScrapyCommand):
    """Loads a folder: all of it, or nothing."""

    requires_project = True
    requires_crawler_process = False

    def syntax(self) -> str:
        """What stands after the command."""
        return "FOLDER [--sample]"

    def short_desc(self) -> str:
        """One line for the list of commands."""
        return "Load what `scrapy export` wrote into an empty database"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Options beside Scrapy's own."""
        super().add_options(parser)
        parser.add_argument("--sample", action="store_true", help="into the database for sample jobs")

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Load, say what, and set the exit code: 1 where it cannot be done."""
        if len(args) != 1:
            raise UsageError("say which folder to read", print_help=False)
        try:
            with database.server() as conninfo:
                if opts.sample:
                    conninfo = database.sample_conninfo(conninfo)
                said = archive.import_(conninfo, Path(args[0]), sample=opts.sample)
        except database.DatabaseError as error:
            print(f"import: {error}", file=sys.stderr)
            self.exitcode = 1
            return
        print(f"imported {args[0]}, exported at {said.exported_at:%Y-%m-%d %H:%M} UTC:\n{as_text(said)}")
