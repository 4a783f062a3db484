"""Holds the columns of all jobs in memory, and keeps them the same as the database.

Before each answer the database is asked which jobs were written since, and those are read anew. It tells by
transactions, not by times: what was under way at the last look is found at the next.
"""

import atexit
import logging
import threading
import time
from collections.abc import Callable, Hashable
from contextlib import AbstractContextManager
from dataclasses import dataclass, field, replace

import numpy as np

from dashboard import mirror_queries
from dashboard.columns import Columns
from dashboard.mirror_queries import Look

logger = logging.getLogger(__name__)

# So many changed jobs, or such a share of all, are read while a reader waits; of more, all are read beside.
FEW, FEW_SHARE = 1000, 0.05
_PATIENCE = "300s"
_PAUSE = 60.0  # seconds, after all could not be read
_LAST_WAIT = 5.0  # seconds, when the program ends
_SEARCHES = 32  # whose hits are kept


@dataclass(frozen=True)
class _State:
    held: Columns
    look: Look
    hits: dict[Hashable, np.ndarray] = field(default_factory=dict)


class Mirror:
    """``connect`` gives a connection, on which all jobs are read while the reader who asks first goes on."""

    def __init__(self, connect: Callable[[], AbstractContextManager]):
        self._connect = connect
        self._lock = threading.Lock()
        self._state: _State | None = None
        self._reading: threading.Thread | None = None
        self._not_before = 0.0

    def look(self, connection) -> Columns | None:
        """All jobs as they are now; None while they are being read."""
        with self._lock:
            if self._state:
                self._state = self._refreshed(connection, self._state)
            if not self._state:
                self._read_beside()
                return None
            return self._state.held

    def hits(self, held: Columns, search: Hashable, find: Callable[[], np.ndarray]) -> np.ndarray:
        """Which of the jobs a search finds; what it found is kept for as long as no job changes."""
        with self._lock:
            known = self._state.hits if self._state and self._state.held is held else {}
            if search in known:
                return known[search]
        mask = np.zeros(len(held), bool)
        mask[held.places(find())] = True
        with self._lock:
            known[search] = mask
            while len(known) > _SEARCHES:
                del known[next(iter(known))]
        return mask

    def wait(self, seconds: float) -> None:
        """Wait until all jobs are read, if they are being read."""
        if self._reading:
            self._reading.join(seconds)

    def _refreshed(self, connection, state: _State) -> _State | None:
        look = mirror_queries.look(connection, state.look.snapshot, state.look.at)
        if look.server != state.look.server or look.outdated:
            return None
        if not look.jobs:
            return replace(state, look=look)
        if None in look.jobs or len(look.jobs) > max(FEW, FEW_SHARE * len(state.held)):
            return None
        return _State(state.held.replaced(look.jobs, mirror_queries.columns(connection, look.jobs)), look)

    def _read_beside(self) -> None:
        if (self._reading and self._reading.is_alive()) or time.monotonic() < self._not_before:
            return
        self._reading = threading.Thread(target=self._read_all, name="mirror", daemon=True)
        # Stopped within Arrow's code, the program ends by abort; one that waits for the database may be left.
        atexit.register(self._reading.join, _LAST_WAIT)
        self._reading.start()

    def _read_all(self) -> None:
        try:
            with self._connect() as connection, connection.transaction():
                mirror_queries.be_patient(connection, _PATIENCE)
                # Read after the look: what is written in between is read once more.
                look = mirror_queries.look(connection)
                state = _State(mirror_queries.columns(connection), look)
        except Exception as error:  # the pages are there without it, slower
            logger.warning("jobs are counted by the database: %s", error)
            self._not_before = time.monotonic() + _PAUSE
            return
        with self._lock:
            self._state = state
