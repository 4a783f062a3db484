"""The jobs on given pages."""

from scrapers.crawling.pages import PagesSpider


class Pages(PagesSpider):
    """The jobs on given pages.

    Domain: any page; nothing is followed from it, except job links with ``details=1``.
    Arguments: ``url`` (one address or several, parted by blanks; a path or file:// works too),
    ``urls`` (a file of addresses, one a line; "-" reads standard input), ``details`` (1: read the ads too),
    ``complete`` (1: these pages list all jobs of their publisher; one that is missing next time is closed),
    ``day_first`` (0: 11/02/2026 is 2 November here; 1: 11 February).
    """

    name = "pages"
