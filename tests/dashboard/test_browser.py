"""What a reader does, in a real browser: filter, reload, go back, share, download; with troubles."""

import csv
import io
import re
import subprocess
import sys
import tempfile
from pathlib import Path

import psycopg
import pytest
from playwright.sync_api import Page, expect

from scrapers import database
from tests.dashboard.browser import ROOT, dashboard, invented, profile
from tests.dashboard.invented import JOBS, NOW

pytestmark = pytest.mark.browser
CONTRAST = Path(__file__).with_name("contrast.js")


@pytest.fixture(scope="module")
def url(postgres) -> str:
    return invented(postgres, "dashboard_browser", JOBS)


def heading(page: Page):
    return page.get_by_role("heading", level=1)


def titles(page: Page):
    return page.locator("ol.jobs h2")


def shown(page: Page, address: str, query: str = "") -> int:
    """Open a view; the number of jobs it says to have found."""
    page.goto(f"{address}/{query}")
    expect(heading(page)).to_have_text(re.compile(r"^[\d,.]+ (jobs?|Stellen?)$"))
    return int(re.sub(r"\D", "", heading(page).inner_text()))


def test_a_click_filters_and_the_address_keeps_it(page, address, chromium):
    everything = shown(page, address)
    page.get_by_text(re.compile(r"^90 days · ")).click()
    expect(page).to_have_url(re.compile(r"days=90"))
    expect(heading(page)).not_to_have_text(f"{everything:,} jobs")
    filtered = heading(page).inner_text()

    role = page.get_by_role("combobox", name="Role")
    role.click()
    role.fill("Data science")
    page.get_by_role("option", name=re.compile("^Data science & statistics · ")).click()
    page.keyboard.press("Escape")
    expect(page).to_have_url(re.compile(r"role=data_science"))
    expect(heading(page)).not_to_have_text(filtered)
    expect(page.locator("ol.jobs .tag.role").first).to_have_text("Data science & statistics")
    narrowed, first = heading(page).inner_text(), titles(page).first.inner_text()

    page.reload()
    expect(heading(page)).to_have_text(narrowed)
    expect(titles(page).first).to_have_text(first)
    with profile(chromium) as another:
        other = another.new_page()
        other.goto(page.url)
        expect(heading(other)).to_have_text(narrowed)
        expect(titles(other).first).to_have_text(first)

    page.go_back()
    expect(heading(page)).to_have_text(filtered)
    expect(page.get_by_role("button", name="Data science & statistics")).to_have_count(0)
    page.go_forward()
    expect(heading(page)).to_have_text(narrowed)


def test_the_number_on_a_value_is_what_choosing_it_shows(page, address):
    shown(page, address, "?status=all&days=90")
    place = page.get_by_role("combobox", name="Place")
    place.click()
    option = page.get_by_role("option", name=re.compile("^Berlin · "))
    promised = option.inner_text().split("· ")[1]
    option.click()
    page.keyboard.press("Escape")
    expect(heading(page)).to_have_text(f"{promised} jobs")


def test_quick_clicks_are_all_kept(page, address):
    shown(page, address)
    page.get_by_text(re.compile(r"^30 days · ")).click()
    page.get_by_text(re.compile(r"^Closed · ")).click()
    expect(page).to_have_url(re.compile(r"(?=.*days=30)(?=.*status=all)"))
    expect(page.get_by_role("button", name="Open, Not seen lately, Closed")).to_be_visible()
    expect(page.get_by_role("button", name="30 days", exact=True)).to_be_visible()


def test_search_chips_and_clear(page, address):
    everything = shown(page, address, "?status=all")
    box = page.get_by_role("searchbox", name="Search")
    box.fill('"machine learning" -senior')
    box.press("Enter")
    expect(page.locator("ol.jobs mark").first).to_have_text(re.compile("machine learning", re.IGNORECASE))
    expect(page.locator("ol.jobs h2", has_text="Senior")).to_have_count(0)
    page.get_by_role("button", name="Clear all").click()
    expect(page).not_to_have_url(re.compile("q="))
    expect(box).to_have_value("")
    expect(heading(page)).not_to_have_text(f"{everything:,} jobs")


def test_no_match_is_one_click_from_a_match(page, address):
    assert shown(page, address, "?status=all&role=sales&q=zeppelin") == 0
    expect(page.get_by_role("heading", name="No job matches all of these filters")).to_be_visible()
    page.get_by_role("button", name=re.compile("^Without “zeppelin”: ")).click()
    expect(titles(page).first).to_be_visible()
    expect(page).not_to_have_url(re.compile("q="))


def test_pages_turn_and_are_linked(page, address):
    shown(page, address, "?status=all&sort=title")
    first = titles(page).first.inner_text()
    page.get_by_role("button", name=re.compile("next", re.IGNORECASE)).last.click()
    expect(page).to_have_url(re.compile("page=2"))
    expect(page.get_by_text("26–50 of")).to_be_visible()
    page.reload()
    expect(page.get_by_text("26–50 of")).to_be_visible()
    page.get_by_text(re.compile(r"^90 days · ")).click()
    expect(page).not_to_have_url(re.compile("page="))
    assert first


def test_the_frame_keeps_filters_from_page_to_page(page, address):
    shown(page, address, "?role=data_ai&status=all")
    found = heading(page).inner_text()
    page.get_by_role("link", name="Trends").click()
    expect(heading(page)).to_have_text("New jobs")
    expect(page.get_by_role("button", name="Data & AI", exact=True)).to_be_visible()
    page.get_by_role("link", name="Sources").click()
    expect(heading(page)).to_have_text("8 sources")
    page.get_by_role("link", name="Jobs", exact=True).click()
    expect(heading(page)).to_have_text(found)


def test_details_and_back(page, address):
    shown(page, address, "?role=data_ai&status=all&sort=title")
    found, title = heading(page).inner_text(), titles(page).first.inner_text()
    page.get_by_role("link", name=re.compile("^Details of ")).first.click()
    expect(heading(page)).to_have_text(title)
    page.get_by_role("link", name="Back to the jobs").click()
    expect(heading(page)).to_have_text(found)


def test_german(page, address):
    shown(page, address, "?status=all")
    page.get_by_text("Deutsch", exact=True).click()
    expect(heading(page)).to_have_text("10.000 Stellen")
    expect(page).to_have_url(re.compile("lang=de"))
    page.reload()
    expect(page.get_by_role("combobox", name="Beruf")).to_be_visible()


def test_download(page, address):
    found = shown(page, address, "?status=all&role=executive")
    page.get_by_role("button", name="Download").click()
    with page.expect_download() as download:
        page.get_by_role("button", name="CSV").click()
    text = download.value.path().read_text("utf-8-sig")
    assert len(list(csv.DictReader(io.StringIO(text)))) == found


def test_nothing_is_asked_of_anybody_else(page, address):
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("websocket", lambda socket: asked.append(socket.url))
    shown(page, address)
    for name in ("trends", "sources", "job?id=5"):
        page.goto(f"{address}/{name}")
        expect(heading(page)).to_be_visible()
    port = address.rpartition(":")[2]
    foreign = [url for url in asked if not re.match(rf"(http|ws)://127\.0\.0\.1:{port}/|data:|blob:", url)]
    assert len(asked) > 20
    assert foreign == []


def test_keyboard_alone(page, address):
    shown(page, address, "?status=all")
    box = page.get_by_role("searchbox", name="Search")
    for _ in range(30):
        page.keyboard.press("Tab")
        if box.evaluate("element => element === document.activeElement"):
            break
    page.keyboard.type("firmware")
    page.keyboard.press("Enter")
    expect(page.locator("ol.jobs mark").first).to_have_text(re.compile("firmware", re.IGNORECASE))
    link = titles(page).first.get_by_role("link")
    for _ in range(60):
        page.keyboard.press("Tab")
        if link.evaluate("element => element === document.activeElement"):
            return
    pytest.fail("the first title is not reached by Tab")


@pytest.mark.parametrize("name", ["", "?view=table", "trends", "sources", "job?id=5"])
def test_nothing_is_wider_than_the_screen(page, address, name):
    page.goto(f"{address}/{name}")
    expect(heading(page)).to_be_visible()
    main = page.get_by_test_id("stMain").element_handle()
    for width in (2560, 1280, 390):
        page.set_viewport_size({"width": width, "height": 900})
        # Plots are drawn anew after the page is laid out: what counts is how wide it comes to be.
        page.wait_for_function("element => element.scrollWidth <= element.clientWidth", arg=main)


def test_filters_on_a_phone(page, address):
    page.set_viewport_size({"width": 390, "height": 844})
    everything = shown(page, address, "?status=all")
    page.get_by_test_id("stExpandSidebarButton").click()
    page.get_by_text(re.compile(r"^90 days · ")).click()
    expect(heading(page)).not_to_have_text(f"{everything:,} jobs")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_both_themes_can_be_read(page, address, scheme):
    page.emulate_media(color_scheme=scheme)
    shown(page, address, "?status=all&q=data")
    ground = page.get_by_test_id("stApp").evaluate("element => getComputedStyle(element).backgroundColor")
    assert ground == {"light": "rgb(255, 255, 255)", "dark": "rgb(18, 22, 29)"}[scheme]
    for selector in ("h2 a", ".who", ".where", ".date", "h2 mark", ".tag"):
        element = page.locator(f"ol.jobs {selector}").first
        assert element.evaluate(CONTRAST.read_text("utf-8")) >= 4.5, selector


def test_what_pages_say_is_inert(add_job, database_url, page, tmp_path):
    hostile = (
        '<img src=x onerror="window.hacked=1"><script>window.hacked=1</script>[x](javascript:window.hacked=1)'
    )
    identity = add_job(hostile, company=hostile, location=hostile, city=hostile)
    with psycopg.connect(database_url) as connection:
        connection.execute("UPDATE page SET title = %s, url = 'javascript:window.hacked=1'", [hostile])
        connection.execute("UPDATE sighting SET box_heading = %s", [hostile])
        connection.execute("UPDATE posting SET role_reason = %s, location_raw = %s", [hostile, hostile])
        connection.execute(
            'INSERT INTO crawl (source, started_at, error, arguments) VALUES (%s, %s, %s, \'{"a": "<b>x"}\')',
            [hostile, NOW, hostile],
        )
    with dashboard(database_url, tmp_path / "log") as address:
        query = "?q=img&place=" + re.sub(r"\W", lambda sign: f"%{ord(sign.group()):02X}", hostile)
        for name in ("", "?view=table", query, f"job?id={identity}", "sources", "trends"):
            page.goto(f"{address}/{name}")
            expect(page.get_by_text("onerror").first).to_be_visible()
            assert page.evaluate("window.hacked === undefined")
            assert page.locator("[onerror], a[href^='javascript']").count() == 0


HOLD = """
import sys, threading
from pathlib import Path
from scrapers.embedded import embedded_server
with embedded_server(Path(sys.argv[1])) as folder:
    print(folder, flush=True)
    sys.stdin.read()
"""


class Server:
    """An embedded PostgreSQL of its own, to be stopped and started again."""

    def __init__(self, folder):
        self.folder = folder

    def start(self) -> str:
        self.process = subprocess.Popen(
            [sys.executable, "-c", HOLD, str(self.folder)],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        return self.process.stdout.readline().strip()

    def stop(self) -> None:
        self.process.communicate("")


def test_the_database_goes_and_comes_back(page, tmp_path):
    with tempfile.TemporaryDirectory(prefix="jobs-test-") as folder:
        server = Server(Path(folder) / "postgres")
        url = f"host={server.start()} user=postgres dbname=jobs"
        try:
            database.ensure_database(url)
            with psycopg.connect(url) as connection:
                connection.execute(
                    "INSERT INTO job (title, site, first_seen, last_seen)"
                    " VALUES ('Data Engineer', 'a.example', %s, %s)",
                    [NOW, NOW],
                )
            with dashboard(url, tmp_path / "log") as address:
                assert shown(page, address) == 1
                closed = page.get_by_text(re.compile(r"^Closed · "))
                expect(closed).to_be_visible()  # the filters come after the jobs
                server.stop()
                closed.click()
                expect(page.get_by_role("heading", name="The database does not answer")).to_be_visible()
                server.start()
                page.get_by_role("button", name="Try again").click()
                expect(heading(page)).to_have_text("1 job")
                expect(page).to_have_url(re.compile("status=all"))
        finally:
            server.stop()
