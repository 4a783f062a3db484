"""MCJ Newsletter on climate and work."""

from scrapers.crawling.feed import FeedSpider


class McjNewsletter(FeedSpider):
    """ "Title at Company" lists in the issues.

    Domain: newsletter.mcj.vc.
    Feed: <link rel="alternate"> of two issues whose saved pages show no date.
    Caveats: only issues with a list of jobs hold any.
    Arguments: ``limit`` (how many articles, 20), ``details`` (1: read the ads too), ``feed`` (another).
    """

    name = "mcj_newsletter"
    feed_url = "https://newsletter.mcj.vc/feed"
