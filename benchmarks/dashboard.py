"""How long a reader waits: `python -m benchmarks.dashboard [JOBS]`, in a real browser, with invented jobs."""

import argparse
import statistics
import tempfile
import time
from collections.abc import Callable
from itertools import cycle, islice
from pathlib import Path

from playwright.sync_api import Page, sync_playwright
from psycopg.conninfo import make_conninfo

from benchmarks.seed import drop, seeded
from scrapers import database
from tests.dashboard.browser import CHROMIUM, OPTIONS, dashboard

CLICKS = 30
# Each changes what is shown.
LABELS = ["30 days · ", "Closed · ", "90 days · ", "Not seen lately · ", "7 days · ", "All · "]
HEADING = "document.querySelector('h1')?.innerText"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("jobs", type=int, nargs="?", default=100_000)
    parser.add_argument("--keep", metavar="DATABASE", help="use this database, made before, and keep it")
    arguments = parser.parse_args()
    jobs, kept = arguments.jobs, arguments.keep
    with tempfile.TemporaryDirectory(prefix="jobs-bench-") as folder, database.server() as server:
        url = make_conninfo(server, dbname=kept) if kept else seeded(server, "jobs_bench", jobs)
        with dashboard(url, Path(folder) / "log") as address, sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=OPTIONS)
            size = {"width": 1280, "height": 900}
            # The dashboard forbids eval, which is how the driver waits.
            page = browser.new_page(viewport=size, locale="en-GB", bypass_csp=True)
            first = _seconds(lambda: _open(page, address))
            warm = [_seconds(lambda: _open(page, address)) for _ in range(5)]
            received: list[int] = []
            page.on("websocket", lambda socket: socket.on("framereceived", lambda f: received.append(len(f))))
            _open(page, f"{address}/?size=100")
            a_page = sum(received)
            _open(page, address)
            clicks = [_click(page, label) for label in islice(cycle(LABELS), CLICKS)]
            browser.close()
        if not kept:
            drop(server, "jobs_bench")
    p95 = statistics.quantiles(clicks, n=20)[-1]
    print(f"jobs                                     {jobs:>9,}")
    print(f"first page load                          {first * 1000:>9,.0f} ms")
    print(f"warm page load, median of {len(warm)}              {statistics.median(warm) * 1000:>9,.0f} ms")
    print(f"click to new content, median of {CLICKS}       {statistics.median(clicks) * 1000:>9,.0f} ms")
    print(f"click to new content, 95th percentile    {p95 * 1000:>9,.0f} ms")
    print(f"websocket, a page of 100 jobs            {a_page:>9,} bytes")


def _seconds(act: Callable[[], object]) -> float:
    start = time.perf_counter()
    act()
    return time.perf_counter() - start


def _open(page: Page, url: str) -> None:
    page.goto(url)
    page.wait_for_function(f"{HEADING}?.includes('jobs')", timeout=60_000)


def _click(page: Page, label: str) -> float:
    """Seconds from a click on a filter to another number of jobs, which is drawn after the jobs."""
    page.locator("[data-testid=stApp][data-test-script-state=notRunning]").wait_for()
    button = page.locator("[data-testid=stSidebar] label", has_text=label)
    before = page.evaluate(HEADING)

    def act() -> None:
        button.click()
        page.wait_for_function(f"before => {HEADING} !== before", arg=before, timeout=10_000)

    return _seconds(act)


if __name__ == "__main__":
    main()
