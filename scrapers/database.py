"""Reaches the database: DATABASE_URL, or an embedded PostgreSQL; creates databases and their schema."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from scrapers.embedded import EmbeddedError, embedded_server

PROJECT = Path(__file__).resolve().parent.parent
MIGRATIONS = Path(__file__).resolve().parent / "migrations"
DATABASE = "jobs"
SAMPLE_DATABASE = "jobs_sample"

_MIGRATING = 7364968
"""Advisory lock: of several programs that start at once, one makes the schema."""


class DatabaseError(RuntimeError):
    """The database cannot be used; the message says why and what to do, and names no password."""


def data_dir() -> Path:
    """Folder of the embedded server's data: JOBS_DATA_DIR, else .data/ in the checkout."""
    return Path(os.environ.get("JOBS_DATA_DIR") or PROJECT / ".data")


@contextmanager
def server() -> Iterator[str]:
    """Yield the conninfo of a running server: DATABASE_URL, or the embedded one, stopped by its last user.

    Raises DatabaseError where there is none; whether DATABASE_URL answers shows when it is used.
    """
    url = os.environ.get("DATABASE_URL")
    if url:
        parse(url)
        yield url
        return
    try:
        running = embedded_server(data_dir() / "postgres")
        socket_folder = running.__enter__()
    except EmbeddedError as error:
        raise DatabaseError(str(error)) from None
    try:
        yield make_conninfo(host=str(socket_folder), port=5432, user="postgres", dbname=DATABASE)
    finally:
        running.__exit__(None, None, None)


def sample_conninfo(conninfo: str) -> str:
    """Conninfo of the database for sample jobs: on the same server, its name with "_sample" added."""
    name = parse(conninfo).get("dbname") or DATABASE
    return conninfo if name.endswith("_sample") else make_conninfo(conninfo, dbname=f"{name}_sample")


def parse(conninfo: str) -> dict:
    """Return the parts of a conninfo; raises DatabaseError for what is none."""
    try:
        return conninfo_to_dict(conninfo)
    except psycopg.ProgrammingError:  # its message would quote the password
        raise DatabaseError(
            "DATABASE_URL is no PostgreSQL address: write postgresql://USER:PASSWORD@HOST:PORT/DATABASE, or "
            "unset it to use the embedded server"
        ) from None


def connect(conninfo: str) -> psycopg.Connection:
    """Open a connection; raises DatabaseError, which says what to do."""
    try:
        return psycopg.connect(conninfo, **_PATIENCE)
    except psycopg.OperationalError as error:
        raise _unreachable(conninfo, error) from None


def ensure_database(conninfo: str, *, sample: bool | None = False) -> None:
    """Create the database that ``conninfo`` names where it is missing, and bring its schema to this version.

    ``sample``: whether it is for sample jobs; None: either. Raises DatabaseError where it is not to be
    reached, is newer than this program, or holds the other kind of jobs.
    """
    with _connect_or_create(conninfo) as connection:
        try:
            if migrate(connection):
                connection.execute("UPDATE database_info SET is_sample = %s", [bool(sample)])
            if sample is not None:
                check_kind(connection, sample=sample)
        except psycopg.Error as error:
            raise DatabaseError(
                f"cannot make the schema in database {connection.info.dbname!r} as user "
                f"{connection.info.user!r}: {str(error).strip()}"
            ) from error


def has_jobs(conninfo: str) -> bool:
    """Whether there is anything to show."""
    with connect(conninfo) as connection:
        return connection.execute("SELECT EXISTS (SELECT FROM job)").fetchone()[0]


def check_kind(connection: psycopg.Connection, *, sample: bool) -> None:
    """Refuse to mix sample jobs and real ones."""
    (is_sample,) = connection.execute("SELECT is_sample FROM database_info").fetchone()
    name = connection.info.dbname
    if is_sample and not sample:
        raise DatabaseError(f"database {name!r} holds sample jobs: crawl into another one (set DATABASE_URL)")
    if sample and not is_sample:
        raise DatabaseError(f"database {name!r} holds real jobs: sample pages must not be crawled into it")


def migrate(connection: psycopg.Connection) -> bool:
    """Bring the schema to this version, in one transaction; return whether it was made from nothing."""
    with connection.transaction():
        connection.execute("SELECT pg_advisory_xact_lock(%s)", [_MIGRATING])
        if connection.execute("SELECT to_regclass('database_info')").fetchone()[0] is None:
            connection.execute((PROJECT / "schema.sql").read_text("utf-8"))
            return True
        (version,) = connection.execute("SELECT version FROM database_info").fetchone()
        steps = migrations()
        newest = max(steps, default=1)
        if version > newest:
            raise DatabaseError(
                f"database {connection.info.dbname!r} has schema version {version}, this program knows "
                f"{newest}: update the program (git pull), or use another database"
            )
        for number in sorted(number for number in steps if number > version):
            try:
                connection.execute(steps[number].read_text("utf-8"))
            except psycopg.Error as error:
                raise DatabaseError(
                    f"migration {steps[number].stem} of database {connection.info.dbname!r} failed, and the "
                    f"database is as before: {error}"
                ) from error
            connection.execute("UPDATE database_info SET version = %s", [number])
    return False


def migrations(folder: Path | None = None) -> dict[int, Path]:
    """Return the migrations by the version that they lead to."""
    return {int(path.name[:4]): path for path in (folder or MIGRATIONS).glob("[0-9][0-9][0-9][0-9]_*.sql")}


_PATIENCE = {"connect_timeout": 10}


def _connect_or_create(conninfo: str) -> psycopg.Connection:
    name = parse(conninfo).get("dbname")
    try:
        return psycopg.connect(conninfo, **_PATIENCE)
    except psycopg.OperationalError as error:
        # Errors of connecting carry no SQLSTATE, and their words come in the server's language.
        if not name or "connection to server" not in str(error) or not _can_create(conninfo, name):
            raise _unreachable(conninfo, error) from None
    return connect(conninfo)


def _can_create(conninfo: str, name: str) -> bool:
    """Create the database, or find that somebody else just did; False where it is not what is missing."""
    try:
        with psycopg.connect(
            make_conninfo(conninfo, dbname="postgres"), autocommit=True, **_PATIENCE
        ) as admin:
            if admin.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone():
                return True  # connecting once more says what else is wrong
            admin.execute(
                sql.SQL("CREATE DATABASE {} TEMPLATE template0 ENCODING 'UTF8'").format(sql.Identifier(name))
            )
    except (psycopg.errors.DuplicateDatabase, psycopg.errors.UniqueViolation):
        return True
    except psycopg.errors.InsufficientPrivilege:
        raise DatabaseError(
            f"database {name!r} does not exist, and this user may not create it: "
            f"let an administrator run CREATE DATABASE {name}"
        ) from None
    except psycopg.OperationalError:
        return False
    return True


def _unreachable(conninfo: str, error: psycopg.OperationalError) -> DatabaseError:
    parts = parse(conninfo)
    where = f"{parts.get('host') or 'this machine'}:{parts.get('port') or 5432}"
    why = str(error).strip().rpartition("failed: ")[2].partition("\n")[0]
    return DatabaseError(
        f"cannot reach PostgreSQL at {where}, database {parts.get('dbname') or '(default)'!r}, "
        f"user {parts.get('user') or '(default)'!r}: {why}. Check DATABASE_URL and that the server runs, or "
        "unset DATABASE_URL to use the embedded server"
    )
