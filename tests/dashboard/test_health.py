"""What a crawl's row says about how it went."""

from datetime import timedelta

import pytest

from dashboard import health
from tests.dashboard.invented import NOW


def crawl(**values):
    start = NOW - timedelta(hours=1)
    return {
        **{"started_at": start, "ended_at": NOW, "reason": "finished", "pages": 10, "pages_unchanged": 0},
        **{"postings_seen": 40, "errors": 0, "usual": 40.0, **values},
    }


@pytest.mark.parametrize(
    ("values", "state"),
    [
        ({}, "ok"),
        ({"errors": 2}, "errors"),
        ({"postings_seen": 0}, "drop"),
        ({"postings_seen": 0, "usual": None}, "empty"),
        ({"postings_seen": 11}, "drop"),
        ({"postings_seen": 13}, "ok"),
        ({"postings_seen": 0, "pages_unchanged": 10}, "ok"),
        ({"reason": "killed"}, "killed"),
        ({"reason": "killed", "ended_at": None}, "killed"),
        ({"reason": "shutdown"}, "failed"),
        ({"reason": "finished", "pages": 0}, "failed"),
        ({"ended_at": None, "reason": None}, "running"),
        ({"ended_at": None, "reason": None, "started_at": NOW - timedelta(days=1)}, "silent"),
    ],
)
def test_of_source(values, state):
    assert health.of_source(crawl(**values), NOW) == state
