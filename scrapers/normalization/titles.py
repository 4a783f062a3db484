"""Clean titles: what a reader wants to see of a job title, and what was taken out of it as fields."""

import html
import re
from dataclasses import dataclass

from scrapers.normalization.language import language_of
from scrapers.normalization.gender import strip_gender


@dataclass(frozen=True, slots=True)
class CleanTitle:
    """A title for display; the other fields hold what stood in it and is not the title, as it stood."""

    title: str
    language: str | None = None
    workload: str | None = None
    contract: str | None = None
    workplace: str | None = None
    location: str | None = None
    reference: str | None = None
    start: str | None = None


_EMOJI = re.compile(
    "[\U0001f000-\U0001faff\u2600-\u27bf\u2b00-\u2bff\ufe0f\u200d\u20e3\u25a0-\u25ff\u2190-\u21ff]+"
)
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2028-\u202f\u2060-\u2064\ufeff\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_DECORATION = re.compile(r"[*+!#=~_<>·•|-]{3,}|!+|\*{2,}|(?<!\w)\*+(?=\s|$)|(?<=\w)\*(?=\s|$|[,;)])")
_FIELDS = (
    (
        "reference",
        re.compile(
            r"[(\[]?\b(?:Ref(?:erenz)?(?:[-. ]?(?:Nr|Nummer|No|ID|Code))?|Job-?ID|Kennziffer|Stellen-?ID|Kenn-?Nr|Requisition(?: ID)?|Req(?: ID)?|Stellen(?:nummer|-?Nr)|Chiffre)"
            r"\b\.?\s*[:#.]?\s*((?=[\w/.-]*\d)[\w/.-]*\w)[)\]]?"
            r"|[(\[](REF[\w-]*\d[\w-]*)[)\]]|[(\[]#\s?(\d{3,})[)\]]",
            re.IGNORECASE,
        ),
    ),
    (
        "workload",
        re.compile(
            r"[(\[]?\b((?:ca\. ?)?\d{1,3}\s?(?:%\s?)?(?:-|–|bis|/)\s?\d{1,3}\s?%|\d{1,3}\s?%|"
            r"(?:in )?(?:Voll-?\s?(?:zeit)?\s?(?:/|und|oder|u\.|&|-)\s?Teilzeit|Vollzeit|Teilzeit)(?:\s?(?:/|oder|und)\s?(?:Teilzeit|Vollzeit))?|full[- ]time(?: or part[- ]time)?|part[- ]time|"
            r"\d{1,2}(?:[,.]5)?\s?(?:-|–|bis)?\s?\d{0,2}\s?(?:Std|Stunden|h)\.?(?:\s?(?:/|pro|die)\s?Woche)?)(?!\w)[)\]]?",
            re.IGNORECASE,
        ),
    ),
    (
        "contract",
        re.compile(
            r"[(\[]?\b((?:un)?befristet(?:e[rsn]?)?(?: (?:auf|für|bis)(?: zum)? (?:\d{1,2} (?:Monate|Jahre)|[\d.]{4,10}))?|"
            r"(?:zur |als )?(?:Elternzeit|Schwangerschafts|Mutterschutz|Krankheits)vertretung|fixed[- ]term|permanent contract|CDI|CDD|maternity cover)\b[)\]]?",
            re.IGNORECASE,
        ),
    ),
    (
        "start",
        re.compile(
            r"[(\[]?\b((?:ab|zum) (?:sofort|nächstmöglichen (?:Zeitpunkt|Termin)|\d{1,2}\.\s?\d{1,2}\.(?:\s?\d{2,4})?|\d{1,2}\.\s?(?:Januar|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember)(?: \d{4})?"
            r"|(?:Januar|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember)(?: \d{4})?|(?:Herbst |Sommer |Frühjahr )?20\d\d)|immediate start|asap|start(?:ing)? (?:immediately|\w+ 20\d\d))(?!\w)[)\]]?",
            re.IGNORECASE,
        ),
    ),
    (
        "workplace",
        re.compile(
            r"[(\[]((?:100\s?%\s?)?(?:remote|hybrid|home[- ]?office|mobile[sr]? Arbeit(?:en)?|on[- ]?site|vor Ort|deutschlandweit remote|fully remote|remote[- ](?:first|möglich|possible))[^()\[\]]{0,25})[)\]]"
            r"|(?:[-–|,]\s*|\bim |\bmit )?\b((?:100\s?%\s?|fully |voll )?(?:remote|home[- ]?office)(?: (?:möglich|possible|work|first|oder hybrid|or hybrid|in Deutschland))?)\s*$",
            re.IGNORECASE,
        ),
    ),
    (
        "location",
        re.compile(
            r"\s[|–-]\s((?:Raum |Großraum )?(?:Berlin|München|Hamburg|Köln|Frankfurt(?: am Main| a\.? ?M\.?)?|Stuttgart|Düsseldorf|Leipzig|Dortmund|Essen|Bremen|Dresden|Hannover|Nürnberg|Wien|Zürich|London|Paris))$"
            r"|\s(?:in|bei|im Raum|Raum|Standort)\s((?:Berlin|München|Hamburg|Köln|Frankfurt(?: am Main| a\.? ?M\.?)?|Stuttgart|Düsseldorf|Leipzig|Dortmund|Bremen|Dresden|Hannover|Nürnberg|Wien|Zürich|London|Paris))$"
        ),
    ),
)
_DUAL = re.compile(
    r"\b(?:duale[srn]?|Ausbildung|Azubi|Praktikum|Trainee)\b.*?[\s(](20[2-4]\d)\b\)?", re.IGNORECASE
)
_EMPTY = re.compile(r"[(\[]\s*[,;/|-]*\s*[)\]]")
_SPACE = re.compile(r"\s+")
_EDGES = " \t\r\n-–—|,;:/·•*_~=>»«"


def _tidy(text: str) -> str:
    text = _EMPTY.sub(" ", text)
    text = _SPACE.sub(" ", text)
    text = re.sub(r"\s+([,;:)])", r"\1", text)
    text = re.sub(r"([-–|,/])(?:\s+[-–|,])+(?=\s)", r"\1", text)
    return text.strip(_EDGES).strip()


def _once(raw: str) -> tuple[str, dict[str, str]]:
    text = _INVISIBLE.sub("", html.unescape(html.unescape(raw)))
    text = _DECORATION.sub(" ", _EMOJI.sub(" ", text))
    text = _tidy(strip_gender(text))
    taken = {}
    for name, pattern in _FIELDS:
        match = pattern.search(text)
        if match:
            rest = _tidy(text[: match.start()] + " " + text[match.end() :])
            if any(c.isalpha() for c in rest):
                taken[name] = next(g for g in match.groups() if g).strip()
                text = rest
    return text, taken


def clean_title(raw: str) -> CleanTitle:
    """The title as a reader expects it; never empty for a title that has a letter, and idempotent."""
    text, taken = raw, {}
    for _ in range(5):
        before = text
        text, more = _once(text)
        taken = more | taken
        if not text:
            text = before.strip()
            break
        if text == before:
            break
    match = _DUAL.search(text)
    if match:
        taken.setdefault("start", match[1])
    return CleanTitle(text, language_of(text), **taken)
