"""Job: one vacancy, the ads behind it, where and when it was seen, and how it was read."""

import html
from datetime import date

import streamlit as st

from dashboard import deciding, decision_queries, listing, marks, markup, queries
from dashboard.frame import Frame, address, connected, current
from dashboard.words import Words

FACTS = {
    "title": "title_raw",
    "company": None,
    "location": "location_raw",
    "date_posted": "date_posted_raw",
    "valid_through": "valid_through_raw",
    "employment_type": None,
    "base_salary": None,
    "identifier": None,
    "language": None,
    "seniority": None,
    "job_form": None,
    "topics": None,
}
DERIVED = ("language", "seniority", "job_form", "topics")


def show(frame: Frame) -> None:
    """The whole page."""
    words, today = frame.words, frame.now.date()
    st.html(
        f'<p class="facts"><a href="./?{html.escape(address(frame.filters))}">← {words("job.back")}</a></p>'
    )
    asked = st.query_params.get("id", "")
    identity = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 19 else None
    if identity is None:
        st.title(words("job.no_id"), anchor=False)
        return
    with connected() as connection:
        former = decision_queries.successor(connection, identity)
        identity = former or identity
        job = queries.job(connection, identity, frame.now)
        if job is None:
            st.title(words("job.unknown", id=asked), anchor=False)
            return
        postings = queries.postings(connection, identity)
        sightings = queries.sightings(connection, identity)
        changes = queries.changes(connection, identity)
        again = decision_queries.reposted(connection, identity)
        said = decision_queries.said(connection, identity)
        candidates = decision_queries.candidates(connection, job)
        why = deciding.why(connection, identity, postings, words) if len(postings) > 1 else ""
    st.html(_head(job, words, today, again))
    if former:
        st.info(words("job.former", id=asked, now=str(identity)))
    if markup.is_web(job["url"]):
        st.link_button(words("job.open"), job["url"], icon=":material/open_in_new:")
    marks.show(job)
    st.header(words("job.where"), anchor=False)
    st.html(_sightings(sightings, words, frame))
    if why:
        st.header(words("job.why_one", n=len(postings)), anchor=False)
        st.html(why)
    deciding.show(job, postings, said, candidates, frame)
    for number, posting in enumerate(postings, 1):
        heading = (
            words("job.facts") if len(postings) == 1 else f"{words('job.facts')} {number}/{len(postings)}"
        )
        st.header(heading, anchor=False)
        st.html(_posting(posting, words))
    if changes:
        st.header(words("job.changes"), anchor=False)
        headings = [words(f"job.{key}") for key in ("when", "field", "old", "new")]
        lines = [
            markup.cells((words.moment(c["changed_at"]), _name(c["field"], words), c["old"], c["new"]))
            for c in changes
        ]
        st.html(markup.grid(headings, lines))


def _head(job: queries.Row, words: Words, today: date, again: int) -> str:
    who = " · ".join(
        html.escape(text)
        for text in (job["company"] or words("no_company"), job["location"] or words("no_place"))
    )
    dates = [words("first_seen", day=words.day(job["first_seen"].date(), today))]
    if job["date_posted"]:
        dates.insert(0, words("posted", day=words.day(job["date_posted"], today)))
    if again:
        dates.append(words.plural("job.again", again))
    note = listing.state(job, words)
    warn = f' <span class="tag warn">{html.escape(note)}</span>' if note else ""
    return (
        f'<div class="facts job"><h1>{html.escape(job["title"])}</h1>'
        f'<p>{who} <span class="tag role">{html.escape(words.role(job["role"]))}</span>{warn}</p>'
        f'<p class="quiet">{html.escape(" · ".join(dates))}</p></div>'
    )


def _sightings(rows: list[queries.Row], words: Words, frame: Frame) -> str:
    start = min((row["first_seen"] for row in rows), default=frame.now)
    span = max((frame.now - start).total_seconds(), 1)
    lines = []
    for row in rows:
        left = (row["first_seen"] - start).total_seconds() / span * 100
        width = max((row["last_seen"] - row["first_seen"]).total_seconds() / span * 100, 1)
        page = markup.link(row["url"], html.escape(row["title"] or row["url"]))
        lines.append(
            f'<tr><th scope="row">{page} <span class="quiet">{html.escape(row["site"])}</span></th>'
            f"<td>{html.escape(row['box_heading'])}</td>"
            f'<td class="bar"><span style="margin-left:{min(left, 99):.1f}%;width:{width:.1f}%"></span></td>'
            f'<td class="nowrap">{words.day(row["first_seen"].date())}</td>'
            f'<td class="nowrap">{words.day(row["last_seen"].date())}</td>'
            f'<td class="number">{words.number(row["times"])}</td></tr>'
        )
    headings = [words(f"job.{key}") for key in ("page", "box", "timeline", "from", "to", "times")]
    return markup.grid(headings, lines)


def _posting(row: queries.Row, words: Words) -> str:
    lines = [
        f'<tr><th scope="row">{html.escape(words("job.link"))}</th>'
        f"<td>{markup.link(row['url'], html.escape(row['url'] or words('no_link')))}</td><td></td>"
        f"<td>{html.escape(row['origin'])}</td></tr>"
    ]
    for name, raw in FACTS.items():
        value = row[name]
        shown = ", ".join(value) if isinstance(value, list) else value
        was = row[raw] if raw else None
        if shown in (None, "") and not was:
            continue
        origin = words("job.title") if name in DERIVED else (row["origins"] or {}).get(name, row["origin"])
        said = words.day(shown) if isinstance(shown, date) else _value(name, shown, words)
        lines.append(
            f'<tr><th scope="row">{html.escape(_name(name, words))}</th><td>{html.escape(said)}</td>'
            f'<td>{html.escape(was or "")}</td><td class="quiet">{html.escape(str(origin))}</td></tr>'
        )
    lines.append(
        f'<tr><th scope="row">{html.escape(words("roles"))}</th>'
        f"<td>{html.escape(words.role(row['role']))}</td>"
        f'<td colspan="2" class="quiet">{html.escape(row["role_reason"] or "")}</td></tr>'
    )
    headings = [words(f"job.{key}") for key in ("field", "value", "raw", "origin")]
    return markup.grid(headings, lines, caption=row["site"])


def _name(field: str, words: Words) -> str:
    return words.either(f"field.{field}", field)


def _value(field: str, value: object, words: Words) -> str:
    return "" if value is None else words.either(f"{field}.{value}", str(value))


show(current())
