"""The Sources page: what a crawl saw new and closed, and what has not been crawled for long."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

import dashboard
from dashboard import health, source_queries
from tests.dashboard.invented import NOW

APP = Path(dashboard.__file__).with_name("app.py")
HOUR = timedelta(hours=1)
pytestmark = pytest.mark.usefixtures("pools")


@pytest.fixture
def add_crawl(connection):
    connection.autocommit = True

    def add(source: str = "news", start: datetime = NOW - HOUR, end: datetime | None = NOW, **values) -> int:
        row = {
            **{"source": source, "started_at": start, "ended_at": end, "pages": 3, "postings_seen": 5},
            **{"reason": "finished" if end else None, **values},
        }
        names, places = ", ".join(row), ", ".join(["%s"] * len(row))
        statement = f"INSERT INTO crawl ({names}) VALUES ({places}) RETURNING id"
        return connection.execute(statement, list(row.values())).fetchone()[0]

    return add


def during(connection, identity: int) -> tuple[list[str], list[str]]:
    crawl = source_queries.crawl(connection, identity, NOW)
    found = (
        source_queries.new_jobs(connection, crawl, NOW, 9),
        source_queries.closed_jobs(connection, crawl, NOW, 9),
    )
    return tuple([job["title"] for job in jobs] for jobs in found)


def test_what_a_crawl_saw_new_and_closed(connection, add_crawl, add_job):
    identity = add_crawl()
    add_job("New", first_seen=NOW - HOUR / 2)
    add_job("Before", first_seen=NOW - 2 * HOUR)
    add_job("After", first_seen=NOW + HOUR, last_seen=NOW + HOUR)
    add_job("Closed", first_seen=NOW - 9 * HOUR, closed_at=NOW, closed_reason="gone")
    add_job("Closed before", first_seen=NOW - 9 * HOUR, closed_at=NOW - 3 * HOUR, closed_reason="gone")
    assert during(connection, identity) == (["New"], ["Closed"])


def test_a_crawl_under_way_saw_what_came_until_now(connection, add_crawl, add_job):
    identity = add_crawl(end=None)
    add_job("New", first_seen=NOW - HOUR / 2)
    assert during(connection, identity) == (["New"], [])


def test_what_another_source_saw_is_not_counted_where_both_ran(connection, add_crawl, add_job):
    mine, other = add_crawl(), add_crawl("blog", start=NOW - HOUR / 2)
    later = add_crawl("news", start=NOW + HOUR, end=NOW + 2 * HOUR)
    for title, crawl in (("Mine", mine), ("Seen again", later), ("Other", other), ("Unknown", None)):
        job = add_job(title, first_seen=NOW - HOUR / 4)
        connection.execute("UPDATE posting SET crawl_id = %s WHERE job_id = %s", [crawl, job])
    assert source_queries.crawl(connection, mine, NOW)["others"] == 1
    assert during(connection, mine)[0] == ["Mine", "Seen again", "Unknown"]
    assert during(connection, other)[0] == ["Other", "Unknown"]


def test_no_such_crawl(connection):
    assert source_queries.crawl(connection, 5, NOW) is None


@pytest.mark.parametrize(
    ("success", "start", "stale"),
    [(None, 1, False), (None, 49, True), (49, 1, True), (47, 1, False)],
)
def test_stale(success, start, stale):
    row = {"last_success": success and NOW - success * HOUR, "started_at": NOW - start * HOUR}
    assert health.is_stale(row, NOW) == stale


def sources(**parameters) -> AppTest:
    app = AppTest.from_file(str(APP), default_timeout=60)
    app.query_params.update(parameters)
    app.run().switch_page("views/sources.py").run()
    assert not app.exception
    return app


def html(app: AppTest) -> str:
    return " ".join(element.proto.body for element in app.get("html"))


def test_sources_say_what_needs_a_look(add_crawl, add_job):
    add_job()
    now = datetime.now(UTC)
    for day in (5, 4, 3):
        add_crawl("few", start=now - timedelta(days=day), end=now - timedelta(days=day), postings_seen=100)
    identity = add_crawl("few", start=now - 3 * HOUR, end=now - 2 * HOUR, postings_seen=7)
    add_crawl("old", start=now - timedelta(days=3), end=now - timedelta(days=3))
    app = sources()
    assert "1 needs a look. 1 had no success for more than 48 hours." in [text.value for text in app.markdown]
    assert "Far few" in html(app) and "7 found, usually 100" in html(app)
    assert f'href="sources?crawl={identity}"' in html(app)


def test_one_crawl(add_crawl, add_job):
    add_job("<b>Data</b> Engineer", first_seen=NOW - HOUR / 2)
    add_job("Gone", first_seen=NOW - 9 * HOUR, closed_at=NOW, closed_reason="gone")
    crawl = add_crawl(postings_closed=1, error="<i>503", errors=2, arguments='{"url": "https://a.example"}')
    app = sources(crawl=str(crawl), lang="de")
    assert "&lt;i&gt;503" in html(app) and "https://a.example" in html(app)
    assert "&lt;b&gt;Data&lt;/b&gt; Engineer" in html(app)
    assert "geschlossen: Anzeige nicht mehr da" in html(app)


@pytest.mark.parametrize("asked", ["0", "-1", "x", "9" * 30, "1 OR 1=1", "<b>"])
def test_an_unknown_crawl_is_said_to_be_unknown(add_crawl, asked):
    app = sources(crawl=asked)
    assert app.title[0].value.startswith("There is no crawl")
