"""The page that is one job ad, without any markup."""

from scrapers.extraction.page import Page
from scrapers.items import JobPosting


def find(page: Page) -> list[JobPosting]:
    """The ad, or nothing."""
    return []
