"""What an item is as a row of posting, and the hash that recognises it."""

from hashlib import blake2b
from operator import attrgetter
from typing import Any

import orjson

from scrapers.items import JobPosting

Row = dict[str, Any]

# Columns that say one thing together, named by the first: they are taken from one page or left.
FIELDS: dict[str, tuple[str, ...]] = {
    "title": (
        "title",
        "title_raw",
        "language",
        "role",
        "role_group",
        "role_secondary",
        "role_reason",
        "seniority",
        "job_form",
        "topics",
        "normalization_version",
    ),
    "url": ("url",),
    "company": ("company", "company_key"),
    "location": ("location", "location_raw", "city", "region", "country"),
    "workplace": ("workplace",),
    "date_posted": ("date_posted", "date_posted_raw", "date_posted_precision", "date_posted_read_at"),
    "valid_through": ("valid_through", "valid_through_raw"),
    "employment_type": ("employment_type",),
    "base_salary": (
        "base_salary",
        "base_salary_min",
        "base_salary_max",
        "base_salary_currency",
        "base_salary_unit",
    ),
    "identifier": ("identifier",),
    "description": ("description",),
}
CONTENT = tuple(column for columns in FIELDS.values() for column in columns)
SAID = tuple(column for column in CONTENT if column != "date_posted_read_at")
"""What the page says itself, description last."""
_attributes = attrgetter(*SAID)
_TITLE_RAW, _VERSION = map(SAID.index, ("title_raw", "normalization_version"))

# How far an extractor is believed, where two pages differ. The publisher's own data, then the ad as a person
# reads it, then what others say of it.
_TRUST = {"json-ld": 4, "microdata": 4, "rdfa": 4, "ad": 4, "embedded-json": 3, "feed": 2, "box": 1}


def document(value: Any) -> str:
    """JSON of a parameter: adapting long arrays element by element costs more than many a statement does."""
    return orjson.dumps(value).decode()


def trust(origin: str) -> int:
    """How far an origin is believed, 1 to 5."""
    return 5 if origin.startswith("board:") else _TRUST.get(origin, 1)


def said_by(item: JobPosting) -> list[Any]:
    """Return what a page says of a posting, in the order of SAID."""
    said = list(_attributes(item))
    said[_TITLE_RAW] = item.title_raw or item.title
    said[_VERSION] = item.normalization_version or 0
    return said


def origins_of(item: JobPosting) -> dict[str, str]:
    """Return the origins of those fields that come from another one than the item."""
    return item.origins and {name: item.origins[name] for name in FIELDS if name in item.origins}


def row_of(item: JobPosting, said: list[Any] | None = None) -> Row:
    """Return the columns of posting that an item fills, and its origins."""
    row = dict(zip(SAID, said or said_by(item), strict=True))
    row["date_posted_read_at"] = item.fetched_at if item.date_posted or item.date_posted_raw else None
    row["site"], row["ref"] = item.site, item.ref
    row["origin"] = item.origin
    row["origins"] = origins_of(item)
    return row


def seen_hash(item: JobPosting, said: list[Any] | None = None) -> bytes:
    """Digest of all that a page says of a posting: the same again changes nothing."""
    whole = orjson.dumps((said or said_by(item), item.origin, origins_of(item), item.gone))
    return blake2b(whole, digest_size=16).digest()
