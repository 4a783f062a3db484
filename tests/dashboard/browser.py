"""A real browser on a real dashboard: Debian's chromium, and `streamlit run` on a free port."""

import os
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

CHROMIUM = Path("/usr/bin/chromium")
ROOT = Path(__file__).parents[2]
OPTIONS = [
    *("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"),
    *("--no-first-run", "--disable-dev-shm-usage"),
]
MISSING = f"The browser tests need {CHROMIUM}: `apt-get install chromium` (Debian, Ubuntu: as root)"


@contextmanager
def dashboard(database_url: str, log: Path, secrets: Path | None = None) -> Iterator[str]:
    """Run the dashboard on a free port of this machine; yields its address.

    ``secrets``: the file that says how people log in; without it nobody does, whatever is set up here.
    """
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "streamlit", "run", "dashboard/app.py"]
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
            process.wait(20)


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
