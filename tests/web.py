"""What tests of crawling need: a server on loopback, and Scrapy's command line in a process of its own."""

import json
import os
import subprocess
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

PROJECT = Path(__file__).resolve().parent.parent
FAST = ("-s", "DOWNLOAD_DELAY=0", "-s", "AUTOTHROTTLE_ENABLED=0", "-s", "RETRY_TIMES=0")
NO_STORE = ("-s", "ITEM_PIPELINES={}")


@dataclass
class Answer:
    """What a path answers; ``before`` is called when it is asked, before the answer goes out."""

    body: str | bytes = ""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    before: Callable[[], Any] | None = None


class Web:
    """A site: set ``routes``, read ``asked`` (paths in order) and ``headers`` (of the last to a path)."""

    def __init__(self, host: str = "127.0.0.1"):
        self.routes: dict[str, Answer] = {}
        self.asked: list[str] = []
        self.headers: dict[str, dict[str, str]] = {}
        web = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self):
                web.asked.append(self.path)
                web.headers[self.path] = {name.lower(): value for name, value in self.headers.items()}
                answer = web.routes.get(self.path, Answer("not here", 404))
                if answer.before:
                    answer.before()
                body = answer.body.encode() if isinstance(answer.body, str) else answer.body
                etag = answer.headers.get("ETag")
                unchanged = bool(etag) and self.headers.get("If-None-Match") == etag
                self.send_response(304 if unchanged else answer.status)
                for name, value in {"Content-Type": "text/html; charset=utf-8", **answer.headers}.items():
                    self.send_header(name, value)
                body = b"" if unchanged else body
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *args):
                pass

            def handle_one_request(self):
                try:
                    super().handle_one_request()
                except OSError:  # the crawl was killed
                    self.close_connection = True

        self._server = ThreadingHTTPServer((host, 0), Handler)
        self._server.daemon_threads = True
        self.port = self._server.server_port
        self.address = f"http://{host}:{self.port}"
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True)
        self._thread.start()

    def url(self, path: str) -> str:
        return self.address + path

    def pages(self) -> list[str]:
        """Paths asked for, without robots.txt."""
        return [path for path in self.asked if path != "/robots.txt"]

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


@dataclass
class Done:
    """A command that ended."""

    code: int
    out: str
    log: str
    jobs: list[dict] = field(default_factory=list)
    stats: dict = field(default_factory=dict)


def scrapy(*args: str, stdin: str | None = None, **environment: str) -> Done:
    """Run ``scrapy …`` in the checkout."""
    done = subprocess.run(
        [sys.executable, "-m", "scrapy", *args],
        cwd=PROJECT,
        env={**os.environ, **environment},
        input=stdin,
        text=True,
        capture_output=True,
        timeout=60,
        check=False,
    )
    return Done(done.returncode, done.stdout, done.stderr)


def crawl(folder: Path, *args: str, **more: Any) -> Done:
    """Run ``scrapy crawl …`` fast and without a database, and read what it exported and counted."""
    return crawl_and_store(folder, *NO_STORE, *args, **more)


def crawl_and_store(folder: Path, *args: str, **more: Any) -> Done:
    """Run ``scrapy crawl …`` fast, into the database of DATABASE_URL."""
    jobs, stats = folder / "jobs.jsonl", folder / "stats.json"
    for file in (jobs, stats):
        file.unlink(missing_ok=True)
    done = scrapy("crawl", *FAST, "-O", str(jobs), "-s", f"SUMMARY_FILE={stats}", *args, **more)
    if jobs.exists():
        done.jobs = [json.loads(line) for line in jobs.read_text("utf-8").splitlines()]
    if stats.exists():
        done.stats = json.loads(stats.read_text("utf-8"))
    return done


def ad(title: str, url: str = "", **more: Any) -> str:
    """A page that is one ad, as schema.org/JobPosting."""
    posting = {"@context": "https://schema.org", "@type": "JobPosting", "title": title, **more}
    if url:
        posting["url"] = url
    script = f"<script type='application/ld+json'>{json.dumps(posting)}</script>"
    return f"<html><title>{title}</title>{script}</html>"


def ads(*jobs: tuple[str, str]) -> str:
    """A page that lists jobs (title, address) in structured data."""
    postings = [{"@type": "JobPosting", "title": title, "url": url} for title, url in jobs]
    data = json.dumps({"@context": "https://schema.org", "@graph": postings})
    return f"<html><title>List</title><script type='application/ld+json'>{data}</script></html>"


def links(*urls: str) -> str:
    """A page that links others."""
    anchors = "".join(f'<a href="{url}">further on</a>' for url in urls)
    return f"<html><title>Links</title><body>{anchors}</body></html>"
