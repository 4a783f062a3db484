"""N-Quads and N-Triples: structured data of many pages as one statement a line, as crawls publish it."""

import re
from typing import Any

from scrapers.extraction.lenient_json import unescape

MOST_STATEMENTS = 200_000

_TERM = r'(?:<([^<>"\s]*)>|(_:[\w.-]+)|"((?:[^"\\]|\\.)*+)"(?:\^\^<[^<>\s]*>|@[\w-]+)?)'
_STATEMENT = re.compile(rf"\s*{_TERM}\s+<([^<>\s]+)>\s+{_TERM}(?:\s+<([^<>\s]*)>)?\s*\.\s*$")
_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"


def is_n_quads(text: str) -> bool:
    """Whether a text begins with such a statement."""
    head = text[:100].lstrip()
    return head.startswith(("_:", "<http")) and bool(
        _STATEMENT.match(text[:20_000].lstrip().split("\n", 1)[0])
    )


def read(text: str) -> list[dict[str, Any]]:
    """The nodes in JSON-LD's shape, each holding the nodes it refers to.

    "url" is the page that said it, where the node names none itself.
    """
    nodes: dict[str, dict[str, Any]] = {}
    references: list[tuple[dict[str, Any], str, str]] = []
    for statement in text.splitlines()[:MOST_STATEMENTS]:
        if not (match := _STATEMENT.match(statement)):
            continue
        subject, predicate, page = match[1] or match[2], match[4], match[8]
        node = nodes.setdefault(subject or "", {"@id": subject or ""})
        if page:
            node.setdefault("url", page)
        if predicate == _TYPE:
            node.setdefault("@type", []).append(match[5] or "")
        elif match[7] is not None:
            node.setdefault(predicate, []).append(unescape(match[7]))
        else:
            references.append((node, predicate, match[5] or match[6]))
    for node, predicate, name in references:
        node.setdefault(predicate, []).append(nodes.get(name, {"@id": name}))
    for node in nodes.values():
        if any(name.endswith("schema.org/url") for name in node):
            node.pop("url", None)
    return list(nodes.values())
