"""Values out of structured data as text: markup stripped, entities decoded however often encoded."""

import html
import re
from typing import Any

from selectolax.lexbor import LexborHTMLParser

from scrapers.extraction.page import fold

MOST_LINE = 500
"""Characters kept of a one-line value."""
MOST_PROSE = 20_000
"""Characters kept of a description."""

_ENTITY = re.compile(r"&(?:#\d{1,7}|#x[0-9a-fA-F]{1,6}|[a-zA-Z]{2,30});")
_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,2000}>|<!--")
_LINE_END = re.compile(r"<(?:br|/?(?:p|li|div|h[1-6]|ul|ol|tr|table|section))\b[^<>]{0,2000}>", re.IGNORECASE)
# What templates and converters write where there is no value.
_NOTHING = {"", "null", "none", "undefined", "nan", "n/a", "-", "–", "—", "[object object]"}


def decode_entities(text: str) -> str:
    """Text without HTML entities, also where they were encoded two or three times."""
    for _ in range(3):
        if not _ENTITY.search(text):
            break
        text = html.unescape(text)
    return text


def line(value: Any) -> str | None:
    """A string or number as one line of text, or None where it says nothing."""
    if isinstance(value, bool) or not isinstance(value, (str, int, float)):
        return None
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        value = int(value)
    text = decode_entities(str(value)[: 4 * MOST_LINE])
    if _TAG.search(text):
        text = _stripped(_LINE_END.sub(r" \g<0>", text))
    text = fold(text)[:MOST_LINE].rstrip()
    return None if text.lower() in _NOTHING else text


def prose(value: Any) -> str | None:
    """A description as text, paragraphs and list items on lines of their own, or None."""
    if not isinstance(value, str) or value.strip().lower() in _NOTHING:
        return None
    text = decode_entities(value[: 4 * MOST_PROSE])
    if _TAG.search(text):
        text = _stripped(_LINE_END.sub(r"\n\g<0>", fold(text)))
    lines = (fold(part) for part in text.replace("\\n", "\n").splitlines())
    return "\n".join(part for part in lines if part)[:MOST_PROSE].rstrip() or None


def _stripped(markup: str) -> str:
    tree = LexborHTMLParser(markup.replace("\x00", " ").encode("utf-8", "replace"))
    tree.strip_tags(["script", "style"])
    return tree.root.text(separator="") if tree.root is not None else ""
