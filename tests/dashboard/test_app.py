"""Every page runs without an exception, whatever the database holds and whatever the address says."""

import psycopg
import pytest

from tests.dashboard.invented import NOW
from tests.dashboard.running import html, opened, run, texts

PAGES = ("jobs", "trends", "sources", "job", "my_list")
HOSTILE = {
    "q": ["' OR 1=1 --", '"', "\x00", "<script>alert(1)</script>"],
    "role": ["data_ai", "nope", "'; DROP TABLE job; --"],
    "days": ["-5", "NaN"],
    "from": ["2026-99-99"],
    "to": "2026-01-01",
    "status": "exploded",
    "page": ["999999999999999999999999"],
    "size": "7",
    "sort": "id; DROP TABLE job",
    "lang": "xx",
    "id": ["1 OR 1=1"],
    "source": "<b>x",
    "list": ["saved'; DROP TABLE mark", "x"],
    "saved": "../../etc",
    "after": "visit OR 1=1",
    "hidden": "<b>",
    "step": "century",
    "../../etc": "x" * 5000,
    "`*_[x](javascript:alert(1))": ["**bold**"],
}

pytestmark = pytest.mark.usefixtures("pools")


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize(
    "parameters", [{}, HOSTILE, {"id": "1"}, {"lang": "de"}], ids=["bare", "hostile", "id", "de"]
)
def test_no_jobs(database_url, page, parameters):
    run(page, **parameters)


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("parameters", [{}, HOSTILE, {"view": "table"}], ids=["bare", "hostile", "table"])
def test_one_job(add_job, page, parameters):
    run(page, **{"id": str(add_job()), **parameters})


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize(
    "parameters",
    [
        {},
        HOSTILE,
        {"id": "5", "lang": "de"},
        {"from": "2026-01-05", "status": "all", "step": "week"},
        {"page": "400", "size": "100"},
    ],
    ids=["bare", "hostile", "german", "half", "deep"],
)
def test_ten_thousand_jobs(seeded, page, parameters):
    run(page, **parameters)


def test_an_empty_database_says_how_to_fill_it(database_url):
    app = run()
    assert "No jobs yet" in texts(app)
    assert [code.value for code in app.code] == ["scrapy crawl pages -a url=https://…"]
    assert not app.button


def test_one_job_is_listed(add_job):
    add_job("Data Engineer (KI)", company="Nord AG", location="Kiel")
    app = run()
    assert app.title[0].value == "1 job"
    assert ">Data Engineer (KI)</a>" in html(app)
    assert "Stellenangebote" in html(app)


def test_what_is_not_understood_is_named_as_code(add_job):
    add_job()
    (notice,) = run(**{"role": "nope", "`*_[x](javascript:alert(1))": "1"}).info
    assert notice.value.endswith("`role=nope`, `'*_[x](javascript:alert(1))`")


def test_sample_data_is_labelled(seeded):
    assert "Sample data" in texts(run())


def test_real_data_is_not(add_job):
    add_job()
    assert "Sample data" not in texts(run())


def test_old_data_is_said_to_be_old(add_job, connection):
    add_job()
    connection.execute(
        "INSERT INTO crawl (source, started_at, ended_at, pages) VALUES ('a', %s, %s, 3)", [NOW, NOW]
    )
    connection.commit()
    assert ["10 Mar 2026" in warning.value for warning in run().warning] == [True]


def test_filters_come_from_the_address(add_job):
    add_job("Sales Manager", role="sales", role_group="commercial")
    add_job("Data Engineer", role="data_engineering", role_group="data_ai", city="Kiel")
    app = run(role="commercial", lang="de")
    assert app.title[0].value == "1 Stelle"
    assert app.multiselect(key="roles").value == ["commercial"]
    assert "Sales Manager" in html(app) and "Data Engineer" not in html(app)
    labels = app.multiselect(key="roles").options
    assert "Daten & KI: alle · 1" in labels
    assert "Vertrieb, Marketing & Service: alle · 1" in labels


def test_more_filters_are_made_when_they_are_opened(add_job):
    add_job("Sales Manager", topics=["cloud"])
    add_job("Data Engineer", topics=["ai"])
    app = run()
    assert "topics" not in [each.key for each in app.multiselect]
    opened(app, "more").multiselect(key="topics").select("ai").run()
    assert app.title[0].value == "1 job"
    app.session_state["more"] = False
    app.run()
    # Chosen is chosen, also unseen; and what is taken away does not come back with the next click.
    app.checkbox(key="status-closed").check().run()
    assert app.query_params["topic"] == "ai"
    app.button(key="chip-topics-ai").click().run()
    app.checkbox(key="status-closed").uncheck().run()
    assert "topic" not in app.query_params
    assert app.title[0].value == "2 jobs"
    assert opened(app, "more").multiselect(key="topics").value == []


def test_more_filters_are_open_where_one_is_chosen(add_job):
    add_job("Data Engineer", topics=["ai"])
    assert run(topic="ai").multiselect(key="topics").value == ["ai"]


def test_choosing_a_role_narrows_the_list(add_job):
    add_job("Sales Manager", role="sales", role_group="commercial")
    add_job("Data Engineer", role="data_engineering", role_group="data_ai")
    app = run()
    app.multiselect(key="roles").select("sales").run()
    assert not app.exception
    assert app.title[0].value == "1 job"
    assert app.query_params["role"] == "sales"
    app.button(key="chip-roles-sales").click().run()
    assert app.title[0].value == "2 jobs"
    assert "role" not in app.query_params


def test_no_match_offers_the_filter_to_drop(add_job):
    add_job("Sales Manager", role="sales", role_group="commercial", city="Kiel")
    app = run(role="sales", place="Ulm", q="manager")
    assert "No job matches" in texts(app)
    offers = {button.key for button in app.button if button.key.startswith("relax")}
    assert offers == {"relax-places"}
    app.button(key="relax-places").click().run()
    assert app.title[0].value == "1 job"


def test_no_match_at_all_offers_to_clear(add_job):
    add_job()
    app = run(role="sales", place="Ulm")
    app.button(key="relax-all").click().run()
    assert app.title[0].value == "1 job"


def test_half_a_range_is_explained(add_job):
    add_job()
    assert any(
        "everything since 1 Jan 2026" in caption.value for caption in run(**{"from": "2026-01-01"}).caption
    )
    assert any("everything up to 1 Jan 2026" in caption.value for caption in run(to="2026-01-01").caption)


def test_a_page_beyond_the_last_is_the_last(seeded):
    app = run(role="executive", status="all", page="50")
    assert "<li>" in html(app)


@pytest.mark.parametrize(
    "identity", ["", "0", "-1", "1.5", "99999999999999999999", "9223372036854775807", "x"]
)
def test_an_unknown_job_is_said_to_be_unknown(add_job, identity):
    add_job()
    assert len(run("job", id=identity).title) == 1


def test_one_job_shows_where_it_was_seen(add_job):
    app = run("job", id=str(add_job("Data Engineer", company="Nord AG")))
    assert "<h1>Data Engineer</h1>" in html(app)
    assert "https://news.example/article/" in html(app)


def test_a_database_without_schema(postgres, monkeypatch):
    monkeypatch.setenv("DATABASE_URL", postgres.replace("dbname=jobs", "dbname=postgres"))
    assert "holds no jobs schema" in texts(run())


@pytest.mark.parametrize(("version", "said"), [(9999, "newer than"), (0, "older than")])
def test_a_schema_of_another_version(connection, version, said):
    connection.execute("UPDATE database_info SET version = %s", [version])
    connection.commit()
    assert said in texts(run())


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://me:secret@127.0.0.1:9/jobs",
        "postgresql://me:secret@nowhere.invalid/jobs",
        "secret nonsense",
    ],
)
def test_no_database_shows_no_password(monkeypatch, url):
    monkeypatch.setenv("DATABASE_URL", url)
    app = run()
    assert "does not answer" in texts(app)
    assert "secret" not in str(app)


def test_the_database_is_only_read(seeded_url):
    from dashboard.connection import open_pool

    pool = open_pool(seeded_url)
    with pool.connection() as connection, pytest.raises(psycopg.errors.ReadOnlySqlTransaction):
        connection.execute("DELETE FROM job")
    pool.close()


def test_all_filters_are_cleared_beside_them(add_job):
    add_job("Data Engineer", location="Kiel")
    assert run("jobs").button(key="clear-all").disabled
    app = run("jobs", place="Kiel", q="data")
    assert not app.button(key="clear-all").disabled
    app.button(key="clear-all").click().run()
    assert not {"place", "q"} & set(app.query_params)
