"""Places as job ads write them: cities, regions and countries of a text, and where the work is done."""

import re
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from scrapers.normalization.gazetteer import City, Region, gazetteer, key
from scrapers.normalization.place_names import Meaning, is_known, is_large, meanings, weight
from scrapers.normalization.workplace import take_workplace

LONGEST_TEXT = 1000
"""Characters that are read."""
LARGER, LARGER_TOWN = 3, 10
"""A city so many times larger than any other of its name is the one that is meant; a town less surely."""


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
    workplace, rest = (None, shown) if is_known(shown) else take_workplace(shown)
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
        for weak in [strong] if is_known(strong) else _split_weakly(strong):
            known = is_known(weak)
            parts = [weak] if known else [part for part in _PART.split(weak) if part]
            groups.append([part.strip(" .*–—-") for part in parts if part.strip(" .*–—-")])
    return [group for group in groups if group]


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


# --- From the parts of a group to places ----------------------------------------------------------------
class _Draft:
    """A place in the making: cities that it can be, and the region and country named beside them."""

    def __init__(self) -> None:
        self.cities: tuple[City, ...] = ()
        self.region: Region | None = None
        self.country: str | None = None
        self.is_loose = False

    def add(self, meaning: Meaning) -> bool:
        """Take a further part in; False where it begins another place."""
        return self._add_context(meaning) if self.cities else self._add_first_city(meaning)

    def _add_first_city(self, meaning: Meaning) -> bool:
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
        return not any(map(is_large, meaning.cities))

    def _fits(self, city: City) -> bool:
        if self.region and not _is_in(city, self.region):
            return False
        return self.country in (None, city.country)

    def _add_context(self, meaning: Meaning) -> bool:
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
        if self.is_loose or not any(map(is_large, self.cities)):
            return self._begin_anew(meaning)
        if (
            meaning.is_code
            and meaning.regions
            and not any(city.country in _OWN_CODES for city in self.cities)
        ):
            return self._begin_anew(meaning)  # "Berlin, NH"
        return meaning.is_code

    def _begin_anew(self, meaning: Meaning) -> bool:
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


def _is_rather_a_region(meaning: Meaning) -> bool:
    """A code by itself: "FR" and "DE" are countries, "CA" may be California, "ON" can only be Ontario."""
    in_capitals = {region.country for region in meaning.regions} & {"US", "CA", "AU"}
    return bool(in_capitals) and meaning.country != "DE"


def _names_a_city(meaning: Meaning, cities: tuple[City, ...], *, in_context: bool) -> bool:
    """Whether a name that may also be a region's or a country's is meant as the city's."""
    if not cities or (meaning.is_code and not in_context):
        return False
    if meaning.country and not any(city.country == meaning.country for city in cities):
        return in_context
    if meaning.regions and not any(_is_in(city, region) for city in cities for region in meaning.regions):
        return in_context or any(map(is_large, cities))
    return True


def _place_of(cities: tuple[City, ...]) -> Place:
    """The largest city; its region and country only where no other of the name comes near it in size."""
    largest, *others = sorted(cities, key=weight, reverse=True)
    near = [city for city in others if weight(city) * LARGER > weight(largest)]
    if any(city.name != largest.name for city in near):
        same_country = all(city.country == largest.country for city in near)
        return Place(None, None, largest.country if same_country else None)
    factor = LARGER if is_large(largest) else LARGER_TOWN
    rivals = [
        city for city in others if city.name == largest.name and weight(city) * factor > weight(largest)
    ]
    same_country = all(city.country == largest.country for city in rivals)
    same_region = same_country and all(city.region == largest.region for city in rivals)
    region = gazetteer().region_names.get((largest.country, largest.region)) if same_region else None
    return Place(largest.name, region, largest.country if same_country else None)


def _read_group(parts: list[str]) -> list[Place]:
    places, draft = [], _Draft()
    for part in parts:
        for meaning in meanings(part):
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
