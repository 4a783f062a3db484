"""axe-core finds nothing serious on any page, in both themes, on a phone and on a desk."""

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page, expect

from tests.dashboard.browser import dashboard, invented

pytestmark = pytest.mark.browser
WIDTHS = (1280, 390)
GROUNDS = {"light": "rgb(255, 255, 255)", "dark": "rgb(18, 22, 29)"}
GRAVE = ("serious", "critical")
# What another theme alone can change.
OF_COLOURS = ["color-contrast", "link-in-text-block"]
PAGES = {
    "list": "?status=all&q=data",
    "table": "?view=table&seniority=senior",
    "no match, not understood": "?role=sales&role=nope&place=Atlantis&q=zeppelin&from=2026-01-01",
    "job": "job?id=5",
    "trends": "trends?days=14&lang=de",
    "sources": "sources",
    "my list": "my_list",
}
# Rule and selector of what Streamlit writes and we cannot mend, with the reason. Nothing so far.
THEIRS: dict[tuple[str, str], str] = {}


@pytest.fixture(scope="module")
def url(postgres) -> str:
    return invented(postgres, "dashboard_accessible", 400)


@pytest.fixture(scope="module")
def page(context) -> Page:
    """One page for all, in which axe is read once."""
    return context.new_page()


def grave(page: Page, rules: list[str] | None = None) -> list[str]:
    """Violations on the page as it stands: rule, element, and how to mend it."""
    options = {"resultTypes": ["violations"]} | ({"runOnly": rules} if rules else {})
    found = page.evaluate("options => axe.run(document, options)", options)
    return [
        f"{violation['id']} {node['target']}: {node['html'][:200]} {node['failureSummary']}"
        for violation in found["violations"]
        if violation["impact"] in GRAVE
        for node in violation["nodes"]
        if (violation["id"], node["target"][-1]) not in THEIRS
    ]


def open_page(page: Page, url: str) -> None:
    page.set_viewport_size({"width": WIDTHS[0], "height": 900})
    page.emulate_media(color_scheme="light")
    page.goto(url)
    expect(page.get_by_role("heading", level=1)).to_be_visible(timeout=20_000)
    page.locator("[data-testid=stApp][data-test-script-state=notRunning]").wait_for()
    expect(page.get_by_test_id("stSkeleton")).to_have_count(0)
    page.evaluate(AXE_SCRIPT)


def everywhere(page: Page) -> list[str]:
    """What is found in each theme at each width."""
    found = []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        for scheme, ground in GROUNDS.items():
            page.emulate_media(color_scheme=scheme)
            expect(page.get_by_test_id("stApp")).to_have_css("background-color", ground)
            for problem in grave(page, OF_COLOURS if scheme == "dark" else None):
                found.append(f"{width} {scheme}: {problem}")
    return found


@pytest.mark.parametrize("query", PAGES.values(), ids=PAGES)
def test_every_page(page, address, query):
    open_page(page, f"{address}/{query}")
    if query.startswith("trends"):
        page.locator("[data-testid=stVegaLiteChart] .marks").first.wait_for()
    assert everywhere(page) == []


def test_a_database_without_jobs(page, database_url, tmp_path):
    with dashboard(database_url, tmp_path / "log") as address:
        for name in ("", "sources", "my_list"):
            open_page(page, f"{address}/{name}")
            assert everywhere(page) == []


def test_a_database_that_does_not_answer(page, tmp_path):
    with dashboard("postgresql://127.0.0.1:9/jobs", tmp_path / "log") as address:
        open_page(page, address)
        assert everywhere(page) == []


def test_that_faults_are_found(page, address):
    open_page(page, f"{address}/sources")
    page.evaluate(
        "document.querySelector('h1').innerHTML ="
        ' \'<span style="color: #bbb">faint</span><img src="data:,"><button></button>\''
    )
    assert {problem.split()[0] for problem in grave(page)} >= {"color-contrast", "image-alt", "button-name"}
