"""Jobs that stand in a page's script data, often nowhere else: the box is drawn in the browser."""

from scrapers.extraction import boxes
from scrapers.extraction.job_lists import JobLists
from scrapers.extraction.page import Page
from scrapers.extraction.script_data import holds_data_of_jobs, values
from scrapers.items import JobPosting

MOST_MARKUP = 300_000
"""Characters of HTML in the data that are read as boxes."""


def find(page: Page) -> list[JobPosting]:
    """Postings of all records in scripts and attributes that look like jobs, in page order."""
    if page.kind != "html":
        return []
    lists = _read(page)
    return lists.postings or _in_markup(page, lists.markup)


def find_near_misses(page: Page) -> list[JobPosting]:
    """Records that nearly look like jobs, with the evidence."""
    return _read(page).near_misses if page.kind == "html" else []


def _read(page: Page) -> JobLists:
    lists = JobLists(page, "embedded-json")
    for where, names, value in values(page):
        lists.read(value, f"{where} $", names)
    return lists


def _in_markup(page: Page, pieces: list[tuple[str, str]]) -> list[JobPosting]:
    """Jobs of boxes that stand in the data as HTML, where the page shows none.

    Where it shows some, its scripts keep other versions of the same box, of which a reader sees one.
    """
    found: list[JobPosting] = []
    left = MOST_MARKUP
    pieces = [(where, markup) for where, markup in pieces if holds_data_of_jobs(markup)]
    if not pieces or boxes.find(page):
        return []
    page.forget_tree()
    for where, markup in pieces:
        if (left := left - len(markup)) < 0:
            continue
        piece = Page(markup, page.url)
        for posting in boxes.find(piece):
            posting.origin = "embedded-json"
            posting.where = f"{where} {posting.where or ''}".rstrip()
            found.append(posting)
        piece.forget_tree()
    return found
