"""A page as a flat copy of its tree in document order, and its text as the lines that a reader sees.

Extractors that look at structure work on these arrays: numbers are faster than tree nodes, and nothing
recurses.
"""

import re
from array import array
from bisect import bisect_left, bisect_right
from dataclasses import dataclass

from selectolax.lexbor import LexborNode

from scrapers.extraction.page import Page, fold

MOST_NODES = 60_000
"""Elements and texts that are looked at; the largest real pages with jobs have about 20,000."""
MOST_LINES = 12_000
FEWEST_LINES, BYTES_OF_LINE = 2_000, 80
"""Lines that any page may have, and more only where it is larger."""
DEEPEST = 220
MOST_KEPT = 500
"""Elements whose attributes are kept once asked for; those of all would take a tenth of the memory."""

LONGEST_NAME = 100
"""Signs of a tag or id that a path to an element may name."""

TEXT = "#"
"""Tag of an entry that is a line of text."""

# What a reader does not read as text of the page.
_NOT_READ = (
    "script", "style", "noscript", "template", "head", "iframe", "object", "svg",
    "select", "option", "textarea", "datalist", "title",
)  # fmt: skip
_FORMATTING = (
    "b", "strong", "i", "em", "u", "font", "mark", "small", "big", "sup", "sub", "wbr",
    "s", "strike", "del", "ins", "abbr", "nobr", "bdi", "acronym", "tt", "code", "q", "cite",
)  # fmt: skip
_OTHER_PARTS = frozenset(["footer", "nav"])
_HEADINGS = frozenset(["h1", "h2", "h3", "h4", "h5", "h6"])

# Kinds of nodes, as bits: what they change for the text inside them.
_NO_ELEMENT, _IS_TEXT, _BREAK, _SILENT, _INLINE, _STRUCK, _BOLD, _HEADING, _LINK = (1 << n for n in range(9))
_KINDS = (
    dict.fromkeys(_NOT_READ, _SILENT)
    | dict.fromkeys(_FORMATTING, _INLINE)
    | dict.fromkeys(("s", "strike", "del"), _INLINE | _STRUCK)
    | dict.fromkeys(("b", "strong"), _INLINE | _BOLD)
    | dict.fromkeys(_HEADINGS, _HEADING)
    | {"a": _LINK, "br": _BREAK, "-text": _IS_TEXT}
)


def _kind(tag: str) -> int:
    return _KINDS.get(tag, 0 if tag[:1].isalpha() else _NO_ELEMENT)


@dataclass(slots=True)
class Line:
    """One piece of text as it stands together on the page."""

    text: str
    order: int
    """Index of its first text in the flat tree."""
    owner: int
    """Index of the element that holds it (inline formatting looked through)."""
    link: int
    """Index of the nearest ``a`` around it, or -1."""
    heading: int
    """Index of the nearest h1 to h6 around it, or -1."""
    struck: bool
    bold: bool
    after_break: bool
    """A <br> or another line stands before it in the same owner."""


class Layout:
    """Arrays over elements and texts of the body, in document order; an index is a place in the document."""

    def __init__(self, page: Page):
        self.page = page
        self.nodes: list[LexborNode] = []
        self.tags: list[str] = []
        # As arrays: a number in a list takes nine times the memory.
        self.parents = array("i")
        self.depths = array("i")
        self.lines: list[Line] = []
        self._attributes: dict[int, dict[str, str | None]] = {}
        self._ends: array | None = None
        self._children: tuple[array, array] | None = None
        self._most_lines = min(MOST_LINES, max(FEWEST_LINES, len(page.source) // BYTES_OF_LINE))
        self.shapes = array("i")
        """Number of each element's tag path from the root: what two elements of one list have in common."""
        # Thousands of path elements, never a job: dropped in C before Python walks the tree.
        page.tree.strip_tags(["svg", "style", "select", "datalist", "noscript", "iframe", "template"])
        root = page.root
        if root is not None:
            self._flatten(root)
        self.orders = [line.order for line in self.lines]
        """``order`` of every line, for bisecting."""

    def _flatten(self, root: LexborNode) -> None:  # noqa: PLR0915  (one loop over every node: calls would double its cost)
        nodes, tags, parents, depths = self.nodes, self.tags, self.parents, self.depths
        lines, shapes = self.lines, self.shapes
        known: dict[int, tuple[str, int]] = {}
        below: list[dict[str, int]] = [{}]  # shapes of the children of each shape, by tag
        nodes.append(root)
        tags.append(root.tag or "")
        parents.append(-1)
        depths.append(0)
        shapes.append(0)
        # The elements around a node and what holds for the text inside them.
        around: list[tuple] = [(root.mem_id, 0, 0, 0, 0, -1, -1, False, False, False)]
        pending: Line | None = None
        inside, gap, broken = -1, "", False
        walk = root.traverse(include_text=True, skip_empty=True)
        next(walk, None)
        for node in walk:
            identity = node.parent.mem_id
            while around[-1][0] != identity and len(around) > 1:
                around.pop()
            number = node.tag_id
            try:
                tag, kind = known[number]
            except KeyError:
                tag = node.tag or ""
                known[number] = tag, (kind := _kind(tag))
            _, holder, depth, shape, owner, link, heading, silent, struck, bold = around[-1]
            if kind == _NO_ELEMENT:
                continue
            if kind == _IS_TEXT:
                source = None if silent else node.text_content
                if not source:
                    continue
                text = " ".join(source[:3000].split())
                if not text.isprintable():
                    text = fold(text)
                if not text:
                    continue
                same = pending is not None and pending.owner == owner
                if same and not broken and _runs_on(pending, text, bold, inside, holder, parents):
                    if len(pending.text) < 3000:
                        apart = source[:1].isspace() or pending.text[-1:] in _SPACED or text[:1] in "("
                        pending.text += (" " if apart else gap) + text
                    gap = " " if source[-1:].isspace() else ""
                    inside = holder
                    continue
                index = len(nodes)
                if index >= MOST_NODES or len(lines) >= self._most_lines:
                    break
                gap = " " if source[-1:].isspace() else ""
                inside = holder
                pending = Line(text, index, owner, link, heading, struck, bold, same)
                broken = False
                lines.append(pending)
                nodes.append(root)
                tags.append(TEXT)
                parents.append(holder)
                depths.append(depth + 1)
                shapes.append(-1)
                continue
            if kind == _BREAK:
                # A heading is one piece however its lines are broken.
                broken = pending is None or pending.heading < 0
                gap = " "
                continue
            index = len(nodes)
            depth += 1
            if depth > DEEPEST:
                around.append((node.mem_id, holder, depth, shape, owner, link, heading, True, struck, bold))
                continue
            if index >= MOST_NODES:
                break
            number = below[shape].get(tag)
            if number is None:
                number = below[shape][tag] = len(below)
                below.append({})
            if kind & _INLINE:
                struck = struck or kind & _STRUCK > 0
                bold = bold or kind & _BOLD > 0
            else:
                owner, bold, broken, pending = index, False, False, None
                if kind & _LINK:
                    link = index
                elif kind & _HEADING:
                    heading = index
                elif kind & _SILENT:
                    silent = True
            around.append((node.mem_id, index, depth, number, owner, link, heading, silent, struck, bold))
            nodes.append(node)
            tags.append(tag)
            parents.append(holder)
            depths.append(depth)
            shapes.append(number)

    @property
    def ends(self) -> array:
        """Index after the last descendant of each element."""
        if self._ends is None:
            ends = array("i", range(1, len(self.nodes) + 1))
            for index in range(len(self.nodes) - 1, 0, -1):
                above = self.parents[index]
                if ends[index] > ends[above]:
                    ends[above] = ends[index]
            self._ends = ends
        return self._ends

    def attributes(self, index: int) -> dict[str, str | None]:
        """Attributes of an element."""
        found = self._attributes.get(index)
        if found is None:
            found = self.nodes[index].attributes
            if len(self._attributes) < MOST_KEPT:
                self._attributes[index] = found
        return found

    def names(self, index: int) -> str:
        """Class, id and the like of an element, lower case: words that its author gave it."""
        attributes = self.attributes(index)
        values = (
            attributes.get(name)
            for name in ("class", "id", "itemprop", "data-testid", "data-at", "aria-label", "title")
        )
        return " ".join(value[:200] for value in values if value).lower()

    def ancestors(self, index: int) -> list[int]:
        """Element and what is around it, innermost first."""
        found = []
        while index >= 0:
            found.append(index)
            index = self.parents[index]
        return found

    def of_shape(self, shape: int, around: int) -> list[int]:
        """Elements of a shape inside another element."""
        shapes = self.shapes
        return [index for index in range(around + 1, self.ends[around]) if shapes[index] == shape]

    def lines_between(self, start: int, end: int) -> list[Line]:
        """Lines whose text stands in [start, end) of the document."""
        return self.lines[bisect_left(self.orders, start) : bisect_left(self.orders, end)]

    def common(self, one: int, other: int) -> int:
        """Index of the innermost element around both."""
        while one != other:
            if one > other:
                one = self.parents[one]
            else:
                other = self.parents[other]
        return one

    def element_children(self, index: int) -> array:
        """Child elements in order."""
        if self._children is None:
            self._children = _by_parent(self.tags, self.parents)
        grouped, begins = self._children
        return grouped[begins[index] : begins[index + 1]]

    def children(self, index: int) -> dict[str, int]:
        """Number of child elements by tag."""
        counts: dict[str, int] = {}
        for child in self.element_children(index):
            counts[self.tags[child]] = counts.get(self.tags[child], 0) + 1
        return counts

    def between(self, one: int, other: int) -> int:
        """Number of elements between two siblings."""
        siblings = self.element_children(self.parents[one])
        return max(bisect_left(siblings, other) - bisect_right(siblings, one), 0)

    def after(self, index: int, most: int, until_heading: bool) -> int:
        """End of the stretch that an element and at most so many following siblings take."""
        left = most
        for sibling in self.element_children(self.parents[index]):
            if sibling <= index:
                continue
            if (
                not left
                or self.tags[sibling] in _OTHER_PARTS
                or (
                    until_heading
                    and (self.tags[sibling] == self.tags[index] or self.tags[sibling] in _HEADINGS)
                )
            ):
                return sibling
            left -= 1
        return self.ends[self.parents[index]]

    def css_path(self, index: int) -> str:
        """A path that finds the element again: id where there is one, else tags with their number."""
        steps = []
        while index > 0 and len(steps) < 12 and len(self.tags[index]) <= LONGEST_NAME:
            identifier = self.attributes(index).get("id")
            if (
                identifier
                and len(identifier) <= LONGEST_NAME
                and identifier.replace("-", "").replace("_", "").isalnum()
                and not identifier[0].isdigit()
            ):
                steps.append(f"#{identifier}")
                break
            above = self.parents[index]
            same = 1
            node = self.nodes[index].prev
            for _ in range(300):
                if node is None:
                    break
                same += node.tag == self.tags[index]
                node = node.prev
            steps.append(f"{self.tags[index]}:nth-of-type({same})")
            index = above
        return " > ".join(reversed(steps)) or "body"


def _by_parent(tags: list[str], parents: array) -> tuple[array, array]:
    """Elements grouped by their parent, in order, and where in there the group of each element begins."""
    begins = array("i", bytes(4 * (len(tags) + 1)))
    elements = array("i", (place for place in range(1, len(tags)) if tags[place] != TEXT))
    for place in elements:
        begins[parents[place] + 1] += 1
    for place in range(len(tags)):
        begins[place + 1] += begins[place]
    grouped, free = array("i", bytes(4 * len(elements))), begins[:]
    for place in elements:
        parent = parents[place]
        grouped[free[parent]] = place
        free[parent] += 1
    return grouped, begins


def _runs_on(line: Line, text: str, bold: bool, inside: int, above: int, parents: array) -> bool:
    """Whether a text continues the line before it although markup stands between them."""
    if (
        inside not in (line.owner, above)
        and above != line.owner
        and parents[inside] != above
        and parents[above] != inside
    ):
        # Two pieces of formatting side by side are two pieces of information.
        return False
    if line.link >= 0 or line.heading >= 0 or bold == line.bold or not line.bold:
        return True
    # Bold at the start of a line announces what follows ("Title – Company"), unless the sentence goes on.
    return text[:1].islower() and not _NEW_PIECE.match(text)


_NEW_PIECE = re.compile(r"(?:at|bei|beim|chez|in|w|v|en|by)\s", re.IGNORECASE)
_SPACED = ",;:"
