"""What speaks for and against a box and its items being jobs: from heading, names, links and neighbours."""

import re
from statistics import mean

from scrapers.extraction import cues, weights
from scrapers.extraction.groups import Box, Item
from scrapers.extraction.layout import Layout, Line
from scrapers.extraction.page import host_of
from scrapers.extraction.titles import closed

_PRODUCT_PRICE = re.compile(
    r"add to cart|in den warenkorb|warenkorb|ajouter au panier|koupit|kaufen|jetzt bestellen|buy now|buy at",
    re.IGNORECASE,
)
_CONTACT = re.compile(
    r"@\w+\.\w|\b(?:tel|phone|fon|telefon|e-?mail|fax|mobil)\b\W|\(\d{3}\) ?\d{3}|\bext\.? \d", re.IGNORECASE
)
_MENU = re.compile(
    r"(?<![a-z])(?:nav(?:bar|igation|-?menu)?|menu|megamenu|mega-menu|submenu|sub-menu|breadcrumbs?|dropdown|footer|topbar|tags?-?cloud|pagination|tablist)(?![a-z])"
)
_PAGE = re.compile(
    r"\b(?:jobs?|stellen(?:angebote?|anzeigen?|markt|ausschreibung(?:en)?)?|vacanc(?:y|ies)|careers?|karriere|open positions|positions|openings|praca|oferty pracy|"
    r"emplois?|recrutement|empleos?|vagas|ваканси[ияй]|работа|volná místa|kariéra|práce|vacatures|jobb|stillinger|lavora con noi|hiring|employment|we're hiring)\b",
    re.IGNORECASE,
)
_PAGE_PATH = re.compile(
    r"/(?:\w*jobs?|\w*stellen\w*|vacanc\w+|careers?|karriere|(?:open-)?positions|openings|praca|emplois?|recrutement|empleos?|vagas|vakan\w*|prace|kariera|vacatures|employment|hiring)(?:[/._?-]|$)",
    re.IGNORECASE,
)


def page_is_about_jobs(title: str | None, url: str, first_heading: str | None) -> bool:
    """The page's title, main heading or address announces vacancies (an article about work does not count)."""
    short = [text for text in (first_heading,) if text and len(text) < 60]
    named = any(_PAGE.search(text) for text in short) or (
        title and len(title) < 90 and bool(_PAGE.search(title))
    )
    return bool(named and (short or title)) and (
        bool(_PAGE_PATH.search(url)) or any(_PAGE.search(t) for t in short)
    )


def weigh_item(layout: Layout, item: Item, url_kind: str) -> None:
    """Fill ``score`` and ``reasons`` of an item with what speaks for it by itself."""
    title = max(-4.0, min(7.0, item.evidence.score))
    reasons = [(weights.TITLE * title, f"title: {', '.join(item.evidence.reasons[:3])}")]
    names = _names(layout, item)
    text = " ".join(line.text[:300] for line in item.lines[:30])
    found = {
        "link to an ad": url_kind == "ad",
        "link about jobs": url_kind == "jobs",
        "link to something else": url_kind == "other",
        "no link": not item.url,
        "company beside it": "company" in item.values,
        "place beside it": "location" in item.values,
        "date beside it": "date_posted" in item.values or "valid_through" in item.values,
        "pay beside it": "base_salary" in item.values,
        "kind of employment beside it": "employment_type" in item.values,
        "workplace beside it": bool(cues.WORKPLACE.search(text[:400])),
        "a call to apply": any(
            len(line.text) < 70 and cues.APPLY.search(line.text) for line in item.lines[:30]
        ),
        "named as a job": cues.named_for_jobs(names),
        "named as a person": cues.named_for_people(names),
        "person's contact beside it": bool(_CONTACT.search(text[:600])) and len(text) < 600,
        "labels of an ad beside it": int(item.values.get("labels", "0")) >= 2,
        "much prose": len(text) > 900,
        "said to be filled": _filled(item),
        "struck through": item.title.struck,
        "price of a product": bool(_PRODUCT_PRICE.search(text)),
    }
    reasons += [(weights.ITEM[name], name) for name, is_so in found.items() if is_so]
    item.reasons = reasons
    item.score = sum(weight for weight, _ in reasons)


def weigh_box(layout: Layout, box: Box, about_jobs: bool) -> None:
    """Fill ``reasons`` of a box with what its items have in common and where it stands."""
    items = box.items
    kind = cues.heading_kind(box.heading)
    titles = [item.evidence.score for item in items]
    hosts = {host_of(item.url) for item in items}
    foreign = len(hosts) == 1 and hosts != {layout.page.host} and hosts != {""}
    around = [
        layout.names(index)
        for index in layout.ancestors(box.container)[:5]
        if layout.tags[index] not in ("body", "html")
    ]
    beside = ("company", "location", "date_posted", "base_salary", "employment_type", "valid_through")
    found = {
        "heading of jobs": kind == "jobs",
        "heading hints at jobs": kind == "weak",
        "heading of jobs and others": kind == "mixed",
        "heading of something else": kind == "other",
        "container named for jobs": any(cues.named_for_jobs(names) for names in around),
        "page about jobs": about_jobs,
        "titles as a group": len(items) > 1 and mean(score >= 1 for score in titles) >= 0.6,
        "gender markers in the group": mean(item.evidence.marker for item in items) >= 0.3,
        "few read like titles": len(items) > 2 and mean(score >= 0.9 for score in titles) < 0.3,
        "all on one other host": foreign and len(items) > 1,
        "on a host for jobs": foreign and bool(cues._JOB_HOST.search("." + next(iter(hosts)))),
        "in a menu": any(
            layout.tags[i] in ("nav", "footer", "menu") or _MENU.search(layout.names(i))
            for i in layout.ancestors(box.container)
        ),
        "alone": len(items) == 1,
        "bare list": len(items) > 1 and not any(name in item.values for item in items for name in beside),
        "very short titles": len(items) > 2 and mean(len(item.title.text.split()) for item in items) < 1.8,
        "plural titles": len(items) > 1
        and mean(item.evidence.plural and not item.evidence.marker for item in items) > 0.5,
        "categories among them": any("category or search" in item.evidence.reasons for item in items),
    }
    box.reasons = [(weights.BOX[name], name) for name, is_so in found.items() if is_so]


def find_heading(layout: Layout, box: Box) -> Line | None:
    """The line that heads a box: the nearest heading before it, or a short line about jobs just before it."""
    start = min(item.start for item in box.items)
    own = {item.title.order for item in box.items}
    depth = layout.depths[box.container]
    before = [line for line in layout.lines if line.order < start][-30:]
    for distance, line in enumerate(reversed(before)):
        if line.order in own or len(line.text) > 120:
            continue
        level = depth - layout.depths[layout.common(line.owner, box.container)]
        if level > 7:
            break
        if line.heading >= 0:
            return line
        short = len(line.text) <= 60
        if (
            distance < 6
            and short
            and level <= 5
            and cues.heading_kind(line.text) == "jobs"
            and not cues.ACTION.match(line.text)
        ):
            return line
        if distance < 2 and short and (line.bold or line.text.endswith(":")) and cues.heading_kind(line.text):
            return line
    return None


def _names(layout: Layout, item: Item) -> str:
    indexes = [index for index in layout.ancestors(item.title.owner) if index >= item.region] or [item.region]
    return " ".join(layout.names(index) for index in indexes[:5])


def _filled(item: Item) -> bool:
    return closed(item.title.text) or any(
        len(line.text) < 60 and closed(line.text) for line in item.lines[:12]
    )
