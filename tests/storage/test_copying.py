"""What COPY is sent arrives as it was."""

from datetime import UTC, datetime

import pytest

from scrapers.storage import copying
from storage.samples import NOON, posting

HOSTILE = (
    "\\",
    "\\N",
    "\\.",
    "\t",
    "\n",
    "\r\n",
    "a\\tb",
    "N",
    "",
    '"',
    "{}",
    '{"a",NULL}',
    "NULL",
    "ä€😀",
    "\x01\x7f",
)


@pytest.mark.parametrize("text", HOSTILE)
def test_any_text_comes_back(connection, text):
    values = ("before", text, None, text, "after")
    with connection.cursor() as cursor:
        cursor.execute("CREATE TEMPORARY TABLE said (a text, b text, c text, d text, e text, f text[])")
        with cursor.copy("COPY said FROM STDIN") as into:
            listed = copying.line((copying.array([text, "x"]),))
            into.write(f"{copying.line(values)}\t{listed}\n{copying.line(values[:2])}\t")
            into.write(f"{copying.line((None,))}\t{copying.field(text)}\t{copying.field(None)}\t{{}}\n")
        rows = cursor.execute("SELECT * FROM said").fetchall()
    assert rows == [(*values, [text, "x"]), ("before", text, None, text, None, [])]


def test_a_time_comes_back(connection):
    moment = datetime(2026, 3, 2, 12, 30, 1, 250, tzinfo=UTC)
    assert connection.execute("SELECT %s::text::timestamptz", [copying.time(moment)]).fetchone() == (moment,)
    assert copying.time(None) is None


def test_a_posting_of_hostile_texts_is_stored_as_it_is(crawl, rows):
    text = "\\N\t\\.\nline\r\n\\"
    said = {
        "title": f"Cook{text}!",
        "company": text,
        "description": text * 3,
        "box_heading": text,
        "url_raw": "https://jobs.example/?q=\\N\\",
        "topics": ['a"b', "c\\d", "e,f", "{}", "NULL"],
        "base_salary_min": 1.5e16,
        "base_salary_max": 1e-7,
        "origins": {"company": text},
    }
    stored = crawl(posting(**said))
    assert stored.failures == []
    stated = "title, company, description, topics, base_salary_min::float, base_salary_max::float, origins"
    assert rows(f"SELECT {stated} FROM posting") == [
        tuple(said[name.partition(":")[0]] for name in stated.split(", "))
    ]
    assert rows("SELECT box_heading, link, first_seen FROM sighting") == [(text, said["url_raw"], NOON)]


def test_what_changed_is_kept_as_it_was(crawl, rows):
    crawl(posting("Cook", company="a\\N\tb\n"))
    crawl(posting("Cook", company="c"), day=1)
    assert rows("SELECT field, old, new FROM posting_change") == [("company", "a\\N\tb\n", "c")]
