"""Looks single words of a title up in the vocabulary, taking compounds apart."""

from dataclasses import replace
from functools import lru_cache

from scrapers.normalization.vocabulary import ACRONYMS, ENDINGS, PARTS, PHRASES, Entry
from scrapers.normalization.words import fold

LONGEST_COMPOUND = 60
"""Letters of the longest word that is taken apart; taking apart costs the square of them."""
_LONGEST_PART = max(map(len, PARTS))
_BEGINNINGS = frozenset(part[:4] for part in PARTS)
"""The first four letters of every part: where none of them stands, no part begins."""
_LINKING = 2
"""Letters that may follow the last part of a compound: its inflection."""


@lru_cache(maxsize=65536)
def look_up(token: str, lower_case: bool) -> Entry | None:
    """The entry of one word as the title spells it; None if nothing is known.

    KI, IT, AI, QA and the like need their case, unless the whole title is in lower case.
    """
    word = fold(token)
    if not lower_case and word in ACRONYMS and not token.isupper():
        return None
    entry = PHRASES.get(word)
    if entry is None:
        return compound(word, token) if 5 < len(word) <= LONGEST_COMPOUND else None
    if not entry.topics and len(word) > 7 and (entry.role or entry.head):
        entry.topics = _fields(word)[1]
    return entry


def compound(word: str, text: str) -> Entry | None:
    """The entry of a compound: its longest known ending with the fields before it, or only fields."""
    for start in range(2, len(word) - 2):
        head = ENDINGS.get(word[start:])
        if head:
            domains, topics, _ = _fields(word[:start])
            both = tuple(dict.fromkeys(topics + head.topics))
            return replace(head, text=text, domains=domains, topics=both, open=not domains)
    domains, topics, closed = _fields(word)
    return Entry(text, domains=domains, topics=topics, open=not closed) if domains or topics else None


def _fields(text: str) -> tuple[tuple[str, ...], tuple[str, ...], bool]:
    """Domains (last part first: it is the head) and topics of a compound's parts; is its end known."""
    inner = _parts(text)
    last = len(text) - _LINKING
    if not any(start == 0 or (end >= last and end - start >= 5) for start, end, _ in inner):
        return (), (), False
    return (
        tuple(dict.fromkeys(d for *_, entry in reversed(inner) for d in entry.domains)),
        tuple(dict.fromkeys(t for *_, entry in inner for t in entry.topics)),
        inner[-1][1] >= last,
    )


def _parts(text: str) -> list[tuple[int, int, Entry]]:
    """Known parts of a compound with their places, from the left, the longest first."""
    found, at, length = [], 0, len(text)
    while at < length - 1:
        shortest = 4 if at else 3
        if text[at : at + 4] not in _BEGINNINGS and (at or text[:3] not in PARTS):
            at += 1
            continue
        for end in range(min(length, at + _LONGEST_PART), at + shortest - 1, -1):
            entry = PARTS.get(text[at:end])
            if entry:
                found.append((at, end, entry))
                at = end
                break
        else:
            at += 1
    return found
