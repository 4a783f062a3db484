"""Files and folders that appear whole, or not at all."""

import hashlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def whole_file(path: Path) -> Iterator[Path]:
    """Yield the name of a new file beside ``path``, which gets that name when it is written.

    Only its owner may read it. Raises FileExistsError where there is something: nothing is overwritten.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    _require_new(path)
    handle, name = tempfile.mkstemp(prefix=f"{path.name}.partial-", dir=path.parent)
    os.close(handle)
    partial = Path(name)
    try:
        yield partial
        _to_disk(partial)
        _require_new(path)
        partial.rename(path)
        _to_disk(path.parent)
    finally:
        partial.unlink(missing_ok=True)


@contextmanager
def whole_folder(path: Path) -> Iterator[Path]:
    """Yield a new folder beside ``path``, which gets that name when it is filled; an empty one makes way.

    Only its owner may look into it. Raises FileExistsError where there is something.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    _require_new(path)
    partial = Path(tempfile.mkdtemp(prefix=f"{path.name}.partial-", dir=path.parent))
    try:
        yield partial
        for each in (*partial.iterdir(), partial):
            _to_disk(each)
        _require_new(path)
        partial.rename(path)
        _to_disk(path.parent)
    finally:
        shutil.rmtree(partial, ignore_errors=True)


def sha256(path: Path) -> str:
    """Return the checksum of a file, in hexadecimal digits."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _require_new(path: Path) -> None:
    if os.path.lexists(path) and not (path.is_dir() and not any(path.iterdir())):
        raise FileExistsError(f"{path} is there already: give another name")


def _to_disk(path: Path) -> None:
    """Let it outlive a power cut."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
