"""Export of a whole database into a folder, a file a table; import of such a folder into an empty database.

docs/data.md describes the files. What is imported equals what was exported, ids and their counting included.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import psycopg
from psycopg import Connection, IsolationLevel, sql

from scrapers import database
from scrapers.keeping import manifest
from scrapers.keeping.files import whole_folder
from scrapers.keeping.formats import FORMATS, Read
from scrapers.keeping.manifest import ArchiveError, Entry, Manifest
from scrapers.keeping.tables import PERSONAL, TABLES, describe, filled, next_id, set_next_id

# What values look like must not hang on how a server or a role is set up.
_SETTINGS = {
    "TimeZone": "UTC",
    "DateStyle": "ISO",
    "bytea_output": "hex",
    "client_encoding": "UTF8",
    "statement_timeout": "0",
}
_SET = "SELECT set_config(name, value, false) FROM unnest(%s::text[], %s::text[]) AS setting (name, value)"
_UPDATE = "update this program (git pull)"
_GO_AROUND = "import it with the program that wrote it, then bring that database here by backup and restore"
_FACTS = "SELECT version, is_sample FROM database_info"


def export(conninfo: str, folder: Path, *, format: str, personal: bool = False, now: datetime) -> Manifest:
    """Write all that a database holds, as it is at one moment, into a new folder.

    ``format``: a key of FORMATS. ``personal``: also what people keep of jobs. Memory does not grow with the
    database. Raises FileExistsError where the folder holds something, DatabaseError.
    """
    write, _ = FORMATS[format]
    database.ensure_database(conninfo, sample=None)
    with _session(conninfo) as connection, whole_folder(folder) as partial:
        connection.isolation_level = IsolationLevel.REPEATABLE_READ  # one moment for all tables
        connection.read_only = True
        with connection.transaction():
            version, is_sample = connection.execute(_FACTS).fetchone()
            made = Manifest(manifest.LAYOUT, version, format, now.astimezone(UTC), is_sample, {})
            for name in TABLES + (PERSONAL if personal else ()):
                table = describe(connection, name)
                path = made.file(partial, name)
                rows = write(connection, table, path)
                names = [column.name for column in table.columns]
                made.tables[name] = Entry.of(path, rows, names, next_id(connection, table))
        made.write(partial)
    return made


def import_(conninfo: str, folder: Path, *, sample: bool = False) -> Manifest:
    """Load an export into an empty database, made where it is missing: all of it, or nothing.

    ``sample``: the database is for sample jobs. Raises ArchiveError where the folder is not whole, not as it
    was written, of another schema, or of the other kind of jobs; DatabaseError where the database is not
    empty or not to be reached.
    """
    said = manifest.read(folder)
    if said.is_sample != sample:
        raise ArchiveError(
            f"{folder} holds " + ("sample jobs: say --sample" if said.is_sample else "real jobs: no --sample")
        )
    said.check_files(folder)
    database.ensure_database(conninfo, sample=sample)
    with _session(conninfo) as connection:
        try:
            with connection.transaction():
                _load(connection, folder, said)
        except (psycopg.Error, OSError, ValueError, KeyError) as error:
            raise ArchiveError(f"cannot import {folder}, nothing was stored: {str(error).strip()}") from error
        connection.execute("VACUUM (ANALYZE)")  # the dashboard's statements rely on both
    return said


@contextmanager
def _session(conninfo: str) -> Iterator[Connection]:
    with database.connect(conninfo) as connection:
        connection.execute(_SET, [list(_SETTINGS), list(_SETTINGS.values())])
        connection.commit()
        connection.autocommit = True
        yield connection


def _load(connection: Connection, folder: Path, said: Manifest) -> None:
    name = connection.info.dbname
    version, _ = connection.execute(_FACTS).fetchone()
    if said.schema_version != version:
        raise ArchiveError(
            f"{folder} has schema version {said.schema_version}, database {name!r} has {version}: "
            + (_UPDATE if said.schema_version > version else _GO_AROUND)
        )
    tables = sql.SQL(", ").join(map(sql.Identifier, TABLES + PERSONAL))
    connection.execute(sql.SQL("LOCK TABLE {} IN SHARE ROW EXCLUSIVE MODE").format(tables))
    if holding := filled(connection):
        raise ArchiveError(
            f"database {name!r} is not empty (it has rows in {', '.join(holding)}): "
            "import into another one (set DATABASE_URL)"
        )
    if "profile" in said.tables:
        connection.execute("DELETE FROM profile")  # of visitors who kept nothing
    _, read = FORMATS[said.format]
    for table_name, entry in said.tables.items():
        _load_table(connection, table_name, entry, said.file(folder, table_name), read)


def _load_table(connection: Connection, name: str, entry: Entry, path: Path, read: Read) -> None:
    table = describe(connection, name)
    if {column.name for column in table.columns} != set(entry.columns):
        raise ArchiveError(f"{path} has other columns than this program knows")
    if (rows := read(connection, table, path)) != entry.rows:
        raise ArchiveError(f"{path} has {rows} rows, not {entry.rows}")
    if entry.next_id is not None:
        set_next_id(connection, table, entry.next_id)
