import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scrapers.normalization.gazetteer import gazetteer
from scrapers.normalization.places import NOTHING, Place, parse_place
from scrapers.normalization.workplace import parse_workplace

# Text, city, region, country, workplace.
GERMAN = [
    ("Berlin", "Berlin", "Berlin", "DE", None),
    ("berlin", "Berlin", "Berlin", "DE", None),
    ("BERLIN", "Berlin", "Berlin", "DE", None),
    ("Berlin, Berlin", "Berlin", "Berlin", "DE", None),
    ("Berlin, Deutschland", "Berlin", "Berlin", "DE", None),
    ("Berlin, Germany", "Berlin", "Berlin", "DE", None),
    ("Berlin, DE", "Berlin", "Berlin", "DE", None),
    ("Berlin (DE)", "Berlin", "Berlin", "DE", None),
    ("DE-Berlin", "Berlin", "Berlin", "DE", None),
    ("Deutschland, Berlin", "Berlin", "Berlin", "DE", None),
    ("Berlin Mitte", "Berlin", "Berlin", "DE", None),
    ("Berlin-Mitte", "Berlin", "Berlin", "DE", None),
    ("Kreuzberg", "Berlin", "Berlin", "DE", None),
    ("Raum Berlin", "Berlin", "Berlin", "DE", None),
    ("Großraum Stuttgart", "Stuttgart", "Baden-Württemberg", "DE", None),
    ("Stuttgart und Umgebung", "Stuttgart", "Baden-Württemberg", "DE", None),
    ("Region Hannover", "Hannover", "Niedersachsen", "DE", None),
    ("Hanover", "Hannover", "Niedersachsen", "DE", None),
    ("10115 Berlin", "Berlin", "Berlin", "DE", None),
    ("D-10115 Berlin", "Berlin", "Berlin", "DE", None),
    ("DE-10115 Berlin", "Berlin", "Berlin", "DE", None),
    ("Beispielstraße 12, 10115 Berlin", "Berlin", "Berlin", "DE", None),
    ("04435 Schkeuditz", "Schkeuditz", "Sachsen", "DE", None),
    ("78532 Tuttlingen, 78532 Tuttlingen", "Tuttlingen", "Baden-Württemberg", "DE", None),
    ("München", "München", "Bayern", "DE", None),
    ("Muenchen", "München", "Bayern", "DE", None),
    ("MÜNCHEN", "München", "Bayern", "DE", None),
    ("Munich", "München", "Bayern", "DE", None),
    ("Mu\u0308nchen", "München", "Bayern", "DE", None),
    ("München, Bayern", "München", "Bayern", "DE", None),
    ("Munich, Bavaria, Germany", "München", "Bayern", "DE", None),
    ("München (Bayern)", "München", "Bayern", "DE", None),
    ("Köln", "Köln", "Nordrhein-Westfalen", "DE", None),
    ("Cologne", "Köln", "Nordrhein-Westfalen", "DE", None),
    ("Koeln, NRW", "Köln", "Nordrhein-Westfalen", "DE", None),
    ("Nürnberg", "Nürnberg", "Bayern", "DE", None),
    ("Nuremberg", "Nürnberg", "Bayern", "DE", None),
    ("Düsseldorf", "Düsseldorf", "Nordrhein-Westfalen", "DE", None),
    ("Dusseldorf", "Düsseldorf", "Nordrhein-Westfalen", "DE", None),
    ("Duesseldorf", "Düsseldorf", "Nordrhein-Westfalen", "DE", None),
    ("Frankfurt", "Frankfurt am Main", "Hessen", "DE", None),
    ("Frankfurt am Main", "Frankfurt am Main", "Hessen", "DE", None),
    ("Frankfurt a. M.", "Frankfurt am Main", "Hessen", "DE", None),
    ("Frankfurt a.M.", "Frankfurt am Main", "Hessen", "DE", None),
    ("Frankfurt / Main", "Frankfurt am Main", "Hessen", "DE", None),
    ("Frankfurt/Main", "Frankfurt am Main", "Hessen", "DE", None),
    ("Frankfurt (Main)", "Frankfurt am Main", "Hessen", "DE", None),
    ("60311 Frankfurt am Main", "Frankfurt am Main", "Hessen", "DE", None),
    ("Frankfurt (Oder)", "Frankfurt (Oder)", "Brandenburg", "DE", None),
    ("Frankfurt/Oder", "Frankfurt (Oder)", "Brandenburg", "DE", None),
    ("Frankfurt, Brandenburg", "Frankfurt (Oder)", "Brandenburg", "DE", None),
    ("Freiburg", "Freiburg im Breisgau", "Baden-Württemberg", "DE", None),
    ("Halle", "Halle (Saale)", "Sachsen-Anhalt", "DE", None),
    ("Halle/Saale", "Halle (Saale)", "Sachsen-Anhalt", "DE", None),
    ("Halle an der Saale", "Halle (Saale)", "Sachsen-Anhalt", "DE", None),
    ("Essen", "Essen", "Nordrhein-Westfalen", "DE", None),
    ("Essen (Ruhr)", "Essen", "Nordrhein-Westfalen", "DE", None),
    ("Hanau-Wolfgang", "Hanau", "Hessen", "DE", None),
    ("Kempten", "Kempten (Allgäu)", "Bayern", "DE", None),
    ("Neumarkt in der Oberpfalz", "Neumarkt in der Oberpfalz", "Bayern", "DE", None),
    ("Immenstaad", "Immenstaad am Bodensee", "Baden-Württemberg", "DE", None),
    ("Landsberg am Lech", "Landsberg am Lech", "Bayern", "DE", None),
    ("Thalmässing", "Thalmässing", "Bayern", "DE", None),
    ("Bad Homburg", "Bad Homburg vor der Höhe", "Hessen", "DE", None),
    ("Villingen-Schwenningen", "Villingen-Schwenningen", "Baden-Württemberg", "DE", None),
    ("Baden-Baden", "Baden-Baden", "Baden-Württemberg", "DE", None),
    ("Hilden bei Düsseldorf", "Hilden", "Nordrhein-Westfalen", "DE", None),
    ("Garching b. München", "Garching", "Bayern", "DE", None),
    ("Bad Homburg v.d.H.", "Bad Homburg vor der Höhe", "Hessen", "DE", None),
    ("Limburg a. d. Lahn", "Limburg an der Lahn", "Hessen", "DE", None),
    ("Landau i. d. Pfalz", "Landau in der Pfalz", "Rheinland-Pfalz", "DE", None),
    ("Kirchheim/Teck", "Kirchheim unter Teck", "Baden-Württemberg", "DE", None),
    ("St. Ingbert", "Sankt Ingbert", "Saarland", "DE", None),
    ("Sankt Gallen", "St. Gallen", "St. Gallen", "CH", None),
    ("Freiberg", "Freiberg", "Sachsen", "DE", None),  # not Freiberg am Neckar
    ("Flughafen München", "München", "Bayern", "DE", None),
    ("Hansestadt Rostock", "Rostock", "Mecklenburg-Vorpommern", "DE", None),
    ("Berlin | Vollzeit", "Berlin", "Berlin", "DE", None),
    ("Berlin und 3 weitere", "Berlin", "Berlin", "DE", None),
    ("Standort: Berlin", "Berlin", "Berlin", "DE", None),
    ("Hamburg", "Hamburg", "Hamburg", "DE", None),
    ("Bremen", "Bremen", "Bremen", "DE", None),
    ("Bayern", None, "Bayern", "DE", None),
    ("Bavaria", None, "Bayern", "DE", None),
    ("NRW", None, "Nordrhein-Westfalen", "DE", None),
    ("Schleswig-Holstein", None, "Schleswig-Holstein", "DE", None),
    ("Deutschland", None, None, "DE", None),
    ("deutschlandweit", None, None, "DE", None),
    ("Allemagne", None, None, "DE", None),
    ("Niemcy", None, None, "DE", None),
    ("Německo", None, None, "DE", None),
    ("Alemania", None, None, "DE", None),
    ("Wien", "Wien", "Wien", "AT", None),
    ("Vienna", "Wien", "Wien", "AT", None),
    ("1010 Wien", "Wien", "Wien", "AT", None),
    ("A-1010 Wien", "Wien", "Wien", "AT", None),
    ("Wien, Österreich", "Wien", "Wien", "AT", None),
    ("Linz", "Linz", "Oberösterreich", "AT", None),
    ("Graz, Steiermark", "Graz", "Steiermark", "AT", None),
    ("St. Pölten", "St. Pölten", "Niederösterreich", "AT", None),
    ("Zürich", "Zürich", "Zürich", "CH", None),
    ("Zurich", "Zürich", "Zürich", "CH", None),
    ("8001 Zürich", "Zürich", "Zürich", "CH", None),
    ("Zürich ZH", "Zürich", "Zürich", "CH", None),
    ("Bern, Schweiz", "Bern", "Bern", "CH", None),
    ("Genf", "Genève", "Genève", "CH", None),
    ("Schweiz", None, None, "CH", None),
]
OF_THE_WORLD = [
    ("London", "London", "England", "GB", None),
    ("london", "London", "England", "GB", None),
    ("London, UK", "London", "England", "GB", None),
    ("London, England, United Kingdom", "London", "England", "GB", None),
    ("London,England,United Kingdom", "London", "England", "GB", None),
    ("London, GBR", "London", "England", "GB", None),
    ("GB, London", "London", "England", "GB", None),
    ("UK-London", "London", "England", "GB", None),
    ("UK London", "London", "England", "GB", None),
    ("London GB", "London", "England", "GB", None),
    ("United Kingdom - London", "London", "England", "GB", None),
    ("Greater London Area", "London", "England", "GB", None),
    ("London, EC1N 8BA", "London", "England", "GB", None),
    ("Shoreditch, London", "London", "England", "GB", None),
    ("Reading, RG1 8FP", "Reading", "England", "GB", None),
    ("York, YO1 8SG", "York", "England", "GB", None),
    ("Cambridge, CB1 2AT", "Cambridge", "England", "GB", None),
    ("Wakefield, West Yorkshire", "Wakefield", "England", "GB", None),
    ("Newcastle upon Tyne, NE1 6EE", "Newcastle upon Tyne", "England", "GB", None),
    ("Brighton and Hove", "Brighton", "England", "GB", None),
    ("Belfast", "Belfast", "Northern Ireland", "GB", None),
    ("Edinburgh, Scotland", "Edinburgh", "Scotland", "GB", None),
    ("E1W 1DD", None, None, "GB", None),
    ("Smalltown, WA14 2DT", None, None, "GB", None),
    ("England", None, "England", "GB", None),
    ("Großbritannien", None, None, "GB", None),
    ("San Francisco, CA", "San Francisco", "California", "US", None),
    ("San Francisco, California, United States", "San Francisco", "California", "US", None),
    ("SAN FRANCISCO, CA, United States", "San Francisco", "California", "US", None),
    ("San Mateo, CA United States", "San Mateo", "California", "US", None),
    ("US, CA, Santa Clara", "Santa Clara", "California", "US", None),
    ("USA - TX - AUSTIN", "Austin", "Texas", "US", None),
    ("Austin, TX 78746", "Austin", "Texas", "US", None),
    ("12 Example Rd, Chapel Hill, NC 27599, USA", "Chapel Hill", "North Carolina", "US", None),
    ("Cambridge, MA", "Cambridge", "Massachusetts", "US", None),
    ("Columbia, SC", "Columbia", "South Carolina", "US", None),
    ("Columbia, MO", "Columbia", "Missouri", "US", None),
    ("Portland, ME", "Portland", "Maine", "US", None),
    ("Portland", "Portland", "Oregon", "US", None),
    ("Atlanta, Georgia", "Atlanta", "Georgia", "US", None),
    ("New York", "New York", "New York", "US", None),
    ("New York, NY", "New York", "New York", "US", None),
    ("New York, New York", "New York", "New York", "US", None),
    ("NYC", "New York", "New York", "US", None),
    ("Washington, D.C.", "Washington", "District of Columbia", "US", None),
    ("Seattle, Washington", "Seattle", "Washington", "US", None),
    ("Smallville, TX", None, "Texas", "US", None),
    ("USA", None, None, "US", None),
    ("U.S.", None, None, "US", None),
    ("Vereinigte Staaten", None, None, "US", None),
    ("Toronto, ON", "Toronto", "Ontario", "CA", None),
    ("CAN - ON - TORONTO", "Toronto", "Ontario", "CA", None),
    ("Montréal, QC, Canada", "Montreal", "Quebec", "CA", None),
    ("Sydney NSW, Australia", "Sydney", "New South Wales", "AU", None),
    ("Perth, Western Australia", "Perth", "Western Australia", "AU", None),
    ("Praha", "Prague", "Praha", "CZ", None),
    ("Prag", "Prague", "Praha", "CZ", None),
    ("Praha 4", "Prague", "Praha", "CZ", None),
    ("Praha – Libeň", "Prague", "Praha", "CZ", None),
    ("Praha, Česko", "Prague", "Praha", "CZ", None),
    ("Brno, South Moravia, Czech Republic", "Brno", "Jihomoravský kraj", "CZ", None),
    ("České Budějovice", "České Budějovice", "Jihočeský kraj", "CZ", None),
    ("Ceske Budejovice", "České Budějovice", "Jihočeský kraj", "CZ", None),
    ("Warszawa", "Warsaw", "Mazowieckie", "PL", None),
    ("Warschau, Polen", "Warsaw", "Mazowieckie", "PL", None),
    ("Krakow, Poland", "Kraków", "Małopolskie", "PL", None),
    ("Paris, France", "Paris", "Île-de-France", "FR", None),
    ("France, Paris", "Paris", "Île-de-France", "FR", None),
    ("75001 Paris", "Paris", "Île-de-France", "FR", None),
    ("Mailand", "Milan", "Lombardia", "IT", None),
    ("Barcelona", "Barcelona", "Cataluña", "ES", None),
    ("Granada, Spain", "Granada", "Andalucía", "ES", None),
    ("1012 AB Amsterdam", "Amsterdam", "Noord-Holland", "NL", None),
    ("Kopenhagen", "Copenhagen", None, "DK", None),
    ("Göteborg", "Gothenburg", "Västra Götalands län", "SE", None),
    ("Stockholm +4 till", "Stockholm", "Stockholms län", "SE", None),
    ("Bangalore, Karnataka, India", "Bengaluru", "Karnataka", "IN", None),
    ("IN, KA, Bengaluru", "Bengaluru", "Karnataka", "IN", None),
    ("São Paulo, Brazil", "São Paulo", "São Paulo", "BR", None),
    ("CN, 31, Shanghai", "Shanghai", None, "CN", None),
    ("SGP - SINGAPORE", "Singapore", None, "SG", None),
    ("Singapore", "Singapore", None, "SG", None),
    ("Luxembourg", "Luxembourg", None, "LU", None),
    ("Bali", None, "Bali", "ID", None),
    ("🇸🇰 Slovakia", None, None, "SK", None),
    ("г. Москва", "Moscow", None, "RU", None),
    ("Санкт-Петербург, Россия", "Saint Petersburg", None, "RU", None),
    ("удалённо, Минск", "Minsk", None, "BY", "remote"),
    ("東京", "Tokyo", None, "JP", None),
    ("Hong Kong", "Hong Kong", None, "HK", None),
]
WITH_WORKPLACE = [
    ("Remote", None, None, None, "remote"),
    ("100% remote", None, None, None, "remote"),
    ("TELECOMMUTE", None, None, None, "remote"),
    ("Home Office", None, None, None, "remote"),
    ("Homeoffice", None, None, None, "remote"),
    ("Anywhere in the World", None, None, None, "remote"),
    ("EMEA - Remote", None, None, None, "remote"),
    ("Remote-EMEA", None, None, None, "remote"),
    ("Home based - Worldwide", None, None, None, "remote"),
    ("Remote (DE)", None, None, "DE", "remote"),
    ("Remote, Deutschland", None, None, "DE", "remote"),
    ("Remote - UK", None, None, "GB", "remote"),
    ("Remote, Canada only", None, None, "CA", "remote"),
    ("Remote, US, Texas", None, "Texas", "US", "remote"),
    ("Remote, PT/ET hours preferred", None, None, None, "remote"),
    ("United Kingdom (Remote)", None, None, "GB", "remote"),
    ("Mainz, Remote", "Mainz", "Rheinland-Pfalz", "DE", "remote"),
    ("Berlin oder remote", "Berlin", "Berlin", "DE", "remote"),
    ("München / Remote (DE)", "München", "Bayern", "DE", "remote"),
    ("London (Remote)", "London", "England", "GB", "remote"),
    ("Brazil (São Paulo - Remote)", "São Paulo", "São Paulo", "BR", "remote"),
    ("Trabajo a distancia", None, None, None, "remote"),
    ("praca zdalna, Warszawa", "Warsaw", "Mazowieckie", "PL", "remote"),
    ("Télétravail, Lyon", "Lyon", "Auvergne-Rhône-Alpes", "FR", "remote"),
    ("Hybrid", None, None, None, "hybrid"),
    ("Hybrid or Remote", None, None, None, "remote"),
    ("Hybrid Remote, Belfast", "Belfast", "Northern Ireland", "GB", "hybrid"),
    ("Hamburg (hybrid)", "Hamburg", "Hamburg", "DE", "hybrid"),
    ("Hamburg, teilweise Home-Office", "Hamburg", "Hamburg", "DE", "hybrid"),
    ("60% remote", None, None, None, "hybrid"),
    ("3 Tage pro Woche Homeoffice, Berlin", "Berlin", "Berlin", "DE", "hybrid"),
    ("hybrid: 3 days in London", "London", "England", "GB", "hybrid"),
    ("100 % Homeoffice", None, None, None, "remote"),
    ("On-Site: London", "London", "England", "GB", "on_site"),
    ("vor Ort, Köln", "Köln", "Nordrhein-Westfalen", "DE", "on_site"),
    ("Leipzig (kein Homeoffice)", "Leipzig", "Sachsen", "DE", "on_site"),
]
# The same name in several countries: the city is known, where it lies is not.
AMBIGUOUS = [
    ("Cambridge", "Cambridge", None, None, None),
    ("Rochester", "Rochester", None, None, None),
    ("Newmarket", "Newmarket", None, None, None),
    ("Georgia", None, None, None, None),
    ("CA", None, None, None, None),
    ("DE", None, None, "DE", None),
    ("FR", None, None, "FR", None),
    ("Scarborough, Ontario", None, "Ontario", "CA", None),  # not the English one
    ("Berlin, NH", None, "New Hampshire", "US", None),  # not the German one
    ("Chennai, TN", "Chennai", "Tamil Nadu", "IN", None),  # not Tennessee
    ("Milano, MI", "Milan", "Lombardia", "IT", None),  # not Michigan
    ("Newcastle", "Newcastle", None, None, None),
    ("US, PA, Berwick", None, "Pennsylvania", "US", None),  # not the Australian one
]
UNKNOWN = [
    "", " ", "-", ",", "n/a", "Worldwide", "Europe", "EMEA", "DACH", "2 Locations", "3 Locations",
    "Mehrere Standorte", "Multiple Locations", "bundesweit", "Confidential", "Kleinkleckersdorf",
    "South East", "Rhein-Main-Gebiet", "Vollzeit", "m/w/d", "Mobile", "Office", "Campus", "4711", "10115",
    "GMT-8", "NA", "Au", "Or", "CET +3/-3", "Hier klicken", "DM Hall", "None",
]  # fmt: skip
TABLE = GERMAN + OF_THE_WORLD + WITH_WORKPLACE + AMBIGUOUS


def test_the_table_is_large():
    assert len({row[0] for row in TABLE} | set(UNKNOWN)) >= 150


@pytest.mark.parametrize(("text", "city", "region", "country", "workplace"), TABLE)
def test_parse_place(text, city, region, country, workplace):
    assert parse_place(text)[:4] == (city, region, country, workplace)


@pytest.mark.parametrize("text", UNKNOWN)
def test_unknown(text):
    assert parse_place(text) == NOTHING


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Berlin, Hamburg oder remote", ["Berlin", "Hamburg"]),
        ("Berlin; Hamburg", ["Berlin", "Hamburg"]),
        ("Berlin / Hamburg / Köln", ["Berlin", "Hamburg", "Köln"]),
        ("Berlin | Hamburg", ["Berlin", "Hamburg"]),
        ("Berlin und Hamburg", ["Berlin", "Hamburg"]),
        ("Munich - Berlin - London - Paris", ["München", "Berlin", "London", "Paris"]),
        ("Aachen, Bonn, Essen, Frankfurt, Halle (Saale), Siegen",
         ["Aachen", "Bonn", "Essen", "Frankfurt am Main", "Halle (Saale)", "Siegen"]),
        ("Frankfurt/Main/Berlin", ["Frankfurt am Main", "Berlin"]),
        ("Boston, MA, Menlo Park, CA, London, UK", ["Boston", "Menlo Park", "London"]),
        ("Denver, CO;San Francisco, CA", ["Denver", "San Francisco"]),
        ("NYC, SF, and TLV", ["New York", "San Francisco", "Tel Aviv"]),
        ("Paris, France / London, UK", ["Paris", "London"]),
        ("London, Montreal, Singapore and Bangalore.", ["London", "Montreal", "Singapore", "Bengaluru"]),
        ("10115 Berlin, 20095 Hamburg", ["Berlin", "Hamburg"]),
        ("Berlin, Germany; Berlin", ["Berlin"]),
    ],
)  # fmt: skip
def test_several_places(text, expected):
    assert [place.city for place in parse_place(text).all] == expected


def test_country_and_region_beside_their_city_are_no_places_of_their_own():
    assert parse_place("London or remote within the UK, Germany or Ireland").all == (
        Place("London", "England", "GB"),
        Place(None, None, "DE"),
        Place(None, None, "IE"),
    )
    assert parse_place("Schleswig-Holstein/Berlin").city == "Berlin"
    assert len(parse_place("Schleswig-Holstein/Berlin").all) == 2


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("TELECOMMUTE", "remote"),
        ("remote", "remote"),
        ("fully", "remote"),
        ("Fully remote", "remote"),
        ("HYBRID", "hybrid"),
        ("Teilweise Home-Office", "hybrid"),
        ("Home-Office möglich", "hybrid"),
        ("mobiles Arbeiten", "hybrid"),
        ("on_site", "on_site"),
        ("On-site", "on_site"),
        ("onsite", "on_site"),
        ("no remote", "on_site"),
        ("Remotebetreuung", None),
        ("False", None),
        ("", None),
        (None, None),
    ],
)
def test_parse_workplace(text, expected):
    assert parse_workplace(text) == expected


def test_gazetteer_is_sound():
    found = gazetteer()
    countries = set(found.countries.values())
    cities = {city for of_name in found.cities.values() for city in of_name}
    assert len(cities) > 25_000
    assert {city.country for city in cities} <= countries
    assert {country for country, _ in found.region_names} <= countries
    without_a_city = set(found.region_names) - {(city.country, city.region) for city in cities}
    assert without_a_city == {("CA", "14")}, "a region's code is wrong; only Nunavut has no city of the list"


@pytest.mark.parametrize("text", [None, 10115, b"Berlin"])
def test_what_is_no_text_is_no_place(text):
    assert parse_place(text) == NOTHING


names = st.sampled_from(
    [
        "Berlin",
        "Hamburg",
        "London",
        "UK",
        "CA",
        "DE",
        "Remote",
        "Hybrid",
        "10115",
        "SW1A 2DX",
        "Bayern",
        "oder",
        "and",
    ]
)
signs = st.sampled_from([" ", ", ", "; ", " / ", "/", " - ", "-", " (", ")", " | ", "\n", "\x00", "+ 3"])


@settings(deadline=None)  # the first call reads the gazetteer
@given(st.one_of(st.text(max_size=60), st.lists(st.one_of(names, signs), max_size=12).map("".join)))
def test_any_text_gives_known_places_or_nothing(text):
    found = parse_place(text)
    assert found.workplace in (None, "remote", "hybrid", "on_site")
    assert all(place != Place() for place in found.all)
    assert found[:3] == (None, None, None) or Place(*found[:3]) in found.all
