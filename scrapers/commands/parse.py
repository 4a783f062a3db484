"""``scrapy parse``: Scrapy's own; it looks at a page, so nothing is stored unless --pipelines asks for it."""

import argparse

from scrapy.commands import parse


class Command(parse.Command):
    """Shows what a spider makes of one page."""

    def process_options(self, args: list[str], opts: argparse.Namespace) -> None:
        """Leave the database alone."""
        if not opts.pipelines:
            self.settings.set("ITEM_PIPELINES", {}, priority="cmdline")
        super().process_options(args, opts)
