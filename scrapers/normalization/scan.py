"""Reads a title from left to right: which of its words the vocabulary knows, and how they stand together."""

from dataclasses import dataclass
from functools import lru_cache

from scrapers.normalization.lookup import look_up
from scrapers.normalization.vocabulary import JOINING, PHRASES, PUNCTUATION, STARTS, Entry
from scrapers.normalization.words import fold, tokens

_PREPOSITIONS = """
    fuer for of im in mit with bei at als zur zum von vom der des de di du da dla to auf am an within den dem
    die das the a la le les del della aus nach ueber sowie
"""
PREPOSITIONS = frozenset(_PREPOSITIONS.split())
"""Folded words after which something else than the head noun's own phrase begins."""


@dataclass(slots=True)
class Found:
    """An entry at its place: ``part`` counts joined parts, ``zone`` the breaks and prepositions before it."""

    entry: Entry
    zone: int
    part: int
    at: int
    words: int


_WORD, _JOINT, _BREAK, _NOTHING, _PREPOSITION = range(5)


@lru_cache(maxsize=65536)
def _kind(token: str) -> tuple[int, str, int]:
    """What a token does to the order, its folded form, and the words of the longest phrase it begins."""
    if token in ("/", "&", "+"):
        return _JOINT, "", 0
    if token in ("*", "-"):
        return _NOTHING, "", 0
    if token in PUNCTUATION or token[0] in " -–—":
        return _BREAK, "", 0
    word = fold(token)
    if token.isupper() and len(token) > 1:
        return _WORD, word, STARTS.get(word, 1)
    if word in JOINING:
        return _JOINT, "", 0
    return _PREPOSITION if word in PREPOSITIONS else _WORD, word, STARTS.get(word, 1)


def scan(title: str) -> tuple[list[Found], int]:
    """Known words of a title, longest phrase first, with their places; and how many words it has."""
    lower_case, capitals = title.islower(), title.isupper()
    raw: list[str] = []
    words: list[str] = []
    marks: list[tuple[int, int, int]] = []
    zone = part = 0
    for token in tokens(title):
        # In a title all in capitals "IN" is no acronym.
        kind, word, longest = _kind(token.lower() if capitals else token)
        if kind != _NOTHING and kind != _WORD:
            part += 1
            zone += kind != _JOINT
        if kind in (_WORD, _PREPOSITION):
            raw.append(token)
            words.append(word)
            marks.append((zone, part, longest))
    found, at, count = [], 0, len(words)
    while at < count:
        zone, part, longest = marks[at]
        entry, used = None, min(longest, count - at)
        while used > 1:
            entry = PHRASES.get(" ".join(words[at : at + used]))
            if entry:
                break
            used -= 1
        if entry is None:
            entry = look_up(raw[at], lower_case)
        if entry:
            found.append(Found(entry, zone, part, at, max(used, 1)))
        at += max(used, 1)
    return found, count
