"""What a reader does with the plots, in a real browser: click a bar, follow a role, read the text."""

import re
from collections.abc import Iterator

import psycopg
import pytest
from playwright.sync_api import Page, expect

from tests.dashboard.browser import invented, profile

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def url(postgres) -> str:
    return invented(postgres, "dashboard_trends", 400)


@pytest.fixture(scope="module")
def page(chromium, address) -> Iterator[Page]:
    with profile(chromium, base_url=address) as context:
        yield context.new_page()


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
