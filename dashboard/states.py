"""What a page says when there is nothing to show: what happened, and what to do."""

import streamlit as st

from dashboard import queries
from dashboard.connection import DatabaseProblem, server_name
from dashboard.frame import Frame, connected
from scrapers import database

CRAWL = "scrapy crawl pages -a url=https://…"
STALE_HOURS = 48


def check(frame: Frame) -> bool:
    """Say what there is to know about the database; whether it holds any job. Raises DatabaseProblem."""
    words = frame.words
    with connected() as connection:
        info = queries.version(connection)
        if info is None:
            raise DatabaseProblem("missing")
        known = max(database.migrations(), default=1)
        if info["version"] != known:
            raise DatabaseProblem("newer" if info["version"] > known else "older")
        summary = queries.summary(connection)
    if info["is_sample"]:
        st.info(words("sample", command=CRAWL), icon=":material/science:")
    last = summary["last_success"]
    if summary["any_job"] and last and (frame.now - last).total_seconds() > STALE_HOURS * 3600:
        st.warning(words("stale", when=words.moment(last)), icon=":material/schedule:")
    return summary["any_job"]


def empty(frame: Frame) -> None:
    """The state of a database without jobs."""
    st.title(frame.words("state.empty"), anchor=False)
    st.write(frame.words("state.empty.do"))
    st.code(CRAWL, language=None)


def say(frame: Frame, problem: DatabaseProblem) -> None:
    """What is wrong, on a page that shows something nevertheless."""
    words = frame.words
    what, do = words(f"state.{problem.kind}"), words(f"state.{problem.kind}.do", server=server_name())
    st.warning(f"**{what}.** {do}", icon=":material/lock:")


def explain(frame: Frame, problem: DatabaseProblem) -> None:
    """The state of a database that cannot be read."""
    words = frame.words
    st.title(words(f"state.{problem.kind}"), anchor=False)
    st.write(words(f"state.{problem.kind}.do", server=server_name()))
    if problem.detail:
        st.code(problem.detail, language=None, wrap_lines=True)
    if problem.kind in ("missing", "older"):
        st.code(CRAWL, language=None)
    st.button(words("state.retry"), icon=":material/refresh:", key="retry")
