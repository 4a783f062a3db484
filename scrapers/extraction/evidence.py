"""What speaks for and against a box and its items being jobs: from heading, names, links and neighbours."""

# ruff: noqa: E501  (patterns are tables of words; broken up further they are harder to read)

import re
from bisect import bisect_left
from functools import lru_cache
from urllib.parse import urlsplit

from scrapers.extraction import cues, heading_words, link_kinds, proper_names, weights
from scrapers.extraction.columns import mean
from scrapers.extraction.explained import heads_an_article, occupations_are_explained
from scrapers.extraction.groups import Box, Item
from scrapers.extraction.layout import Layout, Line
from scrapers.extraction.page import host_of
from scrapers.extraction.title_faults import is_no_title
from scrapers.extraction.titles import UNKNOWN, assess, closed

_PRODUCT_PRICE = re.compile(
    r"add to cart|in den warenkorb|warenkorb|ajouter au panier|koupit|kaufen|jetzt bestellen|buy now|buy at",
    re.IGNORECASE,
)
_CONTACT = re.compile(
    r"@\w+\.\w|\b(?:tel|phone|fon|telefon|e-?mail|fax|mobil)\b\W|\(\d{3}\) ?\d{3}|\bext\.? \d", re.IGNORECASE
)
_MENU = re.compile(
    r"(?<![a-z])(?:nav(?:bar|igation|-?menu)?|menu|megamenu|mega-menu|submenu|sub-menu|breadcrumbs?|dropdown|topbar|tags?-?cloud|pagination|tablist)(?![a-z])|^footer|(?<![\w-])footer(?:-(?:nav|menu|links?|widgets?))?(?![\w-])|site-footer|page-footer"
)
_VACANCY = re.compile(
    r"\b(?:suchen wir|wir suchen|sucht (?:ab|zum|eine)|zum nächstmöglichen|we are (?:looking|seeking)|we're looking|is (?:looking for|seeking)|"
    r"join our team|apply (?:by|now|at)|bewerben sie|bewirb dich|nous recherchons|nous recrutons|poszukujemy|hledáme|buscamos|cerchiamo|wi?j zoeken|vi (?:söker|søker|søger)|hľadáme|szukamy|procuramos|"
    r"estamos (?:buscando|contratando|a contratar|a recrutar)|etsimme|haemme|keresünk|angajăm|căutăm|arıyoruz)\b|ищем|требу[ею]тся|шукаємо",
    re.IGNORECASE,
)
_CHROME = frozenset(["nav", "footer", "menu"])
_PROVEN = frozenset(("gender marker", "says hiring", "announced as a vacancy"))
_SAYS_JOB = frozenset(
    ("gender marker", "gendered noun", "says hiring", "form of job", "announced as a vacancy")
)


def weigh_title(layout: Layout, item: Item, url_kind: str) -> None:
    """Start ``score`` and ``reasons`` of an item with its title, its link and the names around it."""
    title = max(-8.0, min(7.0, item.evidence.score))
    names = _names(layout, item)
    found = {
        "link to an ad": url_kind == "ad",
        "link about jobs": url_kind == "jobs",
        "gender marker": item.evidence.marker,
        "announced as a vacancy": item.evidence.proven and not item.evidence.marker,
        "no link": not item.url,
        "named as a job": heading_words.named_for_jobs(names),
        "named as a person": heading_words.named_for_people(names) and url_kind not in ("ad", "jobs"),
        "struck through": item.title.struck,
        "another part of an ad or a list": item.evidence.reasons == UNKNOWN.reasons
        and is_no_title(item.title.text),
    }
    item.reasons = [_reason(weights.TITLE * title, f"title: {', '.join(item.evidence.reasons[:3])}")]
    item.score = weights.TITLE * title
    _add(item, weights.ITEM, found)
    if url_kind == "other":
        against = weights.ITEM["link to something else"] * (weights.MARKED if item.evidence.proven else 1.0)
        item.reasons.append((against, "link to something else"))
        item.score += against


_CARD = 200
"""Characters of a card that shows who works there; on a page about jobs an ad names whom to ask as well."""


def weigh_neighbours(item: Item, about_jobs: bool) -> None:
    """Add what the text beside the title says."""
    lines = [line.text for line in item.lines[:30]]
    text = " ".join(line[:300] for line in lines)
    firm = proper_names.company_score(item.values.get("company", "")) >= 0.7 or item.values.get(
        "company_known"
    )
    found = {
        "company beside it": bool(firm),
        "name beside it": "company" in item.values and not firm,
        "place beside it": "location" in item.values,
        "date beside it": "date_posted" in item.values or "valid_through" in item.values,
        "pay beside it": "base_salary" in item.values,
        "kind of employment beside it": "employment_type" in item.values,
        "workplace beside it": bool(cues.WORKPLACE.search(text[:400])),
        "a call to apply": "apply" in item.values,
        "person's contact beside it": not _PROVEN & set(item.evidence.reasons)
        and len(text) < (_CARD if about_jobs else 600)
        and not _under_jobs(item)
        and bool(_CONTACT.search(text)),
        "labels of an ad beside it": int(item.values.get("labels", "0")) >= 2,
        "terms behind it": "terms" in item.values,
        "sought in its sentence": "sought" in item.values,
        "text speaks of a vacancy": any(_VACANCY.search(line[:300]) for line in lines[:8]),
        "much prose": len(text) > 900,
        "said to be filled": _filled(item),
        "price of a product": bool(_PRODUCT_PRICE.search(text)),
    }
    _add(item, weights.ITEM, found)


def _add(item: Item, table: dict[str, float], found: dict[str, bool]) -> None:
    for name, is_so in found.items():
        if is_so:
            item.reasons.append(_reason(table[name], name))
            item.score += table[name]


@lru_cache(4096)
def _reason(weight: float, name: str) -> tuple[float, str]:
    """One object for all items that share a reason: a page may have a thousand, each with ten."""
    return weight, name


def weigh_box(layout: Layout, box: Box, page_says: set[str], kinds: list[str]) -> None:
    """Fill ``reasons`` of a box with what its items have in common and where it stands."""
    items, about_jobs = box.items, "about jobs" in page_says
    announced = any(
        heading_words.heading_kind(text) in ("jobs", "weak", "mixed")
        for item in items
        for text in item.headings
    )
    scores = [item.evidence.score for item in items]
    hosts = {host_of(item.url) for item in items}
    foreign = len(items) > 1 and len(hosts) == 1 and hosts != {layout.page.host} and hosts != {""}
    above = layout.ancestors(layout.parents[items[len(items) // 2].region])
    around = [layout.names(index) for index in above[:5] if layout.tags[index] not in ("body", "html")]
    named = any(heading_words.named_for_jobs(names) for names in around)
    said = any(_SAYS_JOB & set(item.evidence.reasons) for item in items)
    item_named = any(reason == "named as a job" for item in items for _, reason in item.reasons)
    linked, under_jobs = any(item.url for item in items), all(map(_under_jobs, items))
    full = about_jobs and not linked and len(items) > 3 and mean(score >= 2 for score in scores) >= 0.8
    found = {
        "container named for jobs": named,
        "page about jobs": about_jobs,
        "page about pay": "about pay" in page_says,
        "page says there are none": "none open" in page_says,
        "titles as a group": len(items) > 1 and mean(score >= 1 for score in scores) >= 0.6,
        "page about jobs full of titles": full,
        "gender markers in the group": mean(item.evidence.marker for item in items) >= 0.3,
        "few read like titles": len(items) > 2 and mean(score >= 0.9 for score in scores) < 0.3,
        "all on one other host": foreign,
        "on a host for jobs": foreign and link_kinds.is_job_host(next(iter(hosts))),
        "in a menu": any(
            layout.tags[index] in _CHROME or _MENU.search(layout.names(index)) for index in above
        ),
        "alone": len(items) == 1,
        "value of a label": len(items) <= 2 and all(map(_is_value, items)),
        "counted": mean(bool(_COUNTED.search(item.title.text)) for item in items) > 0.5,
        "very short titles": len(items) > 2
        and not full
        and (linked or not under_jobs)
        and mean(len(item.title.text.split()) for item in items) < 1.8,
        "the same again and again": len(items) > 2
        and len({item.title.text for item in items}) * 2 <= len(items) + 1
        and mean(len(item.title.text.split()) for item in items) < 1.8,
        "plural titles": len(items) > 1
        and not (about_jobs and not any(item.url for item in items))
        and mean(item.evidence.plural and not item.evidence.marker for item in items) > 0.5,
        "categories among them": mean("category or search" in item.evidence.reasons for item in items) > 0.2,
        "occupations explained": not (about_jobs or announced)
        and len(items) > 2
        and set(kinds) == {"other"}
        and mean(score >= 1.8 for score in scores) >= 0.75
        and mean(item.evidence.marker for item in items) < 0.5,
        "headlines": len(items) > 2 and mean(map(_is_headline, items)) >= 0.5,
        "nothing says job": not (
            named or said or item_named or about_jobs or announced or {"ad", "jobs"} & set(kinds)
        ),
    }
    box.reasons = [(weights.BOX[name], name) for name, is_so in found.items() if is_so]


_COUNTED = re.compile(r"\(\d+\)$")


def _is_headline(item: Item) -> bool:
    evidence = item.evidence
    weak = not evidence.proven and evidence.score < 2 and "form of job" not in evidence.reasons
    return weak and "words of a headline" in evidence.reasons


def _is_value(item: Item) -> bool:
    """Whether what stands over an item is a label ("Schedule for this position:") and no heading of jobs."""
    label = item.headings[0] if item.headings else ""
    if item.title.heading >= 0:
        return False
    return label.endswith(":") and heading_words.heading_kind(label) != "jobs" and not item.evidence.proven


def weigh_headings(item: Item, about_jobs: bool) -> None:
    """Add what the headings over an item announce: the nearest that says anything, at less weight from above."""
    nearest = item.headings[0] if item.headings else ""
    label = cues.LABEL.match(nearest)
    kinds = [heading_words.heading_kind(text) for text in item.headings]
    kind, part = kinds[0] if kinds else "", heading_words.heads_part_of_ad(nearest)
    against = weights.MARKED if item.evidence.proven else 1.0
    if part and not kind:
        item.reasons.append(
            (weights.BOX["heading of a part of an ad"] * against, "heading of a part of an ad")
        )
        item.score += weights.BOX["heading of a part of an ad"] * against
    for found, name in (
        ("jobs", "heading of jobs"),
        ("weak", "heading hints at jobs"),
        ("mixed", "heading of jobs and others"),
    ):
        if kind == found:
            _add(item, weights.BOX, {name: True})
    if kind == "other":
        # "Our people", "Services": on a page of vacancies the name of a department.
        of_jobs = (about_jobs or "jobs" in kinds) and not heading_words.leads_to_searches(nearest)
        against *= weights.MARKED if of_jobs else 1.0
        item.reasons.append((weights.BOX["heading of something else"] * against, "heading of something else"))
        item.score += weights.BOX["heading of something else"] * against
    _add(
        item,
        weights.BOX,
        {
            "value of a label": bool(label and label["mark"] and not label["value"]),
            "heading of jobs above": kind in ("", "weak")
            and not part
            and "jobs" in kinds[1:]
            and "other" not in kinds[1 : kinds.index("jobs")],
        },
    )


def _table(layout: Layout, item: Item) -> int | None:
    return next((index for index in layout.ancestors(item.region) if layout.tags[index] == "table"), None)


def weigh_company_kept(layout: Layout, items: list[Item]) -> None:
    """Add to titles without a telling word that most of the items around them are jobs."""
    sure = [item for item in items if item.score > 0.3]
    if len(sure) < 2 or len(sure) * 2 < len(items):
        return
    shared, tables = _shared_values(sure), {_table(layout, item) for item in sure}
    for item in items:
        unknown = item.evidence.reasons == UNKNOWN.reasons and _table(layout, item) in tables
        weak = item.score <= 0.3 and item.evidence.score > 0 and item.values.keys() >= shared
        _add(item, weights.ITEM, {"among jobs": unknown, "weak among jobs": weak and not unknown})


def _shared_values(items: list[Item]) -> set[str]:
    """Fields that every one of some items has."""
    return set.intersection(*(set(item.values) - {"company_known", "title"} for item in items))


def weigh_bareness(box: Box) -> None:
    """Add to a box's reasons that nothing stands beside its titles."""
    beside = ("company", "location", "date_posted", "base_salary", "employment_type", "valid_through")
    full = any(name == "page about jobs full of titles" for _, name in box.reasons)
    if full or all(not item.url and _under_jobs(item) for item in box.items):
        return  # categories and searches would be links
    if len(box.items) > 1 and not any(name in item.values for item in box.items for name in beside):
        box.reasons.append((weights.BOX["bare list"], "bare list"))
        elsewhere = all(link_kinds.link_kind(item.url) == "other" for item in box.items)
        if elsewhere and not any(item.evidence.proven for item in box.items):
            box.reasons.append((weights.BOX["bare links to something else"], "bare links to something else"))
        if len(box.items) >= FEWEST_CATEGORIES and all(map(_is_called_by_its_link, box.items)):
            box.reasons.append((weights.BOX["bare links named like them"], "bare links named like them"))


FEWEST_CATEGORIES = 6


def _is_called_by_its_link(item: Item) -> bool:
    """Whether an item's link ends in its title and nothing else: a kind of job; of one there is more to say."""
    evidence, path = item.evidence, urlsplit(item.url or "").path.rstrip("/")
    if evidence.proven or "seniority" in evidence.reasons:
        return False
    one, other = path.rsplit("/", 1)[-1].removesuffix(".html"), item.title.text
    return _letters(one) == _letters(other) != ""


def _letters(text: str) -> str:
    return "".join(sign for sign in text.casefold() if sign.isalpha())


def weigh_explanations(box: Box) -> None:
    """Add to a box's reasons that its titles head prose on occupations; below a heading of jobs that may be tasks."""
    if occupations_are_explained(box.items):
        name = (
            "an article on occupations" if heads_an_article(box.items[0].headings) else "prose and no terms"
        )
        box.reasons.append((weights.BOX[name], name))


def find_heading(layout: Layout, start: int, around: int, own: set[int]) -> Line | None:
    """The line that heads what begins at ``start`` inside ``around``: the nearest heading before it, or a short
    line about jobs just before it; lines in ``own`` are titles themselves."""
    end = bisect_left(layout.orders, start)
    depth = layout.depths[around]
    for distance, line in enumerate(reversed(layout.lines[max(0, end - 30) : end])):
        if line.order in own or len(line.text) > 120:
            continue
        level = depth - layout.depths[layout.common(line.owner, around)]
        if level > 7:
            break
        if line.heading >= 0:
            if heading_words.heading_kind(line.text) == "other" and _is_over(layout, line, start):
                continue
            return line
        if len(line.text) > 60 or distance >= 6 or level > 5:
            continue
        kind = heading_words.heading_kind(line.text)
        if kind == "jobs" and _heads_a_table(layout, line):
            return line
        if kind == "jobs" and not cues.ACTION.match(line.text):
            return line
        if kind and distance < 2 and (line.bold or line.text.endswith(":")):
            return line
    return None


def _is_over(layout: Layout, heading: Line, start: int) -> bool:
    """Whether the part of the page that a heading heads has ended before ``start`` ("Related stories", then a
    box without a heading)."""
    for index in layout.ancestors(layout.parents[heading.heading]):
        end = layout.ends[index]
        if end > start:
            return False
        if bisect_left(layout.orders, end) - bisect_left(layout.orders, index) > 3:
            return True
    return False


def _heads_a_table(layout: Layout, line: Line) -> bool:
    """Whether a line is the only cell of a table's header row."""
    cell = next((index for index in layout.ancestors(line.owner)[:4] if layout.tags[index] == "th"), None)
    cell = line.owner if layout.tags[line.owner] == "th" else cell
    return cell is not None and layout.children(layout.parents[cell]).get("th", 0) == 1


def headings_over(layout: Layout, start: int, around: int, own: set[int]) -> list[str]:
    """Texts of the headings over a place, nearest first: each next one of a higher rank."""
    line = find_heading(layout, start, around, own)
    found = []
    for _ in range(3):
        if line is None:
            break
        found.append(line.text)
        if line.heading < 0:
            break
        rank = layout.tags[line.heading]
        end = bisect_left(layout.orders, line.order)
        line = next(
            (
                other
                for other in reversed(layout.lines[max(0, end - 80) : end])
                if other.heading >= 0 and layout.tags[other.heading] < rank and other.order not in own
            ),
            None,
        )
    return found


def worth_reading(layout: Layout, seeds: list[Line], about_jobs: bool) -> bool:
    """Whether anything but the titles says job: what most groups of most pages lack, seen at little cost."""
    if about_jobs or any(not _SAYS_JOB.isdisjoint(assess(line.text).reasons) for line in seeds):
        return True
    first = seeds[0]
    for line in seeds[:6]:
        if line.link >= 0:
            url = layout.page.link(layout.attributes(line.link).get("href"))
            if link_kinds.link_kind(url) in ("ad", "jobs"):
                return True
    around = layout.ancestors(seeds[len(seeds) // 2].owner)[:8]
    if any(
        heading_words.named_for_jobs(layout.names(index))
        for index in around
        if layout.tags[index] not in ("body", "html")
    ):
        return True
    # A small group needs to look at the links of its items, which are not known yet.
    if first.link < 0 and any(
        link_kinds.link_kind(layout.page.link(layout.attributes(index).get("href"))) in ("ad", "jobs")
        for index in range(first.order, min(len(layout.tags), first.order + 25))
        if layout.tags[index] == "a"
    ):
        return True
    container = around[min(2, len(around) - 1)]
    headings = headings_over(layout, first.order, container, {line.order for line in seeds})
    return any(heading_words.heading_kind(text) in ("jobs", "weak", "mixed") for text in headings)


def _under_jobs(item: Item) -> bool:
    """Whether the nearest heading announces jobs: there a contact is who takes the application."""
    return bool(item.headings) and heading_words.heading_kind(item.headings[0]) == "jobs"


def _names(layout: Layout, item: Item) -> str:
    indexes = [index for index in layout.ancestors(item.title.owner) if index >= item.region] or [item.region]
    return " ".join(layout.names(index) for index in indexes[:5])


def _filled(item: Item) -> bool:
    return closed(item.title.text) or any(
        len(line.text) < 60 and closed(line.text) for line in item.lines[:12]
    )
