"""What is new, as cron would mail it."""

import email
import email.policy
from datetime import UTC, datetime, timedelta

import pytest
from lxml import html as markup

from dashboard import digest
from dashboard import my_list_queries as kept
from tests.dashboard.invented import NOW

HOUR = timedelta(hours=1)
LATER = NOW + 24 * HOUR


@pytest.fixture
def searches(connection, add_job):
    """Two searches, looked at 24 hours ago, with one old job and three new ones, one of them hidden."""
    connection.autocommit = True
    who = kept.enter(connection, "", NOW)["id"]
    kept.save_search(connection, who, "id-kiel", "Kiel", "place=Kiel&lang=de", NOW)
    kept.save_search(connection, who, "id-ulm", "Ulm", "place=Ulm", NOW)
    add_job("Old", city="Kiel", first_seen=NOW - HOUR)
    add_job("Nurse <b>", city="Kiel", company="Nord & Co", location="Kiel", first_seen=NOW + HOUR)
    add_job("Cook", city="Kiel", first_seen=NOW + 2 * HOUR, closed_at=NOW + 3 * HOUR, closed_reason="gone")
    add_job("Baker", city="Kiel", first_seen=NOW + 2 * HOUR, url=None)
    kept.mark(connection, who, add_job("Spy", city="Kiel", first_seen=NOW + HOUR), "hidden", NOW)
    return who


def run(capsys, *arguments: str, now: datetime = LATER) -> tuple[int, str, str]:
    code = digest.main(arguments, now)
    said = capsys.readouterr()
    return code, said.out, said.err


def test_new_is_what_came_since_somebody_looked(searches, capsys):
    code, text, _ = run(capsys)
    assert code == 0
    assert text.startswith("2 new jobs, 11 Mar 2026\n\nKiel: 2 new\n===========\n")
    assert "Nurse <b>\n  Nord & Co · Kiel\n  first seen 10 Mar 2026\n  https://board.example/" in text
    assert "Baker\n" in text and "  http://localhost:8501/job?id=" in text
    assert not any(word in text for word in ("Old", "Cook", "Spy", "Ulm"))
    assert "\nhttp://localhost:8501/?after=2026-03-10T12%3A00%3A00Z&place=Kiel&lang=de\n" in text


@pytest.mark.parametrize(
    ("since", "jobs"), [("2026-03-10", 3), ("2026-03-10T13:30:00Z", 1), ("23h", 1), ("2d", 3), ("1w", 3)]
)
def test_any_time_may_be_asked_for(searches, capsys, since, jobs):
    assert run(capsys, "--since", since)[1].startswith(f"{jobs} new job")


def test_html_is_escaped_and_loads_nothing(searches, capsys, tmp_path):
    file = tmp_path / "digest.html"
    code, text, _ = run(capsys, "--format", "html", "--lang", "de", "-o", str(file))
    assert (code, text) == (0, "")
    page = markup.fromstring(file.read_text("utf-8"))
    assert page.get("lang") == "de"
    assert page.findtext(".//h1") == "2 neue Stellen, 11. März 2026"
    assert [each.text_content() for each in page.iterfind(".//li/a")] == ["Baker", "Nurse <b>"]
    assert not page.xpath("//script | //img | //link | //@src")
    assert all(link.startswith("http") for link in page.xpath("//@href"))


def test_mail_has_both_forms(searches, capsys):
    _, text, _ = run(capsys, "--format", "mail", "--to", "anna@mail.example", "--from", "jobs@mail.example")
    mail = email.message_from_string(text, policy=email.policy.default)
    assert (mail["Subject"], mail["To"]) == ("2 new jobs, 11 Mar 2026", "anna@mail.example")
    assert mail.get_content_type() == "multipart/alternative"
    assert "Nurse <b>" in mail.get_body(("plain",)).get_content()
    assert "Nurse &lt;b&gt;" in mail.get_body(("html",)).get_content()


def test_the_next_digest_goes_on_where_this_one_ended(searches, capsys, add_job):
    assert run(capsys, "--looked")[1].startswith("2 new")
    code, text, _ = run(capsys)
    assert (code, text) == (0, "0 new jobs, 11 Mar 2026\n")
    assert run(capsys, "--only-new") == (3, "", "")
    add_job("Late", city="Ulm", first_seen=LATER + HOUR)
    assert "Late" in run(capsys, now=LATER + 2 * HOUR)[1]


def test_single_searches(searches, capsys, add_job):
    add_job("Smith", city="Ulm", first_seen=NOW + HOUR)
    assert "Kiel" not in run(capsys, "--search", "id-ulm")[1]
    assert "Smith" not in run(capsys, "--search", "Kiel")[1]
    assert run(capsys, "--search", "Kiel", "--search", "Ulm")[1].startswith("3 new jobs")
    code, text, said = run(capsys, "--search", "Bonn")
    assert (code, text, said) == (2, "", "digest: there is no saved search 'Bonn'\n")


def test_long_lists_say_how_much_they_leave_out(connection, add_job, capsys, monkeypatch):
    connection.autocommit = True
    monkeypatch.setattr(digest, "JOBS", 2)
    who = kept.enter(connection, "", NOW)["id"]
    kept.save_search(connection, who, "all", "All", "", NOW)
    for number in range(5):
        add_job(f"Job {number}", first_seen=NOW + HOUR)
    text = run(capsys)[1]
    assert text.startswith("5 new jobs")
    assert "… and 3 more." in text
    assert text.count("Job ") == 2
    assert "… und 3 weitere." in run(capsys, "--format", "html", "--lang", "de")[1]


def test_a_terminal_is_not_told_what_to_do(connection, add_job, capsys):
    connection.autocommit = True
    kept.save_search(connection, kept.enter(connection, "", NOW)["id"], "all", "All", "", NOW)
    add_job("Nurse\x1b[2J\nSubject: x", first_seen=NOW + HOUR)
    assert "Nurse [2J Subject: x\n" in run(capsys)[1]


def test_nobody_has_saved_anything(connection, capsys):
    assert run(capsys)[:2] == (0, "0 new jobs, 11 Mar 2026\n")
    assert run(capsys, "--profile", "anna", "--only-new")[0] == 3


@pytest.mark.parametrize("since", ["yesterday", "7", "d", "99999d", "٣d", "-1d"])
def test_a_time_that_is_none(capsys, since):
    with pytest.raises(SystemExit) as ended:
        run(capsys, f"--since={since}")
    assert ended.value.code == 2
    assert "write 36h, 7d, 2w" in capsys.readouterr().err


def test_no_database(monkeypatch, capsys):
    monkeypatch.setenv("DATABASE_URL", "postgresql://me:secret@127.0.0.1:9/jobs")
    code, text, said = run(capsys)
    assert (code, text) == (1, "")
    assert said.startswith("digest: The database does not answer")
    assert "secret" not in said


def test_times_are_read_in_utc():
    assert digest.since("2026-03-01T10:00", NOW) == datetime(2026, 3, 1, 10, tzinfo=UTC)
    assert digest.since("36h", NOW) == NOW - 36 * HOUR
    assert digest.since("new", NOW) is None
