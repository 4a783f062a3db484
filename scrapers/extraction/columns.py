"""Columns: what stands in the same place of every item of a box, judged as a group and not item by item."""

# ruff: noqa: E501  (patterns are tables of words; broken up further they are harder to read)

import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field

from scrapers.extraction import cues, proper_names, short_dates
from scrapers.extraction.groups import Item
from scrapers.extraction.layout import Layout, Line
from scrapers.extraction.titles import assess

# What authors call such an element in class, id or itemprop; the more specific first ("company-location").
_HINTS = (
    ("date_posted", re.compile(r"date|datum|(?<![a-z])(?:time|posted|age|published|day)(?![a-z])|timespan|timestamp|created|listed")),
    ("base_salary", re.compile(r"salary|gehalt|pay(?![a-z])|compensation|wage|verg(?:ü|ue)tung")),
    ("employment_type", re.compile(r"employment|job-?type|contract|anstellung|arbeitszeit|schedule")),
    ("location", re.compile(r"locat|headquarters|countr(?:y|ies)|(?<![a-z])(?:ort|place|city|stadt|standort|region|lieu|ville|address|plz|loc)(?![a-z])|jobloc|arbeitsort|lokalit|miejsc|ubicac")),
    ("company", re.compile(r"company|firma|arbeitgeber|employer|unternehmen|organi[sz]ation|(?:job|hiring)-?org|org-?name|entreprise|empresa|recruiter|client|kunde|brand")),
)  # fmt: skip
_PIECES = re.compile(r"\s*[|•·]\s*")
_OUTSIDE_BRACKETS = re.compile(r"\s[|•·]\s(?![^(\[]*[)\]])")
_TRAILING_DATE = re.compile(
    r"^(?P<rest>.{2,}?)\s*[,|•·–—-]\s*(?P<date>\d{1,2}\.\s?\d{1,2}\.(?:\d{2,4})?|\d{4}-\d\d-\d\d|\d{1,2}/\d{1,2}/\d{2,4})$"
)
_TRAILING_DEADLINE = re.compile(
    r"^\W*(?P<rest>\w.{2,}?)\s*[,;|•·–—-]\s+(?P<late>(?:closes|closing|deadline|apply by|frist|bewerbungs(?:schluss|frist)|bewerbung bis|bis zum)\b.*\d.*)$",
    re.IGNORECASE,
)
_DASHED = re.compile(r"^\W*(?P<rest>\w.{2,}?)\s+[-–—]\s+(?P<last>[^-–—]{2,40})$")
_AT_ITS_END = re.compile(r"^\W*(?P<rest>\w.{2,}?)\s*[.,;]\s+(?P<last>[^.,;]{2,30})$")
_AT = re.compile(
    r"^\W*(?:at|@|bei der|bei dem|bei|beim|chez|bij|hos|presso|by|über|via|with|für|for)\s+(?=\S)",
    re.IGNORECASE,
)
_IN = re.compile(
    r"^\W*(?:in|en|à|w|we|v|ve|в|near|im raum|location:|ort:|standort:?)\s+(?=\S)", re.IGNORECASE
)
_CONTACT = re.compile(
    r"[\s,;|]*(?:\b(?:tel|telefon|phone|fon|mobil|fax|e-?mail)\b\W.*|\S+@\S+\.\w+.*)$", re.IGNORECASE
)
_PHRASE = re.compile(r"\b(?:in|with|for|of|on|to|and|mit|für|von|und|im|als)\s+[a-zäöüß]{4,}")
"""What a requirement or a task reads like ("Degree in biology"), and a name hardly ever."""
_DASH = re.compile(r"\s[-–—]\s")
_SOUGHT = re.compile(
    r"\s+(?:(?:is|are) (?:currently |now )?(?:looking for|seeking|hiring|recruiting)|sucht|recrute|recherche|busca|cerca|zoekt|söker|hledá|szuka)"
    r"(?: (?:an?|eine?n?|une?|una?|een|ett|en))?\W*$",
    re.IGNORECASE,
)
"""What stands between the company and the title in a sentence ("Acme is looking for a …")."""
_EDGES = " \t-–—|•·,;:/"
_SPLITS = (
    re.compile(r"^(?P<company>.+?)\s*\((?P<location>[^()]{2,60})\)$"),
    re.compile(r"^(?P<company>.+)\s+[-–—]\s+(?P<location>.{2,80})$"),
    re.compile(r"^(?P<company>.+?)\s+(?:in|en|à|w|v|в)\s+(?P<location>\S.{1,60})$"),
    re.compile(r"^(?P<company>.+?),\s*(?P<location>[^,]{2,60}(?:,\s*[^,]{2,40})?)$"),
    re.compile(r"^(?P<company>.+),\s*(?P<location>[^,]{2,60})$"),
)


@dataclass(slots=True)
class Cell:
    """One text of one item."""

    item: Item
    text: str
    line: Line


@dataclass(slots=True)
class Column:
    """Cells of several items that stand in the same place, and what their author calls them."""

    cells: list[Cell] = field(default_factory=list)
    hint: str = ""

    @property
    def texts(self) -> list[str]:
        """Texts of all cells."""
        return [cell.text for cell in self.cells]


def mean(values) -> float:
    """Arithmetic mean; 0 of nothing."""
    values = list(values)
    return sum(values) / len(values) if values else 0.0


def read_columns(layout: Layout, items: list[Item]) -> list[Column]:
    """Columns of a box in the order in which they first appear."""
    columns: dict[str, Column] = defaultdict(Column)
    for item in items:
        seen: Counter[str] = Counter()
        for line in item.lines[:40]:
            key = _place(layout, item.title.owner, line)
            seen[key] += 1
            column = columns[f"{key}#{seen[key]}"]
            column.hint = column.hint or hint_of(layout, line)
            column.cells.append(Cell(item, line.text.strip(), line))
    return [piece for column in columns.values() for piece in _in_pieces(column)]


def take_what_says_itself(columns: list[Column]) -> None:
    """Move dates, pay and kinds of employment out of the columns into their items' values."""
    for column in columns:
        kept = []
        for cell in column.cells:
            parts = _DASHED.match(cell.text) or _AT_ITS_END.match(cell.text)
            if parts and cues.EMPLOYMENT.match(parts["last"]):
                cell.item.values.setdefault("employment_type", parts["last"])
                cell.text = parts["rest"].strip(_EDGES)
            if late := _TRAILING_DEADLINE.match(cell.text):
                cell.item.values.setdefault(
                    "valid_through", short_dates.find_date(late["late"]) or late["late"]
                )
                cell.text = late["rest"]
            if not _says_itself(cell):
                trailing = _TRAILING_DATE.match(cell.text)
                if trailing:
                    cell.item.values.setdefault("date_posted", trailing["date"])
                    cell.text = trailing["rest"]
                kept.append(cell)
        column.cells = kept


def take_companies_and_places(columns: list[Column], count: int, own: bool, alone_may_mislead: bool) -> None:
    """Decide which column is the company and which the place, or which one holds both.

    ``own``: the page lists its owner's own vacancies, so that a lonely short text is a place as a rule.
    ``alone_may_mislead``: all ads are the site's own, so that a single word may be a company as well as a place.
    """
    rated = []
    for column in columns:
        if not column.cells or (len(column.cells) * 4 < count and not column.hint):
            continue
        if mean(map(len, column.texts)) > 90:
            continue
        if column.hint not in ("", "company", "location"):
            for cell in column.cells:
                cell.item.values.setdefault(column.hint, cell.text)
            continue
        rated.append((column, _place_rating(column), _company_rating(column)))
    both = [id(column) for column, _, _ in rated if _holds_both(column.texts)]
    if not both and not own and not any(company >= 0.7 for _, _, company in rated):
        both = [id(column) for column, _, _ in rated if not column.hint and _names_before_towns(column.texts)]
    location = max((r for r in rated if id(r[0]) not in both), key=lambda r: r[1], default=None)
    if location and (location[1] < 0.6 or location[1] <= location[2] - 0.3):
        location = None
    if location:
        rated.remove(location)
        for cell in location[0].cells:
            _take_place(cell)
    company = next((column for column, _, _ in rated if id(column) in both), None) or _company_column(rated)
    if company and own and count == 1 and _company_rating(company) < 0.5:
        company = None  # the department over the only vacancy of a company, as a rule
    if company and own and not location and _company_rating(company) < 0.5 and _may_be_places(company.texts):
        for cell in company.cells:
            cell.item.values.setdefault("location", cell.text.strip(_EDGES))
    elif company and (
        location or not alone_may_mislead or _company_rating(company) >= 0.7 or _long_names(company)
    ):
        for cell in company.cells:
            _take_company(cell, id(company) in both, company.hint == "company")
    for column, place, _ in rated:
        if column is company:
            continue
        for cell in column.cells:
            if column.hint == "location" and place > 0.3:
                _take_place(cell)
            elif column.hint == "company" and "company" not in cell.item.values:
                _take_company(cell, split=False, named=True)


def _place(layout: Layout, title: int, line: Line) -> str:
    """Where a line stands, seen from the title: tags below what is around both, and the class."""
    above = layout.common(title, line.owner)
    tags, owner = [], line.owner
    while owner > above and len(tags) < 12:
        tags.append(layout.tags[owner])
        owner = layout.parents[owner]
    names = (
        layout.attributes(line.owner).get("class")
        or layout.attributes(layout.parents[line.owner]).get("class")
        or ""
    )
    # A class that ends in a digit is often another for each item.
    named = next((name for name in names.split() if not name[-1].isdigit()), "")
    return f"{'/'.join(tags)}.{named}"


def hint_of(layout: Layout, line: Line) -> str:
    """Field that class, id or the like of a line's element, or of the one around it, names; or ""."""
    for index in (line.owner, layout.parents[line.owner]):
        names = _without_sentences(layout, index) if index >= 0 else ""
        for name, pattern in _HINTS:
            if names and pattern.search(names):
                return name
    return ""


def _without_sentences(layout: Layout, index: int) -> str:
    """Names of an element but for labels that tell its reader more ("Bookkeeper (part-time) at Acme")."""
    names = layout.names(index)
    if names:
        attributes = layout.attributes(index)
        for told in (attributes.get("aria-label"), attributes.get("title")):
            if told and told.count(" ") > 1:
                names = names.replace(told[:200].lower(), " ")
    return names


def _in_pieces(column: Column) -> list[Column]:
    """A column whose texts all consist of the same number of pieces ("Toulouse · Full-time") becomes several."""
    counts = Counter(len(_PIECES.split(text)) for text in column.texts)
    usual, times = counts.most_common(1)[0]
    if usual < 2 or usual > 5 or times * 10 < len(column.cells) * 6:
        return [column]
    pieces = [
        Column(hint="" if column.hint in ("company", "location") else column.hint) for _ in range(usual)
    ]
    for cell in column.cells:
        parts = _PIECES.split(cell.text)
        if len(parts) > usual:
            # A name may hold the sign too: what is too much belongs to the first piece.
            parts = [" | ".join(parts[: len(parts) - usual + 1]), *parts[len(parts) - usual + 1 :]]
        for piece, part in zip(pieces, parts, strict=False):
            if part.strip():
                piece.cells.append(Cell(cell.item, part.strip(), cell.line))
    return pieces


def pieces_of(text: str) -> list[str]:
    """Parts of a text that upright strokes or dots keep apart ("Acme GmbH · Ulm"); "(m | w | d)" stays whole."""
    return [piece for part in _OUTSIDE_BRACKETS.split(text) if (piece := part.strip())]


def _says_itself(cell: Cell) -> bool:
    text, values = cell.text, cell.item.values
    late = bool(short_dates.DEADLINE.search(text))
    if short_dates.is_date(text) or (late and len(text) < 60):
        if short_dates.is_start(text):
            pass
        elif late:
            values.setdefault("valid_through", short_dates.find_date(text) or text)
        else:
            values.setdefault("date_posted", short_dates.date_in(text))
    elif len(text) < 100 and cues.PAY.search(text) and proper_names.company_score(text) <= 1.2:
        values.setdefault("base_salary", text)
    elif (
        len(text) < 60
        and cues.EMPLOYMENT.search(text)
        and proper_names.company_score(text) < 1
        and proper_names.place_score(text) < 1
    ):
        values.setdefault("employment_type", text)
    else:
        return False
    return True


def _place_rating(column: Column) -> float:
    rating = mean(proper_names.place_score(_IN.sub("", text).strip(_EDGES)) for text in column.texts)
    return rating + {"location": 1.0, "company": -1.0}.get(column.hint, 0.0)


def _company_rating(column: Column) -> float:
    rating = mean(proper_names.company_score(_AT.sub("", text).strip(_EDGES)) for text in column.texts)
    rating += {"company": 1.2, "location": -0.6}.get(column.hint, 0.0)
    if mean(proper_names.company_score(text) >= 1.4 for text in column.texts) >= 0.4:
        rating = max(rating, 0.8)  # legal forms stand in no other column, whatever the rest is called
    return rating + (1.0 if mean(bool(_AT.match(text)) for text in column.texts) > 0.6 else 0.0)


def _company_column(rated) -> Column | None:
    likely = [rating for rating in rated if rating[2] >= 0.7]
    if likely:
        return max(likely, key=lambda rating: rating[2])[0]
    # Nothing proves it: short names that differ, close to the title, are the company as a rule.
    for column, place, company in rated:
        texts = column.texts
        if (
            company > -0.3
            and place < 0.6
            and mean(map(len, texts)) <= 60
            and mean(map(_is_name, texts)) >= 0.7
        ):
            return column
    return None


def _long_names(column: Column) -> bool:
    return mean(len(text.split()) for text in column.texts) >= 1.7


def _may_be_places(texts: list[str]) -> bool:
    return (
        mean(
            proper_names.place_score(text) >= 0
            and len(text.split()) <= 3
            and not proper_names.small_words(text.split())
            for text in texts
        )
        > 0.8
    )


def _is_name(text: str) -> bool:
    bare = _AT.sub("", text).strip(_EDGES + '"„“«»')
    words = bare.split()
    if len(words) < 2:
        return bool(words)
    starts = words[0][:1].isupper() or words[0][:1].isdigit()
    phrase = _PHRASE.search(bare) or proper_names.small_words(words) * 2 > len(words)
    return len(words) <= 10 and starts and not phrase


_IN_BRACKETS = re.compile(r"\([^()]*(?:\([^()]*\)[^()]*)*\)")


def _take_place(cell: Cell) -> None:
    text = _IN.sub("", cell.text).strip(_EDGES)
    if _IN_BRACKETS.fullmatch(text):
        text = text[1:-1].strip()
    if text and proper_names.place_score(text) > -0.9:
        cell.item.values.setdefault("location", text)


def _take_company(cell: Cell, split: bool, named: bool) -> None:
    text = _SOUGHT.sub("", _CONTACT.sub("", _AT.sub("", cell.text))).strip(_EDGES)
    values = cell.item.values
    if split and (parts := _split(text)):
        values.setdefault("company", parts[0])
        values.setdefault("location", parts[1])
    elif proper_names.place_score(text) >= 1 and proper_names.company_score(text) < 1 and not named:
        values.setdefault("location", _IN.sub("", text))
    elif text and proper_names.company_score(text) > -0.9 and (named or not _reads_like_title(text)):
        values.setdefault("company", text)
    if named or text != cell.text.strip(_EDGES):
        values["company_known"] = "yes"


def _reads_like_title(text: str) -> bool:
    """Whether a text is a job's title and has no legal form of a company ("Staff Software Engineer")."""
    return proper_names.company_score(text) < 1.4 and assess(text).score >= 2


def _split(text: str) -> tuple[str, str] | None:
    """Company and place of a text that holds both; the most convincing way to part it, or None."""
    best = None
    for pattern in _SPLITS:
        match = pattern.match(text)
        if not match:
            continue
        company, location = match["company"].strip(_EDGES), match["location"].strip(_EDGES)
        if len(company) < 2 or len(location) < 2:
            continue
        rating = proper_names.place_score(location) + 0.4 * proper_names.company_score(company)
        rating -= 0.5 * max(0.0, proper_names.place_score(company)) + 0.7 * max(
            0.0, proper_names.company_score(location) - 0.3
        )
        if best is None or rating > best[0]:
            best = (rating, company, location)
    return best[1:] if best and best[0] > -0.2 else None


def _names_before_towns(texts: list[str]) -> bool:
    """Whether texts are names that no place has, each before a town ("Petal, Dublin", "Solis, Madrid, Spain")."""
    bare = [text.strip(_EDGES) for text in texts]
    return any(
        _part_at_towns([parts for text in bare if len(parts := part(text)) == 2], len(bare))
        for part in (lambda text: text.rsplit(", ", 1), lambda text: text.split(", ", 1))
    )


def _part_at_towns(parts: list[list[str]], count: int) -> bool:
    if len(parts) < max(2, count) or len({place for _, place in parts}) < 2:
        return False
    towns = mean(_starts_with_town(place) for _, place in parts)
    places = mean(_starts_with_town(place) or proper_names.place_score(place) >= 0.5 for _, place in parts)
    names = mean(proper_names.place_score(name) < 0.5 and not proper_names.is_town(name) for name, _ in parts)
    return towns >= 0.5 and places >= 0.75 and names >= 0.6


def _starts_with_town(text: str) -> bool:
    """Whether a text is a town, with its region, country or way of working behind it at most."""
    town, comma, rest = text.partition(", ")
    return proper_names.is_town(town) and (not comma or proper_names.place_score(rest) >= 0.5)


def _holds_both(texts: list[str]) -> bool:
    """Whether texts consist of company and place, judged over all of them."""
    said = mean(bool(_AT.match(text)) for text in texts) > 0.5
    bare = [_AT.sub("", text).strip(_EDGES) for text in texts]
    parts = [part for text in bare if (part := _split(text))]
    if len(parts) * 10 < len(texts) * 6:
        return False
    places = mean(proper_names.place_score(location) >= 0.5 for _, location in parts)
    firms = mean(proper_names.company_score(company) >= 0.8 for company, _ in parts)
    before = mean(proper_names.place_score(company) >= 1 for company, _ in parts)
    dashed = mean(bool(_DASH.search(text)) for text in bare) > 0.5 and places >= 0.6 and before < 0.2
    # "Huntsville, Alabama" parts as well: something must say that the first half is a company.
    sure = said or dashed or firms >= 0.3 or mean(text.endswith(")") for text in bare) > 0.5
    # "Anchor Inn, Whitby": names of several words, of which the gazetteer knows none, before places.
    names = mean(len(company.split()) > 1 and proper_names.place_score(company) < 0.5 for company, _ in parts)
    sure = sure or (names >= 0.8 and places >= 0.5)
    return before < 0.5 and sure and (places >= 0.4 or (firms >= 0.5 and places > 0))
