"""Making the schema, and every way in which a database can be out of reach."""

import threading
from pathlib import Path

import psycopg
import pytest
from psycopg.conninfo import make_conninfo

from scrapers import database

# What describes a schema, each as rows that do not depend on the order in which it was made.
CATALOG = {
    "columns": """
        SELECT table_name, column_name, data_type, is_nullable, column_default, generation_expression
        FROM information_schema.columns WHERE table_schema = 'public'""",
    "indexes": "SELECT indexdef FROM pg_indexes WHERE schemaname = 'public'",
    "constraints": """
        SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint
        WHERE connamespace = 'public'::regnamespace AND contype <> 'n'""",
    "functions": """
        SELECT pg_get_functiondef(oid) FROM pg_proc WHERE pronamespace = 'public'::regnamespace
        AND NOT EXISTS (SELECT FROM pg_depend WHERE objid = pg_proc.oid AND deptype = 'e')""",
    "views": "SELECT viewname, definition FROM pg_views WHERE schemaname = 'public'",
    "extensions": "SELECT extname FROM pg_extension",
    "triggers": "SELECT pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal",
    "storage": "SELECT relname, reloptions FROM pg_class WHERE relnamespace = 'public'::regnamespace",
    "rights": """
        SELECT table_name, grantee, privilege_type FROM information_schema.role_table_grants
        WHERE table_schema = 'public'""",
}


ROWS_OF_VERSION_1 = """
INSERT INTO page (url, site, first_fetched, last_fetched)
    VALUES ('http://a.example/', 'a.example', now(), now());
INSERT INTO job (title, site, first_seen, last_seen) VALUES ('Cook', 'a.example', now(), now());
INSERT INTO posting (job_id, site, ref, title, title_raw, origin, normalization_version, first_seen,
                     last_seen)
    VALUES (1, 'a.example', '1', 'Cook', 'Cook', 'json-ld', 1, now(), now());
INSERT INTO sighting (posting_id, page_id, first_seen, last_seen) VALUES (1, 1, now(), now());
"""


def catalog(url: str) -> dict[str, set]:
    with psycopg.connect(url) as connection:
        return {name: set(map(str, connection.execute(query))) for name, query in CATALOG.items()}


@pytest.fixture
def empty_database(postgres):
    """Conninfo of a database without a schema."""
    url = make_conninfo(postgres, dbname="empty")
    with psycopg.connect(make_conninfo(postgres, dbname="postgres"), autocommit=True) as admin:
        admin.execute("CREATE DATABASE empty")
        yield url
        admin.execute("DROP DATABASE empty WITH (FORCE)")


@pytest.fixture
def missing_database(postgres):
    """Conninfo of a database that does not exist yet."""
    yield make_conninfo(postgres, dbname='mis"sing')
    with psycopg.connect(make_conninfo(postgres, dbname="postgres"), autocommit=True) as admin:
        admin.execute('DROP DATABASE IF EXISTS "mis""sing" WITH (FORCE)')


def test_a_missing_database_is_created_and_found_the_next_time(missing_database):
    for _ in range(2):
        database.ensure_database(missing_database)
    with psycopg.connect(missing_database) as connection:
        assert connection.execute("SELECT count(*) FROM job").fetchone() == (0,)


def test_programs_that_start_at_once_make_one_schema(missing_database):
    failures = []

    def start():
        try:
            database.ensure_database(missing_database)
        except Exception as error:
            failures.append(error)

    threads = [threading.Thread(target=start) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []


def test_schema_and_migrations_lead_to_the_same_database(empty_database, database_url):
    with psycopg.connect(empty_database) as connection:
        connection.execute(Path(__file__).with_name("schema_1.sql").read_text("utf-8"))
        connection.execute(ROWS_OF_VERSION_1)
    database.ensure_database(empty_database)
    migrated, made = catalog(empty_database), catalog(database_url)
    for name in CATALOG:
        assert migrated[name] == made[name], name
    with psycopg.connect(empty_database) as connection:
        assert connection.execute(
            "SELECT trust FROM posting JOIN sighting ON posting_id = id"
        ).fetchone() == (4,)


def test_the_schema_says_the_version_of_the_newest_migration(connection):
    (version,) = connection.execute("SELECT version FROM database_info").fetchone()
    assert version == max(database.migrations(), default=1)


def test_migrations_are_numbered_without_gaps():
    assert sorted(database.migrations()) == list(range(2, len(database.migrations()) + 2))


@pytest.fixture
def steps(tmp_path, monkeypatch):
    """A folder of migrations of the test's own."""
    monkeypatch.setattr(database, "MIGRATIONS", tmp_path)

    def write(*statements: str):
        for number, statement in enumerate(statements, 2):
            (tmp_path / f"{number:04}_step.sql").write_text(statement)

    return write


def start_at_version_1(url: str) -> None:
    with psycopg.connect(url) as connection:
        connection.execute("UPDATE database_info SET version = 1")


def test_an_interrupted_migration_leaves_the_old_version(database_url, steps):
    start_at_version_1(database_url)
    before = catalog(database_url)
    steps("CREATE TABLE extra (id integer)", "SELECT 1 / 0")
    with pytest.raises(database.DatabaseError, match=r"0003_step.*division by zero"):
        database.ensure_database(database_url)
    assert catalog(database_url) == before
    steps("CREATE TABLE extra (id integer)", "ALTER TABLE extra ADD name text")
    database.ensure_database(database_url)
    with psycopg.connect(database_url) as connection:
        assert connection.execute("SELECT version FROM database_info").fetchone() == (3,)
        assert connection.execute("SELECT count(name) FROM extra").fetchone() == (0,)


def test_a_newer_schema_is_refused(database_url):
    with psycopg.connect(database_url) as connection:
        connection.execute("UPDATE database_info SET version = 9999")
    with pytest.raises(database.DatabaseError, match=r"version 9999.*update the program"):
        database.ensure_database(database_url)


def test_sample_and_real_jobs_are_not_mixed(database_url, postgres, missing_database):
    with pytest.raises(database.DatabaseError, match="holds real jobs"):
        database.ensure_database(database_url, sample=True)
    database.ensure_database(missing_database, sample=True)
    database.ensure_database(missing_database, sample=True)
    with pytest.raises(database.DatabaseError, match="holds sample jobs"):
        database.ensure_database(missing_database)


@pytest.mark.parametrize(
    ("conninfo", "name"),
    [
        ("postgresql://u@h/jobs", "jobs_sample"),
        ("host=h dbname=mine_sample", "mine_sample"),
        ("host=h", "jobs_sample"),
    ],
)
def test_the_sample_database_stands_beside_the_real_one(conninfo, name):
    parts = database.parse(database.sample_conninfo(conninfo))
    assert (parts["dbname"], parts["host"]) == (name, "h")


@pytest.mark.parametrize(
    ("url", "says"),
    [
        ("postgresql://me:geheim@127.0.0.1:1/mine", r"127\.0\.0\.1:1, database 'mine', user 'me'.*refused"),
        ("postgresql://me:geheim@/mine?host=/nonexistent", "/nonexistent:5432.*No such file"),
        ("postgresql+psycopg2://me:geheim@localhost/mine", "no PostgreSQL address"),
        ("mysql://me:geheim@localhost/mine", "no PostgreSQL address"),
        ("geheim", "no PostgreSQL address"),
    ],
)
def test_a_database_out_of_reach_is_said_clearly_and_without_the_password(monkeypatch, url, says):
    monkeypatch.setenv("DATABASE_URL", url)
    with pytest.raises(database.DatabaseError, match=says) as error, database.server() as conninfo:
        database.ensure_database(conninfo)
    assert "geheim" not in str(error.value)
    assert "DATABASE_URL" in str(error.value)


def test_a_user_that_may_not_create_is_told_so(postgres):
    with psycopg.connect(make_conninfo(postgres, dbname="postgres"), autocommit=True) as admin:
        admin.execute("CREATE ROLE modest LOGIN")
        with pytest.raises(database.DatabaseError, match="may not create it"):
            database.ensure_database(make_conninfo(postgres, dbname="other", user="modest"))
        with pytest.raises(
            database.DatabaseError, match=r"cannot make the schema.*'modest'.*permission denied"
        ):
            database.ensure_database(make_conninfo(postgres, dbname="postgres", user="modest"))
        admin.execute("DROP ROLE modest")


def test_the_reading_role_reads_and_does_not_write(connection):
    connection.execute("SET ROLE jobs_reader")
    assert connection.execute("SELECT count(*) FROM job").fetchone() == (0,)
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        connection.execute("DELETE FROM job")


def test_the_database_takes_no_link_that_a_browser_must_not_follow(connection):
    with pytest.raises(psycopg.errors.CheckViolation):
        connection.execute(
            "INSERT INTO job (title, site, url, first_seen, last_seen) "
            "VALUES ('x', 'y', 'javascript:alert(1)', now(), now())"
        )
