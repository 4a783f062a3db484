"""What stands in an address becomes filters or a notice, never an error; and back."""

from dataclasses import replace
from datetime import UTC, date, datetime
from urllib.parse import parse_qs, urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.filters import (
    CURRENT,
    DAYS,
    JOB_FORMS,
    PARAMETERS,
    SENIORITIES,
    SORTS,
    STATUSES,
    VIEWS,
    VISIT,
    WORKPLACES,
    Filters,
    Reader,
    parse,
    write,
)
from dashboard.taxonomy import choices

TEXT = st.text(st.characters(categories=["L", "N", "P", "S"]), min_size=1, max_size=30)


def some(values):
    return st.lists(st.sampled_from(values), unique=True, max_size=4).map(tuple)


CHOSEN = st.builds(
    Filters,
    search=st.one_of(st.just(""), TEXT),
    roles=some(choices()),
    statuses=st.sampled_from([CURRENT, STATUSES, ("closed",), ("open",)]),
    days=st.sampled_from([None, *DAYS]),
    places=st.lists(TEXT, unique=True, max_size=3).map(tuple),
    companies=st.lists(TEXT, unique=True, max_size=3).map(tuple),
    sites=st.lists(TEXT, unique=True, max_size=3).map(tuple),
    workplaces=some(WORKPLACES),
    seniorities=some(SENIORITIES),
    job_forms=some(JOB_FORMS),
    hidden=st.sampled_from(["", "show"]),
    sort=st.sampled_from(SORTS),
    size=st.sampled_from([25, 50, 100]),
    page=st.integers(1, 400),
    view=st.sampled_from(VIEWS),
    language=st.sampled_from([None, "de", "en"]),
)


@given(CHOSEN)
def test_what_is_written_is_read_back(filters):
    address = urlencode(write(filters), doseq=True)
    assert parse(parse_qs(address, keep_blank_values=True)) == (filters, [])


MOMENTS = st.datetimes(datetime(1970, 1, 2), datetime(2199, 12, 30), timezones=st.just(UTC))


@given(CHOSEN, st.one_of(st.just(VISIT), MOMENTS))
def test_a_time_of_discovery_is_read_back(filters, after):
    filters = replace(filters, after=after, days=None)
    assert parse(parse_qs(urlencode(write(filters), doseq=True))) == (filters, [])


def test_a_time_of_discovery_wins_over_days():
    assert parse({"after": ["visit"], "days": ["7"], "to": ["2026-01-01"]})[0] == Filters(after=VISIT)


def test_the_last_visit_is_the_reader_s():
    visit = datetime(2026, 3, 1, tzinfo=UTC)
    assert Filters(after=VISIT, reader=Reader(visit=visit)).new_after() == visit
    assert Filters(after=VISIT).new_after() is None
    assert Filters(after=visit).new_after() == visit
    assert write(Filters(reader=Reader(visit, (1, 2)))) == {}


def test_hidden_jobs_are_left_out_unless_asked_for():
    reader = Reader(hidden=(1, 2))
    assert Filters(reader=reader).left_out() == (1, 2)
    assert Filters(hidden="show", reader=reader).left_out() == ()


@given(CHOSEN, st.sampled_from([None, date(2026, 1, 2)]), st.sampled_from([None, date(2026, 2, 3)]))
def test_a_range_of_days_is_read_back(filters, since, until):
    filters = Filters(since=since, until=until, search=filters.search)
    assert parse(write(filters)) == (filters, [])


@given(
    st.dictionaries(
        st.one_of(st.sampled_from([p for p, _ in PARAMETERS.values()]), st.text()),
        st.lists(st.text(), max_size=60),
    )
)
def test_anything_may_stand_in_an_address(parameters):
    filters, _ = parse(parameters)
    assert parse(write(filters)) == (filters, [])
    assert "\x00" not in str(filters)


def test_nothing_is_written_for_defaults():
    assert write(Filters()) == {}
    assert parse({}) == (Filters(), [])


@pytest.mark.parametrize(
    ("parameters", "kinds"),
    [
        ({"foo": ["1"]}, ["unknown"]),
        ({"role": ["no_such_role"]}, ["value"]),
        ({"days": ["-1"]}, ["value"]),
        ({"days": ["٣"]}, ["value"]),
        ({"page": ["0"]}, ["value"]),
        ({"page": ["9" * 50]}, ["value"]),
        ({"from": ["2026-13-01"]}, ["value"]),
        ({"from": ["0001-01-01"]}, ["value"]),
        ({"after": ["yesterday"]}, ["value"]),
        ({"after": ["0001-01-01T00:00:00+23:00"]}, ["value"]),
        ({"status": ["gone"]}, ["value"]),
        ({"company": [str(n) for n in range(60)]}, ["many"]),
        ({"from": ["2026-02-02"], "to": ["2026-01-01"]}, ["dates"]),
        ({"role": [""], "q": [""]}, []),
        ({"q": ["\x00"]}, []),
    ],
)
def test_problems_are_named(parameters, kinds):
    assert [problem.kind for problem in parse(parameters)[1]] == kinds


def test_a_range_that_runs_backwards_is_exchanged():
    filters, _ = parse({"from": ["2026-02-02"], "to": ["2026-01-01"]})
    assert (filters.since, filters.until) == (date(2026, 1, 1), date(2026, 2, 2))


def test_days_win_over_a_range():
    filters, _ = parse({"days": ["7"], "from": ["2026-01-01"]})
    assert filters.first_day(date(2026, 3, 10)) == date(2026, 3, 3)
    assert filters.since is None


def test_a_value_is_removed_and_the_page_starts_anew():
    filters = Filters(roles=("data_ai", "sales"), page=4)
    assert filters.without("roles", "data_ai") == Filters(roles=("sales",))
    assert filters.without("roles") == Filters()


def test_dropping_the_status_shows_every_status():
    assert Filters(statuses=("closed",)).without("statuses").statuses == STATUSES
    assert Filters(statuses=STATUSES).without("statuses", "open,unseen,closed").statuses == CURRENT


def test_cleared_keeps_how_it_is_shown():
    filters = Filters(search="x", roles=("sales",), sort="title", size=50, language="de", page=3)
    assert filters.cleared() == Filters(sort="title", size=50, language="de")


def test_chosen_names_each_value():
    filters = Filters(search="x", roles=("sales", "data_ai"), since=date(2026, 1, 1), statuses=("open",))
    assert filters.chosen() == [
        ("search", "x"),
        ("roles", "sales"),
        ("roles", "data_ai"),
        ("since", "2026-01-01"),
        ("statuses", "open"),
    ]
