"""Reads the data files of this package: one entry a line, "#" begins a comment line."""

from pathlib import Path

FOLDER = Path(__file__).resolve().parent / "data"


def lines(name: str) -> list[str]:
    """Entries of a data file, without comments and empty lines."""
    text = (FOLDER / name).read_text("utf-8")
    return [line for line in text.splitlines() if line.strip() and not line.startswith("#")]


def rows(name: str) -> list[list[str]]:
    """Entries of a tab-separated data file, each split into its columns."""
    return [line.split("\t") for line in lines(name)]
