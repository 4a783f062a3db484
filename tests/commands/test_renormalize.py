import pytest
from web import scrapy

from scrapers.commands.renormalize import WIDTH, as_text
from scrapers.normalization import NORMALIZATION_VERSION
from scrapers.storage.renormalize import Change, Report

PLACES = {"Frankfurt/M.": "Frankfurt am Main", "10115 Berlin": "Berlin"}


@pytest.fixture
def outdated(connection):
    """Two postings that older rules have read; returns what is stored of them now."""
    for number, place in enumerate(PLACES, 1):
        connection.execute(
            "WITH made AS (INSERT INTO job (title, site, first_seen, last_seen) "
            "VALUES ('Koch', 'a.example', now(), now()) RETURNING id) "
            "INSERT INTO posting (job_id, site, ref, title, title_raw, location_raw, origin, trust, "
            "normalization_version, first_seen, last_seen) "
            "SELECT id, 'a.example', %s, 'Koch', 'Koch (m/w/d)', %s, 'box', 1, 0, now(), now() FROM made",
            [str(number), place],
        )
    connection.commit()

    def cities():
        connection.rollback()
        return [row[0] for row in connection.execute("SELECT city FROM posting ORDER BY id").fetchall()]

    return cities


def test_it_reads_anew_and_says_what_changed(outdated):
    done = scrapy("renormalize")
    assert (done.code, done.log) == (0, "")
    first, *lines = done.out.splitlines()
    assert first == f"2 postings read anew (rules 0 → {NORMALIZATION_VERSION}), 2 changed, 2 jobs refreshed"
    city = next(line for line in lines if line.split()[0] == "city")
    assert city.split() == ["city", "2", "2", "now", "known"]
    assert "such as – → Frankfurt am Main  (Koch (m/w/d))" in done.out
    assert outdated() == list(PLACES.values())
    assert scrapy("renormalize").out.startswith("all postings are up to date")


def test_dry_run_changes_nothing(outdated):
    done = scrapy("renormalize", "--dry-run")
    assert "2 would change" in done.out and "refreshed" not in done.out
    assert outdated() == [None, None]


def test_a_database_that_is_not_to_be_used_is_said(database_url):
    done = scrapy("renormalize", "--sample")
    assert done.code == 0  # makes the database for samples, and finds nothing to do there
    done = scrapy("renormalize", DATABASE_URL="postgresql://nobody@127.0.0.1:1/jobs")
    assert (done.code, done.out) == (1, "")
    assert "cannot reach PostgreSQL" in done.log and "Traceback" not in done.log
    done = scrapy("renormalize", "everything")
    assert done.code == 2 and "takes no arguments" in done.log


def test_the_report_fits_and_steers_no_terminal():
    changes = {"location": Change(1, 2, 3, ("Koch\x1b[31m" * 30, ["a", "b"], "x\ny" * 99))}
    text = as_text(Report(read=12_345, changed=6, jobs=6, columns=changes))
    assert max(map(len, text.splitlines())) <= WIDTH and "\x1b" not in text
    assert "12,345 postings" in text and "1 now known, 2 no longer, 3 other" in text
