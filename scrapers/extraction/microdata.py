"""Microdata: elements with itemscope, itemtype and itemprop."""

from scrapers.extraction.marked_items import Syntax, find_items
from scrapers.extraction.page import Page
from scrapers.items import JobPosting

_SYNTAX = Syntax(scope="itemscope", type="itemtype", property="itemprop")


def find(page: Page) -> list[JobPosting]:
    """Postings of all Microdata items of type JobPosting, in document order."""
    if not page.mentions_job_posting or b"itemprop" not in page.lower_source or page.kind != "html":
        return []
    return find_items(page, _SYNTAX, "microdata")
