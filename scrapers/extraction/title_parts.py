"""Titles that hold company or place as well ("Koch (m/w/d) – Hotel Adler"), parted where all of a group do.

One title never tells: "Manager – Sales" and "Manager – Adler" look the same. A group does, where its
other pieces read like companies and places.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from scrapers.extraction import cues, proper_names, short_dates
from scrapers.extraction.columns import (
    Cell,
    Column,
    mean,
    take_companies_and_places,
    take_what_says_itself,
)
from scrapers.extraction.titles import MARKER, assess
from scrapers.extraction.vocabulary import FIELD_ENDS, FIELDS

MOST_PIECES = 5
ALIKE = 0.75
"""Share of a group that must be of a form."""
PROVEN = 0.3
"""Share of companies with a legal form or the like; beside these the others are believed."""
KNOWN = 0.6
"""Share of places that are known as such."""
_LEGAL_FORM, _ORGANISATION = 1.4, 0.7
"""Least company_score that shows it."""
_TOWN = 0.9
"""Least place_score that shows a known place."""

_ADDRESS = re.compile(r"https?:|www\.")
_WORD = re.compile(r"\w+")
_SAID = re.compile(
    r"(?P<title>\S.{3,}?)\s(?:at|@|bei|chez|hos|presso|bij)\s+(?P<company>[A-ZÄÖÜ0-9„\"'][^(]{0,60}?)"
    r"(?:\s*\((?P<place>[^()]{2,60})\)(?:\s*\([^()]*\))*)?"
)


class Parts(NamedTuple):
    """A title, and what stood beside it: ``company``, ``location``, ``employment_type`` and the like."""

    title: str
    values: dict[str, str]


class _Form(NamedTuple):
    """A way to write title and company into one text."""

    pieces: Callable[[str], list[str]]
    separator: str
    within_titles: bool = True
    """The separator stands within titles too."""
    company_first: bool = False
    """Where the title is the last piece, a company stands before it: nothing else would."""


Row = list[str]


@dataclass(slots=True)
class _Trial:
    """Takes the values that columns find, in place of an item."""

    values: dict[str, str] = field(default_factory=dict)


def part(texts: list[str], *, own: bool = False, feed: bool = False) -> list[Parts | None]:
    """Each title of a group in its parts, None for one that stays whole.

    ``own``: the group lists the vacancies of the site itself, whose name hardly stands there.
    ``feed``: the group is a feed of jobs, which has nothing but titles of ads.
    """
    if len(texts) < 2:
        return _said(texts, 1) or [None] * len(texts)
    least = max(2, ALIKE * len(texts))
    if found := _said(texts, least):
        return found
    found = [_read_facts(_STROKES.pieces(text)) for text in texts]
    if sum(map(bool, found)) >= least:
        return found
    for form in (*_FORMS, _COLON if feed else _COLON_IN_BOX):
        rows = [form.pieces(text) for text in texts]
        believed = not form.within_titles and not own
        for table in _tables(rows, form.separator, least):
            found = _read(table, own, believed or (form.company_first and not own and _title_is_last(table)))
            if sum(map(bool, found)) >= least:
                return found
    return [None] * len(texts)


def _said(texts: list[str], least: float) -> list[Parts | None]:
    """ "Title at Company (Place)": the word says which is which."""
    matches = [_SAID.fullmatch(text) for text in texts]
    found = [match for match in matches if match]
    if len(found) < least or mean(assess(match["title"]).score > 0 for match in found) < 0.5:
        return []
    return [_parts_said(match) if match else None for match in matches]


def _parts_said(match: re.Match[str]) -> Parts:
    company, place = match["company"].strip(" ,"), match["place"]
    for separator in (" in ", ", "):
        head, found, tail = company.partition(separator)
        if found and not place and proper_names.place_score(tail) >= _TOWN:
            company, place = head, tail
    return Parts(match["title"], {"company": company} | ({"location": place} if place else {}))


def _tables(rows: list[Row], separator: str, least: float) -> Iterator[list[Row]]:
    """The rows with the same number of pieces each, most pieces first; too short ones are left empty.

    What is too much belongs to the first piece, or else to the last.
    """
    for size in range(min(MOST_PIECES, max(map(len, rows))), 1, -1):
        if sum(len(row) >= size for row in rows) < least:
            continue
        fitting = [row if len(row) >= size else [] for row in rows]
        yield [_joined_before(row, len(row) - size + 1, separator) for row in fitting]
        if any(len(row) > size for row in rows):
            yield [_joined_after(row, size - 1, separator) for row in fitting]


def _joined_before(row: Row, count: int, separator: str) -> Row:
    return [separator.join(row[:count]), *row[count:]] if row else []


def _joined_after(row: Row, count: int, separator: str) -> Row:
    return [*row[:count], separator.join(row[count:])] if row else []


def _title_is_last(table: list[Row]) -> bool:
    rows = [row for row in table if row]
    return len(rows) > 2 and _title_place(rows) == len(rows[0]) - 1


def _read(table: list[Row], own: bool, believed: bool) -> list[Parts | None]:
    """The parts of each row, or nothing where the pieces are not what they would have to be."""
    rows = [row for row in table if row]
    title = _title_place(rows)
    if title is None:
        return []
    trials = [_Trial() for _ in rows]
    columns = [
        Column([Cell(trial, row[place], None) for trial, row in zip(trials, rows, strict=True)])
        for place in range(len(rows[0]))
        if place != title
    ]
    take_what_says_itself(columns)
    take_companies_and_places(columns, len(rows), own, alone_may_mislead=False)
    found = [trial.values for trial in trials]
    # A gender marker ends a title: what stands between it and a town is who seeks somebody.
    ended = title == 0 and len(rows[0]) > 2 and all(MARKER.search(row[0][-12:]) for row in rows)
    named = ended and not own and all("company" in values for values in found)
    if not _are_places(found, believed) or not _are_companies(found, own, believed or named):
        return []
    values = iter(found)
    return [_parts(row, title, next(values)) if row else None for row in table]


def _read_facts(row: Row) -> Parts | None:
    """The parts of "Company | Title | Full-time | Place", in whatever order: strokes part facts."""
    if len(row) < 3:
        return None
    title = max(row, key=lambda piece: assess(piece).score)
    values: dict[str, str] = {}
    names = []
    for piece in row:
        if piece == title or _ADDRESS.match(piece):
            continue
        if name := _kind_of_fact(piece):
            values.setdefault(name, piece)
        else:
            names.append(piece)
    if assess(title).score <= 0 or not values or not names or row.index(names[0]) > row.index(title) + 1:
        return None
    return None if _is_field(names[0]) else Parts(title, {"company": names[0]} | values)


def _kind_of_fact(text: str) -> str | None:
    """The field of a text that says itself what it is."""
    if short_dates.is_date(text):
        return "date_posted"
    if cues.PAY.search(text):
        return "base_salary"
    if cues.EMPLOYMENT.fullmatch(text):
        return "employment_type"
    return "location" if proper_names.place_score(text) >= _TOWN or cues.WORKPLACE.match(text) else None


def _title_place(rows: list[Row]) -> int | None:
    """The place of the piece that is the title; None where no piece is, or where others read like it."""
    scores = [mean(assess(row[place]).score for row in rows) for place in range(len(rows[0]))]
    title = scores.index(max(scores))
    shares = [mean(assess(row[place]).score > 0 for row in rows) for place in range(len(rows[0]))]
    others = shares[:title] + shares[title + 1 :]
    return title if shares[title] >= 0.5 and max(others) <= 0.5 else None


def _parts(row: Row, title: int, values: dict[str, str]) -> Parts | None:
    """The row's parts, where everything beside its title became a value."""
    if max(row, key=lambda piece: assess(piece).score) != row[title] and assess(row[title]).score <= 0:
        return None
    values.pop("company_known", None)
    kept = len("".join(values.values()))
    beside = sum(len(piece) for place, piece in enumerate(row) if place != title)
    return Parts(row[title], values) if len(values) >= len(row) - 1 and kept >= 0.6 * beside else None


def _are_places(found: list[dict[str, str]], believed: bool) -> bool:
    places = [values["location"] for values in found if "location" in values]
    if not places:
        return any("company" in values for values in found)
    known = believed or mean(proper_names.place_score(place) >= _TOWN for place in places) >= KNOWN
    return known and mean(assess(place).score > 0 for place in places) <= PROVEN


def _are_companies(found: list[dict[str, str]], own: bool, believed: bool) -> bool:
    companies = [values["company"] for values in found if "company" in values]
    if not companies:
        return True
    least = _LEGAL_FORM if own else _ORGANISATION
    fields = list(map(_is_field, companies))
    proven = [
        not is_field and proper_names.company_score(company) >= least
        for company, is_field in zip(companies, fields, strict=True)
    ]
    titles = [
        not proof and assess(company).score > 0 for company, proof in zip(companies, proven, strict=True)
    ]
    if mean(fields) >= PROVEN or mean(titles) > 0.5:
        return False
    placed = all(proper_names.place_score(values.get("location", "")) >= _TOWN for values in found)
    return believed or mean(proven) >= (PROVEN if placed or len(found) > 2 else 1.0)


def _is_field(text: str) -> bool:
    """Whether a text only names a field of work or a department ("Vertrieb & Marketing")."""
    return all(
        word.casefold() in FIELDS or word.endswith(FIELD_ENDS) or (len(word) < 4 and word.islower())
        for word in _WORD.findall(text)
    )


def _outside_brackets(separator: str) -> Callable[[str], Row]:
    pattern = re.compile(rf"(?:{separator})(?![^(\[]*[)\]])")
    return lambda text: [piece for part in pattern.split(text) if (piece := part.strip())]


def _bracket(text: str) -> Row:
    """Title and the bracket at its end, unless that is a gender marker."""
    match = re.fullmatch(r"(.{3,}?)\s*\(([^()]{2,60})\)", text)
    return [text] if not match or MARKER.search(f"({match[2]})") else [match[1], match[2]]


_STROKES = _Form(_outside_brackets(r"\s[|•·]\s|\s[|•·]$"), " | ", within_titles=False)
_FORMS = (
    _STROKES,
    _Form(_outside_brackets(r"\s_+\s"), " _ ", within_titles=False),
    _Form(_outside_brackets(r"\s[-–—]+\s"), " – "),
    _Form(_outside_brackets(r"\s[-–—|•·]+\s"), " – "),
    _Form(_bracket, " "),
    _Form(_outside_brackets(r",\s"), ", "),
)


def _at_colon(text: str) -> Row:
    return re.split(r":\s+", text, maxsplit=1)


_COLON = _Form(_at_colon, ": ", within_titles=False)
_COLON_IN_BOX = _Form(_at_colon, ": ", company_first=True)
