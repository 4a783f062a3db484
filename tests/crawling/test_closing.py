"""What a crawl of real pages closes: a list that has all is fetched again, whole, shorter, broken."""

import pytest
from web import Answer, ad, crawl_and_store


@pytest.fixture
def listed(web, rows, tmp_path):
    """Crawl pages that list all jobs of a publisher; returns how it ended and what is open and closed."""

    def run(*titles: str, pages: tuple[str, ...] = ("/jobs",), also: str = "", **answers: Answer):
        items = "".join(
            f'<li><a href="/ad/{1000 + "ABCDEFGH".index(title)}">{title} Engineer (m/w/d)</a></li>'
            for title in titles
        )
        box = f"<html><title>Jobs</title><body><h3>Open positions</h3><ul>{items}</ul></body></html>"
        web.routes["/jobs"] = answers.get("jobs", Answer(box))
        for title in titles:
            path = f"/ad/{1000 + 'ABCDEFGH'.index(title)}"
            web.routes[path] = answers.get(title, Answer(ad(f"{title} Engineer (m/w/d)", web.url(path))))
        urls = " ".join(web.url(page) for page in pages)
        options = [f"-a{option}" for option in also.split()]
        done = crawl_and_store(tmp_path, "pages", "-a", f"url={urls}", "-a", "complete=1", *options)
        found = rows("SELECT left(title, 1), closed_reason FROM posting ORDER BY title")
        return done, "".join(name if reason is None else name.lower() for name, reason in found)

    return run


def test_what_a_list_of_everything_no_longer_has_is_closed_and_comes_back(listed, rows):
    assert listed("A", "B", "C", "D")[1] == "ABCD"
    assert listed("A", "B", "C")[1] == "ABCd"
    assert rows("SELECT closed_reason FROM posting WHERE closed_at IS NOT NULL") == ["unlisted"]
    assert rows("SELECT postings_closed, complete FROM crawl ORDER BY id") == [(0, True), (1, True)]
    assert listed("A", "B", "C", "D")[1] == "ABCD"
    assert rows("SELECT count(*) FROM job WHERE closed_at IS NULL") == [4]


@pytest.mark.parametrize(
    ("why", "now", "how"),
    [
        ("the server fails", "ABCD", {"jobs": Answer("oops", 500)}),
        ("the list is gone", "ABCD", {"jobs": Answer("oops", 404)}),
        ("it has no jobs at all", "", {}),
        ("it is suddenly far shorter", "A", {}),
    ],
)
def test_a_list_that_is_not_to_be_believed_closes_nothing(listed, rows, why, now, how):
    assert listed("A", "B", "C", "D")[1] == "ABCD"
    listed(*now, **how)
    assert rows("SELECT count(*) FROM posting WHERE closed_at IS NOT NULL") == [0], why


def test_a_list_of_which_a_page_is_missing_closes_nothing(listed, web):
    web.routes["/more"] = Answer("<html><p>Nothing more.</p></html>")
    assert listed("A", "B", "C", "D", pages=("/jobs", "/more"))[1] == "ABCD"
    web.routes["/more"] = Answer("oops", 503)
    assert listed("A", "B", "C", pages=("/jobs", "/more"))[1] == "ABCD"
    web.routes["/more"] = Answer("<html><p>Nothing more.</p></html>")
    assert listed("A", "B", "C", pages=("/jobs", "/more"))[1] == "ABCd"


def test_a_box_that_rotates_closes_nothing(listed, rows, web, tmp_path):
    listed("A", "B", "C", "D")
    rows("DELETE FROM crawl RETURNING 1")  # as if it had been no complete list
    assert listed("A", "B", "C")[1] == "ABCD"


def test_an_ad_whose_own_address_is_gone_is_closed(listed, rows):
    listed("A", "B", "C", "D", also="details=1")
    _, now = listed("A", "B", "C", "D", also="details=1", D=Answer("gone", 410))
    assert now == "ABCd"
    assert rows("SELECT closed_reason FROM posting WHERE closed_at IS NOT NULL") == ["gone"]


def test_a_site_that_answers_404_to_all_its_ads_closes_none(listed, rows):
    titles = "ABCDEF"
    listed(*titles, also="details=1")
    done, now = listed(*titles, also="details=1", **{title: Answer("?", 404) for title in titles})
    assert now == titles
    (error,) = rows("SELECT error FROM crawl ORDER BY id DESC LIMIT 1")
    assert "suddenly says of 6 ads that they are gone" in error and done.code == 0
