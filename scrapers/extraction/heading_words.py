"""What a heading, or the name that an element has, announces: jobs, something else, or nothing."""

# ruff: noqa: E501  (patterns are tables of words; broken up further they are harder to read)

import re

from scrapers.extraction.remember import remembered

_HEADING_WORDS = (
    r"(?:jobbörse|jobangebote?|jobmarkt|"
    r"jobticker|jobticker|karrierechancen|karriereangebote|arbeitsangebote|ausbildungsplätze|ausbildungsstellen|verstärkung|"
    r"vacanc(?:y|ies)|openings?|open (?:positions?|roles?|jobs?)|current (?:positions|opportunities|openings)|available positions|"
    r"positions? available|job (?:offers?|listings?|board|opportunities|ads|feed|vacancies|openings|market)|employment opportunities|"
    r"career opportunities|opportunities|appointments|situations vacant|we'?re hiring|we are hiring|now hiring|we are looking for|wir suchen|gesucht|who'?s hiring|hiring|"
    r"join (?:us|our team|the team)|work (?:with|for|at) us|help wanted|(?:academic|faculty|research|teaching|doctoral|vacant) (?:positions|posts|roles)|"
    r"(?:offene|freie|vakante|unbesetzte) (?:positionen|posten|plätze im team|rollen)|vakanzen|"
    r"prac[aęy]|oferty(?: pracy)?|ogłoszenia o pracę|dam pracę|offres?(?: d['’ ]emplois?)?|emplois?|recrutement|nous recrutons|postes|"
    r"ваканси[ияй]|работа|ofertas?(?: de (?:empleo|trabajo|emprego))?|empleos?|trabaj[ao]\w*|bolsa de trabajo|vagas?|empregos?|"
    r"volná místa|volné pozice|pracovní (?:nabídky|místa|pozice)|nabídka práce|práce|kariéra|voľné miesta|pracovné ponuky|"
    r"vacatures?|lediga (?:jobb|tjänster)|jobb|stillinger|ledige stillinger|stillingsannoncer|avoimet työpaikat|työpaikat|"
    r"offerte di lavoro|posizioni aperte|lavora con noi|lavoro|állás(?:ok|ajánlatok)?|locuri de muncă|iş ilanları|вакансії|求人)"
)
# Also as the end of a word: "Techjobs", "Praktikumsstellen".
_HEADING_ENDS = (
    r"(?:stellen(?:angebote?n?|anzeigen?|markt|börse|ticker|gesuche?)?|ausschreibung(?:en)?|jobs?)"
)
HEADING = re.compile(rf"(?:(?<!\w){_HEADING_WORDS}|{_HEADING_ENDS})(?!\w)", re.IGNORECASE)
_WEAK_HEADING = re.compile(
    r"\b(?:karriere|careers?|ausbildung|praktika|positions?|roles?|team|recruiting|recruitment|personal|work)\b",
    re.IGNORECASE,
)
# Headings under which occupations stand that nobody offers here and now.
_OTHER_HEADING = re.compile(
    r"\b(?:for hire|hire (?:a|an|top|the|our)|top (?:roles|jobs|skills|searches|careers)|popular|beliebte?|häufig\w*|roles we|we (?:staff|recruit|place)|"
    r"categor\w+|kategorien?|berufsfelder|branchen|by (?:city|location|title|industry|role|category)|nach (?:ort|stadt|beruf|branche)|"
    r"searches|suchanfragen|salar\w+|gehalt\w*|gehälter|guides?|ratgeber|tipps|tips|advice|news|nachrichten|artikel|articles?|blog|"
    r"posts?|stories|meldungen|events?|veranstaltung\w*|termine|courses?|kurse|seminare|webinare?|schulungen|trainings?|certific\w+|"
    r"our (?:team|people|staff)|the team|meet the|unser team|ansprechpartner\w*|kontakt\w*|contacts?|staff|directory|leadership|management team|"
    r"alerts?|subscribe|sign up|newsletter|board of|vorstand|members|faculty|people|experts?|experten|authors?|autor\w*|über uns|about|services|leistungen|products?|produkte|"
    r"industries|specialt\w+|skills|degrees?|programs|programme|majors|studiengänge|related (?:articles|topics|searches|careers)|"
    r"for employers|arbeitgeber im|resumes?|candidates?|kandidaten|bewerberprofile|freelancers?|talent(?:s|e)?|references|testimonials?|reviews?|"
    r"archives?|downloads?|movies?|books?|bücher|comments?|kommentare|press\w*|agenda|kalender|calendar\w*|événements?|eventos?|eventi|wydarzenia|akce|"
    r"evenement\w*|evenemang|noticias?|actualités?|notizie|wiadomości|aktualności|zprávy|nieuws|nyheter|новости|афиша|related|recommended|most read|"
    r"meist ?gelesen\w*|mehr zum thema|das könnte|auch interessant|lire aussi|à lire|leggi anche|te puede interesar|más leído|czytaj (?:także|też)|čtěte|"
    r"lees ook|läs också|les også|читайте|leia também|more like this|you (?:may|might)|obituar\w*|personalien)\b",
    re.IGNORECASE,
)


_CALL = re.compile(
    r"^\W*(?:(?:join|become part of|be part of|grow with|work in) (?:us|our|the) ?(?:team|crew|family|staff)?|come (?:and )?work (?:with|for) us|"
    r"(?:faculty|staff) (?:positions|vacancies|openings|posts)|"
    r"(?:werde|werden sie|sei|seien sie) teil (?:von|unser\w*|des|der)|(?:verstärken? (?:sie )?|komm(?:en)? (?:sie |doch )?in )unser\w*|arbeiten? (?:sie )?(?:bei|mit|für) uns|"
    r"rejoi(?:ns|gnez)(?: |-)(?:nous|notre|l['’]équipe)|únete a|unisciti a|word (?:lid|onderdeel) van|dołącz do|staňte se součástí|přidejte se k)(?!\w)",
    re.IGNORECASE,
)
"""Calls to work somewhere, whoever else they name ("Verstärken Sie unser Team")."""
_SEARCHES = re.compile(
    r"\b(?:beliebt\w*|häufig\w*|ähnlich\w*|verwandt\w*|letzte\w*|top|meist|oft|popular|frequent|similar|related|recent|trending|common|"
    r"fréquent\w*|populaires?|similaires?|frecuentes?|populares|popularne|podobne|oblíben\w*)[\s-]*(?:\w+ )?"
    r"(?:suchen|suchanfragen|suchbegriffe|gesucht\w*|gefragt\w*|searche[sd]( for)?|search terms)\b"
    r"|\b(?:recherches?|búsquedas|ricerche|wyszukiwania|vyhledávání) (?:fréquentes|populaires|similaires|associées|frecuentes|populares|frequenti|popularne|podobne)\b",
    re.IGNORECASE,
)


def leads_to_searches(heading: str) -> bool:
    """Whether a heading announces what others search for."""
    return bool(_SEARCHES.search(heading))


def heading_kind(text: str | None) -> str:
    """ "jobs", "mixed", "weak", "other" or "" for what a heading announces."""
    return _heading_kind(text) if text and len(text) <= 120 else ""


@remembered
def _heading_kind(text: str) -> str:
    if _SEARCHES.search(text):
        return "other"
    if _CALL.match(text) and len(text.split()) <= 9:
        return "jobs"
    other = _OTHER_HEADING.search(text)
    if HEADING.search(text):
        return "mixed" if other else "jobs" if len(text.split()) <= 9 else "weak"
    if other:
        return "other"
    return "weak" if _WEAK_HEADING.search(text) else ""


NAMES = re.compile(
    r"(?<![a-z])(?:job(?!title)(?:s|board|list\w*|item\w*|offer\w*|market|teaser|widget|box|ticker|post\w*|card\w*|tile\w*|feed|search-?result\w*|ad|ads)?|"
    r"(?:\w*stellen(?:markt|angebot\w*|anzeige\w*|box)?)|vacanc(?:y|ies)|vacatures?|careers?|karriere|openings?|positions?(?=$|[\s_-](?:list|item|card|title|$))|"
    r"hiring|recruit\w*|praca|oferty?|emplois?|empleos?|vagas?|vakan\w*|jobb|stilling\w*|kariera|prace)(?![a-z])"
)
_NOT_NAMES = re.compile(
    r"job-?titles?|jobtitle|stellent|staff|person|people|author|team-|member|byline|profile|speaker|event"
)


def named_for_jobs(names: str) -> bool:
    """Class, id or the like of an element speak of jobs."""
    return bool(names) and bool(NAMES.search(_split_camel(names)))


def named_for_people(names: str) -> bool:
    """Class, id or the like of an element speak of persons or events."""
    return bool(names) and bool(_NOT_NAMES.search(names))


def _split_camel(names: str) -> str:
    return names.replace("_", "-")
