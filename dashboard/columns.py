"""What filters look at of each job, as columns of numbers: to count a million of them takes milliseconds."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

NEVER = np.iinfo(np.int64).max
DAY = 86_400_000_000  # microseconds
TOPIC_END = "\x1f"  # stands in no topic


@dataclass(frozen=True)
class Columns:
    """Jobs in the order of their ids; nothing in it is ever changed, so that any thread may read it.

    ``numbers``: id, first_seen, last_seen, closed_at (NEVER: open), shown_date, by name.
    ``codes``: for the other columns, what ``values`` of that column says is the number of a value.
    """

    numbers: dict[str, np.ndarray]
    codes: dict[str, np.ndarray]
    values: dict[str, dict[str | None, int]]

    def __len__(self) -> int:
        return len(self.numbers["id"])

    @cached_property
    def topics(self) -> list[list[str]]:
        """Topics by their code."""
        return [value.split(TOPIC_END) if value else [] for value in self.values["topics"]]

    @cached_property
    def days(self) -> dict[str, np.ndarray]:
        """Days since 1970 of the moments, and whole days from first_seen to last_seen as ``visible``."""
        first, last = self.numbers["first_seen"], self.numbers["last_seen"]
        moments = {"first_seen": first, "last_seen": last, "closed_at": self.numbers["closed_at"]}
        moments["visible"] = last - first
        return {name: (column // DAY).astype(np.int32) for name, column in moments.items()}

    def places(self, ids: Sequence[int] | np.ndarray) -> np.ndarray:
        """Where the jobs of these ids stand; ids of no job are left out."""
        found, known = self._find(np.asarray(ids, np.int64))
        return found[known]

    def _find(self, ids: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        found = np.searchsorted(self.numbers["id"], ids)
        known = found < len(self)
        known[known] = self.numbers["id"][found[known]] == ids[known]
        return found, known

    def replaced(self, ids: Sequence[int], fresh: "Columns") -> "Columns":
        """The same, with these jobs as they are in ``fresh``; those missing there are no more."""
        values, recoded = dict(self.values), dict(fresh.numbers)
        for name, theirs in fresh.values.items():
            if new := [value for value in theirs if value not in values[name]]:
                last = len(values[name])
                values[name] = {**values[name], **{value: last + n for n, value in enumerate(new)}}
            table = np.array([values[name][value] for value in theirs], np.int32)
            recoded[name] = table[fresh.codes[name]]
        found, known = self._find(fresh.numbers["id"])
        kept = np.ones(len(self), bool)
        kept[self.places(np.setdiff1d(np.asarray(ids, np.int64), fresh.numbers["id"]))] = False
        made = {}
        for name, column in (self.numbers | self.codes).items():
            made[name] = column.copy()
            made[name][found[known]] = recoded[name][known]
            if not kept.all():
                made[name] = made[name][kept]
            if not known.all():
                made[name] = np.concatenate([made[name], recoded[name][~known]])
        if (np.diff(made["id"]) < 0).any():
            order = np.argsort(made["id"])
            made = {name: column[order] for name, column in made.items()}
        numbers, codes = ({name: made[name] for name in part} for part in (self.numbers, self.codes))
        return Columns(numbers, codes, values)
