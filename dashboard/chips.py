"""Chosen filters as chips to remove, and what to leave out when nothing matches."""

from datetime import date, datetime

import streamlit as st

from dashboard import queries
from dashboard.filters import VISIT, Filters
from dashboard.frame import Frame, choose, connected
from dashboard.sidebar import named
from dashboard.words import Words


def label(words: Words, name: str, value: str) -> str:
    """A chosen value in words."""
    if name == "search":
        return words("chip.search", value=value)
    if name == "days":
        return words("days.1") if value == "1" else words("days.many", n=int(value))
    if name == "after":
        if value == VISIT:
            return words("chip.visit")
        return words("chip.after", value=words.moment(datetime.fromisoformat(value)))
    if name == "hidden":
        return words("chip.hidden")
    if name in ("since", "until"):
        return words(f"chip.{name}", value=words.day(date.fromisoformat(value)))
    if name == "statuses":
        return ", ".join(words(f"status.{status}") for status in value.split(","))
    return named(words, name)(value)


def show(frame: Frame) -> None:
    """A button for each chosen value, which removes it, and one that removes all."""
    words, chosen = frame.words, frame.filters.chosen()
    if not chosen:
        return
    with st.container(horizontal=True, key="chips", gap="small"):
        for name, value in chosen:
            st.button(
                _plain(label(words, name, value)),
                key=f"chip-{name}-{value}",
                icon=":material/close:",
                icon_position="right",
                help=words("chip.remove"),
                on_click=choose,
                args=(frame.filters.without(name, value),),
            )
        if len(chosen) > 1:
            st.button(
                words("clear"), key="clear", type="tertiary", on_click=choose, args=(frame.filters.cleared(),)
            )


def relax(frame: Frame) -> None:
    """Say that nothing matches, and offer each filter whose absence would show something."""
    words = frame.words
    chosen = list(dict.fromkeys(name for name, _ in frame.filters.chosen()))
    if not chosen:
        return
    st.header(words("none"))
    offers = [(name, frame.filters.without(name)) for name in chosen]
    with connected() as connection:
        counted = [(name, less, queries.count(connection, less, frame.now)) for name, less in offers]
    helping = sorted(
        ((name, less, jobs) for name, less, jobs in counted if jobs), key=lambda offer: -offer[2]
    )
    st.write(words("none.relax") if helping else words("none.nothing"))
    for name, less, jobs in helping:
        shown = _all(words, frame.filters, name)
        st.button(
            _plain(words("none.without", filter=shown, n=words.plural("jobs", jobs))),
            key=f"relax-{name}",
            icon=":material/filter_alt_off:",
            on_click=choose,
            args=(less,),
        )
    if not helping:
        st.button(words("clear"), key="relax-all", on_click=choose, args=(frame.filters.cleared(),))


def _all(words: Words, filters: Filters, name: str) -> str:
    values = [label(words, each, value) for each, value in filters.chosen() if each == name]
    return ", ".join(values[:3]) + (" …" if len(values) > 3 else "")


def _plain(text: str) -> str:
    r"""The text for a label, in which Streamlit reads Markdown: each sign that means something is escaped."""
    return "".join(f"\\{sign}" if sign in r"\`*_{}[]<>()#+-.!|~$:" else sign for sign in text)
