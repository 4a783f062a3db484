"""BASIC thinking, German tech and business blog."""

from scrapers.crawling.feed import FeedSpider


class Basicthinking(FeedSpider):
    """Table of jobs beside the articles, with company and place.

    Domain: www.basicthinking.de.
    Feed: <link rel="alternate"> of an article of 2018-12-05, saved in or after June 2019.
    Caveats: the table stands twice on a page; long titles were cut short in it.
    Arguments: ``limit`` (how many articles, 20), ``details`` (1: read the ads too), ``feed`` (another).
    """

    name = "basicthinking"
    feed_url = "https://www.basicthinking.de/blog/feed/"
