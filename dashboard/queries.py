"""Every read of the dashboard: one function a statement, parameters only.

Optional filters are static SQL (``%(x)s IS NULL OR …``), composed once when this module is loaded. A
connection that has a mirror finds and counts jobs there, with the same result and many times as fast.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import numpy as np
from psycopg import Connection
from psycopg.rows import dict_row
from psycopg.sql import SQL, Composed, Literal

from dashboard import search, taxonomy
from dashboard.filters import MAX_ROWS, STATUSES, Filters
from dashboard.matching import NAMED, Matching

Row = dict[str, Any]

NOT_SEEN_AFTER = timedelta(days=7)
# Most frequent values of a facet, beside the chosen ones. Whoever searches for one of the rest by its name
# finds it here: the facets count what the search finds.
FACET_VALUES = 250
WAIT = 30.0  # seconds
SORTED_AT_ONCE = 20_000  # jobs that are sorted by text as fast as they are found in the order of an index

# ------------------------------------------------------------------ filters, said once
STATUS = SQL(
    "CASE WHEN closed_at IS NOT NULL THEN 'closed'"
    " WHEN last_seen < %(not_seen_since)s THEN 'unseen' ELSE 'open' END"
)

# Each filter's field in Filters, and its condition; facets are counted with all but their own.
CONDITIONS = {
    "roles": "(%(roles)s::text[] IS NULL OR role = ANY (%(roles)s) OR (%(unclassified)s AND role IS NULL))",
    "time": "(%(since)s::date IS NULL OR shown_date >= %(since)s)"
    " AND (%(until)s::date IS NULL OR shown_date <= %(until)s)"
    " AND (%(after)s::timestamptz IS NULL OR first_seen > %(after)s)",
    "statuses": "(%(open)s AND closed_at IS NULL AND last_seen >= %(not_seen_since)s"
    " OR %(unseen)s AND closed_at IS NULL AND last_seen < %(not_seen_since)s"
    " OR %(closed)s AND closed_at IS NOT NULL)",
    **{
        name: f"(%({name})s::text[] IS NULL OR {column} = ANY (%({name})s))" for name, column in NAMED.items()
    },
    "topics": "(%(topics)s::text[] IS NULL OR topics && %(topics)s)",
}
TEXT = SQL(
    "(%(query)s::text IS NULL OR search @@ to_tsquery('simple', %(query)s))"
    " AND (%(patterns)s::text[] IS NULL OR title || ' ' || coalesce(company, '') ILIKE ALL (%(patterns)s))"
)
SEARCH = SQL("{} AND (%(left_out)s::bigint[] IS NULL OR id <> ALL (%(left_out)s))").format(TEXT)
# What each facet counts by; topics, of which a job may have many, stand apart.
FACETS = {"roles": "role", "time": "shown_date", "statuses": "status", **NAMED}
WHERE = SQL(" AND ").join([SEARCH, *(SQL(condition) for condition in CONDITIONS.values())])
ORDERS = {
    "newest": "first_seen DESC, id DESC",
    "posted": "shown_date DESC, id DESC",
    "company": "lower(company) NULLS LAST, lower(title), id",
    "title": "lower(title), id",
}
COLUMNS = SQL(
    "id, title, company, location, city, workplace, role, role_group, seniority, job_form, topics, url, site,"
    " date_posted, first_seen, last_seen, closed_at, closed_reason, shown_date, postings, {status} AS status"
).format(status=STATUS)


def parameters(filters: Filters, now: datetime) -> Row:
    """Parameters of every filtered statement."""
    text = search.parse(filters.search)
    roles = taxonomy.expand(filters.roles)
    return {
        "query": text.query,
        "patterns": list(text.patterns) or None,
        "search": text,
        "roles": sorted(roles - {taxonomy.UNCLASSIFIED}) if roles else None,
        "unclassified": taxonomy.UNCLASSIFIED in roles,
        "since": filters.first_day(now.date()),
        "until": filters.until,
        "after": filters.new_after(),
        "left_out": list(filters.left_out()) or None,
        **{status: status in filters.statuses for status in STATUSES},
        **{name: list(getattr(filters, name)) or None for name in _PLAIN},
        "not_seen_since": now - NOT_SEEN_AFTER,
    }


_PLAIN = (*NAMED, "topics")


def rows(connection: Connection, statement: SQL | Composed, values: Row | None = None) -> list[Row]:
    """What a statement finds, each row by column names."""
    with connection.cursor(row_factory=dict_row) as cursor:
        return cursor.execute(statement, values).fetchall()


def prepare(connection: Connection, timeout: str) -> None:
    """Let the server stop what takes longer, and do no more than readers may.

    No more than may be read, and than the role of readers, where there is that role, has rights to.
    """
    # Hashing needs its memory: to count by sorting takes thrice as long. And no disk turns any more: at its
    # default, 4, a search that finds many jobs reads all of them instead of those that its index names.
    connection.execute(
        SQL(
            "SELECT set_config('statement_timeout', %s, false),"
            " set_config('hash_mem_multiplier', '64', false), set_config('random_page_cost', '1.1', false),"
            " set_config('default_transaction_read_only', 'on', false)"
        ),
        [timeout],
    )
    connection.execute(
        SQL(
            "SELECT set_config('role', rolname, false) FROM pg_roles WHERE rolname = 'jobs_reader'"
            " AND pg_has_role(current_user, oid, 'MEMBER')"
            # Without its rights here, our own may still do.
            " AND has_table_privilege(oid, to_regclass('job_change'), 'SELECT')"
        )
    )


# ------------------------------------------------------------------ the database as a whole
def version(connection: Connection) -> Row | None:
    """``version`` of the schema and ``is_sample``; None where the table is empty."""
    found = rows(connection, SQL("SELECT version, is_sample FROM database_info"))
    return found[0] if found else None


def summary(connection: Connection) -> Row:
    """``any_job``, and ``last_success``: when a crawl last read a page."""
    return rows(
        connection,
        SQL(
            "SELECT EXISTS (SELECT FROM job) AS any_job,"
            " (SELECT max(coalesce(ended_at, started_at)) FROM crawl WHERE pages > 0) AS last_success"
        ),
    )[0]


# ------------------------------------------------------------------ Jobs
_FIND = {
    sort: SQL("SELECT id FROM job WHERE {where} ORDER BY {order} LIMIT %(limit)s OFFSET %(offset)s").format(
        where=WHERE, order=SQL(order)
    )
    for sort, order in ORDERS.items()
}
_SORT = {
    sort: SQL(
        "SELECT id FROM job WHERE id = ANY (%(ids)s) ORDER BY {order} LIMIT %(limit)s OFFSET %(offset)s"
    ).format(order=SQL(order))
    for sort, order in ORDERS.items()
}
_LATEST = {"newest": "first_seen", "posted": "shown_date"}
# As bytes, in one row: of a hundred thousand rows each would be an object.
_TEXT = SQL("SELECT string_agg(int8send(id), NULL) FROM job WHERE {text}").format(text=TEXT)
_TEXT_AMONG = SQL("{} AND id = ANY (%(among)s)").format(_TEXT)

_READ = SQL(
    "SELECT found.*, seen.page_url, seen.page_title, seen.page_site, seen.box_heading, seen.pages"
    " FROM (SELECT nth, {columns} FROM unnest(%(ids)s::bigint[]) WITH ORDINALITY AS wanted (id, nth)"
    "   JOIN job USING (id)) AS found"
    # One page of those that list it: where it was seen last, rather than the ad's own.
    " LEFT JOIN LATERAL (SELECT page.url AS page_url, page.title AS page_title, page.site AS page_site,"
    "   box_heading, (SELECT count(DISTINCT page_id) FROM posting JOIN sighting"
    "     ON posting_id = posting.id WHERE job_id = found.id) AS pages"
    "   FROM posting JOIN sighting ON sighting.posting_id = posting.id"
    "   JOIN page ON page.id = sighting.page_id WHERE posting.job_id = found.id"
    "   ORDER BY page.url IS NOT DISTINCT FROM found.url, sighting.last_seen DESC, page.id LIMIT 1)"
    " AS seen ON true"
    " ORDER BY nth"
).format(columns=COLUMNS)


def matching(connection: Connection, values: Row, *, wait: bool = False) -> Matching | None:
    """The jobs that pass, found in memory; None where this connection has no mirror, or not yet.

    ``wait``: for what takes the database longer than to read all jobs into memory.
    """
    mirror = getattr(connection, "mirror", None)
    held = mirror.look(connection) if mirror else None
    if mirror and wait and held is None:
        mirror.wait(WAIT)
        held = mirror.look(connection)
    if held is None:
        return None
    text = values["search"]
    if not text.terms:
        return Matching(held, values)

    def ask(among: np.ndarray | None) -> np.ndarray:
        if among is None:
            found = connection.execute(_TEXT, values, binary=True)
        else:
            found = connection.execute(_TEXT_AMONG, {**values, "among": among.tolist()}, binary=True)
        (ids,) = found.fetchone()
        return np.frombuffer(ids or b"", ">i8")

    return Matching(held, values, mirror.hits(held, text, ask))


def find(connection: Connection, values: Row, sort: str, limit: int, offset: int = 0) -> list[int]:
    """Ids of the matching jobs in an order of ORDERS; ``values`` are those of ``parameters``."""
    held = matching(connection, values)
    if held and sort in _LATEST:
        return held.latest(_LATEST[sort], limit, offset)
    values = {**values, "limit": limit, "offset": offset}
    statement = _FIND[sort]
    if held and held.count() <= SORTED_AT_ONCE:
        statement, values["ids"] = _SORT[sort], held.ids()
    return [row["id"] for row in rows(connection, statement, values)]


def jobs(connection: Connection, filters: Filters, now: datetime) -> list[Row]:
    """The chosen page of the matching jobs, each with the page where it was seen last."""
    values = parameters(filters, now)
    offset = min((filters.page - 1) * filters.size, MAX_ROWS)
    values["ids"] = find(connection, values, filters.sort, filters.size, offset)
    return rows(connection, _READ, values)


_COUNT = SQL("SELECT count(*) AS jobs FROM job WHERE {where}").format(where=WHERE)


def count(connection: Connection, filters: Filters, now: datetime) -> int:
    """How many jobs match."""
    values = parameters(filters, now)
    held = matching(connection, values)
    return held.count() if held else rows(connection, _COUNT, values)[0]["jobs"]


def _facets() -> Composed:
    """One reading of the table for all facets: a job counts where no filter but the facet's own fails."""
    bits = {name: Literal(1 << place) for place, name in enumerate(CONDITIONS)}
    failing = SQL(" + ").join(
        SQL("CASE WHEN {condition} THEN 0 ELSE {bit} END").format(condition=SQL(condition), bit=bits[name])
        for name, condition in CONDITIONS.items()
    )
    columns = [SQL(column) for column in FACETS.values()]
    facet = SQL(" ").join(
        SQL("WHEN grouping({column}) = 0 THEN {name}").format(column=column, name=Literal(name))
        for column, name in zip(columns, FACETS, strict=True)
    )
    own = SQL(" ").join(
        SQL("WHEN {name} THEN {bit}").format(name=Literal(name), bit=bits[name]) for name in FACETS
    )
    return SQL(
        "WITH candidate AS (SELECT role, shown_date, {status} AS status, city, company, site, workplace,"
        "   seniority, job_form, {failing} AS failing FROM job WHERE {search}),"
        " counted AS (SELECT CASE {facet} END AS facet, coalesce({values}) AS value, failing,"
        "   count(*) AS jobs FROM candidate WHERE failing IN (0, {bits}) GROUP BY GROUPING SETS ({sets})),"
        " merged AS (SELECT facet, value, sum(jobs)::bigint AS jobs FROM counted"
        "   WHERE failing IN (0, CASE facet {own} END) GROUP BY facet, value),"
        " ranked AS (SELECT *, row_number() OVER (PARTITION BY facet"
        '   ORDER BY jobs DESC, value COLLATE "C") AS nth'
        "   FROM (SELECT * FROM merged UNION ALL SELECT 'topics', topic, count(*)"
        "     FROM job, unnest(topics) AS topic WHERE {search} AND {others} GROUP BY topic) AS every)"
        " SELECT facet, value, jobs FROM ranked"
        " WHERE nth <= {limit} OR facet = 'time' OR value = ANY (CASE facet {chosen} END)"
        " ORDER BY facet, nth"
    ).format(
        status=STATUS,
        failing=failing,
        search=SEARCH,
        facet=facet,
        values=SQL(", ").join(SQL("{}::text").format(column) for column in columns),
        bits=SQL(", ").join(bits.values()),
        sets=SQL(", ").join(SQL("(failing, {})").format(column) for column in columns),
        own=own,
        chosen=SQL(" ").join(SQL(f"WHEN '{name}' THEN %({name})s::text[]") for name in ("roles", *_PLAIN)),
        others=SQL(" AND ").join(SQL(CONDITIONS[name]) for name in CONDITIONS if name != "topics"),
        limit=Literal(FACET_VALUES),
    )


_FACETS = _facets()


def facets(connection: Connection, filters: Filters, now: datetime) -> dict[str, dict[str | None, int]]:
    """Jobs by value of each facet, each counted with the other filters applied; None: not stated."""
    values = parameters(filters, now)
    if held := matching(connection, values, wait=True):
        return held.facets(FACET_VALUES)
    found: dict[str, dict[str | None, int]] = {name: {} for name in CONDITIONS}
    for row in rows(connection, _FACETS, values):
        found[row["facet"]][row["value"]] = row["jobs"]
    return found


_EXPORT = SQL(
    "SELECT {columns}, (SELECT page.url FROM posting JOIN sighting ON sighting.posting_id = posting.id"
    " JOIN page ON page.id = sighting.page_id WHERE posting.job_id = job.id"
    " ORDER BY page.url IS NOT DISTINCT FROM job.url, sighting.last_seen DESC, page.id LIMIT 1) AS page_url"
    " FROM unnest(%(ids)s::bigint[]) WITH ORDINALITY AS wanted (id, nth) JOIN job USING (id) ORDER BY nth"
).format(columns=COLUMNS)
PORTION = 250


def export(connection: Connection, filters: Filters, now: datetime, limit: int) -> Iterator[Row]:
    """Matching jobs, newest first, read in portions."""
    values = parameters(filters, now)
    ids = find(connection, values, "newest", limit)
    for first in range(0, len(ids), PORTION):
        yield from rows(connection, _EXPORT, {**values, "ids": ids[first : first + PORTION]})


# ------------------------------------------------------------------ one job
def job(connection: Connection, identity: int, now: datetime) -> Row | None:
    """One job, or None."""
    statement = SQL("SELECT {columns} FROM job WHERE id = %(id)s").format(columns=COLUMNS)
    found = rows(connection, statement, {"id": identity, "not_seen_since": now - NOT_SEEN_AFTER})
    return found[0] if found else None


def postings(connection: Connection, identity: int) -> list[Row]:
    """The ads behind a job, first seen first."""
    return rows(
        connection,
        SQL(
            "SELECT id, site, ref, url, title, title_raw, company, location, location_raw, date_posted,"
            " date_posted_raw, date_posted_precision, valid_through, valid_through_raw, employment_type,"
            " base_salary, identifier, role, role_reason, seniority, job_form, topics, language, origin,"
            " origins, first_seen, last_seen, closed_at, closed_reason"
            " FROM posting WHERE job_id = %(id)s ORDER BY first_seen, id"
        ),
        {"id": identity},
    )


def sightings(connection: Connection, identity: int) -> list[Row]:
    """Where a job's postings were seen, latest first."""
    return rows(
        connection,
        SQL(
            "SELECT sighting.posting_id, page.url, page.title, page.site, sighting.box_heading,"
            " sighting.position, sighting.first_seen, sighting.last_seen, sighting.times"
            " FROM sighting JOIN posting ON posting.id = sighting.posting_id"
            " JOIN page ON page.id = sighting.page_id WHERE posting.job_id = %(id)s"
            " ORDER BY sighting.last_seen DESC, page.id, sighting.box_heading LIMIT 500"
        ),
        {"id": identity},
    )


def changes(connection: Connection, identity: int) -> list[Row]:
    """What a job's postings said before, latest change first."""
    return rows(
        connection,
        SQL(
            "SELECT posting_change.changed_at, posting_change.field, posting_change.old, posting_change.new"
            " FROM posting_change JOIN posting ON posting.id = posting_change.posting_id"
            " WHERE posting.job_id = %(id)s ORDER BY posting_change.changed_at DESC LIMIT 200"
        ),
        {"id": identity},
    )
