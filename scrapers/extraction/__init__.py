"""A page in, its job postings out.

Each extractor is a module with one function ``find(page: Page) -> list[JobPosting]``: postings in document
order, links absolute (``page.link``), values as the page shows them (``fold``), ``where``, ``score`` and
``evidence`` filled, ``origin`` set. It may raise: the entry takes it as "found nothing" and goes on.
``merge`` brings the lists together: one posting a job, fields by trust in their origin, in page order.
"""

import gc
import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib import import_module

from scrapers.extraction import ad, boxes, embedded_json, feeds
from scrapers.extraction.ad import SIMILAR
from scrapers.extraction.merge import merge, title_key
from scrapers.extraction.page import Page
from scrapers.items import JobPosting

logger = logging.getLogger(__name__)

# In the order of trust: what a publisher says in data beats what a reader would gather from the layout.
_DATA = ("json_ld", "microdata", "rdfa", "embedded_json", "feeds")
EXTRACTORS = (*_DATA, "ad", "boxes")


@dataclass(slots=True)
class Explanation:
    """What `scrapy probe` prints of a page."""

    postings: list[JobPosting] = field(default_factory=list)
    near_misses: list[JobPosting] = field(default_factory=list)
    page_title: str | None = None


_FINDERS: dict[str, Callable[[Page], list[JobPosting]]] = {
    name: import_module(f"{__name__}.{name}").find for name in EXTRACTORS
}


def extract_jobs(body: bytes | str, url: str, *, content_type: str | None = None) -> list[JobPosting]:
    """All postings of a page (HTML, XML or JSON), in page order, each once; never raises for what a page
    contains."""
    with _collecting_later():
        return _read(Page(body, url, content_type))


def explain(
    body: bytes | str, url: str, *, content_type: str | None = None, with_near_misses: bool = True
) -> Explanation:
    """What extract_jobs returns, and what it nearly returned, with the evidence for both.

    Near misses cost as much again as the postings: a crawl, where nobody sees them, does without.
    """
    with _collecting_later():
        page = Page(body, url, content_type)
        postings = _read(page)
        if not with_near_misses:
            return Explanation(postings, page_title=page.title)
        known = {title_key(posting.title) for posting in postings}
        near = [posting for posting in _near_misses(page) if title_key(posting.title) not in known]
        return Explanation(postings, near, page.title)


@contextmanager
def _collecting_later() -> Iterator[None]:
    """Pause the search for reference cycles, a third of the cost: a page's many small objects make none."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _read(page: Page) -> list[JobPosting]:
    found = {name: _run(name, find, page) for name, find in _FINDERS.items()}
    data = [posting for name in _DATA for posting in found.get(name, ())]
    ads = found.get("ad", [])
    if data:
        # Data that publishers write for machines names the ad better; its page may still say that it is gone.
        keys = {title_key(posting.title) for posting in data}
        ads = found["ad"] = [posting for posting in ads if title_key(posting.title) in keys]
    own = [posting for posting in found.get("boxes", ()) if not SIMILAR.search(posting.box_heading or "")]
    listed = [title_key(posting.title) for posting in own]
    if len(listed) > 2 and not data:
        # The title that heads a list is the list's first item, not the page.
        ads = found["ad"] = [posting for posting in ads if title_key(posting.title) not in listed]
    if ads or len(data) == 1:
        found["boxes"] = own
    postings = merge(list(found.values()))
    page.forget_tree()
    for position, posting in enumerate(postings, 1):
        posting.position = position
        posting.page_url = posting.page_url or page.url
        posting.page_title = page.title
    return postings


def _run(name: str, find: Callable[[Page], list[JobPosting]], page: Page) -> list[JobPosting]:
    try:
        return find(page)
    except Exception:
        # A page is untrusted input: whatever it does to one extractor, the others still read it.
        logger.warning("Extractor %s failed on %s", name, page.url, exc_info=True)
        return []


def _near_misses(page: Page) -> list[JobPosting]:
    try:
        possible = ad.judge(page)
        near = [possible] if possible is not None and 0.1 < possible.score <= 0.5 else []
        in_data = embedded_json.find_near_misses(page) + feeds.find_near_misses(page)
        return near + boxes.judge(page)[1] + in_data
    except Exception:
        logger.warning("No near misses for %s", page.url, exc_info=True)
        return []
