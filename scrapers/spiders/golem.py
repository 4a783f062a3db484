"""Golem.de, German IT news."""

from scrapers.crawling.feed import FeedSpider


class Golem(FeedSpider):
    """Jobs of the site's own board among the news.

    Domain: www.golem.de; the feed is on rss.golem.de.
    Feed: <link rel="alternate"> of an article of 2025-09-09.
    Caveats: a visitor without consent is led to a page that asks for it, which holds no jobs.
    Arguments: ``limit`` (how many articles, 20), ``details`` (1: read the ads too), ``feed`` (another).
    """

    name = "golem"
    feed_url = "https://rss.golem.de/rss.php?feed=ATOM1.0"
