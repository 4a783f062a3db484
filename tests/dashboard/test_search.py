"""The search box: words, "phrases", -without; asked of a real PostgreSQL."""

import html

import psycopg
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard import queries, search
from dashboard.connection import open_pool, reading
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
    "Café-Leitung München Straße",
    "Barista Caf\u0065\u0301",
    "Rafał Ångström",
    "Koch Ärmel",
]


@pytest.fixture(scope="module")
def searched(seeded_url):
    with psycopg.connect(seeded_url, autocommit=True) as connection:
        yield connection


FOUND = [
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
    ("c", {2, 3, 8, 9}),
    (".net", {4}),
    ("entwickler -c++", {4}),
    ("50%", set()),
    ("' OR 1=1 --", set()),
    ("!!! &|()", set(range(len(TITLES)))),
    ("-", set(range(len(TITLES)))),
    ("munchen", {8}),
    ("muenchen", {8}),
    ("MÜNCHEN", {8}),
    ("muench", {8}),
    ("mu\u0308nchen", {8}),
    ("munchn", set()),
    ("cafe", {8, 9}),
    ("café", {8, 9}),
    ("strasse", {8}),
    ("straße", {8}),
    ("cafe -muenchen", {9}),
    ("cafe -munchen", {9}),
    ('"munchen strasse"', {8}),
    ('"muenchen strasse"', {8}),
    ('"muller fur"', {6}),
    ("rafal angstrom", {10}),
    ('"koch aermel"', {11}),
    ('"armel koch"', set()),  # not from one spelling into the other
    ('"armel koch', set()),
    ('"koch ärmel"', {11}),
    ("owner & !product", {0, 7}),
]


@pytest.mark.parametrize(("typed", "found"), FOUND)
def test_finds(connection, add_job, typed, found):
    for title in TITLES:
        add_job(title)
    rows = queries.jobs(connection, Filters(search=typed), NOW)
    assert {TITLES.index(row["title"]) for row in rows} == found


def test_finds_the_same_in_memory(database_url, add_job):
    for title in TITLES:
        add_job(title)
    pool = open_pool(database_url)
    with reading(pool) as connection:
        connection.mirror.look(connection)
        connection.mirror.wait(30)
        queries.count(connection, Filters(search="words are read"), NOW)
        connection.mirror.wait(30, words=True)
        for typed, found in FOUND:
            rows = queries.jobs(connection, Filters(search=typed), NOW)
            assert {TITLES.index(row["title"]) for row in rows} == found, typed
    pool.close()


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


@pytest.mark.parametrize(
    ("typed", "text", "marked"),
    [
        ("munchen", "in München!", "in <mark>München</mark>!"),
        ("muench", "in München!", "in <mark>Münch</mark>en!"),
        ("München", "Muenchen, Munchen", "<mark>Muenchen</mark>, <mark>Munchen</mark>"),
        ("cafe", "Caf\u0065\u0301s", "<mark>Caf\u0065\u0301</mark>s"),
        ("strasse", "Straße & Co", "<mark>Straße</mark> &amp; Co"),
        ("stras", "Straße", "<mark>Straß</mark>e"),
        ('"muller & sohn"', "Müller & Sohn", "<mark>Müller &amp; Sohn</mark>"),
        ("a ab abc", "abcd", "<mark>abc</mark>d"),
        ("data -base", "data base", "<mark>data</mark> base"),
    ],
)
def test_marks_whatever_way_it_is_spelled(typed, text, marked):
    assert search.mark(text, search.parse(typed).hits) == marked


LETTERS = 'aouäöüßÄÖÜéŁẞ \u0308-"x'


@given(st.text(alphabet=LETTERS, max_size=12))
def test_folds_as_the_database_does(searched, typed):
    (theirs,) = searched.execute("SELECT without_accents(%s)", [typed]).fetchone()
    assert search.fold(typed) == theirs


@given(st.text(max_size=40), st.text(max_size=20))
def test_marks_change_nothing_but_marks(text, typed):
    marked = search.mark(text, search.parse(typed).hits)
    assert html.unescape(marked.replace("<mark>", "").replace("</mark>", "")) == html.unescape(
        html.escape(text)
    )
