"""Are these records jobs? What speaks for it and against it, each with its weight.

For: the name of the list, keys that only jobs have, links and titles that read like jobs. Against: the keys
of products, articles, people, events, searches and menus, which also have titles and links.
"""

import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from scrapers.extraction.page import Page
from scrapers.extraction.plain_text import line
from scrapers.extraction.proper_names import company_score
from scrapers.extraction.record_keys import WRAPPERS, read_key
from scrapers.extraction.record_values import MOST_KEYS, Fields, name_of
from scrapers.extraction.records import MOST_AROUND, Record, fields_of, keys_of, opened, title_of, url_of
from scrapers.extraction.titles import assess

LINE = 6.0
"""Weight from which a list is one of jobs."""
LONE_LINE = 7.5
"""The same for a record that stands alone."""
NEAR = 2.0
"""Below the line by no more than this: a near miss."""

_FIELD_WEIGHTS = {
    "company": 1.5, "location": 1.5, "place_part": 1.0, "employment_type": 2.0, "base_salary": 1.0,
    "salary_min": 1.0, "workplace": 1.0, "valid_through": 0.5, "date_posted": 0.5, "url": 0.5,
    "department": 1.0, "description": 0.5,
}  # fmt: skip
_JOB_KEY, _MOST_JOB_KEYS = 1.5, 4.5
_HIRING_KEY, _MOST_HIRING_KEYS = 1.0, 2.5
_FOREIGN_KEY, _MOST_FOREIGN_KEYS = -1.5, -5.0
_JOB_PATH, _NEAR_PATH, _FOREIGN_PATH = 3.0, 1.5, -3.0
_JOB_LINKS, _JOB_KIND, _FOREIGN_KIND, _PERSONS = 1.5, 3.0, -6.0, -4.0
_TITLES, _NO_TITLES = 3.0, -2.5
_IN_PAGE_TITLE, _IN_PAGE_ADDRESS, _PAGE_OF_JOB = 1.5, 1.0, 0.5
MOST_SUBJECT = 3.0
"""What speaks for a record that the page is about, at most."""
_COMPANY_LINE = 0.9
"""Mean rating from which a line holds the names of companies."""

_JOB_NAME = re.compile(
    r"jobs?|vacanc(?:y|ies)|vacatures?|stellen?|stellen(?:angebote?|anzeigen?|markt)|"
    r"job(?:post|posting|opening|ad|advert|listing|offer|widget|result|card|item|teaser)s?|job(?:list|feed|board)|postings?|requisitions?|openings?|emplois?|empleos?|vagas?|"
    r"nabidky|jobangebote?|positions|workzag|ofertas?|oferty|lediga|stillinger|tyopaikat|prace|praca|lavoro|careers?"
)
_FOREIGN_NAME = re.compile(
    r"categor(?:y|ies)|searches|filters?|facets?|menus?|nav|navigation|links?|footer|header|breadcrumbs?|"
    r"articles?|news|posts?|stories|products?|tags?|authors?|team|people|persons?|employees?|members?|events?|"
    r"courses?|translations?|i18n|locales?|faqs?|suggestions?|autocomplete|options?|keywords?|testimonials?|"
    r"aggregations?|companies|employers|brands|salaries|skills|cities|locations|departments|videos?|alerts?|"
    r"recruiters|guides?"
)
JOB_LINK = re.compile(
    r"/(?:[\w-]*-)?(?:jobs?|stellen\w*|vacanc\w+|vacatures?|careers?|karriere|positions?|openings?|postings?|emplois?|"
    r"offres?|ofertas?|empleos?|oferty|nabidk\w+|praca|prace|requisitions?|apply|bewerb\w*|jobposting|jobdetails?)"
    r"(?:[/?#._-]|$)|[?&](?:job|req|vacancy|posting|stellen?)_?id=|"
    r"(?:^|//|\.)(?:jobs?|careers?|karriere|apply|stellen\w*)\.",
    re.IGNORECASE,
)
ABOUT_JOBS = re.compile(
    r"\bjobs?\b|jobb|stellen(?:angebot|anzeig|markt|b[öo]rse|ausschreib)|vacanc|vacature|career|karriere|"
    r"employment|\bhiring\b|positions|openings|emplois?\b|empleo|ofertas? de|\bpraca\b|\bpráce\b|\blavoro\b|"
    r"\bvagas\b|kariera",
    re.IGNORECASE,
)
"""What a text says that announces jobs."""
_JOB_KINDS = re.compile(r"job|vacanc|posting|requisition|stelle", re.IGNORECASE)
_FOREIGN_KINDS = re.compile(
    r"article|product|person|event|video|news|post(?!ing)|page|image|menu|link|category|author|course|filter|facet|"
    r"company|location|search|option",
    re.IGNORECASE,
)
_KIND_KEYS = ("type", "__typename", "@type", "kind")
_PERSON = re.compile(r"(?:(?:Dr|Prof|Mr|Ms|Mrs)\.? )*[A-ZÀ-Ž][\w'’.-]*(?: [A-ZÀ-Ž][\w'’.-]*){1,3}")
_NAME_PART = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+")


@dataclass(slots=True)
class Candidate:
    """A record that has a title."""

    record: Record
    fields: Fields
    title: str
    title_key: str


@dataclass(slots=True)
class Weighed:
    """What speaks for and against a list of records."""

    weight: float = 0.0
    of_job: bool = False
    """Something speaks of jobs in particular, and not only of records with titles and places."""
    foreign_path: bool = False
    is_subject: bool = False
    """The page's title names the record."""
    evidence: list[tuple[float, str]] = field(default_factory=list)

    def add(self, weight: float, words: str, *, of_job: bool = False) -> None:
        """Take one piece of evidence in."""
        if weight:
            self.weight += weight
            self.evidence.append((weight, words))
            self.of_job = self.of_job or of_job

    def above(self, line: float) -> bool:
        """Whether this is enough."""
        return self.of_job and self.weight >= line

    def near(self, line: float) -> bool:
        """Whether this is enough, or nearly."""
        return self.weight >= line - NEAR

    def in_words(self) -> list[str]:
        """The evidence, strongest first; what speaks against it says so."""
        ranked = sorted(self.evidence, key=lambda entry: -abs(entry[0]))
        return [words if weight > 0 else f"against: {words}" for weight, words in ranked]


def candidate_of(record: Record) -> Candidate | None:
    """A record as a candidate, or None where it has no title."""
    record = opened(record)
    fields = fields_of(record)
    title = title_of(fields)
    return Candidate(record, fields, *title) if title else None


def most_weight(record: Record, names: Sequence[str]) -> float:
    """The most that a list can weigh which holds such a record: a look at names, before anything costly."""
    if any(
        isinstance(value, dict) and (key in WRAPPERS or len(record) <= MOST_AROUND)
        for key, value in record.items()
    ):
        return math.inf
    most = _most_of_keys(tuple(record))
    for key in _KIND_KEYS:
        if isinstance(kind := record.get(key), str):
            most += (
                _JOB_KIND
                if _JOB_KINDS.search(kind)
                else _FOREIGN_KIND
                if _FOREIGN_KINDS.search(kind)
                else 0.0
            )
            break
    else:
        most += _JOB_KIND
    if most + _JOB_PATH < LINE - NEAR:
        return most
    path = Weighed()
    _weigh_path(path, names)
    return path.weight + most


@lru_cache(maxsize=4096)
def _most_of_keys(names: tuple[str, ...]) -> float:
    keys = [read_key(str(name)) for name in names[:MOST_KEYS]]
    fields = {key.field for key in keys}
    if "title" not in fields:
        return -math.inf
    return (
        sum(_FIELD_WEIGHTS.get(name or "", 0.0) for name in fields)
        + min(_MOST_JOB_KEYS, _JOB_KEY * sum(key.of_job for key in keys))
        + min(_MOST_HIRING_KEYS, _HIRING_KEY * sum(key.hiring for key in keys))
        + _JOB_LINKS * ("url" in fields)
        + _TITLES
    )


@lru_cache(maxsize=4096)
def _is_whole(names: tuple[str, ...]) -> bool:
    fields = {read_key(str(name)).field for name in names[:MOST_KEYS]}
    return "title" in fields and "description" in fields and len(fields) >= 5


def is_whole(record: Record) -> bool:
    """Whether a record has the keys of a whole ad."""
    return len(record) >= 4 and _is_whole(tuple(record))


def weigh(sample: list[Candidate], names: Sequence[str], page: Page, least: float) -> Weighed:
    """What speaks for a list of jobs, as far as it decides; names lead to the list, nearest first."""
    weighed = Weighed()
    _weigh_path(weighed, names)
    _weigh_keys(weighed, sample)
    if weighed.weight + _JOB_LINKS + _JOB_KIND + _TITLES >= least - NEAR:
        _weigh_values(weighed, sample, page)
    return weighed


def _weigh_path(weighed: Weighed, names: Sequence[str]) -> None:
    """The names of the list and of what holds it: the nearest counts most."""
    for distance, name in enumerate(names):
        parts = [part.lower() for part in _NAME_PART.findall(name[:80])]
        parts.append("".join(parts))
        of_job = any(map(_JOB_NAME.fullmatch, parts))
        if distance < 2 and not _JOB_NAME.fullmatch(parts[-1]) and any(map(_FOREIGN_NAME.fullmatch, parts)):
            weighed.foreign_path = True
            weighed.add(_FOREIGN_PATH, f"in {name}")
            return
        if of_job:
            weighed.add(_JOB_PATH if distance < 2 else _NEAR_PATH, f"in {name}", of_job=True)
            return


def _weigh_keys(weighed: Weighed, sample: list[Candidate]) -> None:
    fields: Counter[str] = Counter()
    job_keys: Counter[str] = Counter()
    hiring_keys: Counter[str] = Counter()
    foreign_keys: Counter[tuple[str, str]] = Counter()
    for candidate in sample:
        fields.update(candidate.fields.keys())
        for name, key in keys_of(candidate.record):
            if key.of_job:
                job_keys[name] += 1
            if key.hiring:
                hiring_keys[name] += 1
            if key.foreign:
                foreign_keys[key.foreign, name] += 1
    half = len(sample) / 2
    for name, weight in _FIELD_WEIGHTS.items():
        if fields[name] >= half:
            weighed.add(weight, f"has {name}", of_job=name == "employment_type")
    usual = [name for name, count in job_keys.items() if count >= half]
    weighed.add(
        min(_MOST_JOB_KEYS, _JOB_KEY * len(usual)), f"keys of jobs: {', '.join(usual[:6])}", of_job=True
    )
    usual = [name for name, count in hiring_keys.items() if count >= half]
    weighed.add(min(_MOST_HIRING_KEYS, _HIRING_KEY * len(usual)), f"keys of hiring: {', '.join(usual[:6])}")
    for kind in sorted({kind for kind, _ in foreign_keys}):
        usual = [name for (other, name), count in foreign_keys.items() if other == kind and count >= half]
        weighed.add(
            max(_MOST_FOREIGN_KEYS, _FOREIGN_KEY * len(usual)), f"keys of {kind}: {', '.join(usual[:6])}"
        )


def _weigh_values(weighed: Weighed, sample: list[Candidate], page: Page) -> None:
    count = len(sample)
    links = [url for candidate in sample if (url := url_of(candidate.fields, page))]
    if sum(bool(JOB_LINK.search(link)) for link in links) * 2 > count:
        weighed.add(_JOB_LINKS, "links of jobs", of_job=True)
    kinds = [
        str(value)[:60] for c in sample for _, _, value in c.fields.get("kind", ()) if isinstance(value, str)
    ]
    if sum(bool(_JOB_KINDS.search(kind)) for kind in kinds) * 2 > count:
        weighed.add(_JOB_KIND, f"type {kinds[0]}", of_job=True)
    elif sum(bool(_FOREIGN_KINDS.search(kind)) for kind in kinds) * 2 > count:
        weighed.add(_FOREIGN_KIND, f"type {kinds[0]}")
    if sum(map(_names_person, sample)) * 2 > count:
        weighed.add(_PERSONS, "names persons")
    share = sum(assess(candidate.title).score > 0 for candidate in sample) / count
    if share >= 0.25:
        weight = round(_TITLES * min(1.0, share * 1.4), 2)
        weighed.add(weight, f"{share:.0%} of the titles name jobs", of_job=share >= 0.5)
    elif count >= 4:
        weighed.add(_NO_TITLES, f"{share:.0%} of the titles name jobs")


def company_line(sample: list[Candidate]) -> str | None:
    """The key of a line ("subline", "metaText") that reads like companies, among keys that mean nothing."""
    best: tuple[float, str] | None = None
    for name in sample[0].record:
        if not isinstance(name, str) or read_key(name).field:
            continue
        shown = [line(candidate.record.get(name)) for candidate in sample]
        scores = [company_score(text) for text in shown if text]
        mean = sum(scores) / len(scores) if len(scores) * 2 >= len(sample) else 0.0
        if mean >= _COMPANY_LINE:
            best = max(best or (0.0, ""), (mean, name))
    return best[1] if best else None


def company_of(holder: Record) -> str | None:
    """The company that a record names beside what it holds."""
    return next(
        (shown for _, _, value in fields_of(holder).get("company", ()) if (shown := name_of(value))), None
    )


def employer_of(holder: Record, sample: list[Candidate]) -> str | None:
    """The employer whose jobs a record lists: it says so, or its name, where the jobs say their departments.

    What is only called something and lists jobs may be a board; boards do not know departments.
    """
    if company := company_of(holder):
        return company
    if sum("department" in candidate.fields for candidate in sample) * 2 < len(sample):
        return None
    name = title_of(fields_of(holder))
    return name[0] if name and len(name[0]) <= 80 and not ABOUT_JOBS.search(name[0]) else None


def weigh_subject(weighed: Weighed, candidate: Candidate, page: Page) -> None:
    """Whether a record that stands alone is what its page is about: by the page's title and address."""
    if page.kind != "html":
        return
    if candidate.title.casefold() in (page.title or "").casefold():
        weighed.is_subject = True
        weighed.add(_IN_PAGE_TITLE, "in the page's title")
    slug = candidate.record.get("slug")
    if isinstance(slug, str) and len(slug) > 5 and slug in page.url:
        weighed.add(_IN_PAGE_ADDRESS, "in the page's address")
    if JOB_LINK.search(page.url):
        weighed.add(_PAGE_OF_JOB, "address of a job")


def _names_person(candidate: Candidate) -> bool:
    """Whether the record also has a name, and that is a person's."""
    name = candidate.record.get("name")
    return (
        candidate.title_key != "name"
        and isinstance(name, str)
        and name != candidate.title
        and bool(_PERSON.fullmatch(name.strip()))
        and assess(name).score <= 0
    )
