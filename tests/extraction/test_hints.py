"""Which pages are worth parsing for boxes."""

import pytest

from scrapers.extraction.hints import may_have_jobs
from scrapers.extraction.page import Page

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
        "",
    ],
)
def test_pages_that_only_mention_work(page):
    assert not may_have_jobs(Page(page, "https://a.example/news/1"))


@pytest.mark.parametrize(
    "page",
    [
        f'<html lang="en">{MENU}<h3>Latest jobs</h3>',
        '<html lang="de"><h4>Stellenangebote</h4>',
        '<html lang="pl"><p class="title">Oferty pracy</p>',
        "<html lang='ru'><h2>Вакансии</h2>",
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


def test_the_address_counts():
    assert may_have_jobs(Page("<h1>Open roles</h1>", "https://a.example/careers"))
