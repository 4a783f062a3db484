"""Connections for reading: a pool that survives a restart of the server, and errors a page can explain."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial

import psycopg  # noqa: TID251 - connecting, no statements
from psycopg_pool import ConnectionPool, PoolTimeout  # noqa: TID251

from dashboard import queries
from dashboard.mirror import Mirror
from scrapers import database

STATEMENT_TIMEOUT = "8s"  # a page that takes longer has failed its reader
CONNECT_SECONDS = 3


class DatabaseProblem(Exception):
    """Nothing can be read; ``kind`` says why (unreachable, missing, older, newer, slow)."""

    def __init__(self, kind: str, detail: str = ""):
        super().__init__(kind)
        self.kind = kind
        self.detail = detail


class Reader(psycopg.Connection):
    """A connection for reading; all of a pool share what is held in memory."""

    mirror: Mirror | None = None


def open_pool(conninfo: str) -> ConnectionPool:
    """A pool of read-only connections; opening it never fails, reading may."""
    mirror = Mirror(lambda: reading(pool))
    pool = ConnectionPool(
        conninfo,
        connection_class=Reader,
        min_size=0,
        max_size=8,
        timeout=CONNECT_SECONDS,
        reconnect_timeout=CONNECT_SECONDS,
        kwargs={
            "connect_timeout": CONNECT_SECONDS,
            "application_name": "dashboard",
            # One statement, one way to the server and back: to begin and to commit would make it three.
            "autocommit": True,
            # A prepared statement may get a plan for all filters at once, which no index serves.
            "prepare_threshold": None,
        },
        configure=partial(_configure, mirror=mirror),
        check=ConnectionPool.check_connection,
        open=True,
    )
    return pool


def _configure(connection: Reader, mirror: Mirror) -> None:
    queries.prepare(connection, STATEMENT_TIMEOUT)
    connection.mirror = mirror


@contextmanager
def reading(pool: ConnectionPool) -> Iterator[psycopg.Connection]:
    """A connection for reading; whatever the database answers badly becomes a DatabaseProblem."""
    try:
        with pool.connection() as connection:
            yield connection
    except (PoolTimeout, psycopg.errors.AdminShutdown, psycopg.errors.CannotConnectNow) as error:
        raise DatabaseProblem("unreachable") from error
    except psycopg.errors.QueryCanceled as error:
        raise DatabaseProblem("slow") from error
    except (psycopg.errors.UndefinedTable, psycopg.errors.UndefinedColumn) as error:
        raise DatabaseProblem("missing") from error
    except (psycopg.OperationalError, psycopg.InterfaceError) as error:
        raise DatabaseProblem("unreachable") from error


def server_name() -> str:
    """Where the database is said to be, without user and password."""
    url = os.environ.get("DATABASE_URL")
    if not url:
        return "embedded PostgreSQL"
    try:
        parts = database.parse(url)
    except database.DatabaseError:
        return "DATABASE_URL"
    return f"{parts.get('host') or 'localhost'}/{parts.get('dbname') or ''}"
