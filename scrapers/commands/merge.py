"""``scrapy merge``: says that several jobs are one."""

import argparse

from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError

from scrapers.commands import deciding
from scrapers.storage import decisions


class Command(ScrapyCommand):
    """Makes one job of several; no later crawl parts them."""

    requires_project = True
    requires_crawler_process = False

    def syntax(self) -> str:
        """What stands after the command."""
        return "JOB JOB [JOB …] | --undo JOB"

    def short_desc(self) -> str:
        """One line for the list of commands."""
        return "Say that jobs are one and the same"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Options beside Scrapy's own."""
        super().add_options(parser)
        parser.add_argument("--undo", action="store_true", help="take back that the job is one")
        deciding.add_options(parser)

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Decide, print, and set the exit code: 1 where it cannot be done."""
        numbers = deciding.numbers(args)
        if len(numbers) != 1 if opts.undo else len(numbers) < 2:
            raise UsageError(f"scrapy merge {self.syntax()}", print_help=False)

        def work(conninfo: str) -> list[int]:
            if opts.undo:
                return decisions.undo_merge(conninfo, *numbers)
            return [decisions.merge(conninfo, numbers)]

        self.exitcode = deciding.carry_out("merge", work, sample=opts.sample)
