"""What the work of a job title is: role, seniority, job form and topics, each with its reason."""

from dataclasses import dataclass

from scrapers.normalization.vocabulary import (
    COMBINATIONS,
    DOMAINS,
    HEADS,
    PHRASES,
    PUNCTUATION,
    ROLES,
    STARTS,
    Entry,
    look_up,
)
from scrapers.normalization.words import fold, strip_gender, tokens

PREPOSITIONS = frozenset(
    "fuer for of im in mit with bei at als zur zum von vom der des de di du da dla to auf am an within den dem die das "
    "the a la le les del della aus nach ueber sowie".split()
)
JOINING = frozenset("und and oder or bzw beziehungsweise y et ou o i lub e en och og a".split())


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
class _Found:
    """An entry at its place: ``part`` counts joined parts, ``zone`` the breaks and prepositions before it."""

    entry: Entry
    zone: int
    part: int
    at: int


def _scan(title: str) -> list[_Found]:
    """Known words of a title, longest phrase first, with their places."""
    lower_case = title.islower()
    raw = tokens(title)
    words: list[tuple[str, str]] = []
    marks: list[tuple[int, int]] = []
    zone = part = 0
    for token in raw:
        if token in PUNCTUATION or token[0] in " -–—":
            if token in ("/", "&", "+"):
                part += 1
            elif token not in ("-", "*") and token != "–":
                zone += 1
                part += 1
            continue
        word = fold(token)
        if word in PREPOSITIONS and token != "IT":
            zone += 1
            part += 1
            words.append((token, word))
            marks.append((zone, part))
            continue
        if word in JOINING and not (token.isupper()):
            part += 1
        words.append((token, word))
        marks.append((zone, part))
    found, at, count = [], 0, len(words)
    while at < count:
        token, word = words[at]
        entry, used = None, 1
        longest = STARTS.get(word, 1)
        if longest > 1:
            for used in range(min(longest, count - at), 1, -1):
                entry = PHRASES.get(" ".join(w for _, w in words[at : at + used]))
                if entry:
                    break
            else:
                used = 1
        if entry is None:
            entry = look_up(token, lower_case)
        if entry:
            zone, part = marks[at]
            found.append(_Found(entry, zone, part, at))
        at += used
    return found


def _head(found: list[_Found]) -> _Found | None:
    """The head noun: the first profession or head of the earliest part, professions before weak heads."""
    heads = [f for f in found if f.entry.role or f.entry.head]
    if not heads:
        return None
    first = heads[0]
    if first.entry.head == "assistant_en" and len(heads) > 1 and heads[1].part == first.part:
        return heads[1]
    return first


def _domains(found: list[_Found], head: _Found) -> list[str]:
    """Domains around a head: inside its compound, before it, after it in its part, then elsewhere."""
    ranked = [(0, 0, d) for d in head.entry.domains]
    for f in found:
        if f is head or not f.entry.domains or f.entry.role or f.entry.head:
            if f is not head and f.entry.domains and (f.entry.role or f.entry.head):
                ranked += [(4, f.at, d) for d in f.entry.domains]
            continue
        if f.zone == head.zone and f.at < head.at:
            rank = (1, -f.at)
        elif f.zone == head.zone:
            rank = (2, f.at)
        else:
            rank = (3, f.at)
        ranked += [(*rank, d) for d in f.entry.domains]
    ranked.sort(key=lambda r: r[:2])
    return [d for *_, d in ranked]


def _combine(head_class: str, domain: str) -> str | None:
    return COMBINATIONS.get((domain, head_class), DOMAINS[domain])


def _resolve(found: list[_Found]) -> tuple[str | None, list[str], str | None, str, _Found | None]:
    """Role, secondary roles, ISCO code and reason."""
    head = _head(found)
    others: list[str] = []
    if head is not None:
        entry = head.entry
        if entry.role:
            if entry.secondary:
                others.append(entry.secondary)
            others += _joined(found, head)
            return entry.role, others, entry.isco, f"profession “{entry.text}”", head
        known = HEADS[entry.head]
        domains = _domains(found, head)
        for domain in domains:
            role = _combine(entry.head, domain)
            if role:
                return role, others, None, f"head noun “{entry.text}” ({entry.head}) with {domain}", head
        for f in found:
            if f is not head and known.strength == "weak":
                if f.entry.role:
                    return (
                        f.entry.role,
                        others,
                        f.entry.isco,
                        f"“{entry.text}” of profession “{f.entry.text}”",
                        head,
                    )
                if f.entry.head and HEADS[f.entry.head].role:
                    return HEADS[f.entry.head].role, others, None, f"“{entry.text}” of “{f.entry.text}”", head
        if known.role:
            return known.role, others, None, f"head noun “{entry.text}” ({entry.head})", head
        return None, [], None, f"head noun “{entry.text}” without a known domain", head
    for f in found:
        for domain in f.entry.domains:
            if DOMAINS[domain]:
                return DOMAINS[domain], others, None, f"field “{f.entry.text}”, no head noun", None
    return None, [], None, "no known word", None


def _joined(found: list[_Found], head: _Found) -> list[str]:
    return [f.entry.role for f in found if f is not head and f.entry.role and f.part != head.part]


RANK = ("executive", "director_head", "manager", "lead_principal", "senior", "junior")


def _seniority(found: list[_Found], head: _Found | None, form_level: str | None) -> str:
    levels = {f.entry.adverb for f in found if f.entry.adverb}
    if head is not None and head.entry.level:
        levels.add(head.entry.level)
    if form_level:
        return form_level
    if "senior" in levels and "junior" in levels:
        return "unspecified"
    return next((level for level in RANK if level in levels), "unspecified")


def classify_title(title: str) -> TitleClass:
    """Role, seniority, job form and topics of a job title, by its head noun; pure and quick."""
    found = _scan(strip_gender(title))
    role, others, isco, reason, head = _resolve(found)
    form, form_level = "regular", None
    for f in found:
        if f.entry.form:
            form, form_level = f.entry.form, f.entry.form_level
            break
    topics = tuple(dict.fromkeys(t for f in found for t in f.entry.topics))
    secondary = tuple(dict.fromkeys(r for r in others if r != role))[:2]
    return TitleClass(
        role,
        ROLES[role].group if role else None,
        secondary,
        _seniority(found, head, form_level),
        form,
        topics,
        isco or (ROLES[role].isco08[0] if role else None),
        reason,
    )
