"""Faults that a crawl meets while it stores."""

import asyncio
import os
import signal
import subprocess
import sys
from datetime import timedelta

import psycopg
import pytest

from scrapers import database
from scrapers.storage.writer import DatabaseLost, Writer
from storage.samples import NOON, employed, page, posting


async def opened(url: str, source: str = "pages", **options) -> Writer:
    writer = Writer(url, batch_seconds=0.01, **options)
    await writer.open(source, {}, NOON)
    return writer


async def ended(writer: Writer) -> None:
    await writer.flush()
    await writer.finish(ended_at=NOON, reason="finished", errors=0, error=None, complete=False)
    await writer.close()


def kill_connections(url: str) -> None:
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            "WHERE datname = current_database() AND application_name = 'crawl'"
        )


def is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def test_an_item_is_committed_when_its_store_returns(database_url, rows):
    async def main():
        writer = await opened(database_url)
        await writer.store(posting())
        counted = await asyncio.to_thread(rows, "SELECT count(*) FROM posting")
        await ended(writer)
        return counted

    assert asyncio.run(main()) == [1]


def test_who_flushes_waits_until_each_item_is_answered(database_url, rows):
    """Of several batches, of which the last is answered a few at a time."""

    async def main():
        writer = await opened(database_url, batch_size=30)
        stores = [asyncio.create_task(writer.store(posting(f"Job {n}", n))) for n in range(70)]
        await asyncio.sleep(0)
        await writer.flush()
        answered = sum(store.done() for store in stores)
        await asyncio.gather(*stores)
        await writer.finish(ended_at=NOON, reason="finished", errors=0, error=None, complete=False)
        await writer.close()
        return answered

    assert asyncio.run(main()) == 70
    assert rows("SELECT count(*) FROM posting") == [70]


def test_a_lost_connection_is_made_again_and_nothing_is_lost_or_there_twice(database_url, rows):
    async def main():
        writer = await opened(database_url, batch_size=10)
        for start in range(0, 200, 50):
            stores = [
                asyncio.create_task(writer.store(posting(f"Job {n}", n))) for n in range(start, start + 50)
            ]
            await asyncio.to_thread(kill_connections, database_url)
            await asyncio.gather(*stores)
        await ended(writer)

    asyncio.run(main())
    assert rows("SELECT count(*), count(DISTINCT ref) FROM posting") == [(200, 200)]
    assert rows("SELECT reason, postings_seen FROM crawl") == [("finished", 200)]


def test_the_server_restarts_in_the_middle(monkeypatch, own_folder):
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.setenv("JOBS_DATA_DIR", str(own_folder))

    async def main(url):
        writer = await opened(url, batch_size=10)
        await writer.store(posting("First", 1000))
        stores = [asyncio.create_task(writer.store(posting(f"Job {n}", n))) for n in range(100)]
        await asyncio.sleep(0)
        postmaster = int((own_folder / "postgres" / "postmaster.pid").read_text().split()[0])
        os.kill(postmaster, signal.SIGQUIT)  # as after a power cut: recovery from the log
        while (own_folder / "postgres" / "postmaster.pid").exists() and is_alive(postmaster):
            await asyncio.sleep(0.01)
        with database.server():  # the next user starts it again
            await asyncio.gather(*stores)
            await ended(writer)

    with database.server() as url:
        database.ensure_database(url)
        asyncio.run(main(url))
        with psycopg.connect(url) as connection:
            assert connection.execute("SELECT count(*) FROM posting").fetchone() == (101,)


def test_a_database_that_stays_away_ends_the_crawl_and_says_so(database_url, postgres):
    async def main():
        writer = await opened(database_url, patience=0.2)
        await writer.store(posting(n=1))
        writer._conninfo = psycopg.conninfo.make_conninfo(database_url, host="/nonexistent")
        await asyncio.to_thread(kill_connections, database_url)
        results = await asyncio.gather(
            writer.store(posting(n=2)), writer.store(page()), return_exceptions=True
        )
        with pytest.raises(DatabaseLost):
            await writer.store(posting(n=3))
        await writer.flush()
        await writer.close()
        return results, writer.counts.new

    results, stored = asyncio.run(main())
    assert [type(result) for result in results] == [DatabaseLost, DatabaseLost]
    assert stored == 1


@pytest.mark.parametrize("source", ["pages", "other"])
def test_two_crawls_at_once_with_the_same_jobs(database_url, rows, source):
    def items(order):
        return [
            employed(
                f"Job {k}", url=f"https://jobs{site}.example/{k}", page_url=f"https://news.example/{k % 7}"
            )
            for site, k in [divmod(n, 20) for n in range(300)][::order]
        ]

    async def main():
        writers = [
            await opened(database_url, "pages", batch_size=7),
            await opened(database_url, source, batch_size=11),
        ]
        stores = [w.store(item) for w, order in zip(writers, (1, -1), strict=True) for item in items(order)]
        await asyncio.gather(*stores)
        for writer in writers:
            await ended(writer)
        return sum(writer.counts.new for writer in writers)

    assert asyncio.run(main()) == 300
    assert rows("SELECT count(*), count(DISTINCT ref) FROM posting") == [(300, 300)]
    assert rows("SELECT count(*), sum(postings) FROM job") == [(20, 300)]
    assert rows("SELECT count(*), min(times), max(times) FROM sighting") == [(300, 2, 2)]


def test_a_deadlock_is_tried_again(database_url, rows, caplog):
    """Somebody else locks two postings the other way round."""

    async def main():
        writer = await opened(database_url)
        await asyncio.gather(writer.store(posting(n=1)), writer.store(posting("Cook", 2)))
        other = await psycopg.AsyncConnection.connect(database_url)
        await other.execute(
            "SELECT set_config('deadlock_timeout', '10s', false)"
        )  # the writer is to be chosen
        await other.execute("SELECT FROM posting WHERE ref LIKE '%/2' FOR UPDATE")
        changed = [
            writer.store(posting("Data Engineer Azure", 1, fetched_at=NOON + timedelta(hours=1))),
            writer.store(posting("Chef", 2, fetched_at=NOON + timedelta(hours=1))),
        ]
        stores = asyncio.gather(*changed)
        while not await asyncio.to_thread(rows, "SELECT 1 FROM pg_locks WHERE NOT granted"):
            await asyncio.sleep(0.01)
        await other.execute("SELECT FROM posting WHERE ref LIKE '%/1' FOR UPDATE")
        await other.commit()
        await stores
        await other.close()
        await ended(writer)

    asyncio.run(main())
    assert "deadlock detected" in caplog.text
    assert sorted(rows("SELECT title FROM posting")) == ["Chef", "Data Engineer Azure"]


def test_a_killed_crawl_is_noticed_by_the_next(database_url, rows):
    code = (
        "import asyncio, os, sys; from storage.samples import *; from scrapers.storage.writer import Writer\n"
        "async def main():\n"
        "    writer = Writer(sys.argv[1]); await writer.open('pages', {}, NOON)\n"
        "    await writer.store(posting()); await writer.store(page())\n"
        "    os.kill(os.getpid(), 9)\n"
        "asyncio.run(main())\n"
    )
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    killed = subprocess.run([sys.executable, "-c", code, database_url], env=environment)
    assert killed.returncode == -signal.SIGKILL
    assert rows("SELECT reason, ended_at, postings_new FROM crawl") == [(None, None, 1)]

    async def main():
        alive = await opened(database_url)
        await ended(await opened(database_url, "other"))
        await ended(alive)

    asyncio.run(main())
    assert rows("SELECT source, reason, postings_new, ended_at FROM crawl ORDER BY id") == [
        ("pages", "killed", 1, NOON),
        ("pages", "finished", 0, NOON),
        ("other", "finished", 0, NOON),
    ]


def test_what_a_page_had_is_known_the_next_time(database_url):
    async def main():
        writer = await opened(database_url, read_version=1)
        await writer.store(page(etag='"a"', last_modified="Mon", content_hash=b"h"))
        await writer.store(page("https://news.example/gone", status=404, content_hash=None))
        found = [await writer.page_validators(url) for url in (page().url, "https://news.example/gone", "x")]
        await ended(writer)
        newer = await opened(database_url, read_version=2)
        found.append(await newer.page_validators(page().url))
        await ended(newer)
        return found

    assert asyncio.run(main()) == [['"a"', "Mon", b"h"], None, None, None]
