"""Nouns that name an occupation, and where in a text they stand."""

import re

from scrapers.extraction import vocabulary
from scrapers.extraction.remember import remembered

GENDER_TAIL = re.compile(
    r"(?<=\w{3})(?:(?:/-?|\*|:|_|·)in(?:nen)?|\((?:in|r|a|e|ka|tka)\)|/(?:a|ka|r|e|o))\b", re.IGNORECASE
)
WORD = re.compile(r"[^\W\d_][^\W_]*(?:['’.&+#-]+[^\W_]+)*[+#]*")
_SEPARATOR = re.compile(
    r"\s[-–—|•·:@+&/]+\s|[,;:()\[\]|/–—•·]|\s-|-\s|\s(?:for|of|in|at|to|with|on|from|by|für|im|am|bei|beim|als|mit|zur|zum|an|auf|ab|aus|"
    r"und|and|or|oder|de|du|des|en|pour|para|con|do|da|di|per|na|w|we|ds|pro|для|по|в|na|voor|till|til|hos|inom|met|van|von|der|im|&)\s",
    re.IGNORECASE,
)
TOKEN = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
FOR = (
    ("seniority", vocabulary.SENIORITY),
    ("form of job", vocabulary.FORM),
    ("says hiring", vocabulary.HIRING),
)
_OCCUPATIONS, _GERMAN_ENDS, _OTHER_ENDS = vocabulary.read_occupations()
_SUFFIX_ONLY, _NO_COMPOUND = vocabulary.SUFFIX_ONLY, vocabulary.NO_COMPOUND

_OTHER_TAILS = frozenset(end[-3:] for end in _OTHER_ENDS)

# Endings that an occupation noun takes in German besides its own form.
_INFLECTIONS = ("", "in", "n", "en", "e", "er", "s")
_TAILS = frozenset(
    (stem + ending)[-3:] for end in _GERMAN_ENDS for stem in (end, end[:-1]) for ending in _INFLECTIONS
)


@remembered
def occupation(word: str) -> tuple[str, bool] | None:
    """Language of an occupation noun and whether it stands in the plural, or None; ``word`` is casefolded."""
    found = _OCCUPATIONS.get(word)
    if found and word not in _SUFFIX_ONLY:
        return found, False
    if "-" in word:
        last = word.rsplit("-", 1)[1]
        return occupation(last) if len(last) > 3 or last in _OCCUPATIONS else None
    if word.endswith("s") and (found := _OCCUPATIONS.get(word[:-1])) and len(word) > 4:
        return found, True
    if not 5 < len(word) < 60:
        return None
    if word[-3:] in _OTHER_TAILS and any(word[start:] in _OTHER_ENDS for start in range(3, len(word) - 5)):
        return "sv", False
    if word.endswith("innen") and _german(word[:-5]):
        return "de", True
    return ("de", False) if word[-3:] in _TAILS and _german(word) else None


def _german(word: str) -> bool:
    if word in _NO_COMPOUND:
        return False
    for ending in _INFLECTIONS:
        if not word.endswith(ending):
            continue
        stem = word.removesuffix(ending)
        if ending == "in" and f"{stem}e" in _GERMAN_ENDS:  # Soziologin
            return True
        if stem in _NO_COMPOUND or len(stem) < 4:
            continue
        if stem in _GERMAN_ENDS and stem not in _SUFFIX_ONLY:
            return True
        if any(stem[start:] in _GERMAN_ENDS for start in range(3, len(stem) - 3)):
            return True
    return False


_CAMEL = re.compile(r"[^\W\d_]*[a-zäöüß][A-ZÄÖÜ](?!n(?:nen)?\b)[^\W\d_]*")
"""The name of a program or brand ("NetworkManager"); "LeiterIn" is not."""
_SPEAKING = frozenset().union(*(words.words for _, words in FOR))
_SPEAKING_STEMS = tuple(stem for _, words in FOR for stem in words.stems)
_EDGES = ".,;:!?()[]{}\"'„“”«»–—-|•·"


def speaks(piece: str) -> bool:
    """Whether a casefolded piece between two spaces is a reason to look at a text at all."""
    word = piece.strip(_EDGES)
    if word in _SPEAKING or word.startswith(_SPEAKING_STEMS) or word in vocabulary.WORK or occupation(word):
        return True
    return not word.isalpha() and any(occupation(part) or part in _SPEAKING for part in TOKEN.findall(word))


def heads_of(text: str) -> tuple[list[str], bool, str]:
    """Occupation nouns of a title as "head" (ends or begins a part of it) or "inner", plural, language."""
    found, plural, language = [], False, ""
    for part in _SEPARATOR.split(GENDER_TAIL.sub("", text)):
        words = [word.casefold() for word in WORD.findall(part)]
        if len(words) == 1 and _CAMEL.fullmatch(part.strip()):
            continue
        for index, word in enumerate(words):
            hit = occupation(word)
            if hit is None:
                continue
            last = index == len(words) - 1 or (index == len(words) - 2 and len(words[-1]) <= 3)
            first = index == 0 and hit[0] not in ("en", "en-weak")
            found.append("head" if last or first else "inner")
            plural |= hit[1]
            if not language or language in vocabulary.WEAK:
                language = hit[0]
    return found, plural, language
