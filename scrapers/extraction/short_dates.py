"""Dates and ages as short texts, in the languages of the web around us; what they mean is read later."""

# ruff: noqa: E501  (patterns are tables of words; broken up further they are harder to read)

import re

from scrapers.extraction.remember import remembered

_MONTH = (
    r"(?:jan(?:uary?|uar|v|vier|eiro)?|feb(?:r(?:uary?|uar|ero)?)?|févr(?:ier)?|fev(?:ereiro)?|mär(?:z)?|mar(?:ch|s|zo|ço|ca)?|apr(?:il|ile)?|avr(?:il)?|"
    r"abr(?:il)?|ma[iyj]a?|mei|mayo|maio|maggio|mag|june?|juni?|juin|junio|junho|giu(?:gno)?|july?|juli?|juil(?:let)?|julio|julho|lug(?:lio)?|aug(?:ust)?|août|ago(?:sto)?|"
    r"sept?(?:ember|embre|iembre)?|set(?:tembre|embro)?|o[ck]t(?:ober|obre|ubre)?|ott(?:obre)?|out(?:ubro)?|nov(?:ember|embre|iembre|embro)?|de[cz](?:ember|embro)?|"
    r"déc(?:embre)?|dic(?:iembre|embre)?|ene(?:ro)?|gen(?:naio)?|stycznia|lutego|marca|kwietnia|maja|czerwca|lipca|sierpnia|września|października|listopada|grudnia|"
    r"ledna|února|března|dubna|května|června|července|srpna|září|října|listopadu|prosince|января|февраля|марта|апреля|мая|июня|июля|августа|сентября|"
    r"октября|ноября|декабря|янв|фев|мар|апр|июн|июл|авг|сен|окт|ноя|дек)(?!\w)\.?"
)
_NUMERIC_DATE = r"\d{1,2}[./]\s?\d{1,2}[./](?:\s?\d{4}|\s?\d{2}|)(?!\d)|\d{4}[-./]\d{1,2}[-./]\d{1,2}(?:T[\d:.+Z-]+)?|\d{1,2}-\d{1,2}-\d{4}"
_RELATIVE = (
    r"(?:vor|seit|il y a|hace|há|před|przed)\s+(?:\w+\s+)?(?:\d+|einem?r?|einigen|wenigen|un|uno|una|hodinou|dnem|\w+)\s*(?:sekunden?|minuten?|stunden?|tagen?|"
    r"wochen?|monat\w*|heures?|jours?|semaines?|mois|horas?|días?|semanas?|mes(?:es)?|dias?|dny|dn[ií]|hodin\w*|týdn\w*)"
    r"|(?!\d{3,}\s?[a-z]$)(?:\d+\+?|an?|one|über \d+|more than \d+)\s*(?:s|m|h|d|w|mo|min|mins|minutes?|hours?|days?|weeks?|months?|tage?n?|wochen?|stunden?|dni|dny|godzin\w*|дн\w*|час\w*|недел\w*)\s*(?:ago|temu|назад|geleden|sedan)?"
    r"|(?:heute|gestern|vorgestern|today|yesterday|just (?:now|posted)|aujourd['’]hui|hier|hoy|ayer|dziś|dzisiaj|wczoraj|dnes|včera|сегодня|вчера|"
    r"hoje|ontem|oggi|ieri|vandaag|gisteren|idag|igår|recently|neu|new|přidáno\b.*|dodano\b.*|aktualizováno\b.*|hace más de \d+ días)"
)
_DATE = re.compile(
    rf"(?:{_NUMERIC_DATE}|(?:\d{{1,2}}(?:st|nd|rd|th|\.)?\s+(?:de\s+)?)?{_MONTH}\s*(?:de\s+)?(?:\d{{1,2}}(?!\d)(?:st|nd|rd|th)?,?\s*)?(?:\d{{4}})?|{_RELATIVE})",
    re.IGNORECASE,
)
_DATE_WRAP = re.compile(
    r"^(?:(?:mon|tues?|wednes|thurs?|fri|satur|sun)(?:day)?,?|(?:montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag|mo|di|mi|do|fr|sa|so),?\s)?\W*"
    r"(?:veröffentlicht|erschienen|online seit|eingestellt|aktualisiert|vom|am|seit|ab|posted|date posted|published|added|listed|updated|on|datum|date|"
    r"publié|publiée|le|publicad[oa]|dodano|přidáno|дата|stand)?\W*(?:am|on|le|il|el)?\W*",
    re.IGNORECASE,
)
DEADLINE = re.compile(
    r"bewerbungsschluss|bewerbungsfrist|bewerbung bis|bewerben bis|frist|bis zum|closing|closes|deadline|apply by|apply before|expires|valid (?:until|through)|end date|"
    r"date limite|fecha límite|termin składania|uzávěrka|до \d",
    re.IGNORECASE,
)


_START = re.compile(
    r"\W*(?:ab|per|zum|von|from|start\w*|begin\w*|eintritt\w*|à partir d[eu]|dès|od|vanaf|från|desde|a partir de)\b(?! (?:heute|today)\b)",
    re.IGNORECASE,
)


def is_start(text: str) -> bool:
    """The date is said to be when the work begins ("ab Mai"), not when the ad was published."""
    return bool(_START.match(text))


@remembered
def is_date(text: str) -> bool:
    """The whole text is a date or an age."""
    if len(text) > 40 or len(text) < 2:
        return False
    rest = _DATE_WRAP.sub("", text, count=1)
    return any(
        _DATE.fullmatch(piece) is not None
        for whole in (text, rest)
        for piece in (whole.strip(" ,·|-–—()"), whole.strip(" .,·|-–—()"))
        if piece
    )


def date_in(text: str) -> str:
    """A whole date or age without the words before it ("Posted 3 days ago")."""
    rest = _DATE_WRAP.sub("", text, count=1).strip(" .,·|-–—()")
    return rest if rest and rest != text and is_date(rest) else text.strip(" ,·|-–—()")


def find_date(text: str) -> str | None:
    """The date in a short text, as it stands there."""
    if len(text) > 120:
        return None
    best = None
    for match in _DATE.finditer(text):
        found = match[0].strip()
        if len(found) >= 5 and any(c.isdigit() for c in found) and (best is None or len(found) > len(best)):
            best = found
    return best
