"""Osthessen|News, regional news of East Hesse."""

from scrapers.crawling.feed import FeedSpider


class OsthessenNews(FeedSpider):
    """Jobs of the region beside the articles.

    Domain: osthessen-news.de.
    Feed: <link rel="alternate"> of an article of 2023-11-06.
    Caveats: regional: most jobs are not in technology.
    Arguments: ``limit`` (how many articles, 20), ``details`` (1: read the ads too), ``feed`` (another).
    """

    name = "osthessen_news"
    feed_url = "https://osthessen-news.de/rss_feed.xml"
