"""Trends: what came new, by day or week and role group, and who publishes most."""

import html
from dataclasses import replace
from datetime import date, timedelta

import altair as alt
import pandas as pd
import streamlit as st

from dashboard import chips, markup, queries, taxonomy, trend_queries
from dashboard.filters import CURRENT, STATUSES, Filters
from dashboard.frame import Frame, address, connected, current
from dashboard.words import Words

SPAN = timedelta(days=90)
LEAST = timedelta(days=27)
STEPS = ("day", "week")
TOP = 10


def show(frame: Frame) -> None:
    """The whole page."""
    words = frame.words
    head, chosen = st.container(), st.container()
    first, last = _span(frame.filters, frame.now.date())
    with connected() as connection:
        rows = trend_queries.new_by_day(connection, _ever_seen(frame.filters), frame.now, first, last)
        crawled = trend_queries.crawled_days(connection, first)
    # Before we looked there is nothing to show; but a day alone makes no picture.
    begun = min({row["day"] for row in rows} | crawled, default=last)
    first = max(first, min(begun, last - LEAST))
    with head, st.container(horizontal=True, vertical_alignment="bottom"):
        st.title(words("trends.new"), anchor=False, width="content")
        st.space("stretch")
        step = _step(frame)
    with chosen:
        chips.show(frame)
    st.caption(words("trends.new.note"))
    if rows:
        _new(frame, rows, crawled, (first, last), step)
    else:
        st.write(words("trends.none"))
    _tops(frame)


def _span(filters: Filters, today: date) -> tuple[date, date]:
    """First and last day shown: of the chosen time, at most a year."""
    last = min(filters.until or today, today)
    return max(filters.first_day(today) or last - SPAN, last - 4 * SPAN), last


def _ever_seen(filters: Filters) -> Filters:
    """The filters for counting by first seen: no date posted, and what was closed since was new once."""
    statuses = STATUSES if filters.statuses == CURRENT else filters.statuses
    return replace(filters, days=None, since=None, until=None, statuses=statuses)


def _step(frame: Frame) -> str:
    words = frame.words
    asked = st.query_params.get("step")
    step = asked if asked in STEPS else "day"
    if st.session_state.get("step") != step:
        st.session_state["step"] = step
    st.segmented_control(
        words("trends.step"),
        STEPS,
        format_func=lambda value: words(f"trends.by_{value}"),
        key="step",
        required=True,
        on_change=_stepped,
        label_visibility="collapsed",
    )
    return step


def _stepped() -> None:
    st.query_params["step"] = st.session_state["step"]


def _new(
    frame: Frame, rows: list[queries.Row], crawled: set[date], span: tuple[date, date], step: str
) -> None:
    words, today = frame.words, frame.now.date()
    first, last = span
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    data = pd.DataFrame(rows)
    data["start"] = [day - timedelta(days=day.weekday()) if step == "week" else day for day in data["day"]]
    data = data.groupby(["start", "role_group"], as_index=False)["jobs"].sum()
    order = [group for group in taxonomy.GROUP_NAMES if group in set(data["role_group"])]
    data["group"] = data["role_group"].map(words.role)
    data["order"] = data["role_group"].map(order.index)
    data["start"] = pd.to_datetime(data["start"])
    width = timedelta(days=7 if step == "week" else 1)
    data["end"] = data["start"] + width
    data = data.sort_values(["start", "order"])
    data["top"] = data.groupby("start")["jobs"].cumsum()
    data["bottom"] = data["top"] - data["jobs"]
    begun = min(crawled, default=today)
    gaps = pd.DataFrame(
        {"start": pd.to_datetime([d for d in days if begun < d < today and d not in crawled])}
    )
    gaps["end"] = gaps["start"] + timedelta(days=1)
    data["opacity"] = [0.45 if end.date() > today else 1.0 for end in data["end"]]  # not over yet
    names = [words.role(group) for group in order]
    time = alt.X(
        "start:T",
        title=None,
        axis=alt.Axis(format="%d.%m." if words.index else "%d %b", labelOverlap=True),
        scale=alt.Scale(domain=[str(min(first, data["start"].min().date())), str(data["end"].max().date())]),
    )
    bars = (
        alt.Chart(data)
        .mark_rect()
        .encode(
            x=time,
            x2="end:T",
            y=alt.Y("bottom:Q", title=words("trends.jobs"), axis=_numbers(words)),
            y2="top:Q",
            color=alt.Color("group:N", sort=names, scale=alt.Scale(domain=names), title=None),
            opacity=alt.Opacity("opacity:Q", scale=None, legend=None),
            tooltip=[
                alt.Tooltip("start:T", title=words(f"trends.{step}"), format="%Y-%m-%d"),
                alt.Tooltip("group:N", title=words("roles")),
                alt.Tooltip("jobs:Q", title=words("trends.jobs")),
            ],
        )
    )
    layers = [alt.Chart(gaps).mark_rect(color="gray", opacity=0.18).encode(x="start:T", x2="end:T"), bars]
    if step == "day":
        layers.append(_mean(frame, rows, [day for day in days if day < today], crawled))
    total = sum(row["jobs"] for row in rows)
    shown = {
        "first": words.day(first),
        "last": words.day(last),
        "n": total,
        "step": words(f"trends.by_{step}"),
    }
    st.altair_chart(
        alt.layer(*layers)
        .properties(height=340)
        .configure_legend(orient="bottom", columns=alt.ExprRef("width < 500 ? 1 : 3"), labelLimit=260),
        alt=words("trends.alt", **shown),
    )
    with st.expander(words("trends.table")):
        st.html(_table(frame, data, order, crawled, step))


def _numbers(words: Words) -> alt.Axis:
    """An axis of numbers in the language's form."""
    return alt.Axis(labelExpr="replace(datum.label, ',', '.')") if words.index else alt.Axis()


def _mean(frame: Frame, rows: list[queries.Row], days: list[date], crawled: set[date]) -> alt.Chart:
    """The mean of the seven days up to each; only where all seven were crawled and are over."""
    by_day: dict[date, int] = {}
    for row in rows:
        by_day[row["day"]] = by_day.get(row["day"], 0) + row["jobs"]
    points = []
    for index, day in enumerate(days):
        week = days[max(0, index - 6) : index + 1]
        known = len(week) == 7 and crawled.issuperset(week)
        mean = sum(by_day.get(each, 0) for each in week) / 7 if known else None
        points.append({"day": pd.Timestamp(day) + timedelta(hours=12), "mean": mean})
    title = frame.words("trends.mean")
    return (
        alt.Chart(pd.DataFrame(points))
        .mark_line(
            strokeWidth=2.5, strokeDash=[6, 3], color="#888888", invalid="break-paths-show-path-domains"
        )
        .encode(
            x="day:T",
            y="mean:Q",
            tooltip=[alt.Tooltip("day:T", title=title), alt.Tooltip("mean:Q", format=".1f")],
        )
    )


def _table(frame: Frame, data: pd.DataFrame, order: list[str], crawled: set[date], step: str) -> str:
    words, today = frame.words, frame.now.date()
    lines = []
    for start, part in sorted(data.groupby("start"), key=lambda pair: pair[0], reverse=True):
        day = start.date()
        width = 7 if step == "week" else 1
        by_group = dict(zip(part["role_group"], part["jobs"], strict=True))
        notes = [words("trends.incomplete")] if day + timedelta(days=width) > today else []
        if step == "day" and day not in crawled:
            notes.append(words("trends.no_crawl"))
        name = words.day(day) + (f" ({', '.join(notes)})" if notes else "")
        numbers = [int(by_group.get(group, 0)) for group in order]
        lines.append(markup.cells([name, *numbers, sum(numbers)]))
    return markup.grid([words(f"trends.{step}"), *(words.role(group) for group in order), "Σ"], lines)


def _tops(frame: Frame) -> None:
    words = frame.words
    counts = frame.counted()
    st.header(words("trends.top"), anchor=False)
    for column, name in zip(st.columns(3), ("companies", "places", "sites"), strict=True):
        with column:
            st.subheader(words(name), anchor=False)
            st.html(_bars(frame, name, [(v, n) for v, n in counts[name].items() if v is not None][:TOP]))


def _bars(frame: Frame, name: str, values: list[tuple[str, int]]) -> str:
    most = max((jobs for _, jobs in values), default=1)
    lines = []
    for value, jobs in values:
        there: Filters = replace(frame.filters, page=1, **{name: (value,)})
        lines.append(
            f'<tr><th scope="row"><a href="./?{html.escape(address(there))}">{html.escape(value)}</a></th>'
            f'<td class="bar"><span style="width:{jobs / most * 100:.1f}%"></span></td>'
            f'<td class="number">{frame.words.number(jobs)}</td></tr>'
        )
    return f'<table class="facts tops"><tbody>{"".join(lines)}</tbody></table>'


show(current())
