from dataclasses import fields, replace
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scrapers.items import JobPosting
from scrapers.normalization import NORMALIZATION_VERSION, normalize

FETCHED = datetime(2024, 5, 15, 10, 0, tzinfo=UTC)


def posting(title="Senior Data Engineer (m/w/d)", **given_fields):
    return JobPosting(title=title, fetched_at=FETCHED, **given_fields)


def test_an_ad_with_everything():
    ad = posting(
        url="https://www.Board.example/jobs/7?utm_source=magazine#top",
        company="Beispiel GmbH & Co. KG",
        location="10115 Berlin / remote",
        date_posted="vor 3 Tagen",
        valid_through="30.06.2024",
        employment_type="Vollzeit",
        base_salary="65.000 – 80.000 € p.a.",
    )
    made = normalize(ad)
    expected = {
        "title": "Senior Data Engineer", "title_raw": "Senior Data Engineer (m/w/d)",
        "url": "https://www.board.example/jobs/7", "url_raw": ad.url,
        "company": "Beispiel GmbH & Co. KG", "company_key": "beispiel",
        "location": "10115 Berlin / remote", "location_raw": "10115 Berlin / remote",
        "city": "Berlin", "region": "Berlin", "country": "DE", "workplace": "remote",
        "date_posted": "2024-05-12", "date_posted_raw": "vor 3 Tagen", "date_posted_precision": "relative",
        "valid_through": "2024-06-30", "valid_through_raw": "30.06.2024",
        "employment_type": "FULL_TIME", "base_salary": "65.000 – 80.000 € p.a.",
        "base_salary_min": 65000, "base_salary_max": 80000,
        "base_salary_currency": "EUR", "base_salary_unit": "YEAR",
        "seniority": "senior", "job_form": "regular", "normalization_version": NORMALIZATION_VERSION,
    }  # fmt: skip
    assert {name: getattr(made, name) for name in expected} == expected


def test_a_title_alone_stays_a_title_alone():
    made = normalize(posting("Koch (m/w/d)"))
    empty = ("url", "company_key", "location", "city", "region", "country", "workplace", "date_posted",
             "date_posted_precision", "valid_through", "employment_type", "base_salary_min")  # fmt: skip
    assert made.title == "Koch"
    assert [getattr(made, name) for name in empty] == [None] * len(empty)


def test_the_item_given_stays_as_it_was():
    ad = posting(location="Berlin")
    before = replace(ad)
    normalize(ad)
    assert ad == before


def test_fields_of_other_parts_pass_unchanged():
    given_fields = {
        "identifier": "J-7", "description": "Text", "origin": "json-ld", "origins": {"company": "box"},
        "ref": "J-7", "site": "board.example", "box_heading": "Jobs", "position": 3, "where": "div",
        "score": 0.9, "gone": True, "evidence": ["link"], "page_url": "https://magazine.example/",
        "page_title": "Article",
    }  # fmt: skip
    made = normalize(posting(**given_fields))
    assert {name: getattr(made, name) for name in given_fields} == given_fields
    assert made.fetched_at == FETCHED


def test_dates_that_are_not_believed_stay_raw():
    made = normalize(posting(date_posted="1970-01-01", valid_through="31.12.2099"))
    assert (made.date_posted, made.date_posted_raw, made.date_posted_precision) == (None, "1970-01-01", None)
    assert (made.valid_through, made.valid_through_raw) == (None, "31.12.2099")


def test_without_the_time_of_the_fetch_no_date_is_read():
    made = normalize(JobPosting(title="Koch", date_posted="2024-05-01"))
    assert (made.date_posted, made.date_posted_raw) == (None, "2024-05-01")


def test_the_sources_habit_decides_about_dates():
    ad = posting("Engineer for Data", date_posted="04/05/2024")
    assert [normalize(ad, day_first=habit).date_posted for habit in (True, False, None)] == [
        "2024-05-04",
        "2024-04-05",
        None,
    ]


def test_title_fills_in_what_the_page_does_not_say():
    made = normalize(posting("Data Engineer (m/w/d) in Teilzeit (remote)"))
    assert (made.workplace, made.employment_type) == ("remote", "PART_TIME")
    shown = normalize(posting("Data Engineer (remote)", workplace="hybrid", employment_type="Vollzeit"))
    assert (shown.workplace, shown.employment_type) == ("hybrid", "FULL_TIME")


def test_place_says_what_the_dollar_is():
    assert normalize(posting(location="Toronto, ON", base_salary="$120k")).base_salary_currency == "CAD"


def test_employment_type_tells_the_form_where_the_title_does_not():
    assert normalize(posting("Marketing Assistant", employment_type="INTERN")).job_form == "internship"
    assert normalize(posting("Werkstudent Marketing", employment_type="INTERN")).job_form == "working_student"


@pytest.mark.parametrize("url", ["javascript:alert(1)", "mailto:a@example.com", "/relative", ""])
def test_what_is_no_link_is_dropped_and_kept_raw(url):
    made = normalize(posting(url=url))
    assert (made.url, made.url_raw) == (None, url)


def test_a_normalised_posting_is_read_anew_from_its_twins():
    old = normalize(posting(location="Berlin", date_posted="gestern", valid_through="30.06.2024"))
    outdated = replace(
        old, title="?", city="Hamburg", role=None, seniority=None, date_posted="2001-01-01", topics=["?"],
        valid_through=None, company_key="?", base_salary_min=1.0, normalization_version=0,
    )  # fmt: skip
    assert normalize(outdated) == old


shown_text = st.one_of(
    st.none(),
    st.text(max_size=30),
    st.sampled_from(
        [
            "Berlin, remote", "gestern", "2024-05-01", "04/05/2024", "$120k - 150k", "Teilzeit; Werkstudent",
            "HYBRID", "https://a.example/?utm_source=b&id=7#x", "GmbH", "\x00",
            "Data Engineer (m/w/d) in Teilzeit, Hamburg (remote)",
        ]
    ),
)  # fmt: skip
FREE_TEXT = [
    "url", "company", "location", "date_posted", "valid_through", "employment_type", "base_salary",
    "workplace",
]  # fmt: skip


@settings(deadline=None)  # the first call reads the gazetteer
@given(
    st.one_of(st.text(min_size=1), shown_text.filter(bool)),
    st.fixed_dictionaries(dict.fromkeys(FREE_TEXT, shown_text)),
    st.sampled_from([True, False, None]),
)
def test_any_posting_normalises_and_twice_is_once(title, shown, day_first):
    once = normalize(posting(title, **shown), day_first=day_first)
    twice = normalize(once, day_first=day_first)
    different = [each.name for each in fields(once) if getattr(once, each.name) != getattr(twice, each.name)]
    assert not different
    assert once.title or not any(map(str.isalpha, title))
