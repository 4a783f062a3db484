"""Values of job records, in any of the shapes that makers give them, as text."""

import re
from typing import Any

from scrapers.extraction.plain_text import line, prose
from scrapers.extraction.schema_org import joined

MOST_KEYS = 400
MOST_PLACES = 60
MOST_PARTS = 40
MOST_DEPTH = 3

Candidates = list[tuple[int, str, Any]]
"""Rank, key and value of what may be a field, best first."""
Fields = dict[str, Candidates]

OPEN_WORDS = frozenset(
    ("published", "open", "active", "live", "publish", "public", "online", "approved", "posted")
)
CLOSED_WORDS = frozenset((
    "paused", "closed", "expired", "draft", "inactive", "archived", "filled", "unpublished", "deleted",
    "cancelled", "canceled", "on_hold", "onhold", "offline", "ended", "withdrawn", "rejected", "pending",
    "disabled", "suspended", "unlisted", "trash", "private", "geschlossen", "besetzt", "entwurf", "inaktiv",
    "abgelaufen",
))  # fmt: skip

# All keys here are plain: in lower case, without separators.
_NAME_KEYS = (
    "name", "label", "title", "text", "value", "descriptor", "displayname", "rendered", "localizedname",
    "libelle", "nom", "nombre", "nome", "bezeichnung", "longname", "shortname", "formatted", "long", "full",
    "plain", "raw", "companyname", "location", "code",
)  # fmt: skip
_PLACE_NAME_KEYS = (
    "name", "label", "text", "displayname", "descriptor", "fullname", "localizedname", "libelle", "longname",
    "shortname", "formattedaddress",
)  # fmt: skip
_PLACE_PREFIX = re.compile(r"^(?:job|work|primary|office|location)(?=.)")
_CITY_KEYS = (
    "city", "cities", "cityname", "addresslocality", "actualcity", "locality", "town", "municipality", "ort",
    "stadt", "ville",
)  # fmt: skip
_REGION_KEYS = (
    "state", "region", "statename", "province", "addressregion", "stateprovince", "subregion", "bundesland",
)  # fmt: skip
_COUNTRY_KEYS = ("country", "countryname", "addresscountry", "land", "pays", "countrycode")
_PROSE_KEYS = ("rendered", "html", "htmlContent", "text", "value", "content", "#text")
_DATE_KEYS = ("date", "iso", "value", "$date", "#text")
_LOW_KEYS = ("min", "minvalue", "from", "low", "minimum")
_HIGH_KEYS = ("max", "maxvalue", "to", "high", "maximum")
_CURRENCY_KEYS = ("currency", "currencycode")
_UNIT_KEYS = ("period", "unit", "interval", "unittext", "frequency", "type")
_PAY_TEXT_KEYS = ("text", "label", "formatted", "display", "summary", "compensationtiersummary")

_LANGUAGE = re.compile(r"[a-z]{2}(?:[-_][A-Za-z]{2})?")
_NO_PLACE = re.compile(
    r"\W*(?:fully |100 ?% )?(?:remote|hybrid|on-?site|office|in[- ]office|home ?-?office|anywhere|telework)"
    r"(?: (?:job|work|position|only|possible))?\W*",
    re.IGNORECASE,
)


def plain_key(key: str) -> str:
    """A key in lower case without separators."""
    return "".join(filter(str.isalnum, key[:60].lower()))


def _plain(record: dict[str, Any]) -> dict[str, Any]:
    return {plain_key(key): value for key, value in list(record.items())[:MOST_KEYS] if isinstance(key, str)}


def in_one_language(value: Any) -> Any:
    """The first text of a dict with one for each language ({"cs": …, "en": …}); any other value as it is."""
    if (
        isinstance(value, dict)
        and 0 < len(value) < 40
        and all(_LANGUAGE.fullmatch(str(key)) for key in value)
    ):
        return next((text for text in value.values() if isinstance(text, str) and text.strip()), None)
    return value


def name_of(value: Any, depth: int = 0) -> str | None:
    """A literal, or the name that a dict carries."""
    value = in_one_language(value)
    if depth > MOST_DEPTH:
        return None
    if isinstance(value, list):
        return names_of(value, depth + 1)
    if not isinstance(value, dict):
        return line(value)
    plain = _plain(value)
    for key in _NAME_KEYS:
        if shown := name_of(plain.get(key), depth + 1):
            return shown
    return name_of(next(iter(value.values())), depth + 1) if len(value) == 1 else None


def names_of(value: Any, depth: int = 0) -> str | None:
    """One name or several."""
    if isinstance(value, list):
        return joined(name_of(item, depth) for item in value[:MOST_PLACES])
    return name_of(value, depth)


def date_of(value: Any) -> str | None:
    """A date as it stands: text, or the number of seconds or milliseconds that it is given in."""
    if isinstance(value, dict):
        value = _first_of(value, _DATE_KEYS)
    shown = line(value)
    return shown if shown and len(shown) <= 80 and any(map(str.isalnum, shown)) else None


def prose_of(value: Any, depth: int = 0) -> str | None:
    """A description: markup, a list of texts, or a dict that holds one."""
    value = in_one_language(value)
    if isinstance(value, dict):
        value = _first_of(value, _PROSE_KEYS)
    if isinstance(value, list) and depth < MOST_DEPTH:
        value = "\n".join(shown for item in value[:MOST_PARTS] if (shown := _section(item, depth + 1)))
    return prose(value)


def _section(value: Any, depth: int) -> str | None:
    """One part of a description, under its heading where it has one."""
    if not isinstance(value, dict):
        return value if isinstance(value, str) else prose_of(value, depth)
    heading = next(
        (shown for key in ("name", "title", "heading", "label") if (shown := line(value.get(key)))), None
    )
    rest = {key: item for key, item in value.items() if key not in ("name", "title", "heading", "label")}
    text = prose_of(rest, depth) or prose_of(next(iter(rest.values()), None), depth)
    return "\n".join(part for part in (heading, text) if part) or None


def _first_of(value: dict[str, Any], keys: tuple[str, ...]) -> Any:
    return next((value[key] for key in keys if value.get(key)), None)


# --- Places -----------------------------------------------------------------------------------------------


def location_of(record: dict[str, Any], fields: Fields) -> str | None:
    """The place as one key says it, else composed of city, region and country; "remote" only at last."""
    found = [shown for _, _, value in fields.get("location", ()) if (shown := places_of(value))]
    best = next((shown for shown in found if not _NO_PLACE.fullmatch(shown)), None)
    if best:
        # A record that names its first place often lists all of them under another key.
        best = next((shown for shown in found if best in shown.split("; ")[:-1]), best)
    else:
        parts = (places_of(value) for _, _, value in fields.get("place_part", ()))
        best = _composed(record) or next(filter(None, parts), None) or next(iter(found), None)
    more = [shown for _, _, value in fields.get("more_location", ()) if (shown := places_of(value))]
    return joined([part for shown in [best, *more] if shown for part in shown.split("; ")][:MOST_PLACES])


def places_of(value: Any, depth: int = 0) -> str | None:
    """One place or several: text, or dicts of names and address parts."""
    value = in_one_language(value)
    if isinstance(value, list):
        return (
            joined(places_of(item, depth + 1) for item in value[:MOST_PLACES]) if depth < MOST_DEPTH else None
        )
    if not isinstance(value, dict):
        shown = line(value)
        return None if shown and shown.lower() in ("true", "false") else shown
    composed = _composed(value)
    plain = _plain(value)
    name = next((shown for key in _PLACE_NAME_KEYS if (shown := line(in_one_language(plain.get(key))))), None)
    if name and composed:
        if name in composed or _NO_PLACE.fullmatch(name):
            return composed
        return name if composed in name else f"{name}, {composed}"
    if name or composed or depth >= MOST_DEPTH:
        return name or composed
    if len(value) == 1 and (shown := line(next(iter(value.values())))):
        return shown
    inner = (places_of(item, depth + 1) for item in value.values() if isinstance(item, (dict, list)))
    return next(filter(None, inner), None)


def _composed(record: dict[str, Any]) -> str | None:
    """City, region and country of a record, as far as it names them."""
    plain = _plain(record)
    plain |= {_PLACE_PREFIX.sub("", key): value for key, value in plain.items() if _PLACE_PREFIX.match(key)}
    parts: list[str] = []
    for keys in (_CITY_KEYS, _REGION_KEYS, _COUNTRY_KEYS):
        for key in keys:
            shown = names_of(plain[key]) if plain.get(key) else None
            if shown and shown.lower() not in OPEN_WORDS | CLOSED_WORDS and shown not in parts:
                parts.append(shown)
                break
    return ", ".join(parts) or None


# --- Workplace and pay ------------------------------------------------------------------------------------


def workplace_of(fields: Fields) -> str | None:
    """Words for the workplace; "remote" where a flag says so."""
    for _, _, value in fields.get("workplace", ()):
        if value is True:
            return "remote"
        shown = None if isinstance(value, (bool, int, float)) else names_of(value)
        if shown and shown.lower() in ("true", "yes", "1"):
            return "remote"
        if shown and shown.lower() not in ("false", "no") and not shown.isdigit():
            return shown
    return None


def salary_of(fields: Fields) -> str | None:
    """Pay in its own words, else as "EUR 55000-70000 YEAR"."""
    low, high = (_first_amount(fields, name) for name in ("salary_min", "salary_max"))
    currency, unit = (_first_name(fields, name) for name in ("salary_currency", "salary_unit"))
    for _, key, value in fields.get("base_salary", ()):
        if key.lower().startswith("estimated"):
            continue  # what a board guesses is not what the employer pays
        value = value[0] if isinstance(value, list) and value else value
        if isinstance(value, str) and (shown := line(value)):
            return shown
        if not isinstance(value, dict):
            low = low or amount(value)
            continue
        inner = _plain(value)
        if isinstance(text := _first_of(inner, _PAY_TEXT_KEYS), str) and (shown := line(text)):
            return shown
        low, high = low or amount(_first_of(inner, _LOW_KEYS)), high or amount(_first_of(inner, _HIGH_KEYS))
        currency = currency or name_of(_first_of(inner, _CURRENCY_KEYS))
        unit = unit or name_of(_first_of(inner, _UNIT_KEYS))
    return money(low, high, currency, unit)


def amount(value: Any) -> str | None:
    """A number as it stands; None for zero and below, which stand where there is none."""
    shown = line(value)
    return shown if shown and not shown.startswith("-") and shown.strip("0., ") else None


def money(low: str | None, high: str | None, currency: str | None, unit: str | None) -> str | None:
    """Pay as "EUR 55000-70000 YEAR", "EUR from 55000 YEAR", "up to 70000"."""
    if not low and not high:
        return None
    if low and high:
        span = low if low == high else f"{low}-{high}"
    else:
        span = f"from {low}" if low else f"up to {high}"
    return " ".join(part for part in (currency, span, unit) if part)


def _first_amount(fields: Fields, field: str) -> str | None:
    return next((shown for _, _, value in fields.get(field, ()) if (shown := amount(value))), None)


def _first_name(fields: Fields, field: str) -> str | None:
    return next((shown for _, _, value in fields.get(field, ()) if (shown := name_of(value))), None)
