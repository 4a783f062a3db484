"""What headings, and addresses with the same words, announce: as tables."""

import pytest

from scrapers.extraction.heading_words import heading_kind
from scrapers.extraction.link_kinds import link_kind
from scrapers.extraction.page_evidence import page_is_about_jobs

HEADINGS = {
    "jobs": """
Aktuelle Stellenangebote
Wir stellen ein
Komm ins Team
Werde ein Teil unserer Praxis
Mitarbeiter gesucht
Join the crew
Join our growing team
We're recruiting
Nous recherchons
Rejoignez-nous
Postes à pourvoir
Buscamos
Estamos contratando
Únete a nuestro equipo
Bolsa de trabajo
Trabalhe conosco
Faça parte da equipe
Cerchiamo
Unisciti al team
Posizioni aperte
Szukamy
Dołącz do nas
Wolne etaty
Hledáme posily
Volná pracovní místa
Přidejte se k nám
Pridajte sa k nám
Voľné pracovné miesta
Wij zoeken
Werken bij ons
Openstaande vacatures
Vi söker nya kollegor
Jobba hos oss
Ledigt just nu
Ledige stillinger
Vi søger
Avoimet paikat
Tule meille töihin
Állásajánlatok
Csatlakozz hozzánk
Locuri de munca
Posturi vacante
Açık pozisyonlar
İş İlanları
Наши вакансии
Трудоустройство
Ми шукаємо
Приєднуйся до команди
""",
    "mixed": """
Jobs & news
Upozornění na pracovní příležitosti
Top jobs by city
""",
    "weak": """
Karriär
Carrières
Rekrutacja
""",
    "other": """
Our services
Meet the team
Nuestros servicios
Notre équipe
Kurzy
Våra tjänster
Наши услуги
Join our newsletter
Häufig gesucht
""",
    "": """
Join the conversation
The early stages of a frog
Become part of the solution
Arbejd med farver
Working in the garden
Робота над помилками
Our story
""",
}


@pytest.mark.parametrize(
    ("text", "kind"),
    [(text, kind) for kind, texts in HEADINGS.items() for text in texts.strip().splitlines()],
)
def test_what_headings_announce(text, kind):
    assert heading_kind(text) == kind


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/karriar/", "jobs"),
        ("/werken-bij", "jobs"),
        ("/trabaja-con-nosotros", "jobs"),
        ("/lavora-con-noi/", "jobs"),
        ("/rejoignez-nous", "jobs"),
        ("/volna-mista/strojnik-2041", "ad"),
        ("/lediga-jobb/kock-till-skolkok-88", "ad"),
        ("/vaga/cozinheiro", "ad"),
        ("/werkenrode/huis", ""),
        ("/servizi/", ""),
    ],
)
def test_addresses(path, kind):
    assert link_kind(f"https://example.org{path}") == kind


@pytest.mark.parametrize(
    ("title", "path", "about"),
    [
        ("Karriär | Exempelbolaget", "/karriar", True),
        ("Lavora con noi - Esempio", "/lavora-con-noi", True),
        ("Voľné miesta | Príklad", "/volne-miesta", True),
        ("Praca zdalna a zdrowie | Przykład", "/blog/praca-zdalna", False),
        ("Nuestros servicios", "/servicios", False),
    ],
)
def test_pages_about_jobs(title, path, about):
    assert page_is_about_jobs(title, f"https://example.org{path}", None) is about
