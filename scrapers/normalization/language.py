"""Language of a job title, from its small words, its usual nouns, its letters and its German endings."""

import re
from functools import cache

from scrapers.normalization.vocabulary import rows
from scrapers.normalization.words import fold

_WORD = re.compile(r"[^\W\d_]+")
_GERMAN_ENDING = re.compile(
    r"(?:ung|keit|heit|schaft|wesen|technik|studium|kraft|praktikum|(?:entwickler|ingenieur|berater|leiter|pfleger"
    r"|techniker|verkaeufer|arbeiter|bearbeiter|meister|mechaniker|kaufmann|fuehrer|betreuer|angestellter|angestellte"
    r"|fahrer|helfer|lehrer|forscher|pruefer|bauer|elektriker|schlosser|monteur)(?:in|innen|n|en)?)$"
)


@cache
def _votes() -> tuple[dict[str, list[str]], dict[str, str]]:
    words: dict[str, list[str]] = {}
    letters: dict[str, str] = {}
    for row in rows("languages.csv"):
        for word in row["words"].split("|"):
            words.setdefault(fold(word), []).append(row["language"])
        letters.update(dict.fromkeys(row["letters"], row["language"]))
    return words, letters


def language_of(title: str) -> str | None:
    """ISO 639-1 code of a title's language; None where the title does not show it."""
    words, letters = _votes()
    votes: dict[str, float] = {}
    for word in _WORD.findall(title):
        folded = fold(word)
        known = words.get(folded, ())
        for language in known:
            votes[language] = votes.get(language, 0) + 1 / len(known)
        if len(folded) > 5 and _GERMAN_ENDING.search(folded):
            votes["de"] = votes.get("de", 0) + 1
    for letter in set(title.lower()):
        if letter in letters:
            votes[letters[letter]] = votes.get(letters[letter], 0) + 1
    best = max(votes.values(), default=0)
    winners = [language for language, votes_of in votes.items() if votes_of == best]
    return winners[0] if len(winners) == 1 and best >= 0.5 else None
