"""What a key of a record means: in script data, board answers and XML feeds of any maker.

The table is record_keys.txt. A key that is not in it is looked up again without the words that only say what
it belongs to or how it is shown: "jobTitle", "displayTitle" and "titleText" are titles.
"""

import re
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

WRAPPERS = frozenset((
    "node", "_source", "attributes", "fields", "document", "job", "jobPosting", "jobposting", "item", "data",
    "categories", "properties", "props", "record", "posting", "entity", "jobAd", "jobad", "hit", "jobview",
    "header", "component",
))  # fmt: skip
"""Keys under which a record keeps itself, or part of itself, in a dict."""


class Key(NamedTuple):
    """What a key of a record means."""

    field: str | None
    """Field of the posting, or None."""
    rank: int
    """Place in the order of preference among the keys of that field."""
    of_job: bool
    """The key by itself speaks of a job."""
    hiring: bool
    """Jobs have it, other things hardly ever."""
    foreign: str | None
    """Kind of other things that have it, or None."""


def _read_table() -> dict[str, list[str]]:
    table: dict[str, list[str]] = {}
    section = ""
    for line in Path(__file__).with_name("record_keys.txt").read_text("utf-8").splitlines():
        if line.startswith("["):
            section = line.strip("[]")
        elif not line.startswith("#"):
            table.setdefault(section, []).extend(line.split())
    return table


_TABLE = _read_table()
_OF_JOB, _HIRING = frozenset(_TABLE.pop("of job")), frozenset(_TABLE.pop("hiring"))
_FOREIGN = {
    key: section.removeprefix("foreign ")
    for section in [name for name in _TABLE if name.startswith("foreign ")]
    for key in _TABLE.pop(section)
}
_FIELD_OF = {key: (field, rank) for field, keys in _TABLE.items() for rank, key in enumerate(keys)}

_JOB_WORD = (
    r"(?:jobopening|jobposting|job|position|posting|vacancy|vacature|requisition|stellen?|offer|opening|"
    r"advert)"
)
_JOB_PREFIX = re.compile(rf"^{_JOB_WORD}s?(?=.)")
_PREFIX = re.compile(
    rf"^(?:{_JOB_WORD}s?|display|formatted|primary|external|public|canonical|full|actual|candidaterequired)(?=.)"
)
_SUFFIX = re.compile(
    r"(?<=.)(?:name|text|label|display|formatted|string|title|value|list|raw|combined|html|plain|utc|iso|s)$"
)


# The last resort: how a key ends.
_NO_LINK_TO_AN_AD = (
    r"logo|image|img|icon|avatar|photo|video|pixel|track|compan|api|feed|share|banner|employer|profile|map|next|"
    r"prev|self"
)
_ENDINGS = (
    ("title", re.compile(rf"^{_JOB_WORD}\w*(?:title|titel)$")),
    ("company", re.compile(r"(?:company|employer|organi[sz]ation)name$")),
    ("location", re.compile(r"(?<!company)(?:location|locations|standort|arbeitsort)$")),
    ("date_posted", re.compile(r"(?:publication|posting|posted|veroeffentlichungs)(?:start)?dat(?:e|um)$")),
    ("url", re.compile(rf"^{_JOB_WORD}\w*(?:url|link|uri)$")),
    ("url", re.compile(rf"^(?!.*(?:{_NO_LINK_TO_AN_AD})).*(?:url|uri)$|^url(?!s$)\w+page$")),
)  # fmt: skip


@lru_cache(maxsize=20_000)
def read_key(key: str) -> Key:
    """What a key means."""
    plain = re.sub(r"[^a-z0-9]", "", key[:60].rsplit("}", 1)[-1].lower())
    field, rank = _lookup(plain)
    of_job = plain in _OF_JOB or bool(field and field not in ("kind", "status") and _JOB_PREFIX.match(plain))
    return Key(field, rank, of_job, plain in _HIRING, _FOREIGN.get(plain))


def _lookup(plain: str) -> tuple[str | None, int]:
    for distance, shorter in enumerate([plain, *_shortened(plain)]):
        if shorter in _FIELD_OF:
            field, rank = _FIELD_OF[shorter]
            return field, rank + 100 * bool(distance)
    for rank, (field, ending) in enumerate(_ENDINGS):
        if ending.search(plain):
            return field, rank + 200
    return None, 0


def _shortened(plain: str) -> list[str]:
    """The key without suffix, without prefixes, and without both."""
    starts = [plain]
    while len(starts) < 3 and (match := _PREFIX.match(starts[-1])):
        starts.append(starts[-1][match.end() :])
    return [form for start in starts for form in (start, _SUFFIX.sub("", start))][1:]
