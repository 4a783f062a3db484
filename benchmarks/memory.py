"""Peak memory of a crawl of many pages beside one of few: `python -m benchmarks.memory [--pages 1000 10000]`.

Each crawl is a process of its own, and only its own memory counts: neither the server's nor the database's.
"""

import argparse
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from psycopg.conninfo import make_conninfo

from benchmarks.crawl_corpus import FAST
from benchmarks.invented_site import Site, serve
from scrapers import database

TEXT = 30_000
"""Bytes of a page."""
MOST = 1.3


def peak(addresses: list[str], conninfo: str, folder: Path) -> float:
    """Crawl; return the largest resident size of the crawl's process, in MB."""
    file = folder / "addresses"
    file.write_text("\n".join(addresses), "utf-8")
    command = [sys.executable, "-m", "scrapy", "crawl", "pages", "-a", f"urls={file}", *FAST]
    environment = {**os.environ, "DATABASE_URL": conninfo}
    child = subprocess.Popen([*command, "-s", "LOG_LEVEL=WARNING"], cwd=database.PROJECT, env=environment)
    _, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        sys.exit(f"the crawl of {len(addresses)} pages ended with {child.returncode}")
    return usage.ru_maxrss / 1024


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.memory", description=__doc__.split("\n")[0])
    parser.add_argument("--pages", type=int, nargs=2, default=[1000, 10_000])
    few, many = parser.parse_args().pages
    os.environ.pop("DATABASE_URL", None)
    with tempfile.TemporaryDirectory() as folder, serve(Site(many, TEXT)) as site:
        os.environ["JOBS_DATA_DIR"] = folder
        with database.server() as conninfo:
            peaks = {}
            for pages in (few, many):
                fresh = make_conninfo(conninfo, dbname=f"memory_{pages}")
                database.ensure_database(fresh)
                peaks[pages] = peak(site.addresses[:pages], fresh, Path(folder))
                print(f"{pages:>7,} pages   {peaks[pages]:6.0f} MB", flush=True)
    print(f"{many:,} ÷ {few:,} pages   {peaks[many] / peaks[few]:.2f}")
    return int(peaks[many] / peaks[few] > MOST)


if __name__ == "__main__":
    sys.exit(main())
