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


def is_too_dense(text: str) -> bool:
    """Whether a text has more objects and lists than its length allows."""
    most = max(FEWEST, len(text) // BYTES_OF_CONTAINER)
    return len(text) > FEWEST and text.count("{") + text.count("[") > most
