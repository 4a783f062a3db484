"""How much structure a source may hold for its length: memory goes into elements, attributes and objects, not
into bytes.

Large real pages have an element every 38 bytes and more, and a word every 6; real data an object or list
every 79. What is several times denser is made to fill the memory, and would take a hundred times its size.
"""

import re

from scrapers.extraction.formatting import REST_OF_TAG, unclosed

FEWEST = 3_600
"""Elements or containers that any source may have."""
BYTES_OF_ELEMENT, BYTES_OF_CONTAINER = 28, 12

_ELEMENT, _ATTRIBUTE, _COPY, _COPIED_ATTRIBUTE = 1_500, 160, 400, 260
"""Bytes of memory that each takes, in the tree and in what is made of it; a copy has no text, but whole
attributes."""
MOST_MEMORY = 42
"""Times its own length that a source may take by these; large real pages hardly take more than 39."""
_STEP = 1_000

_TAG = re.compile(rb"<[a-zA-Z]" + REST_OF_TAG)
# Whatever ends an attribute's name or value, and all that may begin a name.
_SHAPES = bytes(
    ord(" ") if sign in b" \t\n\f\r/\"'" else ord("=") if sign in b"<>=" else ord("x") for sign in range(256)
)


def cut_structure(source: bytes) -> bytes:
    """An HTML source up to where it has more elements and attributes than its length allows."""
    budget = MOST_MEMORY * max(FEWEST * BYTES_OF_ELEMENT, len(source))
    if len(source) * _ELEMENT / 3 <= budget:  # not if it were nothing but tags
        return source
    open_ones = unclosed(source)

    def memory(end: int, tags: bytes | None = None) -> int:
        copies = (
            (_COPY + _COPIED_ATTRIBUTE * one.attributes) * _opened(source, one.start, min(one.end, end))
            for one in open_ones
            if one.start < end
        )
        tags = b"".join(_TAG.findall(source, 0, end)) if tags is None else tags
        attributes = tags.translate(_SHAPES).count(b" x")
        elements = _opened(source, 0, end) + _ends_alone(source, end)
        return _ELEMENT * elements + _ATTRIBUTE * attributes + sum(copies)

    # Also if each word of the text were an attribute, which is cheaper to count.
    if memory(len(source), source) <= budget or memory(len(source)) <= budget:
        return source
    fits, too_long = 0, len(source)
    while too_long - fits > _STEP:
        middle = (fits + too_long) // 2
        fits, too_long = (middle, too_long) if memory(middle) <= budget else (fits, middle)
    return source[: max(source.rfind(b"<", 0, fits), 0)]


def _opened(source: bytes, start: int, end: int) -> int:
    return source.count(b"<", start, end) - source.count(b"</", start, end)


def _ends_alone(source: bytes, end: int) -> int:
    """Ends that nothing began, which make elements of their own."""
    paragraphs = source.count(b"</p>", 0, end) - source.count(b"<p", 0, end)
    return max(paragraphs, 0) + source.count(b"</br", 0, end)


def cut_tags(text: str) -> str:
    """An XML text up to where it has more elements than its length allows."""
    most = max(FEWEST, len(text) // BYTES_OF_ELEMENT)
    if text.count("<") - text.count("</") <= most:
        return text
    for number, tag in enumerate(_OPENING.finditer(text)):
        if number >= most:
            return text[: tag.start()]
    return text


_OPENING = re.compile(r"<(?!/)")


def is_too_dense(text: str) -> bool:
    """Whether a text has more objects and lists than its length allows."""
    most = max(FEWEST, len(text) // BYTES_OF_CONTAINER)
    return len(text) > FEWEST and text.count("{") + text.count("[") > most
