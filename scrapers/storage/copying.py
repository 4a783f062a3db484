"""Rows in the text that COPY reads."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from functools import lru_cache
from itertools import islice

from psycopg import AsyncConnection
from psycopg.abc import Query

_NULL = r"\N"


def line(values: Sequence[str | None]) -> str:
    """Return values as one row, or as a part of one; None is NULL.

    psycopg adapts each value by its type, which costs three times as much.
    """
    text = "\t".join([_NULL if value is None else value for value in values])
    if (
        text.count("\\") == values.count(None)
        and text.count("\t") == len(values) - 1
        and "\n" not in text
        and "\r" not in text
    ):
        return text  # as nearly always: nothing to escape
    return "\t".join(map(field, values))


def field(value: str | None) -> str:
    """Return one value, which may be long."""
    if value is None:
        return _NULL
    return value.replace("\\", r"\\").replace("\t", r"\t").replace("\n", r"\n").replace("\r", r"\r")


def array(words: list[str]) -> str:
    """Return a list as a value."""
    if not words:
        return "{}"
    escaped = [word.replace("\\", "\\\\").replace('"', '\\"') for word in words]
    return '{"' + '","'.join(escaped) + '"}'


@lru_cache(maxsize=64)  # the postings of a page have theirs in common
def time(moment: datetime | None) -> str | None:
    """Return a time as a value."""
    return moment and moment.isoformat()


def numbers(values: Iterable[int]) -> str:
    """Return numbers as an array, also as a statement's parameter: psycopg adapts them one by one."""
    return "{" + ",".join(map(str, values)) + "}"


async def copy(connection: AsyncConnection, statement: Query, rows: Iterable[str]) -> None:
    """Send rows to COPY … FROM STDIN: some at a time, so that the server stores them while more are made."""
    rows = iter(rows)
    async with connection.cursor() as cursor, cursor.copy(statement) as into:
        while some := list(islice(rows, _AT_A_TIME)):
            await into.write("\n".join([*some, ""]))


_AT_A_TIME = 50
