"""The filters beside the list: each value with the number of jobs that choosing it would show.

The address is the one place where choices are kept: widgets are set from it, and write to it when changed.
Streamlit's own binding would put labels into the address, and ours change with every count and language.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import streamlit as st

from dashboard import taxonomy
from dashboard.filters import (
    DAYS,
    EARLIEST,
    JOB_FORMS,
    LATEST,
    SENIORITIES,
    STATUSES,
    VISIT,
    WORKPLACES,
    Filters,
    parse,
)
from dashboard.frame import Frame, choose
from dashboard.my_list_queries import PAUSE
from dashboard.queries import NOT_SEEN_AFTER
from dashboard.words import Words

COUNT = " · "
FIELDS = (
    *("search", "roles", "days", "since", "until", "places", "companies", "sites"),
    *("workplaces", "seniorities", "job_forms", "topics"),
)
MORE = ("workplaces", "seniorities", "job_forms", "topics")
ALL_DAYS = "all"


def show(frame: Frame) -> None:
    """Draw all filters."""
    words, counts = frame.words, frame.counted()
    with st.sidebar:
        with st.container(horizontal=True, vertical_alignment="center", key="filters-head"):
            st.header(words("filters"), anchor=False)
            # Always there: a kind of element that first comes with a click is loaded while its reader waits.
            st.button(
                words("clear.filters"),
                key="clear-all",
                type="tertiary",
                disabled=not frame.filters.chosen(),
                on_click=choose,
                args=(frame.filters.cleared(),),
            )
        _seed("search", frame.filters.search)
        st.text_input(
            words("search"),
            key="search",
            type="search",
            max_chars=200,
            placeholder=words("search.placeholder"),
            help=words("search.help"),
            on_change=_changed,
            args=("search",),
        )
        _roles(frame, counts["roles"])
        _time(frame, counts["time"])
        _statuses(frame, counts["statuses"])
        if frame.filters.reader.hidden or frame.filters.hidden:
            _seed("hidden", bool(frame.filters.hidden))
            st.checkbox(words("hidden.show"), key="hidden", on_change=_changed, args=("hidden",))
        for name in ("places", "companies", "sites"):
            _values(frame, name, counts[name], str)
        chosen_more = any(getattr(frame.filters, name) for name in MORE)
        more = st.expander(words("more_filters"), expanded=chosen_more, key="more", on_change="rerun")
        if not more.open:
            return  # what is not seen would cost each click its part
        with more:
            for name, order in (
                ("workplaces", WORKPLACES),
                ("seniorities", SENIORITIES),
                ("job_forms", JOB_FORMS),
            ):
                _values(frame, name, counts[name], named(words, name), order)
            _values(frame, "topics", counts["topics"], named(words, "topics"))


def named(words: Words, name: str) -> Callable[[str], str]:
    """How the values of a filter are called."""
    if name == "roles":
        return words.role
    singular = {
        "workplaces": "workplace",
        "seniorities": "seniority",
        "job_forms": "job_form",
        "topics": "topic",
        "statuses": "status",
    }.get(name)
    return (lambda value: words.either(f"{singular}.{value}", value)) if singular else str


def _roles(frame: Frame, counts: dict[str | None, int]) -> None:
    words = frame.words
    by_choice = {role or taxonomy.UNCLASSIFIED: jobs for role, jobs in counts.items()}
    for role in taxonomy.roles().values():
        by_choice[role.group] = by_choice.get(role.group, 0) + by_choice.get(role.id, 0)
    groups = {role.group for role in taxonomy.roles().values()}
    options = [c for c in taxonomy.choices() if by_choice.get(c) or c in frame.filters.roles]

    def name(choice: str) -> str:
        return words("group.all", group=words.role(choice)) if choice in groups else words.role(choice)

    _multiselect(frame, "roles", options, by_choice, name)


def _values(
    frame: Frame,
    name: str,
    counts: dict[str | None, int],
    label: Callable[[str], str],
    order: tuple[str, ...] = (),
) -> None:
    """A filter whose values come from the jobs, most frequent first, or in an order of its own."""
    found = [value for value in order if value in counts] if order else [v for v in counts if v is not None]
    chosen = getattr(frame.filters, name)
    _multiselect(frame, name, [*(v for v in chosen if v not in found), *found], counts, label)


def _multiselect(
    frame: Frame, name: str, options: list[str], counts: dict[str | None, int], label: Callable[[str], str]
) -> None:
    words = frame.words
    _seed(name, list(getattr(frame.filters, name)))
    st.session_state[f"{name}-labels"] = {label(option): option for option in options}
    st.multiselect(
        words(name),
        options,
        format_func=lambda option: f"{label(option)}{COUNT}{words.number(counts.get(option, 0))}",
        key=name,
        placeholder=words(f"{name}.placeholder"),
        help=words(f"{name}.help") if name == "sites" else None,
        select_all=False,
        filter_mode="contains",
        on_change=_changed,
        args=(name,),
    )


def _time(frame: Frame, counts: dict[str | None, int]) -> None:
    words, chosen, today = frame.words, frame.filters, frame.now.date()
    by_day = {date.fromisoformat(day): jobs for day, jobs in counts.items()}

    def label(days: int | str) -> str:
        if days == VISIT:
            return f"{words('days.visit')}{COUNT}{words.number(frame.new())}"
        if days == ALL_DAYS:
            return f"{words('days.all')}{COUNT}{words.number(sum(by_day.values()))}"
        first = today - timedelta(days=days)
        name = words("days.1") if days == 1 else words("days.many", n=days)
        return f"{name}{COUNT}{words.number(sum(jobs for day, jobs in by_day.items() if day >= first))}"

    elsewhere = chosen.since or chosen.until or (chosen.after and chosen.after != VISIT)
    _seed("days", None if elsewhere else chosen.after or chosen.days or ALL_DAYS)
    # On a first visit all is new: nothing to choose.
    visit = chosen.reader.visit
    options = [*([VISIT] if visit or chosen.after == VISIT else []), *DAYS, ALL_DAYS]
    st.session_state["days-labels"] = {label(days).rpartition(COUNT)[0]: days for days in options}
    st.radio(
        words("time"),
        options,
        index=None,
        format_func=label,
        key="days",
        horizontal=True,
        help=words("time.help") + (f" {_visit(frame)}" if visit else ""),
        on_change=_changed,
        args=("days",),
    )
    for column, name in zip(st.columns(2, gap="small"), ("since", "until"), strict=True):
        _seed(name, getattr(chosen, name))
        with column:
            st.date_input(
                words(name),
                value=None,
                min_value=EARLIEST,
                max_value=LATEST,
                format="DD.MM.YYYY" if words.index else "YYYY-MM-DD",
                key=name,
                on_change=_changed,
                args=(name,),
            )
    if chosen.since and not chosen.until:
        st.caption(words("range.half_from", day=words.day(chosen.since)))
    elif chosen.until and not chosen.since:
        st.caption(words("range.half_to", day=words.day(chosen.until)))


def _visit(frame: Frame) -> str:
    moment = frame.words.moment(frame.filters.reader.visit)
    return frame.words("days.visit.help", when=moment, hours=PAUSE // timedelta(hours=1))


def _statuses(frame: Frame, counts: dict[str | None, int]) -> None:
    words = frame.words
    with st.container(gap=None):
        st.markdown(words("statuses"), help=words("status.help", days=NOT_SEEN_AFTER.days))
        for status in STATUSES:
            _seed(f"status-{status}", status in frame.filters.statuses)
            st.checkbox(
                f"{words(f'status.{status}')}{COUNT}{words.number(counts.get(status, 0))}",
                key=f"status-{status}",
                on_change=_changed,
                args=(f"status-{status}",),
            )


def _seed(name: str, value: object) -> None:
    """Set a widget from the address, where it says something else: what is being typed is left alone."""
    st.session_state[f"{name}-known"] = value
    if name not in st.session_state or st.session_state[name] != value:
        st.session_state[name] = value


def _changed(name: str) -> None:
    """Write what the widgets hold into the address."""
    # The browser may only be repeating what it was told, under a label that has changed meanwhile.
    held = st.session_state[name]
    meant = [_option(name, each) for each in held] if isinstance(held, list) else _option(name, held)
    if meant == st.session_state.get(f"{name}-known"):
        return
    st.session_state[f"{name}-known"] = meant
    filters, _ = parse({key: st.query_params.get_all(key) for key in st.query_params})
    # All of them, not only the one: clicks that follow each other quickly arrive together.
    values = {field: st.session_state[field] for field in FIELDS if field in st.session_state}
    values["statuses"] = [status for status in STATUSES if st.session_state.get(f"status-{status}")]
    if "hidden" in st.session_state:
        values["hidden"] = "show" if st.session_state["hidden"] else ""
    if name == "days":
        values["since"] = values["until"] = None
    elif name in ("since", "until"):
        values["days"] = ALL_DAYS
    choose(_filters(filters, values))


def _filters(filters: Filters, values: dict) -> Filters:
    made = {}
    for name, value in values.items():
        if name == "days":
            days = _option(name, value)
            made[name] = days if isinstance(days, int) else None
            made["after"] = _after(days, filters, values)
        elif name == "statuses":
            made[name] = tuple(status for status in STATUSES if status in value) or STATUSES
        elif isinstance(value, list):
            made[name] = tuple(_option(name, each) for each in value)
        else:
            made[name] = value or ("" if name == "search" else None)
    return replace(filters, page=1, **made)


def _after(days: object, filters: Filters, values: dict) -> object:
    """A time of discovery that came with the address stays until another time is chosen."""
    if days == VISIT:
        return VISIT
    other = days is not None or values.get("since") or values.get("until")
    return None if other or filters.after == VISIT else filters.after


def _option(name: str, value: object) -> object:
    """The option meant; the browser may still send a label whose count has changed meanwhile.

    Radio and multiselect hand such a label on. Pills forget it, and the click with it.
    """
    label, separator, _ = value.rpartition(COUNT) if isinstance(value, str) else ("", "", "")
    return st.session_state.get(f"{name}-labels", {}).get(label, value) if separator else value
