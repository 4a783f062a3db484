"""What a person says of jobs: "these are two", "these are one"; it outlives every crawl until taken back.

A decision is kept for each pair of postings that it is about. A later one on a pair replaces the earlier, so
that they never contradict each other.
"""

import asyncio
from collections.abc import Awaitable, Callable, Collection, Iterable
from itertools import combinations, product
from typing import TypeVar

import psycopg
from psycopg import AsyncConnection, Connection
from psycopg.rows import dict_row

from scrapers.storage import assigning, clustering, comparing, jobs
from scrapers.storage.batch import ONE_WRITER
from scrapers.storage.clustering import Decision, Member

T = TypeVar("T")


class Refused(ValueError):
    """A decision that cannot be carried out; the message says why."""


class NotAllowed(PermissionError):
    """The database's user may not write jobs."""


def split(conninfo: str, job_id: int, posting_ids: Collection[int]) -> list[int]:
    """Let postings leave a job: these are two. Return the jobs that they are in now.

    The job keeps its number, and what people keep of it stays there. Raises Refused where a posting is not of
    the job, or none would stay; NotAllowed.
    """

    async def work(connection: AsyncConnection) -> list[int]:
        leaving, all_ = sorted(set(posting_ids)), await _postings(connection, [job_id])
        if strangers := sorted(set(leaving) - set(all_)):
            raise Refused(f"job {job_id} has no posting {_listed(strangers)}; it has {_listed(all_)}")
        staying = sorted(set(all_) - set(leaving))
        if not leaving or not staying:
            raise Refused(f"of the postings of job {job_id} ({_listed(all_)}) some must leave and some stay")
        await _say(connection, product(leaving, staying), same=False)
        (fresh,) = await jobs.new_job_ids(connection, 1)
        await jobs.move_postings(connection, dict.fromkeys(leaving, fresh))
        await _settle(connection, {job_id, fresh})
        return await _jobs_of(connection, leaving)

    return _carry_out(conninfo, work)


def merge(conninfo: str, job_ids: Collection[int]) -> int:
    """Make one job of several; return which, the oldest. What people keep of the others moves there.

    Raises Refused where a job does not exist; NotAllowed.
    """

    async def work(connection: AsyncConnection) -> int:
        wanted = sorted(set(job_ids))
        if len(wanted) < 2:
            raise Refused("say at least two jobs that are one")
        all_ = await _postings(connection, wanted)
        of_each = [await _postings(connection, [job_id]) for job_id in wanted]
        await _forget(connection, all_, same=False)
        # All pairs: when one posting leaves again, the others stay together.
        for ours, theirs in combinations(of_each, 2):
            await _say(connection, product(ours, theirs), same=True)
        await _settle(connection, set(wanted))
        (job_id,) = await _jobs_of(connection, all_)
        return job_id

    return _carry_out(conninfo, work)


def undo_split(conninfo: str, job_id: int, other_id: int) -> list[int]:
    """Take back that two jobs are two; return the jobs that their postings are in now.

    Raises Refused where nobody said so; NotAllowed.
    """

    async def work(connection: AsyncConnection) -> list[int]:
        ours, theirs = await _postings(connection, [job_id]), await _postings(connection, [other_id])
        if not await _forget(connection, ours, theirs, same=False):
            raise Refused(f"nobody said that jobs {job_id} and {other_id} are two")
        await _settle(connection, {job_id, other_id})
        return await _jobs_of(connection, ours + theirs)

    return _carry_out(conninfo, work)


def undo_merge(conninfo: str, job_id: int) -> list[int]:
    """Take back that the postings of a job are one job; return the jobs that they are in now.

    Raises Refused where nobody said so; NotAllowed.
    """

    async def work(connection: AsyncConnection) -> list[int]:
        ours = await _postings(connection, [job_id])
        if not await _forget(connection, ours, same=True):
            raise Refused(f"nobody said that the postings of job {job_id} are one job")
        await _settle(connection, {job_id})
        return await _jobs_of(connection, ours)

    return _carry_out(conninfo, work)


def describe(conninfo: str, job_ids: Collection[int]) -> dict[int, list[tuple]]:
    """Return (id, title, company, location, site) of each job's postings; raises Refused for unknown jobs."""
    with psycopg.connect(conninfo, connect_timeout=10) as connection:
        rows = connection.execute(_DESCRIBE, [list(job_ids)]).fetchall()
    found: dict[int, list[tuple]] = {}
    for job_id, *posting in rows:
        found.setdefault(job_id, []).append(tuple(posting))
    if unknown := sorted(set(job_ids) - found.keys()):
        raise Refused(f"there is no job {_listed(unknown)}")
    return found


def reasons(connection: Connection, job_id: int) -> dict[int, tuple[str, int]]:
    """Why postings are of a job, by id: decision, address, reference, name or description, and tied to which.

    "name" is company, title and place. The oldest posting needs no reason. Read-only.
    """
    with connection.cursor(row_factory=dict_row) as cursor:
        rows = cursor.execute(_MEMBERS, {"id": job_id}).fetchall()
    said = connection.execute(_DECIDED, {"ids": [row["id"] for row in rows]}).fetchall()
    members = [
        Member.of(
            row["id"],
            row,
            comparing.job_key(row),
            first_seen=row["first_seen"],
            last_seen=row["last_seen"],
            closed_at=row["closed_at"],
        )
        for row in rows
    ]
    return clustering.reasons(members, [Decision(*row) for row in said])


_DESCRIBE = """
SELECT job_id, id, title, company, location, site FROM posting WHERE job_id = ANY(%s) ORDER BY job_id, id
"""

_MEMBERS = """
SELECT id, site, ref, url, title, title_raw, company_key, location, city, region, country, identifier,
       left(description, 20000) AS description, first_seen, last_seen, closed_at
FROM posting WHERE job_id = %(id)s ORDER BY id LIMIT 200
"""

_DECIDED = """
SELECT posting_id, other_id, same FROM decision
WHERE posting_id = ANY(%(ids)s) AND other_id = ANY(%(ids)s)
"""

_JOBS_AND_POSTINGS = """
SELECT wanted.id, posting.id FROM unnest(%s::bigint[]) AS wanted (id)
LEFT JOIN posting ON posting.job_id = wanted.id
"""

_JOBS_OF = "SELECT DISTINCT job_id FROM posting WHERE id = ANY(%s) ORDER BY job_id"

_SAY = """
INSERT INTO decision AS stored (posting_id, other_id, same)
SELECT least(one, other), greatest(one, other), %(same)s
FROM unnest(%(ones)s::bigint[], %(others)s::bigint[]) AS pair (one, other)
ON CONFLICT (posting_id, other_id) DO UPDATE SET same = EXCLUDED.same, decided_at = EXCLUDED.decided_at
"""

_FORGET = """
DELETE FROM decision
WHERE same = %(same)s AND (posting_id = ANY(%(ours)s) AND other_id = ANY(%(theirs)s)
                           OR posting_id = ANY(%(theirs)s) AND other_id = ANY(%(ours)s))
"""


async def _postings(connection: AsyncConnection, job_ids: Iterable[int]) -> list[int]:
    rows = await (await connection.execute(_JOBS_AND_POSTINGS, [list(job_ids)])).fetchall()
    if unknown := sorted({job_id for job_id, posting_id in rows if posting_id is None}):
        raise Refused(f"there is no job {_listed(unknown)}")
    return sorted(posting_id for _, posting_id in rows)


async def _jobs_of(connection: AsyncConnection, posting_ids: Collection[int]) -> list[int]:
    return [row[0] for row in await (await connection.execute(_JOBS_OF, [list(posting_ids)])).fetchall()]


async def _say(connection: AsyncConnection, pairs: Iterable[tuple[int, int]], *, same: bool) -> None:
    ones, others = zip(*pairs, strict=True)
    await connection.execute(_SAY, {"ones": list(ones), "others": list(others), "same": same})


async def _forget(
    connection: AsyncConnection, ours: list[int], theirs: list[int] | None = None, *, same: bool
) -> int:
    """Forget decisions between postings; return how many there were."""
    values = {"ours": ours, "theirs": ours if theirs is None else theirs, "same": same}
    return (await connection.execute(_FORGET, values)).rowcount


async def _settle(connection: AsyncConnection, job_ids: set[int]) -> None:
    moved = await assigning.assign_again(connection, job_ids=job_ids)
    await jobs.refresh_jobs(connection, job_ids | moved)


def _carry_out(conninfo: str, work: Callable[[AsyncConnection], Awaitable[T]]) -> T:
    async def main() -> T:
        async with await AsyncConnection.connect(conninfo, autocommit=True, connect_timeout=10) as connection:
            await connection.execute("SET statement_timeout = '60s'")
            async with connection.transaction():
                await connection.execute(ONE_WRITER)
                return await work(connection)

    try:
        return asyncio.run(main())
    except psycopg.errors.InsufficientPrivilege as error:
        raise NotAllowed("this database user may read jobs, and not change them") from error


def _listed(numbers: Collection[int]) -> str:
    return ", ".join(map(str, numbers))
