"""The time of the fetch is Wednesday, 15 May 2024, 10:00 UTC, in every case."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scrapers.normalization.dates import CLOCK_SKEW, EARLIEST, NOTHING, ParsedDate, parse_date, parse_deadline

FETCHED = datetime(2024, 5, 15, 10, 0, tzinfo=UTC)
DAY, MONTH, RELATIVE = "day", "month", "relative"

ISO_AND_NUMBERS = [
    ("2024-05-01", "2024-05-01"),
    ("2024-05-01T08:30:00", "2024-05-01"),
    ("2024-05-01T08:30:00Z", "2024-05-01"),
    ("2024-05-01T23:59:59+01:00", "2024-05-01"),
    ("2024-05-01T21:51:22.000Z", "2024-05-01"),
    ("2024-05-01 20:28:32 UTC", "2024-05-01"),
    ("2024-05-01 20:28:32", "2024-05-01"),
    ("2024-05-01 20:28", "2024-05-01"),
    ("  2024-05-01\n", "2024-05-01"),
    ("2024-05-01+02:00", "2024-05-01"),
    ("2024-05-01Z", "2024-05-01"),
    ("20240501T120000Z", "2024-05-01"),
    ("Posted: 2024-05-01", "2024-05-01"),
    ("2024/05/01", "2024-05-01"),
    ("2024.05.01", "2024-05-01"),
    ("2024-5-1", "2024-05-01"),
    ("20240501", "2024-05-01"),
    ("1714521600", "2024-05-01"),
    ("1714521600000", "2024-05-01"),
    ("1714521600000000", "2024-05-01"),
    ("1714521600.0", "2024-05-01"),
    ("2024-02-29", "2024-02-29"),
    ("2024-05-16", "2024-05-16"),  # the page's day may be ahead of ours
]
RFC_822 = [
    ("Wed, 01 May 2024 10:00:00 GMT", "2024-05-01"),
    ("Wed, 01 May 2024 10:00:00 +0200", "2024-05-01"),
    ("Wed, 1 May 2024 10:00:00 EST", "2024-05-01"),
    ("01 May 2024 10:00:00 GMT", "2024-05-01"),
    ("Wed, 01 May 2024", "2024-05-01"),
    ("Wed May 01 2024", "2024-05-01"),
    ("Wed, 01 May 2024 04:59:00:0", "2024-05-01"),
]
DAY_FIRST = [
    ("01.05.2024", "2024-05-01"),
    ("1.5.2024", "2024-05-01"),
    ("01.05.24", "2024-05-01"),
    ("1. 5. 2024", "2024-05-01"),
    ("02.11.2023", "2023-11-02"),
    ("31.12.2023", "2023-12-31"),
    ("01.05.2024, 14:30 Uhr", "2024-05-01"),
    ("01.05.2024 14:30", "2024-05-01"),
    ("Mi., 01.05.2024", "2024-05-01"),
    ("Mittwoch, 01.05.2024", "2024-05-01"),
    ("vom 01.05.2024", "2024-05-01"),
    ("01.05.2024 (neu)", "2024-05-01"),
    ("Veröffentlicht am 01.05.2024", "2024-05-01"),
    ("Veröffentlicht: 01.05.2024", "2024-05-01"),
    ("Online seit: 01.05.2024", "2024-05-01"),
    ("Stand: 01.05.2024", "2024-05-01"),
    ("Datum: 01.05.2024", "2024-05-01"),
    ("Posted: 01.05.2024", "2024-05-01"),
    ("13/04/2024", "2024-04-13"),  # only one way to read it
    ("13-04-2024", "2024-04-13"),
    ("05/05/2024", "2024-05-05"),
]
WITHOUT_YEAR = [
    ("07.02.", "2024-02-07"),
    ("7.2.", "2024-02-07"),
    ("15.05.", "2024-05-15"),
    ("16.05.", "2024-05-16"),
    ("17.05.", "2023-05-17"),
    ("31.12.", "2023-12-31"),
    ("29.02.", "2024-02-29"),
    ("May 2", "2024-05-02"),
    ("2 May", "2024-05-02"),
    ("May 2nd", "2024-05-02"),
    ("Nov 2", "2023-11-02"),
    ("Nov. 2", "2023-11-02"),
    ("2. November", "2023-11-02"),
    ("Do, 2. Nov.", "2023-11-02"),
    ("le 2 novembre", "2023-11-02"),
    ("Dec 31", "2023-12-31"),
]
MONTH_NAMES = [
    ("7. November 2023", "2023-11-07"),
    ("07. November 2023", "2023-11-07"),
    ("07. Nov. 2023", "2023-11-07"),
    ("Di., 07. Nov. 2023", "2023-11-07"),
    ("Dienstag, den 7. November 2023", "2023-11-07"),
    ("Veröffentlicht am 7. November 2023 um 10:00 Uhr", "2023-11-07"),
    ("3. März 2024", "2024-03-03"),
    ("3. Maerz 2024", "2024-03-03"),
    ("3. Mrz 2024", "2024-03-03"),
    ("3. Jänner 2024", "2024-01-03"),
    ("1. Mai 2024", "2024-05-01"),
    ("12. Dezember 2023", "2023-12-12"),
    ("November 7, 2023", "2023-11-07"),
    ("Nov 7, 2023", "2023-11-07"),
    ("Nov 7th, 2023", "2023-11-07"),
    ("7th of November 2023", "2023-11-07"),
    ("Tuesday, November 7, 2023", "2023-11-07"),
    ("Posted on November 7, 2023", "2023-11-07"),
    ("Date posted: 7 November 2023", "2023-11-07"),
    ("7 NOV 2023", "2023-11-07"),
    ("7-Nov-2023", "2023-11-07"),
    ("07/Nov/2023", "2023-11-07"),
    ("2023 Nov 7", "2023-11-07"),
    ("1 December 2006", "2006-12-01"),
    ("1er mars 2024", "2024-03-01"),
    ("7 août 2023", "2023-08-07"),
    ("Publié le 7 février 2024", "2024-02-07"),
    ("7 de noviembre de 2023", "2023-11-07"),
    ("7 novembre 2023", "2023-11-07"),
    ("7 listopada 2023", "2023-11-07"),
    ("7. listopadu 2023", "2023-11-07"),
    ("7. září 2023", "2023-09-07"),
    ("7 grudnia 2023 r.", "2023-12-07"),
    ("7 maart 2024", "2024-03-07"),
    ("7 maj 2024", "2024-05-07"),
    # what dateparser knows beyond our words
    ("7. marraskuuta 2023", "2023-11-07"),
    ("7 ноября 2023", "2023-11-07"),
    ("2023年11月7日", "2023-11-07"),
    ("7 noiembrie 2023", "2023-11-07"),
]
MONTHS_ONLY = [
    ("November 2023", "2023-11-01"),
    ("Nov 2023", "2023-11-01"),
    ("Mai 2024", "2024-05-01"),
    ("2023-11", "2023-11-01"),
    ("11/2023", "2023-11-01"),
    ("11.2023", "2023-11-01"),
    ("November", "2023-11-01"),
    ("May", "2024-05-01"),
    ("Posted November 2023", "2023-11-01"),
]
COUNTED_BACK = [
    ("heute", "2024-05-15"),
    ("Heute", "2024-05-15"),
    ("heute, 08:15 Uhr", "2024-05-15"),
    ("gerade eben", "2024-05-15"),
    ("today", "2024-05-15"),
    ("Posted today", "2024-05-15"),
    ("Just posted", "2024-05-15"),
    ("just now", "2024-05-15"),
    ("New today", "2024-05-15"),
    ("aujourd'hui", "2024-05-15"),
    ("aujourd’hui", "2024-05-15"),
    ("hoy", "2024-05-15"),
    ("dnes", "2024-05-15"),
    ("dzisiaj", "2024-05-15"),
    ("idag", "2024-05-15"),
    ("gestern", "2024-05-14"),
    ("Gestern, 14:00 Uhr", "2024-05-14"),
    ("yesterday", "2024-05-14"),
    ("Posted Yesterday", "2024-05-14"),
    ("hier", "2024-05-14"),
    ("ayer", "2024-05-14"),
    ("včera", "2024-05-14"),
    ("wczoraj", "2024-05-14"),
    ("vorgestern", "2024-05-13"),
    ("vor 3 Tagen", "2024-05-12"),
    ("vor 3 Tagen veröffentlicht", "2024-05-12"),
    ("seit 3 Tagen online", "2024-05-12"),
    ("heute veröffentlicht", "2024-05-15"),
    ("seit gestern", "2024-05-14"),
    ("vor 3 T.", "2024-05-12"),
    ("vor 5 Std.", "2024-05-15"),
    ("vor weniger als einer Stunde", "2024-05-15"),
    ("2 gün önce", "2024-05-13"),
    ("2日前", "2024-05-13"),
    ("Veröffentlicht vor 3 Tagen", "2024-05-12"),
    ("seit 3 Tagen", "2024-05-12"),
    ("online seit 3 Tagen", "2024-05-12"),
    ("vor einem Tag", "2024-05-14"),
    ("vor 1 Tag", "2024-05-14"),
    ("vor drei Tagen", "2024-05-12"),
    ("vor einer Woche", "2024-05-08"),
    ("vor 2 Wochen", "2024-05-01"),
    ("vor einem Monat", "2024-04-15"),
    ("vor 2 Monaten", "2024-03-15"),
    ("vor einem Jahr", "2023-05-15"),
    ("vor 5 Stunden", "2024-05-15"),
    ("vor 11 Stunden", "2024-05-14"),
    ("vor 30 Minuten", "2024-05-15"),
    ("vor ca. 3 Tagen", "2024-05-12"),
    ("3 Tage", "2024-05-12"),
    ("3 days ago", "2024-05-12"),
    ("Posted 3 days ago", "2024-05-12"),
    ("1 day ago", "2024-05-14"),
    ("a day ago", "2024-05-14"),
    ("an hour ago", "2024-05-15"),
    ("about 2 hours ago", "2024-05-15"),
    ("1 week ago", "2024-05-08"),
    ("3 weeks ago", "2024-04-24"),
    ("1 month ago", "2024-04-15"),
    ("3d", "2024-05-12"),
    ("3d ago", "2024-05-12"),
    ("16d", "2024-04-29"),
    ("5h", "2024-05-15"),
    ("2w", "2024-05-01"),
    ("1mo", "2024-04-15"),
    ("il y a 3 jours", "2024-05-12"),
    ("il y a 2 semaines", "2024-05-01"),
    ("hace 3 días", "2024-05-12"),
    ("hace un mes", "2024-04-15"),
    ("3 giorni fa", "2024-05-12"),
    ("3 dagen geleden", "2024-05-12"),
    ("för 3 dagar sedan", "2024-05-12"),
    ("há 3 dias", "2024-05-12"),
    ("před 3 dny", "2024-05-12"),
    ("před týdnem", "2024-05-08"),
    ("před hodinou", "2024-05-15"),
    ("tydzień temu", "2024-05-08"),
    ("3 dni temu", "2024-05-12"),
    ("2 tygodnie temu", "2024-05-01"),
    ("3 дня назад", "2024-05-12"),
    # a bound: the latest day that it can be
    ("30+ days ago", "2024-04-15"),
    ("Posted 30+ Days Ago", "2024-04-15"),
    ("30d+", "2024-04-15"),
    ("vor 30+ Tagen", "2024-04-15"),
    ("vor mehr als 30 Tagen", "2024-04-15"),
    ("vor über 30 Tagen", "2024-04-15"),
    ("more than 30 days ago", "2024-04-15"),
    ("il y a plus de 30 jours", "2024-04-15"),
]
CASES = [
    *[
        (text, value, DAY)
        for text, value in ISO_AND_NUMBERS + RFC_822 + DAY_FIRST + WITHOUT_YEAR + MONTH_NAMES
    ],
    *[(text, value, MONTH) for text, value in MONTHS_ONLY],
    *[(text, value, value and RELATIVE) for text, value in COUNTED_BACK],
]
NOT_BELIEVED = [
    "1970-01-01", "0001-01-01", "1899-12-30", "0", "0000000000", "2046-04-12", "2025-05-15", "2024-05-17",
    "17.05.2024", "2147483647", "9999999999999", "01.01.1970", "1 January 1970",
    # no such day
    "2024-02-30", "2023-02-29", "30.02.2024", "31.04.", "2024-13-01", "99.99.2024", "32 May 2024",
    "00.00.0000",
    # two ways to read it
    "04/05/2024", "04-05-2024", "4/5/24",
    # no date
    "", " ", "-", "–", "n/a", "null", "None", "Invalid date", "neu", "New", "Vollzeit", "full time", "Berlin",
    "5", "12", "2024", "4.5", "Q1 2024", "10-12", "1m", "3 Jahre Erfahrung", "ab sofort", "asap",
    "laufend", "Updated 3 days ago", "letzte Woche", "last week", "Montag", "a few days ago",
    "vor wenigen Tagen",
    "vor 99999999 Tagen", "999999 weeks ago", "01.05.2024 – 31.05.2024",
    "Lorem ipsum dolor sit amet, consectetur adipiscing elit, sed do eiusmod 01.05.2024 tempor incididunt",
]  # fmt: skip


def test_the_table_is_large():
    assert len({text for text, _, _ in CASES} | set(NOT_BELIEVED)) >= 150


@pytest.mark.parametrize(("text", "value", "precision"), CASES)
def test_parse_date(text, value, precision):
    assert parse_date(text, FETCHED) == ParsedDate(value and date.fromisoformat(value), precision)


@pytest.mark.parametrize("text", NOT_BELIEVED)
def test_not_believed(text):
    assert parse_date(text, FETCHED) == NOTHING


@pytest.mark.parametrize(
    ("text", "day_first", "value"),
    [
        ("04/05/2024", True, "2024-05-04"),
        ("04/05/2024", False, "2024-04-05"),
        ("4/5/24", False, "2024-04-05"),
        ("04-05-2024", True, "2024-05-04"),
        ("13/04/2024", False, "2024-04-13"),
        ("04/13/2024", True, "2024-04-13"),
        ("04.05.2024", False, "2024-05-04"),
        ("05/11/2024", True, None),  # 5 November lies in the future: not believed, and not turned round
        ("11/02/2024", True, "2024-02-11"),
        ("11/02/2024", None, "2024-02-11"),
        ("05/11/2024", None, "2024-05-11"),  # 5 November lies in the future
    ],
)
def test_the_sources_habit_decides(text, day_first, value):
    assert parse_date(text, FETCHED, day_first=day_first).value == (value and date.fromisoformat(value))


@pytest.mark.parametrize(
    ("language", "value"), [("de", "2024-05-04"), ("fr", "2024-05-04"), ("en", None), (None, None)]
)
def test_the_language_decides_where_the_habit_is_not_known(language, value):
    assert parse_date("04/05/2024", FETCHED, language=language).value == (value and date.fromisoformat(value))


@pytest.mark.parametrize("language", ["de", "en", "fr", "xx", None])
def test_the_title_may_be_of_another_language_than_the_date(language):
    for text in ("7. marraskuuta 2023", "7 listopada 2023", "7 novembre 2023"):
        assert parse_date(text, FETCHED, language=language).value == date(2023, 11, 7)


DEADLINES = [
    ("2024-06-30", "2024-06-30"),
    ("2024-04-30", "2024-04-30"),
    ("2026-05-01", "2026-05-01"),
    ("31.12.2024", "2024-12-31"),
    ("bis 30.06.2024", "2024-06-30"),
    ("bis zum 30. Juni 2024", "2024-06-30"),
    ("Bewerbungsfrist: 30.06.2024", "2024-06-30"),
    ("Bewerbungsschluss: 30. Juni", "2024-06-30"),
    ("Apply by June 30, 2024", "2024-06-30"),
    ("Closing date: 30 June 2024", "2024-06-30"),
    ("Deadline: Jan 15", "2025-01-15"),
    ("15.01.", "2025-01-15"),
    ("May 2", "2024-05-02"),
    ("June 2024", "2024-06-30"),
    ("Februar 2025", "2025-02-28"),
    ("in 3 Tagen", "2024-05-18"),
    ("Sun, 30 Jun 2024 04:59:00:0", "2024-06-30"),
    ("2035-11-06T00:00:00+01:00", None),
    ("2046-04-12", None),
    ("31.12.2099", None),
    ("1970-01-01", None),
    ("noch 3 Tage", None),
    ("3 days", None),
    ("16d", None),
    ("until filled", None),
    ("laufend", None),
]


@pytest.mark.parametrize(("text", "value"), DEADLINES)
def test_parse_deadline(text, value):
    assert parse_deadline(text, FETCHED).value == (value and date.fromisoformat(value))


@pytest.mark.parametrize("text", [None, 1714521600, [], b"2024-05-01"])
def test_what_is_no_text_is_no_date(text):
    assert parse_date(text, FETCHED) == NOTHING


@settings(deadline=None)  # the machine may be busy
@given(st.dates(EARLIEST, (FETCHED + CLOCK_SKEW).date()))
def test_every_believable_day_is_read_in_every_form(day):
    for form in ("%Y-%m-%d", "%d.%m.%Y", "%d %B %Y", "%b %d, %Y", "%a, %d %b %Y 08:00:00 GMT", "%Y%m%d"):
        assert parse_date(day.strftime(form), FETCHED).value == day


@settings(deadline=None)  # the machine may be busy
@given(st.integers(0, 3000))
def test_days_ago_are_counted_from_the_fetch(count):
    expected = FETCHED.date() - timedelta(days=count)
    for form in (f"{count} days ago", f"vor {count} Tagen", f"{count}d"):
        assert parse_date(form, FETCHED) == ParsedDate(expected, RELATIVE)


words = st.sampled_from(
    [
        "vor",
        "seit",
        "am",
        "Tagen",
        "ago",
        "days",
        "3",
        "30+",
        "12.",
        "31",
        "Nov",
        "Mai",
        "2024-05-01",
        ",",
        "/",
        "\x00",
    ]
)
texts = st.one_of(st.text(max_size=90), st.lists(words, max_size=8).map(" ".join), st.integers().map(str))


@settings(deadline=None)  # dateparser is slow the first time
@given(texts, st.sampled_from([True, False, None]))
def test_any_text_gives_a_believable_date_or_nothing(text, day_first):
    for parse, latest in ((parse_date, CLOCK_SKEW), (parse_deadline, timedelta(days=800))):
        value, precision = parse(text, FETCHED, day_first=day_first)
        assert (value is None) == (precision is None)
        assert value is None or EARLIEST <= value <= (FETCHED + latest).date()
