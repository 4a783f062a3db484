"""Two people log in with a real identity provider: each finds what they kept, and nothing of the other."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
import streamlit as st
from playwright.sync_api import Page, expect
from streamlit import config

from dashboard import profiles
from tests.dashboard.browser import dashboard, invented, launched, profile
from tests.dashboard.provider import CLIENT, SECRET, Provider, provider
from tests.dashboard.running import run

ANNA = {"sub": "1", "name": "Anna *A* :smile: [a](https://a.example)", "email": "anna@a.example"}
BERT = {"sub": "2", "email": "bert@b.example"}


@pytest.fixture
def people() -> Iterator[Provider]:
    with provider() as server:
        yield server


@pytest.fixture
def url(postgres) -> str:
    return invented(postgres, "dashboard_login", 50)


@pytest.fixture
def address(url, people, tmp_path) -> Iterator[str]:
    auth = {
        "redirect_uri": "http://127.0.0.1:{port}/oauth2callback",
        "cookie_secret": "a secret of this test alone, of many characters",
        "client_id": CLIENT,
        "client_secret": SECRET,
        "server_metadata_url": f"{people.issuer}/.well-known/openid-configuration",
    }
    secrets = tmp_path / "auth.toml"
    lines = [f"{name} = {json.dumps(value)}" for name, value in auth.items()]
    secrets.write_text("\n".join(["[auth]", *lines]), "utf-8")
    with dashboard(url, tmp_path / "log", secrets) as address:
        yield address


@pytest.fixture
def page() -> Iterator[Page]:
    with launched() as browser, profile(browser) as context:
        yield context.new_page()


def header(page: Page):
    return page.locator(".st-key-header")


def log_in(page: Page, person: dict[str, str]) -> None:
    """From wherever the page is; Streamlit leads back to the list of all jobs."""
    header(page).get_by_role("button", name="Log in").click()
    expect(header(page).get_by_role("button", name=person.get("name", person["email"]))).to_be_visible()
    expect(page.get_by_role("heading", level=1)).to_have_text(re.compile(r"^\d+ jobs$"))


def log_out(page: Page, person: dict[str, str]) -> None:
    header(page).get_by_role("button", name=person.get("name", person["email"])).click()
    expect(page.get_by_test_id("stText")).to_have_text(person["email"])
    page.get_by_role("button", name="Log out").click()
    expect(header(page).get_by_role("button", name="Log in")).to_be_visible()


def my_list(page: Page):
    """The saved jobs on the page of that name, which is opened."""
    header(page).get_by_role("link", name="My list").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("My list")
    page.locator("[data-testid=stApp][data-test-script-state=notRunning]").wait_for()
    return page.locator("ol.jobs > li h2")


@pytest.mark.browser
def test_everybody_finds_their_own_list(page, address, url, people):
    broken: list[str] = []
    page.on(
        "console", lambda said: broken.append(said.text) if "Content Security Policy" in said.text else None
    )
    page.on("pageerror", lambda error: broken.append(str(error)))

    # Nobody: asked to log in, and nothing is kept.
    page.goto(f"{address}/my_list?lang=de")
    expect(page.get_by_role("button", name="Anmelden")).to_have_count(2)
    expect(page.get_by_text("Hier hat jeder eine eigene Liste")).to_be_visible()
    with psycopg.connect(url, autocommit=True) as connection:
        assert connection.execute("SELECT count(*) FROM profile").fetchone() == (0,)

    # Anna: keeps a job and a search.
    people.person = ANNA
    header(page).get_by_text("English").click()
    log_in(page, ANNA)
    page.locator("html[data-marks]").wait_for(state="attached")
    first = page.locator("ol.jobs > li").first
    title = first.locator("h2").inner_text()
    first.get_by_role("button", name=re.compile("^Save: ")).click()
    expect(first.get_by_role("button", name=re.compile("^Save: "))).to_have_attribute("aria-pressed", "true")
    page.get_by_role("button", name="Save search").click()
    page.get_by_role("textbox", name="Name").fill("What Anna looks for")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("Saved", exact=False).first).to_be_visible()
    expect(my_list(page)).to_have_text([title])
    expect(page.get_by_text("What Anna looks for").first).to_be_visible()
    log_out(page, ANNA)

    # Bert: none of it.
    people.person = BERT
    log_in(page, BERT)
    expect(my_list(page)).to_have_count(0)
    for nothing in ("No search is saved yet", "No job is saved yet"):
        expect(page.get_by_text(nothing)).to_be_visible()
    expect(page.get_by_text("What Anna looks for")).to_have_count(0)
    log_out(page, BERT)

    # Anna, by another name and address: all of it.
    people.person = ANNA | {"name": "Anna Neu", "email": "neu@a.example"}
    log_in(page, people.person)
    expect(my_list(page)).to_have_text([title])
    expect(page.get_by_text("What Anna looks for").first).to_be_visible()

    with psycopg.connect(url, autocommit=True) as connection:
        names = connection.execute("SELECT name FROM profile ORDER BY name").fetchall()
    assert names == [(f"{people.issuer} 1",), (f"{people.issuer} 2",)]
    assert broken == []


# ------------------------------------------------------------------ set up in other ways, or wrongly
@pytest.mark.parametrize(
    ("auth", "found"),
    [
        ({}, [None]),
        ({"client_id": "x", "client_kwargs": {"prompt": "login"}}, [None]),
        ({"cookie_secret": "x", "okta": {"client_id": "x"}, "entra": {"client_id": "y"}}, ["okta", "entra"]),
        ({"client_id": "x", "okta": {"client_id": "y"}}, [None, "okta"]),
    ],
)
def test_every_provider_has_a_button(auth, found):
    assert profiles.providers(auth) == found


@pytest.mark.parametrize(
    ("user", "shown"),
    [
        ({"name": "Anna", "email": "a@a.example", "sub": "1"}, "Anna"),
        ({"name": "", "email": "a@a.example", "sub": "1"}, r"a\@a\.example"),
        ({"sub": "1"}, "1"),
        ({"name": "![x](https://x.example)\n# *A*"}, r"\!\[x\]\(https\:\/\/x\.example\) \# \*A\*"),
        ({"name": "x" * 100}, "x" * 39 + "…"),
    ],
)
def test_a_name_is_shown_as_it_is_and_no_longer_than_fits(user, shown):
    assert profiles.called(user) == shown


@pytest.fixture
def secrets(tmp_path, monkeypatch) -> Iterator[Path]:
    """The one file of secrets that is read, not there yet."""
    path = tmp_path / "secrets.toml"
    before = st.get_option("secrets.files")
    config.set_option("secrets.files", [str(path)])
    st.secrets._reset()
    yield path
    st.secrets._reset()
    config.set_option("secrets.files", before)


@pytest.mark.parametrize("text", ["[auth", '[auth]\ncookie_secret = "x"\n'])
def test_what_is_set_up_wrongly_lets_nobody_in(text, secrets, connection, add_job, pools, caplog):
    add_job()
    secrets.write_text(text, "utf-8")
    app = run("my_list")
    buttons = [button for button in app.button if button.label == "Log in"]
    assert len(buttons) == 2
    buttons[-1].click().run()
    assert not app.exception
    assert "Nobody can log in" in app.toast[0].value
    assert "secrets.toml is wrong" in caplog.text
    assert connection.execute("SELECT count(*) FROM profile").fetchone() == (0,)


def test_without_secrets_there_is_one_list_and_no_login(secrets, connection, add_job, pools):
    add_job()
    app = run("my_list")
    assert not [button for button in app.button if button.label == "Log in"]
    assert connection.execute("SELECT name FROM profile").fetchall() == [("",)]
