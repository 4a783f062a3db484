"""Cost of what the dashboard reads, by size: `python -m benchmarks.statements [JOBS ...] [--plans]`.

Each statement runs warm, for each set of filters: as the dashboard asks, with the columns of all jobs in
memory, and as the database alone answers. Then space by table and index; with --plans, how PostgreSQL goes
about each statement. Prints Markdown.
"""

import argparse
import re
import statistics
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import count, islice

import psycopg
from psycopg.conninfo import make_conninfo
from psycopg.sql import SQL

from benchmarks.seed import drop, seeded
from dashboard import queries, source_queries, trend_queries
from dashboard.connection import open_pool, reading
from dashboard.filters import MAX_ROWS, STATUSES, Filters
from scrapers import database

SIZES = [10_000, 100_000, 1_000_000]
NAME = "jobs_statements"
RUNS, RUNS_ALONE = 30, 3

NOW = datetime.now(UTC)
TODAY = NOW.date()
SETS = {
    "as it opens": Filters(),
    "all states": Filters(statuses=STATUSES),
    "a group of roles": Filters(roles=("data_ai",)),
    "role and place": Filters(roles=("ai_ml_engineering",), places=("München",)),
    "few (a company)": Filters(companies=("Hanse Logistik SE",), roles=("sales",)),
    "from–to": Filters(since=TODAY - timedelta(days=60), until=TODAY - timedelta(days=30)),
    "search": Filters(search="data berlin"),
    "search, broad": Filters(search="entwickler"),
    "search, rare": Filters(search='"machine learning" -senior zürich'),
}
LATEST = SETS["as it opens"]

Ask = Callable[[psycopg.Connection, Filters], object]
FILTERED: dict[str, Ask] = {
    "jobs": lambda c, f: queries.jobs(c, f, NOW),
    "count": lambda c, f: queries.count(c, f, NOW),
    "facets": lambda c, f: queries.facets(c, f, NOW),
    "new by day": lambda c, f: trend_queries.new_by_day(c, f, NOW, TODAY - timedelta(days=90), TODAY),
    "stock": lambda c, f: trend_queries.stock_events(c, f, NOW, TODAY - timedelta(days=90)),
    "days visible": lambda c, f: trend_queries.visible_days(c, f, NOW, TODAY - timedelta(days=90), TODAY),
}


def export(connection: psycopg.Connection, filters: Filters) -> list:
    return list(islice(queries.export(connection, filters, NOW, 50_000), queries.PORTION))


_unlike = count(1)


def unlike(connection: psycopg.Connection, filters: Filters) -> int:
    """Count what nobody searched for before: hits are kept until some job changes."""
    searched = replace(filters, search=f"{filters.search} -never{next(_unlike)}")
    return queries.count(connection, searched, NOW)


ONCE: dict[str, tuple[Ask, Filters]] = {
    **{
        f"jobs by {sort}": (FILTERED["jobs"], replace(LATEST, sort=sort))
        for sort in ("posted", "company", "title")
    },
    "jobs by title, a group of roles": (FILTERED["jobs"], replace(SETS["a group of roles"], sort="title")),
    "jobs, last page": (FILTERED["jobs"], replace(LATEST, page=MAX_ROWS // 100, size=100)),
    "count, a search never made": (unlike, SETS["search"]),
    "count, a broad search never made": (unlike, SETS["search, broad"]),
    "export, first portion": (export, LATEST),
    "export, few": (export, SETS["few (a company)"]),
    "job": (lambda c, f: queries.job(c, 77, NOW), LATEST),
    "postings": (lambda c, f: queries.postings(c, 77), LATEST),
    "sightings": (lambda c, f: queries.sightings(c, 77), LATEST),
    "changes": (lambda c, f: queries.changes(c, 77), LATEST),
    "version": (lambda c, f: queries.version(c), LATEST),
    "summary": (lambda c, f: queries.summary(c), LATEST),
    "crawled days": (lambda c, f: trend_queries.crawled_days(c, TODAY - timedelta(days=90)), LATEST),
    "sources": (lambda c, f: source_queries.sources(c, NOW), LATEST),
    "crawls": (lambda c, f: source_queries.crawls(c, None, 50), LATEST),
}
CASES: dict[str, tuple[Ask, Filters]] = {
    **{
        f"{name}: {which}": (ask, filters)
        for name, ask in FILTERED.items()
        for which, filters in SETS.items()
    },
    **ONCE,
}


# Enough to tell why: the database alone takes seconds for some.
ALONE = [case for case in CASES if case.endswith((": as it opens", ": role and place")) or case in ONCE]


def measured(connection: psycopg.Connection, ask: Ask, filters: Filters, runs: int) -> tuple[float, float]:
    """Milliseconds, median and 95th percentile, after one run that does not count."""
    ask(connection, filters)
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        ask(connection, filters)
        times.append((time.perf_counter() - start) * 1000)
        connection.rollback()
    return statistics.median(times), statistics.quantiles(times, n=20, method="inclusive")[-1]


def times(conninfo: str, memory: bool) -> dict[str, tuple[float, float]]:
    """Times of each case, as the dashboard asks, or of the database alone."""
    if not memory:
        with psycopg.connect(conninfo, prepare_threshold=None) as connection:
            queries.prepare(connection, "60s")
            connection.commit()
            return {case: measured(connection, *CASES[case], RUNS_ALONE) for case in ALONE}
    pool = open_pool(conninfo)
    try:
        with reading(pool) as connection:
            start = time.perf_counter()
            connection.mirror.look(connection)
            connection.mirror.wait(300)
            unlike(connection, SETS["search"])  # words are read when somebody searches
            connection.mirror.wait(300, words=True)
            print(f"\nAll jobs read into memory in {time.perf_counter() - start:.1f} s.\n", flush=True)
            return {case: measured(connection, *asked, RUNS) for case, asked in CASES.items()}
    finally:
        pool.close()


def space(conninfo: str) -> dict[str, float]:
    """Megabytes of each table and index of more than one."""
    with psycopg.connect(conninfo) as connection:
        return dict(
            connection.execute(
                "SELECT relname, pg_table_size(oid) / 1e6 AS size FROM pg_class"
                " WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'i')"
                " UNION ALL SELECT 'whole database', pg_database_size(current_database()) / 1e6"
                " ORDER BY size DESC"
            ).fetchall()
        )


class _Explained(psycopg.Cursor):
    """Keeps the plan of each statement, beside running it."""

    plans: tuple[list[str], ...] = ()

    def execute(self, query, params=None, **options):
        explain = SQL("EXPLAIN (ANALYZE, BUFFERS, COSTS OFF) {}").format(query)
        with psycopg.Cursor(self.connection) as cursor:
            lines = [line for (line,) in cursor.execute(explain, params)]
        _Explained.plans += (lines,)
        return super().execute(query, params, **options)


_KEPT = re.compile(r"->|Cond:|Buffers:|Execution Time:|Sort Method|Workers Launched|^\S")


def plans(conninfo: str) -> dict[str, list[str]]:
    """How PostgreSQL goes about each case by itself, in short."""
    found = {}
    with psycopg.connect(conninfo, prepare_threshold=None) as connection:
        queries.prepare(connection, "120s")
        connection.cursor_factory = _Explained
        for case in ALONE:
            ask, filters = CASES[case]
            ask(connection, filters)
            _Explained.plans = ()
            ask(connection, filters)
            found[case] = [short for plan in _Explained.plans for short in _short(plan)]
            connection.rollback()
    return found


def _short(plan: list[str]) -> list[str]:
    """Nodes, conditions, buffers of the whole, and time."""
    plan = [line for line in plan if not line.startswith("Planning")]
    first = next((n for n, line in enumerate(plan) if "Buffers:" in line), 0)
    kept = [
        line[:118]
        for n, line in enumerate(plan)
        if _KEPT.search(line) and (n == first or "Buffers:" not in line)
    ]
    return [re.sub(r" loops=1\)", ")", line).replace("actual time", "ms") for line in kept]


def made(server: str, jobs: int, kept: str | None) -> str:
    """Conninfo of a database of so many jobs."""
    name = f"{kept}_{jobs}" if kept else NAME
    with psycopg.connect(make_conninfo(server, dbname="postgres")) as admin:
        there = admin.execute("SELECT FROM pg_database WHERE datname = %s", [name]).fetchone()
    return make_conninfo(server, dbname=name) if kept and there is not None else seeded(server, name, jobs)


def table(head: list[str], lines: list[list[str]]) -> None:
    print(f"| {' | '.join(head)} |\n|{'---|' * len(head)}")
    for line in lines:
        print(f"| {' | '.join(line)} |")
    print(flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.statements", description=__doc__.split("\n")[0]
    )
    parser.add_argument("jobs", type=int, nargs="*", default=SIZES)
    parser.add_argument("--plans", action="store_true", help="show the plans at the largest size")
    parser.add_argument(
        "--keep", metavar="NAME", help="keep the databases, called so, and use those kept before"
    )
    arguments = parser.parse_args()
    sizes = sorted(arguments.jobs)
    in_memory, alone, spaces = {}, {}, {}
    with database.server() as server:
        for jobs in sizes:
            conninfo = made(server, jobs, arguments.keep)
            in_memory[jobs], alone[jobs] = times(conninfo, True), times(conninfo, False)
            spaces[jobs] = space(conninfo)
        shown = plans(conninfo) if arguments.plans else {}
        if not arguments.keep:
            drop(server, NAME)
    largest = sizes[-1]
    print(f"## {largest:,} jobs, milliseconds, warm\n")
    nothing = (float("nan"), float("nan"))
    pairs = [(case, *in_memory[largest][case], *alone[largest].get(case, nothing)) for case in CASES]
    table(
        ["statement: filters", "p50", "p95", "database alone, p50", "p95"],
        [
            [case, *("" if number != number else f"{number:.1f}" for number in numbers)]
            for case, *numbers in pairs
        ],
    )
    slow = [f"{case} ({p95:.0f} ms)" for case, _, p95, *_ in pairs if p95 > 50]
    print(f"Over 50 ms: {', '.join(slow) or 'none'}.\n\n## Growth\n")
    table(
        ["median, ms", *(f"{jobs:,} jobs" for jobs in sizes)],
        [[case, *(f"{in_memory[jobs][case][0]:.1f}" for jobs in sizes)] for case in CASES],
    )
    table(
        ["space, MB", *(f"{jobs:,} jobs" for jobs in sizes)],
        [
            [name, *(f"{spaces[jobs].get(name, 0):,.1f}" for jobs in sizes)]
            for name, megabytes in spaces[largest].items()
            if megabytes > 1
        ],
    )
    if shown:
        print("## Plans\n")
    for case, lines in shown.items():
        print(f"### {case}\n\n```\n" + "\n".join(lines) + "\n```\n")


if __name__ == "__main__":
    main()
