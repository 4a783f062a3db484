"""Feeds that feed readers accept, of exactly what the list shows, and that are not sent twice."""

import http.client
import json
import re
import socket
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime

import pytest
import uvicorn
from lxml import etree
from starlette.applications import Starlette

from dashboard import feeds, headers
from dashboard import my_list_queries as kept
from tests.dashboard.invented import NOW

pytestmark = pytest.mark.usefixtures("pools")
ATOM = {"a": "http://www.w3.org/2005/Atom"}
HOSTILE = "<script>alert(1)</script> & \x00\x08\ud800 ]]> \"'"


@dataclass
class Answer:
    status: int
    headers: dict[str, str]
    content: bytes

    @property
    def text(self) -> str:
        return self.content.decode()


@dataclass
class Client:
    """Asks the server on loopback as if it were jobs.example:8501."""

    port: int

    def get(self, path: str, headers: dict[str, str] | None = None, method: str = "GET") -> Answer:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            connection.request(method, path, headers={"Host": "jobs.example:8501", **(headers or {})})
            answer = connection.getresponse()
            return Answer(answer.status, {k.lower(): v for k, v in answer.getheaders()}, answer.read())
        finally:
            connection.close()


@pytest.fixture(scope="module")
def client() -> Iterator[Client]:
    app = Starlette(routes=feeds.ROUTES, middleware=headers.MIDDLEWARE)
    server = uvicorn.Server(uvicorn.Config(app, log_config=None, lifespan="off"))
    listening = socket.create_server(("127.0.0.1", 0))
    thread = threading.Thread(target=server.run, args=([listening],))
    thread.start()
    yield Client(listening.getsockname()[1])
    server.should_exit = True
    thread.join()
    listening.close()


def save(connection, query: str, identity: str = "abc") -> int:
    who = kept.enter(connection, "anna", NOW)["id"]
    kept.save_search(connection, who, identity, "Kiel & mehr", query, NOW)
    connection.commit()
    return who


def checked_atom(body: bytes) -> etree._Element:
    """The feed, after the demands of RFC 4287, section 4.1, that a schema would check."""
    root = etree.fromstring(body, etree.XMLParser(resolve_entities=False))

    def texts(element, path):
        return [node.text for node in element.findall(path, ATOM)]

    assert root.tag == "{http://www.w3.org/2005/Atom}feed"
    for element in (root, *root.findall("a:entry", ATOM)):
        for name in ("id", "title", "updated"):
            assert len(texts(element, f"a:{name}")) == 1, name
            assert texts(element, f"a:{name}")[0]
        assert re.fullmatch(
            r"tag:[a-z0-9.]+,\d{4}:[!$&'()*+,;=:@/?\w%.~-]+", texts(element, "a:id")[0], re.ASCII
        )
        for moment in texts(element, "a:updated") + texts(element, "a:published"):
            assert datetime.fromisoformat(moment).tzinfo
        kinds = [
            (link.get("rel"), link.get("type"), link.get("hreflang"))
            for link in element.findall("a:link", ATOM)
        ]
        assert len(kinds) == len(set(kinds))
        for link in element.findall("a:link", ATOM):
            assert re.match("https?://", link.get("href"))
    assert texts(root, "a:author/a:name")
    ids = texts(root, "a:entry/a:id")
    assert len(ids) == len(set(ids))
    return root


ITEM = {
    **{"id": str, "url": str, "title": str, "content_text": str, "date_published": str},
    **{"authors": list, "tags": list, "language": str},
}


def checked_json(body: bytes) -> dict:
    """The feed, after what JSON Feed 1.1 demands."""
    feed = json.loads(body)
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    for name in ("title", "home_page_url", "feed_url", "language"):
        assert isinstance(feed[name], str) and feed[name]
    for item in feed["items"]:
        assert set(item) <= set(ITEM)
        assert all(type(value) is ITEM[name] for name, value in item.items())
        assert {"id", "url", "title", "content_text", "date_published"} <= set(item)
        assert datetime.fromisoformat(item["date_published"]).tzinfo
        assert re.match("https?://", item["url"])
        assert all(set(author) == {"name"} for author in item.get("authors", []))
    assert len({item["id"] for item in feed["items"]}) == len(feed["items"])
    return feed


def titles(client, path: str) -> list[str]:
    return [item["title"] for item in checked_json(client.get(path).content)["items"]]


def test_a_saved_search_is_a_feed_of_what_its_list_shows(client, connection, add_job):
    add_job("old", city="Kiel", first_seen=NOW - timedelta(days=3))
    new = add_job("new", city="Kiel", company="Nord AG", role="sales", role_group="commercial")
    add_job("elsewhere", city="Ulm")
    closed = add_job("closed", city="Kiel", closed_at=NOW, closed_reason="gone")
    hidden = add_job("hidden", city="Kiel")
    who = save(connection, "place=Kiel&sort=title&page=3&status=all&lang=de")
    kept.mark(connection, who, hidden, "hidden", NOW)
    connection.commit()
    answer = client.get("/feeds/abc.atom")
    assert answer.headers["content-type"] == "application/atom+xml; charset=utf-8"
    root = checked_atom(answer.content)
    entries = root.findall("a:entry", ATOM)
    assert [entry.findtext("a:title", None, ATOM) for entry in entries] == ["closed", "new", "old"]
    assert root.findtext("a:title", None, ATOM) == "Kiel & mehr – Eingebettete Stellen"
    assert root.findtext("a:updated", None, ATOM) == "2026-03-10T12:00:00Z"
    assert entries[0].findtext("a:id", None, ATOM) == f"tag:jobs.example,2026:job/{closed}"
    assert entries[1].findtext("a:author/a:name", None, ATOM) == "Nord AG"
    assert entries[1].find("a:link[@rel='related']", ATOM).get("href") == (
        f"http://jobs.example:8501/job?id={new}"
    )
    assert "Gesehen auf An article › Stellenangebote" in entries[1].findtext("a:summary", None, ATOM)
    assert titles(client, "/feeds/abc.json") == ["closed", "new", "old"]


def test_any_filters_are_a_feed(client, add_job):
    add_job("Sales Manager", role="sales", role_group="commercial")
    add_job("Nurse")
    assert titles(client, "/feeds/jobs.json?role=commercial") == ["Sales Manager"]
    assert titles(client, "/feeds/jobs.json?role=nope&page=9&sort=title&view=table&id=5") == [
        "Nurse",
        "Sales Manager",
    ]
    root = checked_atom(client.get("/feeds/jobs.atom?role=commercial&lang=de").content)
    assert root.findtext("a:id", None, ATOM) == "tag:jobs.example,2026:feeds/jobs?role=commercial&lang=de"


def test_what_pages_say_is_text(client, add_job, connection):
    add_job("<b>Nurse</b> & more", company=HOSTILE.replace("\x00", "").replace("\ud800", ""), location="]]>")
    connection.execute("UPDATE page SET title = E'<i>\\x01', url = 'javascript:alert(1)'")
    connection.execute("UPDATE job SET url = NULL")
    connection.commit()
    root = checked_atom(client.get("/feeds/jobs.atom").content)
    assert root.findtext("a:entry/a:title", None, ATOM) == "<b>Nurse</b> & more"
    assert root.find("a:entry/a:link", ATOM).get("href").startswith("http://jobs.example:8501/job?id=")
    (item,) = checked_json(client.get("/feeds/jobs.json").content)["items"]
    assert "<script>alert(1)</script>" in item["content_text"]
    assert "content_html" not in item


def test_a_feed_is_bounded(client, seeded):
    assert len(titles(client, "/feeds/jobs.json?status=all")) == feeds.ENTRIES
    checked_atom(client.get("/feeds/jobs.atom?status=all&lang=de").content)


def test_an_empty_feed_is_a_feed(client, connection):
    save(connection, "q=zeppelin")
    root = checked_atom(client.get("/feeds/abc.atom").content)
    assert root.findtext("a:updated", None, ATOM) == "2026-03-10T12:00:00Z"
    assert checked_json(client.get("/feeds/abc.json").content)["items"] == []


@pytest.mark.parametrize(
    "path",
    [
        "/feeds/nobody.atom",
        "/feeds/abc.rss",
        "/feeds/abc",
        "/feeds/..%2F.atom",
        "/feeds/a'b.json",
        "/feeds/%00.atom",
    ],
)
def test_no_such_feed(client, connection, path):
    save(connection, "")
    assert client.get(path).status == 404


def test_nothing_is_sent_twice(client, connection, add_job):
    add_job()
    save(connection, "")
    first = client.get("/feeds/abc.atom")
    tag, changed = first.headers["etag"], first.headers["last-modified"]
    assert parsedate_to_datetime(changed) == NOW
    for asked in (
        {"If-None-Match": tag},
        {"If-None-Match": f'"x", W/{tag}'},
        {"If-Modified-Since": changed},
        {"If-None-Match": tag, "If-Modified-Since": "Thu, 01 Jan 1970 00:00:00 GMT"},
    ):
        again = client.get("/feeds/abc.atom", headers=asked)
        assert (again.status, again.content) == (304, b"")
        assert again.headers["etag"] == tag
    add_job("later", first_seen=NOW + timedelta(seconds=1))
    for asked in (
        {"If-None-Match": tag},
        {"If-Modified-Since": changed},
        {"If-Modified-Since": "nonsense"},
        {"If-None-Match": tag, "If-Modified-Since": changed},
    ):
        assert client.get("/feeds/abc.atom", headers=asked).status == 200
    assert client.get("/feeds/abc.json").headers["etag"] != client.get("/feeds/abc.atom").headers["etag"]


def test_only_the_head(client, add_job):
    add_job()
    answer = client.get("/feeds/jobs.atom", method="HEAD")
    assert (answer.status, answer.content) == (200, b"")


def test_no_database_is_no_feed_for_now(client, monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgresql://me:secret@127.0.0.1:9/jobs")
    answer = client.get("/feeds/jobs.atom")
    assert answer.status == 503
    assert answer.headers["retry-after"]
    assert "secret" not in answer.text


def test_hosts_are_hosts(client, add_job):
    add_job()
    for host in ("evil<x>", "[", "a b", "a'b"):
        assert client.get("/feeds/jobs.atom", headers={"Host": host}).status == 400


def test_the_policy_names_no_other_place():
    rules = dict(
        rule.split(" ", 1) for rule in headers.policy("jobs.example:8501", "<script>a</script>").split("; ")
    )
    assert rules["default-src"] == "'none'"
    assert rules["connect-src"] == "'self' ws://jobs.example:8501 wss://jobs.example:8501"
    assert "sha256-ypeBEsobvcr6wjGzmiPcTaeG7/gUfE5yuYB3ha/uSLs=" in rules["script-src"]
    assert "unsafe" not in rules["script-src"]
    for rule in rules.values():
        assert not re.search(r"\*|https?:", rule)


@pytest.mark.parametrize("host", ["x; script-src *", "x\r\ny", "", "<x>", "[", "a b"])
def test_a_host_adds_nothing_to_the_policy(host):
    assert "connect-src 'self';" in headers.policy(host, "")


def test_every_answer_has_the_headers(client, connection):
    for path in ("/feeds/nobody.atom", "/nowhere"):
        answer = client.get(path)
        assert answer.status == 404
        for name, value in headers.FIXED.items():
            assert answer.headers[name.lower()] == value
        assert "frame-ancestors 'none'" in answer.headers["content-security-policy"]
