"""Makes of what a page shows what people filter by: pure functions, no network, no database."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from scrapers.items import JobPosting
from scrapers.normalization.companies import company_key
from scrapers.normalization.dates import ParsedDate, parse_date, parse_deadline
from scrapers.normalization.employment import CODES, Employment, parse_employment
from scrapers.normalization.pay import parse_pay
from scrapers.normalization.places import parse_place
from scrapers.normalization.roles import classify_title
from scrapers.normalization.titles import clean_title
from scrapers.normalization.urls import canonical_url
from scrapers.normalization.workplace import parse_workplace

NORMALIZATION_VERSION = 1
"""Counts up with every change of a rule or a data file, so that stored postings can be brought up to date."""


def normalize(posting: JobPosting, *, day_first: bool | None = None) -> JobPosting:
    """Return a new posting with the normalised fields set and what they replace in the ``…_raw`` twins.

    Reads dates against ``fetched_at``; without it no date is read. ``day_first`` is the source's habit for
    11/02/2026. A posting that was normalised before is read anew from its twins, so doing it twice changes
    nothing.
    """
    shown = _as_shown(posting)
    title = clean_title(shown["title"])
    kind = classify_title(shown["title"])
    employment = (
        parse_employment(posting.employment_type) if posting.employment_type else _of_title(title.workload)
    )
    place = parse_place(shown["location"] or title.location)
    pay = parse_pay(posting.base_salary, country=place.country)
    reading = {"language": title.language, "day_first": day_first}
    posted = _read_date(parse_date, shown["date_posted"], posting.fetched_at, reading)
    deadline = _read_date(parse_deadline, shown["valid_through"], posting.fetched_at, reading)
    return replace(
        posting,
        title=title.title,
        title_raw=shown["title"],
        language=title.language,
        url=canonical_url(shown["url"]) or None,
        url_raw=shown["url"],
        role=kind.role,
        role_group=kind.group,
        role_secondary=list(kind.secondary),
        role_reason=kind.reason,
        seniority=kind.seniority,
        job_form=employment.job_form if employment.job_form and kind.job_form == "regular" else kind.job_form,
        topics=list(kind.topics),
        location=shown["location"] or title.location,
        location_raw=shown["location"],
        city=place.city,
        region=place.region,
        country=place.country,
        workplace=parse_workplace(posting.workplace) or place.workplace or parse_workplace(title.workplace),
        company_key=company_key(posting.company),
        employment_type=employment.types,
        date_posted=_iso(posted),
        date_posted_raw=shown["date_posted"],
        date_posted_precision=posted.precision,
        valid_through=_iso(deadline),
        valid_through_raw=shown["valid_through"],
        base_salary_min=pay.min,
        base_salary_max=pay.max,
        base_salary_currency=pay.currency,
        base_salary_unit=pay.unit,
        normalization_version=NORMALIZATION_VERSION,
    )


_WITH_TWIN = ("title", "url", "location", "date_posted", "valid_through")


def _as_shown(posting: JobPosting) -> dict[str, Any]:
    """What the page shows of the fields that normalising replaces."""
    if posting.normalization_version is None:
        return {name: getattr(posting, name) for name in _WITH_TWIN}
    shown = {name: getattr(posting, f"{name}_raw") for name in _WITH_TWIN}
    return shown | {"title": shown["title"] or posting.title}


def _of_title(workload: str | None) -> Employment:
    found = parse_employment(workload)
    return found if set((found.types or "").split("; ")) <= CODES else Employment()


def _read_date(
    parse: Any, text: str | None, reference: datetime | None, reading: dict[str, Any]
) -> ParsedDate:
    return parse(text, reference, **reading) if reference else ParsedDate(None, None)


def _iso(parsed: ParsedDate) -> str | None:
    return parsed.value.isoformat() if parsed.value else None
