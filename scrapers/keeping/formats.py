"""The formats of an export: how a table becomes a file, and the file a table. No value is lost on the way.

JSON Lines and CSV are made and read by the server itself, which knows each type exactly. The name of a format
is the ending of its files.
"""

from collections.abc import Callable
from pathlib import Path

from psycopg import Connection, sql

from scrapers.keeping.tables import Column, Table

# JSON has no control characters, so nothing is ever quoted: each line is what the server made.
_JSON_LINES = sql.SQL("(FORMAT csv, QUOTE e'\\x01', DELIMITER e'\\x02')")
_CSV = sql.SQL("(FORMAT csv, HEADER)")
_PIECE = 1 << 20  # bytes


def write_json_lines(connection: Connection, table: Table, path: Path) -> int:
    """Write an object a row; return how many."""
    rows = sql.SQL("SELECT row_to_json(each) FROM ({}) AS each").format(table.select())
    return _copy_out(connection, rows, _JSON_LINES, path)


def read_json_lines(connection: Connection, table: Table, path: Path) -> int:
    """Load a file into the table; return how many rows that were."""
    connection.execute("CREATE TEMPORARY TABLE incoming (line json)")
    _copy_in(connection, sql.SQL("incoming"), _JSON_LINES, path)
    values = sql.SQL(", ").join(sql.Identifier("each", column.name) for column in table.columns)
    rows = sql.SQL(
        "SELECT {} FROM incoming CROSS JOIN LATERAL json_populate_record(NULL::{}, line) AS each"
    ).format(values, sql.Identifier(table.name))
    return _take_over(connection, table, rows)


def write_csv(connection: Connection, table: Table, path: Path) -> int:
    """Write names, then a row a record; return how many. No value is nothing, an empty text is ``""``."""
    values = sql.SQL(", ").join(
        sql.SQL(_AS_TEXT.get(_kind(column), "{0}") + " AS {0}").format(sql.Identifier(column.name))
        for column in table.columns
    )
    # Ordered by what the columns are, not by the text that is made of them.
    rows = sql.SQL("SELECT {} FROM ({}) AS each").format(values, table.select())
    return _copy_out(connection, rows, _CSV, path)


def read_csv(connection: Connection, table: Table, path: Path) -> int:
    """Load a file into the table; return how many rows that were."""
    with path.open(encoding="utf-8") as file:
        names = file.readline().strip().split(",")
    columns = sql.SQL(", ").join(sql.SQL("{} text").format(sql.Identifier(name)) for name in names)
    connection.execute(sql.SQL("CREATE TEMPORARY TABLE incoming ({})").format(columns))
    _copy_in(connection, sql.SQL("incoming"), _CSV, path)
    values = sql.SQL(", ").join(
        sql.SQL(_FROM_TEXT.get(_kind(column), "{0}") + "::{1}").format(
            sql.Identifier(column.name), sql.SQL(column.type)
        )
        for column in table.columns
    )
    return _take_over(connection, table, sql.SQL("SELECT {} FROM incoming").format(values))


def write_parquet(connection: Connection, table: Table, path: Path) -> int:
    """Write groups of rows; return how many rows."""
    from scrapers.keeping import parquet  # here: every `scrapy …` would wait for pyarrow

    return parquet.write(connection, table, path)


def read_parquet(connection: Connection, table: Table, path: Path) -> int:
    """Load a file into the table; return how many rows that were."""
    from scrapers.keeping import parquet

    return parquet.read(connection, table, path)


# What COPY would write in PostgreSQL's own way, in a way that other programs read. to_json knows ISO 8601.
_AS_TEXT = {
    "array": "to_json({0})::text",
    "boolean": "{0}::text",
    "timestamp with time zone": "to_json({0}) #>> '{{}}'",
}
_FROM_TEXT = {
    "array": "CASE WHEN {0} IS NOT NULL THEN ARRAY(SELECT json_array_elements_text({0}::json)) END",
}


def _kind(column: Column) -> str:
    return "array" if column.type.endswith("[]") else column.type


def _copy_out(connection: Connection, rows: sql.Composable, how: sql.Composable, path: Path) -> int:
    statement = sql.SQL("COPY ({}) TO STDOUT {}").format(rows, how)
    cursor = connection.cursor()
    with path.open("xb") as file, cursor.copy(statement) as copy:
        for piece in copy:
            file.write(piece)
    return cursor.rowcount


def _copy_in(connection: Connection, into: sql.Composable, how: sql.Composable, path: Path) -> None:
    statement = sql.SQL("COPY {} FROM STDIN {}").format(into, how)
    with path.open("rb") as file, connection.cursor().copy(statement) as copy:
        while piece := file.read(_PIECE):
            copy.write(piece)


def _take_over(connection: Connection, table: Table, rows: sql.Composable) -> int:
    statement = sql.SQL("INSERT INTO {} ({}) OVERRIDING SYSTEM VALUE {}").format(
        sql.Identifier(table.name), table.names, rows
    )
    count = connection.execute(statement).rowcount
    connection.execute("DROP TABLE incoming")
    return count


Write = Callable[[Connection, Table, Path], int]
Read = Callable[[Connection, Table, Path], int]
FORMATS: dict[str, tuple[Write, Read]] = {
    "jsonl": (write_json_lines, read_json_lines),
    "csv": (write_csv, read_csv),
    "parquet": (write_parquet, read_parquet),
}
