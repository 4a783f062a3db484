"""Lines that say more of one ad and are no titles: its tasks, what it asks for, its first sentence."""

import re

from scrapers.extraction.layout import Layout, Line
from scrapers.extraction.title_faults import PART_OF_AD
from scrapers.extraction.titles import assess

_BULLET = re.compile(r"[➢➤✓✔•▪►»›*–-]\s*")
_LONGEST_INTRODUCTION = 90
_TITLE = 0.9
"""Title log-odds from which a heading is a title."""


class Facts:
    """Told the lines of a page in their order, says of each whether it belongs to what was said before."""

    def __init__(self, layout: Layout):
        self._layout = layout
        self._within = False
        self._before: Line | None = None

    def has(self, line: Line) -> bool:
        """Whether a line is an entry of a list of tasks or requirements, or the sentence below a title."""
        before, self._before = self._before, line
        if len(line.text) < _LONGEST_INTRODUCTION and PART_OF_AD.match(line.text) and self._introduces(line):
            self._within = True
            return False
        self._within = self._within and self._is_entry(line)
        return self._within or (before is not None and _goes_on(before, line))

    def _introduces(self, line: Line) -> bool:
        return line.text.endswith(":") or line.heading >= 0 or line.bold

    def _is_entry(self, line: Line) -> bool:
        around = (line.owner, *self._layout.ancestors(line.owner)[:3])
        return bool(_BULLET.match(line.text)) or any(self._layout.tags[index] == "li" for index in around)


def _goes_on(title: Line, line: Line) -> bool:
    """Whether a sentence says again what the heading before it says ("Gesucht wird eine Fachkraft …")."""
    if title.heading < 0 or not line.text.endswith(".") or assess(title.text).score < _TITLE:
        return False
    return "says hiring" in assess(line.text).reasons
