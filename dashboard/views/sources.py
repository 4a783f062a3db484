"""Sources: how each source's crawls went, and what needs a look."""

import html
import json

import streamlit as st

from dashboard import health, markup, source_queries
from dashboard.filters import LANGUAGES
from dashboard.frame import Frame, connected, current
from dashboard.series import Row
from dashboard.words import Words

CRAWLS = 50
JOBS = 200  # of a crawl


def show(frame: Frame) -> None:
    """The whole page, or that of one crawl."""
    if "crawl" in st.query_params:
        _one(frame, st.query_params["crawl"])
        return
    words, now = frame.words, frame.now
    with connected() as connection:
        sources = source_queries.sources(connection, now)
    st.title(words.plural("sources", len(sources)), anchor=False)
    if not sources:
        st.write(words("sources.none"))
        return
    states = {row["source"]: health.of_source(row, now) for row in sources}
    troubled = sum(state in health.TROUBLE for state in states.values())
    stale = sum(health.is_stale(row, now) for row in sources)
    said = [
        words.plural("sources.trouble", troubled) + "."
        if troubled
        else words("sources.fine").capitalize() + "."
    ]
    if stale:
        said.append(words.plural("sources.stale", stale))
    st.write(" ".join(said))
    ordered = sorted(sources, key=lambda row: states[row["source"]] not in health.TROUBLE)
    st.html(
        markup.grid(
            [words(heading) for heading in _COLUMNS],
            [_source(row, states[row["source"]], frame) for row in ordered],
            numeric=[words(heading) for heading in _COLUMNS[4:]],
        )
    )
    _crawls(frame, [row["source"] for row in sources])


_COLUMNS = (
    *("source", "source.health", "source.last", "source.last_success", "crawl.pages", "crawl.seen"),
    *("source.usual", "crawl.new", "source.month_new", "crawl.errors", "source.crawls"),
)


def _source(row: Row, state: str, frame: Frame) -> str:
    words, today = frame.words, frame.now.date()
    success = words.day(row["last_success"].date(), today) if row["last_success"] else words("source.never")
    if health.is_stale(row, frame.now):
        success = f'<span class="error">{html.escape(success)} ({html.escape(words("source.stale"))})</span>'
    else:
        success = html.escape(success)
    usual = round(row["usual"]) if row["usual"] is not None else None
    error = f'<br><span class="error">{html.escape(row["error"])}</span>' if row["error"] else ""
    why = words("source.drop", n=row["postings_seen"], usual=usual) if state == "drop" else ""
    numbers = (
        *(row["pages"], row["postings_seen"], usual, row["postings_new"]),
        *(int(row["month_new"] or 0), row["errors"], row["crawls"]),
    )
    return (
        f'<tr><th scope="row">{html.escape(row["source"])}{error}</th>'
        f'<td class="nowrap">{_state(state, words)}{_quiet(why)}</td>'
        f'<td class="nowrap">{_crawl_link(row, frame)}</td>'
        f'<td class="nowrap">{success}</td>{_numbers(numbers, words)}</tr>'
    )


def _numbers(numbers: tuple[int | None, ...], words: Words) -> str:
    shown = ("" if number is None else words.number(number) for number in numbers)
    return "".join(f'<td class="number">{number}</td>' for number in shown)


def _quiet(text: str) -> str:
    return f'<br><span class="quiet">{html.escape(text)}</span>' if text else ""


def _state(state: str, words: Words) -> str:
    kind = "bad" if state in health.TROUBLE else "wait" if state == "running" else "good"
    return f'<span class="dot {kind}"></span>{html.escape(words(f"health.{state}"))}'


def _crawl_link(row: Row, frame: Frame) -> str:
    when = frame.words.moment(row["started_at"])
    label = frame.words("crawl.details", source=row["source"], when=when)
    return (
        f'<a href="sources?crawl={row["id"]}{_language(frame, "&amp;")}" aria-label="{html.escape(label)}">'
        f"{html.escape(when)}</a>"
    )


def _language(frame: Frame, before: str) -> str:
    """The chosen language for the address of a page."""
    return f"{before}lang={LANGUAGES[frame.words.index]}" if frame.filters.language else ""


# ------------------------------------------------------------------ the last crawls
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
    columns = ("start", "duration", "reason", "pages", "seen", "new", "updated", "closed", "errors", "error")
    headings = [words("source"), *(words(f"crawl.{column}") for column in columns)]
    numeric = headings[4:-1]
    st.html(markup.grid(headings, [_crawl(row, frame) for row in rows], numeric=numeric))


def _chosen() -> None:
    if name := st.session_state["source"]:
        st.query_params["source"] = name
    else:
        st.query_params.pop("source", None)


def _crawl(row: Row, frame: Frame) -> str:
    words = frame.words
    counters = ("pages", "postings_seen", "postings_new", "postings_updated", "postings_closed", "errors")
    return (
        f'<tr><th scope="row">{html.escape(row["source"])}{_quiet(_arguments(row)[:200])}</th>'
        f'<td class="nowrap">{_crawl_link(row, frame)}</td>'
        f'<td class="nowrap">{html.escape(_took(row, words))}</td><td>{html.escape(_ended(row, frame))}</td>'
        f"{_numbers(tuple(row[name] for name in counters), words)}"
        f'<td class="error">{html.escape(row["error"] or "")}</td></tr>'
    )


def _arguments(row: Row) -> str:
    return json.dumps(row["arguments"], ensure_ascii=False) if row["arguments"] else ""


def _took(row: Row, words: Words) -> str:
    return words.duration((row["ended_at"] - row["started_at"]).total_seconds()) if row["ended_at"] else ""


def _ended(row: Row, frame: Frame) -> str:
    if reason := row["reason"]:
        return frame.words.either(f"reason.{reason}", reason)
    return frame.words(f"health.{health.of_crawl(row, frame.now)}")


# ------------------------------------------------------------------ one crawl
def _one(frame: Frame, asked: str) -> None:
    words, now = frame.words, frame.now
    back = html.escape(words("crawl.back"))
    st.html(f'<p class="facts"><a href="sources{_language(frame, "?")}">← {back}</a></p>')
    identity = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 19 else 0
    with connected() as connection:
        row = source_queries.crawl(connection, identity, now)
        if row is None:
            st.title(words("crawl.unknown", id=asked[:40]), anchor=False)
            return
        new = source_queries.new_jobs(connection, row, now, JOBS)
        # Only an index for one crawl in hundreds would find these fast: it is asked where there are any.
        closed = source_queries.closed_jobs(connection, row, now, JOBS) if row["postings_closed"] else []
    st.html(
        f'<div class="facts job"><h1>{html.escape(words("crawl.title", source=row["source"]))}</h1></div>'
    )
    st.html(_facts(row, frame))
    if row["others"]:
        st.caption(words.plural("crawl.others", row["others"]))
    counted = (row["postings_new"], row["postings_closed"])
    for heading, jobs, count in zip(
        ("crawl.new_jobs", "crawl.closed_jobs"), (new, closed), counted, strict=True
    ):
        st.header(words(heading), anchor=False)
        if not jobs:
            st.write(words("crawl.none_of", n=count) if count else words("crawl.no_jobs"))
            continue
        if len(jobs) == JOBS:
            st.caption(words("crawl.first_of", n=JOBS))
        st.html(_jobs(jobs, heading, frame))


def _facts(row: Row, frame: Frame) -> str:
    words = frame.words
    lines = {
        "source.health": _state(health.of_crawl(row, frame.now), words),
        "crawl.start": html.escape(words.moment(row["started_at"])),
        "crawl.duration": html.escape(_took(row, words)),
        "crawl.reason": html.escape(_ended(row, frame)),
        "crawl.arguments": html.escape(_arguments(row)),
        "crawl.pages": words.number(row["pages"]),
        "crawl.unchanged": words.number(row["pages_unchanged"]),
        "crawl.seen": words.number(row["postings_seen"]),
        "crawl.new": words.number(row["postings_new"]),
        "crawl.updated": words.number(row["postings_updated"]),
        "crawl.closed": words.number(row["postings_closed"]),
        "crawl.errors": words.number(row["errors"]),
        "crawl.error": f'<span class="error">{html.escape(row["error"] or "")}</span>',
        "crawl.complete": html.escape(words(f"crawl.complete.{'yes' if row['complete'] else 'no'}")),
    }
    drawn = (
        f'<tr><th scope="row">{html.escape(words(name))}</th><td>{value}</td></tr>'
        for name, value in lines.items()
        if value not in ("", '<span class="error"></span>')
    )
    return f'<table class="facts crawl"><tbody>{"".join(drawn)}</tbody></table>'


def _jobs(jobs: list[Row], heading: str, frame: Frame) -> str:
    words = frame.words
    lines = []
    for job in jobs:
        why = words.either(f"closed.{job['closed_reason']}", "") if heading == "crawl.closed_jobs" else ""
        lines.append(
            f'<tr><th scope="row"><a href="job?id={job["id"]}{_language(frame, "&amp;")}">'
            f"{html.escape(job['title'])}</a>{_quiet(why)}</th>"
            f"<td>{html.escape(job['company'] or '')}</td><td>{html.escape(job['location'] or '')}</td>"
            f"<td>{html.escape(words.role(job['role']))}</td>"
            f'<td class="nowrap">{html.escape(words.moment(job["moment"]))}</td></tr>'
        )
    headings = [words(f"column.{name}") for name in ("title", "company", "place", "role")]
    return markup.grid([*headings, words("job.when")], lines)


show(current())
