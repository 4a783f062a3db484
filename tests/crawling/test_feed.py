from datetime import UTC, datetime

import pytest
from web import Answer, ad, crawl

from scrapers.crawling.feed import Article, articles, newest_first

BASE = "https://a.example/feed/"


def urls(body):
    return [article.url for article in articles(body.encode(), BASE)]


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ("<rss><channel><item><link>https://a.example/1</link></item></channel></rss>", ["https://a.example/1"]),
        ("<rss><channel><item><link> /1?a=1&amp;b=2 </link></item></channel></rss>",
         ["https://a.example/1?a=1&b=2"]),
        ("<rss><channel><item><guid>https://a.example/1</guid></item></channel></rss>", ["https://a.example/1"]),
        ('<rss><channel><item><guid isPermaLink="false">1</guid></item></channel></rss>', []),
        ("<rss><channel><link>https://a.example/</link></channel></rss>", []),
        ('<feed xmlns="http://www.w3.org/2005/Atom"><entry><link rel="edit" href="/e"/><link href="/1"/>'
         '</entry><entry><link rel="alternate" href="/2"/></entry></feed>',
         ["https://a.example/1", "https://a.example/2"]),
        ('<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/">'
         "<item><link>https://a.example/1</link></item></rdf:RDF>", ["https://a.example/1"]),
        ("<rss><channel><item><link>/1</link></item><item><link>/1</link></item></channel></rss>",
         ["https://a.example/1"]),
        ("<rss><channel><item><link>javascript:alert(1)</link></item></channel></rss>", []),
        ("<rss><channel><item><link>http://[x</link></item><item><link>/2</link></item></channel></rss>",
         ["https://a.example/2"]),
        ("<rss><channel><item><title>A & B</title><link>/1</link></item>", ["https://a.example/1"]),  # broken
        ("<html><body>Please log in</body></html>", []),
        ("no feed", []),
        ("", []),
        ('<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]><rss><item><link>/&e;</link></item></rss>',
         ["https://a.example/"]),
    ],
)  # fmt: skip
def test_articles_of_a_feed(body, found):
    assert urls(body) == found


@pytest.mark.parametrize(
    ("element", "date"),
    [
        ("<pubDate>Fri, 20 Nov 2026 09:30:00 +0100</pubDate>", datetime(2026, 11, 20, 8, 30, tzinfo=UTC)),
        ("<published>2026-11-20T09:30:00+01:00</published>", datetime(2026, 11, 20, 8, 30, tzinfo=UTC)),
        ("<updated>2026-11-20T09:30:00Z</updated>", datetime(2026, 11, 20, 9, 30, tzinfo=UTC)),
        ("<dc:date xmlns:dc='http://purl.org/dc/elements/1.1/'>2026-11-20</dc:date>",
         datetime(2026, 11, 20, tzinfo=UTC)),
        ("<updated>2026-11-21T00:00:00Z</updated><published>2026-11-20T00:00:00Z</published>",
         datetime(2026, 11, 20, tzinfo=UTC)),
        ("<pubDate>soon</pubDate>", None),
        ("<pubDate/>", None),
        ("", None),
    ],
)  # fmt: skip
def test_date_of_an_article(element, date):
    body = f"<rss><item><link>/1</link>{element}</item></rss>"
    assert articles(body.encode(), BASE)[0].date == date


def test_newest_first_and_undated_last():
    one = Article("1", datetime(2026, 1, 1, tzinfo=UTC))
    two = Article("2", datetime(2026, 2, 1, tzinfo=UTC))
    bare, barer = Article("3", None), Article("4", None)
    assert newest_first([bare, one, barer, two]) == [two, one, bare, barer]


def feed(*items):
    entries = (f"<item><link>{url}</link><pubDate>{date}</pubDate></item>" for url, date in items)
    return Answer(f"<rss><channel>{''.join(entries)}</channel></rss>", headers={"Content-Type": "text/xml"})


def test_feed_spider_reads_the_newest_articles(web, tmp_path):
    days = (3, 9, 1, 7, 5)
    web.routes["/feed"] = feed(*((f"/{day}", f"Mon, 0{day} Nov 2026 08:00:00 +0000") for day in days))
    for day in days:
        web.routes[f"/{day}"] = Answer(ad(f"Nurse {day}"))
    done = crawl(tmp_path, "feed", "-a", f"feed={web.url('/feed')}", "-a", "limit=3")
    assert done.code == 0
    assert web.pages() == ["/feed", "/9", "/7", "/5"]
    assert sorted(job["title"] for job in done.jobs) == ["Nurse 5", "Nurse 7", "Nurse 9"]


def test_what_is_no_feed_fails_the_crawl(web, tmp_path):
    web.routes["/feed"] = Answer("<html><title>Welcome</title></html>")
    done = crawl(tmp_path, "feed", "-a", f"feed={web.url('/feed')}")
    assert done.code == 1
    assert "no RSS or Atom feed" in done.log.splitlines()[-1]
