"""What a crawl leaves in the database."""

import asyncio
from datetime import date, timedelta

import psycopg

from scrapers.storage.jobs import refresh_jobs
from storage.samples import LIST, NOON, employed, page, posting


def test_a_posting_is_stored_with_its_page_its_sighting_and_its_job(crawl, rows):
    stored = crawl(
        employed(box_heading="Stellenangebote", position=2, url_raw="https://jobs.example/ad/1?utm_source=x"),
        page(title="Article"),
    )
    assert (stored.counts.new, stored.counts.seen, stored.counts.pages) == (1, 1, 1)
    assert rows("SELECT site, url, title, status FROM page") == [("news.example", LIST, "Article", 200)]
    assert rows("SELECT site, ref, title, company, city, origin, trust FROM posting") == [
        ("jobs.example", "https://jobs.example/ad/1", "Data Engineer", "Acme GmbH", "Berlin", "box", 1)
    ]
    assert rows("SELECT box_heading, position, link, times, first_seen FROM sighting") == [
        ("Stellenangebote", 2, "https://jobs.example/ad/1?utm_source=x", 1, NOON)
    ]
    assert rows("SELECT title, company, site, postings, shown_date FROM job") == [
        ("Data Engineer", "Acme GmbH", "jobs.example", 1, date(2026, 3, 2))
    ]


def test_crawled_again_nothing_is_there_twice_and_all_of_it_is_seen_later(crawl, rows):
    items = [employed(n=1), posting("Cook", 2), page()]
    crawl(*items)
    again = crawl(*items, day=3)
    assert (again.counts.new, again.counts.updated, again.counts.unchanged) == (0, 0, 2)
    later = NOON + timedelta(days=3)
    assert rows("SELECT first_seen, last_seen, times FROM sighting") == [(NOON, later, 2)] * 2
    for table in ("posting", "job"):
        assert rows(f"SELECT first_seen, last_seen FROM {table}") == [(NOON, later)] * 2
    assert rows("SELECT first_fetched, last_fetched FROM page") == [(NOON, later)]


def test_times_counts_crawls_and_not_fetches(crawl, rows):
    crawl(posting(), posting(), batch_size=1)
    assert rows("SELECT times FROM sighting") == [1]


def test_one_posting_on_many_pages_is_one_posting_with_many_sightings(crawl, rows):
    pages = [f"https://news.example/{n}" for n in range(5)]
    stored = crawl(*(posting(page_url=url) for url in pages), posting(page_url=pages[0], box_heading="Jobs"))
    assert (stored.counts.new, stored.counts.seen) == (1, 1)
    assert rows("SELECT count(*) FROM posting") == [1]
    assert rows("SELECT count(*) FROM sighting") == [6]


def test_a_box_that_says_less_erases_nothing(crawl, rows):
    ad = "https://jobs.example/ad/1"
    crawl(employed(origin="json-ld", page_url=ad, description="Text"))
    crawl(posting("Data Eng…"), day=1)
    assert rows("SELECT title, company, city, description, origin FROM posting") == [
        ("Data Engineer", "Acme GmbH", "Berlin", "Text", "json-ld")
    ]


def test_an_ad_completes_what_a_box_has_shown(crawl, rows):
    crawl(posting("Data Eng…"))
    stored = crawl(employed(origin="json-ld", page_url="https://jobs.example/ad/1"), day=1)
    assert stored.counts.updated == 1
    assert rows("SELECT title, company, origin, trust FROM posting") == [
        ("Data Engineer", "Acme GmbH", "json-ld", 4)
    ]
    assert rows("SELECT title, company FROM job") == [("Data Engineer", "Acme GmbH")]
    assert rows("SELECT field, old, new FROM posting_change") == [("title", "Data Eng…", "Data Engineer")]


def test_the_publishers_id_takes_the_place_of_an_address(crawl, rows):
    crawl(posting())
    stored = crawl(posting(ref="4711", identifier="4711"), day=1)
    assert (stored.counts.new, stored.counts.updated) == (0, 1)
    crawl(posting(), day=2)
    assert rows("SELECT ref, identifier, last_seen FROM posting") == [
        ("4711", "4711", NOON + timedelta(days=2))
    ]


def test_two_ids_at_one_address_are_two_postings(crawl, rows):
    stored = crawl(posting("Cook", ref="1", url=LIST), posting("Nurse", ref="2", url=LIST))
    assert stored.counts.new == 2
    assert rows("SELECT count(*) FROM job") == [2]


def test_the_same_in_one_batch_under_both_names_is_one_posting(crawl, rows):
    crawl(posting(), posting(ref="4711"), posting(ref="4711", page_url="https://news.example/b"), posting())
    assert rows("SELECT ref FROM posting") == ["4711"]


def test_a_crawl_counts_what_it_stored(crawl, rows):
    crawl(posting(n=1), posting("Cook", 2), page())
    crawl(posting("Data Engineer Azure", 1), posting("Cook", 2), posting("Nurse", 3), page(), day=1)
    counted = "SELECT pages, postings_seen, postings_new, postings_updated, reason FROM crawl ORDER BY id"
    assert rows(counted) == [(1, 2, 2, 0, "finished"), (1, 3, 1, 1, "finished")]


def test_an_item_that_the_database_refuses_is_reported_and_the_others_are_stored(crawl, rows):
    bad = posting("Broken", 4, date_posted="not a date", page_url="https://news.example/bad")
    good = [posting(f"Job {n}", n + 10) for n in range(9)]
    stored = crawl(*good[:5], bad, *good[5:])
    assert len(stored.failures) == 1
    assert "Broken" in str(stored.failures[0]) and "https://news.example/bad" in str(stored.failures[0])
    assert (stored.counts.new, rows("SELECT count(*) FROM posting")) == (9, [9])


def test_a_page_that_is_not_stored_whole_is_not_taken_for_read(crawl, rows):
    bad = posting("Broken", 4, date_posted="not a date")
    crawl(bad, page(etag="x", content_hash=b"1"), page("https://news.example/b", etag="y"))
    assert rows("SELECT etag FROM page ORDER BY url") == [None, "y"]


def test_an_unchanged_page_keeps_what_is_seen_there_up_to_date(crawl, rows):
    crawl(posting(n=1), posting("Old", 2), page(etag="a"))
    crawl(posting(n=1), page(etag="b"), day=1)  # "Old" is not there any more
    again = crawl(page(unchanged=True, status=304), day=2)
    assert rows("SELECT link, times, last_seen FROM sighting ORDER BY link") == [
        ("https://jobs.example/ad/1", 3, NOON + timedelta(days=2)),
        ("https://jobs.example/ad/2", 1, NOON),
    ]
    assert rows("SELECT max(last_seen) FROM job") == [NOON + timedelta(days=2)]
    assert rows("SELECT etag, status, last_fetched FROM page") == [("b", 200, NOON + timedelta(days=2))]
    assert (again.counts.pages, again.counts.pages_unchanged, again.counts.seen) == (1, 1, 1)


def test_a_crawls_row_takes_any_text(crawl, rows):
    crawl(arguments={"url": "https://news.example/\udcff\x00"}, reason="shutdown")
    assert rows("SELECT arguments FROM crawl") == [{"url": "https://news.example/"}]


def test_a_new_job_is_what_refreshing_makes_of_its_posting(crawl, rows, database_url):
    crawl(
        employed(
            n=1, base_salary="50.000 €", role="data_engineer", topics=["data"], date_posted="2026-02-27"
        ),
        posting("Cook", 2, gone=True, origin="ad", page_url="https://jobs.example/ad/2"),
        posting("Nurse", 3, valid_through="2026-01-01"),
        posting("Smith", 4, url=None),
    )
    made = rows("SELECT job.* FROM job ORDER BY id")
    assert len(made) == 4

    async def refresh():
        async with await psycopg.AsyncConnection.connect(database_url) as other:
            await refresh_jobs(other, [row[0] for row in made])

    asyncio.run(refresh())
    assert rows("SELECT * FROM job ORDER BY id") == made
