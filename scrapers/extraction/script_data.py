"""Values that pages keep in scripts and attributes: JSON, literals in JavaScript, payloads of frameworks."""

import html
import re
from collections.abc import Iterator
from typing import Any

from scrapers.extraction import hydration
from scrapers.extraction.job_evidence import JOB_LINK
from scrapers.extraction.lenient_json import decoded, load, load_all, string_at, value_at
from scrapers.extraction.page import Page

MOST_CHARACTERS = 6_000_000
MOST_LITERALS = 60
"""Literals read of one script."""
MOST_ATTRIBUTES = 200
MOST_NAME = 120

# Counted in whole pages, so they are few, and without a first letter that may be a capital.
_HINTS = ("job", "Job", "acanc", "osting", "tellena", "equisition")
_MORE_HINTS = (
    "tellen", "pening", "osition", "mploi", "mpleo", "ferta", "ferty", "abidk", "abídk", "areer", "arriere",
    "agas", "rabajo", "avoro", "m/w", "w/m", "h/f", "mploy", "offer", "rbeit",
)  # fmt: skip
SEVERAL = 4

_TITLE_KEY = re.compile(
    r"(?:title|titel|name|text|headline|position|bezeichnung|nazev|titulo|titre)\w{0,20}\\*[\"']?\s*:",
    re.IGNORECASE,
)
_LITERAL = re.compile(r"""=\s*(?=[\[{])|\(\s*(?=\[?\{\s*")|:\s*(?=\[\s*\{)|\breturn\s*(?=\{)""")
_PARSED_STRING = re.compile(r"""JSON\.parse\(\s*(?:decodeURIComponent\(\s*)?(?=["'`])""")
_LIKE_DATA = re.compile(r"""[\[{]\s*(?:["'\[{]|[\w$]+\s*:)""")
_NAME_BEFORE = re.compile(r"""([\w$.\-\[\]"']+)\s*$""")
_NAME_PARTS = re.compile(r"[A-Za-z_$][\w$-]*")
_ATTRIBUTE = re.compile(r"""\s([\w:@.-]{1,60})\s*=\s*(?:"(\s*[\[{][^"]{40,})"|'(\s*[\[{][^']{40,})')""")
_ATTRIBUTE_MARKS = ("{&quot;", "{&#34;", "='{\"", "='[{\"")

Found = tuple[str, tuple[str, ...], Any]
"""Where a value stands, the names of what holds it, the value."""


def values(page: Page) -> Iterator[Found]:
    """Every parsed value of a page's scripts and attributes that may hold jobs, in page order.

    Most pages link to their employer's jobs somewhere in their data. To be worth parsing, a source must speak
    of jobs several times, unless the page does so by its address or title.
    """
    hints, least = _HINTS, SEVERAL
    if _is_about_jobs(page):
        hints, least = (*_HINTS, *_MORE_HINTS), 1
    if not _speaks(page.text, hints, least):
        return
    flight: list[str] = []
    for number, script in enumerate(page.scripts, 1):
        text = script.text() or ""
        if not 40 <= len(text) <= MOST_CHARACTERS:
            continue
        if "__next_f" in text:
            flight.extend(hydration.pushed_strings(text))
        elif _speaks(text, hints, least) and _TITLE_KEY.search(text):
            yield from _script_values(script.attributes, text, f"script[{number}]", hints, least)
    if flight and _speaks(text := "".join(flight), hints, least):
        for row, value in hydration.flight_rows(text):
            yield f"flight[{row}]", (), value
    yield from _attribute_values(page.text, hints)


def _speaks(text: str, hints: tuple[str, ...], least: int) -> bool:
    """Whether a source holds hints of jobs at least so many times."""
    found = 0
    for hint in hints:
        found += text.count(hint)
        if found >= least:
            return True
    return False


def _is_about_jobs(page: Page) -> bool:
    start = page.text.find("<title")
    head = page.text[start : start + 300] if start >= 0 else ""
    return bool(JOB_LINK.search(page.url)) or _speaks(head, _HINTS, 1)


def _script_values(
    attributes: dict[str, str | None], text: str, where: str, hints: tuple[str, ...], least: int
) -> Iterator[Found]:
    kind = (attributes.get("type") or "").lower()
    if "ld+json" in kind:
        return
    if "json" in kind:
        names = _names(attributes.get("id") or attributes.get("class") or "")
        for value in load_all(html.unescape(text) if '"' not in text else text):
            yield where, names, hydration.hydrated(value)
    elif not kind or "javascript" in kind or kind in ("module", "text/babel"):
        for name, value in _literals(text, hints, least):
            yield f"{where} {name}".rstrip(), _names(name), hydration.hydrated(value)


def _names(name: str) -> tuple[str, ...]:
    return tuple(_NAME_PARTS.findall(name))


# --- JavaScript -------------------------------------------------------------------------------------------


def _literals(text: str, hints: tuple[str, ...], least: int) -> Iterator[tuple[str, Any]]:
    """Objects and lists that a script assigns, passes or returns, with the name they go to."""
    bare = text.strip().rstrip(";")
    if bare[:1] in ("{", "[") and bare[-1:] in ("}", "]") and (value := load(bare)) is not None:
        yield "", value
        return
    meanings = hydration.arguments(text)
    position = attempts = 0
    while attempts < MOST_LITERALS and (match := _LITERAL.search(text, position)):
        position = match.end()
        if not _LIKE_DATA.match(text, position):
            continue
        name = _name_before(text, match.start()) if match[0][0] in "=:" else ""
        if match[0][0] == ":" and not _speaks(name, hints, 1):
            continue
        attempts += 1
        if (read := value_at(text, position)) is None:
            continue
        value, end = read
        # The end of a literal that is no JSON is not known; what stands in it may be read again.
        source = text[position:end] if end > position else text[position : position + 100_000]
        position = max(position, end)
        if isinstance(value, (dict, list)) and value and _speaks(f"{name} {source}", hints, min(least, 2)):
            yield name, hydration.replaced(value, meanings)
    yield from _parsed_strings(text, hints)


def _parsed_strings(text: str, hints: tuple[str, ...]) -> Iterator[tuple[str, Any]]:
    """Values that a script parses out of a string literal."""
    for match in _PARSED_STRING.finditer(text):
        literal = string_at(text, match.end())
        if literal and _speaks(literal[0], hints, 1) and (value := load(decoded(literal[0]))) is not None:
            before = text[max(0, match.start() - MOST_NAME) : match.start()].rstrip()
            yield _name_before(before, len(before) - 1) if before.endswith("=") else "", value


def _name_before(text: str, end: int) -> str:
    match = _NAME_BEFORE.search(text[max(0, end - MOST_NAME) : max(0, end)])
    return match[1].strip("\"'") if match else ""


# --- Attributes -------------------------------------------------------------------------------------------


def _attribute_values(text: str, hints: tuple[str, ...]) -> Iterator[Found]:
    """JSON in attributes: data-props="{&quot;jobs&quot;:…}"."""
    if not any(mark in text for mark in _ATTRIBUTE_MARKS):
        return
    attempts = 0
    for match in _ATTRIBUTE.finditer(text):
        source = match[2] or match[3]
        if len(source) > MOST_CHARACTERS or not _speaks(f"{match[1]} {source}", hints, 1):
            continue
        attempts += 1
        if attempts > MOST_ATTRIBUTES:
            return
        source = html.unescape(source)
        if _TITLE_KEY.search(source) and (value := load(source)) is not None:
            yield f"[{match[1]}]", _names(match[1]), hydration.hydrated(value)
