"""An invented site: articles with a box of job ads, on a loopback server that counts what it sends."""

import hashlib
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

A_PAGE = 5
"""Jobs on a page; most stand on two pages."""
TITLES = ("Data Engineer", "Pflegefachkraft", "Software Developer", "Elektriker", "Product Owner")
CITIES = ("Berlin", "Hamburg", "München", "Köln", "Leipzig", "Essen", "Dresden")
SENTENCE = "Ein Satz über Technik, wie er in jedem Artikel stehen könnte, nur hier mit der Nummer {}. "


@dataclass
class Site:
    """What the server shows, and what it has sent."""

    pages: int
    text: int = 0
    """Bytes of an article's text, about."""
    has_validators: bool = False
    """Answers have an ETag, and unchanged pages are not sent again."""
    edition: int = 0
    """A later edition has other ads in its boxes, some of them new."""
    address: str = ""
    sent: list[int] = field(default_factory=list)
    """Bytes of each answer, head and body."""

    @property
    def addresses(self) -> list[str]:
        """Of all pages."""
        return [f"{self.address}/{number}" for number in range(self.pages)]

    def ads(self, number: int) -> range:
        """Numbers of the ads in the box of a page."""
        first = number * A_PAGE // 2 + self.edition * self.pages
        return range(first, first + A_PAGE)

    def body(self, number: int) -> bytes:
        """An article with a box of jobs; the box of the next page shares some of them."""
        rows = []
        for ad in self.ads(number):
            title = f"{TITLES[ad % len(TITLES)]} (m/w/d) {ad}"
            rows.append(
                f'<li><a href="/stellenangebot/{ad}">{title}</a> <span class="company">Firma {ad % 50} GmbH'
                f'</span> <span class="location">{CITIES[ad % len(CITIES)]}</span></li>'
            )
        text = "".join(f"<p>{SENTENCE.format(n) * 5}</p>\n" for n in range(self.text // 500))
        return (
            f"<!doctype html><html lang=de><head><title>Artikel {number}</title></head><body><article>"
            f"<h1>Artikel {number}</h1><p>{SENTENCE.format(number)}</p>{text}</article>"
            f'<aside class="jobs"><h3>Stellenangebote</h3><ul>{"".join(rows)}</ul></aside></body></html>'
        ).encode()


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    wbufsize = 1 << 16  # head and body in one packet: in two, the second waits 40 ms
    site: Site

    def setup(self) -> None:
        super().setup()
        self.wfile = _Counting(self.wfile)

    def do_GET(self) -> None:
        name = self.path.strip("/")
        found = name.isdigit() and int(name) < self.site.pages
        body = self.site.body(int(name)) if found else b""
        etag = f'"{hashlib.sha256(body).hexdigest()[:16]}"'
        status = 200 if found else 404
        if found and self.site.has_validators and self.headers.get("If-None-Match") == etag:
            status, body = 304, b""
        self.wfile.count = 0
        self.send_response(status)
        if self.site.has_validators:
            self.send_header("ETag", etag)
        if status != 304:
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
        self.site.sent.append(self.wfile.count)

    def log_message(self, *_: Any) -> None:
        pass


class _Counting:
    def __init__(self, file: Any):
        self.file, self.count = file, 0

    def write(self, data: bytes) -> int:
        self.count += len(data)
        return self.file.write(data)

    def __getattr__(self, name: str) -> Any:
        return getattr(self.file, name)


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *_: Any) -> None:
        pass  # a killed crawl leaves its connections as they are


@contextmanager
def serve(site: Site) -> Iterator[Site]:
    """Serve a site on a free port of loopback."""
    handler = type("Handler", (_Handler,), {"site": site})
    server = _Server(("127.0.0.1", 0), handler)
    threading.Thread(target=partial(server.serve_forever, 0.05), daemon=True).start()
    site.address = f"http://127.0.0.1:{server.server_port}"
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()
