"""Job records in parsed data of any maker: lists, and records that stand alone.

Pages keep much in their data that has titles and links: products, articles, people, events, menus, searches.
What is a list of jobs is decided by ``job_evidence``; here the data is walked.
"""

import re
from typing import Any, NamedTuple

from scrapers.extraction.job_evidence import (
    LINE,
    LONE_LINE,
    MOST_SUBJECT,
    NEAR,
    Candidate,
    Weighed,
    candidate_of,
    company_line,
    company_of,
    employer_of,
    is_whole,
    most_weight,
    weigh,
    weigh_subject,
)
from scrapers.extraction.lenient_json import load
from scrapers.extraction.page import Page
from scrapers.extraction.plain_text import line
from scrapers.extraction.records import (
    Record,
    fields_of,
    is_closed,
    is_list_of_labels,
    opened,
    title_of,
    to_job,
)
from scrapers.extraction.schema_org import is_job, own_address, to_posting
from scrapers.items import JobPosting

MOST_NODES = 300_000
FEWEST_NODES, BYTES_OF_NODE = 30_000, 4
"""What is walked at least, and more only of larger pages."""
MOST_DEPTH = 60
COST_OF_WEIGHING, COST_OF_POSTING = 60, 30
"""How many nodes might be passed in the same time."""
SHORTEST_TEXT = 100
"""Characters from which a text may be HTML or JSON with jobs."""
MOST_TEXTS = 20
"""Texts that are themselves JSON."""
GLANCE, SAMPLE = 5, 24
"""Records of a list that are weighed first, and if these may be jobs."""


_HAS_ID = re.compile(r"[\d:]")
_ID = re.compile(r"(?:([A-Za-z_]{2,40}):)?[\w-]*\d[\w-]*|([A-Za-z_]{2,40}):[\[{].*", re.DOTALL)


class _Path(NamedTuple):
    """Way into a value; at its start the key says where the value stands."""

    holder: "_Path | None"
    key: str | int
    outer: tuple[str, ...] = ()
    inside: Record | None = None
    """The dict that holds the value under this key."""

    def where(self) -> str:
        """The way as text: "script[3] $.props.jobs[0]"."""
        steps: list[str] = []
        step = self
        while step.holder is not None:
            steps.append(f"[{step.key}]" if isinstance(step.key, int) else f".{step.key}")
            step = step.holder
        return str(step.key) + "".join(reversed(steps))

    def names(self, most: int = 5) -> list[str]:
        """The keys that lead here and the names of what holds the value, nearest first."""
        found: list[str] = []
        step = self
        while step.holder is not None and len(found) < most:
            if isinstance(step.key, str):
                found.append(step.key)
            step = step.holder
        return [*found, *reversed(step.outer)][:most]


class JobLists:
    """Walks parsed data and collects what it lists as jobs, in document order."""

    def __init__(self, page: Page, origin: str) -> None:
        """Take the page that links are relative to, and the origin to write into the postings."""
        self.postings: list[JobPosting] = []
        self.near_misses: list[JobPosting] = []
        self.markup: list[tuple[str, str]] = []
        """Texts that are HTML with links, and where they stand: boxes that a script will write out."""
        self._page = page
        self._origin = origin
        self._budget = min(MOST_NODES, max(FEWEST_NODES, len(page.source) // BYTES_OF_NODE))
        self._texts = MOST_TEXTS

    def read(self, value: Any, where: str, names: tuple[str, ...] = ()) -> None:
        """Collect the jobs of one parsed value; names are those of what holds it (variable, attribute)."""
        stack: list[tuple[Any, _Path, int]] = [(value, _Path(None, where, names), 0)]
        while stack and self._budget > 0:
            value, path, depth = stack.pop()
            self._budget -= 1
            if isinstance(value, str):
                value = load(value)
            if depth > MOST_DEPTH:
                continue
            taken: set[str] = set()
            if isinstance(value, list):
                if self._read_list(list(enumerate(value)), path):
                    continue
                members = enumerate(value[: self._budget])
            elif isinstance(value, dict):
                if self._read_lone(value, path):
                    continue
                taken = self._read_keyed(value, path)
                members = value.items()
            else:
                continue
            inside = value if isinstance(value, dict) else None
            inner = []
            for key, item in members:
                if isinstance(item, str):
                    if len(item) < SHORTEST_TEXT or not self._is_data(item, path, key):
                        continue
                elif not item or not isinstance(item, (dict, list)) or key in taken:
                    continue
                inner.append((item, _Path(path, key, (), inside), depth + 1))
            stack.extend(reversed(inner))

    def _is_data(self, text: str, path: _Path, key: str | int) -> bool:
        """Whether a text is itself JSON that speaks of jobs; HTML with links is kept for who reads boxes."""
        if "</a>" in text:
            self.markup.append((_Path(path, key).where(), text))
        if text[0] not in "{[" or self._texts <= 0 or not ("job" in text or "Job" in text):
            return False
        self._texts -= 1
        return True

    def _read_keyed(self, value: Record, path: _Path) -> set[str]:
        """Read records that stand under their ids instead of in a list; the keys of those that were jobs."""
        taken: set[str] = set()
        for kind, members in _groups(value).items():
            records = [(key, _without_references(value[key], value)) for key in members]
            if self._read_list(records, path, kind):
                taken.update(members)
        return taken

    def _read_list(self, items: list[tuple[str | int, Any]], path: _Path, kind: str = "") -> bool:
        items = items[: max(SAMPLE, self._budget // COST_OF_POSTING)]
        records = [(key, item) for key, item in items if isinstance(item, dict)]
        if not records or len(records) * 2 < len(items):
            return False
        names = [kind, *path.names()] if kind else path.names()
        if most_weight(records[len(records) // 2][1], names) < LINE - NEAR:
            return False
        if any(is_job(item) for _, item in records[:SAMPLE]):
            return False  # each is read as what it says it is
        self._budget -= COST_OF_WEIGHING
        for size in (GLANCE, SAMPLE):
            tried = records[:: max(1, len(records) // size)]
            sample = [found for _, item in tried if (found := candidate_of(item))]
            if len(sample) * 2 < len(tried):
                return False
            weighed = weigh(sample, names, self._page, LINE)
            if not weighed.near(LINE):
                return False
            if len(tried) == len(records):
                break
        if len(records) == 1:
            weigh_subject(weighed, sample[0], self._page)
        postings = [
            posting
            for key, item in (records if weighed.above(LINE) else records[:SAMPLE])
            if (found := candidate_of(item))
            and (posting := self._posting(found, weighed, LINE, _Path(path, key).where()))
        ]
        if not weighed.above(LINE):
            self.near_misses.extend(postings)
            return False
        if not any(posting.company for posting in postings):
            self._name_companies(postings, records, sample, path)
        self.postings.extend(_one_each(postings))
        return True

    def _name_companies(
        self,
        postings: list[JobPosting],
        records: list[tuple[Any, Record]],
        sample: list[Candidate],
        path: _Path,
    ) -> None:
        """Companies of jobs whose records have no key for them: a line that reads so, else who lists them."""
        if key := company_line(sample):
            by_place = {_Path(path, place).where(): record for place, record in records}
            for posting in postings:
                posting.company = line(opened(by_place[posting.where]).get(key))
        elif path.inside and (employer := employer_of(path.inside, sample)):
            for posting in postings:
                posting.company = employer

    def _read_lone(self, record: Record, path: _Path) -> bool:
        if is_job(record):
            if posting := to_posting(record, self._page, self._origin, path.where()):
                self.postings.append(posting)
            return True
        # What a record keeps in a dict of its own is looked at by itself.
        if isinstance(path.key, int) or not is_whole(record) or not title_of(fields_of(record)):
            return False
        found = candidate_of(record)
        weighed = weigh([found], path.names(), self._page, LONE_LINE - MOST_SUBJECT)
        weigh_subject(weighed, found, self._page)
        if not weighed.above(LONE_LINE) or weighed.foreign_path or is_list_of_labels(record):
            return False
        if posting := self._posting(found, weighed, LONE_LINE, path.where()):
            posting.company = posting.company or (company_of(path.inside) if path.inside else None)
            self.postings.append(posting)
        return True

    def _posting(self, found: Candidate, weighed: Weighed, least: float, where: str) -> JobPosting | None:
        """A record as a posting; None where one of a list says that it is not published."""
        gone = is_closed(found.record)
        if gone and least == LINE and not weighed.is_subject:
            return None
        self._budget -= COST_OF_POSTING
        posting = to_job(found.record, found.fields, found.title, self._page, self._origin, where)
        posting.gone = gone
        if not posting.url and weighed.is_subject:
            posting.url = own_address(self._page)
        posting.score = round(max(0.0, min(1.0, weighed.weight / (2 * least))), 3)
        posting.evidence = weighed.in_words()
        return posting


def _groups(value: Record) -> dict[str, list[str]]:
    """Keys of records that stand under ids, by what precedes the id ("Job:17"); "" where nothing does."""
    if len(value) < 2 or not any(
        _HAS_ID.search(str(key)[:200]) for key in (next(iter(value)), next(reversed(value)))
    ):
        return {}
    groups: dict[str, list[str]] = {}
    for key, item in value.items():
        if isinstance(item, dict) and len(item) > 1 and (match := _ID.fullmatch(str(key)[:200])):
            groups.setdefault(match[1] or match[2] or "", []).append(key)
    if len(groups.get("", ())) * 2 < len(value):
        groups.pop("", None)
    return {kind: keys for kind, keys in groups.items() if kind or len(keys) > 1}


def _without_references(record: Record, cache: Record) -> Record:
    """A record of a cache in which every value that only refers to another record is that record."""

    def meant(value: Any) -> Any:
        if isinstance(value, dict) and len(value) <= 4 and isinstance(value.get("__ref"), str):
            return cache.get(value["__ref"], value)
        if isinstance(value, list) and value and isinstance(value[0], dict):
            return [meant(item) for item in value[:MOST_DEPTH]]
        return value

    return {key: meant(value) for key, value in record.items()}


def _one_each(found: list[JobPosting]) -> list[JobPosting]:
    """Records of one list that stand there once for each place, as one posting with all places."""
    kept: dict[tuple[str | None, ...], JobPosting] = {}
    for posting in found:
        same = posting.url or posting.identifier
        key = (posting.title, same or posting.where, posting.company)
        first = kept.setdefault(key, posting)
        if first is not posting and posting.location not in (None, *(first.location or "").split("; ")):
            first.location = "; ".join(part for part in (first.location, posting.location) if part)
    return list(kept.values())
