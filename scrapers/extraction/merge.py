"""One answer a page: the same job found by several extractors comes back once, in page order.

Lists come in the order of trust. Of one job, each field is taken from the most trusted list that has it;
``origins`` says which that was. Every list is in document order, so a posting that only a later list has
is put behind the neighbour that precedes it there.
"""

import re
from collections import defaultdict
from urllib.parse import parse_qsl, urlsplit

from scrapers.extraction.page import host_of
from scrapers.extraction.titles import MARKER
from scrapers.items import JobPosting

_FIELDS = (
    "title", "url", "company", "location", "date_posted", "valid_through", "employment_type", "base_salary",
    "workplace", "identifier", "description",
)  # fmt: skip
_TRACKING = (
    "utm_",
    "gclid",
    "fbclid",
    "cid",
    "ref",
    "src",
    "source",
    "campaign",
    "jw_chl",
    "feed",
    "trk",
    "context",
)

_MARKED_UP = ("json-ld", "microdata", "rdfa")
_GOES_ON = re.compile(r"\s*(?:[-–—|,:(@]|(?:at|bei|chez|in)\s)")


def merge(lists: list[list[JobPosting]]) -> list[JobPosting]:
    """Postings of all lists, most trusted list first, each job once."""
    merged: list[JobPosting] = []
    by_title: dict[str, list[JobPosting]] = defaultdict(list)
    owners: dict[int, int] = {}
    subject = _subject(lists)
    for number, postings in enumerate(lists):
        place = 0
        for posting in postings:
            if subject and _repeats(subject, posting):
                continue
            key = title_key(posting.title)
            twin = next(
                (known for known in by_title[key] if _same(known, posting, owners[id(known)] == number)), None
            )
            if twin is not None:
                _complete(twin, posting)
                owners[id(twin)] = number
                place = _index(merged, twin) + 1
                continue
            _remember_origins(posting)
            place = place if number else len(merged)
            merged.insert(place, posting)
            place += 1
            by_title[key].append(posting)
            owners[id(posting)] = number
    return merged


def _subject(lists: list[list[JobPosting]]) -> JobPosting | None:
    """The one job that data says the page is about."""
    said = [posting for postings in lists for posting in postings if posting.origin in _MARKED_UP]
    return said[0] if len({title_key(posting.title) for posting in said}) == 1 else None


def _repeats(subject: JobPosting, posting: JobPosting) -> bool:
    """Whether a title of the layout is the page's subject once more: its link leads to a page below the ad,
    where one applies, or it stands alone ("Nurse at Acme")."""
    if posting.origin != "box":
        return False
    one, other = title_key(posting.title), title_key(subject.title)
    if subject.url and one in other and (posting.url or "").startswith(subject.url.rstrip("/") + "/"):
        return True
    if not any(reason.endswith(" alone") for reason in posting.evidence):
        return False
    head, rest = posting.title[: len(subject.title)], posting.title[len(subject.title) :]
    return one == other or (head.casefold() == subject.title.casefold() and bool(_GOES_ON.match(rest)))


def title_key(title: str) -> str:
    """A title reduced to what two showings of it have in common."""
    bare = MARKER.sub(" ", title)
    return "".join(c for c in bare.casefold() if c.isalnum() or c in "+#") or title.casefold()


def _same(known: JobPosting, other: JobPosting, same_list: bool) -> bool:
    """Whether two postings of one title are one job."""
    if "ad" in (known.origin, other.origin):
        # The page itself: what data or a box say of a job of this title is about the same.
        return True
    if _differ(known.company, other.company):
        return False
    if known.url and other.url and _in_page(known) == _in_page(other):
        one, two = _address(known.url), _address(other.url)
        if one == two or (one[1] == two[1] and any(_is_id(value) for _, value in one[-1] & two[-1])):
            return True
        # Another extractor may know the ad under another address; one extractor does not.
        return not same_list and not _differ(known.location, other.location)
    return not _differ(known.location, other.location)


def _in_page(posting: JobPosting) -> bool:
    """Whether a posting's link leads to a part of a page, where another list may show it in full."""
    return "#" in (posting.url or "") and posting.origin == "box"


def _differ(one: str | None, other: str | None) -> bool:
    if not one or not other:
        return False
    a, b = (("".join(c for c in text.casefold() if c.isalnum())) for text in (one, other))
    return a not in b and b not in a


def _address(url: str) -> tuple:
    """What of a URL names the ad: host, path and the parameters that are not for counting visitors."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return url, "", frozenset()
    query = frozenset(pair for pair in parse_qsl(parts.query) if not pair[0].lower().startswith(_TRACKING))
    return host_of(url), parts.path.rstrip("/"), query


def _is_id(value: str) -> bool:
    return len(value) >= 5 and sum(c.isdigit() for c in value) * 2 > len(value)


def _remember_origins(posting: JobPosting) -> None:
    for name in _FIELDS:
        if getattr(posting, name):
            posting.origins.setdefault(name, posting.origin)


def _complete(posting: JobPosting, other: JobPosting) -> None:
    for name in _FIELDS:
        value = getattr(other, name)
        if value and not getattr(posting, name):
            setattr(posting, name, value)
            posting.origins[name] = other.origins.get(name, other.origin)
    if posting.title.endswith(("...", "…")) and not other.title.endswith(("...", "…")):
        posting.title = other.title
        posting.origins["title"] = other.origin
    posting.box_heading = posting.box_heading or other.box_heading
    posting.gone = posting.gone or other.gone


def _index(postings: list[JobPosting], wanted: JobPosting) -> int:
    return next(index for index, posting in enumerate(postings) if posting is wanted)
