"""The index of words in memory finds what PostgreSQL finds."""

import numpy as np
import psycopg
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard import word_index
from dashboard.columns import Columns
from dashboard.search import parse

# What PostgreSQL takes apart in its own ways: compounds, addresses, paths, numbers, signs, spellings.
PARTS = [
    *["data", "Data", "engineer", "engine", "full-stack", "stack", "C++", "e5", "K8s", "under_score", "AT&T"],
    *["o'neil", "''", "a\\b", "http://a.example/x'y?z=1", "me@a.example", "/usr/lib/a.b", "<b x='y'>", "¦"],
    *[
        "1.5e7",
        "-7",
        "3/4",
        "007",
        "²",
        "Straße",
        "München",
        "muenchen",
        "ÄÖÜ",
        "Łódź",
        "дата",
        "データ",
        "🚀",
        "",
    ],
]
TEXTS = st.lists(st.lists(st.sampled_from(PARTS), max_size=6).map(" ".join), min_size=1, max_size=12)
WORDS = ["data", "dat", "engineer", "full-stack", "stack", "e5", "k8s", "neil", "b", "7", "under", "score"]
WORDS += ["munchen", "münchen", "strasse", "aou", "lodz", "a.example", "x", "example/x"]
SEARCHES = st.lists(
    st.tuples(st.sampled_from(["", "-"]), st.lists(st.sampled_from(WORDS), min_size=1, max_size=3)).map(
        lambda drawn: drawn[0] + (drawn[1][0] if len(drawn[1]) == 1 else f'"{" ".join(drawn[1])}"')
    ),
    min_size=1,
    max_size=3,
).map(" ".join)


def portions(rows: list[tuple[int, str]], size: int) -> list[pa.Table]:
    """Tables of so many jobs each, as the database gives them."""
    return [
        pa.table(
            {
                "id": [identity for identity, _ in part],
                "text": [hash(words) for _, words in part],
                "words": [words for _, words in part],
            }
        )
        for part in (rows[start : start + size] for start in range(0, len(rows), size))
    ]


@pytest.fixture(scope="module")
def plain(seeded_url):
    with psycopg.connect(seeded_url, autocommit=True) as connection:
        yield connection


@settings(max_examples=150)
@given(TEXTS, st.lists(SEARCHES, min_size=1, max_size=8), st.integers(1, 5), st.randoms())
def test_finds_what_postgresql_finds(plain, texts, searches, size, dice):
    rows = plain.execute(
        "SELECT n, search_words(text)::text FROM unnest(%s::text[]) WITH ORDINALITY AS t (text, n)", [texts]
    ).fetchall()
    dice.shuffle(rows)
    index = word_index.build(portions(rows, size))
    for search in map(parse, searches):
        if not word_index.searchable(search.terms):
            continue
        expected = plain.execute(
            "SELECT array_agg(n) FROM unnest(%s::text[]) WITH ORDINALITY AS t (text, n)"
            " WHERE search_words(text) @@ to_tsquery('simple', %s)",
            [texts, search.query],
        ).fetchone()[0]
        assert index.ids[index.find(search.terms)].tolist() == sorted(expected or []), search


@pytest.mark.parametrize(
    ("typed", "can"),
    [
        ("data engineer", True),
        ('"Müller & Söhne" -3', True),
        ("дата", False),
        ("1e5", False),
        ("under_score", False),
        ("x²", False),
    ],
)
def test_leaves_to_postgresql_what_it_may_take_apart(typed, can):
    assert word_index.searchable(parse(typed).terms) is can


def test_finds_nothing_in_nothing():
    index = word_index.build([])
    assert index.find(parse('data "data engineer" -x').terms).tolist() == []
    held = Columns({"id": np.array([4]), "text": np.array([1])}, {}, {})
    assert index.known(held)[1].tolist() == [False]


def test_a_word_may_hold_quotes_and_backslashes():
    index = word_index.build(portions([(3, r"'it''s':2 'a\\b':1,7"), (1, "")], 9))
    assert index.words == ["a\\b", "it's"]
    assert index.ids.tolist() == [1, 3]
    assert len(index.places) == 3


@pytest.mark.parametrize("words", ["'two words':1", "word:1", "'word'", "'a':1b"])
def test_reads_nothing_into_what_it_does_not_know(words):
    with pytest.raises(ValueError, match="not a word of PostgreSQL's"):
        word_index.build(portions([(1, words)], 1))


def test_says_when_jobs_are_too_many(monkeypatch):
    monkeypatch.setattr(word_index, "MOST_JOBS", 2)
    with pytest.raises(word_index.TooLarge):
        word_index.build(portions([(number, "'a':1") for number in range(3)], 9))


def test_knows_of_which_jobs_the_text_is_the_same():
    index = word_index.build(portions([(2, "'a':1"), (5, "'b':1"), (7, "'c':1")], 2))
    texts = [hash("'a':1"), hash("'new':1"), hash("'c':1"), hash("'d':1")]
    held = Columns({"id": np.array([2, 5, 7, 9]), "text": np.array(texts)}, {}, {})
    at, known = index.known(held)
    assert known.tolist() == [True, False, True, False]
    assert at[known].tolist() == [0, 2]
