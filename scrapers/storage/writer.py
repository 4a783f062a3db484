"""Writer: takes items one by one, stores them in batches, and answers each when its batch is committed."""

import asyncio
import gc
import logging
from collections import deque
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from typing import Any, TypeVar

import psycopg
from psycopg.types.numeric import FloatLoader
from psycopg.types.string import TextLoader

from scrapers.items import JobPosting, Page
from scrapers.storage import closing, crawls, pages
from scrapers.storage.batch import store_batch
from scrapers.storage.records import Seen

logger = logging.getLogger(__name__)

T = TypeVar("T")

# libpq's, for a server that no longer answers: without them a crawl would hang for two hours.
_CONNECT = {
    "connect_timeout": 10,
    "tcp_user_timeout": 30_000,
    "keepalives_idle": 10,
    "application_name": "crawl",
}
# By statement: as options they would replace the user's own, and poolers refuse them.
_SETTINGS = {
    "statement_timeout": "120s",
    "idle_in_transaction_session_timeout": "60s",
    "TimeZone": "UTC",
    # A batch looks up some hundred rows by key. In a table that has just grown, and has no statistics yet,
    # the planner would rather read all of it, each time.
    **dict.fromkeys(("enable_seqscan", "enable_hashjoin", "enable_mergejoin", "enable_material"), "off"),
}
_SET = "SELECT set_config(name, value, false) FROM unnest(%s::text[], %s::text[]) AS setting (name, value)"

# Classes of SQLSTATE that pass by themselves: connection, rollback (deadlock, serialization), resources
# (disk full, too many connections), operator (restart, statement timeout), locks.
_TRANSIENT = ("08", "40", "53", "57", "55")


_GIVE_UP_AFTER = 20
"""Items in a row for which there is no room on the disk: there is none for the others either."""


class DatabaseLost(RuntimeError):
    """The database stayed away for longer than a crawl waits."""


class NotStored(RuntimeError):
    """One item that the database refuses."""


class Writer:
    """Stores the items of one crawl."""

    def __init__(
        self,
        conninfo: str,
        *,
        batch_size: int = 1000,
        batch_seconds: float = 0.05,
        patience: float = 60.0,
        read_version: int = 0,
        on_commit: Callable[[], None] = lambda: None,
    ):
        self.counts = crawls.Counts()
        """All that was committed."""
        self.crawl: crawls.Crawl | None = None
        self.lost: DatabaseLost | None = None
        """Why nothing is stored any more."""
        self._conninfo = conninfo
        self._size = batch_size
        self._seconds = batch_seconds
        self._patience = patience
        self._read_version = read_version
        self._on_commit = on_commit
        self._queue: deque[tuple[Seen | Page, asyncio.Future]] = deque()
        self._arrived, self._full = asyncio.Event(), asyncio.Event()
        self._closing = False
        self._task: asyncio.Task | None = None
        self._answering: asyncio.Task | None = None
        self._connection: psycopg.AsyncConnection | None = None
        self._reader: psycopg.AsyncConnection | None = None
        self._brings_news = True  # rather than what is known, as far as the last batch tells
        self._incomplete: set[str] = set()  # pages of which a posting could not be stored

    async def open(self, source: str, arguments: dict[str, Any], started_at: datetime) -> crawls.Crawl:
        """Connect, and begin the crawl's row."""

        async def work(connection: psycopg.AsyncConnection) -> crawls.Crawl:
            return await crawls.open_crawl(connection, source, arguments, started_at)

        self.crawl = await self._persist(work)
        self._task = asyncio.create_task(self._run())
        _collect_rarely()
        return self.crawl

    async def store(self, item: JobPosting | Page) -> None:
        """Return when the item is committed; raises NotStored, or DatabaseLost."""
        if self.lost:
            raise self.lost
        future = asyncio.get_running_loop().create_future()
        # Read here, while the database is busy with the batch before.
        read = Seen.read(item, is_expected=not self._brings_news) if isinstance(item, JobPosting) else item
        self._queue.append((read, future))
        self._arrived.set()
        if len(self._queue) >= self._size:
            self._full.set()
        await future

    async def flush(self) -> None:
        """Store what is waiting, and take no more."""
        # The task is never cancelled: that would drop the batch in flight without a word.
        self._closing = True
        self._arrived.set()
        self._full.set()
        if self._task:
            await self._task
        if self._answering:
            await self._answering

    async def finish(
        self, *, ended_at: datetime, reason: str, errors: int, error: str | None, complete: bool
    ) -> None:
        """End the crawl's row; close what this crawl proves to be closed."""

        async def work(connection: psycopg.AsyncConnection) -> int:
            async with connection.transaction():
                clean = reason == "finished" and not errors
                seen = await crawls.close_crawl(
                    connection,
                    self.crawl.id,
                    ended_at=ended_at,
                    reason=reason,
                    errors=errors,
                    error=error,
                    complete=complete and clean,
                )
                return await closing.close_after_crawl(
                    connection,
                    self.crawl,
                    seen,
                    ended_at,
                    clean=clean,
                    complete=complete,
                    closed=self.counts.closed,
                )

        if self.lost:
            raise self.lost
        self.counts.closed += await self._persist(work)

    async def close(self) -> None:
        """Give the connections back."""
        for connection in (self._connection, self._reader):
            if connection:
                await connection.close()

    async def page_validators(self, url: str) -> tuple[str | None, str | None, bytes | None] | None:
        """Return (ETag, Last-Modified, content hash) that a page had; None: fetch it whole."""
        try:
            if self._reader is None or self._reader.closed:
                self._reader = await self._connect()
            return (await pages.page_validators(self._reader, [url], self._read_version)).get(url)
        except psycopg.OperationalError:
            return None  # the page is fetched whole; storing it will say what is wrong

    async def _connect(self) -> psycopg.AsyncConnection:
        connection = await psycopg.AsyncConnection.connect(
            self._conninfo,
            autocommit=True,
            # Plans made for tables still empty would be kept while they grow.
            prepare_threshold=None,
            **_CONNECT,
        )
        await connection.execute(_SET, [list(_SETTINGS), list(_SETTINGS.values())])
        connection.adapters.register_loader("date", _AsText)
        connection.adapters.register_loader("numeric", FloatLoader)
        return connection

    async def _run(self) -> None:
        while True:
            await self._arrived.wait()
            if not self._queue and self._closing:
                return
            if len(self._queue) < self._size and not self._closing:
                with suppress(TimeoutError):
                    await asyncio.wait_for(self._full.wait(), self._seconds)
            batch = [self._queue.popleft() for _ in range(min(self._size, len(self._queue)))]
            if len(self._queue) < self._size and not self._closing:
                self._full.clear()
            if not self._queue and not self._closing:
                self._arrived.clear()
            if batch:
                await self._write(batch)

    async def _write(self, batch: list[tuple[Seen | Page, asyncio.Future]]) -> None:
        """Store a batch; one that fails is halved until the item that does it stands alone."""
        items = [self._honest(item) for item, _ in batch]
        try:
            if self.lost:
                raise self.lost
            counts = await self._persist(lambda c: store_batch(c, self.crawl, items, self._read_version))
        except DatabaseLost as error:
            if not (_is_full(error) and len(batch) > 1 and await self._write_singly(batch)):
                self.lost = error
                _answer(batch, error)
        except Exception as error:
            if len(batch) > 1:
                middle = len(batch) // 2
                await self._write(batch[:middle])
                await self._write(batch[middle:])
                return
            item = items[0]
            self._incomplete.add(_page_url(item))
            _answer(batch, _not_stored(item, error))
        else:
            self.counts.add(counts)
            self._on_commit()
            if counts.seen:
                self._brings_news = counts.new + counts.updated > counts.unchanged
            before, self._answering = self._answering, asyncio.create_task(_answer_by_and_by(batch))
            if before:
                await before

    async def _write_singly(self, batch: list[tuple[Seen | Page, asyncio.Future]]) -> bool:
        """Store what still fits of a batch for which there is no room; False where nothing does."""
        refused: list[tuple[tuple[Seen | Page, asyncio.Future], DatabaseLost]] = []
        stored = []
        for one in batch:
            item = self._honest(one[0])
            try:
                counts = await self._persist(
                    lambda c, item=item: store_batch(c, self.crawl, [item], self._read_version), patience=0
                )
            except DatabaseLost as error:
                refused.append((one, error))
                self._incomplete.add(_page_url(item))
                if not stored and len(refused) == _GIVE_UP_AFTER:
                    return False
            else:
                self.counts.add(counts)
                stored.append(one)
        if not stored:
            return False
        self._on_commit()
        _answer(stored, None)
        for one, error in refused:
            _answer([one], _not_stored(one[0], error.__cause__))
        return True

    def _honest(self, item: Seen | Page) -> Seen | Page:
        """A page whose postings are not all stored is to be read again, also if it does not change."""
        if isinstance(item, Page) and item.url in self._incomplete:
            return replace(item, etag=None, last_modified=None, content_hash=None)
        return item

    async def _persist(
        self, work: Callable[[psycopg.AsyncConnection], Awaitable[T]], patience: float | None = None
    ) -> T:
        """Do a transaction, again if need be while the database restarts, or after a deadlock."""
        waited, pause = 0.0, 0.05
        patience = self._patience if patience is None else patience
        while True:
            try:
                if self._connection is None or self._connection.closed:
                    self._connection = await self._connect()
                    if self.crawl:
                        await crawls.hold_crawl(self._connection, self.crawl.id)
                return await work(self._connection)
            except psycopg.OperationalError as error:
                if not self._is_transient(error):
                    raise
                if waited >= patience:
                    raise DatabaseLost(f"the database is gone: {_first_line(error)}") from error
                if waited == 0:
                    logger.warning("%s; trying again for %d seconds", _first_line(error), patience)
                await asyncio.sleep(pause)
                waited, pause = waited + pause, min(pause * 2, 2.0)

    def _is_transient(self, error: psycopg.Error) -> bool:
        gone = self._connection is None or self._connection.closed
        return gone or error.sqlstate is None or error.sqlstate.startswith(_TRANSIENT)


def _collect_rarely() -> None:
    """Let Python look for garbage every few hundred items, not every few dozen.

    What is made of an item lives until its batch is committed: looking sooner finds nothing, and takes a
    tenth of our time.
    """
    threshold, *others = gc.get_threshold()
    if threshold:  # 0: somebody has switched it off
        gc.set_threshold(max(threshold, _NEW_OBJECTS), *others)


_NEW_OBJECTS = 10_000


class _AsText(TextLoader):
    """Dates are compared with what pages say: as ISO 8601 text."""


async def _answer_by_and_by(batch: list[tuple[Seen | Page, asyncio.Future]]) -> None:
    """Say of each that it is stored: a few at a time, so that the database is busy while more items are made.

    All at once, each would bring its next item before the next batch could send its first statement.
    """
    for start in range(0, len(batch), _ANSWERED_AT_A_TIME):
        _answer(batch[start : start + _ANSWERED_AT_A_TIME], None)
        await asyncio.sleep(0)


_ANSWERED_AT_A_TIME = 4


def _answer(batch: list[tuple[Seen | Page, asyncio.Future]], error: Exception | None) -> None:
    for _, future in batch:
        if future.done():  # cancelled by a crawl that does not wait
            continue
        if error:
            future.set_exception(error)
        else:
            future.set_result(None)


def _is_full(error: DatabaseLost) -> bool:
    return isinstance(error.__cause__, psycopg.errors.DiskFull)


def _page_url(item: Seen | Page) -> str:
    return (item.url if isinstance(item, Page) else item.item.page_url) or "?"


def _not_stored(item: Seen | Page, error: BaseException) -> NotStored:
    return NotStored(f"{_name(item)} of {_page_url(item)}: {_first_line(error)}")


def _name(item: Seen | Page) -> str:
    return "page" if isinstance(item, Page) else f"posting {item.item.title[:80]!r}"


def _first_line(error: BaseException) -> str:
    return str(error).strip().partition("\n")[0] or type(error).__name__
