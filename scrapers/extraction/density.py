"""How much structure a source may hold for its length: memory goes into elements, attributes and objects, not
into bytes.

Large real pages have an element every 38 bytes and more, and a word every 6; real data an object or list
every 79. What is several times denser is made to fill the memory, and would take a hundred times its size.
"""

import re

FEWEST = 3_600
"""Elements or containers that any source may have."""
BYTES_OF_ELEMENT, BYTES_OF_CONTAINER = 28, 12

_ELEMENT, _ATTRIBUTE = 1_350, 160
"""Bytes of memory that each takes, in the tree and in what is made of it."""
MOST_MEMORY = 48
"""Times its own length that a source may take by these; the largest real pages would take up to 41."""
_STEP = 1_000

# Whatever ends an attribute's name or value, and all that may begin a name.
_SHAPES = bytes(
    ord(" ") if sign in b" \t\n\f\r/\"'" else ord("=") if sign in b"<>=" else ord("x") for sign in range(256)
)


def cut_structure(source: bytes) -> bytes:
    """An HTML source up to where it has more elements and attributes than its length allows."""
    budget = MOST_MEMORY * max(FEWEST * BYTES_OF_ELEMENT, len(source))
    if len(source) * max(_ELEMENT / 3, _ATTRIBUTE / 2) <= budget:
        return source
    # In text each word counts as an attribute: which it is, only parsing would tell.
    shapes = source.translate(_SHAPES)

    def memory(end: int) -> int:
        opened = source.count(b"<", 0, end) - source.count(b"</", 0, end)
        return _ELEMENT * opened + _ATTRIBUTE * shapes.count(b" x", 0, end)

    if memory(len(source)) <= budget:
        return source
    fits, too_long = 0, len(source)
    while too_long - fits > _STEP:
        middle = (fits + too_long) // 2
        fits, too_long = (middle, too_long) if memory(middle) <= budget else (fits, middle)
    return source[: max(source.rfind(b"<", 0, fits), 0)]


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
