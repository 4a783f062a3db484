"""``scrapy restore``: a database from what ``scrapy backup`` wrote."""

import argparse
import sys
from pathlib import Path

from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError

from scrapers import database
from scrapers.keeping.restore import restore


class Command(ScrapyCommand):
    """Makes the database that DATABASE_URL names, or that of the embedded server, from a file."""

    requires_project = True
    requires_crawler_process = False

    def syntax(self) -> str:
        """What stands after the command."""
        return "FILE [--replace] [--sample]"

    def short_desc(self) -> str:
        """One line for the list of commands."""
        return "Make the database from a file that `scrapy backup` wrote"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Options beside Scrapy's own."""
        super().add_options(parser)
        parser.add_argument(
            "--replace", action="store_true", help="in place of a database that holds something, which goes"
        )
        parser.add_argument("--sample", action="store_true", help="the database for sample jobs")

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Restore, and set the exit code: 1 where it cannot be done, and all is as before."""
        if len(args) != 1:
            raise UsageError("say which file to restore", print_help=False)
        try:
            with database.server() as conninfo:
                if opts.sample:
                    conninfo = database.sample_conninfo(conninfo)
                facts = restore(conninfo, Path(args[0]), sample=opts.sample, replace=opts.replace)
                name = database.parse(conninfo)["dbname"]
        except database.DatabaseError as error:
            print(f"restore: {error}", file=sys.stderr)
            self.exitcode = 1
            return
        print(f"restored database {name} from {args[0]} (schema version {facts.schema_version})")
