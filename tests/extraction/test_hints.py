"""Which pages are worth parsing for boxes."""

import re
from pathlib import Path

import pytest

from scrapers.extraction import ad, boxes
from scrapers.extraction.hints import may_have_jobs
from scrapers.extraction.page import Page

PAGES = {
    path.parent.name: path.read_bytes()
    for path in sorted((Path(__file__).parents[1] / "fixtures").glob("*/page.html"))
}

MENU = '<nav><a href="/careers">Careers</a> <a href="/jobs"><span>Jobs</span></a></nav>'
PROSE = (
    "<p>"
    + "He did a great job in a long career, and his next job will be a job like any other job. " * 3
    + "</p>"
)


@pytest.mark.parametrize(
    "page",
    [
        f'<html lang="en">{MENU}{PROSE}</html>',
        "<html lang='en'><script>var jobs = [1]; var career = 'x'</script><p>Nothing here.</p>",
        '<html lang="en"><h5 itemprop="jobTitle">Member</h5><span class="job-title">Editor</span>',
        '<html lang="en"><h3>Jojoba oil</h3><a href="/jojoba"><h4 class="jobber">Superpositions</h4></a>',
        '<html lang="en">' + '<li><a href="/about/careers"><img></a></li>' * 3,
        '<html lang="en"><a href="/about/careers">Career paths</a>',
        '<html lang="en"><h2>Latest jobs</h2><p>None at the moment, come back soon.</p>',
        '<html lang="en"><h4>Great job, Karen!</h4><p>Editor</p>' + PROSE * 40,
        '<html lang="en">' + "".join(f'<a href="/jobs/{n}">Steuertipps</a>' for n in range(9)),
        '<html lang="en"><h4>Run jobs in a box here</h4><h4>Choose where a job is run</h4>'
        "<h4>Cancel old jobs by hand</h4><p>Admissions controller</p>" + PROSE * 99,
        '<html lang="en"><a href="/career-services">Career services</a>'
        '<a href="/jobs/1">Faculty &amp; Staff</a>' + PROSE * 99,
        "",
    ],
)
def test_pages_that_only_mention_work(page):
    assert not may_have_jobs(Page(page, "https://a.example/news/1"))


@pytest.mark.parametrize(
    "page",
    [
        f'<html lang="en">{MENU}<h3>Latest jobs</h3><a href="/x/1">Electrician</a>',
        '<html lang="de"><h4>Stellenangebote</h4><p>Maurer</p>',
        '<html lang="en-US"><h4>Stellenangebote</h4><p>Maurer</p>',
        '<html lang="pl"><p class="title">Oferty pracy</p><p>Kierowca</p>',
        "<html lang='ru'><h2>Вакансии</h2><p>Бухгалтер</p>",
        "<html><aside><h2>Vacatures</h2></aside><p>Verpleegkundige</p>",
        '<html lang="en"><h4>A great job for you</h4><p>Electrician</p><p>Nurse</p>' + PROSE * 99,
        '<html lang="en">' + "".join(f'<a href="/jobs/{n}">Steuertipps</a>' for n in range(40)),
        '<html lang="pt"><p>Enfermeiro(a)</p>',
        "<html><title>Careers at Nordwerk</title><li>Welder</li>",
        '<html lang="de"><li><a href="/news/102">Referent (m/w/d)</a></li>',
        '<html lang="de"><li><a href="/jobs/102">Referent (m/w/d)</a></li>',
        '<html lang="en"><b>Responsibilities:</b>',
        '<html><div class="job-list"><a href="/job/1">Koch</a></div>',
        '<html lang="de"><li><a href="/a">Koch (m/w/d)</a></li><li><a href="/b">Maler (m/w/d)</a></li>',
    ],
)
def test_pages_that_may_list_jobs(page):
    assert may_have_jobs(Page(page, "https://a.example/news/1"))


def test_words_that_hold_position_say_nothing():
    assert not may_have_jobs(Page("<h1>Open roles</h1>", "https://a.example/photo-compositions"))


def test_the_address_counts():
    assert may_have_jobs(Page("<h1>Open roles</h1>", "https://a.example/open-positions"))
    assert may_have_jobs(Page("<h1>Open roles</h1>", "https://a.example/careers"))


_NAMES = re.compile(rb"""\s(?:class|id|itemprop|data-[\w-]+|aria-label)\s*=\s*(?:"[^"]*"|'[^']*')""")
_HEADINGS = re.compile(rb"<h([1-6])\b[^>]*>.*?</h\1\s*>", re.DOTALL)
_PADDING = b"<body>" + f"<p>{PROSE * 3}</p>".encode() * 90
POORER = {
    "as it is": lambda page: page,
    "without names": lambda page: _NAMES.sub(b"", page),
    "without headings": lambda page: _HEADINGS.sub(b"", page),
    "in a long page": lambda page: page.replace(b"<body>", _PADDING, 1),
    "without names and headings": lambda page: _HEADINGS.sub(b"", _NAMES.sub(b"", page)),
}
# Its people are no jobs: without headings a link in its menu would be read as one.
LOST = {"without headings": ["no-testimonials"], "without names and headings": ["no-testimonials"]}


@pytest.mark.parametrize("way", POORER)
def test_next_to_nothing_that_would_be_found_is_lost(way):
    lost = []
    for name, source in PAGES.items():
        poorer = POORER[way](source)
        page, unasked = (Page(poorer, "https://www.news.example/a/1") for _ in range(2))
        if page.kind == "html" and not may_have_jobs(page):
            unasked.findings["may have jobs"] = True
            if boxes.find(unasked) or ad.find(unasked):
                lost.append(name)
    assert lost == LOST.get(way, [])
