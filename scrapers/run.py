"""``make run``: database, crawl and dashboard in one; Ctrl-C stops all of it.

Without arguments the sample pages are served on loopback and crawled into a database of their own.
"""

import argparse
import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from pathlib import Path

from scrapers import database
from scrapers.crawling import summary

LOG = "crawl.log"
"""Name of the crawl's log in the data folder."""

_UNSPARING = {"AUTOTHROTTLE_ENABLED": 0, "DOWNLOAD_DELAY": 0, "CONCURRENT_REQUESTS_PER_DOMAIN": 8}
OWN_SERVER = [part for name, value in _UNSPARING.items() for part in ("-s", f"{name}={value}")]
"""The samples' server is ours: no need to spare it."""
TERMINATION = (signal.SIGTERM, signal.SIGHUP)
"""Signals that end the run as Ctrl-C does; SIGHUP: the terminal was closed."""
PATIENCE = 30
"""Seconds that a crawl or the dashboard has to end when asked to."""


def main(argv: Sequence[str] | None = None) -> int:
    """Crawl, report, and show the dashboard; returns the exit code."""
    options = _options(argv)
    for number in TERMINATION:
        signal.signal(number, _interrupt)
    try:
        with ExitStack() as stack:
            return _run(options, stack)
    except (database.DatabaseError, OSError) as error:
        print(f"make run: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nStopped.")
        return 0


def _options(argv: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m scrapers.run", description=__doc__.partition("\n")[0])
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--spider", help="a source of `scrapy list`")
    what.add_argument("--url", nargs="+", help="pages to crawl")
    parser.add_argument("--port", type=int, default=8501, help="of the dashboard (%(default)s)")
    parser.add_argument("--no-dashboard", action="store_true", help="stop after the crawl")
    return parser.parse_args(argv)


def _run(options: argparse.Namespace, stack: ExitStack) -> int:
    sample = not (options.spider or options.url)
    if not options.no_dashboard:
        _require_free(options.port)
    conninfo = stack.enter_context(database.server())
    if sample:
        conninfo = database.sample_conninfo(conninfo)
    database.ensure_database(conninfo, sample=sample)
    environment = {**os.environ, "DATABASE_URL": conninfo}
    if sample:
        from examples.server import PAGES, PORT, serve

        try:
            address = stack.enter_context(serve(port=PORT))
        except OSError:
            raise OSError(
                f"port {PORT}, where the sample pages belong, is taken: is another `make run` open?"
            ) from None
        print(f"Crawling the sample pages on {address}/ …", flush=True)
        pages = PAGES.relative_to(database.PROJECT)
        arguments = ["pages", "-a", f"urls={pages}", "-a", "details=1", "-s", "SAMPLE=1", *OWN_SERVER]
    elif options.spider:
        print(
            f"Crawling {options.spider}, politely: about a page a second; the log is {_shown(_log())} …",
            flush=True,
        )
        arguments = [options.spider]
    else:
        urls = " ".join(options.url)
        print(f"Crawling {urls}; the log is {_shown(_log())} …", flush=True)
        arguments = ["pages", "-a", f"url={urls}"]
    code, stats, last_words = _crawl(arguments, environment)
    print(_report(code, stats, last_words, conninfo, sample), flush=True)
    if options.no_dashboard or (code and not database.has_jobs(conninfo)):
        return code
    return _dashboard(options.port, environment)


def _crawl(arguments: Sequence[str], environment: dict[str, str]) -> tuple[int, dict, str]:
    """Run a crawl; returns its exit code, its statistics, and the last line that it said."""
    log = _log()
    log.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "stats.json"
        command = [sys.executable, "-m", "scrapy", "crawl", *arguments, "--logfile", str(log)]
        command += ["-s", "LOG_FILE_APPEND=0", "-s", f"SUMMARY_FILE={file}"]
        code, said = _child(command, environment)
        stats = json.loads(file.read_text("utf-8")) if file.exists() else {}
    return code, stats, said.strip().rpartition("\n")[2]


def _child(
    command: Sequence[str],
    environment: dict[str, str],
    begun: Callable[[subprocess.Popen], None] = lambda child: None,
) -> tuple[int, str]:
    """Run a program to its end, or on Ctrl-C ask it to end and wait; returns its code and standard error.

    ``begun`` is called when it has been started.
    """
    # In a session of its own: Ctrl-C reaches it through us, once.
    with subprocess.Popen(
        command,
        cwd=database.PROJECT,
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    ) as child:
        try:
            begun(child)
            _, said = child.communicate()
        except KeyboardInterrupt:
            _stop(child)
            raise
    return child.returncode, said


def _report(code: int, stats: dict, last_words: str, conninfo: str, sample: bool) -> str:
    lines = []
    if stats:
        lines.append(f"  crawl      {summary.summary(stats)}")
    if code:
        lines.append(f"  failed     {last_words or f'exit code {code}'}")
    if code or stats.get(summary.FIRST_ERROR):
        lines.append(f"  log        {_shown(_log())}")
    lines.append(f"  database   {_place(conninfo)}" + (" (sample jobs only)" if sample else ""))
    if not (sample or os.environ.get("CONTACT_URL")):
        lines.append("  contact    none: set CONTACT_URL=https://… so that site owners know who crawls")
    lines.append("  your own   make run URL=https://…   or   make run SPIDER=it_boltwise")
    return "\n".join(lines)


def _log() -> Path:
    return database.data_dir() / LOG


def _shown(path: Path) -> str:
    """A path as short as it can be said from here."""
    return str(path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path)


def _place(conninfo: str) -> str:
    """Where the database is, without a password."""
    parts = database.parse(conninfo)
    host = parts.get("host") or "this machine"
    if host.startswith(str(database.data_dir())) or not os.environ.get("DATABASE_URL"):
        return f"{parts.get('dbname')}, in the embedded PostgreSQL of {_shown(database.data_dir())}"
    return f"{parts.get('dbname')} on {host}:{parts.get('port') or 5432}"


def _dashboard(port: int, environment: dict[str, str]) -> int:
    command = [sys.executable, "-m", "streamlit", "run", str(database.PROJECT / "dashboard" / "app.py")]
    command += ["--server.address", "localhost", "--server.port", str(port), "--server.headless", "true"]
    command += ["--browser.gatherUsageStats", "false"]

    def announce(child: subprocess.Popen) -> None:
        while child.poll() is None:
            try:
                socket.create_connection(("localhost", port), timeout=1).close()
            except OSError:
                time.sleep(0.1)
            else:
                print(
                    f"\nDashboard: http://localhost:{port}   (Ctrl-C stops it and the database)", flush=True
                )
                return

    code, said = _child(command, environment, announce)
    if code:
        print(said, file=sys.stderr)
    return code


def _require_free(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            raise OSError(
                f"port {port} is taken ({error.strerror}): close what uses it, or say make run PORT=8502"
            ) from None


def _stop(child: subprocess.Popen) -> None:
    child.send_signal(signal.SIGINT)
    try:
        child.communicate(timeout=PATIENCE)
    except (subprocess.TimeoutExpired, KeyboardInterrupt):  # somebody insists
        child.kill()


def _interrupt(number: int, frame: object) -> None:
    for each in TERMINATION:  # whoever asks twice must not stop the cleaning up
        signal.signal(each, signal.SIG_IGN)
    raise KeyboardInterrupt


if __name__ == "__main__":
    sys.exit(main())
