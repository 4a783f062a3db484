"""Deleting what settings say is kept no longer: in small transactions, for as long as there is time."""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import psycopg
from psycopg import AsyncConnection

from scrapers.database import DatabaseError
from scrapers.keeping.rules import RULES, Rule
from scrapers.storage.batch import ONE_WRITER

WINDOW = 2000
"""Ids looked at in one transaction."""

_SET = "SELECT set_config(name, value, false) FROM unnest(%s::text[], %s::text[]) AS setting (name, value)"
_SETTINGS = {"lock_timeout": "2s", "statement_timeout": "60s", "application_name": "prune"}

# Somebody else is at the same rows: they are left for the next time.
_BUSY = (psycopg.errors.LockNotAvailable, psycopg.errors.DeadlockDetected, psycopg.errors.QueryCanceled)


class SettingError(ValueError):
    """A setting that is no number of days."""


@dataclass(slots=True)
class Report:
    """What was deleted, or would be."""

    counts: dict[str, int] = field(default_factory=dict)
    """By setting."""
    done: bool = True
    """False: there was no time for all, or somebody else held rows; the next time goes on."""


def policy(settings: Mapping[str, Any]) -> dict[str, int]:
    """Return for how many days things are kept, by setting; what is not in it is kept for ever.

    Raises SettingError.
    """
    days = {rule.setting: settings.get(rule.setting) for rule in RULES}
    return {name: _days(name, value) for name, value in days.items() if value not in (None, "")}


async def prune(
    conninfo: str,
    keep: Mapping[str, int],
    *,
    now: datetime,
    dry_run: bool = False,
    seconds: float | None = None,
    window: int = WINDOW,
    clock: Callable[[], float] = time.monotonic,
) -> Report:
    """Delete what is older than ``keep`` says, in days before ``now``; ``dry_run``: only count it.

    ``seconds``: for how long, at most a step longer; None: until all is done. Raises DatabaseError.
    """
    report = Report()
    deadline = None if seconds is None else clock() + seconds
    try:
        async with await AsyncConnection.connect(conninfo, autocommit=True, connect_timeout=10) as connection:
            await connection.execute(_SET, [list(_SETTINGS), list(_SETTINGS.values())])
            for rule in RULES:
                if rule.setting not in keep:
                    continue
                report.counts[rule.setting] = 0
                before = now - timedelta(days=keep[rule.setting])
                highest = (await (await connection.execute(rule.walked)).fetchone())[0] or 0
                for after in range(0, highest, window):
                    if deadline is not None and clock() >= deadline:
                        report.done = False
                        return report
                    values = {"after": after, "upto": after + window, "before": before}
                    await _step(connection, rule, values, dry_run, report)
    except psycopg.Error as error:
        raise DatabaseError(f"cannot delete what is old: {str(error).strip()}") from error
    return report


async def _step(
    connection: AsyncConnection, rule: Rule, values: dict[str, Any], dry_run: bool, report: Report
) -> None:
    try:
        async with connection.transaction():
            if not dry_run:
                await connection.execute(ONE_WRITER)
                for statement in rule.lock:
                    await connection.execute(statement, values)
            found = await connection.execute(rule.count if dry_run else rule.delete, values)
            (count,) = await found.fetchone()
    except _BUSY:
        report.done = False
    else:
        report.counts[rule.setting] += count


def _days(name: str, value: Any) -> int:
    try:
        days = int(str(value))
    except ValueError:
        days = 0
    if not 1 <= days <= 100_000:
        raise SettingError(f"{name} is {value!r}: a whole number of days from 1 on, or nothing to keep all")
    return days
