"""Jobs as HTML: what comes from pages stays text, and only web addresses are linked."""

from datetime import date, timedelta
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard import markup
from dashboard.listing import Listing
from dashboard.words import Words
from tests.dashboard.invented import NOW

TODAY = NOW.date()
HOSTILE = '<img src=x onerror="alert(1)">&"\'<script>'


def row(**values):
    return {
        **{"id": 7, "title": "Data Engineer", "company": "Nord AG", "location": "Kiel", "workplace": None},
        **{
            "role": "data_engineering",
            "job_form": "regular",
            "url": "https://board.example/7",
            "status": "open",
        },
        **{
            "date_posted": None,
            "shown_date": TODAY,
            "first_seen": NOW,
            "last_seen": NOW,
            "closed_reason": None,
        },
        **{"page_url": "https://news.example/a", "page_title": "An article", "page_site": "news.example"},
        **{"box_heading": "Jobs", "pages": 1, **values},
    }


class Seen(HTMLParser):
    def __init__(self, text):
        super().__init__()
        self.tags, self.links, self.text = set(), [], ""
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        self.tags.add(tag)
        if tag == "a":
            self.links.append(dict(attributes))

    def handle_data(self, data):
        self.text += data


def listings(words=Words(0), **choices):  # noqa: B008 - frozen
    return Listing(words, TODAY, **choices)


@pytest.mark.parametrize("draw", [Listing.cards, Listing.table])
@given(st.text() | st.just(HOSTILE))
def test_whatever_a_page_says_stays_text(draw, text):
    fields = ("title", "company", "location", "page_title", "page_site", "box_heading")
    seen = Seen(draw(listings(hits=(text or "x",)), [row(**dict.fromkeys(fields, text))]))
    assert seen.tags <= {
        "ol",
        "li",
        "h2",
        "a",
        "time",
        "div",
        "span",
        "br",
        "mark",
        "table",
        "thead",
        "tbody",
        "tr",
        "th",
        "td",
    }
    assert all(set(link) <= {"href", "target", "rel", "aria-label"} for link in seen.links)


def test_a_title_opens_the_ad_in_a_new_tab():
    seen = Seen(listings().cards([row()]))
    assert seen.links[0] == {
        "href": "https://board.example/7",
        "target": "_blank",
        "rel": "noopener noreferrer",
    }
    assert seen.links[1]["href"] == "https://news.example/a"
    assert seen.links[2] == {"href": "job?id=7", "aria-label": "Details of Data Engineer"}


@pytest.mark.parametrize(
    "url",
    [
        None,
        "",
        "javascript:alert(1)",
        "data:text/html,x",
        "//host/x",
        "https://",
        "ftp://host/",
        "http://[bad",
        "job?id=1",
    ],
)
def test_only_web_addresses_are_linked(url):
    assert markup.link(url, "text") == "text"
    assert not Seen(listings().cards([row(url=url, page_url=None)])).links[1:]


def test_details_lead_back_to_the_same_view():
    assert 'href="job?role=sales&amp;id=7"' in listings(kept="role=sales").cards([row()])


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"first_seen": NOW - timedelta(days=1)}, "first seen yesterday"),
        ({"date_posted": TODAY - timedelta(days=3)}, "posted 3 days ago"),
        ({"date_posted": date(2026, 1, 5)}, "posted 5 Jan 2026"),
        ({"status": "unseen", "last_seen": NOW - timedelta(days=20)}, "not seen since 18 Feb 2026"),
        ({"status": "closed", "closed_reason": "expired"}, "closed: deadline passed"),
        ({"status": "closed", "closed_reason": None}, "closed"),
        ({"company": None}, "Company not stated"),
        ({"location": None}, "Place not stated"),
        ({"role": None}, "Unclassified"),
        ({"pages": 3}, "and 2 other pages"),
        ({"pages": 2}, "and 1 other page"),
        ({"url": None}, "The page links no ad"),
        ({"workplace": "remote"}, "Remote"),
        ({"job_form": "dual_study"}, "Dual study"),
        ({"job_form": "something_new"}, "something_new"),
        ({"page_title": None}, "https://news.example/a"),
    ],
)
def test_says(values, said):
    assert said in Seen(listings().cards([row(**values)])).text


def test_german():
    text = Seen(Listing(Words(1), TODAY).cards([row(date_posted=date(2026, 1, 5))])).text
    assert "veröffentlicht 5. Jan. 2026" in text
    assert "Data Engineering & Datenbanken" in text
