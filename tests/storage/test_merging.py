"""What becomes of a stored posting when a page says something else of it: each rule as a row."""

import pytest

from scrapers.storage.merging import changes, merge
from scrapers.storage.rows import row_of, seen_hash, trust
from storage.samples import NOON, posting


def row(title="Data Engineer", origin="box", **values):
    return row_of(posting(title, origin=origin, **values))


@pytest.mark.parametrize(
    ("rule", "stored", "seen", "expected"),
    [
        ("nothing erases nothing", row(company="Acme"), row(), {"company": "Acme"}),
        (
            "what was missing comes in",
            row(),
            row(company="Acme", company_key="acme"),
            {"company_key": "acme"},
        ),
        ("of equals the new one", row(company="Acme"), row(company="Acme GmbH"), {"company": "Acme GmbH"}),
        ("an ad beats a box", row("Cook"), row("Chef", "json-ld"), {"title": "Chef", "origin": "json-ld"}),
        ("a box does not beat an ad", row("Cook", "ad"), row("Chef"), {"title": "Cook", "origin": "ad"}),
        ("a box completes an ad", row(origin="ad"), row(company="Acme"), {"company": "Acme"}),
        ("and that is noted", row(origin="ad"), row(company="Acme"), {"origins": {"company": "box"}}),
        (
            "a cut title replaces no full one",
            row("Data Engineer"),
            row("Data Eng…"),
            {"title": "Data Engineer"},
        ),
        (
            "nor from a better origin",
            row(),
            row("Data…", "json-ld"),
            {"title": "Data Engineer", "origin": "box"},
        ),
        ("a full title replaces a cut one", row("Data...", "ad"), row(), {"title": "Data Engineer"}),
        (
            "a cut is seen in the raw title",
            row("Data Engineer"),
            row("Data Eng", title_raw="Data Eng…"),
            {"title": "Data Engineer", "title_raw": "Data Engineer"},
        ),
        (
            "what belongs together comes together",
            row(role="data_engineer", seniority="senior"),
            row("Cook", role=None, seniority="unspecified"),
            {"title": "Cook", "role": None, "seniority": "unspecified"},
        ),
        (
            "a place without a city takes the old city away",
            row(location="Berlin", city="Berlin"),
            row(location="Remote"),
            {"location": "Remote", "city": None},
        ),
        (
            "unread text stands where nothing does",
            row(),
            row(date_posted_raw="kürzlich"),
            {"date_posted": None, "date_posted_raw": "kürzlich"},
        ),
        (
            "unread text does not replace a date",
            row(date_posted="2026-03-01", date_posted_raw="1.3.", date_posted_precision="day"),
            row(date_posted_raw="kürzlich"),
            {"date_posted": "2026-03-01", "date_posted_raw": "1.3."},
        ),
        (
            "a day replaces what was about so",
            row(date_posted="2026-03-02", date_posted_precision="relative"),
            row(date_posted="2026-03-01", date_posted_precision="day"),
            {"date_posted": "2026-03-01"},
        ),
        (
            "what is about so does not replace a day",
            row(date_posted="2026-03-01", date_posted_precision="day"),
            row(date_posted="2026-03-31", date_posted_precision="relative"),
            {"date_posted": "2026-03-01"},
        ),
        (
            "'vor 3 Tagen' read a day later is no other date",
            row(date_posted="2026-03-01", date_posted_precision="relative"),
            row(date_posted="2026-03-02", date_posted_precision="relative"),
            {"date_posted": "2026-03-01"},
        ),
        (
            "weeks later it is: posted again",
            row(date_posted="2026-03-01", date_posted_precision="relative"),
            row(date_posted="2026-03-20", date_posted_precision="relative"),
            {"date_posted": "2026-03-20"},
        ),
    ],
)
def test_a_later_page(rule, stored, seen, expected):
    merged = merge(stored, seen, later=True)
    assert {name: merged[name] for name in expected} == expected, rule
    assert merge(merged, seen, later=True) == merged, "said again, it changes nothing"


def test_another_page_of_the_same_crawl_completes_but_does_not_contradict():
    merged = merge(row("Cook"), row("Chef", company="Acme"), later=False)
    assert (merged["title"], merged["company"]) == ("Cook", "Acme")


def test_the_history_has_what_was_replaced_and_not_what_was_added():
    old = row(company="Acme", role="cook")
    assert changes(old, {**old, "company": "Other", "location": "Bonn", "role": "chef"}) == [
        ("company", "Acme", "Other")
    ]


def test_a_boards_own_data_is_trusted_most_and_the_unknown_least():
    ranked = ["board:greenhouse", "json-ld", "embedded-json", "feed", "box"]
    assert sorted(ranked, key=trust, reverse=True) == ranked
    assert trust("something new") == trust("box")


def test_the_hash_sees_what_is_said_and_not_when_or_where():
    item = posting()
    other = posting(fetched_at=NOON.replace(year=2027), page_url="https://x.example/", position=7, score=0.5)
    assert seen_hash(item, row_of(item)) == seen_hash(other, row_of(other))
    for change in ({"company": "Acme"}, {"origin": "ad"}, {"gone": True}, {"origins": {"title": "ad"}}):
        changed = posting(**change)
        assert seen_hash(item, row_of(item)) != seen_hash(changed, row_of(changed)), change
