"""Dates as job ads write them, read against the time at which the page was fetched."""

import re
import unicodedata
from calendar import monthrange
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from functools import cache, lru_cache
from typing import NamedTuple

from scrapers.normalization.tables import rows

EARLIEST = date(1995, 1, 1)
"""No job ad of the web is older: 1970-01-01 and 0001-01-01 are a program's zero."""
CLOCK_SKEW = timedelta(days=1)
"""A posting date may lie this far in the future: the page's time zone is not ours."""
FARTHEST_DEADLINE = timedelta(days=2 * 366)
"""A last day to apply beyond this means "never" (2099-12-31)."""
LATE = timedelta(days=60)
"""Ads stay up so long after their last day to apply."""
LONGEST_TEXT = 80
"""Characters; what is longer is a sentence, not a date."""


class ParsedDate(NamedTuple):
    """A day, or None where the text gives none that can be believed.

    ``precision``: "day"; "month" (the value is its first day); "relative" (counted back from the fetch; for
    "30+ days ago" the value is the latest day that it can be); None without a value.
    """

    value: date | None
    precision: str | None


NOTHING = ParsedDate(None, None)


def parse_date(
    text: str | None, reference: datetime, *, language: str | None = None, day_first: bool | None = None
) -> ParsedDate:
    """Read a posting date against ``reference``, the time of the fetch. Never raises.

    ``day_first`` is the source's habit for 11/02/2026; unknown, the language decides, and for English only
    a date that can be read in one way. A date without a year is the latest that is not in the future.
    What lies before EARLIEST or more than CLOCK_SKEW after the fetch is not believed.
    """
    return _parse(text, _Reader(reference, language, day_first, forward=False))


def parse_deadline(
    text: str | None, reference: datetime, *, language: str | None = None, day_first: bool | None = None
) -> ParsedDate:
    """Read a last day to apply, as ``parse_date`` does, but up to FARTHEST_DEADLINE ahead.

    A date without a year is the next, or passed LATE ago at most; a month lasts until its last day.
    """
    found = _parse(text, _Reader(reference, language, day_first, forward=True))
    if found.precision != "month":
        return found
    return ParsedDate(found.value.replace(day=monthrange(found.value.year, found.value.month)[1]), "month")


class _Reader(NamedTuple):
    reference: datetime
    language: str | None
    day_first: bool | None
    forward: bool

    def believes(self, value: date) -> bool:
        today = self.reference.date()
        return EARLIEST <= value <= (today + (FARTHEST_DEADLINE if self.forward else CLOCK_SKEW))


def _parse(text: str | None, reader: _Reader) -> ParsedDate:
    if not isinstance(text, str):
        return NOTHING
    text = text.strip()
    if not text or len(text) > LONGEST_TEXT:
        return NOTHING
    for read in (_iso, _epoch, _words_and_numbers):
        try:
            found = read(text, reader)
        except (ValueError, OverflowError):  # 2026-02-30, 99999999999 days ago
            return NOTHING
        if found is not None:
            return found if found.value and reader.believes(found.value) else NOTHING
    return NOTHING


# --- Numbers alone --------------------------------------------------------------------------------------
_ISO = re.compile(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?![\d.])(?:[T\s,]+\d{1,2}:?\d{2}.*)?$")
_YEAR_MONTH = re.compile(r"(\d{4})[-/](\d{1,2})$")
_MONTH_YEAR = re.compile(r"(\d{1,2})[./](\d{4})$")
_EIGHT_DIGITS = re.compile(r"((?:19|20)\d{6})(?:T\d{4,6}Z?)?$")
_EPOCH = re.compile(r"(\d{10})(?:\d{3}|\d{6})?(?:\.\d+)?$")


def _iso(text: str, reader: _Reader) -> ParsedDate | None:
    if text[4:5] == "-" and text[7:8] == "-" and (len(text) == 10 or text[10] in "T +Z"):
        return ParsedDate(date.fromisoformat(text[:10]), "day")
    if found := _ISO.match(text):
        return ParsedDate(date(int(found[1]), int(found[3]), int(found[4])), "day")
    if found := _YEAR_MONTH.match(text):
        return ParsedDate(date(int(found[1]), int(found[2]), 1), "month")
    if found := _MONTH_YEAR.match(text):
        return ParsedDate(date(int(found[2]), int(found[1]), 1), "month")
    if found := _EIGHT_DIGITS.match(text):
        return ParsedDate(date.fromisoformat(found[1]), "day")
    return None


def _epoch(text: str, reader: _Reader) -> ParsedDate | None:
    if found := _EPOCH.match(text):
        return ParsedDate(datetime.fromtimestamp(int(found[1]), UTC).date(), "day")
    return None


# --- Words and numbers ----------------------------------------------------------------------------------
_TIME = re.compile(
    r"(?:\b(?:um|at|kl|a|a las)\s+|[,t]\s*)?\b\d{1,2}:\d{2}(?::\d{2}(?:[.:]\d+)?)?"
    r"\s*(?:uhr\b|h\b|[ap]\.?m\b\.?)?"
    r"(?:\s*(?:[+-]\d{2}:?\d{2}\b|(?:gmt|utc|cet|cest|mez|mesz|z|e[sd]t|p[sd]t|c[sd]t|m[sd]t|bst)\b))*",
    re.I,
)
_NUMERIC = re.compile(r"(\d{1,2})\s?([./-])\s?(\d{1,2})(?:\s?\2\s?(\d{4}|\d{2}))?\.?$")
_IS_DATE_WITHOUT_YEAR = re.compile(r"\d\d\.\d\d$|.*\.$")
_TOKEN = re.compile(r"\d+|[^\W\d_]+")
_ORDINALS = frozenset({"st", "nd", "rd", "th", "er", "o", "a"})


def _words_and_numbers(text: str, reader: _Reader) -> ParsedDate | None:
    folded = _without_label(_fold(text))
    plain = _without_weekday(" ".join(_TIME.sub(" ", folded).split()).strip(" ,;:|·•-–()[]"))
    if certain := _relative(plain, reader) or (plain != text and _iso(plain, reader)):
        return certain
    if found := _NUMERIC.match(plain):
        return _numeric(found, reader)
    return _month_name(plain, reader) or _dateparser(text, reader)


@lru_cache(maxsize=4096)
def _fold(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text.casefold().replace("’", "'"))
    return "".join(char for char in decomposed if not unicodedata.combining(char))


def _numeric(found: re.Match, reader: _Reader) -> ParsedDate:
    first, separator, second, year = int(found[1]), found[2], int(found[3]), found[4]
    if not year and (separator == "-" or (separator == "." and not _IS_DATE_WITHOUT_YEAR.match(found[0]))):
        return NOTHING  # "10-12" is a range of something, "4.5" a number
    day_first = True if separator == "." else reader.day_first
    if day_first is None and reader.language not in (None, "en"):
        day_first = True
    by_order = {
        True: _date_or_none(second, first, year, reader),
        False: _date_or_none(first, second, year, reader),
    }
    if day_first is not None and by_order[day_first]:
        return ParsedDate(by_order[day_first], "day")
    possible = {
        value for value in by_order.values() if value and (day_first is not None or reader.believes(value))
    }
    return ParsedDate(possible.pop(), "day") if len(possible) == 1 else NOTHING


def _date_or_none(month: int, day: int, year: str | None, reader: _Reader) -> date | None:
    try:
        return _date(month, day, year, reader)
    except ValueError:
        return None


def _date(month: int, day: int, year: str | None, reader: _Reader) -> date:
    if year:
        return date(int(year) + (2000 if len(year) == 2 else 0), month, day)
    today = reader.reference.date()
    years = range(today.year - 8, today.year + 9)  # 29 February comes every eight years at worst
    values = [date(each, month, day) for each in years if day <= monthrange(each, month)[1]]
    if reader.forward:
        return min(value for value in values if value >= today - LATE)
    return max(value for value in values if value <= today + CLOCK_SKEW)


def _month_name(plain: str, reader: _Reader) -> ParsedDate | None:
    """ "7 November 2023", "Nov 7th, 2023", "Nov 7", "November 2023", in any order."""
    words = _vocabulary()
    day = month = year = None
    for token in _TOKEN.findall(plain):
        if token in words.months and month is None:
            month = words.months[token]
        elif token.isdigit() and len(token) <= 2 and day is None:
            day = int(token)
        elif token.isdigit() and (len(token) == 4 or (len(token) == 2 and month)) and year is None:
            year = token
        elif token not in _ORDINALS and token not in words.fillers:
            return None
    if month is None:
        return None
    if day is not None:
        return ParsedDate(_date(month, day, year, reader), "day")
    return ParsedDate(_date(month, 1, year, reader), "month")


_NOT_FOR_DATEPARSER = re.compile(r"[^\W\d]*$|[\W\d]*$|\d+\s?[a-z]{1,3}\.?$|.*\d\s?[+<>]", re.I)


def _dateparser(text: str, reader: _Reader) -> ParsedDate | None:
    """What dateparser knows beyond our own words; it finds dates in nearly anything, so it gets little."""
    if _NOT_FOR_DATEPARSER.match(text) or not any(map(str.isdigit, text)) or len(text.split()) > 6:
        return None
    for parser, precision in (("absolute-time", "day"), ("relative-time", "relative")):
        if precision == "relative" and reader.forward and text[0].isdigit():  # "3 days" may be ago
            return None
        if found := _with_dateparser(text, reader, parser):
            value, period = found
            return ParsedDate(value, "month" if period == "month" and precision == "day" else precision)
    return None


@lru_cache(maxsize=4096)
def _with_dateparser(text: str, reader: _Reader, parser: str) -> tuple[date, str] | None:
    from dateparser.date import DateDataParser  # half a second that most crawls never need

    settings = {
        "DATE_ORDER": "MDY" if reader.day_first is False else "DMY",
        "RELATIVE_BASE": reader.reference.replace(tzinfo=None),
        "PREFER_DATES_FROM": "future" if reader.forward else "past",
        "PREFER_DAY_OF_MONTH": "first",
        "REQUIRE_PARTS": ["month"] if parser == "absolute-time" else [],
        "PARSERS": [parser],
        "RETURN_AS_TIMEZONE_AWARE": False,
    }
    languages = [*_FURTHER_LANGUAGES, *{reader.language} & _OWN_LANGUAGES]  # a title may be of another one
    try:
        data = DateDataParser(languages=languages, settings=settings).get_date_data(text)
    except Exception:  # third-party code on hostile text: whatever it raises, there is no date
        return None
    if data.date_obj is None or data.period not in ("day", "week", "month", "time"):
        return None
    return data.date_obj.date(), data.period


# Those whose month names and relative forms the vocabulary does not hold, and the two commonest.
_OWN_LANGUAGES = frozenset({"fr", "es", "it", "pt", "nl", "sv", "cs", "pl"})
_FURTHER_LANGUAGES = [
    "de",
    "en",
    "da",
    "fi",
    "hu",
    "ro",
    "tr",
    "el",
    "ru",
    "uk",
    "ja",
    "zh",
    "ko",
    "id",
    "vi",
]


# --- Relative to the fetch ------------------------------------------------------------------------------
class _Vocabulary(NamedTuple):
    months: dict[str, int]
    weekdays: frozenset[str]
    fillers: frozenset[str]
    units: dict[str, str]
    numbers: dict[str, int]
    days_back: dict[str, int]
    ago: re.Pattern
    label: re.Pattern
    label_behind: re.Pattern


@cache
def _vocabulary() -> _Vocabulary:
    entries = [
        (kind, value, _fold(word))
        for kind, value, words in rows("date_words.tsv")
        for word in words.split("|")
    ]

    def of(kind: str) -> dict[str, str]:
        return {word: value for each, value, word in entries if each == kind}

    return _Vocabulary(
        months={word: int(value) for word, value in of("month").items()},
        weekdays=frozenset(of("weekday")),
        fillers=frozenset(of("filler")),
        units=of("unit"),
        numbers={word: int(value) for word, value in of("number").items()},
        days_back={word: int(value) for word, value in of("days back").items()},
        ago=re.compile(
            rf"(?P<before>(?:{_any(of('before age'))})\s+)?(?:(?:{_any(of('more than'))})\s*)?"
            rf"(?P<count>\d{{1,4}}|{_any(of('number'))})\s*\+?\s*"
            rf"(?P<unit>{_any(of('unit'))})\b\.?\s*\+?\s*(?P<after>{_any(of('after age'))})?$"
        ),
        label_behind=re.compile(rf"\s+\(?(?:{_any(of('label behind'))})\)?$"),
        label=re.compile(rf"(?:(?:{_any(of('label'))})\b[\s:.\-–]*)+"),
    )


def _any(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


def _without_label(folded: str) -> str:
    if folded in _vocabulary().days_back:  # "just posted"
        return folded
    folded = _vocabulary().label_behind.sub("", folded)
    label = _vocabulary().label.match(folded)
    return folded[label.end() :] or folded if label else folded


def _without_weekday(plain: str) -> str:
    first = _TOKEN.match(plain)
    if first and first[0] in _vocabulary().weekdays and len(plain) > len(first[0]):
        rest = plain[len(first[0]) :].lstrip(" .,-–")
        return rest if any(char.isdigit() for char in rest) else plain
    return plain


_DAYS = {"day": 1, "week": 7}
_SECONDS = {"second": 1, "minute": 60, "hour": 3600}


def _relative(plain: str, reader: _Reader) -> ParsedDate | None:
    words = _vocabulary()
    if plain in words.days_back:
        return ParsedDate(reader.reference.date() - timedelta(days=words.days_back[plain]), "relative")
    found = words.ago.match(plain)
    if not found or (reader.forward and not (found["before"] or found["after"])):  # "3 days" may be left
        return None
    count = int(found["count"]) if found["count"].isdigit() else words.numbers[found["count"]]
    return ParsedDate(_back(reader.reference, count, words.units[found["unit"]]), "relative")


def _back(reference: datetime, count: int, unit: str) -> date:
    if unit in _SECONDS:
        return (reference - timedelta(seconds=count * _SECONDS[unit])).date()
    if unit in _DAYS:
        return reference.date() - timedelta(days=count * _DAYS[unit])
    today = reference.date()
    months = today.year * 12 + today.month - 1 - count * (12 if unit == "year" else 1)
    year, month = months // 12, months % 12 + 1
    return date(year, month, min(today.day, monthrange(year, month)[1]))
