"""What the Trends page reads: one function a statement; filters as in the list of jobs. Days are of UTC."""

from datetime import UTC, date, datetime, timedelta

from psycopg import Connection
from psycopg.sql import SQL

from dashboard import trend_counts
from dashboard.filters import Filters
from dashboard.queries import NOT_SEEN_AFTER, WHERE, Row, matching, parameters, rows

_NEW = SQL(
    "SELECT (first_seen AT TIME ZONE 'UTC')::date AS day, role, role_group, count(*) AS jobs"
    " FROM job WHERE {where} AND first_seen >= %(start)s AND first_seen < %(end)s"
    " GROUP BY 1, 2, 3"
).format(where=WHERE)


def new_by_day(connection: Connection, filters: Filters, now: datetime, first: date, last: date) -> list[Row]:
    """Jobs by the day we first saw them, by role and group, from ``first`` to ``last``."""
    values = parameters(filters, now)
    if held := matching(connection, values, wait=True):
        return trend_counts.new_by_day(held, first, last)
    return rows(connection, _NEW, {**values, **_between(first, last)})


# Each job begins once, and ends at most once in each way; a reading of the table counts all three.
_STOCK = SQL(
    "WITH found AS ("
    "   SELECT greatest((first_seen AT TIME ZONE 'UTC')::date, %(before)s) AS seen,"
    "     CASE WHEN closed_at IS NOT NULL OR last_seen < %(not_seen_since)s"
    "       THEN greatest((least(closed_at, last_seen + %(patience)s) AT TIME ZONE 'UTC')::date, %(before)s)"
    "     END AS ended,"
    "     CASE WHEN closed_at IS NOT NULL"
    "       THEN greatest((closed_at AT TIME ZONE 'UTC')::date, %(before)s) END AS closed"
    "   FROM job WHERE {where})"
    " SELECT CASE WHEN grouping(seen) = 0 THEN 'seen' WHEN grouping(ended) = 0 THEN 'ended' ELSE 'closed' END"
    "   AS event, coalesce(seen, ended, closed) AS day, count(*) AS jobs"
    " FROM found GROUP BY GROUPING SETS ((seen), (ended), (closed))"
    " HAVING coalesce(seen, ended, closed) IS NOT NULL"
).format(where=WHERE)


def stock_events(connection: Connection, filters: Filters, now: datetime, first: date) -> list[Row]:
    """Jobs by ``event`` and ``day``; what happened before ``first`` counts on the day before it.

    ``seen``: first; ``ended``: no longer open, by what we knew then; ``closed``: known to be closed. Between
    the last two a job is one not seen lately.
    """
    values = parameters(filters, now)
    if held := matching(connection, values, wait=True):
        return trend_counts.stock_events(held, first, NOT_SEEN_AFTER)
    before = first - timedelta(days=1)
    return rows(connection, _STOCK, {**values, "before": before, "patience": NOT_SEEN_AFTER})


_VISIBLE = SQL(
    "SELECT role_group, date_part('day', last_seen - first_seen)::integer AS days,"
    " closed_at IS NOT NULL AS ended, count(*) AS jobs FROM job WHERE {where}"
    " AND first_seen >= %(start)s AND first_seen < %(end)s GROUP BY 1, 2, 3"
).format(where=WHERE)


def visible_days(
    connection: Connection, filters: Filters, now: datetime, first: date, last: date
) -> list[Row]:
    """Jobs first seen from ``first`` to ``last`` by whole ``days`` until last seen; ``ended``: closed."""
    values = parameters(filters, now)
    if held := matching(connection, values, wait=True):
        return trend_counts.visible_days(held, first, last)
    return rows(connection, _VISIBLE, {**values, **_between(first, last)})


def crawled_days(connection: Connection, first: date) -> set[date]:
    """Days on which some crawl that read a page was under way: on others, no new job says nothing."""
    found = rows(
        connection,
        SQL(
            "SELECT DISTINCT (moment AT TIME ZONE 'UTC')::date AS day FROM crawl, generate_series("
            "   date_trunc('day', started_at, 'UTC'), coalesce(ended_at, started_at), '1 day') AS moment"
            " WHERE pages > 0 AND coalesce(ended_at, started_at) >= %(first)s"
        ),
        {"first": _midnight(first)},
    )
    return {row["day"] for row in found}


def _between(first: date, last: date) -> Row:
    return {"start": _midnight(first), "end": _midnight(last + timedelta(days=1))}


def _midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=UTC)
