"""What a reader does with the plots, in a real browser: click a bar, follow a role, read the text."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime

import psycopg
import pytest
from playwright.sync_api import Page, expect, sync_playwright
from psycopg.conninfo import make_conninfo

from benchmarks.seed import seed
from scrapers import database
from tests.dashboard.browser import CHROMIUM, MISSING, OPTIONS, dashboard

pytestmark = pytest.mark.browser
PATIENCE = 20_000  # ms; a bound for a busy machine, not a wait


@pytest.fixture(scope="module")
def url(postgres) -> str:
    url = make_conninfo(postgres, dbname="dashboard_trends")
    database.ensure_database(url, sample=True)
    with psycopg.connect(url) as connection:
        seed(connection, 400, now=datetime.now(UTC))
    return url


@pytest.fixture(scope="module")
def page(url, tmp_path_factory) -> Iterator[Page]:
    if not CHROMIUM.exists():
        pytest.fail(MISSING)
    with (
        dashboard(url, tmp_path_factory.mktemp("trends") / "log") as address,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=OPTIONS)
        page = browser.new_page(locale="en-GB", base_url=address, viewport={"width": 1280, "height": 900})
        page.set_default_timeout(PATIENCE)
        expect.set_options(timeout=PATIENCE)
        yield page
        browser.close()


def bars(page: Page, label: str):
    return page.get_by_test_id("stVegaLiteChart").first.locator(f'path[aria-label^="{label}"]')


def test_a_click_on_a_bar_keeps_its_group(page, url):
    page.goto("/trends?step=week")
    with psycopg.connect(url) as connection:
        week, jobs = connection.execute(
            "SELECT date_trunc('week', first_seen AT TIME ZONE 'UTC')::date, count(*) FROM job"
            " WHERE role_group = 'software_it' GROUP BY 1 ORDER BY 2 DESC, 1 DESC LIMIT 1"
        ).fetchone()
    bar = bars(page, f"Software & IT, {week.day} {week:%b} {week.year}")
    expect(bar).to_have_attribute("aria-label", re.compile(f": {jobs}$"))
    bar.click()
    expect(page).to_have_url(re.compile("role=software_it"))
    expect(page.get_by_role("button", name="Software & IT", exact=True)).to_be_visible()
    expect(bars(page, "Data & AI")).to_have_count(0)


def test_a_role_leads_to_its_trends(page, url):
    page.goto("/trends")
    table = page.locator("table.heat")
    name = table.get_by_role("link").first.inner_text()
    table.get_by_role("link").first.click()
    expect(page.get_by_role("button", name=name, exact=True)).to_be_visible()
    expect(table.get_by_role("link")).to_have_text([name])


def test_plots_have_a_text(page):
    page.goto("/trends")
    plots = page.get_by_test_id("stVegaLiteChart")
    expect(plots).to_have_count(3)
    for plot in plots.all():
        expect(plot).to_have_attribute("aria-label", re.compile("^Bars: .* The table below says the same.$"))
