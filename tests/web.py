"""What tests of crawling need: a server on loopback, and Scrapy's command line in a process of its own."""

import json
import multiprocessing
import os
import sys
import tempfile
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
            wbufsize = 1 << 16  # head and body in one packet: in two, the second waits 40 ms

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


# Starting Python and importing Scrapy takes longer than most crawls: a process that has done it is forked.
_FORKS = multiprocessing.get_context("forkserver")
_FORKS.set_forkserver_preload(
    [
        "scrapy.cmdline",
        "scrapy.core.downloader.handlers.http11",
        "scrapy.extensions.remote_control",
        "scrapy.extensions.telnet",
        "scrapers.commands.probe",
        "scrapers.crawling.conditional",
        "scrapers.crawling.export",
        "scrapers.crawling.robots",
        "scrapers.crawling.site",
    ]
)


def _run(arguments: list[str], environment: dict[str, str], streams: list[str]) -> None:
    for number, path in enumerate(streams):
        os.dup2(os.open(path, os.O_RDONLY if number == 0 else os.O_WRONLY | os.O_CREAT), number)
    sys.stdin, sys.stdout, sys.stderr = open(0), open(1, "w"), open(2, "w", buffering=1)  # noqa: SIM115
    os.chdir(PROJECT)
    os.environ.clear()
    os.environ.update(environment)
    from scrapy.cmdline import execute

    sys.argv = ["scrapy", *arguments]
    execute(["scrapy", *arguments])


def scrapy(*args: str, stdin: str = "", **environment: str) -> Done:
    """Run ``scrapy …`` in the checkout."""
    with tempfile.TemporaryDirectory() as folder:
        streams = [f"{folder}/{name}" for name in ("in", "out", "err")]
        Path(streams[0]).write_text(stdin)
        process = _FORKS.Process(target=_run, args=(args, {**os.environ, **environment}, streams))
        process.start()
        process.join(60)
        if process.is_alive():
            process.kill()
            process.join()
        out, log = (Path(path).read_text() if Path(path).exists() else "" for path in streams[1:])
    return Done(process.exitcode, out, log)


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
