"""Values as text, however they were encoded."""

import pytest

from scrapers.extraction.plain_text import MOST_LINE, line, prose

LINES = {
    "text": ("  Koch \n (m/w/d) ", "Koch (m/w/d)"),
    "number": (17, "17"),
    "whole number as a float": (55000.0, "55000"),
    "decimals": (17.5, "17.5"),
    "entities": ("R&amp;D", "R&D"),
    "entities twice": ("R&amp;amp;D", "R&D"),
    "ampersand": ("R&D; C&A", "R&D; C&A"),
    "markup": ("<b>Koch</b><br>Kellner", "Koch Kellner"),
    "encoded markup": ("&lt;b&gt;Koch&lt;/b&gt;", "Koch"),
    "less and more": ("C++ < 3 years > 1", "C++ < 3 years > 1"),
    "soft hyphen": ("Fach\u00adkraft", "Fachkraft"),
    "flag": (True, None),
    "nothing": (None, None),
    "words for nothing": ("undefined", None),
    "dash": ("–", None),
    "list": (["Koch"], None),
}


@pytest.mark.parametrize(("value", "shown"), LINES.values(), ids=LINES)
def test_line(value, shown):
    assert line(value) == shown


PROSE = {
    "paragraphs": ("<p>One\n two</p><p>three</p>", "One two\nthree"),
    "items": ("<ul><li>one</li><li>two</li></ul>", "one\ntwo"),
    "plain lines": ("one\n\ntwo", "one\ntwo"),
    "line ends as two characters": ("one\\ntwo", "one\ntwo"),
    "encoded three times": ("&amp;amp;lt;p&amp;amp;gt;one&amp;amp;lt;/p&amp;amp;gt;two", "one\ntwo"),
    "scripts and styles": ("<p>one</p><script>x()</script><style>p {}</style>", "one"),
    "empty markup": ("<p> </p>", None),
    "number": (17, None),
}


@pytest.mark.parametrize(("value", "shown"), PROSE.values(), ids=PROSE)
def test_prose(value, shown):
    assert prose(value) == shown


def test_lines_are_bounded():
    assert len(line("x" * 100_000)) == MOST_LINE
