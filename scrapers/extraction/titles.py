"""Does a text read like the title of one vacancy? Evidence in log-odds, from its words and its shape alone."""

# ruff: noqa: E501  (patterns are tables of words; broken up further they are harder to read)

import re
from typing import NamedTuple

from scrapers.extraction import vocabulary
from scrapers.extraction.remember import MOST_ENTRIES, remembered

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
_GENDER_TAIL = re.compile(
    r"(?<=\w{3})(?:(?:/-?|\*|:|_|·)in(?:nen)?|\((?:in|r|a|e|ka|tka)\)|/(?:a|ka|r|e|o))\b", re.IGNORECASE
)
_PLURAL_GENDERED = re.compile(r"\w{3,}(?:/-?|\*|:|_|·|I)nnen\b|\w{3,}(?:\*|:|_|/-?)innen\b")

_ONLY_FORM = re.compile(
    r"(?:(?:vollzeit|teilzeit|full[- ]?time|part[- ]?time|contract(?:or)?|permanent|temporary|freelance|praktik(?:um|a)|ausbildung|internships?|"
    r"trainee|mid[- ]level|cdi|cdd|stage|minijob|festanstellung|befristet|unbefristet|volunteer|apprenticeships?|entry[- ]level|senior|junior|director|manager|"
    r"executive|experienced|berufserfahrene?|students?|graduates?|remote|hybrid|summer|full|part|time)\b[\W_]*(?:and|or|und|oder|/)?[\W_]*)+",
    re.IGNORECASE,
)
_LEVEL = re.compile(
    r"\b(?:I{1,3}|IV|level \d|[1-3](?:st|nd|rd) shift|\d{2,3} ?%)(?!\w)|\b(?:Technician|Engineer|Specialist|Analyst|Manager) [1-5]\b"
)
_CATEGORY = re.compile(
    r"(?:\bjobs?\b|\w-jobs?\b|\bvacancies\b|\bstellen(?:angebote|anzeigen|markt)?\b|\w-stellen\b|\bcareers?\b|\bkarriere\b|\bopenings\b|"
    r"\bjobbörse\b|\bjobsuche\b|\bemplois?\b|\boffres?\b|\bempleos?\b|\bofertas?\b|\bvagas\b|\bpraca w\b|\boferty\b|\bnabídk\w+\b|"
    r"\b(?:beliebt|häufig|ähnlich|letzt|verwandt|gespeichert|meist|aktuell|top)\w* (?:job)?such\w+|\bsuchen$|ваканси[ийя]|работа в|\bvacatures\b|\blediga\b|\blavoro\b|\brecruiting\b(?= events?)|\bpositions in\b|\broles in\b|\bjobmesse\b)",
    re.IGNORECASE,
)
# "Job" inside a title that is one: a numbered or described vacancy.
_NOT_CATEGORY = re.compile(
    r"\b(?:mini|neben|ferien|aushilfs|studenten)-?jobs?\b|\bjob (?:coach|share|id)\b|stellvertret|recruit",
    re.IGNORECASE,
)
PART_OF_AD = re.compile(
    r"^\W*(?:(?:so |jetzt )?bewirb\w*|(?:zu )?(?:ihren|deinen) aufgaben|(?:wir|was wir uns) wünschen|(?:sie|du|was du) bringe?n?s?t? mit|how to apply|apply|benefits|wir bieten|was wir|das bieten|das erwartet|ihre? (?:aufgaben|profil|vorteile|ansprech\w*)|"
    r"dein(?:e)? (?:aufgaben|profil|vorteile)|(?:deine|ihre) bewerbung|bewerbung\w*|aufgaben|anforderungen|qualifikation\w*|requirements|responsibilities|"
    r"qualifications|what (?:we|you)|why (?:work|join)|our (?:values|culture|benefits|mission)|who we are|equal opportunity|life at|kontakt|"
    r"profil (?:recherché)?$|missions?$|vos missions|wymagania|oferujemy|obowiązki|nabízíme|požadujeme|мы предлагаем|требования|обязанности)\b",
    re.IGNORECASE,
)
_PERSON_FIRST = re.compile(
    r"^(?:(?:Dr|Prof|Mr|Mrs|Ms|Herr|Frau|Dipl|Mag|Ing|med)\.?-?\s?(?:\w+\.\s?)*)*([A-ZÀ-Ž][\w'’-]+(?:\s+[A-ZÀ-Ž][\w.'’-]*){1,2}),\s+(?=\S)"
)
_GUIDE = re.compile(
    r"^\W*(?:(?!20\d\d\s)\d+(?=\s+[a-zäöü])(?! ?%)|top|the \d+|die \d+|best|beste[nr]?|why|how|what|when|where|who|wie|warum|was|wer|so|wann|wo|welche|these|this|das|dies\w*|"
    r"comment|pourquoi|cómo|jak|proč|jaké|как|почему|read|watch|review|opinion|update|breaking|exclusive|interview)\b(?! of)",
    re.IGNORECASE,
)
_ANNOUNCED = re.compile(r"\w+(?:\s\w+)?\s*[:|]")
_QUOTE = re.compile(r"[?„“”«»\"]|\.\.\.\s+\w|!\s")
_NAMED = re.compile(
    r"\b(?:\w*projekt|project|projet|proyecto|program(?:me?)?|kolleg|verbund|restaurant|hotel|café|kita|kindergarten|\w*schule|\w*haus|bereich|team|"
    r"schwerpunkt|thema|fachgebiet|abteilung|gruppe|group|cluster|centre|center|zentrum|museum)\s+(?:der\s+|des\s+)?[„“\"«»‚][^„“”\"«»]{2,60}[“”\"»«]",
    re.IGNORECASE,
)
"""A name in quotation marks, where what it names stands before it."""
_SENTENCE = re.compile(r"[.!]\s*$|[.!]\s+[A-ZÄÖÜ]")
_ABBREVIATED = re.compile(
    r"\b(?:sc|ing|dipl|inkl|ca|etc|med|nat|inc|ltd|co|jr|sr|vol|ref|mgr|dept|asst|assoc|corp|no|st|dr|b|m|ds|tech|wiss|päd|stellv|stv|\.net)\.(?=\W|$)|\.\.\.\s*$|…\s*$",
    re.IGNORECASE,
)
_IN_BRACKETS = re.compile(r"\([^()]*\)")
_WORD = re.compile(r"[^\W\d_][^\W_]*(?:['’.&+#-]+[^\W_]+)*[+#]*")
_SEPARATOR = re.compile(
    r"\s[-–—|•·:@+&/]+\s|[,;:()\[\]|/–—•·]|\s-|-\s|\s(?:for|of|in|at|to|with|on|from|by|für|im|am|bei|beim|als|mit|zur|zum|an|auf|ab|aus|"
    r"und|and|or|oder|de|du|des|en|pour|para|con|do|da|di|per|na|w|we|ds|pro|для|по|в|na|voor|till|til|hos|inom|met|van|von|der|im|&)\s",
    re.IGNORECASE,
)
_CLOSED = re.compile(
    r"\b(?:filled|closed|expired|no longer (?:available|accepting)|(?:besetzt|vergeben)(?!\s+(?:d(?:ie|en|as|er)|eine?n?|ihren?|seinen?|unseren?|weitere|mehrere|zum|zur|\d)\b)|abgelaufen|nicht mehr verfügbar|pourvue?|cubierta|obsazeno|"
    r"obsadené|zakończon\w+|nieaktualn\w+|ingevuld|vervuld|tillsatt|besat|закрыта|неактуальна)\b",
    re.IGNORECASE,
)
_FOR = (
    ("seniority", vocabulary.SENIORITY),
    ("form of job", vocabulary.FORM),
    ("says hiring", vocabulary.HIRING),
)
_OCCUPATIONS, _GERMAN_ENDS = vocabulary.read_occupations()
_SUFFIX_ONLY, _NO_COMPOUND = vocabulary.SUFFIX_ONLY, vocabulary.NO_COMPOUND

_OTHER_ENDS = frozenset(
    word for word, language in _OCCUPATIONS.items() if language in vocabulary.COMPOUNDING and len(word) > 5
)
_OTHER_TAILS = frozenset(end[-3:] for end in _OTHER_ENDS)

# Endings that an occupation noun takes in German besides its own form.
_INFLECTIONS = ("", "in", "n", "en", "e", "er", "s")
_TAILS = frozenset(
    (stem + ending)[-3:] for end in _GERMAN_ENDS for stem in (end, end[:-1]) for ending in _INFLECTIONS
)


@remembered
def occupation(word: str) -> tuple[str, bool] | None:
    """Language of an occupation noun and whether it stands in the plural, or None; ``word`` is casefolded."""
    found = _OCCUPATIONS.get(word)
    if found and word not in _SUFFIX_ONLY:
        return found, False
    if "-" in word:
        last = word.rsplit("-", 1)[1]
        return occupation(last) if len(last) > 3 or last in _OCCUPATIONS else None
    if word.endswith("s") and (found := _OCCUPATIONS.get(word[:-1])) and len(word) > 4:
        return found, True
    if not 5 < len(word) < 60:
        return None
    if word[-3:] in _OTHER_TAILS and any(word[start:] in _OTHER_ENDS for start in range(3, len(word) - 5)):
        return "sv", False
    if word.endswith("innen") and _german(word[:-5]):
        return "de", True
    return ("de", False) if word[-3:] in _TAILS and _german(word) else None


def _german(word: str) -> bool:
    if word in _NO_COMPOUND:
        return False
    for ending in _INFLECTIONS:
        if not word.endswith(ending):
            continue
        stem = word.removesuffix(ending)
        if ending == "in" and f"{stem}e" in _GERMAN_ENDS:  # Soziologin
            return True
        if stem in _NO_COMPOUND or len(stem) < 4:
            continue
        if stem in _GERMAN_ENDS and stem not in _SUFFIX_ONLY:
            return True
        if any(stem[start:] in _GERMAN_ENDS for start in range(3, len(stem) - 3)):
            return True
    return False


_CAMEL = re.compile(r"[^\W\d_]*[a-zäöüß][A-ZÄÖÜ](?!n(?:nen)?\b)[^\W\d_]*")
"""The name of a program or brand ("NetworkManager"); "LeiterIn" is not."""
_TRIGGER = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_MARKING_SIGNS = frozenset("/|*:_·([")


_SPEAKING = frozenset().union(*(words.words for _, words in _FOR))
_SPEAKING_STEMS = tuple(stem for _, words in _FOR for stem in words.stems)
_EDGES = ".,;:!?()[]{}\"'„“”«»–—-|•·"


def _speaks(piece: str) -> bool:
    """Whether a casefolded piece between two spaces is a reason to look at a text at all."""
    word = piece.strip(_EDGES)
    if word in _SPEAKING or word.startswith(_SPEAKING_STEMS) or word in vocabulary.WORK or occupation(word):
        return True
    return not word.isalpha() and any(
        occupation(part) or part in _SPEAKING for part in _TRIGGER.findall(word)
    )


_silent: set[str] = set()
"""Pieces that do not speak: most texts consist of them, and one look at the whole text says so."""


def _worth_assessing(text: str) -> bool:
    pieces = text.casefold().split()
    if not _silent.issuperset(pieces):
        if len(_silent) >= MOST_ENTRIES:
            _silent.clear()
        for piece in pieces:
            if piece not in _silent:
                if _speaks(piece):
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
    if marker and not text[: marker.start()].strip(_EDGES) and not _heads(bare)[0]:
        return UNKNOWN  # "m / f / x • Düsseldorf" beside its title
    reasons = ["gender marker"] if marker else []
    if not marker and _MARKING_SIGNS.intersection(text) and _GENDERED.search(text):
        reasons.append("gendered noun")
    words = _WORD.findall(_GENDER_TAIL.sub("", bare))
    if not words:
        return NOTHING
    heads, plural, language = _heads(bare)
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
    tokens = _TRIGGER.findall(lower)
    reasons += [reason for reason, known in _FOR if known.find(lower, tokens) >= 0]
    if not heads and not vocabulary.WORK.isdisjoint(tokens) and _WORK.match(bare):
        reasons.append("work instead of who does it")
    if _LEVEL.search(text):
        reasons.append("level")
    if (heads and not plural and _ANNOUNCEMENT.match(text)) or (":" in text and _VACANCY.match(text)):
        reasons.append("announced as a vacancy")
        bare = without_announcement(bare)
        lower, tokens = bare.casefold(), _TRIGGER.findall(bare.casefold())
    if not reasons:
        reasons.append("no word of a title")
    if _ONLY_FORM.fullmatch(bare.strip()):
        reasons.append("kind of employment only")
    score = sum(WEIGHTS[reason] for reason in reasons)
    if score > 0:
        found = _against(bare, lower, tokens, bool(marker))
        reasons += found
        score += sum(WEIGHTS[reason] for reason in found)
        headline = (
            0.0
            if "says hiring" in reasons and "question or quote" not in found
            else _headline_words(tokens, words, language)
        )
        if headline:
            reasons.append("words of a headline")
            score += WEIGHTS["words of a headline"] * headline
    ranked = sorted(set(reasons), key=lambda reason: -abs(WEIGHTS[reason]))
    return TitleEvidence(round(score, 2), bool(marker), bool(heads), plural, tuple(ranked))


_WORK = re.compile(
    rf"(?:(?:\w+[- ](?:und|u\.|/) )?\w+e (?:{'|'.join(word.capitalize() for word in sorted(vocabulary.WORK_DESCRIBED))})(?!\w)"
    rf"|(?:[\w.-]+\.? |\w+e )?(?:{'|'.join(word.capitalize() for word in sorted(vocabulary.WORK))})(?:\s|\s?[–/-]\s?)(?:(?:de[rs]|für|im|in|am|an|von|bei|zur?|beim?|[–/-])\s)*[A-ZÄÖÜ]"
    r"|Akademische[rn]? (?:Ober)?(?:[Rr]at|[Rr]ätin)(?!\w))"
)
"""German titles that name the work ("Leitung Einkauf"), so that they need no gender."""


_ANNOUNCEMENT = re.compile(
    r"^(?:aktuell gesucht|gesucht(?: wird)?|wanted|(?:job|current|new) vacancy|open position|position|wir suchen(?: (?:dich|sie) als| eine?n?)?|hiring|(?:job|position) title|stellenbezeichnung|stellenangebot|stellenanzeige|"
    r"stellenausschreibung|job offer|job|vacancy|offre d['’]emploi|oferta de empleo|oferta pracy|nabídka práce|вакансия|vacature)\s*[:–-]\s+(?=\S)"
    r"|^(?:now|we(?:'re|’re| are)(?: now| currently)?) hiring(?:\s*[:–-]|(?: for)? an?(?=\s)|(?=\s))\s+(?=\S)",
    re.IGNORECASE,
)


_VACANCY = re.compile(
    r"(?:(?:job|current|new) )?(?:vacancy|stellenangebot|stellenanzeige|stellenausschreibung|job offer|offre d['’]emploi|"
    r"oferta de empleo|oferta pracy|nabídka práce|вакансия|vacature)\s*[:–-]\s+(?=\S)",
    re.IGNORECASE,
)
"""What announces a title whatever its words."""


def without_announcement(title: str) -> str:
    """A title without the words that announce it ("Aktuell gesucht: Koch")."""
    return _ANNOUNCEMENT.sub("", title) or title


def asks_to_look(text: str) -> bool:
    """A text without any word of a title that leads to a list, or calls out: "AI jobs near you", "Join us!"."""
    return text.endswith(("!", "?")) or bool(_CATEGORY.search(text) and not _NOT_CATEGORY.search(text))


def closed(text: str) -> bool:
    """The text says that the job is filled or the ad expired."""
    return bool(_CLOSED.search(text))


def _heads(text: str) -> tuple[list[str], bool, str]:
    """Occupation nouns of a title as "head" (ends or begins a part of it) or "inner", plural, language."""
    found, plural, language = [], False, ""
    for part in _SEPARATOR.split(_GENDER_TAIL.sub("", text)):
        words = [word.casefold() for word in _WORD.findall(part)]
        if len(words) == 1 and _CAMEL.fullmatch(part.strip()):
            continue
        for index, word in enumerate(words):
            hit = occupation(word)
            if hit is None:
                continue
            last = index == len(words) - 1 or (index == len(words) - 2 and len(words[-1]) <= 3)
            first = index == 0 and hit[0] not in ("en", "en-weak")
            found.append("head" if last or first else "inner")
            plural |= hit[1]
            if not language or language in vocabulary.WEAK:
                language = hit[0]
    return found, plural, language


def _against(bare: str, lower: str, tokens: list[str], marker: bool) -> list[str]:
    reasons = []
    if not marker:
        if bare.endswith(":") and (not _heads(bare)[0] or _heads(bare)[1]):
            reasons.append("about jobs, not a job")  # "We are looking for:", "We are hiring postdocs:"
        if _CATEGORY.search(lower) and not _NOT_CATEGORY.search(lower):
            reasons.append("category or search")
        if vocabulary.ABOUT.find(lower, tokens) >= 0:
            reasons.append("about jobs, not a job")
        topic = vocabulary.TOPIC.find(lower, tokens)
        # "Training Manager", "Event Coordinator": there it only says what the occupation is about.
        if topic >= 0 and (_ANNOUNCED.match(bare) or "head" not in _heads(bare[topic + 3 :])[0]):
            reasons.append("event or course")
        if _GUIDE.search(lower):
            reasons.append("list or guide")
        if PART_OF_AD.search(lower):
            reasons.append("part of an ad")
        if _starts_with_a_person(bare):
            reasons.append("a person's name before it")
    if _QUOTE.search(bare) and _QUOTE.search(_NAMED.sub(" ", bare)):
        reasons.append("question or quote")
    if _SENTENCE.search(bare) and _SENTENCE.search(_ABBREVIATED.sub(" ", _IN_BRACKETS.sub(" ", bare))):
        reasons.append("sentence")
    if len(tokens) > 13:
        reasons.append("long")
    return reasons


def _starts_with_a_person(bare: str) -> bool:
    """ "Maria Held, Buchhalterin": two or three names, a comma, and the occupation only then."""
    match = _PERSON_FIRST.match(bare)
    return (
        bool(match)
        and not any(_speaks(word) for word in _TRIGGER.findall(match[1].casefold()))
        and bool(_heads(bare[match.end() :])[0])
    )


def _headline_words(tokens: list[str], words: list[str], language: str) -> float:
    """How much of a text is written as headlines are: verbs, and in English and German small content words."""
    count = 1.5 * sum(token in vocabulary.HEADLINE.words for token in tokens)
    if language in ("", "en", "de", *vocabulary.WEAK) and len(words) > 2:
        small = [
            word
            for word in words
            if word.islower() and word not in vocabulary.SMALL and occupation(word) is None
        ]
        # All-lower-case titles are rare but whole: "postdoctoral research fellow".
        capitals = sum(not word.islower() for word in words)
        if capitals > 1 or len(words) > 6:
            count += 0.8 * len(small)
        elif len(words) > 4:
            count += 0.5 * len(small)
    return min(count, 6)
