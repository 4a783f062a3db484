"""Candidates: lines that read like titles, and what stands in the same place of their neighbours' items."""

import itertools
import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field

from scrapers.extraction.cues import ACTION, LABEL, PAY
from scrapers.extraction.facts import Facts
from scrapers.extraction.heading_words import heading_kind
from scrapers.extraction.layout import Layout, Line
from scrapers.extraction.proper_names import place_score
from scrapers.extraction.set_off import set_off
from scrapers.extraction.short_dates import is_date
from scrapers.extraction.titles import PART_OF_AD, TitleEvidence, assess, is_prose

SEED = 0.9
"""Title log-odds from which a line may start a group of its own."""
MOST_SEEDS = 1500
FEWEST_SEEDS, BYTES_OF_SEED = 400, 200
"""Seeds of any page; a larger one may have more."""
FEWEST_ITEMS, BYTES_OF_ITEM = 700, 140
"""Items of any page, seeds and their peers; a larger one may have more."""
MOST_PEERS = 400

_GOES_ON = ("–", "—", "|", "·", ",")
"""What a line begins with that goes on with the line before it."""
_SOUGHT = ("says hiring",)
_FLAT = frozenset(["h1", "h2", "h3", "h4", "h5", "h6", "dt", "a", "b", "strong", "summary"])
"""Elements that hold a title and nothing else: what belongs to the item follows as siblings."""


@dataclass(slots=True)
class Item:
    """One candidate: a title line and the stretch of the document that belongs to it."""

    title: Line
    evidence: TitleEvidence
    region: int
    start: int
    end: int
    values: dict[str, str] = field(default_factory=dict)
    lines: list[Line] = field(default_factory=list)
    score: float = 0.0
    reasons: list[tuple[float, str]] = field(default_factory=list)
    url: str | None = None
    headings: list[str] = field(default_factory=list)
    """Headings over it, nearest first."""


@dataclass(slots=True)
class Box:
    """Items that stand in one structure."""

    container: int
    items: list[Item]
    reasons: list[tuple[float, str]] = field(default_factory=list)


def find_boxes(layout: Layout, worth: Callable[[list[Line]], bool]) -> list[Box]:
    """Groups of candidate items around the runs of seeds that are worth it, in document order; they may
    overlap."""
    families: dict[int, list[Line]] = defaultdict(list)
    length = len(layout.page.source)
    count, most = 0, min(MOST_SEEDS, max(FEWEST_SEEDS, length // BYTES_OF_SEED))
    facts = Facts(layout)
    for whole in layout.lines:
        line = set_off(layout, whole)
        if facts.has(line) or not _is_seed(line):
            continue
        families[layout.shapes[line.owner]].append(line)
        count += 1
        if count >= most:
            break
    boxes: list[Box] = []
    spare = max(FEWEST_ITEMS, length // BYTES_OF_ITEM) - count
    for seeds in families.values():
        for run in _runs(layout, _one_a_parent(layout, seeds)):
            for part in filter(worth, _lists(layout, run)):
                boxes.append(_box(layout, part, min(MOST_PEERS, spare)))
                spare -= len(boxes[-1].items) - len(part)
    return sorted(boxes, key=lambda box: box.items[0].title.order)


_IN_A_STATE = re.compile(r"[A-Z][\w.' -]+, [A-Z]{2}")
"""A town in the United States: "PA" is also an assistant."""


def _is_seed(line: Line) -> bool:
    """Whether a line reads like a title by itself."""
    if is_prose(line.text) or line.owner == 0:
        return False
    evidence = assess(line.text)
    if evidence.score < SEED or (line.text.startswith(_GOES_ON) and not evidence.head):
        return False
    if evidence.reasons == _SOUGHT and heading_kind(line.text) in ("other", "mixed"):
        return False
    if evidence.plural and not evidence.marker and line.text.endswith(":"):
        return False  # "We are hiring postdocs:"
    if _IN_A_STATE.fullmatch(line.text):
        return False
    return evidence.marker or not ACTION.match(line.text)


def lines_between(layout: Layout, start: int, end: int) -> list[Line]:
    """Lines whose text stands in [start, end) of the document."""
    return layout.lines[bisect_left(layout.orders, start) : bisect_left(layout.orders, end)]


def _one_a_parent(layout: Layout, seeds: list[Line]) -> list[Line]:
    """Of several texts in one small parent that is not a list of links, the one that reads most like a
    title."""
    parents = Counter(layout.parents[line.owner] for line in seeds)
    if len(parents) < 2 or max(parents.values()) > 3 or max(parents.values()) == 1:
        return seeds
    best: dict[int, Line] = {}
    kept = []
    heads = {
        one.order for pair in itertools.pairwise(seeds) if _head_their_own(layout, *pair) for one in pair
    }
    for line in seeds:
        parent = layout.parents[line.owner]
        if layout.tags[line.owner] == "a" or parents[parent] == 1 or line.order in heads:
            kept.append(line)
        elif parent not in best or assess(line.text).score > assess(best[parent].text).score:
            best[parent] = line
    return sorted([*kept, *best.values()], key=lambda line: line.order)


def _head_their_own(layout: Layout, one: Line, other: Line) -> bool:
    """Whether two headings in one parent each stand over a text of their own, as titles of two ads do."""
    if layout.parents[one.owner] != layout.parents[other.owner] or layout.tags[one.owner] not in _RANKS:
        return False
    between = lines_between(layout, layout.ends[one.owner], other.order)
    return any(len(line.text) > 60 for line in between)


def _runs(layout: Layout, seeds: list[Line]) -> list[list[Line]]:
    """Seeds of one shape, parted where the next one stands in another part of the page."""
    levels = [
        layout.depths[one.owner] - layout.depths[layout.common(one.owner, other.owner)]
        for one, other in itertools.pairwise(seeds)
    ]
    usual, times = Counter(levels).most_common(1)[0] if levels else (0, 0)
    most = max(6, usual) if times > 2 and times * 2 > len(levels) else 6
    runs, run = [], [seeds[0]]
    for index, seed in enumerate(seeds[1:]):
        near = min(levels[max(0, index - 1) : index] + levels[index + 1 : index + 2] + [most])
        if levels[index] > near + 2:
            runs.append(run)
            run = []
        run.append(seed)
    return [*runs, run]


def _lists(layout: Layout, seeds: list[Line]) -> list[list[Line]]:
    """A run parted into the lists that its seeds stand in, where their authors gave these different names."""
    if len(seeds) < 2:
        return [seeds]
    parts: dict[tuple[int, frozenset[str]], list[Line]] = defaultdict(list)
    number, end = 0, seeds[0].order
    for seed, region in zip(seeds, _regions(layout, seeds, _around(layout, seeds)), strict=True):
        number += _turns_to_others(layout, end, region)
        end = layout.ends[region]
        parts[number, _names(layout, layout.parents[region])].append(seed)
    return list(parts.values())


def _turns_to_others(layout: Layout, start: int, end: int) -> bool:
    """Whether a heading between two items says that something else than jobs follows ("Events")."""
    return any(
        (line.heading >= 0 or (line.link < 0 and len(line.text.split()) < 4))
        and heading_kind(line.text) == "other"
        for line in lines_between(layout, start, end)
    )


def _around(layout: Layout, seeds: list[Line]) -> int:
    container = seeds[0].owner
    for seed in seeds[1:]:
        container = layout.common(container, seed.owner)
    return container


def _box(layout: Layout, seeds: list[Line], most_peers: int) -> Box:
    if len(seeds) == 1:
        container, regions = _around_one(layout, seeds[0])
    else:
        container = _around(layout, seeds)
        regions = _regions(layout, seeds, container)
    members = list(zip(seeds, regions, strict=True))
    members += _peers(layout, container, members, most_peers)
    members.sort(key=lambda member: member[0].order)
    items = []
    spans = _spans(layout, members)
    for (title, region), (start, end) in zip(members, spans, strict=True):
        items.append(Item(title, assess(title.text), region, start, end))
    return Box(container, items)


def _around_one(layout: Layout, seed: Line) -> tuple[int, list[int]]:
    """Container and region of a single seed: the innermost element whose siblings are of its kind."""
    region = seed.owner
    for _ in range(6):
        parent = layout.parents[region]
        if parent <= 0:
            break
        tag = layout.tags[region]
        if tag == "td" and _is_row(layout, parent):
            # One cell of a row whose other cells say more about it.
            region = parent
            break
        if (
            tag in ("li", "tr", "article", "section", "td", "p", "dd")
            or layout.children(parent).get(tag, 0) > 1
        ):
            break
        region = parent
    return max(layout.parents[region], 0), [region]


def _is_row(layout: Layout, index: int) -> bool:
    """Whether a table row stands among others or below a header: with neither it lays out a page."""
    body = layout.parents[index]
    return layout.children(body).get("tr", 0) > 1 or layout.children(layout.parents[body]).get("thead", 0) > 0


def _regions(layout: Layout, seeds: list[Line], container: int) -> list[int]:
    """For each seed the largest element around it that holds no other seed."""
    regions, ends = [], layout.ends
    for index, seed in enumerate(seeds):
        before = seeds[index - 1].order if index else -1
        after = seeds[index + 1].order if index + 1 < len(seeds) else 1 << 60
        region = seed.owner
        while True:
            parent = layout.parents[region]
            if parent <= container or parent <= before or ends[parent] > after:
                break
            region = parent
        regions.append(region)
    # An item that stands alone in its part of the page is no larger than the others.
    climbs = [
        layout.depths[seed.owner] - layout.depths[region] for seed, region in zip(seeds, regions, strict=True)
    ]
    usual, times = Counter(climbs).most_common(1)[0]
    if times * 2 > len(seeds):
        for index, seed in enumerate(seeds):
            if climbs[index] > usual:
                regions[index] = layout.ancestors(seed.owner)[usual]
    return regions


def _peers(
    layout: Layout, container: int, members: list[tuple[Line, int]], most: int
) -> list[tuple[Line, int]]:
    """Lines that stand where the titles stand, in elements of the same kind without a title-like line."""
    taken = {region for _, region in members}
    path = Counter(_path(layout, region, title.owner) for title, region in members).most_common(1)[0][0]
    shape = Counter(layout.shapes[region] for region in taken).most_common(1)[0][0]
    linked = sum(title.link >= 0 for title, _ in members) * 2 > len(members)
    seen, found = {title.order for title, _ in members}, []
    parents = sorted({layout.parents[region] for region in taken})
    own = set(parents)
    siblings = [sibling for parent in parents for sibling in layout.element_children(parent)]
    if len(members) > 1:
        siblings += layout.of_shape(shape, container)
    kinds = {_kind(layout, region) for region in taken}
    for sibling in siblings:
        if sibling in taken or layout.shapes[sibling] != shape or len(found) >= most:
            continue
        if layout.parents[sibling] not in own and _kind(layout, sibling) not in kinds:
            continue
        taken.add(sibling)
        lines = lines_between(layout, sibling, layout.ends[sibling])
        if any(line.order in seen for line in lines):
            continue
        for line in lines:
            if (line.link >= 0) == linked and _path(layout, sibling, line.owner) == path:
                title = set_off(layout, line)
                if _may_be_title(title.text):
                    found.append((title, sibling))
                break
    return found


_STATES = frozenset(
    [
        "first",
        "last",
        "odd",
        "even",
        "active",
        "current",
        "selected",
        "open",
        "show",
        "hidden",
        "item-first",
        "item-last",
    ]
)


def _kind(layout: Layout, region: int) -> tuple[frozenset[str], frozenset[str]]:
    """What an element and the one around it are called."""
    return _names(layout, region), _names(layout, layout.parents[region])


def _names(layout: Layout, index: int) -> frozenset[str]:
    """Classes of an element, without states and numbered ones."""
    classes = (layout.attributes(index).get("class") or "").split()
    return frozenset(name for name in classes if name not in _STATES and not name[-1:].isdigit())


_OPENING = re.compile(r"\s+[(–|]")
"""What follows it may be a place beside a title."""


_ADDRESS = re.compile(r"\S@\w+[.-]\w|https?://|^www\.")


def _may_be_title(text: str) -> bool:
    return (
        3 <= len(text) <= 120
        and not ACTION.match(text)
        and not is_date(text)
        and not LABEL.match(text)
        and place_score(_OPENING.split(text, maxsplit=1)[0]) < 1
        and not PART_OF_AD.match(text)
        and not PAY.search(text)
        and not _ADDRESS.search(text)
    )


def _path(layout: Layout, region: int, owner: int) -> tuple[str, ...]:
    """Tags from a region down to an element, with the first class of the element itself."""
    tags = [next(iter((layout.attributes(owner).get("class") or "").split()), "")]
    while owner > region:
        tags.append(layout.tags[owner])
        owner = layout.parents[owner]
    return tuple(tags)


def _stand_before(layout: Layout, regions: list[int], count: int) -> list[int]:
    """Starts of the items where what belongs to each stands before it (dt with the date, dd with the
    title)."""
    siblings = layout.element_children(layout.parents[regions[0]])
    first = siblings.index(regions[0])
    if first < count or any(layout.parents[region] != layout.parents[regions[0]] for region in regions):
        return []
    tags = [layout.tags[sibling] for sibling in siblings]
    gap = tags[first + 1 : first + 1 + count]
    after_last = siblings.index(regions[-1]) + 1
    if tags[first - count : first] != gap or tags[after_last : after_last + count] == gap:
        return []
    return [siblings[max(0, siblings.index(region) - count)] for region in regions]


def _before_heading(layout: Layout, first: int, region: int, following: int) -> int:
    """Start of the heading of the second item, where one like it heads the first of all; else of it."""
    siblings = layout.element_children(layout.parents[region])
    tags = [
        layout.tags[siblings[bisect_left(siblings, index) - 1]] if bisect_left(siblings, index) else ""
        for index in (first, following)
    ]
    heads = tags[1] in _RANKS and layout.tags[region] not in _RANKS and tags[0] == tags[1]
    return siblings[bisect_left(siblings, following) - 1] if heads else following


def _before_nested(layout: Layout, title: Line, region: int, end: int) -> int:
    """Where a section within the item's own begins behind its title: it is about something else."""
    if layout.tags[region] not in ("section", "article"):
        return end
    nested = range(title.order, end)
    return next((index for index in nested if layout.tags[index] == layout.tags[region]), end)


_RANKS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))


def _spans(layout: Layout, members: list[tuple[Line, int]]) -> list[tuple[int, int]]:
    """Where each item begins and ends: its element, and the siblings up to the next item where they belong
    to it."""
    ends, parents = layout.ends, layout.parents
    regions = [region for _, region in members]
    gaps = []
    for one, other in itertools.pairwise(regions):
        gaps.append(layout.between(one, other) if parents[one] == parents[other] else -1)
    known = [gap for gap in gaps if gap >= 0]
    usual = Counter(known).most_common(1)[0] if known else (0, 0)
    regular = usual[0] > 0 and usual[1] * 3 >= len(known) * 2
    if regular and (before := _stand_before(layout, regions, usual[0])):
        return [(start, ends[region]) for start, region in zip(before, regions, strict=True)]
    spans = []
    for index, (title, region) in enumerate(members):
        end = ends[region]
        following = members[index + 1] if index + 1 < len(members) else None
        if (following and following[1] == region) or (index and regions[index - 1] == region):
            # Lines parted by <br> in one element.
            spans.append((title.order, following[0].order if following and following[1] == region else end))
            continue
        end = _before_nested(layout, title, region, end)
        flat = layout.tags[region] in _FLAT
        limit = ends[parents[region]] if parents[region] >= 0 else end
        if index < len(gaps) and gaps[index] >= 0 and (flat or (regular and gaps[index] <= usual[0] + 1)):
            end = _before_heading(layout, regions[0], region, regions[index + 1])
        elif flat or (regular and usual[0] > 0):
            end = min(limit, layout.after(region, 8 if flat else usual[0], flat))
        spans.append((region, end))
    return spans
