"""``scrapy crawl``: Scrapy's own, with arguments checked first and an exit code that tells a failed crawl."""

import argparse
import sys

from scrapy.commands import crawl
from scrapy.exceptions import UsageError

from scrapers.crawling.arguments import ArgumentError
from scrapers.crawling.summary import failure


class Command(crawl.Command):
    """Runs a spider; 0: it did what it could, 1: it failed as a whole, 2: it was called wrongly."""

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Check, crawl, and say why where it failed."""
        if len(args) != 1:
            raise UsageError("say which spider to run; `scrapy list` names them", print_help=False)
        loader = self.crawler_process.spider_loader
        if args[0] not in loader.list():
            raise UsageError(
                f"no spider {args[0]!r}; there are: {', '.join(loader.list())}", print_help=False
            )
        try:
            spider = loader.load(args[0])(**opts.spargs)
            if hasattr(spider, "check"):
                spider.check()
        except ArgumentError as error:
            raise UsageError(str(error), print_help=False) from None
        crawler = self._create_crawler(args[0])
        self.crawler_process.crawl(crawler, **opts.spargs)
        self.crawler_process.start()
        if self.crawler_process.bootstrap_failed:
            self.exitcode = 1
        elif reason := failure(crawler.stats.get_stats()):
            print(f"{args[0]}: {reason}", file=sys.stderr)
            self.exitcode = 1
