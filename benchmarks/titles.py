"""Cost of understanding a title, as a ratio to 1,000 ``str.casefold`` in the same run.

The titles are those of the tests, with every marker and addition, so that most of them are new to every
cache, as they are in a crawl.
"""

import csv
import itertools
import time
from pathlib import Path

from scrapers.normalization.roles import classify_title
from scrapers.normalization.titles import clean_title

ROOT = Path(__file__).parent.parent
MARKERS = ("", " (m/w/d)", " (w/m/x)", " (gn)", " m|w|d")
ADDITIONS = (
    "",
    " in Berlin",
    " - Hannover",
    " ab sofort",
    " 80-100 %",
    " | Remote",
    " (Ref. 4711)",
    " KI-Lösungen",
)
ROUNDS = 3


def titles() -> list[str]:
    """About 10,000 different titles."""
    with (ROOT / "tests/normalization/role_titles.tsv").open(encoding="utf-8") as file:
        plain = [row["title"] for row in csv.DictReader(file, delimiter="\t")]
    return [f"{title}{marker}{more}" for title, marker, more in itertools.product(plain, MARKERS, ADDITIONS)]


def seconds(function, arguments) -> float:
    """Processor time, so that other work on the machine counts little."""
    started = time.process_time()
    for argument in arguments:
        function(argument)
    return time.process_time() - started


def main() -> None:
    """Print microseconds a title and their ratio to 1,000 casefolds of the same titles."""
    texts = titles()
    classify_title("warm up")
    clean_title("warm up in Berlin")
    baseline = min(seconds(str.casefold, texts) for _ in range(ROUNDS)) / len(texts) * 1000
    print(f"{len(texts)} titles; 1,000 str.casefold: {1e6 * baseline:.0f} µs")
    for name, function in (("classify_title", classify_title), ("clean_title", clean_title)):
        first = seconds(function, texts) / len(texts)
        print(f"{name:16} {1e6 * first:6.1f} µs a title = {first / baseline:.2f} × 1,000 str.casefold")


if __name__ == "__main__":
    main()
