"""Pictures of the dashboard with invented jobs: docs/screenshot.png; `--all FOLDER`: every page."""

import argparse
import tempfile
from datetime import UTC, datetime, timedelta
from itertools import product
from pathlib import Path

import psycopg
from playwright.sync_api import Browser, Page, expect, sync_playwright

from benchmarks.seed import seeded
from scrapers import database
from tests.dashboard.browser import CHROMIUM, OPTIONS, ROOT, dashboard

JOBS = 10_000
SHOWN = "?role=data_ai&days=30"
PAGES = {
    "jobs": SHOWN,
    "table": f"{SHOWN}&view=table&q=data",
    "none": "?role=sales&place=Jena&q=zeppelin&from=2026-01-01",
    "job": "job?id=5",
    "trends": "trends",
    "trends-week": "trends?step=week&role=data_ai",
    "sources": "sources",
    "crawl": "sources?crawl=5",
    "my-list": "my_list",
    "german": f"{SHOWN}&lang=de",
}
WIDTHS = (390, 1440)
SCHEMES = ("light", "dark")
PLOTS = 3  # on a page of trends
TALLEST = 5000  # pixels
PATIENCE = 60_000  # ms


def shoot(browser: Browser, url: str, path: Path, width: int, scheme: str, height: int | None = None) -> None:
    """Save a picture of a page when it is complete; as tall as it is, if no height is given."""
    context = browser.new_context(
        viewport={"width": width, "height": height or 900}, color_scheme=scheme, locale="en-GB"
    )
    page = context.new_page()
    page.goto(url)
    _complete(page, PLOTS if "/trends" in url else 0)
    if not height:
        whole = page.get_by_test_id("stMain").evaluate("element => element.scrollHeight")
        page.set_viewport_size({"width": width, "height": max(600, min(whole, TALLEST))})
        _complete(page, PLOTS if "/trends" in url else 0)
    page.screenshot(path=path, animations="disabled")
    context.close()


def _complete(page: Page, plots: int) -> None:
    expect(page.get_by_role("heading", level=1)).to_be_visible(timeout=PATIENCE)
    page.locator("[data-testid=stApp][data-test-script-state=notRunning]").wait_for(timeout=PATIENCE)
    expect(page.get_by_test_id("stSkeleton")).to_have_count(0, timeout=PATIENCE)
    if plots:
        page.locator("[data-testid=stVegaLiteChart] .marks").nth(plots - 1).wait_for(timeout=PATIENCE)
    page.wait_for_load_state("networkidle")
    page.evaluate("document.fonts.ready")


def keep(url: str) -> None:
    """Save, apply to and note a few of the jobs, as the reader that the dashboard takes us for."""
    now = datetime.now(UTC)
    with psycopg.connect(url) as connection:
        (who,) = connection.execute(
            "INSERT INTO profile (name, first_visit, last_visit) VALUES ('', %(now)s, %(now)s) RETURNING id",
            {"now": now},
        ).fetchone()
        connection.execute(
            "INSERT INTO mark (profile_id, job_id, seen_at, saved_at, applied_at, hidden_at, note)"
            " SELECT %(who)s, id, CASE WHEN nth IN (2, 4) THEN %(now)s END,"
            "   CASE WHEN nth IN (2, 4, 6, 8) THEN %(now)s - nth * interval '5 hours' END,"
            "   CASE WHEN nth = 4 THEN %(now)s - interval '2 hours' END,"
            "   CASE WHEN nth = 7 THEN %(now)s END, CASE WHEN nth = 2 THEN 'Call on Monday' ELSE '' END"
            " FROM (SELECT id, row_number() OVER (ORDER BY first_seen DESC) AS nth FROM job"
            "   WHERE role_group = 'data_ai' AND closed_at IS NULL LIMIT 8) AS job",
            {"who": who, "now": now},
        )
        connection.execute(
            "INSERT INTO saved_search (id, profile_id, name, query, made_at, looked_at)"
            " VALUES ('sample', %(who)s, 'Data & AI', 'role=data_ai', %(before)s, %(before)s)",
            {"who": who, "before": now - timedelta(days=2)},
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--all", type=Path, metavar="FOLDER", help="every page, both themes, two widths")
    parser.add_argument("--only", nargs="*", choices=PAGES, help="of these pages")
    arguments = parser.parse_args()
    with database.server() as server, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=OPTIONS)
        url = seeded(server, "jobs_pictures", JOBS)
        keep(url)
        with tempfile.NamedTemporaryFile() as log, dashboard(url, Path(log.name)) as address:
            if not arguments.all:
                shoot(browser, f"{address}/{SHOWN}", ROOT / "docs/screenshot.png", 1280, "light", 860)
                print("docs/screenshot.png")
                return
            arguments.all.mkdir(parents=True, exist_ok=True)
            for name, width, scheme in product(arguments.only or PAGES, WIDTHS, SCHEMES):
                path = arguments.all / f"{name}-{width}-{scheme}.png"
                shoot(browser, f"{address}/{PAGES[name]}", path, width, scheme)
                print(path)


if __name__ == "__main__":
    main()
