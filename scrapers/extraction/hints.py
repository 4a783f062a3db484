"""Whether any word stands in a page's source without which it lists no job: half of all pages end here."""

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
        b"join us<",
        b"internship",
        b"postdoc",
        b"phd ",
    ),
    "de": (b"stelle", b"karriere", b"praktik", b"ausbildung", b"gesucht", b"wir suchen"),
    "fr": (b"emploi", b"recrut", b"stage", b"alternance", b"poste"),
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
    "hu": ("állás".encode(), "munka".encode()),
    "ro": ("muncă".encode(), b"munca", b"angaj"),
    "tr": ("iş ".encode(), b"kariyer"),
    "ja": ("求人".encode(), "採用".encode()),
    "ca": (b"feina", b"ofert", b"treball"),
}
_EVERY = tuple(dict.fromkeys(word for words in _BY_LANGUAGE.values() for word in words))
_LANGUAGE = re.compile(rb"<html[^>]{0,400}?\slang\s*=\s*[\"']?([a-z]{2})")
_MARKER = re.compile(rb"[(\[| ][mwfdhkgx]\s?[/|,*]\s?[mwfdhkvx]\b|all genders|\(gn\)")


def may_have_jobs(page: Page) -> bool:
    """False for a page on which nothing could say job; asked by every extractor that reads the layout, found once."""
    known = page.findings.get("may have jobs")
    if known is None:
        known = page.findings["may have jobs"] = _says_job(page)
    return known


def _says_job(page: Page) -> bool:
    source = page.lower_source
    if any(word in source for word in _COMMON):
        return True
    match = _LANGUAGE.search(source[:4000])
    language = match[1].decode() if match else ""
    words = _BY_LANGUAGE.get(language, _EVERY)
    if any(word in source for word in words) or _MARKER.search(source) is not None:
        return True
    url = page.url.lower()
    return any(word.decode() in url for word in (*_COMMON, b"stelle", b"karriere", b"position", b"opening"))
