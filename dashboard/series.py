"""What Trends draws, made of counted rows: pure, and nothing in it that was not counted."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

Row = dict[str, Any]
DAY, WEEK = timedelta(days=1), timedelta(days=7)


@dataclass(frozen=True)
class Span:
    """Days from ``first`` to ``last``, as somebody sees them on the day ``today``."""

    first: date
    last: date
    today: date

    def days(self) -> list[date]:
        """Each of them."""
        return [self.first + n * DAY for n in range((self.last - self.first).days + 1)]

    def weeks(self) -> list[date]:
        """Mondays of the weeks that have a day in it."""
        return sorted({monday(day) for day in self.days()})

    def whole(self, start: date, length: timedelta = DAY) -> bool:
        """Whether all of a day or week lies in it, and is over."""
        end = start + length - DAY
        return self.first <= start and end <= self.last and end < self.today


def monday(day: date) -> date:
    """The Monday of its week."""
    return day - timedelta(days=day.weekday())


def counted(rows: Iterable[Row], *keys: str, weekly: bool = False) -> Counter:
    """Jobs by the values of keys, of ``day`` perhaps by its week; one key: by its value."""
    found: Counter = Counter()
    for row in rows:
        key = tuple(monday(row[key]) if weekly and key == "day" else row[key] for key in keys)
        found[key if len(keys) > 1 else key[0]] += row["jobs"]
    return found


def means(by_day: Mapping[date, int], span: Span, crawled: Collection[date]) -> Iterator[tuple[date, float]]:
    """The mean of the seven days up to each; only where all seven were crawled and are over."""
    for day in span.days():
        week = [day - n * DAY for n in range(7)]
        if day < span.today and week[-1] >= span.first and all(each in crawled for each in week):
            yield day, sum(by_day.get(each, 0) for each in week) / 7


@dataclass(frozen=True)
class Stock:
    """Jobs at the end of a day, or now: open, and not seen lately but not known to be closed."""

    day: date
    open: int
    unseen: int


def stock(events: Iterable[Row], span: Span) -> list[Stock]:
    """The stock of each day, from what began and ended on each; earlier events stand on the day before."""
    by_event = counted(events, "event", "day")
    seen, ended, closed = (by_event[event, span.first - DAY] for event in ("seen", "ended", "closed"))
    found = []
    for day in span.days():
        seen += by_event["seen", day]
        ended += by_event["ended", day]
        closed += by_event["closed", day]
        found.append(Stock(day, seen - ended, ended - closed))
    return found


@dataclass(frozen=True)
class Visibility:
    """How long jobs stay visible: ``closed`` ended, ``going_on`` did not, and ``half`` is the median in days.

    ``half`` counts those that did not end as visible for at least as long as they were (Kaplan and Meier);
    None where fewer than half are gone by the longest time seen.
    """

    closed: int
    going_on: int
    half: int | None


def visibility(rows: Iterable[Row]) -> Visibility:
    """Of jobs counted by ``days`` and ``ended``."""
    by_days = counted(rows, "days", "ended")
    closed = sum(jobs for (_, ended), jobs in by_days.items() if ended)
    left = total = sum(by_days.values())
    remaining, half = 1.0, None
    for days in sorted({days for days, _ in by_days}):
        gone, going_on = by_days[days, True], by_days[days, False]
        remaining *= 1 - gone / left
        if half is None and remaining <= 0.5 + 1e-9:
            half = days
        left -= gone + going_on
    return Visibility(closed, total - closed, half)


def durations(rows: Iterable[Row], width: int, most: int) -> list[tuple[int, int]]:
    """Closed jobs by the days they were visible, in steps of ``width``, from ``most`` on together."""
    found: Counter = Counter()
    for row in rows:
        if row["ended"]:
            found[min(row["days"] // width * width, most)] += row["jobs"]
    return [(start, found[start]) for start in range(0, max(found, default=-1) + 1, width)]
