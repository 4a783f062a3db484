"""Words that speak for or against a text being a vacancy's title, in the languages of the web around us.

Kept as sets, beginnings and phrases and not as patterns: this is asked of every line of every page.
"""

# ruff: noqa: E501, SIM905  (word lists)

from pathlib import Path


class Words:
    """Some words, beginnings of words, and phrases; ``find`` tells where the first of them stands in a text."""

    def __init__(self, words: str, stems: str = "", phrases: str = ""):
        self.words = frozenset(words.split())
        self.stems = tuple(stems.split())
        self.phrases = tuple(phrase.strip() for phrase in phrases.split(",") if phrase.strip())

    def find(self, lower: str, tokens: list[str]) -> int:
        """Place of the first hit in a casefolded text with its tokens, or -1."""
        for token in tokens:
            if token in self.words or (self.stems and token.startswith(self.stems)):
                return lower.find(token)
        for phrase in self.phrases:
            if phrase in lower:
                return lower.find(phrase)
        return -1


SENIORITY = Words(
    """senior junior sr jr lead principal staff head chief vp executive trainee graduate experienced stv starszy młodszy główny samodzielny vedoucí
    hlavní старший младший ведущий главный confirmé débutant adjoint adjunto titular entry-level mid-level""",
    """leitende stellv erfahrene angehende technische kaufmännische medizinische pädagogische wissenschaftliche zkušen""",
    "vice president, entry level, mid level",
)
FORM = Words(
    """internship intern interns apprentice apprenticeship phd post-doc post-docs doctoral fellowship studentship freelance teilzeit vollzeit full-time part-time
    contractor fixed-term stagiaire cdi cdd stage prácticas becario becaria estágio tirocinio стажер стажёр стажировка fsj ausbildung praktika
    bundesfreiwilligendienst post-doctoral traineeship ph.d famulatur hospitation""",
    """praktikum praktikant pflichtprakt werkstudent azubi auszubildende volontariat volontär referendariat trainee postdoc aushilfe minijob
    ferienjob abschlussarbeit bachelorarbeit masterarbeit promotionsstelle alternan apprenti staż praktyk brigád freiwillig
    quereinsteiger""",
    "research position, staff position, faculty position, teaching position, student position, duales studium, dualer stud, dual stud, working student, praktisches jahr, full time, part time, fixed term, maternity cover, talent pool",
)
HIRING = Words(
    """hiring wanted sucht suchen suchst gesucht recherche recherchons recrute recrutons busca buscamos cercasi cerchiamo hledá hledáme přijme
    přijmeme söker gezocht zoekt zoeken søker søger требуется требуются ищем ищет шукаємо""",
    "poszukuj zatrudni",
    "is looking for, are looking for, we're looking for, is seeking, are seeking",
)
ABOUT = Words(
    """salary salaries gehalt gehälter resume resumes résumé cv lebenslauf bewerbungstipps berufsbild certification certifications bootcamp degree
    anschreiben bewerbungsschreiben vorstellungsgespräch vorstellungsgespräche bewerbungsgespräch musterbewerbung
    degrees more mehr archiv archive login register subscribe cookie cookies privacy datenschutz impressum about terms award awards hire""",
    "initiativbewerbung",
    "lettre de motivation, entretien d'embauche, list motywacyjny, carta de presentación, job interview, speculative application, general application, letter to the, letters to the, internship positions, internship opportunities, faculty & staff, faculty and staff, lead by example, open application, spontaneous application, candidature spontanée, interview question, cover letter, career guide, career path, career advice, how to, what is, what does, job description, for hire, "
    "master of, bachelor of, view all, see all, show all, browse all, search job, find job, log in, sign in, über uns",
)
TOPIC = Words(
    """programs course courses newsletter podcast blog ratgeber tipps tips guide guides resources directory kontakt contact association training
    workshop workshops seminar seminare kurs kurse lehrgang meetup summit kongress messe conference konferenz tagung forum festival event
    events vortrag masterclass fortbildung e-book ebook whitepaper buch book books""",
    "webinar veranstaltung zertifikat",
    "weiterbildung zum",
)
"""Things that an occupation may be about ("Training Manager") or a link may lead to ("Manager Training")."""

HEADLINE = Words(
    """is are was were has have had will would can could may say says said get gets got make makes made take takes wins won lose loses lost dies died face
    faces names named appoint appoints appointed join joins joined leaves steps call calls warn warns tell tells told sue sues plans reveal reveals
    launch launches launched your you my his her their our we they he she it who that this not never after amid over into about than
    but if because ex former meet new
    wird werden wurde ist sind war hat haben hatte kann können will wollen soll sollen muss müssen darf sagt sagte warnt fordert kommt geht macht
    bleibt steht gibt zeigt ich du er sie wir ihr sein seine ihre dein deine nicht kein keine noch schon nur auch wenn weil dass gegen trotz
    seit neue neuer neues neuen nach vor über
    est sont était ont sera son sa ses pas plus qui que es fue sus está jest są był nie się jego je jsou byl není это не как его был стал"""
)
"""Verbs and adverbs that stand in headlines and not in titles."""

SMALL = frozenset(
    """a an the of for in at to with on from by and or as und oder für im am als mit zur zum bei beim der die das des dem den auf ab aus von vom zu
    ohne inkl bzw position studentship nach über unter per pro sowie ggf ca de du en et pour la le les au aux da do dos e y o para con el los di del della i w we
    na z ze oraz lub ds s se v ve k до по в на и с для van het een met voor till til och og hos inom med plus m d f x gn div all genders
    gender kw ii iii iv inc yr hr per equity remote hybrid vollzeit teilzeit befristet unbefristet sofort""".split()
)
"""Words that stand in lower case in titles too."""

FIELDS = frozenset(
    """it hr pr qa ux ui engineering software hardware development technology technologies systems solutions services service support security infrastructure platform
    cloud data analytics science research operations product products design marketing sales business finance financial legal compliance people
    talent human resources administration management strategy growth partnerships logistics supply chain procurement purchasing production
    manufacturing quality maintenance construction health healthcare medical clinical nursing education teaching communications media content
    customer success commercial retail digital innovation consulting industrial energy backend front frontend fullstack stack mobile international
    entwicklung technik informatik software-entwicklung vertrieb verkauf einkauf verwaltung personal personalwesen finanzen rechnungswesen
    controlling buchhaltung recht logistik lager produktion fertigung qualität qualitätssicherung instandhaltung montage service kundenservice
    kundendienst pflege medizin klinik station ambulanz intensivstation tagesklinik verwaltung bildung forschung lehre kommunikation medien
    energie bereich abteilung team außendienst innendienst nord süd west ost vollzeit teilzeit befristet unbefristet remote hybrid
    informatique développement commercial ventes achats logistique production qualité recherche ressources humaines santé
    ventas compras desarrollo producción calidad recursos humanos vendite acquisti produzione sprzedaż produkcja logistyka
    junior senior lead experienced full-time part-time contract permanent temporary evening night weekend""".split()
)
"""Fields of work, departments and the like: what stands behind a title and is no company."""

FIELD_ENDS = (
    "ologie",
    "ology",
    "iatrie",
    "urgie",
    "medizin",
    "station",
    "abteilung",
    "technik",
    "wesen",
    "pflege",
)
"""How names of fields of work end that nobody lists in full."""

SUFFIX_ONLY = frozenset(
    "kraft kräfte hilfe leitung betreuung bedienung koordination assistenz sachbearbeitung redaktion".split()
)
"""These name a thing by themselves and a person at the end of a compound (die Hilfe, die Küchenhilfe)."""

WORK_DESCRIBED = frozenset(
    "leitung mitarbeit sachbearbeitung assistenz koordination geschäftsführung".split()
)
"""Work that a title may name instead of who does it, where a word before it says of which kind."""

WORK = WORK_DESCRIBED | frozenset(
    """redaktion betreuung vertretung referat lehrstuhl hausverwaltung objektverwaltung kundenberatung verkaufsberatung
    anlageberatung anwendungsbetreuung akademische akademischer lagerverwaltung kundenbetreuung""".split()
)
"""The same, where the words after it say for what."""

NO_COMPOUND = frozenset(
    """halbleiter lautsprecher begleiter vorreiter wegbegleiter lichtleiter blitzableiter wellenleiter supraleiter stromableiter kopfhörer normaler
    nichtraucher verfahrenstechnik kindergarten verstärker schwester mitglied vorstand bundesrat bundespräsident präsident jugendhilfe
    entwicklungshilfe sozialhilfe sterbehilfe lebenshilfe volkshilfe welthungerhilfe unfallhilfe nothilfe soforthilfe ersthilfe starthilfe atomkraft windkraft wasserkraft arbeitskraft kaufkraft
    lehrkraftmangel fachkräftemangel strahlkraft rechtskraft streitkräfte einsatzkräfte rettungskräfte sicherheitskräfte abschleppdienst
    fernstudium medizinstudium hochschulstudium onlineausbildung einzelhandel verleiter abonnent demonstrant""".split()
)
"""Words that end like an occupation by chance."""


WEAK = ("en-weak", "de-weak")
"""Parts of the list of occupations that name people in the news as often as vacancies."""


COMPOUNDING = frozenset(("nl", "sv", "no", "da"))
"""Other languages that write compounds in one word."""


def read_occupations() -> tuple[dict[str, str], frozenset[str], frozenset[str]]:
    """Occupation nouns with their language, those that end German compounds, those that end others."""
    words: dict[str, str] = {}
    others: set[str] = set()
    ends, language = set("manager designer trainer coach developer engineer consultant operator".split()), ""
    for line in Path(__file__).with_name("occupations.txt").read_text("utf-8").splitlines():
        if line.startswith("["):
            language = line.strip("[]")
        elif not line.startswith("#"):
            for word in line.split():
                words.setdefault(word, language)
                if language == "de" and len(word) >= 4:
                    ends.add(word)
                elif language in COMPOUNDING and len(word) > 5:
                    others.add(word)
    return words, frozenset(ends), frozenset(others)
