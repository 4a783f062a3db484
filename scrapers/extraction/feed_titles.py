"""Titles of feeds that hold company and place as well: parted only where the whole feed is of one form."""

import re
from typing import NamedTuple

from scrapers.extraction.cues import place_score
from scrapers.extraction.titles import assess
from scrapers.items import JobPosting

LONGEST_COMPANY = 60
ALIKE, MOSTLY, HALF = 0.9, 0.6, 0.5

_COMPANY = r"(?P<company>[^\s].{0,79}?)"
_TITLE = r"(?P<title>[^\s].*)"
_PLACE_BEHIND = r"(?:\s*\((?P<place>[^()]+)\)(?:\s*\([^()]*\))*)?"
_FORMS = tuple(
    re.compile(form, re.DOTALL)
    for form in (
        rf"{_TITLE} - (?P<company>(?:(?! - ).){{1,80}}) - (?P<place>(?:(?! - ).)+)",
        rf"{_TITLE} \| (?P<company>[^|]{{1,80}}) \| (?P<place>[^|]+)",
        rf"{_COMPANY}: {_TITLE}",
        rf"{_TITLE} (?:at|@|bei|chez|hos|presso) {_COMPANY}{_PLACE_BEHIND}",
    )
)


class _Parts(NamedTuple):
    title: str
    company: str
    place: str | None


def part(postings: list[JobPosting]) -> None:
    """Take company and place out of the titles, where every title has them and no item names its company."""
    if len(postings) < 2 or any(posting.company for posting in postings):
        return
    for form in _FORMS:
        read = [_read(form, posting.title) for posting in postings]
        if _is_form_of([parts for parts in read if parts], len(postings)):
            for posting, parts in zip(postings, read, strict=True):
                if parts:
                    posting.title, posting.company = parts.title, parts.company
                    posting.location = posting.location or parts.place
            return


def _read(form: re.Pattern[str], title: str) -> _Parts | None:
    match = form.fullmatch(title)
    if not match:
        return None
    place = match.groupdict().get("place")
    return _Parts(match["title"].strip(), match["company"].strip(), place.strip() if place else None)


def _is_form_of(parts: list[_Parts], count: int) -> bool:
    """Whether a feed's titles are of a form: nearly all are, and what it makes of them reads as it should."""
    if len(parts) < ALIKE * count:
        return False
    titles = sum(assess(part.title).score > 0 for part in parts)
    companies = sum(
        len(part.company) <= LONGEST_COMPANY and assess(part.company).score <= 0 for part in parts
    )
    places = [part.place for part in parts if part.place]
    return (
        titles >= HALF * len(parts)
        and companies > MOSTLY * len(parts)
        and sum(place_score(place) >= 1 for place in places) >= HALF * len(places)
    )
