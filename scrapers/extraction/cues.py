"""What a short text or a link says: words that head job boxes, links to ads, dates, places, companies, pay."""

# ruff: noqa: E501  (patterns are tables of words; broken up further they are harder to read)

import re
from pathlib import Path
from urllib.parse import urlsplit

from scrapers.extraction.remember import remembered

# --- Headings and names of boxes --------------------------------------------------------------------------

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


# --- Links --------------------------------------------------------------------------------------------------

_JOB_PATH = re.compile(
    r"(?:^|[/._=?&-])(?:jobs?|job-?(?:detail|view|posting|offer|ad|opening|id)s?\w*|stellen?(?:angebote?|anzeigen?|markt|ausschreibung(?:en)?)?|"
    r"stellenangebot\w*|vacanc(?:y|ies)|vacatures?|careers?|karriere|positions?|openings?|opening|viewjob|view_job|detailjob|jobdetail|praca|oferta(?:-pracy)?|"
    r"oferty|emplois?|offres?(?:-d-?emploi)?|empleos?|ofertas?(?:-de-(?:empleo|trabajo))?|vagas?|vakansii|vacancy|vakance|rpd|nabidka|"
    r"pracovni-\w+|jobb|stilling\w*|lavoro|requisitions?|req|apply|ausbildungsplatz\w*|remote-jobs?|jid|jk|jobid|job_id|gh_jid|postings?|bewerbung)(?=$|[/._=?&\d-])",
    re.IGNORECASE,
)
_JOB_HOST = re.compile(
    r"(?:^|[.-])(?:\w*jobs?\w*|stellen\w*|careers?|karriere\w*|\w*recruit\w*|work|arbeit\w*|praca|emploi\w*|empleo\w*|vacatures?|talent\w*|hiring|apply|rabota|vakan\w*)(?=[.-])",
    re.IGNORECASE,
)
_SPECIFIC = re.compile(
    r"(?<!page=)(?<!page/)(?<!\d)\d{2,}|-\d+(?:\.|/|$)|[0-9a-f]{8}-[0-9a-f]{4}|\w+-\w+-\w+"
)
# One of them: "/job/octxAf", "/stellenangebot/koch", and not "/jobs/berlin".
_ONE = re.compile(
    r"/(?:job|vacancy|stelle|stellenangebot|stellenanzeige|posting|opening|viewjob|jobs/view|jobdetail|vacature|ledigt-jobb|oferta|offre)/[^/?#]{4,}",
    re.IGNORECASE,
)
_NOT_JOB_URL = re.compile(
    r"/(?:press(?:e|emitteilung\w*|-?releases?)?|tags?|category|categories|kategorie|authors?|autor|autoren|blog|news|artikel|article|articles|wiki|salar(?:y|ies)|gehalt|"
    r"career-advice|ratgeber|magazin|resources|guides?|courses?|kurse?|events?|veranstaltung\w*|search|suche|people|team|staff|member|profile|"
    r"hire|talent|freelancers?|degree|login|register|about|contact|companies?(?=/?$)|shop|product|podcast|video|watch|topics?|themen?|"
    r"forum|stories|story|berufe|berufsbild\w*|occupations?|job-descriptions?|interview-questions)(?:/|$|\?)|[\w-]{3,}-(?:jobs|vacancies|stellenangebote|stellen|careers|roles)/?(?:$|\?)|/jobs-(?:in|at|for|bei|as)-|/(?:jobs|stellenangebote)/[^/]+/in-|[?&](?:q|query|search|s|keywords?|what)=",
    re.IGNORECASE,
)

_OF_A_FIRM = re.compile(r"/(?:about|people|team|contact|companies)/?", re.IGNORECASE)
_LIST = re.compile(r"/(?:jobs|stellenangebote)/[^/]+/in-[^/]*/?$", re.IGNORECASE)
"""Jobs of a kind in a place, whatever number the place has."""


@remembered
def link_kind(url: str | None) -> str:
    """ "ad" for a link that looks like one ad, "jobs" for one about jobs, "other" for one about something else, or ""."""
    if not url:
        return ""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    tail = (
        parts.path
        + ("?" + parts.query if parts.query else "")
        + ("#" + parts.fragment if parts.fragment else "")
    )
    tail = tail[:400]
    job = _JOB_PATH.search(tail)
    host = _JOB_HOST.search(f".{parts.hostname or ''}")
    other = _NOT_JOB_URL.search(tail)
    if other and job and other.start() < job.start() and _OF_A_FIRM.fullmatch(other[0]):
        other = None  # /about/careers/senior-engineer
    if _LIST.search(tail) or (other and not (job and re.search(r"\d{4,}", tail))):
        return "other"
    if job or host:
        rest = tail[job.end() :] if job else tail
        return (
            "ad"
            if _ONE.search(tail) or _SPECIFIC.search(rest) or (host and _SPECIFIC.search(tail))
            else "jobs"
        )
    return ""


def is_job_host(host: str) -> bool:
    """The host's name speaks of jobs."""
    return bool(_JOB_HOST.search(f".{host}."))


# --- Short texts --------------------------------------------------------------------------------------------

ACTION = re.compile(
    r"^\W*(?:(?:(?:jetzt|hier|direkt|online|easy|quick|sofort|gleich|read|learn|find out|click|view|see|show|browse|discover)\W+)*"
    r"(?:apply|bewerben|bewirb dich|postuler|aplikuj|candidatar\w*|solliciteren?|ansök|inscríbete|откликнуться|odpovědět|mám zájem|"
    r"view|see|show|browse|discover|read|learn|mehr|more|weiter(?:e\w*|les\w*|zu\w*)?|zur|zum|zu den|alle|click here|klicken|all (?:jobs|positions|vacancies|openings|offers)|"
    r"anzeigen|ansehen|details?|voir|en savoir|toutes|tous|ver (?:más|todas|oferta)|więcej|zobacz|wszystkie|více|všechny|подробнее|все|lees|läs|bekijk|scopri|vedi|tutte|"
    r"add to|login|anmelden|detailsuche|öffnet|opens in|posted by|find (?:a |your |more )?jobs?|suche|search(?! (?:engines?|marketing|consultant|specialist|analyst|advertising|quality|ads)\b)|job alert|post a job|stellenanzeige (?:schalten|aufgeben))\b.{0,60}"
    r"|(?:new|neu|top|featured|hot|anzeige|sponsored|promoted|urgent|merken|save|saved?|share|teilen|drucken|print|open|infos?|information(?:en|s)?|jobs?|stellenmarkt|stellenangebote?|"
    r"previous|next|zurück|back|favorit\w*|bookmark|logo|report|or|und|and|oder|home|login|menu|karriere|careers?)\W*"
    r"|\W*\d{0,3}\W*)$",
    re.IGNORECASE,
)
APPLY = re.compile(
    r"\b(?:apply|bewerben|bewerbung|bewirb|postuler|candidature|aplikuj|solliciteer\w*|solliciteren|ansök|inscribirse|candidatar|откликнуться|mám zájem|"
    r"ausführlichen? stellenbeschreibung|zur (?:stellen\w+|ausschreibung)|zum job|job (?:ad(?:vert)?|details|description)|stellenanzeige|view job)\b",
    re.IGNORECASE,
)
_MONTH = (
    r"(?:jan(?:uary?|uar|v|vier|eiro)?|feb(?:r(?:uary?|uar|ero)?)?|févr(?:ier)?|fev(?:ereiro)?|mär(?:z)?|mar(?:ch|s|zo|ço|ca)?|apr(?:il|ile)?|avr(?:il)?|"
    r"abr(?:il)?|ma[iyj]a?|mei|mayo|maio|maggio|mag|june?|juni?|juin|junio|junho|giu(?:gno)?|july?|juli?|juil(?:let)?|julio|julho|lug(?:lio)?|aug(?:ust)?|août|ago(?:sto)?|"
    r"sept?(?:ember|embre|iembre)?|set(?:tembre|embro)?|o[ck]t(?:ober|obre|ubre)?|ott(?:obre)?|out(?:ubro)?|nov(?:ember|embre|iembre|embro)?|de[cz](?:ember|embro)?|"
    r"déc(?:embre)?|dic(?:iembre|embre)?|ene(?:ro)?|gen(?:naio)?|stycznia|lutego|marca|kwietnia|maja|czerwca|lipca|sierpnia|września|października|listopada|grudnia|"
    r"ledna|února|března|dubna|května|června|července|srpna|září|října|listopadu|prosince|января|февраля|марта|апреля|мая|июня|июля|августа|сентября|"
    r"октября|ноября|декабря|янв|фев|мар|апр|июн|июл|авг|сен|окт|ноя|дек)(?!\w)\.?"
)
_NUMERIC_DATE = r"\d{1,2}[./]\s?\d{1,2}[./](?:\s?\d{4}|\s?\d{2}|)(?!\d)|\d{4}[-./]\d{1,2}[-./]\d{1,2}(?:T[\d:.+Z-]+)?|\d{1,2}-\d{1,2}-\d{4}"
_RELATIVE = (
    r"(?:vor|seit|il y a|hace|há|před|przed)\s+(?:\w+\s+)?(?:\d+|einem?r?|einigen|wenigen|un|uno|una|hodinou|dnem|\w+)\s*(?:sekunden?|minuten?|stunden?|tagen?|"
    r"wochen?|monat\w*|heures?|jours?|semaines?|mois|horas?|días?|semanas?|mes(?:es)?|dias?|dny|dn[ií]|hodin\w*|týdn\w*)"
    r"|(?!\d{3,}\s?[a-z]$)(?:\d+\+?|an?|one|über \d+|more than \d+)\s*(?:s|m|h|d|w|mo|min|mins|minutes?|hours?|days?|weeks?|months?|tage?n?|wochen?|stunden?|dni|dny|godzin\w*|дн\w*|час\w*|недел\w*)\s*(?:ago|temu|назад|geleden|sedan)?"
    r"|(?:heute|gestern|vorgestern|today|yesterday|just (?:now|posted)|aujourd['’]hui|hier|hoy|ayer|dziś|dzisiaj|wczoraj|dnes|včera|сегодня|вчера|"
    r"hoje|ontem|oggi|ieri|vandaag|gisteren|idag|igår|recently|neu|new|přidáno\b.*|dodano\b.*|aktualizováno\b.*|hace más de \d+ días)"
)
_DATE = re.compile(
    rf"(?:{_NUMERIC_DATE}|(?:\d{{1,2}}(?:st|nd|rd|th|\.)?\s+(?:de\s+)?)?{_MONTH}\s*(?:de\s+)?(?:\d{{1,2}}(?!\d)(?:st|nd|rd|th)?,?\s*)?(?:\d{{4}})?|{_RELATIVE})",
    re.IGNORECASE,
)
_DATE_WRAP = re.compile(
    r"^(?:(?:mon|tues?|wednes|thurs?|fri|satur|sun)(?:day)?,?|(?:montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag|mo|di|mi|do|fr|sa|so),?\s)?\W*"
    r"(?:veröffentlicht|erschienen|online seit|eingestellt|aktualisiert|vom|am|seit|ab|posted|date posted|published|added|listed|updated|on|datum|date|"
    r"publié|publiée|le|publicad[oa]|dodano|přidáno|дата|stand)?\W*(?:am|on|le|il|el)?\W*",
    re.IGNORECASE,
)
DEADLINE = re.compile(
    r"bewerbungsschluss|bewerbungsfrist|bewerbung bis|bewerben bis|frist|bis zum|closing|closes|deadline|apply by|apply before|expires|valid (?:until|through)|end date|"
    r"date limite|fecha límite|termin składania|uzávěrka|до \d",
    re.IGNORECASE,
)
PAY = re.compile(
    r"(?:[€$£]|\b(?:eur|usd|gbp|chf|pln|czk|kč|zł|руб|₽|sek|nok|dkk|r\$)(?![a-z]))\s?\d|\d[\d.,' ]*\s?(?:k\b|[€$£]|eur\b|usd\b|gbp\b|chf\b|pln\b|zł|kč|czk\b|руб|₽|kr\b)|"
    r"\bper (?:annum|hour|year|day)\b|\bp\.\s?a\.|\bsalary\b|\bgehalt\b|\btvöd\b|\btv-l\b|\bentgeltgruppe\b|\bEG \d{1,2}\b|\bsalaire\b|\bzarobki\b|\bmzda\b",
    re.IGNORECASE,
)
EMPLOYMENT = re.compile(
    r"(?<!\w)(?:vollzeit|teilzeit|voll-/teilzeit|minijob|festanstellung|befristet|unbefristet|full[- ]?time|part[- ]?time|permanent|contract|temporary|fixed[- ]term|"
    r"internship|freelance|temps plein|temps partiel|cdi|cdd|intérim|pełny etat|część etatu|umowa\b.*|b2b|plný úvazek|zkrácený úvazek|hpp|dpp|"
    r"полная занятость|частичная занятость|tiempo completo|jornada completa|media jornada|indefinido|tempo integral|fulltime|parttime|heltid|deltid|"
    r"tempo pieno|part time|werkstudent|ausbildung|praktikum|casual|volunteer|apprenticeship)(?!\w)",
    re.IGNORECASE,
)
WORKPLACE = re.compile(
    r"(?<!\w)(?:remote\w*|home[- ]?office|hybrid\w*|télétravail|teletrabajo|zdalnie|zdalna|praca zdalna|na dálku|удал[её]нно|удал[её]нка|on[- ]?site|anywhere|worldwide|work from home|mobiles arbeiten)(?!\w)",
    re.IGNORECASE,
)
_LEGAL = re.compile(
    r"(?<![\w])(?:gmbh|ggmbh|mbh|ag|se|kg|kgaa|ohg|gbr|ug|e\.?\s?v\.?|e\.?\s?g\.?|eg|aör|adör|kdör|inc\.?|incorporated|llc|l\.l\.c\.|llp|ltd\.?|limited|plc|corp\.?|corporation|"
    r"co\.|company|s\.?a\.?r\.?l\.?|sarl|sas|s\.a\.s\.?|s\.a\.|sa|s\.p\.a\.?|spa|s\.r\.l\.?|srl|s\.l\.u?\.?|b\.v\.?|bv|n\.v\.?|nv|bvba|a/s|aps|ab|oy|oyj|asa|as|"
    r"sp\. ?z ?o\.? ?o\.?|sp\.? ?j\.?|sp\.? ?k\.?|s\.? ?r\.? ?o\.?|a\.? ?s\.|spol\.|k\.s\.|d\.o\.o\.?|kft\.?|zrt\.?|ооо|оао|зао|пао|ао|ип|тов|pty|pvt|holding|group|gruppe|"
    r"stiftung|foundation|verband|verein|genossenschaft|& co\.?|und partner|& partner|& sons|& söhne|gebr\.|gebrüder)(?![\w])",
    re.IGNORECASE,
)
_ORGANISATION = re.compile(
    r"(?:universit\w+|university|hochschule|college|school|schule\b|gymnasium|akademie|academy|institut\w*|fraunhofer|max-planck|helmholtz|klinik\w*|klinikum|"
    r"krankenhaus|hospital|hôpital|clinic|nhs|charité|stadtverwaltung|\bstadt [A-ZÄÖÜ]|gemeinde [A-ZÄÖÜ]|landkreis|landratsamt|kreis [A-Z]|bezirk\w*|ministerium|ministry|"
    r"bundesamt|bundes\w+|landes\w+|council|county|city of|government|agency|agentur|behörde|bank\b|sparkasse|volksbank|versicherung\w*|kasse\b|verlag|media\b|"
    r"labs?\b|technolog\w+|systems?\b|solutions?\b|software\b|consulting|services?\b|international|partners\b|studios?\b|hotel|restaurant|brauhaus|bäckerei|"
    r"apotheke|praxis|kanzlei|werke\b|stadtwerke|industri\w+|logisti\w+|energ\w+|pharma|kirche|diakonie|caritas|awo\b|drk\b|johanniter|malteser|rotes kreuz|"
    r"museum|theater|theatre|trust|society|charity|centre|center|zentrum|polizei|feuerwehr|bundeswehr|spółka|firma|společnost|компания|завод|банк|empresa|société)",
    re.IGNORECASE,
)
_DOMAIN = re.compile(
    r"\(?[a-z0-9-]+(?:\.[a-z0-9-]+)*\.(?:com|org|net|io|co|de|eu|fr|ai|dev|app|uk|us|ru|pl|cz)\)?"
)
_POSTCODE = re.compile(
    r"(?<=\w )\(\d[\dAB]\d?\)$|(?<!\d)(?:[A-Z]{1,2}-)?\d{4,5}(?!\d)[ ,]+[A-ZÄÖÜ]|(?<!\w)[A-Z]{1,2}\d{1,2}[A-Z]?(?: \d[A-Z]{2})?(?!\w)$|,\s*[A-Z]{2}\b(?:\s+\d{5})?"
)
_PLACE_WORDS = re.compile(
    r"(?<!\w)(?:remote|home ?office|deutschlandweit|bundesweit|europaweit|weltweit|worldwide|anywhere|nationwide|hybrid|raum|großraum|region|umgebung|umkreis|"
    r"standort\w*|multiple locations|various locations|mehrere (?:orte|standorte)|verschiedene standorte|bad|greater|kraj|county|bezirk|kreis|landkreis|metropolregion|"
    r"österreich|schweiz|deutschland|cała polska|celá čr|zdalnie|удал[её]нно|\d+ (?:locations|standorte|weitere|orte))(?!\w)",
    re.IGNORECASE,
)
_PLACE_ENDING = re.compile(
    r"(?:burg|stadt|städt|heim|dorf|hausen|ingen|furt|berg|feld|bach|kirchen|hafen|münde|rode|walde|stedt|büttel|hofen|brück|brücken|leben|weiler|reuth|roda|tal|"
    r"ville|bourg|shire|ford|bury|mouth|pool|borough|town|field|minster|wick|ów|owo|ice|grad|град|ск|бург|polis|hagen|gow|land)$"
)
LABEL = re.compile(
    r"^\W*(?:(?P<company>unternehmen|firma|arbeitgeber|company|employer|organi[sz]ation|hiring (?:company|organi[sz]ation)|entreprise|société|employeur|empresa|"
    r"pracodawca|firma|společnost|zaměstnavatel|компания|работодатель|organisatie|bedrijf|arbetsgivare|azienda|school|agency|client|kunde)|"
    r"(?P<location>(?:arbeits|einsatz|dienst|stand)?ort\w*|standorte?|location\(?s?\)?|place(?: of work)?|job location|workplace|lieu(?: de travail)?|localisation|ville|ubicación|localidad|lugar(?: de trabajo)?|"
    r"miejsce(?: pracy)?|lokalizacja|lokalita|místo(?: výkonu)?(?: práce)?|город|место работы|местоположение|locatie|plaats|standplaats|ort|plats|sede|luogo|localização|cidade|city|region|poblaci[óo]n?|municip\w+)|"
    r"(?P<date_posted>(?:date )?posted(?: on| date)?|date posted|posting date|published|publication date|veröffentlicht(?: am)?|veröffentlichungsdatum|datum|online seit|eingestellt am|erschienen am|stand|"
    r"publié(?:e)? le|date de publication|fecha(?: de publicación)?|data dodania|datum zveřejnění|дата публикации|dodano|geplaatst|publicerad|job posted|start advertisement)|"
    r"(?P<valid_through>bewerbungsschluss|bewerbungsfrist|bewerbung bis|closing date|closes|deadline|apply by|application deadline|end date|expires|expiry date|valid (?:until|through)|"
    r"date limite|fecha límite|termin(?: składania)?|uzávěrka|sista ansökningsdag|frist)|"
    r"(?P<employment_type>(?:art der )?(?:anstellung|beschäftigung)\w*|arbeitszeit\w*|employment(?: type)?|job type|type of (?:contract|employment)|contract(?: type)?|work type|schedule|umfang|vertragsart|"
    r"type de contrat|contrat|tipo de contrato|contrato|jornada|tipo de emprego|rodzaj umowy|wymiar etatu|typ (?:úvazku|smlouvy)|úvazek|занятость|тип занятости|hours|working hours|position type)|"
    r"(?P<base_salary>gehalt\w*|vergütung|entgelt(?:gruppe)?|besoldung|lohn|salary(?: range)?|pay(?: rate| range)?|compensation|remuneration|wage|salaire|rémunération|salario|wynagrodzenie|mzda|plat|зарплата|salaris|lön|retribuzione|stipend)|"
    r"(?P<identifier>(?:job|ref(?:erenz|erence)?|req(?:uisition)?|stellen|position|vacancy|kenn|kennung)\W{0,2}(?:id|nummer|number|nr|no|ziffer|code)?\.?|reference|referenznummer|kennziffer|job id|req id|référence|referencia|nr ref\w*))"
    r"\s*(?P<mark>[:：]|$)\s*(?P<value>.*)$",
    re.IGNORECASE,
)


def labelled(text: str) -> tuple[str, str] | None:
    """Field that a label names, and the value behind it ("" where the value stands elsewhere); None without a label."""
    match = LABEL.match(text)
    if not match:
        return None
    value = match["value"].strip(" \t-–—|•·,;:/")
    if not match["mark"] and value:
        return None
    groups = match.groupdict()
    name = next((key for key, found in groups.items() if found and key not in ("value", "mark")), None)
    return (name, value) if name else None


def _read_places() -> frozenset[str]:
    path = Path(__file__).with_name("places.txt")
    lines = path.read_text("utf-8").splitlines() if path.exists() else []
    return frozenset(
        name.strip().casefold()
        for line in lines
        if not line.startswith(("#", "["))
        for name in line.split(",")
        if name.strip()
    )


def _read_towns() -> frozenset[str]:
    """Towns of the gazetteer that no list above has; some are words as well (Essen, Sales), so they count less."""
    path = Path(__file__).parents[1] / "normalization" / "data" / "cities.tsv"
    lines = path.read_text("utf-8").splitlines()
    rows = (line.casefold().split("\t") for line in lines if not line.startswith("#"))
    names = (name for row in rows for name in (row[0], *row[-1].split("|")))
    return frozenset(name for name in names if len(name) >= 4)


_PLACES = _read_places()
_TOWNS = _read_towns()
_PLACE_SPLIT = re.compile(r"\s*(?:[,;/|()•·]|\s[-–—]\s|\bund\b|\band\b|\boder\b|\bor\b|\+\d+)\s*")
_US_STATE = re.compile(
    r"^(?:A[LKZR]|C[AOT]|D[CE]|FL|GA|HI|I[ADLN]|K[SY]|LA|M[ADEINOST]|N[CDEHJMVY]|O[HKR]|PA|RI|S[CD]|T[NX]|UT|V[AT]|W[AIVY]|BC|ON|QC|AB|MB|NSW|VIC|QLD)$"
)


@remembered
def is_date(text: str) -> bool:
    """The whole text is a date or an age."""
    if len(text) > 40 or len(text) < 2:
        return False
    rest = _DATE_WRAP.sub("", text, count=1)
    return any(
        _DATE.fullmatch(piece) is not None
        for whole in (text, rest)
        for piece in (whole.strip(" ,·|-–—()"), whole.strip(" .,·|-–—()"))
        if piece
    )


def date_in(text: str) -> str:
    """A whole date or age without the words before it ("Posted 3 days ago")."""
    rest = _DATE_WRAP.sub("", text, count=1).strip(" .,·|-–—()")
    return rest if rest and rest != text and is_date(rest) else text.strip(" ,·|-–—()")


def find_date(text: str) -> str | None:
    """The date in a short text, as it stands there."""
    if len(text) > 120:
        return None
    best = None
    for match in _DATE.finditer(text):
        found = match[0].strip()
        if len(found) >= 5 and any(c.isdigit() for c in found) and (best is None or len(found) > len(best)):
            best = found
    return best


def is_town(text: str) -> bool:
    """Whether every part of a text is a town of the gazetteer, or says that the work is done anywhere."""
    parts = [part for part in _PLACE_SPLIT.split(text) if part]
    return bool(parts) and all(_is_town(part) or WORKPLACE.fullmatch(part) for part in parts)


@remembered
def place_score(text: str) -> float:
    """How far a text looks like a place, from -1 to 2; 1 and more means that a name or form of a place was seen."""
    if not 2 <= len(text) <= 160 or (text.endswith((".", "!", "?", ":")) and len(text) > 40):
        return -1.0
    if is_date(text) or PAY.search(text):
        return -1.0
    score = 0.0
    parts = [part for part in _PLACE_SPLIT.split(text) if part]
    if not parts:
        return -1.0
    known = sum(_is_place(part) for part in parts)
    if known:
        score += 1.0 + 0.8 * known / len(parts)
    elif text[:1].isupper() and all(_is_town(part) for part in parts):
        score += 0.9
    if _POSTCODE.search(text):
        score += 1.0
    if _PLACE_WORDS.search(text):
        score += 0.7
    if (
        not known
        and len(text) < 40
        and any(
            _PLACE_ENDING.search(word) and word[:1].isupper() and len(word) > 5
            for part in parts
            for word in part.split()[:1]
        )
    ):
        score += 0.5
    if _LEGAL.search(text):
        score -= 1.2
    elif _ORGANISATION.search(text):
        score -= 0.7
    if len(text) > 80:
        score -= 0.3
    return max(-1.0, min(2.0, score))


def _is_town(part: str) -> bool:
    """The gazetteer knows it."""
    return part.strip(" .()-–").casefold() in _TOWNS


def _is_place(part: str) -> bool:
    name = part.strip(" .()-–").casefold()
    if name in _PLACES or _US_STATE.match(part.strip()):
        return True
    if _ORGANISATION.search(part):
        return False
    words = name.split()
    if len(words) > 1 and (words[0].isdigit() and " ".join(words[1:]) in _PLACES):
        return True
    if (
        len(words) > 1
        and words[0] in ("in", "bei", "near", "greater", "raum", "großraum", "region")
        and " ".join(words[1:]) in _PLACES
    ):
        return True
    if len(words) in (2, 3) and len(part) < 40 and (" ".join(words[:-1]) in _PLACES or words[0] in _PLACES):
        return True
    return "-" in name and name.count(" ") < 3 and name.split("-", 1)[0].strip() in _PLACES


_BEGINNING = re.compile(r"(?:ab|per|zum) (?:sofort|so bald|nächst|\d|[A-Z]\w{2,8}\W*(?:\d|$))")
"""When the work begins ("ab sofort", "ab Mai"); "AB" is also a legal form."""


@remembered
def company_score(text: str) -> float:
    """How far a text looks like a company's name, from -1 to 2."""
    if not 2 <= len(text) <= 120 or not any(map(str.isalpha, text)):
        return -1.0
    if is_date(text) or PAY.search(text) or ACTION.match(text) or _DOMAIN.fullmatch(text):
        return -1.0
    if _BEGINNING.match(text):
        return -1.0
    score = 0.0
    if _LEGAL.search(text):
        score += 1.5
    if _ORGANISATION.search(text):
        score += 0.8
    if text[:1].isupper() or not text[:1].isalpha():
        score += 0.1
    else:
        score -= 0.2
    words = text.split()
    sentence = not text.endswith(".") or len(words) < 4 or any(word.islower() for word in words[1:])
    if sentence and text.endswith((".", "!", "?", ":")) and not _LEGAL.search(text[-12:]):
        score -= 0.8
    if len(words) > 9:
        score -= 0.6
    if len(words) > 4 and text.endswith(".") and sum(word.islower() for word in words) > 2:
        # A sentence, whatever words it holds.
        score -= 1.5
    if EMPLOYMENT.fullmatch(text) or WORKPLACE.fullmatch(text):
        score -= 1.0
    return max(-1.0, min(2.0, score))
