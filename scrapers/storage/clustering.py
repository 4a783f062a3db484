"""Which postings are one job: those that share a proof, directly or by way of others."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping
from functools import lru_cache

from scrapers.storage.rows import Row

_NOT_A_WORD = re.compile(r"[^\w+#]+")


def job_key(row: Row) -> str | None:
    """Company, title and place in comparable form; None where one of them is unknown.

    Title alone proves nothing, and the same title in two places is two jobs: without a company or a place
    there is no key.
    """
    company, place = row["company_key"], place_key(row)
    title = _fold(row["title"])
    return "\n".join((company, title, place)) if company and title and place else None


def url_key(row: Row) -> str | None:
    """Same ad behind the same address; None where the address may stand for several ads.

    Title and place belong to it, for a list that gives its own address to all its ads.
    """
    if not row["url"] or row["ref"].startswith("fp:"):
        return None
    return "\n".join((row["url"], _fold(row["title"]), place_key(row)))


def place_key(row: Row) -> str:
    """Place in comparable form: the city where there is one, all places where there are several."""
    places = [_fold(place) for place in (row["location"] or "").split(";")]
    if len(places) > 1:
        return ";".join(sorted(set(places)))
    return _fold(row["city"]) if row["city"] else places[0]


def proofs(row: Row) -> list[str]:
    """All that proves that a posting is the same job as another with the same."""
    return [key for key in (job_key(row), url_key(row)) if key]


def components(proofs: Mapping[Hashable, Iterable[str]]) -> list[list[Hashable]]:
    """Group keys that share a proof, directly or by way of others, in order of first appearance."""
    parent = {key: key for key in proofs}

    def root(key):
        while parent[key] != key:
            parent[key] = key = parent[parent[key]]
        return key

    first_with: dict[str, Hashable] = {}
    for key, said in proofs.items():
        for proof in said:
            parent[root(key)] = root(first_with.setdefault(proof, key))
    groups = defaultdict(list)
    for key in proofs:
        groups[root(key)].append(key)
    return list(groups.values())


@lru_cache(maxsize=10_000)  # the same companies, places and titles come again and again
def _fold(text: str) -> str:
    return _NOT_A_WORD.sub(" ", unicodedata.normalize("NFKC", text).casefold()).strip()
