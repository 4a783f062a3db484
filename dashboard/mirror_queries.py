"""What the mirror reads: the columns of jobs, their words, and which jobs changed since."""

import io
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import NamedTuple

import numpy as np
import pyarrow as pa
from psycopg import Connection
from psycopg.sql import SQL
from pyarrow import csv

from dashboard.columns import NEVER, TOPIC_END, Columns

# As numbers: microseconds since 1970, and days. Below 2^53 a float holds them exactly, and prints fastest.
_MOMENT = "(date_part('epoch', {0}) * 1e6)::bigint AS {0}"
_NUMBERS = {
    "id": "id",
    **{name: _MOMENT.format(name) for name in ("first_seen", "last_seen", "closed_at")},
    "shown_date": "shown_date - date '1970-01-01' AS shown_date",
    # Tells one text from another: what words are known of a job holds as long as this is the same.
    "text": "hashtextextended(concat_ws(E'\\x1f', title, company, location), 0) AS text",
}
_TEXTS = {
    name: name
    for name in ("role", "role_group", "city", "company", "site", "workplace", "seniority", "job_form")
} | {"topics": f"array_to_string(topics, '{TOPIC_END}') AS topics"}

_READ = SQL("COPY (SELECT {columns} FROM job {which}) TO STDOUT (FORMAT csv)")
_COLUMNS = SQL(", ".join([*_NUMBERS.values(), *_TEXTS.values()]))
_READ_ALL = _READ.format(columns=_COLUMNS, which=SQL(""))
_READ_SOME = _READ.format(columns=_COLUMNS, which=SQL("WHERE id = ANY (%s)"))

_WORDS = {"id": "id", "text": _NUMBERS["text"], "words": "search AS words"}
_READ_WORDS = _READ.format(columns=SQL(", ".join(_WORDS.values())), which=SQL(""))
_PORTION = 1 << 24  # bytes: some hundred thousand jobs

_PARSED = csv.ParseOptions(newlines_in_values=True)
_NAMED = csv.ReadOptions(column_names=[*_NUMBERS, *_TEXTS], block_size=1 << 24)
_NAMED_WORDS = csv.ReadOptions(column_names=[*_WORDS], block_size=1 << 24)
_TYPED = csv.ConvertOptions(
    column_types={
        **dict.fromkeys(_NUMBERS, pa.int64()),
        **dict.fromkeys(_TEXTS, pa.dictionary(pa.int32(), pa.string())),
        "words": pa.string(),
    },
    null_values=[""],
    strings_can_be_null=True,
    quoted_strings_can_be_null=False,
)


def columns(connection: Connection, ids: Sequence[int] | None = None) -> Columns:
    """Columns of all jobs, or of those with these ids."""
    text = io.BytesIO()
    statement, values = (_READ_ALL, None) if ids is None else (_READ_SOME, [list(ids)])
    with connection.cursor() as cursor, cursor.copy(statement, values) as copy:
        for part in copy:
            text.write(part)
    if not text.tell():
        none = np.empty(0, np.int64)
        return Columns(
            dict.fromkeys(_NUMBERS, none),
            dict.fromkeys(_TEXTS, none.astype(np.int32)),
            {name: {None: 0} for name in _TEXTS},
        )
    text.seek(0)
    table = csv.read_csv(text, _NAMED, _PARSED, _TYPED).unify_dictionaries().combine_chunks()
    order = np.argsort(table["id"].to_numpy(), kind="stable")
    numbers = {name: table[name].fill_null(NEVER).to_numpy()[order] for name in _NUMBERS}
    codes, values = {}, {}
    for name in _TEXTS:
        column = table[name].combine_chunks()
        # Code 0 is the missing value.
        codes[name] = column.indices.fill_null(-1).to_numpy()[order] + 1
        values[name] = {value: code for code, value in enumerate([None, *column.dictionary.to_pylist()])}
    return Columns(numbers, codes, values)


def words(connection: Connection) -> Iterator[pa.Table]:
    """``id``, ``text`` and ``words`` of all jobs, in portions."""
    text = io.BytesIO()
    with connection.cursor() as cursor, cursor.copy(_READ_WORDS) as copy:
        for part in copy:  # whole rows
            text.write(part)
            if text.tell() >= _PORTION:
                yield _words(text)
                text = io.BytesIO()
    if text.tell():
        yield _words(text)


def _words(text: io.BytesIO) -> pa.Table:
    text.seek(0)
    return csv.read_csv(text, _NAMED_WORDS, _PARSED, _TYPED)


class Look(NamedTuple):
    """The state of the database at one moment, and what changed since the one before.

    ``server`` is another after a restart: then a commit that was seen may be lost. ``outdated``: the one
    before is so long ago that changes are no longer known. ``jobs`` changed; None among them: any may have.
    """

    snapshot: str
    at: datetime
    server: str
    outdated: bool | None
    jobs: list[int | None] | None


_LOOK = SQL(
    "SELECT pg_current_snapshot()::text, now(),"
    " pg_postmaster_start_time()::text || ' ' || 'job'::regclass::oid,"
    # Changes are kept for a day.
    " %(at)s::timestamptz < now() - interval '12 hours',"
    " (SELECT array_agg(DISTINCT job_id)"
    "   FROM job_change LEFT JOIN LATERAL unnest(job_ids) AS job_id ON true"
    "   WHERE transaction >= pg_snapshot_xmin(%(snapshot)s::pg_snapshot)"
    "   AND NOT pg_visible_in_snapshot(transaction, %(snapshot)s::pg_snapshot))"
)


def look(connection: Connection, snapshot: str | None = None, at: datetime | None = None) -> Look:
    """What changed since a look that found ``snapshot`` at a moment."""
    return Look(*connection.execute(_LOOK, {"snapshot": snapshot, "at": at}).fetchone())


def be_patient(connection: Connection, timeout: str) -> None:
    """Let a statement of this transaction take longer."""
    connection.execute(SQL("SELECT set_config('statement_timeout', %s, true)"), [timeout])
