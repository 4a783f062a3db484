"""A real browser on a real dashboard: Debian's chromium, and `streamlit run` on a free port."""

import os
import signal
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import psycopg
import pytest
from playwright.sync_api import Browser, BrowserContext, expect, sync_playwright
from psycopg.conninfo import make_conninfo

from benchmarks.seed import seed
from scrapers import database

CHROMIUM = Path("/usr/bin/chromium")
ROOT = Path(__file__).parents[2]
OPTIONS = [
    *("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"),
    *("--no-first-run", "--disable-dev-shm-usage"),
]
PATIENCE = 20_000  # ms; a bound for a busy machine, not a wait
# Requests under way are answered first: a statement may take 8 s before it is stopped.
ENDING = 10  # seconds
MISSING = f"The browser tests need {CHROMIUM}: `apt-get install chromium` (Debian, Ubuntu: as root)"


def invented(server: str, name: str, jobs: int) -> str:
    """Conninfo of a new database of invented jobs, seen up to now: the running app has the clock's time."""
    url = make_conninfo(server, dbname=name)
    database.ensure_database(url, sample=True)
    with psycopg.connect(url) as connection:
        seed(connection, jobs, now=datetime.now(UTC))
    return url


@contextmanager
def launched() -> Iterator[Browser]:
    """A browser."""
    if not CHROMIUM.exists():
        pytest.fail(MISSING)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=OPTIONS)
        yield browser
        browser.close()


@contextmanager
def profile(browser: Browser, **choices) -> Iterator[BrowserContext]:
    """A fresh profile of a browser, on a desk unless ``choices`` say otherwise."""
    context = browser.new_context(locale="en-GB", **{"viewport": {"width": 1280, "height": 900}, **choices})
    context.set_default_timeout(PATIENCE)
    expect.set_options(timeout=PATIENCE)
    yield context
    context.close()


@contextmanager
def dashboard(database_url: str, log: Path, secrets: Path | None = None) -> Iterator[str]:
    """Run the dashboard on a free port of this machine; yields its address.

    ``secrets``: the file that says how people log in; without it nobody does, whatever is set up here.
    """
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-X", "faulthandler", "-m", "streamlit", "run", "dashboard/app.py"]
    command += ["--server.port", str(port), "--server.address", "127.0.0.1"]
    command += ["--secrets.files", str(secrets or log.with_name("secrets.toml"))]
    with log.open("wb") as output:
        process = subprocess.Popen(
            command, cwd=ROOT, env={**os.environ, "DATABASE_URL": database_url}, stdout=output, stderr=output
        )
        try:
            address = f"http://127.0.0.1:{port}"
            _answers(f"{address}/_stcore/health", process, log)
            yield address
        finally:
            process.terminate()
            _ends(process, log)


def _ends(process: subprocess.Popen, log: Path) -> None:
    """Wait until the server has ended; one that hangs says where each of its threads is, and is ended.

    The server waits for as long as a browser holds a connection; asked a second time, it leaves it.
    """
    try:
        process.wait(ENDING)
    except subprocess.TimeoutExpired:
        process.send_signal(signal.SIGINT)
    try:
        process.wait(ENDING)
    except subprocess.TimeoutExpired:
        process.send_signal(signal.SIGABRT)
        process.wait(ENDING)
        raise AssertionError(f"the dashboard did not end: {log.read_text('utf-8')[-8000:]}") from None


def _answers(url: str, process: subprocess.Popen, log: Path) -> None:
    """Wait until the server answers, by asking it; it says nothing when it is ready."""
    while process.poll() is None:
        try:
            with urllib.request.urlopen(url, timeout=5):
                return
        except OSError:
            try:
                process.wait(0.1)
            except subprocess.TimeoutExpired:
                continue
    raise AssertionError(f"the dashboard did not start: {log.read_text('utf-8')[-2000:]}")
