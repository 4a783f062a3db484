"""docs/data.md describes the database as it is."""

import re

import pytest

from scrapers.database import PROJECT
from scrapers.keeping.parquet import TYPES
from scrapers.keeping.tables import PERSONAL, TABLES, describe

TEXT = (PROJECT / "docs" / "data.md").read_text("utf-8")
SPELLED = {"timestamp with time zone": "timestamptz"}

_NOT_NULL = "SELECT attname FROM pg_attribute WHERE attrelid = %s::regclass AND attnum > 0 AND attnotnull"


@pytest.mark.parametrize("name", TABLES + PERSONAL)
def test_every_column_is_described(connection, name):
    section = TEXT.partition(f"\n## {name}\n")[2].partition("\n## ")[0]
    rows = [re.split(r" *\| *", line.strip("| ")) for line in section.splitlines() if line.startswith("| ")]
    filled = {row[0] for row in connection.execute(_NOT_NULL, [name])}
    assert {tuple(row[:3]) for row in rows[1:]} == {
        (column.name, SPELLED.get(column.type, column.type), "no" if column.name in filled else "yes")
        for column in describe(connection, name).columns
    }


def test_every_type_is_described():
    table = TEXT.partition("| type |")[2].partition("\n\n")[0]
    described = {each.strip() for line in table.splitlines()[1:] for each in line.split("|")[1].split(",")}
    assert {SPELLED.get(name, name) for name in TYPES} <= described
