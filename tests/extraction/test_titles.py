"""The title model, as tables."""

import pytest

from scrapers.extraction.cues import ACTION
from scrapers.extraction.titles import assess, closed

TITLES = """
Senior Product Owner - KI-Lösungen (m/w/d)
Software Engineer II
Postdoctoral Research Fellow
Ingénieur qualité H/F
Técnico/a de mantenimiento
Młodszy specjalista ds. emisji
Инженер-технолог
Kuchař/ka
Verpleegkundige
Systemutvecklare
Pflegefachkraft in Teilzeit
Kaufmann/-frau für Büromanagement
Kundenbetreuer:in im Innendienst
Human Resources Manager
Training Coordinator
Duales Studium Data Science (B.Sc.) 2026
Assistant Editor, Nature Methods
Acme (YC W21) is hiring a data engineer
Werkstudent Marketing
Leitung der Stadtbücherei
Leitung Rechnungswesen
Stv. Leitung Hauswirtschaft
Sachbearbeitung Bauamt
Pädagogische Leitung
Studentische Mitarbeit im Projekt „Wattenmeer“
Akademische Rätin
Lehrstuhl für Alte Geschichte
Küchenplaner
Fachperson Betreuung
Strassenbauer EFZ
Zweitklavierbauer
Bioinformatician
Crossing Guard
Locksmith
Veilleuse de nuit
Monteur-câbleur en aéronautique
Camarera de pisos
Mozo almacén y carretillera
Addetta vendite
Aiuto cuoco
Serralheiro mecânico
Empregada de limpeza, Repositora
Mechanik samochodowy
Zbrojarz-betoniarz
Strojník výrobních linek
Servisní technik
Skladnice
Upratovačka na čiastočný úväzok
Opatrovateľka
Сварщик на полуавтомат
Шеф-повар
Різноробочий на склад
Metaalplooier
Afwasser weekend
Keukenhulp
Köksbiträde
Arbetsterapeut
Skogsarbetare
Vikarie till förskola
Anleggsgartner
Postbud
Mødebooker
Omdeler til weekenden
Sairaalahuoltaja
Trukinkuljettaja
Villanyszerelő
Gyógytornász
Zugrav interior
Tinichigiu auto
Bulaşıkçı
Kaynakçı
""".strip().splitlines()

NOT_TITLES = """
Jobs in Berlin
Java-Jobs in Köln
Mehr Jobs
View all positions
How to become a data analyst in 2026
10 jobs that pay more than you think
Präsident Maier warnt vor höheren Zinsen
Former bank director joins startup board
„Wir suchen Fachkräfte“, sagt der Minister
Webinar: Recht für Geschäftsführer
Maria Held, Steuerfachangestellte
Die besten Bücher rund um KI & Robotik!
Halbleiter
Impressum
Full-time
Accountant salary guide
So bewirbst du dich
Beliebte Suchen
Häufige Suchen
Leitung
Redaktion
Minister lobt „Pflegekräfte“
Letters to the Editor
Lead by example:
NetworkManager
3D Printer
Formen
Teller
Feier
Der Weltranglistenerste
Oppussing og samarbeid
Streptokokker
""".strip().splitlines()


@pytest.mark.parametrize("text", TITLES)
def test_titles(text):
    assert assess(text).score >= 0.9, assess(text)


@pytest.mark.parametrize("text", NOT_TITLES)
def test_what_is_no_title(text):
    assert assess(text).score < 0.9, assess(text)


@pytest.mark.parametrize(
    "marker",
    [
        "(m/w/d)",
        "(w/m/d)",
        "(m|w|d)",
        "(gn)",
        "(all genders)",
        "(m/f/x)",
        "[m/w/d]",
        "(m, w, d)",
        "(H/F)",
        "(K/M)",
        "m/w/d",
    ],
)
def test_gender_markers(marker):
    assert assess(f"Projektmitarbeit {marker}").marker


@pytest.mark.parametrize(
    "text", ["Filter und/oder Düse (d = 5 mm)", "Manager w/out borders", "p(x|x)", "f(u, v)", "[t, x]"]
)
def test_what_only_looks_like_a_marker(text):
    assert not assess(text).marker


@pytest.mark.parametrize("text", ["Position filled", "Stelle bereits besetzt", "Oferta zakończona"])
def test_closed(text):
    assert closed(text)


@pytest.mark.parametrize("title", ["Weiterbildungsassistent Chirurgie", "Search Engine Marketing Manager"])
def test_titles_that_begin_like_a_button(title):
    assert not ACTION.match(title)


@pytest.mark.parametrize("button", ["Weiter zur Anzeige", "Weiterlesen", "Search jobs", "Mehr Koch-Jobs"])
def test_buttons(button):
    assert ACTION.match(button)
