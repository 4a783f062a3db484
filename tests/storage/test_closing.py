"""Each rule by which a posting is closed, and each by which it is not."""

from datetime import timedelta

import pytest

from scrapers.storage.closing import last_day
from storage.samples import NOON, employed, page, posting

AD = "https://jobs.example/ad/1"


@pytest.fixture
def closed(rows):
    """Reason and time of the one posting, which its job must share."""

    def read():
        (of_posting,) = rows("SELECT closed_reason, closed_at FROM posting WHERE url = %s", AD)
        (of_job,) = rows("SELECT closed_reason, closed_at FROM job WHERE url = %s", AD)
        assert of_posting == of_job
        return of_posting[0]

    return read


def test_expired_after_its_last_day_everywhere_on_earth(crawl, closed):
    crawl(posting(valid_through="2026-03-03"))
    crawl(page(), day=1)
    assert closed() is None
    crawl(page(), day=2)
    assert closed() == "expired"


def test_the_last_day_is_the_earliest_that_still_is_today_somewhere():
    assert last_day(NOON).isoformat() == "2026-03-02"
    assert last_day(NOON - timedelta(minutes=1)).isoformat() == "2026-03-01"


def test_expired_when_first_seen_is_stored_closed(crawl, closed):
    crawl(posting(valid_through="2025-01-01"))
    assert closed() == "expired"


def test_expired_stays_closed_while_a_box_still_shows_it(crawl, closed):
    ad = posting(valid_through="2026-03-01")
    crawl(ad)
    crawl(ad, day=1)
    assert closed() == "expired"


def test_expired_is_open_again_with_a_later_last_day(crawl, closed):
    crawl(posting(valid_through="2026-02-01"))
    crawl(posting(valid_through="2026-04-01"), day=1)
    assert closed() is None


@pytest.mark.parametrize("status", [404, 410])
def test_gone_when_its_own_address_says_so(crawl, closed, rows, status):
    crawl(posting())
    counted = crawl(page(AD + "?utm_source=x", status=status), day=1).counts
    assert (closed(), counted.closed) == ("gone", 1)
    assert rows("SELECT postings_closed FROM crawl ORDER BY id") == [0, 1]


@pytest.mark.parametrize("status", [200, 403, 429, 500, 503, None])
def test_not_gone_when_its_own_address_says_anything_else(crawl, closed, status):
    crawl(posting())
    crawl(page(AD, status=status), day=1)
    assert closed() is None


def test_not_gone_when_the_page_that_listed_it_is_gone(crawl, closed):
    crawl(posting(), page())
    crawl(page(status=404), day=1)
    assert closed() is None


def test_gone_when_its_own_page_says_so(crawl, closed):
    crawl(posting())
    crawl(posting(origin="ad", gone=True, page_url=AD), day=1)
    assert closed() == "gone"


def test_gone_stays_closed_while_a_box_still_shows_it(crawl, closed):
    crawl(posting())
    crawl(page(AD, status=404), day=1)
    crawl(posting(), day=2)
    assert closed() == "gone"


def test_gone_is_open_again_when_its_own_page_shows_it(crawl, closed):
    own = posting(origin="ad", page_url=AD)
    crawl(own)
    crawl(page(AD, status=410), day=1)
    assert crawl(own, day=2).counts.reopened == 1
    assert closed() is None


def lists(*numbers):
    return [posting(f"Job {n}", n) for n in numbers]


def test_unlisted_when_a_complete_list_no_longer_has_it(crawl, closed, rows):
    crawl(*lists(1, 2, 3), complete=True)
    crawl(*lists(2, 3), complete=True, day=1)
    assert closed() == "unlisted"
    assert rows("SELECT count(*) FROM posting WHERE closed_at IS NULL") == [2]


@pytest.mark.parametrize(
    ("why_not", "crawled"),
    [
        ("a box rotates", {"complete": False}),
        ("it failed", {"reason": "shutdown"}),
        ("a page was missed", {"errors": 1}),
        ("another source", {"source": "other"}),
        ("another part of the source", {"arguments": {"city": "Berlin"}}),
    ],
)
def test_not_unlisted_because(crawl, closed, why_not, crawled):
    crawl(*lists(1, 2, 3), complete=True)
    crawl(*lists(2, 3), day=1, **{"complete": True, **crawled})
    assert closed() is None, why_not


def test_not_unlisted_by_an_empty_or_a_shrunken_list(crawl, closed):
    crawl(*lists(*range(1, 11)), complete=True)
    crawl(complete=True, day=1)
    crawl(*lists(2, 3, 4, 5), complete=True, day=2)
    assert closed() is None
    crawl(*lists(2, 3, 4, 5), complete=True, day=3)
    assert closed() == "unlisted", "short twice is short"


def test_not_unlisted_when_the_list_before_was_not_complete(crawl, closed):
    crawl(*lists(1, 2, 3), complete=True, errors=1)
    crawl(*lists(2, 3), complete=True, day=1)
    assert closed() is None


def test_unlisted_is_open_again_when_it_comes_back(crawl, closed):
    crawl(*lists(1, 2), complete=True)
    crawl(*lists(2), complete=True, day=1)
    assert closed() == "unlisted"
    crawl(*lists(1, 2), complete=True, day=2)
    assert closed() is None


def test_a_job_is_open_while_one_of_its_postings_is(crawl, rows):
    crawl(employed(n=1), employed(n=2, site="other.example", url="https://other.example/2"))
    crawl(page(AD, status=404), day=1)
    assert rows("SELECT postings, closed_at, url FROM job") == [(2, None, "https://other.example/2")]


# ------------------------------------------------------------------ a site that answers 404 to everything
def own_pages(*numbers, status=200):
    ads = [f"https://jobs.example/ad/{n}" for n in numbers]
    return [page(url, status=status) for url in ads]


def test_a_site_that_suddenly_answers_404_to_its_ads_closes_none(crawl, rows):
    numbers = range(1, 8)
    crawl(*lists(*numbers), *own_pages(*numbers))
    counted = crawl(*own_pages(*numbers, status=404), page(), day=1).counts
    assert counted.closed == 0 and rows("SELECT count(*) FROM posting WHERE closed_at IS NOT NULL") == [0]
    (error,) = rows("SELECT error FROM crawl WHERE error IS NOT NULL")
    assert error.startswith("jobs.example suddenly says of 7 ads that they are gone: ")
    crawl(*own_pages(*numbers), day=2)
    crawl(*own_pages(*numbers, status=404), day=20)
    assert rows("SELECT count(*) FROM posting WHERE closed_at IS NOT NULL") == [7], (
        "not seen for long, it is believed"
    )


@pytest.mark.parametrize(
    ("why_closed", "before", "gone", "there"),
    [
        ("a few", range(1, 5), range(1, 5), ()),
        ("as many are still there", range(1, 15), range(1, 8), range(8, 15)),
        ("the site never had them", (), range(1, 8), ()),
    ],
)
def test_a_site_that_answers_404_is_believed_where(crawl, rows, why_closed, before, gone, there):
    crawl(*lists(*before, *gone, *there), *own_pages(*before))
    crawl(*own_pages(*gone, status=404), *own_pages(*there), day=1)
    assert len(rows("SELECT id FROM posting WHERE closed_at IS NOT NULL")) == len(gone), why_closed
    assert rows("SELECT error FROM crawl WHERE error IS NOT NULL") == []


@pytest.mark.parametrize("ended", [{"reason": "shutdown"}, {"errors": 3}])
def test_gone_is_gone_also_in_a_crawl_that_failed_elsewhere(crawl, closed, ended):
    crawl(posting())
    crawl(page(AD, status=404), day=1, **ended)
    assert closed() == "gone"
