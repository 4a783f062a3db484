"""Charts of jobs over time: bars on one axis of days, gaps where nothing was crawled."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import altair as alt
import pandas as pd

from dashboard.series import DAY, Span
from dashboard.words import Words

PICK = "pick"
PALE = 0.45  # of a day or week that is not over: the least that is still told from the ground
GAP = {"color": "gray", "opacity": 0.18}


@dataclass(frozen=True)
class Bar:
    """Jobs of a kind from a day on; ``whole``: that time is over, and was looked at in full."""

    start: date
    kind: str
    jobs: int
    whole: bool


@dataclass(frozen=True)
class Timeline:
    """How bars of kinds are drawn over time; ``kinds``: the name of each, in the order of the colours."""

    words: Words
    span: Span
    step: timedelta
    kinds: dict[str, str]
    gaps: Collection[date] = ()

    def bars(
        self, bars: Sequence[Bar], means: Iterable[tuple[date, float]] = (), *, pick: bool = False
    ) -> alt.LayerChart:
        """Stacked bars; a dashed line of means; ``pick``: a click on a bar selects its kind."""
        data = self._stacked(bars)
        drawn = (
            alt.Chart(data)
            .mark_rect(**({"cursor": "pointer"} if pick else {}))
            .encode(
                x=self._time(data),
                x2="end:T",
                y=alt.Y("bottom:Q", title=self.words("trends.jobs"), axis=numbers(self.words)),
                y2="top:Q",
                color=self._colour(bars),
                opacity=alt.Opacity("opacity:Q", scale=None, legend=None),
                tooltip=self._tooltip(),
                # Left alone, Vega says the ends of a bar instead of its jobs.
                description="said:N",
            )
        )
        if pick:
            drawn = drawn.add_params(alt.selection_point(name=PICK, fields=["kind"], on="click", clear=False))
        layers = [*self._gaps(), drawn, *self._line(list(means))]
        return (
            alt.layer(*layers)
            .properties(height=420 if len(self.kinds) > 2 else 320)
            .configure_legend(orient="bottom", columns=alt.ExprRef("width < 500 ? 1 : 3"), labelLimit=260)
        )

    def _stacked(self, bars: Sequence[Bar]) -> pd.DataFrame:
        order, tops, lines = list(self.kinds), {}, []
        for bar in sorted(bars, key=lambda bar: (bar.start, order.index(bar.kind))):
            bottom = tops.get(bar.start, 0)
            tops[bar.start] = bottom + bar.jobs
            lines.append(
                {
                    "start": pd.Timestamp(bar.start),
                    "end": pd.Timestamp(bar.start + self.step),
                    "kind": bar.kind,
                    "name": self.kinds[bar.kind],
                    "jobs": bar.jobs,
                    "said": self._said(bar),
                    "bottom": bottom,
                    "top": bottom + bar.jobs,
                    "opacity": 1.0 if bar.whole else PALE,
                }
            )
        return pd.DataFrame(lines)

    def _said(self, bar: Bar) -> str:
        return f"{self.kinds[bar.kind]}, {self.words.day(bar.start)}: {self.words.number(bar.jobs)}"

    def _time(self, data: pd.DataFrame) -> alt.X:
        first = min(self.span.first, data["start"].min().date())
        end = max(self.span.last + DAY, data["end"].max().date())
        return alt.X(
            "start:T",
            title=None,
            axis=alt.Axis(format="%d.%m." if self.words.index else "%d %b", labelOverlap=True),
            scale=alt.Scale(domain=[str(first), str(end)]),
        )

    def _colour(self, bars: Sequence[Bar]) -> alt.Color:
        """A kind keeps its colour, whichever kinds are there; the legend names those."""
        there = {bar.kind for bar in bars}
        names = list(self.kinds.values())
        shown = [name for kind, name in self.kinds.items() if kind in there]
        return alt.Color(
            "name:N", sort=names, scale=alt.Scale(domain=names), legend=alt.Legend(values=shown, title=None)
        )

    def _tooltip(self) -> list[alt.Tooltip]:
        step = "week" if self.step > DAY else "day"
        day = "%d.%m.%Y" if self.words.index else "%d %b %Y"
        return [
            alt.Tooltip("start:T", title=self.words(f"trends.{step}"), format=day),
            alt.Tooltip("name:N", title=self.words("trends.kind")),
            alt.Tooltip("jobs:Q", title=self.words("trends.jobs")),
        ]

    def _gaps(self) -> list[alt.Chart]:
        if not self.gaps:
            return []
        starts = pd.to_datetime(sorted(self.gaps))
        gaps = pd.DataFrame({"start": starts, "end": starts + DAY})
        said = alt.value(self.words("trends.no_crawl"))
        return [alt.Chart(gaps).mark_rect(**GAP).encode(x="start:T", x2="end:T", description=said)]

    def _line(self, means: list[tuple[date, float]]) -> list[alt.Chart]:
        if not means:
            return []
        # A day without a mean parts the line: it is drawn from noon to noon of days that follow each other.
        known = dict(means)
        days = [self.span.first + n * DAY for n in range((self.span.last - self.span.first).days + 1)]
        title = self.words("trends.mean")
        points = pd.DataFrame(
            {
                "day": [datetime(day.year, day.month, day.day, 12) for day in days],
                "mean": [known.get(day) for day in days],
            }
        )
        line = alt.Chart(points).mark_line(
            strokeWidth=2.5, strokeDash=[6, 3], color="#888888", invalid="break-paths-show-path-domains"
        )
        shown = [
            alt.Tooltip("day:T", title=title, format="%d.%m." if self.words.index else "%d %b"),
            alt.Tooltip("mean:Q", title=title, format=".1f"),
        ]
        return [line.encode(x="day:T", y="mean:Q", tooltip=shown)]


def histogram(words: Words, bars: Sequence[tuple[str, int]]) -> alt.Chart:
    """Jobs by named steps of days, in the order given."""
    data = pd.DataFrame(bars, columns=["days", "jobs"])
    return (
        alt.Chart(data)
        .mark_bar()
        .encode(
            x=alt.X(
                "days:N",
                sort=None,
                title=words("trends.visible.days"),
                axis=alt.Axis(labelAngle=0, labelOverlap=True),
            ),
            y=alt.Y("jobs:Q", title=words("trends.closed"), axis=numbers(words)),
            tooltip=[
                alt.Tooltip("days:N", title=words("trends.visible.days")),
                alt.Tooltip("jobs:Q", title=words("trends.closed")),
            ],
        )
        .properties(height=320)
    )


def numbers(words: Words) -> alt.Axis:
    """An axis of numbers of jobs in the language's form: whole ones."""
    form = "replace(datum.label, ',', '.')" if words.index else "datum.label"
    return alt.Axis(labelExpr=form, format=",d", tickMinStep=1)
