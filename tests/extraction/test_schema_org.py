"""JobPosting objects in every shape that publishers write."""

# ruff: noqa: E501  (a case of a table stands on one line)

import pytest

from scrapers.extraction.page import Page
from scrapers.extraction.schema_org import Graph, is_job, postings

PAGE = Page("<html><body></body></html>", "https://jobs.example.org/ads/17?lang=de")


def read(node, **more):
    [posting] = postings(
        Graph([("$", {"@type": "JobPosting", "title": "Gärtner"} | node | more)]), PAGE, "json-ld"
    )
    return posting


@pytest.mark.parametrize(
    "name",
    [
        "JobPosting",
        ["Thing", "JobPosting"],
        "schema:JobPosting",
        "http://schema.org/JobPosting",
        "https://schema.org/JobPosting",
        "https://www.schema.org/JobPosting/",
    ],
)
def test_types_of_a_job(name):
    assert is_job({"@type": name})


@pytest.mark.parametrize("name", [None, "Organization", ["Thing"], "JobPostings", 7, {"@id": "JobPosting"}])
def test_types_of_other_things(name):
    assert not is_job({"@type": name})


PAY = {
    "number": ({"baseSalary": 52000}, "52000"),
    "number with decimals": ({"baseSalary": 17.5}, "17.5"),
    "bare text": ({"baseSalary": "100000"}, "100000"),
    "bare text and a currency": ({"baseSalary": "100000", "salaryCurrency": "USD"}, "USD 100000"),
    "words": ({"baseSalary": "up to 30 € an hour"}, "up to 30 € an hour"),
    "amount with a number": ({"baseSalary": {"@type": "MonetaryAmount", "currency": "EUR", "value": 40000}}, "EUR 40000"),
    "amount with a text": ({"baseSalary": {"currency": "EUR", "value": "40000"}}, "EUR 40000"),
    "amount with words": ({"baseSalary": {"currency": None, "value": {"value": "Negotiable"}}}, "Negotiable"),
    "value of a quantity": ({"baseSalary": {"currency": "GBP", "value": {"value": 12, "unitText": "HOUR"}}}, "GBP 12 HOUR"),
    "range": (
        {"baseSalary": {"currency": "EUR", "value": {"minValue": 55000, "maxValue": 70000.0, "unitText": "YEAR"}}},
        "EUR 55000-70000 YEAR",
    ),
    "range of texts": ({"baseSalary": {"value": {"minValue": "55.000", "maxValue": "70.000"}}}, "55.000-70.000"),
    "range on the amount itself": ({"baseSalary": {"currency": "CHF", "minValue": 1, "maxValue": 2}}, "CHF 1-2"),
    "lower end": ({"baseSalary": {"currency": "EUR", "value": {"minValue": 50000, "maxValue": 0}}}, "EUR from 50000"),
    "upper end": ({"baseSalary": {"currency": "EUR", "value": {"maxValue": 50000}}}, "EUR up to 50000"),
    "one end twice": ({"baseSalary": {"value": {"minValue": 9, "maxValue": 9, "unitText": "HOUR"}}}, "9 HOUR"),
    "price": ({"baseSalary": {"@type": "PriceSpecification", "price": 14, "priceCurrency": "EUR"}}, "EUR 14"),
    "list of amounts": ({"baseSalary": [{"currency": "EUR", "value": 1}, {"currency": "USD", "value": 2}]}, "EUR 1; USD 2"),
    "list in an amount": ({"baseSalary": {"currency": "EUR", "value": [{"minValue": 3, "maxValue": 4}]}}, "EUR 3-4"),
    "nought": ({"baseSalary": {"currency": "EUR", "value": {"value": 0, "unitText": "YEAR"}}}, None),
    "nothing": ({"baseSalary": {"currency": "EUR", "value": None}}, None),
    "an estimate is not pay": ({"estimatedSalary": 52000}, None),
}  # fmt: skip


@pytest.mark.parametrize(("node", "shown"), PAY.values(), ids=PAY)
def test_pay(node, shown):
    assert read(node).base_salary == shown


def place(**address):
    return {"@type": "Place", "address": {"@type": "PostalAddress"} | address}


PLACES = {
    "whole address": (
        place(streetAddress="Am Anger 1", postalCode="99084", addressLocality="Erfurt", addressRegion="TH",
              addressCountry="DE"),
        "99084 Erfurt, TH, DE",
    ),
    "country as a node": (place(addressLocality="Graz", addressCountry={"@type": "Country", "name": "AT"}), "Graz, AT"),
    "address as text": ({"@type": "Place", "address": "Hauptplatz 3, Linz"}, "Hauptplatz 3, Linz"),
    "text": ("Bremen", "Bremen"),
    "texts": (["Bremen", "Kiel"], "Bremen; Kiel"),
    "several places": ([place(addressLocality="Bremen"), place(addressLocality="Kiel")], "Bremen; Kiel"),
    "several addresses": ({"@type": "Place", "address": [place(addressLocality="Bremen")["address"]]}, "Bremen"),
    "same place twice": ([place(addressLocality="Bremen"), place(addressLocality="Bremen")], "Bremen"),
    "city and region of one name": (place(addressLocality="Berlin", addressRegion="Berlin"), "Berlin"),
    "only a name": ({"@type": "Place", "name": "Campus North"}, "Campus North"),
    "only a street": (place(streetAddress="Am Anger 1"), "Am Anger 1"),
    "address without a place": ({"@type": "PostalAddress", "addressLocality": "Ulm"}, "Ulm"),
    "post code as a city": (place(addressLocality="15000", postalCode="15000", addressCountry="CZ"), "15000, CZ"),
    "how many": (place(addressLocality="3 Locations"), "3 Locations"),
    "placeholders": (place(addressLocality="Ulm", addressRegion="-", addressCountry="null"), "Ulm"),
    "empty": (place(addressLocality="", addressRegion=None), None),
}  # fmt: skip


@pytest.mark.parametrize(("value", "shown"), PLACES.values(), ids=PLACES)
def test_places(value, shown):
    assert read({"jobLocation": value}).location == shown


def test_remote_work_is_where_applicants_live():
    found = read(
        {
            "jobLocationType": "TELECOMMUTE",
            "applicantLocationRequirements": [{"name": "France"}, {"name": "Spain"}],
        }
    )
    assert (found.workplace, found.location) == ("TELECOMMUTE", "France; Spain")


COMPANIES = {
    "node": ({"@type": "Organization", "name": "Nordlicht GmbH"}, "Nordlicht GmbH"),
    "text": ("Nordlicht GmbH", "Nordlicht GmbH"),
    "list": ([{"name": ""}, {"name": "Nordlicht GmbH"}], "Nordlicht GmbH"),
    "legal name": ({"legalName": "Nordlicht GmbH"}, "Nordlicht GmbH"),
    "entities": ({"name": "Tide &amp;amp; Sons"}, "Tide & Sons"),
    "only an address": ("https://example.org/nordlicht", None),
    "unresolved reference": ({"@id": "#nobody"}, None),
}


@pytest.mark.parametrize(("value", "shown"), COMPANIES.values(), ids=COMPANIES)
def test_companies(value, shown):
    assert read({"hiringOrganization": value}).company == shown


def test_references_between_scripts_are_followed():
    job = {
        "@type": "JobPosting",
        "title": "Koch",
        "hiringOrganization": {"@id": "#us"},
        "jobLocation": {"@id": "#here"},
    }
    other = {
        "@graph": [
            {"@id": "#us", "name": "Nordlicht GmbH"},
            {"@id": "#here", "address": {"addressLocality": "Kiel"}},
        ]
    }
    [found] = postings(Graph([("a", job), ("b", other)]), PAGE, "json-ld")
    assert (found.company, found.location) == ("Nordlicht GmbH", "Kiel")


IDENTIFIERS = {
    "text": ("R-17", "R-17"),
    "number": (17, "17"),
    "property": ({"@type": "PropertyValue", "name": "Nordlicht GmbH", "value": "R-17"}, "R-17"),
    "list": ([{"name": "x"}, {"name": "y", "value": 17}], "17"),
    "none": ({"@type": "PropertyValue", "name": "Nordlicht GmbH"}, None),
}


@pytest.mark.parametrize(("value", "shown"), IDENTIFIERS.values(), ids=IDENTIFIERS)
def test_identifiers(value, shown):
    assert read({"identifier": value}).identifier == shown


OWN = "https://jobs.example.org/ads/17?lang=de"
URLS = {
    "absolute": ({"url": "https://example.org/ads/9"}, "https://example.org/ads/9"),
    "relative": ({"url": "/ads/9"}, "https://jobs.example.org/ads/9"),
    "entities": ({"url": "https://example.org/ads?a=1&amp;b=2"}, "https://example.org/ads?a=1&b=2"),
    "page of the thing": (
        {"mainEntityOfPage": {"@id": "https://example.org/ads/9"}},
        "https://example.org/ads/9",
    ),
    "identity": ({"@id": "https://example.org/ads/9"}, "https://example.org/ads/9"),
    "anchor": ({"@id": "#job"}, OWN),
    "home page of the employer": ({"url": "https://nordlicht.example.com/"}, OWN),
    "no address": ({"url": "http://no such host"}, OWN),
    "none": ({}, OWN),
    "script": ({"url": "javascript:alert(1)"}, OWN),
}


@pytest.mark.parametrize(("node", "url"), URLS.values(), ids=URLS)
def test_urls(node, url):
    assert read(node).url == url


def test_several_jobs_without_address_have_none():
    found = postings(
        Graph([("$", [{"@type": "JobPosting", "title": name} for name in ("Koch", "Kellner")])]), PAGE, "x"
    )
    assert [(posting.title, posting.url) for posting in found] == [("Koch", None), ("Kellner", None)]


NESTED = {
    "list": [{"@type": "JobPosting", "title": "Koch"}],
    "graph": {
        "@context": "https://schema.org",
        "@graph": [{"@type": "WebSite"}, {"@type": "JobPosting", "title": "Koch"}],
    },
    "graph in a graph": {"@graph": [{"@graph": [{"@type": "JobPosting", "title": "Koch"}]}]},
    "list of items": {
        "@type": "ItemList",
        "itemListElement": [
            {"@type": "ListItem", "position": 1, "item": {"@type": "JobPosting", "title": "Koch"}}
        ],
    },
    "thing of a page": {"@type": "WebPage", "mainEntity": {"@type": ["JobPosting"], "title": "Koch"}},
    "full names": {"@type": "http://schema.org/JobPosting", "http://schema.org/title": [{"@value": "Koch"}]},
    "name for title": {"@type": "JobPosting", "name": "Koch"},
    "properties apart": {"type": "http://schema.org/JobPosting", "properties": {"title": "Koch"}},
}


@pytest.mark.parametrize("value", NESTED.values(), ids=NESTED)
def test_where_jobs_stand(value):
    assert [posting.title for posting in postings(Graph([("$", value)]), PAGE, "json-ld")] == ["Koch"]


def test_list_of_links_is_no_list_of_jobs():
    value = {"@type": "ItemList", "itemListElement": [{"@type": "ListItem", "position": 1, "url": "/jobs/1"}]}
    assert postings(Graph([("$", value)]), PAGE, "json-ld") == []


def test_values_are_texts():
    found = read({
        "title": "Koch &amp;amp; Kellner <b>(m/w/d)</b>",
        "datePosted": "1970-01-01",
        "validThrough": ["2046-04-12"],
        "employmentType": ["FULL_TIME", "https://schema.org/PartTime", "FULL_TIME"],
        "description": "&lt;p&gt;One&lt;br&gt;two&amp;nbsp;three&lt;/p&gt;&lt;ul&gt;&lt;li&gt;four&lt;/li&gt;&lt;/ul&gt;<script>x</script>",
    })  # fmt: skip
    assert found.title == "Koch & Kellner (m/w/d)"
    assert (found.date_posted, found.valid_through) == ("1970-01-01", "2046-04-12")
    assert found.employment_type == "FULL_TIME; PartTime"
    assert found.description == "One\ntwo three\nfour"
    assert (found.origin, found.score, found.where) == ("json-ld", 1.0, "$")


def test_description_is_bounded():
    assert len(read({"description": "word " * 100_000}).description) <= 20_000


def test_job_without_title_is_none():
    assert postings(Graph([("$", {"@type": "JobPosting", "description": "x"})]), PAGE, "json-ld") == []


def test_circles_and_depths_end():
    value = {"@type": "WebPage"}
    value["mainEntity"] = [value]
    assert postings(Graph([("$", value)]), PAGE, "json-ld") == []
    job = {"@type": "JobPosting", "title": "Koch"}
    deep = job
    for _ in range(10_000):
        deep = {"part": [deep]}
    assert postings(Graph([("$", deep)]), PAGE, "json-ld") == []
