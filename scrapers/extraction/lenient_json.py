"""JSON as pages really carry it: strict where it can be, repaired where it must be.

Four readers, each tried only where the one before it fails: orjson; json with raw control characters allowed
several values in one text; a repair that rewrites the text token by token; chompjs for JavaScript values.
"""

import html
import json
import re
from typing import Any
from urllib.parse import unquote

import chompjs
import orjson

from scrapers.extraction.density import is_too_dense

MOST_REPAIRED = 500_000
"""Characters up to which a broken text is repaired: repairing is a hundred times as slow as reading."""
MOST_DEPTH = 500
"""Brackets within brackets of a JavaScript literal."""

_DECODER = json.JSONDecoder(strict=False)
_OPENING = re.compile(
    r"^\s*(?:<!--|//\s*<!\[CDATA\[|/\*\s*<!\[CDATA\[\s*\*/|<!\[CDATA\["
    r"|//\s*<!--|/\*[^*]{0,500}\*/|//[^\n]{0,500}\n)"
)
_CLOSING = re.compile(r"(?:-->|\]\]>|/\*\s*\]\]>\s*\*/|//|/\*|\*/|;)\s*$")
_BRACKET = re.compile(
    r"""[{}\[\]()]|"(?:[^"\\]|\\.)*+"|'(?:[^'\\]|\\.)*+'|`(?:[^`\\]|\\.)*+`|//[^\n]*+|/\*.*?\*/""", re.DOTALL
)
_BETWEEN = re.compile(r"(?:[\s,;]|<!--|-->|//\s*\]\]>|\]\]>)*")


def load(text: str) -> Any:
    """The first value of a text, or None where nothing can be read."""
    values = load_all(text)
    return values[0] if values else None


def load_all(text: str) -> list[Any]:
    """Every top-level value of a text, in order; what cannot be read even when repaired is left out."""
    if is_too_dense(text):
        return []
    try:
        return [orjson.loads(text)]
    except ValueError:
        pass
    text = _unwrapped(text)
    values, position = _run(text)
    rest = text[position:]
    if not rest.strip() or len(rest) > MOST_REPAIRED:
        return values
    found = _repaired(rest)
    if not found and '"' not in rest and "&quot;" in rest:
        found = load_all(html.unescape(rest))
    if not found and (literal := _literal(rest)) is not None:
        found = [literal]
    return values + found


def value_at(text: str, start: int) -> tuple[Any, int] | None:
    """The JSON value or JavaScript literal that begins at text[start], and where it ends, or None."""
    try:
        return _DECODER.raw_decode(text, start)
    except (ValueError, RecursionError):
        pass
    end = _end(text, start)
    value = _literal(text[start:end]) if end else None
    return None if value is None else (value, end)


def string_at(text: str, start: int) -> tuple[str, int] | None:
    """The JavaScript string literal that begins with a quote at text[start], unescaped, and where it ends."""
    if text[start] == '"':
        try:
            return _DECODER.raw_decode(text, start)
        except ValueError:
            pass  # an escape that only JavaScript knows
    end = _JS_STRING[text[start]].match(text, start + 1)
    if not end:
        return None
    return unescape(text[start + 1 : end.end() - 1]), end.end()


def unescape(text: str) -> str:
    """Content of a JavaScript string literal, its escapes resolved."""
    if "\\" not in text:
        return text
    return _joined_surrogates(_ESCAPE.sub(_character, text))


def decoded(text: str) -> str:
    """A text that pages percent-encode before they put it into a script, decoded."""
    return unquote(text) if text.lstrip()[:3].upper() in ("%7B", "%5B") else text


_JS_STRING = {quote: re.compile(rf"(?:[^\\{quote}]|\\.)*+{quote}", re.DOTALL) for quote in ("'", '"', "`")}
_ESCAPE = re.compile(r"\\(?:u([0-9a-fA-F]{4})|u\{([0-9a-fA-F]{1,6})\}|x([0-9a-fA-F]{2})|(\r\n|.))", re.DOTALL)
_SHORT = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f", "v": "\v", "0": "\0", "\n": "", "\r\n": ""}


def _character(match: re.Match) -> str:
    digits = match[1] or match[2] or match[3]
    if digits:
        code = int(digits, 16)
        return chr(code) if code < 0x110000 else "\ufffd"
    return _SHORT.get(match[4], match[4])


def _joined_surrogates(text: str) -> str:
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _unwrapped(text: str) -> str:
    """Without the comment and CDATA marks that hide a script from old browsers, and a trailing ";"."""
    text = text.removeprefix("\ufeff")
    for _ in range(6):
        shorter = _CLOSING.sub("", _OPENING.sub("", text, count=1), count=1)
        if shorter == text:
            break
        text = shorter
    return text


def _run(text: str) -> tuple[list[Any], int]:
    """Values that follow one another from the start of the text, and where reading ended."""
    values: list[Any] = []
    position = _BETWEEN.match(text).end()
    while position < len(text) and text[position] in "{[":
        try:
            value, position = _DECODER.raw_decode(text, position)
        except (ValueError, RecursionError):
            break
        values.append(value)
        position = _BETWEEN.match(text, position).end()
        # A bracket too many at the end says nothing.
        while position < len(text) and text[position] in "}]":
            position = _BETWEEN.match(text, position + 1).end()
    return values, position


def _end(text: str, start: int) -> int | None:
    """Where the brackets that open at text[start] are closed, strings and comments left out."""
    depth = 0
    for match in _BRACKET.finditer(text, start, start + MOST_REPAIRED):
        if (token := match[0]) in "{[(":
            depth += 1
            if depth > MOST_DEPTH:
                return None
        elif token in "}])":
            depth -= 1
            if depth <= 0:
                return match.end()
    return None


def _literal(text: str) -> Any:
    try:
        return chompjs.parse_js_object(text, loader=_DECODER.decode)
    except (ValueError, RecursionError):
        return None


# --- Repair -----------------------------------------------------------------------------------------------

_TOKEN = re.compile(r"""\s++|//[^\n]*+|/\*.*?\*/|<!--|-->|[{}\[\],:"]|[^\s{}\[\],:"/<]++|.""", re.DOTALL)
_QUOTE = re.compile(r'(?:[^"\\]|\\.)*+"', re.DOTALL)
_AFTER_KEY = re.compile(r"\s{0,200}:")
_AFTER_VALUE = re.compile(
    r"""\s{0,200}(?:[}\]]|$|,\s{0,200}(?:"(?:[^"\\\n]|\\.){0,100}"\s{0,20}:|[}\],]|$|//|/\*)|\n\s{0,200}"[^"\n]{0,100}"\s{0,20}:)"""
)
_AFTER_ELEMENT = re.compile(r"""\s{0,200}(?:\]|$|,\s{0,200}(?:["{\[\]\d-]|true|false|null|$))""")
_BAD_ESCAPE = re.compile(r"""\\(?:(["\\/bfnrt])|u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|(.?))""", re.DOTALL)
_CONTROL = {code: f"\\u{code:04x}" for code in range(0x20)}
_WORDS = {"true": "true", "false": "false", "null": "null", "True": "true", "False": "false"} | dict.fromkeys(
    ("None", "undefined", "NaN", "Infinity", "-Infinity"), "null"
)
_NUMBER = re.compile(r"-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$")


def _repaired(text: str) -> list[Any]:
    """Values of a text, its commas, comments, quotes, escapes and brackets rewritten as JSON has them."""
    values = []
    for document in _rewritten(text):
        try:
            values.append(_DECODER.decode(document))
        except (ValueError, RecursionError):
            continue
    return values


def _rewritten(text: str) -> list[str]:
    """The JSON documents that a text means to hold; none where a token shows that it is JavaScript."""
    documents: list[str] = []
    out: list[str] = []
    brackets: list[str] = []
    previous = ""  # kind of the last token written: one of { [ } ] , : or v for a value
    position = 0
    while position < len(text):
        match = _TOKEN.match(text, position)
        token, position = match[0], match.end()
        first = token[0]
        if first.isspace() or token in ("<!--", "-->") or token.startswith(("//", "/*")):
            continue
        if previous == ":" and first in ",}]":
            out.append("null")  # a template left the value out
            previous = "v"
        if first in "}]":
            if not brackets:
                continue
            if previous == ",":
                out.pop()
            out.append(brackets.pop())
            previous = "v"
            if not brackets:
                documents.append("".join(out))
                out, previous = [], ""
            continue
        if first in ",:":
            if not brackets or (first == "," and previous in ("", ",", "{", "[")):
                continue
        elif not brackets and first not in "{[":
            continue
        elif previous == "v":
            out.append(",")
            previous = ","
        if first in "{[":
            brackets.append("}" if first == "{" else "]")
        elif first == '"':
            is_key = brackets[-1] == "}" and previous in ("{", ",")
            token, position = _string(text, position, is_key=is_key, is_element=brackets[-1] == "]")
            first = "v"
        elif first not in ",:":
            if not (token := _WORDS.get(token) or (_NUMBER.match(token) and token)):
                return []  # JavaScript, not JSON
            first = "v"
        out.append(token)
        previous = first
    if brackets and previous == "v":
        documents.append("".join(out) + "".join(reversed(brackets)))
    return documents


def _string(text: str, start: int, *, is_key: bool, is_element: bool) -> tuple[str, int]:
    """The string whose opening quote stands before start, as JSON, and where it ends.

    A quote ends it only where what follows can follow a string: quotes inside are often not escaped.
    """
    after = _AFTER_KEY if is_key else _AFTER_ELEMENT if is_element else _AFTER_VALUE
    end = start
    while match := _QUOTE.match(text, end):
        end = match.end()
        if after.match(text, end):
            break
    else:
        end = len(text) + 1
    content = _BAD_ESCAPE.sub(_good_escape, text[start : end - 1])
    return '"' + _escaped_quotes(content).translate(_CONTROL) + '"', min(end, len(text))


def _good_escape(match: re.Match) -> str:
    if match[1] or match[2]:
        return match[0]
    return f"\\u00{match[3]}" if match[3] else (match[4] or "\\\\")


def _escaped_quotes(text: str) -> str:
    return re.sub(r'(\\.)|"', lambda match: match[1] or '\\"', text, flags=re.DOTALL)
