"""JSON-LD: scripts of type application/ld+json that hold schema.org JobPostings."""

from scrapers.extraction.lenient_json import load_all
from scrapers.extraction.page import Page
from scrapers.extraction.schema_org import Graph, postings
from scrapers.items import JobPosting

MOST_CHARACTERS = 3_000_000
"""Of all JSON-LD scripts of a page together."""


def find(page: Page) -> list[JobPosting]:
    """Postings of all JSON-LD scripts of a page; a script that cannot be read costs only itself."""
    if not page.mentions_job_posting or b"ld+json" not in page.lower_source or page.kind != "html":
        return []
    values = []
    left = MOST_CHARACTERS
    for number, script in enumerate(page.scripts, 1):
        if "ld+json" not in (script.attributes.get("type") or "").lower():
            continue
        text = script.text() or ""
        left -= len(text)
        if left < 0:
            break
        for index, value in enumerate(load_all(text)):
            path = f"script[{number}] $" if index == 0 else f"script[{number}] ${index + 1}"
            values.append((path, value))
    return postings(Graph(values), page, "json-ld")
