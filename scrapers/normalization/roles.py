"""What the work of a job title is: role, seniority, job form and topics, each with its reason."""

import re
from dataclasses import dataclass

from scrapers.normalization.gender import strip_gender
from scrapers.normalization.scan import Found, scan
from scrapers.normalization.seniority import form_of, seniority_of
from scrapers.normalization.vocabulary import COMBINATIONS, DOMAINS, HEADS, ROLES
from scrapers.normalization.words import LONGEST_TITLE

_HIRING = re.compile(
    r"^.{1,120}?\b(?:(?:is|are) hiring|suchen?|sucht)\b:?(?: an?\b| eine?n?\b)?(?=.*\w{3})", re.IGNORECASE
)
"""What stands before the job in "Acme is hiring a welder" and "Wir suchen einen Koch"."""


@dataclass(frozen=True, slots=True)
class TitleClass:
    """What a title says about its job; ``role`` and ``group`` are taxonomy ids, None when undecided."""

    role: str | None = None
    group: str | None = None
    secondary: tuple[str, ...] = ()
    seniority: str = "unspecified"
    job_form: str = "regular"
    topics: tuple[str, ...] = ()
    isco08: str | None = None
    reason: str = "no known word"


@dataclass(slots=True)
class _Answer:
    """Roles, the deciding one first; ISCO code where the word has its own; the reason."""

    roles: tuple[str, ...]
    isco: str | None
    reason: str


def _domains(found: list[Found], head: Found, before_only: bool) -> list[str]:
    """Fields around a head, the telling before the vague, then the near before the far."""
    ranked = [(-DOMAINS[d].weight, 0, 0, d) for d in head.entry.domains]
    for f in found:
        if f is head or (before_only and (f.zone != head.zone or f.at > head.at)):
            continue
        if f.entry.role or f.entry.head:
            place = (4, f.at)
        elif f.zone != head.zone:
            place = (3, f.at)
        else:
            place = (1, head.at - f.at) if f.at < head.at else (2, f.at)
        ranked += [(-DOMAINS[d].weight, *place, d) for d in f.entry.domains]
    ranked.sort()
    return [d for *_, d in ranked]


def _of_head(found: list[Found], head: Found, others: list[Found]) -> _Answer | None:
    """The answer of one head noun; None if it and the words around it do not decide."""
    entry = head.entry
    if entry.role:
        more = (entry.secondary,) if entry.secondary else ()
        return _Answer((entry.role, *more), entry.isco, f"profession “{entry.text}”")
    known = HEADS[entry.head]
    fields = [(d, COMBINATIONS[entry.head, d]) for d in _domains(found, head, known.strength == "boss")]
    fields = [(d, roles) for d, roles in fields if roles]
    telling = bool(fields) and DOMAINS[fields[0][0]].weight == 3
    if known.strength == "weak" and (not telling or _is_adjective(head, others)):
        for other in others:
            answer = _of_head(found, other, [])
            if answer:
                return _Answer(answer.roles, answer.isco, f"“{entry.text}”, then {answer.reason}")
    if fields:
        more = (r for d, roles in fields for r in roles if DOMAINS[d].weight == 3 or d == fields[0][0])
        reason = f"head noun “{entry.text}” ({entry.head}) in the field {fields[0][0]}"
        return _Answer((fields[0][1][0], *more), None, reason)
    if known.role and not (entry.open and known.strength == "strong"):
        return _Answer((known.role,), None, f"head noun “{entry.text}” ({entry.head})")
    return None


def _is_adjective(head: Found, others: list[Found]) -> bool:
    """Whether a weak head noun only colours the firmer one right after it: "Specialist Sales Consultant"."""
    if not others or others[0].at != head.at + head.words or others[0].part != head.part:
        return False
    return bool(others[0].entry.role) or HEADS[others[0].entry.head].strength != "weak"


def _is_prefix(head: Found) -> bool:
    """Whether a head noun is none before another one: "Lead Developer", "Assistant Manager"."""
    return (head.entry.head or "").startswith("prefix")


def _supported(found: list[Found], head: Found, role: str, lone: bool) -> bool:
    """Whether nothing in a bag of words speaks against a role.

    For a profession: no profession of another group. For a generic head noun: no other role at all; and it
    must be alone or in a telling field, which stands right beside a weak one.
    """
    if head.entry.role:
        return all(ROLES[f.entry.role].group == ROLES[role].group for f in found if f.entry.role)
    weak = HEADS[head.entry.head].strength == "weak"
    telling = lone
    for f in found:
        said = f.entry.role or (HEADS[f.entry.head].role if f.entry.head else None)
        if f is not head and said and said != role:
            return False
        beside = f is head or f.at + f.words == head.at or head.at + head.words == f.at
        for domain in f.entry.domains:
            if DOMAINS[domain].weight < 3:
                continue
            if (beside or not weak) and role in COMBINATIONS[head.entry.head, domain][:1]:
                telling = True
            elif f is not head and DOMAINS[domain].role not in (role, None):
                return False
    return telling


def _resolve(found: list[Found], structured: bool, lone: bool) -> tuple[_Answer, Found | None]:
    """The answer of the first head noun that decides, and that head noun."""
    heads = [f for f in found if f.entry.role or f.entry.head]
    while len(heads) > 1 and _is_prefix(heads[0]) and heads[1].zone == heads[0].zone:
        heads = heads[1:]
    for at, head in enumerate(heads):
        answer = _of_head(found, head, heads[at + 1 :])
        if answer is None:
            continue
        if not structured and not _supported(found, head, answer.roles[0], lone):
            return _Answer((), None, f"nothing orders the words around “{head.entry.text}”"), head
        for other in heads[at + 1 :]:
            if other.part != head.part and other.zone == head.zone:
                joined = _of_head(found, other, [])
                answer.roles += joined.roles if joined else ()
        return answer, head
    if heads:
        return _Answer((), None, f"head noun “{heads[0].entry.text}” in no known field"), heads[0]
    return _of_field(found, structured), None


def _of_field(found: list[Found], structured: bool) -> _Answer:
    """The answer of a title without head noun: its most telling field."""
    least = 2 if any(f.entry.form for f in found) else 3
    fields = [
        (-DOMAINS[d].weight, f.at, DOMAINS[d].role, d, f.entry.text)
        for f in found
        if not f.entry.open
        for d in f.entry.domains
    ]
    fields = sorted(field for field in fields if field[2] and -field[0] >= least)
    if not fields or not structured:
        return _Answer((), None, "no head noun" if fields else "no known word")
    _, _, _, domain, text = fields[0]
    return _Answer(tuple(field[2] for field in fields), None, f"field “{text}” ({domain}), no head noun")


def _is_structured(title: str) -> bool:
    """Whether capitals or punctuation order the words; a bag of words in lower case needs more agreement."""
    return not title.islower() or any(mark in title for mark in "/|,(-–:&")


def classify_title(title: str) -> TitleClass:
    """Role, seniority, job form and topics of a job title, by its head noun; pure and quick."""
    title = title[:LONGEST_TITLE]
    found, words = scan(strip_gender(_HIRING.sub("", title)))
    lone = len(found) == 1 and found[0].words == words
    answer, head = _resolve(found, _is_structured(title), lone)
    form, form_level = form_of(found, title)
    topics = tuple(sorted({t for f in found for t in f.entry.topics}))
    group = ROLES[answer.roles[0]].group if answer.roles else None
    seniority = seniority_of(found, head, form_level, group)
    if not answer.roles:
        return TitleClass(None, None, (), seniority, form, topics, None, answer.reason)
    role = ROLES[answer.roles[0]]
    secondary = tuple(dict.fromkeys(r for r in answer.roles if r != role.id))[:2]
    isco = answer.isco or role.isco08[0]
    return TitleClass(role.id, role.group, secondary, seniority, form, topics, isco, answer.reason)
