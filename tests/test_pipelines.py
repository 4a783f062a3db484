"""The pipelines as a crawl runs them: `scrapy crawl` in a process of its own, against pages on loopback."""

import contextlib
import os
import signal
import subprocess
import sys
import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer

import psycopg
import pytest
from scrapy import Spider
from scrapy.exceptions import DropItem
from scrapy.utils.test import get_crawler
from storage.samples import NOON, page, posting

from scrapers import database
from scrapers.items import JobPosting, Page
from scrapers.pipelines import Normalize, Validate

ARTICLE = """<!doctype html><html lang="de"><head><title>Ein Artikel</title></head><body>
<article><h1>Ein Artikel</h1><p>Ein Text.</p></article>
<aside class="jobs"><h3>Stellenangebote</h3><ul>
<li><a href="/ad/1?utm_source=box">Data Engineer (m/w/d)</a></li>
<li><a href="/ad/2">Pflegefachkraft (w/m/d)</a></li>
<li><a href="/ad/3">Elektriker (m/w/d)</a></li>
</ul></aside></body></html>"""


@pytest.fixture
def site(tmp_path):
    """Address of a small site."""
    (tmp_path / "article.html").write_text(ARTICLE, "utf-8")

    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, *_):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(tmp_path)))
    server.daemon_threads = True
    thread = threading.Thread(target=partial(server.serve_forever, 0.05))
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()


def command(*arguments: str) -> list[str]:
    return [
        sys.executable,
        "-m",
        "scrapy",
        "crawl",
        *arguments,
        "-s",
        "DOWNLOAD_DELAY=0",
        "-s",
        "RETRY_TIMES=0",
    ]


def crawl(*arguments: str, **environment: str) -> subprocess.CompletedProcess:
    return subprocess.run(
        command(*arguments),
        cwd=database.PROJECT,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
    )


def test_a_crawl_stores_its_jobs_and_says_what_it_did(site, rows):
    for new, known in ((3, 0), (0, 3)):
        done = crawl("pages", "-a", f"url={site}/article.html")
        assert done.returncode == 0, done.stderr
        assert f"{new} new" in done.stderr and f"{known} known" in done.stderr
    assert sorted(rows("SELECT title, title_raw FROM posting")) == [
        ("Data Engineer", "Data Engineer (m/w/d)"),
        ("Elektriker", "Elektriker (m/w/d)"),
        ("Pflegefachkraft", "Pflegefachkraft (w/m/d)"),
    ]
    assert f"{site}/ad/1?utm_source=box" in rows("SELECT link FROM sighting")
    assert rows(
        "SELECT source, arguments, reason, pages, postings_new, errors, error FROM crawl ORDER BY id"
    ) == [("pages", {"url": f"{site}/article.html"}, "finished", 1, new, 0, None) for new in (3, 0)]


def test_a_crawl_without_an_answer_says_so_in_its_row_and_by_its_exit_code(rows):
    done = crawl("pages", "-a", "url=http://127.0.0.1:1/")
    assert done.returncode == 1
    assert "no page could be fetched" in done.stderr.splitlines()[-1]
    ((reason, pages, errors, error),) = rows("SELECT reason, pages, errors, error FROM crawl")
    assert (reason, pages) == ("finished", 0)
    assert errors > 0 and "127.0.0.1:1" in error and "refused" in error


def test_a_crawl_that_cannot_reach_its_database_ends_at_once(site):
    done = crawl(
        "pages", "-a", f"url={site}/article.html", DATABASE_URL="postgresql://me:geheim@127.0.0.1:1/mine"
    )
    assert done.returncode == 1
    assert "cannot reach PostgreSQL at 127.0.0.1:1" in done.stderr
    assert "Check DATABASE_URL" in done.stderr.splitlines()[-1]
    assert "geheim" not in done.stderr and "Traceback" not in done.stderr
    assert "downloader/request_count" not in done.stderr


def test_real_pages_are_not_crawled_into_the_sample_database(site, connection):
    connection.execute("UPDATE database_info SET is_sample = true")
    connection.commit()
    done = crawl("pages", "-a", f"url={site}/article.html")
    assert (done.returncode, "holds sample jobs" in done.stderr) == (1, True)
    assert crawl("pages", "-a", f"url={site}/article.html", "-s", "SAMPLE=1").returncode == 0


def test_a_stopped_crawl_stores_what_it_reported_and_says_why_it_ended(site, rows, tmp_path):
    (tmp_path / "urls").write_text("".join(f"{site}/article.html?page={n}\n" for n in range(1000)))
    process = subprocess.Popen(
        command("pages", "-a", f"urls={tmp_path / 'urls'}"),
        cwd=database.PROJECT,
        stderr=subprocess.PIPE,
        text=True,
    )
    with process:
        for line in process.stderr:
            if "Spider opened" in line:
                break
        while not rows("SELECT 1 FROM posting"):
            assert process.poll() is None
        process.send_signal(signal.SIGTERM)
        process.stderr.read()
    ((reason, pages, new),) = rows("SELECT reason, pages, postings_new FROM crawl")
    assert reason == "shutdown" and 0 < pages < 1000
    assert rows("SELECT count(*) FROM posting") == [new]


def test_a_database_gone_for_good_ends_the_crawl_which_says_what_is_stored(
    site, own_folder, tmp_path, monkeypatch
):
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.setenv("JOBS_DATA_DIR", str(own_folder))
    (tmp_path / "urls").write_text("".join(f"{site}/article.html?page={n}\n" for n in range(3000)))
    with database.server() as url:
        database.ensure_database(url)
        process = subprocess.Popen(
            [*command("pages", "-a", f"urls={tmp_path / 'urls'}"), "-s", "STORE_PATIENCE=0.5"],
            cwd=database.PROJECT,
            stderr=subprocess.PIPE,
            text=True,
            env={**os.environ, "DATABASE_URL": url},
        )
        with process:
            for line in process.stderr:
                if "Spider opened" in line:
                    break
            with psycopg.connect(url, autocommit=True) as connection:
                while not connection.execute("SELECT 1 FROM posting").fetchone():
                    assert process.poll() is None
            os.kill(int((own_folder / "postgres" / "postmaster.pid").read_text().split()[0]), signal.SIGQUIT)
            said = process.stderr.read()
        assert process.returncode == 1
        assert "the database is gone" in said.splitlines()[-1]
        assert "Stored until then: " in said.splitlines()[-1]
        assert "Traceback" not in said
    with database.server() as url:
        database.ensure_database(url)
        with psycopg.connect(url) as connection:
            assert connection.execute("SELECT count(*) FROM posting").fetchone() == (3,)


def test_normalising_keeps_the_link_and_gives_an_identity():
    shown = JobPosting(
        title="Data Engineer (m/w/d)",
        url="https://jobs.example/ad/1?utm_source=x",
        page_url=page().url,
        fetched_at=NOON,
    )
    item = Normalize().process_item(shown)
    assert (item.title, item.url, item.url_raw) == ("Data Engineer", "https://jobs.example/ad/1", shown.url)
    assert (item.site, item.ref) == ("jobs.example", "https://jobs.example/ad/1")
    assert Normalize().process_item(page()) == page()


@pytest.fixture
def validated():
    """What Validate makes of an item, and what it counts."""
    crawler = get_crawler(Spider)
    pipeline = Validate.from_crawler(crawler)

    def run(item):
        with contextlib.suppress(DropItem):
            item = pipeline.process_item(item)
            return item, crawler.stats.get_stats()
        return None, crawler.stats.get_stats()

    return run


@pytest.mark.parametrize(
    ("reason", "changed"),
    [
        ("no title", {"title": " "}),
        ("title too long", {"title": "x" * 301}),
        ("no page", {"page_url": None}),
        ("no page", {"page_url": "javascript:alert(1)"}),
        ("no ref", {"ref": None}),
    ],
)
def test_what_is_no_posting_is_dropped_and_counted(validated, reason, changed):
    item, stats = validated(posting(**changed))
    assert item is None
    assert (stats["validate/dropped"], stats[f"validate/dropped/{reason}"]) == (1, 1)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("url", "javascript:alert(1)"),
        ("url", "https://"),
        ("url", "https://jobs.example/" + "x" * 2000),
        ("date_posted", "02.03.2026"),
        ("valid_through", "2026-02-30"),
        ("base_salary_min", float("nan")),
        ("base_salary_max", -1.0),
    ],
)
def test_what_may_not_be_stored_is_emptied_and_counted(validated, name, value):
    item, stats = validated(posting(ref="4711", site="jobs.example", **{name: value}))
    assert getattr(item, name) is None
    assert stats[f"validate/emptied/{name}"] == 1


def test_text_that_postgresql_does_not_take_is_mended(validated, database_url):
    item, _ = validated(posting(company="A\x00cme\ud800", topics=["a\x00i"], description="x" * 200_000))
    assert (item.company, item.topics) == ("Acme", ["ai"])
    assert len(item.description) == 100_000
    with psycopg.connect(database_url) as connection:
        connection.execute("SELECT %s, %s", [item.company, item.description])


def test_a_good_posting_is_left_as_it_is(validated):
    item, stats = validated(posting())
    assert item == posting()
    assert not stats


def test_a_page_without_an_address_is_dropped(validated):
    assert validated(Page(url="about:blank", fetched_at=NOON))[0] is None
    assert validated(page())[0] == page()
