"""What a spider yields of a response, without any network."""

from datetime import UTC, datetime
from types import SimpleNamespace

import pytest
from scrapy import Request
from scrapy.http import HtmlResponse, Response
from scrapy.settings import Settings
from scrapy.statscollectors import StatsCollector
from web import ad, ads

from scrapers.crawling.spider import content_hash
from scrapers.items import JobPosting, Page
from scrapers.spiders.pages import Pages

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
URL = "https://a.example/page"


def spider(**given):
    made = Pages(url=URL, **given)
    made.crawler = SimpleNamespace()
    made.crawler.stats = StatsCollector(SimpleNamespace(settings=Settings()))
    return made


def answer(body="", status=200, kind=HtmlResponse, meta=None, **headers):
    more = {"encoding": "utf-8"} if kind is HtmlResponse else {}
    body = body.encode() if isinstance(body, str) else body
    return kind(URL, status=status, body=body, headers=headers, request=Request(URL, meta=meta or {}), **more)


def test_a_page_comes_after_its_postings():
    body = ads(("Nurse", "/1"), ("Cook", "https://b.example/2"))
    nurse, cook, page = spider().read(answer(body, ETag='"1"'), NOW)
    assert (page.url, page.title, page.status, page.etag) == (URL, "List", 200, '"1"')
    assert page.content_hash == content_hash(body.encode())
    assert page.fetched_at == nurse.fetched_at == NOW
    assert (nurse.page_url, nurse.page_title, nurse.position) == (URL, "List", 1)
    assert (nurse.site, nurse.ref) == ("a.example", "https://a.example/1")
    assert (cook.site, cook.position) == ("b.example", 2)


@pytest.mark.parametrize(
    ("response", "unchanged"),
    [
        (answer(status=304), True),
        (answer(ad("Nurse"), meta={"known_hash": content_hash(ad("Nurse").encode())}), True),
        (answer(ad("Nurse"), meta={"known_hash": content_hash(b"another")}), False),
    ],
)
def test_an_unchanged_page_is_not_read_again(response, unchanged):
    *postings, page = spider().read(response, NOW)
    assert page.unchanged is unchanged
    assert bool(postings) is not unchanged


@pytest.mark.parametrize(
    "response", [answer(ad("Nurse"), status=404), answer(b"\x89PNG\r\n", kind=Response), answer("")]
)
def test_what_is_no_page_yields_its_status_only(response):
    [page] = spider().read(response, NOW)
    assert isinstance(page, Page)
    assert page.status == response.status
    assert page.title is None


def test_details_ask_for_each_ad_once_and_for_no_page_again():
    body = ads(
        ("Nurse", "/1"), ("Cook", "/1"), ("Judge", URL), ("Clerk", "mailto:a@b.example"), ("Baker", "/2")
    )
    made = spider(details="1")
    yielded = list(made.read(answer(body), NOW))
    requests = [one for one in yielded if isinstance(one, Request)]
    assert [request.url for request in requests] == ["https://a.example/1", "https://a.example/2"]
    assert all(request.meta["conditional"] == "off" for request in requests)
    assert len([one for one in yielded if isinstance(one, JobPosting)]) == 5


def test_an_ad_keeps_the_identity_that_its_list_gave_it():
    listed = JobPosting(
        title="Nurse", url="https://a.example/1?ref=7", site="a.example", ref="https://a.example/1"
    )
    body = ad("Nurse", "https://other.example/x", identifier="4711", description="In Bonn.")
    posting, page = spider().read_ad(answer(body), listed, NOW)
    assert page.url == posting.page_url == URL
    assert (posting.site, posting.ref, posting.url) == (listed.site, listed.ref, listed.url)
    assert (posting.identifier, posting.description) == ("4711", "In Bonn.")


def test_an_ad_that_is_gone_was_seen_in_its_list():
    listed = JobPosting(title="Nurse", url=URL, page_url="https://a.example/list", box_heading="Jobs")
    posting, page = spider().read_ad(answer("gone", status=410), listed, NOW)
    assert page.status == 410
    assert (posting.gone, posting.page_url, posting.box_heading) == (True, listed.page_url, "Jobs")
    assert posting.origin != "box"  # a box would not be believed
