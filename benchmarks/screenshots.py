"""Pictures of the dashboard with invented jobs: docs/screenshot.png; `--all FOLDER`: every page."""

import argparse
import tempfile
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import Browser, expect, sync_playwright

from benchmarks.seed import seeded
from scrapers import database
from tests.dashboard.browser import CHROMIUM, OPTIONS, ROOT, dashboard

JOBS = 10_000
SHOWN = "?role=data_ai&days=30"
PAGES = {
    "jobs": SHOWN,
    "table": f"{SHOWN}&view=table&q=data",
    "none": "?role=sales&place=Jena&q=zeppelin&from=2026-01-01",
    "trends": "trends",
    "sources": "sources",
    "job": "job?id=5",
    "german": f"{SHOWN}&lang=de",
}
WIDTHS = (390, 1280, 2560)


def shoot(browser: Browser, url: str, path: Path, width: int, height: int, scheme: str) -> None:
    """Save a picture of a page as it stands when it is complete."""
    context = browser.new_context(
        viewport={"width": width, "height": height}, color_scheme=scheme, locale="en-GB"
    )
    page = context.new_page()
    page.goto(url)
    expect(page.get_by_role("heading", level=1)).to_be_visible(timeout=30_000)
    page.locator("[data-testid=stApp][data-test-script-state=notRunning]").wait_for(timeout=30_000)
    if url.partition("?")[0].endswith("trends"):
        page.locator("[data-testid=stVegaLiteChart] .marks").wait_for()
    expect(page.get_by_test_id("stSkeleton")).to_have_count(0, timeout=30_000)
    page.wait_for_load_state("networkidle")
    page.evaluate("document.fonts.ready")
    page.screenshot(path=path, animations="disabled")
    context.close()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--all", type=Path, metavar="FOLDER", help="every page, both themes, three widths")
    everything = parser.parse_args().all
    with database.server() as server, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=OPTIONS)
        with (
            tempfile.NamedTemporaryFile() as log,
            dashboard(seeded(server, "jobs_pictures", JOBS), Path(log.name)) as address,
        ):
            shoot(browser, f"{address}/{SHOWN}", ROOT / "docs/screenshot.png", 1280, 860, "light")
            print("docs/screenshot.png")
            for name, query, width, scheme in _views() if everything else ():
                everything.mkdir(parents=True, exist_ok=True)
                path = everything / f"{name}-{width}-{scheme}.png"
                shoot(browser, f"{address}/{query}", path, width, 1400 if width == 2560 else 900, scheme)
                print(path)
        browser.close()


def _views() -> Iterator[tuple[str, str, int, str]]:
    for name, query in PAGES.items():
        for width in WIDTHS:
            for scheme in ("light", "dark"):
                yield name, query, width, scheme


if __name__ == "__main__":
    main()
