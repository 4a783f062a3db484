"""IT BOLTWISE, German tech news."""

from scrapers.crawling.feed import FeedSpider


class ItBoltwise(FeedSpider):
    """Boxes headed "Stellenangebote" under the articles, without company, place and date.

    Domain: www.it-boltwise.de.
    Feed: WordPress's usual address; not seen on a saved page, and not tried from here.
    Caveats: the box holds a few ads of a board and changes from article to article.
    Arguments: ``limit`` (how many articles, 20), ``details`` (1: read the ads too), ``feed`` (another).
    """

    name = "it_boltwise"
    feed_url = "https://www.it-boltwise.de/feed"
