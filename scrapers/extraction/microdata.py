"""Microdata: elements with itemscope, itemtype and itemprop."""

from scrapers.extraction.marked_items import Syntax, find_items
from scrapers.extraction.page import Page
from scrapers.items import JobPosting

_SYNTAX = Syntax(scope="itemscope", type="itemtype", property="itemprop")


def find(page: Page) -> list[JobPosting]:
    """Postings of all Microdata items of type JobPosting, in document order."""
    if page.kind != "html" or "JobPosting" not in page.text or "itemprop" not in page.text:
        return []
    return find_items(page, _SYNTAX, "microdata")
