"""What every page shares in one run: the choices in the address, the language, the time, the database."""

import atexit
import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from urllib.parse import urlencode

import streamlit as st

from dashboard import filters as choices
from dashboard import queries, words
from dashboard.connection import DatabaseProblem, open_pool, reading
from dashboard.writing import open_writers, writing
from scrapers import database

# Parameters of single pages, which are no filters.
OF_PAGES = ("id", "source", "crawl", "step", "list", "saved")
KEY = "frame"


@dataclass(frozen=True)
class Profile:
    """Whose marks and searches these are; without ``id`` there are none, and ``trouble`` says why.

    ``trouble``: login, or the kind of a DatabaseProblem, read_only above all; then nothing can be changed.
    """

    id: int | None = None
    visit: datetime | None = None
    trouble: str = ""


@dataclass
class Frame:
    """One run of the script. Pages get it from ``current()``."""

    filters: choices.Filters
    problems: list[choices.Problem]
    words: words.Words
    now: datetime
    counts: dict[str, dict[str | None, int]] | None = field(default=None)
    profile: Profile = Profile()

    def new(self) -> int:
        """Jobs that pass the other filters and came after this reader's last visit."""
        new = choices.replace(self.filters, after=choices.VISIT, days=None, since=None, until=None)
        with connected() as connection:
            return queries.count(connection, new, self.now)

    def counted(self) -> dict[str, dict[str | None, int]]:
        """Facet counts of the chosen filters, asked once a run."""
        if self.counts is None:
            with connected() as connection:
                self.counts = queries.facets(connection, self.filters, self.now)
        return self.counts


def begin() -> Frame:
    """Read the address; called once at the start of a run."""
    parameters = {name: st.query_params.get_all(name) for name in st.query_params}
    filters, problems = choices.parse(parameters, also=OF_PAGES)
    frame = Frame(filters, problems, words.of(filters.language, st.context.locale), datetime.now(UTC))
    st.session_state[KEY] = frame
    return frame


def current() -> Frame:
    """The frame of this run."""
    return st.session_state[KEY]


def choose(filters: choices.Filters) -> None:
    """Put other choices into the address, the one place where they are kept."""
    others = {name: st.query_params.get_all(name) for name in OF_PAGES if name in st.query_params}
    st.query_params.from_dict({**choices.write(filters), **others})


def address(filters: choices.Filters) -> str:
    """Query string of a link to these choices."""
    return urlencode(choices.write(filters), doseq=True)


@contextmanager
def connected() -> Iterator:
    """A connection for reading; raises DatabaseProblem."""
    with reading(_pool(os.environ.get("DATABASE_URL"))) as connection:
        yield connection


@contextmanager
def keeping() -> Iterator:
    """A connection for what people keep of jobs, which may be written too; raises DatabaseProblem."""
    with writing(_writers(os.environ.get("DATABASE_URL"))) as connection:
        yield connection


@st.cache_resource(show_spinner=False, on_release=lambda pool: pool.close())
def _writers(url: str | None):
    """The pool of one database for what people keep."""
    return open_writers(_pool(url).conninfo)


def conninfo() -> str:
    """Where the database is, for what is written with the user's own rights; raises DatabaseProblem."""
    return _pool(os.environ.get("DATABASE_URL")).conninfo


@st.cache_resource(show_spinner=False, on_release=lambda pool: pool.close())
def _pool(url: str | None):
    """The pool of one database; without DATABASE_URL of the embedded server, which is held until we end."""
    stack = ExitStack()
    try:
        conninfo = stack.enter_context(database.server())
        if not url:
            database.ensure_database(conninfo)
    except database.DatabaseError as error:
        stack.close()
        raise DatabaseProblem("unreachable", str(error)) from error
    atexit.register(stack.close)
    return open_pool(conninfo)
