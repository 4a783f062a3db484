"""Puts postings behind jobs."""

from psycopg import AsyncConnection

from scrapers.storage import clustering, jobs
from scrapers.storage.records import Record


async def assign_jobs(connection: AsyncConnection, altered: list[Record]) -> set[int]:
    """Put altered postings behind their jobs; return the jobs to refresh.

    A job is a component of postings that share a proof. Only components near what changed are looked at: of
    each, the job with the smallest id stays.
    """
    to_refresh = {record.job_id for record in altered if record.job_id}
    unsettled = [record for record in altered if _settle_key(record)]
    if not unsettled:
        return to_refresh
    near = await jobs.neighbours(
        connection,
        job_keys={record.job_key for record in unsettled if record.job_key},
        urls={record.content["url"] for record in unsettled if record.content["url"]},
        job_ids={record.job_id for record in unsettled if record.job_id},
    )
    job_of = {row["id"]: row["job_id"] for row in near}
    proofs = {row["id"]: clustering.proofs(row) for row in near}
    for record in altered:
        if record.is_new or record.id in proofs:
            job_of[record.id] = record.job_id
            proofs[record.id] = [key for key in (record.job_key, record.url_key) if key]

    moves = await _join(connection, {id_: proofs[id_] for id_ in sorted(proofs)}, job_of)
    emptied = {job_of[id_] for id_ in moves} - {None}
    to_refresh |= emptied | set(moves.values())
    for record in altered:
        record.job_id = moves.pop(record.id, record.job_id)
    if moves:
        await jobs.move_postings(connection, moves)
    return to_refresh


async def _join(
    connection: AsyncConnection, proofs: dict[int, list[str]], job_of: dict[int, int | None]
) -> dict[int, int]:
    """Return which postings go to which job: each component keeps its oldest job, or gets a new one."""
    groups = clustering.components(proofs)
    kept: dict[int, int] = {}
    taken: set[int] = set()
    for number, group in enumerate(groups):
        if free := {job_of[id_] for id_ in group} - taken - {None}:
            kept[number] = min(free)
            taken.add(kept[number])
    fresh = iter(await jobs.new_job_ids(connection, len(groups) - len(kept)))
    moves = {}
    for number, group in enumerate(groups):
        job_id = kept.get(number) or next(fresh)
        moves.update((id_, job_id) for id_ in group if job_of[id_] != job_id)
    return moves


def _settle_key(record: Record) -> bool:
    """Set the posting's keys; tell whether they leave open which job it belongs to."""
    before = record.job_key, record.before and clustering.url_key({**record.before, "ref": record.ref})
    record.job_key = clustering.job_key(record.content)
    record.url_key = clustering.url_key({**record.content, "ref": record.ref})
    return record.is_new or before != (record.job_key, record.url_key)
