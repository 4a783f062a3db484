"""The page that every extractor reads: decoded once, parsed once, links resolved in one safe way."""

import codecs
import html
import re
from dataclasses import dataclass, field
from functools import cached_property
from urllib.parse import urljoin, urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

from scrapers.extraction.density import cut_structure
from scrapers.extraction.formatting import without_long_tags

MOST_BYTES = 8_000_000
"""What follows is not read: a page of this size is a dump or an attack."""

DEEPEST = 2_000
"""Nested elements; deeper pages are attacks on parsers."""

MOST_HREF = 4_000
"""Characters of an address; a longer one carries data."""

_NESTING_TAG = re.compile(
    rb"<(/?)(?!(?:p|li|t[rdh]|thead|tbody|d[td]|option|br|img|hr|input|meta|link|area|base|col|embed|source|track|wbr|param|path|use|g|circle|rect)\b)[a-z]",
    re.IGNORECASE,
)
_NEVER_AROUND_OTHERS = (
    b"<!--", b"<img ", b"<path ", b"<br>", b"<br/>", b"<br />", b"<input ", b"<link ", b"<meta ",
)  # fmt: skip
"""Beginnings of the most frequent tags that are never closed."""
_META_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w-]{2,40})""", re.IGNORECASE)
_XML_ENCODING = re.compile(rb"""^\s*<\?xml[^>]{0,100}?encoding\s*=\s*["']([\w-]{2,40})""")
_HEADER_CHARSET = re.compile(r"""charset\s*=\s*["']?([\w-]{2,40})""", re.IGNORECASE)
_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# Browsers read these names as the Windows code page that contains them (WHATWG Encoding).
_WIDER = {"iso-8859-1": "cp1252", "latin-1": "cp1252", "latin1": "cp1252", "us-ascii": "cp1252", "ascii":
"cp1252",
          "iso-8859-9": "cp1254", "gb2312": "gb18030", "gbk": "gb18030"}  # fmt: skip
_UTF_8 = "charset=utf-8"
_SPACE = re.compile(r"[\s\u00a0\u200b\ufeff]+")
_INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff\u200e\u200f"))
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
_HIDDEN = re.compile(rb"<(?:(script|style)\b|!--)")
_JOB = re.compile(rb"job")
_TAG_REST = re.compile(rb"""(?:[^>"']++|"[^"]*+"|'[^']*+')*+>""")
_ATTRIBUTE = re.compile(r"""([^\s"'=/]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"']+)))?""")
_BASE_HREF = re.compile(r"<base\s", re.IGNORECASE)
# Addresses that are joined to another by their own characters alone: nine of ten, at a sixth of the cost.
_SEGMENT = r"[\w~%+=,:@!$'()*-][\w.~%+=,:@!$'()*-]*+"
_BEHIND_PATH = r"(?:\?[\w/.~%+=,:@!$'()*&-]++)?(?:#[\w/-]++)?"
_ABSOLUTE = re.compile(rf"https?://[a-z0-9-]++(?:\.[a-z0-9-]++)++(?:/[\w/.~%+=,:@!$'()*-]*+)?{_BEHIND_PATH}")
_ROOTED = re.compile(rf"(?:/{_SEGMENT})*+/?{_BEHIND_PATH}")
_ORIGIN = re.compile(r"(https?://[a-z0-9-]+(?:\.[a-z0-9-]+)+)(?=[/?#]|$)")
_XML_ROOT = re.compile(
    r"\s*(?:<\?xml|<rss\b|<feed\b|<rdf:RDF\b|<urlset\b|<jobs\b|<source\b|<trovit\b)", re.IGNORECASE
)
_HTML_ROOT = re.compile(r"<!doctype html|<html[\s>]", re.IGNORECASE)


def fold(text: str | None) -> str:
    """Text as a reader sees it: white space folded, soft hyphens and other invisible characters out."""
    if not text:
        return ""
    plain = " ".join(text.split())
    if plain.isprintable():
        return plain
    return _SPACE.sub(" ", _CONTROL.sub(" ", text.translate(_INVISIBLE))).strip()


def text_of(node: LexborNode, limit: int = 20_000) -> str:
    """Folded text of a node, its text nodes parted by spaces."""
    return fold(node.text(separator=" ")[:limit])


def decode(body: bytes, content_type: str | None = None) -> str:
    """Text of a body: byte-order mark, UTF-8 where it is valid, the declared charset, else Windows-1252."""
    body = body[:MOST_BYTES]
    for mark, name in _BYTE_ORDER_MARKS:
        if body.startswith(mark):
            return body[len(mark) :].decode(name, "replace")
    text = _as_utf8(body, content_type)
    return _as_declared(body, content_type) if text is None else text


def _as_utf8(body: bytes, content_type: str | None) -> str | None:
    """Text of a body that is UTF-8 to the last byte, whatever it declares; only 7-bit codes would pass as
    such."""
    if _declared(body, content_type).startswith(("iso-2022", "hz")) and (b"\x1b" in body or b"~{" in body):
        return None
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError:
        return None


def _declared(body: bytes, content_type: str | None) -> str:
    header = _HEADER_CHARSET.search(content_type or "")
    found = _XML_ENCODING.search(body[:200]) or _META_CHARSET.search(body[:4096])
    name = (header[1] if header else found[1].decode("ascii") if found else "").lower()
    name = _WIDER.get(name, name)
    try:
        return name if codecs.lookup(name)._is_text_encoding else ""
    except LookupError:
        return ""


def _as_declared(body: bytes, content_type: str | None) -> str:
    name = _declared(body, content_type)
    if name in ("", "utf-8", "utf8"):
        # A page cut in the middle of a character, or with a few foreign bytes, stays UTF-8.
        text = body.decode("utf-8", "replace")
        cut = text.count("\ufffd") == 1 and text.endswith("\ufffd")
        if cut or (name and text.count("\ufffd") * 200 < len(text)):
            return text
        name = "cp1252"
    return body.decode(name, "replace")


@dataclass(slots=True)
class Script:
    """A script element, where it stands in a page's source."""

    _source: bytes
    _begin: int
    _content: int
    _end: int

    @property
    def attributes(self) -> dict[str, str]:
        """Attributes by name in lower case."""
        tag = self._source[self._begin + len("<script") : self._content - 1].decode("utf-8", "replace")
        return {
            match[1].lower(): html.unescape(match[2] or match[3] or match[4] or "")
            for match in _ATTRIBUTE.finditer(tag)
        }

    def text(self) -> str:
        """Its content."""
        return decode(self._source[self._content : self._end], _UTF_8)

    def __len__(self) -> int:
        """Bytes of its content."""
        return self._end - self._content


@dataclass
class Page:
    """One fetched document. Everything costly is made on first use and kept."""

    body: bytes | str
    url: str
    content_type: str | None = None
    findings: dict[str, bool] = field(default_factory=dict, repr=False)
    """What one extractor found out about the page that others ask as well."""
    _links: dict[str, str | None] = field(default_factory=dict, repr=False)

    @cached_property
    def _plain(self) -> str | None:
        """The text where the body is UTF-8 as it stands."""
        if isinstance(self.body, str) or len(self.body) > MOST_BYTES or self.body.startswith(codecs.BOM_UTF8):
            return None
        return _as_utf8(self.body, self.content_type)

    @cached_property
    def text(self) -> str:
        """The source, decoded."""
        if self._plain is not None:
            return self._plain
        text = (
            decode(self.body, self.content_type) if isinstance(self.body, bytes) else self.body[:MOST_BYTES]
        )
        return text.removeprefix("\ufeff")

    @cached_property
    def source(self) -> bytes:
        """The source in UTF-8; the body itself where it claims to be that, which most pages do in truth."""
        return self.body if self._claims_utf_8 else self._valid_source

    @cached_property
    def _claims_utf_8(self) -> bool:
        """Whether the body says that it is UTF-8: looking into every byte costs a sixth of parsing it."""
        return (
            isinstance(self.body, bytes)
            and len(self.body) <= MOST_BYTES
            and not self.body.startswith(tuple(mark for mark, _ in _BYTE_ORDER_MARKS))
            and _declared(self.body, self.content_type) in ("utf-8", "utf8")
        )

    @property
    def _valid_source(self) -> bytes:
        """The source in UTF-8 to the last byte."""
        return self.body if self._plain is not None else self.text.encode("utf-8", "replace")

    @cached_property
    def lower_source(self) -> bytes:
        """The source in UTF-8, ASCII letters in lower case: for substring tests, which are all but free."""
        return self.source.lower()

    @cached_property
    def jobs_said(self) -> int:
        """How often the source says job: half of all pages never do, and need no look for longer words."""
        # Twice as fast as count(): the first letter is rare.
        return len(_JOB.findall(self.lower_source))

    @cached_property
    def mentions_job_posting(self) -> bool:
        """Whether the name of schema.org's JobPosting stands in it at all."""
        return self.jobs_said > 0 and b"jobposting" in self.lower_source

    @cached_property
    def head(self) -> str:
        """How the source begins: enough to see what it is, without decoding the rest."""
        return self.source[:20_000].decode("utf-8", "replace")

    @cached_property
    def kind(self) -> str:
        """What the source looks like, whatever its content type says: "html", "xml" or "json"."""
        head = self.head[:2000]
        start = head.lstrip()[:1]
        if start in ("{", "["):
            return "json"
        if _XML_ROOT.match(head) and not _HTML_ROOT.search(head):
            return "xml"
        return "html"

    @cached_property
    def tree(self) -> LexborHTMLParser:
        """The HTML tree (also of what is not HTML: extractors look at ``kind`` first)."""
        source = self._valid_source
        if b"\x00" in source:
            source = source.replace(b"\x00", b" ")
        return LexborHTMLParser(_bounded(cut_structure(without_long_tags(_without_whole(source)))))

    @cached_property
    def root(self) -> LexborNode | None:
        """The body element, else the root element."""
        return self.tree.body or self.tree.root

    @cached_property
    def base_url(self) -> str:
        """What relative links are relative to: ``<base href>`` where it is usable, else the page's
        address."""
        if self.kind == "html" and _BASE_HREF.search(self.text):
            node = next((node for node in self.tree.tags("base") if "href" in node.attributes), None)
            if node is not None and (href := fold(node.attributes.get("href"))):
                try:
                    return urljoin(self.url, href)
                except ValueError:
                    pass
        return self.url

    @cached_property
    def host(self) -> str:
        """Host of the page without "www."."""
        return host_of(self.url)

    @cached_property
    def title(self) -> str | None:
        """Text of ``<title>``, or None."""
        if self.kind != "html":
            return None
        # By tag, not by a selector: the engine for these takes 140 kB.
        titles = self.tree.tags("title")
        of_head = [title for title in titles if title.parent is not None and title.parent.tag == "head"]
        return next((fold(title.text())[:500] or None for title in of_head or titles), None)

    @cached_property
    def hidden(self) -> list[tuple[int, int, int]]:
        """Where scripts, styles and comments stand in the source: begin, begin of the content, its end."""
        source, spans, position = self.lower_source, [], 0
        while match := _HIDDEN.search(source, position):
            begin, content = match.span()
            if match[1]:
                tag = _TAG_REST.match(source, content)
                content = tag.end() if tag else content
                end = source.find(b"</" + match[1], content)
            else:
                end = source.find(b"-->", content - len(b"--"))
            position = end if end >= 0 else len(source)
            spans.append((begin, min(content, position), position))
        return spans

    @cached_property
    def scripts(self) -> list[Script]:
        """Script elements in page order, found without parsing the page."""
        if self.kind != "html":
            return []
        return [
            Script(self.source, begin, content, end)
            for begin, content, end in self.hidden
            if self.lower_source.startswith(b"<script", begin)
        ]

    @cached_property
    def layout(self):
        """The body as flat arrays and lines (``layout.Layout``)."""
        from scrapers.extraction.layout import Layout

        _ = self.tree, self.base_url
        # Made of these, and hardly anybody asks for them again: a page need not be there four times.
        for name in ("text", "_plain", "lower_source", "lower_text"):
            self.__dict__.pop(name, None)
        return Layout(self)

    def forget_tree(self) -> None:
        """Leave tree and layout, which refers to its page: both would wait for the garbage collector."""
        for name in ("layout", "tree", "root"):
            self.__dict__.pop(name, None)

    @cached_property
    def lower_text(self) -> str:
        """The source in lower case; ``lower_source`` is much cheaper where ASCII is enough."""
        return self.text.lower()

    def link(self, href: str | None) -> str | None:
        """Absolute http(s) URL of an href as it stands in the page, or None; never raises."""
        if not href:
            return None
        if href not in self._links:
            if _ABSOLUTE.fullmatch(href) and len(href) <= MOST_HREF:
                self._links[href] = href
            elif href[0] == "/" and self._origin and _ROOTED.fullmatch(href) and len(href) <= MOST_HREF:
                self._links[href] = self._origin + href
            else:
                self._links[href] = _absolute(self.base_url, href)
        return self._links[href]

    @cached_property
    def _origin(self) -> str | None:
        """Scheme and host of what links are relative to; None where they are unusual."""
        match = _ORIGIN.match(self.base_url)
        return match[1] if match else None


def host_of(url: str | None) -> str:
    """Host of a URL without "www.", lower case; empty where there is none."""
    try:
        return (urlsplit(url or "").hostname or "").removeprefix("www.")
    except ValueError:
        return ""


_WHOLE_PAGE = re.compile(rb"</?(?:body|html)\b[^>]*>|<!doctype\b[^>]*>", re.IGNORECASE)
MOST_WHOLE = 12


def _without_whole(source: bytes) -> bytes:
    """The source without begins and ends of the whole page, where it has many: each moves what follows back
    into the body, and a text that grows so is copied anew each time."""
    return _WHOLE_PAGE.sub(b"", source) if len(_WHOLE_PAGE.findall(source)) > MOST_WHOLE else source


def _bounded(source: bytes) -> bytes:
    """The source up to where its elements are nested deeper than any reader's: parsing takes the square of
    the depth."""
    open_at_most = source.count(b"<") - 2 * source.count(b"</")
    for tag in _NEVER_AROUND_OTHERS:
        if open_at_most < DEEPEST:
            break
        open_at_most -= source.count(tag)
    if open_at_most < DEEPEST:
        return source
    depth = 0
    for tag in _NESTING_TAG.finditer(source):
        depth += -1 if tag[1] else 1
        if depth > DEEPEST:
            return source[: tag.start()]
        depth = max(depth, 0)
    return source


def _absolute(base: str, href: str) -> str | None:
    href = fold(href)
    if not href or href.startswith("#") or len(href) > MOST_HREF:
        return None
    try:
        url = urljoin(base, href)
        parts = urlsplit(url)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            return None
        parts.port  # noqa: B018  (raises on a port that is no number)
    except ValueError:
        return None
    return url.replace(" ", "%20")
