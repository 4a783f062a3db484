"""Saved searches: keeping the chosen filters under a name, and what is new in each."""

import html
import secrets
from dataclasses import replace
from datetime import datetime
from urllib.parse import parse_qs, urlencode

import streamlit as st

from dashboard import chips, filters, markup, queries
from dashboard import my_list_queries as kept
from dashboard.connection import DatabaseProblem
from dashboard.feeds import ANY, FORMATS
from dashboard.filters import VISIT, Filters, Reader
from dashboard.frame import Frame, connected, current, keeping

Row = kept.Row


def query_of(chosen: Filters, language: int) -> str:
    """What is kept of the filters: all but the page and the last visit; each search has its own."""
    after = None if chosen.after == VISIT else chosen.after
    whole = replace(chosen, page=1, after=after, language=filters.LANGUAGES[language])
    return urlencode(filters.write(whole), doseq=True)


def read(row: Row) -> Filters:
    """Filters of a saved search."""
    return filters.parse(parse_qs(row["query"]))[0]


def news(row: Row, hidden: tuple[int, ...]) -> Filters:
    """Filters of what is new in a saved search since somebody looked."""
    chosen = read(row)
    after = max(row["looked_at"], chosen.after) if isinstance(chosen.after, datetime) else row["looked_at"]
    return replace(chosen, after=after, reader=Reader(hidden=hidden))


# ------------------------------------------------------------------ on the Jobs page
def offer(frame: Frame) -> None:
    """Keep these filters, or subscribe to them; folded away."""
    words, proposal = frame.words, _proposal(frame)
    can = frame.profile.id is not None and not frame.profile.trouble
    with st.popover(words("search.save"), icon=":material/bookmark_add:"):
        if can:
            with st.form("save-search", border=False, clear_on_submit=True):
                name = st.text_input(
                    words("search.name"), proposal, max_chars=kept.NAME_LENGTH, key=f"name-{proposal}"
                )
                if st.form_submit_button(words("search.keep"), type="primary", width="stretch"):
                    _keep(frame, name)
        st.caption(words("search.feeds"))
        query = query_of(frame.filters, words.index)
        st.html(f'<p class="facts">{_feeds(ANY, f"?{query}" if query else "")}</p>')


def _proposal(frame: Frame) -> str:
    names = [chips.label(frame.words, name, value) for name, value in frame.filters.chosen()]
    return ", ".join(names)[: kept.NAME_LENGTH] or frame.words("search.all")


def _keep(frame: Frame, name: str) -> None:
    words = frame.words
    identity, query = secrets.token_urlsafe(16), query_of(frame.filters, words.index)
    try:
        with keeping() as connection:
            name = name.strip() or words("search.all")
            stored = kept.save_search(connection, frame.profile.id, identity, name, query, frame.now)
    except DatabaseProblem as problem:
        st.error(words("mark.failed", why=words(f"state.{problem.kind}")))
        return
    said = words("search.kept") if stored else words("search.many", n=kept.SEARCHES)
    (st.success if stored else st.error)(said)


def _feeds(name: str, query: str = "") -> str:
    links = (
        f'<a href="{html.escape(f"feeds/{name}.{kind}{query}")}" target="_blank">{label}</a>'
        for kind, label in zip(FORMATS, ("Atom", "JSON Feed"), strict=True)
    )
    return " · ".join(links)


def opened(frame: Frame) -> None:
    """Somebody came here from their saved search: from now on, what is in it is not new."""
    identity = st.query_params.get("saved", "")
    if not identity:
        return
    del st.query_params["saved"]
    if frame.profile.id is not None and not frame.profile.trouble:
        with keeping() as connection:
            kept.look(connection, frame.profile.id, identity, frame.now)


# ------------------------------------------------------------------ on My list
def show(frame: Frame) -> None:
    """All saved searches, each with what is new in it."""
    words = frame.words
    with keeping() as connection:
        rows = kept.searches(connection, frame.profile.id)
    st.header(words("searches"), anchor=False)
    if not rows:
        st.write(words("searches.none", button=words("search.save")))
        return
    hidden = frame.filters.reader.hidden
    with connected() as connection:
        new = [queries.count(connection, news(row, hidden), frame.now) for row in rows]
    headings = [words(f"searches.{column}") for column in ("name", "new", "looked", "feeds")]
    lines = [_line(frame, row, jobs) for row, jobs in zip(rows, new, strict=True)]
    st.html(markup.grid(headings, lines))
    if not frame.profile.trouble:
        _edit(frame, rows)


def _line(frame: Frame, row: Row, new: int) -> str:
    words = frame.words
    identity, fresh = row["id"], urlencode(filters.write(news(row, ())), doseq=True)
    whole = html.escape(f"./?{row['query']}&saved={identity}")
    count = words.plural("searches.count", new)
    if new:
        only = html.escape(f"./?{fresh}&saved={identity}")
        count = f'<a class="new" href="{only}">{count}</a>'
    looked = html.escape(words.day(row["looked_at"].date(), frame.now.date()))
    return (
        f'<tr><th scope="row"><a href="{whole}">{html.escape(row["name"])}</a></th><td>{count}</td>'
        f'<td class="nowrap">{looked}</td><td class="nowrap">{_feeds(row["id"])}</td></tr>'
    )


def _edit(frame: Frame, rows: list[Row]) -> None:
    words = frame.words
    names = {row["id"]: row["name"] for row in rows}
    with st.popover(words("searches.edit"), icon=":material/edit:"):
        chosen = st.selectbox(
            words("searches.which"), list(names), format_func=lambda each: names.get(each, ""), key="search"
        )
        name = st.text_input(
            words("search.name"), names[chosen], max_chars=kept.NAME_LENGTH, key=f"rename-{chosen}"
        )
        with st.container(horizontal=True):
            st.button(words("searches.rename"), on_click=_changed, args=("rename", chosen, name))
            st.button(words("searches.delete"), on_click=_changed, args=("delete", chosen))


def _changed(what: str, identity: str, name: str = "") -> None:
    frame = current()
    try:
        with keeping() as connection:
            if what == "delete":
                kept.delete_search(connection, frame.profile.id, identity)
            elif name.strip():
                kept.rename_search(connection, frame.profile.id, identity, name.strip())
    except DatabaseProblem as problem:
        st.toast(frame.words("mark.failed", why=frame.words(f"state.{problem.kind}")))
