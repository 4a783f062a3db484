"""Lines that are titles by where they stand: like the titles of their neighbours' items."""

import re
from collections import Counter

from scrapers.extraction.cues import ACTION, LABEL, PAY
from scrapers.extraction.layout import Layout, Line
from scrapers.extraction.proper_names import place_score
from scrapers.extraction.set_off import set_off
from scrapers.extraction.short_dates import is_date
from scrapers.extraction.title_faults import PART_OF_AD


def peers_of(
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
        lines = layout.lines_between(sibling, layout.ends[sibling])
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
    return author_names(layout, region), author_names(layout, layout.parents[region])


def author_names(layout: Layout, index: int) -> frozenset[str]:
    """Classes of an element, without states and numbered ones."""
    classes = (layout.attributes(index).get("class") or "").split()
    return frozenset(name for name in classes if name not in _STATES and not name[-1:].isdigit())


_OPENING = re.compile(r"\s+[(–|]")
"""What follows it may be a place beside a title."""


_ADDRESS = re.compile(r"\S@\w+[.-]\w|https?://|^www\.")


HASHTAG = re.compile(r"#\w+")


def _may_be_title(text: str) -> bool:
    return (
        3 <= len(text) <= 120
        and not ACTION.match(text)
        and not is_date(text)
        and not LABEL.match(text)
        and place_score(_OPENING.split(text, maxsplit=1)[0]) < 1
        and not PART_OF_AD.match(text)
        and not PAY.search(text)
        and not HASHTAG.fullmatch(text)
        and not _ADDRESS.search(text)
    )


def _path(layout: Layout, region: int, owner: int) -> tuple[str, ...]:
    """Tags from a region down to an element, with the first class of the element itself."""
    tags = [next(iter((layout.attributes(owner).get("class") or "").split()), "")]
    while owner > region:
        tags.append(layout.tags[owner])
        owner = layout.parents[owner]
    return tuple(tags)
