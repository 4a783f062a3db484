"""How well and how fast extraction finds the labelled jobs of saved pages, beside two baselines.

    python -m benchmarks.extraction [FOLDER…]

A folder is a labelled corpus: ``index.jsonl``, one page a line (``id``, ``local``: its file, ``url``,
``kind``, ``jobs``: title,
url, company, location, date as shown), or folders with ``page.html`` and ``expected.json`` such as
tests/fixtures, the default.

A labelled job is found when a returned one has its title (without case, punctuation and gender marker).
Precision,
recall and F1 are means over the pages with jobs; false alarms count pages without jobs on which something
was returned.
Fields are compared for found jobs whose label has them. Cost is the time of all pages divided by the time
of one lxml
parse of each, in the same process.
"""

import argparse
import json
import re
import time
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urljoin, urlsplit

import lxml.html

from scrapers.extraction import extract_jobs
from scrapers.extraction.page import Page, text_of
from scrapers.extraction.titles import MARKER

OURS = Path(__file__).parents[1] / "tests" / "fixtures"
FIELDS = {"url": "url", "company": "company", "location": "location", "date": "date_posted"}
Job = dict[str, str | None]


@dataclass
class Score:
    """Sums over the pages of one kind, for one extractor."""

    pages: int = 0
    empty: int = 0
    alarms: int = 0
    precision: float = 0.0
    recall: float = 0.0
    f1: float = 0.0
    failed: int = 0
    seconds: float = 0.0
    parsing: float = 0.0
    fields: dict[str, list[int]] = field(default_factory=lambda: {name: [0, 0] for name in FIELDS})


# --- What is compared ---------------------------------------------------------------------------------------


def by_extraction(body: bytes, url: str) -> list[Job]:
    """This project."""
    return [
        {"title": job.title} | {name: getattr(job, of) for name, of in FIELDS.items()}
        for job in extract_jobs(body, url)
    ]


def by_marker(body: bytes, url: str) -> list[Job]:
    """Baseline: every link whose text has a gender marker."""
    page = Page(body, url)
    links = [(text_of(node), page.link(node.attributes.get("href"))) for node in page.tree.css("a")]
    return [{"title": text, "url": href} for text, href in links if MARKER.search(text)]


def by_extruct(body: bytes, url: str) -> list[Job]:
    """Baseline: JobPostings of extruct, all syntaxes."""
    import extruct

    found = extruct.extract(body.decode("utf-8", "replace"), base_url=url, uniform=True, errors="ignore")
    items = [item for syntax in found.values() for item in syntax if item.get("@type") == "JobPosting"]
    return [
        {
            "title": str(item.get("title") or ""),
            "url": urljoin(url, str(item["url"])) if item.get("url") else None,
            "company": _inside(item, "hiringOrganization", "name"),
            "location": _inside(item, "jobLocation", "address", "addressLocality"),
            "date": _inside(item, "datePosted"),
        }
        for item in items
    ]


def _inside(item: object, *path: str) -> str | None:
    """The text at a path of an item, of a list its first; what any reader of JSON-LD would write."""
    for name in path:
        item = item[0] if isinstance(item, list) and item else item
        item = item.get(name) if isinstance(item, dict) else item
    item = item[0] if isinstance(item, list) and item else item
    return item if isinstance(item, str) else None


EXTRACTORS: dict[str, Callable[[bytes, str], list[Job]]] = {
    "this project": by_extraction,
    "marker on links": by_marker,
    "extruct": by_extruct,
}


# --- Comparing ----------------------------------------------------------------------------------------------


def reduced(text: str | None) -> str:
    """What two showings of one text have in common."""
    text = unicodedata.normalize("NFKC", text or "").replace("\u00ad", "")
    return "".join(c for c in MARKER.sub(" ", text).casefold() if c.isalnum() or c in "+#")


def same_title(label: str, found: str) -> bool:
    """Equal but for marker and punctuation; a title that the page cuts equals a longer one of that
    beginning."""
    one, other = reduced(label), reduced(found)
    if label.rstrip().endswith(("...", "…")) and len(one) >= 8:
        return other.startswith(reduced(re.sub(r"\(?\w?\W*$", "", label))[:60])
    return bool(one) and one == other


def same_value(name: str, page_url: str, label: str, found: str | None) -> bool:
    """Whether a field says what its label says."""
    if name == "url":
        one, other = urlsplit(urljoin(page_url, label.strip())), urlsplit(found or "")
        same_query = set(parse_qsl(other.query)) <= set(parse_qsl(one.query))
        return (one.hostname, unquote(one.path).rstrip("/")) == (
            other.hostname,
            unquote(other.path).rstrip("/"),
        ) and same_query
    if name == "date":
        return (found or "")[:10] == label[:10]
    one, other = reduced(label), reduced(found)
    return bool(one and other) and (
        one == other or (min(len(one), len(other)) >= 4 and (one in other or other in one))
    )


def compare(score: Score, page_url: str, labels: list[Job], found: list[Job]) -> None:
    """Add one page to a score."""
    unique = list({(reduced(job["title"]), job.get("url")): job for job in found}.values())
    pairs = []
    left = list(unique)
    for label in labels:
        match = next((job for job in left if same_title(label["title"], job["title"] or "")), None)
        if match is not None:
            left.remove(match)
            pairs.append((label, match))
    if not labels:
        score.empty += 1
        score.alarms += bool(unique)
        return
    precision = len(pairs) / len(unique) if unique else 0.0
    recall = len(pairs) / len(labels)
    score.pages += 1
    score.precision += precision
    score.recall += recall
    score.f1 += 2 * precision * recall / (precision + recall) if pairs else 0.0
    for label, job in pairs:
        for name, counts in score.fields.items():
            if label.get(name) and name in job:  # a baseline that reads titles only has no fields to be wrong
                counts[0] += same_value(name, page_url, label[name], job.get(name))
                counts[1] += 1


# --- Pages --------------------------------------------------------------------------------------------------


def read_corpus(folder: Path) -> Iterator[tuple[str, str, bytes, list[Job]]]:
    """Kind, address, body and labels of every HTML page of a corpus."""
    if (folder / "index.jsonl").exists():
        rows = [json.loads(line) for line in (folder / "index.jsonl").read_text("utf-8").splitlines()]
        paths = [folder / row["local"] for row in rows]
    else:
        paths = [path.with_name("page.html") for path in sorted(folder.glob("*/expected.json"))]
        paths = [path for path in paths if path.exists()]
        rows = [json.loads(path.with_name("expected.json").read_text("utf-8")) for path in paths]
    for row, path in zip(rows, paths, strict=True):
        if path.suffix == ".html":
            url = row.get("url") or f"https://{row.get('site') or 'example.org'}/"
            yield row.get("kind") or "page", url, path.read_bytes(), row["jobs"]


def measure(folders: list[Path]) -> dict[str, dict[str, Score]]:
    """Score of every extractor, by kind of page and over all ("all")."""
    scores: dict[str, dict[str, Score]] = {name: defaultdict(Score) for name in EXTRACTORS}
    for folder in folders:
        for kind, url, body, labels in read_corpus(folder):
            started = time.perf_counter()
            lxml.html.document_fromstring(body or b"<p>")
            parsing = time.perf_counter() - started
            for name, extract in EXTRACTORS.items():
                failed, started = 0, time.perf_counter()
                try:
                    found = extract(body, url)
                except Exception:
                    found, failed = [], 1
                seconds = time.perf_counter() - started
                for score in (scores[name][kind], scores[name]["all"]):
                    score.failed += failed
                    score.seconds += seconds
                    score.parsing += parsing
                    compare(score, url, labels, found)
    return scores


def table(scores: dict[str, dict[str, Score]]) -> str:
    """The scores as a Markdown table."""
    lines = [
        "| pages | extractor | with jobs | precision | recall | F1 | url | company | location | date "
        "| false alarms | cost |",
        "|" + "---|" * 12,
    ]
    kinds = sorted(
        {kind for by_kind in scores.values() for kind in by_kind}, key=lambda kind: (kind == "all", kind)
    )
    for kind in kinds:
        for name, by_kind in scores.items():
            score = by_kind[kind]
            count = score.pages or 1
            means = [
                f"{value / count:.3f}" if score.pages else "–"
                for value in (score.precision, score.recall, score.f1)
            ]
            values = [f"{good / of:.2f}" if of else "–" for good, of in score.fields.values()]
            alarms = f"{score.alarms} of {score.empty}" if score.empty else "–"
            cost = f"{score.seconds / score.parsing:.1f}" if score.parsing else "–"
            lines.append(
                " | ".join([f"| {kind}", name, str(score.pages), *means, *values, alarms, cost]) + " |"
            )
    return "\n".join(lines)


def main() -> None:
    """Print the table for the folders given, or for our own labelled pages."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("folder", nargs="*", type=Path, default=[OURS])
    print(table(measure(parser.parse_args().folder)))


if __name__ == "__main__":
    main()
