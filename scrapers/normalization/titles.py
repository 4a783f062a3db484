"""Clean titles: what a reader wants to see of a job title, and what stood in it besides."""

import html
import re
from dataclasses import dataclass
from functools import lru_cache

from scrapers.normalization.gazetteer import gazetteer, key
from scrapers.normalization.gender import strip_gender
from scrapers.normalization.language import language_of
from scrapers.normalization.title_fields import FIELDS, START_YEAR
from scrapers.normalization.words import LONGEST_TITLE

LARGE_CITY = 20
"""Thousands of inhabitants from which on a name that is set off is taken for a place."""


@dataclass(frozen=True, slots=True)
class CleanTitle:
    """A title for display; the other fields are what stood in it besides, as it stood."""

    title: str
    language: str | None = None
    workload: str | None = None
    contract: str | None = None
    workplace: str | None = None
    location: str | None = None
    reference: str | None = None
    start: str | None = None


def clean_title(raw: str) -> CleanTitle:
    """The title as a reader expects it, faithful where in doubt.

    Cleaning a clean title changes nothing. Only an empty or blank title gives an empty one.
    """
    return _clean(raw[:LONGEST_TITLE])


@lru_cache(maxsize=4096)
def _clean(raw: str) -> CleanTitle:
    text, taken = raw, {}
    for _ in range(6):
        before = text
        text, more = _clean_once(text)
        taken = more | taken
        if not text:
            text = _tidy(before) or _SPACE.sub(" ", before).strip()
            break
        if text == before:
            break
    start = START_YEAR.search(text)
    if start:
        taken.setdefault("start", start[1])
    return CleanTitle(text, language_of(text), **taken)


_EMOJI = re.compile(
    "[\U0001f000-\U0001faff\u2600-\u27bf\u2b00-\u2bff\ufe0e\ufe0f\u20e3\u25a0-\u25ff\u2190-\u21ff\U000e0000-\U000e007f]+"
)
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\x00-\x08\x0e-\x1f\x7f]")
_DECORATION = re.compile(
    r"[*!#=~_<>·•|-]{3,}|(?<!\w)\.{3,}|\+{3,}|!{2,}|<{2,}|>{2,}|!\s*$|\*{2,}|(?<!\w)\*+(?=\s|$)|(?<=\w)\*(?=\s|$|[,;:.)/-])"
)
_MOJIBAKE = re.compile("[\u00c2\u00c3\u00e2][\u0080-\u00bf]")
_SPACE = re.compile(r"\s+")
_EMPTY_BRACKETS = re.compile(r"\(\s*[,;:/|.*–-]*\s*\)|\[\s*[,;:/|.*–-]*\s*\]|\{\s*\}")
_LOOSE = re.compile(r"\s+\.(?=\s|$)|[\s|,;/–-]+(?=[)\]])|\s+(?=[,;:])|(?<=[(\[])[\s|,;/]+|(?<=\w)\s+(?=/\w)")
_REPEATED = re.compile(r"(?:\s+[-–—|,/]){2,}(?=\s)|,(?:\s*,)+")
_EDGES = " \t\r\n-–—|,;:·•*_~=>»«/"


def _clean_once(text: str) -> tuple[str, dict[str, str]]:
    text = _INVISIBLE.sub("", html.unescape(_repaired(text)))
    text = strip_gender(_SPACE.sub(" ", text))
    text = _tidy(_DECORATION.sub(" ", _EMOJI.sub(" ", text)))
    taken: dict[str, str] = {}
    for name, pattern in FIELDS:
        match = pattern.search(text)
        if match:
            taken[name] = _unwrapped(next(group for group in match.groups() if group))
            text = _without(text, match.start(), match.end())
    for pattern in (_PLACE_AT_END, _PLACE_IN):
        match = pattern.search(text)
        if match and "location" not in taken and _are_places(match[1], text[: match.start()]):
            taken["location"] = _unwrapped(match[1])
            text = _without(text, match.start(), match.end())
    return text, taken


def _unwrapped(value: str) -> str:
    value = value.strip(" ,")
    return value.strip("()[]") if value.count("(") != value.count(")") or value[0] in "([" else value


def _repaired(text: str) -> str:
    """UTF-8 that was read as Latin-1, read right."""
    if not _MOJIBAKE.search(text):
        return text
    try:
        return text.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return text


def _tidy(text: str) -> str:
    text = _SPACE.sub(" ", _EMPTY_BRACKETS.sub(" ", text))
    text = _REPEATED.sub(lambda match: match[0].rstrip()[-2:] if match[0][0].isspace() else ",", text)
    return _LOOSE.sub("", text).strip(_EDGES)


# Words that cannot be the last before a cut: the sentence would be torn.
_HANGING = re.compile(
    r"(?:\b(?:am|im|in|mit|bis|zu|ab|als|auch|nur|und|oder|ca|max|inkl|with|of|for|and|or|the|an?|to|up|at|from|near|je"
    r"|mindestens|maximal|davon|zunächst|vorerst|à|de|zum|zur|von|bei|für|nach|aus|den|der|die|das|dem|unsere[nrms]?|unser"
    r"|eine?[nrm]?|based|Start|Beginn|Eintritt|Niederlassung|Standort|Region|Gebiet|Raum)\.?|[&+:(\[/])\s*$",
    re.IGNORECASE,
)
_CONTINUED = re.compile(
    r"\s*(?:(?:und|oder|bis|and|or|möglich|gesucht|Basis|later|später|Jahre?n?|Monate?n?|years?|months?)\b|[%€/&]|-\w)",
    re.IGNORECASE,
)


_OPENED, _CLOSED = re.compile(r"[(\[,;|/]\s*$"), re.compile(r"\s*[)\],;|/]")


def _in_brackets(before: str) -> bool:
    return before.count("(") > before.count(")") or before.count("[") > before.count("]")


def _without(text: str, start: int, end: int) -> str:
    """``text`` without a span, if the rest still reads as a title; else as it was."""
    before, after = text[:start], text[end:]
    if _in_brackets(before) and not (_OPENED.search(before) and _CLOSED.match(after)):
        return text
    if _CONTINUED.match(after) or (_HANGING.search(before) and not _in_brackets(before)):
        return text
    rest = _tidy(f"{before} {after}")
    balanced = all(rest.count(a) == rest.count(b) for a, b in ("()", "[]"))
    if not balanced or sum(char.isalpha() for char in rest) < 3 or _HANGING.search(rest):
        return text
    return rest


_NAME = r"[A-ZÄÖÜÉÅØŁŚŽČ][\w.'’-]+(?:[ /-][A-ZÄÖÜÉÅa-z(][\w.'’)-]*){0,3}"
_NAMES = rf"{_NAME}(?:,\s{_NAME})*"
_PLACE_AT_END = re.compile(rf"(?:\s[|–—-]\s|,\s|\s\(|\s@\s?)((?:Raum |Großraum |Region )?{_NAMES})\)?$")
_PLACE_IN = re.compile(
    r"\s(?:in|im Raum|im Großraum|Raum|Großraum|am Standort|Standort|à|w|v|en)\s"
    rf"({_NAMES})(?=$|\s[|–—-]\s|\))"
)
# Towns whose names are mostly something else in titles.
_NOT_PLACES = """
    bath commerce corporate enterprise essen federal hall industry male man media mobile most nice normal
    opportunity orange progress reading sale split success surprise union
"""
_BEFORE_A_PLACE = re.compile(r"^(?:Raum|Großraum|Region|Standort)\s+")
_BETWEEN_PLACES = re.compile(r"\s?/\s?|,\s|\s(?:und|oder|or|and)\s")


def _are_places(text: str, before: str) -> bool:
    """Whether every part of a text is a city (or, after one, a country), and ``before`` ends in none."""
    known = gazetteer()
    parts = _BETWEEN_PLACES.split(_BEFORE_A_PLACE.sub("", text))
    if key(text) in _NOT_PLACES.split() or not _is_city(parts[0]):
        return False
    if not all(_is_city(part) or key(part) in known.countries for part in parts):
        return False
    words = before.split()
    return not words or not (words[-1][0].isupper() and _is_city(words[-1].strip(",")))


def _is_city(name: str) -> bool:
    cities = gazetteer().cities.get(key(name), ())
    return any(city.thousands >= LARGE_CITY for city in cities)
