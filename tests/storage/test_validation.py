"""What may enter the database, and what it is made of."""

import pytest

from scrapers.storage.validation import LONGEST_TITLE, Invalid, validate, validate_page
from storage.samples import page, posting


def test_what_is_clean_stays_the_same_object():
    item = posting("Köchin", topics=["ai"], description="Küche 👩‍🍳")
    assert validate(item)[0] is item
    assert validate_page(whole := page(title="Küche")) is whole


@pytest.mark.parametrize("bad", ["\x00", "\ud83d", "\udc00"])
@pytest.mark.parametrize("name", ["title", "company", "box_heading", "description", "role_reason"])
def test_what_is_no_text_to_the_database_is_left_out(name, bad):
    item = posting()
    setattr(item, name, f"Koch{bad}!")
    item, emptied = validate(item)
    assert (getattr(item, name), emptied) == ("Koch!", [])


@pytest.mark.parametrize("name", ["topics", "role_secondary"])
def test_lists_are_cleaned_too(name):
    item, _ = validate(posting(**{name: ["ai", "da\x00ta\ud83d"]}))
    assert getattr(item, name) == ["ai", "data"]


def test_halves_of_a_character_in_two_fields_do_not_make_one():
    item, _ = validate(posting(company="Acme\ud83d", location="\ude00Berlin"))
    assert (item.company, item.location) == ("Acme", "Berlin")


def test_long_texts_are_cut_each_to_its_length():
    item, _ = validate(posting(company="x" * 501, location="y" * 501, description="z" * 100_001))
    assert (len(item.company), len(item.location), len(item.description)) == (500, 501, 100_000)
    assert item.company.endswith("…") and item.description.endswith("…")


@pytest.mark.parametrize(
    ("values", "reason"),
    [
        ({"title": " \x00"}, "no title"),
        ({"title": "x" * (LONGEST_TITLE + 1)}, "title too long"),
        ({"page_url": "javascript:alert(1)"}, "no page"),
        ({"ref": "", "url": None, "site": "a.example"}, "no ref"),
        ({"fetched_at": None}, "no time"),
    ],
)
def test_what_is_no_posting_is_refused_with_a_reason(values, reason):
    item = posting()
    for name, value in values.items():
        setattr(item, name, value)
    with pytest.raises(Invalid, match=reason):
        validate(item)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("url", "javascript:alert(1)"),
        ("url_raw", "data:text/html,x"),
        ("date_posted", "2026-2-1"),
        ("base_salary_min", float("nan")),
    ],
)
def test_values_that_may_not_be_stored_are_emptied(name, value):
    item = posting()
    setattr(item, name, value)
    item, emptied = validate(item)
    assert (getattr(item, name), emptied) == (None, [name])
