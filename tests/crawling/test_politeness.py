import gzip
import time

from web import Answer, ad, crawl


def test_robots_txt_is_obeyed(web, tmp_path):
    web.routes["/robots.txt"] = Answer("User-agent: embedded-jobs\nDisallow: /private\nAllow: /")
    web.routes["/private/a"] = web.routes["/b"] = Answer(ad("Nurse"))
    done = crawl(tmp_path, "pages", "-a", f"url={web.url('/private/a')} {web.url('/b')}")
    assert web.asked == ["/robots.txt", "/b"]
    assert done.stats["crawl/error"] == f"{web.url('/private/a')}: robots.txt forbids it"
    assert done.code == 0


def test_a_robots_txt_out_of_reach_permits_nothing(web, tmp_path):
    web.routes["/robots.txt"] = Answer(status=503)
    web.routes["/b"] = Answer(ad("Nurse"))
    done = crawl(tmp_path, "pages", "-a", f"url={web.url('/b')}")
    assert web.asked == ["/robots.txt"]
    assert done.code == 1
    assert "robots.txt is out of reach: answered 503" in done.log.splitlines()[-1]


def test_a_site_may_wish_to_be_asked_less_often(web, tmp_path):
    web.routes["/robots.txt"] = Answer("User-agent: *\nCrawl-delay: 0.5")
    times = []
    for path in ("/a", "/b", "/c"):
        web.routes[path] = Answer(ad("Nurse"), before=lambda: times.append(time.monotonic()))
    url = "url=" + " ".join(map(web.url, ("/a", "/b", "/c")))
    crawl(tmp_path, "pages", "-a", url, "-s", "CONCURRENT_REQUESTS_PER_DOMAIN=8")
    assert len(times) == 3
    assert times[-1] - times[0] > 0.7  # at least one second, less what the first was late


def test_the_crawl_says_who_it_is(web, tmp_path):
    web.routes["/b"] = Answer(ad("Nurse"))
    crawl(tmp_path, "pages", "-a", f"url={web.url('/b')}", CONTACT_URL="https://example.org/crawler")
    assert web.headers["/b"]["user-agent"] == "embedded-jobs/0.1.0 (+https://example.org/crawler)"
    assert web.headers["/robots.txt"]["user-agent"] == web.headers["/b"]["user-agent"]
    assert "cookie" not in web.headers["/b"]
    crawl(tmp_path, "pages", "-a", f"url={web.url('/b')}", "-s", "CONTACT_URL=https://example.org/set")
    assert web.headers["/b"]["user-agent"] == "embedded-jobs/0.1.0 (+https://example.org/set)"
    crawl(tmp_path, "pages", "-a", f"url={web.url('/b')}", "-s", "USER_AGENT=mine", "-s", "CONTACT_URL=x")
    assert web.headers["/b"]["user-agent"] == "mine"


def test_what_is_too_much_is_not_taken(web, tmp_path):
    limit = ("-s", "DOWNLOAD_MAXSIZE=100000")
    web.routes["/large"] = Answer("x" * 200_000)
    web.routes["/bomb"] = Answer(gzip.compress(b" " * 5_000_000), headers={"Content-Encoding": "gzip"})
    web.routes["/endless"] = Answer(status=302, headers={"Location": "/endless"})
    web.routes["/good"] = Answer(ad("Nurse"))
    paths = ("/large", "/bomb", "/endless", "/good")
    done = crawl(tmp_path, "pages", "-a", "url=" + " ".join(map(web.url, paths)), *limit)
    assert [job["title"] for job in done.jobs] == ["Nurse"]
    assert done.stats["crawl/errors"] == 3
    assert done.code == 0
