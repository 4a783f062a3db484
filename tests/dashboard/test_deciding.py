"""What people may say of jobs on the Job page, and what becomes of old links."""

import psycopg
import pytest

from dashboard import profiles
from dashboard.deciding import number_in
from scrapers.storage import decisions
from tests.dashboard.running import html, run, texts

pytestmark = pytest.mark.usefixtures("pools")


def notices(app) -> str:
    return " ".join(element.value for kind in (app.success, app.warning) for element in kind)


def add_ad(url: str, job_id: int, site: str) -> int:
    """A second ad behind a job; returns its id."""
    with psycopg.connect(url) as connection:
        return connection.execute(
            "INSERT INTO posting (job_id, site, ref, title, title_raw, origin, trust, normalization_version,"
            " first_seen, last_seen) SELECT job_id, %s, ref, title, title_raw, origin, trust,"
            " normalization_version, first_seen, last_seen FROM posting WHERE job_id = %s RETURNING id",
            [site, job_id],
        ).fetchone()[0]


def test_some_ads_may_leave_and_come_back(add_job, rows, database_url):
    job = add_job("Data Engineer", company="Nord AG")
    ad = add_ad(database_url, job, "other.example")
    app = run("job", id=str(job))
    assert app.button(key="split").disabled
    app.multiselect(key=f"leaving-{job}").set_value([ad]).run()
    app.button(key="split").click().run()
    assert not app.exception and "Stored" in notices(app)
    (new,) = rows("SELECT job_id FROM posting WHERE id = %s", ad)
    assert new != job and rows("SELECT postings FROM job ORDER BY id") == [1, 1]
    assert f"./job?id={new}" in html(app), "the decision names the other job"
    app.button(key=f"undo-two-{new}").click().run()
    assert not app.exception and rows("SELECT count(*) FROM decision") == [0]


def test_a_job_may_be_the_same_as_another(add_job, rows):
    one = add_job("Data Engineer", company="Nord AG")
    two = add_job("Data Engineer Team Nord", company="Nord AG", reposted=2)
    add_job("Koch", company="Nord AG")
    app = run("job", id=str(two))
    assert "advertised again 2 times" in html(app)
    assert app.selectbox(key=f"same-{two}").options == ["Data Engineer · board.example"]
    app.text_input(key=f"pasted-{two}").set_value("nonsense").run()
    assert app.button(key="merge").disabled and "neither the link" in notices(app)
    app.text_input(key=f"pasted-{two}").set_value(f"https://jobs.example/job?lang=de&id={one}").run()
    app.button(key="merge").click().run()
    assert not app.exception and rows("SELECT postings FROM job WHERE id = %s", one) == [2]
    assert rows("SELECT count(*) FROM job") == [2]
    app = run("job", id=str(two))
    assert f"Job {two} became part of this one, job {one}." in texts(app)
    assert "somebody said that it is the same as ad 1" in html(app)
    app.button(key=f"undo-same-{one}").click().run()
    assert not app.exception and rows("SELECT count(*) FROM job") == [3]


def test_who_may_only_read_is_told_so(add_job, rows, connection, database_url, monkeypatch):
    one, two = add_job("Data Engineer"), add_job("Data Engineer")
    connection.execute("DROP ROLE IF EXISTS looks")
    connection.execute("CREATE ROLE looks LOGIN IN ROLE jobs_reader")
    connection.commit()
    monkeypatch.setenv("DATABASE_URL", database_url.replace("user=postgres", "user=looks"))
    try:
        app = run("job", id=str(one))
        app.text_input(key=f"pasted-{one}").set_value(str(two)).run()
        app.button(key="merge").click().run()
        assert not app.exception and "may only be read here" in notices(app)
    finally:
        connection.execute("DROP ROLE looks")
        connection.commit()
    assert rows("SELECT count(*) FROM job") == [2]


@pytest.mark.parametrize(
    ("pasted", "number"),
    [
        ("12", 12),
        (" http://localhost:8501/job?id=12 ", 12),
        ("./job?lang=de&id=12&sort=title", 12),
        ("", None),
        ("job 12", None),
        ("?id=12;DROP", None),
        ("9" * 30, None),
        ("١٢", None),
    ],
)
def test_a_job_is_named_by_its_number_or_its_address(pasted, number):
    assert number_in(pasted) == number


def test_where_people_log_in_only_they_decide(add_job, rows, database_url, monkeypatch):
    job = add_job("Data Engineer", company="Nord AG")
    add_ad(database_url, job, "other.example")
    decisions.split(database_url, job, rows("SELECT max(id) FROM posting"))

    def keys() -> set[str]:
        return {button.key for button in run("job", id=str(job)).button if button.key}

    assert {"merge"} < keys() and any(key.startswith("undo-") for key in keys())
    monkeypatch.setattr(profiles, "name_of", lambda user: None)
    assert not any(key == "merge" or key.startswith("undo-") for key in keys())
    assert rows("SELECT postings FROM job ORDER BY id") == [1, 1]
