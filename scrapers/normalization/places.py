"""Places as job ads write them: cities, regions and countries of a text, and where the work is done."""

import re
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from scrapers.normalization.gazetteer import City, Region, gazetteer, key
from scrapers.normalization.workplace import take_workplace

LONGEST_TEXT = 1000
"""Characters that are read."""
LARGER = 3
"""A city so many times larger than any other of its name is the one that is meant."""
LARGE_CITY = 300
"""Thousands of inhabitants from which on "Berlin Mitte" and "Berlin Office" are taken for Berlin."""


class Place(NamedTuple):
    """One place; ``country`` is an ISO 3166-1 code. None: not said, or it may be one of several."""

    city: str | None = None
    region: str | None = None
    country: str | None = None


class Places(NamedTuple):
    """First city with its region and country, workplace (remote, hybrid, on_site), and every place."""

    city: str | None = None
    region: str | None = None
    country: str | None = None
    workplace: str | None = None
    all: tuple[Place, ...] = ()


NOTHING = Places()


@lru_cache(maxsize=8192)
def parse_place(text: str | None) -> Places:
    """Read a location; what the gazetteer does not know gives nothing. Never raises.

    Names that several countries share give a country only where one city is far larger, or where the text
    names the country ("Cambridge, MA").
    """
    if not isinstance(text, str) or not text.strip():
        return NOTHING
    shown = _AND_MORE.sub("", _TIME_ZONES.sub(" ", _INVISIBLE.sub(" ", text[:LONGEST_TEXT])))
    workplace, rest = take_workplace(shown)
    places = _without_repetitions([place for group in _groups(rest) for place in _read_group(group)])
    # "Remote, Germany; Berlin": the first that has a city describes the ad best.
    first = next((place for place in places if place.city), places[0] if places else Place())
    return Places(*first, workplace, tuple(places))


# --- From text to groups of parts -----------------------------------------------------------------------
_INVISIBLE = re.compile(r"[\u00ad\u200b-\u200f\u2060\ufeff\U0001f000-\U0001faff\u2600-\u27bf]|\s+")
_AND_MORE = re.compile(r"\s\+\s?\d+(?:\s[^\W\d]+)?\s*$")  # "+ 7 more", "+2 weitere"
_TIME_ZONES = re.compile(
    r"\b[PECM]S?T/[PECM]S?T\b|\b(?:[PECM]S?T|CET|GMT|UTC)(?=\s+(?:hours|time|zone)|\s?[+-]\d)"
)
_STRONG = re.compile(r"[;|\n•·→]|\s\+\s")
_WEAK = re.compile(
    r"/|\s(?:oder|or|und|and|sowie|bzw\.?|ou|et|o|y|nebo|lub|i|&)\s|,\s*(?:and|und|or|oder)\s", re.I
)
_PART = re.compile(r"[,()\[\]:]|\s[-–—]+\s|^[-–—]+|[-–—]+$")


def _groups(text: str) -> list[list[str]]:
    """Alternatives of a text ("Berlin; Hamburg"), each as its parts ("San Francisco", "CA")."""
    groups = []
    for strong in _STRONG.split(text):
        for weak in [strong] if _is_known(strong) else _split_weakly(strong):
            known = _is_known(weak)
            parts = [weak] if known else [part for part in _PART.split(weak) if part]
            groups.append([part.strip(" .*–—-") for part in parts if part.strip(" .*–—-")])
    return [group for group in groups if group]


def _is_known(text: str) -> bool:
    """Whether the whole text is one name, such as "Frankfurt (Main)" or "Brighton and Hove"."""
    found = gazetteer()
    name = key(text)
    return name in found.cities or name in found.countries or name in found.regions


def _split_weakly(text: str) -> list[str]:
    """Split at "/", "oder" …, but not inside of a name: "Frankfurt/Main", "Halle / Saale"."""
    pieces = _WEAK.split(text)
    joined, skip = [], False
    for piece, following in pairwise([*pieces, ""]):
        if skip:
            skip = False
            continue
        tail = following.partition(",")[0]
        if tail and key(f"{piece} {tail}") in gazetteer().cities and key(tail) not in gazetteer().countries:
            joined.append(f"{piece} {following}")
            skip = True
        else:
            joined.append(piece)
    return joined


# --- From a part to what it can mean --------------------------------------------------------------------
class _Meaning(NamedTuple):
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
    r"|city of|in|im|the|within|bei|near|einsatzort|arbeitsort|ort|flughafen"
    r"|\d days(?: a week)?|\d tage(?: pro woche)?)\s+)+"
    r"|\s+(?:area|metro(?:politan)?(?: area)?|(?:und |& |u\. )?umgebung|region|city area|bay area|hq"
    r"|headquarters?|only|wide|stadt)$|\s+(?:bei|b\.|nahe|nähe|near|close to)\s.+$",
    re.I,
)


def _meaning(part: str) -> list[_Meaning]:
    """What a part says, in order: one meaning, or several for "London GB" and "CA United States"."""
    part, countries = _without_postcode(part)
    if not part:
        return [_Meaning(country=country) for country in countries[:1]]
    found = _look_up(part) or _look_up_shorter(part)
    if countries and found and found[0].cities:
        fitting = tuple(city for city in found[0].cities if city.country in countries)
        found = [found[0]._replace(cities=fitting or found[0].cities), *found[1:]]
    if len(countries) == 1:
        found = [*found, _Meaning(country=countries[0], is_code=True)]
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


def _look_up(text: str) -> list[_Meaning]:
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
        return [_Meaning(cities, is_code=True)]
    if county := found.counties.get(name):
        cities = tuple(city for city in cities if city.country == county.country)
        regions = regions if cities else (*regions, county)
    return [_Meaning(cities, regions, country, is_code)] if cities or regions or country else []


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
    return len(name) <= 2 and not any(map(_is_large, cities))


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


def _weight(city: City) -> int:
    return city.thousands * (2 if city.country in _OFTEN_MEANT else 1)


def _best_named(cities: list[City], text: str) -> tuple[City, ...]:
    """Without namesakes that differ by accents where one is spelled so (Thalmassing, Thalmässing), and
    without smaller ones that are only called so for short (Freiberg am Neckar)."""
    if len(cities) < 2:
        return tuple(cities)
    shown, name = text.casefold(), key(text)
    if any(city.name.casefold() == shown for city in cities):
        cities = [city for city in cities if city.name.casefold() == shown or key(city.name) != name]
    largest = max((_weight(city) for city in cities if key(city.name) == name), default=0)
    return tuple(city for city in cities if key(city.name) == name or _weight(city) > largest)


def _look_up_shorter(text: str) -> list[_Meaning]:
    """ "Greater London", "London GB", "UK-London", "Hanau-Wolfgang", "Praha 4", "Berlin Mitte"."""
    if (shorter := _AROUND.sub("", text).strip()) != text and shorter:
        return _look_up(shorter) or _look_up_shorter(shorter)
    words = text.split()
    for separator, pieces in (("-", re.split(r"\s?[-–]\s?", text)), (" ", words)):
        if not 2 <= len(pieces) <= 5:
            continue
        for cut in range(len(pieces) - 1, 0, -1):
            left, right = separator.join(pieces[:cut]), separator.join(pieces[cut:])
            meanings = [*_look_up(left), *_look_up(right)]
            if len(meanings) == 2 and any(each.country or each.regions for each in meanings):
                return meanings
        if separator == "-" and (first := _look_up(pieces[0])) and (first[0].cities or first[0].country):
            return first
    if 2 <= len(words) <= 4:
        for cut in range(len(words) - 1, 0, -1):
            first = _look_up(" ".join(words[:cut]))
            if first and (words[cut].isdigit() or any(map(_is_large, first[0].cities))):
                return [first[0]._replace(is_loose=True)]
    return []


def _is_large(city: City) -> bool:
    return city.thousands >= LARGE_CITY


# --- From the parts of a group to places ----------------------------------------------------------------
class _Draft:
    """A place in the making: cities that it can be, and the region and country named beside them."""

    def __init__(self) -> None:
        self.cities: tuple[City, ...] = ()
        self.region: Region | None = None
        self.country: str | None = None
        self.is_loose = False

    def add(self, meaning: _Meaning) -> bool:
        """Take a further part in; False where it begins another place."""
        return self._add_context(meaning) if self.cities else self._add_first_city(meaning)

    def _add_first_city(self, meaning: _Meaning) -> bool:
        is_empty = not (self.region or self.country)
        fitting = tuple(city for city in meaning.cities if self._fits(city))
        if fitting and _names_a_city(meaning, fitting, in_context=not is_empty):
            self.cities, self.is_loose = fitting, meaning.is_loose
            return True
        regions = [region for region in meaning.regions if self.country in (None, region.country)]
        if is_empty and meaning.is_code and meaning.country and not _is_rather_a_region(meaning):
            regions = []
        if self.region is None and len(regions) == 1 and (not meaning.country or self.country):
            self.region, self.country = regions[0], regions[0].country
            return True
        if is_empty:
            self.country = None if regions else meaning.country
            return True
        if meaning.country or meaning.regions:
            return meaning.country == self.country or (self.region in meaning.regions)
        # "US, PA, Berwick": a town that we do not know, not its large namesake elsewhere.
        return not any(map(_is_large, meaning.cities))

    def _fits(self, city: City) -> bool:
        if self.region and not _is_in(city, self.region):
            return False
        return self.country in (None, city.country)

    def _add_context(self, meaning: _Meaning) -> bool:
        for region in meaning.regions:
            if inside := tuple(city for city in self.cities if _is_in(city, region)):
                self.cities, self.region, self.country = inside, region, region.country
                return True
        inside = tuple(city for city in self.cities if city.country == meaning.country)
        if meaning.country and inside:
            self.cities, self.country = inside, meaning.country
            return True
        if not (meaning.regions or meaning.country) or _names_a_city(
            meaning, meaning.cities, in_context=False
        ):
            return False
        # "Scarborough, Ontario" and "Berwick, PA": again a namesake; but "Berlin, Ontario" are two places.
        if self.is_loose or not any(map(_is_large, self.cities)):
            return self._begin_anew(meaning)
        if (
            meaning.is_code
            and meaning.regions
            and not any(city.country in _OWN_CODES for city in self.cities)
        ):
            return self._begin_anew(meaning)  # "Berlin, NH"
        return meaning.is_code

    def _begin_anew(self, meaning: _Meaning) -> bool:
        self.__init__()
        return self._add_first_city(meaning)

    def place(self) -> Place | None:
        if self.cities:
            return _place_of(self.cities)
        if self.region:
            return Place(None, self.region.name, self.region.country)
        return Place(None, None, self.country) if self.country else None


def _is_in(city: City, region: Region) -> bool:
    return (city.country, city.region) == (region.country, region.code)


# They write codes of regions behind cities that mean something else in North America: "Chennai, TN".
_OWN_CODES = frozenset({"AR", "BR", "CN", "ES", "IN", "IT", "MX", "MY", "NG", "PH", "ZA"})


def _is_rather_a_region(meaning: _Meaning) -> bool:
    """A code by itself: "FR" and "DE" are countries, "CA" may be California, "ON" can only be Ontario."""
    in_capitals = {region.country for region in meaning.regions} & {"US", "CA", "AU"}
    return bool(in_capitals) and meaning.country != "DE"


def _names_a_city(meaning: _Meaning, cities: tuple[City, ...], *, in_context: bool) -> bool:
    """Whether a name that may also be a region's or a country's is meant as the city's."""
    if not cities or (meaning.is_code and not in_context):
        return False
    if meaning.country and not any(city.country == meaning.country for city in cities):
        return in_context
    if meaning.regions and not any(_is_in(city, region) for city in cities for region in meaning.regions):
        return in_context or any(map(_is_large, cities))
    return True


def _place_of(cities: tuple[City, ...]) -> Place:
    """The largest city; its region and country only where no other of the name comes near it in size."""
    largest, *others = sorted(cities, key=_weight, reverse=True)
    rivals = [city for city in others if _weight(city) * LARGER > _weight(largest)]
    same_country = all(city.country == largest.country for city in rivals)
    if any(city.name != largest.name for city in rivals):
        return Place(None, None, largest.country if same_country else None)
    same_region = same_country and all(city.region == largest.region for city in rivals)
    region = gazetteer().region_names.get((largest.country, largest.region)) if same_region else None
    return Place(largest.name, region, largest.country if same_country else None)


def _read_group(parts: list[str]) -> list[Place]:
    places, draft = [], _Draft()
    for part in parts:
        for meaning in _meaning(part):
            if not draft.add(meaning):
                places.append(draft.place())
                draft = _Draft()
                draft.add(meaning)
    places.append(draft.place())
    return [place for place in places if place and place != Place()]


def _without_repetitions(places: list[Place]) -> list[Place]:
    """Each once, and no region or country by itself of which another place is a part."""
    parts = {place[1:] for place in places if place.city} | {
        place[2:] for place in places if place.city or place.region
    }
    return [
        place
        for place in dict.fromkeys(places)
        if place.city or (place[1:] if place.region else place[2:]) not in parts
    ]
