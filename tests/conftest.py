"""Parts that every test may ask for: a real PostgreSQL, one fresh database a test."""

import itertools
import os
from collections.abc import Iterator

import psycopg
import pytest
from psycopg.conninfo import make_conninfo

from scrapers import database

_numbers = itertools.count(1)


@pytest.fixture(scope="session")
def postgres(tmp_path_factory) -> Iterator[str]:
    """Conninfo of an embedded server of the test run's own; DATABASE_URL is never touched by tests."""
    folder = tmp_path_factory.mktemp("data")
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("DATABASE_URL", raising=False)
        patch.setenv("JOBS_DATA_DIR", str(folder))
        with database.server() as conninfo:
            yield conninfo


@pytest.fixture
def database_url(postgres, monkeypatch) -> Iterator[str]:
    """Conninfo of a fresh database with the schema, also set as DATABASE_URL; dropped afterwards."""
    name = f"test_{os.getpid()}_{next(_numbers)}"
    url = make_conninfo(postgres, dbname=name)
    database.ensure_database(url)
    monkeypatch.setenv("DATABASE_URL", url)
    yield url
    with psycopg.connect(make_conninfo(postgres, dbname="postgres"), autocommit=True) as admin:
        admin.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


@pytest.fixture
def connection(database_url) -> Iterator[psycopg.Connection]:
    """An open connection to the fresh database."""
    with psycopg.connect(database_url) as opened:
        yield opened
