"""Labelled ads of one job, and of jobs that look alike, through the store."""

import pytest

from benchmarks.clustering import PRECISION, RECALL, read, score, store


@pytest.fixture
def tuned(database_url):
    """Score of the half that the rules were made by."""
    ads = [ad for ad in read() if ad.half == 0]
    return score(ads, store(database_url, ads))[0]


def test_the_labelled_ads_are_told_apart_and_found_together(tuned):
    assert tuned.right + len(tuned.missed) >= 60 and tuned.apart >= 60, "the set itself"
    assert not [(one.url, other.url) for one, other in tuned.wrong]
    assert tuned.precision >= PRECISION
    assert tuned.recall >= 0.92 > RECALL, [(one.url, other.url) for one, other in tuned.missed]
