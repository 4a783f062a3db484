"""Cities, regions and countries by name, in the spellings that ads use."""

import re
import unicodedata
from functools import cache
from typing import NamedTuple

from scrapers.normalization.tables import rows


class City(NamedTuple):
    """A city as we write it; ``region`` is a code within ``country``; ``thousands`` of inhabitants."""

    name: str
    country: str
    region: str
    thousands: int


class Region(NamedTuple):
    """A first-level region (state, Land, canton …) of a country."""

    name: str
    country: str
    code: str


class Gazetteer(NamedTuple):
    """What a key (see ``key``) can mean; codes are looked up as they stand, in capitals."""

    cities: dict[str, list[City]]
    regions: dict[str, list[Region]]
    counties: dict[str, Region]
    countries: dict[str, str]
    region_codes: dict[str, list[Region]]
    country_codes: dict[str, str]
    region_names: dict[tuple[str, str], str]


# "NA" and "IO" are abbreviations of other things wherever ads have them.
_NO_COUNTRY_CODES = frozenset({"AI", "AND", "CC", "IO", "NA", "PM", "TV"})
_MORE_COUNTRY_CODES = {"UK": "GB"}
_NOT_WORD = re.compile(r"[\W_]+")
_SHORT = {"sankt": "st", "saint": "st", "sainte": "ste"}
_STROKES = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ı": "i", "æ": "ae", "œ": "oe"})
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue"})


def key(text: str) -> str:
    """Text for looking up: lower case, without accents, one space between words, "st" for "Sankt"."""
    text = text.casefold()
    if not text.isascii():
        decomposed = unicodedata.normalize("NFKD", text.translate(_STROKES))
        text = "".join(char for char in decomposed if not unicodedata.combining(char))
    return " ".join(_SHORT.get(word, word) for word in _NOT_WORD.sub(" ", text).split())


def _keys(name: str) -> set[str]:
    """ "munchen" and "muenchen" for "München"."""
    keys = {key(name)}
    if not name.isascii():
        keys.add(key(unicodedata.normalize("NFC", name.casefold()).translate(_UMLAUTS)))
    return keys


@cache
def gazetteer() -> Gazetteer:
    """Read the data files, once (about 0.15 s)."""
    built = Gazetteer({}, {}, {}, {}, {}, {}, {})
    for name, country, region, thousands, others in rows("cities.tsv"):
        city = City(name, country, region, int(thousands))
        for alias in [name, *_several(others)]:
            for each in _keys(alias):
                cities = built.cities.setdefault(each, [])
                if city not in cities:
                    cities.append(city)
    for country, code, name, others in rows("regions.tsv"):
        if code == "county":
            built.counties.update(
                {key(county): _region_of(built, country, name) for county in _several(others)}
            )
            continue
        region = Region(name, country, code)
        built.region_names[country, code] = name
        for alias in [name, *_several(others)]:
            if alias.isupper() and len(alias) <= 4:
                built.region_codes.setdefault(alias, []).append(region)
            else:
                for each in _keys(alias):
                    built.regions.setdefault(each, []).append(region)
    for code, code3, name, others in rows("countries.tsv"):
        foreign = {
            each for alias in _several(others) for each in _keys(alias) if _is_city_abroad(built, each, code)
        }
        names = {each for alias in [name, *_several(others)] for each in _keys(alias)}
        built.countries.update(dict.fromkeys(names - foreign, code))
        built.country_codes.update(dict.fromkeys({code, code3} - _NO_COUNTRY_CODES, code))
    built.country_codes.update(_MORE_COUNTRY_CODES)
    return built


def _is_city_abroad(built: Gazetteer, name: str, country: str) -> bool:
    """ "Granada" is Grenada in Spanish, but in ads the city."""
    return any(city.country != country and city.thousands >= 100 for city in built.cities.get(name, ()))


def _region_of(built: Gazetteer, country: str, name: str) -> Region:
    return next(region for region in built.regions[key(name)] if region.country == country)


def _several(names: str) -> list[str]:
    return [] if names == "-" else names.split("|")
