"""What is held in memory is what the database holds, and counts the same, whatever happens to the jobs."""

import random
import subprocess
import sys
from collections import Counter
from dataclasses import replace
from datetime import timedelta

import numpy as np
import psycopg
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard import columns, mirror, mirror_queries, queries, taxonomy, trend_queries, word_index
from dashboard.connection import open_pool, reading
from dashboard.filters import CURRENT, JOB_FORMS, STATUSES, Filters, Reader
from dashboard.search import parse
from tests.dashboard.invented import NOW

PLACES = ["Berlin", "München", "Wien", "Atlantis"]
COMPANIES = ["Nord Energie AG", "Elbe Labor SE", "Nobody Ltd"]
SEARCHES = ["", "", "data", "munchen", '"data engineer" -senior', "data-engineer", '"engineer data"', "-data"]
SEARCHES += ["müll", "e -köln", "c++", "zzz", "дата"]
FILTERS = st.builds(
    Filters,
    search=st.sampled_from(SEARCHES),
    roles=st.lists(st.sampled_from(taxonomy.choices()), max_size=3, unique=True).map(tuple),
    days=st.sampled_from([None, None, 1, 7, 30, 90]),
    since=st.dates((NOW - timedelta(days=130)).date(), NOW.date()) | st.none(),
    until=st.dates((NOW - timedelta(days=130)).date(), NOW.date()) | st.none(),
    after=st.none() | st.datetimes().map(lambda _: NOW - timedelta(days=9)),
    statuses=st.sampled_from([CURRENT, STATUSES, ("closed",), ("open",), ("unseen",), ()]),
    places=st.lists(st.sampled_from(PLACES), max_size=2, unique=True).map(tuple),
    companies=st.lists(st.sampled_from(COMPANIES), max_size=2, unique=True).map(tuple),
    sites=st.lists(st.sampled_from(["karriere.example", "no.example"]), max_size=2, unique=True).map(tuple),
    workplaces=st.lists(st.sampled_from(["remote", "hybrid"]), max_size=1).map(tuple),
    seniorities=st.lists(st.sampled_from(["senior", "unspecified"]), max_size=1).map(tuple),
    job_forms=st.lists(st.sampled_from(JOB_FORMS), max_size=1).map(tuple),
    topics=st.lists(st.sampled_from(["ai", "cloud", "nothing"]), max_size=2, unique=True).map(tuple),
    sort=st.sampled_from(["newest", "posted", "company", "title"]),
    size=st.sampled_from([25, 100]),
    page=st.sampled_from([1, 2, 9]),
    reader=st.lists(st.integers(1, 10_100), max_size=5).map(lambda ids: Reader(hidden=tuple(ids))),
)


def answers(connection, filters: Filters) -> tuple:
    return (
        queries.count(connection, filters, NOW),
        queries.facets(connection, filters, NOW),
        queries.jobs(connection, filters, NOW),
        [row["id"] for row in queries.export(connection, filters, NOW, 300)],
    )


def trends(connection, filters: Filters) -> list:
    first, last = (NOW - timedelta(days=60)).date(), (NOW - timedelta(days=1)).date()
    answers = (
        trend_queries.new_by_day(connection, filters, NOW, first, last),
        trend_queries.stock_events(connection, filters, NOW, first),
        trend_queries.visible_days(connection, filters, NOW, first, last),
    )
    return [
        Counter({tuple(row[name] for name in sorted(row) if name != "jobs"): row["jobs"] for row in rows})
        for rows in answers
    ]


def in_memory(pool, *, words: bool = False) -> columns.Columns:
    """What a pool's mirror holds, once it holds something; perhaps with the words of it."""
    with reading(pool) as connection:
        if not connection.mirror.look(connection):
            connection.mirror.wait(30)
        if words:
            queries.count(connection, Filters(search="word"), NOW)
            connection.mirror.wait(30, words=True)
            assert connection.mirror._words is not None
        return connection.mirror.look(connection)


@pytest.fixture(scope="module")
def both(seeded_url):
    """A connection that counts in memory, and one that asks the database."""
    pool = open_pool(seeded_url)
    in_memory(pool, words=True)
    with reading(pool) as connection, psycopg.connect(seeded_url) as plain:
        yield connection, plain
    pool.close()


@settings(max_examples=40)
@given(FILTERS)
def test_memory_says_what_the_database_says(both, filters):
    connection, plain = both
    assert queries.matching(connection, queries.parameters(filters, NOW)) is not None
    assert answers(connection, filters) == answers(plain, filters)


@settings(max_examples=20)
@given(FILTERS)
def test_trends_in_memory_are_those_of_the_database(both, filters):
    connection, plain = both
    assert trends(connection, filters) == trends(plain, filters)


def test_the_filters_drawn_find_something(both):
    plain = both[1]
    drawn = [
        Filters(),
        Filters(search="munchen"),
        Filters(companies=tuple(COMPANIES)),
        Filters(topics=("ai",)),
    ]
    assert all(queries.count(plain, filters, NOW) for filters in drawn)


@pytest.fixture
def pool(database_url):
    opened = open_pool(database_url)
    yield opened
    opened.close()


def test_follows_every_change(pool, database_url, connection, add_job):
    """New jobs, changed ones, closed ones, deleted ones, in any order; jobs that come in a later order."""
    dice = random.Random(4)
    in_memory(pool, words=True)
    connection.autocommit = True
    for step in range(40):
        act = dice.choice(["add", "add", "name", "move", "close", "delete", "see", "nothing"])
        if act == "add":
            name = dice.choice(["Ätna AG", 'Bär, "Mc\nX" & Co', "", None, "Ñandú\\N"])
            add_job(f"Job {step}", company=name, topics=dice.choice([[], ["ai"], ["ai", "a,b"]]))
        elif act == "name":
            connection.execute("UPDATE job SET title = 'Role ' || id WHERE id % 7 = 0")
        elif act == "move":
            connection.execute("UPDATE job SET city = %s WHERE id %% 3 = 0", [f"City {step}"])
        elif act == "close":
            connection.execute("UPDATE job SET closed_at = now(), closed_reason = 'gone' WHERE id % 4 = 1")
        elif act == "see":
            connection.execute("UPDATE job SET last_seen = %s WHERE id %% 2 = 0", [NOW - timedelta(step)])
        elif act == "delete":
            connection.execute("DELETE FROM posting WHERE job_id %% 5 = %s", [step % 5])
            connection.execute("DELETE FROM job WHERE id %% 5 = %s", [step % 5])
        with reading(pool) as reader:
            if queries.matching(reader, queries.parameters(Filters(), NOW)) is None:
                reader.mirror.wait(30)
            found = [Filters(statuses=STATUSES), Filters(), Filters(search="job 1", topics=("ai",))]
            for filters in (*found, Filters(search="role", statuses=STATUSES), Filters(search="-role")):
                assert answers(reader, filters) == answers(connection, filters), act


def asked(pool, search: str) -> list[list[int] | None]:
    """Among which jobs the database is asked when somebody searches; None: all."""
    with reading(pool) as reader:
        held = reader.mirror.look(reader)
        among = []

        def ask(ids):
            among.append(None if ids is None else ids.tolist())
            return np.empty(0, ">i8")

        reader.mirror.hits(held, parse(search), ask)
    return among


def test_asks_the_database_only_of_jobs_whose_words_are_not_known(pool, connection, add_job):
    connection.autocommit = True
    add_job("Data Engineer")
    second = add_job("Data Analyst")
    in_memory(pool, words=True)
    assert asked(pool, "data") == []
    connection.execute("UPDATE job SET last_seen = %s, city = 'Ulm'", [NOW])
    assert asked(pool, "data eng") == []
    connection.execute("UPDATE job SET title = 'Data Scientist' WHERE id = %s", [second])
    third = add_job("Data Steward")
    assert asked(pool, "data engin") == [[second, third]]
    connection.execute("UPDATE job SET title = 'Data Analyst' WHERE id = %s", [second])
    assert asked(pool, "data engine") == [[third]]
    assert asked(pool, "c++") == [None]
    assert asked(pool, "данные") == [None]


def test_words_are_read_anew_when_many_are_not_known(pool, connection, add_job, monkeypatch):
    monkeypatch.setattr(mirror, "UNKNOWN", 3)
    monkeypatch.setattr(mirror, "_PAUSE", 0.0)
    add_job("Baker")
    in_memory(pool, words=True)
    added: list[int] = []
    for number in range(5):
        assert asked(pool, f"baker -{number}") == ([added] if added else [])
        added.append(add_job(f"Baker {number}"))
    with reading(pool) as reader:
        reader.mirror.wait(30, words=True)
    assert asked(pool, "baker -5") == [added[4:]]


def test_searches_by_the_database_where_words_cannot_be_read(pool, add_job, monkeypatch, caplog):
    def fail(*_):
        raise word_index.TooLarge("2 jobs")

    monkeypatch.setattr(word_index, "build", fail)
    add_job("Baker")
    in_memory(pool)
    with reading(pool) as reader:
        for search in ("baker", "bak", "cook"):
            assert queries.count(reader, Filters(search=search), NOW) == (search != "cook")
            reader.mirror.wait(30, words=True)
    assert [record.getMessage() for record in caplog.records if record.name == "dashboard.mirror"] == [
        "words are searched by the database: 2 jobs"
    ]


def test_sees_what_was_under_way_at_the_last_look(pool, database_url, add_job):
    add_job("Early")
    with psycopg.connect(database_url) as slow:
        slow.execute("UPDATE job SET city = 'Ulm'")
        in_memory(pool)
        add_job("Late")  # commits before, though it began later
        assert len(in_memory(pool)) == 2
        assert "Ulm" not in in_memory(pool).values["city"]
        slow.commit()
        assert "Ulm" in in_memory(pool).values["city"]


def test_what_is_rolled_back_was_never_there(pool, connection, add_job):
    add_job("Stays")
    in_memory(pool)
    connection.execute("DELETE FROM posting")
    connection.execute("DELETE FROM job")
    connection.rollback()
    assert len(in_memory(pool)) == 1


def test_reads_all_anew_after_truncate(pool, connection, add_job):
    add_job("Old")
    assert len(in_memory(pool)) == 1
    connection.execute("TRUNCATE job CASCADE")
    connection.commit()
    assert len(in_memory(pool)) == 0


@pytest.mark.parametrize("past", [{"server": "before a restart"}, {"at": NOW - timedelta(days=400)}])
def test_reads_all_anew_where_changes_are_not_known(pool, add_job, past):
    add_job("Old")
    held = in_memory(pool)
    with reading(pool) as reader:
        holding = reader.mirror
        assert holding.look(reader) is held
        holding._state = replace(holding._state, look=holding._state.look._replace(**past))
        assert holding.look(reader) is None
        holding.wait(30)
        assert holding.look(reader) is not held
        assert len(holding.look(reader)) == 1


def test_goes_on_without_memory_where_it_cannot_be_filled(pool, add_job, monkeypatch, caplog):
    def fail(*_):
        raise MemoryError("no room")

    add_job("Alone")
    monkeypatch.setattr(mirror_queries, "columns", fail)
    with reading(pool) as reader:
        for _ in range(3):
            assert queries.facets(reader, Filters(), NOW)["statuses"] == {"open": 1}
            assert queries.count(reader, Filters(), NOW) == 1
    assert [record.getMessage() for record in caplog.records if record.name == "dashboard.mirror"] == [
        "jobs are counted by the database: no room"
    ]


def test_notes_are_kept_for_a_day(connection, add_job):
    connection.autocommit = True
    add_job("Old")
    connection.execute("UPDATE job_change SET changed_at = now() - interval '25 hours'")
    add_job("New")
    rows = connection.execute("SELECT changed_at > now() - interval '1 hour' FROM job_change").fetchall()
    assert rows and all(recent for (recent,) in rows)


def test_microseconds_survive(pool, connection, add_job):
    moment = NOW.replace(microsecond=999_999)
    add_job("Exact", first_seen=moment, last_seen=moment)
    held = in_memory(pool)
    assert held.numbers["first_seen"].tolist() == [int(NOW.timestamp()) * 10**6 + 999_999]
    assert held.numbers["closed_at"].tolist() == [columns.NEVER]


def test_a_chosen_value_is_counted_however_rare(connection, pool):
    connection.execute(
        "INSERT INTO job (title, site, company, city, first_seen, last_seen)"
        " SELECT 'Baker', 'a.example', 'Company ' || n, 'Rare', %(now)s, %(now)s"
        " FROM generate_series(1, %(most)s) AS n, generate_series(1, 2)"
        " UNION ALL SELECT 'Baker', 'a.example', 'Rare', NULL, %(now)s, %(now)s",
        {"now": NOW, "most": queries.FACET_VALUES},
    )
    connection.commit()
    in_memory(pool)
    with reading(pool) as reader:
        for each in (reader, connection):
            assert "Rare" not in queries.facets(each, Filters(), NOW)["companies"]
            found = queries.facets(each, Filters(companies=("Rare",)), NOW)["companies"]
            assert found["Rare"] == 1
            assert len(found) == queries.FACET_VALUES + 1


ENDS_WHILE_READING = """
import sys, threading
import streamlit  # as the app has
from dashboard import mirror_queries
from dashboard.connection import open_pool, reading

begun, read_csv = threading.Event(), mirror_queries.csv.read_csv

def read(*arguments):
    begun.set()
    return read_csv(*arguments)

mirror_queries.csv.read_csv = read
with reading(open_pool(sys.argv[1])) as connection:
    assert connection.mirror.look(connection) is None
assert begun.wait(30)
"""


def test_a_program_may_end_while_jobs_are_read(seeded_url):
    ended = subprocess.run(
        [sys.executable, "-c", ENDS_WHILE_READING, seeded_url], capture_output=True, text=True, timeout=60
    )
    assert (ended.returncode, ended.stderr) == (0, "")
