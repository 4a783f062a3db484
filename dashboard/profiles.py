"""Who reads: whose visits, marks and searches these are."""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta

import streamlit as st

from dashboard import my_list_queries as kept
from dashboard.connection import DatabaseProblem
from dashboard.filters import Reader
from dashboard.frame import Frame, Profile, keeping

KEY = "profile"
# A visit is noted no more often: its end is known to a minute.
NOTED = timedelta(minutes=1)
EVERYBODY = ""  # the one profile where nobody logs in


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
    name = name_of(st.user)
    frame.profile = Profile(trouble="login") if name is None else _profile(name, frame.now)
    if frame.profile.id is not None:
        with keeping() as connection:
            hidden = kept.hidden(connection, frame.profile.id)
        frame.filters = replace(frame.filters, reader=Reader(frame.profile.visit, hidden))


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
