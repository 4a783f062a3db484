"""What part of the page belongs to each item: the element around its title, and where it ends."""

import itertools
from bisect import bisect_left
from collections import Counter

from scrapers.extraction.layout import Layout, Line

RANKS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_FLAT = frozenset(["h1", "h2", "h3", "h4", "h5", "h6", "dt", "a", "b", "strong", "summary"])
"""Elements that hold a title and nothing else: what belongs to the item follows as siblings."""


def around(layout: Layout, seeds: list[Line]) -> int:
    """The innermost element that holds all of some lines."""
    container = seeds[0].owner
    for seed in seeds[1:]:
        container = layout.common(container, seed.owner)
    return container


def around_one(layout: Layout, seed: Line) -> tuple[int, list[int]]:
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


def regions_of(layout: Layout, seeds: list[Line], container: int) -> list[int]:
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
    heads = tags[1] in RANKS and layout.tags[region] not in RANKS and tags[0] == tags[1]
    return siblings[bisect_left(siblings, following) - 1] if heads else following


def _before_nested(layout: Layout, title: Line, region: int, end: int) -> int:
    """Where a section within the item's own begins behind its title: it is about something else."""
    if layout.tags[region] not in ("section", "article"):
        return end
    nested = range(title.order, end)
    return next((index for index in nested if layout.tags[index] == layout.tags[region]), end)


def spans_of(layout: Layout, members: list[tuple[Line, int]]) -> list[tuple[int, int]]:
    """Where each item begins and ends: its element, and the siblings up to the next item where they belong to
    it."""
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
