"""Feeds of saved searches and of any filters: Atom (RFC 4287) and JSON Feed 1.1, newest first.

``/feeds/<id>.atom``, ``/feeds/<id>.json``: a saved search. ``/feeds/jobs.atom?role=…``: filters as in the
dashboard's address.
"""

import hashlib
import json
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit
from xml.etree import ElementTree as XML

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from dashboard import filters, headers, markup, queries, words
from dashboard import my_list_queries as kept
from dashboard.connection import DatabaseProblem
from dashboard.filters import Filters, Reader
from dashboard.frame import connected, keeping

Row = dict[str, Any]
ENTRIES = 100
ANY = "jobs"
"""What stands in the address instead of a saved search's id, where filters follow."""
EPOCH = datetime(2020, 1, 1, tzinfo=UTC)
_NAME = re.compile(r"[\w-]{1,64}", re.ASCII)
_ATOM = "http://www.w3.org/2005/Atom"


@dataclass(frozen=True)
class Feed:
    """``address`` is the feed's own, ``home`` the dashboard's, ``page`` the list that it follows."""

    title: str
    address: str
    home: str
    page: str
    since: datetime
    rows: list[Row]
    words: words.Words

    @property
    def updated(self) -> datetime:
        """When the newest job came, else when the search was saved."""
        return max((row["first_seen"] for row in self.rows), default=self.since)

    def tag(self, what: str) -> str:
        """An id that stays the same (RFC 4151) as long as this host serves it."""
        return f"tag:{urlsplit(self.home).hostname or 'localhost'},2026:{what}"

    def details(self, row: Row) -> str:
        """Where the dashboard shows a job."""
        return f"{self.home}job?id={row['id']}"

    def link(self, row: Row) -> str:
        """The ad, or where it has no address, what the dashboard knows of it."""
        return row["url"] if markup.is_web(row["url"]) else self.details(row)

    def text(self, row: Row) -> str:
        """A job in a line."""
        say = self.words
        parts = [row["company"] or say("no_company"), row["location"] or say("no_place")]
        if row["role"]:
            parts.append(say.role(row["role"]))
        if row["page_url"]:
            box = f" › {row['box_heading']}" if row["box_heading"] else ""
            parts.append(f"{say('seen_on')} {row['page_title'] or row['page_url']}{box} ({row['page_site']})")
        return " · ".join(parts)


def as_atom(feed: Feed) -> bytes:
    """The feed as Atom."""
    root = XML.Element("feed", {"xmlns": _ATOM, "xml:lang": filters.LANGUAGES[feed.words.index]})
    _add(root, "id", feed.tag(urlsplit(feed.address).path.removesuffix(".atom").lstrip("/") + _query(feed)))
    _add(root, "title", feed.title)
    _add(root, "updated", _moment(feed.updated))
    _add(_add(root, "author"), "name", feed.words("title"))
    _add(root, "link", rel="self", type="application/atom+xml", href=feed.address)
    _add(root, "link", rel="alternate", type="text/html", href=feed.page)
    for row in feed.rows:
        entry = _add(root, "entry")
        _add(entry, "id", feed.tag(f"job/{row['id']}"))
        _add(entry, "title", row["title"])
        _add(entry, "updated", _moment(row["first_seen"]))
        _add(entry, "published", _moment(row["first_seen"]))
        _add(entry, "link", rel="alternate", href=feed.link(row))
        if feed.link(row) != feed.details(row):
            _add(entry, "link", rel="related", href=feed.details(row))
        if row["company"]:
            _add(_add(entry, "author"), "name", row["company"])
        if row["role"]:
            _add(entry, "category", term=row["role"], label=feed.words.role(row["role"]))
        _add(entry, "summary", feed.text(row), type="text")
    return XML.tostring(root, encoding="utf-8", xml_declaration=True)


def as_json(feed: Feed) -> bytes:
    """The feed as JSON Feed."""
    items = [
        {
            "id": feed.tag(f"job/{row['id']}"),
            "url": feed.link(row),
            "title": row["title"],
            "content_text": feed.text(row),
            "date_published": _moment(row["first_seen"]),
            **({"authors": [{"name": row["company"]}]} if row["company"] else {}),
            **({"tags": [feed.words.role(row["role"])]} if row["role"] else {}),
            **({"language": row["language"]} if row.get("language") else {}),
        }
        for row in feed.rows
    ]
    whole = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "home_page_url": feed.page,
        "feed_url": feed.address,
        "language": filters.LANGUAGES[feed.words.index],
        "items": items,
    }
    return json.dumps(whole, ensure_ascii=False, indent=1).encode()


def _add(parent: XML.Element, name: str, text: str | None = None, **attributes: str) -> XML.Element:
    child = XML.SubElement(parent, name, attributes)
    if text is not None:
        # XML has no place for control characters, however escaped.
        child.text = "".join(sign if sign.isprintable() or sign in "\n\t" else " " for sign in text)
    return child


def _moment(value: datetime) -> str:
    return value.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def _query(feed: Feed) -> str:
    query = urlsplit(feed.address).query
    return f"?{query}" if query else ""


FORMATS: dict[str, tuple[str, Callable[[Feed], bytes]]] = {
    "atom": ("application/atom+xml", as_atom),
    "json": ("application/feed+json", as_json),
}


def read(search: str) -> Filters:
    """Filters of a saved query, as a feed shows them: the newest first."""
    chosen, _ = filters.parse(parse_qs(search))
    return replace(chosen, sort="newest", size=ENTRIES, page=1)


def _feed(name: str, request: Request, now: datetime) -> Feed | None:
    """The feed of a saved search or of the filters in the address; None where there is none."""
    if name == ANY:
        title, query, since, hidden = "", request.url.query, EPOCH, ()
    else:
        with keeping() as connection:
            found = kept.search(connection, name)
            if found is None:
                return None
            hidden = kept.hidden(connection, found["profile_id"])
        title, query, since = found["name"], found["query"], found["made_at"]
    chosen = replace(read(query), reader=Reader(hidden=hidden))
    say = words.of(chosen.language)
    with connected() as connection:
        rows = queries.jobs(connection, chosen, now)
    home = str(request.base_url)
    page = f"{home}?{urlencode(filters.write(replace(chosen, size=25)), doseq=True)}".rstrip("?")
    title = f"{title} – {say('title')}" if title else say("title")
    return Feed(title, str(request.url), home, page, since, rows, say)


def answer(request: Request) -> Response:
    """The answer to a request for a feed; 304 where the reader has it already."""
    name, extension = request.path_params["name"], request.path_params["format"]
    if extension not in FORMATS or not _NAME.fullmatch(name):
        return Response("There is no such feed.", 404, media_type="text/plain")
    if not headers.HOST.fullmatch(request.headers.get("host", "")):
        return Response("No host like that.", 400, media_type="text/plain")
    try:
        feed = _feed(name, request, datetime.now(UTC))
    except DatabaseProblem as problem:
        return Response(f"{problem.kind}: try again later.", 503, {"Retry-After": "300"}, "text/plain")
    if feed is None:
        return Response("There is no such feed.", 404, media_type="text/plain")
    kind, made = FORMATS[extension]
    body = made(feed)
    fields = {
        "ETag": f'"{hashlib.sha256(body).hexdigest()[:32]}"',
        "Last-Modified": format_datetime(feed.updated.astimezone(UTC), usegmt=True),
        "Cache-Control": "private, no-cache",
    }
    if known(request.headers.get("if-none-match"), request.headers.get("if-modified-since"), fields):
        return Response(status_code=304, headers=fields)
    return Response(body, headers=fields, media_type=f"{kind}; charset=utf-8")


def known(etags: str | None, since: str | None, fields: dict[str, str]) -> bool:
    """Whether the reader has what would be sent; the tag decides, the time only where there is none."""
    if etags is not None:
        given = {tag.strip().removeprefix("W/") for tag in etags.split(",")}
        return "*" in given or fields["ETag"] in given
    try:
        return since is not None and parsedate_to_datetime(since) >= parsedate_to_datetime(
            fields["Last-Modified"]
        )
    except (ValueError, TypeError):
        return False


ROUTES = [Route("/feeds/{name}.{format}", answer)]
