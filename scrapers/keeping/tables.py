"""The tables that hold data, and their columns as the database has them."""

from dataclasses import dataclass

from psycopg import Connection, sql

TABLES = (
    "crawl",
    "page",
    "job",
    "posting",
    "posting_change",
    "sighting",
    "decision",
    "former_job",
)
"""Each after those that it refers to."""
PERSONAL = ("profile", "mark", "saved_search")
"""What people keep of jobs: theirs, and exported only when asked for."""
TRANSIENT = ("job_change",)
"""Notes of one server for programs that run beside it: neither exported nor restored."""

# Generated columns are left out: each database makes them anew.
_COLUMNS = """
SELECT attname, format_type(atttypid, NULL), attidentity <> ''
FROM pg_attribute
WHERE attrelid = %s::regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = ''
ORDER BY attnum
"""

_KEY = """
SELECT attname
FROM pg_index
CROSS JOIN unnest(indkey) WITH ORDINALITY AS key (attnum, place)
JOIN pg_attribute ON attrelid = indrelid AND pg_attribute.attnum = key.attnum
WHERE indrelid = %s::regclass AND indisprimary
ORDER BY place
"""


@dataclass(frozen=True, slots=True)
class Column:
    """A column that is stored, not computed."""

    name: str
    type: str
    """As PostgreSQL spells it: ``timestamp with time zone``, ``text[]``."""
    is_identity: bool


@dataclass(frozen=True, slots=True)
class Table:
    """A table, and how it is read in an order that is always the same."""

    name: str
    columns: tuple[Column, ...]
    order: tuple[str, ...]

    @property
    def names(self) -> sql.Composed:
        """Names of all columns, with commas between."""
        return sql.SQL(", ").join(sql.Identifier(column.name) for column in self.columns)

    @property
    def identity(self) -> str | None:
        """Column that counts the rows."""
        return next((column.name for column in self.columns if column.is_identity), None)

    def select(self, what: sql.Composable | None = None) -> sql.Composed:
        """Statement that reads all rows, in order."""
        return sql.SQL("SELECT {} FROM {} ORDER BY {}").format(
            what or self.names,
            sql.Identifier(self.name),
            sql.SQL(", ").join(map(sql.Identifier, self.order)),
        )


def describe(connection: Connection, name: str) -> Table:
    """Look a table up in the database."""
    columns = tuple(Column(*row) for row in connection.execute(_COLUMNS, [name]))
    key = tuple(row[0] for row in connection.execute(_KEY, [name]))
    return Table(name, columns, key or tuple(column.name for column in columns))


def filled(connection: Connection) -> list[str]:
    """Return which tables, where they are there, hold something; a profile is only the trace of a visit."""
    there = connection.execute(
        "SELECT name FROM unnest(%s::text[]) AS table_ (name) WHERE to_regclass(name) IS NOT NULL",
        [[name for name in TABLES + PERSONAL if name != "profile"]],
    ).fetchall()
    exists = sql.SQL("SELECT EXISTS (SELECT FROM {})")
    return [
        name for (name,) in there if connection.execute(exists.format(sql.Identifier(name))).fetchone()[0]
    ]


def next_id(connection: Connection, table: Table) -> int | None:
    """Return the id that the table's next row will get; None where rows are not counted."""
    if not table.identity:
        return None
    sequence = _sequence(connection, table)
    found = connection.execute(
        sql.SQL("SELECT last_value + is_called::integer FROM {}").format(sql.SQL(sequence))
    )
    return found.fetchone()[0]


def set_next_id(connection: Connection, table: Table, value: int) -> None:
    """Let the table count on from ``value``, and never from below what it holds."""
    statement = sql.SQL("SELECT setval(%s, greatest(%s, (SELECT max({}) + 1 FROM {})), false)").format(
        sql.Identifier(table.identity), sql.Identifier(table.name)
    )
    connection.execute(statement, [_sequence(connection, table), value])


def _sequence(connection: Connection, table: Table) -> str:
    found = connection.execute("SELECT pg_get_serial_sequence(%s, %s)", [table.name, table.identity])
    return found.fetchone()[0]
