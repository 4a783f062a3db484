import pytest
from web import Answer, ad, crawl_and_store, scrapy

CLOSED = "JOBS_KEEP_CLOSED_DAYS=1"


@pytest.fixture
def jobs(connection):
    """A job closed in 2020, and one that is open; returns what is stored now."""
    for closed in ("2020-01-02Z", None):
        connection.execute(
            "INSERT INTO job (title, site, first_seen, last_seen, closed_at) "
            "VALUES ('Cook', 'a.example', '2020-01-01Z', '2020-01-01Z', %s)",
            [closed],
        )
    connection.commit()

    def now():
        connection.rollback()
        return [row[0] for row in connection.execute("SELECT id FROM job ORDER BY id").fetchall()]

    return now


def test_it_says_what_goes_and_what_would(jobs):
    done = scrapy("prune")
    assert (done.code, done.log) == (0, "")
    assert done.out.count("all kept (JOBS_KEEP_") == 5
    done = scrapy("prune", "--dry-run", "-s", CLOSED)
    assert "kept for 1 day, 1 would be deleted" in done.out
    assert jobs() == [1, 2]
    done = scrapy("prune", JOBS_KEEP_CLOSED_DAYS="30")
    assert "kept for 30 days, 1 deleted" in done.out
    assert jobs() == [2]


def test_what_is_wrong_is_said(database_url):
    done = scrapy("prune", "-s", "JOBS_KEEP_PAGES_DAYS=0")
    assert done.code == 2 and "JOBS_KEEP_PAGES_DAYS is '0': a whole number of days" in done.log
    done = scrapy("prune", DATABASE_URL="postgresql://nobody@127.0.0.1:1/jobs")
    assert done.code == 1 and "cannot reach PostgreSQL" in done.log and "Traceback" not in done.log
    assert scrapy("prune", "all").code == 2


def test_a_crawl_prunes_when_it_ends(jobs, web, tmp_path):
    web.routes["/ad"] = Answer(ad("Baker"))
    arguments = ("pages", "-a", f"url={web.url('/ad')}")
    assert crawl_and_store(tmp_path, *arguments).code == 0
    assert jobs() == [1, 2, 3]
    assert crawl_and_store(tmp_path, *arguments, "-s", CLOSED).code == 0
    assert jobs() == [2, 3]


def test_a_crawl_does_not_begin_with_a_wrong_setting(jobs, web, tmp_path):
    done = crawl_and_store(
        tmp_path, "pages", "-a", f"url={web.url('/ad')}", "-s", "JOBS_KEEP_CLOSED_DAYS=soon"
    )
    assert done.code == 1 and "JOBS_KEEP_CLOSED_DAYS is 'soon'" in done.log
    assert web.pages() == [] and jobs() == [1, 2]
