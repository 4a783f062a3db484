"""How much structure a source may hold for its length: memory goes into elements and objects, not into bytes.

Real pages have an element every 32 bytes and more, real data an object or list every 79. What is several
times denser is made to fill the memory, and would take a hundred times its own size.
"""

import re
from typing import AnyStr

FEWEST = 3_600
"""Elements or containers that any source may have."""
BYTES_OF_ELEMENT, BYTES_OF_CONTAINER = 28, 12

_OPENING = {bytes: re.compile(rb"<(?!/)"), str: re.compile(r"<(?!/)")}


def cut_tags(source: AnyStr) -> AnyStr:
    """A source up to where it has more elements than its length allows."""
    most = max(FEWEST, len(source) // BYTES_OF_ELEMENT)
    opening, closing = (b"<", b"</") if isinstance(source, bytes) else ("<", "</")
    if source.count(opening) <= most or source.count(opening) - source.count(closing) <= most:
        return source
    for number, tag in enumerate(_OPENING[type(source)].finditer(source)):
        if number >= most:
            return source[: tag.start()]
    return source


# The elements that HTML opens anew in each following block until they are closed, attributes and all.
_FORMATTING = re.compile(
    rb"<(a|b|big|code|em|font|i|nobr|s|small|strike|strong|tt|u)(?=[\s/])(?:[^>\"']++|\"[^\"]*+\"|'[^']*+')*+>",
    re.IGNORECASE,
)
MOST_OPENED_ANEW = 600
"""Bytes of such a tag, where one of its kind is not closed."""


def without_long_tags(source: bytes) -> bytes:
    """A source whose unclosed formatting elements are no longer than their names, where they were long."""
    long = {
        tag[1].lower() for tag in _FORMATTING.finditer(source) if tag.end() - tag.start() > MOST_OPENED_ANEW
    }
    if not long:
        return source
    lower = source.lower()
    unclosed = {name for name in long if _opened(lower, name) > lower.count(b"</" + name + b">")}

    def shortened(tag: re.Match[bytes]) -> bytes:
        is_long = tag.end() - tag.start() > MOST_OPENED_ANEW
        return b"<" + tag[1] + b">" if is_long and tag[1].lower() in unclosed else tag[0]

    return _FORMATTING.sub(shortened, source) if unclosed else source


def _opened(lower: bytes, name: bytes) -> int:
    return sum(lower.count(b"<" + name + end) for end in (b" ", b">", b"\n", b"\t", b"/"))


def is_too_dense(text: str) -> bool:
    """Whether a text has more objects and lists than its length allows."""
    most = max(FEWEST, len(text) // BYTES_OF_CONTAINER)
    return len(text) > FEWEST and text.count("{") + text.count("[") > most
