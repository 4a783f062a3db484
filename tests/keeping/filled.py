"""A database with every kind of value in every table, and all that a database holds, to be compared."""

import asyncio

import psycopg
from storage.samples import NOON, page, posting

from scrapers.keeping.tables import PERSONAL, TABLES
from scrapers.storage.writer import Writer

NASTY = [
    "Größe €5 – 日本語 😀 \u202e",
    "line\nbreak\r\nand\ttab",
    "quotes \" and ' and “”",
    "back\\slash \\N \\. \\x00 \\u0000",
    "\\.",
    "\\N",
    '=HYPERLINK("http://evil.example","click")',
    "+1-2@A1",
    "NULL",
    "null",
    "",
    " blanks around ",
    "a,b;c|d",
    "{a,b}",
    "[1]",
    "control \x01\x02\x7f\u0085\u2028",
]


def fill(connection: psycopg.Connection) -> None:
    """A row for each nasty text, and every other type at its edges."""
    run = connection.execute
    run(
        "INSERT INTO crawl (source, arguments, started_at, ended_at, reason, error, complete) VALUES "
        '(\'pages\', \'{"n": 1.10, "big": 12345678901234567890.12345, "deep": [null, {"é": "\\\\ \\""}]}\','
        " '2026-03-01 12:00:00.000001+02', '2026-03-01 12:30Z', 'finished', '', true),"
        " ('pages', '{}', '1999-12-31 23:59:59.999999-11', NULL, NULL, NULL, false)"
    )
    for number, text in enumerate(NASTY, 1):
        url = f"https://a.example/{number}"
        run(
            "INSERT INTO page (url, site, title, status, etag, content_hash, first_fetched, last_fetched) "
            "VALUES (%s, 'a.example', %s, 200, %s, %b, '2026-03-01Z', '2026-03-02Z')",
            [url, text, text, bytes(range(256)) if number % 2 else b""],
        )
        run(
            "INSERT INTO job (title, company, topics, url, site, date_posted, first_seen, last_seen) "
            "VALUES (%s, %s, %s, %s, 'a.example', %s, '2026-03-01 23:30Z', '2026-03-02Z')",
            [text, text, NASTY if number == 1 else [], url, None if number % 2 else "2026-02-28"],
        )
        run(
            "INSERT INTO posting (job_id, site, ref, url, title, title_raw, description, role_secondary, "
            "origins, origin, base_salary_min, base_salary_max, trust, normalization_version, first_seen, "
            "last_seen, date_posted_read_at) "
            "VALUES (%s, 'a.example', %s, %s, %s, %s, %s, %s, %s, 'box', 1234.50, 999999999999.000001, 1, 7, "
            "'2026-03-01Z', '2026-03-02Z', '2026-03-02 08:09:10.123456Z')",
            [number, str(number), url, text or "x", text, text * 3, [text, None], '{"title": "json-ld"}'],
        )
        run(
            "INSERT INTO sighting (posting_id, page_id, box_heading, link, first_seen, last_seen, seen_hash) "
            "VALUES (%s, %s, %s, %s, '2026-03-01Z', '2026-03-02Z', %b)",
            [number, number, text, url, bytes([number, 0, 255])],
        )
        run(
            "INSERT INTO posting_change (posting_id, changed_at, field, old, new, crawl_id) "
            "VALUES (%s, '2026-03-02Z', 'title', %s, %s, NULL)",
            [number, text, None if number % 2 else text],
        )
    run("UPDATE posting SET closed_at = last_seen, closed_reason = 'gone' WHERE id = 2")
    run("UPDATE job SET closed_at = last_seen, closed_reason = 'gone' WHERE id = 2")
    run("INSERT INTO decision VALUES (1, 2, true, '2026-03-02Z'), (1, 3, false, '2026-03-02Z')")
    run("INSERT INTO former_job VALUES (1000, 1)")
    run("SELECT setval('job_id_seq', 1000)")  # of a job that joined another
    run("INSERT INTO profile (name, first_visit, last_visit) VALUES ('', '2026-03-01Z', '2026-03-02Z')")
    run(
        "INSERT INTO mark (profile_id, job_id, saved_at, note) VALUES (1, 1, '2026-03-02Z', E'call\\nMonday')"
    )
    run("INSERT INTO saved_search VALUES ('s3cret', 1, 'KI', 'q=KI&days=7', '2026-03-01Z', '2026-03-02Z')")
    connection.commit()


def everything(conninfo: str, tables: tuple[str, ...] = TABLES + PERSONAL) -> dict[str, list]:
    """All rows as text, computed columns too, and where each table counts on."""
    with psycopg.connect(conninfo, options="-c TimeZone=UTC") as connection:
        found = {
            name: connection.execute(f"SELECT t::text FROM {name} t ORDER BY 1").fetchall() for name in tables
        }
        for name in ("crawl", "page", "job", "posting"):
            state = connection.execute(f"SELECT last_value + is_called::int FROM {name}_id_seq").fetchone()
            found[f"next {name}"] = list(state)
        found["about"] = connection.execute("SELECT is_sample FROM database_info").fetchall()
    return found


def crawl_once(conninfo: str) -> int:
    """Store one more page and posting as a crawl does; return how many postings were new."""

    async def main() -> int:
        writer = Writer(conninfo, batch_seconds=0.01)
        await writer.open("pages", {}, NOON)
        await asyncio.gather(writer.store(posting("Baker", 77)), writer.store(page()))
        await writer.flush()
        await writer.finish(ended_at=NOON, reason="finished", errors=0, error=None, complete=False)
        await writer.close()
        return writer.counts.new

    return asyncio.run(main())
