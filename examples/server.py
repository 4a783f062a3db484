"""Serves the sample sites, or any files, on loopback: ``python -m examples.server [--port 8510]``."""

import argparse
import hashlib
import mimetypes
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from email.utils import formatdate
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote, urlsplit

SITE = Path(__file__).resolve().parent / "site"
PORT = 8510
"""Always the same, so that a second crawl of the samples meets the same addresses."""

PAGES = SITE.parent / "pages.txt"
"""Addresses to begin a crawl of the samples with, as ``scrapy crawl pages -a urls=FILE`` takes them."""

_TYPES = {".rss": "application/rss+xml", ".xml": "application/xml", ".html": "text/html; charset=utf-8"}


def file_of(path: str, folder: Path = SITE) -> Path | None:
    """File of a request path under a folder; None where there is none, or it would lie outside."""
    file = (folder / unquote(path).lstrip("/")).resolve()
    if file.is_dir():
        file /= "index.html"
    return file if file.is_file() and file.is_relative_to(folder.resolve()) else None


@contextmanager
def serve(find: Callable[[str], Path | None] = file_of, port: int = 0) -> Iterator[str]:
    """Serve files by request path and yield the address, "http://127.0.0.1:8510"; port 0 takes a free one.

    Raises OSError where the port is taken.
    """

    class Handler(_Handler):
        file_of = staticmethod(find)

    server = ThreadingHTTPServer(("127.0.0.1", port), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    wbufsize = 1 << 16  # head and body in one packet: in two, the second waits 40 ms

    def do_GET(self) -> None:
        file = self.file_of(urlsplit(self.path).path)
        if file is None:
            self._answer(404, b"<!DOCTYPE html><title>404</title><h1>Not here</h1>", "text/html")
            return
        body = file.read_bytes()
        etag = f'"{hashlib.sha256(body).hexdigest()[:16]}"'
        validators = {"ETag": etag, "Last-Modified": formatdate(file.stat().st_mtime, usegmt=True)}
        if etag in (self.headers.get("If-None-Match") or ""):
            self._answer(304, b"", None, validators)
            return
        kind = _TYPES.get(file.suffix) or mimetypes.guess_type(file.name)[0] or "application/octet-stream"
        self._answer(200, body, kind, validators)

    def _answer(self, status: int, body: bytes, kind: str | None, more: dict[str, str] | None = None) -> None:
        self.send_response(status)
        if kind:
            self.send_header("Content-Type", kind)
        for name, value in (more or {}).items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args) -> None:
        """Say nothing: who crawls has a log of their own."""


def main() -> None:
    """Serve the samples until Ctrl-C."""
    parser = argparse.ArgumentParser(description="Serve the sample pages on loopback.")
    parser.add_argument("--port", type=int, default=PORT)
    with serve(port=parser.parse_args().port) as address:
        print(f"The sample pages are on {address}/ (Ctrl-C stops)")
        try:
            threading.Event().wait()
        except KeyboardInterrupt:
            print()


if __name__ == "__main__":
    main()
