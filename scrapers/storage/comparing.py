"""Forms of company, title, place and text that are equal, or nearly so, where two ads mean the same."""

import re
import unicodedata
from functools import lru_cache
from hashlib import blake2b

from scrapers.normalization.places import parse_place
from scrapers.storage.rows import Row

NEARLY_THE_SAME = 0.8
"""Share of word triples that two descriptions must have in common."""
SHORTEST_DESCRIPTION = 30
"""Words; what is shorter says of many jobs the same."""

_WORD = re.compile(r"[\w+#]+")
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "ø": "o", "ł": "l", "æ": "ae"})

# Words behind a company's name that do not tell one company from another; and before it.
_NOT_OF_THE_NAME = frozenset(
    {"group", "gruppe", "unternehmensgruppe", "firmengruppe", "holding", "deutschland", "germany", "europe"}
)
_ARTICLES = frozenset({"die", "der", "das", "the"})

_SAME_WORDS = {
    "sr": "senior",
    "jr": "junior",
    "kauffrau": "kaufmann",
    "fachfrau": "fachmann",
}
_FRAMES = frozenset({"neu", "new", "dringend", "urgent", "gesucht", "wanted", "hiring"})
"""Words around a title that say nothing of the job."""


def job_key(row: Row) -> str | None:
    """Company and title, and the place where there is one, as two short digests with a colon between.

    None where company or title is unknown. Without a place the key ends with the colon: it finds the ads
    that may be the same job, and proves nothing.
    """
    company, title, place = company_form(row["company_key"]), title_form(row), place_form(row)
    if not (company and title):
        return None
    name = _digest("\n".join((company, title)))
    return f"{name}:{_place_digest(place) if place else ''}"


def url_key(row: Row) -> str | None:
    """Same ad behind the same address; None where the address may stand for several ads.

    Title and place belong to it, for a list that gives its own address to all its ads.
    """
    url = address(row)
    return url and "\n".join((url, title_form(row), place_form(row)))


def address(row: Row) -> str | None:
    """URL of the ad; None where there is none, or its publisher has it for several ads."""
    return None if row["ref"].startswith("fp:") else row["url"] or None


def reference(row: Row) -> str | None:
    """The employer's or publisher's number of the ad; None where it has none that could be compared."""
    text = fold(row["identifier"] or "")
    return text if len(text) >= 4 and any(char.isdigit() for char in text) else None


def address_number(row: Row) -> str | None:
    """Number in the path of the ad's address, by which a site tells its ads apart."""
    numbers = _NUMBERS.findall((row["url"] or "").partition("?")[0])
    return numbers[-1] if numbers else None


_NUMBERS = re.compile(r"(?<=[/\-_.=,])\d{3,}(?=$|[/\-_.,])")


@lru_cache(maxsize=10_000)  # the same companies, places and titles come again and again
def company_form(company_key: str | None) -> str:
    """A company's key without what does not tell it from others ("Group", "Deutschland")."""
    words = (company_key or "").split()
    while len(words) > 1 and words[-1] in _NOT_OF_THE_NAME:
        words.pop()
    return "".join(words[1:] if len(words) > 1 and words[0] in _ARTICLES else words)


def title_form(row: Row) -> str:
    """Title without case, spaces and hyphens, and without the ad's own place and company at its end."""
    return _title_form(row["title"], row["city"] or "", row["company_key"] or "")


@lru_cache(maxsize=10_000)
def _title_form(title: str, city: str, company: str) -> str:
    words = [_SAME_WORDS.get(word) or _one_gender(word) for word in _WORD.findall(_plain(title))]
    while len(words) > 1 and words[0] in _FRAMES:
        words.pop(0)
    while len(words) > 1 and words[-1] in _FRAMES:
        words.pop()
    for end in (_words(city), _words(company)):
        if not end or words[-len(end) :] != end:
            continue
        for link in ("in", "at", "bei", "fuer", None):
            tail = [link, *end] if link else end
            if len(words) > len(tail) and words[-len(tail) :] == tail:
                words = words[: -len(tail)]
    return "".join(words)


def _one_gender(word: str) -> str:
    return word[:-2] if word.endswith("erin") and len(word) > 7 else word


@lru_cache(maxsize=10_000)
def _words(text: str) -> list[str]:
    return _WORD.findall(_plain(text))


def place_form(row: Row) -> str:
    """City with region and country where it is known, all cities where there are several, else the words."""
    return _place_form(row["location"] or "", row["city"], row["region"], row["country"])


@lru_cache(maxsize=10_000)
def _place_form(location: str, city: str | None, region: str | None, country: str | None) -> str:
    if ";" in location:
        places = [parse_place(one) for one in location.split(";")]
        shown = [one.city or fold(text) for one, text in zip(places, location.split(";"), strict=True)]
        return ";".join(sorted({fold(one) for one in shown} - {""}))
    if city:
        several = sorted({fold(place.city) for place in parse_place(location).all if place.city})
        if len(several) > 1:
            return ";".join(several)
        return "|".join((fold(city), fold(region or ""), country or ""))
    return fold(location)


def names_place(row: Row, place_of: Row) -> bool:
    """Whether an ad's own words name the place that another ad gives."""
    text = f" {_fold(row['title_raw'])} {_fold(row['description'] or '')} "
    names = {fold(name or "") for name in (place_of["city"], place_of["location"])} - {""}
    return any(f" {name} " in text for name in names)


def nearly_the_same(one: str | None, other: str | None) -> bool:
    """Whether two descriptions are long enough to tell a job, and nearly the same word by word."""
    if not one or not other:
        return False
    ours, theirs = _triples(one), _triples(other)
    if min(len(ours), len(theirs)) < SHORTEST_DESCRIPTION:
        return False
    return len(ours & theirs) >= NEARLY_THE_SAME * len(ours | theirs)


@lru_cache(maxsize=256)
def _triples(text: str) -> frozenset[tuple[str, str, str]]:
    words = _fold(text[:_LONGEST_COMPARED]).split()
    return frozenset(zip(words, words[1:], words[2:], strict=False))


_LONGEST_COMPARED = 20_000


@lru_cache(maxsize=10_000)
def fold(text: str) -> str:
    """Words of a short text without case, accents and punctuation; umlauts as two letters."""
    return _fold(text)


def _fold(text: str) -> str:
    return " ".join(_WORD.findall(_plain(text)))


def _plain(text: str) -> str:
    """Text without case and accents."""
    plain = text.lower()
    if plain.isascii() or (plain := plain.translate(_UMLAUTS)).isascii():
        return plain  # as nearly always, and at a fifth of the cost
    composed = unicodedata.normalize("NFKC", text).casefold()
    decomposed = unicodedata.normalize("NFKD", composed.translate(_UMLAUTS))
    return "".join(char for char in decomposed if not unicodedata.combining(char))


def _digest(words: str) -> str:
    return blake2b(words.encode("utf-8", "replace"), digest_size=8).hexdigest()


_place_digest = lru_cache(maxsize=10_000)(_digest)
