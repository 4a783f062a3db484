"""What is typed into the search box: words (prefixes), "exact phrases", -without; to SQL and marked hits."""

import html
import re
from dataclasses import dataclass

_PART = re.compile(r'(-?)(?:"([^"]*)"?|(\S+))')
_WORD = re.compile(r"\w+")
_SYMBOLS = re.compile(r"[+#.]")
MAX_PARTS = 20
# The two spellings of one sound; a reader may type either.
_UMLAUTS = (("ä", "ae"), ("ö", "oe"), ("ü", "ue"), ("ß", "ss"))


@dataclass(frozen=True)
class Search:
    """``query`` is to_tsquery's text, or None; ``patterns`` are LIKE patterns to match too (C++, .NET)."""

    query: str | None
    patterns: list[str] | None
    hits: tuple[str, ...]


def parse(text: str) -> Search:
    """Read a search; what has no letter or digit in it is ignored."""
    terms, patterns, hits = [], [], []
    for minus, phrase, word in _PART.findall(text)[:MAX_PARTS]:
        words = _WORD.findall((phrase or word).lower())
        if not words:
            continue
        last = "" if phrase else ":*"
        term = " <-> ".join(_either(each, last if each is words[-1] else "") for each in words)
        terms.append(f"!({term})" if minus else f"({term})")
        if not minus:
            hits.append(phrase or word)
            # The index knows words only: "C++" and "C" are one word to it.
            if not phrase and _SYMBOLS.search(word.rstrip(".")) and len(words) == 1:
                patterns.append("%" + re.sub(r"([%_\\])", r"\\\1", word) + "%")
    return Search(" & ".join(terms) or None, patterns or None, tuple(hits))


def _either(word: str, suffix: str) -> str:
    """The word as a quoted lexeme, or either of its spellings."""
    other = word
    for umlaut, plain in _UMLAUTS:
        other = other.replace(umlaut, plain) if umlaut in word else other.replace(plain, umlaut)
    quoted = [f"'{each}'{suffix}" for each in dict.fromkeys((word, other))]
    return quoted[0] if len(quoted) == 1 else f"({' | '.join(quoted)})"


def mark(text: str, hits: tuple[str, ...]) -> str:
    """The text as safe HTML, with <mark> around what the search found."""
    if not hits:
        return html.escape(text)
    longest = sorted(hits, key=len, reverse=True)
    pattern = re.compile(r"(?<!\w)(?:" + "|".join(re.escape(hit) for hit in longest) + ")", re.IGNORECASE)
    out, end = [], 0
    for found in pattern.finditer(text):
        out += [html.escape(text[end : found.start()]), f"<mark>{html.escape(found.group())}</mark>"]
        end = found.end()
    return "".join(out) + html.escape(text[end:])
