"""Reads the vocabulary under data/ once and looks words up in it, taking compounds apart."""

import csv
import re
from dataclasses import dataclass, field
from importlib.resources import files

from scrapers.normalization.words import fold, tokens

PUNCTUATION = frozenset("/|,;:()[]&+•·»>€*")
_JOINING = "und and oder or bzw beziehungsweise y et ou lub en och"
JOINING = frozenset(_JOINING.split())
"""Words that join two of a kind; phrases are looked up without them."""
INFLECTIONS = ("innen", "in", "en", "n", "s", "e", "ern")


@dataclass(slots=True)
class Entry:
    """What the vocabulary says about one word or phrase.

    ``role`` is set for a profession; ``head`` for a generic head noun, whose role the fields around it
    decide; ``open`` for a compound with an unknown part: of such a noun with something ("Abfallberater"), or
    of a field with an unknown head ("Steuermann").
    """

    text: str
    role: str | None = None
    secondary: str | None = None
    isco: str | None = None
    head: str | None = None
    level: str | None = None
    adverb: str | None = None
    form: str | None = None
    form_level: str | None = None
    form_language: str | None = None
    domains: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    open: bool = False
    source: str = ""


@dataclass(frozen=True, slots=True)
class Role:
    """One line of the taxonomy."""

    id: str
    group: str
    label_en: str
    label_de: str
    isco08: tuple[str, ...]


@dataclass(slots=True)
class Head:
    """A class of generic head nouns ("-ingenieur"): its role without a domain, and how firm it is."""

    role: str | None
    strength: str
    like: str


@dataclass(frozen=True, slots=True)
class Domain:
    """A field of work: the role of most heads in it, and how much it says (3 much, 1 little)."""

    role: str | None
    weight: int


@dataclass(slots=True)
class _Tables:
    exact: dict[str, Entry] = field(default_factory=dict)
    endings: dict[str, Entry] = field(default_factory=dict)
    stems: dict[str, Entry] = field(default_factory=dict)
    cased: dict[str, Entry] = field(default_factory=dict)
    starts: dict[str, int] = field(default_factory=dict)


def rows(name: str) -> list[dict[str, str]]:
    """Lines of one data file."""
    text = files("scrapers.normalization").joinpath("data", name).read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


ROLES = {
    row["role"]: Role(
        row["role"], row["group"], row["label_en"], row["label_de"], tuple(row["isco08_codes"].split())
    )
    for row in rows("taxonomy.csv")
}
HEADS = {row["class"]: Head(row["role"] or None, row["strength"], row["like"]) for row in rows("heads.csv")}
DOMAINS = {row["domain"]: Domain(row["role"] or None, int(row["weight"])) for row in rows("domains.csv")}
_EXCEPTIONS = {
    (row["domain"], head): tuple(role.split("+")) if role else ()
    for row in rows("domains.csv")
    for head, role in (pair.split("=") for pair in row["exceptions"].split())
}


def _combination(head: str, domain: str) -> tuple[str, ...]:
    known = HEADS[head]
    for name in (head, known.like):
        if (domain, name) in _EXCEPTIONS:
            return _EXCEPTIONS[domain, name]
    role = DOMAINS[domain].role
    return (role,) if role and known.strength != "firm" else ()


COMBINATIONS = {(head, domain): _combination(head, domain) for head in HEADS for domain in DOMAINS}
"""Roles of a head noun of a class in a field: the first decides, a second is secondary."""

_tables = _Tables()


def key(text: str) -> str:
    """A phrase as it is looked up: folded words joined by one space, hyphens gone."""
    return " ".join(
        fold(t)
        for t in tokens(text)
        if t.strip(" -–—") and t not in PUNCTUATION and (t.isupper() or t.lower() not in JOINING)
    )


def _is_acronym(text: str) -> bool:
    return text.isalpha() and text.isupper() and 2 <= len(text) <= 3


def _entry(table: dict[str, Entry], word: str, text: str) -> Entry:
    entry = table.get(word)
    if entry is None:
        entry = table[word] = Entry(text)
    return entry


def _targets(text: str) -> list[Entry]:
    """The entries that one spelling of the data files fills: whole word, ending, stem."""
    word = key(text)
    found = []
    if text.endswith("-"):
        found.append(_entry(_tables.stems, word, text))
    if text.startswith("-"):
        found.append(_entry(_tables.endings, word, text))
    found.append(_entry(_tables.exact, word, text))
    if _is_acronym(text):
        _tables.cased[word] = found[-1]
    first, _, rest = word.partition(" ")
    _tables.starts[first] = max(_tables.starts.get(first, 1), rest.count(" ") + 2 if rest else 1)
    return found


def _words(row: dict[str, str]) -> list[str]:
    return [text for text in row["words"].split("|") if text]


_ADJECTIVE = re.compile(r"(.*(?:ch|ig|isch|t))(?:er|e)$")


def _inflections(word: str) -> list[str]:
    """Plurals, cases and feminine forms of a word or phrase, which the vocabulary need not list."""
    first, _, rest = word.partition(" ")
    forms = [word]
    adjective = _ADJECTIVE.match(first) if rest else None
    if adjective:
        forms += [f"{adjective[1]}{ending} {rest}" for ending in ("e", "er", "en", "em")]
    if len(word.rpartition(" ")[2]) < 4:
        return forms
    endings = (*INFLECTIONS, "r") if word.endswith("e") else INFLECTIONS
    return forms + [form + ending for form in forms for ending in endings]


def _inherit(word: str, entry: Entry) -> None:
    """Topics and level of a phrase from the words in it: "head of sales" leads, "cloud engineer" is cloud."""
    parts = word.split()
    spans = [(i, j) for i in range(len(parts)) for j in range(i + 1, len(parts) + 1)]
    # The longest first: "data protection" in "data protection officer" is privacy, and no more data.
    read: set[int] = set(range(len(parts))) if entry.topics else set()
    for i, j in sorted(spans, key=lambda span: span[0] - span[1]):
        inner = _tables.exact.get(" ".join(parts[i:j]))
        if inner is None or inner is entry:
            continue
        if inner.topics and read.isdisjoint(range(i, j)):
            entry.topics += tuple(t for t in inner.topics if t not in entry.topics)
            read.update(range(i, j))
        if not entry.adverb and inner.adverb and (entry.role or entry.head):
            entry.adverb = inner.adverb
        if not entry.level and inner.head in ("leader", "director"):
            entry.level = inner.level
    if not entry.level and entry.role and word.endswith(("leiter", "leitung")) and "begleit" not in word:
        entry.level = "manager"


def _load() -> None:
    for row in rows("domains.csv"):
        for text in _words(row):
            for entry in _targets(text):
                entry.domains += (row["domain"],)
    for row in rows("heads.csv"):
        for text in _words(row):
            for entry in _targets(text):
                entry.head, entry.level, entry.domains = row["class"], row["level"] or None, ()
    for row in rows("professions.csv"):
        for text in _words(row):
            for entry in _targets(text):
                entry.role, entry.secondary, entry.isco = (
                    row["role"],
                    row["secondary"] or None,
                    row["isco"] or None,
                )
                entry.head, entry.domains = None, ()
                entry.level = row["level"] or None
    for row in rows("esco_professions.csv"):
        for text in _words(row):
            word = key(text)
            if word not in _tables.exact:
                entry = Entry(text, role=row["role"], isco=row["isco"], source="esco")
                _tables.exact[word] = entry
                if text[0].isupper() and len(word) >= 6:
                    _tables.endings.setdefault(word, entry)
    for row in rows("levels.csv"):
        for text in _words(row):
            for entry in _targets(text):
                entry.adverb = row["level"]
    for row in rows("forms.csv"):
        for text in _words(row):
            for entry in _targets(text):
                entry.form, entry.form_level = row["form"], row["level"] or None
                entry.form_language = row["language"] or None
    for row in rows("topics.csv"):
        for text in _words(row):
            for entry in _targets(text):
                if row["topic"] not in entry.topics:
                    entry.topics += (row["topic"],)
    for table in (_tables.exact, _tables.endings):
        for word, entry in list(table.items()):
            _inherit(word, entry)
            for inflected in _inflections(word):
                table.setdefault(inflected, entry)
                first, _, rest = inflected.partition(" ")
                if rest:
                    _tables.starts[first] = max(_tables.starts.get(first, 1), rest.count(" ") + 2)


_load()
PHRASES = _tables.exact
"""Words and phrases by key, inflected forms too."""
ENDINGS = _tables.endings
"""What can end a compound ("-entwickler")."""
PARTS = {
    word: entry
    for word, entry in _tables.exact.items()
    if len(word) >= 4 and entry.text[0].isupper() and (entry.domains or entry.topics)
} | _tables.stems
"""What a compound can be made of: stems ("vertrieb-") and German nouns; no "brand" in "Brandschutz"."""
ACRONYMS = frozenset(_tables.cased)
"""Keys of what is only meant in capitals."""
STARTS = _tables.starts
"""First word of phrases to the number of words of the longest."""
