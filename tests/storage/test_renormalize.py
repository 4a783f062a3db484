import asyncio
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from scrapers.normalization import NORMALIZATION_VERSION, normalize
from scrapers.normalization.companies import company_key
from scrapers.storage.renormalize import read_anew, renormalize
from scrapers.storage.rows import row_of
from storage.samples import posting

OLD = NORMALIZATION_VERSION - 1


def outdated(title="Senior Data Engineer (m/w/d)", n=1, **fields):
    """A posting as rules of long ago have read it: not at all."""
    raw = {
        f"{name}_raw": fields[name] for name in ("location", "date_posted", "valid_through") if name in fields
    }
    dates = {name: None for name in ("date_posted", "valid_through") if name in fields}
    return posting(title, n, **{**fields, **dates, **raw, "normalization_version": OLD})


def run(database_url, **options):
    return asyncio.run(renormalize(database_url, **options))


def one(connection, columns, table="posting"):
    [row] = connection.execute(f"SELECT {columns} FROM {table}").fetchall()
    return row


def test_posting_and_its_job_are_brought_up_to_date(crawl, connection, database_url):
    crawl(outdated(location="10115 Berlin / remote", date_posted="01.03.2026", base_salary="65.000 € p.a."))
    report = run(database_url)
    expected = ("Senior Data Engineer", "Berlin", "DE", "remote", "senior", datetime(2026, 3, 1).date())
    columns = "title, city, country, workplace, seniority, date_posted"
    assert one(connection, columns) == one(connection, columns, "job") == expected
    assert one(connection, "base_salary_min, base_salary_unit, normalization_version") == (
        65000, "YEAR", NORMALIZATION_VERSION,
    )  # fmt: skip
    assert (report.read, report.changed, report.jobs, report.versions) == (1, 1, 1, {OLD: 1})
    assert report.columns["city"].filled == 1 and report.columns["title"].other == 1


def test_what_is_up_to_date_is_not_read_again(crawl, connection, database_url):
    crawl(outdated(location="Berlin"))
    assert run(database_url).read == 1
    again = run(database_url)
    assert (again.read, again.changed, again.columns) == (0, 0, {})
    everything = run(database_url, everything=True)
    assert (everything.read, everything.changed, everything.columns) == (1, 0, {})


def test_what_a_newer_program_has_read_is_left_alone(crawl, connection, database_url):
    crawl(replace(outdated(location="Berlin"), normalization_version=NORMALIZATION_VERSION + 1))
    assert run(database_url, everything=True).read == 0
    assert one(connection, "city") == (None,)


def test_dry_run_tells_the_same_and_changes_nothing(crawl, connection, database_url):
    crawl(*(outdated(n=n, location="Berlin") for n in range(5)))
    before = connection.execute("SELECT * FROM posting, job WHERE job.id = job_id ORDER BY 1").fetchall()
    dry = run(database_url, dry_run=True, batch_size=2)
    assert (
        connection.execute("SELECT * FROM posting, job WHERE job.id = job_id ORDER BY 1").fetchall() == before
    )
    wet = run(database_url, batch_size=2)
    assert (dry.read, dry.changed, dry.columns) == (wet.read, wet.changed, wet.columns) == (5, 5, wet.columns)


def test_an_end_in_the_middle_keeps_what_was_done_and_the_next_run_goes_on(crawl, connection, database_url):
    crawl(*(outdated(n=n, location="Berlin") for n in range(5)))

    def stop(report):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run(database_url, batch_size=2, on_batch=stop)
    assert connection.execute("SELECT count(*) FROM posting WHERE city = 'Berlin'").fetchone() == (2,)
    assert run(database_url, batch_size=2).read == 3
    assert connection.execute("SELECT count(*) FROM posting WHERE city = 'Berlin'").fetchone() == (5,)


def test_postings_that_turn_out_to_be_one_job_become_one(crawl, connection, database_url):
    companies = ["Acme GmbH", "ACME"]
    crawl(
        *(
            outdated(n=n, company=company, company_key=company, location="Berlin")
            for n, company in enumerate(companies)
        )
    )
    assert connection.execute("SELECT count(*) FROM job").fetchone() == (2,)
    run(database_url)
    assert one(connection, "company_key, postings", "job JOIN posting ON job.id = job_id GROUP BY 1, 2") == (
        "acme",
        2,
    )
    assert company_key("Acme GmbH") == "acme"


def test_the_same_crawl_afterwards_changes_nothing(crawl, connection, database_url):
    shown = posting(
        "Koch (m/w/d)", location="Berlin", date_posted="vor 3 Tagen", company="Acme GmbH", title_raw=None
    )
    item = normalize(shown)
    crawl(replace(item, normalization_version=OLD, city=None, title="Koch (m/w/d)"))
    run(database_url)
    before = one(connection, "*", "job")
    again = crawl(item)
    assert (again.counts.new, again.counts.updated) == (0, 0)
    assert one(connection, "*", "job") == before


# --- What the raw fields alone do not tell ------------------------------------------------------------------
FIRST = datetime(2024, 5, 15, 10, tzinfo=UTC)


def stored(**fields):
    """Row of a posting that was read on the day it was first seen."""
    shown = posting("Koch", title_raw=None, fetched_at=FIRST, **fields)
    return row_of(normalize(shown, day_first=fields.pop("day_first", None)))


def dates(row):
    return row["date_posted"], row["date_posted_precision"], row["valid_through"]


def test_a_date_that_depends_on_the_day_of_reading_stays_as_it_was_read():
    row = stored(date_posted="vor 3 Tagen", valid_through="31.12.")
    assert dates(row) == ("2024-05-12", "relative", "2024-12-31")
    for last_seen in (FIRST, FIRST + timedelta(days=400)):
        assert dates(read_anew(row, FIRST, last_seen)) == dates(row)


def test_a_date_that_depends_on_the_day_of_reading_is_read_where_that_is_known():
    row = {**stored(date_posted="vor 3 Tagen"), "date_posted": None, "date_posted_precision": None}
    late = FIRST + timedelta(days=9)
    assert dates(read_anew(row, FIRST, late))[0] == "2024-05-12"
    assert dates(read_anew({**row, "date_posted_read_at": late}, FIRST, late))[0] == "2024-05-21"
    unknown = {**row, "date_posted_read_at": None}
    assert dates(read_anew(unknown, FIRST, FIRST))[0] == "2024-05-12"
    assert dates(read_anew(unknown, FIRST, late))[0] is None


def test_an_absurd_date_is_no_longer_believed():
    row = {**stored(date_posted="1970-01-01"), "date_posted": "1970-01-01", "date_posted_precision": "day"}
    assert dates(read_anew(row, FIRST, FIRST + timedelta(days=9)))[:2] == (None, None)


@pytest.mark.parametrize("stored_as", ["2024-05-04", "2024-04-05"])
def test_the_sources_habit_stays(stored_as):
    row = {**stored(date_posted="04/05/2024"), "date_posted": stored_as, "date_posted_precision": "day"}
    assert dates(read_anew(row, FIRST, FIRST))[0] == stored_as


def test_reading_anew_what_the_present_rules_have_read_changes_nothing():
    row = stored(
        company="Acme GmbH", location="10115 Berlin", base_salary="55k €", employment_type="Werkstudent",
        workplace="HYBRID", date_posted="01.05.2024", valid_through="30.06.2024", identifier="J-7",
    )  # fmt: skip
    assert read_anew(row, FIRST, FIRST + timedelta(days=9)) == row
