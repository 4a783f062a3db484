"""Words of the invented jobs: titles by role, companies, places, publishers, the pages that list them."""

from pathlib import Path

# Groups that technology pages list most come up most.
_OFTEN = {"data_ai": 4, "software_it": 4, "product_project": 2}


def _titles() -> list[tuple[str, str, str]]:
    lines = Path(__file__).with_name("seed_titles.tsv").read_text("utf-8").splitlines()
    rows = [line.split("\t") for line in lines if not line.startswith("#")]
    return [(role, group, title) for group, role, title in rows for _ in range(_OFTEN.get(group, 1))]


TITLES = _titles()

_FIRST = [
    "Nord",
    "Rhein",
    "Alpen",
    "Hanse",
    "Elbe",
    "Isar",
    "Main",
    "Harz",
    "Ostsee",
    "Spree",
    "Neckar",
    "Donau",
]
_SECOND = [
    "Robotik Werke",
    "Energie",
    "Softwarehaus",
    "Logistik",
    "Medien",
    "Versicherung",
    "Labor",
    "Kliniken",
]
_FORMS = ["GmbH", "AG", "SE", "GmbH & Co. KG"]
COMPANIES = [
    f"{first} {second} {_FORMS[(i + j) % len(_FORMS)]}"
    for i, first in enumerate(_FIRST)
    for j, second in enumerate(_SECOND)
]

_OF_GERMANY = {"Berlin": 5, "München": 4, "Hamburg": 3, "Köln": 2, "Frankfurt am Main": 2, "Stuttgart": 2}
_OF_GERMANY |= dict.fromkeys(
    ["Düsseldorf", "Leipzig", "Dresden", "Nürnberg", "Karlsruhe", "Bremen", "Jena"], 1
)
_ABROAD = [
    ("Wien", "AT"),
    ("Graz", "AT"),
    ("Zürich", "CH"),
    ("Basel", "CH"),
    ("Amsterdam", "NL"),
    ("London", "GB"),
]
CITIES = [(city, "DE") for city, often in _OF_GERMANY.items() for _ in range(often)] + _ABROAD

PUBLISHERS = [
    *["stellenmarkt.example"] * 5,
    *["jobs.nordsee-robotik.example", "karriere.example", "karriere.example", "talentboard.example"],
    *["jobs.hanse-energie.example", "tech-stellen.example", "campus-jobs.example"],
]

BOXES = [
    "Stellenangebote",
    "Jobs aus der Branche",
    "Aktuelle Stellen",
    "We are hiring",
    "Jobs of the week",
    "",
]

# Spider, site, titles of its pages.
SOURCES = [
    (
        "ki_kurier",
        "ki-kurier.example",
        ["Roboter lernen greifen", "Was Sprachmodelle im Büro ändern", "Neue Chips"],
    ),
    ("markt_und_maschine", "markt-und-maschine.example", ["Messe-Rundgang: Antriebe", "Fabrik ohne Papier"]),
    ("datenblatt", "datenblatt.example", ["Wochenrückblick: Daten", "Warum Tests altern"]),
    ("cloud_weekly", "cloud-weekly.example", ["Issue 212: small servers", "Issue 213: the price of logs"]),
    ("energie_heute", "energie-heute.example", ["Netze im Winter", "Speicher im Keller"]),
    ("campus_blatt", "campus-blatt.example", ["Promovieren neben dem Beruf", "Semesterstart"]),
    ("startup_notes", "startup-notes.example", ["Five seed rounds", "Hiring before revenue"]),
]
