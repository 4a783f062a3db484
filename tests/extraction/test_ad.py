"""The page that is one ad, and the sentence that says it is gone."""

# ruff: noqa: E501  (pages as strings)

import pytest

from scrapers.extraction import extract_jobs
from scrapers.extraction.ad import GONE

AD = """<html><head><title>Gärtner für Stauden (m/w/d) – Baumschule Horn</title></head><body><nav><a href="/">Start</a></nav>
<main><h1>Gärtner für Stauden (m/w/d)</h1><p>{note}</p><p>Arbeitsort: Ahrensburg</p><p>Bewerbungsfrist: 30.09.2026</p>
<p>Veröffentlicht am: 01.09.2026</p>
<h2>Ihre Aufgaben</h2><ul><li>Pflege der Bestände im Freiland und im Gewächshaus</li><li>Beratung der Kundschaft</li></ul>
<h2>Ihr Profil</h2><ul><li>Abgeschlossene Ausbildung und Freude an der Arbeit im Freien</li></ul>
<a href="/bewerben/77">Jetzt bewerben</a></main></body></html>"""


def test_the_ad_itself():
    [job] = extract_jobs(AD.format(note=""), "https://baumschule-horn.example/stellen/gaertner-77")
    assert job.title == "Gärtner für Stauden (m/w/d)"
    assert job.origin == "ad"
    assert job.location == "Ahrensburg"
    assert job.company == "Baumschule Horn"
    assert job.date_posted == "01.09.2026"
    assert job.valid_through == "30.09.2026"
    assert job.url == "https://baumschule-horn.example/stellen/gaertner-77"
    assert "Beratung der Kundschaft" in job.description
    assert not job.gone


def test_an_ad_that_is_gone():
    page = AD.format(note="Diese Stelle ist leider nicht mehr verfügbar.")
    [job] = extract_jobs(page, "https://baumschule-horn.example/stellen/gaertner-77")
    assert job.gone


@pytest.mark.parametrize(
    "sentence",
    [
        "This job is no longer available.",
        "No longer accepting applications",
        "The position has been filled.",
        "Diese Stelle ist bereits besetzt.",
        "Die Anzeige ist leider nicht mehr online.",
        "Cette offre n’est plus disponible.",
        "La oferta ya no está disponible.",
        "Oferta jest nieaktualna",
        "Nabídka již není aktuální.",
        "Вакансия в архиве",
        "Deze vacature is vervuld.",
    ],
)
def test_gone_in_many_languages(sentence):
    assert GONE.search(sentence)


@pytest.mark.parametrize(
    "sentence",
    ["Apply now, this job is available", "Alle Stellen sind unbefristet.", "Nicht mehr lange warten!"],
)
def test_not_gone(sentence):
    assert not GONE.search(sentence)


def test_an_article_about_an_occupation_is_no_ad():
    page = """<html><head><title>Accountant: what the job is like</title><meta property="og:type" content="article"></head><body>
    <h1>Accountant</h1><p>Accountants keep books.</p><h2>Responsibilities</h2><p>Many.</p><h2>Skills</h2><p>Numbers.</p></body></html>"""
    assert extract_jobs(page, "https://guide.example/accountant") == []
