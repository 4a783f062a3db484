"""Employment types in the codes of schema.org."""

import re
from functools import cache
from typing import NamedTuple

from scrapers.normalization.tables import rows

CODES = frozenset(
    {"FULL_TIME", "PART_TIME", "CONTRACTOR", "TEMPORARY", "INTERN", "VOLUNTEER", "PER_DIEM", "OTHER"}
)
_TOLD_BY_A_CODE = frozenset({"internship", "temporary", "volunteer"})
_BETWEEN_TYPES = re.compile(r"\s*(?:[;,/|•·+]|\s[-–&]\s|\b(?:oder|und|or|and|ou|et|bzw\.?)\b)\s*", re.I)
_LIST_SIGNS = re.compile(r"[\[\]'\"(){}]")
_SPACE = re.compile(r"[\s_-]+")


class Employment(NamedTuple):
    """``types``: codes, then text that no code fits, joined with "; "; ``job_form``: form that they tell."""

    types: str | None = None
    job_form: str | None = None


def parse_employment(text: str | None) -> Employment:
    """Read employment types as shown ("Vollzeit, befristet") or as codes; unknown text stays as it is."""
    if not text or not text.strip():
        return Employment()
    known = _known()
    parts = [text] if _key(text) in known else _parts(text)
    found = [known.get(_key(part)) for part in parts]
    if not any(found):
        return Employment(" ".join(text.split()))
    types = [code for code, _ in filter(None, found) if code != "-"]
    # The word stays where the code alone would not tell it: what is normalised again must say the same.
    types += [
        _LIST_SIGNS.sub("", part).strip()
        for part, entry in zip(parts, found, strict=True)
        if entry is None or entry[0] == "-" or known[_key(entry[0])][1] != entry[1]
    ]
    forms = [form for _, form in filter(None, found) if form != "-"]
    # "INTERN; Werkstudent": a form that a bare code tells gives way to one that a word tells.
    told = [form for form in forms if form not in _TOLD_BY_A_CODE] or forms
    return Employment("; ".join(dict.fromkeys(types)), told[0] if told else None)


def _parts(text: str) -> list[str]:
    """Types of a text: "Part-time", "fixed term" and "full time" of "Part-time / fixed_term_full_time"."""
    parts = []
    for part in filter(_key, _BETWEEN_TYPES.split(text)):
        words, found = _key(part).split(), []
        while words and _key(part) not in _known():
            lengths = [length for length in range(len(words), 0, -1) if " ".join(words[:length]) in _known()]
            if not lengths:
                break
            found.append(" ".join(words[: lengths[0]]))
            words = words[lengths[0] :]
        parts += [part] if words else found
    return parts


@cache
def _known() -> dict[str, tuple[str, str]]:
    words = {
        _key(word): (code, form)
        for code, form, line in rows("employment_types.tsv")
        for word in line.split("|")
    }
    return {_key(code): (code, "internship" if code == "INTERN" else "-") for code in sorted(CODES)} | words


def _key(text: str) -> str:
    return _SPACE.sub(" ", _LIST_SIGNS.sub("", text)).strip().casefold().removeprefix("in ")
