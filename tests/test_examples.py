"""The sample sites: what stands on them is found, and nothing else."""

import json
import urllib.request
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import urljoin

import pytest
from web import crawl

from examples.server import PAGES, PORT, SITE, file_of, serve
from scrapers.crawling.arguments import read_addresses
from scrapers.crawling.feed import articles
from scrapers.extraction import extract_jobs

EXAMPLES = Path(__file__).resolve().parent.parent / "examples"
RECORDS = [json.loads(line) for line in (EXAMPLES / "expected.jsonl").read_text("utf-8").splitlines()]
LISTS = [address.removeprefix(f"http://127.0.0.1:{PORT}") for address in read_addresses(PAGES)]
FOUR = [
    "Principal Engineer AI Services (w/m/d)",
    "Duales Studium Data Science & Künstliche Intelligenz (B.Sc.) 2026",
    "Dozent Tourismusmanagement Tech und KI (m/w/d)",
    "Senior Product Owner - KI-Lösungen (m/w/d)",
]


def read(record):
    return extract_jobs((EXAMPLES / record["local"]).read_bytes(), record["url"])


def test_the_article_shows_four_jobs_and_none_of_the_links_around_them():
    found = read(RECORDS[0])
    assert [job.title for job in found] == FOUR
    assert {job.box_heading for job in found} == {"Stellenangebote"}
    assert {job.company for job in found} == {None}


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: record["id"])
def test_what_stands_on_a_page_is_found(record):
    found = [job for job in read(record) if not job.gone]
    assert [job.title for job in found] == [job["title"] for job in record["jobs"]]
    for job, label in zip(found, record["jobs"], strict=True):
        if label["url"]:
            assert job.url == urljoin(record["url"], label["url"])


def test_every_page_is_labelled():
    labelled = {record["local"] for record in RECORDS}
    pages = {str(file.relative_to(EXAMPLES)) for file in SITE.rglob("*") if file.suffix in {".html", ".rss"}}
    assert pages <= labelled


def test_lists_feed_and_sitemap_name_pages_that_are_there():
    feed = articles((SITE / "technikbote/feed.xml").read_bytes(), "http://localhost/technikbote/feed.xml")
    assert len(feed) == 3
    for path in [*LISTS, *(article.url.removeprefix("http://localhost") for article in feed)]:
        assert file_of(path), path


@pytest.mark.parametrize(
    "path", ["/../server.py", "/%2e%2e/server.py", "//etc/passwd", "/technikbote/nothing"]
)
def test_nothing_outside_is_served(path):
    assert file_of(path) is None


def get(url, **headers):
    try:
        with urllib.request.urlopen(urllib.request.Request(url, headers=headers)) as answer:
            return answer.status, answer.headers, answer.read()
    except HTTPError as error:
        with error:
            return error.code, error.headers, error.read()


def test_the_server_knows_what_has_not_changed():
    with serve() as address:
        status, headers, body = get(address + LISTS[0])
        assert (status, body) == (200, file_of(LISTS[0]).read_bytes())
        assert headers["Content-Type"] == "text/html; charset=utf-8"
        assert headers["Last-Modified"]
        assert get(address + LISTS[0], **{"If-None-Match": headers["ETag"]})[::2] == (304, b"")
        assert get(address + "/nothing")[0] == 404
        assert get(address + "/technikbote/")[0] == 200


def test_the_samples_can_be_crawled_by_feed_and_by_sitemap(tmp_path):
    with serve() as address:
        feed = crawl(tmp_path, "feed", "-a", f"feed={address}/technikbote/feed.xml")
        site = crawl(tmp_path, "site", "-a", f"sitemap={address}/sitemap.xml", "-a", "depth=0")
    assert [job["title"] for job in feed.jobs if job["box_heading"] == "Stellenangebote"] == FOUR
    assert len(feed.jobs) == 7
    kinds = {"sidebar", "ticker", "newsletter", "careers"}
    listed = [job["title"] for record in RECORDS if record["kind"] in kinds for job in record["jobs"]]
    assert sorted(job["title"] for job in site.jobs) == sorted(listed)
    assert (feed.code, site.code) == (0, 0)
