"""Serves a labelled corpus on loopback, one path a page: ``python -m benchmarks.serve_corpus FOLDER``."""

import argparse
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote, unquote, urlsplit

from examples.server import serve


def paths(folder: Path) -> dict[str, Path]:
    """Request path, "/host of the page/id", to file, of every document in the folder's index.jsonl."""
    found = {}
    for line in (folder / "index.jsonl").read_text("utf-8").splitlines():
        record = json.loads(line)
        host = urlsplit(record.get("url") or "").netloc or "unknown"
        found[f"/{quote(host)}/{quote(str(record['id']))}"] = folder / record["local"]
    return found


@contextmanager
def serve_corpus(folder: Path, port: int = 0) -> Iterator[list[str]]:
    """Serve a corpus and yield the addresses of its pages."""
    files = {unquote(path): file for path, file in paths(folder).items()}
    with serve(lambda path: files.get(unquote(path)), port) as address:
        yield [address + path for path in paths(folder)]


def main() -> None:
    """Serve until Ctrl-C; print the addresses."""
    parser = argparse.ArgumentParser(description="Serve the pages of a labelled corpus on loopback.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--port", type=int, default=8520)
    options = parser.parse_args()
    with serve_corpus(options.folder, options.port) as addresses:
        print("\n".join(addresses), flush=True)
        try:
            threading.Event().wait()
        except KeyboardInterrupt:
            print()


if __name__ == "__main__":
    main()
