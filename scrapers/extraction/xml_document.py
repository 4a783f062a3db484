"""XML of any maker as dicts and lists, read safely: no entities of its own, no network, no endless depth."""

import re
from typing import Any

from lxml import etree

from scrapers.extraction.density import cut_tags

MOST_DEPTH = 30
MOST_CHILDREN = 50_000

# Entities that a document defines are an attack more often than a convenience.
_SUBSET = re.compile(r"<!DOCTYPE[^\[>]{0,500}\[.*?\]\s*>", re.DOTALL | re.IGNORECASE)
# libxml2 compares each attribute of an element with each other.
_ENDLESS_TAG = re.compile(r"<[A-Za-z][^<>]{20000}")
_DECLARATION = re.compile(r"\s*<\?xml[^>]{0,200}\?>")
# Halves of UTF-16 pairs are no characters: libxml2 takes them in, and then the text around cannot be read.
_NUMBER = re.compile(r"&#(?:[xX]([0-9a-fA-F]{1,8})|([0-9]{1,10}));")
_SIDE_LINKS = {"self", "enclosure", "edit", "replies", "hub", "next", "prev", "related", "icon"}


def read(text: str) -> dict[str, Any] | None:
    """The root element's name and what it holds, or None where nothing can be read.

    An element with children or attributes is a dict in a list, so that one job and several look alike; any
    other is its text. Names lose their namespace.
    """
    text = _SUBSET.sub("", _DECLARATION.sub("", text, count=1), count=1)
    if "<!ENTITY" in text or _ENDLESS_TAG.search(text):
        return None
    text = _NUMBER.sub(_without_surrogates, cut_tags(text))
    parser = etree.XMLParser(
        encoding="utf-8", recover=True, resolve_entities=False, no_network=True, load_dtd=False,
        huge_tree=False, remove_comments=True, remove_pis=True,
    )  # fmt: skip
    try:
        root = etree.fromstring(text.encode("utf-8", "replace"), parser)
    except (etree.XMLSyntaxError, ValueError):
        return None
    return {_name(root): _value(root, 0)} if root is not None else None


def _without_surrogates(match: re.Match) -> str:
    number = int(match[1], 16) if match[1] else int(match[2])
    return "\ufffd" if 0xD800 <= number <= 0xDFFF else match[0]


def _name(element: etree._Element) -> str:
    return element.tag.rsplit("}", 1)[-1] if isinstance(element.tag, str) else ""


def _value(element: etree._Element, depth: int) -> Any:
    if not len(element):
        return _leaf(element)
    if depth >= MOST_DEPTH:
        return None
    record: dict[str, Any] = {_local(name): value for name, value in element.attrib.items()}
    for child in element[:MOST_CHILDREN]:
        name = _name(child)
        value = _value(child, depth + 1) if name else None
        if value in (None, "", []):
            continue
        if name not in record:
            record[name] = value
        elif isinstance(record[name], list):
            record[name].extend(value if isinstance(value, list) else [value])
        else:
            record[name] = [record[name], *(value if isinstance(value, list) else [value])]
    return [record]


def _leaf(element: etree._Element) -> Any:
    text = (element.text or "").strip()
    if text or not element.attrib:
        return text
    if (href := element.get("href")) is not None:
        return None if element.get("rel") in _SIDE_LINKS else href
    return [{_local(name): value for name, value in element.attrib.items()}]


def _local(name: str) -> str:
    return name.rsplit("}", 1)[-1]
