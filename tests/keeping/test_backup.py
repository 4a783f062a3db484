"""A backup restored is the same database; what fails leaves everything as it was."""

from datetime import UTC, datetime
from pathlib import Path

import psycopg
import pytest
from psycopg.conninfo import make_conninfo
from test_database import CATALOG, catalog

from keeping.filled import crawl_once, everything, fill
from scrapers import database
from scrapers.database import DatabaseError
from scrapers.keeping import programs
from scrapers.keeping.backup import Facts, backup, backup_path
from scrapers.keeping.restore import restore

VERSION = max(database.migrations())


@pytest.fixture
def dump(filled, tmp_path) -> Path:
    """A backup of a filled database."""
    path = tmp_path / "jobs.dump"
    assert backup(filled, path) == Facts(VERSION, is_sample=False)
    return path


def databases(conninfo: str) -> set[str]:
    with psycopg.connect(make_conninfo(conninfo, dbname="postgres")) as admin:
        found = admin.execute("SELECT datname FROM pg_database WHERE datname LIKE 'other%'").fetchall()
    return {row[0] for row in found}


def test_a_backup_restored_is_the_same_database(filled, dump, other_url):
    restore(other_url, dump)
    assert everything(other_url) == everything(filled)
    restored, original = catalog(other_url), catalog(filled)
    for name in CATALOG:
        assert restored[name] == original[name], name
    assert databases(other_url) == {"other"}
    assert crawl_once(other_url) == 1


def test_it_needs_no_roles_of_the_old_server(postgres, filled, dump, other_url, monkeypatch):
    """A dump grants rights to roles; those that are not here must not break it."""
    text = (database.PROJECT / "schema.sql").read_text("utf-8")
    (dump.parent / "schema.sql").write_text(text.replace("jobs_reader", "other_reader"))
    monkeypatch.setattr(database, "PROJECT", dump.parent)
    with psycopg.connect(make_conninfo(postgres, dbname="postgres"), autocommit=True) as admin:
        admin.execute("CREATE ROLE other_stranger")
        with psycopg.connect(filled) as connection:
            connection.execute("GRANT SELECT ON job TO other_stranger")
        backup(filled, dump.with_name("granted.dump"))
        with psycopg.connect(filled) as connection:
            connection.execute("DROP OWNED BY other_stranger")
        admin.execute("DROP ROLE other_stranger")
        restore(other_url, dump.with_name("granted.dump"))
        with psycopg.connect(other_url) as connection:
            connection.execute("SET ROLE other_reader")
            assert connection.execute("SELECT count(*) > 0 FROM job").fetchone() == (True,)
        with psycopg.connect(other_url) as connection:
            connection.execute("DROP OWNED BY other_reader")
        admin.execute("DROP ROLE other_reader")


def test_an_empty_database_makes_way_and_a_filled_one_only_when_told(filled, dump, other_url):
    database.ensure_database(other_url)
    restore(other_url, dump)
    with psycopg.connect(other_url) as connection:
        connection.execute("UPDATE page SET title = 'newer'")
    newer = everything(other_url)
    with pytest.raises(DatabaseError, match=r"'other' is not empty \(it has rows in crawl.*--replace"):
        restore(other_url, dump)
    assert everything(other_url) == newer
    restore(other_url, dump, replace=True)
    assert everything(other_url) == everything(filled)
    assert databases(other_url) == {"other"}


def test_a_restore_that_fails_leaves_the_old_database(filled, dump, other_url):
    restore(other_url, dump)
    before = everything(other_url)
    whole = dump.read_bytes()
    cut = dump.with_name("cut.dump")
    cut.write_bytes(whole[: len(whole) * 3 // 4])
    with pytest.raises(DatabaseError, match=r"(nothing was changed|no backup that can be read): "):
        restore(other_url, cut, replace=True)
    with psycopg.connect(other_url), pytest.raises(DatabaseError, match=r"is in use.*stop crawls and"):
        restore(other_url, dump, replace=True)
    assert everything(other_url) == before
    assert databases(other_url) == {"other"}


def test_a_contradiction_in_a_backup_is_found_before_anything_is_replaced(filled, dump, other_url):
    """Rows that the schema forbids: their constraint cannot be made anew."""
    restore(other_url, dump)
    before = everything(other_url)
    with psycopg.connect(filled) as connection:
        connection.execute("ALTER TABLE sighting DROP CONSTRAINT sighting_posting_id_fkey")
        connection.execute("DELETE FROM posting WHERE id = 5")
        connection.execute(
            "ALTER TABLE sighting ADD CONSTRAINT sighting_posting_id_fkey FOREIGN KEY (posting_id) "
            "REFERENCES posting ON DELETE CASCADE NOT VALID"
        )
        connection.execute("SET LOCAL session_replication_role = replica")
        connection.execute("UPDATE pg_constraint SET convalidated = true WHERE NOT convalidated")
    backup(filled, dump.with_name("wrong.dump"))
    with pytest.raises(DatabaseError, match=r"nothing was changed: .*violates foreign key"):
        restore(other_url, dump.with_name("wrong.dump"), replace=True)
    assert everything(other_url) == before


def test_a_backup_of_an_older_schema_is_brought_up_to_date(postgres, other_url, tmp_path):
    """The other way round it is refused."""
    old = make_conninfo(postgres, dbname="other_old")
    with psycopg.connect(make_conninfo(postgres, dbname="postgres"), autocommit=True) as admin:
        admin.execute("CREATE DATABASE other_old")
    with psycopg.connect(old) as connection:
        connection.execute((database.PROJECT / "tests" / "schema_1.sql").read_text("utf-8"))
    assert backup(old, tmp_path / "old.dump").schema_version == 1
    restore(other_url, tmp_path / "old.dump")
    with psycopg.connect(other_url) as connection:
        assert connection.execute("SELECT version FROM database_info").fetchone() == (VERSION,)
    with psycopg.connect(other_url) as connection:
        connection.execute("UPDATE database_info SET version = 9999")
    backup(other_url, tmp_path / "new.dump")
    with pytest.raises(DatabaseError, match=r"schema version 9999, .*update the program"):
        restore(old, tmp_path / "new.dump", replace=True)


def test_samples_and_real_jobs_are_not_mixed(postgres, other_url, tmp_path):
    sample = make_conninfo(postgres, dbname="other_sample")
    database.ensure_database(sample, sample=True)
    with psycopg.connect(sample) as connection:
        fill(connection)
    backup(sample, tmp_path / "sample.dump")
    with pytest.raises(DatabaseError, match="sample jobs: say --sample"):
        restore(other_url, tmp_path / "sample.dump")
    restore(other_url, tmp_path / "sample.dump", sample=True)
    assert everything(other_url) == everything(sample)


def test_what_is_no_backup_is_refused(postgres, other_url, tmp_path):
    (tmp_path / "text.dump").write_text("CREATE TABLE job ();")
    (tmp_path / "empty.dump").touch()
    stranger = make_conninfo(postgres, dbname="other_stranger")
    with psycopg.connect(make_conninfo(postgres, dbname="postgres"), autocommit=True) as admin:
        admin.execute("CREATE DATABASE other_stranger")
    with psycopg.connect(stranger) as connection:
        connection.execute("CREATE TABLE cake ()")
    file = tmp_path / "stranger.dump"
    programs.run(programs.find("pg_dump"), "--format=custom", f"--file={file}", conninfo=stranger)
    for name, says in [
        ("text.dump", "no backup that can be read: .*valid archive"),
        ("empty.dump", "no backup that can be read"),
        ("stranger.dump", "backup of another database"),
        ("none.dump", "there is no file"),
    ]:
        with pytest.raises(DatabaseError, match=says):
            restore(other_url, tmp_path / name)
    assert databases(other_url) == {"other_stranger"}
    with pytest.raises(DatabaseError, match="has no jobs in it"):
        backup(stranger, tmp_path / "other.dump")


def test_tables_of_others_are_left_alone(postgres, dump, other_url):
    with psycopg.connect(make_conninfo(postgres, dbname="postgres"), autocommit=True) as admin:
        admin.execute("CREATE DATABASE other")
    with psycopg.connect(other_url) as connection:
        connection.execute("CREATE TABLE cake ()")
    with pytest.raises(DatabaseError, match="tables that are not ours"):
        restore(other_url, dump, replace=True)


def test_a_backup_that_fails_leaves_no_file(filled, tmp_path, monkeypatch):
    (tmp_path / "taken.dump").write_text("mine")
    with pytest.raises(FileExistsError, match="is there already"):
        backup(filled, tmp_path / "taken.dump")
    monkeypatch.setattr(programs, "find", lambda *_: "/bin/false")
    with pytest.raises(DatabaseError, match="no backup was made: exit code 1"):
        backup(filled, tmp_path / "out.dump")
    assert [path.name for path in tmp_path.iterdir()] == ["taken.dump"]
    assert (tmp_path / "taken.dump").read_text() == "mine"


def test_a_backup_is_for_its_owner_and_named_for_its_time(filled, dump, monkeypatch, tmp_path):
    assert dump.stat().st_mode & 0o077 == 0
    monkeypatch.setenv("JOBS_DATA_DIR", str(tmp_path))
    path = backup_path("host=h dbname=my/jobs", datetime(2026, 3, 2, 8, 9, 10, tzinfo=UTC))
    assert path == tmp_path / "backups" / "my_jobs-20260302T080910Z.dump"


# --- Programs -------------------------------------------------------------------------------------------


@pytest.fixture
def tool(tmp_path):
    """Make a program that says which version it is."""

    def make(name: str, version: str) -> str:
        path = tmp_path / name
        path.write_text(f"#!/bin/sh\necho 'pg_dump (PostgreSQL) {version}'\n")
        path.chmod(0o755)
        return str(path)

    return make


def test_the_first_program_that_knows_the_server_is_taken(tool):
    ours, theirs = tool("ours", "18.6"), tool("theirs", "19.1 (Debian 19.1-1)")
    for server, expected in [(15, ours), (18, ours), (19, theirs)]:
        assert programs.find("pg_dump", server, [ours, theirs]) == expected
    with pytest.raises(DatabaseError, match=r"server is PostgreSQL 20, .*ours 18.*theirs 19.*install"):
        programs.find("pg_dump", 20, [ours, theirs])


def test_passwords_go_by_the_environment(tmp_path):
    spy = tmp_path / "spy"
    spy.write_text('#!/bin/sh\necho "$@"\necho "$PGPASSWORD"\n')
    spy.chmod(0o755)
    for conninfo in (
        "postgresql://me:ge%20heim@h/d?keepalives=0",
        "host=h password='ge heim' dbname=d user=me",
    ):
        arguments, password = programs.run(str(spy), "--x", conninfo=conninfo).stdout.splitlines()
        assert "heim" not in arguments and "dbname=d" in arguments and "user=me" in arguments
        assert password == "ge heim"


def test_pg_dump_is_asked_for_no_password(database_url, tmp_path):
    """A server that wants one says so, and nobody waits at a prompt."""
    done = programs.run(
        programs.find("pg_dump"), "--schema-only", conninfo=make_conninfo(database_url, user="nobody")
    )
    assert done.returncode == 1
    assert 'role "nobody" does not exist' in programs.last_words(done)
