"""We Work Remotely, board of remote jobs."""

from scrapers.crawling.feed import FeedSpider


class Weworkremotely(FeedSpider):
    """The jobs are the feed's own items; no article is read.

    Domain: weworkremotely.com.
    Feed: <link rel="alternate"> of a category page whose saved copy shows no date.
    Caveats: the feed lists the newest jobs only: one that is missing is not closed.
    Arguments: ``limit`` (how many articles, 20), ``details`` (1: read the ads too), ``feed`` (another).
    """

    name = "weworkremotely"
    feed_url = "https://weworkremotely.com/remote-jobs.rss"
