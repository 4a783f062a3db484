"""Saving, hiding and noting jobs: the buttons at each job, and what happens when one is pressed."""

import html
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import streamlit as st

from dashboard import my_list_queries as kept
from dashboard.connection import DatabaseProblem
from dashboard.frame import Frame, current, keeping
from dashboard.words import Words

Row = dict[str, Any]
BUTTONS = ("saved", "applied", "noted", "hidden")
NOTING = "noting"
DONE = "marks-done"
TROUBLE = "marks-trouble"
MOST = 100  # of one message

_listener = st.components.v2.component(
    "marks", js=Path(__file__).with_name("marks.js").read_text("utf-8"), isolate_styles=False
)


def of(frame: Frame, jobs: list[int]) -> dict[int, Row] | None:
    """Marks of some jobs, by job; None where nobody can mark any."""
    if frame.profile.id is None or frame.profile.trouble:
        return None
    with keeping() as connection:
        return kept.marks(connection, frame.profile.id, jobs)


def buttons(row: Row, mark: Row | None, words: Words) -> str:
    """The buttons of one job, as HTML."""
    return f'<div class="does">{"".join(button(row, mark, what, words) for what in BUTTONS)}</div>'


def button(row: Row, mark: Row | None, what: str, words: Words, *, shown: bool = False) -> str:
    """One of them; ``shown``: its name as text instead of a picture."""
    on = is_on(mark, what)
    name = words("mark.show") if on and what == "hidden" else words(f"mark.{what}")
    said = html.escape(f"{name}: {row['title']}" if row["title"] else name)
    # A button that opens something, or whose name changes, is not one that is pressed or not.
    pressed = "" if what == "noted" or shown else f' aria-pressed="{str(on).lower()}"'
    kind = "say" if shown else f"do {what}{' on' if on else ''}"
    shape = (
        f'class="{kind}" data-mark="{what}" data-job="{row["id"]}" data-on="{int(on)}"{pressed}'
        f' aria-label="{said}" title="{html.escape(name)}"'
    )
    return f'<button type="button" {shape}>{html.escape(name) if shown else ""}</button>'


def is_on(mark: Row | None, what: str) -> bool:
    """Whether a job is saved, applied to, hidden, seen or noted."""
    if mark is None:
        return False
    return bool(mark["note"] if what == "noted" else mark[f"{what}_at"])


def listen() -> None:
    """Hear the buttons drawn in this run or fragment; once in either."""
    with st.container(key="marks"):
        _listener(key="marked", data={"done": st.session_state.get(DONE, 0)}, on_marked_change=_marked)
    if trouble := st.session_state.pop(TROUBLE, None):
        words = current().words
        st.toast(words("mark.failed", why=words(f"state.{trouble}")), icon=":material/error:")
    if (job := st.session_state.pop(NOTING, None)) is not None:
        _dialog(current())(job)


def show(job: Row) -> None:
    """Buttons and note of one job on its page, which counts as seen."""
    frame = current()
    if frame.profile.id is None or frame.profile.trouble:
        return
    with suppress(DatabaseProblem), keeping() as connection:  # the page says of the job what there is to say
        kept.mark(connection, frame.profile.id, job["id"], "seen", frame.now)
    _show(frame, job)


@st.fragment
def _show(frame: Frame, job: Row) -> None:
    mark = (of(frame, [job["id"]]) or {}).get(job["id"])
    said = note(mark["note"]) if is_on(mark, "noted") else ""
    st.html(f'<div class="facts named">{buttons(job, mark, frame.words)}{said}</div>')
    listen()


def note(text: str) -> str:
    """A note as HTML."""
    return f'<p class="note">{html.escape(text)}</p>'


def _marked() -> None:
    """Store what was pressed; each press once, though the browser may say it twice."""
    frame, now = current(), datetime.now(UTC)
    done = st.session_state.get(DONE, 0)
    for number, job, what, on in _presses(st.session_state["marked"].marked):
        if number <= done:
            continue
        done = number
        if what == "noted":
            st.session_state[NOTING] = job
        elif frame.profile.id is not None and not frame.profile.trouble:
            try:
                with keeping() as connection:
                    kept.mark(connection, frame.profile.id, job, what, now if on else None)
            except DatabaseProblem as problem:
                st.session_state[TROUBLE] = problem.kind
    st.session_state[DONE] = done


def _presses(said: object) -> list[tuple[int, int, str, bool]]:
    """What the browser says, as far as it makes sense: anybody may write into a websocket."""
    found = []
    for press in said[:MOST] if isinstance(said, list) else []:
        if isinstance(press, list) and len(press) == 4:
            number, job, what, on = press
            numbers = all(type(n) is int and 0 <= n < 2**53 for n in (number, job))
            if numbers and what in (*kept.MARKS, "noted"):
                found.append((number, job, what, bool(on)))
    return found


def _keep(frame: Frame, job: int, text: str) -> bool:
    try:
        with keeping() as connection:
            kept.note(connection, frame.profile.id, job, text.strip())
    except DatabaseProblem as problem:
        st.error(frame.words("mark.failed", why=frame.words(f"state.{problem.kind}")))
        return False
    return True


def _dialog(frame: Frame):
    words = frame.words

    @st.dialog(words("note.title"))
    def write(job: int) -> None:
        with keeping() as connection:
            mark = kept.marks(connection, frame.profile.id, [job]).get(job)
        with st.form("note", border=False):
            text = st.text_area(
                words("mark.noted"), mark["note"] if mark else "", max_chars=kept.NOTE_LENGTH, height=160
            )
            stored = st.form_submit_button(words("note.keep"), type="primary") and _keep(frame, job, text)
        if stored:
            st.rerun()

    return write
