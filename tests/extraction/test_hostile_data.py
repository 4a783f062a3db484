"""Pages, scripts and feeds cut, mutated and nested: every extractor of data comes back with a list."""

# ruff: noqa: E501  (a case of a table stands on one line)

import html
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scrapers.extraction import embedded_json, feeds, json_ld, microdata, rdfa
from scrapers.extraction.page import Page

EXTRACTORS = (json_ld, microdata, rdfa, embedded_json, feeds)
JOB = {
    "@type": "JobPosting",
    "title": "Gärtner (m/w/d)",
    "url": "/job/1",
    "jobLocation": [{"address": {"addressLocality": "Kiel"}}],
    "baseSalary": {"currency": "EUR", "value": {"minValue": 1, "maxValue": 2}},
    "hiringOrganization": {"@id": "#us"},
}
RECORDS = json.dumps(
    {"jobs": [{"title": "Koch", "company": "Tide", "location": {"city": "Bern"}, "url": "/job/2"}] * 2}
)
SOURCES = (
    f'<html><title>Jobs</title><script type="application/ld+json">{json.dumps(JOB)}</script><script>x = {RECORDS};'
    f'y = JSON.parse("{RECORDS.replace(chr(34), chr(92) + chr(34))}")</script><i data-x="{html.escape(RECORDS)}"></i>'
    '<p itemscope itemtype="http://schema.org/JobPosting"><b itemprop="title">Koch</b><i itemprop="url">/job/2</i></p>'
    '<p typeof="JobPosting"><b property="title">Koch</b></p></html>',
    '<?xml version="1.0"?><rss><channel><title>Jobs</title><item><title>Koch: Köchin</title><link>/job/1</link>'
    "<description><![CDATA[<p>x &amp;amp; y</p>]]></description></item></channel></rss>",
    RECORDS,
)
PIECES = (
    "{", "}", "[", "]", '"', "'", "<", ">", "\\", "\x00", "&quot;", "&#x0;", "<!--", "]]>", ",", "</script>", "<script>",
    '{"jobs":[' * 40, "<job><title>" * 40, "\ud800", "\ufeff", "\\u", "NaN", "1e999", "9" * 5000, "@graph", ":", "://[",
)  # fmt: skip


def read(source, url="https://example.org/jobs/"):
    page = Page(source, url)
    return [extractor.find(page) for extractor in EXTRACTORS]


@pytest.mark.parametrize("source", SOURCES, ids=["html", "xml", "json"])
def test_sources_hold_jobs(source):
    assert any(read(source))


@settings(max_examples=300, derandomize=True, deadline=None)
@given(
    st.sampled_from(SOURCES),
    st.lists(
        st.tuples(st.integers(0, 900), st.integers(0, 9), st.sampled_from(PIECES)), min_size=1, max_size=5
    ),
    st.integers(0, 1500),
)
def test_never_raises_on_mutated_text(source, edits, length):
    for position, cut, piece in edits:
        source = source[:position] + piece + source[position + cut :]
    for found in read(source[:length] if length > 200 else source):
        assert all(posting.title and posting.where for posting in found)


@settings(max_examples=200, derandomize=True, deadline=None)
@given(st.sampled_from(SOURCES), st.lists(st.tuples(st.integers(0, 900), st.binary(max_size=4)), max_size=8))
def test_never_raises_on_mutated_bytes(source, edits):
    body = source.encode()
    for position, piece in edits:
        body = body[:position] + piece + body[position + 1 :]
    assert len(read(body)) == len(EXTRACTORS)


@pytest.mark.parametrize("url", ["", "about:blank", "https://[", "file:///x", "https://example.org:99999/"])
def test_never_raises_on_odd_addresses(url):
    for found in read(SOURCES[0], url):
        assert all((posting.url or "https:").startswith("http") for posting in found)


JSON_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8) | st.sampled_from(["JobPosting", "Koch", "/job/1"]),
    lambda inner: st.lists(inner, max_size=3)
    | st.dictionaries(
        st.sampled_from(
            ["@type", "@id", "@graph", "@value", "@list", "type", "properties", "title", "name", "jobs", "job", "url", "company",
             "location", "city", "address", "salary", "min", "baseSalary", "value", "jobLocation", "hiringOrganization", "identifier",
             "description", "employmentType", "status", "isPaused", "date", "node", "en", "cs"]
        ),
        inner,
        max_size=6,
    ),
    max_leaves=25,
)  # fmt: skip


@settings(max_examples=250, derandomize=True, deadline=None)
@given(JSON_VALUES)
def test_never_raises_on_any_value(value):
    text = json.dumps(value)
    feeds.find(Page(f"[{text}]", "https://example.org/"))
    json_ld.find(
        Page(
            f'<script type="application/ld+json">{{"@type": "JobPosting", "title": "x", "y": {text}}}</script>',
            "https://e.org/",
        )
    )
    json_ld.find(
        Page(
            f'<script type="application/ld+json">{json.dumps(JOB | (value if isinstance(value, dict) else {}))}</script>',
            "https://e.org/",
        )
    )
