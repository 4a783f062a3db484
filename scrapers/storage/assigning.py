"""Puts postings behind jobs."""

from collections.abc import Collection, Iterable, Mapping
from typing import TYPE_CHECKING, NamedTuple

from psycopg import AsyncConnection

from scrapers.storage import clustering, comparing, jobs
from scrapers.storage.clustering import Decision, Member
from scrapers.storage.jobs import Near
from scrapers.storage.rows import Row

if TYPE_CHECKING:  # records ask closing, which asks here
    from scrapers.storage.records import Record


class Assigned(NamedTuple):
    """Jobs that are to say what their postings say."""

    to_refresh: set[int]
    to_make: set[int]
    """New, of one posting each."""


async def assign_jobs(
    connection: AsyncConnection, altered: "list[Record]", new_urls: Iterable[str] = ()
) -> Assigned:
    """Put altered postings behind their jobs.

    ``new_urls``: those that no stored posting has.
    """
    to_refresh = {record.job_id for record in altered if record.job_id}
    here = {record.id: _member(record) for record in altered}
    unsettled = [record for record in altered if _settle_key(record, here[record.id])]
    if not unsettled:
        return Assigned(to_refresh, set())
    job_of = {record.id: record.job_id for record in altered}
    first = [here[record.id] for record in unsettled]
    moves, alone = await _settle(connection, first, here, job_of, new_urls)
    to_refresh |= {job_of[id_] for id_ in moves} - {None} | set(moves.values())
    for record in altered:
        record.job_id = moves.pop(record.id, record.job_id)
    if moves:
        await jobs.move_postings(connection, moves)
    return Assigned(to_refresh - alone, alone)


async def assign_again(connection: AsyncConnection, *, job_ids: Iterable[int]) -> set[int]:
    """Put the postings of jobs, and those tied to them, behind the right ones; return the jobs to refresh."""
    rows = await jobs.neighbours(connection, Near(job_ids=set(job_ids)))
    members = [_stored_member(row) for row in rows]
    job_of = {row["id"]: row["job_id"] for row in rows}
    moves, _ = await _settle(connection, members, {}, job_of)
    if moves:
        await jobs.move_postings(connection, moves)
    return {job_of[id_] for id_ in moves} | set(moves.values())


async def assign_after_closing(connection: AsyncConnection, job_ids: Collection[int]) -> set[int]:
    """Join jobs of which postings were closed with those that were advertised after them; return which."""
    if not job_ids:
        return set()
    followed = await jobs.followed(connection, job_ids)
    return await assign_again(connection, job_ids=followed) if followed else set()


async def _settle(
    connection: AsyncConnection,
    first: Iterable[Member],
    here: Mapping[int, Member],
    job_of: dict[int, int | None],
    new_urls: Iterable[str] = (),
) -> tuple[dict[int, int], set[int]]:
    """Return which postings go to which job: each group keeps its oldest job, or gets a new one.

    And which jobs are new and have one posting.

    ``first``: the postings that are to be settled; ``here``: those that say something new;
    ``job_of``: jobs of both, to which those of others are added.
    """
    members, said = await _gather(connection, first, here, job_of, new_urls)
    await _load_descriptions(connection, members, here)
    groups = clustering.partition(members.values(), said)
    kept: dict[int, int] = {}
    taken: set[int] = set()
    for number, group in enumerate(groups):
        if free := [job_id for id_ in group if (job_id := job_of[id_]) and job_id not in taken]:
            kept[number] = min(free)
            taken.add(kept[number])
    fresh = iter(await jobs.new_job_ids(connection, len(groups) - len(kept)))
    moves, alone = {}, set()
    for number, group in enumerate(groups):
        job_id = kept.get(number) or next(fresh)
        if number not in kept and len(group) == 1:
            alone.add(job_id)
        for id_ in group:
            if job_of[id_] != job_id:
                moves[id_] = job_id
    emptied = {job_of[id_]: moves[id_] for id_ in sorted(moves, reverse=True)}
    if emptied := {old: new for old, new in emptied.items() if old is not None and old not in taken}:
        await jobs.lead_on(connection, emptied)
    return moves, alone


async def _gather(
    connection: AsyncConnection,
    first: Iterable[Member],
    here: Mapping[int, Member],
    job_of: dict[int, int | None],
    new_urls: Iterable[str],
) -> tuple[dict[int, Member], set[Decision]]:
    """Return all that is tied to some postings, by way of others too, and what people said of them."""
    members = {member.id: member for member in first}
    said: set[Decision] = set()
    asked = Near(urls=set(new_urls))  # nothing is there to be found
    wanted = list(members.values())
    while wanted:
        ask = Near()
        for member in wanted:
            _ask_for(member, job_of[member.id], ask)
        if stored := [member.id for member in wanted if job_of[member.id]]:
            decided = [Decision(*row) for row in await jobs.decisions(connection, stored)]
            said.update(decided)
            ask.ids.update(id_ for one in decided for id_ in one[:2] if id_ not in members)
        ask -= asked
        asked |= ask
        rows = await jobs.neighbours(connection, ask) if ask else []
        wanted = []
        for row in rows:
            if row["id"] not in members:
                job_of.setdefault(row["id"], row["job_id"])
                asked.job_ids.add(row["job_id"])
                members[row["id"]] = here.get(row["id"]) or _stored_member(row)
                wanted.append(members[row["id"]])
    return members, said


def _ask_for(member: Member, job_id: int | None, ask: Near) -> None:
    """Ask for all that a posting is tied to."""
    if job_id:
        ask.job_ids.add(job_id)
    if member.address:
        ask.urls.add(member.address)
    if member.has_place:
        ask.keys.add(member.job_key)
        ask.keys.add(f"{member.name}:")
    elif member.name:
        ask.names.add(member.name)  # whatever the place is


async def _load_descriptions(
    connection: AsyncConnection, members: Mapping[int, Member], here: Collection[int]
) -> None:
    """Load what ads without a place are compared by with those that give one."""
    names = {member.name for member in members.values() if member.name and not member.has_place}
    stored = [member.id for member in members.values() if member.name in names and member.id not in here]
    if stored:
        for id_, text in (await jobs.descriptions(connection, stored)).items():
            members[id_].row["description"] = text


def _settle_key(record: "Record", member: Member) -> bool:
    """Set the posting's key; tell whether it is open which job it belongs to."""
    key_before, record.job_key = record.job_key, member.job_key
    before, now = record.before, member.row
    if record.is_new or key_before != record.job_key or before is None:
        return True
    if before == record.content or record.closed_reason:
        return True  # closed, open again, back after a long time, or under another ref
    return any(before[name] != now[name] for name in _SETTLING) or (
        comparing.url_key({**before, "ref": record.ref}) != member.url_key
    )


_SETTLING = ("identifier", "url", "valid_through")


def _member(record: "Record") -> Member:
    news, row = record.news, record.content
    if news is None or row["ref"] != record.ref:  # by then under another ref
        row = {**row, "site": record.site, "ref": record.ref}
    return Member.of(
        record.id,
        row,
        news.job_key if news else comparing.job_key(row),
        first_seen=record.first_seen,
        last_seen=record.last_seen,
        closed_at=record.closed_at,
    )


def _stored_member(row: Row) -> Member:
    return Member.of(
        row["id"],
        {**row, "description": None},
        comparing.job_key(row),
        first_seen=row["first_seen"],
        last_seen=row["last_seen"],
        closed_at=row["closed_at"],
    )
