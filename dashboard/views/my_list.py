"""My list: what this reader keeps of jobs, and searches to come back to."""

from dataclasses import replace
from urllib.parse import urlencode

import streamlit as st

from dashboard import filters, marks, out, profiles, saved, states
from dashboard import my_list_queries as kept
from dashboard.connection import DatabaseProblem
from dashboard.frame import Frame, choose, current, keeping
from dashboard.listing import Listing


def show(frame: Frame) -> None:
    """The whole page."""
    words, who = frame.words, frame.profile
    st.title(words("nav.my_list"), anchor=False)
    if who.trouble == "login":
        st.write(words("state.login.do"))
        profiles.ways_in(words, "list", "primary")
        return
    if who.trouble:
        states.say(frame, DatabaseProblem(who.trouble))
    if who.id is None:
        return
    saved.show(frame)
    st.header(frame.words("list.jobs"), anchor=False)
    _jobs(frame)


def _jobs(frame: Frame) -> None:
    words, who = frame.words, frame.profile
    asked = st.query_params.get("list", "")
    name = asked if asked in kept.LISTS else kept.LISTS[0]
    with keeping() as connection:
        counts = kept.counts(connection, who.id)
        size = frame.filters.size
        pages = max(1, -(-counts[name] // size))
        page = min(frame.filters.page, pages)
        rows = kept.listed(connection, who.id, name, frame.now, size, (page - 1) * size)
    if st.session_state.get("list") != name:
        st.session_state["list"] = name
    with st.container(horizontal=True, vertical_alignment="center", key="head"):
        st.segmented_control(
            words("list.choose"),
            kept.LISTS,
            format_func=lambda each: f"{words(f'list.{each}')} · {words.number(counts[each])}",
            key="list",
            required=True,
            on_change=_chosen,
            label_visibility="collapsed",
        )
        if rows:
            st.space("stretch")
            _files(frame, name)
    if not rows:
        st.write(words(f"list.empty.{name}"))
        return
    _rows(frame, name, rows)
    if pages > 1:
        if st.session_state.get("list-page") != page:
            st.session_state["list-page"] = page
        st.pagination(pages, key="list-page", on_change=_turned)


def _files(frame: Frame, name: str) -> None:
    def read() -> list[kept.Row]:
        with keeping() as connection:
            return kept.listed(connection, frame.profile.id, name, frame.now, out.LIMIT)

    with st.popover(frame.words("download"), icon=":material/download:"):
        st.caption(frame.words("list.download"))
        out.files(frame.words, read, f"{name}-{frame.now:%Y-%m-%d}", out.MARKED)


@st.fragment
def _rows(frame: Frame, name: str, rows: list[kept.Row]) -> None:
    """The jobs of one list; those just taken off it stay until the page is drawn anew."""
    drawn = Listing(
        words=frame.words,
        today=frame.now.date(),
        kept=urlencode(filters.write(frame.filters), doseq=True),
        marks=marks.of(frame, [row["id"] for row in rows]),
        unfolded=True,
        since="" if name == "noted" else name,
    )
    st.html(drawn.cards(rows))
    if drawn.marks is not None:
        marks.listen()


def _chosen() -> None:
    st.query_params["list"] = st.session_state["list"]
    choose(replace(current().filters, page=1))


def _turned() -> None:
    choose(replace(current().filters, page=st.session_state["list-page"]))


show(current())
