"""Whatever a page contains: no exception, no long wait, no flood of memory."""

# ruff: noqa: E501  (pages as strings)

import logging
import time
import tracemalloc
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scrapers.extraction import extract_jobs
from scrapers.extraction.page import Page
from scrapers.items import JobPosting

FIXTURES = Path(__file__).parents[1] / "fixtures"
PAGES = [path.read_bytes() for path in sorted(FIXTURES.glob("*/page.*"))]
QUIET = settings(
    max_examples=120, derandomize=True, deadline=None, suppress_health_check=list(HealthCheck), database=None
)

_pieces = st.sampled_from(
    [b"<", b">", b"</", b"<!--", b"-->", b"<a href='", b"<a href=http://[x>", b"<script>", b"</script>", b"<table><tr><td>", b"\x00", b"\xff\xfe",
     b"&#0;", b"&#xD800;", b"<div>" * 50, b"</div>" * 50, b"<li><a href=/jobs/1>Koch (m/w/d)</a>", b"\xed\xa0\x80", b"{", b"\"", b"<base href='//['>",
     b"<script type='application/ld+json'>{\"@type\":\"JobPosting\",", b"<br>" * 20, "\u202e\u00ad".encode(), b"<plaintext>", b"<svg><a>", b"<select><option>"]
)  # fmt: skip


class Swallowed(logging.Handler):
    """Keeps what extraction reports: an extractor that fails loses the page's jobs without raising."""

    def __init__(self):
        super().__init__(logging.WARNING)
        self.reports = []

    def emit(self, record):
        self.reports.append(record.getMessage() + str(record.exc_info))


def _check(body, url="https://a.example/jobs/"):
    handler = Swallowed()
    logging.getLogger("scrapers.extraction").addHandler(handler)
    started = time.process_time()
    try:
        postings = extract_jobs(body, url)
    finally:
        logging.getLogger("scrapers.extraction").removeHandler(handler)
    assert time.process_time() - started < 2
    assert not handler.reports
    assert all(isinstance(posting, JobPosting) and posting.title.strip() for posting in postings)
    assert all(posting.url is None or posting.url.startswith(("http://", "https://")) for posting in postings)


@QUIET
@given(page=st.sampled_from(PAGES), cut=st.floats(0, 1), piece=_pieces, at=st.floats(0, 1))
def test_cut_and_mutated_pages(page, cut, piece, at):
    page = page[: int(len(page) * cut)]
    place = int(len(page) * at)
    _check(page[:place] + piece + page[place:])


@QUIET
@given(pieces=st.lists(_pieces, max_size=40))
def test_soups(pieces):
    _check(b"".join(pieces))


@QUIET
@given(body=st.binary(max_size=400), url=st.text(max_size=30))
def test_any_bytes_at_any_address(body, url):
    _check(body, url)


@QUIET
@given(
    page=st.sampled_from(PAGES),
    encoding=st.sampled_from(["utf-16", "cp1252", "utf-7", "koi8-r", "shift_jis", "utf-32"]),
)
def test_wrong_encodings(page, encoding):
    _check(page.decode("utf-8", "replace").encode(encoding, "replace"))


HUGE = {
    "deep": b"<div>" * 100_000 + b"Koch (m/w/d)",
    "deep links": b"<a href=/jobs/1><b>" * 30_000 + b"Koch (m/w/d)",
    "many items": b"<ul>"
    + b"<li><a href=/jobs/4711>Koch (m/w/d)</a> Hotel Post GmbH, Ulm</li>" * 30_000
    + b"</ul>",
    "many kinds": b"".join(
        b"<ul class=c%d><li><a href=/job/%d>Senior Engineer %d</a></li></ul>" % (i, i, i) for i in range(8000)
    ),
    "one long text": b"<h3>Jobs</h3><p>" + b"Koch (m/w/d) " * 200_000,
    "long titles": b"<h3>Jobs</h3>" + (b"<p><a href=/jobs/1>" + b"Leiter " * 60 + b"</a></p>") * 2000,
    "flat lines": b"<h3>Jobs</h3><p>" + b"<b>Koch (m/w/d)</b><br>Ulm<br>" * 10_000,
    "headings": b"".join(b"<h%d>Koch %d gesucht</h%d>" % (1 + i % 6, i, 1 + i % 6) for i in range(15_000)),
    "unclosed": b"<table><tr><td><a href=/job/1>Koch (m/w/d)" * 5000,
    "punctuation": b"<h3>Jobs</h3><li>" + b"(m/" * 50_000,
    "separators": b"<h3>Jobs</h3>" + b"<li><a href=/jobs/1>Koch</a> a" + b", - | " * 5000,
    "signs": (b"<li><a href=/jobs/1>Koch (m/w/d)</a> " + b"- | " * 700 + b"x</li>") * 3,
    "attributes": b"<a " + b"x=y " * 100_000 + b"href=/jobs/1>Koch (m/w/d)</a>",
    "siblings": b"<div>" + b"<div class=x><h3>Koch (m/w/d)</h3><p>Ulm</p></div>" * 2900 + b"</div>",
    "comments": b"<!-- Koch (m/w/d) -->" * 50_000,
}


@pytest.mark.parametrize("name", HUGE)
def test_huge_pages(name):
    _check(HUGE[name])


DENSE = {
    "headings": HUGE["headings"][:100_000],
    "headings with a marker": b"".join(b"<h3>Koch %05d (m/w)</h3>" % i for i in range(4000)),
    "paragraphs of a letter": b"<h3>Jobs</h3>" + b"<p>a" * 25_000,
    "empty elements": b"<h3>Jobs</h3>Koch" + b"<p>" * 33_000,
    "titles": b"<h3>Jobs</h3>" + b"<li>Koch" * 12_500,
    "links": b"<h3>Jobs</h3>" + b"<li><a href=/j/1>Koch</a>" * 4000,
    "terms": b"<h3>Jobs</h3><dl>" + b"<dt>Koch<dd>Ulm" * 7000,
    "records": b'<script>jobs=[' + b'{"title":"Koch"},' * 6000 + b"]</script>",
    "lists": b'<script>jobs={"jobs":[' + b"[1]," * 25_000 + b'[1]],"jobs":1,"job":1}</script>',
    "objects in a file": b"[" + b"{}," * 33_000 + b"{}]",
    "formatting that is opened anew": b"<h3>Jobs</h3><i data-x='" + b"x" * 5000 + b"'>" + b"<p>Koch (m/w/d) in Ulm</p>" * 3500,
    "attributes": b"<h3>Jobs</h3>" + (b"<p " + b"a " * 30 + b">Koch</p>") * 1400,
    "attributes of one element": b"<h3>Jobs</h3><p " + b"a=b " * 25_000 + b">Koch",
    "many attributes that are opened anew": b"<h3>Jobs</h3>" + b"".join(b"<i a=b%d c=d e=f g=h i=j k=l m=n>" % i for i in range(3)) + b"<p>Koch (m/w/d) in Ulm</p>" * 4000,
    "text behind the end of the page": b"<h3>Jobs</h3></body>" + b"<!-- -->Koch (m/w/d) in Ulm gesucht von uns</html>" * 2000,
    "begins of the page within text": b"<h3>Jobs</h3>" + b"<!doctype html><html lang x=y/job/leiter-12>Leiter/in gesucht" * 1600,
    "ends of what never began": b"<h3>Jobs</h3>" + b"a</p>" * 20_000,
    "HTML within data": b"<script type='application/ld+json'>{\"@type\":\"JobPosting\",</script><script>x={\"jobs\":\"" + b"<h3>Jobs</h3><ul><li><a href=/job/1>Koch (m/w/d)</a><p>in Ulm</p></li></ul>" * 1300 + b"\"}</script>",
    "attributes behind a quote that nothing ends": b"<h3>Jobs</h3><a href=\"/x<b c='d'>{\"e\": " + b", - | " * 15_000,
    "a long name of an element": b"<h3>Jobs</h3><li>" + b"k" * 20_000 + b"<" + b"k" * 20_000 + b">" + b"<p><a href=/j/1>Koch (m/w/d)</a> in Ulm</p>" * 2000,
    "a long id": b"<h3>Jobs</h3><div id=" + b"k" * 20_000 + b">" + b"<p><a href=/j/1>Koch (m/w/d)</a> in Ulm</p>" * 2000,
    "a feed": b"<rss><channel><title>Jobs</title>" + b"<item><title>Koch</title></item>" * 3000 + b"</channel></rss>",
}  # fmt: skip


@pytest.mark.parametrize("name", DENSE)
def test_memory_stays_in_proportion(name):
    tracemalloc.start()
    extract_jobs(DENSE[name], "https://a.example/jobs/")
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 50 * len(DENSE[name])


def test_large_lists_are_read_to_their_end():
    listed = "".join(
        f"<li class='list-item job'><a class='job-link' href='/jobs/koch-{n}'>Koch für die Betriebsküche"
        f" {n} (m/w/d)</a> <span class='company'>Nordwerk Anlagenbau GmbH</span></li>\n"
        for n in range(1500)
    )
    page = Page(f"<h3>Jobs</h3><ul>{listed}</ul>".encode(), "https://a.example/")
    assert len(page.body) > 200_000
    assert page.tree.tags("a")[-1].attributes["href"] == "/jobs/koch-1499"


def test_what_is_bounded_is_still_read():
    listed = "".join(
        f"<li><a href='/jobs/{n}'>Elektroniker (m/w/d) {n}</a> Nordwerk GmbH, Ulm</li>" for n in range(700)
    )
    page = f"<html><title>Jobs</title><h1>Jobs</h1><ul>{listed}</ul></html>"
    assert len(extract_jobs(page, "https://a.example/jobs/")) == 700


def test_half_a_character_in_a_feed_costs_no_job():
    items = "".join(
        f"<item><title>Koch (m/w/d)</title><link>https://a.example/job/{i}</link>"
        "<description>frisch &#xD800;&#56320; gekocht</description></item>"
        for i in range(3)
    )
    feed = f"<rss version='2.0'><channel><title>Jobs</title>{items}</channel></rss>"
    assert len(extract_jobs(feed, "https://a.example/jobs.rss")) == 3
