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


_CRAWL = (
    "id, source, arguments, started_at, ended_at, reason, pages, pages_unchanged, postings_seen,"
    " postings_new, postings_updated, postings_closed, errors, error, complete"
)


def crawls(connection: Connection, source: str | None, limit: int) -> list[Row]:
    """The last crawls, of one source or of all, latest first."""
    return rows(
        connection,
        SQL(
            "SELECT {columns} FROM crawl WHERE (%(source)s::text IS NULL OR source = %(source)s)"
            " ORDER BY started_at DESC, id DESC LIMIT %(limit)s"
        ).format(columns=SQL(_CRAWL)),
        {"source": source, "limit": limit},
    )


def crawl(connection: Connection, identity: int, now: datetime) -> Row | None:
    """One crawl, or None; ``others``: crawls under way while it was."""
    found = rows(
        connection,
        SQL(
            "SELECT {columns}, (SELECT count(*) FROM crawl AS other WHERE other.id <> crawl.id"
            "   AND other.started_at <= coalesce(crawl.ended_at, %(now)s)"
            "   AND coalesce(other.ended_at, %(now)s) >= crawl.started_at) AS others"
            " FROM crawl WHERE id = %(id)s"
        ).format(columns=SQL(_CRAWL)),
        {"id": identity, "now": now},
    )
    return found[0] if found else None


# By time; but what a crawl of another source saw last is rather that one's.
_DURING = {
    moment: SQL(
        "SELECT id, title, company, location, role, url, closed_reason, {moment} AS moment FROM job"
        " WHERE {moment} BETWEEN %(started)s AND %(ended)s AND (%(others)s = 0 OR EXISTS ("
        "   SELECT FROM posting LEFT JOIN crawl ON crawl.id = posting.crawl_id"
        "   WHERE job_id = job.id AND (posting.crawl_id IS NULL OR crawl.source = %(source)s)))"
        " ORDER BY {moment}, id LIMIT %(limit)s"
    ).format(moment=SQL(moment))
    for moment in ("first_seen", "closed_at")
}


def new_jobs(connection: Connection, crawl: Row, now: datetime, limit: int) -> list[Row]:
    """Jobs first seen while a crawl was under way."""
    return rows(connection, _DURING["first_seen"], _during(crawl, now, limit))


def closed_jobs(connection: Connection, crawl: Row, now: datetime, limit: int) -> list[Row]:
    """Jobs closed while a crawl was under way, and by its end."""
    return rows(connection, _DURING["closed_at"], _during(crawl, now, limit))


def _during(crawl: Row, now: datetime, limit: int) -> Row:
    ended = crawl["ended_at"] or now
    return {
        **{"started": crawl["started_at"], "ended": ended, "source": crawl["source"]},
        **{"others": crawl["others"], "limit": limit},
    }
