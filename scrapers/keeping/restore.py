"""Restoring a backup: into a database made beside the one that is meant, which takes its place when whole."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from psycopg import Connection, sql
from psycopg.conninfo import make_conninfo

from scrapers import database
from scrapers.database import DatabaseError
from scrapers.keeping import programs
from scrapers.keeping.backup import INFO, Facts, inspect
from scrapers.keeping.tables import filled

_RESTORING = 7364969
"""Advisory lock: one at a time."""
_LONGEST_NAME = 63  # bytes

_TABLES = "SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1"
_USERS = """
SELECT DISTINCT coalesce(nullif(application_name, ''), 'a program')
FROM pg_stat_activity WHERE datname = %s AND backend_type = 'client backend' ORDER BY 1
"""

# Who holds jobs in memory reads all of them anew.
_ALL_CHANGED = "INSERT INTO job_change (job_ids) VALUES (NULL)"
_RIGHTS = "reading without writing"
"""Section of the schema."""


def restore(conninfo: str, path: Path, *, sample: bool = False, replace: bool = False) -> Facts:
    """Make the database that ``conninfo`` names from a backup, brought to this program's schema.

    ``sample``: it is for sample jobs. ``replace``: in place of one that holds something. Until the new one is
    whole the old one is untouched. Raises DatabaseError: no backup, of a newer schema, of the other kind of
    jobs; the database holds something or is in use.
    """
    facts = inspect(path)
    _check(facts, path, sample)
    name = database.parse(conninfo).get("dbname")
    if not name:
        raise DatabaseError("say which database to restore into: DATABASE_URL names none")
    beside, aside = (_beside(name, suffix) for suffix in ("being_restored", "replaced_by_restore"))
    with _administration(conninfo) as admin:
        exists = bool(_one(admin, "SELECT count(*) FROM pg_database WHERE datname = %s", name))
        if exists:
            _require_free(make_conninfo(conninfo, dbname=name), admin, name, replace)
        _drop(admin, beside)  # left by one that was killed
        _drop(admin, aside)
        admin.execute(
            sql.SQL("CREATE DATABASE {} TEMPLATE template0 ENCODING 'UTF8'").format(sql.Identifier(beside))
        )
        try:
            _fill(make_conninfo(conninfo, dbname=beside), path)
            with admin.transaction():
                if exists:
                    _rename(admin, name, aside)
                _rename(admin, beside, name)
        except BaseException:
            _drop(admin, beside)
            raise
        _drop(admin, aside)
    return facts


def _check(facts: Facts, path: Path, sample: bool) -> None:
    newest = max(database.migrations(), default=1)
    if facts.schema_version > newest:
        raise DatabaseError(
            f"{path} has schema version {facts.schema_version}, this program knows {newest}: update the "
            "program (git pull)"
        )
    if facts.is_sample != sample:
        kind = "sample jobs: say --sample" if facts.is_sample else "real jobs: no --sample"
        raise DatabaseError(f"{path} holds {kind}")


@contextmanager
def _administration(conninfo: str) -> Iterator[Connection]:
    """Yield a connection that may make databases, alone in this; its errors become DatabaseError."""
    with database.connect(make_conninfo(conninfo, dbname="postgres")) as admin:
        admin.autocommit = True
        try:
            if not _one(admin, "SELECT pg_try_advisory_lock(%s)", _RESTORING):
                raise DatabaseError("somebody else is restoring on this server: wait for that to end")
            yield admin
        except psycopg.errors.InsufficientPrivilege as error:
            raise DatabaseError(
                f"user {admin.info.user!r} may not make databases, which restoring needs ({_line(error)}): "
                "let an administrator give CREATEDB"
            ) from None
        except psycopg.errors.ObjectInUse as error:
            raise DatabaseError(f"{_line(error)}: stop crawls and dashboard first") from None
        except psycopg.Error as error:
            raise DatabaseError(f"cannot restore: {_line(error)}") from error


def _require_free(conninfo: str, admin: Connection, name: str, replace: bool) -> None:
    """Raise DatabaseError where the database holds anything that must not go, or somebody uses it."""
    with database.connect(conninfo) as connection:
        tables = [row[0] for row in connection.execute(_TABLES)]
        holding = filled(connection)
    if tables and INFO not in tables:
        raise DatabaseError(f"database {name!r} holds tables that are not ours: name another one")
    if holding and not replace:
        raise DatabaseError(
            f"database {name!r} is not empty (it has rows in {', '.join(holding)}): name another one "
            "(DATABASE_URL), or say --replace"
        )
    for _ in range(20):
        users = admin.execute(_USERS, [name]).fetchall()
        if not users:
            return
        admin.execute("SELECT pg_sleep(0.1)")  # who has just closed a connection is there for a moment more
    using = ", ".join(row[0] for row in users)
    raise DatabaseError(f"database {name!r} is in use ({using}): stop crawls and dashboard first")


def _fill(conninfo: str, path: Path) -> None:
    with database.connect(conninfo) as connection:
        server = connection.info.server_version // 10_000
    # Owners and rights belong to a server: ours are made anew, for the roles that are here.
    options = ["--no-owner", "--no-acl", "--jobs=2"]
    done = programs.run(programs.find("pg_restore", server), *options, str(path), conninfo=conninfo)
    # pg_restore sets this in every server, also in those before 17, which do not know it.
    errors = [
        line for line in done.stderr.splitlines() if "error:" in line and "transaction_timeout" not in line
    ]
    if errors or (done.returncode and "transaction_timeout" not in done.stderr):
        said = errors[0].rpartition("error: ")[2] if errors else programs.last_words(done)
        raise DatabaseError(f"cannot restore {path}, nothing was changed: {said}")
    with database.connect(conninfo) as connection:
        database.migrate(connection)
        connection.execute((database.PROJECT / "schema.sql").read_text("utf-8").partition(_RIGHTS)[2])
        connection.execute(_ALL_CHANGED)
        connection.commit()
        connection.autocommit = True
        connection.execute("VACUUM (ANALYZE)")  # the dashboard's statements rely on both


def _rename(admin: Connection, name: str, new: str) -> None:
    admin.execute(sql.SQL("ALTER DATABASE {} RENAME TO {}").format(sql.Identifier(name), sql.Identifier(new)))


def _drop(admin: Connection, name: str) -> None:
    admin.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


def _beside(name: str, suffix: str) -> str:
    room = _LONGEST_NAME - len(suffix) - 1
    return f"{name.encode()[:room].decode(errors='ignore')}_{suffix}"


def _one(connection: Connection, statement: str, value: object) -> object:
    return connection.execute(statement, [value]).fetchone()[0]


def _line(error: psycopg.Error) -> str:
    return str(error).strip().partition("\n")[0]
