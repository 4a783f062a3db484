"""Jobs: the list that the filters leave, page by page."""

from dataclasses import replace

import streamlit as st

from dashboard import chips, marks, out, queries, saved, search
from dashboard.filters import MAX_ROWS, PAGE_SIZES, SORTS, VIEWS
from dashboard.frame import Frame, address, choose, connected, current
from dashboard.listing import Listing


def show(frame: Frame) -> None:
    """The whole page."""
    saved.opened(frame)
    top, chosen, found, bottom = st.container(), st.container(), st.container(), st.container()
    # The jobs first: counting takes longer than reading one page of them, and the facets longer still.
    with connected() as connection:
        rows = queries.jobs(connection, frame.filters, frame.now)
        if rows:
            with found:
                _rows(frame, rows)
        total = queries.count(connection, frame.filters, frame.now)
    if total and not rows:
        # A page beyond the last: the last one, then.
        frame.filters = replace(frame.filters, page=_pages(frame, total))
        with connected() as connection:
            rows = queries.jobs(connection, frame.filters, frame.now)
        with found:
            _rows(frame, rows)
    with top:
        _head(frame, total)
    with chosen:
        chips.show(frame)
    if not total:
        with found:
            chips.relax(frame)
        return
    with bottom:
        _pager(frame, total, len(rows))


@st.fragment
def _rows(frame: Frame, rows: list[queries.Row]) -> None:
    """The list. Marking a job draws it anew, and nothing else: what was hidden now is folded, not gone."""
    filters = frame.filters
    drawn = Listing(
        words=frame.words,
        today=frame.now.date(),
        hits=search.parse(filters.search).hits,
        sort=filters.sort,
        kept=address(filters),
        marks=marks.of(frame, [row["id"] for row in rows]),
        unfolded=bool(filters.hidden),
    )
    st.html(drawn.table(rows) if filters.view == "table" else drawn.cards(rows))
    if drawn.marks is not None:
        marks.listen()


def _head(frame: Frame, total: int) -> None:
    words = frame.words
    with st.container(horizontal=True, vertical_alignment="bottom", key="head"):
        st.title(words.plural("jobs", total), anchor=False, width="content")
        st.space("stretch")
        _select(frame, "sort", SORTS, lambda value: words(f"sort.{value}"))
        _select(frame, "size", PAGE_SIZES, str)
        _select(frame, "view", VIEWS, lambda value: words(f"view.{value}"))
        saved.offer(frame)
        if total:
            out.show(frame, total)


def _select(frame: Frame, name: str, options: tuple, label) -> None:
    value = getattr(frame.filters, name)
    if st.session_state.get(name) != value:
        st.session_state[name] = value
    st.selectbox(
        frame.words(name),
        options,
        format_func=label,
        key=name,
        on_change=_shown_otherwise,
        args=(name,),
        filter_mode=None,
        width={"sort": 160, "size": 85, "view": 95}[name],
    )


def _shown_otherwise(name: str) -> None:
    page = 1 if name != "view" else current().filters.page
    choose(replace(current().filters, page=page, **{name: st.session_state[name]}))


def _pages(frame: Frame, total: int) -> int:
    return max(1, -(-min(total, MAX_ROWS) // frame.filters.size))


def _pager(frame: Frame, total: int, shown: int) -> None:
    words, filters = frame.words, frame.filters
    pages = _pages(frame, total)
    first = (filters.page - 1) * filters.size + 1
    with st.container(horizontal=True, vertical_alignment="center", key="pager"):
        st.caption(words("jobs.shown", first=first, last=first + shown - 1, n=total), width="content")
        if pages > 1:
            if st.session_state.get("page") != filters.page:
                st.session_state["page"] = filters.page
            st.pagination(pages, key="page", on_change=_turned)
    if total > MAX_ROWS:
        st.caption(words("deeper", n=MAX_ROWS))


def _turned() -> None:
    choose(replace(current().filters, page=st.session_state["page"]))


show(current())
