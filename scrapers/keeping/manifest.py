"""The manifest of an export: what is in the folder, so that an import knows whether all of it is there."""

import json
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from scrapers.database import DatabaseError
from scrapers.keeping.files import sha256
from scrapers.keeping.formats import FORMATS
from scrapers.keeping.tables import PERSONAL, TABLES

NAME = "manifest.json"
"""Written last: a folder without it is half an export."""
LAYOUT = 1
"""Of the folder; grows when its files come to mean something else."""


class ArchiveError(DatabaseError):
    """A folder that cannot be imported; the message says why."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A table of an export."""

    rows: int
    bytes: int
    sha256: str
    columns: list[str]
    next_id: int | None
    """Id of the row to come; None where rows are not counted."""

    @classmethod
    def of(cls, path: Path, rows: int, columns: list[str], next_id: int | None) -> "Entry":
        """Describe a file as it is now."""
        return cls(rows, path.stat().st_size, sha256(path), columns, next_id)


@dataclass(frozen=True, slots=True)
class Manifest:
    """An export."""

    layout: int
    schema_version: int
    format: str
    exported_at: datetime
    is_sample: bool
    tables: dict[str, Entry]

    def file(self, folder: Path, table: str) -> Path:
        """Path of a table's file."""
        return folder / f"{table}.{self.format}"

    def write(self, folder: Path) -> None:
        """Say that the folder is whole."""
        text = json.dumps(asdict(self), indent=2, default=datetime.isoformat)
        (folder / NAME).write_text(text + "\n", "utf-8")

    def check_files(self, folder: Path) -> None:
        """Raise ArchiveError where a file is not as it was written."""
        for name, entry in self.tables.items():
            path = self.file(folder, name)
            try:
                same = path.stat().st_size == entry.bytes and sha256(path) == entry.sha256
            except OSError as error:
                raise ArchiveError(f"cannot read {path}: {error.strerror}") from None
            if not same:
                raise ArchiveError(
                    f"{path} is not as it was exported (checksum): take a whole copy of the folder"
                )


def read(folder: Path) -> Manifest:
    """Return what an export says of itself; raises ArchiveError where it is none, or of a newer program."""
    path = folder / NAME
    try:
        said = json.loads(path.read_text("utf-8"))
        if said["layout"] != LAYOUT:
            raise ArchiveError(f"{folder} was written by a newer program: update this one (git pull)")
        manifest = Manifest(
            layout=LAYOUT,
            schema_version=int(said["schema_version"]),
            format=str(said["format"]),
            exported_at=datetime.fromisoformat(said["exported_at"]),
            is_sample=bool(said["is_sample"]),
            tables={name: Entry(**entry) for name, entry in said["tables"].items()},
        )
    except FileNotFoundError:
        raise ArchiveError(
            f"{folder} is no export, or half of one: {NAME}, written last, is missing"
        ) from None
    except OSError as error:
        raise ArchiveError(f"cannot read {path}: {error.strerror}") from None
    except (ValueError, LookupError, TypeError, AttributeError):
        raise ArchiveError(f"{path} is no manifest of an export") from None
    if manifest.format not in FORMATS:
        raise ArchiveError(f"{path} names a format that this program does not know: {manifest.format!r}")
    if list(manifest.tables) not in (list(TABLES), [*TABLES, *PERSONAL]):
        raise ArchiveError(f"{path} names other tables than this program knows")
    return manifest
