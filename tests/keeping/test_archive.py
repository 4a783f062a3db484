"""What is exported comes back, all of it, in every format; what is not whole does not come in."""

import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import psycopg
import pyarrow as pa
import pytest
from psycopg.conninfo import make_conninfo
from pyarrow import parquet

from keeping.filled import NASTY, crawl_once, everything, fill
from scrapers import database
from scrapers.keeping import archive, manifest
from scrapers.keeping.formats import FORMATS
from scrapers.keeping.manifest import ArchiveError
from scrapers.keeping.parquet import TYPES
from scrapers.keeping.tables import PERSONAL, TABLES, TRANSIENT, describe

NOW = datetime(2026, 3, 3, 9, tzinfo=UTC)


@pytest.fixture
def exported(filled, tmp_path) -> Path:
    """An export of a filled database, as JSON Lines."""
    archive.export(filled, tmp_path / "out", format="jsonl", personal=True, now=NOW)
    return tmp_path / "out"


def rewrite(folder: Path, **changes) -> None:
    """Change what the manifest says."""
    path = folder / manifest.NAME
    path.write_text(json.dumps({**json.loads(path.read_text()), **changes}))


@pytest.mark.parametrize("format", FORMATS)
def test_an_import_gives_the_same_database(filled, other_url, tmp_path, format):
    before = everything(filled)
    made = archive.export(filled, tmp_path / "out", format=format, personal=True, now=NOW)
    assert {name: entry.rows for name, entry in made.tables.items()} == {
        name: len(before[name]) for name in TABLES + PERSONAL
    }
    assert archive.import_(other_url, tmp_path / "out") == made
    assert everything(other_url) == before == everything(filled)


@pytest.mark.parametrize("format", FORMATS)
def test_the_next_crawl_goes_on_counting(filled, other_url, tmp_path, format):
    archive.export(filled, tmp_path / "out", format=format, now=NOW)
    archive.import_(other_url, tmp_path / "out")
    assert crawl_once(other_url) == 1
    with psycopg.connect(other_url) as connection:
        newest = connection.execute("SELECT max(id), max(job_id) FROM posting").fetchone()
    assert newest == (len(NASTY) + 1, 1001)


def test_what_people_keep_is_left_out_unless_asked_for(filled, other_url, tmp_path):
    made = archive.export(filled, tmp_path / "out", format="csv", now=NOW)
    assert tuple(made.tables) == TABLES
    assert not any("Monday" in path.read_text() for path in (tmp_path / "out").iterdir())
    database.ensure_database(other_url)
    with psycopg.connect(other_url) as connection:  # somebody looked at the empty dashboard
        connection.execute("INSERT INTO profile (name, first_visit, last_visit) VALUES ('eva', now(), now())")
    archive.import_(other_url, tmp_path / "out")
    with psycopg.connect(other_url) as connection:
        assert connection.execute("SELECT name FROM profile").fetchall() == [("eva",)]


def test_the_files_say_what_the_documentation_says(filled, tmp_path):
    for format in FORMATS:
        archive.export(filled, tmp_path / format, format=format, now=NOW)
    first = json.loads((tmp_path / "jsonl" / "crawl.jsonl").read_text().splitlines()[0])
    assert first["started_at"] == "2026-03-01T10:00:00.000001+00:00"
    assert first["arguments"]["n"] == 1.1 and first["complete"] is True
    pages = (tmp_path / "csv" / "page.csv").read_text().splitlines()
    assert pages[0].split(",")[:4] == ["id", "url", "site", "title"]
    jobs = (tmp_path / "csv" / "job.csv").read_text()
    assert '"[""Größe' in jobs and ',"",' in jobs and "2026-03-01T23:30:00+00:00" in jobs
    table = parquet.read_table(tmp_path / "parquet" / "posting.parquet")
    assert table["base_salary_min"].to_pylist()[0] == "1234.50"
    assert table["role_secondary"].to_pylist()[0] == [NASTY[0], None]
    assert table.schema.field("first_seen").type == pa.timestamp("us", tz="UTC")
    assert "shown_date" not in first and "search" not in jobs.splitlines()[0]


def test_an_export_is_the_same_each_time_and_of_one_moment(filled, tmp_path):
    one = archive.export(filled, tmp_path / "one", format="jsonl", now=NOW)
    two = archive.export(filled, tmp_path / "two", format="jsonl", now=NOW)
    assert one == two == manifest.read(tmp_path / "one")


def test_large_tables_come_in_groups_of_rows(filled, other_url, tmp_path):
    with psycopg.connect(filled) as connection:
        connection.execute(
            "INSERT INTO page (url, site, first_fetched, last_fetched) SELECT 'https://b.example/' || n, "
            "'b.example', now(), now() FROM generate_series(1, 60000) n"
        )
    archive.export(filled, tmp_path / "out", format="parquet", now=NOW)
    with parquet.ParquetFile(tmp_path / "out" / "page.parquet") as file:
        assert file.num_row_groups == 2
        assert file.metadata.num_rows == 60_000 + len(NASTY)
    archive.import_(other_url, tmp_path / "out")
    assert everything(other_url, TABLES) == everything(filled, TABLES)


def test_every_table_and_type_of_the_schema_is_known(connection):
    """A new table belongs into one of the lists of tables.py, and into docs/data.md."""
    found = connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'").fetchall()
    assert {row[0] for row in found} - {*TRANSIENT} == {*TABLES, *PERSONAL, "database_info"}
    types = {column.type for name in TABLES + PERSONAL for column in describe(connection, name).columns}
    assert types <= TYPES.keys()


# --- What does not come in ------------------------------------------------------------------------------


def refused(url: str, folder: Path, says: str, **options) -> None:
    """Importing is refused, and leaves nothing behind."""
    with pytest.raises(ArchiveError, match=says):
        archive.import_(url, folder, **options)
    try:
        with psycopg.connect(url) as connection:
            assert connection.execute("SELECT count(*) FROM page").fetchone() == (0,)
    except psycopg.OperationalError:
        pass  # not even made


def test_a_database_that_holds_something_is_left_alone(exported, filled):
    before = everything(filled)
    with pytest.raises(ArchiveError, match=r"is not empty \(it has rows in crawl, page.*DATABASE_URL"):
        archive.import_(filled, exported)
    assert everything(filled) == before


def test_a_file_that_changed_is_refused(exported, other_url):
    path = exported / "job.jsonl"
    path.write_bytes(path.read_bytes().replace(b"NULL", b"NILL", 1))
    refused(other_url, exported, r"job\.jsonl is not as it was exported \(checksum\)")
    path.unlink()
    refused(other_url, exported, r"cannot read .*job\.jsonl: No such file")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (None, "no export, or half of one: manifest.json, written last, is missing"),
        ("", "is no manifest"),
        ("[]", "is no manifest"),
        ('{"layout": 1}', "is no manifest"),
        ('{"layout": 2}', r"newer program: update this one"),
    ],
)
def test_a_folder_without_its_manifest_is_refused(exported, other_url, text, says):
    (exported / manifest.NAME).unlink()
    if text is not None:
        (exported / manifest.NAME).write_text(text)
    refused(other_url, exported, says)


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"schema_version": 9999}, r"schema version 9999, database 'other' has \d+: update this program"),
        ({"schema_version": 1}, r"schema version 1, .*the program that wrote it"),
        ({"is_sample": True}, "sample jobs: say --sample"),
        ({"format": "xml"}, "format that this program does not know: 'xml'"),
        ({"tables": {}}, "other tables"),
    ],
)
def test_an_export_of_another_kind_is_refused(exported, other_url, changes, says):
    rewrite(exported, **changes)
    refused(other_url, exported, says)


@pytest.mark.parametrize("format", FORMATS)
def test_what_contradicts_itself_is_refused_as_a_whole(filled, other_url, tmp_path, format):
    """An export whose checksums are right, made of a database that no program of ours makes."""
    with psycopg.connect(filled) as connection:
        connection.execute("ALTER TABLE sighting DROP CONSTRAINT sighting_posting_id_fkey")
        connection.execute("DELETE FROM posting WHERE id = 5")
    archive.export(filled, tmp_path / "out", format=format, now=NOW)
    refused(other_url, tmp_path / "out", "nothing was stored: .*violates foreign key")


def test_rows_are_counted(exported, other_url):
    said = manifest.read(exported)
    said.tables["page"] = replace(said.tables["page"], rows=1)
    said.write(exported)
    refused(other_url, exported, rf"page\.jsonl has {len(NASTY)} rows, not 1")


def test_samples_come_back_as_samples(postgres, other_url, tmp_path):
    other_sample = make_conninfo(postgres, dbname="other_sample")
    database.ensure_database(other_sample, sample=True)
    with psycopg.connect(other_sample) as connection:
        fill(connection)
    archive.export(other_sample, tmp_path / "out", format="jsonl", now=NOW)
    archive.import_(other_url, tmp_path / "out", sample=True)
    assert everything(other_url, TABLES) == everything(other_sample, TABLES)


# --- Files ----------------------------------------------------------------------------------------------


def test_a_failed_export_leaves_no_folder(filled, tmp_path):
    with psycopg.connect(filled) as connection:
        connection.execute("ALTER TABLE mark ADD odd point")
    with pytest.raises(KeyError):
        archive.export(filled, tmp_path / "out", format="parquet", personal=True, now=NOW)
    assert list(tmp_path.iterdir()) == []


def test_nothing_is_overwritten(filled, tmp_path):
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "mine.txt").touch()
    with pytest.raises(FileExistsError, match="is there already"):
        archive.export(filled, tmp_path / "out", format="jsonl", now=NOW)
    assert [path.name for path in tmp_path.rglob("*")] == ["out", "mine.txt"]
    (tmp_path / "out" / "mine.txt").unlink()
    archive.export(filled, tmp_path / "out", format="jsonl", now=NOW)
    assert (tmp_path / "out").stat().st_mode & 0o077 == 0
