"""The jobs of any feed, and on the articles that it links."""

from scrapers.crawling.feed import FeedSpider


class Feed(FeedSpider):
    """The jobs in a feed of jobs; of a news feed, the jobs on its articles, newest first.

    Domain: any RSS or Atom feed.
    Caveats: an article that left the feed is not read again.
    Arguments: ``feed`` (its address), ``limit`` (how many articles, 20), ``details`` (1: read the ads too).
    """

    name = "feed"
