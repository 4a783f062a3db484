"""Which postings become one job."""

from dataclasses import replace
from datetime import timedelta

import pytest

from scrapers.storage.clustering import TOO_COMMON
from storage.samples import NOON, employed, page, posting

AD = """We look for somebody who keeps our data in order. You build pipelines, watch over their quality, and
explain to colleagues what the figures mean. You know SQL and Python, have worked with a warehouse before, and
like to write things down. We offer a team of nine, thirty days of leave, and an office in {place} that is
close to the station. Send us two pages on what you have done, and when you could begin."""


def elsewhere(title="Data Engineer", n=1, **values):
    return employed(title, n, url=f"https://other.example/{n}", **values)


def without_place(**values):
    return elsewhere(**{"location": None, "city": None, "country": None, **values})


@pytest.mark.parametrize(
    ("same", "one", "other"),
    [
        (True, employed(), elsewhere()),
        (True, employed("Data-Engineer"), elsewhere("data engineer")),
        (True, employed("Software-Entwickler"), elsewhere("Softwareentwicklerin")),
        (True, employed("Verkäufer"), elsewhere("Verkaeufer Berlin")),
        (True, employed("Data Engineer bei Acme"), elsewhere("NEU: Data Engineer in Berlin")),
        (True, employed("Sr. Data Engineer"), elsewhere("Senior Data Engineer")),
        (True, employed(), elsewhere(company="Acme Group", company_key="acme group")),
        (True, employed(), elsewhere(company="The Acme", company_key="the acme")),
        (True, employed(location="Berlin"), elsewhere(location="10115 Berlin, Germany")),
        (True, employed(location="Bonn; München"), elsewhere(location="Munich; Bonn")),
        (True, employed(identifier="R-100"), elsewhere(identifier="77001")),
        (False, employed(), elsewhere("Senior Data Engineer")),
        (False, employed(), elsewhere("Data Engineer II")),
        (False, employed(), elsewhere(location="Bonn", city="Bonn")),
        (False, employed(), elsewhere(location="Berlin; Bonn")),
        (False, employed(region="Illinois"), elsewhere(region="Missouri")),
        (False, employed(), elsewhere(company="Other AG", company_key="other")),
        (False, employed(), elsewhere(company="Acme Energy", company_key="acme energy")),
        (False, posting(), posting(url="https://other.example/1")),
        (False, employed(location=None, city=None), elsewhere(location=None, city=None)),
        (False, employed("C++ Engineer"), elsewhere("C# Engineer")),
    ],
)
def test_same_company_title_and_place_is_one_job(crawl, rows, same, one, other):
    crawl(one, other)
    assert rows("SELECT count(*) FROM job") == [1 if same else 2]


@pytest.mark.parametrize(
    ("same", "one", "other"),
    [
        (True, employed(description=AD), without_place(description=AD.format(place="Berlin"))),
        (True, employed(identifier="REQ-100"), without_place(identifier="Req 100")),
        (False, employed(description=AD), without_place(description=AD.format(place="Bonn"))),
        (False, employed(description="In Berlin."), without_place(description="In Berlin.")),
        (False, employed(), without_place(description=AD.format(place="Berlin"))),
        (False, employed("Cook", description=AD), without_place(description=AD.format(place="Berlin"))),
        (False, without_place(description=AD, n=2), without_place(description=AD)),
    ],
)
@pytest.mark.parametrize("turn", [1, -1])
def test_without_a_place_the_description_that_names_it_proves_it(crawl, rows, same, one, other, turn):
    for item in (one, other)[::turn]:
        crawl(item)
    assert rows("SELECT count(*) FROM job") == [1 if same else 2]


def test_a_description_that_fits_two_places_fits_none(crawl, rows):
    both = AD.format(place="Berlin or Bonn")
    crawl(without_place(description=both))
    crawl(employed(description=both))
    assert rows("SELECT count(*) FROM job") == [1]
    crawl(employed(n=2, description=both, location="Bonn", city="Bonn"))
    assert rows("SELECT postings FROM job") == [1, 1, 1]


def test_a_job_repeats_its_best_posting(crawl, rows):
    crawl(employed(), elsewhere(origin="json-ld", base_salary="60.000 €", date_posted="2026-02-01"))
    assert rows("SELECT site, base_salary, postings, shown_date::text FROM job") == [
        ("other.example", "60.000 €", 2, "2026-02-01")
    ]


def test_a_posting_joins_a_job_when_its_company_becomes_known(crawl, rows):
    crawl(posting(n=1), elsewhere())
    assert rows("SELECT count(*) FROM job") == [2]
    crawl(employed(n=1, page_url="https://jobs.example/ad/1", origin="json-ld"), day=1)
    assert rows("SELECT postings, site FROM job") == [(2, "jobs.example")]


def test_a_posting_leaves_a_job_when_its_place_is_corrected(crawl, rows):
    crawl(employed(), elsewhere())
    crawl(elsewhere(location="Bonn", city="Bonn"), day=1)
    assert rows("SELECT city, postings FROM job ORDER BY id") == [("Berlin", 1), ("Bonn", 1)]


@pytest.mark.parametrize("order", [(0, 1, 2, 3, 4), (4, 3, 2, 1, 0), (2, 0, 4, 1, 3)])
@pytest.mark.parametrize("batch_size", [1, 500])
def test_the_jobs_do_not_depend_on_the_order(crawl, rows, batch_size, order):
    items = [employed(), elsewhere(), elsewhere("Cook", 2), employed("Cook", 3), posting("Nurse", 4)]
    crawl(*(items[n] for n in order), batch_size=batch_size)
    assert rows("SELECT array_agg(ref ORDER BY ref) FROM posting GROUP BY job_id ORDER BY 1") == [
        ["https://jobs.example/ad/1", "https://other.example/1"],
        ["https://jobs.example/ad/3", "https://other.example/2"],
        ["https://jobs.example/ad/4"],
    ]


def test_postings_of_one_batch_and_of_another_crawl_meet_in_the_older_job(crawl, rows):
    crawl(elsewhere())
    (job,) = rows("SELECT id FROM job")
    crawl(employed(), day=1)
    assert rows("SELECT id, postings FROM job") == [(job, 2)]


# ------------------------------------------------------------------ two openings, or advertised again
FIRST, SECOND = employed(n=4711), employed(n=4712)


def test_two_numbers_of_a_site_at_a_time_are_two_openings(crawl, rows):
    crawl(FIRST, SECOND, elsewhere())
    assert rows("SELECT postings, reposted FROM job ORDER BY id") == [(2, 0), (1, 0)]
    crawl(employed(url="https://third.example/1"), day=1)
    assert rows("SELECT postings FROM job ORDER BY id") == [3, 1], "to the one with the oldest posting"


def test_the_same_reference_decides_which_of_two_openings_is_meant(crawl, rows):
    crawl(employed(n=1, identifier="R-100"), employed(n=2, identifier="R-200"))
    crawl(elsewhere(identifier="R-200"))
    assert rows("SELECT array_agg(identifier) FROM posting GROUP BY job_id ORDER BY 1") == [
        ["R-100"],
        ["R-200", "R-200"],
    ]


@pytest.mark.parametrize("batch_size", [1, 500])
def test_a_new_number_after_the_old_one_was_closed_is_the_job_advertised_again(crawl, rows, batch_size):
    crawl(FIRST)
    crawl(page(FIRST.url, status=410), SECOND, day=3, batch_size=batch_size)
    assert rows("SELECT postings, reposted, closed_at FROM job") == [(2, 1, None)]


def test_a_new_number_is_the_same_job_once_the_old_one_turns_out_to_be_closed(crawl, rows):
    crawl(FIRST)
    crawl(SECOND, day=3)
    assert rows("SELECT postings FROM job") == [1, 1], "the old one may still be there"
    crawl(page(FIRST.url, status=410), day=4)
    assert rows("SELECT postings, reposted FROM job") == [(2, 1)]


def test_a_new_number_is_the_same_job_once_a_complete_list_lacks_the_old_one(crawl, rows):
    crawl(FIRST, posting(n=2), complete=True)
    crawl(SECOND, posting(n=2), complete=True, day=3)
    assert rows("SELECT postings, reposted FROM job ORDER BY id") == [(2, 1), (1, 0)]


def test_a_new_number_after_the_old_one_was_not_seen_for_long_is_the_same_job(crawl, rows):
    crawl(FIRST)
    crawl(SECOND, day=20)
    assert rows("SELECT postings, reposted FROM job") == [(2, 1)]
    crawl(FIRST, day=21)
    assert rows("SELECT postings, reposted FROM job ORDER BY id") == [(1, 0), (1, 0)], (
        "it was there all along"
    )


@pytest.mark.parametrize(
    ("times", "before", "after"),
    [
        (1, "2026-02-01", "2026-02-20"),
        (1, "2026-02-01", "2026-02-04"),
        (0, "2026-02-01", "2026-02-02"),
        (0, "2026-02-20", "2026-02-01"),
        (0, None, "2026-02-20"),
    ],
)
def test_a_later_date_is_the_ad_advertised_again(crawl, rows, times, before, after):
    for day, posted in enumerate((before, after)):
        crawl(employed(date_posted=posted, date_posted_precision=posted and "day"), day=day)
    found = rows("SELECT posting.reposted, job.reposted FROM posting JOIN job ON job.id = job_id")
    assert found == [(times, times)]


def test_a_later_date_from_elsewhere_is_not_an_ad_advertised_again(crawl, rows):
    crawl(employed(date_posted="2026-02-01", date_posted_precision="day"))
    better = {"origin": "json-ld", "page_url": "https://jobs.example/ad/1"}
    crawl(employed(date_posted="2026-02-20", date_posted_precision="day", **better), day=1)
    assert rows("SELECT date_posted::text, reposted FROM posting") == [("2026-02-20", 0)]


def test_when_a_date_was_read_is_kept_with_it(crawl, rows):
    crawl(employed(date_posted="2026-02-27", date_posted_raw="3 days ago", date_posted_precision="relative"))
    crawl(
        employed(date_posted="2026-02-28", date_posted_raw="3 days ago", date_posted_precision="relative"),
        day=1,
    )
    assert rows("SELECT date_posted::text, date_posted_read_at FROM posting") == [("2026-02-27", NOON)]


def test_what_hundreds_of_ads_of_a_site_share_proves_nothing(crawl, rows):
    many = [employed(n=n) for n in range(1001, 1002 + TOO_COMMON)]
    crawl(*many, elsewhere())
    assert set(rows("SELECT postings FROM job")) == {1}


def test_times_are_as_fetched_not_as_stored(crawl, rows):
    late = replace(SECOND, fetched_at=NOON + timedelta(hours=5))
    crawl(late, FIRST)
    crawl(page(FIRST.url, status=410), day=1)
    assert rows("SELECT postings FROM job") == [1, 1], "one crawl saw both"
