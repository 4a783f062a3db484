"""One job, once, with the most trusted value of each field."""

from scrapers.extraction.merge import merge, title_key
from scrapers.items import JobPosting


def _job(title, origin="box", **values):
    return JobPosting(title=title, origin=origin, **values)


def test_the_trusted_list_wins_and_the_other_completes_it():
    data = _job("Koch (m/w/d)", "json-ld", company="Gasthof Post GmbH", url="https://a.example/1")
    box = _job(
        "Koch",
        company="Gasthof Post",
        location="Ulm",
        url="https://a.example/1?utm_source=x",
        box_heading="Jobs",
    )
    [merged] = merge([[data], [box]])
    assert (merged.company, merged.location, merged.origin) == ("Gasthof Post GmbH", "Ulm", "json-ld")
    assert merged.origins["company"] == "json-ld"
    assert merged.origins["location"] == "box"
    assert merged.box_heading == "Jobs"


def test_same_title_at_other_addresses_stays_apart():
    jobs = [_job("Verkäufer", url=f"https://a.example/?jid={number}") for number in (1, 2)]
    assert len(merge([jobs])) == 2


def test_a_box_that_stands_twice_counts_once():
    jobs = [_job("Verkäufer", url=f"https://a.example/1?utm_medium={place}") for place in ("side", "inline")]
    assert len(merge([jobs])) == 1


def test_other_company_is_another_job():
    assert len(merge([[_job("Koch", company="Post"), _job("Koch", company="Hirsch")]])) == 2


def test_page_order_is_kept_over_lists():
    data = [_job("A-Leiter", "json-ld"), _job("C-Leiter", "json-ld")]
    box = [_job("A-Leiter"), _job("B-Leiter"), _job("C-Leiter")]
    assert [job.title for job in merge([data, box])] == ["A-Leiter", "B-Leiter", "C-Leiter"]


def test_gone_is_not_forgotten():
    [merged] = merge([[_job("Koch", "json-ld")], [_job("Koch", "ad", gone=True)]])
    assert merged.gone


def test_title_key_keeps_what_parts_languages():
    assert title_key("C++ Developer (m/w/d)") == title_key("C++ developer")
    assert title_key("C++ Developer") != title_key("C# Developer")
