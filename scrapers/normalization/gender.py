"""Gender in job titles: markers such as "(m/w/d)" and both-gender spellings such as "Entwickler*in"."""

import re

_MALE_FEMALE = "[mwfhkvž]"
_LETTER = (
    r"(?:[mwfhkvždixoagntuz]|gn|\*|mann|frau|männlich|weiblich|male|female|man|woman|homme|femme|hombre|mujer"
    r"|div|divers|diverse|inter|intersex|any|all|alle|keine angabe|k\.? ?a)\.?"
)
_SEPARATOR = r"\s*[/|,;:_*·•\\+–-]+\s*"
_WORDS = (
    r"(?:all|alle|any|jedes?)[ -]?(?:gend(?:er|re)s?|geschlechter?|genre)s?(?:\s+welcome)?|gender[ -]?neutral"
    r"|geschlechtsneutral|gn|a\*|divers|tous genres|open to all genders|gender irrelevant|mensch"
)
_GENDER_MARKER = re.compile(
    rf"[(\[{{]\s*(?:(?={_MALE_FEMALE}|[dixa][/|,;:. ]\s?{_MALE_FEMALE}|(?:mann|fr|männ|weib|male|fem|hom"
    rf"|mujer))"
    rf"{_LETTER}(?:{_SEPARATOR}{_LETTER})+\s*\*?|(?:{_WORDS})\s*\*?)\s*[)\]}}]\*?"
    # Without brackets only the letters themselves, at least three, or the two of "m/w" and "h/f".
    rf"|(?<![\w/*|.(-])(?:{_MALE_FEMALE}\s?[/|*]\s?(?:{_MALE_FEMALE}|d|x|i)\s?[/|*]\s?(?:[dixagmwf]"
    rf"|divers|div\.?|gn)"
    rf"|[dx]\s?[/|*]\s?{_MALE_FEMALE}\s?[/|*]\s?{_MALE_FEMALE}|m\s?/\s?[wf]|[wf]\s?/\s?m"
    rf"|[hH]\s?/\s?[fF])(?![\w/|])\*?"
    # Cut off by the page: "(m..."
    r"|\((?:[mwfd](?:/[mwfd])?/?)\s?(?:\.{2,}|…)\s*$",
    re.IGNORECASE,
)
_FOREIGN = "euse|rice|trice|ère|ne|ka|ice"
_INCLUSIVE = re.compile(
    r"(?P<stem>[^\W\d_]{2,})"
    rf"(?:[*:_·‧](?P<a>innen|in|r|n)|[·‧](?P<f>es?|{_FOREIGN})|\s?/\s?-?\s?(?P<b>innen|inen)"
    rf"|/-?(?P<c>in|r|n|frau|{_FOREIGN})|\s/\s?-\s?(?P<d>in)"
    rf"|\s?\(-?(?P<e>innen|in|r|n|e|{_FOREIGN})\))(?![^\W\d_])",
    re.IGNORECASE,
)
_INNER_CAPITAL = re.compile(
    r"(?P<stem>[^\W\d_]+(?:er|ent|ant|ist|eur|or|är|at|ekt|log|gog|and|end|wirt))(?P<a>In|Innen)\b"
)
_OR = r"\s*(?:/|\bbzw\.?|\bbeziehungsweise\b|\boder\b|\bund\b|\|)\s*"
_BOTH_FORMS = re.compile(
    rf"\b(\w{{3,}}){_OR}\1in(?:nen)?\b|\b(?=\w+in(?:nen)?\b)(\w{{3,}})in(?:nen)?{_OR}\2\b"
    rf"|\b(\w*(?:mann|frau)){_OR}(?:-\s?)?\w*(?:mann|frau)\b",
    re.IGNORECASE,
)
_HINT = re.compile(r"[*:_·‧/(|]|[a-zä]In|bzw|oder|und|beziehungsweise")

# Second forms whose stem is no word by itself: "Expert*in", "Ärzt*innen".
_UMLAUT_STEMS = {"köch": "koch", "ärzt": "arzt", "anwält": "anwalt", "bäuer": "bauer"}
_E_STEMS = ("log", "gog", "kolleg", "expert", "kund", "gesell", "beauftragt", "zeug", "psycholog", "chirurg")
_EN_PLURALS = ("ist", "ent", "ant", "ekt", "at", "graf", "graph", "nom", "and", "oge", "or", "it", "ast")
_E_PLURALS = ("eur", "är", "al", "ör", "ier", "arzt", "wirt")


def strip_gender(title: str) -> str:
    """``title`` with one form of each noun and without markers: "Entwickler*in (m/w/d)" is "Entwickler "."""
    if not _HINT.search(title):
        return title
    title = _GENDER_MARKER.sub(" ", title)
    if not _HINT.search(title):
        return title
    title = _INCLUSIVE.sub(_one_form, title)
    title = _INNER_CAPITAL.sub(_one_form, title)
    return _BOTH_FORMS.sub(lambda match: match[1] or match[2] or match[3], title)


def _one_form(match: re.Match) -> str:
    stem = match["stem"]
    ending = next(group for name, group in match.groupdict().items() if name != "stem" and group).lower()
    if ending in ("r", "n"):
        return stem + ending if stem.endswith("e") else match[0]
    if ending == "frau":
        return stem if stem.lower().endswith("mann") else match[0]
    if ending in ("innen", "inen"):
        return _plural(stem)
    return _singular(stem) if ending == "in" else stem


def _singular(stem: str) -> str:
    lower = stem.lower()
    for umlaut, plain in _UMLAUT_STEMS.items():
        if lower.endswith(umlaut):
            return _recase(stem[: -len(umlaut)], stem[-len(umlaut) :], plain)
    return stem + "e" if lower.endswith(_E_STEMS) else stem


def _plural(stem: str) -> str:
    lower = stem.lower()
    if lower.endswith(("ärzt", "köch", "anwält")):
        return stem + "e"
    if lower.endswith(_E_STEMS):
        return stem + "en"
    if lower.endswith(_E_PLURALS):
        return stem + "e"
    return stem + "en" if lower.endswith(_EN_PLURALS) else stem


def _recase(before: str, old: str, new: str) -> str:
    return before + (new.capitalize() if old[0].isupper() else new)
