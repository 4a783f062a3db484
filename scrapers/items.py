"""What spiders yield: JobPosting, spelled after schema.org/JobPosting in snake_case, and Page."""

from dataclasses import dataclass, field
from datetime import datetime


@dataclass(slots=True, kw_only=True)
class JobPosting:
    """One job found in a page.

    An extractor fills the first two sections with what the page shows, as text. Normalising fills the last
    two, and moves what it replaces into the field's ``…_raw`` twin. None means: the page does not say.
    """

    # --- What the page says -----------------------------------------------------------------------------
    title: str
    """As shown, entities decoded and white space folded; after normalising, without gender markers."""
    url: str | None = None
    """Absolute http(s) link to the ad; after normalising, canonical (no tracking parameters, no fragment)."""
    company: str | None = None
    """hiringOrganization.name as shown."""
    location: str | None = None
    """Place or places as shown; several are joined with "; "."""
    date_posted: str | None = None
    """As shown ("06.11.2023", "vor 3 Tagen"); after normalising, an ISO 8601 date or None."""
    valid_through: str | None = None
    """Last day to apply, as shown; after normalising, an ISO 8601 date or None."""
    employment_type: str | None = None
    """As shown or as schema.org spells it ("FULL_TIME"); several are joined with "; "."""
    base_salary: str | None = None
    """Pay as shown ("55.000 – 70.000 € p.a."), or as structured data says it ("EUR 55000-70000 YEAR")."""
    workplace: str | None = None
    """As shown ("TELECOMMUTE"); after normalising, one of remote, hybrid, on_site."""
    identifier: str | None = None
    """The publisher's own id of the ad."""
    description: str | None = None
    """Text of the ad, never HTML."""
    gone: bool = False
    """The page says that the job is no longer available."""

    # --- Where it stood, and how it was found -----------------------------------------------------------
    origin: str = "box"
    """Extractor that found it: json-ld, microdata, rdfa, embedded-json, box, ad, feed, board:<vendor>."""
    origins: dict[str, str] = field(default_factory=dict)
    """Field name to the origin it came from, for fields that another extractor completed."""
    box_heading: str | None = None
    """Heading of the box that lists it, as shown."""
    position: int | None = None
    """Place in the page's order of postings, from 1."""
    where: str | None = None
    """CSS path of its element, or path into the script's data (probe shows it)."""
    score: float | None = None
    """Confidence of the extractor, 0 to 1; structured data has 1."""
    evidence: list[str] = field(default_factory=list)
    """What spoke for it, in words, strongest first (probe shows it)."""
    page_url: str | None = None
    """Address of the page it was seen on."""
    page_title: str | None = None
    """The page's <title>."""
    fetched_at: datetime | None = None
    """When the page was fetched, with time zone; relative dates are read against it."""

    # --- Identity (normalisation.identity) --------------------------------------------------------------
    site: str | None = None
    """Who publishes the ad: host of ``url`` without "www.", else of the page."""
    ref: str | None = None
    """The publisher's id, else the canonical URL, else "fp:" + fingerprint of title, company and place."""

    # --- What normalising makes of it -------------------------------------------------------------------
    title_raw: str | None = None
    """Title as the page shows it."""
    language: str | None = None
    """ISO 639-1 code of the title's language, where the title shows it."""
    role: str | None = None
    """Role id of the taxonomy; None is unclassified."""
    role_group: str | None = None
    """Group id of the taxonomy."""
    role_secondary: list[str] = field(default_factory=list)
    """Up to two further role ids."""
    role_reason: str | None = None
    """Which rule decided the role, and on which words."""
    seniority: str | None = None
    """entry, junior, unspecified, senior, lead_principal, manager, director_head, executive."""
    job_form: str | None = None
    """regular, temporary, freelance, working_student, internship, trainee, apprenticeship, dual_study,
    thesis, minijob, volunteer."""
    topics: list[str] = field(default_factory=list)
    """ai, data, cloud …"""
    company_key: str | None = None
    """Company in the form used for comparing: without legal form, case and punctuation."""
    url_raw: str | None = None
    """Link as the page has it, tracking included."""
    location_raw: str | None = None
    """Location as the page shows it."""
    city: str | None = None
    """First city."""
    region: str | None = None
    """First region (state)."""
    country: str | None = None
    """ISO 3166-1 alpha-2 code of the first country."""
    date_posted_raw: str | None = None
    """Posting date as the page shows it."""
    date_posted_precision: str | None = None
    """day, month or relative."""
    valid_through_raw: str | None = None
    """Last day to apply as the page shows it."""
    base_salary_min: float | None = None
    """Lower end, in ``base_salary_currency`` per ``base_salary_unit``."""
    base_salary_max: float | None = None
    """Upper end."""
    base_salary_currency: str | None = None
    """ISO 4217 code."""
    base_salary_unit: str | None = None
    """HOUR, DAY, WEEK, MONTH or YEAR."""
    normalization_version: int | None = None
    """Version of the rules that made the fields of this section."""


@dataclass(slots=True, kw_only=True)
class Page:
    """One page that a spider fetched, with or without jobs on it.

    Yielded after the page's postings: only then does its validator promise that they are stored.
    """

    url: str
    """Its address, after redirects."""
    fetched_at: datetime
    """When the answer came, with time zone."""
    title: str | None = None
    """Its <title>."""
    status: int | None = None
    """HTTP status of the answer (304 where the server said that nothing changed)."""
    etag: str | None = None
    """ETag header, for the next conditional request."""
    last_modified: str | None = None
    """Last-Modified header, as sent, for the next conditional request."""
    content_hash: bytes | None = None
    """Digest of what was read, to recognise an unchanged page whose server does not."""
    unchanged: bool = False
    """Same content as when it was last read, and so not extracted again: its sightings still stand."""
