"""Boxes: regions of a page that list jobs."""

from scrapers.extraction.page import Page
from scrapers.items import JobPosting


def find(page: Page) -> list[JobPosting]:
    """Postings of all boxes of the page, in document order."""
    return []
