"""Makes data/esco_professions.csv from ESCO's occupation labels: words that our own files do not know.

``python -m scrapers.normalization.esco LABELS.csv.gz``, where LABELS has the columns concept_kind, isco08,
lang and label of ESCO 1.2.0. This service uses the ESCO classification of the European Commission.
"""

import csv
import gzip
import re
import sys
from collections import defaultdict
from pathlib import Path

from scrapers.normalization.lookup import look_up
from scrapers.normalization.vocabulary import key, rows

TARGET = Path(__file__).parent / "data" / "esco_professions.csv"
# Shorter words, and English ones without an agent's ending, are too often something else in a title.
_ENGLISH_AGENT = re.compile(r".{3,}(?:er|or|ist|ian|man|woman|smith|wright|ant)$")
_SHORTEST = {"de": 5, "en": 7}
_OTHER_THINGS = """
    ambassador arranger brecher binder builder callboy carrier channel climber collier commander consumer
    cyclist daempfer double escort estimator evaluator extractor glacier governor inspector investor lader
    medium mischer model modeller orchestrator ranger recorder reviewer ringer scopist spalter spreader
    statist weber winder
"""
"""Folded words that are professions to ESCO, and mostly something else in titles."""


def role_of_isco(code: str) -> str | None:
    """Role of an ISCO-08 unit group, by its longest prefix in data/isco_roles.csv."""
    table = {row["isco"]: row["role"] for row in rows("isco_roles.csv")}
    return next((table[code[:length]] for length in (4, 3, 2, 1) if code[:length] in table), None)


def professions(labels: list[dict[str, str]]) -> dict[tuple[str, str], list[str]]:
    """Single words by role and ISCO code that our own vocabulary does not know, in the masculine form."""
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for label in labels:
        word = label["label"].strip()
        if label["concept_kind"] == "occupation" and word.isalpha() and len(word) >= _SHORTEST[label["lang"]]:
            if label["lang"] == "en" and not _ENGLISH_AGENT.match(word):
                continue
            found[key(word)].setdefault(label["isco08"], word)
    result: dict[tuple[str, str], list[str]] = defaultdict(list)
    for folded, codes in sorted(found.items()):
        (code, word), *others = codes.items()
        if folded in _OTHER_THINGS.split():
            continue
        masculine = folded.removesuffix("in")
        role = role_of_isco(code)
        if others or not role or (masculine != folded and masculine in found):
            continue
        known = look_up(word.capitalize(), lower_case=False)
        if known is None or known.source == "esco":
            result[role, code].append(word)
    return result


def main() -> None:
    """Write the file."""
    with gzip.open(sys.argv[1], "rt", encoding="utf-8") as file:
        found = professions(list(csv.DictReader(file)))
    with TARGET.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("role", "isco", "words"))
        writer.writerows((role, code, "|".join(words)) for (role, code), words in sorted(found.items()))
    print(f"{sum(map(len, found.values()))} words in {TARGET}")


if __name__ == "__main__":
    main()
