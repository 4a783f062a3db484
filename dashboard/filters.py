"""What the reader chose: parsed from the address, written back to it. Pure; anything may stand in a URL."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace
from datetime import UTC, date, datetime, timedelta

from dashboard import taxonomy

DAYS = (1, 3, 7, 14, 30, 90)
STATUSES = ("open", "unseen", "closed")
CURRENT = ("open", "unseen")
SENIORITIES = (
    *("entry", "junior", "unspecified", "senior", "lead_principal", "manager", "director_head", "executive"),
)
JOB_FORMS = (
    *("regular", "temporary", "freelance", "working_student", "internship", "trainee", "apprenticeship"),
    *("dual_study", "thesis", "minijob", "volunteer"),
)
WORKPLACES = ("remote", "hybrid", "on_site")
TOPIC_LENGTH = 40
SORTS = ("newest", "posted", "company", "title")
PAGE_SIZES = (25, 50, 100)
VIEWS = ("list", "table")
LANGUAGES = ("en", "de")
VISIT = "visit"  # what came after the reader's last visit

MAX_VALUES = 50
MAX_LENGTH = 200
EARLIEST, LATEST = date(1970, 1, 1), date(2199, 12, 31)
# Deeper pages are reached by narrowing the filters: skipping rows costs the database what reading them does.
MAX_ROWS = 10_000


@dataclass(frozen=True)
class Reader:
    """What is shown depends on who reads, too: when they were here before, and the jobs they have hidden."""

    visit: datetime | None = None
    hidden: tuple[int, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Filters:
    """Chosen filters, and how their result is shown; a field's default means: not chosen.

    ``after`` is a time, or ``visit``: jobs first seen later are new. ``reader`` stands in no address.
    """

    search: str = ""
    roles: tuple[str, ...] = ()
    after: datetime | str | None = None
    days: int | None = None
    since: date | None = None
    until: date | None = None
    statuses: tuple[str, ...] = CURRENT
    places: tuple[str, ...] = ()
    companies: tuple[str, ...] = ()
    sites: tuple[str, ...] = ()
    workplaces: tuple[str, ...] = ()
    seniorities: tuple[str, ...] = ()
    job_forms: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    hidden: str = ""
    sort: str = "newest"
    size: int = 25
    page: int = 1
    view: str = "list"
    language: str | None = None
    reader: Reader = Reader()

    def new_after(self) -> datetime | None:
        """The time that ``after`` means to this reader; on a first visit everything is new."""
        return self.reader.visit if self.after == VISIT else self.after

    def left_out(self) -> tuple[int, ...]:
        """Jobs that this reader does not want to see."""
        return () if self.hidden else self.reader.hidden

    def first_day(self, today: date) -> date | None:
        """First day of the chosen time."""
        return today - timedelta(days=self.days) if self.days else self.since

    def chosen(self) -> list[tuple[str, str]]:
        """Every chosen value as (field, value), in the order of the fields; what the chips show."""
        found: list[tuple[str, str]] = []
        for name in FILTERING:
            value = getattr(self, name)
            if value == _DEFAULTS[name]:
                continue
            if name == "statuses":
                found.append((name, ",".join(value)))
            elif isinstance(value, tuple):
                found += [(name, each) for each in value]
            else:
                found.append((name, _text(value)))
        return found

    def without(self, name: str, value: str | None = None) -> "Filters":
        """The same without one value of a filter, or without all of it."""
        now = getattr(self, name)
        if value is not None and isinstance(now, tuple) and name != "statuses":
            return replace(self, page=1, **{name: tuple(each for each in now if each != value)})
        # "None chosen" would still hide the closed: dropping the status filter means all of them.
        empty = STATUSES if name == "statuses" and now != STATUSES else _DEFAULTS[name]
        return replace(self, page=1, **{name: empty})

    def cleared(self) -> "Filters":
        """The same view of everything: no filter chosen."""
        return replace(self, page=1, **{name: _DEFAULTS[name] for name in FILTERING})


# Parameter in the URL of each field, and the values it may have; None: any text.
PARAMETERS: dict[str, tuple[str, Iterable[str] | None]] = {
    "search": ("q", None),
    "roles": ("role", taxonomy.choices()),
    "after": ("after", None),
    "days": ("days", [str(days) for days in DAYS]),
    "since": ("from", None),
    "until": ("to", None),
    "statuses": ("status", [*STATUSES, "all"]),
    "places": ("place", None),
    "companies": ("company", None),
    "sites": ("site", None),
    "workplaces": ("workplace", WORKPLACES),
    "seniorities": ("seniority", SENIORITIES),
    "job_forms": ("form", JOB_FORMS),
    "topics": ("topic", None),
    "hidden": ("hidden", ("show",)),
    "sort": ("sort", SORTS),
    "size": ("size", [str(size) for size in PAGE_SIZES]),
    "page": ("page", None),
    "view": ("view", VIEWS),
    "language": ("lang", LANGUAGES),
}
FILTERING = tuple(PARAMETERS)[:15]
_DEFAULTS = {field.name: field.default for field in fields(Filters)}
_FIELD_OF = {parameter: name for name, (parameter, _) in PARAMETERS.items()}


@dataclass(frozen=True)
class Problem:
    """A part of the address that was not understood; ``kind`` is unknown, value, many or dates."""

    kind: str
    parameter: str
    value: str = ""


def parse(parameters: Mapping[str, list[str]], also: Iterable[str] = ()) -> tuple[Filters, list[Problem]]:
    """Filters of a query string, and what was not understood; ``also`` names parameters of single pages."""
    values: dict[str, object] = {}
    problems: list[Problem] = []
    for parameter, given in parameters.items():
        name = _FIELD_OF.get(parameter)
        if name is None:
            if parameter not in also:
                problems.append(Problem("unknown", _shown(parameter)))
            continue
        allowed = PARAMETERS[name][1]
        texts = [_clean(text) for text in given]
        if len(texts) > MAX_VALUES:
            problems.append(Problem("many", parameter))
            texts = texts[:MAX_VALUES]
        texts = [text for text in dict.fromkeys(texts) if text]
        good = [text for text in texts if allowed is None or text in allowed]
        problems += [Problem("value", parameter, _shown(text)) for text in texts if text not in good]
        try:
            if good:
                values[name] = _value(name, good)
        except ValueError:
            problems.append(Problem("value", parameter, _shown(good[-1])))
    filters = Filters(**values)
    if filters.since and filters.until and filters.since > filters.until:
        problems.append(Problem("dates", "from"))
        filters = replace(filters, since=filters.until, until=filters.since)
    if filters.days and (filters.since or filters.until):
        filters = replace(filters, since=None, until=None)
    if filters.after:
        filters = replace(filters, days=None, since=None, until=None)
    return filters, problems


def write(filters: Filters) -> dict[str, list[str]]:
    """Query parameters that ``parse`` reads back as the same filters; defaults are left out."""
    written = {}
    for name, (parameter, _) in PARAMETERS.items():
        value = getattr(filters, name)
        if value == _DEFAULTS[name] or value in ((), "", None):
            continue
        if name == "statuses" and set(value) == set(STATUSES):
            value = ("all",)
        written[parameter] = [str(each) for each in value] if isinstance(value, tuple) else [_text(value)]
    return written


def _value(name: str, texts: list[str]) -> object:
    last = texts[-1]
    if name in ("since", "until"):
        day = date.fromisoformat(last)
        if not EARLIEST <= day <= LATEST:
            raise ValueError(last)
        return day
    if name == "after":
        return VISIT if last == VISIT else _moment(last)
    if name in ("days", "size", "page"):
        number = int(last) if last.isascii() and last.isdigit() else 0
        if not 1 <= number <= MAX_ROWS:
            raise ValueError(last)
        return number
    if name == "statuses":
        return STATUSES if "all" in texts else tuple(status for status in STATUSES if status in texts)
    return tuple(texts) if isinstance(_DEFAULTS[name], tuple) else last


def _moment(text: str) -> datetime:
    """A time of ISO 8601; without a zone, UTC."""
    moment = datetime.fromisoformat(text)
    moment = moment.replace(tzinfo=moment.tzinfo or UTC)
    if not EARLIEST <= moment.date() <= LATEST:
        raise ValueError(text)
    return moment.astimezone(UTC)


def _text(value: object) -> str:
    """A single value as it stands in an address."""
    return (
        f"{value:%Y-%m-%dT%H:%M:%S.%fZ}".replace(".000000", "") if isinstance(value, datetime) else str(value)
    )


def _clean(text: str) -> str:
    """The text without what PostgreSQL refuses or nobody can see, cut to a bounded length."""
    return " ".join("".join(c if c.isprintable() else " " for c in text[: 2 * MAX_LENGTH]).split())[
        :MAX_LENGTH
    ]


def _shown(text: str) -> str:
    return _clean(text)[:40]
