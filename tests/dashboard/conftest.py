"""A database of invented jobs, made once for all tests of the dashboard; single jobs for single tests."""

import itertools
from collections.abc import Callable, Iterator

import psycopg
import pytest
import streamlit as st
from playwright.sync_api import Browser, BrowserContext, Page
from psycopg.conninfo import make_conninfo

from benchmarks.seed import seed
from scrapers import database
from tests.dashboard.browser import dashboard, launched, profile
from tests.dashboard.invented import JOBS, NOW

_numbers = itertools.count(1)


@pytest.fixture(scope="session")
def seeded_url(postgres) -> str:
    """Conninfo of a database with 10,000 invented jobs, for reading only."""
    url = make_conninfo(postgres, dbname="dashboard_seeded")
    database.ensure_database(url, sample=True)
    with psycopg.connect(url) as connection:
        seed(connection, JOBS, now=NOW)
    return url


@pytest.fixture
def seeded(seeded_url, monkeypatch) -> Iterator[psycopg.Connection]:
    """A connection to the 10,000 jobs, which DATABASE_URL names."""
    monkeypatch.setenv("DATABASE_URL", seeded_url)
    with psycopg.connect(seeded_url) as connection:
        yield connection


@pytest.fixture
def pools() -> Iterator[None]:
    """Close the pools that an app run in this process opened."""
    yield
    st.cache_resource.clear()


# ------------------------------------------------------------------ in a real browser
# As long as a module: Playwright keeps an event loop running, in which nothing else of asyncio can.
@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with launched() as browser:
        yield browser


@pytest.fixture(scope="module")
def context(chromium) -> Iterator[BrowserContext]:
    """One browser profile for all pages, so that scripts are loaded once."""
    with profile(chromium) as context:
        yield context


@pytest.fixture
def page(context) -> Iterator[Page]:
    page = context.new_page()
    yield page
    page.close()


@pytest.fixture(scope="module")
def address(url, tmp_path_factory) -> Iterator[str]:
    """A dashboard of the database that the module says in a fixture ``url``."""
    with dashboard(url, tmp_path_factory.mktemp("dashboard") / "log") as address:
        yield address


@pytest.fixture
def add_job(database_url) -> Callable[..., int]:
    """Put one job with its posting, sighting and page into the fresh database; returns its id."""

    def add(title: str = "Data Engineer", **values) -> int:
        number = next(_numbers)
        job = {
            "title": title,
            "site": "board.example",
            "url": f"https://board.example/{number}",
            "first_seen": NOW,
            "last_seen": NOW,
            **values,
        }
        page = f"https://news.example/article/{number}"
        with psycopg.connect(database_url) as connection:
            identity = _insert(connection, "job", job)
            posting = {
                **{k: v for k, v in job.items() if k != "postings"},
                **{"job_id": identity, "ref": str(number), "title_raw": title, "origin": "box", "trust": 1},
                "normalization_version": 1,
            }
            posting_id = _insert(connection, "posting", posting)
            page_id = _insert(
                connection,
                "page",
                {
                    "url": page,
                    "site": "news.example",
                    "title": "An article",
                    "first_fetched": NOW,
                    "last_fetched": NOW,
                },
            )
            connection.execute(
                "INSERT INTO sighting (posting_id, page_id, box_heading, position, first_seen, last_seen,"
                " seen_hash)"
                " VALUES (%s, %s, 'Stellenangebote', 1, %s, %s, '')",
                [posting_id, page_id, job["first_seen"], job["last_seen"]],
            )
        return identity

    return add


def _insert(connection: psycopg.Connection, table: str, values: dict) -> int:
    names = ", ".join(values)
    places = ", ".join(["%s"] * len(values))
    statement = f"INSERT INTO {table} ({names}) VALUES ({places}) RETURNING id"
    return connection.execute(statement, list(values.values())).fetchone()[0]
