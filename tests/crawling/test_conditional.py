from web import Answer, ad, crawl_and_store, links


def read(web, tmp_path, *more):
    """Crawl /etag, /date and /plain; returns the statistics."""
    url = "url=" + " ".join(map(web.url, ("/etag", "/date", "/plain")))
    return crawl_and_store(tmp_path, "pages", "-a", url, *more)


def test_pages_are_asked_for_only_if_they_changed(web, tmp_path, connection):
    date = "Sun, 22 Nov 2026 08:00:00 GMT"
    web.routes["/etag"] = Answer(ad("Nurse"), headers={"ETag": '"1"'})
    web.routes["/date"] = Answer(ad("Cook"), headers={"Last-Modified": date})
    web.routes["/plain"] = Answer(ad("Judge"))
    first = read(web, tmp_path)
    assert "if-none-match" not in web.headers["/etag"]
    assert (first.stats["pages/unchanged"], first.stats["store/new"]) == (0, 3)

    second = read(web, tmp_path)
    assert web.headers["/etag"]["if-none-match"] == '"1"'
    assert web.headers["/date"]["if-modified-since"] == date
    assert "if-none-match" not in web.headers["/robots.txt"]
    assert second.stats["pages/unchanged"] == 3  # 304, and twice the same content
    assert second.jobs == []
    assert second.code == 0

    web.routes["/etag"] = Answer(ad("Nurse of the night"), headers={"ETag": '"2"'})
    third = read(web, tmp_path)
    assert [job["title"] for job in third.jobs] == ["Nurse of the night"]

    anew = read(web, tmp_path, "-s", "CONDITIONAL_REQUESTS=0")
    assert "if-none-match" not in web.headers["/etag"]
    assert (len(anew.jobs), anew.stats["pages/unchanged"]) == (3, 0)
    rows = connection.execute(
        "SELECT title, times FROM posting JOIN sighting ON posting_id = id ORDER BY title"
    )
    assert rows.fetchall()[:2] == [("Cook", 4), ("Judge", 4)]  # unchanged pages were seen as well


def test_an_unchanged_page_still_leads_on(web, tmp_path, database_url):
    web.routes["/"] = Answer(links("/a"), headers={"ETag": '"1"'})
    web.routes["/a"] = Answer(ad("Nurse"))
    for _ in range(2):
        crawl_and_store(tmp_path, "site", "-a", f"url={web.url('/')}")
    assert web.pages() == ["/", "/a", "/", "/a"]
    assert "if-none-match" not in web.headers["/"]


def test_a_redirect_does_not_carry_the_validators_of_another_page(web, tmp_path, database_url):
    web.routes["/old"] = Answer(ad("Nurse"), headers={"ETag": '"1"'})
    crawl_and_store(tmp_path, "pages", "-a", f"url={web.url('/old')}")
    web.routes["/old"] = Answer(status=302, headers={"Location": "/new"})
    web.routes["/new"] = Answer(ad("Cook"), headers={"ETag": '"1"'})
    done = crawl_and_store(tmp_path, "pages", "-a", f"url={web.url('/old')}")
    assert web.headers["/old"]["if-none-match"] == '"1"'
    assert "if-none-match" not in web.headers["/new"]
    assert [job["title"] for job in done.jobs] == ["Cook"]
