"""How much of the accuracy of boxes was bought by looking at the very pages that measure it.

    python -m benchmarks.leave_one_out FOLDER…

For every site of the corpora in turn, the three numbers that shift all weights at once (prior, share of
the title, share of everything else) are chosen anew on the pages of all other sites, from a grid, and the
site's own pages are read with them. Printed: mean F1 of pages with jobs and pages with a false alarm, so
chosen, beside the same with the weights as they are in ``scrapers/extraction/weights.py``.
"""

import argparse
import itertools
from collections import defaultdict
from pathlib import Path
from statistics import mean
from urllib.parse import urlsplit

from benchmarks.extraction import OURS, Score, by_extraction, compare, read_corpus
from scrapers.extraction import weights

PRIORS = (-5.2, -4.4, -3.6)
TITLES = (0.4, 0.5, 0.6)
SHARES = (0.85, 1.0, 1.15)
AS_THEY_ARE = (weights.PRIOR, weights.TITLE, 1.0)


def read_with(setting: tuple[float, float, float], pages: list) -> list[tuple[str, float | None, bool]]:
    """Site, F1 (None for a page without jobs) and whether it raised a false alarm, page by page."""
    item, box = dict(weights.ITEM), dict(weights.BOX)
    weights.PRIOR, weights.TITLE, share = setting
    weights.ITEM.update({name: weight * share for name, weight in item.items()})
    weights.BOX.update({name: weight * share for name, weight in box.items()})
    try:
        results = []
        for url, body, labels in pages:
            score = Score()
            compare(score, url, labels, by_extraction(body, url))
            results.append((urlsplit(url).hostname or url, score.f1 if labels else None, bool(score.alarms)))
        return results
    finally:
        weights.PRIOR, weights.TITLE = AS_THEY_ARE[:2]
        weights.ITEM.update(item)
        weights.BOX.update(box)


def goodness(results: list[tuple[str, float | None, bool]]) -> float:
    """Mean F1 of pages with jobs, less the share of other pages that raised an alarm."""
    f1 = [value for _, value, _ in results if value is not None]
    alarms = [alarm for _, value, alarm in results if value is None]
    return (mean(f1) if f1 else 0.0) - (mean(alarms) if alarms else 0.0)


def main() -> None:
    """Print both figures."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("folder", nargs="*", type=Path, default=[OURS])
    folders = parser.parse_args().folder
    pages = [page[1:] for folder in folders for page in read_corpus(folder)]
    grid = sorted({*itertools.product(PRIORS, TITLES, SHARES), AS_THEY_ARE})
    table = {setting: read_with(setting, pages) for setting in grid}
    sites = sorted({site for site, _, _ in table[AS_THEY_ARE]})
    left_out, chosen = [], defaultdict(int)
    for site in sites:
        best = max(grid, key=lambda setting: goodness([r for r in table[setting] if r[0] != site]))
        chosen[best] += 1
        left_out += [result for result in table[best] if result[0] == site]
    print("| weights | F1, pages with jobs | pages without jobs that raised an alarm |\n|---|---|---|")
    for name, results in (("as they are", table[AS_THEY_ARE]), ("chosen without the site", left_out)):
        f1 = [value for _, value, _ in results if value is not None]
        alarms = f"{sum(alarm for _, _, alarm in results)} of {len(results) - len(f1)}"
        print(f"| {name} | {mean(f1):.3f} | {alarms} |")
    print(
        "\nChosen (prior, title, rest): "
        + ", ".join(f"{setting} for {n} sites" for setting, n in chosen.items())
    )
    f1 = [goodness(results) for results in table.values()]
    print(f"Over the whole grid of {len(grid)} settings: {min(f1):.3f} to {max(f1):.3f}")


if __name__ == "__main__":
    main()
