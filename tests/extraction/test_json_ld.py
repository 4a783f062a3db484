"""JSON-LD scripts in pages."""

# ruff: noqa: E501  (a case of a table stands on one line)

import json

import pytest

from scrapers.extraction.json_ld import find
from scrapers.extraction.page import Page

JOB = {"@context": "https://schema.org", "@type": "JobPosting", "title": "Gärtner (m/w/d)", "url": "/ads/1"}


def titles(*scripts, kind="application/ld+json"):
    body = "".join(f'<script type="{kind}">{script}</script>' for script in scripts)
    return [
        posting.title for posting in find(Page(f"<html><head>{body}</head></html>", "https://example.org/x"))
    ]


def test_finds_jobs_of_all_scripts_in_page_order():
    other = JOB | {"title": "Koch"}
    assert titles(json.dumps(JOB), '{"@type": "WebSite"}', json.dumps([other])) == ["Gärtner (m/w/d)", "Koch"]


@pytest.mark.parametrize(
    "kind", ["application/ld+json", "APPLICATION/LD+JSON", "application/ld+json; charset=utf-8"]
)
def test_types_of_script(kind):
    assert titles(json.dumps(JOB), kind=kind) == ["Gärtner (m/w/d)"]


def test_broken_script_costs_only_itself():
    assert titles("{{{ nonsense JobPosting", json.dumps(JOB), "") == ["Gärtner (m/w/d)"]


@pytest.mark.parametrize(
    "script",
    [
        '{"@type": "JobPosting", "title": "Gärtner (m/w/d)", "description": "one\n\ttwo",}',
        '<!-- {"@type": "JobPosting", "title": "Gärtner (m/w/d)"} -->',
        '//<![CDATA[\n{"@type": "JobPosting", "title": "Gärtner (m/w/d)"};\n//]]>',
        "{'@type': 'JobPosting', 'title': 'Gärtner (m/w/d)'}",
        '{"@type": "JobPosting", "title": "Gärtner (m/w/d)", "description": "the "green" team"}',
        '{"@type": "Organization"} {"@type": "JobPosting", "title": "Gärtner (m/w/d)"}',
        "{&quot;@type&quot;: &quot;JobPosting&quot;, &quot;title&quot;: &quot;Gärtner (m/w/d)&quot;}",
    ],
)
def test_repaired_scripts(script):
    assert titles(script) == ["Gärtner (m/w/d)"]


def test_says_where_it_stood():
    page = Page(
        f'<script>var x</script><script type="application/ld+json">{{"@graph": [{json.dumps(JOB)}]}}</script>',
        "https://example.org/x",
    )
    [found] = find(page)
    assert (found.where, found.origin, found.url) == (
        "script[2] $.@graph[0]",
        "json-ld",
        "https://example.org/ads/1",
    )


def test_job_without_address_is_about_its_page():
    script = json.dumps({"@type": "JobPosting", "title": "Koch"})
    page = Page(
        f'<link rel="canonical" href="https://example.org/ads/1"><script type="application/ld+json">{script}</script>',
        "https://example.org/ads/1?session=4",
    )
    assert [posting.url for posting in find(page)] == ["https://example.org/ads/1"]


def test_script_in_a_comment_is_none():
    page = Page(
        f'<!-- <script type="application/ld+json">{json.dumps(JOB)}</script> -->', "https://example.org/x"
    )
    assert find(page) == []
