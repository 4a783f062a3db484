"""Which postings become one job."""

import pytest

from scrapers.storage.clustering import components
from storage.samples import employed, posting


def elsewhere(title="Data Engineer", n=1, **values):
    return employed(title, n, url=f"https://other.example/{n}", **values)


@pytest.mark.parametrize(
    ("same", "one", "other"),
    [
        (True, employed(), elsewhere()),
        (True, employed("Data-Engineer"), elsewhere("data engineer")),
        (True, employed(location="Berlin"), elsewhere(location="10115 Berlin, Germany")),
        (False, employed(), elsewhere("Senior Data Engineer")),
        (False, employed(), elsewhere(location="Bonn", city="Bonn")),
        (False, employed(), elsewhere(location="Berlin; Bonn")),
        (False, employed(), elsewhere(company="Other AG", company_key="other")),
        (False, posting(), posting(url="https://other.example/1")),
        (False, employed(location=None, city=None), elsewhere(location=None, city=None)),
        (False, employed("C++ Engineer"), elsewhere("C# Engineer")),
    ],
)
def test_same_company_title_and_place_is_one_job(crawl, rows, same, one, other):
    crawl(one, other)
    assert rows("SELECT count(*) FROM job") == [1 if same else 2]


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


def test_postings_that_share_a_proof_by_way_of_others_are_one_component():
    assert components({1: ["a"], 2: ["b"], 3: ["a", "b"], 4: ["c"], 5: []}) == [[1, 2, 3], [4], [5]]


def test_postings_of_one_batch_and_of_another_crawl_meet_in_the_older_job(crawl, rows):
    crawl(elsewhere())
    (job,) = rows("SELECT id FROM job")
    crawl(employed(), day=1)
    assert rows("SELECT id, postings FROM job") == [(job, 2)]
