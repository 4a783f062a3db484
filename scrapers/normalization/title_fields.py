"""What stands in titles besides the title: reference, workload, contract, start and workplace.

Each pattern's first group that matched is the field as it stood; the whole match leaves the title.
"""

import re

_MONTH = (
    r"(?:Januar|Jänner|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember"
    r"|January|February|March|May|June|July|October|December"
    r"|(?:Jan|Feb|Mär|Mar|Apr|Jun|Jul|Aug|Sep|Sept|Okt|Oct|Nov|Dez|Dec)\.?)"
)
_DAY = (
    rf"(?:\d{{1,2}}\.\s?\d{{1,2}}\.(?:\s?\d{{2,4}})?|\d{{1,2}}\.\s?{_MONTH}(?:\s20\d\d)?|\d{{4}}-\d\d-\d\d)"
)
_SOON = r"(?:sofort|asap|nächstmöglich(?:en? (?:Zeitpunkt|Termin))?)"
_WHEN = (
    rf"(?:{_SOON}|{_DAY}|{_MONTH}(?:[ /]20\d\d)?"
    r"|(?:Herbst |Sommer |Frühjahr |Winter |WS ?|SS ?)?20[2-4]\d|\d\d/20[2-4]\d)"
)
_NUMBER = r"\d{1,3}(?:[,.]\d{1,2})?"
_HOURS = (
    rf"(?:ca\.?\s?|max\.?\s?|mind\.?\s?|bis (?:zu )?)?{_NUMBER}\s?(?:(?:-|–|bis)\s?{_NUMBER}\s?)?"
    r"(?:Wochenstunden|Wochenstd\.?|Std\.?|Stunden|hours|hrs|h)"
    r"(?:\s?(?:/|pro|die|per|in der|a)?\s?(?:Woche|Wo\.?|week|Monat|Mon\.?))?(?: wöchentlich| weekly)?"
)
_PERCENT = r"(?:\d{1,3}\s?%?\s?(?:-|–|—|bis|/|oder)\s?)?\d{2,3}\s?%"
_FULL_OR_PART = (
    r"(?:Voll|Teil)-?\s?(?:zeit)?\s?(?:/|und|oder|u\.|&|-|bzw\.?|od\.?)\s?(?:in\s)?-?(?:Teil|Voll)zeit"
    r"|Vollzeit|Teilzeit|VZ\s?/\s?TZ|temps partiel|temps plein"
    r"|full[ -]?time(?:\s?(?:/|or|and)\s?part[ -]?time)?|part[ -]?time(?:\s?(?:/|or|and)\s?full[ -]?time)?"
)
_REMOTE = (
    r"(?:remote|home[ -]?office|mobile[sr]? (?:Arbeit(?:en)?|working)|work from home|WFH"
    r"|télétravail|teletrabajo|zdalnie)"
)


def _field(inner: str, bare_before: str = "") -> re.Pattern:
    """A pattern for a value as all there is in brackets, or without; then only before ``bare_before``."""
    bare = rf"(?<![\w/-])({inner})(?![\w%])" + (rf"(?={bare_before})" if bare_before else "")
    return re.compile(rf"\(\s*({inner})\s*\)|\[\s*({inner})\s*\]|{bare}", re.IGNORECASE)


FIELDS: tuple[tuple[str, re.Pattern], ...] = (
    (
        "reference",
        re.compile(
            r"[(\[]?\b(?:Ref(?:erenz|erence)?(?:[-. ]{0,2}(?:Nr|Nummer|No|Number|ID|Code))?|Job[- ]?(?:ID"
            r"|Nr|Nummer|Number|Code)"
            r"|Kennziffer|Kennz|Kenn-?Nr|Kz|Stellen-?(?:ID|Nr|nummer)|Requisition(?: ID)?|Req(?: ID)?"
            r"|Chiffre|Vacancy)\b\.?\s*[:#.]*\s*"
            r"((?=[\w/.-]*\d)[\w/.-]*\w)[)\]]?"
            r"|[(\[]((?:REF|JR|REQ|ID|R|J)[-_]?\d[\w-]*)[)\]]|[(\[]#\s?(\d{3,})[)\]]|(?<=\s)(?:#(\d{4,})"
            r"|((?:JR|REQ|REF|R)-?\d{4,}))$",
            re.IGNORECASE,
        ),
    ),
    (
        "workplace",
        _field(
            rf"(?:100\s?%\s?|fully |voll |mit |im |bis zu \d+\s?%\s?|teilweise )?{_REMOTE}"
            r"(?:\s?(?:möglich|possible|work|first|optional|only|Option|-Anteil|in \w+|, \w+|/ ?hybrid"
            r"|or hybrid|oder hybrid|/ ?vor Ort)){0,2}"
            r"|hybrid(?: (?:work|working|remote))?|on[- ]?site|vor Ort",
            bare_before=r"\s*(?:$|[|,;]|[–—-]\s)",
        ),
    ),
    (
        "workload",
        _field(
            rf"(?:in |auch in |zunächst in )?(?:{_FULL_OR_PART})(?:\s?,?\s?\(?(?:{_HOURS}"
            rf"|{_PERCENT})\)?)?(?: möglich)?|{_HOURS}|{_PERCENT}"
        ),
    ),
    (
        "contract",
        _field(
            r"(?:vorerst |zunächst )?(?:un)?befristet(?:e[rsn]?)?"
            r"(?: (?:auf|für|bis)(?: zum)? (?:\d{1,2} (?:Monate|Jahre?)|[\d.]{4,10}))?"
            r"|(?:zur |als |in )?(?:Elternzeit|Schwangerschafts|Mutterschutz|Krankheits)vertretung"
            r"|\d{1,2}[ -]?(?:m|months?)[ -](?:fixed[ -]term(?: contract)?|FTC|maternity cover|contract)"
            r"|fixed[ -]term(?: contract)?|maternity cover|permanent contract|permanent|CDI|CDD|FTC"
        ),
    ),
    (
        "start",
        _field(
            r"(?:Start|Beginn|Eintritt|Starttermin|Start date)\s?:?\s?(?:ab |zum |am )?"
            rf"{_WHEN}(?: oder später)?"
            rf"|(?:ab|zum) (?:dem )?{_WHEN}(?: oder (?:später|nach Vereinbarung))?|immediate start"
            rf"|start(?:ing)? (?:immediately|asap|{_MONTH} 20\d\d)"
            r"|per sofort|asap"
        ),
    ),
)
"""Name of the field in ``CleanTitle``, and its pattern."""

START_YEAR = re.compile(
    r"\b(?:dual\w*|Ausbildung|Auszubildende\w*|Azubi|Praktik\w+|Trainee\w*|Studium|internship|intern"
    r"|apprentice\w*|Werkstudent\w*)\b.*?"
    r"(?<![\d.])(20[2-4]\d)(?![\d.])",
    re.IGNORECASE,
)
"""A year in a title of a form that begins in a year: "Duales Studium … 2026"."""
