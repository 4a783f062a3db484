"""Dates and ages as short texts."""

import pytest

from scrapers.extraction import extract_jobs
from scrapers.extraction.short_dates import is_date, is_start


@pytest.mark.parametrize(
    "text", ["3. März 2026", "vor 3 Tagen", "Posted 3 days ago", "2026-03-01", "gestern"]
)
def test_dates(text):
    assert is_date(text)
    assert not is_start(text)


@pytest.mark.parametrize(
    "text", ["ab Mai", "per 1.9.2026", "zum 1. September", "from 1 June", "dès mars 2026"]
)
def test_dates_when_the_work_begins(text):
    assert is_start(text)


def test_the_begin_of_the_work_is_no_date_of_publication():
    page = """<h2>Stellenangebote</h2><ul><li><a href="/jobs/1">Koch (m/w/d)</a> <span>ab Mai</span></li>
    <li><a href="/jobs/2">Maler (m/w/d)</a> <span>ab Juni</span></li></ul>"""
    assert [posting.date_posted for posting in extract_jobs(page, "https://a.example/")] == [None, None]
