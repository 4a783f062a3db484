"""What the Trends page reads: one function a statement; filters as in the list of jobs."""

from datetime import UTC, date, datetime, timedelta

from psycopg import Connection
from psycopg.sql import SQL

from dashboard.filters import Filters
from dashboard.queries import WHERE, Row, parameters, rows

_NEW = SQL(
    "SELECT (first_seen AT TIME ZONE 'UTC')::date AS day, coalesce(role_group, 'unclassified') AS role_group,"
    " count(*) AS jobs FROM job WHERE {where} AND first_seen >= %(first)s AND first_seen < %(end)s"
    " GROUP BY 1, 2"
).format(where=WHERE)


def new_by_day(connection: Connection, filters: Filters, now: datetime, first: date, last: date) -> list[Row]:
    """Jobs by the day (UTC) we first saw them and by group, from ``first`` to ``last``."""
    start, end = (
        datetime(day.year, day.month, day.day, tzinfo=UTC) for day in (first, last + timedelta(days=1))
    )
    return rows(connection, _NEW, {**parameters(filters, now), "first": start, "end": end})


def crawled_days(connection: Connection, first: date) -> set[date]:
    """Days (UTC) on which some crawl read a page: on others, no new job says nothing."""
    found = rows(
        connection,
        SQL(
            "SELECT DISTINCT (started_at AT TIME ZONE 'UTC')::date AS day FROM crawl"
            " WHERE pages > 0 AND started_at >= %(first)s"
        ),
        {"first": first},
    )
    return {row["day"] for row in found}
