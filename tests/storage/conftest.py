"""Crawls that store items, and what is stored."""

import asyncio
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from scrapers.storage.writer import Writer
from storage.samples import NOON


@pytest.fixture
def crawl(database_url, connection) -> Callable:
    """Store items in one crawl and return what its writer counted; ``day`` days after NOON."""
    connection.autocommit = True

    def run(*items, day: int = 0, source: str = "pages", arguments=None, complete=False, reason="finished",
            errors=0, batch_size=500):  # fmt: skip
        at = NOON + timedelta(days=day)
        moved = [replace(item, fetched_at=item.fetched_at + timedelta(days=day)) for item in items]

        async def main():
            writer = Writer(database_url, batch_size=batch_size, batch_seconds=0.01)
            await writer.open(source, arguments or {}, at - timedelta(minutes=1))
            results = await asyncio.gather(*map(writer.store, moved), return_exceptions=True)
            await writer.flush()
            await writer.finish(ended_at=at, reason=reason, errors=errors, error=None, complete=complete)
            await writer.close()
            writer.failures = [result for result in results if result is not None]
            return writer

        return asyncio.run(main())

    return run
