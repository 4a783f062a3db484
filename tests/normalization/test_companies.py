import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scrapers.normalization.companies import company_key

KEYS = [
    ("Siemens AG", "siemens"),
    ("SIEMENS", "siemens"),
    ("Müller GmbH & Co. KG", "mueller"),
    ("Mueller GmbH + Co. KG", "mueller"),
    ("Müller G.m.b.H. & Co.KG", "mueller"),
    ("Groß & Söhne OHG", "gross soehne"),
    ("Groß und Söhne", "gross soehne"),
    ("Beispiel gGmbH", "beispiel"),
    ("Beispiel UG (haftungsbeschränkt)", "beispiel"),
    ("Beispiel UG haftungsbeschränkt & Co. KG", "beispiel"),
    ("Beispiel SE & Co. KGaA", "beispiel"),
    ("Sportfreunde Beispiel e.V.", "sportfreunde beispiel"),
    ("Volksbank Beispiel eG", "volksbank beispiel"),
    ("Acme, Inc.", "acme"),
    ("Acme Inc", "acme"),
    ("Acme Corp.", "acme"),
    ("Acme Holdings, LLC", "acme holdings"),
    ("Acme Co., Ltd.", "acme"),
    ("Acme Pty Ltd", "acme"),
    ("Acme Pvt. Ltd.", "acme"),
    ("Acme Private Limited", "acme"),
    ("Acme plc", "acme"),
    ("Příklad s.r.o.", "priklad"),
    ("Příklad, spol. s r.o.", "priklad"),
    ("Příklad a.s.", "priklad"),
    ("Przykład Sp. z o.o.", "przyklad"),
    ("Przykład Sp. z o. o. Sp. k.", "przyklad"),
    ("Exemple S.A.", "exemple"),
    ("Exemple SARL", "exemple"),
    ("Esempio S.p.A.", "esempio"),
    ("Ejemplo S.L.U.", "ejemplo"),
    ("Voorbeeld B.V.", "voorbeeld"),
    ("Exempel AB", "exempel"),
    ("Eksempel A/S", "eksempel"),
    ("PT Contoh Indonesia", "contoh indonesia"),
    ("Firma Beispiel", "beispiel"),
    # what stands beside the name
    ("Acme GmbH via Jobs24", "acme"),
    ("Acme (via Jobs24)", "acme"),
    ("Acme GmbH über Jobs24", "acme"),
    ("Acme · powered by Jobs24", "acme"),
    ("908000 Motorola Solutions Inc.", "motorola solutions"),
    ("US0012345 - Acme Ltd", "acme"),
    ("Acme GmbH (Berlin)", "acme"),
    ("Acme [Referenz 12]", "acme"),
    ("Acme.com", "acme"),
    ("L'Exemple SAS", "lexemple"),
    ("Acme GmbH, Berlin", "acme"),
    ("Acme GmbH Berlin", "acme"),
    ("Acme GmbH - Standort München", "acme"),
    ("Acme AG Niederlassung Frankfurt am Main", "acme"),
    ("Acme GmbH Deutschland", "acme"),
    ("Acme GmbH & Co. KG, Niederlassung Köln", "acme"),
    # what belongs to the name
    ("Müller Consulting Berlin", "mueller consulting berlin"),
    ("AG Reederei Norden-Frisia", "ag reederei norden frisia"),
    ("1&1 AG", "1 1"),
    ("4711 GmbH", "4711"),
    ("3M", "3m"),
    ("AG", "ag"),
    ("GmbH", "gmbh"),
    ("SE Media GmbH", "se media"),
    ("Via Ferrata GmbH", "via ferrata"),
    ("Technische Universität Berlin", "technische universitaet berlin"),
    ("Stadt Berlin", "stadt berlin"),
    ("Company of Heroes", "company of heroes"),
    ("(Beispiel)", "beispiel"),
    ("任天堂株式会社", "任天堂株式会社"),
    # no name
    ("", None),
    (None, None),
    ("–", None),
    ("...", None),
]


@pytest.mark.parametrize(("company", "expected"), KEYS)
def test_company_key(company, expected):
    assert company_key(company) == expected


@settings(deadline=None)  # the first call reads the gazetteer
@given(st.text())
def test_any_text_has_a_stable_key_or_none(company):
    key = company_key(company)
    if key is not None:
        assert key.split() == key.split(" ") and key == key.strip()
