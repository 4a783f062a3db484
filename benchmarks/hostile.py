"""Pages cut, mutated, nested, repeated and wrongly encoded: what raises, how long do they take, how much memory?

    python -m benchmarks.hostile [--pages 10000] [--seed 7] [FOLDER…]

The pages are made of those of tests/fixtures, or of all files below the folders given. Time is processor time,
memory the peak of what Python and the HTML parser allocate (tracemalloc) as a multiple of the page; since any
page costs some hundred kilobytes, pages are repeated to 100 kB where memory is measured, which is every
twentieth. Beside it stands the same for parsing alone, in the same run. Exits with 1 where anything raised, took
two seconds or 50 times the memory.
"""

# ruff: noqa: E501  (pieces of pages)

import argparse
import logging
import random
import sys
import time
import tracemalloc
from pathlib import Path

from scrapers.extraction import extract_jobs
from scrapers.extraction.page import Page

OURS = Path(__file__).parents[1] / "tests" / "fixtures"
URL = "https://a.example/jobs/"
MOST_SECONDS, MOST_MEMORY = 2.0, 50
LARGE = 100_000
MEMORY_OF_EACH = 20
PIECES = (
    b"<", b">", b"</", b"<!--", b"-->", b'"', b"'", b"{", b"[", b"\\", b"\x00", b"\xff\xfe", b"\xed\xa0\x80", b"&#xD800;", b"<script>",
    b"</script>", b"<plaintext>", b"<svg><a>", b"<select><option>", b"<table><tr><td>", b"<base href='//['>", b"<a href=http://[x>",
    b"<div>" * 3000, b"<b><a href=/job/1>" * 500, b"</div>" * 300, b"<p>x" * 3000, b"<li>Koch" * 1000, b"Koch (m/w/d)<br>" * 500,
    b"<h3>Jobs</h3>" * 200, b"<script type='application/ld+json'>{\"@type\":\"JobPosting\",", b'{"jobs":[' * 400, b'[{"title":"Koch"},' * 2000,
    b"<i data-x='{&quot;jobs&quot;:[", "\u202e\u00ad\u200b".encode() * 50, b"(m/" * 2000, b", - | " * 2000, b"a=b " * 3000,
)  # fmt: skip
ENCODINGS = ("utf-16", "utf-32", "cp1252", "utf-7", "koi8-r", "shift_jis")


class _Failures(logging.Handler):
    """Counts extractors that failed: the entry takes it as "found nothing" and goes on."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.count = 0

    def emit(self, record: logging.LogRecord) -> None:
        self.count += 1


def mutated(rng: random.Random, pages: list[bytes]) -> bytes:
    """One of the pages with one to four changes."""
    page = rng.choice(pages)
    for _ in range(rng.randint(1, 4)):
        one, other = sorted(rng.randint(0, len(page)) for _ in range(2))
        change = rng.randrange(7)
        if change == 0:
            page = page[:other]
        elif change <= 2:
            page = page[:one] + rng.choice(PIECES) + page[one:]
        elif change == 3:
            page = page[:one] + page[one:other] * rng.randint(2, 40) + page[other:]
        elif change == 4:
            page = page[:one] + rng.randbytes(rng.randint(1, 30)) + page[other:]
        elif change == 5:
            page = page[:one] + rng.choice(pages)[-rng.randint(1, 4000) :] + page[one:]
        else:
            page = page.decode("utf-8", "replace").encode(rng.choice(ENCODINGS), "replace")
    return page[:2_000_000]


def peak_of(work: object, page: bytes) -> float:
    """Peak memory of a piece of work as a multiple of the page."""
    tracemalloc.start()
    work(page)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return peak / len(page)


def main() -> int:
    """Print the worst page of each kind, and how many failed."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("folder", nargs="*", type=Path, default=[OURS])
    parser.add_argument("--pages", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=7)
    args = parser.parse_args()
    paths = sorted(path for folder in args.folder for path in folder.rglob("*") if path.is_file())
    pages = [
        path.read_bytes()
        for path in paths
        if path.suffix in (".html", ".xml", ".json", ".rss") and path.stem != "expected"
    ]
    pages = [page for page in pages if page]
    failures, rng = _Failures(), random.Random(args.seed)
    logger = logging.getLogger("scrapers.extraction")
    logger.addHandler(failures)
    logger.propagate = False
    raised, slowest, largest, parsed, seconds = 0, 0.0, 0.0, 0.0, 0.0
    for number in range(args.pages):
        page = mutated(rng, pages)
        started = time.process_time()
        try:
            extract_jobs(page, URL)
        except Exception:
            raised += 1
        taken = time.process_time() - started
        seconds += taken
        slowest = max(slowest, taken)
        if number % MEMORY_OF_EACH == 0 and page:
            page *= -(-LARGE // len(page))
            largest = max(largest, peak_of(lambda body: extract_jobs(body, URL), page))
            parsed = max(parsed, peak_of(lambda body: Page(body, URL).tree, page))
    print(
        f"pages {args.pages} of {len(pages)}, seed {args.seed}: raised {raised}, extractors failed {failures.count}"
    )
    print(f"time: worst {slowest:.2f} s, mean {seconds / args.pages * 1000:.1f} ms")
    print(f"memory: worst {largest:.0f} times the page; parsing alone {parsed:.0f} times")
    bad = raised or failures.count or slowest >= MOST_SECONDS or largest >= MOST_MEMORY
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
