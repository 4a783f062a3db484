from datetime import UTC, datetime

import pytest
from web import Answer, ad, ads, crawl

from scrapers.crawling.details import ad_of, as_plain, complete, from_plain
from scrapers.items import JobPosting


def posting(title="Nurse", **more):
    return JobPosting(title=title, **more)


@pytest.mark.parametrize(
    ("listed", "titles", "found"),
    [
        ("Nurse (m/w/d)", ["Nurse (f/m/x)"], 0),
        ("Head of Data Engine…", ["Cook", "Head of Data Engineering"], 1),
        ("Nurse", ["Senior Nurse", "Nurse"], 0),  # both contain it: the first, which is the ad's own
        ("Nurse", ["Cook", "Judge"], None),
        ("Nurse", [], None),
    ],
)
def test_which_posting_is_the_ad(listed, titles, found):
    candidates = [posting(title) for title in titles]
    ad = ad_of(posting(listed), candidates)
    assert ad is (candidates[found] if found is not None else None)


def test_an_ad_completes_what_the_list_leaves_open():
    listed = posting(company="Clinic", origin="box", origins={"company": "box"}, box_heading="Jobs")
    ad = posting("Nurse, night shift", company="Clinic Ltd", location="Bonn", city="Bonn", origin="json-ld")
    done = complete(listed, ad)
    assert (done.title, done.company, done.location, done.city) == ("Nurse", "Clinic", "Bonn", "Bonn")
    assert (done.box_heading, done.origin) == ("Jobs", "box")
    assert done.origins == {"company": "box", "location": "json-ld"}
    assert complete(listed, posting(gone=True)).gone


def test_a_posting_survives_the_job_folder():
    before = posting(url="https://a.example/1", fetched_at=datetime(2026, 11, 22, tzinfo=UTC), evidence=["a"])
    assert from_plain(as_plain(before)) == before
    assert from_plain({**as_plain(before), "of_an_older_version": 1}) == before


def test_ads_are_read_too(web, tmp_path):
    paths = ["/nurse", "/cook", "/judge", "/clerk", "/forbidden", "/broken"]
    titles = ["Nurse", "Cook", "Judge", "Clerk", "Baker", "Miner"]
    web.routes["/robots.txt"] = Answer("User-agent: *\nDisallow: /forbidden")
    web.routes["/list"] = Answer(ads(*zip(titles, map(web.url, paths), strict=True)))
    web.routes["/nurse"] = Answer(
        ad("Nurse", description="Care for the sick in Bonn.", datePosted="2026-11-20")
    )
    web.routes["/judge"] = Answer(status=410)
    web.routes["/clerk"] = Answer(ad("Something else entirely", description="Not this."))
    web.routes["/broken"] = Answer(status=500)
    done = crawl(tmp_path, "pages", "-a", f"url={web.url('/list')}", "-a", "details=1")
    assert done.code == 0
    jobs = {job["title"]: job for job in done.jobs}
    assert sorted(jobs) == sorted(titles)
    assert len(done.jobs) == len(titles)  # one line a job, whatever became of its ad
    assert all(job["page_url"] == web.url("/list") for job in done.jobs)
    assert jobs["Nurse"]["description"] == "Care for the sick in Bonn."
    assert jobs["Nurse"]["origins"]["description"] == "json-ld"
    assert {job["title"] for job in done.jobs if job["gone"]} == {"Cook", "Judge"}  # 404 and 410
    assert jobs["Clerk"]["description"] is None
    assert "/forbidden" not in web.asked
    assert done.stats["ads/missed"] == 2
    assert done.stats.get("crawl/errors", 0) == 0


def test_lists_come_before_ads(web, tmp_path):
    web.routes["/one"] = Answer(ads(("Nurse", web.url("/nurse")), ("Cook", web.url("/cook"))))
    web.routes["/two"] = Answer(ads(("Judge", web.url("/judge")), ("Cook", web.url("/cook"))))
    url = f"url={web.url('/one')} {web.url('/two')}"
    done = crawl(tmp_path, "pages", "-a", url, "-a", "details=1")
    assert web.pages() == ["/one", "/two", "/nurse", "/cook", "/judge"]  # each ad once
    assert sorted(job["title"] for job in done.jobs) == ["Cook", "Cook", "Judge", "Nurse"]
