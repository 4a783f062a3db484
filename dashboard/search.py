"""What is typed into the search box: words (prefixes), "exact phrases", -without; to SQL and marked hits.

Accents and case do not count, and umlauts may be spelled out, as in the function search_words of schema.sql.
"""

import html
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

_PART = re.compile(r'(-?)(?:"([^"]*)"?|(\S+))')
_WORD = re.compile(r"\w+")
_SYMBOLS = re.compile(r"[+#.]")
MAX_PARTS = 20
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue"})
# What no accent makes of another letter.
_LETTERS = str.maketrans({"ß": "ss", "ẞ": "ss", **dict(zip("ŁłØøĐđı", "LlOoDdi", strict=True))})


@dataclass(frozen=True)
class Term:
    """Words that follow each other, in each of their spellings; the last may be the beginning of one."""

    spellings: tuple[tuple[str, ...], ...]
    prefix: bool
    excluded: bool

    @property
    def query(self) -> str:
        """As text of to_tsquery."""
        words = " | ".join(_quoted(words, ":*" if self.prefix else "") for words in self.spellings)
        return f"!({words})" if self.excluded else f"({words})"


@dataclass(frozen=True)
class Search:
    """What is looked for; ``patterns`` are LIKE patterns to match too (C++, .NET), ``hits`` what to mark."""

    terms: tuple[Term, ...]
    patterns: tuple[str, ...]
    hits: tuple[str, ...]

    @property
    def query(self) -> str | None:
        """As text of to_tsquery; None where nothing is looked for."""
        return " & ".join(term.query for term in self.terms) or None


def parse(text: str) -> Search:
    """Read a search; what has no letter or digit in it is ignored."""
    terms, patterns, hits = [], [], []
    for minus, phrase, word in _PART.findall(unicodedata.normalize("NFC", text))[:MAX_PARTS]:
        typed = phrase or word
        spellings = tuple(tuple(_WORD.findall(spelled)) for spelled in _spellings(typed))
        if not spellings[0]:
            continue
        terms.append(Term(spellings, prefix=not phrase, excluded=bool(minus)))
        if not minus:
            hits.append(typed)
            # The index knows words only: "C++" and "C" are one word to it.
            if not phrase and _SYMBOLS.search(word.rstrip(".")) and len(spellings[0]) == 1:
                patterns.append("%" + re.sub(r"([%_\\])", r"\\\1", word) + "%")
    return Search(tuple(terms), tuple(patterns), tuple(hits))


def fold(text: str) -> str:
    """The text in small letters without accents."""
    apart = unicodedata.normalize("NFD", text.translate(_LETTERS))
    return "".join(sign for sign in apart if not "\u0300" <= sign <= "\u036f").lower()


def _spellings(text: str) -> list[str]:
    """The text without accents, and with its umlauts spelled out."""
    return list(dict.fromkeys((fold(text), fold(text.translate(_UMLAUTS)))))


def _quoted(words: Sequence[str], last: str) -> str:
    """Lexemes that follow each other; the last may be a prefix."""
    return " <-> ".join(f"'{word}'" for word in words) + last


def mark(text: str, hits: tuple[str, ...]) -> str:
    """The text as safe HTML, with <mark> around what the search found."""
    spelled = sorted({each for hit in hits for each in _spellings(hit)}, key=len, reverse=True)
    if not any(spelled):
        return html.escape(text)
    pattern = re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, spelled)) + ")")
    out, end = [], 0
    for start, stop in _merged(_found(text, pattern)):
        out += [html.escape(text[end:start]), f"<mark>{html.escape(text[start:stop])}</mark>"]
        end = stop
    return "".join(out) + html.escape(text[end:])


def _found(text: str, pattern: re.Pattern[str]) -> Iterable[tuple[int, int]]:
    """Where the text, in one of its spellings, has what is looked for."""
    for sign_by_sign in ([fold(sign) for sign in text], [fold(sign.translate(_UMLAUTS)) for sign in text]):
        # Folded, a sign may be two or none: each place of the folded text knows the sign that it is from.
        origin = [place for place, signs in enumerate(sign_by_sign) for _ in signs]
        for found in pattern.finditer("".join(sign_by_sign)):
            last = origin[found.end() - 1] + 1
            while last < len(text) and not sign_by_sign[last]:  # accents that stand by themselves
                last += 1
            yield origin[found.start()], last


def _merged(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Spans in order, those that overlap as one."""
    merged: list[tuple[int, int]] = []
    for start, stop in sorted(set(spans)):
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(stop, merged[-1][1]))
        else:
            merged.append((start, stop))
    return merged
