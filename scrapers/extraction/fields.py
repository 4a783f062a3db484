"""Company, place, date and the rest of a box's items: columns of the repeated structure decide, as a group."""

import re
from collections import defaultdict

from scrapers.extraction import cues
from scrapers.extraction.groups import Box, Item
from scrapers.extraction.layout import Layout, Line
from scrapers.extraction.page import fold

_HINTS = (
    ("company", re.compile(r"company|firma|arbeitgeber|employer|unternehmen|organi[sz]ation|(?:job|hiring)-?org|entreprise|empresa|recruiter|client|kunde|subtitle-company|brand")),
    ("location", re.compile(r"locat|(?<![a-z])(?:ort|place|city|stadt|standort|region|lieu|ville|address|plz|job-?loc|loc)(?![a-z])|jobloc|arbeitsort|lokalit|miejsc|ubicac")),
    ("date", re.compile(r"date|datum|(?<![a-z])(?:time|posted|age|published|day)(?![a-z])|timespan|timestamp|created|listed")),
    ("pay", re.compile(r"salary|gehalt|pay(?![a-z])|compensation|wage|verg(?:ü|ue)tung")),
    ("employment", re.compile(r"employment|job-?type|contract|anstellung|arbeitszeit|schedule")),
)  # fmt: skip
_AT = re.compile(r"^\s*(?:at|@|bei|bei der|bei dem|beim|chez|by|über|via|with|für)\s+(?=\S)", re.IGNORECASE)
_IN = re.compile(r"^\s*(?:in|en|à|w|we|v|ve|в|near|im raum|raum|location:|ort:)\s+(?=\S)", re.IGNORECASE)
_SPLITS = (
    re.compile(r"^(?P<company>.+?)\s*\((?P<location>[^()]{2,60})\)$"),
    re.compile(r"^(?P<company>.+?)\s*[|•·]\s*(?P<location>[^|•·]{2,80})$"),
    re.compile(r"^(?P<company>.+)\s+[-–—]\s+(?P<location>.{2,80})$"),
    re.compile(r"^(?P<company>.+?)\s+\b(?:in|en|à|w|v|в)\s+(?P<location>\S.{1,60})$"),
    re.compile(r"^(?P<company>.+?),\s*(?P<location>[^,]{2,60}(?:,\s*[^,]{2,40})?)$"),
    re.compile(r"^(?P<company>.+),\s*(?P<location>[^,]{2,60})$"),
)
_LOGO = re.compile(
    r"^(?:(?:company |firmen)?logo(?: (?:von|of|der|des|for))?|bild|image|foto)\b[\s:.-]*|[\s:,.-]*(?:company )?logo$",
    re.IGNORECASE,
)
_TRIM = " \t-–—|•·,;:/()"
MOST_ITEMS = 400


def mean(values) -> float:
    """Arithmetic mean; 0 of nothing."""
    values = list(values)
    return sum(values) / len(values) if values else 0.0


def read_fields(layout: Layout, box: Box) -> None:
    """Fill ``values`` of every item: company, location, date_posted, valid_through, base_salary and the like."""
    items = box.items[:MOST_ITEMS]
    for item in items:
        item.lines = _rest(item, _labelled(item))
    columns = _columns(layout, items)
    _dates_and_pay(columns)
    free = {key: cells for key, cells in columns.items() if cells}
    header = _headers(layout, box)
    _places_and_companies(layout, free, items, header)
    _logos(layout, items)


def _labelled(item: Item) -> set[int]:
    """Values that a label announces ("Ort: Berlin", or label and value in two lines); orders of the lines used."""
    used: set[int] = set()
    lines = [line for line in item.lines if line is not item.title]
    for index, line in enumerate(lines):
        if len(line.text) > 160 or line.order in used:
            continue
        match = cues.LABEL.match(line.text)
        if not match:
            continue
        name = match.lastgroup if match.lastgroup not in ("value", "mark") else None
        name = next(
            (key for key, value in match.groupdict().items() if value and key not in ("value", "mark")), name
        )
        value = match["value"].strip(_TRIM)
        if not match["mark"] and value:
            continue
        used.add(line.order)
        if not value:
            following = lines[index + 1] if index + 1 < len(lines) else None
            if following is None or len(following.text) > 160 or cues.LABEL.match(following.text):
                continue
            value = following.text.strip(" :")
            used.add(following.order)
        if name and value and not cues.ACTION.match(value):
            item.values.setdefault(name, value)
            item.values["labels"] = str(int(item.values.get("labels", "0")) + 1)
    return used


def _rest(item: Item, used: set[int]) -> list[Line]:
    title = item.title.text.casefold()
    return [
        line
        for line in item.lines
        if line is not item.title
        and line.order not in used
        and line.text.casefold() != title
        and not cues.ACTION.match(line.text)
    ]


def _columns(layout: Layout, items: list[Item]) -> dict[str, list[tuple[Item, Line]]]:
    """Lines of all items by their place in the item: tags from the item down, class, number."""
    columns: dict[str, list[tuple[Item, Line]]] = defaultdict(list)
    for item in items:
        seen: dict[str, int] = defaultdict(int)
        above = layout.parents[item.region]
        for line in item.lines[:40]:
            tags, owner = [], line.owner
            while owner > above and len(tags) < 12:
                tags.append(layout.tags[owner])
                owner = layout.parents[owner]
            names = (layout.attributes(line.owner).get("class") or "").split()
            key = f"{'/'.join(tags)}.{names[0] if names else ''}"
            seen[key] += 1
            columns[f"{key}#{seen[key]}"].append((item, line))
    return columns


def _dates_and_pay(columns: dict[str, list[tuple[Item, Line]]]) -> None:
    """Take out what its own text says to be a date, pay, a kind of employment or a place of work."""
    for key in list(columns):
        kept = []
        for item, line in columns[key]:
            text = line.text
            late = bool(cues.DEADLINE.search(text))
            if cues.is_date(text) or (late and len(text) < 60):
                name = "valid_through" if late else "date_posted"
                item.values.setdefault(name, cues.find_date(text) or text)
            elif len(text) < 100 and cues.PAY.search(text) and not cues.company_score(text) > 1.2:
                item.values.setdefault("base_salary", text)
            elif len(text) < 60 and cues.EMPLOYMENT.search(text) and cues.company_score(text) < 1:
                item.values.setdefault("employment_type", text)
            else:
                kept.append((item, line))
        columns[key] = kept


def _headers(layout: Layout, box: Box) -> dict[int, str]:
    """Columns of a table that its header names: place among the cells → field."""
    found: dict[int, str] = {}
    table = next((index for index in layout.ancestors(box.container) if layout.tags[index] == "table"), None)
    if table is None:
        return found
    row = next(
        (i for i in range(table, min(layout.ends[table], table + 200)) if layout.tags[i] == "tr"), None
    )
    if row is None or any(item.region == row for item in box.items):
        return found
    for number, cell in enumerate(layout.element_children(row)):
        text = fold(layout.nodes[cell].text(separator=" "))
        match = cues.LABEL.match(text)
        if match and len(text) < 40:
            name = next(
                (key for key, value in match.groupdict().items() if value and key not in ("value", "mark")),
                None,
            )
            if name:
                found[number] = name
    return found


def _places_and_companies(layout, columns, items: list[Item], header: dict[int, str]) -> None:
    ratings = []
    for key, cells in columns.items():
        if not cells or len(cells) * 4 < len(items):
            continue
        texts = [line.text for _, line in cells]
        if mean(map(len, texts)) > 90:
            continue
        hint = header.get(_cell_number(layout, cells[0])) or _hint(layout, cells[0][1])
        at = mean(bool(_AT.match(text)) for text in texts)
        place = mean(cues.place_score(_IN.sub("", text)) for text in texts)
        company = mean(cues.company_score(_AT.sub("", text)) for text in texts)
        place += 1.0 if hint == "location" else -1.0 if hint == "company" else 0
        company += 1.2 if hint == "company" else -0.6 if hint == "location" else 0
        company += 1.0 if at > 0.6 else 0
        if hint in ("date_posted", "valid_through", "employment_type", "base_salary", "identifier"):
            for item, line in cells:
                item.values.setdefault(hint, line.text)
            continue
        ratings.append((key, cells, place, company))
    combined = [rating for rating in ratings if _split_column(rating[1])]
    used: set[str] = set()
    location = max((r for r in ratings if r not in combined), key=lambda r: r[2], default=None)
    if location and location[2] >= 0.6 and location[2] > location[3] - 0.3:
        used.add(location[0])
        for item, line in location[1]:
            if cues.place_score(_IN.sub("", line.text)) > -0.9:
                item.values.setdefault("location", _IN.sub("", line.text).strip(_TRIM_ENDS))
    company = _company_column([r for r in ratings if r[0] not in used])
    if company:
        used.add(company[0])
        for item, line in company[1]:
            _take_company(item, line.text, company in combined)


_TRIM_ENDS = " \t-–—|•·,;:/"


def _company_column(ratings):
    likely = [r for r in ratings if r[3] >= 0.7]
    if likely:
        return max(likely, key=lambda r: r[3])
    # Nothing proves it: short names that differ, close to the title, are the company as a rule.
    for rating in ratings:
        texts = [line.text for _, line in rating[1]]
        if (
            rating[3] > -0.3
            and rating[2] < 0.6
            and mean(map(len, texts)) <= 60
            and mean(_is_name(t) for t in texts) >= 0.7
        ):
            return rating
    return None


def _is_name(text: str) -> bool:
    words = _AT.sub("", text).split()
    return (
        bool(words)
        and len(words) <= 10
        and (words[0][:1].isupper() or words[0][:1].isdigit() or len(words) == 1)
    )


def _take_company(item: Item, text: str, split: bool) -> None:
    text = _AT.sub("", text).strip(_TRIM_ENDS)
    if split:
        parts = _split(text)
        if parts:
            item.values.setdefault("company", parts[0])
            item.values.setdefault("location", parts[1])
            return
    if cues.place_score(text) >= 1 and cues.company_score(text) < 1:
        item.values.setdefault("location", _IN.sub("", text))
    elif text:
        item.values.setdefault("company", text)


def _split(text: str) -> tuple[str, str] | None:
    best = None
    for pattern in _SPLITS:
        match = pattern.match(text)
        if match:
            company, location = match["company"].strip(_TRIM_ENDS), match["location"].strip(_TRIM_ENDS)
            if len(company) < 2 or len(location) < 2:
                continue
            rating = (
                cues.place_score(location)
                - 0.5 * max(0.0, cues.place_score(company))
                - 0.7 * max(0.0, cues.company_score(location) - 0.3)
            )
            rating += 0.4 * cues.company_score(company)
            if best is None or rating > best[0]:
                best = (rating, company, location)
    return (best[1], best[2]) if best and best[0] > -0.2 else None


def _split_column(cells: list[tuple[Item, Line]]) -> bool:
    """Whether a column holds company and place in one text, judged over all its items."""
    texts = [_AT.sub("", line.text) for _, line in cells]
    parts = [_split(text) for text in texts]
    found = [part for part in parts if part]
    if len(found) * 10 < len(texts) * 6:
        return False
    places = mean(cues.place_score(location) >= 0.5 for _, location in found)
    whole = mean(cues.place_score(text) >= 1 and cues.company_score(text) < 1 for text in texts)
    firms = mean(cues.company_score(company) >= 0.8 for company, _ in found)
    left_place = mean(cues.place_score(company) >= 1 for company, _ in found)
    return (
        left_place < 0.5
        and (places >= 0.4 or (firms >= 0.5 and places > 0))
        and (whole < 0.8 or firms >= 0.4)
    )


def _cell_number(layout: Layout, cell: tuple[Item, Line]) -> int:
    item, line = cell
    for index in layout.ancestors(line.owner):
        if layout.tags[index] in ("td", "th"):
            return layout.element_children(layout.parents[index]).index(index)
        if index <= item.region:
            break
    return -1


def _hint(layout: Layout, line: Line) -> str:
    """What class, id or itemprop of a line's element or of the one around it calls it."""
    for index in (line.owner, layout.parents[line.owner]):
        if index < 0:
            break
        names = layout.names(index)
        for name, pattern in _HINTS:
            if names and pattern.search(names):
                return {"date": "date_posted", "pay": "base_salary", "employment": "employment_type"}.get(
                    name, name
                )
    return ""


def _logos(layout: Layout, items: list[Item]) -> None:
    """The text of a picture is the company where nothing else says it."""
    for item in items:
        if "company" in item.values:
            continue
        for index in range(item.start, min(item.end, item.start + 200)):
            if layout.tags[index] != "img":
                continue
            alt = fold(layout.attributes(index).get("alt"))
            name = _LOGO.sub("", alt).strip(_TRIM)
            same = name.casefold()[:20] == item.title.text.casefold()[:20]
            if (
                2 <= len(name) <= 80
                and not same
                and not cues.ACTION.match(name)
                and "/" not in name
                and not name.endswith((".png", ".jpg", ".gif", ".svg"))
            ):
                item.values["company"] = name
            break
