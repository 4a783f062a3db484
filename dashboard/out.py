"""The current result as files, and as a link."""

import csv
import io
import json
from collections.abc import Callable, Iterable
from datetime import date
from urllib.parse import urlencode

import pyarrow as pa
import streamlit as st
from pyarrow import parquet

from dashboard import filters, queries
from dashboard.frame import Frame, connected
from dashboard.queries import Row
from dashboard.words import Words

LIMIT = 50_000
_TIME = pa.timestamp("us", tz="UTC")
# Each column and its type.
COLUMNS = {
    "id": pa.int64(),
    "title": pa.string(),
    "company": pa.string(),
    "location": pa.string(),
    "role": pa.string(),
    "role_group": pa.string(),
    "seniority": pa.string(),
    "job_form": pa.string(),
    "topics": pa.list_(pa.string()),
    "workplace": pa.string(),
    "date_posted": pa.date32(),
    "first_seen": _TIME,
    "last_seen": _TIME,
    "status": pa.string(),
    "closed_at": _TIME,
    "closed_reason": pa.string(),
    "site": pa.string(),
    "url": pa.string(),
    "page_url": pa.string(),
}
# What My list has besides, instead of the page.
MARKED = {
    **{name: kind for name, kind in COLUMNS.items() if name != "page_url"},
    **dict.fromkeys(("saved_at", "applied_at", "hidden_at", "seen_at"), _TIME),
    "note": pa.string(),
}
# A spreadsheet would run a cell that begins so.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def show(frame: Frame, total: int) -> None:
    """Downloads and link, folded away; nothing is read before it is asked for."""
    words, chosen, now = frame.words, frame.filters, frame.now
    with st.popover(words("download"), icon=":material/download:"):
        st.caption(words("download.help", n=LIMIT))
        files(words, lambda: _read(chosen, now), f"jobs-{now:%Y-%m-%d}")
        st.caption(f"{words('link')}: {words('link.help')}")
        st.code(f"{st.context.url or ''}?{full_address(frame)}", language=None, wrap_lines=True)


def files(
    words: Words, read: Callable[[], list[Row]], name: str, columns: dict[str, pa.DataType] = COLUMNS
) -> None:
    """A button for each kind of file; rows are read when one is pressed."""
    for kind, (make, mime) in FORMATS.items():
        st.download_button(
            words(f"download.{kind}"),
            data=lambda make=make: make(read(), columns),
            file_name=f"{name}.{kind}",
            mime=mime,
            key=f"download-{kind}",
            on_click="ignore",
            width="stretch",
        )


def full_address(frame: Frame) -> str:
    """Query string that says everything, defaults too: it means the same whatever the defaults become."""
    # The last visit is this reader's: to others it means what it is to them.
    chosen = filters.write(filters.replace(frame.filters, after=frame.filters.new_after()))
    everything = set(frame.filters.statuses) == set(filters.STATUSES)
    shown = {
        "status": ["all"] if everything else list(frame.filters.statuses),
        "sort": [frame.filters.sort],
        "size": [str(frame.filters.size)],
        "view": [frame.filters.view],
        "lang": [filters.LANGUAGES[frame.words.index]],
    }
    return urlencode({**shown, **chosen}, doseq=True)


def _read(chosen: filters.Filters, now) -> list[Row]:
    with connected() as connection:
        return list(queries.export(connection, chosen, now, LIMIT))


def as_csv(rows: Iterable[Row], columns: Iterable[str] = COLUMNS) -> bytes:
    """CSV that spreadsheets open rightly (UTF-8 with a mark) and safely (no cell is a formula)."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(columns)
    for row in rows:
        writer.writerow([_cell(row[column]) for column in columns])
    return text.getvalue().encode("utf-8-sig")


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, date):
        return value.isoformat()
    text = " ".join(value) if isinstance(value, list) else str(value)
    return f"'{text}" if text.startswith(_FORMULA) else text


def as_json_lines(rows: Iterable[Row], columns: Iterable[str] = COLUMNS) -> bytes:
    """One JSON object a line."""
    lines = (
        json.dumps({column: row[column] for column in columns}, ensure_ascii=False, default=_json)
        for row in rows
    )
    return "".join(f"{line}\n" for line in lines).encode()


def _json(value: object) -> str:
    return value.isoformat() if isinstance(value, date) else str(value)


def as_parquet(rows: Iterable[Row], columns: dict[str, pa.DataType] = COLUMNS) -> bytes:
    """Parquet: dates are dates, times are in UTC, topics are lists."""
    table = pa.Table.from_pylist(
        [{column: row[column] for column in columns} for row in rows], schema=pa.schema(columns.items())
    )
    written = io.BytesIO()
    parquet.write_table(table, written, compression="zstd")
    return written.getvalue()


FORMATS = {
    "csv": (as_csv, "text/csv"),
    "jsonl": (as_json_lines, "application/x-ndjson"),
    "parquet": (as_parquet, "application/vnd.apache.parquet"),
}
