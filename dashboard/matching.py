"""Which jobs pass the filters, and how many have which value: what the statements of queries say, on columns.

``values`` are the parameters of those statements; the tests hold both to the same answers.
"""

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from functools import cached_property
from typing import Any

import numpy as np

from dashboard.columns import NEVER, Columns

Values = dict[str, Any]
Mask = np.ndarray

# Columns of the filters that name values, and of the facets that count them.
NAMED = {
    "places": "city",
    "companies": "company",
    "sites": "site",
    "workplaces": "workplace",
    "seniorities": "seniority",
    "job_forms": "job_form",
}
EPOCH = date(1970, 1, 1)


class Matching:
    """The jobs of some columns under some filters.

    ``hits``: which jobs a search finds; None where nothing is searched for.
    """

    def __init__(self, columns: Columns, values: Values, hits: Mask | None = None):
        self.columns = columns
        self.values = values
        self._passed = {name: mask for name, mask in self._masks(hits) if mask is not None}
        self._places: dict[str | None, np.ndarray] = {}

    def passed(self, but: str | None = None) -> Mask:
        """Jobs that pass every filter, ``but`` for one perhaps."""
        masks = [mask for name, mask in self._passed.items() if name != but]
        if not masks:
            return np.ones(len(self.columns), bool)
        found = masks[0]
        for mask in masks[1:]:
            found = found & mask
        return found

    def places(self, but: str | None = None) -> np.ndarray:
        """Where they stand in the columns."""
        but = but if but in self._passed else None
        if but not in self._places:
            self._places[but] = np.flatnonzero(self.passed(but))
        return self._places[but]

    def count(self) -> int:
        """How many jobs pass."""
        return int(np.count_nonzero(self.passed()))

    def latest(self, column: str, limit: int, offset: int = 0) -> list[int]:
        """Ids of those that pass, latest by a column first, of equals the highest id first."""
        found = self.places()
        keys, last = self.columns.numbers[column][found], offset + limit
        if last < len(keys):
            enough = keys >= np.partition(keys, len(keys) - last)[len(keys) - last]
            found, keys = found[enough], keys[enough]
        # Jobs stand in the order of their ids: of equal keys, a stable sort keeps the highest last.
        order = np.argsort(keys, kind="stable")[::-1][offset:last]
        return self.columns.numbers["id"][found[order]].tolist()

    def ids(self) -> list[int]:
        """Ids of those that pass."""
        return self.columns.numbers["id"][self.passed()].tolist()

    def facets(self, limit: int) -> dict[str, dict[str | None, int]]:
        """Jobs by value of each facet, each counted with the other filters applied.

        Of values named by the jobs, the ``limit`` most frequent and the chosen ones.
        """
        found = {"roles": self._by_value("roles", "role", limit), "time": self._by_day()}
        found["statuses"] = self._by_status()
        for name, column in NAMED.items():
            found[name] = self._by_value(name, column, limit)
        found["topics"] = self._by_topic(limit)
        return found

    def counted(self, key: np.ndarray, but: str | None = None) -> np.ndarray:
        """Jobs that pass by a key of small numbers."""
        everything = not self._passed.keys() - {but}
        return np.bincount(key if everything else key.take(self.places(but)))

    # -------------------------------------------------------------- filters
    def _masks(self, hits: Mask | None) -> Iterable[tuple[str, Mask | None]]:
        values = self.values
        yield "search", hits
        yield "left_out", self._left_out()
        roles = None if values["roles"] is None else {*values["roles"], *[None] * values["unclassified"]}
        yield "roles", self._one_of("role", roles)
        yield "time", self._in_time()
        yield "statuses", self._of_status()
        for name, column in NAMED.items():
            yield name, self._one_of(column, values[name])
        yield "topics", self._about()

    def _left_out(self) -> Mask | None:
        ids = self.values["left_out"]
        if ids is None:
            return None
        mask = np.ones(len(self.columns), bool)
        mask[self.columns.places(ids)] = False
        return mask

    def _one_of(self, column: str, chosen: Iterable[str | None] | None) -> Mask | None:
        if chosen is None:
            return None
        codes = self.columns.values[column]
        wanted = np.zeros(len(codes), bool)
        wanted[[codes[value] for value in chosen if value in codes]] = True
        return wanted.take(self.columns.codes[column])

    def _about(self) -> Mask | None:
        chosen = self.values["topics"]
        if chosen is None:
            return None
        wanted = np.array([not set(chosen).isdisjoint(topics) for topics in self.columns.topics])
        return wanted.take(self.columns.codes["topics"])

    def _in_time(self) -> Mask | None:
        values, numbers = self.values, self.columns.numbers
        masks = []
        if values["since"]:
            masks.append(numbers["shown_date"] >= (values["since"] - EPOCH).days)
        if values["until"]:
            masks.append(numbers["shown_date"] <= (values["until"] - EPOCH).days)
        if values["after"]:
            masks.append(numbers["first_seen"] > microseconds(values["after"]))
        return np.logical_and.reduce(masks) if masks else None

    def _of_status(self) -> Mask | None:
        chosen = [mask for status, mask in self._status.items() if self.values[status]]
        if len(chosen) == len(self._status):
            return None
        return np.logical_or.reduce(chosen) if chosen else np.zeros(len(self.columns), bool)

    @cached_property
    def _status(self) -> dict[str, Mask]:
        closed = self.columns.numbers["closed_at"] != NEVER
        unseen = self.columns.numbers["last_seen"] < microseconds(self.values["not_seen_since"])
        return {"open": ~(closed | unseen), "unseen": unseen & ~closed, "closed": closed}

    # -------------------------------------------------------------- facets
    def _by_value(self, facet: str, column: str, limit: int) -> dict[str | None, int]:
        jobs = self.counted(self.columns.codes[column], facet).tolist()
        counted = dict(zip(self.columns.values[column], jobs, strict=False))
        return _most(counted, limit, self.values[facet] or ())

    def _by_topic(self, limit: int) -> dict[str | None, int]:
        counted: dict[str | None, int] = {}
        jobs = self.counted(self.columns.codes["topics"], "topics").tolist()
        for topics, number in zip(self.columns.topics, jobs, strict=False):
            for topic in topics:
                counted[topic] = counted.get(topic, 0) + number
        return _most(counted, limit, self.values["topics"] or ())

    def _by_day(self) -> dict[str | None, int]:
        days = self.columns.numbers["shown_date"]
        first = int(days.min(initial=0))
        jobs = self.counted(days - first, "time").tolist()
        found = {(EPOCH + timedelta(days=first + n)).isoformat(): each for n, each in enumerate(jobs) if each}
        return _most(found, len(found), ())

    def _by_status(self) -> dict[str | None, int]:
        others = self.passed("statuses")
        counted = {status: int(np.count_nonzero(others & mask)) for status, mask in self._status.items()}
        return _most(counted, len(counted), ())


def microseconds(moment: datetime) -> int:
    """Microseconds since 1970 of a moment with a zone."""
    return (moment - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(microseconds=1)


def _most(counted: dict[str | None, int], limit: int, chosen: Iterable[str]) -> dict[str | None, int]:
    """The most frequent values and the chosen ones, most frequent first, of equals by name, none last."""
    there = [(value, jobs) for value, jobs in counted.items() if jobs]
    ranked = sorted(there, key=lambda pair: (-pair[1], pair[0] is None, pair[0]))
    kept = set(chosen)
    return {value: jobs for n, (value, jobs) in enumerate(ranked) if n < limit or value in kept}
