"""Who asks: the user agent with the address where a site's owner reaches whoever crawls."""

import logging
from importlib.metadata import version

from scrapy import Spider, signals
from scrapy.crawler import Crawler
from scrapy.http import Response
from scrapy.settings import SETTINGS_PRIORITIES

from scrapers.crawling.resolver import is_public

logger = logging.getLogger(__name__)


def user_agent(contact_url: str | None) -> str:
    """Product, version and contact, "embedded-jobs/0.1.0 (+https://…)"."""
    product = f"embedded-jobs/{version('embedded-jobs')}"
    return f"{product} (+{contact_url})" if contact_url else product


class Contact:
    """Extension: puts CONTACT_URL, wherever it was set, into the user agent; misses it at a public crawl."""

    def __init__(self, crawler: Crawler):
        settings = crawler.settings
        self.contact_url = settings.get("CONTACT_URL")
        if (settings.getpriority("USER_AGENT") or 0) <= SETTINGS_PRIORITIES["project"]:
            settings.set("USER_AGENT", user_agent(self.contact_url), priority="project")
        if not self.contact_url:
            crawler.signals.connect(self.response_received, signals.response_received)
        self.crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> "Contact":
        """Build it while the settings can still be changed."""
        return cls(crawler)

    def response_received(self, response: Response, spider: Spider) -> None:
        """Warn at the first answer from a public host."""
        if response.ip_address is not None and is_public(str(response.ip_address)):
            self.crawler.signals.disconnect(self.response_received, signals.response_received)
            logger.warning(
                "This crawl does not say who it is. Set CONTACT_URL to where site owners reach you: "
                "CONTACT_URL=https://example.org/about-our-crawler scrapy crawl %s …",
                spider.name,
            )
