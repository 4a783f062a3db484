"""The page that is one job ad, without any markup: title, labels and sections tell it; and whether the job is gone."""

# ruff: noqa: E501  (patterns are tables of words; broken up further they are harder to read)

import math
import re

from selectolax.lexbor import LexborNode

from scrapers.extraction import cues, heading_words, link_kinds, proper_names, short_dates, weights
from scrapers.extraction.columns import hint_of, pieces_of
from scrapers.extraction.fields import labels_of
from scrapers.extraction.hints import may_have_jobs
from scrapers.extraction.layout import Layout, Line
from scrapers.extraction.page import Page, fold, host_of
from scrapers.extraction.titles import assess, without_announcement
from scrapers.items import JobPosting

MOST_HEADINGS = 4
"""Headings of a kind that may be the title."""
MOST_DESCRIPTION = 20_000
"""Characters of the ad's text that are kept."""

_SECTION = re.compile(
    r"^\W*(?:(?:your |the |job |role |key |main |about (?:the |this )?(?:role|job|position)|what you(?:'ll| will)? (?:do|bring|need)|who you are|we offer|"
    r"what we offer|how to apply|position summary)\s*)?(?:responsibilities|requirements|qualifications|duties|job description|description of the (?:job|position)|about the (?:role|job|team/role)|"
    r"what you(?:'ll| will) do|what you bring|benefits|skills|your profile|"
    r"(?:ihre |deine |die )?(?:aufgaben|anforderungen|qualifikation\w*|tätigkeiten|aufgabengebiet|stellenbeschreibung|benefits)|(?:ihr|dein) profil|wir bieten|das bieten wir|das bringen sie mit|"
    r"(?:vos |les )?missions|profil recherché|votre profil|description du poste|le poste|nous offrons|"
    r"descripción(?: de la oferta| del puesto)?|requisitos|funciones|responsabilidades|ofrecemos|descripció\w*|descrição|atribuições|"
    r"obowiązki|wymagania|oferujemy|zakres obowiązków|náplň práce|požadujeme|nabízíme|požadavky|co (?:budete|od vás|vám)\b.*|"
    r"обязанности|требования|условия|мы предлагаем|functie-?eisen|functieomschrijving|wat (?:ga je doen|bieden wij)|arbetsuppgifter|kvalifikationer|vi erbjuder)\W*$",
    re.IGNORECASE,
)
# The sentence that says the job is gone, in the languages of the pages that we know.
GONE = re.compile(
    r"no longer (?:available|accepting applications|active|open|online)|(?:job|position|vacancy|posting|listing|ad(?:vert)?) (?:has (?:expired|been (?:filled|closed|removed))|is (?:closed|no longer|expired))|"
    r"this (?:job|position|vacancy|posting) (?:has )?expired|applications? (?:are|is) (?:now )?closed|"
    r"nicht mehr (?:verfügbar|aktuell|online|ausgeschrieben|vakant|aktiv)|(?:bereits|schon|inzwischen) (?:besetzt|vergeben)|(?:stelle|position) (?:ist|wurde) (?:leider )?(?:bereits )?(?:besetzt|vergeben)|"
    r"(?:anzeige|ausschreibung|stellenangebot) (?:ist|wurde) (?:leider )?(?:abgelaufen|deaktiviert|beendet|nicht mehr)|"
    r"n['’]est plus (?:disponible|en ligne|d'actualité)|offre (?:est )?(?:expirée|pourvue|clôturée)|poste (?:est |a été )?pourvu|"
    r"(?:oferta|vacante|puesto) (?:ya )?no (?:está|se encuentra)|ya no está disponible|oferta (?:caducada|cerrada|finalizada)|vaga (?:encerrada|expirada)|não está mais disponível|"
    r"(?:oferta|ogłoszenie) (?:jest )?(?:nieaktualn|wygas|zakończ)\w*|nie jest już (?:dostępn|aktualn)\w*|"
    r"(?:inzerát|nabídka|pozice) (?:již |už )?(?:není|byla?|vypršel)\w*|není (?:již |už )?(?:aktuální|k dispozici)|"
    r"вакансия (?:в архиве|закрыта|неактуальна)|больше не (?:доступна|актуальна)|vacature is (?:niet meer|vervuld|gesloten)|non è più disponibile|"
    r"tjänsten är (?:tillsatt|inte längre)|annonsen är (?:inte längre|avslutad)|stillingen er (?:besat|ikke længere)",
    re.IGNORECASE,
)
_NEAR = 14
"""Lines after the title in which company, place and date stand."""


def find(page: Page) -> list[JobPosting]:
    """The ad that the page is, or nothing."""
    posting = judge(page)
    return [posting] if posting is not None and posting.score > 0.5 else []


def judge(page: Page) -> JobPosting | None:
    """The ad that the page may be, with score and evidence; None where no title stands on it."""
    if page.kind != "html" or not _worth_reading(page):
        return None
    layout = page.layout
    number = _title_line(layout)
    if number is None:
        return None
    title = layout.lines[number]
    after = layout.lines[number + 1 : number + 400]
    values, used = labels_of(after)
    near = [line for line in after[:_NEAR] if line.order not in used]
    _take_near(layout, near, values, title)
    values.setdefault("company", _company_of_page_title(page, title.text))
    gone = any(
        len(line.text) < 250 and GONE.search(line.text)
        for line in layout.lines[max(0, number - 40) : number + 60]
    )
    found = _evidence(layout, number, values, gone)
    hard = {
        "link to an ad",
        "a call to apply",
        "says that it is gone",
        "labels of an ad",
        "place near the title",
    }
    score = weights.AD_PRIOR + sum(weight for weight, _ in found)
    if not hard.intersection(name for _, name in found):
        score = min(score, -1.0)
    fields = {name: values[name] for name in _FIELDS if values.get(name)}
    return JobPosting(
        title=without_announcement(title.text),
        url=page.link(page.url),
        description=_description(layout, number),
        gone=gone,
        origin="ad",
        where=layout.css_path(title.owner),
        score=round(1 / (1 + math.exp(-max(-30.0, min(30.0, score)))), 3),
        evidence=[
            f"{weight:+.1f} {name}" for weight, name in sorted(found, key=lambda reason: -abs(reason[0]))
        ],
        **fields,
    )


_FIELDS = (
    "company",
    "location",
    "date_posted",
    "valid_through",
    "employment_type",
    "base_salary",
    "identifier",
)


def _worth_reading(page: Page) -> bool:
    """A title in <title> or the first headings, or an address like that of an ad."""
    if link_kinds.link_kind(page.url) == "ad":
        return True
    if not may_have_jobs(page):
        return False
    heads = [page.title or ""] + [fold(node.text()[:300]) for node in _first_headings(page)]
    return any(
        assess(text[:150]).score >= 0.9 or assess(_before_separator(text)).score >= 0.9
        for text in heads
        if text
    )


def _first_headings(page: Page) -> list[LexborNode]:
    return page.tree.tags("h1")[:MOST_HEADINGS] + page.tree.tags("h2")[:MOST_HEADINGS]


def _before_separator(text: str) -> str:
    return re.split(r"\s[|–—-]\s|\s(?:at|bei)\s", text, maxsplit=1)[0][:150]


def _title_line(layout: Layout) -> int | None:
    """Number of the line that is the ad's title."""
    head = (layout.page.title or "").casefold()
    best = None
    for number, line in enumerate(layout.lines[:600]):
        if not 3 <= len(line.text) <= 160:
            continue
        rank = layout.tags[line.heading] if line.heading >= 0 else ""
        named = (
            rank != "h1"
            and "title" in layout.names(line.owner)
            and heading_words.named_for_jobs(layout.names(line.owner))
        )
        starts = len(line.text) > 5 and head.startswith(line.text.casefold())
        if not (rank in ("h1", "h2") or named or starts) or (line.link >= 0 and rank not in ("h1", "h2")):
            continue
        evidence = assess(line.text).score
        score = evidence + 2.0 * (rank == "h1") + 1.0 * starts + 0.5 * named - number / 60
        if (evidence > -2 or starts) and (best is None or score > best[0]):
            best = (score, number)
    return best[1] if best and best[0] > 0.5 else None


def _take_near(layout: Layout, near: list[Line], values: dict[str, str], title: Line) -> None:
    """Company, place and date that stand beside the title without a label."""
    for line, text in ((one, piece) for one in near for piece in pieces_of(one.text)):
        if len(text) > 100 or cues.ACTION.match(text) or text.casefold() == title.text.casefold():
            continue
        hint = hint_of(layout, line)
        if short_dates.is_date(text) and not short_dates.is_start(text):
            values.setdefault("date_posted", short_dates.date_in(text))
        elif cues.PAY.search(text) and len(text) < 60:
            values.setdefault("base_salary", text)
        elif cues.EMPLOYMENT.fullmatch(text):
            values.setdefault("employment_type", text)
        elif (
            proper_names.place_score(text) >= 1 and proper_names.company_score(text) < 1 and hint != "company"
        ) or (hint == "location" and len(text) < 80):
            values.setdefault("location", text)
        elif proper_names.company_score(text) >= 1.4 or (
            hint == "company" and proper_names.company_score(text) > -0.5
        ):
            values.setdefault("company", text)


def _company_of_page_title(page: Page, title: str) -> str | None:
    """What follows the job's title in <title>, unless it is the name of the site."""
    head = page.title or ""
    if not head.casefold().startswith(title.casefold()):
        return None
    rest = re.sub(r"^\s*(?:[|–—:·-]|at|bei|@)\s*", "", head[len(title) :])
    company = re.split(r"\s[|–—·-]\s", rest)[0].strip()
    label = "".join(c for c in company.casefold() if c.isalnum())
    site = "".join(c for c in host_of(page.url) if c.isalnum())
    if (
        not 2 <= len(company) <= 70
        or not label
        or (label in site and link_kinds.is_job_host(host_of(page.url)))
    ):
        return None
    return None if heading_words.heading_kind(company) or (label in site and "." in company) else company


def _evidence(layout: Layout, number: int, values: dict[str, str], gone: bool) -> list[tuple[float, str]]:
    page, title = layout.page, layout.lines[number]
    lines = layout.lines[number + 1 : number + 400]
    sections = sum(len(line.text) < 60 and bool(_SECTION.match(line.text)) for line in lines)
    labelled = sum(bool(values.get(name)) for name in _FIELDS) if int(values.get("labels", "0")) else 0
    kind = link_kinds.link_kind(page.url)
    source = page.lower_source
    found = {
        "title named as a job's": (
            "title" in layout.names(title.owner) and heading_words.named_for_jobs(layout.names(title.owner)),
            1,
        ),
        "page is called like it": ((page.title or "").casefold().startswith(title.text.casefold()), 1),
        "link to an ad": (kind == "ad", 1),
        "link about jobs": (kind == "jobs", 1),
        "labels of an ad": (labelled > 0, min(labelled, 4)),
        "sections of an ad": (sections > 0, min(sections, 3)),
        "a call to apply": (
            any(len(line.text) < 60 and cues.APPLY.search(line.text) for line in lines[:250]),
            1,
        ),
        "place near the title": (bool(values.get("location")), 1),
        "says that it is gone": (gone, 1),
        "an article": (
            b'content="article"' in source or b'"newsarticle"' in source or b'"blogposting"' in source,
            1,
        ),
        "a product": (b'"@type":"product"' in source or b'content="product"' in source, 1),
    }
    reasons = [(weights.AD[name] * times, name) for name, (is_so, times) in found.items() if is_so]
    evidence = assess(title.text)
    score = max(-6.0, min(6.0, evidence.score))
    return [(weights.TITLE * score, f"title: {', '.join(evidence.reasons[:3])}"), *reasons]


def _description(layout: Layout, number: int) -> str | None:
    """Text of the ad: what follows the title up to the next heading about other jobs, or the end of its part of the page."""
    lines, length = [], 0
    end = len(layout.tags)
    for index in layout.ancestors(layout.lines[number].owner):
        if layout.tags[index] in ("main", "article"):
            end = layout.ends[index]
            break
    for line in layout.lines[number + 1 : number + 600]:
        if (
            line.order >= end
            or length > MOST_DESCRIPTION
            or (line.heading >= 0 and SIMILAR.search(line.text))
        ):
            break
        if not cues.ACTION.match(line.text):
            lines.append(line.text)
            length += len(line.text)
    text = "\n".join(lines)
    return text[:MOST_DESCRIPTION] if len(text) > 120 else None


SIMILAR = re.compile(
    r"similar|people also|also viewed|you (?:might|may) (?:also )?like|recommended|more (?:jobs|like this|from)|other jobs|related jobs|"
    r"ähnliche|weitere (?:jobs|stellen|interessante)|andere (?:jobs|stellen)|das könnte|passende (?:jobs|stellen)|auch interessant|"
    r"similaires|autres offres|similares|otras ofertas|outras vagas|simili|podobn[éeyá]\w*|lidé si také|další nabídky|"
    r"podobne oferty|похожие|vergelijkbare|liknande",
    re.IGNORECASE,
)
"""Headings of what a board recommends beside an ad."""
