"""Which ad a posting is: the pair (site, ref) that stays the same from crawl to crawl."""

import hashlib
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace

from scrapers.items import JobPosting
from scrapers.normalization.urls import canonical_url, names_an_ad, site

LONGEST_REF = 500
"""Characters; a longer one becomes a fingerprint (PostgreSQL indexes at most 2.7 kB)."""

# "(m/w/d)", "[all genders]", "(w|m|x)": publishers add and drop these without it being another ad.
_GENDER_MARKER = re.compile(
    r"[(\[](?:\s*[a-zäöü*]\s*[/|,:.\s]*){2,5}[)\]]|[(\[][^()\[\]]*gender[^()\[\]]*[)\]]", re.I
)
_NOT_WORD = re.compile(r"[\W_]+")


def assign_refs(postings: Iterable[JobPosting]) -> list[JobPosting]:
    """Set ``site`` and ``ref`` on the postings of one page; returns new items in the same order.

    ``ref`` is the publisher's id, else the canonical link, else "fp:" and a fingerprint. An id or a link
    that several different titles of the page share tells nothing apart and is passed over; so is a
    link to a site's front page, and one to the page itself where the page lists several ads.
    """
    postings = list(postings)
    links = [canonical_url(posting.url) for posting in postings]
    ids = [_publisher_id(posting) for posting in postings]
    shared = _shared(links, postings) | _shared(ids, postings)
    several = len({_title(posting) for posting in postings}) > 1
    assigned = []
    for posting, link, publisher_id in zip(postings, links, ids, strict=True):
        own_page = canonical_url(posting.page_url)
        if publisher_id and publisher_id not in shared:
            ref = publisher_id
        elif names_an_ad(link) and link not in shared and not (several and link == own_page):
            ref = link
        else:
            ref = fingerprint(posting)
        if len(ref) > LONGEST_REF:
            ref = "fp:" + _digest(ref)
        assigned.append(replace(posting, site=site(link) or site(own_page), ref=ref))
    return assigned


def fingerprint(posting: JobPosting) -> str:
    """ "fp:" and 20 hexadecimal digits of title, company and place, the same before and after normalising.

    It has rules of its own, so that better title or place rules do not turn every ad into a new one.
    """
    parts = _title(posting), _plain(posting.company), _plain(posting.location_raw or posting.location)
    return "fp:" + _digest("\n".join(parts))


def _publisher_id(posting: JobPosting) -> str:
    # Markup often names the employer where the ad's id belongs; an id has a digit.
    text = " ".join((posting.identifier or "").split())
    return text if any(char.isdigit() for char in text) and text != posting.company else ""


def _shared(keys: list[str], postings: list[JobPosting]) -> set[str]:
    titles = defaultdict(set)
    for key, posting in zip(keys, postings, strict=True):
        titles[key].add(_title(posting))
    return {key for key, of_key in titles.items() if len(of_key) > 1}


def _title(posting: JobPosting) -> str:
    title = posting.title_raw or posting.title
    return _plain(_GENDER_MARKER.sub(" ", title)) or _plain(title) or title


def _plain(text: str | None) -> str:
    return _NOT_WORD.sub(" ", unicodedata.normalize("NFKC", text or "").casefold()).strip()


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:20]
