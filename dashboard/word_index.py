"""Where each word stands in the texts of all jobs: a search of a million of them takes milliseconds.

It is made of the words that PostgreSQL holds of each job, and finds what PostgreSQL finds.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from dashboard.columns import Columns
from dashboard.search import Term

# A place is a number: of the word, of the job, and of the position in its text, at most 16,383.
_POSITION, _JOB = 14, 26
_TEXT = _POSITION + _JOB
_WITHOUT_WORD = (1 << _TEXT) - 1
MOST_JOBS, MOST_WORDS = 1 << _JOB, 1 << (63 - _TEXT)

# What PostgreSQL is sure to take for one word, and for the same. What it makes of others it must say itself.
_ONE_WORD = re.compile(r"[a-z][a-z0-9]*|[0-9]+")
_TOKEN = re.compile(r"'((?:[^']|'')+)':([\d,]+)")
_ABOVE_ALL = "\U0010ffff"


class TooLarge(Exception):
    """More jobs or words than a place has numbers for."""


def searchable(terms: Iterable[Term]) -> bool:
    """Whether the index can say what a search finds."""
    return all(_ONE_WORD.fullmatch(word) for term in terms for words in term.spellings for word in words)


@dataclass(frozen=True)
class WordIndex:
    """``ids`` of jobs, ascending; ``texts``: what tells the text of each from others; ``words``, sorted;
    ``places``, sorted. Nothing in it is ever changed, so that any thread may read it.
    """

    ids: np.ndarray
    texts: np.ndarray
    words: list[str]
    places: np.ndarray

    def find(self, terms: Iterable[Term]) -> np.ndarray:
        """Which jobs have all terms, and none of those excluded."""
        found = np.ones(len(self.ids), bool)
        for term in terms:
            mask = np.zeros(len(self.ids), bool)
            for words in term.spellings:
                mask[self._phrase(words, term.prefix) >> _POSITION] = True
            found &= ~mask if term.excluded else mask
        return found

    def known(self, held: Columns) -> tuple[np.ndarray, np.ndarray]:
        """Where each of the ``held`` jobs stands here, and for which of them the text is still the same."""
        ids = held.numbers["id"]
        if np.array_equal(ids, self.ids):
            return np.arange(len(ids)), held.numbers["text"] == self.texts
        found = np.minimum(np.searchsorted(self.ids, ids), max(len(self.ids) - 1, 0))
        if not len(self.ids):
            return found, np.zeros(len(ids), bool)
        return found, (self.ids[found] == ids) & (self.texts[found] == held.numbers["text"])

    def _phrase(self, words: Sequence[str], prefix: bool) -> np.ndarray:
        """Where, without its number, the last word of a phrase stands."""
        *before, last = words
        found = None
        for word in before:
            found = _after(found, self._word(word, word + "\0"))
        return _after(found, self._word(last, last + (_ABOVE_ALL if prefix else "\0")))

    def _word(self, first: str, beyond: str) -> np.ndarray:
        """Where, without their numbers, words from the first up to another stand."""
        numbers = [bisect_left(self.words, first), bisect_left(self.words, beyond)]
        start, stop = np.searchsorted(self.places, np.array(numbers, np.int64) << _TEXT)
        return self.places[start:stop] & _WITHOUT_WORD


def _after(found: np.ndarray | None, places: np.ndarray) -> np.ndarray:
    """Those of the places that follow what was found; all where nothing was looked for before."""
    if found is None or not len(found):
        return places if found is None else found
    at = np.searchsorted(found, places - 1)
    at[at == len(found)] = 0
    return places[found[at] == places - 1]


class _Tokens(NamedTuple):
    """Of each different token: where its places start among ``places`` (word and position), and how many."""

    start: np.ndarray
    count: np.ndarray
    places: np.ndarray


def build(portions: Iterable[pa.Table]) -> WordIndex:
    """The index of tables with ``id``, ``text`` and ``words`` of jobs, words as PostgreSQL prints them."""
    numbers: dict[str, int] = {}
    ids, texts, places, jobs = [np.empty(0, np.int64)], [np.empty(0, np.int64)], [np.empty(0, np.int64)], 0
    for table in portions:
        split = pc.split_pattern(table["words"].combine_chunks(), " ")
        each = split.flatten().dictionary_encode()
        tokens = _tokens(each.dictionary.to_pylist(), numbers)
        job = np.repeat(np.arange(jobs, jobs + len(split)), split.value_lengths().to_numpy())
        places.append(_placed(each.indices.to_numpy(), job, tokens))
        ids.append(table["id"].to_numpy())
        texts.append(table["text"].to_numpy())
        jobs += len(split)
        if jobs > MOST_JOBS or len(numbers) > MOST_WORDS:
            raise TooLarge(f"{jobs} jobs, {len(numbers)} words")
    return _in_order(np.concatenate(ids), np.concatenate(texts), numbers, np.concatenate(places))


def _tokens(tokens: list[str], numbers: dict[str, int]) -> _Tokens:
    """Tokens such as ``'word':3,8``; new words get the next number."""
    counts, places = [], []
    for token in tokens:
        if not token:  # of a job without a word
            counts.append(0)
            continue
        read = _TOKEN.fullmatch(token)
        if not read:
            raise ValueError(f"not a word of PostgreSQL's: {token!r}")
        word = read[1].replace("''", "'").replace("\\\\", "\\")
        number = numbers.setdefault(word, len(numbers)) << _TEXT
        positions = read[2].split(",")
        counts.append(len(positions))
        places += [number | int(position) for position in positions]
    count = np.array(counts, np.int64)
    return _Tokens(np.cumsum(count) - count, count, np.array(places, np.int64))


def _placed(codes: np.ndarray, jobs: np.ndarray, tokens: _Tokens) -> np.ndarray:
    """Places of the tokens with these codes, which stand in these jobs."""
    count = tokens.count[codes]
    nth = np.arange(count.sum()) - np.repeat(np.cumsum(count) - count, count)
    return tokens.places[np.repeat(tokens.start[codes], count) + nth] | np.repeat(jobs, count) << _POSITION


def _in_order(ids: np.ndarray, texts: np.ndarray, numbers: dict[str, int], places: np.ndarray) -> WordIndex:
    """Jobs and words numbered in their order."""
    words = sorted(numbers)
    of_words = np.empty(len(words), np.int64)
    of_words[[numbers[word] for word in words]] = np.arange(len(words))
    order = np.argsort(ids, kind="stable")
    of_jobs = np.empty(len(ids), np.int64)
    of_jobs[order] = np.arange(len(ids))
    if len(places):
        job = of_jobs[(places >> _POSITION) & (MOST_JOBS - 1)]
        position = places & ((1 << _POSITION) - 1)
        places = of_words[places >> _TEXT] << _TEXT | job << _POSITION | position
        places.sort()
    return WordIndex(ids[order], texts[order], words, places)
