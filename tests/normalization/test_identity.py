from dataclasses import replace

from scrapers.items import JobPosting
from scrapers.normalization.identity import LONGEST_REF, assign_refs, fingerprint

PAGE = "https://www.magazine.example/article"


def posting(title="Data Engineer (m/w/d)", **fields):
    return JobPosting(title=title, page_url=PAGE, **fields)


def refs(*postings):
    return [assigned.ref for assigned in assign_refs(postings)]


def test_publishers_id_comes_first():
    [assigned] = assign_refs([posting(url="https://www.board.example/jobs/7", identifier=" J-7 ")])
    assert (assigned.site, assigned.ref) == ("board.example", "J-7")


def test_link_comes_second_without_tracking():
    [assigned] = assign_refs([posting(url="https://board.example/jobs/7?utm_source=magazine#top")])
    assert (assigned.site, assigned.ref) == ("board.example", "https://board.example/jobs/7")


def test_fingerprint_comes_last_and_the_page_publishes():
    [assigned] = assign_refs([posting(company="Acme GmbH", location="Berlin")])
    assert assigned.site == "magazine.example"
    assert assigned.ref.startswith("fp:") and len(assigned.ref) == 23


def test_link_shared_by_several_titles_is_no_ref():
    shared = "https://board.example/apply"
    one, two = refs(posting("Data Engineer", url=shared), posting("Cook", url=shared))
    assert one.startswith("fp:") and two.startswith("fp:") and one != two


def test_link_shared_by_one_title_in_two_spellings_is_a_ref():
    shared = "https://board.example/jobs/7"
    assert refs(posting("Cook (m/w/d)", url=shared), posting("Cook", url=shared)) == [shared, shared]


def test_id_shared_by_several_titles_is_no_ref():
    one, two = refs(
        posting("Data Engineer", url="https://board.example/1", identifier="ACME-1"),
        posting("Cook", url="https://board.example/2", identifier="ACME-1"),
    )
    assert (one, two) == ("https://board.example/1", "https://board.example/2")


def test_employers_name_is_no_id():
    link = "https://board.example/1"
    assert refs(posting(url=link, identifier="Acme")) == [link]
    assert refs(posting(url=link, identifier="Acme 24", company="Acme 24")) == [link]


def test_link_to_the_page_itself_is_a_ref_only_where_it_shows_one_ad():
    assert refs(posting(url=PAGE)) == [PAGE]
    one, two = refs(posting("Cook", url=PAGE + "#cook"), posting("Waiter", url="https://board.example/2"))
    assert one.startswith("fp:") and two == "https://board.example/2"


def test_front_page_of_a_site_is_no_ref():
    [assigned] = assign_refs([posting(url="https://www.board.example/?utm_source=x")])
    assert assigned.site == "board.example"
    assert assigned.ref.startswith("fp:")


def test_link_that_no_index_could_hold_becomes_a_fingerprint():
    [ref] = refs(posting(url="https://board.example/" + "a" * LONGEST_REF))
    assert ref.startswith("fp:") and len(ref) == 23


def test_without_any_http_address_there_is_no_site():
    [assigned] = assign_refs([JobPosting(title="Cook", page_url=None, url="mailto:a@example.com")])
    assert assigned.site == "" and assigned.ref.startswith("fp:")


def test_fingerprint_tells_title_company_and_place_apart():
    ad = posting("Cook", company="Acme", location="Berlin")
    others = [replace(ad, title="Waiter"), replace(ad, company="Bolt"), replace(ad, location="Bonn")]
    assert len({fingerprint(each) for each in [ad, *others]}) == 4


def test_fingerprint_survives_normalising_and_gender_markers():
    ad = posting("Cook (m/w/d)", company="Acme", location="10115 Berlin")
    normalised = replace(
        ad, title="Cook", title_raw="Cook (m/w/d)", location_raw="10115 Berlin", location="Berlin"
    )
    assert fingerprint(ad) == fingerprint(normalised)
    assert fingerprint(replace(ad, title="COOK (all genders)")) == fingerprint(ad)
    assert fingerprint(replace(ad, title="Cook (Senior)")) != fingerprint(ad)


def test_page_is_left_as_it_was_and_order_stays():
    page = [posting("A 1", url="https://b.example/1"), posting("B 2", url="https://b.example/2")]
    assigned = assign_refs(iter(page))
    assert [each.title for each in assigned] == ["A 1", "B 2"]
    assert page[0].ref is None and assign_refs([]) == []


def test_assigning_twice_changes_nothing():
    page = assign_refs([posting("Cook", url=PAGE), posting("Waiter", identifier="W7")])
    assert assign_refs(page) == page
