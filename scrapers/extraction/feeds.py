"""Documents that are no pages: job feeds in XML, answers of boards and applicant-tracking systems in JSON."""

import re
from collections.abc import Iterator
from typing import Any

from scrapers.extraction import n_quads, xml_document
from scrapers.extraction.job_evidence import ABOUT_JOBS
from scrapers.extraction.job_lists import JobLists
from scrapers.extraction.lenient_json import load_all, value_at
from scrapers.extraction.page import Page
from scrapers.extraction.plain_text import line
from scrapers.extraction.schema_org import Graph, is_job, postings
from scrapers.extraction.title_parts import part
from scrapers.items import JobPosting

# What stands before JSON so that no browser runs it, or so that a function takes it.
_GUARDED = re.compile(
    r"\s*(?:\)\]\}',?|while\s*\(1\);|for\s*\(;;\);|/\*\*/)?\s*(?:[\w.$]{1,80}\s*\(\s*)?(?=[\[{])"
)


def find(page: Page) -> list[JobPosting]:
    """Postings of a feed or an answer, in its order."""
    return _read(page).postings


def find_near_misses(page: Page) -> list[JobPosting]:
    """Records that nearly look like jobs, with the evidence."""
    return _read(page).near_misses


def _read(page: Page) -> JobLists:
    lists = JobLists(page, "feed")
    if page.kind == "json":
        for value in load_all(page.text):
            lists.read(value, "$", _names(value))
        _part_titles(lists.postings)
    elif page.kind == "xml" and (document := xml_document.read(page.text)):
        for where, names, value in _parts(document):
            lists.read(value, where, names)
        _part_titles(lists.postings)
    elif match := _GUARDED.match(page.head):
        if read := value_at(page.text, match.end()):
            lists.read(read[0], "$")
    elif page.kind == "html" and n_quads.is_n_quads(page.head):
        nodes = [node for node in n_quads.read(page.text) if is_job(node)]
        lists.postings = postings(Graph([("$", nodes)]), page, "feed")
    return lists


def _names(channel: Any) -> tuple[str, ...]:
    """What a feed lists, as its title or link says it."""
    keys = ("title", "link", "home_page_url", "description", "subtitle")
    said = " ".join(line(channel.get(key)) or "" for key in keys) if isinstance(channel, dict) else ""
    return ("jobs",) if ABOUT_JOBS.search(said) else ()


def _part_titles(postings: list[JobPosting]) -> None:
    """Take company and place out of the titles, where the whole feed is so and no item names its company."""
    if any(posting.company for posting in postings):
        return
    for posting, parts in zip(
        postings, part([posting.title for posting in postings], feed=True), strict=True
    ):
        if parts and not (posting.location and "company" not in parts.values):
            posting.title = parts.title
            for name, value in parts.values.items():
                setattr(posting, name, getattr(posting, name) or value)


def _parts(document: dict[str, Any]) -> Iterator[tuple[str, tuple[str, ...], Any]]:
    """The items of a news feed's channels with what the channel is about; any other document whole."""
    root, content = next(iter(document.items()))
    if root.lower() not in ("rss", "feed", "rdf"):
        yield root, (root,), content
        return
    for holder in content if isinstance(content, list) else []:
        channels = holder.get("channel") if root.lower() == "rss" else [holder]
        for channel in channels if isinstance(channels, list) else []:
            if not isinstance(channel, dict):
                continue
            names = _names(channel)
            head = {key: value for key, value in channel.items() if isinstance(value, str)}
            for key in ("item", "entry"):
                if channel.get(key):
                    yield f"{root}.{key}", names, {**head, key: channel[key]}
