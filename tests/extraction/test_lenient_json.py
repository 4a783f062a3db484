"""Broken scripts and what they mean."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scrapers.extraction.lenient_json import decoded, load, load_all, string_at, unescape, value_at

JOB = {"@type": "JobPosting", "title": "Gärtner"}

REPAIRED = {
    "sound": ('{"a": 1}', [{"a": 1}]),
    "byte-order mark": ('\ufeff{"a": 1}', [{"a": 1}]),
    "raw newline and tab in a string": ('{"a": "one\ntwo\tthree"}', [{"a": "one\ntwo\tthree"}]),
    "trailing comma in an object": ('{"a": 1,}', [{"a": 1}]),
    "trailing comma in a list": ('{"a": ["x", "y",],}', [{"a": ["x", "y"]}]),
    "comma twice": ('{"a": 1,, "b": 2}', [{"a": 1, "b": 2}]),
    "comma forgotten at a line end": ('{"a": "x"\n"b": "y"}', [{"a": "x", "b": "y"}]),
    "comma forgotten between objects": ('[{"a": 1}{"a": 2}]', [[{"a": 1}, {"a": 2}]]),
    "HTML comment around it": ('<!--\n{"a": 1}\n-->', [{"a": 1}]),
    "CDATA around it": ('<![CDATA[{"a": 1}]]>', [{"a": 1}]),
    "CDATA in comments": ('//<![CDATA[\n{"a": 1}\n//]]>', [{"a": 1}]),
    "CDATA in block comments": ('/*<![CDATA[*/ {"a": 1} /*]]>*/', [{"a": 1}]),
    "trailing semicolon": ('{"a": 1};', [{"a": 1}]),
    "comments": ('{"a": 1, // first\n /* then */ "b": 2,}', [{"a": 1, "b": 2}]),
    "two objects": ('{"a": 1}\n{"b": 2}', [{"a": 1}, {"b": 2}]),
    "two objects with a comma": ('{"a": 1},\n{"b": 2},', [{"a": 1}, {"b": 2}]),
    "two objects, the second broken": ('{"a": 1} {"b": "x",}', [{"a": 1}, {"b": "x"}]),
    "a bracket too many": ('{"a": {"b": 1}}}', [{"a": {"b": 1}}]),
    "a bracket too few": ('{"a": {"b": 1}', [{"a": {"b": 1}}]),
    "quotes inside of a text": ('{"a": "the "best" team", "b": 1}', [{"a": 'the "best" team', "b": 1}]),
    "quote and comma inside of a text": (
        '{"a": "say "hi", then go", "b": 1}',
        [{"a": 'say "hi", then go', "b": 1}],
    ),
    "apostrophe escaped": (r'{"a": "it\'s"}', [{"a": "it's"}]),
    "hexadecimal escape": (r'{"a": "\x41bc", }', [{"a": "Abc"}]),
    "value left out": ('{"a": , "b": 2}', [{"a": None, "b": 2}]),
    "Python's constants": ('{"a": True, "b": None, "c": [False]}', [{"a": True, "b": None, "c": [False]}]),
    "undefined": ('{"a": undefined, "b": NaN}', [{"a": None, "b": None}]),
    "entities for quotes": ("{&quot;a&quot;: &quot;x&quot;}", [{"a": "x"}]),
    "JavaScript literal": ("{a: 'x', b: [1, 2,],}", [{"a": "x", "b": [1, 2]}]),
    "JavaScript literal with escapes": (r"{a: 'it\'s', b: '\u00e4'}", [{"a": "it's", "b": "ä"}]),
    "slashes of an address": ('{"a": "https://example.org//x",}', [{"a": "https://example.org//x"}]),
    "empty": ("", []),
    "white space": (" \n ", []),
    "no data": ("window.dataLayer.push(arguments)", []),
}


@pytest.mark.parametrize(("text", "values"), REPAIRED.values(), ids=REPAIRED)
def test_repairs(text, values):
    assert load_all(text) == values


def test_load_is_the_first_value():
    assert load('{"a": 1} {"b": 2}') == {"a": 1}
    assert load("nothing") is None


@pytest.mark.parametrize(
    ("text", "value", "rest"),
    [
        ('x = {"jobs": [1]}; y = 2', {"jobs": [1]}, "; y = 2"),
        ('x = ["a"]', ["a"], ""),
        ("x = {jobs: ['a']}; y = 2", {"jobs": ["a"]}, None),
    ],
)
def test_value_at(text, value, rest):
    read, end = value_at(text, 4)
    assert read == value
    if rest is not None:
        assert text[end:] == rest


def test_value_at_finds_nothing_in_code():
    assert value_at("x = {if (a) { b() }}", 4) is None


@pytest.mark.parametrize(
    ("text", "value", "rest"),
    [
        (r'"a\u0022b" + 1', 'a"b', " + 1"),
        (r"'it\'s' + 1", "it's", " + 1"),
        (r'"\x3Cb\x3E"', "<b>", ""),
        ("`a`;", "a", ";"),
    ],
)
def test_string_at(text, value, rest):
    read, end = string_at(text, 0)
    assert (read, text[end:]) == (value, rest)


def test_string_at_without_end():
    assert string_at('"abc', 0) is None


def test_unescape_joins_surrogates():
    assert unescape(r"\ud83d\ude80 \u{1F680}") == "🚀 🚀"
    assert unescape(r"\ud83d") == "\ufffd"


def test_decoded_leaves_other_percent_signs_alone():
    assert decoded("%7B%22a%22%3A1%7D") == '{"a":1}'
    assert decoded("100%25") == "100%25"


SOUND = '{"@type": "JobPosting", "title": "Gärtner", "places": [{"city": "Köln"}, "Bonn"], "pay": 1.5}'


@settings(max_examples=400, derandomize=True, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.integers(0, len(SOUND)), st.integers(0, 3), st.text(alphabet="{}[]\",:\\'x\n/*<-", max_size=3)
        ),
        max_size=6,
    )
)
def test_never_raises(edits):
    text = SOUND
    for position, cut, inserted in edits:
        text = text[:position] + inserted + text[position + cut :]
    assert isinstance(load_all(text), list)


@pytest.mark.parametrize(
    "text",
    ["[" * 100_000, '{"a":' * 100_000, '"' * 100_000, '{"a":"' + '" ' * 100_000, "/*" * 100_000,
     '{"a":"' + "\\" * 100_001, '{"a":"x",\n' * 30_000, "[1," * 50_000, "{'a':" * 50_000],
    ids=lambda text: text[:8],
)  # fmt: skip
def test_endless_texts_end(text):
    assert isinstance(load_all(text), list)
