"""Parquet files of tables."""

from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa
from psycopg import Connection, sql
from pyarrow import parquet

from scrapers.keeping.tables import Column, Table

TYPES = {
    "bigint": pa.int64(),
    "boolean": pa.bool_(),
    "bytea": pa.binary(),
    "date": pa.date32(),
    "integer": pa.int32(),
    "jsonb": pa.string(),
    "numeric": pa.string(),  # exact: a decimal of Parquet has one scale for all rows, a float rounds
    "smallint": pa.int16(),
    "text": pa.string(),
    "text[]": pa.list_(pa.string()),
    "timestamp with time zone": pa.timestamp("us", tz="UTC"),
}
"""Type in the file of each type in the database."""

_FETCHED = 1000  # rows
_GROUP_ROWS = 50_000
_GROUP_BYTES = 32 << 20  # a row may hold an ad of 100 kB


def write(connection: Connection, table: Table, path: Path) -> int:
    """Write a table in groups of rows; return how many rows."""
    count = 0
    schema = pa.schema([(column.name, TYPES[column.type]) for column in table.columns])
    with path.open("xb") as file, parquet.ParquetWriter(file, schema, compression="zstd") as writer:
        for group in _groups(connection, table, schema):
            writer.write_table(group)
            count += len(group)
    return count


def read(connection: Connection, table: Table, path: Path) -> int:
    """Load a file into the table; return how many rows that were."""
    statement = sql.SQL("COPY {} ({}) FROM STDIN").format(sql.Identifier(table.name), table.names)
    count = 0
    with parquet.ParquetFile(path) as file, connection.cursor().copy(statement) as copy:
        names = [column.name for column in table.columns]
        for batch in file.iter_batches(batch_size=_FETCHED, columns=names):
            columns = [batch.column(name).to_pylist() for name in names]
            for row in zip(*columns, strict=True):
                copy.write_row(row)
            count += len(batch)
    return count


def _groups(connection: Connection, table: Table, schema: pa.Schema) -> Iterator[pa.Table]:
    batches: list[pa.RecordBatch] = []
    for batch in _batches(connection, table, schema):
        batches.append(batch)
        if sum(map(len, batches)) >= _GROUP_ROWS or sum(each.nbytes for each in batches) >= _GROUP_BYTES:
            yield pa.Table.from_batches(batches, schema)
            batches = []
    if batches:
        yield pa.Table.from_batches(batches, schema)


def _batches(connection: Connection, table: Table, schema: pa.Schema) -> Iterator[pa.RecordBatch]:
    values = sql.SQL(", ").join(map(_value, table.columns))
    with connection.cursor("exported", scrollable=False) as cursor:
        cursor.execute(table.select(values), binary=True)
        while rows := cursor.fetchmany(_FETCHED):
            columns = zip(*rows, strict=True)
            arrays = [pa.array(column, field.type) for column, field in zip(columns, schema, strict=True)]
            yield pa.RecordBatch.from_arrays(arrays, schema=schema)


def _value(column: Column) -> sql.Composed:
    as_text = column.type != "text" and TYPES[column.type] == pa.string()
    return sql.SQL("{0}::text AS {0}" if as_text else "{0}").format(sql.Identifier(column.name))
