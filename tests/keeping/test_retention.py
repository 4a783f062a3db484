"""Each rule of what is deleted after how long, and all that it must not touch."""

import asyncio
from datetime import UTC, datetime, timedelta

import psycopg
import pytest

from keeping.filled import crawl_once, everything
from scrapers.database import DatabaseError
from scrapers.keeping.retention import SettingError, policy, prune
from scrapers.keeping.rules import RULES
from scrapers.storage.batch import ONE_WRITER

NOW = datetime(2026, 3, 31, 12, tzinfo=UTC)
LONG_AGO, LATELY = NOW - timedelta(days=31), NOW - timedelta(days=29)
CLOSED, SIGHTINGS, CHANGES, CRAWLS, PAGES = (rule.setting for rule in RULES)


@pytest.fixture
def run(database_url):
    """Apply rules that keep things for 30 days; return what was deleted, by setting."""

    def apply(*settings: str, now: datetime = NOW, **options) -> dict[str, int]:
        report = asyncio.run(prune(database_url, dict.fromkeys(settings, 30), now=now, **options))
        assert report.done
        return report.counts

    return apply


@pytest.fixture
def put(connection):
    """Store rows without a crawl."""
    connection.autocommit = True

    class Put:
        def page(self, n: int, fetched: datetime = LATELY) -> int:
            return self.id(
                "INSERT INTO page (url, site, etag, content_hash, first_fetched, last_fetched) "
                "VALUES (%s, 'a.example', 'e', 'h', %s, %s) RETURNING id",
                [f"https://a.example/{n}", fetched, fetched],
            )

        def job(self, *postings: tuple[datetime | None, datetime]) -> int:
            """A job of postings (closed, last seen)."""
            closed = [one[0] for one in postings]
            state = max(closed) if all(closed) else None
            seen = max(one[1] for one in postings)
            job = self.id(
                "INSERT INTO job (title, site, first_seen, last_seen, closed_at) "
                "VALUES ('Cook', 'a.example', '2020-01-01Z', %s, %s) RETURNING id",
                [seen, state],
            )
            for n, (closed_at, last_seen) in enumerate(postings):
                self.id(
                    "INSERT INTO posting (job_id, site, ref, title, title_raw, origin, trust, closed_at, "
                    "closed_reason, normalization_version, first_seen, last_seen) "
                    "VALUES (%s, 'a.example', %s, 'Cook', 'Cook', 'box', 1, %s, %s, 1, '2020-01-01Z', %s) "
                    "RETURNING id",
                    [job, f"{job}-{n}", closed_at, "gone" if closed_at else None, last_seen],
                )
            return job

        def sighting(self, posting: int, page: int, seen: datetime, crawl: int | None = None) -> None:
            connection.execute(
                "INSERT INTO sighting (posting_id, page_id, first_seen, last_seen, seen_hash, crawl_id) "
                "VALUES (%s, %s, '2020-01-01Z', %s, '', %s)",
                [posting, page, seen, crawl],
            )

        def change(self, posting: int, at: datetime) -> None:
            connection.execute(
                "INSERT INTO posting_change (posting_id, changed_at, field) VALUES (%s, %s, 'title')",
                [posting, at],
            )

        def crawl(
            self, ended: datetime | None, source: str = "a", complete: bool = False, pages: int = 1
        ) -> int:
            return self.id(
                "INSERT INTO crawl (source, started_at, ended_at, reason, pages, complete) "
                "VALUES (%s, '2020-01-01Z', %s, %s, %s, %s) RETURNING id",
                [source, ended, ended and "finished", pages, complete],
            )

        def id(self, statement: str, values: list) -> int:
            return connection.execute(statement, values).fetchone()[0]

    return Put()


# --- Jobs -----------------------------------------------------------------------------------------------


def test_closed_jobs_go_with_all_that_is_known_of_them(run, put, rows):
    page = put.page(1)
    old = put.job((LONG_AGO, LONG_AGO))
    put.sighting(1, page, LONG_AGO)
    put.change(1, LONG_AGO)
    stays = [put.job((LATELY, LONG_AGO)), put.job((LONG_AGO, LATELY)), put.job((None, LONG_AGO))]
    put.sighting(2, put.page(2), LONG_AGO)
    assert run(CLOSED) == {CLOSED: 1}
    assert rows("SELECT id FROM job ORDER BY id") == stays and old not in stays
    assert rows("SELECT job_id FROM posting ORDER BY 1") == stays
    assert rows("SELECT count(*) FROM posting_change") == [0]
    assert rows("SELECT posting_id FROM sighting") == [2]
    assert rows("SELECT id, etag, content_hash FROM page ORDER BY id") == [(1, None, None), (2, "e", b"h")]
    assert run(CLOSED) == {CLOSED: 0}


def test_a_job_goes_as_a_whole_or_not_at_all(run, put, rows):
    """Else it would seem to be newer than it is."""
    put.job((LONG_AGO, LONG_AGO), (None, LATELY))
    put.job((LONG_AGO, LONG_AGO), (LATELY, LATELY))
    put.job((LONG_AGO, LONG_AGO), (LONG_AGO, LONG_AGO))
    assert run(CLOSED) == {CLOSED: 1}
    assert rows("SELECT job_id, count(*) FROM posting GROUP BY 1 ORDER BY 1") == [(1, 2), (2, 2)]
    assert rows("SELECT DISTINCT first_seen FROM posting") == [datetime(2020, 1, 1, tzinfo=UTC)]


KEPT = {
    "saved": "saved_at = '2020-01-01Z'",
    "applied for": "applied_at = '2020-01-01Z'",
    "hidden": "hidden_at = '2020-01-01Z'",
    "noted": "note = 'ask Eva'",
}


@pytest.mark.parametrize("column", KEPT.values(), ids=KEPT)
def test_what_a_person_keeps_stays(run, put, rows, connection, column):
    put.job((LONG_AGO, LONG_AGO))
    put.sighting(1, put.page(1), LONG_AGO)
    put.change(1, LONG_AGO)
    connection.execute("INSERT INTO profile (name, first_visit, last_visit) VALUES ('', now(), now())")
    connection.execute("INSERT INTO mark (profile_id, job_id) VALUES (1, 1)")
    connection.execute(f"UPDATE mark SET {column}")
    assert run(CLOSED, SIGHTINGS, CHANGES) == {CLOSED: 0, SIGHTINGS: 0, CHANGES: 0}
    connection.execute("UPDATE mark SET saved_at = NULL, applied_at = NULL, hidden_at = NULL, note = ''")
    connection.execute("UPDATE mark SET seen_at = now()")
    assert run(CLOSED) == {CLOSED: 1}
    assert rows("SELECT count(*) FROM mark") == [0]


@pytest.mark.parametrize("same", [True, False])
def test_what_a_person_decided_on_stays(run, put, rows, connection, same):
    for _ in range(3):
        put.job((LONG_AGO, LONG_AGO))
    put.sighting(2, put.page(1), LONG_AGO)
    put.change(1, LONG_AGO)
    connection.execute("INSERT INTO decision VALUES (1, 2, %s)", [same])
    assert run(CLOSED, SIGHTINGS, CHANGES) == {CLOSED: 1, SIGHTINGS: 0, CHANGES: 0}
    assert rows("SELECT id FROM job ORDER BY id") == [1, 2]


def test_what_somebody_saves_at_the_last_moment_stays(database_url, put, rows, connection):
    put.job((LONG_AGO, LONG_AGO))
    connection.execute("INSERT INTO profile (name, first_visit, last_visit) VALUES ('', now(), now())")

    async def main():
        with psycopg.connect(database_url) as other:
            other.execute("INSERT INTO mark (profile_id, job_id, saved_at) VALUES (1, 1, now())")
            pruning = asyncio.create_task(prune(database_url, {CLOSED: 30}, now=NOW))
            waiting = (
                "SELECT 1 FROM pg_stat_activity WHERE application_name = 'prune' AND wait_event_type = 'Lock'"
            )
            while not pruning.done() and not connection.execute(waiting).fetchone():
                await asyncio.sleep(0)
            other.commit()
            return await pruning

    assert asyncio.run(main()).counts == {CLOSED: 0}
    assert rows("SELECT count(*) FROM mark") == [1]


# --- What is known of jobs ------------------------------------------------------------------------------


def test_sightings_of_closed_postings_go_and_the_postings_stay(run, put, rows):
    put.job((LONG_AGO, LONG_AGO))
    put.job((LATELY, LONG_AGO))
    put.job((None, LONG_AGO))
    for posting in (1, 2, 3):
        put.sighting(posting, put.page(posting), LONG_AGO)
    put.sighting(1, put.page(4), LATELY)
    assert run(SIGHTINGS) == {SIGHTINGS: 1}
    assert rows("SELECT posting_id, page_id FROM sighting ORDER BY 1, 2") == [(1, 4), (2, 2), (3, 3)]
    assert rows("SELECT id FROM page WHERE etag IS NULL") == [1]
    assert rows("SELECT count(*), min(first_seen) FROM posting") == [(3, datetime(2020, 1, 1, tzinfo=UTC))]


def test_changes_go_by_their_age(run, put, rows):
    put.job((None, LATELY))
    put.change(1, LONG_AGO)
    put.change(1, LATELY)
    assert run(CHANGES) == {CHANGES: 1}
    assert rows("SELECT changed_at FROM posting_change") == [LATELY]


# --- Crawls and pages -----------------------------------------------------------------------------------


def test_crawls_go_but_the_last_of_each_source(run, put, rows):
    put.crawl(LONG_AGO)  # goes
    put.crawl(LONG_AGO)  # the last that went well
    put.crawl(LONG_AGO, pages=0)  # goes
    put.crawl(None)  # under way, or not yet found dead
    put.crawl(LONG_AGO, pages=0)  # the last
    put.crawl(LONG_AGO, source="b")  # the only one
    assert run(CRAWLS) == {CRAWLS: 2}
    assert rows("SELECT id FROM crawl ORDER BY id") == [2, 4, 5, 6]


def test_complete_crawls_stay_while_they_prove_something(run, put, rows):
    put.crawl(LONG_AGO, complete=True)
    put.crawl(LONG_AGO, complete=True)
    put.crawl(LONG_AGO, complete=True)  # the last complete one
    put.crawl(LATELY)
    put.job((None, LONG_AGO))
    put.job((LATELY, LONG_AGO))
    page = put.page(1)
    put.sighting(1, page, LONG_AGO, crawl=1)
    put.sighting(2, page, LONG_AGO, crawl=2)
    assert run(CRAWLS) == {CRAWLS: 1}
    assert rows("SELECT id FROM crawl ORDER BY id") == [1, 3, 4]


def test_pages_go_that_nothing_is_known_from(run, put, rows):
    put.page(1, LONG_AGO)
    put.page(2, LATELY)
    put.job((None, LONG_AGO))
    put.sighting(1, put.page(3, LONG_AGO), LONG_AGO)
    assert run(PAGES) == {PAGES: 1}
    assert rows("SELECT id FROM page ORDER BY id") == [2, 3]


# --- How it goes ----------------------------------------------------------------------------------------


@pytest.fixture
def many(put):
    """Ten of all that goes."""
    for n in range(10):
        put.job((LONG_AGO, LONG_AGO))
        put.sighting(n + 1, put.page(n, LONG_AGO), LONG_AGO)
        put.change(n + 1, LONG_AGO)
        put.crawl(LONG_AGO)


ALL = [rule.setting for rule in RULES]


def test_small_steps_do_the_same_as_large_ones(run, many, rows):
    assert run(*ALL, window=3) == {CLOSED: 10, SIGHTINGS: 0, CHANGES: 0, CRAWLS: 9, PAGES: 10}
    assert rows("SELECT (SELECT count(*) FROM job), (SELECT count(*) FROM page)") == [(0, 0)]


def test_a_dry_run_counts_the_same_and_deletes_nothing(run, many, database_url):
    before = everything(database_url)
    counted = run(*ALL, window=3, dry_run=True)
    assert counted == {CLOSED: 10, SIGHTINGS: 10, CHANGES: 10, CRAWLS: 9, PAGES: 0}
    assert everything(database_url) == before
    for setting in (SIGHTINGS, CHANGES, CRAWLS, CLOSED):
        assert run(setting) == {setting: counted[setting]}


def test_nothing_goes_unless_settings_say_so(run, many, database_url):
    before = everything(database_url)
    assert run(now=NOW + timedelta(days=10_000)) == {}
    assert everything(database_url) == before


def test_it_ends_when_time_is_up_and_goes_on_the_next_time(database_url, many):
    ticks = iter(range(100))

    def some(seconds):
        return asyncio.run(
            prune(database_url, {CLOSED: 30}, now=NOW, window=2, seconds=seconds, clock=lambda: next(ticks))
        )

    report = some(3)
    assert (report.counts, report.done) == ({CLOSED: 4}, False)
    report = some(50)
    assert (report.counts, report.done) == ({CLOSED: 6}, True)


def test_a_crawl_that_stores_is_not_held_up(database_url, many):
    with psycopg.connect(database_url) as crawling:
        crawling.execute(ONE_WRITER)
        report = asyncio.run(prune(database_url, {CLOSED: 30}, now=NOW))
    assert (report.counts, report.done) == ({CLOSED: 0}, False)


def test_what_was_deleted_can_be_found_again(run, database_url, rows):
    assert crawl_once(database_url) == 1
    rows("UPDATE posting SET closed_at = last_seen, closed_reason = 'gone' RETURNING id")
    rows("UPDATE job SET closed_at = last_seen RETURNING id")
    assert run(CLOSED, now=NOW + timedelta(days=365)) == {CLOSED: 1}
    assert crawl_once(database_url) == 1


def test_settings_are_days(monkeypatch):
    assert policy({}) == policy({CLOSED: None, PAGES: ""}) == {}
    assert policy({CLOSED: "90", PAGES: 7, "OTHER": 1}) == {CLOSED: 90, PAGES: 7}
    for wrong in ("0", -1, "a", "1.5", 10**9, True):
        with pytest.raises(SettingError, match=r"JOBS_KEEP_CLOSED_DAYS is .*whole number of days"):
            policy({CLOSED: wrong})


def test_a_database_out_of_reach_is_said():
    with pytest.raises(DatabaseError, match="cannot delete what is old"):
        asyncio.run(prune("host=127.0.0.1 port=1 dbname=jobs", {CLOSED: 1}, now=NOW))
