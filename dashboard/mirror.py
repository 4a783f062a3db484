"""Holds the columns and words of all jobs in memory, and keeps them the same as the database.

Before each answer the database is asked which jobs were written since, and those are read anew. It tells by
transactions, not by times: what was under way at the last look is found at the next.
"""

import atexit
import logging
import threading
import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, field, replace
from itertools import takewhile

import numpy as np

from dashboard import mirror_queries, word_index
from dashboard.columns import Columns
from dashboard.mirror_queries import Look
from dashboard.search import Search
from dashboard.word_index import WordIndex

logger = logging.getLogger(__name__)

# So many changed jobs, or such a share of all, are read while a reader waits; of more, all are read beside.
FEW, FEW_SHARE = 1000, 0.05
# The database is asked of jobs whose words are not known; of so many, or such a share, words are read anew.
UNKNOWN, UNKNOWN_SHARE = 1000, 0.01
_PATIENCE = "300s"
_PAUSE = 60.0  # seconds, after all could not be read, and between readings of the words
_LAST_WAIT = 5.0  # seconds, when the program ends
_SEARCHES = 32  # whose hits are kept

# Finds jobs by asking the database: among jobs with these ids, or all.
Ask = Callable[[np.ndarray | None], np.ndarray]


@dataclass(frozen=True)
class _State:
    held: Columns
    look: Look
    hits: dict[Search, np.ndarray] = field(default_factory=dict)


class _Beside:
    """Work done on another thread, once at a time."""

    def __init__(self, name: str, work: Callable[[], None]):
        self._name = name
        self._work = work
        self._thread: threading.Thread | None = None
        self.not_before = 0.0
        self.ending = threading.Event()

    def start(self) -> None:
        if (self._thread and self._thread.is_alive()) or time.monotonic() < self.not_before:
            return
        self._thread = threading.Thread(target=self._work, name=self._name, daemon=True)
        # Stopped within Arrow's code, the program ends by abort; one that waits for the database may be left.
        atexit.register(_end, self._thread, self.ending)
        self._thread.start()

    def wait(self, seconds: float) -> None:
        if self._thread:
            self._thread.join(seconds)


def _end(thread: threading.Thread, ending: threading.Event) -> None:
    ending.set()
    thread.join(_LAST_WAIT)


class Mirror:
    """``connect`` gives a connection, on which all jobs are read while the reader who asks first goes on."""

    def __init__(self, connect: Callable[[], AbstractContextManager]):
        self._connect = connect
        self._lock = threading.Lock()
        self._state: _State | None = None
        self._words: WordIndex | None = None
        self._reading = _Beside("mirror", self._read_all)
        self._reading_words = _Beside("mirror, words", self._read_words)

    def look(self, connection) -> Columns | None:
        """All jobs as they are now; None while they are being read."""
        with self._lock:
            if self._state:
                self._state = self._refreshed(connection, self._state)
            if not self._state:
                self._reading.start()
                return None
            return self._state.held

    def hits(self, held: Columns, search: Search, ask: Ask) -> np.ndarray:
        """Which of the jobs a search finds; what it found is kept for as long as no job changes."""
        with self._lock:
            known = self._state.hits if self._state and self._state.held is held else {}
            if search in known:
                return known[search]
        mask = self._found(held, search, ask)
        with self._lock:
            known[search] = mask
            while len(known) > _SEARCHES:
                del known[next(iter(known))]
        return mask

    def wait(self, seconds: float, *, words: bool = False) -> None:
        """Wait until all jobs are read, if they are being read, and perhaps for their words too."""
        self._reading.wait(seconds)
        if words:
            self._reading_words.wait(seconds)

    def _found(self, held: Columns, search: Search, ask: Ask) -> np.ndarray:
        words, mask = self._words, np.zeros(len(held), bool)
        if words is None:  # who never searches needs none
            self._reading_words.start()
        # The index knows no signs, and of words only those that PostgreSQL takes as they are.
        if words is None or search.patterns or not word_index.searchable(search.terms):
            mask[held.places(ask(None))] = True
            return mask
        at, known = words.known(held)
        mask[known] = words.find(search.terms)[at[known]]
        unknown = held.numbers["id"][~known]
        if len(unknown):
            mask[held.places(ask(unknown))] = True
            if len(unknown) > max(UNKNOWN, UNKNOWN_SHARE * len(held)):
                self._reading_words.start()
        return mask

    def _refreshed(self, connection, state: _State) -> _State | None:
        look = mirror_queries.look(connection, state.look.snapshot, state.look.at)
        if look.server != state.look.server or look.outdated:
            return None
        if not look.jobs:
            return replace(state, look=look)
        if None in look.jobs or len(look.jobs) > max(FEW, FEW_SHARE * len(state.held)):
            return None
        return _State(state.held.replaced(look.jobs, mirror_queries.columns(connection, look.jobs)), look)

    def _read_all(self) -> None:
        try:
            with self._connect() as connection, connection.transaction():
                mirror_queries.be_patient(connection, _PATIENCE)
                # Read after the look: what is written in between is read once more.
                look = mirror_queries.look(connection)
                state = _State(mirror_queries.columns(connection), look)
        except Exception as error:  # the pages are there without it, slower
            logger.warning("jobs are counted by the database: %s", error)
            self._reading.not_before = time.monotonic() + _PAUSE
            return
        with self._lock:
            self._state = state

    def _read_words(self) -> None:
        self._reading_words.not_before = time.monotonic() + _PAUSE
        try:
            with self._connect() as connection, connection.transaction():
                mirror_queries.be_patient(connection, _PATIENCE)
                portions = mirror_queries.words(connection)
                ending = self._reading_words.ending
                words = word_index.build(takewhile(lambda _: not ending.is_set(), portions))
        except Exception as error:
            logger.warning("words are searched by the database: %s", error)
            return
        if not ending.is_set():
            self._words = words
