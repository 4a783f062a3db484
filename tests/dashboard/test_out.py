"""Files: complete, exact, and harmless in a spreadsheet."""

import csv
import io
import json

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


def test_nothing_is_an_empty_file():
    assert read(out.as_csv([])) == []
    assert out.as_json_lines([]) == b""
