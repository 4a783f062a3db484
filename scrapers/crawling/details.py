"""A posting and the ad it links: which of the postings on the ad's page it is, and what that adds."""

from dataclasses import asdict, fields, replace
from datetime import datetime
from difflib import SequenceMatcher
from typing import Any

from scrapers.items import JobPosting

COMPLETED = {
    "company": ("company_key",),
    "location": ("location_raw", "city", "region", "country"),
    "date_posted": ("date_posted_raw", "date_posted_precision"),
    "valid_through": ("valid_through_raw",),
    "employment_type": (),
    "base_salary": ("base_salary_min", "base_salary_max", "base_salary_currency", "base_salary_unit"),
    "workplace": (),
    "identifier": (),
    "description": (),
}
"""Fields that an ad completes, each with those that belong to it; the title stays the list's."""

SAME_TITLE = 0.6
"""Least similarity of the titles; below it the address now shows another page."""


def ad_of(posting: JobPosting, candidates: list[JobPosting]) -> JobPosting | None:
    """Which of the postings on the ad's page is the ad; None where none bears its title."""
    ranked = [(_similarity(posting.title, ad.title), -number) for number, ad in enumerate(candidates)]
    best, number = max(ranked, default=(0.0, 0))
    return candidates[-number] if best >= SAME_TITLE else None


def complete(posting: JobPosting, ad: JobPosting) -> JobPosting:
    """The posting with what only the ad says; ``origins`` names the fields that came from there."""
    names = [name for name in COMPLETED if not getattr(posting, name) and getattr(ad, name)]
    added = {part: getattr(ad, part) for name in names for part in (name, *COMPLETED[name])}
    origins = posting.origins | {name: ad.origins.get(name, ad.origin) for name in names}
    return replace(posting, **added, origins=origins, gone=posting.gone or ad.gone)


def as_plain(posting: JobPosting) -> dict[str, Any]:
    """The posting in types that a job folder can hold."""
    plain = {name: value for name, value in asdict(posting).items() if value not in (None, [], {})}
    if posting.fetched_at:
        plain["fetched_at"] = posting.fetched_at.isoformat()
    return plain


def from_plain(plain: dict[str, Any]) -> JobPosting:
    """Reverse of as_plain."""
    known = {field.name for field in fields(JobPosting)}
    values = {name: value for name, value in plain.items() if name in known}
    if "fetched_at" in values:
        values["fetched_at"] = datetime.fromisoformat(values["fetched_at"])
    return JobPosting(**values)


def _similarity(one: str, other: str) -> float:
    one, other = one.casefold(), other.casefold()
    if one in other or other in one:
        return 1.0
    return SequenceMatcher(None, one, other, autojunk=False).ratio()
