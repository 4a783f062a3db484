"""Every number the dashboard shows equals what counting the rows one by one gives."""

import random
from collections import Counter
from dataclasses import replace
from datetime import date, timedelta

import psycopg
import pytest
from psycopg.rows import dict_row

from dashboard import queries, source_queries, taxonomy
from dashboard.filters import CURRENT, JOB_FORMS, STATUSES, VISIT, Filters, Reader
from tests.dashboard.invented import JOBS, NOW

ANY = ("places", "companies", "sites", "workplaces", "seniorities", "job_forms")
COLUMN = {
    "places": "city",
    "companies": "company",
    "sites": "site",
    "workplaces": "workplace",
    "seniorities": "seniority",
    "job_forms": "job_form",
}


@pytest.fixture(scope="module")
def rows(seeded_url):
    with psycopg.connect(seeded_url, row_factory=dict_row) as connection:
        return connection.execute("SELECT * FROM job").fetchall()


def status(row) -> str:
    if row["closed_at"]:
        return "closed"
    return "unseen" if NOW - row["last_seen"] > timedelta(days=7) else "open"


def failed(row, filters: Filters) -> set[str]:
    """Filters that a job does not pass, said once more in plain Python."""
    day = row["date_posted"] or row["first_seen"].date()
    since = NOW.date() - timedelta(days=filters.days) if filters.days else filters.since
    checks = {
        "roles": not filters.roles
        or (row["role"] or "unclassified") in filters.roles
        or row["role_group"] in filters.roles,
        "time": (since is None or day >= since)
        and (filters.until is None or day <= filters.until)
        and (filters.new_after() is None or row["first_seen"] > filters.new_after()),
        "hidden": row["id"] not in filters.left_out(),
        "statuses": status(row) in filters.statuses,
        "topics": not filters.topics or bool(set(filters.topics) & set(row["topics"])),
        **{name: not getattr(filters, name) or row[COLUMN[name]] in getattr(filters, name) for name in ANY},
    }
    if filters.search:
        words = f"{row['title']} {row['company'] or ''} {row['location'] or ''}".lower().replace(";", " ")
        checks["search"] = any(word.startswith(filters.search) for word in words.split())
    return {name for name, passed in checks.items() if not passed}


def passes(row, filters: Filters) -> bool:
    return not failed(row, filters)


def drawn(number: int) -> Filters:
    """Some filters, the same for the same number."""
    dice = random.Random(number)

    def pick(values, odds):
        return (
            tuple(dice.sample(values, dice.randint(1, min(3, len(values))))) if dice.random() < odds else ()
        )

    return Filters(
        search=dice.choice(["", "", "", "data", "berlin", "hanse"]),
        roles=pick(taxonomy.choices(), 0.6),
        days=dice.choice([None, None, 1, 3, 7, 14, 30, 90]),
        statuses=dice.choice([CURRENT, CURRENT, STATUSES, ("closed",), ("open",), ("unseen",)]),
        places=pick(["Berlin", "München", "Wien", "Atlantis"], 0.3),
        companies=pick(["Nord Energie AG", "Elbe Labor SE", "Hanse Medien AG"], 0.1),
        sites=pick(["karriere.example", "stellenmarkt.example"], 0.3),
        workplaces=pick(["remote", "hybrid", "on_site"], 0.1),
        seniorities=pick(["senior", "junior", "unspecified"], 0.2),
        job_forms=pick(JOB_FORMS, 0.2),
        topics=pick(["ai", "cloud", "nothing"], 0.2),
    )


READER = Reader(visit=NOW - timedelta(days=5, hours=3), hidden=tuple(range(1, 5000, 3)))
DRAWN = [
    Filters(),
    Filters(since=date(2026, 1, 5), until=date(2026, 1, 20)),
    Filters(after=VISIT, reader=READER),
    Filters(after=NOW - timedelta(days=20), days=30, statuses=STATUSES, hidden="show", reader=READER),
    Filters(reader=READER),
    *(drawn(n) for n in range(25)),
]


@pytest.mark.parametrize("filters", DRAWN, ids=range(len(DRAWN)))
def test_every_count_is_right(seeded, rows, filters):
    failing = [(row, failed(row, filters)) for row in rows]

    def but_for(name):
        """Jobs that pass every filter except perhaps this one."""
        return [row for row, names in failing if names <= {name}]

    assert queries.count(seeded, filters, NOW) == len(but_for("none"))
    facets = queries.facets(seeded, filters, NOW)
    assert facets["roles"] == Counter(row["role"] for row in but_for("roles"))
    assert facets["statuses"] == Counter(status(row) for row in but_for("statuses"))
    assert facets["time"] == Counter(row["shown_date"].isoformat() for row in but_for("time"))
    assert facets["topics"] == Counter(topic for row in but_for("topics") for topic in row["topics"])
    for name in ANY:
        assert facets[name] == Counter(row[COLUMN[name]] for row in but_for(name)), name


def test_the_draws_find_something():
    assert JOBS > 0
    assert len(set(DRAWN)) > 20


@pytest.mark.parametrize("sort", ["newest", "posted", "company", "title"])
def test_pages_follow_each_other_without_gap_or_repetition(seeded, rows, sort):
    filters = Filters(roles=("data_ai",), sort=sort, size=100)
    found = []
    for page in range(1, 100):
        got = queries.jobs(seeded, replace(filters, page=page), NOW)
        found += [row["id"] for row in got]
        if len(got) < 100:
            break
    assert sorted(found) == sorted(row["id"] for row in rows if passes(row, filters))


def test_newest_and_posted_sort_by_their_dates(seeded):
    newest = [row["first_seen"] for row in queries.jobs(seeded, Filters(size=100), NOW)]
    posted = [row["shown_date"] for row in queries.jobs(seeded, Filters(size=100, sort="posted"), NOW)]
    assert newest == sorted(newest, reverse=True)
    assert posted == sorted(posted, reverse=True)


def test_a_page_too_deep_is_bounded(seeded):
    assert queries.jobs(seeded, Filters(page=10_000, size=100), NOW) == []


def test_a_job_says_where_it_was_seen_last(connection, add_job):
    identity = add_job(title="Data Engineer")
    page = connection.execute(
        "INSERT INTO page (url, site, title, first_fetched, last_fetched)"
        " VALUES ('https://late.example/', 'late.example', 'Later', %s, %s) RETURNING id",
        [NOW, NOW],
    ).fetchone()[0]
    posting = connection.execute("SELECT id FROM posting WHERE job_id = %s", [identity]).fetchone()[0]
    for heading in ("One", "Two"):
        connection.execute(
            "INSERT INTO sighting (posting_id, page_id, box_heading, first_seen, last_seen, seen_hash)"
            " VALUES (%s, %s, %s, %s, %s, '')",
            [posting, page, heading, NOW, NOW + timedelta(hours=1)],
        )
    (row,) = queries.jobs(connection, Filters(), NOW)
    assert (row["page_url"], row["page_title"], row["pages"]) == ("https://late.example/", "Later", 2)
    assert len(queries.sightings(connection, identity)) == 3
    assert [posting["site"] for posting in queries.postings(connection, identity)] == ["board.example"]


def test_sources_take_the_last_crawl_and_the_usual_number(connection):
    for day, seen, reason in (
        (5, 100, "finished"),
        (4, 120, "finished"),
        (3, 0, "no_response"),
        (2, 10, "finished"),
    ):
        start = NOW - timedelta(days=day)
        connection.execute(
            "INSERT INTO crawl (source, started_at, ended_at, reason, pages, postings_seen, postings_new)"
            " VALUES ('news', %s, %s, %s, %s, %s, 1)",
            [start, start, reason, 0 if seen == 0 else 5, seen],
        )
    (row,) = source_queries.sources(connection, NOW)
    assert (row["postings_seen"], row["usual"], row["crawls"], row["month_new"]) == (10, 110, 4, 4)
    assert row["last_success"] == NOW - timedelta(days=2)
    assert [crawl["postings_seen"] for crawl in source_queries.crawls(connection, "news", 2)] == [10, 0]
    assert source_queries.crawls(connection, "other", 2) == []


def test_export_is_every_matching_job(seeded, rows):
    filters = Filters(roles=("sales",))
    got = [row["id"] for row in queries.export(seeded, filters, NOW, 50_000)]
    assert sorted(got) == sorted(row["id"] for row in rows if passes(row, filters))
    assert len(list(queries.export(seeded, Filters(), NOW, 7))) == 7
