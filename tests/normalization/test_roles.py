"""Roles, seniority, job form and topics of titles written for these tests."""

import pytest

from scrapers.normalization.roles import classify_title


@pytest.mark.parametrize(
    ("title", "role", "secondary", "seniority", "job_form", "topics", "isco08"),
    [
        ("Principal Engineer AI Services (w/m/d)", "ai_ml_engineering", ("software_engineering",), "lead_principal",
         "regular", ("ai",), "2511"),
        ("Duales Studium Data Science & Künstliche Intelligenz (B.Sc.) 2026", "data_science", ("ai_ml_engineering",),
         "entry", "dual_study", ("ai", "data"), "2511"),
        ("Dozent Tourismusmanagement Tech und KI (m/w/d)", "higher_education_teaching", ("school_training",),
         "unspecified", "regular", ("ai", "tourism"), "2310"),
        ("Senior Product Owner - KI-Lösungen (m/w/d)", "product_management", (), "senior", "regular", ("ai",), "1330"),
    ],
)  # fmt: skip
def test_the_page_that_started_it(title, role, secondary, seniority, job_form, topics, isco08):
    found = classify_title(title)
    assert (found.role, found.secondary, found.seniority, found.job_form) == (role, secondary, seniority, job_form)
    assert (found.topics, found.isco08) == (topics, isco08)
