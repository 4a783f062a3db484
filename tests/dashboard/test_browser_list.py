"""What a reader keeps, in a real browser: marks, notes, saved searches, feeds; nobody else's business."""

import json
import re
import urllib.request
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import psycopg
import pytest
from lxml import etree
from playwright.sync_api import Page, expect
from pyarrow import parquet

from tests.dashboard.browser import PATIENCE, invented

pytestmark = pytest.mark.browser
JOBS = 300


@pytest.fixture(scope="module")
def url(postgres) -> str:
    return invented(postgres, "dashboard_kept", JOBS)


@pytest.fixture(autouse=True)
def forget(url) -> Iterator[None]:
    """Every test begins with an empty list."""
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("TRUNCATE mark, saved_search")
    yield


def jobs(page: Page):
    return page.locator("ol.jobs > li")


def open_list(page: Page, address: str, query: str = "") -> int:
    page.goto(f"{address}/{query}")
    expect(page.get_by_role("heading", level=1)).to_have_text(re.compile(r"^\d+ jobs?$"))
    expect(jobs(page).first).to_be_visible()
    page.locator("html[data-marks]").wait_for(state="attached")
    return int(page.get_by_role("heading", level=1).inner_text().split()[0])


def button(page: Page, number: int, name: str):
    return jobs(page).nth(number).get_by_role("button", name=re.compile(f"^{name}: "))


def test_what_is_saved_stays_saved_everywhere(page, address, chromium):
    open_list(page, address)
    title = jobs(page).nth(1).locator("h2").inner_text()
    button(page, 1, "Save").click()
    expect(button(page, 1, "Save")).to_have_attribute("aria-pressed", "true")
    button(page, 2, "Applied").click()
    expect(button(page, 2, "Applied")).to_have_attribute("aria-pressed", "true")
    page.reload()
    expect(button(page, 1, "Save")).to_have_attribute("aria-pressed", "true")

    other = chromium.new_context(locale="de-DE").new_page()
    other.goto(f"{address}/my_list")
    expect(other.get_by_role("heading", level=1)).to_have_text("Meine Liste")
    expect(jobs(other)).to_have_count(1)
    expect(jobs(other).locator("h2")).to_have_text(title)
    expect(jobs(other).locator("time")).to_have_text("gemerkt heute")
    button(other, 0, "Merken").click()
    expect(button(other, 0, "Merken")).to_have_attribute("aria-pressed", "false")
    other.get_by_role("radio", name="Beworben · 1").click()
    expect(other).to_have_url(re.compile("list=applied"))
    other.context.close()

    page.reload()
    expect(button(page, 1, "Save")).to_have_attribute("aria-pressed", "false")


def test_what_is_hidden_can_be_shown_again_at_once_and_later(page, address):
    found = open_list(page, address)
    title, ad = jobs(page).nth(0).locator("h2").inner_text(), page.locator("h2 a").first.get_attribute("href")
    button(page, 0, "Hide").click()
    expect(jobs(page).nth(0)).to_have_text(re.compile(f"Hidden: {re.escape(title)}"))
    jobs(page).nth(0).get_by_role("button", name="Show again").click()
    expect(jobs(page).nth(0).locator("h2")).to_have_text(title)
    button(page, 0, "Hide").click()
    expect(page.locator("li.folded")).to_have_count(1)
    assert open_list(page, address) == found - 1
    expect(page.locator(f'ol.jobs h2 a[href="{ad}"]')).to_have_count(0)
    page.get_by_text("Show hidden jobs").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(f"{found} jobs")
    page.goto(f"{address}/my_list?list=hidden")
    button(page, 0, "Show again").click()
    expect(button(page, 0, "Hide")).to_be_visible()
    assert open_list(page, address) == found


def test_quick_clicks_are_all_stored(page, address, url):
    open_list(page, address)
    page.evaluate("document.querySelectorAll('button.saved').forEach(each => each.click())")
    expect(page.locator("button.saved.on")).to_have_count(25)
    page.reload()
    expect(page.locator("button.saved.on")).to_have_count(25)


def test_a_note_is_written_kept_and_changed(page, address):
    open_list(page, address)
    button(page, 3, "Note").click()
    page.get_by_role("dialog").get_by_role("textbox").fill("Ask Anna <b>first</b>")
    page.get_by_role("dialog").get_by_role("button", name="Keep").click()
    expect(jobs(page).nth(3).locator(".note")).to_have_text("Ask Anna <b>first</b>")
    expect(page.get_by_role("dialog")).to_have_count(0)
    page.goto(f"{address}/my_list?list=noted")
    button(page, 0, "Note").click()
    box = page.get_by_role("dialog").get_by_role("textbox")
    expect(box).to_have_value("Ask Anna <b>first</b>")
    box.fill("Done")
    page.get_by_role("dialog").get_by_role("button", name="Keep").click()
    expect(page.locator(".note")).to_have_text("Done")


def test_opened_jobs_are_seen(page, address):
    open_list(page, address)
    page.context.route("**/*.example/**", lambda route: route.fulfill(body="the ad"))
    with page.context.expect_page() as ad:
        jobs(page).nth(0).locator("h2 a").click()
    ad.value.close()
    expect(page.locator("li.seen")).to_have_count(1)
    jobs(page).nth(1).get_by_role("link", name=re.compile("^Details of ")).click()
    expect(page.get_by_role("button", name=re.compile("^Save: "))).to_be_visible()
    page.goto(f"{address}/my_list?list=seen")
    expect(jobs(page)).to_have_count(2)


def test_marking_with_the_keyboard_keeps_its_place(page, address):
    open_list(page, address)
    button(page, 4, "Save").focus()
    page.keyboard.press("Enter")
    expect(button(page, 4, "Save")).to_have_attribute("aria-pressed", "true")
    expect(button(page, 4, "Save")).to_be_focused()
    page.keyboard.press("Tab")
    expect(button(page, 4, "Applied")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    expect(jobs(page).nth(4).get_by_role("button", name="Show again")).to_be_focused()
    page.keyboard.press("Space")
    expect(button(page, 4, "Hide")).to_be_focused()


def test_a_saved_search_counts_what_is_new_and_is_a_feed(page, address, url):
    found = open_list(page, address, "?role=data_ai&status=all&sort=title")
    page.get_by_role("button", name="Save search").click()
    page.get_by_role("textbox", name="Name").fill("Data")
    page.get_by_role("button", name="Save", exact=True).last.click()
    expect(page.get_by_text("Saved: it stands on My list.")).to_be_visible()
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("UPDATE saved_search SET looked_at = %s", [datetime.now(UTC) - timedelta(days=20)])
        (new,) = connection.execute(
            "SELECT count(*) FROM job WHERE role_group = 'data_ai'"
            " AND first_seen > (SELECT looked_at FROM saved_search)"
        ).fetchone()
    assert new
    page.goto(f"{address}/my_list")
    feeds = {
        name: page.get_by_role("link", name=name).evaluate("link => link.href")
        for name in ("Atom", "JSON Feed")
    }
    page.get_by_role("link", name=f"{new} new").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(f"{new} job" + "s" * (new > 1))
    page.goto(f"{address}/my_list")
    expect(page.get_by_role("cell", name="0 new")).to_be_visible()
    page.get_by_role("link", name="Data", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(f"{found} jobs")

    with urllib.request.urlopen(feeds["JSON Feed"]) as answer:
        items = json.load(answer)["items"]
        tag = answer.headers["ETag"]
    assert len(items) == min(found, 100)
    with urllib.request.urlopen(feeds["Atom"]) as answer:
        entries = etree.parse(answer).findall("{http://www.w3.org/2005/Atom}entry")
    assert [entry.findtext("{http://www.w3.org/2005/Atom}title") for entry in entries] == [
        item["title"] for item in items
    ]
    known = urllib.request.Request(feeds["JSON Feed"], headers={"If-None-Match": tag})
    with pytest.raises(urllib.error.HTTPError) as answered:
        urllib.request.urlopen(known)
    assert answered.value.code == 304
    answered.value.close()


def test_my_list_as_parquet(page, address):
    open_list(page, address)
    title = jobs(page).nth(0).locator("h2").inner_text()
    button(page, 0, "Save").click()
    expect(button(page, 0, "Save")).to_have_attribute("aria-pressed", "true")
    page.goto(f"{address}/my_list")
    page.get_by_role("button", name="Download").click()
    with page.expect_download() as download:
        page.get_by_role("button", name="Parquet").click()
    (row,) = parquet.read_table(download.value.path()).to_pylist()
    assert row["title"] == title
    assert datetime.now(UTC) - row["saved_at"] < timedelta(minutes=5)


def test_the_result_as_parquet(page, address):
    found = open_list(page, address, "?status=all&role=data_ai")
    page.get_by_role("button", name="Download").click()
    with page.expect_download() as download:
        page.get_by_role("button", name="Parquet").click()
    table = parquet.read_table(download.value.path())
    assert table.num_rows == found
    assert str(table.schema.field("first_seen").type) == "timestamp[us, tz=UTC]"


@pytest.mark.parametrize("name", ["", "?view=table", "trends", "sources", "job?id=5", "my_list"])
def test_nothing_breaks_the_policy_that_is_sent(page, address, name):
    broken, asked = [], []
    page.on(
        "console", lambda said: broken.append(said.text) if "Content Security Policy" in said.text else None
    )
    page.on("pageerror", lambda error: broken.append(str(error)))
    page.on("request", lambda request: asked.append(request.url))
    page.on("websocket", lambda socket: asked.append(socket.url))
    answer = page.goto(f"{address}/{name}")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    page.locator("[data-testid=stApp][data-test-script-state=notRunning]").wait_for()
    # The first plot loads what draws it.
    expect(page.get_by_test_id("stSkeleton")).to_have_count(0, timeout=3 * PATIENCE)
    assert broken == []
    assert any(url.startswith("ws:") for url in asked)
    port = address.rpartition(":")[2]
    assert [url for url in asked if not re.match(rf"(http|ws)://127\.0\.0\.1:{port}/|data:|blob:", url)] == []
    headers = answer.headers
    assert headers["x-frame-options"] == "DENY"
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert "default-src 'none'" in headers["content-security-policy"]


def test_a_script_that_is_not_ours_does_not_run(page, address):
    open_list(page, address)
    page.evaluate(
        """() => {
            document.body.insertAdjacentHTML('beforeend', '<img src=x onerror="window.hacked = 1">')
            const script = document.createElement('script')
            script.textContent = 'window.hacked = 2'
            document.body.append(script)
        }"""
    )
    page.wait_for_load_state("networkidle")
    assert page.evaluate("window.hacked === undefined")


@pytest.mark.parametrize("width", [390, 1440])
@pytest.mark.parametrize("name", ["my_list", ""])
def test_nothing_is_wider_than_the_screen(page, address, name, width):
    page.set_viewport_size({"width": width, "height": 900})
    open_list(page, address)
    button(page, 0, "Save").click()
    expect(button(page, 0, "Save")).to_have_attribute("aria-pressed", "true")
    page.goto(f"{address}/{name}")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    main = page.get_by_test_id("stMain").element_handle()
    page.wait_for_function("element => element.scrollWidth <= element.clientWidth", arg=main)
