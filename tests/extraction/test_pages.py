"""Every folder of tests/fixtures is a test: page.html (or another body) and expected.json beside it."""

import json
from pathlib import Path

import pytest

from scrapers.extraction import explain, extract_jobs

FIXTURES = Path(__file__).parents[1] / "fixtures"
CASES = sorted(
    path.parent for path in FIXTURES.glob("*/expected.json") if (path.parent / "page.html").exists()
)
FIELDS = {"title": "title", "url": "url", "company": "company", "location": "location", "date": "date_posted"}


def _found(folder: Path) -> list[dict[str, str | None]]:
    expected = json.loads((folder / "expected.json").read_text("utf-8"))
    postings = extract_jobs((folder / "page.html").read_bytes(), expected["url"])
    return [{name: getattr(posting, attribute) for name, attribute in FIELDS.items()} for posting in postings]


@pytest.mark.parametrize("folder", CASES, ids=lambda folder: folder.name)
def test_page(folder):
    expected = json.loads((folder / "expected.json").read_text("utf-8"))["jobs"]
    found = _found(folder)
    assert [job["title"] for job in found] == [job["title"] for job in expected]
    for job, wanted in zip(found, expected, strict=True):
        assert {name: job[name] for name in wanted if name in FIELDS} == {
            name: value for name, value in wanted.items() if name in FIELDS
        }


def test_what_is_returned_says_where_it_came_from():
    folder = FIXTURES / "tech-news-box"
    postings = extract_jobs((folder / "page.html").read_bytes(), "https://technik-bote.example/artikel")
    assert [posting.position for posting in postings] == [1, 2, 3, 4]
    for posting in postings:
        assert posting.origin == "box"
        assert posting.origins["title"] == "box"
        assert posting.box_heading == "Stellenangebote"
        assert posting.where
        assert 0.5 < posting.score <= 1
        assert posting.evidence
        assert posting.page_url == "https://technik-bote.example/artikel"
        assert posting.page_title.startswith("KI im Alltag")


def test_near_misses_are_explained():
    page = """<html><title>Magazin</title><body><h3>Beliebte Berufe</h3><ul>
    <li><a href="/jobs/berufe/erzieher">Erzieher</a></li><li><a href="/jobs/berufe/koch">Koch</a></li>
    <li><a href="/jobs/berufe/maler">Maler</a></li></ul></body></html>"""
    explanation = explain(page, "https://magazin.example/")
    assert explanation.postings == []
    assert explanation.page_title == "Magazin"
    for posting in explanation.near_misses:
        assert posting.score <= 0.5
        assert posting.evidence


def test_a_crawl_does_without_near_misses():
    feed = '{"items": [{"title": "Welder", "url": "/jobs/1"}, {"title": "Fitter", "url": "/jobs/2"}]}'
    assert explain(feed, "https://example.org/").near_misses
    assert explain(feed, "https://example.org/", with_near_misses=False).near_misses == []
