"""Whose vacancies a page lists."""

import pytest

from scrapers.extraction import extract_jobs
from scrapers.extraction.employer import employer_named


@pytest.mark.parametrize(
    ("heading", "company"),
    [
        ("Jobs at Nordwerk", "Nordwerk"),
        ("Current openings at Nordwerk GmbH | Careers", "Nordwerk GmbH"),
        ("Stellenangebote bei der Stadtbäckerei Uhl – Karriere", "Stadtbäckerei Uhl"),
        ("Careers at 3Ding - Home", "3Ding"),
        ("Emplois chez Lumière", "Lumière"),
        ("Jobs in Berlin", None),
        ("Careers at a glance", None),
        ("Jobs", None),
        (None, None),
    ],
)
def test_the_company_of_a_heading(heading, company):
    assert employer_named(heading) == company


def listing(second: str) -> str:
    return f"""<title>Jobs at Nordwerk</title><h1>Open positions</h1><ul>
    <li><a href="/jobs/1">Electrician</a> <span>Kiel</span></li>
    <li><a href="{second}">Data Engineer</a> <span>Lübeck</span></li></ul>"""


def test_own_vacancies_are_the_companys():
    found = extract_jobs(listing("/jobs/2"), "https://nordwerk.example/careers")
    assert [(posting.company, posting.origins["company"]) for posting in found] == [("Nordwerk", "box")] * 2


def test_what_leads_elsewhere_may_be_anothers():
    found = extract_jobs(listing("https://other.example/jobs/2"), "https://nordwerk.example/careers")
    assert [posting.company for posting in found] == [None, None]


def test_a_section_within_an_items_own_is_another_items():
    page = """<title>Jobs at Nordwerk</title><h1>Current openings</h1><section><h3>Board</h3>
    <div><a href="/jobs/1">Chief Learning Officer</a><br><span>Kiel</span></div>
    <section><h4>Delivery</h4><div><a href="/jobs/2">Implementation Manager</a><br><span>Lübeck</span></div>
    <div><a href="/jobs/3">Lead Instructor</a><br><span>Lübeck</span></div></section></section>"""
    found = extract_jobs(page, "https://nordwerk.example/careers")
    assert [(posting.company, posting.location) for posting in found] == [
        ("Nordwerk", "Kiel"),
        ("Nordwerk", "Lübeck"),
        ("Nordwerk", "Lübeck"),
    ]
