"""Both languages say the same, and everything that is asked for is there."""

import re
from datetime import date, timedelta
from pathlib import Path

import pytest

from dashboard import filters, health, taxonomy
from dashboard.words import TEXTS, Words, of

PACKAGE = Path(__file__).parents[2] / "dashboard"
ASKED = re.compile(r"""words(?:\.plural)?\(\s*f?["']([a-z_.0-9]+)["']""")


def test_both_languages_fill_in_the_same():
    for key, (english, german) in TEXTS.items():
        assert set(re.findall(r"{(\w+)}", english)) == set(re.findall(r"{(\w+)}", german)), key
        assert english.strip() and german.strip(), key


def test_every_text_that_is_asked_for_is_there():
    asked = {key for path in PACKAGE.rglob("*.py") for key in ASKED.findall(path.read_text("utf-8"))}
    assert len(asked) > 60
    for key in asked:
        assert key in TEXTS or f"{key}.one" in TEXTS or key.endswith("."), key


@pytest.mark.parametrize(
    ("prefix", "values"),
    [
        ("status", filters.STATUSES),
        ("seniority", filters.SENIORITIES),
        ("job_form", filters.JOB_FORMS),
        ("workplace", filters.WORKPLACES),
        ("sort", filters.SORTS),
        ("view", filters.VIEWS),
        ("health", [*health.TROUBLE, "ok", "running"]),
        ("state", ["unreachable", "missing", "older", "newer", "slow", "empty"]),
    ],
)
def test_every_value_has_a_name(prefix, values):
    for value in values:
        assert f"{prefix}.{value}" in TEXTS


def test_every_role_and_group_has_a_name():
    for choice in taxonomy.choices():
        assert taxonomy.name(choice, 0) != choice
        assert taxonomy.name(choice, 1)


def test_numbers_and_dates_have_each_language_s_form():
    english, german = Words(0), Words(1)
    assert (english.number(1234567), german.number(1234567)) == ("1,234,567", "1.234.567")
    assert (english.number(1234.5), german.number(1234.5)) == ("1,234.5", "1.234,5")
    day = date(2026, 3, 9)
    assert (english.day(day), german.day(day)) == ("9 Mar 2026", "9. März 2026")
    near = [german.day(day - timedelta(days=n), day) for n in (0, 1, 2, 6)]
    assert near == ["heute", "gestern", "vor 2 Tagen", "vor 6 Tagen"]
    assert english.day(day + timedelta(days=1), day) == "10 Mar 2026"
    assert english.plural("jobs", 1) == "1 job"
    assert german.plural("jobs", 1200) == "1.200 Stellen"
    assert [english.duration(s) for s in (4.4, 200, 7500)] == ["4 s", "3 min 20 s", "2 h 5 min"]


def test_the_language_is_the_chosen_one_else_the_browser_s_else_english():
    assert of("de").index == 1
    assert of("en", "de-DE").index == 0
    assert of(None, "de-AT").index == 1
    assert of(None, "fr").index == of(None, None).index == 0
