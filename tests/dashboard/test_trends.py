"""Every number that Trends draws equals what counting the jobs one by one gives, or is not drawn."""

import itertools
import re
import tomllib
from collections import Counter
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import psycopg
import pytest
from psycopg.rows import dict_row
from streamlit.testing.v1 import AppTest

import dashboard
from dashboard import queries, series, taxonomy, trend_queries
from dashboard.filters import STATUSES, Filters
from dashboard.plots import Bar, Timeline
from dashboard.series import DAY, WEEK, Span
from dashboard.words import Words
from tests.dashboard.invented import NOW

APP = Path(dashboard.__file__).with_name("app.py")
TODAY = NOW.date()
ALL = Filters(statuses=STATUSES)
CHOSEN = [ALL, Filters(roles=("data_ai", "unclassified"), statuses=STATUSES), Filters(places=("Berlin",))]
pytestmark = pytest.mark.usefixtures("pools")


@pytest.fixture(scope="module")
def jobs(seeded_url):
    with psycopg.connect(seeded_url, row_factory=dict_row) as connection:
        return connection.execute("SELECT * FROM job").fetchall()


def matching(jobs, filters):
    """Jobs of the few filters used here, in plain Python."""
    for job in jobs:
        role = job["role"] or "unclassified"
        if filters.roles and role not in filters.roles and job["role_group"] not in filters.roles:
            continue
        if filters.places and job["city"] not in filters.places:
            continue
        if job["closed_at"] is None or "closed" in filters.statuses:
            yield job


# ------------------------------------------------------------------ numbers
@pytest.mark.parametrize("filters", CHOSEN, ids=range(len(CHOSEN)))
def test_new_jobs_by_day_role_and_group(seeded, jobs, filters):
    first, last = TODAY - timedelta(days=30), TODAY - timedelta(days=2)
    rows = trend_queries.new_by_day(seeded, filters, NOW, first, last)
    got = {(row["day"], row["role"], row["role_group"]): row["jobs"] for row in rows}
    assert got == Counter(
        (job["first_seen"].date(), job["role"], job["role_group"])
        for job in matching(jobs, filters)
        if first <= job["first_seen"].date() <= last
    )
    assert sum(series.counted(rows, "day", "role_group", weekly=True).values()) == sum(got.values())


def test_the_stock_of_each_day(seeded, jobs):
    filters = Filters(roles=("data_ai", "unclassified"), statuses=STATUSES)
    span = Span(TODAY - timedelta(days=100), TODAY, TODAY)
    events = trend_queries.stock_events(seeded, filters, NOW, span.first)
    for stock in series.stock(events, span):
        end = min(datetime(stock.day.year, stock.day.month, stock.day.day, tzinfo=UTC) + DAY, NOW)
        there = [
            job
            for job in matching(jobs, filters)
            if job["first_seen"] < end and (job["closed_at"] is None or job["closed_at"] >= end)
        ]
        # On days that are over, a job whose week without being seen ended on that day is no longer open.
        unseen = [job for job in there if job["last_seen"] + queries.NOT_SEEN_AFTER < end]
        assert (stock.day, stock.open, stock.unseen) == (stock.day, len(there) - len(unseen), len(unseen))


def test_the_stock_of_now_is_what_the_list_counts(seeded):
    span = Span(TODAY - timedelta(days=10), TODAY, TODAY)
    now = series.stock(trend_queries.stock_events(seeded, ALL, NOW, span.first), span)[-1]
    assert now.open == queries.count(seeded, Filters(statuses=("open",)), NOW)
    assert now.unseen == queries.count(seeded, Filters(statuses=("unseen",)), NOW)


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({"first_seen": -3}, [(0, 0), (1, 0), (1, 0), (1, 0), (1, 0)]),
        ({"first_seen": -30}, [(1, 0)] * 5),
        ({"first_seen": -30, "last_seen": -9}, [(1, 0), (1, 0), (0, 1), (0, 1), (0, 1)]),
        ({"first_seen": -30, "last_seen": -20}, [(0, 1)] * 5),
        ({"first_seen": -30, "last_seen": -2, "closed": -1}, [(1, 0), (1, 0), (1, 0), (0, 0), (0, 0)]),
        ({"first_seen": -30, "last_seen": -20, "closed": -2}, [(0, 1), (0, 1), (0, 0), (0, 0), (0, 0)]),
        ({"first_seen": -30, "last_seen": -20, "closed": -20}, [(0, 0)] * 5),
    ],
    ids=["new", "old", "not seen since", "long not seen", "closed", "closed after not seen", "long closed"],
)
def test_what_becomes_of_one_job(connection, add_job, values, expected):
    moments = {name: NOW + timedelta(days=days) for name, days in values.items()}
    closed = moments.pop("closed", None)
    add_job(**{"last_seen": NOW, **moments}, closed_at=closed, closed_reason=closed and "gone")
    span = Span(TODAY - timedelta(days=4), TODAY, TODAY)
    events = trend_queries.stock_events(connection, ALL, NOW, span.first)
    assert [(stock.open, stock.unseen) for stock in series.stock(events, span)] == expected


@pytest.mark.parametrize("filters", CHOSEN, ids=range(len(CHOSEN)))
def test_how_long_jobs_stay(seeded, jobs, filters):
    first = TODAY - timedelta(days=60)
    rows = trend_queries.visible_days(seeded, filters, NOW, first, TODAY)
    got = {(row["role_group"], row["days"], row["ended"]): row["jobs"] for row in rows}
    assert got == Counter(
        (job["role_group"], (job["last_seen"] - job["first_seen"]).days, job["closed_at"] is not None)
        for job in matching(jobs, filters)
        if job["first_seen"].date() >= first
    )
    steps = series.durations(rows, 7, 28)
    assert sum(jobs for _, jobs in steps) == series.visibility(rows).closed
    assert [start for start, _ in steps] == sorted({start for start, _ in steps})


def spells(*days, ended=True):
    return [{"days": each, "ended": ended, "jobs": 1} for each in days]


@pytest.mark.parametrize(
    ("rows", "half"),
    [
        ([], None),
        (spells(1, 2, 3, 4), 2),
        (spells(1, 2, 3), 2),
        (spells(5, ended=False), None),
        # The three that go on were there for longer than any that ended: more than half are still there.
        (spells(1, 2) + spells(9, 9, 9, ended=False), None),
        # Textbook: 6, 6, 6, 7, 10 ended, 6, 9, 10 go on. After 6 days 5/8 are left, after 7 days half.
        (spells(6, 6, 6, 7, 10) + spells(6, 9, 10, ended=False), 7),
    ],
    ids=["none", "even", "odd", "going on", "most go on", "both"],
)
def test_half_are_gone(rows, half):
    assert series.visibility(rows).half == half


def test_the_last_step_takes_all_the_longest():
    rows = spells(0, 6, 7, 20, 400)
    assert series.durations(rows, 7, 14) == [(0, 2), (7, 1), (14, 2)]
    assert series.durations([], 7, 14) == []


# ------------------------------------------------------------------ time
def test_a_mean_needs_seven_crawled_days_that_are_over():
    span = Span(TODAY - timedelta(days=20), TODAY, TODAY)
    gap = TODAY - timedelta(days=9)
    crawled = set(span.days()) - {gap}
    by_day = dict.fromkeys(crawled, 7)
    days = [day for day, mean in series.means(by_day, span, crawled) if mean == 7]
    before = [span.first + n * DAY for n in range(6, 11)]
    assert days == [*before, TODAY - 2 * DAY, TODAY - DAY]


@pytest.mark.parametrize(
    ("start", "length", "whole"),
    [
        (date(2026, 3, 9), DAY, True),
        (date(2026, 3, 10), DAY, False),  # today
        (date(2026, 3, 2), WEEK, True),
        (date(2026, 3, 9), WEEK, False),  # this week
        (date(2026, 2, 16), WEEK, False),  # begins before what is shown
        (date(2026, 2, 23), WEEK, True),
    ],
)
def test_what_is_whole(start, length, whole):
    assert Span(date(2026, 2, 18), TODAY, TODAY).whole(start, length) == whole


def test_days_with_a_crawl_under_way(connection):
    for source, start, hours, pages in (("a", 5, 0, 1), ("b", 3, 24, 1), ("c", 1, 0, 0), ("d", 400, 0, 1)):
        begun = NOW - timedelta(days=start)
        connection.execute(
            "INSERT INTO crawl (source, started_at, ended_at, pages) VALUES (%s, %s, %s, %s)",
            [source, begun, begun + timedelta(hours=hours), pages],
        )
    connection.execute("INSERT INTO crawl (source, started_at, pages) VALUES ('e', %s, 1)", [NOW])
    crawled = trend_queries.crawled_days(connection, TODAY - timedelta(days=30))
    assert crawled == {TODAY - n * DAY for n in (5, 3, 2, 0)}


# ------------------------------------------------------------------ what is drawn
def test_bars_are_stacked_in_the_order_of_the_kinds():
    kinds = {"a": "A", "b": "B", "c": "C"}
    bars = [Bar(TODAY, "c", 3, False), Bar(TODAY, "a", 2, False), Bar(TODAY - DAY, "b", 1, True)]
    chart = Timeline(Words(0), Span(TODAY - DAY, TODAY, TODAY), DAY, kinds).bars(bars)
    (data,) = (each for each in chart.to_dict()["datasets"].values() if "bottom" in each[0])
    assert [(row["kind"], row["bottom"], row["top"], row["opacity"] < 1) for row in data] == [
        ("b", 0, 1, False),
        ("a", 0, 2, True),
        ("c", 2, 5, True),
    ]


def trends(**parameters) -> AppTest:
    app = AppTest.from_file(str(APP), default_timeout=60)
    app.query_params.update(parameters)
    app.run().switch_page("views/trends.py").run()
    assert not app.exception
    return app


def said(app: AppTest) -> str:
    return " ".join(
        str(each.value) for kind in (app.title, app.header, app.markdown, app.caption) for each in kind
    )


def drawn(app: AppTest) -> int:
    return len(app.get("vega_lite_chart")) + len(app.get("arrow_vega_lite_chart"))


def body(app: AppTest) -> str:
    return " ".join(element.proto.body for element in app.get("html"))


def test_one_job_is_no_trend(add_job):
    add_job(first_seen=datetime.now(UTC), last_seen=datetime.now(UTC))
    app = trends()
    assert drawn(app) == 0
    assert "Only 1 job: too few" in said(app)
    assert "Too few jobs to see how many are open" in said(app)
    assert "Too few jobs have closed to say: 0 so far, 10 are needed" in said(app)


def test_many_jobs_are_drawn_and_stand_in_tables(add_job):
    now = datetime.now(UTC)
    for number in range(12):
        closed = now - timedelta(days=1) if number < 10 else None
        add_job(
            role="sales",
            role_group="commercial",
            first_seen=now - timedelta(days=20),
            last_seen=now - timedelta(days=10),
            closed_at=closed,
            closed_reason=closed and "gone",
        )
    app = trends()
    assert drawn(app) == 3
    assert "10 jobs closed; the 2 others" in said(app)
    assert "half are gone: after 10 days" in said(app)
    found = body(app)
    assert re.search(r'href="trends\?role=sales">Sales[^<]*</a></th>.*?<td class="number sum">12</td>', found)
    assert re.search(r"Sales, marketing[^<]*</a></th><td[^>]*>10</td><td[^>]*>2</td>", found)


def test_a_time_without_jobs_draws_nothing(add_job):
    add_job()
    app = trends(**{"from": "2020-01-01", "to": "2020-02-01"})
    assert drawn(app) == 0
    assert "No new job in this time." in said(app)


# ------------------------------------------------------------------ colours
def linear(colour: str) -> list[float]:
    values = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    return [v / 12.92 if v <= 0.04045 else ((v + 0.055) / 1.055) ** 2.4 for v in values]


# Machado, Oliveira, Fernandes 2009, severity 1: what a linear colour becomes for those without one cone.
SEEN = {
    "all cones": [[1, 0, 0], [0, 1, 0], [0, 0, 1]],
    "protanopia": [
        [0.152286, 1.052583, -0.204868],
        [0.114503, 0.786281, 0.099216],
        [-0.003882, -0.048116, 1.051998],
    ],
    "deuteranopia": [
        [0.367322, 0.860646, -0.227968],
        [0.280085, 0.672501, 0.047413],
        [-0.011820, 0.042940, 0.968881],
    ],
}


def lab(rgb: list[float]) -> tuple[float, float, float]:
    """CIE L*a*b* of a linear sRGB colour."""
    to_xyz = [
        [0.4124 / 0.95047, 0.3576 / 0.95047, 0.1805 / 0.95047],
        [0.2126, 0.7152, 0.0722],
        [0.0193 / 1.08883, 0.1192 / 1.08883, 0.9505 / 1.08883],
    ]
    x, y, z = (
        v ** (1 / 3) if v > 0.008856 else 7.787 * v + 16 / 116
        for v in (sum(a * b for a, b in zip(row, rgb, strict=True)) for row in to_xyz)
    )
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def seen(colour: str, eye: str) -> tuple[float, float, float]:
    rgb = linear(colour)
    return lab([min(1, max(0, sum(a * b for a, b in zip(row, rgb, strict=True)))) for row in SEEN[eye]])


def distance(one: str, other: str, eye: str) -> float:
    return sum((a - b) ** 2 for a, b in zip(seen(one, eye), seen(other, eye), strict=True)) ** 0.5


def palette(theme: str) -> list[str]:
    config = tomllib.loads((APP.parents[1] / ".streamlit/config.toml").read_text("utf-8"))
    return config["theme"][theme]["chartCategoricalColors"]


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("eye", SEEN)
def test_colours_are_told_apart(theme, eye):
    colours = palette(theme)
    assert len(colours) == len(taxonomy.GROUP_NAMES)
    near = {
        (one, other): distance(one, other, eye)
        for place, one in enumerate(colours)
        for other in colours[place + 1 :]
    }
    assert min(near.values()) > 15, min(near, key=near.get)
    # Those that touch in a stack must differ more.
    assert all(near[pair] > 25 for pair in itertools.pairwise(colours))


@pytest.mark.parametrize(("theme", "ground"), [("light", "#ffffff"), ("dark", "#12161d")])
def test_colours_stand_out_from_the_ground(theme, ground):
    def light(colour):
        return sum(a * b for a, b in zip(linear(colour), (0.2126, 0.7152, 0.0722), strict=True))

    for colour in palette(theme):
        brighter, darker = sorted((light(colour), light(ground)), reverse=True)
        assert (brighter + 0.05) / (darker + 0.05) >= 2, colour
