"""What a whole page says: that it lists jobs, what occupations earn, or that nothing is open."""

# ruff: noqa: E501  (patterns are tables of words; broken up further they are harder to read)

import re

from scrapers.extraction import heading_words
from scrapers.extraction.layout import Layout

_PAGE = re.compile(
    r"\b(?:jobs?|stellen(?:angebote?|anzeigen?|markt|ausschreibung(?:en)?)?|vacanc(?:y|ies)|careers?|karriere|open positions|positions|openings|praca|oferty pracy|"
    r"emplois?|recrutement|empleos?|vagas|ваканси[ияй]|работа|volná místa|kariéra|práce|vacatures|jobb|stillinger|lavora con noi|hiring|employment|we're hiring|"
    r"lediga tjänster|karriär|kariera|wolne etaty|voľné (?:pracovné )?miesta|pracovné (?:ponuky|miesta)|posizioni aperte|trabaja con nosotros|bolsa de trabajo|trabalhe con+osco|"
    r"rejoignez-nous|avoimet (?:työ)?paikat|työpaikat|állás(?:ok|ajánlatok|hirdetések)?|karrier|locuri de munc[ăa]|posturi vacante|joburi|iş ilanları|açık pozisyonlar|kariyer|вакансії|трудоустройство)\b",
    re.IGNORECASE,
)
_PAGE_TITLE = re.compile(
    r"^(?:current |open |all |our |aktuelle |offene |freie )?(?:jobs?|careers?|vacancies|job openings|open positions|stellen(?:angebote|markt|anzeigen)?|karriere|recrutement|empleo|kariéra|"
    r"volná místa|вакансии|vacatures|lediga (?:jobb|tjänster)|ledige stillinger|karriär|kariera|voľné (?:pracovné )?miesta|lavora con noi|posizioni aperte|vagas|avoimet työpaikat|"
    r"állás(?:ok|ajánlatok)|locuri de muncă|iş ilanları|вакансії)(?: (?:at|bei|@|in|with|chez|u|ve|в)\b|\s*[|–—:·-]|$)|[|–—·-]\s*(?:jobs|careers|vacancies|stellenangebote|karriere)\s*$",
    re.IGNORECASE,
)
_PAGE_PATH = re.compile(
    r"/(?:[\w-]*jobs?|[\w-]*stellen[\w-]*|vacanc\w+|careers?|karriere|(?:open-)?positions|openings|praca|emplois?|recrutement|empleos?|vagas|vakan\w*|prace|kariera|vacatures|employment|hiring|"
    r"karriar|lediga-\w+|stillinger|werken-?bij|trabaja-con-nosotros|bolsa-de-trabajo|trabalhe-con+osco|lavora-con-noi|lavoro|rejoignez-nous|nous-rejoindre|carri?eres|volna-mista|volne-\w+|"
    r"avoimet-tyopaikat|tyopaikat|allas\w*|locuri-de-munca|joburi|kariyer|rabota)(?:[/._?-]|$)",
    re.IGNORECASE,
)


_JOIN = re.compile(
    r"^\W*(?:join (?:us|our team|the team)|(?:become|be) part of (?:our|the) team|(?:werden? (?:sie )?|seie?n? (?:sie )?)teil (?:von|unser|des|der)|"
    r"verstärken? (?:sie )?unser|komm(?:en)? (?:sie )?in unser|work (?:with|for|at) \w+|(?:arbeiten|mitarbeiten|karriere|jobs) bei|arbeite (?:mit|bei)|deine karriere|"
    r"trabaja con|trabalhe con|lavora con|rejoi(?:ndre|gnez)|nous rejoindre|travailler chez|werken bij|jobba (?:hos|på)|arbeta hos|jobb (?:hos|i)|arbejd hos|pracuj (?:z|u|w|s)\b|dołącz do (?:naszego )?zespołu|"
    r"pridaj(?:te)? sa k nám|přidej(?:te)? se k nám|[uú]nete a(?:l| nuestro) equipo|faça parte da (?:nossa )?equip[ea]|unisciti al (?:nostro )?team|csatlakozz hozzánk|присоединяйтесь к (?:нашей )?команде|"
    r"работа в|recruitment|we(?:'|’)?re hiring|we are hiring)\b",
    re.IGNORECASE,
)
_NEWS_PATH = re.compile(
    r"/(?:press\w*|news|newsroom|nachrichten|artikel|articles?|blog|magazin|stories|ratgeber|noticias|actualites?)/",
    re.IGNORECASE,
)


_OF_JOBS = re.compile(
    r"https?://(?:www\.)?(?:jobs?|careers?|karriere|stellen\w*|emplois?|recrut\w*|empleos?|vacatures|praca|kariera)\.(?=[^/]*\.)",
    re.IGNORECASE,
)
"""A host of its own for a company's vacancies ("jobs.acme.example")."""
_PARTS = re.compile(r"\s[|–—·•:-]+\s")


def _ends_with_jobs(title: str) -> bool:
    """Whether the last part of a title only announces jobs ("Praxis am Bahnhof - Freie Stellen")."""
    parts = _PARTS.split(title)
    last = parts[-1].strip()
    announced = heading_words.HEADING.search(last)
    return (
        len(parts) > 1 and bool(announced) and len(announced[0]) >= 0.75 * len(last) and last.count(" ") < 3
    )


def page_is_about_jobs(title: str | None, url: str, first_heading: str | None) -> bool:
    """The page's title, main heading or address announces vacancies (an article about work does not count)."""
    if title and (_PAGE_TITLE.search(title) or _ends_with_jobs(title)):
        return True
    if _NEWS_PATH.search(url):
        return False
    if _OF_JOBS.match(url):
        return True
    if _JOIN.match(title or "") or (first_heading and len(first_heading) < 60 and _JOIN.match(first_heading)):
        return True
    if first_heading and len(first_heading) < 60 and _PAGE.search(first_heading):
        return heading_words.heading_kind(first_heading) != "mixed"  # "Average salary by job title"
    return bool(title and len(title) < 90 and _PAGE.search(title) and _PAGE_PATH.search(url))


_PAY_PAGE = re.compile(
    r"\b(?:average|median|typical|durchschnitt\w*|mittlere\w*) (?:salar\w+|pay|wages?|gehalt|gehälter|verdienst|löhne)\b"
    r"|\bsalar(?:y|ies) (?:by|guide|comparison|survey)\b|\bgehalts(?:vergleich|tabelle|report|übersicht)|\bwas verdien",
    re.IGNORECASE,
)


def page_is_about_pay(title: str | None, first_heading: str | None) -> bool:
    """The page's title or main heading announces what occupations earn; they stand there as in a list of jobs."""
    return bool(_PAY_PAGE.search(title or "") or _PAY_PAGE.search(first_heading or ""))


_NONE_OPEN = re.compile(
    r"\b(?:(?:keine|aktuell keine|derzeit keine|leider keine)\s+(?:\w+\s+)?(?:stellen|vakanzen|stellenangebote|positionen)|(?:alle )?stellen (?:sind )?(?:besetzt|vergeben)|"
    r"no (?:current |open |available |job )*(?:vacanc\w+|positions|openings|opportunities|jobs)|not (?:currently )?hiring|aucune offre|pas de poste|brak ofert|"
    r"momentálně (?:ne|žádn)\w*|no hay (?:ofertas|puestos|vacantes|empleos)|nessuna posizione|não há vagas|нет (?:открытых )?вакансий|geen vacatures|inga lediga)",
    re.IGNORECASE,
)


_NOW = re.compile(
    r"\b(?:current\w*|at (?:the|this) (?:moment|time)|aktuell|derzeit|zurzeit|zur zeit|momentan|actuellement|actualmente|attualmente|momenteel|"
    r"obecnie|aktualnie|momentálně|aktuálně|för närvarande|no momento)\b|сейчас",
    re.IGNORECASE,
)


def says_none_open(layout: Layout, about_jobs: bool) -> bool:
    """A sentence of the page says that nothing is vacant; where the page is about other things, for the time being."""
    return any(
        20 < len(line.text) < 300
        and _NONE_OPEN.search(line.text)
        and (about_jobs or (len(line.text) < 80 and _NOW.search(line.text)))
        for line in layout.lines[:3000]
    )
