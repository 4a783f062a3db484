"""Parts that every test may ask for: a real PostgreSQL, one fresh database a test."""

import itertools
import os
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest
from hypothesis import settings
from psycopg.conninfo import make_conninfo

from scrapers import database

# The same examples every time, and no time limit: how long one takes says how busy the machine is.
settings.register_profile("steady", derandomize=True, deadline=None, database=None)
settings.load_profile("steady")

_numbers = itertools.count(1)


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """Conninfo of an embedded server of the test run's own; DATABASE_URL is never touched by tests."""
    # Not pytest's folder: it closes that to other users whenever a run begins, and as root the server is one.
    with tempfile.TemporaryDirectory(prefix="jobs-test-") as folder, pytest.MonkeyPatch.context() as patch:
        patch.delenv("DATABASE_URL", raising=False)
        patch.setenv("JOBS_DATA_DIR", folder)
        with database.server() as conninfo:
            with psycopg.connect(make_conninfo(conninfo, dbname="postgres"), autocommit=True) as admin:
                for setting in ("fsync", "full_page_writes", "synchronous_commit"):  # nobody cuts the power
                    admin.execute(f"ALTER SYSTEM SET {setting} = off")
                admin.execute("SELECT pg_reload_conf()")
            yield conninfo


@pytest.fixture(scope="session")
def schema(postgres) -> str:
    """Name of a database with the schema, to make copies of: ten times as fast as making it anew."""
    name = "with_schema"
    database.ensure_database(make_conninfo(postgres, dbname=name))
    return name


@pytest.fixture
def database_url(postgres, schema, monkeypatch) -> Iterator[str]:
    """Conninfo of a fresh database with the schema, also set as DATABASE_URL; dropped afterwards."""
    name = f"test_{os.getpid()}_{next(_numbers)}"
    url = make_conninfo(postgres, dbname=name)
    with psycopg.connect(make_conninfo(postgres, dbname="postgres"), autocommit=True) as admin:
        admin.execute(f'CREATE DATABASE "{name}" TEMPLATE "{schema}" STRATEGY file_copy')
        monkeypatch.setenv("DATABASE_URL", url)
        yield url
        admin.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


@pytest.fixture
def connection(database_url) -> Iterator[psycopg.Connection]:
    """An open connection to the fresh database."""
    with psycopg.connect(database_url) as opened:
        yield opened


@pytest.fixture
def rows(connection) -> Callable:
    """Rows of a statement, as tuples; single columns as values."""
    connection.autocommit = True

    def run(statement: str, *values):
        found = connection.execute(statement, values).fetchall()
        return [row[0] if len(row) == 1 else row for row in found]

    return run


@pytest.fixture
def own_folder() -> Iterator[Path]:
    """A folder for an embedded server of the test's own."""
    with tempfile.TemporaryDirectory(prefix="jobs-test-") as folder:
        yield Path(folder)
