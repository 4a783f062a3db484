"""Remote, hybrid or on site: read from a text, and taken out of it."""

import re
from functools import cache, lru_cache

from scrapers.normalization.tables import rows

_BETWEEN_WORDS = re.compile(r"[\s_-]+")

_PARTLY = re.compile(
    r"(?:bis zu |up to )?(?:[1-9]\d\s?%|\d(?:\s?[-–]\s?\d)?\s?(?:x|tage?|days?)"
    r"(?: (?:pro|die|a|per) (?:woche|week))?)"
    r"\s+(?:(?:im|from|in|mobile?s?)\s+)?(?:home[\s-]?office|remote|arbeiten|home\b)(?:[\s-](?:work(?:ing)?|arbeit))?",
    re.I,
)


@lru_cache(maxsize=4096)
def parse_workplace(text: str | None) -> str | None:
    """Return remote, hybrid or on_site as the text says it, or None.

    "hybrid or remote" and "Berlin or remote" are remote: the ad offers it.
    """
    return take_workplace(text)[0] if text else None


def take_workplace(text: str) -> tuple[str | None, str]:
    """Workplace that a text says, and the text with a "|" where the words for it stood."""
    text, partly = _PARTLY.subn(" | ", text)
    found = {_known()[_squeezed(match[0])] for match in _pattern().finditer(text)}
    if partly:
        found.add("hybrid")
    if not found:
        return None, text
    workplace = next((kind for kind in ("remote", "hybrid", "on_site") if kind in found), None)
    return workplace, _pattern().sub(" | ", text)


@cache
def _known() -> dict[str, str]:
    return {_squeezed(word): kind for kind, words in rows("workplace_words.tsv") for word in words.split("|")}


@cache
def _pattern() -> re.Pattern:
    # Between words "-", "_", a space or nothing: home office, Home-Office, Homeoffice, on_site.
    words = {word for _, words in rows("workplace_words.tsv") for word in words.split("|")}
    spellings = (
        re.sub(r"\\? ", r"[\\s_-]{0,3}", re.escape(word)) for word in sorted(words, key=len, reverse=True)
    )
    return re.compile(rf"(?<![^\W_])(?:{'|'.join(spellings)})(?![^\W_])", re.I)


def _squeezed(text: str) -> str:
    return _BETWEEN_WORDS.sub("", text.casefold())
