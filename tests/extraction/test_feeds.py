"""Documents in XML and JSON whose items are jobs, and such whose items are not."""

# ruff: noqa: E501  (a case of a table stands on one line)

import pytest

from scrapers.extraction import xml_document
from scrapers.extraction.feeds import find, find_near_misses
from scrapers.extraction.page import Page

HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'


def read(text, url="https://example.org/feed"):
    return find(Page(text, url))


def rss(items, title="Programming Jobs", extra=""):
    return f'{HEAD}<rss version="2.0" xmlns:b="https://b.example/ns"><channel><title>{title}</title><link>https://example.org/</link>{extra}{items}</channel></rss>'


def item(title, more="", path="jobs"):
    slug = "".join(filter(str.isalnum, title.lower()))
    return f"<item><title>{title}</title><link>https://example.org/{path}/{slug}</link><pubDate>Tue, 03 Mar 2026 10:00:00 GMT</pubDate>{more}</item>"


def test_rss():
    more = "<b:location>Kiel</b:location><b:company>Nordlicht</b:company><guid>17</guid><description>&lt;p&gt;Grow&lt;/p&gt;&lt;p&gt;plants&lt;/p&gt;</description>"
    [found] = read(rss(item("Gärtner &amp;amp; Florist (m/w/d)", more)))
    assert found.title == "Gärtner & Florist (m/w/d)"
    assert found.url == "https://example.org/jobs/gärtnerampampfloristmwd"
    assert (found.company, found.location, found.identifier) == ("Nordlicht", "Kiel", "17")
    assert (found.date_posted, found.description) == ("Tue, 03 Mar 2026 10:00:00 GMT", "Grow\nplants")
    assert (found.origin, found.where) == ("feed", "rss.item.item[0]")


def test_atom():
    found = read(
        f'{HEAD}<feed xmlns="http://www.w3.org/2005/Atom"><title>Stellenangebote</title><link rel="self" href="/feed"/>'
        '<entry><title>Koch (m/w/d)</title><link rel="self" href="/self"/><link rel="alternate" href="https://example.org/jobs/1"/>'
        '<published>2026-03-03</published><updated>2026-03-09</updated><content type="html">&lt;b&gt;Cook&lt;/b&gt;</content></entry></feed>'
    )
    assert [(p.title, p.url, p.date_posted, p.description) for p in found] == [
        ("Koch (m/w/d)", "https://example.org/jobs/1", "2026-03-03", "Cook")
    ]


def test_job_xml():
    found = read(
        f"{HEAD}<source><publisher>Board</publisher>"
        "<job><title><![CDATA[Editor & Writer]]></title><date><![CDATA[2026-03-03]]></date><referencenumber>A1</referencenumber>"
        "<url><![CDATA[ https://example.org/j/A1?a=1&b=2\n ]]></url><company><![CDATA[Tide]]></company><city>Linz</city><state></state>"
        "<country>AT</country><description><![CDATA[<p>Write.</p>]]></description><jobtype>fulltime</jobtype></job></source>"
    )
    assert [
        (p.title, p.url, p.company, p.location, p.date_posted, p.identifier, p.employment_type, p.description)
        for p in found
    ] == [
        (
            "Editor & Writer",
            "https://example.org/j/A1?a=1&b=2",
            "Tide",
            "Linz, AT",
            "2026-03-03",
            "A1",
            "fulltime",
            "Write.",
        )
    ]


def test_positions_of_one_employer():
    found = read(
        f"{HEAD}<acme-jobs><position><id>9</id><subcompany>Acme SE</subcompany><office>Ulm</office>"
        "<additionalOffices><office>Bonn</office></additionalOffices><department>IT</department><name>Tester (f/m/x)</name>"
        "<jobDescriptions><jobDescription><name>Tasks</name><value><![CDATA[<b>Test.</b>]]></value></jobDescription></jobDescriptions>"
        "<employmentType>permanent</employmentType><schedule>full-time</schedule><createdAt>2026-03-03</createdAt></position></acme-jobs>"
    )
    assert [
        (p.title, p.company, p.location, p.employment_type, p.identifier, p.description) for p in found
    ] == [("Tester (f/m/x)", "Acme SE", "Ulm; Bonn", "permanent", "9", "Tasks\nTest.")]


def test_titles_that_begin_with_the_company_are_parted():
    found = read(
        rss(item("Nordlicht: Senior UI Engineer") + item("Tide: Data Analyst") + item("Klee: C++ Developer"))
    )
    assert [(p.company, p.title) for p in found] == [
        ("Nordlicht", "Senior UI Engineer"),
        ("Tide", "Data Analyst"),
        ("Klee", "C++ Developer"),
    ]


def test_titles_that_end_with_the_company_are_parted():
    found = read(rss(item("Senior UI Engineer at Nordlicht") + item("Data Analyst at Tide")))
    assert [(p.company, p.title) for p in found] == [
        ("Nordlicht", "Senior UI Engineer"),
        ("Tide", "Data Analyst"),
    ]


def test_titles_that_end_with_company_and_place_are_parted():
    found = read(
        rss(
            item("Senior UI Engineer at Nordlicht (Berlin, Germany) (allows remote)")
            + item("Data Analyst at Tide")
        )
    )
    assert [(p.company, p.title, p.location) for p in found] == [
        ("Nordlicht", "Senior UI Engineer", "Berlin, Germany"),
        ("Tide", "Data Analyst", None),
    ]


def test_titles_of_three_parts_are_parted():
    found = read(
        rss(
            item("Senior UI Engineer - Front-End - Nordlicht GmbH - Berlin")
            + item("Data Analyst - Tide AG - Hamburg")
        )
    )
    assert [(p.company, p.location) for p in found] == [("Nordlicht GmbH", "Berlin"), ("Tide AG", "Hamburg")]


WHOLE = {
    "parts that are no places": ["Engineer - Full time - Remote first", "Analyst - Part time - Growing team"],
    "only some have a colon": ["Nordlicht: Senior UI Engineer", "Data Analyst", "C++ Developer"],
    "a title before the colon": ["Engineer: Platform Developer", "Analyst: Data Engineer"],
    "one item": ["Nordlicht: Senior UI Engineer"],
}


@pytest.mark.parametrize("titles", WHOLE.values(), ids=WHOLE)
def test_other_titles_stay_whole(titles):
    found = read(rss("".join(item(title) for title in titles)))
    assert [(p.company, p.title) for p in found] == [(None, title) for title in titles]


def test_titles_stay_whole_where_items_name_their_company():
    more = "<company>Tide</company>"
    found = read(rss(item("Nordlicht: Senior UI Engineer", more) + item("Tide: Data Analyst", more)))
    assert [p.title for p in found] == ["Nordlicht: Senior UI Engineer", "Tide: Data Analyst"]


def test_channel_of_an_employer_names_it():
    more = "<b:department>Finance</b:department>"
    assert [p.company for p in read(rss(item("Controller", more), title="Nordlicht"))] == ["Nordlicht"]
    assert [p.company for p in read(rss(item("Controller", more), title="Nordlicht Jobs"))] == [None]


NEWS = {
    "news": rss(
        item("Minister resigns", path="news") + item("Engineers build bridge", path="news"),
        title="World news",
    ),
    "articles on work": rss(
        "".join(
            item(t, "<author>dpa</author>", "karriere")
            for t in (
                "Was im Lebenslauf zählt",
                "Warum Pausen helfen",
                "So verhandeln Sie",
                "Wie der Wechsel gelingt",
            )
        ),
        title="Karriere",
    ),
    "shop": rss(item("Coffee maker", "<price>9</price>", "p"), title="Offers"),
    "site map": f"{HEAD}<urlset><url><loc>https://example.org/jobs/1</loc></url></urlset>",
    "no items": rss(""),
    "broken": f"{HEAD}<rss><channel><<<",
    "empty": HEAD,
}


@pytest.mark.parametrize("text", NEWS.values(), ids=NEWS)
def test_other_feeds(text):
    assert read(text) == []


def test_json_feed():
    text = """{"version": "https://jsonfeed.org/version/1.1", "title": "Jobs", "items": [
      {"id": "1", "title": "Koch", "url": "https://example.org/jobs/1", "date_published": "2026-03-03",
       "_jobposting": {"@type": "JobPosting", "title": "Koch", "hiringOrganization": {"name": "Tide"}, "jobLocation": {"address": {"addressLocality": "Bern"}}}}]}"""
    assert [(p.title, p.company, p.location, p.url, p.origin) for p in read(text)] == [
        ("Koch", "Tide", "Bern", "https://example.org/jobs/1", "feed")
    ]


def test_json_of_job_postings():
    text = '[{"@type": "Organization", "name": "x"}, {"@type": "JobPosting", "title": "Koch"}]'
    assert [(p.title, p.where) for p in read(text)] == [("Koch", "$[1]")]


@pytest.mark.parametrize(
    "text",
    [
        '{"error": "not found"}',
        '{"jobs": [], "total": 0}',
        "[]",
        "{",
        '{"name": "Tide", "content": "<p>We build tools.</p>"}',
    ],
)
def test_json_without_jobs(text):
    assert read(text) == []


def test_pages_are_no_feeds():
    assert read("<!DOCTYPE html><html><job><title>Koch</title></job></html>") == []


def test_near_misses():
    text = '{"items": [{"title": "Welder", "url": "/jobs/1"}, {"title": "Fitter", "url": "/jobs/2"}]}'
    assert [p.title for p in find_near_misses(Page(text, "https://example.org/"))] == ["Welder", "Fitter"]


ATTACKS = {
    "entities in entities": '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;">]><jobs><job><title>&b;</title></job></jobs>',
    "a file": '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><jobs><job><title>&a;</title></job></jobs>',
    "nested": "<jobs>" * 20_000,
    "attributes": "<jobs " + " ".join(f'a{n}="x"' for n in range(20_000)) + "/>",
}


@pytest.mark.parametrize("text", ATTACKS.values(), ids=ATTACKS)
def test_attacks_say_nothing(text):
    assert "aaaa" not in str(xml_document.read(text))
    assert "root:" not in str(xml_document.read(text))
    assert read(HEAD + text) == []


QUADS = """_:a <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <http://schema.org/JobPosting> <https://example.org/jobs/1> .
_:a <http://schema.org/title> "Welder \\u0026 Fitter"@en <https://example.org/jobs/1> .
_:a <http://schema.org/hiringOrganization> _:b <https://example.org/jobs/1> .
_:b <http://schema.org/name> "Tide \\"Bath\\" Ltd" <https://example.org/jobs/1> .
_:a <http://schema.org/jobLocation> _:c <https://example.org/jobs/1> .
_:c <http://schema.org/address> _:d <https://example.org/jobs/1> .
_:d <http://schema.org/addressLocality> "Bath" <https://example.org/jobs/1> .
a line that is none
_:a <http://schema.org/datePosted> "2026-03-03"^^<http://schema.org/Date> <https://example.org/jobs/1> .
_:e <http://schema.org/title> "Dr." <https://example.org/team> .
"""


def test_statements_of_many_pages():
    assert [(p.title, p.company, p.location, p.date_posted, p.url, p.origin) for p in read(QUADS)] == [
        ("Welder & Fitter", 'Tide "Bath" Ltd', "Bath", "2026-03-03", "https://example.org/jobs/1", "feed")
    ]


def test_statements_in_circles_end():
    circle = "_:a <http://schema.org/hiringOrganization> _:a .\n_:a <http://schema.org/jobLocation> _:a .\n"
    typed = "_:a <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <http://schema.org/JobPosting> .\n"
    assert [p.title for p in read(typed + circle + '_:a <http://schema.org/title> "Welder" .')] == ["Welder"]


def test_items_of_an_extractor():
    text = '[{"type": "http://schema.org/JobPosting", "properties": {"title": "Welder", "hiringOrganization": {"type": "http://schema.org/Organization", "properties": {"name": "Tide"}}}}]'
    assert [(p.title, p.company) for p in read(text)] == [("Welder", "Tide")]
