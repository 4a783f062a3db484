"""Which postings are one job: those that something ties together, unless something holds them apart.

Tied: by a person's word, by the same address or reference, by the same company, title and place, or, where
one of the two gives no place, by nearly the same description that names the other's place. Never by title
alone.

Held apart: by a person's word, and where one site shows two numbers at a time: two openings. (One after the
other, it is the same job advertised again.)

Who is tied to both sides of what is held apart goes to the side with the strongest tie, of equals to the one
with the oldest posting. The outcome depends on what is stored of postings and on the decisions, not on the
batches in which they came.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cached_property
from typing import NamedTuple

from scrapers.storage import comparing
from scrapers.storage.rows import Row

REASONS = ("decision", "address", "reference", "name", "description")
"""What ties postings, strongest first."""

AWAY = timedelta(days=14)
"""An ad not seen for so long makes room for another of the same name, as one that is closed does."""
SAME_CRAWL = timedelta(hours=6)
"""What one crawl sees, first to last, counts as seen at a time."""
TOO_COMMON = 100
"""Numbered ads of one site with the same proof, or three times as many of all sites: they prove nothing."""


class Decision(NamedTuple):
    """A person's word on two postings, the older first."""

    posting_id: int
    other_id: int
    same: bool


class Tie(NamedTuple):
    """Postings that share a proof, oldest first."""

    reason: str
    ids: tuple[int, ...]


@dataclass
class Member:
    """What of a posting decides which job it belongs to."""

    id: int
    site: str
    row: Row
    first_seen: datetime
    ended: datetime
    """Last seen while it was open."""
    closed: bool
    job_key: str | None
    name: str | None
    """Company and title, as its key says them."""
    has_place: bool
    """Whether its key proves something."""
    address: str | None
    """Its URL, where that may stand for it alone."""

    @classmethod
    def of(
        cls,
        id_: int,
        row: Row,
        job_key: str | None,
        *,
        first_seen: datetime,
        last_seen: datetime,
        closed_at: datetime | None,
    ) -> "Member":
        """Take a posting: its content with site and ref, its key (comparing.job_key) and its times."""
        name, _, place = job_key.partition(":") if job_key else (None, None, None)
        return cls(
            id_,
            row["site"],
            row,
            first_seen,
            last_seen if closed_at is None else min(last_seen, closed_at),
            closed_at is not None,
            job_key,
            name,
            bool(place),
            comparing.address(row),
        )

    # Most of what is new is like nothing else by its name and address: what else it is compared by is made
    # where it is asked for.

    @cached_property
    def url_key(self) -> str | None:
        """Same ad behind the same address."""
        return comparing.url_key(self.row)

    @cached_property
    def reference(self) -> str | None:
        """The employer's or publisher's number of the ad."""
        return comparing.reference(self.row)

    @cached_property
    def number(self) -> str | None:
        """Number in its address."""
        return comparing.address_number(self.row)


def rivals(one: Member, other: Member) -> bool:
    """Whether one site shows them under two numbers at a time: two openings, if all else is the same."""
    if one.site != other.site or not _numbers_differ(one, other):
        return False
    return not follows(one, other)


def follows(one: Member, other: Member) -> bool:
    """Whether the later of two ads appeared when the earlier one was closed, or not seen any more."""
    earlier, later = sorted((one, other), key=lambda member: (member.first_seen, member.id))
    pause = later.first_seen - earlier.ended
    return pause >= (SAME_CRAWL if earlier.closed else AWAY)


def _numbers_differ(one: Member, other: Member) -> bool:
    for ours, theirs in ((one.reference, other.reference), (one.number, other.number)):
        if ours and theirs:
            return ours != theirs
    return False


def ties(members: Iterable[Member]) -> list[Tie]:
    """All that ties postings, strongest and oldest first; decisions left out."""
    found: dict[tuple[str, str], list[Member]] = defaultdict(list)
    names: dict[str, list[Member]] = defaultdict(list)
    for member in sorted(members, key=lambda member: member.id):
        if member.url_key:
            found["address", member.url_key].append(member)
        if member.has_place:
            found["name", member.job_key].append(member)
            if member.reference:
                found["reference", f"{member.job_key} {member.reference}"].append(member)
        if member.name:
            names[member.name].append(member)
    shared = [
        Tie(reason, tuple(member.id for member in those))
        for (reason, _), all_ in found.items()
        if len(those := _without_too_common(all_)) > 1
    ]
    for those in names.values():
        shared += _ties_without_place(those)
    return sorted(shared, key=lambda tie: (REASONS.index(tie.reason), tie.ids))


def _without_too_common(members: list[Member]) -> list[Member]:
    """Leave numbered ads out where they are too many: to part them by pairs would take for ever."""
    if len(members) <= TOO_COMMON:
        return members
    sites = Counter(member.site for member in members if member.reference or member.number)
    if max(sites.values(), default=0) <= TOO_COMMON and sites.total() <= 3 * TOO_COMMON:
        return members
    return [member for member in members if not (member.reference or member.number)]


def _ties_without_place(members: Sequence[Member]) -> Iterable[Tie]:
    """Ties of ads of one company and title that give no place to those that do, where these give only one."""
    placed = [member for member in members if member.has_place]
    for member in members:
        if member.has_place or len(members) > TOO_COMMON:
            continue
        like = [(reason, other) for other in placed if (reason := _likeness(member, other))]
        if len({other.job_key for _, other in like}) == 1:
            reason = min((reason for reason, _ in like), key=REASONS.index)
            yield Tie(reason, tuple(sorted([member.id, *(other.id for _, other in like)])))


def _likeness(member: Member, placed: Member) -> str | None:
    """How an ad without a place is like one with it, of the same company and title."""
    if member.reference and placed.reference:
        if member.reference == placed.reference:
            return "reference"
        if member.site == placed.site:
            return None
    ours, theirs = member.row["description"], placed.row["description"]
    if comparing.nearly_the_same(ours, theirs) and comparing.names_place(member.row, placed.row):
        return "description"
    return None


def partition(members: Collection[Member], decisions: Iterable[Decision] = ()) -> list[list[int]]:
    """Group postings into jobs, each oldest first, jobs by their oldest.

    ``members`` must hold all that is tied to any of them, directly or by way of others.
    """
    by_id = {member.id: member for member in sorted(members, key=lambda member: member.id)}
    known = [one for one in sorted(decisions) if one.posting_id in by_id and one.other_id in by_id]
    apart: dict[int, set[int]] = defaultdict(set)
    for one in known:
        if not one.same:
            apart[one.posting_id].add(one.other_id)
            apart[one.other_id].add(one.posting_id)
    alone = _alone(by_id.values()) - {id_ for one in known for id_ in one[:2]}
    groups = [[id_] for id_ in alone]
    others = [id_ for id_ in by_id if id_ not in alone]
    shared = [Tie("decision", one[:2]) for one in known if one.same] + ties(map(by_id.get, others))
    for group, tied in _components(others, shared):
        if len(group) == 1:
            groups.append(group)
            continue
        whole = _Group.of(by_id[id_] for id_ in group)
        groups += [group] if whole.agrees(apart) else _divide(group, tied, by_id, apart)
    return sorted(groups)


def _alone(members: Collection[Member]) -> set[int]:
    """Return those that share neither address nor company and title with another: nearly all that is new."""
    addresses = Counter([member.address for member in members])
    names = Counter([member.name for member in members])
    return {
        member.id
        for member in members
        if (member.address is None or addresses[member.address] == 1)
        and (member.name is None or names[member.name] == 1)
    }


def _components(ids: Iterable[int], shared: Iterable[Tie]) -> list[tuple[list[int], list[Tie]]]:
    """Postings tied directly or by way of others, and their ties."""
    parent = {id_: id_ for id_ in ids}

    def root(id_: int) -> int:
        while parent[id_] != id_:
            parent[id_] = id_ = parent[parent[id_]]
        return id_

    shared = list(shared)
    for tie in shared:
        for id_ in tie.ids[1:]:
            parent[root(id_)] = root(tie.ids[0])
    found: dict[int, tuple[list[int], list[Tie]]] = {}
    for id_ in parent:
        found.setdefault(root(id_), ([], []))[0].append(id_)
    for tie in shared:
        found[root(tie.ids[0])][1].append(tie)
    return list(found.values())


@dataclass(slots=True)
class _Group:
    """Postings that are one job so far."""

    ids: set[int] = field(default_factory=set)
    sites: dict[str, list[Member]] = field(default_factory=lambda: defaultdict(list))

    @classmethod
    def of(cls, members: Iterable[Member]) -> "_Group":
        group = cls()
        for member in members:
            group.ids.add(member.id)
            if member.reference or member.number:
                group.sites[member.site].append(member)
        return group

    def agrees(self, apart: dict[int, set[int]]) -> bool:
        """Whether nothing holds any two of it apart."""
        if any(apart[id_] & self.ids for id_ in apart.keys() & self.ids):
            return False
        return not any(
            rivals(one, other)
            for members in self.sites.values()
            for n, one in enumerate(members)
            for other in members[:n]
        )

    def held_apart(self, other: "_Group", apart: dict[int, set[int]]) -> bool:
        """Whether a person holds it apart from another."""
        return any(apart[id_] & other.ids for id_ in self.ids if id_ in apart)

    def has_rival_of(self, other: "_Group") -> bool:
        """Whether it has an opening that is not one of the other's."""
        return any(
            rivals(one, another)
            for site in self.sites.keys() & other.sites.keys()
            for one in self.sites[site]
            for another in other.sites[site]
        )


def _divide(
    group: list[int], tied: list[Tie], by_id: dict[int, Member], apart: dict[int, set[int]]
) -> list[list[int]]:
    """Join what is tied and not held apart, strongest tie first, then older posting first."""
    groups = {id_: _Group.of([by_id[id_]]) for id_ in group}
    for tie in tied:
        for n, id_ in enumerate(tie.ids):
            for older in tie.ids[:n]:
                ours, theirs = groups[older], groups[id_]
                if ours is theirs or ours.held_apart(theirs, apart):
                    continue
                if tie.reason != "decision" and ours.has_rival_of(theirs):
                    continue
                ours.ids |= theirs.ids
                for site, members in theirs.sites.items():
                    ours.sites[site] += members
                groups.update(dict.fromkeys(theirs.ids, ours))
    return [sorted(one.ids) for one in {id(one): one for one in groups.values()}.values()]


def reasons(members: Collection[Member], decisions: Iterable[Decision] = ()) -> dict[int, tuple[str, int]]:
    """Why each posting but the oldest is of its job: the strongest reason, and the oldest posting tied so."""
    ids = {member.id for member in members}
    said = [Tie("decision", one[:2]) for one in sorted(decisions) if one.same and ids.issuperset(one[:2])]
    found: dict[int, tuple[str, int]] = {}
    for tie in said + ties(members):
        for id_ in tie.ids[1:]:
            found.setdefault(id_, (tie.reason, tie.ids[0]))
    return found
