"""pg_dump and pg_restore: which to run, and how, so that no password is seen by others of the machine."""

import os
import re
import shutil
import subprocess
from collections.abc import Iterable
from pathlib import Path

from psycopg import pq
from psycopg.conninfo import make_conninfo

from scrapers.database import DatabaseError
from scrapers.embedded import binaries


def find(name: str, server: int = 0, candidates: Iterable[str] | None = None) -> str:
    """Return the path of the first program of that name that knows a server of major version ``server``.

    ``candidates``: paths; the one that comes with the embedded server, then the one on PATH. Raises
    DatabaseError where all are older than the server.
    """
    if candidates is None:
        candidates = filter(None, (str(binaries() / name), shutil.which(name)))
    found = {path: version(path) for path in candidates if Path(path).exists()}
    for path, major in found.items():
        if major >= server:
            return path
    there = ", ".join(f"{path} {major}" for path, major in found.items()) or "none"
    raise DatabaseError(
        f"the server is PostgreSQL {server}, and no {name} here is as new ({there}): install the client "
        f"programs of PostgreSQL {server}, so that {name} of it is on PATH"
    )


def version(program: str) -> int:
    """Return a program's major version; 0 where it does not say."""
    said = subprocess.run([program, "--version"], capture_output=True, text=True, check=False).stdout
    number = re.search(r"\) (\d+)", said)
    return int(number[1]) if number else 0


def run(program: str, *arguments: str, conninfo: str | None = None) -> subprocess.CompletedProcess[str]:
    """Run a program on a database or a file, and return what it wrote; never asks for a password."""
    environment = {**os.environ, "LC_ALL": "C"}
    if conninfo is not None:
        shown, secrets = _parts(conninfo)
        arguments = ("--no-password", f"--dbname={make_conninfo(**shown)}", *arguments)
        environment.update(secrets)
    return subprocess.run(
        [program, *arguments],
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        errors="replace",
        check=False,
    )


def last_words(done: subprocess.CompletedProcess[str]) -> str:
    """Why a program failed, without the names of its parts."""
    lines = [line for line in done.stderr.splitlines() if line.strip()]
    errors = [line for line in lines if "error:" in line] or lines[-1:] or [f"exit code {done.returncode}"]
    return errors[0].rpartition("error: ")[2].strip()


def _parts(conninfo: str) -> tuple[dict[str, str], dict[str, str]]:
    """Part what may stand on a command line, by name, from what goes by way of the environment."""
    shown, secrets = {}, {}
    for option in pq.Conninfo.parse(conninfo.encode()):
        if option.val is None:
            continue
        if option.dispchar != b"*":
            shown[option.keyword.decode()] = option.val.decode()
        elif option.envvar:
            secrets[option.envvar.decode()] = option.val.decode()
    return shown, secrets
