"""The elements that HTML opens anew, attributes and all, in each following block until they are closed: a
page that never closes them makes many elements of few tags."""

import re
from collections import defaultdict
from typing import NamedTuple

REST_OF_TAG = rb"(?:[^>=]++|=\s*+(?:\"[^\"]*+\"?|'[^']*+'?)?)*+"
"""What stands between the name of a tag and its end: a quote counts where a value may begin, as in HTML."""
_NAMES = rb"(a|b|big|code|em|font|i|nobr|s|small|strike|strong|tt|u)(?=[\s/>])"
_LONG = re.compile(rb"<" + _NAMES + rb"(?=[^>]{200})" + REST_OF_TAG + rb">", re.IGNORECASE)
_ANY = re.compile(rb"<(/?)" + _NAMES + rb"(" + REST_OF_TAG + rb")", re.IGNORECASE)
_ATTRIBUTE = re.compile(rb"[\s/\"'][^\s/\"'<>=]")

MOST_OPENED_ANEW = 600
"""Bytes of such a tag, where one of its kind is not closed."""
MOST_ALIKE = 3
"""Elements of a name that are taken to be open at once: of equal ones HTML opens no more anew."""


class Unclosed(NamedTuple):
    """A stretch of the source in whose blocks an element with so many attributes is opened anew."""

    start: int
    end: int
    attributes: int


def unclosed(source: bytes) -> list[Unclosed]:
    """Where formatting elements stay open that nobody closes; the next ``a`` ends the one before."""
    found: list[Unclosed] = []
    opened: dict[bytes, list[re.Match[bytes]]] = defaultdict(list)
    for tag in _ANY.finditer(source):
        name = tag[2].lower()
        if tag[1]:
            if opened[name]:
                opened[name].pop()
            continue
        if name == b"a" and opened[name]:
            found.append(_unclosed(opened[name].pop(), tag.start()))
        opened[name].append(tag)
    for left in opened.values():
        longest = sorted(left, key=lambda tag: tag.start() - tag.end())[:MOST_ALIKE]
        found += [_unclosed(tag, len(source)) for tag in longest]
    return found


def _unclosed(tag: re.Match[bytes], end: int) -> Unclosed:
    return Unclosed(tag.end(), end, len(_ATTRIBUTE.findall(tag[3])))


def without_long_tags(source: bytes) -> bytes:
    """A source whose unclosed formatting elements are no longer than their names, where they were long."""
    long = {tag[1].lower() for tag in _LONG.finditer(source) if tag.end() - tag.start() > MOST_OPENED_ANEW}
    if not long:
        return source
    lower = source.lower()
    open_ones = {name for name in long if _opened(lower, name) > lower.count(b"</" + name + b">")}

    def shortened(tag: re.Match[bytes]) -> bytes:
        is_long = tag.end() - tag.start() > MOST_OPENED_ANEW
        return b"<" + tag[1] + b">" if is_long and tag[1].lower() in open_ones else tag[0]

    return _LONG.sub(shortened, source) if open_ones else source


def _opened(lower: bytes, name: bytes) -> int:
    return sum(lower.count(b"<" + name + end) for end in (b" ", b">", b"\n", b"\t", b"/"))
