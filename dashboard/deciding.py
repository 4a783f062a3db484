"""On the Job page: why its ads are one job, and a person's word where they are not.

This is the one thing of jobs that the dashboard lets people write; the rules stand in scrapers.storage.
"""

import html
import re
from collections.abc import Callable
from typing import Any

import psycopg  # noqa: TID251 - its errors, no statements
import streamlit as st

from dashboard import decision_queries
from dashboard.frame import Frame, address, connected, conninfo
from dashboard.queries import Row
from dashboard.words import Words
from scrapers.storage import decisions

_NOTICE = "decided"


def why(connection: Any, job_id: int, postings: list[Row], words: Words) -> str:
    """HTML: the ads behind a job, and why each is of it."""
    reasons = decisions.reasons(connection, job_id)
    number = {posting["id"]: n for n, posting in enumerate(postings, 1)}
    lines = []
    for posting in postings:
        reason, with_id = reasons.get(posting["id"], (None, None))
        said = words(f"job.because.{reason}", n=number.get(with_id, 1)) if reason else ""
        lines.append(
            f"<li>{html.escape(posting['site'])} · {html.escape(posting['title'])}"
            f' <span class="quiet">{html.escape(said)}</span></li>'
        )
    return f'<ol class="facts">{"".join(lines)}</ol>'


def show(job: Row, postings: list[Row], said: list[Row], candidates: list[Row], frame: Frame) -> None:
    """What people said of the job, and how to say something; where people log in, only who has may."""
    words = frame.words
    may = frame.profile.trouble != "login"
    if notice := st.session_state.pop(_NOTICE, None):
        kind, text = notice
        (st.success if kind == "done" else st.warning)(text)
    for row in said:
        _decision(job, row, frame, may)
    if not may:
        return
    with st.expander(words("decide.title"), icon=":material/call_split:"):
        if len(postings) > 1:
            _split(job, postings, words)
        _merge(job, candidates, words)


def _decision(job: Row, row: Row, frame: Frame, may: bool) -> None:
    words = frame.words
    key = "same" if row["same"] else "two"
    with st.container(horizontal=True, vertical_alignment="center"):
        text = words(f"decide.said.{key}", day=words.day(row["decided_at"].date()))
        if row["same"]:
            st.text(text, width="content")
        else:
            link = html.escape(f"./job?id={row['job_id']}&{address(frame.filters)}".rstrip("&"))
            title = html.escape(row["title"])
            st.html(f'<p class="facts">{html.escape(text)} <a href="{link}">{title}</a></p>', width="content")
        undo = (
            (lambda: decisions.undo_merge(conninfo(), job["id"]))
            if row["same"]
            else (lambda: decisions.undo_split(conninfo(), job["id"], row["job_id"]))
        )
        if may and st.button(words("decide.undo"), key=f"undo-{key}-{row['job_id']}", type="tertiary"):
            _carry_out(undo, job, words)


def _split(job: Row, postings: list[Row], words: Words) -> None:
    names = {
        posting["id"]: f"{n}: {posting['site']} · {posting['title'][:60]}"
        for n, posting in enumerate(postings, 1)
    }
    leaving = st.multiselect(
        words("decide.which"),
        list(names),
        format_func=names.get,
        key=f"leaving-{job['id']}",
        placeholder=words("decide.choose"),
    )
    may = 0 < len(leaving) < len(names)
    if st.button(words("decide.split"), key="split", disabled=not may):
        _carry_out(lambda: decisions.split(conninfo(), job["id"], leaving), job, words)


def _merge(job: Row, candidates: list[Row], words: Words) -> None:
    names = {
        row["id"]: " · ".join(part for part in (row["title"][:60], row["location"], row["site"]) if part)
        for row in candidates
    }
    chosen = None
    if names:
        chosen = st.selectbox(
            words("decide.candidates"),
            list(names),
            index=None,
            format_func=names.get,
            key=f"same-{job['id']}",
            placeholder=words("decide.choose"),
        )
    pasted = st.text_input(words("decide.paste"), key=f"pasted-{job['id']}", max_chars=2000)
    other = number_in(pasted) or chosen
    if pasted and not number_in(pasted):
        st.warning(words("decide.no_job"))
    if st.button(words("decide.merge"), key="merge", disabled=other is None or other == job["id"]):
        _carry_out(lambda: decisions.merge(conninfo(), [job["id"], other]), job, words)


def number_in(pasted: str) -> int | None:
    """Number of the job that somebody pasted, as such or as the address of its page."""
    found = re.fullmatch(r"\s*(?:\S*[?&]id=)?([0-9]{1,18})(?:[&#]\S*)?\s*", pasted or "", re.A)
    return int(found[1]) if found else None


def _carry_out(work: Callable[[], object], job: Row, words: Words) -> None:
    try:
        made = work()
    except decisions.NotAllowed:
        notice = ("failed", words("decide.not_allowed"))
    except decisions.Refused:
        notice = ("failed", words("decide.refused"))
    except psycopg.Error:
        notice = ("failed", words("decide.failed"))
    else:
        jobs = [made] if isinstance(made, int) else made
        notice = ("done", words("decide.done", jobs=", ".join(map(str, jobs))))
        with connected() as connection:
            gone_to = decision_queries.successor(connection, job["id"])
        if gone_to:
            st.query_params["id"] = str(gone_to)
    st.session_state[_NOTICE] = notice
    st.rerun()
