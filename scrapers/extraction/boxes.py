"""Boxes: regions of a page that list jobs, found by weighing titles, structure and neighbours together."""

import math
import re
from bisect import bisect_left, insort
from functools import lru_cache

from scrapers.extraction import cues, link_kinds, weights
from scrapers.extraction.employer import employer_named
from scrapers.extraction.evidence import (
    headings_over,
    weigh_bareness,
    weigh_box,
    weigh_company_kept,
    weigh_explanations,
    weigh_headings,
    weigh_neighbours,
    weigh_title,
    worth_reading,
)
from scrapers.extraction.fields import read_fields
from scrapers.extraction.groups import Box, Item, find_boxes
from scrapers.extraction.heading_words import heads_part_of_ad
from scrapers.extraction.hints import may_have_jobs
from scrapers.extraction.layout import Layout, Line
from scrapers.extraction.page import Page, fold, host_of
from scrapers.extraction.page_evidence import page_is_about_jobs, page_is_about_pay, says_none_open
from scrapers.extraction.titles import MARKER, without_announcement
from scrapers.items import JobPosting

NEAR_MISS = -2.5
"""Log-odds down to which a rejected candidate is worth showing."""

MOST_LINES_OF_ITEM = 300
"""Lines of an item that are read; a long ad has half as many."""

_FIELDS = (
    "company",
    "location",
    "date_posted",
    "valid_through",
    "employment_type",
    "base_salary",
    "identifier",
)
_EDGES = " \t-–—|•·,;:"
# "Stadt Ulm sucht Koch (m/w/d)": only with a marker, for headlines say so of others.
_SOUGHT = re.compile(
    r"(?:(?:die|der|das) )?(?!(?:wir|wer|man|ihr|unsere?|team|kunde)\b)(?P<company>\S[^:;!?]{1,60}?) sucht "
    r"(?:(?:ab sofort|zum nächstmöglichen zeitpunkt|dringend|eine?n?|neue[nr]?) )*"
    r"(?P<title>(?-i:[A-ZÄÖÜ]).*)",
    re.IGNORECASE,
)
_CUT = re.compile(r"\s*(?:\.\.\.|…)$")


def find(page: Page) -> list[JobPosting]:
    """Postings of all boxes of the page, in document order."""
    return judge(page)[0]


def judge(page: Page) -> tuple[list[JobPosting], list[JobPosting]]:
    """Postings of all boxes, and candidates that were nearly taken."""
    if page.kind != "html" or not may_have_jobs(page):
        return [], []
    layout = page.layout
    main = next(
        (line.text for line in layout.lines if line.heading >= 0 and layout.tags[line.heading] == "h1"), None
    )
    about_jobs = page_is_about_jobs(page.title, page.url, main)
    boxes = find_boxes(layout, lambda seeds: worth_reading(layout, seeds, about_jobs))
    page_says = {"about jobs"} if about_jobs else set()
    if boxes and page_is_about_pay(page.title, main):
        page_says.add("about pay")
    if boxes and says_none_open(layout, about_jobs):
        page_says.add("none open")
    judged = [(item, box) for box in boxes for item in _weigh(layout, box, page_says)]
    postings, missed = _choose(layout, judged)
    if about_jobs and (company := employer_named(page.title, main)):
        _name_employer(page, postings, company)
    return postings, missed


def _name_employer(page: Page, postings: list[JobPosting], company: str) -> None:
    """Give a company's own vacancies its name, where none of them says another."""
    if all(not posting.company and host_of(posting.url) in (page.host, "") for posting in postings):
        for posting in postings:
            posting.company, posting.origins["company"] = company, "box"


def _weigh(layout: Layout, box: Box, page_says: set[str]) -> list[Item]:
    """Items of a box with their scores; none where nothing beside the titles could lift them over the
    line."""
    own = {item.title.order for item in box.items}
    known: dict[tuple[int, int], list[str]] = {}
    starts = []
    for item in box.items:
        inside = layout.lines_between(item.region, layout.ends[item.region])
        over = [line.order for line in inside if _is_over(layout, line, item.title)]
        own.update(line.order for line in inside if line.heading >= 0 and line.order not in over)
        starts.append(item.title.order if over else item.start)
    orders = [line.order for line in layout.lines if line.heading >= 0 and line.order not in own]
    kinds = []
    for item, start in zip(box.items, starts, strict=True):
        parent = layout.parents[item.region]
        place = parent, bisect_left(orders, start)
        if place not in known:
            known[place] = headings_over(layout, start, max(parent, 0), own)
        item.headings = known[place]
        item.url = _link(layout, item)
        kinds.append(link_kinds.link_kind(item.url))
        weigh_title(layout, item, kinds[-1])
        weigh_headings(item, "about jobs" in page_says)
    weigh_box(layout, box, page_says, kinds)
    if max(item.score + _common(box, item) for item in box.items) + weights.FROM_NEIGHBOURS < 0:
        return []
    for item in box.items:
        item.lines = layout.lines_between(item.start, item.end)[:MOST_LINES_OF_ITEM]
    read_fields(layout, box, "about jobs" in page_says)
    weigh_bareness(box)
    weigh_explanations(box)
    for item in box.items:
        weigh_neighbours(item, "about jobs" in page_says)
        item.score += _common(box, item)
        item.reasons += box.reasons
        item.lines = []  # read
    weigh_company_kept(layout, box.items)
    return box.items


def _is_over(layout: Layout, line: Line, title: Line) -> bool:
    """Whether a line of the title's own part of the page is a heading over it: of a higher rank, or one that
    heads a part of an ad."""
    if line.heading < 0 or line.order > title.order:
        return False
    if title.heading < 0:
        return heads_part_of_ad(line.text)
    return layout.tags[line.heading] < layout.tags[title.heading]


def _common(box: Box, item: Item) -> float:
    """What the box adds to an item's score."""
    against = weights.MARKED if item.evidence.proven else 1.0
    return weights.PRIOR + sum(weight if weight > 0 else against * weight for weight, _ in box.reasons)


def _link(layout: Layout, item: Item) -> str | None:
    """Address of the ad: the title's own link, else the item's link that leads to it."""
    page = layout.page
    if item.title.link >= 0:
        href = layout.attributes(item.title.link).get("href")
        if not _ANCHOR.match(href or "") and (url := page.link(href)):
            return url
    best: tuple[int, str] | None = None
    for index in range(item.start, min(item.end, item.start + 400)):
        attributes = layout.attributes(index) if layout.tags[index] in ("a", "form") else None
        href = attributes and attributes.get("href" if layout.tags[index] == "a" else "action")
        url = page.link(href) if href else None
        if not url or url.split("#")[0] == page.url.split("#")[0]:
            continue
        text = fold(layout.nodes[index].text(separator=" "))[:100]
        rank = (
            3 * (link_kinds.link_kind(url) == "ad")
            + 2 * bool(cues.APPLY.search(text))
            + (link_kinds.link_kind(url) == "jobs")
        )
        if link_kinds.link_kind(url) == "other" and not rank:
            rank = -1
        if best is None or rank > best[0]:
            best = (rank, url)
    least = 3 if _anchor(layout, item.title) else 0
    return best[1] if best and best[0] >= least else None


_ANCHOR = re.compile(r"#\w")
"""A link to another part of the same page, where the ad stands."""


def _anchor(layout: Layout, title: Line) -> str | None:
    href = layout.attributes(title.link).get("href") if title.link >= 0 else None
    return layout.page.url.split("#")[0] + href if href and _ANCHOR.match(href) else None


def _choose(layout: Layout, judged: list[tuple[Item, Box]]) -> tuple[list[JobPosting], list[JobPosting]]:
    """Items above the line; where two claim the same stretch of the page, the better one."""
    chosen: list[tuple[Item, Box]] = []
    covered = bytearray(len(layout.tags))
    titles: list[int] = []
    missed = []
    for item, box in sorted(judged, key=lambda pair: -pair[0].score):
        place = bisect_left(titles, item.title.order)
        if place < len(titles) and titles[place] == item.title.order:
            continue
        if item.score <= 0:
            if item.score > NEAR_MISS and item.evidence.score > 0:
                missed.append((item, box))
            continue
        first = bisect_left(titles, item.start)
        around = first < len(titles) and titles[first] < item.end
        if (covered[item.title.order] or around) and not _own_link(item, chosen):
            continue
        chosen.append((item, box))
        covered[item.start : item.end] = b"\x01" * (item.end - item.start)
        insort(titles, item.title.order)
    chosen = _without_parts(chosen)
    chosen.sort(key=lambda pair: pair[0].title.order)
    return [_posting(layout, *pair) for pair in chosen], [_posting(layout, *pair) for pair in missed[:20]]


def _without_parts(chosen: list[tuple[Item, Box]]) -> list[tuple[Item, Box]]:
    """Without links to an ad that are named by a word of its title ("Care" beside "Care Assistant")."""
    titles: dict[str, list[str]] = {}
    for item, _ in chosen:
        if item.url and item.title.link >= 0:
            titles.setdefault(item.url, []).append(item.title.text.casefold())

    def is_part(item: Item) -> bool:
        text, others = item.title.text.casefold(), titles.get(item.url or "", ())
        alone = item.title.link >= 0 and " " not in text
        return alone and any(text in other and text != other for other in others)

    return [(item, box) for item, box in chosen if not is_part(item)]


def _own_link(item: Item, chosen: list[tuple[Item, Box]]) -> bool:
    """Two jobs in one item: each title is a link of its own."""
    return item.title.link >= 0 and any(
        other.title.link >= 0 and other.url != item.url and box_item is not item and other.region !=
        item.region
        and other.title.owner == other.title.link and item.title.owner == item.title.link
        and other.evidence.score > 0
        for other, box_item in chosen
        if other.start <= item.title.order < other.end or item.start <= other.title.order < item.end
    )  # fmt: skip


def _posting(layout: Layout, item: Item, box: Box) -> JobPosting:
    reasons = sorted(item.reasons, key=lambda reason: -abs(reason[0]))
    values = {name: item.values[name] for name in _FIELDS if item.values.get(name)}
    url = item.url or _anchor(layout, item.title)
    title = without_announcement(item.values.get("title") or _whole_title(layout, item.title))
    sought = _SOUGHT.fullmatch(title)
    if sought and MARKER.search(sought["title"]) and sought["company"] in values.get("company", title):
        values["company"], title = sought["company"], sought["title"]
    return JobPosting(
        title=title.strip(_EDGES),
        url=url,
        origin="box",
        origins=dict.fromkeys(["title", *(["url"] if url else []), *values], "box"),
        box_heading=item.headings[0] if item.headings else None,
        where=layout.css_path(item.title.owner),
        score=round(1 / (1 + math.exp(-max(-30.0, min(30.0, item.score)))), 3),
        evidence=[_said(weight, reason) for weight, reason in reasons],
        **values,
    )


@lru_cache(4096)
def _said(weight: float, reason: str) -> str:
    """A reason as text; a page's items share most of theirs."""
    return f"{weight:+.1f} {reason}"


def _whole_title(layout: Layout, line: Line) -> str:
    """The title; where the page cuts it, as its title attribute or label gives it."""
    text = line.text
    if not text.endswith(("...", "…")):
        return text
    begin = _CUT.sub("", text).casefold()[:60].rstrip()
    for index in layout.ancestors(line.owner)[:3]:
        attributes = layout.attributes(index)
        for name in ("title", "aria-label", "data-title"):
            whole = fold(attributes.get(name))
            if (
                len(whole) > len(begin)
                and whole.casefold().startswith(begin)
                and not whole.endswith(("...", "…"))
            ):
                return whole
    return text
