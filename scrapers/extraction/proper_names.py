"""How far a short text looks like the name of a place or of a company."""

# ruff: noqa: E501  (patterns are tables of words; broken up further they are harder to read)

import re
from pathlib import Path

from scrapers.extraction.cues import ACTION, EMPLOYMENT, PAY, WORKPLACE, labelled
from scrapers.extraction.remember import remembered
from scrapers.extraction.short_dates import is_date

_LEGAL = re.compile(
    r"(?<![\w])(?:gmbh|ggmbh|mbh|ag|se|kg|kgaa|ohg|gbr|ug|e\.?\s?v\.?|e\.?\s?g\.?|eg|aör|adör|kdör|inc\.?|incorporated|llc|l\.l\.c\.|llp|ltd\.?|limited|plc|corp\.?|corporation|"
    r"co\.|company|s\.?a\.?r\.?l\.?|sarl|sas|s\.a\.s\.?|s\.a\.|sa|s\.p\.a\.?|spa|s\.r\.l\.?|srl|s\.l\.u?\.?|b\.v\.?|bv|n\.v\.?|nv|bvba|a/s|aps|ab|oy|oyj|asa|as|"
    r"sp\. ?z ?o\.? ?o\.?|sp\.? ?j\.?|sp\.? ?k\.?|s\.? ?r\.? ?o\.?|a\.? ?s\.|spol\.|k\.s\.|d\.o\.o\.?|kft\.?|zrt\.?|ооо|оао|зао|пао|ао|ип|тов|pty|pvt|holding|group|gruppe|"
    r"stiftung|foundation|verband|verein|genossenschaft|& co\.?|und partner|& partner|& sons|& söhne|gebr\.|gebrüder)(?![\w])",
    re.IGNORECASE,
)
_ORGANISATION = re.compile(
    r"(?:universit\w+|university|hochschule|college|school|schule\b|gymnasium|akademie|academy|institut\w*|fraunhofer|max-planck|helmholtz|klinik\w*|klinikum|"
    r"krankenhaus|hospital|hôpital|clinic|nhs|charité|stadtverwaltung|\bstadt [A-ZÄÖÜ]|gemeinde [A-ZÄÖÜ]|landkreis|landratsamt|kreis [A-Z]|bezirk\w*|ministerium|ministry|"
    r"bundesamt|bundes\w+|landes\w+|council|county|city of|government|agency|agentur|behörde|bank\b|sparkasse|volksbank|versicherung\w*|kasse\b|verlag|media\b|"
    r"labs?\b|technolog\w+|systems?\b|solutions?\b|software\b|consulting|services?\b|international|partners\b|studios?\b|hotel|restaurant|brauhaus|bäckerei|"
    r"apotheke|praxis|kanzlei|werke\b|stadtwerke|industri\w+|logisti\w+|energ\w+|pharma|kirche|diakonie|caritas|awo\b|drk\b|johanniter|malteser|rotes kreuz|"
    r"museum|theater|theatre|trust|society|charity|centre|center|zentrum|polizei|feuerwehr|bundeswehr|spółka|firma|společnost|компания|завод|банк|empresa|société)",
    re.IGNORECASE,
)
_DOMAIN = re.compile(
    r"\(?[a-z0-9-]+(?:\.[a-z0-9-]+)*\.(?:com|org|net|io|co|de|eu|fr|ai|dev|app|uk|us|ru|pl|cz)\)?"
)
_POSTCODE = re.compile(
    r"(?<=\w )\(\d[\dAB]\d?\)$|(?<!\d)(?:[A-Z]{1,2}-)?\d{4,5}(?!\d)[ ,]+[A-ZÄÖÜ]|(?<!\w)[A-Z]{1,2}\d{1,2}[A-Z]?(?: \d[A-Z]{2})?(?!\w)$|,\s*[A-Z]{2}\b(?:\s+\d{5})?"
)
_PLACE_WORDS = re.compile(
    r"(?<!\w)(?:remote|home ?office|deutschlandweit|bundesweit|europaweit|weltweit|worldwide|anywhere|nationwide|hybrid|raum|großraum|region|umgebung|umkreis|"
    r"standort\w*|multiple locations|various locations|mehrere (?:orte|standorte)|verschiedene standorte|bad|greater|kraj|county|bezirk|kreis|landkreis|metropolregion|"
    r"österreich|schweiz|deutschland|cała polska|celá čr|zdalnie|удал[её]нно|\d+ (?:locations|standorte|weitere|orte))(?!\w)",
    re.IGNORECASE,
)
_PLACE_ENDING = re.compile(
    r"(?:burg|stadt|städt|heim|dorf|hausen|ingen|furt|berg|feld|bach|kirchen|hafen|münde|rode|walde|stedt|büttel|hofen|brück|brücken|leben|weiler|reuth|roda|tal|"
    r"ville|bourg|shire|ford|bury|mouth|pool|borough|town|field|minster|wick|ów|owo|ice|grad|град|ск|бург|polis|hagen|gow|land)$"
)


def _read_places() -> frozenset[str]:
    path = Path(__file__).with_name("places.txt")
    lines = path.read_text("utf-8").splitlines() if path.exists() else []
    return frozenset(
        name.strip().casefold()
        for line in lines
        if not line.startswith(("#", "["))
        for name in line.split(",")
        if name.strip()
    )


def _read_towns() -> frozenset[str]:
    """Towns of the gazetteer that no list above has; some are words as well (Essen, Sales), so they count less."""
    path = Path(__file__).parents[1] / "normalization" / "data" / "cities.tsv"
    lines = path.read_text("utf-8").splitlines()
    rows = (line.casefold().split("\t") for line in lines if not line.startswith("#"))
    names = (name for row in rows for name in (row[0], *row[-1].split("|")))
    return frozenset(name for name in names if len(name) >= 4)


_PLACES = _read_places()
_TOWNS = _read_towns()
_PLACE_SPLIT = re.compile(r"\s*(?:[,;/|()•·]|\s[-–—]\s|\bund\b|\band\b|\boder\b|\bor\b|\+\d+)\s*")
_US_STATE = re.compile(
    r"^(?:A[LKZR]|C[AOT]|D[CE]|FL|GA|HI|I[ADLN]|K[SY]|LA|M[ADEINOST]|N[CDEHJMVY]|O[HKR]|PA|RI|S[CD]|T[NX]|UT|V[AT]|W[AIVY]|BC|ON|QC|AB|MB|NSW|VIC|QLD)$"
)


def is_town(text: str) -> bool:
    """Whether every part of a text is a town of the gazetteer, or says that the work is done anywhere."""
    parts = [part for part in _PLACE_SPLIT.split(text) if part]
    return bool(parts) and all(_is_town(part) or WORKPLACE.fullmatch(part) for part in parts)


@remembered
def place_score(text: str) -> float:
    """How far a text looks like a place, from -1 to 2; 1 and more means that a name or form of a place was seen."""
    if not 2 <= len(text) <= 160 or (text.endswith((".", "!", "?", ":")) and len(text) > 40):
        return -1.0
    if is_date(text) or PAY.search(text) or _is_bare_label(text):
        return -1.0
    score = 0.0
    parts = [part for part in _PLACE_SPLIT.split(text) if part]
    if not parts:
        return -1.0
    known = sum(_is_place(part) for part in parts)
    if known:
        score += 1.0 + 0.8 * known / len(parts)
    elif text[:1].isupper() and all(_is_town(part) for part in parts):
        score += 0.9
    if _POSTCODE.search(text):
        score += 1.0
    if _PLACE_WORDS.search(text):
        score += 0.7
    if (
        not known
        and len(text) < 40
        and any(
            _PLACE_ENDING.search(word) and word[:1].isupper() and len(word) > 5
            for part in parts
            for word in part.split()[:1]
        )
    ):
        score += 0.5
    if _LEGAL.search(text):
        score -= 1.2
    elif _ORGANISATION.search(text):
        score -= 0.7
    if len(text) > 80:
        score -= 0.3
    return max(-1.0, min(2.0, score))


def _is_town(part: str) -> bool:
    """The gazetteer knows it."""
    name = part.strip(" .()-–").casefold()
    return name in _TOWNS or (" " in name and name.replace(" ", "-") in _TOWNS)


def _is_place(part: str) -> bool:
    name = part.strip(" .()-–").casefold()
    if name in _PLACES or _US_STATE.match(part.strip()):
        return True
    if _ORGANISATION.search(part):
        return False
    words = name.split()
    if len(words) > 1 and (words[0].isdigit() and " ".join(words[1:]) in _PLACES):
        return True
    if (
        len(words) > 1
        and words[0] in ("in", "bei", "near", "greater", "raum", "großraum", "region")
        and " ".join(words[1:]) in _PLACES
    ):
        return True
    if len(words) in (2, 3) and len(part) < 40 and (" ".join(words[:-1]) in _PLACES or words[0] in _PLACES):
        return True
    return "-" in name and name.count(" ") < 3 and name.split("-", 1)[0].strip() in _PLACES


_BEGINNING = re.compile(r"(?:ab|per|zum) (?:sofort|so bald|nächst|\d|[A-Z]\w{2,8}\W*(?:\d|$))")
"""When the work begins ("ab sofort", "ab Mai"); "AB" is also a legal form."""


_ABOUT = re.compile(r"(?:about|über|sobre|à propos)\s|(?:job |position )?title$", re.IGNORECASE)


def _is_bare_label(text: str) -> bool:
    """Whether a text only names a field ("Job Locations"), whose value stands elsewhere or nowhere."""
    return len(text) < 40 and (labelled(text) or ("", text))[1] == ""


def small_words(words: list[str]) -> int:
    """How many words are written small that a name of a company or place would write large."""
    return sum(len(word) > 3 and word.islower() for word in words)


@remembered
def company_score(text: str) -> float:
    """How far a text looks like a company's name, from -1 to 2."""
    if not 2 <= len(text) <= 120 or not any(map(str.isalpha, text)):
        return -1.0
    if is_date(text) or PAY.search(text) or ACTION.match(text) or _DOMAIN.fullmatch(text):
        return -1.0
    if _BEGINNING.match(text) or _ABOUT.match(text) or _is_bare_label(text):
        return -1.0
    words = text.split()
    if len(words) > 4 and small_words(words) * 2 > len(words):
        return -1.0  # "57 people of this company work here"
    score = 0.0
    if _LEGAL.search(text):
        score += 1.5
    if _ORGANISATION.search(text):
        score += 0.8
    if text[:1].isupper() or not text[:1].isalpha():
        score += 0.1
    else:
        score -= 0.2
    sentence = not text.endswith(".") or len(words) < 4 or any(word.islower() for word in words[1:])
    if sentence and text.endswith((".", "!", "?", ":")) and not _LEGAL.search(text[-12:]):
        score -= 0.8
    if len(words) > 9:
        score -= 0.6
    if len(words) > 4 and text.endswith(".") and sum(word.islower() for word in words) > 2:
        # A sentence, whatever words it holds.
        score -= 1.5
    if EMPLOYMENT.fullmatch(text) or WORKPLACE.fullmatch(text):
        score -= 1.0
    return max(-1.0, min(2.0, score))
