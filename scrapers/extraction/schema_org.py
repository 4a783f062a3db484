"""schema.org/JobPosting, however it was written down, as our JobPosting.

JSON-LD, Microdata and RDFa all arrive here in JSON-LD's shape: a dict of properties with "@type", each value
a string, a number, a dict or a list of these. Values are passed on as they stand: what is nonsense
(a post code as a city, a year 1970) is for normalising to tell.
"""

from collections.abc import Iterator
from itertools import islice
from typing import Any
from urllib.parse import urlsplit

from scrapers.extraction.page import Page
from scrapers.extraction.plain_text import line, prose
from scrapers.items import JobPosting

Node = dict[str, Any]

MOST_NODES = 200_000
MOST_DEPTH = 80
MOST_PLACES = 60
MOST_JOBS = 10_000

_PREFIXES = ("", "schema:", "http://schema.org/", "https://schema.org/")
_NUMERIC = frozenset("0123456789.,' ")


class Graph:
    """The structured data of one page: its job postings in document order, and its nodes by "@id"."""

    def __init__(self, values: list[tuple[str, Any]]) -> None:
        """Take parsed values, each with the path that says where it stood."""
        self._values = values
        self._by_id: dict[str, Node] | None = None

    def jobs(self) -> Iterator[tuple[str, Node]]:
        """Path and node of every JobPosting; what stands inside of a JobPosting is its own affair."""
        for path, node in self._nodes():
            if is_job(node):
                yield path, opened(node)

    def resolve(self, value: Any) -> Any:
        """The node that a reference {"@id": …} means; any other value as it is."""
        if isinstance(value, dict) and set(value) == {"@id"} and isinstance(value["@id"], str):
            if self._by_id is None:
                self._by_id = {}
                for _, node in self._nodes(into_jobs=True):
                    if isinstance(node.get("@id"), str) and len(node) > 1:
                        self._by_id.setdefault(node["@id"], node)
            return self._by_id.get(value["@id"], value)
        return value

    def _nodes(self, *, into_jobs: bool = False) -> Iterator[tuple[str, Node]]:
        stack = [(path, value, 0) for path, value in reversed(self._values)]
        for _ in range(MOST_NODES):
            if not stack:
                return
            path, value, depth = stack.pop()
            if isinstance(value, dict):
                yield path, value
                if depth < MOST_DEPTH and (into_jobs or not is_job(value)):
                    stack.extend(
                        (f"{path}.{key}", inner, depth + 1)
                        for key, inner in reversed(value.items())
                        if isinstance(inner, (dict, list))
                    )
            elif isinstance(value, list) and depth < MOST_DEPTH:
                stack.extend(
                    (f"{path}[{index}]", value[index], depth + 1) for index in reversed(range(len(value)))
                )


def is_job(node: Any) -> bool:
    """Whether a node's type is JobPosting, as a name or as an IRI."""
    if not isinstance(node, dict):
        return False
    types = node.get("@type") or (node.get("type") if "properties" in node else None)
    return any(
        isinstance(name, str) and name.replace(":", "/").rstrip("/").rsplit("/", 1)[-1] == "JobPosting"
        for name in (types if isinstance(types, list) else [types])
    )


def opened(node: Node) -> Node:
    """A node whose properties stand in a dict of their own (Microdata's JSON form), in JSON-LD's shape."""
    properties = node.get("properties")
    return {"@type": node.get("type"), **properties} if isinstance(properties, dict) else node


def postings(graph: Graph, page: Page, origin: str) -> list[JobPosting]:
    """Every JobPosting of a page; one that stands alone and names no page of its own is about this page."""
    jobs = islice(graph.jobs(), MOST_JOBS)
    found = [posting for path, node in jobs if (posting := to_posting(node, page, origin, path, graph))]
    if len(found) == 1 and not found[0].url:
        found[0].url = own_address(page)
    return found


def to_posting(
    node: Node, page: Page, origin: str, where: str, graph: Graph | None = None
) -> JobPosting | None:
    """One JobPosting node as a posting, or None where it has no title."""
    graph, node = graph or Graph([]), opened(node)
    title = first_text(values(node, "title")) or first_text(values(node, "name"))
    if not title:
        return None
    return JobPosting(
        title=title,
        url=_url(node, page),
        company=company(values(node, "hiringOrganization"), graph),
        location=location(node, graph),
        date_posted=first_text(values(node, "datePosted")) or first_text(values(node, "datePublished")),
        valid_through=first_text(values(node, "validThrough")),
        employment_type=joined(_type_name(value) for value in values(node, "employmentType")),
        base_salary=salary(node),
        workplace=joined(_type_name(value) for value in values(node, "jobLocationType")),
        identifier=_identifier(node),
        description=_description(node),
        origin=origin,
        where=where,
        score=1.0,
        evidence=["schema.org JobPosting"],
    )


# --- Values -----------------------------------------------------------------------------------------------


def values(node: Node, name: str) -> list[Any]:
    """All values of a property, whatever prefix its name carries, without empty ones."""
    for prefix in _PREFIXES:
        if (value := node.get(prefix + name)) is not None:
            break
    else:
        return []
    if isinstance(value, dict):
        value = value.get("@list") or value.get("@set") or value
    found = value if isinstance(value, list) else [value]
    return [
        opened(item) if isinstance(item, dict) else item for item in found if item not in (None, "", [], {})
    ]


def text(value: Any) -> str | None:
    """A literal, or the name of a node, as one line."""
    if isinstance(value, list):
        return first_text(value)
    if not isinstance(value, dict):
        return line(value)
    if "@value" in value:
        return line(value["@value"])
    return first_text(values(value, "name"))


def first_text(found: list[Any], depth: int = 0) -> str | None:
    """The first of several values that says something."""
    if depth > 3:
        return None
    for value in found[:20]:
        if isinstance(value, list):
            shown = first_text(value, depth + 1)
        elif isinstance(value, dict) and "@value" not in value:
            shown = first_text(values(value, "name"), depth + 1)
        else:
            shown = text(value)
        if shown:
            return shown
    return None


def joined(found: Any) -> str | None:
    """Several texts as one, each once, in their order."""
    return "; ".join(dict.fromkeys(value for value in found if value)) or None


def _type_name(value: Any) -> str | None:
    """An enumeration member by its name, also where it is spelled as an IRI."""
    shown = text(value)
    if shown is None and isinstance(value, dict):
        shown = line(value.get("@id"))
    return shown.rstrip("/").rsplit("/", 1)[-1] if shown and shown.startswith(("http:", "https:")) else shown


def _identifier(node: Node) -> str | None:
    for value in values(node, "identifier"):
        if isinstance(value, dict) and "@value" not in value:
            shown = first_text(values(value, "value")) or line(value.get("@id"))
        else:
            shown = text(value)
        if shown:
            return shown
    return None


def _description(node: Node) -> str | None:
    for name in ("description", "jobDescription", "responsibilities"):
        for value in values(node, name):
            shown = prose(value.get("@value") if isinstance(value, dict) else value)
            if shown:
                return shown
    return None


def _url(node: Node, page: Page) -> str | None:
    """Link to the ad: its url unless that is only a home page, else the page it is the main thing of."""
    candidates = values(node, "url") + values(node, "mainEntityOfPage") + [node.get("@id")]
    for value in candidates:
        if isinstance(value, dict):
            value = value.get("@id") or value.get("@value") or value.get("url")
        if not isinstance(value, str) or value.startswith(("#", "_:")):
            continue
        url = page.link(line(value))
        if url and not _is_home(url):
            return url
    return None


def own_address(page: Page) -> str | None:
    """Where a page says that it stands, else where it was fetched."""
    node = page.tree.css_first('link[rel="canonical"]') if page.kind == "html" else None
    canonical = page.link(node.attributes.get("href")) if node is not None else None
    return canonical if canonical and not _is_home(canonical) else page.link(page.url)


def _is_home(url: str) -> bool:
    parts = urlsplit(url)
    return parts.path in ("", "/") and not parts.query


# --- Company, place, pay ----------------------------------------------------------------------------------


def company(found: list[Any], graph: Graph) -> str | None:
    """Name of the hiring organization: a string, a node, or a reference to a node."""
    for value in found[:20]:
        value = graph.resolve(value)
        name = text(value)
        if not name and isinstance(value, dict):
            name = first_text(values(value, "legalName"))
        if name and not name.startswith(("http:", "https:", "_:", "#")):
            return name
    return None


def location(node: Node, graph: Graph) -> str | None:
    """All places of a job; for remote work without one, where applicants must live."""
    places = [_place(graph.resolve(value), graph) for value in values(node, "jobLocation")[:MOST_PLACES]]
    return joined(places) or joined(text(value) for value in values(node, "applicantLocationRequirements"))


def _place(value: Any, graph: Graph) -> str | None:
    if not isinstance(value, dict):
        return text(value)
    for address in values(value, "address"):
        address = graph.resolve(address)
        shown = _address(opened(address)) if isinstance(address, dict) else text(address)
        if shown:
            return shown
    return _address(value) or text(value)


def _address(node: Node) -> str | None:
    """Post code and city, region, country; the street only where nothing else is said."""
    post_code, city, region, country = (
        first_text(values(node, name))
        for name in ("postalCode", "addressLocality", "addressRegion", "addressCountry")
    )
    street = first_text(values(node, "streetAddress")) if not (city or region) else None
    city = " ".join(part for part in (post_code, city) if part) if city != post_code else city
    parts = [part for part in (street, city, region, country) if part]
    return ", ".join(part for index, part in enumerate(parts) if part not in parts[:index]) or text(node)


def salary(node: Node) -> str | None:
    """Pay as "EUR 55000-70000 YEAR", or the words that stand there instead of numbers."""
    currency = first_text(values(node, "salaryCurrency"))
    return joined(_amount(value, currency) for value in values(node, "baseSalary")[:10])


def _amount(value: Any, currency: str | None, unit: str | None = None, depth: int = 0) -> str | None:
    if not isinstance(value, dict) or "@value" in value:
        return _money(text(value), currency, unit)
    if depth > 3:
        return None
    currency = (
        first_text(values(value, "currency"))
        or first_text(values(value, "priceCurrency"))
        or first_text(values(value, "salaryCurrency"))
        or currency
    )
    unit = first_text(values(value, "unitText")) or first_text(values(value, "unitCode")) or unit
    low, high = (_number(first_text(values(value, name))) for name in ("minValue", "maxValue"))
    low, high = (
        low or _number(first_text(values(value, "minPrice"))),
        high or _number(first_text(values(value, "maxPrice"))),
    )
    if low or high:
        span = (
            low
            if low == high
            else f"{low}-{high}"
            if low and high
            else f"from {low}"
            if low
            else f"up to {high}"
        )
        return _money(span, currency, unit)
    for name in ("value", "price", "amount", "median"):
        for inner in values(value, name)[:10]:
            if shown := _amount(inner, currency, unit, depth + 1):
                return shown
    return None


def _number(shown: str | None) -> str | None:
    """None for the zero that stands where there is no number."""
    return shown if shown and shown.strip("0., ") else None


def _money(shown: str | None, currency: str | None, unit: str | None) -> str | None:
    if not (shown := _number(shown)):
        return None
    if not set(shown.removeprefix("from").removeprefix("up to")) <= _NUMERIC | {"-"}:
        return shown
    return " ".join(part for part in (currency, shown, unit) if part)
