import json

import pytest
from web import Answer, ad, ads, scrapy

from scrapers.commands.probe import WIDTH, as_table, published_at
from scrapers.extraction import Explanation
from scrapers.items import JobPosting


def test_a_file_and_the_address_it_came_from(tmp_path):
    page = tmp_path / "page.html"
    page.write_text(ads(("Nurse", "/1"), ("Cook", "/2")))
    done = scrapy("probe", str(page), "--json", "--url", "https://a.example/jobs/")
    assert (done.code, done.log) == (0, "")
    found = json.loads(done.out)
    assert [posting["url"] for posting in found["postings"]] == ["https://a.example/1", "https://a.example/2"]
    assert found["page_title"] == "List"


@pytest.mark.parametrize(
    ("head", "address"),
    [
        ('<link rel="canonical" href="https://a.example/saved">', "https://a.example/saved"),
        ("<LINK REL=CANONICAL HREF=HTTP://a.example/saved>", "HTTP://a.example/saved"),
        ('<link rel="canonical" href="/saved">', None),
        ('<link rel="canonical" href="javascript:1">', None),
        ("", None),
    ],
)
def test_a_saved_page_says_where_it_was(head, address):
    assert published_at(f"<html><head>{head}</head></html>".encode()) == address


def test_a_page_of_the_web_needs_no_database(web):
    web.routes["/a"] = Answer(ad("Nurse", description="x"))
    done = scrapy("probe", web.url("/a"), DATABASE_URL="postgresql://nowhere.invalid/x")
    assert (done.code, done.log) == (0, "")
    assert "1 job, 0 near misses" in done.out
    assert "json-ld" in done.out


def test_it_is_as_polite_and_guarded_as_a_crawl(web):
    web.routes["/robots.txt"] = Answer("User-agent: *\nDisallow: /a")
    done = scrapy("probe", web.url("/a"))
    assert (done.code, done.log) == (1, f"{web.url('/a')}: robots.txt forbids it\n")
    assert web.pages() == []


def test_what_cannot_be_read_is_said(web, tmp_path):
    cases = {
        web.url("/a"): (1, "answered 404"),
        "http://nowhere.invalid/": (1, "no such host, or no network"),
        "nothing.html": (2, "neither a web address"),
    }
    for page, (code, words) in cases.items():
        done = scrapy("probe", page)
        assert (done.code, done.out) == (code, "")
        assert words in done.log
        assert "Traceback" not in done.log


def test_the_table_fits_and_steers_no_terminal():
    posting = JobPosting(
        title="Head of \x1b[31mEverything\x1b[0m " * 5,
        url="https://a.example/" + "x" * 300,
        company="A company with a very long name indeed",
        score=0.87,
        where="html > body " * 20,
        evidence=["heading names jobs"] * 20,
        box_heading="Jobs\nand more",
        gone=True,
    )
    table = as_table("https://a.example/" + "p" * 200, Explanation([posting], [posting], "Title\x07"))
    assert max(map(len, table.splitlines())) <= WIDTH
    assert all(char.isprintable() for line in table.splitlines() for char in line)
    assert "score 0.87; heading names jobs" in table
    assert "the page says that the job is gone" in table
    assert "Near misses" in table


def test_the_table_of_an_empty_page():
    assert as_table("https://a.example/", Explanation()).endswith("0 jobs, 0 near misses")
