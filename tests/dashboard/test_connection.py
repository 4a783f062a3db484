"""What the dashboard may do with the database that it reads."""

import psycopg
import pytest

from dashboard import queries
from dashboard.connection import open_pool, reading
from dashboard.filters import Filters
from tests.dashboard.invented import NOW


@pytest.fixture
def reader(database_url):
    pool = open_pool(database_url)
    with reading(pool) as connection:
        yield connection
    pool.close()


WRITES = (
    "INSERT INTO job_change DEFAULT VALUES",
    "DELETE FROM job",
    "UPDATE database_info SET is_sample = true",
    "DROP TABLE job",
    "CREATE TABLE mine ()",
)


@pytest.mark.parametrize("write", WRITES)
def test_cannot_write(reader, write):
    with pytest.raises((psycopg.errors.ReadOnlySqlTransaction, psycopg.errors.InsufficientPrivilege)):
        reader.execute(write)


@pytest.mark.parametrize("write", WRITES)
def test_cannot_write_either_where_transactions_may(reader, write):
    reader.execute("SET default_transaction_read_only = off")
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        reader.execute(write)


@pytest.mark.parametrize("table", ["mark", "profile", "saved_search"])
def test_cannot_read_what_people_keep(reader, table):
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        reader.execute(f"SELECT FROM {table}")


def test_reads_every_other_table(reader):
    tables = "SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace"
    names = {row[0] for row in reader.execute(tables)} - {"mark", "profile", "saved_search"}
    assert "posting_change" in names
    for name in names:
        reader.execute(f"SELECT FROM {name} LIMIT 1")


def test_reads_as_itself_where_readers_have_no_rights(connection, database_url, add_job):
    add_job()
    connection.execute("REVOKE ALL ON ALL TABLES IN SCHEMA public FROM jobs_reader")
    connection.commit()
    pool = open_pool(database_url)
    with reading(pool) as reader:
        assert queries.count(reader, Filters(), NOW) == 1
        with pytest.raises(psycopg.errors.ReadOnlySqlTransaction):
            reader.execute("DELETE FROM job")
    pool.close()


def test_slow_statements_are_stopped(reader):
    assert reader.execute("SHOW statement_timeout").fetchone() == ("8s",)
