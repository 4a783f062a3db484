"""Saved searches: what is kept of the filters, and how many jobs in it are new."""

from datetime import UTC, datetime, timedelta

import pytest

from dashboard import my_list_queries as kept
from dashboard import saved
from dashboard.filters import VISIT, Filters, Reader
from tests.dashboard.invented import NOW
from tests.dashboard.running import html, run

pytestmark = pytest.mark.usefixtures("pools")
READER = Reader(NOW, (1, 2))


def test_all_but_the_page_and_the_last_visit_is_kept():
    chosen = Filters(roles=("sales",), sort="title", size=50, page=7, after=VISIT, reader=READER)
    query = saved.query_of(chosen, 1)
    assert saved.read({"query": query}) == Filters(roles=("sales",), sort="title", size=50, language="de")


@pytest.mark.parametrize(
    ("query", "after"),
    [
        ("role=sales", NOW),
        ("after=2026-01-01T00:00:00Z", NOW),
        ("after=2026-04-01T00:00:00Z", datetime(2026, 4, 1, tzinfo=UTC)),
    ],
)
def test_new_is_what_came_since_somebody_looked(query, after):
    assert saved.news({"query": query, "looked_at": NOW}, (5,)).new_after() == after
    assert saved.news({"query": query, "looked_at": NOW}, (5,)).left_out() == (5,)


def test_a_search_is_saved_counted_opened_renamed_and_deleted(connection, add_job):
    connection.autocommit = True
    now = datetime.now(UTC)
    add_job("Sales Manager", role="sales", role_group="commercial", first_seen=now - timedelta(days=2))
    add_job("Nurse", first_seen=now - timedelta(days=2))
    app = run(role="sales", page="2")
    app.text_input(key="name-Sales, account & business development").set_value("Sales!")
    next(button for button in app.button if button.label == "Save").click().run()
    assert not app.exception
    assert [each.value for each in app.success] == ["Saved: it stands on My list."]
    who = kept.profile(connection, "")["id"]
    (search,) = kept.searches(connection, who)
    assert (search["name"], search["query"]) == ("Sales!", "role=sales&lang=en")
    assert "0 new" in html(run("my_list"))

    connection.execute("UPDATE saved_search SET looked_at = %s", [now - timedelta(days=1)])
    add_job("Key Account Manager", role="sales", role_group="commercial", first_seen=now)
    hidden = add_job("Sales Clerk", role="sales", role_group="commercial", first_seen=now)
    kept.mark(connection, who, hidden, "hidden", now)
    add_job("Cook", first_seen=now)
    page = html(run("my_list"))
    assert ">1 new</a>" in page
    assert f'href="feeds/{search["id"]}.atom"' in page

    opened = run(role="sales", saved=search["id"])
    assert "saved" not in opened.query_params
    assert opened.query_params["role"] == "sales"
    app = run("my_list")
    assert "0 new" in html(app)
    app.text_input(key=f"rename-{search['id']}").set_value("<b>Selling").run()
    next(button for button in app.button if button.label == "Rename").click().run()
    assert "&lt;b&gt;Selling</a>" in html(app)
    next(button for button in app.button if button.label == "Delete").click().run()
    assert not app.exception
    assert kept.searches(connection, who) == []


def test_a_search_of_somebody_else_is_not_opened(connection, add_job):
    connection.autocommit = True
    add_job()
    other = kept.enter(connection, "bert", NOW)["id"]
    kept.save_search(connection, other, "abc", "x", "", NOW)
    run(saved="abc")
    assert kept.search(connection, "abc")["looked_at"] == NOW


def test_a_search_of_everything_has_a_name(add_job):
    add_job()
    assert run().text_input(key="name-All jobs").value == "All jobs"
