"""Reads stored postings anew by the present rules of normalisation, from their raw fields, no crawl."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime

import psycopg
from psycopg import AsyncConnection
from psycopg.types.numeric import FloatLoader
from psycopg.types.string import TextLoader

from scrapers.items import JobPosting
from scrapers.normalization import NORMALIZATION_VERSION, normalize
from scrapers.storage import batch, comparing, jobs, postings
from scrapers.storage.rows import CONTENT, FIELDS, Row

# A posting that a newer program has read is left alone.
_FIND = """
SELECT id, site, ref, url, job_id, job_key, valid_through, first_seen, last_seen, closed_at, closed_reason,
       crawl_id, reposted
FROM posting
WHERE id > %(after)s AND normalization_version <= %(version)s
  AND (%(everything)s OR normalization_version < %(version)s)
ORDER BY id
LIMIT %(limit)s
"""

_OF_POSTING_DATE = ("date_posted", "date_posted_raw", "date_posted_precision")
_DATES = {name: FIELDS[name] for name in ("date_posted", "valid_through")}
_NOT_REPORTED = frozenset({"normalization_version", "role_reason"})


@dataclass(slots=True)
class Change:
    """What became of one column."""

    filled: int = 0
    emptied: int = 0
    other: int = 0
    example: tuple[str, object, object] | None = None
    """Raw title, value before, value now."""

    @property
    def count(self) -> int:
        """Postings in which it changed."""
        return self.filled + self.emptied + self.other


@dataclass(slots=True)
class Report:
    """What reading anew did, or would do."""

    read: int = 0
    changed: int = 0
    jobs: int = 0
    """Jobs made anew from their postings."""
    versions: Counter[int] = field(default_factory=Counter)
    """Postings by the version of the rules that they were read with."""
    columns: dict[str, Change] = field(default_factory=dict)


async def renormalize(
    conninfo: str,
    *,
    everything: bool = False,
    dry_run: bool = False,
    batch_size: int = 500,
    on_batch: Callable[[Report], None] = lambda report: None,
) -> Report:
    """Bring postings up to date that older rules have read; ``everything``: also those of the present rules.

    Each batch is a transaction, so that an end in the middle leaves nothing half done, and the next run
    goes on. ``dry_run`` changes nothing.
    """
    report = Report()
    async with await psycopg.AsyncConnection.connect(conninfo, autocommit=True) as connection:
        connection.adapters.register_loader("date", TextLoader)  # compared as ISO 8601 text
        connection.adapters.register_loader("numeric", FloatLoader)
        values = {"after": 0, "version": NORMALIZATION_VERSION, "everything": everything, "limit": batch_size}
        while last := await _read_batch(connection, values, report, dry_run):
            values["after"] = last
            on_batch(report)
    return report


async def _read_batch(connection: AsyncConnection, values: dict, report: Report, dry_run: bool) -> int | None:
    """Read one batch anew; return the id of its last posting, None where there was none."""
    async with connection.transaction():
        await connection.execute(batch.ONE_WRITER)
        states = await (await connection.execute(_FIND, values)).fetchall()
        if not states:
            return None
        records = [batch.Record(*state) for state in states]
        contents = await postings.load_contents(connection, [record.id for record in records])
        for record in records:
            record.before = contents[record.id]
            record.content = read_anew(record.before, record.first_seen, record.last_seen)
            is_changed = _note(report, record.before, record.content)
            stored = {**record.content, "site": record.site, "ref": record.ref}
            record.altered = is_changed or record.job_key != comparing.job_key(stored)
        if not dry_run:
            assigned = await batch.assign_jobs(connection, [each for each in records if each.altered])
            outdated = [
                batch.posting_row(each) for each in records if each.altered or each.before != each.content
            ]
            await postings.update_postings(connection, outdated)
            to_refresh = assigned.to_refresh | assigned.to_make
            await jobs.refresh_jobs(connection, to_refresh)
            report.jobs += len(to_refresh)
    return records[-1].id


def read_anew(row: Row, first_seen: datetime, last_seen: datetime) -> Row:
    """What the present rules make of a stored posting's raw fields.

    Of a posting date it is stored when it was read. Of other dates, and of those that older programs have
    stored, it is known only that it was between the first and the last time that the posting was seen: one
    that is not the same from both ("vor 3 Tagen", "Nov 2") stays as it was read then. So does the reading
    of 04/05/2024, which was the source's habit.
    """
    shown = JobPosting(
        title=row["title_raw"],
        url=row["url"],
        location=row["location_raw"],
        date_posted=row["date_posted_raw"],
        valid_through=row["valid_through_raw"],
        fetched_at=first_seen,
        **{name: row[name] for name in _WITHOUT_TWIN},
    )
    habit = _day_first(shown, row)
    made = normalize(shown, day_first=habit)
    if row["date_posted_read_at"]:
        read = normalize(replace(shown, fetched_at=row["date_posted_read_at"]), day_first=habit)
        made = replace(made, **{column: getattr(read, column) for column in _OF_POSTING_DATE})
    new = {**row, **{column: getattr(made, column) for column in CONTENT if column != "date_posted_read_at"}}
    new["title"] = new["title"] or row["title"]
    if shown.date_posted or shown.valid_through:
        late = normalize(replace(shown, fetched_at=last_seen), day_first=habit)
        for name, columns in _DATES.items():
            if name == "date_posted" and row["date_posted_read_at"]:
                continue
            if getattr(late, name) != getattr(made, name):
                new.update((column, row[column]) for column in columns)
    return new


_WITHOUT_TWIN = ("company", "employment_type", "base_salary", "workplace", "identifier", "description")


def _day_first(shown: JobPosting, row: Row) -> bool | None:
    """Return the habit that the stored dates were read by, None where they do not tell."""
    for name in _DATES:
        if row[name] is None or "/" not in (row[f"{name}_raw"] or ""):
            continue
        for habit in (None, True, False):
            if getattr(normalize(shown, day_first=habit), name) == row[name]:
                return habit
    return None


def _note(report: Report, before: Row, now: Row) -> bool:
    """Count what changed; return whether anything did but the version of the rules and their reasons."""
    report.read += 1
    report.versions[before["normalization_version"]] += 1
    changed = [name for name in CONTENT if name not in _NOT_REPORTED and before[name] != now[name]]
    report.changed += bool(changed)
    for name in changed:
        change = report.columns.setdefault(name, Change())
        if before[name] in (None, []):
            change.filled += 1
        elif now[name] in (None, []):
            change.emptied += 1
        else:
            change.other += 1
        change.example = change.example or (before["title_raw"], before[name], now[name])
    return bool(changed)
