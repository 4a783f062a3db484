"""Runs the benchmarks: ``make bench``, or ``make bench ARGS="extraction titles"`` for some of them.

Every figure is a ratio of two things measured in the same run, or a count: times do not travel between
machines, ratios do.
"""

import argparse
import subprocess
import sys

PARTS = {
    "extraction": "accuracy and cost of extraction, against two baselines",
    "hostile": "mutated, truncated, nested and wrongly encoded pages: errors, time and memory",
    "titles": "cost of understanding a title",
    "storage": "cost of storing, against plain COPY",
    "clustering": "ads of one job found to be one, on labelled pairs",
    "crawl": "a whole crawl beside one that only fetches",
    "recrawl": "unchanged pages crawled again",
    "memory": "peak memory of a crawl, by its size",
    "kill": "crawls killed 50 times: nothing lost, nothing twice, nothing wrongly closed",
    "statements": "what the dashboard reads, at up to a million jobs, with their space",
    "dashboard": "a filter click at 100,000 jobs",
}


def main() -> int:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks",
        description=__doc__.split("\n")[0],
        epilog="\n".join(f"{name:12} {what}" for name, what in PARTS.items()),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("part", nargs="*", help="parts to run; all, when none is named")
    chosen = parser.parse_args().part or list(PARTS)
    unknown = sorted(set(chosen) - set(PARTS))
    if unknown:
        parser.error(f"no part is called {', '.join(unknown)}; there are {', '.join(PARTS)}")
    failed = []
    for part in chosen:
        print(f"\n## {part}: {PARTS[part]}\n", flush=True)
        if subprocess.run([sys.executable, "-m", f"benchmarks.{part}"], check=False).returncode:
            failed.append(part)
    if failed:
        print(f"\nFailed: {', '.join(failed)}", file=sys.stderr)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
