"""Company names in a form that compares equal where the companies are equal."""

import re
import unicodedata
from functools import lru_cache

from scrapers.normalization.gazetteer import gazetteer
from scrapers.normalization.tables import lines

# Only in front of a name, where other forms would be part of it ("SE Media", "AB Science").
_FORMS_IN_FRONT = frozenset({"pt", "firma", "fa"})
_VIA = re.compile(
    r"""[\s,;·|–-]+(?:\(\s*)?\b(?:
        via | über | durch | powered\ by | c/o | presented\ by | im\ auftrag\ (?:von|der|des) | on\ behalf\ of
        )\b\s.*$""",
    re.I | re.X,
)
_NUMBER_IN_FRONT = re.compile(r"^\s*(?:[A-Z]{0,3}\d{4,}\b[\s:_–-]+)+(?=\S*[^\W\d])")
_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_APOSTROPHES = re.compile(r"(?<=\w)['’ʼ`´](?=\w)")
_AND = frozenset({"und", "and", "et"})
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ø": "o", "ł": "l", "đ": "d", "æ": "ae"})
_BRANCH = frozenset(
    {
        "standort",
        "niederlassung",
        "zweigniederlassung",
        "filiale",
        "werk",
        "geschaeftsstelle",
        "region",
        "in",
        "am",
    }
)
_NOT_WORD = re.compile(r"[\W_]+")
_DOMAIN_ENDING = re.compile(r"\.(?:com|de|net|org|io|ai|co|eu|at|ch|cz|pl|fr|it|nl|se|uk)$", re.I)


@lru_cache(maxsize=16_384)
def company_key(company: str | None) -> str | None:
    """Company name for comparing: no legal form, number in front, "via …", brackets, case, accents.

    None for a name without a letter or digit. The key is for matching only; show the name itself.
    """
    if not company:
        return None
    text = unicodedata.normalize("NFKC", company).strip()
    for part in (_NUMBER_IN_FRONT, _VIA, _BRACKETS, _DOMAIN_ENDING):
        shorter = part.sub(" ", text).strip()
        text = shorter if _names_something(shorter) else text
    words = _words(text)
    return " ".join(_without_legal_forms(_without_place_behind_form(words))) or None


def _without_place_behind_form(words: list[str]) -> list[str]:
    """ "Acme GmbH Standort Berlin" without its end; "Stadt Berlin", where no form stands before, as it is."""
    for start in range(len(words) - 1, 1, -1):
        if tuple(words[start - 1 : start]) in _LEGAL_FORMS:
            place = [word for word in words[start:] if word not in _BRANCH]
            if not place or _is_place(" ".join(place)):
                return words[:start]
    return words


def _is_place(name: str) -> bool:
    found = gazetteer()
    return name in found.cities or name in found.countries or name in found.regions


def _names_something(text: str) -> bool:
    words = _words(text)
    return bool(words) and tuple(words) not in _LEGAL_FORMS


def _words(text: str) -> list[str]:
    return [
        word for word in _NOT_WORD.sub(" ", _folded(_APOSTROPHES.sub("", text))).split() if word not in _AND
    ]


def _folded(text: str) -> str:
    """Without case and accents; umlauts as two letters, as companies write themselves in addresses."""
    decomposed = unicodedata.normalize("NFKD", text.casefold().translate(_UMLAUTS))
    return "".join(char for char in decomposed if not unicodedata.combining(char))


def _without_legal_forms(words: list[str]) -> list[str]:
    while len(words) > 1:
        for length in range(min(_LONGEST_FORM, len(words) - 1), 0, -1):
            if tuple(words[-length:]) in _LEGAL_FORMS:
                words = words[:-length]
                break
        else:
            break
    return words[1:] if len(words) > 1 and words[0] in _FORMS_IN_FRONT else words


_LEGAL_FORMS = frozenset(tuple(_words(form)) for form in lines("legal_forms.txt"))
_LONGEST_FORM = max(map(len, _LEGAL_FORMS))
