"""The disk is full, for one item or for all: what was stored stays, and it is said what was not.

A trigger raises what PostgreSQL raises then (SQLSTATE 53100).
"""

import asyncio

import pytest
from web import Answer, Web, crawl_and_store

from scrapers.storage.writer import DatabaseLost, NotStored, Writer
from storage.samples import LIST, NOON, posting

FULL = """
CREATE FUNCTION full_disk() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF coalesce(NEW.title, '') LIKE '%%{which}%%' THEN
        RAISE 'could not extend file "base/1/2": No space left on device' USING ERRCODE = '53100';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER full_disk BEFORE INSERT ON posting FOR EACH ROW EXECUTE FUNCTION full_disk();
CREATE TRIGGER full_disk BEFORE INSERT ON page FOR EACH ROW EXECUTE FUNCTION full_disk();
"""


def fill(connection, which: str) -> None:
    connection.execute(FULL.replace("{which}", which).replace("%%", "%"))
    connection.commit()


def store(database_url, *items, patience):
    async def main():
        writer = Writer(database_url, patience=patience, batch_seconds=0.01)
        await writer.open("pages", {}, NOON)
        results = await asyncio.gather(*map(writer.store, items), return_exceptions=True)
        await writer.flush()
        await writer.close()
        return writer, results

    return asyncio.run(main())


def test_a_disk_that_is_full_for_one_item_costs_that_item_alone(database_url, connection, rows):
    fill(connection, "Large")
    items = [posting(title, n) for n, title in enumerate(["One", "Two", "Large", "Four", "Five"])]
    writer, results = store(database_url, *items, patience=0.2)
    refused = results.pop(2)
    assert type(refused) is NotStored and set(results) == {None}
    assert LIST in str(refused) and "No space left on device" in str(refused)
    assert writer.lost is None
    assert sorted(rows("SELECT title FROM posting")) == ["Five", "Four", "One", "Two"]


def test_a_disk_that_is_full_for_all_ends_the_crawl_and_keeps_what_is_stored(database_url, connection, rows):
    store(database_url, posting("One", 1), patience=0.2)
    fill(connection, "")
    writer, results = store(database_url, *(posting(f"Job {n}", n) for n in range(2, 9)), patience=0.2)
    assert {type(result) for result in results} == {DatabaseLost}
    assert "No space left on device" in str(writer.lost)
    assert rows("SELECT title FROM posting") == ["One"]


@pytest.fixture
def article():
    site = Web()
    items = "".join(f'<li><a href="/ad/{n}">Engineer {n} (m/w/d)</a></li>' for n in range(1, 6))
    site.routes["/a"] = Answer(f"<html><h3>Jobs</h3><ul>{items}</ul></html>")
    yield site.url("/a")
    site.close()


def test_a_crawl_onto_a_full_disk_says_so_and_fails(article, connection, rows, tmp_path):
    done = crawl_and_store(tmp_path, "pages", "-a", f"url={article}", "-s", "STORE_PATIENCE=0.2")
    assert (done.code, len(rows("SELECT 1 FROM posting"))) == (0, 5)
    connection.execute("TRUNCATE posting, page CASCADE")
    fill(connection, "")
    done = crawl_and_store(tmp_path, "pages", "-a", f"url={article}", "-s", "STORE_PATIENCE=0.2")
    assert done.code == 1 and "No space left on device" in done.log.splitlines()[-1]
    assert "Traceback" not in done.log
