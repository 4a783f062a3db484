"""One job record, a dict of any maker's shape, as a posting."""

import re
from collections.abc import Callable, Iterator
from typing import Any

from scrapers.extraction import api_addresses
from scrapers.extraction.page import Page
from scrapers.extraction.plain_text import line
from scrapers.extraction.record_keys import WRAPPERS, Key, read_key
from scrapers.extraction.record_values import (
    CLOSED_WORDS,
    MOST_KEYS,
    Fields,
    date_of,
    in_one_language,
    location_of,
    name_of,
    names_of,
    plain_key,
    prose_of,
    salary_of,
    workplace_of,
)
from scrapers.extraction.schema_org import is_job, to_posting
from scrapers.items import JobPosting

Record = dict[str, Any]

LONGEST_TITLE = 200
MOST_AROUND = 4
"""Keys of a dict that only holds a record."""

_CLOSED_FLAGS = frozenset((
    "ispaused", "paused", "isclosed", "closed", "expired", "isexpired", "archived", "isarchived", "draft",
    "isdraft", "filled", "isfilled", "deleted", "isdeleted", "isinactive", "inactive", "unlisted",
    "isunlisted", "jobexpired",
))  # fmt: skip
_OPEN_FLAGS = frozenset((
    "islisted", "listed", "ispublished", "published", "isactive", "active", "isopen", "open", "posted",
    "isposted", "islive", "isvisible", "visible", "enabled",
))  # fmt: skip
_LINK = re.compile(
    r"https?://|//|/|\?|\./|[\w%+.-]+/[^\s]|[\w%+.-]+\.(?:html?|php|aspx?|jsp|pdf)\b", re.IGNORECASE
)
_LETTERS = re.compile(r"[^\W\d_]{2}")
_NO_TITLE = re.compile(r"https?:|[/{<]|#/")
_FIELDS_OF_POSTING = (
    "title", "url", "company", "location", "date_posted", "valid_through", "employment_type", "base_salary",
    "workplace", "identifier", "description",
)  # fmt: skip


def opened(record: Record) -> Record:
    """A record together with the parts of itself that it keeps in dicts of their own.

    Where the title stands in such a part, the part is the record, and what is around it only completes it.
    """
    part_first = not _has_title_key(record)
    merged = record
    parts = [record]
    if part_first and len(record) <= MOST_AROUND and (only := _only_part(record)):
        merged = record | only
        parts = [merged]
    for _ in range(2):
        parts = [
            inner
            for part in parts
            for key, inner in part.items()
            if key in WRAPPERS and isinstance(inner, dict)
        ]
        parts = parts[:4]
        if parts and merged is record:
            merged = dict(record)
        for part in parts:
            for key, value in part.items():
                if part_first or merged.get(key) in (None, "", []):
                    merged[key] = value
    return merged


def _has_title_key(record: Record) -> bool:
    return any(isinstance(name, str) and read_key(name).field == "title" for name in record)


def _only_part(record: Record) -> Record | None:
    """The one dict in a record that has a title and is not the value of a field (an employer, a place)."""
    parts = [
        value
        for name, value in record.items()
        if isinstance(value, dict) and name not in WRAPPERS and _has_title_key(value)
        and not (key := read_key(str(name))).field and not key.foreign
    ]  # fmt: skip
    return parts[0] if len(parts) == 1 else None


def keys_of(record: Record) -> Iterator[tuple[str, Key]]:
    """Keys that carry a value, and what they mean."""
    for name, value in list(record.items())[:MOST_KEYS]:
        if isinstance(name, str) and value not in (None, "", [], {}):
            yield name, read_key(name)


def fields_of(record: Record) -> Fields:
    """Candidates for each field, best first."""
    fields: Fields = {}
    for name, key in keys_of(record):
        if key.field:
            fields.setdefault(key.field, []).append((key.rank, name, record[name]))
    for candidates in fields.values():
        candidates.sort(key=lambda candidate: candidate[0])
    return fields


def title_of(fields: Fields) -> tuple[str, str] | None:
    """Title of a record and the key it stands under: one line of words, not an address, not prose."""
    for _, name, value in fields.get("title", ()):
        value = in_one_language(value)
        if isinstance(value, dict):
            value = value.get("rendered") or value.get("name") or value.get("text") or value.get("label")
        shown = line(value) if isinstance(value, str) and len(value) <= 2 * LONGEST_TITLE else None
        if (
            shown
            and 3 <= len(shown) <= LONGEST_TITLE
            and _LETTERS.search(shown)
            and not _NO_TITLE.match(shown)
        ):
            return shown, name
    return None


def url_of(fields: Fields, page: Page) -> str | None:
    """Link to the ad, absolute; where one applies only if there is no other."""
    for _, _, value in fields.get("url", ()):
        value = value[0] if isinstance(value, list) and value else value
        if isinstance(value, dict):
            value = value.get("url") or value.get("href") or value.get("path") or _first_address(value)
        if not isinstance(value, str) or not _LINK.match(text := value.strip()):
            continue
        if url := page.link(api_addresses.complete(text, page.url)):
            return url
    return None


def _first_address(links: Record) -> str | None:
    return next((link for link in links.values() if isinstance(link, str) and link.startswith("http")), None)


def is_closed(record: Record) -> bool:
    """Whether a record says that its job is not open: by a status, or by a flag."""
    for name, value in list(record.items())[:MOST_KEYS]:
        if isinstance(value, bool):
            if plain_key(str(name)) in (_CLOSED_FLAGS if value else _OPEN_FLAGS):
                return True
        elif (
            isinstance(value, str)
            and value.strip().lower() in CLOSED_WORDS
            and read_key(str(name)).field == "status"
        ):
            return True
    return False


def is_list_of_labels(record: Record) -> bool:
    """Whether the values of a record only repeat its keys: the words of a form, not a job."""
    repeated = 0
    for key, value in list(record.items())[:MOST_KEYS]:
        if isinstance(value, str) and 0 < len(value) < 40:
            shown, name = plain_key(value), plain_key(str(key))
            repeated += bool(shown) and (shown in name or name in shown)
    return repeated >= 3


def to_job(record: Record, fields: Fields, title: str, page: Page, origin: str, where: str) -> JobPosting:
    """A record as a posting; a schema.org JobPosting inside of it is preferred, field by field."""

    def first(field: str, read: Callable[[Any], str | None]) -> str | None:
        return next((shown for _, _, value in fields.get(field, ()) if (shown := read(value))), None)

    company, identifier = first("company", name_of), first("identifier", line)
    posting = JobPosting(
        title=title,
        url=url_of(fields, page) or api_addresses.from_identifier(identifier, page.url),
        company=None if company and company.startswith(("http:", "https:", "/")) else company,
        location=location_of(record, fields),
        date_posted=first("date_posted", date_of),
        valid_through=first("valid_through", date_of),
        employment_type=first("employment_type", names_of),
        base_salary=salary_of(fields),
        workplace=workplace_of(fields),
        identifier=identifier,
        description=first("description", prose_of),
        origin=origin,
        where=where,
    )
    for value in record.values():
        if is_job(value) and (inner := to_posting(value, page, origin, where)):
            for name in _FIELDS_OF_POSTING:
                setattr(posting, name, getattr(inner, name) or getattr(posting, name))
    return posting
