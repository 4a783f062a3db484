"""Pages spider: the pages whose addresses are given, and no further."""

from collections.abc import Iterator
from typing import ClassVar

import scrapy

from scrapers.crawling import arguments
from scrapers.crawling.spider import JobSpider


class PagesSpider(JobSpider):
    """Reads the pages at the addresses given as arguments."""

    takes: ClassVar = {
        **JobSpider.takes,
        "url": arguments.addresses,
        "urls": arguments.address_file,
        "complete": arguments.switch,
    }

    @property
    def complete(self) -> bool:
        """Whether the pages list all jobs of their publisher, so that one that is missing is closed."""
        return self.options.get("complete", False)

    def check(self) -> None:
        """One of ``url`` and ``urls`` has to be there, and the file to be readable."""
        if "url" not in self.options and "urls" not in self.options:
            raise arguments.ArgumentError(
                "say what to read: -a url=https://… or -a urls=FILE (- for standard input)"
            )

        if self.options.get("urls"):
            arguments.read_addresses(self.options["urls"])

    def first_requests(self) -> Iterator[scrapy.Request]:
        """One request an address, in the order given."""
        found = list(self.options.get("url", []))
        if "urls" in self.options:
            found += arguments.read_addresses(self.options["urls"])
        for address in dict.fromkeys(found):
            yield self.ask(address)
