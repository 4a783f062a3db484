"""The guard's rules, one request at a time, with names that resolve as the test says."""

import asyncio
from types import SimpleNamespace

import pytest
from scrapy import Request
from scrapy.exceptions import CannotResolveHostError
from scrapy.http.request import NO_CALLBACK
from scrapy.settings import Settings
from scrapy.statscollectors import StatsCollector

from scrapers.crawling.contact import Contact, user_agent
from scrapers.crawling.guard import ORIGIN, PUBLIC, Guard, Refused
from scrapers.crawling.resolver import GuardedResolver

NAMES = {
    "a.example": ["93.184.216.34"],
    "b.example": ["93.184.216.35", "10.0.0.1"],
    "intra.example": ["10.0.0.1"],
    "v6.example": ["fd00::1"],
    "nowhere.example": [],
}


class Names:
    """In the resolver's place."""

    def __init__(self):
        self.trusted = set()

    async def lookup(self, host):
        return NAMES[host]


class GuardOfNames(Guard):
    _resolver = None


def verdict(*requests):
    """Reason for refusing the last of the requests, None where it passes."""
    settings = Settings({"DNS_TIMEOUT": 5})
    crawler = SimpleNamespace(settings=settings, spider=None)
    crawler.stats = StatsCollector(SimpleNamespace(settings=settings))
    guard = GuardOfNames(crawler)
    guard._resolver = Names()

    async def ask():
        for request in requests:
            try:
                await guard.process_request(request)
            except Refused as refused:
                reason = str(refused)
            else:
                reason = None
        return reason

    return asyncio.run(ask())


def of(origin, url):
    return Request(url, meta={ORIGIN: origin}, callback=NO_CALLBACK)


@pytest.mark.parametrize(
    ("origin", "url", "passes"),
    [
        ("a.example:443", "https://a.example/", True),
        (
            "a.example:443",
            "https://b.example/x",
            True,
        ),  # one public address is enough: only that is handed out
        ("a.example:443", "http://a.example:8080/", True),
        ("a.example:443", "https://intra.example/", False),
        ("a.example:443", "https://v6.example/", False),
        ("a.example:443", "file:///etc/passwd", False),
        ("intra.example:80", "http://intra.example/", True),
        ("intra.example:80", "https://intra.example/", True),  # the same site, moved to https
        ("intra.example:80", "http://intra.example:9200/", False),
        ("intra.example:8000", "https://intra.example/", False),
        ("intra.example:80", "http://a.example/", False),
        ("file:///tmp/a.html", "file:///tmp/a.html", True),
        ("file:///tmp/a.html", "file:///tmp/b.html", False),
        ("file:///tmp/a.html", "https://a.example/", True),
        ("file:///tmp/a.html", "https://intra.example/", False),
        (PUBLIC, "https://a.example/", True),
        (PUBLIC, "https://intra.example/", False),
        ("a.example:443", "http://" + "a" * 70 + ".example/", False),  # no name, and would hang the resolver
    ],
)
def test_rules(origin, url, passes):
    assert (verdict(of(origin, url)) is None) is passes


def test_robots_txt_is_asked_where_its_page_was():
    page = of("intra.example:80", "http://intra.example/")
    robots = Request("http://intra.example/robots.txt", callback=NO_CALLBACK)
    assert verdict(page, robots) is None
    assert verdict(Request("http://intra.example/robots.txt", callback=NO_CALLBACK)) is not None
    assert verdict(Request("http://a.example/robots.txt", callback=NO_CALLBACK)) is None


def test_a_request_made_by_hand_is_its_own_origin():
    assert verdict(Request("http://intra.example/")) is None


def test_a_private_host_that_was_typed_is_closed_to_pages_of_others():
    typed = of("intra.example:80", "http://intra.example/")
    assert verdict(typed, of("a.example:443", "http://intra.example/")) == "intra.example is not public"


def test_a_name_that_does_not_resolve_is_said():
    with pytest.raises(CannotResolveHostError):
        verdict(of("nowhere.example:80", "http://nowhere.example/"))


def test_a_proxy_is_trusted_where_it_is_turned_on(monkeypatch):
    monkeypatch.setenv("http_proxy", "http://proxy.intra.example:3128")
    reactor = SimpleNamespace(nameResolver=None)

    def trusted(on):
        settings = Settings({"HTTPPROXY_ENABLED": on})
        return GuardedResolver.from_crawler(SimpleNamespace(settings=settings), reactor).trusted

    assert trusted(True) == {"proxy.intra.example"}
    assert trusted(False) == set()


@pytest.mark.parametrize(
    ("contact", "address", "warnings"),
    [(None, "93.184.216.34", 1), (None, "127.0.0.1", 0), ("https://example.org", "93.184.216.34", 0)],
)
def test_a_public_crawl_without_a_contact_is_warned_once(caplog, contact, address, warnings):
    from scrapy import signals
    from scrapy.signalmanager import SignalManager

    crawler = SimpleNamespace(settings=Settings({"CONTACT_URL": contact}))
    crawler.signals = SignalManager(crawler)
    extension = Contact.from_crawler(crawler)
    for _ in range(2):
        crawler.signals.send_catch_log(
            signals.response_received,
            response=SimpleNamespace(ip_address=address),
            spider=SimpleNamespace(name="pages"),
        )
    assert [record for record in caplog.messages if "CONTACT_URL" in record] == caplog.messages
    assert len(caplog.messages) == warnings
    assert crawler.settings["USER_AGENT"] == user_agent(contact)
    assert extension.contact_url == contact
