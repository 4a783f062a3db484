"""What speaks against a text being the title of one vacancy: categories, headlines, sentences, people."""

# ruff: noqa: E501  (patterns are tables of words; broken up further they are harder to read)

import re

from scrapers.extraction import vocabulary
from scrapers.extraction.occupations import TOKEN, heads_of, occupation, speaks

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
    r"^\W*(?:(?:so |jetzt )?bewirb\w*|(?:zu )?(?:ihren|deinen) aufgaben|(?:wir|was wir uns) wünschen|(?:sie|du|was du) bringe?n?s?t? mit|voraussetzungen|tätigkeiten|aufgabengebiet\w*|tätigkeitsbereich\w*|das (?:wird geboten|bieten wir|bringst du|bringen sie|solltest du)|was (?:dich|sie) erwartet|your (?:profile|tasks|responsibilities)|we offer|votre profil|offriamo|requisiti|ofrecemos|requisitos|wij (?:bieden|vragen)|vi (?:tilbyder|erbjuder)|how to apply|apply|benefits|wir bieten|was wir|das bieten|das erwartet|ihre? (?:aufgaben|profil|vorteile|ansprech\w*)|"
    r"dein(?:e)? (?:aufgaben|profil|vorteile)|(?:deine|ihre) bewerbung|bewerbung\w*|aufgaben|anforderungen|qualifikation\w*|requirements|responsibilities|"
    r"qualifications|what (?:we|you)|(?:how )?to apply|for (?:additional|more|further) (?:information|details)|please (?:forward|send|apply)|why (?:work|join)|our (?:values|culture|benefits|mission)|who we are|equal opportunity|life at|kontakt|"
    r"profil (?:recherché)?$|missions?$|vos missions|wymagania|oferujemy|obowiązki|nabízíme|požadujeme|мы предлагаем|требования|обязанности)\b",
    re.IGNORECASE,
)
_PERSON_FIRST = re.compile(
    r"^(?:(?:Dr|Prof|Mr|Mrs|Ms|Herr|Frau|Dipl|Mag|Ing|med)\.?-?\s?(?:\w+\.\s?)*)*([A-ZÀ-Ž][\w'’-]+(?:\s+[A-ZÀ-Ž][\w.'’-]*){1,2}),\s+(?=\S)"
)
_GUIDE = re.compile(
    r"^\W*(?:(?!20\d\d\s)\d+(?=\s+[a-zäöü])(?! ?%)(?!\s+(?:x|phd|post-?doc\w*|doctoral|doktorand\w*|full|part|studentische|wissenschaftliche)\b)|top|alle|the \d+|die \d+|best|beste[nr]?|why|how|what|when|where|who|wie|warum|was|wer|so|wann|wo|welche|these|this|das|dies\w*|"
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
    r"\b(?:sc|sk|ing|dipl|inkl|ca|etc|med|nat|inc|ltd|co|jr|sr|vol|ref|mgr|dept|asst|assoc|corp|no|st|dr|b|m|ds|tech|wiss|päd|stellv|stv|\.net)\.(?=\W|$)|\.\.\.\s*$|…\s*$",
    re.IGNORECASE,
)
_SOUGHT = re.compile(r"\b(gesucht|wanted|hiring|cercasi|gezocht|sökes)!+$", re.IGNORECASE)
"""How the headline of an ad ends, and no sentence does."""
_IN_BRACKETS = re.compile(r"\([^()]*\)")


_ONLY_TERMS = re.compile(
    r"(?:(?:remote|hybrid|on-?site|home ?office|vollzeit|teilzeit|minijob|full|part|time|temps|plein|partiel|hours?|hrs?|std|stunden?|heures?|horas?|h|per|pro|par|a|"
    r"weekly|week|woche|semaine|semana|day|tag|monthly?|monat|mois|year|jahr|ab sofort|asap|und|oder|and|or|ou|to|bis)\b|[\W\d_]+)+",
    re.IGNORECASE,
)


def is_no_title(text: str) -> bool:
    """A text without any word of a title that leads to a list, calls out, or is another part of an ad: "AI jobs
    near you", "Join us!", "To apply: …", "Remote, 20 h a week"."""
    return (
        text.endswith(("!", "?"))
        or bool(_CATEGORY.search(text) and not _NOT_CATEGORY.search(text))
        or bool(PART_OF_AD.search(text.casefold()))
        or bool(_ONLY_TERMS.fullmatch(text))
    )


def against_title(bare: str, lower: str, tokens: list[str], marker: bool) -> list[str]:
    """Reasons against a text without its marker, with the same in small letters and its tokens."""
    reasons = []
    if not marker:
        if bare.endswith(":") and (not heads_of(bare)[0] or heads_of(bare)[1]):
            reasons.append("about jobs, not a job")  # "We are looking for:", "We are hiring postdocs:"
        if _CATEGORY.search(lower) and not _NOT_CATEGORY.search(lower):
            reasons.append("category or search")
        if vocabulary.ABOUT.find(lower, tokens) >= 0:
            reasons.append("about jobs, not a job")
        topic = vocabulary.TOPIC.find(lower, tokens)
        # "Training Manager", "Event Coordinator": there it only says what the occupation is about.
        if topic >= 0 and (_ANNOUNCED.match(bare) or "head" not in heads_of(bare[topic + 3 :])[0]):
            reasons.append("event or course")
        if _GUIDE.search(lower):
            reasons.append("list or guide")
        if PART_OF_AD.search(lower):
            reasons.append("part of an ad")
        if _starts_with_a_person(bare):
            reasons.append("a person's name before it")
    if _QUOTE.search(bare) and _QUOTE.search(_NAMED.sub(" ", bare)):
        reasons.append("question or quote")
    bare = _SOUGHT.sub(r"\1", bare)
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
        and not any(speaks(word) for word in TOKEN.findall(match[1].casefold()))
        and bool(heads_of(bare[match.end() :])[0])
    )


def headline_words(tokens: list[str], words: list[str], language: str) -> float:
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
