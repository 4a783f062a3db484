"""`python -m scrapers.run` as people start it: in a process of its own."""

import os
import re
import signal
import socket
import subprocess
import sys
import urllib.request

import psycopg
import pytest
from test_examples import FOUR
from web import PROJECT, Answer, Web, ad

from examples.server import PORT


def run(*args, **environment):
    return subprocess.run(
        [sys.executable, "-m", "scrapers.run", *args],
        cwd=PROJECT,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


@pytest.fixture
def data(tmp_path, monkeypatch):
    monkeypatch.setenv("JOBS_DATA_DIR", str(tmp_path / "data"))
    return tmp_path / "data"


@pytest.fixture
def sample_url(database_url):
    """Conninfo of the database for samples beside the fresh one; dropped afterwards."""
    from scrapers.database import sample_conninfo

    yield sample_conninfo(database_url)
    with psycopg.connect(database_url, autocommit=True) as admin:
        name = psycopg.conninfo.conninfo_to_dict(sample_conninfo(database_url))["dbname"]
        admin.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def test_the_samples_have_a_database_of_their_own_and_are_stored_once(data, sample_url, connection):
    first = run("--no-dashboard")
    assert (first.returncode, first.stderr) == (0, "")
    found = re.search(r"(\d+) pages fetched, (\d+) jobs found, (\d+) new, 0 updated", first.stdout)
    assert found, first.stdout
    assert "(sample jobs only)" in first.stdout
    assert "make run URL=" in first.stdout
    second = run("--no-dashboard")
    assert " 0 new" in second.stdout
    with psycopg.connect(sample_url) as sample:
        titles = [
            title for (title,) in sample.execute("SELECT title_raw FROM posting WHERE closed_at IS NULL")
        ]
        assert sample.execute("SELECT is_sample FROM database_info").fetchone() == (True,)
    assert set(FOUR) <= set(titles)
    assert len(titles) == len(set(titles))
    assert not [title for title in titles if "Bücher" in title or "StepStone" in title or "Buch" in title]
    assert connection.execute("SELECT count(*) FROM posting").fetchone() == (0,)


def test_pages_of_ones_own(data, connection):
    web = Web()
    try:
        web.routes["/a"] = Answer(ad("Nurse"))
        done = run("--url", web.url("/a"), "--no-dashboard")
    finally:
        web.close()
    assert done.returncode == 0
    assert "1 page fetched, 1 job found, 1 new" in done.stdout
    assert connection.execute("SELECT title FROM job").fetchall() == [("Nurse",)]


def test_a_crawl_that_fails_is_said(data, database_url):
    done = run("--url", "http://nowhere.invalid/", "--no-dashboard")
    assert done.returncode == 1
    assert "no page could be fetched: http://nowhere.invalid/: no such host" in done.stdout
    assert "Traceback" not in done.stdout + done.stderr
    done = run("--spider", "no_such_source", "--no-dashboard")
    assert done.returncode == 2
    assert "no spider 'no_such_source'" in done.stdout


def test_no_database_is_said(data):
    done = run("--no-dashboard", DATABASE_URL="postgresql://nobody:secret@127.0.0.1:1/jobs")
    assert done.returncode == 1
    assert done.stderr.startswith("make run: cannot reach PostgreSQL at 127.0.0.1:1")
    assert "secret" not in done.stdout + done.stderr
    assert "Traceback" not in done.stderr


def test_a_taken_port_is_said(data, database_url):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        done = run("--port", str(port))
    assert done.returncode == 1
    assert done.stderr.startswith(f"make run: port {port} is taken")


def is_stopped(data):
    """Whether the embedded server ended in order."""
    return not (data / "postgres" / "postmaster.pid").exists()


def test_ctrl_c_stops_the_dashboard_and_the_database(data, monkeypatch):
    monkeypatch.delenv("DATABASE_URL", raising=False)
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    with subprocess.Popen(
        [sys.executable, "-m", "scrapers.run", "--port", str(port)],
        cwd=PROJECT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as child:
        said = ""
        while f"Dashboard: http://localhost:{port}" not in said:
            line = child.stdout.readline()
            assert line, child.stderr.read()
            said += line
        assert not is_stopped(data)
        assert answers(port, child)
        child.send_signal(signal.SIGINT)
        out, err = child.communicate(timeout=60)
    assert (child.returncode, err) == (0, "")
    assert "Stopped." in out
    assert is_stopped(data)
    for used in (port, PORT):
        socket.create_server(("127.0.0.1", used)).close()


def answers(port, child):
    """Wait until the dashboard answers, or the program ends."""
    while child.poll() is None:
        try:
            with urllib.request.urlopen(f"http://localhost:{port}/", timeout=5) as answer:
                return answer.status == 200
        except OSError:
            continue
    return False


def test_termination_in_the_middle_of_a_crawl_stops_it_in_order(data, monkeypatch):
    monkeypatch.delenv("DATABASE_URL", raising=False)
    web = Web()
    paths = [f"/{number}" for number in range(20)]  # one a second: they would take longer than this test
    web.routes = {path: Answer(ad(f"Nurse {path[1:]}")) for path in paths}
    try:
        with subprocess.Popen(
            [sys.executable, "-m", "scrapers.run", "--url", *map(web.url, paths), "--no-dashboard"],
            cwd=PROJECT,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        ) as child:
            web.routes["/0"].before = lambda: [child.send_signal(signal.SIGTERM) for _ in range(2)]
            out, err = child.communicate(timeout=60)
    finally:
        web.close()
    assert (child.returncode, err) == (0, "")
    assert "Stopped." in out
    assert 1 <= len(web.pages()) <= 3
    assert is_stopped(data)
    assert "Closing spider (shutdown)" in (data / "crawl.log").read_text()
