"""The current result as files, and as a link."""

import csv
import io
import json
from collections.abc import Iterable

import streamlit as st

from dashboard import filters, queries
from dashboard.frame import Frame, connected

LIMIT = 50_000
COLUMNS = (
    *(
        "id",
        "title",
        "company",
        "location",
        "role",
        "role_group",
        "seniority",
        "job_form",
        "topics",
        "workplace",
    ),
    *(
        "date_posted",
        "first_seen",
        "last_seen",
        "status",
        "closed_at",
        "closed_reason",
        "site",
        "url",
        "page_url",
    ),
)
# A spreadsheet would run a cell that begins so.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def show(frame: Frame, total: int) -> None:
    """Downloads and link, folded away; nothing is read before it is asked for."""
    words, chosen, now = frame.words, frame.filters, frame.now
    with st.popover(words("download"), icon=":material/download:"):
        st.caption(words("download.help", n=LIMIT))
        for kind, make, mime in (
            ("csv", as_csv, "text/csv"),
            ("jsonl", as_json_lines, "application/x-ndjson"),
        ):
            st.download_button(
                words(f"download.{kind}"),
                data=lambda make=make: make(_read(chosen, now)),
                file_name=f"jobs-{now:%Y-%m-%d}.{kind}",
                mime=mime,
                key=f"download-{kind}",
                on_click="ignore",
                width="stretch",
            )
        st.caption(f"{words('link')}: {words('link.help')}")
        st.code(f"{st.context.url or ''}?{full_address(frame)}", language=None, wrap_lines=True)


def full_address(frame: Frame) -> str:
    """Query string that says everything, defaults too: it means the same whatever the defaults become."""
    from urllib.parse import urlencode

    # The last visit is this reader's: to others it means what it is to them.
    chosen = filters.write(filters.replace(frame.filters, after=frame.filters.new_after()))
    shown = {
        "status": ["all"]
        if set(frame.filters.statuses) == set(filters.STATUSES)
        else list(frame.filters.statuses),
        "sort": [frame.filters.sort],
        "size": [str(frame.filters.size)],
        "view": [frame.filters.view],
        "lang": [filters.LANGUAGES[frame.words.index]],
    }
    return urlencode({**shown, **chosen}, doseq=True)


def _read(chosen: filters.Filters, now) -> list[queries.Row]:
    with connected() as connection:
        return list(queries.export(connection, chosen, now, LIMIT))


def as_csv(rows: Iterable[queries.Row]) -> bytes:
    """CSV that spreadsheets open rightly (UTF-8 with a mark) and safely (no cell is a formula)."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(COLUMNS)
    for row in rows:
        writer.writerow([_cell(row[column]) for column in COLUMNS])
    return text.getvalue().encode("utf-8-sig")


def _cell(value: object) -> str:
    if value is None:
        return ""
    if hasattr(value, "isoformat"):
        return value.isoformat()
    text = " ".join(value) if isinstance(value, list) else str(value)
    return f"'{text}" if text.startswith(_FORMULA) else text


def as_json_lines(rows: Iterable[queries.Row]) -> bytes:
    """One JSON object a line."""
    lines = (
        json.dumps({column: row[column] for column in COLUMNS}, ensure_ascii=False, default=_json)
        for row in rows
    )
    return "".join(f"{line}\n" for line in lines).encode()


def _json(value: object) -> str:
    return value.isoformat() if hasattr(value, "isoformat") else str(value)
