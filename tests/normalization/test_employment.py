import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scrapers.normalization.employment import CODES, parse_employment
from scrapers.normalization.tables import rows


@pytest.mark.parametrize(
    ("text", "types", "job_form"),
    [
        ("FULL_TIME", "FULL_TIME", None),
        ("Full-Time", "FULL_TIME", None),
        ("full_time", "FULL_TIME", None),
        ("FullTime", "FULL_TIME", None),
        ("Vollzeit", "FULL_TIME", None),
        ("in Teilzeit", "PART_TIME", None),
        ("Vollzeit/Teilzeit", "FULL_TIME; PART_TIME", None),
        ("Vollzeit oder Teilzeit", "FULL_TIME; PART_TIME", None),
        ("Heltid", "FULL_TIME", None),
        ("Práce na plný úvazek", "FULL_TIME", None),
        ("Contract - Full-Time", "CONTRACTOR; FULL_TIME", None),
        ("['Part-time', 'Full-time']", "PART_TIME; FULL_TIME", None),
        ("fixed_term_full_time", "TEMPORARY; FULL_TIME", "temporary"),
        ("Regular Full Time", "FULL_TIME", None),
        ("Permanent Full-time", "FULL_TIME; permanent", None),
        ("Full-time Wizard", "Full-time Wizard", None),
        ("Contratista/Freelance", "CONTRACTOR; Freelance", "freelance"),
        ("FULL_TIME; INTERN", "FULL_TIME; INTERN", "internship"),
        ("Internship", "INTERN", "internship"),
        ("Praktikum", "INTERN", "internship"),
        # the word stays where the code alone would not say it
        ("Werkstudent", "PART_TIME; Werkstudent", "working_student"),
        ("Praktikum, Trainee", "INTERN; Trainee", "trainee"),
        ("Minijob", "PART_TIME; Minijob", "minijob"),
        ("Freelance", "CONTRACTOR; Freelance", "freelance"),
        ("Teilzeit, befristet", "PART_TIME; TEMPORARY", "temporary"),
        ("permanent, full-time", "FULL_TIME; permanent", None),
        # unknown
        ("Permanent", "Permanent", None),
        ("Flexible  hours", "Flexible hours", None),
        ("80 %", "80 %", None),
        ("", None, None),
        (" ", None, None),
        (None, None, None),
    ],
)
def test_parse_employment(text, types, job_form):
    assert parse_employment(text) == (types, job_form)


def test_the_table_has_only_codes_of_schema_org():
    assert not any(sign in words for _, _, words in rows("employment_types.tsv") for sign in "/;,")
    assert {code for code, _, _ in rows("employment_types.tsv")} <= CODES | {"-"}


words = st.sampled_from(
    [word for _, _, words in rows("employment_types.tsv") for word in words.split("|")] + ["x; y"]
)
texts = st.one_of(st.text(max_size=40), st.lists(words, max_size=4).map(", ".join))


@settings(deadline=None)  # the machine may be busy
@given(texts)
def test_reading_twice_says_the_same(text):
    once = parse_employment(text)
    assert parse_employment(once.types) == once
