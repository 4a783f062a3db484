"""Whether a page may list jobs, asked of its source: what costs most is to parse a page and to walk its tree.

A page is worth it where enough of its texts, links and names of elements say job *and* a text that reads like a
title stands near them: without both the extractors that read the layout find nothing.
"""

# ruff: noqa: E501  (patterns are tables of words; broken up further they are harder to read)

import html
import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import cached_property
from itertools import islice
from typing import NamedTuple

from scrapers.extraction.cues import APPLY
from scrapers.extraction.groups import SEED
from scrapers.extraction.heading_words import HEADING, heading_kind, named_for_jobs
from scrapers.extraction.link_kinds import link_kind
from scrapers.extraction.page import Page, fold
from scrapers.extraction.page_evidence import page_is_about_jobs
from scrapers.extraction.title_faults import PART_OF_AD
from scrapers.extraction.titles import assess, is_prose

# Each of these words costs a look at the whole source, so a page is asked for those of its language and the common ones.
_COMMON = (b"job", b"career", b"vacanc", b"hiring", b"recruitment")
_BY_LANGUAGE = {
    "en": (),
    "de": (b"stelle", b"karriere", b"ausbildung"),
    "fr": (b"emploi", b"recrut", b"offre"),
    "es": (b"emple", b"trabaj", b"vacante", b"oferta"),
    "pt": (b"vaga", b"empreg", b"trabalh"),
    "it": (b"lavor", b"posizion"),
    "pl": (b"prac", b"ofert"),
    "cs": (b"prac", b"kari", b"nabid", b"voln"),
    "sk": (b"prac", b"kari", b"ponuk"),
    "ru": (b"vakan", b"rabot"),
    "uk": (b"vakan", b"robot"),
    "nl": (b"vacature", b"werken"),
    "sv": (b"ledig",),
    "no": (b"stilling",),
    "nb": (b"stilling",),
    "da": (b"stilling", b"ledig"),
    "ca": (b"feina", b"ofert", b"treball"),
    "fi": (b"paikat", b"rekry"),
    "hu": (b"munka", b"karrier"),
    "ro": (b"munc", b"angaj", b"posturi"),
    "tr": (b"kariyer", b"ilanlari"),
}
_UNKNOWN = (b"stelle", b"karriere", b"emploi", b"emple", b"vaga", b"praca", b"vakan", b"vacature")
# These cost next to nothing: only texts are searched. Many a page is not in the language that it declares.
# Where a letter beyond ASCII may be a capital, a word begins after it.
_IN_TEXTS = (
    b"positions<", b"openings<", b"opportunities<", b"open roles", b"apply now<", b"join us<", b"internship", b"postdoc", b"phd ", b"all gender",
    b"stelle", b"karriere", b"praktik", b"ausbildung", b"gesucht", b"wir suchen", b"bewerben<", b"emploi", b"recrut", b"empleo", b"vacante", b"trabajo",
    b"ausschreib", b"positionen", b"vakanz", b"teil unser", b"in unser team", b"part of our", b"join our", b"rejoign", b"vagas", b"empreg", b"lavoro", b"posizioni", b"oferty", b"pracy", b"vacature", b"lediga", b"ledige", b"stilling", b"feina", b"kariera",
    b"szukamy", b"poszukujemy", b"etaty", b"j zoeken", b"we zoeken", b"werken bij", b"buscamos", b"buscando", b"trabaja ", b"cerchiamo", b"unisciti", b"ledigt", b"pridajte sa", b"avoimet", b"etsimme", b"haemme", b"joburi", b"posturi",
)  # fmt: skip
_IN_TEXTS_BEYOND_ASCII = tuple(
    word.encode()
    for word in ("erstärk", "práce", "pracovn", "volná", "volné", "voľné", "nabíd", "kariér", "аканс", "абот", "обот", "työ", "llás", "munk", "muncă", "angaj",
                 "iş ilan", "kariyer", "karriär", "hledám", "hľadám", "vi söker", "vi søger", "vi søker", "dołącz", "únete", "шука", "требу", "устройств",
                 "求人", "採用")
)  # fmt: skip
_TEXTS_BY_LANGUAGE = {
    "fr": (b"stage", b"alternance", b"poste"),
    "es": (b"oferta",),
    "pt": (b"vaga", b"trabalh"),
    "nl": (b"werken",),
    "ru": ("ребу".encode(),),
    "hu": (b"munka",),
    "ro": (b"munca", b"angaj"),
}
_OF_AN_AD = (b"responsibilities",)
_GENDERED = re.compile(rb"[/|(*](?:(?<=[mwfhdx].)[mwfhdx]|(?<=[a-z].)(?:in|a))(?![a-z])")
"""The middle of "(m/w/d)", "m|f"; the end of "Leiter*in", "Leiter/in", "enfermeiro(a)"."""

_SMALL = 60_000
_ENOUGH, _ENOUGH_IF_SMALL = 3, 2
_MOST_PLACES = 300
"""Texts and tags with one word that are looked at."""
_OVERWHELMING = 30
"""A page that says job in so many places is worth it whatever its titles read like."""
_MOST_GENDERED = 40
# Texts between a title and, before or behind it: its own link, the name of the element that holds it or what belongs
# to it, a sentence over some titles, the heading of a list.
_ITEM, _NAME, _OVER, _HEADING = (6, 5), (4, 12), (12, 12), (12, 60)
_SHORT = 80
"""Bytes of a text that may head a box."""

_ABOUT_JOBS = re.compile(
    r"job|career|vacanc|hiring|recruitment|stelle|karriere|(?<![a-z])(?:position|opening)s?(?![a-z])",
    re.IGNORECASE,
)
"""Words in the address of a page that lists jobs."""
_TITLE = re.compile(rb"<title[^>]{0,200}>([^<]{1,500})", re.IGNORECASE)
_LANGUAGE = re.compile(rb"<html[^>]{0,400}?\slang\s*=\s*[\"']?([a-z]{2})")
_TEXT = re.compile(rb">\s*+([^<\s][^<]{2,250}+)<")
_SHORT_TEXT = re.compile(rb">\s*+([^<\s][^<]{2,79}+<)")


# A link of this text leads to the jobs of the site's owner and stands on half of all pages.
_NAVIGATION = re.compile(
    rb"\W*(?:(?:our |all |find |browse |view |search )?(?:jobs?|careers?|vacancies|job openings|opportunities)(?: (?:at|with|bei|@|in) [^<>]{2,40})?|join (?:us|our team)|"
    rb"we(?:'|&#39;|&rsquo;|\xe2\x80\x99)re hiring!?|hiring|now hiring!?|work (?:with|for|at) us|jobs? (?:and|&amp;|&|und) (?:careers?|karriere)|karriere|stellenangebote|stellenmarkt|"
    rb"stellenanzeigen|offene stellen|ausbildung|find a job|job search|post a job|employment|emplois?|recrutement|praca|kari\w+ra|about|company|more)\W*",
)
_TAGS = re.compile(rb"<[^>]{0,400}>")


def may_have_jobs(page: Page) -> bool:
    """False for a page on which nothing could say job; asked by every extractor that reads the layout, found once."""
    known = page.findings.get("may have jobs")
    if known is None:
        known = page.findings["may have jobs"] = _is_about_jobs(page) or _says_job(_Shown(page))
    return known


def _is_about_jobs(page: Page) -> bool:
    if _ABOUT_JOBS.search(page.url):
        return True
    title = _TITLE.search(page.source[:20_000])
    return bool(title) and page_is_about_jobs(fold(title[1].decode("utf-8", "replace")), page.url, None)


class _Cue(NamedTuple):
    """A place that says job, and what must stand near it so that it counts."""

    place: int
    weight: int
    before: int
    behind: int
    """How many texts before and behind it are looked at for titles."""
    titles: int = 1
    """How many must stand there."""
    heads: bool = False
    """Its own text is a heading and no title, however it reads."""
    alone: bool = False
    """No title counts that another such place stands near: "Run jobs", "Cancel jobs" around one "Controller"."""


class _Shown:
    """A source without its scripts, styles and comments: often less than half of it."""

    def __init__(self, page: Page):
        self._page = page
        self._likeness: dict[int, int] = {}
        self._taken: set[int] = set()
        self.lower = self._without_hidden(page.lower_source)

    def _without_hidden(self, source: bytes) -> bytes:
        pieces, start = [], 0
        for begin, _, end in self._page.hidden:
            pieces.append(source[start:begin])
            start = end
        pieces.append(source[start:])
        return b" ".join(pieces)

    @cached_property
    def language(self) -> str:
        """Two letters, or "" where the page does not say."""
        match = _LANGUAGE.search(self.lower[:4000])
        return match[1].decode() if match else ""

    @property
    def jobs_said(self) -> int:
        """How often the source says job, scripts included."""
        return self._page.jobs_said

    @cached_property
    def _texts(self) -> list[tuple[int, bytes]]:
        """Texts between tags, as a reader sees them, and where they begin."""
        source = self._without_hidden(self._page.source)
        return [(match.start(1), match[1]) for match in _TEXT.finditer(source)]

    @cached_property
    def _places(self) -> list[int]:
        return [place for place, _ in self._texts]

    def counts(self, cue: _Cue) -> bool:
        """Whether enough texts that read like titles stand near a cue."""
        middle, found, titles = bisect_left(self._places, cue.place), 0, []
        last = min(middle + cue.behind, len(self._texts))
        for index in (*range(middle + cue.heads, last), *range(max(0, middle - cue.before), middle)):
            if found >= _SURE * cue.titles:
                break
            if cue.alone and index in self._taken:
                continue
            if index not in self._likeness:
                self._likeness[index] = _reads_like_title(_folded(self._texts[index][1]))
            found += self._likeness[index]
            if self._likeness[index]:
                titles.append(index)
        if cue.alone:
            self._taken.update(titles)
        return found >= _SURE * cue.titles


_SURE = 2


def _reads_like_title(text: str) -> int:
    """How far a text reads like a title: 2 where surely, 1 where it may start a box; words for hiring alone do not."""
    if is_prose(text):
        return 0
    title = assess(text)
    if not (title.head or title.marker or _OF_A_TITLE.intersection(title.reasons)):
        return 0
    return _SURE if title.score >= _SURE else int(title.score >= SEED)


_OF_A_TITLE = frozenset(("form of job", "gendered noun"))


def _folded(text: bytes) -> str:
    return fold(html.unescape(text.decode("utf-8", "replace")))


def _says_job(shown: _Shown) -> bool:
    enough = _ENOUGH_IF_SMALL if len(shown.lower) < _SMALL else _ENOUGH
    weight, waiting = 0, []
    for number, cue in enumerate(_cues(shown), 1):
        waiting.append(cue)
        if weight + sum(cue.weight for cue in waiting) >= enough:
            weight += sum(cue.weight for cue in waiting if shown.counts(cue))
            waiting.clear()
        if weight >= enough or number >= _OVERWHELMING:
            return True
    return False


def _cues(shown: _Shown) -> Iterator[_Cue]:
    """Places that say job, each once however many of the words it holds."""
    seen: set[bytes | int] = set()
    everywhere = (*_COMMON, *_BY_LANGUAGE.get(shown.language, _UNKNOWN))
    for word in everywhere:
        if not word.startswith(b"job") or shown.jobs_said:
            yield from _cues_of(shown.lower, word, seen)
    texts = b"".join(_SHORT_TEXT.findall(shown.lower))
    words = (
        *_IN_TEXTS,
        *_TEXTS_BY_LANGUAGE.get(shown.language, ()),
        *(_OF_AN_AD if len(shown.lower) < _SMALL else ()),
    )
    for word in words if texts.isascii() else (*words, *_IN_TEXTS_BEYOND_ASCII):
        if word in texts:
            yield from _cues_of(shown.lower, word, seen)
    for match in islice(_GENDERED.finditer(texts), _MOST_GENDERED):
        text = texts[texts.rfind(b"<", 0, match.start()) + 1 : texts.find(b"<", match.end())]
        title = assess(_folded(text))
        if text not in seen and title.score > 0:
            seen.add(text)
            yield _Cue(shown.lower.find(text), 3 if title.marker else 2, *_ITEM)


def _cues_of(source: bytes, word: bytes, seen: set[bytes | int]) -> Iterator[_Cue]:
    """Places of one word that speak for jobs: 3 where a text says so, 1 where a link or an element's names do.

    Prose, pictures and links to the jobs of the site's owner do not count, and of places that say the same
    (``seen``) the first.
    """
    place = source.find(word)
    for _ in range(_MOST_PLACES):
        if place < 0:
            break
        opened, closed = (
            source.rfind(b"<", max(0, place - 600), place),
            source.rfind(b">", max(0, place - 600), place),
        )
        if opened > closed:
            end = source.find(b">", place)
            tag = source[opened : end if 0 <= end < place + 600 else place + 100]
            if tag not in seen and not tag.startswith(_UNSEEN) and not _leads_only(source, opened, place):
                if kind := _in_tag(tag, seen):
                    seen.add(opened)
                    yield _Cue(opened, 1, *_ITEM) if kind == "link" else _Cue(opened, 1, *_NAME)
                else:
                    seen.add(tag)
            # One element often says it several times: class, id, address.
            place = max(place, end)
        else:
            end = source.find(b"<", place)
            if 0 <= closed < end < closed + _SHORT and not _leads_only(source, closed, place):
                text = source[closed + 1 : end]
                if text not in seen:
                    seen.add(text)
                    link = _link_around(source, closed, 700)
                    if link >= 0 and _IN_A_HEADING.search(source[max(0, link - 300) : link]):
                        link = -1
                    yield from _cues_in_text(_folded(text), closed, link, seen)
            place = max(place, end)
        place = source.find(word, place + len(word))


_IN_A_HEADING = re.compile(
    rb"<(?:h[1-6]|th|legend|caption)\b(?!.*</(?:h[1-6]|th|legend|caption)\b)", re.DOTALL
)


def _cues_in_text(text: str, place: int, link: int, seen: set[bytes | int]) -> Iterator[_Cue]:
    """How a short text announces jobs, or reads like the title of one: a weight of 3 says enough by itself."""
    title = assess(text)
    kind = heading_kind(text)
    if title.proven:
        yield _Cue(place, 3, *_ITEM)
    elif link >= 0:
        # A link and its text say the same thing.
        if link not in seen and (title.score > 0 or kind in ("jobs", "weak", "mixed")):
            yield _Cue(place, 1, *_ITEM)
    elif kind == "jobs":
        heads = not title.head
        if _heads_a_box(text):
            yield _Cue(place, 3, *_HEADING, heads=heads)
        else:
            yield _Cue(place, 1, *_OVER, heads=heads, alone=True)
            yield _Cue(place, 2, *_OVER, titles=2, heads=heads)
    elif title.score > 0:
        yield _Cue(place, 2, *_ITEM)
    elif APPLY.search(text) or PART_OF_AD.search(text):
        # Its title is the page's, and may be a long one.
        yield _Cue(place, 2, *_ITEM, titles=0)
    elif kind in ("weak", "mixed"):
        yield _Cue(place, 1, *_HEADING)


def _heads_a_box(text: str) -> bool:
    """Whether words for jobs are most of a text, or begin or end a short one: "Top jobs", not "a great job, Karen"."""
    match = HEADING.search(text)
    if match is None:
        return True  # a call to work there
    said = match[0].lower()
    if len(said) * 2 >= len(text):
        return True
    edge = not text[: match.start()].strip(_EDGES) or not text[match.end() :].strip(_EDGES)
    return edge and len(text.split()) <= 5 and said not in _ALSO_WORK


def _in_tag(tag: bytes, seen: set[bytes | int]) -> str:
    """ "name" where an element is named for jobs, "link" where it leads to others than those seen, else ""."""
    for match in _ATTRIBUTE.finditer(tag):
        value = (match[2] or match[3] or match[4] or b"")[:400]
        if match[1] not in (b"href", b"action"):
            if named_for_jobs(value.decode("utf-8", "replace")):
                return "name"
        elif value not in seen and link_kind(value.decode("utf-8", "replace")) in ("ad", "jobs"):
            seen.add(value)
            return "link"
    return ""


_ATTRIBUTE = re.compile(
    rb"""[\s"'](class|id|itemprop|data-testid|data-at|aria-label|title|href|action)\s*=\s*(?:"([^"]*)|'([^']*)|([^\s>]*))"""
)
_UNSEEN = (
    b"<script",
    b"<link",
    b"<meta",
    b"<style",
    b"<!--",
    b"<img",
    b"<source",
    b"<iframe",
    b"<body",
    b"<html",
)


_EDGES = " \t-–—|•·:.!?"
_ALSO_WORK = frozenset(
    (
        "job",
        "hiring",
        "opportunities",
        "work with us",
        "work for us",
        "praca",
        "práce",
        "работа",
        "lavoro",
        "trabajo",
        "trabalho",
    )
)
"""Words for jobs that as often say something else."""


def _link_around(source: bytes, place: int, most: int) -> int:
    """Where the link around a place begins, or -1."""
    low = max(0, place - most)
    begin = max(source.rfind(b"<a" + space, low, place + 3) for space in (b" ", b"\n", b"\t", b"\r"))
    return begin if begin >= 0 and source.rfind(b"</a>", begin, place) < 0 else -1


def _leads_only(source: bytes, start: int, place: int) -> bool:
    """Whether a place lies in a link whose text only announces the jobs of the site's owner."""
    begin = _link_around(source, start, 500)
    if begin < 0:
        return False
    end = source.find(b"</a", place, place + 700)
    inner = source.find(b">", begin, end)
    return (
        end > 0
        and inner > 0
        and _NAVIGATION.fullmatch(_TAGS.sub(b" ", source[inner + 1 : end]).strip()) is not None
    )
