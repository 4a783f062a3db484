"""A page in, its job postings out.

Each extractor is a module with one function ``find(page: Page) -> list[JobPosting]``: postings in document order,
links absolute (``page.link``), values as the page shows them (``fold``), ``where``, ``score`` and ``evidence``
filled, ``origin`` set. It may raise: the entry takes it as "found nothing" and goes on. ``merge`` brings the lists
together: one posting a job, fields by trust in their origin, in page order.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from importlib import import_module

from scrapers.extraction.merge import merge
from scrapers.extraction.page import Page
from scrapers.items import JobPosting

logger = logging.getLogger(__name__)

# In the order of trust: what a publisher says in data beats what a reader would gather from the layout.
EXTRACTORS = ("json_ld", "microdata", "rdfa", "embedded_json", "feeds", "boxes", "ad")


@dataclass(slots=True)
class Explanation:
    """What `scrapy probe` prints of a page."""

    postings: list[JobPosting] = field(default_factory=list)
    near_misses: list[JobPosting] = field(default_factory=list)
    page_title: str | None = None


def _load() -> dict[str, Callable[[Page], list[JobPosting]]]:
    found = {}
    for name in EXTRACTORS:
        try:
            found[name] = import_module(f"{__name__}.{name}").find
        except ModuleNotFoundError:
            continue
    return found


_FINDERS = _load()


def extract_jobs(body: bytes | str, url: str, *, content_type: str | None = None) -> list[JobPosting]:
    """All postings of a page (HTML, XML or JSON), in page order, each once; never raises for what a page contains."""
    return _read(Page(body, url, content_type))


def explain(body: bytes | str, url: str, *, content_type: str | None = None) -> Explanation:
    """What extract_jobs returns, and what it nearly returned, with the evidence for both."""
    page = Page(body, url, content_type)
    postings = _read(page)
    return Explanation(postings, [], page.title)


def _read(page: Page) -> list[JobPosting]:
    lists = []
    for name, find in _FINDERS.items():
        try:
            lists.append(find(page))
        except Exception:
            # A page is untrusted input: whatever it does to one extractor, the others still read it.
            logger.debug("extractor %s failed on %s", name, page.url, exc_info=True)
    postings = merge(lists)
    for position, posting in enumerate(postings, 1):
        posting.position = position
        posting.page_url = posting.page_url or page.url
        posting.page_title = page.title
    return postings
