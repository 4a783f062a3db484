"""What the Sources page reads of crawls: one function a statement."""

from datetime import datetime, timedelta

from psycopg import Connection
from psycopg.sql import SQL

from dashboard.queries import Row, rows


def sources(connection: Connection, now: datetime) -> list[Row]:
    """Each source: its last crawl, its last success, what it usually finds (median of ten before)."""
    return rows(
        connection,
        SQL(
            "WITH numbered AS (SELECT *, row_number() OVER (PARTITION BY source"
            "   ORDER BY started_at DESC, id DESC) AS nth FROM crawl) "
            "SELECT last.*, past.crawls, past.last_success, past.usual, past.month_new FROM numbered AS last"
            " JOIN (SELECT source, count(*) AS crawls,"
            "   max(ended_at) FILTER (WHERE reason = 'finished' AND pages > 0) AS last_success,"
            "   percentile_cont(0.5) WITHIN GROUP (ORDER BY postings_seen)"
            "     FILTER (WHERE nth BETWEEN 2 AND 11 AND reason = 'finished') AS usual,"
            "   sum(postings_new) FILTER (WHERE started_at >= %(month)s) AS month_new"
            "   FROM numbered GROUP BY source) AS past USING (source)"
            " WHERE last.nth = 1 ORDER BY last.started_at DESC, last.id DESC"
        ),
        {"month": now - timedelta(days=30)},
    )


def crawls(connection: Connection, source: str | None, limit: int) -> list[Row]:
    """The last crawls, of one source or of all, latest first."""
    return rows(
        connection,
        SQL(
            "SELECT id, source, arguments, started_at, ended_at, reason, pages, pages_unchanged,"
            " postings_seen, postings_new, postings_updated, errors, error FROM crawl"
            " WHERE (%(source)s::text IS NULL OR source = %(source)s)"
            " ORDER BY started_at DESC, id DESC LIMIT %(limit)s"
        ),
        {"source": source, "limit": limit},
    )
