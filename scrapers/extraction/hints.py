"""Whether any word stands in a page's source without which it lists no job: half of all pages end here."""

# ruff: noqa: E501  (patterns are tables of words; broken up further they are harder to read)

import re

from scrapers.extraction.page import Page

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
_SMALL = 60_000
_HIDDEN = re.compile(rb"<(script|style)\b")
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
    source = _without_scripts(page.lower_source)
    match = _LANGUAGE.search(source[:4000])
    language = match[1].decode() if match else ""
    words = _BY_LANGUAGE.get(language) or (_EVERY if len(source) < _SMALL else _USUAL)
    weight = 0
    for word in (*_COMMON, *words):
        weight += _weight(source, word, _ENOUGH - weight)
        if weight >= _ENOUGH:
            return True
    return False


def _without_scripts(source: bytes) -> bytes:
    """A source in lower case without its scripts and styles: often less than half of it."""
    pieces, start = [], 0
    for match in _HIDDEN.finditer(source):
        if match.start() < start:
            continue
        end = source.find(b"</" + match[1], match.end())
        pieces.append(source[start : match.start()])
        start = end if end >= 0 else len(source)
    pieces.append(source[start:])
    return b" ".join(pieces)


def _weight(source: bytes, word: bytes, enough: int) -> int:
    """How much a word speaks for jobs: 2 where it stands in a short text, 1 where it names an element or a link.

    Prose, pictures and links to the jobs of the site's owner do not count.
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
            named = not source.startswith(_UNSEEN, opened) and not source.startswith(
                _TITLE_OF_A_PERSON, place
            )
            if named and not _leads_only(source, opened, place):
                weight += 1
                # One element often says it several times: class, id, address.
                place = max(place, source.find(b">", place))
        else:
            end = source.find(b"<", place)
            if 0 <= closed < end < closed + _SHORT and not _leads_only(source, closed, place):
                before = max(0, closed - 300)
                linked = source.rfind(b"<a", before, closed) > source.rfind(b"</a", before, closed)
                weight += 1 if linked else 2
        place = source.find(word, place + len(word))
    return weight


_ENOUGH = 2
_SHORT = 80
"""Bytes of a text that may head a box."""

_TITLE_OF_A_PERSON = (b"jobtitle", b"job-title", b"job_title")
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
