"""Roles, seniority, job form and topics of titles written for these tests."""

import csv
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scrapers.normalization.roles import TitleClass, classify_title
from scrapers.normalization.vocabulary import ROLES

with (Path(__file__).parent / "role_titles.tsv").open(encoding="utf-8") as file:
    TITLES = list(csv.DictReader(file, delimiter="\t"))


@pytest.mark.parametrize(
    ("title", "role", "secondary", "seniority", "job_form", "topics", "isco08"),
    [
        ("Principal Engineer AI Services (w/m/d)", "ai_ml_engineering", ("software_engineering",),
         "lead_principal", "regular", ("ai",), "2511"),
        ("Duales Studium Data Science & Künstliche Intelligenz (B.Sc.) 2026", "data_science",
         ("ai_ml_engineering",), "entry", "dual_study", ("ai", "data"), "2511"),
        ("Dozent Tourismusmanagement Tech und KI (m/w/d)", "higher_education_teaching", ("school_training",),
         "unspecified", "regular", ("ai", "tourism"), "2310"),
        ("Senior Product Owner - KI-Lösungen (m/w/d)", "product_management", (), "senior", "regular", ("ai",),
         "1330"),
    ],
)  # fmt: skip
def test_the_page_that_started_it(title, role, secondary, seniority, job_form, topics, isco08):
    found = classify_title(title)
    assert (found.role, found.secondary, found.seniority, found.job_form) == (
        role,
        secondary,
        seniority,
        job_form,
    )
    assert (found.topics, found.isco08) == (topics, isco08)
    assert found.group == ROLES[role].group


@pytest.mark.parametrize("row", TITLES, ids=lambda row: row["title"])
def test_titles(row):
    found = classify_title(row["title"])
    assert (found.role, found.seniority, found.job_form) == (row["role"], row["seniority"], row["job_form"])


def test_the_table_covers_every_role():
    assert {row["role"] for row in TITLES} == set(ROLES)


@pytest.mark.parametrize(
    ("title", "role"),
    [
        # The end of "Ingenieur" is not "eur", and not a currency.
        ("Ingenieur für Brückenbau", "construction_architecture"),
        # An assistant of a leader is an assistant; the leader's field stays with the leader.
        ("Assistenz des Verkaufsleiters", "administration"),
        ("Assistentin der Vertriebsleitung", "administration"),
        ("Assistenz Leitung Controlling (m/w/d)", "administration"),
        ("Marketing Assistant", "marketing_pr"),
        ("Assistant Store Manager", "retail_hospitality"),
        # "Lead Management" is a field of selling.
        ("Mitarbeiter Lead Management", "sales"),
        ("Lead Generation Specialist", "sales"),
        # The head noun decides, the field around it does not: in an AI box "KI" is a topic.
        ("Vertriebsmitarbeiter KI-Lösungen", "sales"),
        ("Rechtsanwalt für KI-Recht", "legal_compliance"),
        ("Personalreferent Künstliche Intelligenz", "hr_recruiting"),
        ("Redakteurin KI & Robotik", "editorial_media"),
        ("IT-Recruiter", "hr_recruiting"),
        ("Software Sales Manager", "sales"),
        ("Projektleiter Softwareentwicklung", "project_agile"),
        ("Lehrer für Informatik", "school_training"),
        # Acronyms need their case: no "IT" in "it", no "KI" in a name.
        ("Make it simple: Koch gesucht", "retail_hospitality"),
        ("Assistenz Ki Nguyen", "administration"),
        # The nearest field of several.
        ("Sales Manager Software & Cloud", "sales"),
        ("Data Center Technician", "it_operations_support"),
        ("Presales Consultant HR-Software", "sales"),
        ("IT Change Manager", "it_operations_support"),
        ("Test Automation Engineer", "qa_testing"),
        ("Automation Engineer SPS", "electrical_automation"),
        ("Machine Learning Platform Engineer", "ai_ml_engineering"),
        ("Senior Java Developer - Artificial Intelligence", "software_engineering"),
        # A weak head noun only points to the profession after it.
        ("Mitarbeiter (m/w/d) als Koch", "retail_hospitality"),
        ("Quereinsteiger als Lokführer", "skilled_trades"),
        ("Specialist Sales Consultant", "sales"),
        ("Staff Machine Learning Engineer", "ai_ml_engineering"),
        # The end of one word is not another word.
        ("Schulbegleiter", "social_childcare"),
        ("Tierpfleger", "skilled_trades"),
        ("Fahrzeugpfleger", "skilled_trades"),
        ("Fachkraft Verpackung", "procurement_logistics"),
        ("Stellvertretender Leiter Labor", "research_science"),
        ("Operativer Personalleiter", "hr_recruiting"),
        ("Software Engineering - Talent Pool", "software_engineering"),
        ("Erntehelfer im Gewerbegebiet", "skilled_trades"),
        # Sentences that name a job.
        ("Acme Labs (YC W24) is hiring a Backend Engineer", "software_engineering"),
        ("Wir suchen einen Elektriker", "electrical_automation"),
        # Both forms, plurals, cases.
        ("Referentin bzw. Referent für Steuern", "finance_accounting"),
        ("Kauffrau / Kaufmann im Einzelhandel", "retail_hospitality"),
        ("Expert*innen für Informationssicherheit", "cybersecurity"),
        ("Technischen Verkäufer gesucht (m/w/d)", "sales"),
        ("Pflegefachkräften in Dauernacht", "medicine_care"),
        ("Softwareentwicklerinnen", "software_engineering"),
        ("MASCHINENBAUINGENIEUR (M/W/D)", "mechanical_automotive"),
        ("Koechin", "retail_hospitality"),
        ("LEITER VERTRIEB UND LOGISTIK", "sales"),
        ("MITARBEITER IN DER BUCHHALTUNG", "finance_accounting"),
        ("IT-SUPPORTER IN BERLIN", "it_operations_support"),
        # A field alone decides, but not the beginning of a word with another end.
        ("Finanzbuchhaltung", "finance_accounting"),
        ("Vertrieb Innendienst (m/w/d)", "sales"),
    ],
)
def test_head_nouns_decide(title, role):
    assert classify_title(title).role == role


@pytest.mark.parametrize(
    "title",
    [
        "", " ", "???", "Mitarbeiter (m/w/d)", "Sachbearbeiter", "Initiativbewerbung", "Manager",
        "Leiter (m/w/d)",
        "Wir sind dabei", "Die besten Bücher des Jahres", "Teamleitung", "Trainee", "Spezialist", "2026",
        "Neustrelitz",
    ],
)  # fmt: skip
def test_a_wrong_role_is_worse_than_none(title):
    found = classify_title(title)
    assert (found.role, found.group, found.isco08, found.secondary) == (None, None, None, ())
    assert found.reason


@pytest.mark.parametrize(
    ("title", "role"),
    [
        # Capitals and punctuation tell what belongs together; without them, words that contradict each other
        # or stand apart decide nothing.
        ("Sachbearbeiter (m/w/d) Region Nord, Buchhaltung", "finance_accounting"),
        ("sachbearbeiter region nord buchhaltung", None),
        ("sachbearbeiter buchhaltung", "finance_accounting"),
        ("Koch (m/w/d), auch Elektriker", "retail_hospitality"),
        ("koch elektriker", None),
        ("koch bäckerei", "retail_hospitality"),
        ("Vertrieb", "sales"),
        ("vertrieb", None),
        ("projektleiter", "project_agile"),
        ("projektleiter irgendwo", None),
        ("Wollhelfer", "skilled_trades"),
        ("Wollberater", None),
    ],
)
def test_a_bag_of_words_needs_agreement(title, role):
    assert classify_title(title).role == role


@pytest.mark.parametrize(
    ("title", "role", "secondary"),
    [
        ("Koch oder Bäcker (m/w/d)", "retail_hospitality", ("skilled_trades",)),
        ("Softwareentwickler / DevOps Engineer", "software_engineering", ("devops_cloud",)),
        ("Erzieher / Heilerziehungspfleger", "social_childcare", ()),
        ("Referent Marketing und Vertrieb", "marketing_pr", ("sales",)),
        ("Steuerberater bzw. Rechtsanwalt (m/w/d)", "finance_accounting", ("legal_compliance",)),
        ("Arzt/Apotheker/Chemiker/Jurist", "medicine_care", ("research_science", "legal_compliance")),
    ],
)
def test_two_professions(title, role, secondary):
    found = classify_title(title)
    assert (found.role, found.secondary) == (role, secondary)


@pytest.mark.parametrize(
    ("title", "job_form"),
    [
        ("Marketing Intern", "internship"), ("Software Engineering Intern, Summer 2027", "internship"),
        ("Interne Revision (m/w/d)", "regular"), ("Kundenberater intern", "regular"),
        ("Mitarbeiter interner Vertrieb", "regular"), ("Sachbearbeiter Intern (m/w/d)", "regular"),
        ("Internal Auditor", "regular"), ("International Sales Manager", "regular"),
        ("Internist (m/w/d)", "regular"), ("Praktikantenbetreuer", "regular"),
        ("Praktikum Vertrieb", "internship"), ("Stagiaire comptabilité", "internship"),
        ("Azubi Elektroniker", "apprenticeship"), ("Auszubildende/r zum Friseur", "apprenticeship"),
        ("Ausbilder Elektrotechnik", "regular"), ("Interim Manager Einkauf", "temporary"),
        ("Werkstudierende Informatik", "working_student"), ("Abschlussarbeit Robotik", "thesis"),
        ("Controller (befristet auf 12 Monate)", "temporary"), ("Reinigungskraft 538-Euro-Basis", "minijob"),
        ("Freelance UX Designer", "freelance"), ("Duales Studium BWL", "dual_study"),
        ("Bundesfreiwilligendienst Rettungsdienst", "volunteer"), ("Traineeprogramm Einkauf", "trainee"),
    ],
)  # fmt: skip
def test_job_forms(title, job_form):
    assert classify_title(title).job_form == job_form


@pytest.mark.parametrize(
    ("title", "seniority"),
    [
        ("Junior/Senior Consultant", "unspecified"), ("Lead Developer", "lead_principal"),
        ("Team Lead QA", "manager"),
        ("Tech Lead", "lead_principal"), ("Lead Manager Campaigns", "lead_principal"),
        ("Assistenz der Geschäftsführung", "unspecified"), ("Sales Manager", "unspecified"),
        ("Head of Data", "director_head"), ("Director Finance", "director_head"), ("COO", "executive"),
        ("Chief Data Officer", "executive"), ("Abteilungsleiter Einkauf", "manager"),
        ("Personalchef", "manager"),
        ("Senior Werkstudent", "entry"), ("Berufseinsteiger Vertrieb", "junior"),
        ("Sr. Backend Engineer", "senior"),
        ("Reiseleiter", "unspecified"), ("Bauleiter", "unspecified"), ("Begleiter Schulbus", "unspecified"),
        ("Staff Software Engineer", "lead_principal"), ("Staff Nurse", "unspecified"),
        ("Staff Accountant", "unspecified"),
        ("Chief Commercial Officer", "executive"), ("Stellvertretende Teamleitung Lager", "manager"),
        ("Erfahrener Schweißer", "senior"), ("Principal Consultant", "lead_principal"),
        ("Inhaber", "executive"),
    ],
)  # fmt: skip
def test_seniority(title, seniority):
    assert classify_title(title).seniority == seniority


@pytest.mark.parametrize(
    ("title", "topics"),
    [
        ("Data Engineer Cloud", ("cloud", "data")),
        ("Vertrieb Photovoltaik", ("energy", "sales")),
        ("Koch", ()),
        ("KI-Redakteur", ("ai",)),
        ("Softwareentwickler Automotive", ("automotive", "software")),
        ("Reiseberater", ("tourism",)),
        ("Data Protection Officer", ("privacy",)),
        ("Datenschutzbeauftragter", ("privacy",)),
    ],
)
def test_topics(title, topics):
    assert classify_title(title).topics == topics


def test_the_reason_names_rule_and_words():
    assert classify_title("Leiter Vertrieb").reason == "head noun “-leiter” (leader) in the field sales"
    assert classify_title("Hotelfachfrau").reason == "profession “Hotelfachmann”"
    assert classify_title("Werkstudent im Vertrieb").reason == "field “Vertrieb-” (sales), no head noun"


@pytest.mark.parametrize(
    "text", ["x", "a/", "(", "Entwickler*", "m/w/d ", "ä", "Softwareentwickler", "1 ", "\u0301"]
)
def test_a_huge_title_costs_little(text):
    assert isinstance(classify_title(text * 200_000), TitleClass)


@settings(deadline=None)
@given(st.text(max_size=120))
def test_any_text_has_an_answer(title):
    found = classify_title(title)
    assert isinstance(found, TitleClass)
    assert found.role in {None, *ROLES}
    assert classify_title(title) == found


@settings(deadline=None)
@given(
    st.sampled_from([row["title"] for row in TITLES]),
    st.sampled_from([" (m/w/d)", " (w/m/x)", " (gn)", " m|w|d", " (all genders)", " *", " (d/f/m)"]),
)
def test_gender_markers_change_nothing(title, marker):
    plain, marked = classify_title(title), classify_title(title + marker)
    assert (plain.role, plain.seniority, plain.job_form) == (marked.role, marked.seniority, marked.job_form)
