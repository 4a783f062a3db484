"""Microdata and RDFa: the same items under different attributes."""

# ruff: noqa: E501  (a case of a table stands on one line)

import pytest

from scrapers.extraction import microdata, rdfa
from scrapers.extraction.page import Page

MICRODATA = """
<main><div id="ad" itemscope itemtype="https://schema.org/JobPosting">
 <h1 itemprop="title">Gärtner <small>(m/w/d)</small></h1>
 <meta itemprop="employmentType" content="PART_TIME"><meta itemprop="employmentType" content="CONTRACTOR">
 <div itemprop="hiringOrganization" itemscope itemtype="https://schema.org/Organization">
  <a itemprop="name" href="/nordlicht">Nordlicht GmbH</a></div>
 <p itemprop="jobLocation" itemscope itemtype="https://schema.org/Place">
  <span itemprop="address" itemscope itemtype="https://schema.org/PostalAddress">
   <span itemprop="addressLocality">Kiel</span>, <span itemprop="addressCountry">DE</span></span></p>
 <time itemprop="datePosted" datetime="2026-03-01">1. März</time>
 <div itemprop="description"><p>One</p><p>two</p></div>
 <a itemprop="url" href="/ads/1">more</a>
 <div itemprop="baseSalary" itemscope itemtype="https://schema.org/MonetaryAmount">
  <meta itemprop="currency" content="EUR">
  <span itemprop="value" itemscope itemtype="https://schema.org/QuantitativeValue">
   <span itemprop="minValue">20</span> to <span itemprop="maxValue">25</span>
   <meta itemprop="unitText" content="HOUR"></span></div>
</div></main>
"""
RDFA = (
    MICRODATA.replace('itemscope itemtype="https://schema.org/', 'typeof="')
    .replace("itemprop", "property")
    .replace("<main>", '<main vocab="https://schema.org/">')
)


@pytest.mark.parametrize(
    ("extractor", "markup", "origin"), [(microdata, MICRODATA, "microdata"), (rdfa, RDFA, "rdfa")]
)
def test_reads_a_whole_item(extractor, markup, origin):
    [found] = extractor.find(Page(markup, "https://example.org/list"))
    assert found.title == "Gärtner (m/w/d)"
    assert found.url == "https://example.org/ads/1"
    assert (found.company, found.location) == ("Nordlicht GmbH", "Kiel, DE")
    assert (found.date_posted, found.employment_type) == ("2026-03-01", "PART_TIME; CONTRACTOR")
    assert found.description == "One\ntwo"
    assert found.base_salary == "EUR 20-25 HOUR"
    assert (found.origin, found.where, found.score) == (origin, "div#ad", 1.0)


def microdata_of(markup, url="https://example.org/list"):
    return microdata.find(Page(markup, url))


def test_each_item_of_a_list_and_its_link():
    item = '<li itemscope itemtype="http://schema.org/JobPosting"><a href="/ads/{0}" itemprop="title">{1}</a></li>'
    found = microdata_of(f"<ul>{item.format(1, 'Koch')}{item.format(2, 'Kellner')}</ul>")
    assert [(posting.title, posting.url) for posting in found] == [
        ("Koch", "https://example.org/ads/1"),
        ("Kellner", "https://example.org/ads/2"),
    ]


def test_link_around_the_heading_inside_the_title():
    found = microdata_of(
        '<div itemscope itemtype="http://schema.org/JobPosting">'
        '<h2 itemprop="title"><a href="/ads/1">Koch</a></h2></div><p>rest</p>'
    )
    assert [posting.url for posting in found] == ["https://example.org/ads/1"]


def test_a_heading_is_the_title_where_none_is_marked():
    markup = """<div itemscope itemtype="https://schema.org/JobPosting"><h1>Glazier (m/f)</h1>
      <span itemprop="description"><h2>Your tasks</h2><p>To set panes.</p></span></div>"""
    [found] = microdata.find(Page(markup, "https://a.example/job/1"))
    assert found.title == "Glazier (m/f)"


def test_properties_in_the_description_count():
    [found] = microdata_of(
        '<div itemscope itemtype="http://schema.org/JobPosting"><b itemprop="title">Koch</b>'
        '<p itemprop="description">We, <span itemprop="hiringOrganization">Nordlicht</span>, cook.</p></div>'
    )
    assert (found.company, found.description) == ("Nordlicht", "We, Nordlicht, cook.")


def test_items_of_other_types_keep_their_properties():
    [found] = microdata_of(
        '<div itemscope itemtype="http://schema.org/JobPosting"><b itemprop="title">Koch</b>'
        '<div itemscope itemtype="http://schema.org/Person"><i itemprop="title">Dr.</i>'
        '<i itemprop="datePosted">never</i></div></div>'
    )
    assert (found.title, found.date_posted) == ("Koch", None)


def test_elements_elsewhere_that_an_item_refers_to():
    [found] = microdata_of(
        '<p id="where"><i itemprop="jobLocation">Kiel</i></p>'
        '<div itemscope itemref="where" itemtype="http://schema.org/JobPosting"><b itemprop="title">Koch</b></div>'
    )
    assert found.location == "Kiel"


@pytest.mark.parametrize(
    "markup",
    [
        '<div itemscope itemtype="http://schema.org/JobPosting"><p>no title</p></div>',
        '<div itemscope itemtype="http://schema.org/Person"><i itemprop="jobTitle">JobPosting editor</i></div>',
        '<!-- <div itemscope itemtype="http://schema.org/JobPosting"><b itemprop="title">Koch</b></div> -->',
    ],
)
def test_finds_nothing(markup):
    assert microdata_of(markup) == []


NESTED = {
    "items in items": '<div itemscope itemtype="http://schema.org/JobPosting" itemprop="x">' * 3000,
    "properties in properties": (
        '<div itemscope itemtype="http://schema.org/JobPosting"><b itemprop="title">Koch</b>'
        + '<i itemprop="description">x' * 5000
    ),
    "very many items": '<p itemscope itemtype="http://schema.org/JobPosting"><b itemprop="title">Koch</b>'
    * 20_000,
}


@pytest.mark.parametrize("markup", NESTED.values(), ids=NESTED)
def test_endless_markup_ends(markup):
    assert len(microdata_of(markup)) <= 2000


def test_relations_of_rdfa_lead_to_items():
    page = """<div vocab="https://schema.org/" typeof="schema:JobPosting"><h2 property="schema:title">Gärtner</h2>
    <a rel="nofollow" href="/ads/1">more</a>
    <div rel="schema:hiringOrganization"><p typeof="schema:Organization"><b property="schema:name">Nordlicht GmbH</b></p></div>
    <p rel="schema:jobLocation" typeof="schema:Place"><span rel="schema:address" typeof="schema:PostalAddress">
      <span property="schema:addressLocality">Kiel</span></span></p></div>"""
    [found] = rdfa.find(Page(page, "https://example.org/list"))
    assert (found.title, found.company, found.location) == ("Gärtner", "Nordlicht GmbH", "Kiel")
