"""What people keep of jobs: theirs alone, stored at once, and still there tomorrow."""

from datetime import datetime, timedelta

import psycopg
import pytest
from psycopg.rows import dict_row

from dashboard import marks, profiles
from dashboard import my_list_queries as kept
from dashboard.connection import DatabaseProblem
from dashboard.writing import open_writers, writing
from tests.dashboard.invented import NOW
from tests.dashboard.running import html, run, texts

pytestmark = pytest.mark.usefixtures("pools")
HOUR = timedelta(hours=1)


@pytest.fixture
def anna(connection) -> int:
    return kept.enter(connection, "anna", NOW)["id"]


@pytest.fixture
def bert(connection) -> int:
    return kept.enter(connection, "bert", NOW)["id"]


def everything(connection) -> list[dict]:
    with connection.cursor(row_factory=dict_row) as cursor:
        return cursor.execute("SELECT * FROM mark ORDER BY profile_id, job_id").fetchall()


# ------------------------------------------------------------------ visits
def visits(connection, *hours: float) -> list[datetime | None]:
    return [kept.enter(connection, "anna", NOW + hour * HOUR)["visit_before"] for hour in hours]


def test_a_visit_ends_with_four_hours_of_nothing(connection):
    assert visits(connection, 0, 1, 4.9, 8.9) == [None] * 4
    assert visits(connection, 12.91) == [NOW + 8.9 * HOUR]


def test_the_visit_before_stays_during_a_visit(connection):
    assert visits(connection, 0, 24, 25, 28)[1:] == [NOW] * 3
    assert visits(connection, 48) == [NOW + 28 * HOUR]


def test_a_clock_that_goes_back_begins_no_visit(connection):
    assert visits(connection, 0, -24, 1) == [None] * 3


def test_everybody_has_visits_of_their_own(connection):
    kept.enter(connection, "bert", NOW - 24 * HOUR)
    assert visits(connection, 0) == [None]
    assert kept.enter(connection, "bert", NOW)["visit_before"] == NOW - 24 * HOUR


# ------------------------------------------------------------------ who
@pytest.mark.parametrize(
    ("user", "name"),
    [
        ({}, ""),
        ({"email": "test@example.com"}, ""),
        ({"is_logged_in": False}, None),
        (
            {"is_logged_in": True, "iss": "https://a.example", "sub": "1", "email": "x@y.example"},
            "https://a.example 1",
        ),
        ({"is_logged_in": True, "sub": "1"}, " 1"),
        ({"is_logged_in": True, "email": "x@y.example"}, "x@y.example"),
        ({"is_logged_in": True}, None),
    ],
)
def test_a_profile_is_the_person_s(user, name):
    assert profiles.name_of(user) == name


# ------------------------------------------------------------------ marks
@pytest.mark.parametrize("what", kept.MARKS)
def test_a_mark_is_set_once_and_taken_away(connection, add_job, anna, bert, what):
    job, other = add_job(), add_job()
    kept.mark(connection, anna, job, what, NOW)
    kept.mark(connection, anna, job, what, NOW + HOUR)
    assert kept.marks(connection, anna, [job, other])[job][f"{what}_at"] == NOW
    assert kept.marks(connection, bert, [job, other]) == {}
    kept.mark(connection, anna, job, what, None)
    kept.mark(connection, anna, other, what, None)
    assert not any(marks.is_on(mark, what) for mark in kept.marks(connection, anna, [job, other]).values())


def test_marks_and_notes_leave_each_other_alone(connection, add_job, anna):
    job = add_job()
    kept.mark(connection, anna, job, "saved", NOW)
    kept.note(connection, anna, job, "Ask Anna <b>")
    kept.mark(connection, anna, job, "seen", NOW + HOUR)
    kept.mark(connection, anna, job, "saved", None)
    (mark,) = everything(connection)
    assert (mark["seen_at"], mark["saved_at"], mark["note"]) == (NOW + HOUR, None, "Ask Anna <b>")


def test_a_note_is_bounded(connection, add_job, anna):
    job = add_job()
    kept.note(connection, anna, job, "x" * 5000)
    assert len(kept.marks(connection, anna, [job])[job]["note"]) == kept.NOTE_LENGTH


def test_a_job_that_is_no_more_is_not_marked(connection, anna):
    kept.mark(connection, anna, 12345, "saved", NOW)
    kept.note(connection, anna, 12345, "gone")
    assert everything(connection) == []


def test_lists_hold_what_belongs_there_marked_last_first(connection, add_job, anna, bert):
    first, second, third = (add_job(title) for title in ("first", "second", "third"))
    for hours, job in enumerate((first, second, third)):
        kept.mark(connection, anna, job, "saved", NOW + hours * HOUR)
    kept.mark(connection, anna, first, "applied", NOW)
    kept.mark(connection, anna, third, "hidden", NOW)
    kept.mark(connection, bert, first, "seen", NOW)
    kept.note(connection, anna, second, "x")

    def titles(who, name):
        return [row["title"] for row in kept.listed(connection, who, name, NOW, 50)]

    assert titles(anna, "saved") == ["second", "first"]
    assert titles(anna, "applied") == ["first"]
    assert titles(anna, "hidden") == ["third"]
    assert titles(anna, "noted") == ["second"]
    assert titles(anna, "seen") == []
    assert titles(bert, "seen") == ["first"]
    assert kept.counts(connection, anna) == {"saved": 2, "applied": 1, "noted": 1, "hidden": 1, "seen": 0}
    assert kept.hidden(connection, anna) == (third,)
    assert kept.hidden(connection, bert) == ()
    assert [row["title"] for row in kept.listed(connection, anna, "saved", NOW, 1, 1)] == ["first"]


# ------------------------------------------------------------------ saved searches
def test_a_saved_search_is_its_owner_s(connection, anna, bert):
    assert kept.save_search(connection, anna, "s1", "Kiel", "place=Kiel", NOW)
    for change in (
        lambda: kept.rename_search(connection, bert, "s1", "mine"),
        lambda: kept.delete_search(connection, bert, "s1"),
        lambda: kept.look(connection, bert, "s1", NOW + HOUR),
    ):
        change()
        (found,) = kept.searches(connection, anna)
        assert (found["name"], found["query"], found["looked_at"]) == ("Kiel", "place=Kiel", NOW)
    assert kept.searches(connection, bert) == []
    kept.rename_search(connection, anna, "s1", "n" * 500)
    kept.look(connection, anna, "s1", NOW + HOUR)
    kept.look(connection, anna, "s1", NOW)
    found = kept.search(connection, "s1")
    assert (len(found["name"]), found["looked_at"]) == (kept.NAME_LENGTH, NOW + HOUR)
    kept.delete_search(connection, anna, "s1")
    assert kept.search(connection, "s1") is None


def test_saved_searches_are_not_without_number(connection, anna):
    saved = [kept.save_search(connection, anna, f"s{n}", str(n), "", NOW) for n in range(kept.SEARCHES + 1)]
    assert saved == [True] * kept.SEARCHES + [False]


# ------------------------------------------------------------------ rights
def test_visitors_write_their_list_and_nothing_else(database_url, add_job):
    job, pool = add_job(), open_writers(database_url)
    with writing(pool) as connection:
        assert connection.execute("SELECT current_user").fetchone() == ("jobs_visitor",)
        kept.mark(connection, kept.enter(connection, "", NOW)["id"], job, "saved", NOW)
    for statement in ("DELETE FROM job", "UPDATE page SET title = ''", "CREATE TABLE x ()"):
        with pytest.raises(DatabaseProblem) as refused, writing(pool) as connection:
            connection.execute(statement)
        assert refused.value.kind == "read_only"
    with writing(pool) as connection:
        assert [mark["job_id"] for mark in everything(connection)] == [job]
    pool.close()


@pytest.fixture
def reading_only(database_url, monkeypatch):
    """A user who may read everything and write nothing."""
    with psycopg.connect(database_url, autocommit=True) as admin:
        admin.execute("CREATE ROLE only_reads LOGIN IN ROLE jobs_reader")
        monkeypatch.setenv("DATABASE_URL", f"{database_url} user=only_reads")
        yield
        admin.execute("DROP ROLE only_reads")


def test_without_the_right_to_write_the_rest_works(add_job, reading_only):
    add_job("Data Engineer")
    app = run()
    assert app.title[0].value == "1 job"
    assert "<button" not in html(app)
    app = run("my_list")
    (said,) = [warning.value for warning in app.warning if "GRANT jobs_visitor" in warning.value]
    assert "may only be read" in said


# ------------------------------------------------------------------ in the app
def me(connection) -> int:
    return kept.profile(connection, "")["id"]


def test_hidden_jobs_are_gone_from_list_and_numbers(connection, add_job):
    connection.autocommit = True
    job, _ = add_job("Sales Manager", role="sales", role_group="commercial"), add_job("Nurse")
    assert run().title[0].value == "2 jobs"
    kept.mark(connection, me(connection), job, "hidden", NOW)
    app = run()
    assert app.title[0].value == "1 job"
    assert "Sales Manager" not in html(app)
    assert not any("Sales" in option for option in app.multiselect(key="roles").options)
    app.checkbox(key="hidden").check().run()
    assert app.query_params["hidden"] == "show"
    assert app.title[0].value == "2 jobs"
    assert 'class="hidden"' in html(app)
    app.button(key="chip-hidden-show").click().run()
    assert app.title[0].value == "1 job"


def test_new_since_my_last_visit(connection, add_job):
    connection.autocommit = True
    now = datetime.now(NOW.tzinfo)
    add_job("old", first_seen=now - timedelta(days=4), last_seen=now)
    add_job("new", first_seen=now - timedelta(hours=1), last_seen=now)
    first = run()
    assert not any("visit" in option for option in first.radio(key="days").options)
    connection.execute("UPDATE profile SET last_visit = %s", [now - timedelta(days=2)])
    app = run()
    assert app.radio(key="days").options[0] == "New since my last visit · 1"
    app.radio(key="days").set_value("visit").run()
    assert not app.exception
    assert app.query_params["after"] == "visit"
    assert app.title[0].value == "1 job"
    assert ">new</a>" in html(app)
    assert app.button(key="chip-after-visit").label == "new since my last visit"
    (link,) = [code.value for code in app.code if "after=" in code.value]
    assert f"after={now - timedelta(days=2):%Y-%m-%dT%H}" in link
    app.radio(key="days").set_value(7).run()
    assert "after" not in app.query_params
    assert app.title[0].value == "2 jobs"


def test_my_list_says_what_closed_and_keeps_text_text(connection, add_job):
    connection.autocommit = True
    job = add_job("<i>Nurse</i>", closed_at=NOW, closed_reason="gone")
    run()
    kept.mark(connection, me(connection), job, "saved", NOW)
    kept.note(connection, me(connection), job, "<script>alert(1)</script>")
    page = html(run("my_list"))
    assert "closed: the ad is gone" in page
    assert "&lt;i&gt;Nurse" in page and "<i>" not in page
    assert "&lt;script&gt;" in page
    assert "No application is noted yet" in " ".join(
        each.value for each in run("my_list", list="applied").markdown
    )


def test_who_has_not_logged_in_is_asked_to(add_job, monkeypatch):
    add_job()
    monkeypatch.setattr(profiles, "name_of", lambda user: None)
    app = run("my_list")
    assert [button.label for button in app.button if button.label == "Log in"] == ["Log in"] * 2
    assert "<button" not in html(run())


def test_two_people_see_nothing_of_each_other(connection, add_job, monkeypatch):
    connection.autocommit = True
    job = add_job("Nurse")
    monkeypatch.setattr(profiles, "name_of", lambda user: "anna")
    run()
    kept.mark(connection, kept.profile(connection, "anna")["id"], job, "saved", NOW)
    assert "Nurse" in html(run("my_list"))
    monkeypatch.setattr(profiles, "name_of", lambda user: "bert")
    assert "Nurse" not in html(run("my_list"))


@pytest.mark.parametrize(
    ("said", "understood"),
    [
        ([[1, 2, "saved", True]], [(1, 2, "saved", True)]),
        ([[1, 2, "noted", 0]], [(1, 2, "noted", False)]),
        ([[1, 2, "note", True], [1, "2", "saved", True], [True, 2, "saved", True]], []),
        ([[1, 2**63, "saved", True], [1, -1, "saved", True], [1, 2, "saved"], 5, None], []),
        (None, []),
        ({"a": 1}, []),
        ([[n, 1, "seen", True] for n in range(500)], [(n, 1, "seen", True) for n in range(marks.MOST)]),
    ],
)
def test_what_the_browser_says_is_not_believed(said, understood):
    assert marks._presses(said) == understood


def test_texts_of_a_page_with_a_list(add_job):
    add_job()
    assert "My list" in texts(run("my_list"))
    assert "Meine Liste" in texts(run("my_list", lang="de"))


def test_a_job_that_was_opened_is_seen(connection, add_job):
    connection.autocommit = True
    job, other = add_job("Nurse"), add_job("Cook")
    assert 'aria-label="Save: Nurse"' in html(run("job", id=str(job)))
    assert set(kept.marks(connection, me(connection), [job, other])) == {job}
    page = html(run())
    assert page.count('<li class="seen">') == 1
    kept.note(connection, me(connection), job, "Ask <Anna>")
    assert "Ask &lt;Anna&gt;" in html(run("job", id=str(job)))
