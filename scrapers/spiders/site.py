"""The jobs on the pages of one site."""

from scrapers.crawling.site import SiteSpider


class Site(SiteSpider):
    """The jobs on the pages of one site, those first whose address names jobs.

    Domain: any site; other sites that it links are left alone, except job ads with ``details=1``.
    Caveats: links marked nofollow, and pages that only a script links, are not found.
    Arguments: ``url`` (start page, or several parted by blanks), ``sitemap`` (address of one or an index),
    ``pages`` (at most so many, 100), ``depth`` (so many links away from the start, 3), ``minutes`` (at most
    so long, 30), ``details`` (1: read the ads too), ``day_first`` (0: 11/02/2026 is 2 November here; 1: 11
    February).
    """

    name = "site"
