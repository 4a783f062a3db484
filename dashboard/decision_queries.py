"""Reads of the Job page on which ads are one job: where jobs went, what people said, what may be the same."""

from difflib import SequenceMatcher

from psycopg import Connection
from psycopg.rows import dict_row

from dashboard.queries import Row

_LIKE = 0.55
"""Share of the letters that titles have in common, above which jobs of a company are offered as the same."""


def successor(connection: Connection, identity: int) -> int | None:
    """The job that a job that is no more went to."""
    found = connection.execute("SELECT job_id FROM former_job WHERE id = %s", [identity]).fetchone()
    return found[0] if found else None


def reposted(connection: Connection, identity: int) -> int:
    """How often a job was advertised again."""
    return connection.execute("SELECT reposted FROM job WHERE id = %s", [identity]).fetchone()[0]


def said(connection: Connection, identity: int) -> list[Row]:
    """What people said of a job: ``same``, ``job_id`` and ``title`` of the other job (or itself), when."""
    with connection.cursor(row_factory=dict_row) as cursor:
        return cursor.execute(
            "SELECT said.same, job.id AS job_id, job.title, max(said.decided_at) AS decided_at FROM ("
            " SELECT same, other_id, decided_at FROM posting JOIN decision ON posting_id = posting.id"
            "   WHERE posting.job_id = %(id)s"
            " UNION SELECT same, decision.posting_id, decided_at FROM posting JOIN decision"
            "   ON other_id = posting.id WHERE posting.job_id = %(id)s) AS said"
            " JOIN posting AS other ON other.id = said.other_id JOIN job ON job.id = other.job_id"
            " WHERE said.same = (job.id = %(id)s)"
            " GROUP BY said.same, job.id, job.title ORDER BY said.same, job.id LIMIT 20",
            {"id": identity},
        ).fetchall()


def candidates(connection: Connection, job: Row) -> list[Row]:
    """Jobs of the same company with a title like this one's, most alike first: id, title, location, site."""
    if not job["company"]:
        return []
    with connection.cursor(row_factory=dict_row) as cursor:
        rows = cursor.execute(
            "SELECT id, title, location, site FROM job"
            " WHERE lower(company) = lower(%(company)s) AND id <> %(id)s ORDER BY lower(title), id LIMIT 300",
            {"company": job["company"], "id": job["id"]},
        ).fetchall()
    title = job["title"].casefold()
    likeness = {row["id"]: SequenceMatcher(None, title, row["title"].casefold()).ratio() for row in rows}
    alike = [row for row in rows if likeness[row["id"]] >= _LIKE]
    return sorted(alike, key=lambda row: (-likeness[row["id"]], row["id"]))[:10]
