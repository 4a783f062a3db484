"""Connections for writing what people keep of jobs, and nothing else."""

from collections.abc import Iterator
from contextlib import contextmanager

import psycopg  # noqa: TID251 - connecting, no statements
from psycopg_pool import ConnectionPool  # noqa: TID251

from dashboard import my_list_queries
from dashboard.connection import CONNECT_SECONDS, DatabaseProblem, reading

STATEMENT_TIMEOUT = "2s"  # a mark is one row


def open_writers(conninfo: str) -> ConnectionPool:
    """A pool of few connections that write; opening it never fails, writing may."""
    return ConnectionPool(
        conninfo,
        min_size=0,
        max_size=4,
        timeout=CONNECT_SECONDS,
        reconnect_timeout=CONNECT_SECONDS,
        kwargs={"connect_timeout": CONNECT_SECONDS, "application_name": "dashboard, my list"},
        configure=_configure,
        check=ConnectionPool.check_connection,
        open=True,
    )


def _configure(connection: psycopg.Connection) -> None:
    my_list_queries.prepare(connection, STATEMENT_TIMEOUT)
    connection.commit()


@contextmanager
def writing(pool: ConnectionPool) -> Iterator[psycopg.Connection]:
    """A connection for writing; raises DatabaseProblem, ``read_only`` where this user may not write."""
    try:
        with reading(pool) as connection:
            yield connection
    except (psycopg.errors.InsufficientPrivilege, psycopg.errors.ReadOnlySqlTransaction) as error:
        raise DatabaseProblem("read_only", str(error).partition("\n")[0]) from error
    except psycopg.errors.LockNotAvailable as error:
        raise DatabaseProblem("slow") from error
