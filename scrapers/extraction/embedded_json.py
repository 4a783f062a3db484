"""Jobs that stand in a page's script data, often nowhere else: the box is drawn in the browser."""

from scrapers.extraction.job_lists import JobLists
from scrapers.extraction.page import Page
from scrapers.extraction.script_data import values
from scrapers.items import JobPosting


def find(page: Page) -> list[JobPosting]:
    """Postings of all records in scripts and attributes that look like jobs, in page order."""
    return _read(page).postings if page.kind == "html" else []


def find_near_misses(page: Page) -> list[JobPosting]:
    """Records that nearly look like jobs, with the evidence."""
    return _read(page).near_misses if page.kind == "html" else []


def _read(page: Page) -> JobLists:
    lists = JobLists(page, "embedded-json")
    for where, names, value in values(page):
        lists.read(value, f"{where} $", names)
    return lists
