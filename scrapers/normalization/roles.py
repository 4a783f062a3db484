"""What the work of a job title is: role, seniority, job form and topics, each with its reason."""

from dataclasses import dataclass

from scrapers.normalization.vocabulary import (
    COMBINATIONS,
    DOMAINS,
    HEADS,
    JOINING,
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
    words: int


def _scan(title: str) -> tuple[list[_Found], int]:
    """Known words of a title, longest phrase first, with their places; and how many words it has."""
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
            continue
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
            found.append(_Found(entry, zone, part, at, used))
        at += used
    return found, count


def _domains(found: list[_Found], head: _Found, before_only: bool) -> list[str]:
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


def _of_head(found: list[_Found], head: _Found, others: list[_Found]) -> tuple[str, str | None, str] | None:
    """Role, ISCO code and reason by one head noun; None if it and the words around it do not decide."""
    entry = head.entry
    if entry.role:
        return entry.role, entry.isco, f"profession “{entry.text}”"
    known = HEADS[entry.head]
    vague = None
    for domain in _domains(found, head, known.strength == "boss"):
        role = COMBINATIONS[entry.head, domain]
        if role and (known.strength != "weak" or DOMAINS[domain].weight == 3 or not others):
            return role, None, f"head noun “{entry.text}” ({entry.head}) in the field {domain}"
        vague = vague or (role and (role, domain))
    if known.strength == "weak":
        for other in others:
            answer = _of_head(found, other, [])
            if answer:
                return answer[0], answer[1], f"“{entry.text}”, then {answer[2]}"
    if vague:
        return vague[0], None, f"head noun “{entry.text}” ({entry.head}) in the field {vague[1]}"
    if known.role and not (entry.open and known.strength == "strong"):
        return known.role, None, f"head noun “{entry.text}” ({entry.head})"
    return None


def _supported(found: list[_Found], head: _Found, role: str, lone: bool) -> bool:
    """Whether a generic head noun stands alone or in a telling field, and no other word says another role."""
    telling = lone
    for f in found:
        said = f.entry.role or (HEADS[f.entry.head].role if f.entry.head else None)
        if f is not head and said and said != role:
            return False
        for domain in f.entry.domains:
            if DOMAINS[domain].weight == 3:
                if COMBINATIONS.get((head.entry.head, domain)) == role:
                    telling = True
                elif f is not head and DOMAINS[domain].role not in (role, None):
                    return False
    return telling


def _resolve(found: list[_Found], structured: bool, lone: bool) -> tuple[str | None, list[str], str | None, str, _Found | None]:
    """Role, further roles, ISCO code, reason and head: by the first head noun that decides."""
    heads = [f for f in found if f.entry.role or f.entry.head]
    if len(heads) > 1 and heads[0].entry.head == "assistant_en" and heads[1].part == heads[0].part:
        heads = heads[1:]
    for at, head in enumerate(heads):
        answer = _of_head(found, head, heads[at + 1 :])
        if answer:
            if not structured and not head.entry.role and not _supported(found, head, answer[0], lone):
                return None, [], None, f"nothing orders the words around “{head.entry.text}”", head
            more = [head.entry.secondary] if head.entry.secondary else []
            more += [f.entry.role for f in heads if f.entry.role and f.part != head.part]
            return answer[0], more, answer[1], answer[2], head
    if not heads and structured:
        fields = [(-DOMAINS[d].weight, f.at, d, f.entry.text) for f in found for d in f.entry.domains]
        for weight, _, domain, text in sorted(fields):
            if weight <= -3 and DOMAINS[domain].role:
                return DOMAINS[domain].role, [], None, f"field “{text}” ({domain}), no head noun", None
    first = heads[0] if heads else None
    return None, [], None, f"head noun “{first.entry.text}” in no known field" if first else "no known word", first


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


def _is_structured(title: str) -> bool:
    """Whether capitals or punctuation order the words; a bag of words in lower case needs more agreement."""
    return not title.islower() or any(mark in title for mark in "/|,(-–:&")


def classify_title(title: str) -> TitleClass:
    """Role, seniority, job form and topics of a job title, by its head noun; pure and quick."""
    found, words = _scan(strip_gender(title))
    lone = len(found) == 1 and found[0].words == words
    role, others, isco, reason, head = _resolve(found, _is_structured(title), lone)
    form, form_level = "regular", None
    for f in found:
        if f.entry.form:
            form, form_level = f.entry.form, f.entry.form_level
            break
    topics = tuple(sorted({t for f in found for t in f.entry.topics}))
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
