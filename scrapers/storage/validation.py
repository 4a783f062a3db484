"""What may enter the database: bounded text, safe links, real dates and numbers."""

import math
import re
from dataclasses import fields, replace
from datetime import date
from typing import Any
from urllib.parse import urlsplit

from scrapers.items import JobPosting, Page

LONGEST_TITLE = 300
"""Characters; of 16,540 real titles none comes near it, but a paragraph taken for a title does."""
LONGEST_URL = 2000
"""Bytes; PostgreSQL indexes at most 2.7 kB, and browsers stop there too."""

_LONGEST = {"description": 100_000, "location": 2000, "location_raw": 2000}  # characters; others: 500
# A NUL and half a surrogate pair are no text to PostgreSQL.
_NO_TEXT = re.compile("[\x00\ud800-\udfff]")
_DATES = ("date_posted", "valid_through")
_NUMBERS = ("base_salary_min", "base_salary_max")
_LARGEST_PAY = 1e12


class Invalid(ValueError):
    """An item that is not stored; the message is the reason that is counted."""


def validate(item: JobPosting) -> tuple[JobPosting, list[str]]:
    """Return the item as it may be stored, and the names of fields emptied for that.

    Raises Invalid for one without a title, a page or a ref.
    """
    emptied: list[str] = []
    values = {field.name: _clean(field.name, getattr(item, field.name), emptied) for field in fields(item)}
    values["title"] = (values["title"] or "").strip()
    if not values["title"]:
        raise Invalid("no title")
    if len(values["title"]) > LONGEST_TITLE:
        raise Invalid("title too long")
    if not is_web_address(values["page_url"]):
        raise Invalid("no page")
    if not values["site"] or not values["ref"]:
        raise Invalid("no ref")
    if values["fetched_at"] is None:
        raise Invalid("no time")
    for name in ("url", "url_raw"):
        if values[name] is not None and not is_web_address(values[name]):
            values[name] = None
            emptied.append(name)
    return replace(item, **values), emptied


def validate_page(page: Page) -> Page:
    """Return the page as it may be stored; raises Invalid for one without a web address."""
    values = {field.name: _clean(field.name, getattr(page, field.name), []) for field in fields(page)}
    if not is_web_address(values["url"]):
        raise Invalid("no page")
    return replace(page, **values)


def is_web_address(url: str | None) -> bool:
    """Whether a URL is one that a browser may follow safely, and that an index holds."""
    if not url or len(url.encode()) > LONGEST_URL or not url.lower().startswith(("http://", "https://")):
        return False
    try:
        return bool(urlsplit(url).hostname)
    except ValueError:
        return False


def _clean(name: str, value: Any, emptied: list[str]) -> Any:
    if isinstance(value, str):
        cleaned = _clean_text(name, value)
    elif isinstance(value, list):
        return [_NO_TEXT.sub("", one) if isinstance(one, str) else one for one in value]
    elif name in _NUMBERS and value is not None:
        cleaned = value if math.isfinite(value) and 0 <= value < _LARGEST_PAY else None
    else:
        return value
    if cleaned is None:
        emptied.append(name)
    return cleaned


def _clean_text(name: str, value: str) -> str | None:
    if not value.isascii() or "\x00" in value:
        value = _NO_TEXT.sub("", value)
    if name in _DATES:
        return _iso_date(value)
    if name in ("url", "url_raw", "page_url", "title", "title_raw"):  # a cut one would be another one
        return value
    longest = _LONGEST.get(name, 500)
    return value if len(value) <= longest else value[: longest - 1] + "…"


def _iso_date(value: str) -> str | None:
    try:
        return date.fromisoformat(value).isoformat()
    except ValueError:
        return None
