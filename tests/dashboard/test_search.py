"""The search box: words, "phrases", -without; asked of a real PostgreSQL."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard import queries, search
from dashboard.filters import Filters
from tests.dashboard.invented import NOW

TITLES = [
    "Senior Product Owner KI-Lösungen",
    "Product Designer",
    "C++ Entwickler",
    "C Programmer",
    "Entwickler .NET",
    "Netzwerktechniker",
    "Müller für Getreide",
    "Owner of the product",
]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("prod", {0, 1, 7}),
        ("PRODUCT owner", {0, 7}),
        ('"product owner"', {0}),
        ('"product owner', {0}),
        ("product -owner", {1}),
        ('product -"product owner"', {1, 7}),
        ("ki-lösungen", {0}),
        ("loesung", {0}),
        ("mueller", {6}),
        ("müller", {6}),
        ("c++", {2}),
        ("c", {2, 3}),
        (".net", {4}),
        ("entwickler -c++", {4}),
        ("50%", set()),
        ("' OR 1=1 --", set()),
        ("!!! &|()", set(range(8))),
        ("-", set(range(8))),
        ("owner & !product", {0, 7}),
    ],
)
def test_finds(connection, add_job, typed, found):
    for title in TITLES:
        add_job(title)
    rows = queries.jobs(connection, Filters(search=typed), NOW)
    assert {TITLES.index(row["title"]) for row in rows} == found


@given(st.text(max_size=60))
def test_any_text_is_a_search(text):
    parsed = search.parse(text)
    assert (parsed.query is None) == (not parsed.query)
    search.mark("some title", parsed.hits)


@pytest.mark.parametrize(
    "text", ["'", "a'b", "\\", "a\\", "a:*", "<->", "a <-> b", "((", "'a' | 'b'", "ß\u0130"]
)
def test_no_search_breaks_the_statement(connection, text):
    assert queries.count(connection, Filters(search=text), NOW) == 0


def test_marks_what_was_found_and_escapes_the_rest():
    hits = search.parse('data "c++"').hits
    assert (
        search.mark("Data <b> C++ metadata", hits) == "<mark>Data</mark> &lt;b&gt; <mark>C++</mark> metadata"
    )
    assert search.mark("<script>", search.parse("script").hits) == "&lt;<mark>script</mark>&gt;"
    assert search.mark("<i>", ()) == "&lt;i&gt;"
