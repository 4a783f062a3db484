"""Clean titles, and what is taken out of them."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scrapers.normalization.gender import strip_gender
from scrapers.normalization.language import language_of
from scrapers.normalization.titles import clean_title

FIELDS = ("workload", "contract", "workplace", "location", "reference", "start")


def fields_of(title):
    return {name: getattr(title, name) for name in FIELDS if getattr(title, name)}


@pytest.mark.parametrize(
    "marker",
    [
        "(m/w/d)", "(w/m/d)", "(d/m/w)", "(M/W/D)", "(m/f/d)", "(f/m/x)", "(m/w)", "(m|w|d)", "(m,w,d)",
        "(m / w / d)",
        "(m/w/div.)", "(m/w/divers)", "(m/w/gn)", "(gn)", "(gn*)", "(all genders)", "(all gender)",
        "(alle Geschlechter)",
        "(a*)", "(m-w-d)", "(m_w_d)", "(m·w·d)", "[m/w/d]", "{m/w/d}", "(m/w/d)*", "(m/w/x)", "(m/w/i)",
        "(m/w/d/x)",
        "(männlich/weiblich/divers)", "(mann/frau/divers)", "(m., w., div.)", "(m:w:d)", "m/w/d", "w/m/d",
        "m|w|d",
        "M/W/D", "m/w", "(h/f)", "(H/F)", "(F/H)", "h/f", "(k/m)", "(K/M)", "(m/v)", "(m/v/x)", "(M/Ž)",
        "(f/m)", "(m/k)",
        "(divers)", "(gender neutral)", "(tous genres)", "(m/w/d/u)", "*",
    ],
)  # fmt: skip
def test_gender_markers_go(marker):
    assert clean_title(f"Bootsbauer {marker}").title == "Bootsbauer"
    assert clean_title(f"Bootsbauer {marker} Yachten").title == "Bootsbauer Yachten"


@pytest.mark.parametrize(
    ("title", "clean"),
    [
        ("Bootsbauer*in", "Bootsbauer"), ("Bootsbauer:in", "Bootsbauer"), ("Bootsbauer_in", "Bootsbauer"),
        ("Bootsbauer/in", "Bootsbauer"), ("Bootsbauer/-in", "Bootsbauer"), ("Bootsbauer(in)", "Bootsbauer"),
        ("Bootsbauer (in)", "Bootsbauer"), ("BootsbauerIn", "Bootsbauer"), ("BootsbauerInnen", "Bootsbauer"),
        ("Bootsbauer*innen", "Bootsbauer"), ("Bootsbauer / innen", "Bootsbauer"),
        ("BOOTSBAUER/IN", "BOOTSBAUER"),
        ("Bootsbauer·in", "Bootsbauer"), ("Bootsbauer / -in", "Bootsbauer"),
        ("Bootsbauer/-innen", "Bootsbauer"),
        ("Expert*in", "Experte"), ("Expert:innen", "Experten"), ("Psycholog*in", "Psychologe"),
        ("Ärzt*in", "Arzt"),
        ("Ärzt:innen", "Ärzte"), ("Zahnärzt*in", "Zahnarzt"), ("Köch*in", "Koch"), ("Anwält_in", "Anwalt"),
        ("Pädagog*innen", "Pädagogen"), ("Kolleg*in", "Kollege"), ("Ingenieur*innen", "Ingenieure"),
        ("Architekt:innen", "Architekten"), ("Spezialist*innen", "Spezialisten"), ("Student*in", "Student"),
        ("Auszubildende*r", "Auszubildender"), ("Auszubildende/r", "Auszubildender"),
        ("Auszubildende*n", "Auszubildenden"),
        ("Studentische*r Mitarbeiter*in", "Studentischer Mitarbeiter"), ("Angestellte(r)", "Angestellter"),
        ("Kaufmann/-frau für Büro", "Kaufmann für Büro"), ("Kaufmann/frau", "Kaufmann"),
        ("Kauffrau/-mann im Verkehr", "Kauffrau im Verkehr"),
        ("Kauffrau / Kaufmann im Verkehr", "Kauffrau im Verkehr"),
        ("Referentin bzw. Referent", "Referent"), ("Referent oder Referentin", "Referent"),
        ("Chargé(e) de clientèle", "Chargé de clientèle"), ("Vendeur/euse", "Vendeur"),
        ("Infirmier·ère", "Infirmier"),
        ("Développeur·euse web (H/F)", "Développeur web"), ("Asistent/ka", "Asistent"),
        ("Kuchař/ka", "Kuchař"),
        ("Lotsin / Lotse Hafen", "Lotsin / Lotse Hafen"), ("Leiterinnen und Leiter", "Leiter"),
        ("Mitarbeiter (in Gründung)", "Mitarbeiter (in Gründung)"),
        ("Fahrer/in im Nahverkehr", "Fahrer im Nahverkehr"),
    ],
)  # fmt: skip
def test_inclusive_spellings_have_one_form(title, clean):
    assert clean_title(title).title == clean


@pytest.mark.parametrize(
    "title",
    [
        "Duales Studium Statik (B.Sc.)", "Ingenieur (B. Eng.)", "C++ Entwickler", "C# / .NET Entwickler",
        "(Senior) Glaser",
        "Glaser (Senior)", "F&B Manager", "PL/SQL Entwickler", "FI/CO Berater", "TCP/IP Trainer",
        "I/O Spezialist (I/O)",
        "CI/CD Engineer", "S/4HANA Berater", "UX/UI Designer", "R Entwickler", "Entwickler R/Python",
        "Team M&A (M&A)",
        "LinkedIn Texter", "Frontend-/Backend-Entwickler", "Vertriebs- und Marketingleiter",
        "Node.js Entwickler",
        "A/B Testing Analyst", "O2C Accountant", "3D-Artist", "24/7 Support", "Koch in Ausbildung",
        "Fahrer Klasse C/CE",
        "VP of Sales", "Mechaniker Kfz / Nfz", "Mitarbeiter Kasse, Lager, Büro", "LEITER EINKAUF",
        "QA Engineer (ISTQB)",
        "Head of Sales – Power & Gas", "Prüfer nach ISO/IEC 17025", "Senior Manager, Tax", "IT-Leiter",
        "Berater 50plus",
        "Pilot A320", "Remote Sensing Scientist", "Remote Service Technician", "Elektriker 400 V",
        "Teilzeitkraft Kasse",
    ],
)  # fmt: skip
def test_a_clean_title_stays_as_it_is(title):
    assert clean_title(title).title == title


@pytest.mark.parametrize(
    ("title", "clean", "fields"),
    [
        # The text after the marker stays.
        ("Glaser (m/w/d) Fassadenbau", "Glaser Fassadenbau", {}),
        ("Glaser (m/w/d) - Fassadenbau", "Glaser - Fassadenbau", {}),
        ("Glaser (m/w/d)/Monteur (m/w/d)", "Glaser/Monteur", {}),
        ("(m/w/d) Glaser", "Glaser", {}),
        # Decoration, entities, soft hyphens, invisible characters, broken encodings.
        ("+++ Glaser gesucht!!! +++", "Glaser gesucht", {}),
        ("🚀 Glaser 🚀", "Glaser", {}),
        ("★★ Glaser ★★", "Glaser", {}),
        (">> Glaser <<", "Glaser", {}),
        ("*** Glaser ***", "Glaser", {}),
        ("Glaser &amp; Schreiner", "Glaser & Schreiner", {}),
        ("Glaser &amp;amp; Schreiner", "Glaser & Schreiner", {}),
        ("Kunden\u00adbetreuer", "Kundenbetreuer", {}),
        ("Glaser\u200b\u00a0 Innung", "Glaser Innung", {}),
        ("KÃ¼chenchef", "Küchenchef", {}),
        # Workload.
        ("Glaser in Teilzeit", "Glaser", {"workload": "in Teilzeit"}),
        ("Glaser (Vollzeit)", "Glaser", {"workload": "Vollzeit"}),
        ("Glaser 80-100 %", "Glaser", {"workload": "80-100 %"}),
        ("Glaser (80 – 100%)", "Glaser", {"workload": "80 – 100%"}),
        ("Glaser in Voll- oder Teilzeit", "Glaser", {"workload": "in Voll- oder Teilzeit"}),
        ("Glaser, Teilzeit (20 Std./Woche)", "Glaser", {"workload": "Teilzeit (20 Std./Woche)"}),
        ("Glaser - 30h/Woche", "Glaser", {"workload": "30h/Woche"}),
        ("Glazier - part time", "Glazier", {"workload": "part time"}),
        ("Teilzeit: Glaser", "Glaser", {"workload": "Teilzeit"}),
        # Contract.
        ("Glaser (befristet)", "Glaser", {"contract": "befristet"}),
        ("Glaser, befristet auf 24 Monate", "Glaser", {"contract": "befristet auf 24 Monate"}),
        ("Glaser als Elternzeitvertretung", "Glaser", {"contract": "als Elternzeitvertretung"}),
        ("Glazier (12 month fixed-term contract)", "Glazier", {"contract": "12 month fixed-term contract"}),
        # Workplace.
        ("Glaser (Remote)", "Glaser", {"workplace": "Remote"}),
        ("Berater – Home-Office", "Berater", {"workplace": "Home-Office"}),
        ("Berater (100 % remote)", "Berater", {"workplace": "100 % remote"}),
        ("Berater | Hybrid", "Berater", {"workplace": "Hybrid"}),
        # Start.
        ("Glaser ab sofort", "Glaser", {"start": "ab sofort"}),
        ("Ab sofort: Glaser", "Glaser", {"start": "Ab sofort"}),
        ("Glaser zum 01.09.2026", "Glaser", {"start": "zum 01.09.2026"}),
        ("Glaser ab September 2026", "Glaser", {"start": "ab September 2026"}),
        ("Glaser - Start: ab sofort oder später", "Glaser", {"start": "Start: ab sofort oder später"}),
        ("Duales Studium Statik (B.Sc.) 2026", "Duales Studium Statik (B.Sc.) 2026", {"start": "2026"}),
        ("Ausbildung Glaser 2027", "Ausbildung Glaser 2027", {"start": "2027"}),
        ("Glaser Modell 2027", "Glaser Modell 2027", {}),
        # Reference.
        ("Glaser (Ref. 1234)", "Glaser", {"reference": "1234"}),
        ("Glaser (REF123)", "Glaser", {"reference": "REF123"}),
        ("Glaser - Job-ID: 99-AB7", "Glaser", {"reference": "99-AB7"}),
        ("Glaser, Kennziffer 12/2026", "Glaser", {"reference": "12/2026"}),
        ("Glaser #10231", "Glaser", {"reference": "10231"}),
        ("Referent Glas", "Referent Glas", {}),
        # Place, only where it is set off.
        ("Glaser in Berlin", "Glaser", {"location": "Berlin"}),
        ("Glaser | München", "Glaser", {"location": "München"}),
        ("Glaser - Hannover, Celle", "Glaser", {"location": "Hannover, Celle"}),
        ("Glaser (Buenos Aires, Argentina)", "Glaser", {"location": "Buenos Aires, Argentina"}),
        ("Glaser - Großraum Stuttgart", "Glaser", {"location": "Großraum Stuttgart"}),
        ("Glaser am Standort Hamburg", "Glaser", {"location": "Hamburg"}),
        ("Berliner Glaser", "Berliner Glaser", {}),
        ("Glaser - Fassaden", "Glaser - Fassaden", {}),
        ("Stadtführer Berlin", "Stadtführer Berlin", {}),
        # What would tear the sentence stays, and is told all the same.
        (
            "Glaser mit 80 % Pensum und 20 % Büro",
            "Glaser mit 80 % Pensum und 20 % Büro",
            {"workload": "80 %"},
        ),
        ("Glaser ab sofort gesucht", "Glaser ab sofort gesucht", {"start": "ab sofort"}),
        ("Glaser für den Standort Hamburg", "Glaser für den Standort Hamburg", {"location": "Hamburg"}),
        (
            "Glaser (Fully remote - Bulgaria)",
            "Glaser (Fully remote - Bulgaria)",
            {"workplace": "Fully remote"},
        ),
        ("Glaser (20h, Remote, Innung)", "Glaser (Innung)", {"workload": "20h", "workplace": "Remote"}),
        ("Glazier (12 month FTC)", "Glazier", {"contract": "12 month FTC"}),
        ("Glazier (London/Paris)", "Glazier", {"location": "London/Paris"}),
        ("Lead Glazier, Mobile", "Lead Glazier, Mobile", {}),
        ("Glaser und Schreiner (m...", "Glaser und Schreiner", {}),
        ("Glaser und Schrei...", "Glaser und Schrei...", {}),
        # Several at once.
        (
            "Glaser*in (m/w/d) 80-100 %, befristet – Remote (Ref. 77)",
            "Glaser",
            {"workload": "80-100 %", "contract": "befristet", "workplace": "Remote", "reference": "77"},
        ),
    ],
)
def test_what_is_taken_out(title, clean, fields):
    found = clean_title(title)
    assert found.title == clean
    assert fields_of(found) == fields


@pytest.mark.parametrize(
    "title", ["m/w/d", "(m/w/d)", "***", "!!!", "Teilzeit", "Remote", "ab sofort", "🚀", "2026"]
)
def test_never_empty(title):
    assert clean_title(title).title


@pytest.mark.parametrize("text", ["x", "a/", "(", "Entwickler*", "m/w/d ", "ä", "&amp;", "1 ", "in Berlin "])
def test_a_huge_title_costs_little(text):
    assert 0 < len(clean_title(text * 200_000).title) <= 500


def test_nothing_gives_nothing():
    assert clean_title("").title == ""
    assert clean_title(" \u00a0\t").title == ""


TITLE_PARTS = st.sampled_from(
    [
        "Glaser", "Entwickler*in", "(m/w/d)", "m|w|d", " ", "-", "–", "|", ",", "/", "(", ")", "[", "]", "in",
        "Berlin", "&amp;",
        "80-100 %", "Teilzeit", "oder", "Remote", "ab sofort", "befristet", "(Ref. 12)", "#12345", "C++",
        ".NET", "🚀", "!", "*",
        "und", "2026", "zum", "01.09.2026", "B.Sc.", "Kauffrau/-mann", "&", "+", "\u00ad", "ß", "Raum",
        "Hamburg", "im", "Ã¼",
    ]
)  # fmt: skip


@settings(deadline=None)
@given(
    st.lists(TITLE_PARTS, min_size=1, max_size=12).map("".join)
    | st.lists(TITLE_PARTS, max_size=12).map(" ".join)
)
def test_cleaning_twice_changes_nothing(title):
    once = clean_title(title).title
    assert clean_title(once).title == once
    assert once or not title.strip(" \u00ad")


@settings(deadline=None)
@given(st.text(max_size=80))
def test_any_text_can_be_cleaned(text):
    once = clean_title(text).title
    assert clean_title(once).title == once
    assert once or not any(char.isalnum() for char in text)


@settings(deadline=None)
@given(st.text(max_size=80))
def test_gender_goes_from_any_text(text):
    assert isinstance(strip_gender(text), str)


@pytest.mark.parametrize(
    ("title", "language"),
    [
        ("Leiter Einkauf und Logistik", "de"), ("Pflegefachkraft", "de"), ("Küchenhilfe", "de"),
        ("Elektriker in Berlin", "de"),
        ("Head of Supply Chain", "en"), ("Software Engineer", "en"), ("Nurse for the night shift", "en"),
        ("Chargé de projet", "fr"), ("Kierowca ciężarówki", "pl"), ("Desarrollador para la nube", "es"),
        ("Řidič autobusu", "cs"), ("Medewerker voor het magazijn", "nl"), ("Addetto alla vendita", "it"),
        ("Säljare och rådgivare", "sv"), ("Glazier", None), ("SAP", None), ("", None),
    ],
)  # fmt: skip
def test_languages(title, language):
    assert language_of(title) == language
