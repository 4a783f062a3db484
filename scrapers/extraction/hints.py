"""Whether any word stands in a page's source without which it lists no job: half of all pages end here."""

# ruff: noqa: E501  (patterns are tables of words; broken up further they are harder to read)

import html
import re

from scrapers.extraction.cues import APPLY, heading_kind, link_kind, named_for_jobs
from scrapers.extraction.evidence import page_is_about_jobs
from scrapers.extraction.page import Page, fold
from scrapers.extraction.titles import PART_OF_AD, assess

# Each test reads the whole source, so a page is asked for the words of its own language and the common ones.
_COMMON = (b"job", b"career", b"vacanc", b"hiring", b"recruitment")
_BY_LANGUAGE = {
    "en": (
        b"positions<",
        b"openings<",
        b"opportunities<",
        b"open roles",
        b"apply now<",
        b"join us<",
        b"internship",
        b"postdoc",
        b"phd ",
    ),
    "de": (
        b"w/d",
        b"/w/",
        b"stelle",
        b"karriere",
        b"praktik",
        b"ausbildung",
        b"gesucht",
        b"wir suchen",
        b"bewerben<",
    ),
    "fr": (b"h/f", b"f/h", b"emploi", b"recrut", b"stage", b"alternance", b"poste"),
    "es": (b"emple", b"trabaj", b"vacante", b"oferta"),
    "pt": (b"vaga", b"empreg", b"trabalh"),
    "it": (b"lavor", b"posizion"),
    "pl": (b"prac", b"ofert"),
    "cs": (b"prace", "práce".encode(), "volná".encode(), b"kari", "nabíd".encode()),
    "sk": (b"prac", "voľné".encode(), b"kari"),
    "ru": ("аканс".encode(), "работ".encode(), "вакан".encode()),
    "uk": ("аканс".encode(), "робот".encode()),
    "nl": (b"vacature", b"werken"),
    "sv": (b"jobb", b"lediga"),
    "no": (b"jobb", b"stilling"),
    "nb": (b"jobb", b"stilling"),
    "da": (b"stilling", b"ledig"),
    "fi": ("työ".encode(), b"avoimet"),
    "hu": ("állás".encode(), b"munka"),
    "ro": ("muncă".encode(), b"munca", b"angaj"),
    "tr": ("iş ".encode(), b"kariyer"),
    "ja": ("求人".encode(), "採用".encode()),
    "ca": (b"feina", b"ofert", b"treball"),
}
# A page that does not say its language: all words where that costs nothing, else the most frequent ones.
_EVERY = tuple(dict.fromkeys(word for words in _BY_LANGUAGE.values() for word in words))
_USUAL = (*_BY_LANGUAGE["en"], *_BY_LANGUAGE["de"], b"emploi", b"emple", b"lavor", b"prac", "аканс".encode())
_OF_AN_AD = (b"responsibilities",)
_SMALL = 60_000
_ENOUGH, _ENOUGH_IF_SMALL = 3, 2
_TITLE = re.compile(rb"<title[^>]{0,200}>([^<]{1,500})", re.IGNORECASE)
_LANGUAGE = re.compile(rb"<html[^>]{0,400}?\slang\s*=\s*[\"']?([a-z]{2})")


# A link of this text leads to the jobs of the site's owner and stands on half of all pages.
_NAVIGATION = re.compile(
    rb"\W*(?:(?:our |all |find |browse |view |search )?(?:jobs?|careers?|vacancies|job openings|opportunities)(?: (?:at|with|bei|@|in) [^<>]{2,40})?|join (?:us|our team)|"
    rb"we(?:'|&#39;|&rsquo;|\xe2\x80\x99)re hiring!?|hiring|now hiring!?|work (?:with|for|at) us|jobs? (?:and|&amp;|&|und) (?:careers?|karriere)|karriere|stellenangebote|stellenmarkt|"
    rb"stellenanzeigen|offene stellen|ausbildung|find a job|job search|post a job|employment|emplois?|recrutement|praca|kari\w+ra|about|company|more)\W*",
)
_TAGS = re.compile(rb"<[^>]{0,400}>")
_MOST_PLACES = 150


def may_have_jobs(page: Page) -> bool:
    """False for a page on which nothing could say job; asked by every extractor that reads the layout, found once."""
    known = page.findings.get("may have jobs")
    if known is None:
        known = page.findings["may have jobs"] = _says_job(page)
    return known


def _says_job(page: Page) -> bool:
    url = page.url.lower()
    if any(word.decode() in url for word in (*_COMMON, b"stelle", b"karriere", b"position", b"opening")):
        return True
    title = _TITLE.search(page.source[:20_000])
    if title and page_is_about_jobs(fold(title[1].decode("utf-8", "replace")), page.url, None):
        return True
    source = _shown(page)
    match = _LANGUAGE.search(source[:4000])
    language = match[1].decode() if match else ""
    small = len(source) < _SMALL
    words = _BY_LANGUAGE.get(language) or (_EVERY if small else _USUAL)
    enough = _ENOUGH_IF_SMALL if small else _ENOUGH
    weight, seen = 0, set()
    for word in (*_COMMON, *words, *(_OF_AN_AD if small else ())):
        if word.startswith(b"job") and not page.jobs_said:
            continue
        weight += _weight(source, word, enough - weight, seen)
        if weight >= enough:
            return True
    return False


def _shown(page: Page) -> bytes:
    """A source in lower case without its scripts, styles and comments: often less than half of it."""
    source, pieces, start = page.lower_source, [], 0
    for begin, _, end in page.hidden:
        pieces.append(source[start:begin])
        start = end
    pieces.append(source[start:])
    return b" ".join(pieces)


def _weight(source: bytes, word: bytes, enough: int, seen: set[bytes | int]) -> int:
    """How much the places of a word speak for jobs: 3 where a text says so, 1 where a link or an element's names do.

    Prose, pictures and links to the jobs of the site's owner do not count, and of places that say the same
    (``seen``) the first.
    """
    weight, place = 0, source.find(word)
    for _ in range(_MOST_PLACES):
        if place < 0 or weight >= enough:
            break
        opened, closed = (
            source.rfind(b"<", max(0, place - 600), place),
            source.rfind(b">", max(0, place - 600), place),
        )
        if opened > closed:
            end = source.find(b">", place)
            tag = source[opened : end if 0 <= end < place + 600 else place + 100]
            if tag not in seen and not tag.startswith(_UNSEEN) and not _leads_only(source, opened, place):
                if _in_tag(tag, seen):
                    weight += 1
                    seen.add(opened)
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
                    before = max(0, closed - 300)
                    link = source.rfind(b"<a", before, closed)
                    linked = link > source.rfind(b"</a", before, closed)
                    says = _in_text(fold(html.unescape(text.decode("utf-8", "replace"))), linked)
                    # A link and its text say the same thing.
                    weight += 0 if says == 1 and linked and link in seen else says
        place = source.find(word, place + len(word))
    return weight


def _in_text(text: str, linked: bool) -> int:
    """How much a short text announces jobs, or reads like the title of one: 3 says enough by itself."""
    title = assess(text)
    if title.marker:
        return 3
    kind = heading_kind(text)
    if linked:
        return int(title.score > 0 or kind in ("jobs", "weak", "mixed"))
    if kind == "jobs":
        return 3
    if title.score > 0 or APPLY.search(text) or PART_OF_AD.search(text):
        return 2
    return int(kind in ("weak", "mixed"))


def _in_tag(tag: bytes, seen: set[bytes | int]) -> bool:
    """Whether an element is named for jobs or leads to some, to others than those seen."""
    for match in _ATTRIBUTE.finditer(tag):
        value = (match[2] or match[3] or match[4] or b"")[:400]
        if match[1] not in (b"href", b"action"):
            if named_for_jobs(value.decode("utf-8", "replace")):
                return True
        elif value not in seen and link_kind(value.decode("utf-8", "replace")) in ("ad", "jobs"):
            seen.add(value)
            return True
    return False


_ATTRIBUTE = re.compile(
    rb"""[\s"'](class|id|itemprop|data-testid|data-at|aria-label|title|href|action)\s*=\s*(?:"([^"]*)|'([^']*)|([^\s>]*))"""
)
_SHORT = 80
"""Bytes of a text that may head a box."""

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


def _leads_only(source: bytes, start: int, place: int) -> bool:
    """Whether a place lies in a link whose text only announces the jobs of the site's owner."""
    begin = source.rfind(b"<a", max(0, start - 500), start + 2)
    if begin < 0 or source.rfind(b"</a", begin, place) > begin:
        return False
    end = source.find(b"</a", place, place + 700)
    inner = source.find(b">", begin, end)
    return (
        end > 0
        and inner > 0
        and _NAVIGATION.fullmatch(_TAGS.sub(b" ", source[inner + 1 : end]).strip()) is not None
    )
