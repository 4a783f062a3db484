"""``scrapy split``: says that postings are not the job that they were taken for."""

import argparse

from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError

from scrapers.commands import deciding
from scrapers.storage import decisions


class Command(ScrapyCommand):
    """Shows a job's postings, or lets some of them leave; no later crawl puts them back."""

    requires_project = True
    requires_crawler_process = False

    def syntax(self) -> str:
        """What stands after the command."""
        return "JOB [POSTING …] | --undo JOB JOB"

    def short_desc(self) -> str:
        """One line for the list of commands."""
        return "Say that postings of a job are another one; without postings, list them"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Options beside Scrapy's own."""
        super().add_options(parser)
        parser.add_argument("--undo", action="store_true", help="take back that two jobs are two")
        deciding.add_options(parser)

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Decide, print, and set the exit code: 1 where it cannot be done."""
        numbers = deciding.numbers(args)
        if not numbers or (opts.undo and len(numbers) != 2):
            raise UsageError(f"scrapy split {self.syntax()}", print_help=False)
        job, *others = numbers

        def work(conninfo: str) -> list[int]:
            if opts.undo:
                return decisions.undo_split(conninfo, job, *others)
            return [job, *decisions.split(conninfo, job, others)] if others else [job]

        self.exitcode = deciding.carry_out("split", work, sample=opts.sample)
