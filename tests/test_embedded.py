"""The embedded server: who starts it, who stops it, and where it may lie."""

import contextlib
import os
import select
import signal
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest
from psycopg.conninfo import make_conninfo

from scrapers import database
from scrapers.embedded import EmbeddedError, embedded_server

USER = (
    "import sys; from scrapers import database\nwith database.server() as url:\n    print(url, flush=True); "
)
WAIT = "sys.stdin.read()"


@pytest.fixture
def folder(own_folder, monkeypatch):
    """Data folder of a server of the test's own."""
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.setenv("JOBS_DATA_DIR", str(own_folder))
    return own_folder / "postgres"


@pytest.fixture
def users(folder):
    """Start programs that use the server until they are told to end."""
    running = []

    def start(code: str = WAIT, **options) -> subprocess.Popen:
        process = subprocess.Popen(
            [sys.executable, "-c", USER + code],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            **options,
        )
        running.append(process)
        return process

    yield start
    for process in running:
        process.kill()
        process.communicate()
    with embedded_server(folder):
        pass  # the last user stops it


def postmaster(folder: Path) -> int | None:
    """Process id of the running server."""
    try:
        pid = int((folder / "postmaster.pid").read_text().split()[0])
        os.kill(pid, 0)
    except (FileNotFoundError, ProcessLookupError):
        return None
    return pid


def ready(process: subprocess.Popen) -> str:
    line = process.stdout.readline().strip()
    assert line, process.stderr.read()
    return line


def test_users_share_a_server_and_the_last_one_stops_it(folder, users):
    one, other = users(), users()
    assert ready(one) == ready(other)
    pid = postmaster(folder)
    one.communicate()
    assert postmaster(folder) == pid
    other.communicate()
    assert postmaster(folder) is None


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT])
def test_a_user_ended_by_a_signal_stops_the_server(folder, users, number):
    user = users()
    ready(user)
    user.send_signal(number)
    user.communicate()
    assert user.returncode != 0
    assert postmaster(folder) is None


def test_ctrl_c_reaches_us_and_not_the_server(folder, users):
    one, group = users(), users(start_new_session=True)
    ready(one), ready(group)
    os.killpg(group.pid, signal.SIGINT)
    group.communicate()
    assert postmaster(folder) is not None


def ended(pid: int) -> bool:
    """Wait for a process to end."""
    try:
        handle = os.pidfd_open(pid)
    except ProcessLookupError:
        return True
    try:
        return bool(select.select([handle], [], [], 60)[0])
    finally:
        os.close(handle)


def test_the_server_does_not_outlive_users_that_are_killed(folder, users):
    one, other = users(), users()
    ready(one), ready(other)
    pid = postmaster(folder)
    one.kill()
    one.wait()
    with database.server():
        assert postmaster(folder) == pid
    other.kill()
    assert ended(pid)
    assert postmaster(folder) is None


def test_it_goes_on_for_who_comes_when_the_last_was_killed(folder, users):
    for _ in range(3):
        killed = users()
        ready(killed)
        killed.kill()
        with database.server() as url, psycopg.connect(make_conninfo(url, dbname="postgres")) as connection:
            killed.wait()
            assert connection.execute("SELECT 1").fetchone() == (1,)
    assert postmaster(folder) is None


def test_the_watchman_goes_with_the_server(folder):
    def watchmen() -> list[int]:
        found = []
        for path in Path("/proc").glob("[0-9]*/cmdline"):
            with contextlib.suppress(OSError):
                if f"embedded.py\0{folder}\0" in path.read_text():
                    found.append(int(path.parent.name))
        return found

    with database.server():
        (pid,) = watchmen()
    assert ended(pid)


def test_a_user_that_never_leaves_its_context_stops_the_server_too(folder, users):
    user = users("pass\nheld = database.server(); held.__enter__()")
    ready(user)
    user.communicate()
    assert user.returncode == 0
    assert postmaster(folder) is None


def test_a_server_that_was_killed_is_started_again_with_all_that_was_committed(folder, users):
    with database.server() as url:
        database.ensure_database(url)
        with psycopg.connect(url) as connection:
            connection.execute("UPDATE database_info SET is_sample = true")
        os.kill(postmaster(folder), signal.SIGQUIT)
        while postmaster(folder):
            pass
        with database.server() as url, psycopg.connect(url) as connection:
            assert connection.execute("SELECT is_sample FROM database_info").fetchone() == (True,)


def test_two_that_start_at_once_start_one(folder, users):
    started = [users() for _ in range(4)]
    assert len({ready(user) for user in started}) == 1


@pytest.mark.parametrize(
    "name",
    ["with blank", "it's", "comma,", "Ünïcode", "x" * 120],
    ids=["blank", "apostrophe", "comma", "umlaut", "long"],
)
def test_any_folder_will_do(own_folder, monkeypatch, name):
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.setenv("JOBS_DATA_DIR", str(own_folder / name))
    with database.server() as url:
        database.ensure_database(url)


def test_an_ordinary_user_runs_it_as_root_does(own_folder, monkeypatch):
    """In a child that gives its rights away: the interpreter may lie where nobody else may start it."""
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.setenv("JOBS_DATA_DIR", str(own_folder / "theirs"))
    own_folder.chmod(0o777)
    child = os.fork()
    if not child:
        status = 1
        try:
            if os.geteuid() == 0:
                os.setgroups([])
                os.setresgid(65534, 65534, 65534)
                os.setresuid(65534, 65534, 65534)
            with database.server() as url:
                database.ensure_database(url)
            status = 0
        finally:
            os._exit(status)
    assert os.waitpid(child, 0)[1] == 0
    expected = 65534 if os.geteuid() == 0 else os.geteuid()
    assert (own_folder / "theirs" / "postgres").stat().st_uid == expected


def test_a_folder_that_is_none_is_said_clearly(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(EmbeddedError, match="JOBS_DATA_DIR"), embedded_server(tmp_path / "file" / "postgres"):
        pass


def test_data_of_another_version_is_said_clearly(folder):
    with database.server():
        pass
    (folder / "PG_VERSION").write_text("9.6\n")
    with pytest.raises(database.DatabaseError, match=r"does not start.*JOBS_DATA_DIR"), database.server():
        pass


def test_the_data_is_closed_to_others(folder):
    with database.server():
        assert folder.stat().st_mode & 0o077 == 0
