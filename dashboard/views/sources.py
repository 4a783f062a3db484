"""Sources: how each source's crawls went, and what needs a look."""

import html
import json

import streamlit as st

from dashboard import health, markup, queries, source_queries
from dashboard.frame import Frame, connected, current
from dashboard.words import Words

CRAWLS = 50


def show(frame: Frame) -> None:
    """The whole page."""
    words = frame.words
    with connected() as connection:
        sources = source_queries.sources(connection, frame.now)
    st.title(words.plural("sources", len(sources)), anchor=False)
    if not sources:
        st.write(words("sources.none"))
        return
    states = {row["source"]: health.of_source(row, frame.now) for row in sources}
    troubled = sum(state in health.TROUBLE for state in states.values())
    st.write(words.plural("sources.trouble", troubled) if troubled else words("sources.fine"))
    ordered = sorted(sources, key=lambda row: states[row["source"]] not in health.TROUBLE)
    headings = ("source", "health", "last", "last_success", "seen", "usual", "month_new", "crawls")
    st.html(
        markup.grid(
            [words(_COLUMNS[heading]) for heading in headings],
            [_source(row, states[row["source"]], frame) for row in ordered],
        )
    )
    _crawls(frame, [row["source"] for row in sources])


_COLUMNS = {
    "source": "source",
    "health": "source.health",
    "last": "source.last",
    "last_success": "source.last_success",
    "seen": "crawl.seen",
    "usual": "source.usual",
    "month_new": "source.month_new",
    "crawls": "source.crawls",
}


def _source(row: queries.Row, state: str, frame: Frame) -> str:
    words, today = frame.words, frame.now.date()
    success = words.day(row["last_success"].date(), today) if row["last_success"] else words("source.never")
    usual = words.number(round(row["usual"])) if row["usual"] is not None else ""
    error = f'<br><span class="error">{html.escape(row["error"])}</span>' if row["error"] else ""
    return (
        f'<tr><th scope="row">{html.escape(row["source"])}{error}</th>'
        f'<td class="nowrap">{_state(state, words)}</td>'
        f'<td class="nowrap">{html.escape(words.moment(row["started_at"]))}</td>'
        f'<td class="nowrap">{html.escape(success)}</td>'
        f'<td class="number">{words.number(row["postings_seen"])}</td><td class="number">{usual}</td>'
        f'<td class="number">{words.number(int(row["month_new"] or 0))}</td>'
        f'<td class="number">{words.number(row["crawls"])}</td></tr>'
    )


def _state(state: str, words: Words) -> str:
    kind = "bad" if state in health.TROUBLE else "wait" if state in ("running", "silent") else "good"
    return f'<span class="dot {kind}"></span>{html.escape(words(f"health.{state}"))}'


def _crawls(frame: Frame, names: list[str]) -> None:
    words = frame.words
    st.header(words("crawls"), anchor=False)
    asked = st.query_params.get("source")
    chosen = asked if asked in names else None
    if st.session_state.get("source") != chosen:
        st.session_state["source"] = chosen
    st.selectbox(
        words("crawls.choose"),
        [None, *names],
        format_func=lambda name: name or words("sources.all"),
        key="source",
        on_change=_chosen,
        width=320,
    )
    with connected() as connection:
        rows = source_queries.crawls(connection, chosen, CRAWLS)
    columns = ("start", "duration", "reason", "pages", "seen", "new", "updated", "errors", "error")
    headings = [words("source"), *(words(f"crawl.{column}") for column in columns)]
    st.html(markup.grid(headings, [_crawl(row, frame) for row in rows]))


def _chosen() -> None:
    if name := st.session_state["source"]:
        st.query_params["source"] = name
    else:
        st.query_params.pop("source", None)


def _crawl(row: queries.Row, frame: Frame) -> str:
    words = frame.words
    took = words.duration((row["ended_at"] - row["started_at"]).total_seconds()) if row["ended_at"] else ""
    said = json.dumps(row["arguments"], ensure_ascii=False) if row["arguments"] else ""
    arguments = f'<br><span class="quiet">{html.escape(said[:200])}</span>' if said else ""
    numbers = "".join(
        f'<td class="number">{words.number(row[name])}</td>'
        for name in ("pages", "postings_seen", "postings_new", "postings_updated", "errors")
    )
    reason = row["reason"] or ""
    ended = (
        words.either(f"reason.{reason}", reason)
        if reason
        else words(f"health.{health.of_crawl(row, frame.now)}")
    )
    return (
        f'<tr><th scope="row">{html.escape(row["source"])}{arguments}</th>'
        f'<td class="nowrap">{html.escape(words.moment(row["started_at"]))}</td>'
        f'<td class="nowrap">{html.escape(took)}</td><td>{html.escape(ended)}</td>{numbers}'
        f'<td class="error">{html.escape(row["error"] or "")}</td></tr>'
    )


show(current())
