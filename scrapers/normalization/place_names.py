"""What one part of a location can mean: "10115 Berlin", "CA", "Raum Stuttgart", "London GB"."""

import re
from typing import NamedTuple

from scrapers.normalization.gazetteer import City, Region, gazetteer, key

LARGE_CITY = 300
"""Thousands of inhabitants from which on "Berlin Mitte" and "Berlin Office" are taken for Berlin."""


class Meaning(NamedTuple):
    """Everything that a name can stand for."""

    cities: tuple[City, ...] = ()
    regions: tuple[Region, ...] = ()
    country: str | None = None
    is_code: bool = False
    """Two or three capitals or a postcode, which may stand for something else altogether."""
    is_loose: bool = False
    """Only the beginning of the part names it."""


_POSTCODE = re.compile(
    r"(?P<country>(?:D|DE|A|AT|CH|F|FR|CZ|PL|NL|B|BE|I|L|LU)-)?"
    r"(?P<digits>\d{4,5}(?!\d)|\d{3} \d{2}(?!\d)|\d{2}-\d{3}(?!\d))(?:-\d{4})?(?P<dutch> ?[A-Z]{2}(?= ))?"
)
_POSTCODE_COUNTRIES = {
    "D": "DE", "DE": "DE", "A": "AT", "AT": "AT", "CH": "CH", "F": "FR", "FR": "FR", "CZ": "CZ", "PL": "PL",
    "NL": "NL", "B": "BE", "BE": "BE", "I": "IT", "L": "LU", "LU": "LU",
}  # fmt: skip
_OF_FOUR_DIGITS = frozenset(
    {"AT", "CH", "BE", "DK", "NO", "NL", "LU", "HU", "AU", "NZ", "SI", "BG", "LI", "ZA"}
)
_BRITISH = re.compile(r"\b(?:GIR ?0AA|[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2})\b", re.I)
_BRITISH_ISLANDS = {"GX": "GI", "JE": "JE", "GY": "GG", "IM": "IM"}
_CANADIAN = re.compile(r"\b[ABCEGHJ-NPRSTVXY]\d[A-Z] ?\d[A-Z]\d\b")
_AROUND = re.compile(
    r"^(?:(?:gro(?:ß|ss)?raum|raum|region|standorte?|locations?|stadt|landeshauptstadt|hansestadt|greater|metro"
    r"|city of|in|im|the|within|bei|near|einsatzort|arbeitsort|ort|flughafen|г\.|м\."
    r"|\d days(?: a week)?|\d tage(?: pro woche)?)\s+)+"
    r"|\s+(?:area|metro(?:politan)?(?: area)?|(?:und |& |u\. )?umgebung|region|city area|bay area|hq"
    r"|headquarters?|only|wide|stadt)$|\s+(?:bei|b\.|nahe|nähe|near|close to)\s.+$",
    re.I,
)


def meanings(part: str) -> list[Meaning]:
    """What a part says, in order: one meaning, or several for "London GB" and "CA United States"."""
    part, countries = _without_postcode(part)
    if not part:
        return [Meaning(country=country) for country in countries[:1]]
    found = _look_up(part) or _look_up_shorter(part)
    if countries and found and found[0].cities:
        fitting = tuple(city for city in found[0].cities if city.country in countries)
        found = [found[0]._replace(cities=fitting or found[0].cities), *found[1:]]
    if len(countries) == 1:
        found = [*found, Meaning(country=countries[0], is_code=True)]
    return found


def _without_postcode(part: str) -> tuple[str, list[str]]:
    """The part without a postcode, and the countries that the postcode can be of; [] is any."""
    if british := _BRITISH.search(part):
        return _BRITISH.sub(" ", part).strip(), [_BRITISH_ISLANDS.get(british[0][:2].upper(), "GB")]
    if _CANADIAN.search(part):
        return _CANADIAN.sub(" ", part).strip(), ["CA"]
    if not (found := _POSTCODE.match(part) or _POSTCODE.search(part)) or not found["digits"]:
        return part, []
    before, after = part[: found.start()].strip(), part[found.end() :].strip()
    if before and after:  # a house number in the middle of an address
        return part, []
    if found["country"]:
        countries = [_POSTCODE_COUNTRIES[found["country"][:-1]]]
    elif found["dutch"]:
        countries = ["NL"]
    elif after and len(found["digits"]) == 4:
        countries = sorted(_OF_FOUR_DIGITS)
    elif after and len(found["digits"]) == 5:
        countries = ["DE", "ES", "FI", "FR", "IT", "SE", "GR", "HR", "EE", "LT", "TR", "UA", "MX", "RS"]
    else:
        countries = []
    return (after or before), countries


def _look_up(text: str) -> list[Meaning]:
    found, stripped = gazetteer(), text.strip(" .")
    name = key(text)
    if name not in found.cities and (written_out := _written_out(name)) in found.cities:
        name = written_out
    cities = _best_named(found.cities.get(name, []), stripped)
    regions = tuple(found.regions.get(name, ()))
    country = found.countries.get(name)
    is_code = False
    if stripped.isupper() and 2 <= len(stripped) <= 4 and stripped.isalpha():
        codes = tuple(found.region_codes.get(stripped, ()))
        country_of_code = found.country_codes.get(stripped)
        is_code = bool(codes or country_of_code) and not country
        regions, country = regions + codes, country or country_of_code
    if not regions and not country and cities and (name in _NEEDS_CONTEXT or _is_short(name, cities)):
        return [Meaning(cities, is_code=True)]
    if county := found.counties.get(name):
        cities = tuple(city for city in cities if city.country == county.country)
        regions = regions if cities else (*regions, county)
    return [Meaning(cities, regions, country, is_code)] if cities or regions or country else []


# Towns whose names are ordinary words of ads: believed only beside their region or country.
_NEEDS_CONTEXT = frozenset(
    {
        "bar", "battle", "best", "campus", "central", "commerce", "date", "deal", "egg", "enterprise", "eye",
        "home", "hope", "independence", "industry", "lot", "man", "march", "mark", "mobile", "much", "normal",
        "office", "orange", "page", "rain", "sale", "sandwich", "see", "surprise", "union", "university",
        "wall", "wells", "zeit",
    }
)  # fmt: skip


_ABBREVIATED = (("a d", "an der"), ("i d", "in der"), ("o d", "ob der"), ("v d", "vor der"), ("u", "unter"),
                ("a", "am"), ("i", "im"), ("b", "bei"))  # fmt: skip


def _written_out(name: str) -> str:
    """ "limburg an der lahn" of "limburg a d lahn"."""
    padded = f" {name} "
    for short, long in _ABBREVIATED:
        padded = padded.replace(f" {short} ", f" {long} ")
    return padded.strip()


def _is_short(name: str, cities: tuple[City, ...]) -> bool:
    """ "Au" and "Or" are towns; "SF" is nothing else than the city."""
    return len(name) <= 2 and not any(map(is_large, cities))


# Where most of the ads come from that we meet: Barcelona is rather the Spanish than the Venezuelan one.
_OFTEN_MEANT = frozenset(
    {
        "DE",
        "AT",
        "CH",
        "GB",
        "IE",
        "FR",
        "ES",
        "IT",
        "NL",
        "BE",
        "PL",
        "CZ",
        "US",
        "CA",
        "AU",
        "GR",
        "PT",
        "SE",
        "DK",
    }
)


def weight(city: City) -> int:
    """How likely it is meant, among its namesakes."""
    return city.thousands * (2 if city.country in _OFTEN_MEANT else 1)


def _best_named(cities: list[City], text: str) -> tuple[City, ...]:
    """Without namesakes that differ by accents where one is spelled so (Thalmassing, Thalmässing), and
    without smaller ones that are only called so for short (Freiberg am Neckar)."""
    if len(cities) < 2:
        return tuple(cities)
    shown, name = text.casefold(), key(text)
    if any(city.name.casefold() == shown for city in cities):
        cities = [city for city in cities if city.name.casefold() == shown or key(city.name) != name]
    largest = max((weight(city) for city in cities if key(city.name) == name), default=0)
    return tuple(city for city in cities if key(city.name) == name or weight(city) > largest)


def _look_up_shorter(text: str) -> list[Meaning]:
    """ "Greater London", "London GB", "UK-London", "Hanau-Wolfgang", "Praha 4", "Berlin Mitte"."""
    if (shorter := _AROUND.sub("", text).strip()) != text and shorter:
        return _look_up(shorter) or _look_up_shorter(shorter)
    words = text.split()
    for separator, pieces in (("-", re.split(r"\s?[-–]\s?", text)), (" ", words)):
        if not 2 <= len(pieces) <= 5:
            continue
        for cut in range(len(pieces) - 1, 0, -1):
            left, right = separator.join(pieces[:cut]), separator.join(pieces[cut:])
            both = [*_look_up(left), *_look_up(right)]
            if len(both) == 2 and (_lies_in(*both) or _lies_in(*reversed(both))):
                return both
        if separator == "-" and (first := _look_up(pieces[0])) and (first[0].cities or first[0].country):
            return first
    if 2 <= len(words) <= 4:
        for cut in range(len(words) - 1, 0, -1):
            first = _look_up(" ".join(words[:cut]))
            if first and (words[cut].isdigit() or any(map(is_large, first[0].cities))):
                return [first[0]._replace(is_loose=True)]
    return []


def _lies_in(inner: Meaning, outer: Meaning) -> bool:
    """Whether something of the first name lies in something of the second."""
    if any((city.country, city.region) == (region.country, region.code)
           for city in inner.cities for region in outer.regions):  # fmt: skip
        return True
    return outer.country is not None and outer.country in {
        place.country for place in inner.cities + inner.regions
    }


def is_large(city: City) -> bool:
    """Whether it is known beyond its country."""
    return city.thousands >= LARGE_CITY


def is_known(text: str) -> bool:
    """Whether the whole text is one name, such as "Frankfurt (Main)" or "Brighton and Hove"."""
    found = gazetteer()
    name = key(text)
    return name in found.cities or name in found.countries or name in found.regions
