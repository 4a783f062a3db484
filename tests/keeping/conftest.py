"""Databases to bring things into."""

from collections.abc import Iterator

import psycopg
import pytest
from psycopg import sql
from psycopg.conninfo import make_conninfo

from keeping.filled import fill


@pytest.fixture
def filled(database_url, connection) -> str:
    """Conninfo of a database with every kind of value in every table."""
    fill(connection)
    connection.close()
    return database_url


@pytest.fixture
def other_url(postgres, database_url) -> Iterator[str]:
    """Conninfo of a database that does not exist; dropped afterwards, with those beside it."""
    name = "other"
    yield make_conninfo(postgres, dbname=name)
    with psycopg.connect(make_conninfo(postgres, dbname="postgres"), autocommit=True) as admin:
        for (found,) in admin.execute(
            "SELECT datname FROM pg_database WHERE datname LIKE %s", [f"{name}%"]
        ).fetchall():
            admin.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(found)))
