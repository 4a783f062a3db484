"""Words of a job title: gender markers and inclusive endings away, then tokens, then one spelling."""

import re
import unicodedata
from functools import lru_cache

_LETTER = r"(?:m|w|d|f|i|x|h|k|a|g|n|gn|v|t|u|\*|mann|frau|männlich|weiblich|male|female|div|divers|diverse|inter|intersex|any|all|alle|keine angabe|k\.? ?a)"
_MARK = rf"{_LETTER}\.?(?:\s*[/|,;:_*·•\\+-]+\s*{_LETTER}\.?)+"
GENDER_MARKER = re.compile(
    rf"[(\[{{]\s*(?:{_MARK}|(?:all|alle|any)\s+gend(?:er|re)s?|gender\s*neutral|geschlechtsneutral|gn|a\*|x|divers)\s*\*?[)\]}}]"
    r"|(?<![\w/*|.(-])(?:[mwf]\s?[/|]\s?[mwf]\s?[/|]\s?[dixag](?:iv(?:ers|\.)?)?|[mwf]\s?[/|]\s?[dix]\s?[/|]\s?[mwf]|d\s?[/|]\s?[mwf]\s?[/|]\s?[mwf]"
    r"|[mwfkh]\s?/\s?[mwfkh])(?![\w/|])",
    re.IGNORECASE,
)
"""A bracketed or bare "m/w/d" in any order, alphabet and punctuation."""

INCLUSIVE_ENDING = re.compile(
    r"(?<=[a-zäöüß])(?:\s?[*:_·/]\s?-?|\s?\(-?|/-)(?:innen|inn?en|in|n|r|e|frau|r?/-?in)\b\)?|(?<=[a-zäöüß])Innen\b|(?<=[a-zäöüß]{3})In\b"
)
"""The second half of "Entwickler*in", "Entwickler/-in", "Entwickler:innen", "Entwickler(in)", "EntwicklerInnen"."""

_OR = r"\s*(?:/|bzw\.?|beziehungsweise|oder|und|\|)\s*"
_BOTH_FORMS = re.compile(
    rf"\b(\w{{3,}}){_OR}\1in(?:nen)?\b|\b(?=\w+in(?:nen)?\b)(\w{{3,}})in(?:nen)?{_OR}\2\b"
    rf"|\b(\w*)(?:mann|frau){_OR}(?:-\s?|\3)(?:mann|frau)\b",
    re.IGNORECASE,
)
"""Both forms of one noun: "Referentin bzw. Referent", "Kaufmann/-frau", "Kauffrau / Kaufmann"."""

_TOKEN = re.compile(
    r"\.net\b|[^\W_]+(?:\+\+|#)?|\s[-–—]+\s|[-–—]+|[/|,;:()\[\]&+•·»>€*]",
    re.IGNORECASE,
)
_FOLD = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "ł": "l", "ø": "o", "đ": "d", "æ": "ae", "œ": "oe"}
)


def strip_gender(title: str) -> str:
    """``title`` without gender markers, inclusive endings and the second of "Referentin bzw. Referent"."""
    title = INCLUSIVE_ENDING.sub("", GENDER_MARKER.sub(" ", title))
    if not any(word in title for word in ("/", "|", "bzw", "oder", "und")):
        return title
    return _BOTH_FORMS.sub(lambda m: m[1] or m[2] or m[3] + "mann", title)


def tokens(title: str) -> list[str]:
    """Words and separators of a title in their own spelling; a dash between words keeps its spaces."""
    return _TOKEN.findall(title)


@lru_cache(maxsize=65536)
def fold(word: str) -> str:
    """Lower case, umlauts as two letters, other accents dropped: "Köchin" and "Koechin" are one word."""
    word = word.casefold()
    if word.isascii():
        return word
    word = unicodedata.normalize("NFC", word).translate(_FOLD)
    return (
        word
        if word.isascii()
        else "".join(c for c in unicodedata.normalize("NFKD", word) if not unicodedata.combining(c))
    )
