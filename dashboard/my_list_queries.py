"""What people keep of jobs: visits, marks, notes, saved searches. Each statement says whose they are."""

from datetime import datetime, timedelta

from psycopg import Connection
from psycopg.sql import SQL, Identifier

from dashboard.queries import COLUMNS, NOT_SEEN_AFTER, Row, rows

PAUSE = timedelta(hours=4)
"""Somebody who comes back after so long begins another visit."""
MARKS = ("saved", "applied", "hidden", "seen")
NOTE_LENGTH = 2000
NAME_LENGTH = 100
SEARCHES = 100  # of one profile
HIDDEN = 10_000  # of one profile: each statement of the list names them


# ------------------------------------------------------------------ connection
def prepare(connection: Connection, timeout: str) -> None:
    """Let the server stop what takes longer, and do no more than visitors may, where there is that role."""
    connection.execute(
        SQL(
            "SELECT set_config('statement_timeout', %(timeout)s, false),"
            " set_config('lock_timeout', %(timeout)s, false)"
        ),
        {"timeout": timeout},
    )
    connection.execute(
        SQL(
            "SELECT set_config('role', rolname, false) FROM pg_roles WHERE rolname = 'jobs_visitor'"
            " AND pg_has_role(current_user, oid, 'MEMBER')"
            # Without its rights here, our own may still do.
            " AND has_table_privilege(oid, to_regclass('mark'), 'INSERT')"
        )
    )


# ------------------------------------------------------------------ profile
def enter(connection: Connection, name: str, now: datetime) -> Row:
    """Note that somebody is here: ``id``, and ``visit_before``, the end of the visit before this one."""
    return rows(
        connection,
        SQL(
            "INSERT INTO profile (name, first_visit, last_visit) VALUES (%(name)s, %(now)s, %(now)s)"
            " ON CONFLICT (name) DO UPDATE SET last_visit = greatest(profile.last_visit, %(now)s),"
            " visit_before = CASE WHEN %(now)s - profile.last_visit > %(pause)s"
            "   THEN profile.last_visit ELSE profile.visit_before END"
            " RETURNING id, visit_before"
        ),
        {"name": name, "now": now, "pause": PAUSE},
    )[0]


def profile(connection: Connection, name: str) -> Row | None:
    """``id`` and ``visit_before`` of somebody who was here, or None."""
    statement = SQL("SELECT id, visit_before FROM profile WHERE name = %(name)s")
    found = rows(connection, statement, {"name": name})
    return found[0] if found else None


# ------------------------------------------------------------------ marks
def hidden(connection: Connection, who: int) -> tuple[int, ...]:
    """Jobs that somebody does not want to see, those hidden last first."""
    found = rows(
        connection,
        SQL(
            "SELECT job_id FROM mark WHERE profile_id = %(who)s AND hidden_at IS NOT NULL"
            " ORDER BY hidden_at DESC, job_id LIMIT %(limit)s"
        ),
        {"who": who, "limit": HIDDEN},
    )
    return tuple(row["job_id"] for row in found)


def marks(connection: Connection, who: int, jobs: list[int]) -> dict[int, Row]:
    """Marks of some jobs, by job."""
    found = rows(
        connection,
        SQL(
            "SELECT job_id, seen_at, saved_at, applied_at, hidden_at, note FROM mark"
            " WHERE profile_id = %(who)s AND job_id = ANY (%(jobs)s)"
        ),
        {"who": who, "jobs": jobs},
    )
    return {row["job_id"]: row for row in found}


_MARK = {
    what: SQL(
        # A job that has gone meanwhile is not there to be marked.
        "INSERT INTO mark (profile_id, job_id, {column})"
        " SELECT %(who)s, id, %(at)s FROM job WHERE id = %(job)s"
        " ON CONFLICT (profile_id, job_id) DO UPDATE SET {column} ="
        "   CASE WHEN %(at)s::timestamptz IS NULL THEN NULL ELSE coalesce(mark.{column}, %(at)s) END"
    ).format(column=Identifier(f"{what}_at"))
    for what in MARKS
}


def mark(connection: Connection, who: int, job: int, what: str, at: datetime | None) -> None:
    """Mark a job as saved, applied, hidden or seen, since the first time; ``at`` None takes the mark away."""
    connection.execute(_MARK[what], {"who": who, "job": job, "at": at})


def note(connection: Connection, who: int, job: int, text: str) -> None:
    """Keep a note on a job; an empty one is none."""
    connection.execute(
        SQL(
            "INSERT INTO mark (profile_id, job_id, note)"
            " SELECT %(who)s, id, %(note)s FROM job WHERE id = %(job)s"
            " ON CONFLICT (profile_id, job_id) DO UPDATE SET note = excluded.note"
        ),
        {"who": who, "job": job, "note": text[:NOTE_LENGTH]},
    )


# ------------------------------------------------------------------ My list
# Each list: what belongs in it, and the time it is sorted by. Hidden jobs are in no other list.
_LISTS = {
    "saved": ("saved_at IS NOT NULL AND hidden_at IS NULL", "saved_at"),
    "applied": ("applied_at IS NOT NULL", "applied_at"),
    "noted": ("note <> ''", "greatest(seen_at, saved_at, applied_at, hidden_at)"),
    "hidden": ("hidden_at IS NOT NULL", "hidden_at"),
    "seen": ("seen_at IS NOT NULL", "seen_at"),
}
LISTS = tuple(_LISTS)

_COUNTS = SQL("SELECT {counts} FROM mark WHERE profile_id = %(who)s").format(
    counts=SQL(", ").join(
        SQL("count(*) FILTER (WHERE {condition}) AS {name}").format(
            condition=SQL(condition), name=Identifier(name)
        )
        for name, (condition, _) in _LISTS.items()
    )
)


def counts(connection: Connection, who: int) -> dict[str, int]:
    """How many jobs stand in each list."""
    return rows(connection, _COUNTS, {"who": who})[0]


_LISTED = {
    name: SQL(
        "SELECT {columns}, seen_at, saved_at, applied_at, hidden_at, note FROM mark JOIN job ON id = job_id"
        " WHERE profile_id = %(who)s AND {condition} ORDER BY {order} DESC NULLS LAST, id DESC"
        " LIMIT %(limit)s OFFSET %(offset)s"
    ).format(columns=COLUMNS, condition=SQL(condition), order=SQL(order))
    for name, (condition, order) in _LISTS.items()
}


def listed(
    connection: Connection, who: int, name: str, now: datetime, limit: int, offset: int = 0
) -> list[Row]:
    """Jobs of a list with their marks, marked last first."""
    values = {"who": who, "not_seen_since": now - NOT_SEEN_AFTER, "limit": limit, "offset": offset}
    return rows(connection, _LISTED[name], values)


# ------------------------------------------------------------------ saved searches
_SEARCH = SQL("SELECT id, profile_id, name, query, made_at, looked_at FROM saved_search")


def searches(connection: Connection, who: int) -> list[Row]:
    """Somebody's saved searches by name."""
    statement = SQL("{search} WHERE profile_id = %(who)s ORDER BY lower(name), id").format(search=_SEARCH)
    return rows(connection, statement, {"who": who})


def search(connection: Connection, identity: str) -> Row | None:
    """A saved search, whosoever it is: who knows its id may read it."""
    found = rows(connection, SQL("{search} WHERE id = %(id)s").format(search=_SEARCH), {"id": identity})
    return found[0] if found else None


def save_search(
    connection: Connection, who: int, identity: str, name: str, query: str, now: datetime
) -> bool:
    """Keep a search; whether there was room for it."""
    done = connection.execute(
        SQL(
            "INSERT INTO saved_search (id, profile_id, name, query, made_at, looked_at)"
            " SELECT %(id)s, %(who)s, %(name)s, %(query)s, %(now)s, %(now)s"
            " WHERE (SELECT count(*) FROM saved_search WHERE profile_id = %(who)s) < %(most)s"
        ),
        {
            **{"id": identity, "who": who, "name": name[:NAME_LENGTH], "query": query},
            **{"now": now, "most": SEARCHES},
        },
    )
    return done.rowcount == 1


def rename_search(connection: Connection, who: int, identity: str, name: str) -> None:
    """Give one's saved search another name."""
    connection.execute(
        SQL("UPDATE saved_search SET name = %(name)s WHERE id = %(id)s AND profile_id = %(who)s"),
        {"who": who, "id": identity, "name": name[:NAME_LENGTH]},
    )


def delete_search(connection: Connection, who: int, identity: str) -> None:
    """Delete one's saved search; its feeds end."""
    connection.execute(
        SQL("DELETE FROM saved_search WHERE id = %(id)s AND profile_id = %(who)s"),
        {"who": who, "id": identity},
    )


def look(connection: Connection, who: int, identity: str, now: datetime) -> None:
    """Note that somebody looked at their saved search: what came until now is no longer new."""
    connection.execute(
        SQL(
            "UPDATE saved_search SET looked_at = greatest(looked_at, %(now)s)"
            " WHERE id = %(id)s AND profile_id = %(who)s"
        ),
        {"who": who, "id": identity, "now": now},
    )
