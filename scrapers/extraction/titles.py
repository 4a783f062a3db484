"""Does a text read like the title of one vacancy? Evidence in log-odds, from its words and its shape alone."""

# ruff: noqa: E501  (patterns are tables of words; broken up further they are harder to read)

import re
from typing import NamedTuple

from scrapers.extraction import vocabulary
from scrapers.extraction.occupations import FOR, GENDER_TAIL, TOKEN, WORD, heads_of, speaks
from scrapers.extraction.remember import MOST_ENTRIES, remembered
from scrapers.extraction.title_faults import against_title, headline_words

LONGEST = 180
"""Characters; a longer text is prose."""


class TitleEvidence(NamedTuple):
    """How far a text looks like a vacancy's title: log-odds without any context, and why."""

    score: float
    marker: bool
    head: bool
    plural: bool
    reasons: tuple[str, ...]

    @property
    def proven(self) -> bool:
        """The text itself says that it is a vacancy's title, wherever it stands."""
        return (
            self.marker
            or "announced as a vacancy" in self.reasons
            or (self.head and {"gendered noun", "says hiring"} <= set(self.reasons))
        )


NOTHING = TitleEvidence(-3.0, False, False, False, ())
PROSE = TitleEvidence(-2.5, False, False, False, ("sentence", "long"))
UNKNOWN = TitleEvidence(-1.5, False, False, False, ("no word of a title",))

# Reason → weight. A gender marker is written in job ads and hardly anywhere else; everything else is a hint.
WEIGHTS = {
    "gender marker": 5.5,
    "gendered noun": 2.2,
    "occupation at its head": 2.4,
    "occupation in it": 1.2,
    "work instead of who does it": 1.4,
    "word for people in the news": -1.0,
    "two occupations or more": 0.4,
    "seniority": 1.0,
    "form of job": 1.8,
    "level": 0.7,
    "says hiring": 2.4,
    "plural occupation": -1.1,
    "category or search": -6.0,
    "about jobs, not a job": -3.5,
    "sentence": -2.2,
    "question or quote": -2.5,
    "list or guide": -2.5,
    "event or course": -3.0,
    "words of a headline": -0.8,
    "long": -0.8,
    "no word of a title": -1.5,
    "a person's name before it": -3.0,
    "announced as a vacancy": 2.0,
    "part of an ad": -4.0,
    "kind of employment only": -5.0,
}

_G = r"(?:m|w|f|d|x|h|k|i|a|v|u|t|gn|nb|div\.?|divers|inter|männlich|weiblich|male|female)"
# One of two genders, or "divers", stands in every marker: "(x|x)", "(u, v)" and "[t, x]" are mathematics.
MARKER = re.compile(
    rf"[(\[{{|](?=[^)\]}}]{{0,30}}[mwfhd])\s*{_G}(?:\s*[/|,;_*·.:+&-]+\s*{_G})+\s*\*?\s*[)\]}}|]"
    rf"|(?<![\w/-])(?=(?:\w\s?[/|]\s?){{0,3}}[mwfhd](?!\w))(?:m|w|f|d|h|k|v|x)(?:\s?[/|]\s?(?:m|w|f|d|x|i|h|k|v|a)){{1,3}}(?![\w/-])"
    r"|[(\[]\s*(?:gn\*?|all genders?|alle geschlechter|a?llgender|mensch\*?|any gender|divers|w\*m|m\*w|d)\s*[)\]]"
    r"|\b(?:all|any) genders?\b",
    re.IGNORECASE,
)
_GENDERED = re.compile(
    r"\w{3,}(?:/-?|\*|:|_|·|\.)(?:in|frau|r)\b|\w{3,}\((?:in|r)\)|\b\w{3,}(?:mann|frau)/(?:-?frau|-?mann)\b"
    r"|\w{3,}(?:/|\()(?:a|ka|tka|o|as|e|ne|euse|trice|ère|ice|nice|yně|kyně|á|ová|ca)\b\)?"
    r"|\w{3,}[·.]e\b|\w{3,}·(?:ère|rice|ne|euse|trice|se|le|te)s?\b",
    re.IGNORECASE,
)
_ONLY_FORM = re.compile(
    r"(?:(?:vollzeit|teilzeit|full[- ]?time|part[- ]?time|contract(?:or)?|permanent|temporary|freelance|praktik(?:um|a)|ausbildung|internships?|"
    r"trainee|mid[- ]level|cdi|cdd|stage|minijob|festanstellung|befristet|unbefristet|volunteer|apprenticeships?|entry[- ]level|senior|junior|director|manager|"
    r"executive|experienced|berufserfahrene?|students?|graduates?|remote|hybrid|summer|full|part|time)\b[\W_]*(?:and|or|und|oder|/)?[\W_]*)+",
    re.IGNORECASE,
)
_LEVEL = re.compile(
    r"\b(?:I{1,3}|IV|level \d|[1-3](?:st|nd|rd) shift|\d{2,3} ?%)(?!\w)|\b(?:Technician|Engineer|Specialist|Analyst|Manager) [1-5]\b"
)
_CLOSED = re.compile(
    r"\b(?:filled|closed|expired|no longer (?:available|accepting)|(?:besetzt|vergeben)(?!\s+(?:d(?:ie|en|as|er)|eine?n?|ihren?|seinen?|unseren?|weitere|mehrere|zum|zur|\d)\b)|abgelaufen|nicht mehr verfügbar|pourvue?|cubierta|obsazeno|"
    r"obsadené|zakończon\w+|nieaktualn\w+|ingevuld|vervuld|tillsatt|besat|закрыта|неактуальна)\b",
    re.IGNORECASE,
)
_MARKING_SIGNS = frozenset("/|*:_·([")


_EDGES = ".,;:!?()[]{}\"'„“”«»–—-|•·"


_silent: set[str] = set()
"""Pieces that do not speak: most texts consist of them, and one look at the whole text says so."""


def _worth_assessing(text: str) -> bool:
    pieces = text.casefold().split()
    if not _silent.issuperset(pieces):
        if len(_silent) >= MOST_ENTRIES:
            _silent.clear()
        for piece in pieces:
            if piece not in _silent:
                if speaks(piece):
                    return True
                _silent.add(piece)
    return bool(_MARKING_SIGNS.intersection(text) and (_GENDERED.search(text) or _VACANCY.match(text)))


def is_prose(text: str) -> bool:
    """Whether a text is too long for a title, at a glance; one with a marker may be none."""
    return len(text) > LONGEST or (
        _is_long(text) and not _MARKING_SIGNS.intersection(text) and "gender" not in text
    )


def _is_long(text: str) -> bool:
    spaces = text.count(" ")
    return spaces > 14 or (spaces > 5 and text.endswith("."))


@remembered
def assess(text: str) -> TitleEvidence:
    """Evidence that a folded text is the title of one vacancy; below 0 means rather not."""
    if not 3 <= len(text) <= LONGEST:
        return NOTHING
    marker = MARKER.search(text) if _MARKING_SIGNS.intersection(text) or "gender" in text else None
    if not marker and not _worth_assessing(text):
        return UNKNOWN
    if not marker and _is_long(text):
        # Prose, by far the most of what contains an occupation.
        return PROSE
    bare = MARKER.sub(" ", text) if marker else text
    if marker and not text[: marker.start()].strip(_EDGES) and not heads_of(bare)[0]:
        return UNKNOWN  # "m / f / x • Düsseldorf" beside its title
    reasons = ["gender marker"] if marker else []
    if not marker and _MARKING_SIGNS.intersection(text) and _GENDERED.search(text):
        reasons.append("gendered noun")
    words = WORD.findall(GENDER_TAIL.sub("", bare))
    if not words:
        return NOTHING
    heads, plural, language = heads_of(bare)
    people = language in vocabulary.WEAK
    if heads:
        reasons.append("occupation at its head" if "head" in heads else "occupation in it")
        if people:
            reasons.append("word for people in the news")
        if len(heads) > 1:
            reasons.append("two occupations or more")
        if plural and not marker:
            reasons.append("plural occupation")
    lower = bare.casefold()
    tokens = TOKEN.findall(lower)
    reasons += [reason for reason, known in FOR if known.find(lower, tokens) >= 0]
    if not heads and ((not vocabulary.WORK.isdisjoint(tokens) and _WORK.match(bare)) or _POST.search(lower)):
        reasons.append("work instead of who does it")
    if _LEVEL.search(text):
        reasons.append("level")
    if (heads and not plural and _ANNOUNCEMENT.match(text)) or (":" in text and _VACANCY.match(text)):
        reasons.append("announced as a vacancy")
        bare = without_announcement(bare)
        lower, tokens = bare.casefold(), TOKEN.findall(bare.casefold())
    if not reasons:
        reasons.append("no word of a title")
    if _ONLY_FORM.fullmatch(bare.strip()):
        reasons.append("kind of employment only")
    score = sum(WEIGHTS[reason] for reason in reasons)
    if score > 0:
        found = against_title(bare, lower, tokens, bool(marker))
        reasons += found
        score += sum(WEIGHTS[reason] for reason in found)
        headline = (
            0.0
            if "says hiring" in reasons and "question or quote" not in found
            else headline_words(tokens, words, language)
        )
        if headline:
            reasons.append("words of a headline")
            score += WEIGHTS["words of a headline"] * headline
    ranked = sorted(set(reasons), key=lambda reason: -abs(WEIGHTS[reason]))
    return TitleEvidence(round(score, 2), bool(marker), bool(heads), plural, tuple(ranked))


_POST = re.compile(
    r"\b(?:ph\.?d|post-?doc\w*|doctoral|research|faculty|staff|academic|teaching|lectureship)\b[\w/. -]{0,20} positions?\b"
)
_WORK = re.compile(
    rf"(?:(?:\w+[- ](?:und|u\.|/) )?\w+e (?:{'|'.join(word.capitalize() for word in sorted(vocabulary.WORK_DESCRIBED))})(?!\w)"
    rf"|(?:[\w.-]+\.? |\w+e )?(?:{'|'.join(word.capitalize() for word in sorted(vocabulary.WORK))})(?:\s|\s?[–/-]\s?)(?:(?:de[rs]|für|im|in|am|an|von|bei|zur?|beim?|[–/-])\s)*[A-ZÄÖÜ]"
    r"|Akademische[rn]? (?:Ober)?(?:[Rr]at|[Rr]ätin)(?!\w))"
)
"""German titles that name the work ("Leitung Einkauf"), so that they need no gender."""


_ANNOUNCEMENT = re.compile(
    r"^(?:apply now|jetzt bewerben|postulez|aktuell gesucht|gesucht(?: wird)?|wanted|(?:job|current|new) vacancy|open position|position|wir suchen(?: (?:dich|sie) als| eine?n?)?|hiring|(?:job|position) title|stellenbezeichnung|stellenangebot|stellenanzeige|"
    r"stellenausschreibung|job offer|job|vacancy|offre d['’]emploi|oferta de empleo|oferta pracy|nabídka práce|вакансия|vacature)\s*[:–-]\s+(?=\S)"
    r"|^(?:stellenangebot|stellenanzeige|stellenausschreibung|stelle als|jobangebot)\s+(?=[A-ZÄÖÜ])"
    r"|^(?:now|we(?:'re|’re| are)(?: now| currently)?) hiring(?:\s*[:–-]|(?: for)? an?(?=\s)|(?=\s))\s+(?=\S)",
    re.IGNORECASE,
)


_VACANCY = re.compile(
    r"(?:(?:job|current|new) )?(?:vacancy|apply now|jetzt bewerben|stellenangebot|stellenanzeige|stellenausschreibung|job offer|offre d['’]emploi|"
    r"oferta de empleo|oferta pracy|nabídka práce|вакансия|vacature)\s*[:–-]\s+(?=\S)",
    re.IGNORECASE,
)
"""What announces a title whatever its words."""


def without_announcement(title: str) -> str:
    """A title without the words that announce it ("Aktuell gesucht: Koch")."""
    return _ANNOUNCEMENT.sub("", title) or title


def closed(text: str) -> bool:
    """The text says that the job is filled or the ad expired."""
    return bool(_CLOSED.search(text))
