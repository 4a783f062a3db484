"""What the statements of Trends say, on columns in memory."""

from datetime import date, timedelta
from typing import Any

import numpy as np

from dashboard.columns import NEVER
from dashboard.matching import EPOCH, Matching, microseconds


def new_by_day(found: Matching, first: date, last: date) -> list[dict[str, Any]]:
    """As ``trend_queries.new_by_day``."""
    places = _first_seen(found, first, last)
    columns = found.columns
    keys = (
        columns.days["first_seen"][places],
        columns.codes["role"][places],
        columns.codes["role_group"][places],
    )
    roles, groups = (list(columns.values[name]) for name in ("role", "role_group"))
    return [
        {"day": _date(day), "role": roles[role], "role_group": groups[group], "jobs": jobs}
        for (day, role, group), jobs in grouped(*keys)
    ]


def stock_events(found: Matching, first: date, patience: timedelta) -> list[dict[str, Any]]:
    """As ``trend_queries.stock_events``; ``patience`` are whole days."""
    numbers, days, places = found.columns.numbers, found.columns.days, found.places()
    is_closed = numbers["closed_at"][places] != NEVER
    is_over = is_closed | (numbers["last_seen"][places] < microseconds(found.values["not_seen_since"]))
    closed = days["closed_at"][places]
    # What nobody knows to be closed ends when it has not been seen for long enough.
    ended = np.minimum(closed, days["last_seen"][places] + patience.days)
    events = {"seen": days["first_seen"][places], "ended": ended[is_over], "closed": closed[is_closed]}
    before = (first - EPOCH).days - 1
    return [
        {"event": event, "day": _date(day), "jobs": jobs}
        for event, happened in events.items()
        for (day,), jobs in grouped(np.maximum(happened, before))
    ]


def visible_days(found: Matching, first: date, last: date) -> list[dict[str, Any]]:
    """As ``trend_queries.visible_days``."""
    places = _first_seen(found, first, last)
    groups = list(found.columns.values["role_group"])
    keys = (
        found.columns.codes["role_group"][places],
        found.columns.days["visible"][places],
        (found.columns.numbers["closed_at"][places] != NEVER).astype(np.int32),
    )
    return [
        {"role_group": groups[group], "days": days, "ended": bool(ended), "jobs": jobs}
        for (group, days, ended), jobs in grouped(*keys)
    ]


def grouped(*keys: np.ndarray) -> list[tuple[tuple[int, ...], int]]:
    """Each combination of whole numbers that lie near each other, and how often it comes."""
    if not len(keys[0]):
        return []
    lows = [int(key.min()) for key in keys]
    sizes = [int(key.max()) + 1 - low for key, low in zip(keys, lows, strict=True)]
    flat = np.zeros(len(keys[0]), np.int64)
    for key, low, size in zip(keys, lows, sizes, strict=True):
        flat *= size
        flat += key
        flat -= low
    jobs = np.bincount(flat)
    there = np.flatnonzero(jobs)
    parts = [part + low for part, low in zip(np.unravel_index(there, sizes), lows, strict=True)]
    return list(zip(zip(*(part.tolist() for part in parts), strict=True), jobs[there].tolist(), strict=True))


def _first_seen(found: Matching, first: date, last: date) -> np.ndarray:
    places = found.places()
    seen = found.columns.days["first_seen"][places]
    return places[(seen >= (first - EPOCH).days) & (seen <= (last - EPOCH).days)]


def _date(day: int) -> date:
    return EPOCH + timedelta(days=day)
