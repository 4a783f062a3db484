"""Candidates: lines that read like titles, and what stands in the same place of their neighbours' items."""

import itertools
import re
from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field

from scrapers.extraction.cues import ACTION
from scrapers.extraction.facts import Facts
from scrapers.extraction.heading_words import heading_kind
from scrapers.extraction.layout import Layout, Line
from scrapers.extraction.peers import HASHTAG, author_names, peers_of
from scrapers.extraction.regions import RANKS, around, around_one, regions_of, spans_of
from scrapers.extraction.set_off import set_off
from scrapers.extraction.titles import TitleEvidence, assess, is_prose

SEED = 0.9
"""Title log-odds from which a line may start a group of its own."""
MOST_SEEDS = 1500
FEWEST_SEEDS, BYTES_OF_SEED = 400, 200
"""Seeds of any page; a larger one may have more."""
FEWEST_ITEMS, BYTES_OF_ITEM, MOST_ITEMS = 700, 140, 8_000
"""Items of any page, seeds and their peers; a larger one may have more."""
MOST_PEERS = 400

_GOES_ON = ("–", "—", "|", "·", ",")
"""What a line begins with that goes on with the line before it."""
_SOUGHT = ("says hiring",)


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
    spare = min(MOST_ITEMS, max(FEWEST_ITEMS, length // BYTES_OF_ITEM)) - count
    for seeds in families.values():
        for run in _runs(layout, _one_a_parent(layout, seeds)):
            for part in filter(worth, _lists(layout, run)):
                boxes.append(_box(layout, part, min(MOST_PEERS, spare)))
                spare -= len(boxes[-1].items) - len(part)
    return sorted(boxes, key=lambda box: box.items[0].title.order)


_IN_A_STATE = re.compile(r"[A-Z][\w.' -]+, [A-Z]{2}")
"""A town in the United States: "PA" is also an assistant."""


_ONLY_HIRES = re.compile(r"\b(?:is|are) hiring\W*$", re.IGNORECASE)


def _is_seed(line: Line) -> bool:
    """Whether a line reads like a title by itself."""
    if is_prose(line.text) or line.owner == 0 or HASHTAG.fullmatch(line.text):
        return False
    evidence = assess(line.text)
    if evidence.score < SEED or (line.text.startswith(_GOES_ON) and not evidence.head):
        return False
    if evidence.reasons == _SOUGHT and heading_kind(line.text) in ("other", "mixed"):
        return False
    if evidence.plural and not evidence.marker and line.text.endswith(":"):
        return False  # "We are hiring postdocs:"
    if _IN_A_STATE.fullmatch(line.text) or (not evidence.head and _ONLY_HIRES.search(line.text)):
        return False
    return evidence.proven or not ACTION.match(line.text)


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
    if layout.parents[one.owner] != layout.parents[other.owner] or layout.tags[one.owner] not in RANKS:
        return False
    between = layout.lines_between(layout.ends[one.owner], other.order)
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
    for seed, region in zip(seeds, regions_of(layout, seeds, around(layout, seeds)), strict=True):
        number += _turns_to_others(layout, end, region)
        end = layout.ends[region]
        parts[number, author_names(layout, layout.parents[region])].append(seed)
    return list(parts.values())


def _turns_to_others(layout: Layout, start: int, end: int) -> bool:
    """Whether a heading between two items says that something else than jobs follows ("Events")."""
    return any(
        (line.heading >= 0 or (line.link < 0 and len(line.text.split()) < 4))
        and heading_kind(line.text) == "other"
        for line in layout.lines_between(start, end)
    )


def _box(layout: Layout, seeds: list[Line], most_peers: int) -> Box:
    if len(seeds) == 1:
        container, regions = around_one(layout, seeds[0])
    else:
        container = around(layout, seeds)
        regions = regions_of(layout, seeds, container)
    members = list(zip(seeds, regions, strict=True))
    members += peers_of(layout, container, members, most_peers)
    members.sort(key=lambda member: member[0].order)
    items = []
    spans = spans_of(layout, members)
    for (title, region), (start, end) in zip(members, spans, strict=True):
        items.append(Item(title, assess(title.text), region, start, end))
    return Box(container, items)
