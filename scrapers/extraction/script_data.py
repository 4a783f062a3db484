"""Values that pages keep in scripts and attributes: JSON, literals in JavaScript, payloads of frameworks."""

import html
import re
from collections.abc import Callable, Iterator
from typing import Any

from scrapers.extraction import hydration
from scrapers.extraction.density import is_too_dense
from scrapers.extraction.job_evidence import JOB_LINK
from scrapers.extraction.lenient_json import decoded, load, load_all, string_at, value_at
from scrapers.extraction.page import Page

MOST_CHARACTERS = 6_000_000
MOST_ATTRIBUTE = 500_000
MOST_LITERALS = 60
"""Literals read of one script."""
MOST_MEMBER = 100_000
"""Characters in which a member of an object that is code must speak of jobs."""
MOST_ATTRIBUTES = 60
MOST_NAME = 120

# Looking through every page for a word costs a sixteenth of parsing it, so beside "job" it is one.
_PAGE_HINT, _GERMAN_PAGE_HINT = re.compile(rb"vacanc"), re.compile(rb"stellenan")
# Without a first letter that may be a capital.
_HINTS = ("job", "Job", "acanc", "osting", "tellena", "equisition")
_MORE_HINTS = (
    "tellen", "pening", "osition", "mploi", "mpleo", "ferta", "ferty", "abidk", "abídk", "areer", "arriere",
    "agas", "rabajo", "avoro", "m/w", "w/m", "h/f", "mploy", "offer", "rbeit",
)  # fmt: skip
SEVERAL = 3
MOST_BETWEEN = 60_000
"""Characters of data for which one more word of jobs must stand in it."""
ALWAYS_ENOUGH = 8
"""As many as three jobs bring with them, however large the state is that they stand in."""
# Where a word stands in data and not in prose: in a key, or in a path.
_QUOTE = r"""(?:\\*["']|\\u0022|\\x22|&quot;|&#34;|%22)"""
_IN_KEY = re.compile(rf"""[\w-]{{0,40}}{_QUOTE}\s*[:,]""")
_IN_PATH = re.compile(r"""[\w.-]{0,80}[/?"'&\\]""")

_PATH_SIGNS = ("/", ".", "-", "_")
_TITLE_KEY = re.compile(
    rf"(?:title|titel|name|text|headline|position|bezeichnung|nazev|titulo|titre)\w{{0,20}}(?:{_QUOTE}\s*[:,]|\s*:)",
    re.IGNORECASE,
)
_LINK_END = re.compile(r"<\\*/a>")
_LITERAL = re.compile(r"""=\s*(?=[\[{])|[(,]\s*(?=\[?\{\s*")|:\s*(?=\[\s*\{)|\breturn\s*(?=\{)""")
_PARSED_STRING = re.compile(
    r"""(?:JSON\.parse\(\s*(?:decodeURIComponent\(\s*)?|streamController\.enqueue\(\s*)(?=["'`])|=\s*(?=["'`]\s*\[?\s*\{\s*\\?")"""
)
_LIKE_DATA = re.compile(r"""[\[{]\s*(?:["'\[{]|[\w$]+\s*:)""")
_NAME_BEFORE = re.compile(r"""([\w$.\-\[\]"']+)\s*$""")
_NAME_PARTS = re.compile(r"[A-Za-z_$][\w$-]*")
_ATTRIBUTE = re.compile(rb"""=\s?(["'])(?=\s{0,20}[\[{])""")
_ATTRIBUTE_NAME = re.compile(rb"""\s([\w:@.-]{1,60})\s?$""")

Found = tuple[str, tuple[str, ...], Any]
"""Where a value stands, the names of what holds it, the value."""
Speaks = Callable[[str], bool]
"""Whether a source says enough of jobs to be worth parsing."""


def values(page: Page) -> Iterator[Found]:
    """Every parsed value of a page's scripts and attributes that may hold jobs, in page order.

    Most pages link to their employer's jobs somewhere in their data. To be worth parsing, a source must speak
    of jobs several times, unless the page does so by its address or title.
    """
    about_jobs = _is_about_jobs(page)
    if not about_jobs and not _may_hold_jobs(page):
        return
    speaks = _mentions_a_job if about_jobs else holds_data_of_jobs
    flight: list[str] = []
    for number, script in enumerate(page.scripts, 1):
        if not 40 <= len(script) <= MOST_CHARACTERS:
            continue
        text = script.text()
        if "__next_f" in text:
            flight.extend(hydration.pushed_strings(text))
        elif speaks(text) and (_TITLE_KEY.search(text) or _LINK_END.search(text)):
            yield from _script_values(script.attributes, text, f"script[{number}]", speaks)
    if flight and speaks(text := "".join(flight)):
        for row, value in hydration.flight_rows(text):
            yield f"flight[{row}]", (), value
    yield from _attribute_values(page, speaks)


def _may_hold_jobs(page: Page) -> bool:
    """Whether a page says a word of jobs several times anywhere."""
    if page.jobs_said >= SEVERAL:
        return True
    german = b'lang="de' in page.lower_source[:2000]
    hint = _GERMAN_PAGE_HINT if german else _PAGE_HINT
    return len(hint.findall(page.lower_source)) >= SEVERAL


def _mentions_a_job(text: str) -> bool:
    """Whether a source holds any word of jobs."""
    return any(hint in text for hint in _HINTS) or any(hint in text for hint in _MORE_HINTS)


def holds_data_of_jobs(text: str) -> bool:
    """Whether a source has a word of jobs in its keys or paths, several times; the longer it is, the more."""
    found, enough = 0, min(SEVERAL + len(text) // MOST_BETWEEN, ALWAYS_ENOUGH)
    for hint in _HINTS:
        start = text.find(hint)
        while start >= 0:
            end = start + len(hint)
            found += bool(
                _IN_KEY.match(text, end)
                or (text[start - 1 : start] in _PATH_SIGNS and _IN_PATH.match(text, end))
            )
            if found >= enough:
                return True
            start = text.find(hint, end)
    return False


def _is_about_jobs(page: Page) -> bool:
    start = page.source.find(b"<title")
    head = page.source[start : start + 300].decode("utf-8", "replace") if start >= 0 else ""
    return bool(JOB_LINK.search(page.url)) or any(hint in head for hint in _HINTS)


def _script_values(
    attributes: dict[str, str | None], text: str, where: str, speaks: Speaks
) -> Iterator[Found]:
    kind = (attributes.get("type") or "").lower()
    if "ld+json" in kind:
        return
    if "json" in kind:
        names = _names(attributes.get("id") or attributes.get("class") or "")
        for value in load_all(html.unescape(text) if '"' not in text else text):
            yield where, names, hydration.hydrated(value)
    elif not kind or "javascript" in kind or kind in ("module", "text/babel"):
        for name, value in _literals(text, speaks):
            yield f"{where} {name}".rstrip(), _names(name), hydration.hydrated(value)


def _names(name: str) -> tuple[str, ...]:
    return tuple(_NAME_PARTS.findall(name))


# --- JavaScript -------------------------------------------------------------------------------------------


def _literals(text: str, speaks: Speaks) -> Iterator[tuple[str, Any]]:
    """Objects and lists that a script assigns, passes or returns, with the name they go to."""
    bare = text.strip().rstrip(";")
    if bare[:1] in ("{", "[") and bare[-1:] in ("}", "]") and (value := load(bare)) is not None:
        yield "", value
        return
    if is_too_dense(text):
        return
    meanings = hydration.arguments(text)
    position = attempts = 0
    while attempts < MOST_LITERALS and (match := _LITERAL.search(text, position)):
        position = match.end()
        if not _LIKE_DATA.match(text, position):
            continue
        name = _name_before(text, match.start()) if match[0][0] in "=:" else ""
        if match[0][0] == ":" and not _mentions_a_job(name) and not speaks(text[position:][:MOST_MEMBER]):
            continue
        attempts += 1
        if (read := value_at(text, position)) is None:
            attempts += 2  # looking in vain for an end is what costs
            continue
        value, end = read
        source, position = text[position:end], end
        if isinstance(value, (dict, list)) and value and (_mentions_a_job(name) or speaks(source)):
            yield name, hydration.replaced(value, meanings)
    yield from _parsed_strings(text, speaks)


def _parsed_strings(text: str, speaks: Speaks) -> Iterator[tuple[str, Any]]:
    """Values that a script parses out of a string literal."""
    for match in _PARSED_STRING.finditer(text):
        literal = string_at(text, match.end())
        if literal and speaks(literal[0]) and (value := load(decoded(literal[0]))) is not None:
            before = text[
                max(0, match.start() - MOST_NAME) : match.start() + match[0].startswith("=")
            ].rstrip()
            yield (
                _name_before(before, len(before) - 1) if before.endswith("=") else "",
                hydration.hydrated(value),
            )


def _name_before(text: str, end: int) -> str:
    match = _NAME_BEFORE.search(text[max(0, end - MOST_NAME) : max(0, end)])
    return match[1].strip("\"'") if match else ""


# --- Attributes -------------------------------------------------------------------------------------------


def _attribute_values(page: Page, speaks: Speaks) -> Iterator[Found]:
    """JSON in attributes: data-props="{&quot;jobs&quot;:…}"."""
    source, attempts = page.source, 0
    for quote, position in _quoted_data(page):
        name = _ATTRIBUTE_NAME.search(source[max(0, position - 68) : position].rpartition(b"=")[0][-64:])
        end = source.find(quote, position)
        if not name or not 40 <= end - position <= MOST_ATTRIBUTE:
            continue
        attribute = name[1].decode()
        text = source[position:end].decode("utf-8", "replace")
        if not (_mentions_a_job(attribute) or speaks(text)) or not _TITLE_KEY.search(
            text := html.unescape(text)
        ):
            continue
        attempts += 1
        if (value := load(text)) is not None:
            yield f"[{attribute}]", _names(attribute), hydration.hydrated(value)
        if attempts >= MOST_ATTRIBUTES:
            break


def _quoted_data(page: Page) -> Iterator[tuple[bytes, int]]:
    """Quotes and beginnings of attributes that may be JSON, outside of scripts and comments."""
    begin = 0
    for hidden, _, end in (*page.hidden, (len(page.source), 0, 0)):
        for match in _ATTRIBUTE.finditer(page.source, begin, hidden):
            yield match[1], match.end()
        begin = end
