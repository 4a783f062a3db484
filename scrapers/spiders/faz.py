"""Frankfurter Allgemeine Zeitung, German daily."""

from scrapers.crawling.feed import FeedSpider


class Faz(FeedSpider):
    """Jobs of the paper's own board under the articles.

    Domain: www.faz.net.
    Feed: <link rel="alternate"> of an article of 2025-04-15.
    Caveats: many articles show their beginning only; the box stands on those too.
    Arguments: ``limit`` (how many articles, 20), ``details`` (1: read the ads too), ``feed`` (another).
    """

    name = "faz"
    feed_url = "https://www.faz.net/rss/aktuell/"
