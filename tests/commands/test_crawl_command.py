import json

import pytest
from web import Answer, ad, ads, crawl, crawl_and_store, scrapy


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["no_such_source"], "no spider 'no_such_source'; there are: basicthinking,"),
        (["pages"], "say what to read: -a url=https://…"),
        (["pages", "-a", "limit=3", "-a", "url=https://a.example"], "unknown argument 'limit'"),
        (["it_boltwise", "-a", "limit=few"], "limit=few: say a whole number of 1 or more"),
        (["site"], "say which site to read"),
        (["feed"], "say which feed to read"),
    ],
)
def test_a_wrong_call_is_said(tmp_path, arguments, words):
    done = crawl(tmp_path, *arguments)
    assert done.code == 2
    assert words in done.log
    assert "Traceback" not in done.log


def test_no_network_fails_the_crawl_and_is_on_record(tmp_path, connection):
    done = crawl_and_store(tmp_path, "feed", "-a", "feed=http://nowhere.invalid/feed")
    assert done.code == 1
    assert done.log.splitlines()[-1] == (
        "feed: no page could be fetched: http://nowhere.invalid/feed: no such host, or no network"
    )
    assert "Traceback" not in done.log
    row = connection.execute("SELECT source, reason, pages, errors, error FROM crawl").fetchall()
    assert [(*one[:4], "no such host" in one[4]) for one in row] == [("feed", "finished", 0, 1, True)]


def test_no_database_fails_the_crawl(web, tmp_path):
    web.routes["/a"] = Answer(ad("Nurse"))
    url = "postgresql://nobody:secret@127.0.0.1:1/jobs"
    done = crawl_and_store(tmp_path, "pages", "-a", f"url={web.url('/a')}", DATABASE_URL=url)
    assert done.code == 1
    assert "cannot reach PostgreSQL at 127.0.0.1:1" in done.log.splitlines()[-1]
    assert "secret" not in done.log
    assert web.pages() == []


def test_every_address_fails(web, tmp_path):
    done = crawl(tmp_path, "pages", "-a", f"url={web.url('/a')} {web.url('/b')}")
    assert done.code == 1
    assert done.log.splitlines()[-1] == f"pages: no page could be fetched: {web.url('/a')}: answered 404"


def test_one_address_of_two_fails(web, tmp_path):
    web.routes["/b"] = Answer(ad("Nurse"))
    done = crawl(tmp_path, "pages", "-a", f"url={web.url('/a')} {web.url('/b')}")
    assert done.code == 0
    assert "pages: 1 page fetched, 1 job found, 1 error" in done.log


def test_addresses_from_standard_input_and_a_file_page(web, tmp_path):
    saved = tmp_path / "saved page.html"
    saved.write_text(ad("Cook"))
    web.routes["/a"] = Answer(ad("Nurse"))
    done = crawl(tmp_path, "pages", "-a", "urls=-", stdin=f"# mine\n{web.url('/a')}\n{saved}\n")
    assert sorted((job["title"], job["page_url"]) for job in done.jobs) == [
        ("Cook", saved.as_uri()),
        ("Nurse", web.url("/a")),
    ]


def test_a_file_is_stored_under_its_own_address(tmp_path, connection):
    saved = tmp_path / "saved page.html"
    saved.write_text(ads(("Cook", "/relative"), ("Nurse", "https://a.example/nurse")))
    done = crawl_and_store(tmp_path, "pages", "-a", f"url={saved.as_uri()}")
    assert (done.code, len(done.jobs), done.stats["store/new"]) == (0, 2, 2)
    rows = connection.execute("SELECT title, site, url FROM posting ORDER BY title").fetchall()
    # A relative link leads nowhere from a file, and a link to a file never leaves the database.
    assert rows == [("Cook", "localhost", None), ("Nurse", "a.example", "https://a.example/nurse")]
    assert connection.execute("SELECT url FROM page").fetchall() == [(saved.as_uri(),)]


def test_the_export_has_one_job_a_line_and_no_pages(web, tmp_path, database_url):
    web.routes["/list"] = Answer(ads(("Nurse (m/w/d)", web.url("/1")), ("Köchin", web.url("/2"))))
    done = scrapy(
        "crawl", "pages", "-a", f"url={web.url('/list')}", "-o", "-:jsonl", "-s", "DOWNLOAD_DELAY=0"
    )
    jobs = [json.loads(line) for line in done.out.splitlines()]
    assert [(job["title"], job["title_raw"]) for job in jobs] == [
        ("Nurse", "Nurse (m/w/d)"),
        ("Köchin", "Köchin"),
    ]
    assert "Köchin" in done.out


def test_a_wrong_address_among_many_is_said(tmp_path):
    file = tmp_path / "urls.txt"
    file.write_text("https://a.example/\nb.example\n")
    done = crawl(tmp_path, "pages", "-a", f"urls={file}")
    assert done.code == 2
    assert "urls.txt, line 2: b.example: neither a web address" in done.log
    done = crawl(tmp_path, "pages", "-a", "urls=-", stdin="b.example\n")
    assert done.code == 1
    assert "standard input, line 1: b.example: neither a web address" in done.log.splitlines()[-1]
    assert "Traceback" not in done.log


def test_the_other_commands_of_scrapy_work(web, monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgresql://nowhere.invalid/x")  # they need none
    assert "it_boltwise" in scrapy("list").out.split()
    check = scrapy("check")
    assert check.code == 0
    assert "FAILED" not in check.out + check.log
    web.routes["/a"] = Answer(ad("Nurse"))
    assert "Nurse" in scrapy("fetch", "--nolog", web.url("/a")).out
    parsed = scrapy("parse", "--spider", "pages", "--nocolour", web.url("/a"))
    assert "Nurse" in parsed.out
