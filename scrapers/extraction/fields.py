"""Company, place, date and the rest of a box's items: from labels, columns, logos and the title itself."""

import itertools
import re

from scrapers.extraction import cues, heading_words, proper_names, short_dates
from scrapers.extraction.columns import (
    mean,
    read_columns,
    take_companies_and_places,
    take_what_says_itself,
)
from scrapers.extraction.groups import Box, Item
from scrapers.extraction.layout import Layout, Line
from scrapers.extraction.page import fold, host_of
from scrapers.extraction.set_off import seeks
from scrapers.extraction.title_faults import PART_OF_AD
from scrapers.extraction.title_parts import part
from scrapers.extraction.titles import MARKER

MOST_ITEMS = 400
"""Items of one box whose neighbours are read."""

_LOGO = re.compile(
    r"^(?:(?:company |firmen)?logo(?: (?:von|of|der|des|for))?|bild|image|foto)\b[\s:.-]*"
    r"|[\s:,.-]*(?:company )?logo$",
    re.IGNORECASE,
)
_EDGES = " \t-–—|•·,;:/"
_FILE = re.compile(r"(?<![\w.])(?:pdf|docx?|download\w*|\d+(?:[.,]\d+)? ?[km]b)(?!\w)", re.IGNORECASE)
_BYLINE = re.compile(r"^\W*(?:by|von|par|por|di|door|av|od|przez|от)\s.+\d{4}", re.IGNORECASE)
"""Who wrote a comment, and when."""
_NEXT_LABEL = re.compile(r"[.;]\s+(?=[A-ZÄÖÜ][\w-]+(?: \w+)?:\s)")
"""Before another label in the same line ("Place: Hull. Salary: £30,000")."""
_AND = re.compile(r"^\W*+(?:and|und|et|y|e|i|oder|or|&|a|и)?\W*$", re.IGNORECASE)
_HIRES = re.compile(
    r"^(?!(?:we|wir|nous|they|i|ich|noi|wij|vi|my)\b)(?P<company>[^,:;]{2,40}?)\s+(?:\([^)]*\)\s*)?(?:is|are|sucht|recrute|zoekt|söker|busca)\b(?:\s+(?:now\s+)?hiring\b)?",
    re.IGNORECASE,
)


def read_fields(layout: Layout, box: Box, about_jobs: bool = False) -> None:
    """Fill ``values`` of every item: company, location, date_posted, valid_through, base_salary and the
    like."""
    items = box.items[:MOST_ITEMS]
    _before_colons(items)
    for item in items:
        values, used = labels_of([line for line in item.lines if line.order != item.title.order])
        item.values.update(values)
        if any(len(line.text) < 70 and cues.APPLY.search(line.text) for line in item.lines[:30]):
            item.values["apply"] = "yes"
        for line in item.lines:
            if line.order == item.title.order and line.text != item.title.text:
                _read_around(item, line.text)
        item.lines = _rest(item, used)
    _headers(layout, box)
    columns = read_columns(layout, items)
    take_what_says_itself(columns)
    inside = {host_of(item.url) for item in items} <= {layout.page.host, ""}
    own = about_jobs and inside
    take_companies_and_places(columns, len(items), own, alone_may_mislead=inside)
    _share(layout, items)
    _logos(layout, items)
    _from_titles(items, own)


def _read_around(item: Item, whole: str) -> None:
    """Take what the line says in which a title is set off: terms behind it, or that somebody is sought."""
    title = item.title.text
    if whole.endswith(title) and short_dates.is_date(whole.removesuffix(title).strip(_EDGES)):
        item.values.setdefault("date_posted", whole.removesuffix(title).strip(_EDGES))
    elif whole.startswith(title):
        terms = whole.removeprefix(title).strip(_EDGES + "()")
        item.values.setdefault("employment_type" if cues.EMPLOYMENT.fullmatch(terms) else "terms", terms)
    elif seeks(whole, title):
        item.values["sought"] = "yes"


def _before_colons(items: list[Item]) -> None:
    """Take "Acme:" before the title as the company, where most items begin so and each names another."""
    found = []
    for item in items:
        before = [line for line in item.lines if line.order < item.title.order]
        if before and before[-1].text.endswith(":") and _may_be_company(before[-1].text.rstrip(": ")):
            found.append((item, before[-1]))
    names = {line.text for _, line in found}
    if len(found) < 2 or len(found) * 10 < len(items) * 6 or len(names) * 10 < len(found) * 6:
        return
    for item, line in found:
        item.values["company"] = line.text.rstrip(": ")
        item.lines = [other for other in item.lines if other is not line]


def _may_be_company(text: str) -> bool:
    return (
        2 <= len(text) <= 60
        and not cues.LABEL.match(f"{text}:")
        and not heading_words.heading_kind(text)
        and proper_names.place_score(text) < 0.9
        and proper_names.company_score(text) > -0.3
    )


def labels_of(lines: list[Line]) -> tuple[dict[str, str], set[int]]:
    """Values that labels announce ("Ort: Berlin", or label and value in two lines), and orders of the lines
    used.

    ``labels`` among the values is their number.
    """
    values: dict[str, str] = {}
    used: set[int] = set()
    for index, line in enumerate(lines):
        if len(line.text) > 160 or line.order in used:
            continue
        found = cues.labelled(line.text)
        if not found:
            if line.text.endswith(":"):
                used.update(_unknown_label(lines, index))
            continue
        name, value = found
        used.add(line.order)
        if not value:
            following = lines[index + 1] if index + 1 < len(lines) else None
            if following is None or len(following.text) > 160 or cues.LABEL.match(following.text):
                continue
            value = following.text.strip(" :")
            used.add(following.order)
        value = _NEXT_LABEL.split(value, maxsplit=1)[0]
        if name == "location" and " | " in value:
            value = next(
                (piece for piece in value.split(" | ") if proper_names.place_score(piece) > 0), value
            )
        if value and not cues.ACTION.match(value):
            values.setdefault(name, value)
            values["labels"] = str(int(values.get("labels", "0")) + 1)
    return values, used


def _unknown_label(lines: list[Line], index: int) -> list[int]:
    """Orders of a label of something else ("Status:") and of its value, unless that speaks for itself."""
    orders = [lines[index].order]
    if index + 1 < len(lines):
        value = lines[index + 1]
        name = max(proper_names.company_score(value.text), proper_names.place_score(value.text))
        if name < 0.7 and not short_dates.is_date(value.text):
            orders.append(value.order)
    return orders


def _rest(item: Item, used: set[int]) -> list[Line]:
    """Lines of an item that may hold its company or place."""
    title = item.title.text.casefold()
    return [
        line
        for line in item.lines
        if line.order != item.title.order
        and line.order not in used
        and line.text.casefold() != title
        and not cues.ACTION.match(line.text)
        and not PART_OF_AD.match(line.text)
        and not (line.link >= 0 and _FILE.search(line.text))
        and not _BYLINE.match(line.text)
    ]


def _headers(layout: Layout, box: Box) -> None:
    """Values of table cells whose column has a header that names it."""
    above = layout.ancestors(box.container)
    table = next((index for index in above if layout.tags[index] == "table"), None)
    if table is None:
        return
    stop = min(layout.ends[table], table + 200)
    row = next((index for index in range(table, stop) if layout.tags[index] == "tr"), None)
    if row is None or any(item.region == row for item in box.items):
        return
    named = {}
    for number, cell in enumerate(layout.element_children(row)):
        text = fold(layout.nodes[cell].text(separator=" "))
        found = cues.labelled(text) if len(text) < 40 else None
        if found and not found[1]:
            named[number] = found[0]
    for item in box.items if len(named) > 1 else ():
        item.values["labels"] = str(len(named))
    for item in box.items if named else ():
        cells = layout.element_children(item.region) if layout.tags[item.region] == "tr" else []
        for number, name in named.items():
            if number >= len(cells):
                continue
            inside = [line for line in item.lines if cells[number] <= line.order < layout.ends[cells[number]]]
            if inside and all(line.order != item.title.order for line in inside):
                item.values.setdefault(name, inside[0].text)
                item.lines = [line for line in item.lines if line not in inside]


def _share(layout: Layout, items: list[Item]) -> None:
    """Two titles joined by "and" share what stands after the second."""
    for item, following in itertools.pairwise(items):
        alone = all(_AND.match(line.text) for line in item.lines) and "company" not in item.values
        if (
            alone
            and item.end == following.start
            and layout.parents[item.region] == layout.parents[following.region]
        ):
            for name in ("company", "location", "date_posted"):
                if name in following.values:
                    item.values.setdefault(name, following.values[name])


def _logos(layout: Layout, items: list[Item]) -> None:
    """The text of a picture is the company where nothing else says it."""
    for item in items:
        if "company" in item.values:
            continue
        for index in range(item.start, min(item.end, item.start + 200)):
            if layout.tags[index] == "img":
                name = _LOGO.sub("", fold(layout.attributes(index).get("alt"))).strip(_EDGES)
                if _is_logo_name(name, item.title.text):
                    item.values["company"] = name
                break


def _is_logo_name(name: str, title: str) -> bool:
    same = name.casefold()[:20] == title.casefold()[:20]
    file = "/" in name or name.lower().endswith((".png", ".jpg", ".jpeg", ".gif", ".svg"))
    return 2 <= len(name) <= 80 and not same and not file and not cues.ACTION.match(name)


def _from_titles(items: list[Item], own: bool) -> None:
    """Company and place in the title line itself: "Acme is hiring …", and "Title – Acme, Ulm" where the whole
    group is so and the page does not say them beside the titles."""
    for item in items:
        match = _HIRES.match(item.title.text) if "says hiring" in item.evidence.reasons else None
        if match and "company" not in item.values:
            item.values["company"] = match["company"].strip(_EDGES)
    likely = [item for item in items if item.evidence.score > 0]
    said = {name for name in ("company", "location") if mean(_says(item, name) for item in likely) >= 0.5}
    for item, parts in zip(
        likely, part([item.title.text.strip(_EDGES) for item in likely], own=own), strict=True
    ):
        if parts and not any(
            item.values.get(name) != value and (name in said or _says(item, name))
            for name, value in parts.values.items()
        ):
            item.values.update(parts.values)
            item.values["title"] = parts.title
    for item in items:
        if not item.values.keys() & {"location", "title"} and (town := _town_behind_marker(item.title.text)):
            item.values["location"] = town


def _town_behind_marker(title: str) -> str | None:
    """The town that a title ends with ("Stage Assistant RH H/F Paris")."""
    for marker in MARKER.finditer(title):
        tail = title[marker.end() :].strip(_EDGES + "()")
        if 2 < len(tail) < 40 and proper_names.place_score(tail) >= 0.9:
            return tail
    return None


def _says(item: Item, name: str) -> bool:
    """Whether a value stands beside the title, and is no name that may be anybody's."""
    value = item.values.get(name)
    if not value or name == "location":
        return bool(value) and proper_names.place_score(value) > 0.5
    return "company_known" in item.values or proper_names.company_score(value) >= 0.7
