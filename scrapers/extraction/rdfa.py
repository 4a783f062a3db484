"""RDFa: elements with typeof and property, or rel."""

from scrapers.extraction.marked_items import Syntax, find_items
from scrapers.extraction.page import Page
from scrapers.items import JobPosting

_SYNTAX = Syntax(scope="typeof", type="typeof", property="property", relation="rel")


def find(page: Page) -> list[JobPosting]:
    """Postings of all RDFa items of type JobPosting, in document order."""
    if not page.mentions_job_posting or b"typeof" not in page.lower_source or page.kind != "html":
        return []
    return find_items(page, _SYNTAX, "rdfa")
