from urllib.parse import urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scrapers.normalization.urls import canonical_url, names_an_ad, site

CANONICAL = [
    ("https://Example.COM/Jobs/4711", "https://example.com/Jobs/4711"),
    ("HTTPS://example.com:443/a", "https://example.com/a"),
    ("http://example.com:80/a", "http://example.com/a"),
    ("http://example.com:8080/a", "http://example.com:8080/a"),
    ("http://example.com:443/a", "http://example.com:443/a"),
    ("https://example.com", "https://example.com/"),
    ("https://example.com./a", "https://example.com/a"),
    ("https://example.com?gh_jid=12", "https://example.com/?gh_jid=12"),
    ("https://user:secret@example.com/a", "https://example.com/a"),
    ("  https://example.com/a\n", "https://example.com/a"),
    ("https://example.com/a b", "https://example.com/a%20b"),
    ('https://example.com/"><script>', "https://example.com/%22%3E%3Cscript%3E"),
    ("https://example.com/caf%c3%a9", "https://example.com/caf%C3%A9"),
    ("https://example.com/café", "https://example.com/caf%C3%A9"),
    ("https://example.com/100%", "https://example.com/100%25"),
    ("https://müller.example/a", "https://xn--mller-kva.example/a"),
    ("http://[::1]:6800/a", "http://[::1]:6800/a"),
    ("http://127.0.0.1:6800/a", "http://127.0.0.1:6800/a"),
    # where a click came from
    ("https://example.com/a?utm_source=x&utm_medium=y&utm_campaign=z", "https://example.com/a"),
    ("https://example.com/a?&utm_source=x", "https://example.com/a"),
    ("https://example.com/a?id=7&UTM_Source=x", "https://example.com/a?id=7"),
    ("https://example.com/a?gclid=abc&id=7", "https://example.com/a?id=7"),
    ("https://example.com/a?fbclid=abc", "https://example.com/a"),
    ("https://example.com/a?mtm_campaign=abc", "https://example.com/a"),
    ("https://example.com/a.html?&cid=partner_technews___SP", "https://example.com/a.html"),
    ("https://example.com/a?cid=partner_technews_2023", "https://example.com/a"),
    ("https://example.com/a?ref=homepage&source=newsletter&src=LinkedIn", "https://example.com/a"),
    ("https://example.com/a?gh_jid=12&gh_src=board", "https://example.com/a?gh_jid=12"),
    ("https://example.com/a;jsessionid=0A1B?id=7", "https://example.com/a?id=7"),
    ("https://example.com/a?searchId=868cde40-9065&id=7", "https://example.com/a?id=7"),
    ("https://example.com/a?id=7&amp;utm_source=x", "https://example.com/a?id=7"),
    # what names the ad stays, also under a key that others use for tracking
    ("https://example.com/viewjob?jk=57f6429405e0c154", "https://example.com/viewjob?jk=57f6429405e0c154"),
    ("https://example.com/jobs?jobId=FVw1tEVSU_nu", "https://example.com/jobs?jobId=FVw1tEVSU_nu"),
    ("https://example.com/jobs?id=a&token=b", "https://example.com/jobs?id=a&token=b"),
    ("https://example.com/jobs?cid=4711", "https://example.com/jobs?cid=4711"),
    ("https://example.com/jobs?ref=J-2023-11", "https://example.com/jobs?ref=J-2023-11"),
    ("https://example.com/jobs?from=57f6429405e0c154", "https://example.com/jobs?from=57f6429405e0c154"),
    ("https://example.com/jobs?reference=engineer", "https://example.com/jobs?reference=engineer"),
    # order of parameters
    ("https://example.com/a?b=2&a=1", "https://example.com/a?a=1&b=2"),
    ("https://example.com/a?x=2&x=1", "https://example.com/a?x=2&x=1"),
    ("https://example.com/a?flag&id=", "https://example.com/a?flag&id="),
    # fragments
    ("https://example.com/a#apply", "https://example.com/a"),
    ("https://example.com/#/job/4711", "https://example.com/#/job/4711"),
    ("https://example.com/a#!job=4711", "https://example.com/a#!job=4711"),
    # no links
    (None, ""),
    ("", ""),
    ("javascript:alert(1)", ""),
    ("mailto:jobs@example.com", ""),
    ("ftp://example.com/a", ""),
    ("data:text/html,x", ""),
    ("/jobs/4711", ""),
    ("//example.com/a", ""),
    ("https:///a", ""),
    ("http://[ccpa-preferences]", ""),
    ("http://example.com:99999/", ""),
    ("http://exa mple.com/", ""),
    ("http://<b>/", ""),
    (4711, ""),
]


@pytest.mark.parametrize(("url", "expected"), CANONICAL)
def test_canonical_url(url, expected):
    assert canonical_url(url) == expected


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://www.example.com/a", "example.com"),
        ("https://jobs.example.com:8080/a", "jobs.example.com:8080"),
        ("https://www.example.com:443/a", "example.com"),
        ("https://wwwx.example/a", "wwwx.example"),
        ("mailto:a@example.com", ""),
        (None, ""),
    ],
)
def test_site(url, expected):
    assert site(url) == expected


def test_front_page_names_no_ad():
    assert not names_an_ad("")
    assert not names_an_ad("https://example.com/")
    assert names_an_ad("https://example.com/?id=7")
    assert names_an_ad("https://example.com/#/job/7")


links = st.one_of(
    st.text(),
    st.text().map(lambda text: f"https://example.com/{text}"),
    st.text().map(lambda text: f"http://{text}/"),
    st.text().map(lambda text: f"https://example.com/a?{text}"),
    st.text().map(lambda text: f"https://example.com/a#/{text}"),
)


@settings(deadline=None)  # the machine may be busy
@given(links)
def test_any_text_gives_a_stable_http_link_or_nothing(url):
    canonical = canonical_url(url)
    assert canonical_url(canonical) == canonical
    if canonical:
        assert canonical.isascii() and canonical.isprintable() and " " not in canonical
        assert urlsplit(canonical).scheme in ("http", "https")
        assert site(url)
