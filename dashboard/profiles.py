"""Who reads: whose visits, marks and searches these are, and how they log in."""

import logging
import re
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import streamlit as st
from streamlit.errors import StreamlitAuthError

from dashboard import my_list_queries as kept
from dashboard.connection import DatabaseProblem
from dashboard.filters import Reader
from dashboard.frame import Frame, Profile, keeping
from dashboard.words import Words

log = logging.getLogger(__name__)
KEY = "profile"
# A visit is noted no more often: its end is known to a minute.
NOTED = timedelta(minutes=1)
EVERYBODY = ""  # the one profile where nobody logs in
NAME = 40  # characters of a person's name that are shown


def name_of(user: Mapping[str, object]) -> str | None:
    """Name of the profile of Streamlit's user; None where somebody should log in and has not.

    The issuer's word for the person never changes, an address may: it counts only where there is no other.
    """
    if "is_logged_in" not in user:
        return EVERYBODY
    if not user["is_logged_in"]:
        return None
    if user.get("sub"):
        return f"{user.get('iss') or ''} {user['sub']}"
    return str(user["email"]) if user.get("email") else None


def enter(frame: Frame) -> None:
    """Note the visit, and give the frame its profile and reader. Raises DatabaseProblem."""
    name = _name()
    frame.profile = Profile(trouble="login") if name is None else _profile(name, frame.now)
    if frame.profile.id is not None:
        with keeping() as connection:
            hidden = kept.hidden(connection, frame.profile.id)
        frame.filters = replace(frame.filters, reader=Reader(frame.profile.visit, hidden))


def _name() -> str | None:
    """The profile's name; nobody's while it cannot be read whether people log in."""
    return None if name_of(st.user) == EVERYBODY and _unreadable() else name_of(st.user)


def _unreadable() -> bool:
    return not st.secrets.load_if_toml_exists() and any(
        Path(file).exists() for file in st.get_option("secrets.files")
    )


def _profile(name: str, now: datetime) -> Profile:
    noted = st.session_state.get(KEY)
    if noted and noted[0] == name and timedelta(0) <= now - noted[1] < NOTED:
        return noted[2]
    row, trouble = None, ""
    try:
        with keeping() as connection:
            row = kept.enter(connection, name, now)
    except DatabaseProblem as problem:
        trouble = problem.kind
    if trouble:
        # What was kept while it could be is still shown.
        with suppress(DatabaseProblem), keeping() as connection:
            row = kept.profile(connection, name)
    profile = Profile(row["id"], row["visit_before"], trouble) if row else Profile(trouble=trouble)
    st.session_state[KEY] = (name, now, profile)
    return profile


# ------------------------------------------------------------------ logging in
def account(words: Words) -> None:
    """Who is logged in, with a way out, or the way in; nothing where nobody logs in."""
    name = _name()
    if name is None:
        ways_in(words, "header")
    elif name != EVERYBODY:
        with st.popover(called(st.user), icon=":material/account_circle:"):
            if st.user.get("email"):
                st.text(st.user["email"])
            st.button(words("login.out"), on_click=st.logout, icon=":material/logout:", key="logout")


def ways_in(words: Words, key: str, kind: str = "secondary") -> None:
    """A button for each provider; ``key`` tells those of one place from those of another."""
    auth = st.secrets.get("auth", {}) if st.secrets.load_if_toml_exists() else {}
    for provider in providers(auth):
        label = words("login.in") if provider is None else words("login.with", provider=provider)
        st.button(
            label,
            on_click=_log_in,
            args=(provider, words),
            type=kind,
            icon=":material/login:",
            key=f"login-{key}-{provider or ''}",
        )


def providers(auth: Mapping[str, object]) -> list[str | None]:
    """Names of the providers in ``[auth]``; None is the one without a name."""
    named = [name for name, value in auth.items() if isinstance(value, Mapping) and "client_id" in value]
    return ([None] if "client_id" in auth or not named else []) + named


def called(user: Mapping[str, object]) -> str:
    """What a person is called, as Markdown that is nothing but text: names are anybody's words."""
    name = next(str(user[key]) for key in ("name", "preferred_username", "email", "sub") if user.get(key))
    short = name if len(name) <= NAME else f"{name[: NAME - 1]}…"
    return re.sub(r"([!-/:-@\[-`{-~])", r"\\\1", " ".join(short.split()))


def _log_in(provider: str | None, words: Words) -> None:
    try:
        st.login(provider)
    except StreamlitAuthError:
        # What is missing is for the log: readers can do nothing about it.
        log.exception(
            "Nobody can log in: .streamlit/secrets.toml is wrong, or the extra `login` not installed"
        )
        st.toast(words("login.broken"), icon=":material/error:")
