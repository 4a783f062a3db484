"""What a person says of jobs, and that it stands whatever crawls bring."""

from datetime import timedelta

import psycopg
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from psycopg.conninfo import make_conninfo
from psycopg.rows import dict_row

from scrapers.storage import decisions
from scrapers.storage.clustering import Decision, Member, partition
from scrapers.storage.comparing import job_key
from storage.samples import NOON, employed, page, posting


def ad(n, title="Data Engineer", **values):
    """The same ad at site ``n``."""
    return employed(title, url=f"https://site{n}.example/ad", **values)


@pytest.fixture
def jobs(rows):
    """Sites of each job's postings, jobs by id."""

    def read():
        found = rows(
            "SELECT job_id, array_agg(site ORDER BY id) FROM posting GROUP BY job_id ORDER BY job_id"
        )
        return {job_id: "".join(site[4] for site in sites) for job_id, sites in found}

    return read


@pytest.fixture
def ids(rows):
    """Posting ids of sites."""
    return lambda *sites: [
        rows("SELECT id FROM posting WHERE site = %s", f"site{n}.example")[0] for n in sites
    ]


def test_two_stay_two_whatever_comes(crawl, jobs, ids, database_url):
    crawl(ad(1), ad(2), ad(3))
    (job,) = jobs()
    (new,) = decisions.split(database_url, job, ids(2))
    assert jobs() == {job: "13", new: "2"}
    crawl(ad(1), ad(2, base_salary="50.000 €"), ad(3), ad(4), day=1)
    assert jobs() == {job: "134", new: "2"}, "what fits both sides goes to the one with the oldest posting"
    assert decisions.undo_split(database_url, new, job) == [job]
    assert jobs() == {job: "1234"}


def test_the_oldest_posting_may_leave_too(crawl, jobs, ids, database_url):
    crawl(ad(1), ad(2), ad(3))
    (job,) = jobs()
    (new,) = decisions.split(database_url, job, ids(1))
    assert jobs() == {job: "23", new: "1"}


def test_one_stays_one_whatever_comes(crawl, jobs, rows, database_url):
    crawl(ad(1), ad(2, "Datenmensch"), ad(3, "Datenmensch"))
    first, second = jobs()
    assert decisions.merge(database_url, [second, first]) == first
    crawl(ad(1, base_salary="50.000 €"), ad(2, "Datenmensch", location="Bonn", city="Bonn"), day=1)
    assert jobs() == {first: "123"}
    assert rows("SELECT postings FROM job") == [3]
    kept, *_ = decisions.undo_merge(database_url, first)
    assert kept == first and sorted(jobs().values()) == ["1", "2", "3"], "one now gives another place"


def test_the_later_word_holds(crawl, jobs, ids, database_url):
    crawl(ad(1), ad(2, "Datenmensch"), ad(3, "Datenkoch"))
    one, two, three = jobs()
    decisions.merge(database_url, [one, two, three])
    (new,) = decisions.split(database_url, one, ids(1))
    assert sorted(jobs().values()) == ["1", "23"], "the others stay together"
    decisions.merge(database_url, [one, new])
    assert list(jobs().values()) == ["123"]


def test_a_split_may_take_others_along_only_by_way_of_what_left(crawl, jobs, ids, database_url):
    crawl(ad(1), ad(2), ad(3))
    (job,) = jobs()
    first = decisions.split(database_url, job, ids(2, 3))
    assert len(first) == 1 and sorted(jobs().values()) == ["1", "23"]


@pytest.mark.parametrize(
    ("call", "says"),
    [
        (lambda url, job, _: decisions.split(url, 999, [1]), "there is no job 999"),
        (lambda url, job, _: decisions.split(url, job, [999]), "has no posting 999; it has "),
        (lambda url, job, ids: decisions.split(url, job, ids), "some must leave and some stay"),
        (lambda url, job, _: decisions.split(url, job, []), "some must leave and some stay"),
        (lambda url, job, _: decisions.merge(url, [job, 999]), "there is no job 999"),
        (lambda url, job, _: decisions.merge(url, [job, job]), "at least two"),
        (lambda url, job, _: decisions.undo_merge(url, job), "nobody said"),
        (lambda url, job, _: decisions.undo_split(url, job, 999), "there is no job 999"),
    ],
)
def test_what_cannot_be_is_refused_and_changes_nothing(crawl, jobs, ids, rows, database_url, call, says):
    crawl(ad(1), ad(2))
    before = jobs()
    with pytest.raises(decisions.Refused, match=says):
        call(database_url, next(iter(before)), ids(1, 2))
    assert jobs() == before and rows("SELECT count(*) FROM decision") == [0]


def test_a_user_who_may_only_read_is_told_so(crawl, jobs, ids, connection, database_url):
    crawl(ad(1), ad(2))
    connection.execute("DROP ROLE IF EXISTS only_reads")
    connection.execute("CREATE ROLE only_reads LOGIN IN ROLE jobs_reader")
    try:
        with pytest.raises(decisions.NotAllowed):
            decisions.split(make_conninfo(database_url, user="only_reads"), next(iter(jobs())), ids(1))
    finally:
        connection.execute("DROP ROLE only_reads")
    assert list(jobs().values()) == ["12"]


def test_why_postings_are_one_job(crawl, jobs, ids, connection, database_url):
    crawl(ad(1), ad(2), ad(3, identifier="R-100"), ad(4, identifier="R-100"), ad(5, "Datenmensch"))
    first, second = jobs()
    decisions.merge(database_url, [first, second])
    one, two, three, four, five = ids(1, 2, 3, 4, 5)
    assert decisions.reasons(connection, first) == {
        two: ("name", one),
        three: ("name", one),
        four: ("reference", three),
        five: ("decision", one),
    }


def test_what_people_keep_goes_where_the_postings_go(crawl, jobs, rows, connection, database_url):
    crawl(ad(1), ad(2, "Datenmensch"), ad(3, "Datenkoch"))
    one, two, three = jobs()
    profile = connection.execute(
        "INSERT INTO profile (name, first_visit, last_visit) VALUES ('', now(), now()) RETURNING id"
    ).fetchone()[0]
    for job, saved, hidden, note in ((one, 3, 1, ""), (two, 2, None, "ask Eva"), (three, None, 1, "far")):
        at = [day and NOON + timedelta(days=day) for day in (saved, hidden)]
        connection.execute(
            "INSERT INTO mark (profile_id, job_id, saved_at, hidden_at, note) VALUES (%s, %s, %s, %s, %s)",
            [profile, job, *at, note],
        )
    decisions.merge(database_url, [two, three])
    decisions.merge(database_url, [one, two])
    assert rows("SELECT job_id, saved_at, hidden_at, note FROM mark") == [
        (one, NOON + timedelta(days=2), None, "ask Eva\nfar")
    ]
    assert rows("SELECT id, job_id FROM former_job ORDER BY id") == [(two, one), (three, one)]


def test_old_numbers_lead_on_when_crawls_join_jobs(crawl, jobs, rows):
    crawl(posting(n=1), employed(url="https://other.example/1"))
    one, two = rows("SELECT job_id FROM posting ORDER BY id")
    crawl(employed(n=1, page_url="https://jobs.example/ad/1", origin="json-ld"), day=1)
    assert rows("SELECT id, job_id FROM former_job") == [(two, one)]


# ------------------------------------------------------------------ as if all had come at once
ADS = [
    employed(
        title,
        url=f"https://site{site}.example/ad/{number}",
        identifier=identifier,
        description=" ".join(f"word{n}" for n in range(40)) + f" in {city or 'Berlin'}",
        location=city,
        city=city,
        country=city and "DE",
    )
    for site in (1, 2, 3)
    for title in ("Data Engineer", "Cook")
    for city in ("Berlin", "Bonn", None)
    for number, identifier in ((1001, None), (1002, "R-100"))
]
STEPS = st.one_of(
    st.lists(st.sampled_from(ADS), min_size=1, max_size=8),
    st.tuples(st.just("split"), st.integers(0, 30)),
    st.tuples(st.just("merge"), st.integers(0, 30), st.integers(0, 30)),
    st.tuples(st.just("gone"), st.sampled_from(ADS)),
)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(STEPS, min_size=1, max_size=8), st.sampled_from([1, 3, 500]))
def test_batches_lead_to_what_all_at_once_would(crawl, connection, database_url, steps, batch_size):
    connection.execute("TRUNCATE job, page, crawl, former_job CASCADE")
    for day, step in enumerate(steps):
        _take(step, crawl, connection, database_url, day * 5, batch_size)
    with connection.cursor(row_factory=dict_row) as cursor:
        rows = cursor.execute("SELECT * FROM posting").fetchall()
    said = connection.execute("SELECT posting_id, other_id, same FROM decision").fetchall()
    times = ("first_seen", "last_seen", "closed_at")
    members = [Member.of(row["id"], row, job_key(row), **{name: row[name] for name in times}) for row in rows]
    stored = connection.execute("SELECT array_agg(id ORDER BY id) FROM posting GROUP BY job_id").fetchall()
    assert sorted(ids for (ids,) in stored) == partition(members, [Decision(*row) for row in said])
    together = {id_: n for n, (ids,) in enumerate(stored) for id_ in ids}
    assert all((together[one] == together[other]) is same for one, other, same in said)
    counted = "SELECT count(*) FROM job WHERE postings = (SELECT count(*) FROM posting WHERE job_id = job.id)"
    assert connection.execute(counted).fetchone() == (len(stored),)
    assert connection.execute("SELECT count(*) FROM job").fetchone() == (len(stored),)


def _take(step, crawl, connection: psycopg.Connection, database_url, day, batch_size):
    job_ids = [row[0] for row in connection.execute("SELECT id FROM job ORDER BY id").fetchall()]
    match step:
        case ["split", n] if job_ids:
            job_id = job_ids[n % len(job_ids)]
            of_job = connection.execute("SELECT id FROM posting WHERE job_id = %s ORDER BY id", [job_id])
            ids = [row[0] for row in of_job.fetchall()]
            if len(ids) > 1:
                decisions.split(database_url, job_id, ids[n % 2 :: 2])
        case ["merge", n, m] if job_ids and n % len(job_ids) != m % len(job_ids):
            decisions.merge(database_url, [job_ids[n % len(job_ids)], job_ids[m % len(job_ids)]])
        case ["gone", item]:
            crawl(page(item.url, status=404), day=day)
        case [_, *_] if not isinstance(step, tuple):
            failures = crawl(*step, day=day, batch_size=batch_size).failures
            assert not failures
