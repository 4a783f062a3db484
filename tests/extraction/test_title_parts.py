"""Groups of titles that hold company and place, and such whose titles only look so."""

import pytest

from scrapers.extraction.title_parts import part

PARTED = {
    "companies before colons": (
        ["Nordlicht: UI Engineer", "Tide: Data Analyst", "Klee: C++ Developer"],
        [
            ("UI Engineer", "Nordlicht", None),
            ("Data Analyst", "Tide", None),
            ("C++ Developer", "Klee", None),
        ],
    ),
    "dashes, one legal form": (
        [
            "Dreher (m/w/d) – Kolbenwerk Arens",
            "Schweißer (m/w/d) – Stahlbau Lind GmbH",
            "Leitung Lager – Nordtrans",
        ],
        [
            ("Dreher (m/w/d)", "Kolbenwerk Arens", None),
            ("Schweißer (m/w/d)", "Stahlbau Lind GmbH", None),
            ("Leitung Lager", "Nordtrans", None),
        ],
    ),
    "dashes, company and place": (
        ["Koch – Hotel Adler, Ulm", "Kellner – Restaurant Krone, Kempten"],
        [("Koch", "Hotel Adler", "Ulm"), ("Kellner", "Restaurant Krone", "Kempten")],
    ),
    "a title with a dash of its own": (
        ["UI Engineer - Web - Nordlicht GmbH - Berlin", "Data Analyst - Tide AG - Hamburg"],
        [("UI Engineer – Web", "Nordlicht GmbH", "Berlin"), ("Data Analyst", "Tide AG", "Hamburg")],
    ),
    "places in brackets": (
        ["Barista (Kempten)", "Koch (m/w/d) (Ulm)", "Spüler (Oberammergau)"],
        [("Barista", None, "Kempten"), ("Koch (m/w/d)", None, "Ulm"), ("Spüler", None, "Oberammergau")],
    ),
    "commas, company and place": (
        ["Referent/in Spenden, Diakonie Harz, Wernigerode", "Schulbegleitung (m/w/d), Lebenswege, Goslar"],
        [
            ("Referent/in Spenden", "Diakonie Harz", "Wernigerode"),
            ("Schulbegleitung (m/w/d)", "Lebenswege", "Goslar"),
        ],
    ),
    "company first, strokes": (
        ["Seedbed | Elixir Developer | Remote |", "Terrafold | Data Analyst (Part-time) | Toronto |"],
        [
            ("Elixir Developer", "Seedbed", "Remote"),
            ("Data Analyst (Part-time)", "Terrafold", "Toronto"),
        ],
    ),
    "facts in any order and number": (
        [
            "Modulith | Senior Product Engineer | Remote (Europe) | Full-time | €75k–110k | https://modulith.example",
            "Quillwort | Fullstack SWE | Full-time | Remote, US hours | $150 - 210K USD + equity",
            "Deicher | DevOps Engineer | Utrecht, The Netherlands | HYBRID | some travel",
        ],
        [
            ("Senior Product Engineer", "Modulith", "Remote (Europe)"),
            ("Fullstack SWE", "Quillwort", "Remote, US hours"),
            ("DevOps Engineer", "Deicher", "Utrecht, The Netherlands"),
        ],
    ),
    "at": (
        ["Backend Engineer at Lumen (Berlin)", "Head of Growth at Kestrel Maps, Oslo", "Nurse at Ward"],
        [
            ("Backend Engineer", "Lumen", "Berlin"),
            ("Head of Growth", "Kestrel Maps", "Oslo"),
            ("Nurse", "Ward", None),
        ],
    ),
}
WHOLE = {
    "departments of a clinic": [
        "Arzt (m/w/d) – Neurologie",
        "Pfleger (m/w/d) – Tagesklinik",
        "Arzt – Kardiologie",
    ],
    "fields of work": ["Software Engineer - Backend", "Data Scientist - Payments", "Designer - Growth"],
    "what follows a comma": [
        "Manager, Software Engineering",
        "Director, Technology Solutions",
        "Engineer, Systems",
    ],
    "one of four ends with a place": ["Administrator – Oban", "Chief Executive", "Cook", "Warden"],
    "only one title": ["Koch – Hotel Adler GmbH, Ulm"],
    "fields before colons": ["Engineering: UI Engineer", "Sales: Data Analyst", "Legal: Counsel"],
    "years and forms in brackets": ["Analyst (Part-time)", "Werkstudent (2026)", "Koch (m/w/d)"],
}


@pytest.mark.parametrize(("titles", "expected"), PARTED.values(), ids=PARTED)
def test_parted(titles, expected):
    found = part(titles)
    assert [
        parts and (parts.title, parts.values.get("company"), parts.values.get("location")) for parts in found
    ] == expected


@pytest.mark.parametrize("titles", WHOLE.values(), ids=WHOLE)
def test_whole(titles):
    assert part(titles) == [None] * len(titles)


def test_own_vacancies_name_a_company_only_with_its_legal_form():
    titles = ["Arzt – Klinik am See", "Pfleger – Praxis Nord", "Koch – Restaurant Krone"]
    assert part(titles, own=True) == [None] * 3
    assert part(titles) != [None] * 3


def test_in_a_feed_what_stands_before_a_colon_is_the_company():
    found = part(["Nordlicht: UI Engineer", "Tide: Data Analyst"], feed=True)
    assert [(parts.title, parts.values) for parts in found] == [
        ("UI Engineer", {"company": "Nordlicht"}),
        ("Data Analyst", {"company": "Tide"}),
    ]
