import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scrapers.normalization.pay import HIGHEST, NOTHING, Pay, parse_pay

# Text, lowest, highest, currency, unit.
RANGES = [
    ("55.000 – 70.000 € p.a.", 55000, 70000, "EUR", "YEAR"),
    ("55.000 - 70.000 € p. a.", 55000, 70000, "EUR", None),  # "p. a." apart: not read as a unit
    ("45.000,-- bis 60.000,-- Euro", 45000, 60000, "EUR", None),
    ("CHF 7'500.– bis 8'500.– pro Monat", 7500, 8500, "CHF", "MONTH"),
    ("Retribuzione annua lorda 25.000 - 30.000 €", 25000, 30000, "EUR", "YEAR"),
    ("od 5000 do 7000 zł", 5000, 7000, "PLN", None),
    ("55.000 € – 70.000 €", 55000, 70000, "EUR", None),
    ("55.000€-70.000€ brutto/Jahr", 55000, 70000, "EUR", "YEAR"),
    ("55.000 bis 70.000 Euro jährlich", 55000, 70000, "EUR", "YEAR"),
    ("55.000,00 EUR - 70.000,00 EUR pro Jahr", 55000, 70000, "EUR", "YEAR"),
    ("€ 55.000 - € 70.000", 55000, 70000, "EUR", None),
    ("zwischen 55.000 und 70.000 Euro", 55000, 70000, "EUR", None),
    ("von 55.000 bis 70.000 Euro", 55000, 70000, "EUR", None),
    ("55-70.000 €", 55000, 70000, "EUR", None),
    ("55 - 70 k€", 55000, 70000, "EUR", None),
    ("55–70 TEUR", 55000, 70000, "EUR", None),
    ("55 bis 70 Tsd. Euro", 55000, 70000, "EUR", None),
    ("55T€ - 70T€", 55000, 70000, "EUR", None),
    ("€75k–110k", 75000, 110000, "EUR", None),
    ("120-150k", 120000, 150000, None, None),
    ("$120k - $150k", 120000, 150000, "USD", None),
    ("$170k - 190k", 170000, 190000, "USD", None),
    ("$150 - 210K USD + equity", 150000, 210000, "USD", None),
    ("$150K/yr - $180K/yr", 150000, 180000, "USD", "YEAR"),
    ("$148,500.00 - $169,119.50 a year", 148500, 169119.5, "USD", "YEAR"),
    ("$20,000 - $35,000 a month", 20000, 35000, "USD", "MONTH"),
    ("$65 - $80 an hour", 65, 80, "USD", "HOUR"),
    ("$70 - $90 / hour", 70, 90, "USD", "HOUR"),
    ("$50,000 - $74,999 USD", 50000, 74999, "USD", None),
    ("£37,099 - £41,732 / year", 37099, 41732, "GBP", "YEAR"),
    ("£60000 - £85000 per annum", 60000, 85000, "GBP", "YEAR"),
    ("From £24,523 to £25,856 per annum plus benefits", 24523, 25856, "GBP", "YEAR"),
    ("£300 - 350 per day", 300, 350, "GBP", "DAY"),
    ("between £30k and £40k", 30000, 40000, "GBP", None),
    ("£60K – £95K • 0.1% – 0.3%", 60000, 95000, "GBP", None),
    ("Band 6 (£35,392 to £42,618 p.a.)", 35392, 42618, "GBP", "YEAR"),
    ("CHF 120'000 - 140'000", 120000, 140000, "CHF", None),
    ("42 000 \u200d–\u200d 45 000 Kč", 42000, 45000, "CZK", None),
    ("42\u00a0000 – 45\u00a0000 Kč/měsíc", 42000, 45000, "CZK", "MONTH"),
    ("8 000 - 12 000 zł brutto / mies.", 8000, 12000, "PLN", "MONTH"),
    ("30.000€ - 36.000€ brutos al año", 30000, 36000, "EUR", "YEAR"),
    ("₹12,00,000 - ₹18,00,000", 1200000, 1800000, "INR", None),
    ("NGN50300k - 52000k", 50300000, 52000000, "NGN", None),
    ("38,654 - 40,688", 38654, 40688, None, None),
    ("E 13 TV-L (4.629,74 € – 6.000 € brutto/Monat)", 4629.74, 6000, "EUR", "MONTH"),
]
ONE_FIGURE = [
    ("$120k", 120000, 120000, "USD", None),
    ("£45,000 + bonus", 45000, 45000, "GBP", None),
    ("£37,000 per annum", 37000, 37000, "GBP", "YEAR"),
    ("£17.22 an hour", 17.22, 17.22, "GBP", "HOUR"),
    ("£12.30ph plus rolled up holiday pay", 12.3, 12.3, "GBP", "HOUR"),
    ("£500 p.d.", 500, 500, "GBP", "DAY"),
    ("Stundenlohn: 15,50 €", 15.5, 15.5, "EUR", "HOUR"),
    ("13,90 €/Std.", 13.9, 13.9, "EUR", "HOUR"),
    ("16 Euro pro Stunde", 16, 16, "EUR", "HOUR"),
    ("Jahresgehalt: 60.000 EUR", 60000, 60000, "EUR", "YEAR"),
    ("2.500 € brutto mtl.", 2500, 2500, "EUR", "MONTH"),
    ("€ 2.300,- brutto/Monat (14x)", 2300, 2300, "EUR", "MONTH"),
    ("€ 2.300,– brutto", 2300, 2300, "EUR", None),
    ("Tagessatz 800 €", 800, 800, "EUR", "DAY"),
    ("1.500 € par mois", 1500, 1500, "EUR", "MONTH"),
    ("45.000 € bei 38,5 Std./Woche", 45000, 45000, "EUR", None),
    ("5 000 Kč", 5000, 5000, "CZK", None),
    ("1.000.000 €", 1000000, 1000000, "EUR", None),
    ("CAD $120,000", 120000, 120000, "CAD", None),
    ("$120,000 AUD", 120000, 120000, "AUD", None),
    ("A$ 120,000", 120000, 120000, "AUD", None),
    ("US$120,000", 120000, 120000, "USD", None),
    ("35.000 kr/mån", 35000, 35000, None, "MONTH"),  # of which kingdom is not said
    ("1. Jahr: 1.150 €, 2. Jahr: 1.250 €", 1150, 1150, "EUR", None),
    ("520-Euro-Basis", 520, 520, "EUR", None),
    ("150 Kč/hod.", 150, 150, "CZK", "HOUR"),
    ("100000", 100000, 100000, None, None),
    ("15 pro Stunde", 15, 15, None, "HOUR"),
]
OPEN_ENDS = [
    ("ab 55.000 €", 55000, None, "EUR", None),
    ("Jahresgehalt ab 48.000 €", 48000, None, "EUR", "YEAR"),
    ("Mindestgehalt: € 3.000 brutto/Monat", 3000, None, "EUR", "MONTH"),
    ("mind. 55.000 Euro p.a.", 55000, None, "EUR", "YEAR"),
    ("From $130,000 a year", 130000, None, "USD", "YEAR"),
    ("$100k+ per year", 100000, None, "USD", "YEAR"),
    ("€55,000+", 55000, None, "EUR", None),
    ("$100,000 or more", 100000, None, "USD", None),
    ("bis zu 70.000 Euro brutto jährlich", None, 70000, "EUR", "YEAR"),
    ("bis 70.000 €", None, 70000, "EUR", None),
    ("Up to £21.44 an hour", None, 21.44, "GBP", "HOUR"),
    ("Up to $43/hr plus super", None, 43, "USD", "HOUR"),
    ("max. 70.000 €", None, 70000, "EUR", None),
    ("£0.00 - £80000 per annum + + Benefits", None, 80000, "GBP", "YEAR"),
]
AS_STRUCTURED_DATA_SAYS_IT = [
    ("EUR 55000-70000 YEAR", 55000, 70000, "EUR", "YEAR"),
    ("EUR 55000.0-70000.5 MONTH", 55000, 70000.5, "EUR", "MONTH"),
    ("EUR 55000 YEAR", 55000, 55000, "EUR", "YEAR"),
    ("USD 65-85 HOUR", 65, 85, "USD", "HOUR"),
    ("USD 65 - 85 Hour", 65, 85, "USD", "HOUR"),
    ("EUR from 55000 YEAR", 55000, None, "EUR", "YEAR"),
    ("EUR up to 70000 YEAR", None, 70000, "EUR", "YEAR"),
    ("55000-70000 YEAR", 55000, 70000, None, "YEAR"),
    ("EUR 55000-70000", 55000, 70000, "EUR", None),
    ("EUR 55000-70000 YEAR; EUR 1-2 HOUR", 55000, 70000, "EUR", "YEAR"),
]
NO_FIGURES = [
    # tariff groups
    "A12", "A 13", "Besoldungsgruppe A 13", "TVöD E 11", "E 11 TVöD", "TV-L EG 13", "EG 13-15",
    "Entgeltgruppe 9b TVöD", "W2", "Band 6", "TVöD-VKA S 8a", "IG Metall ERA EG 12",
    # words, and numbers that are something else
    "", "Competitive", "Negotiable", "nach Vereinbarung", "Unspecified", "DOE", "€", "Monthly Salary",
    "13. Monatsgehalt", "40 Stunden/Woche", "3 Jahre", "30 Tage Urlaub", "40 - 50 %", "100 %", "12 - 50", "5",
    "2026", "0", "0 €", "EUR 0-0 YEAR", "01.05.2024", "120.000 - 90.000 €", "Tel. 030 1234567",
    "999999999999999 €", "40 Stunden", "38,5 h/Woche Gleitzeit",
]  # fmt: skip
TABLE = RANGES + ONE_FIGURE + OPEN_ENDS + AS_STRUCTURED_DATA_SAYS_IT


def test_the_table_is_large():
    assert len({row[0] for row in TABLE} | set(NO_FIGURES)) >= 80


@pytest.mark.parametrize(("text", "low", "high", "currency", "unit"), TABLE)
def test_parse_pay(text, low, high, currency, unit):
    assert parse_pay(text) == Pay(low, high, currency, unit)


@pytest.mark.parametrize("text", NO_FIGURES)
def test_no_figures(text):
    assert parse_pay(text) == NOTHING


@pytest.mark.parametrize(
    ("text", "country", "currency"),
    [
        ("$120,000", None, "USD"),
        ("$120,000", "US", "USD"),
        ("$120,000", "AU", "AUD"),
        ("$120,000", "CA", "CAD"),
        ("US$120,000", "CA", "USD"),
        ("35.000 kr", "SE", "SEK"),
        ("35.000 kr", "DK", "DKK"),
        ("35.000 kr", "DE", None),
        ("¥5,000,000", "JP", "JPY"),
        ("55.000 €", "US", "EUR"),
    ],
)
def test_the_place_says_what_a_sign_means(text, country, currency):
    assert parse_pay(text, country=country).currency == currency


@pytest.mark.parametrize("text", [None, 55000, b"55000 EUR"])
def test_what_is_no_text_is_no_pay(text):
    assert parse_pay(text) == NOTHING


@settings(deadline=None)  # the machine may be busy
@given(st.integers(1000, 900_000), st.integers(0, 900_000), st.sampled_from(["{:,}", "{}"]))
def test_every_range_is_read(low, more, form):
    expected = Pay(low, low + more, "EUR", "YEAR")
    shown = form.format(low), form.format(low + more)
    assert parse_pay("{} – {} € p.a.".format(*shown)) == expected
    assert parse_pay("{} – {} € p.a.".format(*(each.replace(",", ".") for each in shown))) == expected
    assert parse_pay(f"EUR {low}-{low + more} YEAR") == expected


parts = st.sampled_from(
    ["55.000", "70k", "1,5", "€", "$", " ", " - ", "p.a.", "E", "bis", "zu", "/", "h", "+", "%", "\x00"]
)


@settings(deadline=None)  # the machine may be busy
@given(st.one_of(st.text(max_size=80), st.lists(parts, max_size=12).map("".join)))
def test_any_text_gives_sound_figures_or_nothing(text):
    low, high, currency, unit = parse_pay(text)
    figures = [figure for figure in (low, high) if figure is not None]
    assert all(0 < figure <= HIGHEST * 1e6 for figure in figures)
    assert len(figures) < 2 or low <= high
    assert figures or (currency, unit) == (None, None)
    assert unit in (None, "HOUR", "DAY", "WEEK", "MONTH", "YEAR")
