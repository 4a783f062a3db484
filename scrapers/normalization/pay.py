"""Pay as job ads write it: lowest and highest figure, currency, unit; nothing is guessed or converted."""

import itertools
import re
from functools import cache, lru_cache
from typing import NamedTuple

from scrapers.normalization.tables import rows

LONGEST_TEXT = 300
"""Characters that are read; what follows is prose."""
LOWEST_BARE = 1000
"""A figure without currency and unit below this may be anything."""
HIGHEST = 1e10
"""Above any pay in any currency: a number like that is a phone number or an id."""


class Pay(NamedTuple):
    """Figures per ``unit`` (HOUR, DAY, WEEK, MONTH, YEAR), ``currency`` in ISO 4217; None: not said.

    One figure alone is both ends; "from" has no upper end, "up to" no lower one.
    """

    min: float | None = None
    max: float | None = None
    currency: str | None = None
    unit: str | None = None


NOTHING = Pay()

# What "$", "kr" and "¥" mean where the ad's country is known. Without it "$" is the US dollar by convention.
_AT_HOME = {
    "USD": {
        "AU": "AUD", "CA": "CAD", "NZ": "NZD", "SG": "SGD", "HK": "HKD", "TW": "TWD",
        "MX": "MXN", "CL": "CLP", "CO": "COP", "AR": "ARS",
    },
    "SEK": {"SE": "SEK", "NO": "NOK", "DK": "DKK", "IS": "ISK"},
    "JPY": {"JP": "JPY", "CN": "CNY"},
}  # fmt: skip
_BY_CONVENTION = {"USD": "USD"}

_INVISIBLE = re.compile(r"[\u00ad\u200b-\u200f\u2060\ufeff]")
_SPACES = re.compile(r"\s")  # narrow and unbreakable ones too
_ROUND = re.compile(r"(?<=\d)[.,]\s?[-–—]{1,2}(?!\s?\d)")  # "2.300,-"
_NUMBER = (
    r"\d{1,3}(?:[ .,'’]\d{3})+(?![\d])(?:[.,]\d{1,2}(?!\d))?"  # 55.000  55,000.00  120'000  42 000
    r"|\d{1,2}(?:,\d{2})+,\d{3}(?!\d)"  # 12,00,000
    r"|\d+(?:[.,]\d{1,2}(?!\d)|\.\d+)?"  # 55000  12.30  12,5
)
_GROUPS = re.compile(r"[ .,'’](?=\d{3}(?!\d))|,(?=\d{2},)")


_ORDINAL = re.compile(r"\d\.\s")  # "13. Monatsgehalt"


class _Token(NamedTuple):
    kinds: frozenset[str]
    text: str
    number: float
    glued: bool
    """Stands right behind a letter, digit or sign."""


@lru_cache(maxsize=4096)
def parse_pay(text: str | None, *, country: str | None = None) -> Pay:
    """Read pay as shown ("55.000 – 70.000 € p.a.") or as structured data says it ("EUR 55000-70000 YEAR").

    ``country`` (ISO code of the ad's place) tells what "$" and "kr" are. Tariff groups ("A12",
    "TVöD E 11") and figures that are not clearly money give nothing. Of several offers the first counts.
    Never raises.
    """
    if not isinstance(text, str) or not any(map(str.isdigit, text)):
        return NOTHING
    tokens = _tokens(text[:LONGEST_TEXT])
    amounts = [index for index in range(len(tokens)) if _is_amount(tokens, index)]
    for first in amounts:
        last = _end_of_range(tokens, first)
        if signs := _currency_signs(tokens, first) + _currency_signs(tokens, last):
            return _read(tokens, first, last, _iso_code(signs, country))
    if amounts and all(token.kinds & _ALONE for token in tokens) and not _ORDINAL.search(text):
        pay = _read(tokens, amounts[0], _end_of_range(tokens, amounts[0]), None)
        return pay if _is_clearly_pay(pay, text) else NOTHING
    return NOTHING


_ALONE = frozenset({"number", "times", "unit", "range", "from", "up to", "filler", "and", "between"})
_MAY_STAND_IN_RANGE = frozenset({"times", "currency", "unit", "filler"})


def _is_clearly_pay(pay: Pay, text: str) -> bool:
    """Whether figures without a currency are pay: "38,654 - 40,688", "15 pro Stunde"; not "40 Stunden"."""
    low = pay.min or pay.max
    if not low:
        return False
    if low < LOWEST_BARE:
        return bool(_PER_UNIT.fullmatch(text))
    return bool(pay.unit) or not (low == pay.max and low.is_integer() and low in _YEARS)


_PER_UNIT = re.compile(r"[\d.,\s–-]+(?:(?:pro|per|je|an?|/)\s*[^\W\d]+\.?|HOUR|DAY|WEEK|MONTH|YEAR)\s*", re.I)
_YEARS = range(1990, 2101)


# --- From tokens to figures -----------------------------------------------------------------------------
def _is_amount(tokens: list[_Token], index: int) -> bool:
    token = tokens[index]
    if "number" not in token.kinds or not 0 <= token.number <= HIGHEST:
        return False
    before = tokens[index - 1] if index else None
    if token.glued and before.text[-1].isalpha() and "currency" not in before.kinds:  # A12, E11
        return False
    behind = tokens[index + 1] if index + 1 < len(tokens) else None
    return not (behind and behind.text in "%‰")


def _end_of_range(tokens: list[_Token], first: int) -> int:
    """Index of the upper figure of a range that begins at ``first``; ``first`` where there is none."""
    between = any("between" in token.kinds for token in tokens[:first])
    for index in range(first + 1, min(first + 8, len(tokens))):
        kinds = tokens[index].kinds
        if "range" in kinds or (between and "and" in kinds):
            follower = index + 1
            while follower < len(tokens) and tokens[follower].kinds & {"currency", "up to"}:
                follower += 1
            if follower < len(tokens) and _is_amount(tokens, follower):
                return follower
        if not kinds & _MAY_STAND_IN_RANGE:
            return first
    return first


def _currency_signs(tokens: list[_Token], index: int) -> list[str]:
    """Currency right in front of a figure or right behind it, in this order."""
    signs = []
    before = index - 1
    while before >= 0 and tokens[before].kinds & {"currency", "from", "up to"}:
        if "currency" in tokens[before].kinds and not _belongs_to_figure_before(tokens, before):
            signs.append(tokens[before].text)
        before -= 1
    behind = index + 1
    while behind < len(tokens) and "times" in tokens[behind].kinds and "currency" not in tokens[behind].kinds:
        behind += 1
    while (
        behind < len(tokens) and tokens[behind].text in (",", "-", "–", ".", "brutto") and behind < index + 4
    ):
        behind += 1
    if behind < len(tokens) and "currency" in tokens[behind].kinds:
        signs.append(tokens[behind].text)
    return signs


def _belongs_to_figure_before(tokens: list[_Token], sign: int) -> bool:
    return sign > 0 and "number" in tokens[sign - 1].kinds and tokens[sign].glued


def _iso_code(signs: list[str], country: str | None) -> str | None:
    """ "CAD" of "CAD $120,000"; of "$" alone what it means in the country."""
    codes = [_vocabulary().currency[sign] for sign in signs]
    for code in codes:
        if not code.startswith("?"):
            return code
    ambiguous = codes[0][1:]
    return _AT_HOME[ambiguous].get(country or "", _BY_CONVENTION.get(ambiguous))


def _read(tokens: list[_Token], first: int, last: int, currency: str | None) -> Pay:
    unit = _unit(tokens, first, last)
    if first == last:
        figure = tokens[first].number * _times(tokens, first) or None
        before = _word_before(tokens, first).kinds
        if "up to" in before:
            return Pay(None, figure, currency, unit) if figure else NOTHING
        open_end = "from" in before or _plus_behind(tokens, first)
        return Pay(figure, None if open_end else figure, currency, unit) if figure else NOTHING
    low, high = _range(tokens, first, last)
    if not high or low > high:
        return NOTHING
    return Pay(low or None, high, currency, unit)


def _range(tokens: list[_Token], first: int, last: int) -> tuple[float, float]:
    """Both ends; "120-150k" and "55-70.000" say the thousands once."""
    low, high = tokens[first].number, tokens[last].number
    times_low, times_high = _times(tokens, first), _times(tokens, last)
    if times_low == 1 and low < 1000 and low <= high:
        times_low = times_high
    elif times_high == 1 and high < 1000 and low <= high:
        times_high = times_low
    low, high = low * times_low, high * times_high
    said_once = not _currency_signs(tokens, first) and high >= 1000 > low > 0
    return (low * 1000 if said_once and low * 1000 <= high else low), high


def _times(tokens: list[_Token], index: int) -> float:
    behind = tokens[index + 1] if index + 1 < len(tokens) else None
    return _vocabulary().times[behind.text] if behind and "times" in behind.kinds else 1


_NO_TOKEN = _Token(frozenset(), "", 0.0, False)


def _word_before(tokens: list[_Token], index: int) -> _Token:
    index -= 1
    while index >= 0 and tokens[index].kinds & {"currency", "filler"} and "from" not in tokens[index].kinds:
        index -= 1
    return tokens[index] if index >= 0 else _NO_TOKEN


def _plus_behind(tokens: list[_Token], index: int) -> bool:
    """ "€55,000+", "$100k+ per year" and "$100,000 or more", but not "£45,000 + bonus"."""
    index += 1
    while index < len(tokens) and tokens[index].kinds & {"times", "currency"}:
        index += 1
    if index >= len(tokens) or tokens[index].text != "+" or not tokens[index].glued:
        return index < len(tokens) and "open" in tokens[index].kinds
    return all(token.kinds & (_ALONE | {"currency"}) for token in tokens[index + 1 : index + 2])


def _unit(tokens: list[_Token], first: int, last: int) -> str | None:
    """Unit behind the figures, else between them, else in front ("Stundenlohn: 15 €")."""
    start = last + 1
    while start < len(tokens) and (
        tokens[start].kinds & {"times", "currency"} or _plus_behind(tokens, start - 1)
    ):
        start += 1
    behind = itertools.takewhile(lambda token: not token.kinds & {"number", "stop"}, tokens[start:])
    front = [token for index, token in enumerate(tokens[:first]) if not _is_ordinal(tokens, index - 1)]
    for token in itertools.chain(behind, tokens[first + 1 : last], reversed(front)):
        if "unit" in token.kinds:
            return _vocabulary().unit[token.text]
    return None


def _is_ordinal(tokens: list[_Token], dot: int) -> bool:
    """Whether "1." stands there: "1. Jahr: 1.150 €" is not pay a year."""
    return dot > 0 and tokens[dot].text == "." and tokens[dot].glued and "number" in tokens[dot - 1].kinds


# --- From text to tokens --------------------------------------------------------------------------------
def _tokens(text: str) -> list[_Token]:
    text = _ROUND.sub("", _SPACES.sub(" ", _INVISIBLE.sub("", text))).casefold()
    vocabulary = _vocabulary()
    tokens, behind = [], 0
    for found in vocabulary.scan.finditer(text):
        number = _number(found[0]) if found.lastgroup == "number" else 0.0
        kinds = (
            frozenset({"number"})
            if found.lastgroup == "number"
            else vocabulary.kinds.get(found[0], frozenset())
        )
        glued = found.start() == behind > 0
        tokens.append(_Token(kinds, found[0], number, glued))
        behind = found.end()
    return tokens


class _Vocabulary(NamedTuple):
    kinds: dict[str, frozenset[str]]
    currency: dict[str, str]
    unit: dict[str, str]
    times: dict[str, float]
    scan: re.Pattern


@cache
def _vocabulary() -> _Vocabulary:
    kinds: dict[str, set[str]] = {}
    meaning: dict[str, dict[str, str]] = {"currency": {}, "unit": {}, "times": {}}
    for kind, value, words in rows("pay_words.tsv"):
        for word in words.split("|"):
            kinds.setdefault(word, set()).add(kind)
            meaning.setdefault(kind, {})[word] = value
    longest_first = sorted(kinds, key=len, reverse=True)
    words = "|".join(
        re.escape(word) + (r"(?![^\W\d_])" if word[-1].isalpha() else "") for word in longest_first
    )
    scan = re.compile(rf"(?P<number>{_NUMBER})|(?P<word>(?<![^\W\d_])(?:{words})|[^\W\d_]+|[^\s\w])")
    return _Vocabulary(
        {word: frozenset(of) for word, of in kinds.items()},
        meaning["currency"],
        meaning["unit"],
        {word: float(value) for word, value in meaning["times"].items()},
        scan,
    )


def _number(text: str) -> float:
    return float(_GROUPS.sub("", text).replace(",", "."))
