"""Titles that the page's typography sets off within a line: bold in a sentence, or before something small."""

import re
from dataclasses import replace

from scrapers.extraction import cues, short_dates
from scrapers.extraction.layout import Layout, Line
from scrapers.extraction.page import fold
from scrapers.extraction.titles import assess

LEAST = 0.9
"""Title log-odds from which bold words are a title."""
NEAREST = 12
"""Entries of the flat tree among which a line's own formatting is looked for."""

_BOLD = frozenset(("b", "strong"))
_BESIDE = frozenset(("small", "em", "i", "mark", "sup", "sub", *_BOLD))
_SEEKS = re.compile(
    r"\b(?:such(?:en|t)|gesucht|zu besetzen|looking for|seek(?:s|ing)?|hiring|"
    r"recrut(?:e|ons)|recherch(?:e|ons)|busca(?:mos)?|cerc(?:a|hiamo)|zoek(?:t|en)|söker|hled[áa](?:me)?|poszukuj\w+|szukamy)\b|ищем|требуется",
    re.IGNORECASE,
)
_SOUGHT = re.compile(
    r"\W{0,3}(?:ist |wird |werden )?"
    r"(?:gesucht|wanted|sought|needed|recherchée?s?|cercasi|gezocht|sökes)\b",
    re.IGNORECASE,
)
"""Behind bold words: "**Lagerist** gesucht. …"."""
_GOES_ON = re.compile(r"\s+(?:for|in|to|at|on|with|für|im|am|bei|zur|zum|mit|pour|chez|para|en|per|w|v)\s")
"""Behind bold words that begin an entry of a list: "**Bioinformatician** for single-cell methods …"."""
_START = re.compile(
    r"\W*(?:(?:ab|per|from|starting|start|à partir d[ue]|dès|od|vanaf|från|zum|desde|dal|beginn|as of)"
    r"\b[\s:]*)?(?P<date>[^\W_].{1,24}?)\W*",
    re.IGNORECASE,
)
_DATED = re.compile(r"(?P<date>\d[\d./ -]{4,9}\d)\.?\s*(?:[-–—|:•·]\s*|\s)(?P<title>[^\W\d].{3,})")
"""A date of digits before a title: "07/07/2021 - Web-Entwickler"."""
_WHEN = frozenset(
    ("sofort", "nächstmöglichen zeitpunkt", "immediately", "now", "asap", "zaraz", "ihned", "direct")
)


def set_off(layout: Layout, line: Line) -> Line:
    """The line reduced to the title that formatting or a date before it sets off in it; else the line."""
    if (dated := _DATED.fullmatch(line.text)) and short_dates.is_date(dated["date"]):
        return replace(line, text=dated["title"])
    place = line.order + 1
    tags = layout.tags[place - 2 : place + NEAREST]
    if _BESIDE.isdisjoint(tags) or (line.link >= 0 and len(line.text) > 200):
        return line
    inside = [
        (layout.tags[index], fold(layout.nodes[index].text(separator="")[:400]))
        for index in range(max(0, place - 2), min(len(layout.tags), place + NEAREST, layout.ends[line.owner]))
        if layout.tags[index] in _BESIDE and layout.parents[index] == line.owner
    ]
    if not inside:
        return line
    tail = inside[-1][1]
    if 1 < len(tail) < len(line.text) - 3 and line.text.endswith(tail) and _is_beside(tail):
        return replace(line, text=line.text[: -len(tail)].rstrip(" ,–—-|·("))
    return _bold_title(layout, line, inside)


def seeks(text: str, title: str) -> bool:
    """Whether a sentence around a title says that somebody is sought for it."""
    return text != title and bool(_SEEKS.search(text.replace(title, "")))


def _bold_title(layout: Layout, line: Line, inside: list[tuple[str, str]]) -> Line:
    bold = [text for tag, text in inside if tag in _BOLD and len(text) > 3 and text in line.text]
    titles = [text for text in bold if assess(text).score >= LEAST]
    if line.heading >= 0 or line.link >= 0 or len(bold) != 1 or not titles:
        return line
    before, _, behind = line.text.partition(titles[0])
    if before.strip():
        is_title = assess(titles[0]).marker or seeks(line.text, titles[0])
    else:
        listed = layout.tags[line.owner] == "li" and _GOES_ON.match(behind)
        is_title = listed or _SOUGHT.match(behind)
    return replace(line, text=titles[0]) if is_title else line


def _is_beside(text: str) -> bool:
    """Whether a text only says when, where or for how long."""
    match = _START.fullmatch(text)
    return bool(
        cues.EMPLOYMENT.fullmatch(text)
        or cues.WORKPLACE.fullmatch(text)
        or short_dates.is_date(text)
        or (match and (match["date"].casefold() in _WHEN or short_dates.is_date(match["date"])))
    )
