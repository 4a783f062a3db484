import pytest

from scrapers.crawling.summary import failure, summary

WENT_WELL = {"finish_reason": "finished", "pages/fetched": 3}


@pytest.mark.parametrize(
    ("stats", "line"),
    [
        ({}, "0 pages fetched, 0 jobs found, 0 errors"),
        ({"pages/fetched": 1, "jobs/found": 1, "crawl/errors": 1}, "1 page fetched, 1 job found, 1 error"),
        ({"pages/fetched": 1, "pages/not_allowed": 2},
         "1 page fetched, 2 pages not allowed, 0 jobs found, 0 errors"),
        ({"pages/fetched": 9, "pages/unchanged": 4, "jobs/found": 20, "store/new": 5, "store/updated": 2,
          "store/unchanged": 13, "ads/missed": 2, "spider_exceptions/count": 1},
         "9 pages fetched (4 unchanged), 20 jobs found, 5 new, 2 updated, 13 known, 2 ads out of reach, "
         "1 error"),
    ],
)  # fmt: skip
def test_summary(stats, line):
    assert summary(stats) == line


@pytest.mark.parametrize(
    ("stats", "words"),
    [
        (WENT_WELL, None),
        ({**WENT_WELL, "crawl/errors": 2, "crawl/error": "one page: answered 500"}, None),
        ({**WENT_WELL, "finish_reason": "closespider_timeout"}, None),
        ({"finish_reason": "shutdown"}, None),
        ({"finish_reason": "finished", "crawl/error": "https://a.example: no network"},
         "no page could be fetched: https://a.example: no network"),
        ({"finish_reason": "finished"}, "no page could be fetched: there was nothing to fetch"),
        ({**WENT_WELL, "crawl/failure": "no feed"}, "no feed"),
        ({**WENT_WELL, "finish_reason": "memusage_exceeded"}, "the crawl ended early (memusage_exceeded)"),
        ({"finish_reason": "start_error", "crawl/error": "bad file"}, "bad file"),
    ],
)  # fmt: skip
def test_failure(stats, words):
    assert failure(stats) == words
