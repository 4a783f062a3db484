"""Items marked up in the HTML itself: Microdata and RDFa differ in the names of three attributes."""

from dataclasses import dataclass
from typing import Any, NamedTuple

from selectolax.lexbor import LexborNode

from scrapers.extraction.page import Page, fold
from scrapers.extraction.plain_text import prose
from scrapers.extraction.schema_org import Graph, Node, is_job, postings
from scrapers.items import JobPosting

MOST_ITEMS = 2_000
MOST_ELEMENTS = 5_000
"""Elements of one item, nested items included."""
MOST_CHARACTERS = 2_000_000
"""Text of one item: properties within properties repeat it."""
MOST_LITERAL = 20_000
MOST_DEPTH = 12
"""Items within items."""


@dataclass(slots=True)
class _Budget:
    """What may still be read of an item."""

    elements: int = MOST_ELEMENTS
    characters: int = MOST_CHARACTERS


class Syntax(NamedTuple):
    """The attributes by which a syntax marks an item, its type and its properties."""

    scope: str
    type: str
    property: str
    relation: str = ""
    """Names a property whose value is the item that the element is or holds, or what it links to."""


_ADDRESS_ATTRIBUTE = {"a": "href", "area": "href", "link": "href", "img": "src", "iframe": "src"}
_VALUE_ATTRIBUTE = {"time": "datetime", "data": "value", "meter": "value"}
_ADDRESSES = {"url", "sameAs", "mainEntityOfPage", "logo", "image", "@id"}
_RELATIONS = {
    "hiringOrganization", "jobLocation", "address", "baseSalary", "value", "identifier", "addressCountry",
    "applicantLocationRequirements", "jobLocationType", "employmentType", "industry", "occupationalCategory",
}  # fmt: skip
_PROSE = {"description", "responsibilities", "qualifications", "skills"}


def find_items(page: Page, syntax: Syntax, origin: str) -> list[JobPosting]:
    """Postings of all items of type JobPosting, in document order."""
    values = []
    for node in page.tree.css(f'[{syntax.type}*="JobPosting"]')[:MOST_ITEMS]:
        types = (node.attributes.get(syntax.type) or "").split()
        if not is_job({"@type": types}) or _inside_job(node, syntax):
            continue
        item = _item(node, types, syntax, _Budget())
        if not {"title", "name"} & item.keys() and (heading := _heading(node)):
            item["title"] = heading
        if "url" not in item and (href := _title_link(node, syntax)):
            item["url"] = href
        values.append((css_path(node), item))
    return postings(Graph(values), page, origin)


def css_path(node: LexborNode, steps: int = 4) -> str:
    """A short CSS path of an element: up to its nearest ancestor with an id."""
    path = []
    while node is not None and node.tag not in ("html", "body", "-undef") and len(path) < steps:
        attributes = node.attributes
        name, classes = attributes.get("id"), (attributes.get("class") or "").split()
        path.append(f"{node.tag}#{name}" if name else ".".join([node.tag, *classes[:2]]))
        if name:
            break
        node = node.parent
    return " > ".join(reversed(path))


def _inside_job(node: LexborNode, syntax: Syntax) -> bool:
    """Whether an item is a property of another job, such as a similar one."""
    if not node.attributes.get(syntax.property):
        return False
    for _ in range(200):
        node = node.parent
        if node is None:
            return False
        attributes = node.attributes
        if syntax.scope in attributes:
            return is_job({"@type": (attributes.get(syntax.type) or "").split()})
    return False


def _item(node: LexborNode, types: list[str], syntax: Syntax, budget: _Budget, depth: int = 0) -> Node:
    item: Node = {"@type": types}
    stack = _roots(node)
    while stack and budget.elements > 0 and budget.characters > 0:
        element = stack.pop()
        budget.elements -= 1
        attributes = element.attributes
        names = _names(attributes.get(syntax.property))
        is_item = syntax.scope in attributes
        if not names and syntax.relation and (names := _relations(attributes.get(syntax.relation))):
            held = next(
                (one for one in (element, *_children(element)) if syntax.scope in one.attributes), None
            )
            element, is_item = held or element, held is not None
            attributes = element.attributes
        if names and is_item and depth < MOST_DEPTH:
            inner_types = (attributes.get(syntax.type) or "").split()
            value: Any = _item(element, inner_types, syntax, budget, depth + 1)
            if len(value) == 1:
                # An item without properties: its text is what the author meant.
                value = _literal(element, "", budget)
            for name in names:
                item.setdefault(name, []).append(value)
        elif names:
            for name in names:
                item.setdefault(name, []).append(_literal(element, name, budget))
        if not is_item:
            stack.extend(reversed(_children(element)))
    return item


def _names(attribute: str | None) -> list[str]:
    """Names of properties without what says whose they are ("schema:title")."""
    return [name.rsplit("/", 1)[-1].rsplit(":", 1)[-1] for name in (attribute or "").split()]


def _relations(attribute: str | None) -> list[str]:
    """Names of properties among what a ``rel`` says, most of which is of other things ("nofollow")."""
    return [name for name in _names(attribute) if name in _RELATIONS]


def _roots(node: LexborNode) -> list[LexborNode]:
    """Children of an item, and the elements that its itemref names."""
    elements = _children(node)
    for name in (node.attributes.get("itemref") or "").split()[:20]:
        if name.replace("-", "").replace("_", "").isalnum():
            root = node
            while root.parent is not None and root.parent.tag != "-undef":
                root = root.parent
            elements.extend(root.css(f'[id="{name}"]')[:1])
    return elements[::-1]


def _children(node: LexborNode) -> list[LexborNode]:
    return list(node.iter())


def _literal(element: LexborNode, name: str, budget: _Budget) -> str | None:
    """Value of a property: what its element says to machines, else its text."""
    attributes, tag = element.attributes, element.tag
    value = attributes.get("content") or attributes.get(_VALUE_ATTRIBUTE.get(tag, ""))
    if not value and tag in _ADDRESS_ATTRIBUTE and (name in _ADDRESSES or tag not in ("a", "area")):
        # A link around a title is meant as its text, whatever the standard says.
        value = attributes.get(_ADDRESS_ATTRIBUTE[tag])
    if value:
        return value
    source = (element.html if name in _PROSE else element.text(separator=" ")) or ""
    budget.characters -= len(source)
    return (prose(source) if name in _PROSE else fold(source[:MOST_LITERAL])) or None


def _heading(node: LexborNode) -> str | None:
    """The first heading of an item, the highest first."""
    for tag in ("h1", "h2", "h3"):
        if (found := node.css_first(tag)) is not None and (text := fold(found.text()[:MOST_LITERAL])):
            return text
    return None


def _title_link(node: LexborNode, syntax: Syntax) -> str | None:
    """The href of the link in or around the title."""
    for title in (
        node.css(f'[{syntax.property}~="title"]')[:1] or node.css(f'[{syntax.property}~="name"]')[:1]
    ):
        inner = title.css_first("a[href]")
        if inner is not None:
            return inner.attributes.get("href")
        for _ in range(3):
            if title is None or title.mem_id == node.mem_id:
                break
            if title.tag == "a" and title.attributes.get("href"):
                return title.attributes["href"]
            title = title.parent
    return node.attributes.get("href") if node.tag == "a" else None
