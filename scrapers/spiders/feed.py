"""The jobs of any feed, and on the articles that it links."""

from scrapers.crawling.feed import FeedSpider


class Feed(FeedSpider):
    """The jobs in a feed of jobs; of a news feed, the jobs on its articles, newest first.

    Domain: any RSS or Atom feed.
    Caveats: an article that left the feed is not read again.
    Arguments: ``feed`` (its address), ``limit`` (how many articles, 20), ``details`` (1: read the ads too),
    ``day_first`` (0: 11/02/2026 is 2 November here; 1: 11 February).
    """

    name = "feed"
