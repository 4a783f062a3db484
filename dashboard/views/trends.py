"""Trends: what came new, what is open, how long jobs stay, and who publishes most."""

import html
from collections.abc import Callable, Collection, Iterable
from dataclasses import replace
from datetime import date, timedelta

import streamlit as st

from dashboard import chips, markup, plots, series, taxonomy, trend_queries
from dashboard.filters import CURRENT, STATUSES, Filters
from dashboard.frame import Frame, address, choose, connected, current
from dashboard.plots import Bar, Timeline
from dashboard.series import DAY, WEEK, Row, Span

SPAN = timedelta(days=90)
LEAST = timedelta(days=27)
STEPS = {"day": DAY, "week": WEEK}
TOP = 10
FEW = 5  # jobs, fewer than which show no trend
ENOUGH = 10  # jobs that ended, without which nothing is said of how long they stay
STEP, LONGEST = 7, 84  # days: of the bars of how long jobs stay


def show(frame: Frame) -> None:
    """The whole page."""
    words, now = frame.words, frame.now
    head, chosen = st.container(), st.container()
    span = _span(frame.filters, now.date())
    everything = _ever_seen(frame.filters)
    began = span.first if _has_time(frame.filters) else date.min.replace(year=1970)
    with connected() as connection:
        rows = trend_queries.new_by_day(connection, _known(frame.filters), now, span.first, span.last)
        events = trend_queries.stock_events(connection, everything, now, span.first)
        visible = trend_queries.visible_days(connection, everything, now, began, span.last)
        crawled = trend_queries.crawled_days(connection, span.first) | {row["day"] for row in rows}
    for row in rows:
        row["role_group"] = row["role_group"] or taxonomy.UNCLASSIFIED
    for row in visible:
        row["role_group"] = row["role_group"] or taxonomy.UNCLASSIFIED
    # Before we looked there is nothing to show; but a day alone makes no picture.
    begun = min(crawled, default=span.last)
    shown = replace(span, first=max(span.first, min(begun, series.monday(span.last - LEAST))))
    gaps = {day for day in shown.days() if begun < day < span.today and day not in crawled}
    with head, st.container(horizontal=True, vertical_alignment="bottom"):
        st.title(words("trends.new"), anchor=False, width="content")
        st.space("stretch")
        step = _step(frame)
    with chosen:
        chips.show(frame)
    _new(frame, rows, crawled, shown, gaps, step)
    _stock(frame, series.stock(events, span), begun, shown, gaps)
    _roles(frame, rows, crawled, shown)
    _visible(frame, visible)
    _tops(frame)


def _has_time(filters: Filters) -> bool:
    return bool(filters.days or filters.since or filters.until)


def _span(filters: Filters, today: date) -> Span:
    """The chosen time, at most a year of it; else whole weeks up to today."""
    last = min(filters.until or today, today)
    first = filters.first_day(today) or series.monday(last - SPAN)
    return Span(max(first, last - 4 * SPAN), last, today)


def _known(filters: Filters) -> Filters:
    """The filters for counting by first seen: no date posted, and what was closed since was new once."""
    statuses = STATUSES if filters.statuses == CURRENT else filters.statuses
    return replace(filters, days=None, since=None, until=None, statuses=statuses)


def _ever_seen(filters: Filters) -> Filters:
    """The same of jobs whatever became of them: for counting what became of them."""
    return replace(_known(filters), after=None, statuses=STATUSES)


def _step(frame: Frame) -> str:
    words = frame.words
    asked = st.query_params.get("step")
    step = asked if asked in STEPS else "day"
    if st.session_state.get("step") != step:
        st.session_state["step"] = step
    st.segmented_control(
        words("trends.step"),
        list(STEPS),
        format_func=lambda value: words(f"trends.by_{value}"),
        key="step",
        required=True,
        on_change=_stepped,
        label_visibility="collapsed",
    )
    return step


def _stepped() -> None:
    st.query_params["step"] = st.session_state["step"]


# ------------------------------------------------------------------ new jobs
def _new(
    frame: Frame, rows: list[Row], crawled: Collection[date], span: Span, gaps: set[date], step: str
) -> None:
    words, length = frame.words, STEPS[step]
    total = sum(row["jobs"] for row in rows)
    if not total:
        st.write(words("trends.none"))
        return
    st.caption(words("trends.new.note") + (f" {words('trends.mean.note')}" if step == "day" else ""))
    by_kind = series.counted(rows, "day", "role_group", weekly=step == "week")
    if total >= FEW:
        bars = [
            Bar(start, group, jobs, span.whole(start, length)) for (start, group), jobs in by_kind.items()
        ]
        kinds = {group: words.role(group) for group in taxonomy.GROUP_NAMES}
        means = series.means(series.counted(rows, "day"), span, crawled) if step == "day" else ()
        _chart(
            frame,
            f"new-{step}",
            Timeline(words, span, length, kinds, gaps).bars(bars, means, pick=True),
            words("trends.alt", step=words(f"trends.by_{step}"), n=total, **_days(frame, span)),
            pick=_pick_group,
        )
    else:
        st.write(words.plural("trends.few", total))
    with st.expander(words("trends.table"), expanded=total < FEW):
        st.html(_table(frame, by_kind, crawled, span, step))


def _days(frame: Frame, span: Span) -> dict[str, str]:
    return {"first": frame.words.day(span.first), "last": frame.words.day(span.last)}


def _chart(frame: Frame, name: str, chart, alt: str, pick: Callable[[str], None] | None = None) -> None:
    """A chart with its text; ``pick`` is told the key of the chart when a bar is clicked."""
    # Another key for other filters: a click is done with when it has filtered.
    key = f"{name}-{address(frame.filters)}"
    if pick is None:
        st.altair_chart(chart, alt=alt, key=key)
    else:
        st.altair_chart(chart, alt=alt, key=key, on_select=lambda: pick(key), selection_mode=plots.PICK)


def _pick_group(key: str) -> None:
    picked = st.session_state[key]["selection"].get(plots.PICK) or []
    groups = [each["kind"] for each in picked if each.get("kind") in taxonomy.GROUP_NAMES]
    if groups:
        choose(replace(current().filters, page=1, roles=(groups[-1],)))


def _table(
    frame: Frame, by_kind: dict[tuple[date, str], int], crawled: Collection[date], span: Span, step: str
) -> str:
    words = frame.words
    groups = [group for group in taxonomy.GROUP_NAMES if any(kind == group for _, kind in by_kind)]
    lines = []
    for start in sorted({start for start, _ in by_kind} | set(_looked_at(crawled, span, step)), reverse=True):
        numbers = [by_kind.get((start, group), 0) for group in groups]
        notes = _notes(frame, start, crawled, span, step)
        name = words.day(start) + (f" ({', '.join(notes)})" if notes else "")
        blank = step == "day" and start not in crawled
        lines.append(
            markup.cells([name, *("–" if blank else n for n in numbers), "–" if blank else sum(numbers)])
        )
    heads = [_link(frame, words.role(group), roles=(group,)) for group in groups]
    return _grid([words(f"trends.{step}")], heads, ["Σ"], lines)


def _looked_at(crawled: Collection[date], span: Span, step: str) -> Iterable[date]:
    """Starts of what stands in the table: all days or weeks since the first crawl, gaps too."""
    begun = min(crawled, default=span.today)
    days = [day for day in span.days() if day >= begun]
    return {series.monday(day) for day in days} if step == "week" else days


def _notes(frame: Frame, start: date, crawled: Collection[date], span: Span, step: str) -> list[str]:
    words = frame.words
    notes = [] if span.whole(start, STEPS[step]) else [words("trends.incomplete")]
    missed = [start + n * DAY for n in range(STEPS[step].days)]
    missed = [
        day for day in missed if span.first <= day < span.today and day <= span.last and day not in crawled
    ]
    if missed:
        notes.append(
            words("trends.no_crawl") if step == "day" else words.plural("trends.missed", len(missed))
        )
    return notes


# ------------------------------------------------------------------ stock
def _stock(frame: Frame, stock: list[series.Stock], begun: date, span: Span, gaps: set[date]) -> None:
    words = frame.words
    known = [each for each in stock if each.day >= max(begun, span.first) and each.day not in gaps]
    st.header(words("trends.stock"), anchor=False)
    if not known or max(each.open + each.unseen for each in known) < FEW:
        st.write(words("trends.stock.few"))
        return
    st.caption(words("trends.stock.note"))
    kinds = {"open": words("status.open"), "unseen": words("status.unseen")}
    bars = [
        Bar(each.day, kind, getattr(each, kind), each.day < span.today) for each in known for kind in kinds
    ]
    now = known[-1]
    _chart(
        frame,
        "stock",
        Timeline(words, span, DAY, kinds, gaps).bars(bars),
        words(
            "trends.stock.alt", open=now.open, unseen=now.unseen, day=words.day(now.day), **_days(frame, span)
        ),
    )
    with st.expander(words("trends.table")):
        lines = [markup.cells([words.day(each.day), each.open, each.unseen]) for each in reversed(known)]
        st.html(markup.grid([words("trends.day"), *kinds.values()], lines, numeric=kinds.values()))


# ------------------------------------------------------------------ roles by week
def _roles(frame: Frame, rows: list[Row], crawled: Collection[date], span: Span) -> None:
    words = frame.words
    if sum(row["jobs"] for row in rows) < FEW:
        return
    st.header(words("trends.roles"), anchor=False)
    st.caption(words("trends.roles.note"))
    cells = series.counted(rows, "role", "day", weekly=True)
    totals = series.counted(rows, "role")
    weeks = [week for week in span.weeks() if week + WEEK > min(crawled)]
    most = max(cells.values())
    looked = {series.monday(day) for day in crawled}
    lines = []
    for role, total in sorted(totals.items(), key=lambda pair: (pair[0] is None, -pair[1])):
        drawn = "".join(_cell(frame, cells[role, week], most, week in looked) for week in weeks)
        name = _link(frame, words.role(role), roles=(role or taxonomy.UNCLASSIFIED,))
        lines.append(
            f'<tr><th scope="row">{name}</th>{drawn}<td class="number sum">{words.number(total)}</td></tr>'
        )
    heads = [
        html.escape(words.short_day(week) + ("" if _is_whole(week, crawled, span) else " *"))
        for week in weeks
    ]
    st.html(_grid([words("roles")], heads, ["Σ"], lines, kind="heat"))


def _is_whole(week: date, crawled: Collection[date], span: Span) -> bool:
    return span.whole(week, WEEK) and all(week + n * DAY in crawled for n in range(7))


def _cell(frame: Frame, jobs: int, most: int, looked: bool) -> str:
    if not looked:
        return '<td class="number gap">–</td>'
    return f'<td class="number" style="--share:{jobs / most * 100:.0f}%">{frame.words.number(jobs)}</td>'


# ------------------------------------------------------------------ how long jobs stay
def _visible(frame: Frame, rows: list[Row]) -> None:
    words = frame.words
    st.header(words("trends.visible"), anchor=False)
    whole = series.visibility(rows)
    if whole.closed < ENOUGH:
        st.write(words("trends.visible.few", n=whole.closed, needed=ENOUGH))
        return
    half = _half(frame, whole)
    st.caption(words("trends.visible.note", closed=whole.closed, going_on=whole.going_on, half=half))
    left, right = st.columns(2, gap="large")
    bars = [
        (f"{start}–{start + STEP - 1}" if start < LONGEST else f"≥ {start}", jobs)
        for start, jobs in series.durations(rows, STEP, LONGEST)
    ]
    with left:
        _chart(
            frame,
            "visible",
            plots.histogram(words, bars),
            words("trends.visible.alt", n=whole.closed, half=half),
        )
        with st.expander(words("trends.table")):
            st.html(
                markup.grid(
                    [words("trends.visible.days"), words("trends.closed")],
                    [markup.cells(bar) for bar in bars],
                )
            )
    with right:
        st.html(_by_group(frame, rows, whole))


def _half(frame: Frame, found: series.Visibility) -> str:
    """The median in words."""
    if found.closed < ENOUGH:
        return frame.words("trends.visible.unknown")
    if found.half is None:
        return frame.words("trends.visible.more")
    return frame.words.plural("trends.visible.half", found.half)


def _by_group(frame: Frame, rows: list[Row], whole: series.Visibility) -> str:
    words = frame.words
    lines = []
    for group in taxonomy.GROUP_NAMES:
        if of_group := [row for row in rows if row["role_group"] == group]:
            found = series.visibility(of_group)
            name = _link(frame, words.role(group), roles=(group,))
            lines.append(_visibility(frame, name, found))
    lines.append(_visibility(frame, html.escape(words("trends.visible.all")), whole))
    heads = [html.escape(words(f"trends.{key}")) for key in ("closed", "going_on", "half")]
    return _grid([words("trends.kind")], heads, [], lines)


def _visibility(frame: Frame, name: str, found: series.Visibility) -> str:
    number = frame.words.number
    return (
        f'<tr><th scope="row">{name}</th><td class="number">{number(found.closed)}</td>'
        f'<td class="number">{number(found.going_on)}</td>'
        f'<td class="number">{html.escape(_half(frame, found))}</td></tr>'
    )


# ------------------------------------------------------------------ most jobs
def _tops(frame: Frame) -> None:
    words = frame.words
    counts = frame.counted()
    st.header(words("trends.top"), anchor=False)
    st.caption(words("trends.top.note"))
    for column, name in zip(st.columns(3), ("companies", "places", "sites"), strict=True):
        with column:
            st.subheader(words(name), anchor=False)
            st.html(_bars(frame, name, [(v, n) for v, n in counts[name].items() if v is not None][:TOP]))


def _bars(frame: Frame, name: str, values: list[tuple[str, int]]) -> str:
    if not values:
        return f'<p class="facts">{html.escape(frame.words("trends.top.none"))}</p>'
    most = max(jobs for _, jobs in values)
    lines = []
    for value, jobs in values:
        lines.append(
            f'<tr><th scope="row">{_link(frame, value, "./", **{name: (value,)})}</th>'
            f'<td class="bar"><span style="width:{jobs / most * 100:.1f}%"></span></td>'
            f'<td class="number">{frame.words.number(jobs)}</td></tr>'
        )
    return f'<table class="facts tops"><tbody>{"".join(lines)}</tbody></table>'


def _link(frame: Frame, text: str, page: str = "trends", **chosen: tuple[str, ...]) -> str:
    there = replace(frame.filters, page=1, **chosen)
    return f'<a href="{page}?{html.escape(address(there))}">{html.escape(text)}</a>'


def _grid(
    before: Iterable[str], heads: Iterable[str], after: Iterable[str], lines: Iterable[str], kind: str = ""
) -> str:
    """A table; ``heads`` are HTML, what stands before and after them is text."""
    head = "".join(f'<th scope="col">{html.escape(text)}</th>' for text in before)
    head += "".join(f'<th scope="col" class="number">{inner}</th>' for inner in heads)
    head += "".join(f'<th scope="col" class="number">{html.escape(text)}</th>' for text in after)
    return (
        f'<div class="scroll" tabindex="0"><table class="facts {kind}"><thead><tr>{head}</tr></thead>'
        f"<tbody>{''.join(lines)}</tbody></table></div>"
    )


show(current())
