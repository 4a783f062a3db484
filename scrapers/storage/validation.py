"""What may enter the database: bounded text, safe links, real dates and numbers."""

import math
import re
from dataclasses import fields, replace
from datetime import date
from functools import lru_cache
from operator import attrgetter

from scrapers.items import JobPosting, Page

LONGEST_TITLE = 300
"""Characters; of 16,540 real titles none comes near it, but a paragraph taken for a title does."""
LONGEST_URL = 2000
"""Bytes; PostgreSQL indexes at most 2.7 kB, and browsers stop there too."""
LARGEST_PAY = 1e12

# Characters; what is longer is cut. Not so what a cut would make another one, which has rules of its own.
_LONGEST = {"description": 100_000, "location": 2000, "location_raw": 2000}
_LONGEST_OTHERS = 500
_UNCUT = ("url", "url_raw", "page_url", "title", "title_raw", "site", "ref")
_LISTS = ("topics", "role_secondary")
_DATES = ("date_posted", "valid_through")
_NUMBERS = ("base_salary_min", "base_salary_max")

_WEB_ADDRESS = re.compile(r"https?://[^\s/?#]", re.I)
# A NUL and half a surrogate pair are no text to PostgreSQL.
_NO_TEXT = re.compile("[\x00\ud800-\udfff]")


class Invalid(ValueError):
    """An item that is not stored; the message is the reason that is counted."""


def validate(item: JobPosting) -> tuple[JobPosting, list[str]]:
    """Return the item as it may be stored, and the names of fields emptied for that.

    Raises Invalid for one without a title, a page, a ref or a time.
    """
    changed = {}
    if not _is_plain(item):
        changed = {**_clean_texts(item, _TEXTS), **_clean_lists(item)}
    title = changed.get("title", item.title)
    if not title or not title.strip():
        raise Invalid("no title")
    if len(title) > LONGEST_TITLE:
        raise Invalid("title too long")
    if not is_page_address(item.page_url):
        raise Invalid("no page")
    if not item.site or not item.ref:
        raise Invalid("no ref")
    if item.fetched_at is None:
        raise Invalid("no time")
    emptied = [
        name
        for name, is_good in _CHECKS.items()
        if (value := getattr(item, name)) is not None and not is_good(value)
    ]
    changed.update(dict.fromkeys(emptied))
    if len(item.title_raw or "") > LONGEST_TITLE:
        changed["title_raw"] = title
    return (replace(item, **changed) if changed else item), emptied


def validate_page(page: Page) -> Page:
    """Return the page as it may be stored; raises Invalid for one without an address."""
    if not is_page_address(page.url):
        raise Invalid("no page")
    changed = _clean_texts(page, ("url", "title", "etag", "last_modified"))
    return replace(page, **changed) if changed else page


def is_page_address(url: str | None) -> bool:
    """Whether a URL is one that a page may have: of the web, or of a file that somebody asked to be read."""
    return is_web_address(url) or (
        bool(url) and url.startswith("file:///") and len(url.encode("utf-8", "replace")) <= LONGEST_URL
    )


def is_web_address(url: str | None) -> bool:
    """Whether a URL is one that a browser may follow safely, and that an index holds."""
    return (
        bool(url)
        and _WEB_ADDRESS.match(url) is not None
        and (len(url) if url.isascii() else len(url.encode("utf-8", "replace"))) <= LONGEST_URL
    )


def plain_text(text: str, longest: int = _LONGEST_OTHERS) -> str:
    """Return text that PostgreSQL takes, cut where it is longer than that."""
    text = _NO_TEXT.sub("", text)
    return text if len(text) <= longest else text[: longest - 1] + "…"


def _is_plain(item: JobPosting) -> bool:
    """Whether nothing is to be cleaned, as nearly always: told of all texts at once."""
    short = [text for text in _short_texts_of(item) if text]
    if short and max(map(len, short)) > _LONGEST_OTHERS:
        return False
    for name, longest in _LONGEST.items():
        if (text := getattr(item, name)) and len(text) > longest:
            return False
    long = [text for text in _long_texts_of(item) if text]
    together = "".join((*short, *long, *(item.topics or ()), *(item.role_secondary or ())))
    if not together.isascii():
        try:
            together.encode()
        except UnicodeEncodeError:
            return False
    return "\x00" not in together


def _clean_texts(item: JobPosting | Page, names: tuple[str, ...]) -> dict[str, str]:
    """Return the texts that have to be other than they are."""
    changed = {}
    for name in names:
        value = getattr(item, name)
        if not value:
            continue
        if "\x00" in value or not (value.isascii() or _NO_TEXT.search(value) is None):
            changed[name] = value = _NO_TEXT.sub("", value)
        if len(value) > _LONGEST_OTHERS and name not in _UNCUT:
            longest = _LONGEST.get(name, _LONGEST_OTHERS)
            if len(value) > longest:
                changed[name] = plain_text(value, longest)
    return changed


def _clean_lists(item: JobPosting) -> dict[str, list[str]]:
    values = {name: value for name in _LISTS if (value := getattr(item, name))}
    return {
        name: [_NO_TEXT.sub("", one) for one in value]
        for name, value in values.items()
        if any(_NO_TEXT.search(one) for one in value)
    }


@lru_cache(maxsize=1000)
def _is_iso_date(value: str) -> bool:
    try:
        return date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False


def _is_pay(value: float) -> bool:
    return math.isfinite(value) and 0 <= value < LARGEST_PAY


_TEXTS = tuple(
    field.name
    for field in fields(JobPosting)
    if field.type in (str, str | None) and field.name not in ("where", *_DATES)
)
_short_texts_of = attrgetter(*(name for name in _TEXTS if name not in (*_UNCUT, *_LONGEST)))
_long_texts_of = attrgetter(*(name for name in _TEXTS if name in (*_UNCUT, *_LONGEST)))
_CHECKS = {
    "url": is_web_address,
    "url_raw": is_web_address,
    **dict.fromkeys(_DATES, _is_iso_date),
    **dict.fromkeys(_NUMBERS, _is_pay),
}
