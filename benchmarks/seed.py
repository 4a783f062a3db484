"""Fills a database with invented jobs, the same ones for the same seed: `python -m benchmarks.seed 10000`.

The database is marked as sample data, so that real crawls refuse it and the dashboard says so. As far as
PATTERN, jobs are invented one by one; the server makes the rest, as variations of those.
"""

import argparse
import random
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta

import psycopg
from psycopg import sql
from psycopg.conninfo import make_conninfo

from benchmarks import variations
from benchmarks.seed_words import BOXES, CITIES, COMPANIES, PUBLISHERS, SOURCES, TITLES
from scrapers import database

DAYS = 120
PORTION = 20_000  # jobs held in memory at once
PATTERN = 100_000  # jobs invented one by one
SEEDED_DATABASE = "jobs_seeded"
JOB_FORMS = ["regular"] * 16 + ["working_student", "internship", "trainee", "dual_study", "freelance"]
SENIORITIES = ["unspecified"] * 8 + ["junior", "senior", "senior", "lead_principal", "director_head"]
PREFIX = {"junior": "Junior ", "senior": "Senior ", "lead_principal": "Lead ", "director_head": "Head of "}
TOPICS = ["ai", "data", "cloud", "security", "sustainability"]

JOB_COLUMNS = (
    "id, title, company, location, city, country, workplace, role, role_group, seniority, job_form, topics,"
    " language, url, site, date_posted, first_seen, last_seen, closed_at, closed_reason,"
    " postings"
)
POSTING_COLUMNS = (
    "id, job_id, site, ref, url, title, title_raw, company, location, city, country, date_posted,"
    " date_posted_raw, role, role_group, role_reason, seniority, job_form, topics, language, origin,"
    " trust, normalization_version, first_seen, last_seen, closed_at, closed_reason"
)
SIGHTING_COLUMNS = "posting_id, page_id, box_heading, position, link, first_seen, last_seen, times, seen_hash"
PAGE_COLUMNS = "id, url, site, title, status, first_fetched, last_fetched"
CRAWL_COLUMNS = (
    "source, arguments, started_at, ended_at, reason, pages, pages_unchanged,"
    " postings_seen, postings_new, postings_updated, errors, error"
)


def seed(connection: psycopg.Connection, jobs: int, *, now: datetime, number: int = 1) -> None:
    """Add ``jobs`` invented jobs with their postings, sightings, pages and crawls up to ``now``."""
    dice = random.Random(number)
    pages = list(_pages(dice, now, max(3, min(jobs // 8, 4000))))
    invented = min(jobs, PATTERN)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE database_info SET is_sample = true")
        _copy(cursor, f"page ({PAGE_COLUMNS})", pages)
        for first in range(1, invented + 1, PORTION):
            numbers = range(first, min(first + PORTION, invented + 1))
            rows = [_job(dice, now, number, jobs, pages) for number in numbers]
            _copy(cursor, f"job ({JOB_COLUMNS})", (job for job, _, _ in rows))
            _copy(cursor, f"posting ({POSTING_COLUMNS})", (row for _, group, _ in rows for row in group))
            _copy(cursor, f"sighting ({SIGHTING_COLUMNS})", (row for _, _, group in rows for row in group))
        if jobs > invented:
            variations.add(cursor, invented, jobs, len(pages))
        _copy(cursor, f"crawl ({CRAWL_COLUMNS})", _crawls(dice, now) if jobs else [])
        cursor.execute("SELECT setval(pg_get_serial_sequence('page', 'id'), max(id)) FROM page")
        if jobs:
            cursor.execute("SELECT setval(pg_get_serial_sequence('job', 'id'), max(id)) FROM job")
            cursor.execute("SELECT setval(pg_get_serial_sequence('posting', 'id'), max(id)) FROM posting")
    connection.commit()
    connection.autocommit = True
    connection.execute("VACUUM ANALYZE")
    connection.autocommit = False


def _copy(cursor: psycopg.Cursor, into: str, rows: Iterable[tuple]) -> None:
    with cursor.copy(f"COPY {into} FROM STDIN") as copy:
        for row in rows:
            copy.write_row(row)


def _pages(dice: random.Random, now: datetime, count: int) -> Iterator[tuple]:
    for identity in range(1, count + 1):
        source, site, names = dice.choice(SOURCES)
        title = dice.choice(names)
        first = now - timedelta(days=dice.uniform(1, DAYS))
        yield (
            identity,
            f"https://{site}/{source}/{identity}",
            site,
            title,
            200,
            first,
            now - timedelta(hours=3),
        )


def _job(
    dice: random.Random, now: datetime, identity: int, jobs: int, pages: list[tuple]
) -> tuple[tuple, list[tuple], list[tuple]]:
    """A job, its postings (one in twelve has a second, on another site) and their sightings."""
    role, group, base = dice.choice(TITLES)
    seniority = dice.choice(SENIORITIES)
    topics = [topic for topic in TOPICS if dice.random() < 0.12]
    if group == "data_ai":
        topics = sorted({*topics, "ai"})
    form = dice.choice(JOB_FORMS)
    title = _title(base, seniority, form)
    if dice.random() < 0.06:
        role = group = None
    company = dice.choice(COMPANIES) if dice.random() < 0.8 else None
    city, country = dice.choice(CITIES) if dice.random() < 0.85 else (None, None)
    remote = dice.random() < 0.15
    first = _seen_on_workday(dice, now)
    posted = (first - timedelta(days=dice.randint(0, 5))).date() if dice.random() < 0.6 else None
    last, closed = _last_seen(dice, now, first)
    reason = dice.choice(["expired", "gone", "unlisted"]) if closed else None
    sites = [dice.choice(PUBLISHERS)]
    if dice.random() < 0.08:
        sites.append("zweitmarkt.example")
    place = "; ".join(part for part in (city, "Remote" if remote else None) if part) or None
    workplace = "remote" if remote else None
    language = "de" if "(m/w/d)" in base else "en"
    job = (
        *(identity, title, company, place, city, country, workplace, role, group, seniority, form, topics),
        *(language, f"https://{sites[0]}/job/{identity}", sites[0], posted, first, last, closed, reason),
        len(sites),
    )
    postings, sightings = [], []
    for nth, site in enumerate(sites):
        number, url = identity + nth * jobs, f"https://{site}/job/{identity}"
        raw = posted.strftime("%d.%m.%Y") if posted else None
        why = f"head noun in “{base}”" if role else None
        origin = dice.choice(["box", "box", "json-ld", "feed"])
        postings.append(
            (
                *(number, identity, site, url, url, title, base, company, place, city, country, posted, raw),
                *(
                    role,
                    group,
                    why,
                    seniority,
                    form,
                    topics,
                    language,
                    origin,
                    1,
                    1,
                    first,
                    last,
                    closed,
                    reason,
                ),
            )
        )
        for page in dice.sample(pages, min(len(pages), dice.choice([1, 1, 1, 2, 3]))):
            link, days = f"{url}?from={page[0]}", max(1, (last - first).days)
            box = dice.choice(BOXES)
            sightings.append((number, page[0], box, dice.randint(1, 12), link, first, last, days, b""))
    return job, postings, sightings


def _title(base: str, seniority: str, form: str) -> str:
    plain = base.replace(" (m/w/d)", "")
    if form == "working_student":
        return f"Werkstudent {plain}"
    if form == "internship":
        return f"Praktikum {plain}"
    if form == "dual_study":
        return f"Duales Studium {plain}"
    return PREFIX.get(seniority, "") + plain


def _seen_on_workday(dice: random.Random, now: datetime) -> datetime:
    """A moment of the last DAYS days; fewer on weekends, more lately, none while nothing was crawled."""
    while True:
        age = DAYS * dice.random() ** 1.3
        moment = now - timedelta(days=age)
        if _crawled(moment, now) and (moment.weekday() < 5 or dice.random() < 0.25):
            return moment


def _crawled(moment: datetime, now: datetime) -> bool:
    return not 40 <= (now - moment).days < 44


def _last_seen(dice: random.Random, now: datetime, first: datetime) -> tuple[datetime, datetime | None]:
    end = first + timedelta(days=dice.expovariate(1 / 45))
    if end >= now:
        return max(first, now - timedelta(hours=3)), None
    return end, end + (now - end) * 0.1 if dice.random() < 0.5 else None


def _crawls(dice: random.Random, now: datetime) -> Iterator[tuple]:
    for index, (source, site, _) in enumerate(SOURCES):
        for day in range(DAYS, -1, -1):
            start = (now - timedelta(days=day)).replace(hour=4, minute=7 * index % 60, second=0)
            if start >= now or not _crawled(start, now):
                continue
            yield _crawl(dice, source, site, start, latest=day == 0)
    yield (
        "pages",
        '{"url": "https://blog.example/jobs"}',
        now - timedelta(minutes=2),
        None,
        None,
        3,
        0,
        11,
        4,
        0,
        0,
        None,
    )


def _crawl(dice: random.Random, source: str, site: str, start: datetime, *, latest: bool) -> tuple:
    pages = dice.randint(15, 60)
    seen = pages * dice.randint(3, 5)
    trouble = dice.random()
    if latest and source == "markt_und_maschine":
        error = f"GET https://{site}/feed.xml: 503 Service Unavailable (gave up after 3 attempts)"
        return source, "{}", start, start + timedelta(seconds=41), "no_response", 0, 0, 0, 0, 0, 1, error
    if trouble < 0.02:
        return (
            source,
            "{}",
            start,
            start + timedelta(seconds=90),
            "killed",
            pages // 3,
            0,
            seen // 3,
            2,
            0,
            0,
            None,
        )
    errors = dice.choice([0, 0, 0, 0, 0, 1, 2])
    error = f"GET https://{site}/archiv/{pages}: 500 Internal Server Error" if errors else None
    end = start + timedelta(seconds=pages * dice.uniform(1.5, 4))
    new = dice.randint(2, max(3, seen // 12))
    return source, "{}", start, end, "finished", pages, pages // 2, seen, new, new // 3, errors, error


def seeded(server: str, name: str, jobs: int, number: int = 1) -> str:
    """Make a database of ``jobs`` invented jobs seen up to now, in place of an older one; its conninfo."""
    conninfo = make_conninfo(server, dbname=name)
    drop(server, name)
    database.ensure_database(conninfo, sample=True)
    with psycopg.connect(conninfo) as connection:
        seed(connection, jobs, now=datetime.now(UTC), number=number)
    return conninfo


def drop(server: str, name: str) -> None:
    """Drop a database of samples where there is one; raises DatabaseError where it holds real jobs."""
    with psycopg.connect(make_conninfo(server, dbname="postgres"), autocommit=True) as admin:
        if not admin.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone():
            return
        with psycopg.connect(make_conninfo(server, dbname=name)) as connection:
            database.check_kind(connection, sample=True)
        admin.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("jobs", type=int)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--database", default=SEEDED_DATABASE, help="made anew (default: %(default)s)")
    arguments = parser.parse_args()
    with database.server() as server:
        seeded(server, arguments.database, arguments.jobs, arguments.seed)
        print(f"{arguments.jobs} sample jobs in {arguments.database}")


if __name__ == "__main__":
    main()
