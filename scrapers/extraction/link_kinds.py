"""What an address leads to: one ad, a list of jobs, something else."""

# ruff: noqa: E501  (patterns are tables of words; broken up further they are harder to read)

import re
from urllib.parse import urlsplit

from scrapers.extraction.remember import remembered

_JOB_PATH = re.compile(
    r"(?:^|[/._=?&-])(?:jobs?|job-?(?:detail|view|posting|offer|ad|opening|id)s?\w*|stellen?(?:angebote?|anzeigen?|markt|ausschreibung(?:en)?)?|"
    r"jobb(?:oe|ö)rse|stellenangebot\w*|vacanc(?:y|ies)|vacatures?|careers?|karriere|positions?|openings?|opening|viewjob|view_job|detailjob|jobdetail|praca|oferta(?:-pracy)?|"
    r"oferty|emplois?|offres?(?:-d-?emploi)?|empleos?|ofertas?(?:-de-(?:empleo|trabajo))?|vagas?|vakansii|vacancy|vakance|rpd|nabidka|"
    r"pracovni-\w+|jobb|stilling\w*|lavoro|karriar|lediga-(?:jobb|tjanster)|ledigt-jobb|jobba-hos-oss|werken-?bij(?:-[a-z]+){0,2}|trabaja-con-nosotros|trabalhe-con(?:n)?osco|"
    r"lavora-con-noi|posizioni-aperte|rejoignez-nous|nous-rejoindre|recrut(?:ement|amento)|recruitment|carri?eres|kariera|kariyer|volna-(?:pracovni-)?mista|volne-(?:pracovne-)?(?:miesta|pozice)|"
    r"avoimet-tyopaikat|tyopaikat|allas(?:ok|ajanlatok|hirdetesek)|locuri-de-munca|joburi|is-ilanlari|acik-pozisyonlar|rabota|bolsa-de-trabajo|join-our-team|work-(?:with|for)-us|requisitions?|req|apply|ausbildungsplatz\w*|remote-jobs?|jid|jk|jobid|job_id|gh_jid|postings?|bewerbung)(?=$|[/._=?&\d-])",
    re.IGNORECASE,
)
_JOB_HOST = re.compile(
    r"(?:^|[.-])(?:\w*jobs?\w*|stellen\w*|careers?|karriere\w*|\w*recruit\w*|work|arbeit\w*|praca|emploi\w*|empleo\w*|vacatures?|talent\w*|hiring|apply|rabota|vakan\w*|werkenbij\w*|karriar\w*|kariera|vagas|trabalh[ae]\w*|rekry)(?=[.-])",
    re.IGNORECASE,
)
_SPECIFIC = re.compile(
    r"(?<!page=)(?<!page/)(?<!\d)\d{2,}|-\d+(?:\.|/|$)|[0-9a-f]{8}-[0-9a-f]{4}|\w+-\w+-\w+"
)
# One of them: "/job/octxAf", "/stellenangebot/koch", and not "/jobs/berlin".
_ONE = re.compile(
    r"/(?:job|vacancy|stelle|stellenangebot|stellenanzeige|posting|opening|viewjob|jobs/view|jobdetail|vacature|ledigt-jobb|oferta|offre|stilling|vaga|vacante|pozice|tyopaikka|allas)/[^/?#]{4,}",
    re.IGNORECASE,
)
_NOT_JOB_URL = re.compile(
    r"/(?:press(?:e|emitteilung\w*|-?releases?)?|tags?|category|categories|kategorie|authors?|autor|autoren|blog|news|artikel|article|articles|wiki|salar(?:y|ies)|gehalt|"
    r"career-advice|ratgeber|magazin|resources|guides?|courses?|kurse?|events?|veranstaltung\w*|search|suche|people|team|staff|member|profile|medarbetare|medarbejdere|ansatte|mitarbeiter(?:innen)?|mitarbeitende|equipe|equipo|pracownicy|zamestnanci|medewerkers|"
    r"hire|talent|freelancers?|degree|login|register|about|contact|companies?(?=/?$)|shop|product|podcast|video|watch|topics?|themen?|"
    r"forum|stories|story|berufe|berufsbild\w*|(?:fiches?-)?metiers?|profesion(?:es)?|occupations?|job-descriptions?|interview-questions)(?:/|$|\?)|[\w-]{3,}-(?:jobs|vacancies|stellenangebote|stellen|careers|roles)/?(?:$|\?)|/jobs-(?:in|at|for|bei|as)-|/(?:jobs|stellenangebote)/[^/]+/in-|[?&](?:q|query|search|s|keywords?|what)=",
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
