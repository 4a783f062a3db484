"""Backup of a database: one file, made by pg_dump, whole or not there."""

import os
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path

from scrapers import database
from scrapers.database import DatabaseError
from scrapers.keeping import programs
from scrapers.keeping.files import whole_file
from scrapers.keeping.tables import TRANSIENT

INFO = "database_info"


@dataclass(frozen=True, slots=True)
class Facts:
    """What a backup says of itself."""

    schema_version: int
    is_sample: bool


def backup_path(conninfo: str, now: datetime) -> Path:
    """Where a backup goes that nobody gave a name: beside the data, named for database and time."""
    name = database.parse(conninfo).get("dbname") or database.DATABASE
    safe = "".join(char if char.isalnum() or char in "-_" else "_" for char in name)
    return database.data_dir() / "backups" / f"{safe}-{now.astimezone(UTC):%Y%m%dT%H%M%SZ}.dump"


def backup(conninfo: str, path: Path) -> Facts:
    """Write all of a database, as it is at one moment, into a new file, and read it to its end.

    Crawls may go on meanwhile. Raises FileExistsError where there is a file of that name, DatabaseError.
    """
    with database.connect(conninfo) as connection:
        server = connection.info.server_version // 10_000
        if not connection.execute("SELECT to_regclass(%s)", [INFO]).fetchone()[0]:
            raise DatabaseError(f"database {connection.info.dbname!r} has no jobs in it: nothing to back up")
    pg_dump = programs.find("pg_dump", server)
    with whole_file(path) as partial:
        options = ["--format=custom", f"--file={partial}"]
        options += [f"--exclude-table-data={table}" for table in TRANSIENT]
        done = programs.run(pg_dump, *options, conninfo=conninfo)
        if done.returncode:
            raise DatabaseError(f"no backup was made: {programs.last_words(done)}")
        pg_restore = programs.find("pg_restore", programs.version(pg_dump))
        done = programs.run(pg_restore, f"--file={os.devnull}", str(partial))
        if done.returncode:
            raise DatabaseError(f"no backup was made: it cannot be read again: {programs.last_words(done)}")
        return inspect(partial)


def inspect(path: Path) -> Facts:
    """Say what a backup holds; raises DatabaseError for a file that is none."""
    if not path.is_file():
        raise DatabaseError(f"there is no file {path}")
    options = ("--data-only", f"--table={INFO}", "--file=-")
    done = programs.run(programs.find("pg_restore"), *options, str(path))
    if done.returncode:
        raise DatabaseError(f"{path} is no backup that can be read: {programs.last_words(done)}")
    lines = done.stdout.splitlines()
    for line, values in pairwise(lines):
        if line.startswith(f"COPY public.{INFO} ("):
            names = line.partition("(")[2].partition(")")[0].split(", ")
            row = dict(zip(names, values.split("\t"), strict=True))
            return Facts(int(row["version"]), row["is_sample"] == "t")
    raise DatabaseError(f"{path} is a backup of another database: it has no table {INFO}")
