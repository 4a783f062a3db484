"""Files: complete, exact, and harmless in a spreadsheet."""

import csv
import io
import json
from datetime import UTC, date

from pyarrow import parquet

from dashboard import out
from tests.dashboard.invented import NOW


def row(**values):
    return {
        **dict.fromkeys(out.COLUMNS),
        "id": 1,
        "title": "Data Engineer",
        "topics": ["ai", "data"],
        **values,
    }


def read(data: bytes) -> list[dict]:
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def test_csv_reads_back():
    (got,) = read(out.as_csv([row(title='Überblick, "KI"\nzwei', first_seen=NOW)]))
    assert got["title"] == 'Überblick, "KI"\nzwei'
    assert got["first_seen"] == "2026-03-10T12:00:00+00:00"
    assert got["topics"] == "ai data"
    assert got["company"] == ""


def test_csv_has_no_formulas():
    for start in "=+-@\t\r\n":
        (got,) = read(out.as_csv([row(title=f"{start}HYPERLINK()")]))
        assert got["title"] == f"'{start}HYPERLINK()"


def test_json_lines_are_exact():
    lines = out.as_json_lines([row(title="=1 ü", first_seen=NOW), row(id=2)]).decode().splitlines()
    assert [json.loads(line)["id"] for line in lines] == [1, 2]
    assert json.loads(lines[0])["title"] == "=1 ü"
    assert list(json.loads(lines[0])) == list(out.COLUMNS)


def test_parquet_has_types():
    rows = [row(title="=1 ü", first_seen=NOW, date_posted=date(2026, 3, 1)), row(id=2)]
    table = parquet.read_table(io.BytesIO(out.as_parquet(rows)))
    assert table.column_names == list(out.COLUMNS)
    first, second = table.to_pylist()
    assert first["title"] == "=1 ü"
    assert first["first_seen"].astimezone(UTC) == NOW
    assert first["date_posted"] == date(2026, 3, 1)
    assert first["topics"] == ["ai", "data"]
    assert second["first_seen"] is None
    assert [str(table.schema.field(name).type) for name in ("id", "topics", "last_seen")] == [
        "int64",
        "list<element: string>",
        "timestamp[us, tz=UTC]",
    ]


def test_my_list_has_its_marks_and_notes():
    marked = {**dict.fromkeys(out.MARKED), "id": 1, "saved_at": NOW, "note": "=1"}
    (got,) = read(out.as_csv([marked], out.MARKED))
    assert (got["saved_at"], got["note"], got["applied_at"]) == (NOW.isoformat(), "'=1", "")
    (read_back,) = parquet.read_table(io.BytesIO(out.as_parquet([marked], out.MARKED))).to_pylist()
    assert read_back["note"] == "=1"


def test_nothing_is_an_empty_file():
    assert read(out.as_csv([])) == []
    assert out.as_json_lines([]) == b""
    assert parquet.read_table(io.BytesIO(out.as_parquet([]))).schema.names == list(out.COLUMNS)
