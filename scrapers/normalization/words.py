"""Words of a job title: tokens, and one spelling of each."""

import re
import unicodedata
from functools import lru_cache

LONGEST_TITLE = 500
"""Characters of a title that are read."""

_TOKEN = re.compile(
    r"\.net\b|[^\W_]+(?:\+\+|#)?|\s[-–—]+\s|[-–—]+|[/|,;:()\[\]&+•·»>€*]",
    re.IGNORECASE,
)
_FOLD = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "ł": "l", "ø": "o", "đ": "d", "æ": "ae", "œ": "oe"}
)
_ONE_FORM = (
    ("kauffrau", "kaufmann"),
    ("kaufleute", "kaufmann"),
    ("fachfrau", "fachmann"),
    ("fachleute", "fachmann"),
)


def tokens(title: str) -> list[str]:
    """Words and separators of a title in their own spelling; a dash between words keeps its spaces."""
    return _TOKEN.findall(title)


@lru_cache(maxsize=65536)
def fold(word: str) -> str:
    """One spelling: lower case, umlauts as two letters, other accents dropped, "…kauffrau" as "…kaufmann"."""
    word = word.casefold()
    if not word.isascii():
        word = unicodedata.normalize("NFC", word).translate(_FOLD)
        if not word.isascii():
            word = "".join(c for c in unicodedata.normalize("NFKD", word) if not unicodedata.combining(c))
    for other, form in _ONE_FORM:
        if word.endswith(other):
            return word.removesuffix(other) + form
    return word
