import gzip

import pytest
from scrapy.crawler import Crawler
from scrapy.http import HtmlResponse, Response
from web import Answer, ad, crawl, links

from scrapers.crawling import site
from scrapers.spiders.site import Site

HERE = "https://a.example/dir/page"


@pytest.mark.parametrize(
    ("anchor", "found"),
    [
        ('<a href="next">', ["https://a.example/dir/next"]),
        ('<a href=" /x#part ">', ["https://a.example/x"]),
        ('<a href="//b.example/y">', ["https://b.example/y"]),
        ('<a href="/x" rel="sponsored NOFOLLOW">', []),
        ('<a href="/a.pdf">', []),
        ('<a href="/a.PNG?x=1">', []),
        ('<a href="mailto:a@b.example">', []),
        ('<a href="javascript:void(0)">', []),
        ('<a href="http://[preferences]">', []),
        ('<a href="/x"><a href="/x">', ["https://a.example/x"]),
        ("<a>", []),
    ],
)
def test_links_of_a_page(anchor, found):
    response = HtmlResponse(HERE, body=f"<body>{anchor}</body>".encode(), encoding="utf-8")
    assert site.links(response) == found


def test_what_is_no_text_has_no_links():
    assert site.links(Response(HERE, body=b"\x89PNG")) == []


URLSET = b"""<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
<url><loc>https://a.example/old</loc><lastmod>2026-01-01</lastmod></url>
<url><loc>https://a.example/undated</loc></url>
<url><loc>/relative</loc></url>
<url><loc>file:///etc/passwd</loc></url>
<url><loc>https://a.example/new</loc><lastmod>2026-02-01</lastmod></url></urlset>"""
INDEX = b"<sitemapindex><sitemap><loc>https://a.example/s.xml</loc></sitemap></sitemapindex>"


@pytest.mark.parametrize(
    ("body", "index", "found"),
    [
        (URLSET, False, ["new", "old", "undated", "relative"]),
        (gzip.compress(URLSET), False, ["new", "old", "undated", "relative"]),
        (INDEX, True, ["s.xml"]),
        (b"<html></html>", False, []),
        (b"", False, []),
        (b"\x1f\x8b\x08broken", False, []),
    ],
)
def test_entries_of_a_sitemap(body, index, found):
    is_index, urls = site.sitemap_entries(Response("https://a.example/sitemap.xml", body=body))
    assert (is_index, [url.removeprefix("https://a.example/") for url in urls]) == (index, found)


def test_a_sitemap_that_unpacks_to_too_much_is_none(monkeypatch):
    monkeypatch.setattr(site, "SITEMAP_SIZE", 1000)
    bomb = gzip.compress(b"<urlset>" + b" " * 5000 + b"</urlset>")
    assert site.sitemap_entries(Response("https://a.example/sitemap.xml.gz", body=bomb)) == (False, [])


def test_the_limit_on_time_is_scrapys_own():
    crawler = Crawler(Site)
    Site.from_crawler(crawler, url="https://a.example/", minutes="0.5")
    assert crawler.settings.getfloat("CLOSESPIDER_TIMEOUT") == 30


def test_site_spider_stays_on_the_site_and_within_its_limits(web, webs, tmp_path):
    other = webs("127.0.0.1")
    web.routes["/"] = Answer(links("/a", "/b", other.url("/x"), "/karriere", "/leaves"))
    web.routes["/a"] = Answer(links("/a/deeper", "/forbidden"))
    web.routes["/robots.txt"] = Answer("User-agent: *\nDisallow: /forbidden")
    web.routes["/a/deeper"] = Answer(links("/a/deeper/still"))
    web.routes["/b"] = Answer(status=500)
    web.routes["/karriere"] = Answer(ad("Nurse"))
    web.routes["/leaves"] = Answer(status=302, headers={"Location": other.url("/y")})
    done = crawl(tmp_path, "site", "-a", f"url={web.url('/')}", "-a", "depth=2")
    assert done.code == 0
    assert set(web.pages()) == {"/", "/a", "/b", "/karriere", "/leaves", "/a/deeper"}
    assert web.pages()[1] == "/karriere"  # what names jobs comes first
    assert other.asked == []
    # The forbidden page and the redirect to another site are no errors; what /b answers is.
    assert done.stats["pages/not_allowed"] == 2
    assert done.stats["crawl/errors"] == 1
    assert [job["title"] for job in done.jobs] == ["Nurse"]

    web.asked.clear()
    done = crawl(tmp_path, "site", "-a", f"url={web.url('/')}", "-a", "pages=3")
    assert len(web.pages()) == 3


def test_site_spider_reads_a_sitemap(web, tmp_path):
    web.routes["/sitemap.xml"] = Answer(
        "<sitemapindex><sitemap><loc>/s1.xml</loc></sitemap></sitemapindex>",
        headers={"Content-Type": "text/xml"},
    )
    web.routes["/s1.xml"] = Answer(
        "<urlset><url><loc>/1</loc></url><url><loc>http://b.example/2</loc></url></urlset>",
        headers={"Content-Type": "text/xml"},
    )
    web.routes["/1"] = Answer(ad("Nurse"))
    done = crawl(tmp_path, "site", "-a", f"sitemap={web.url('/sitemap.xml')}", "-a", "depth=0")
    assert web.pages() == ["/sitemap.xml", "/s1.xml", "/1"]
    assert [job["title"] for job in done.jobs] == ["Nurse"]
