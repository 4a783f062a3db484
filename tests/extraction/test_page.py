"""The page model: decoding, links, kind."""

import pytest

from scrapers.extraction.page import Page, decode, fold


@pytest.mark.parametrize(
    ("body", "content_type", "text"),
    [
        ("Köln".encode(), None, "Köln"),
        ("Köln".encode("cp1252"), None, "Köln"),
        ("Köln".encode("cp1252"), "text/html; charset=ISO-8859-1", "Köln"),
        ("\ufeffKöln".encode(), None, "Köln"),
        ("Köln".encode("utf-16"), None, "Köln"),
        (
            b'<meta charset="windows-1251">' + "Вакансии".encode("cp1251"),
            None,
            '<meta charset="windows-1251">Вакансии',
        ),
        ("Köln".encode(), "text/html; charset=latin-1", "Köln"),
        ("Köln".encode(), "text/html; charset=no-such-thing", "Köln"),
        (b'<meta charset="base64">K\xf6ln', None, '<meta charset="base64">Köln'),
        ("Stelle für K".encode() + b"\xc3", None, "Stelle für K\ufffd"),
    ],
)
def test_decode(body, content_type, text):
    assert decode(body, content_type) == text


@pytest.mark.parametrize(
    ("href", "url"),
    [
        ("/jobs/1", "https://a.example/jobs/1"),
        ("  2 ", "https://a.example/x/2"),
        ("//b.example/3", "https://b.example/3"),
        ("mailto:a@b.example", None),
        ("javascript:void(0)", None),
        ("#top", None),
        ("", None),
        (None, None),
        ("http://[ccpa-preferences]", None),
        ("https://a.example:port/", None),
        ("http:///nohost", None),
    ],
)
def test_link(href, url):
    assert Page(b"<p>", "https://a.example/x/y").link(href) == url


def test_base_href():
    assert (
        Page('<base href="/jobs/"><a href=1>', "https://a.example/x").link("1") == "https://a.example/jobs/1"
    )
    assert Page('<base href="http://[x"><a href=1>', "https://a.example/x").link("1") == "https://a.example/1"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("<!doctype html><p>", "html"),
        ("plain", "html"),
        ("", "html"),
        (' {"a": 1}', "json"),
        ("[1]", "json"),
        ('<?xml version="1.0"?><rss></rss>', "xml"),
        ("<feed></feed>", "xml"),
        ('<?xml version="1.0"?><!DOCTYPE html><html></html>', "html"),
    ],
)
def test_kind(text, kind):
    assert Page(text, "https://a.example/").kind == kind


def test_fold():
    assert fold(" Vermessungs\u00adtechniker\n\t (m/w/d)\u200b ") == "Vermessungstechniker (m/w/d)"
    assert fold(None) == ""


def test_scripts_are_found_in_the_source():
    page = Page(
        "<head><!--><script>var a = '<!--';</script><!-- <script>no()</script> --><style>s{}</style>"
        '<SCRIPT Type="application/ld+json" data-x=\'a>b\' async id=q>{"k": "é</p>"}</Script >'
        "<script src=/x.js></script>"
        "<script>cut = 1",
        "https://a.example/",
    )
    assert [script.text() for script in page.scripts] == ["var a = '<!--';", '{"k": "é</p>"}', "", "cut = 1"]
    assert page.scripts[1].attributes == {
        "type": "application/ld+json",
        "data-x": "a>b",
        "async": "",
        "id": "q",
    }
    assert page.scripts[2].attributes == {"src": "/x.js"}
