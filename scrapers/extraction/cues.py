"""What a short text says by its words: a button, pay, a kind of employment, a label and its value."""

# ruff: noqa: E501  (patterns are tables of words; broken up further they are harder to read)

import re

ACTION = re.compile(
    r"^\W*+(?:e-?mail\s.{0,60}|(?:(?:jetzt|hier|direkt|online|easy|quick|sofort|gleich|read|learn|find out|click|view|see|show|browse|discover)\W+)*"
    r"(?:apply|bewerben|bewirb dich|postuler|aplikuj|candidatar\w*|solliciteren?|ansök|inscríbete|откликнуться|odpovědět|mám zájem|"
    r"view|see|show|browse|discover|read|learn|mehr|more|weiter(?:e\w*|les\w*|zu\w*)?|zur|zum|zu den|alle|click here|klicken|all (?:jobs|positions|vacancies|openings|offers)|"
    r"anzeigen|ansehen|details?|voir|en savoir|toutes|tous|ver (?:más|todas|oferta)|więcej|zobacz|wszystkie|více|všechny|подробнее|все|lees|läs|bekijk|scopri|vedi|tutte|"
    r"add to|login|anmelden|detailsuche|öffnet|opens in|posted by|find (?:a |your |more )?jobs?|suche|search(?! (?:engines?|marketing|consultant|specialist|analyst|advertising|quality|ads)\b)|job alert|post a job|stellenanzeige (?:schalten|aufgeben))\b.{0,60}"
    r"|(?:new|neu|top|featured|hot|anzeige|sponsored|promoted|urgent|merken|save|saved?|share|web(?:site|seite)?|homepage|teilen|drucken|print|open|infos?|(?:m[aáeé]s |plus d['’]|maggiori |więcej |více )?inform\w{4,6}|jobs?|stellenmarkt|stellenangebote?|"
    r"previous|next|zurück|back|favorit\w*|bookmark|logo|report|or|und|and|oder|home|login|menu|karriere|careers?)\W*"
    r"|\d{0,3}\W*)$",
    re.IGNORECASE,
)
APPLY = re.compile(
    r"\b(?:apply|bewerben|bewerbung|bewirb|postuler|candidature|aplikuj|solliciteer\w*|solliciteren|ansök|inscribirse|candidatar|откликнуться|mám zájem|"
    r"ausführlichen? stellenbeschreibung|zur (?:stellen\w+|ausschreibung)|zum job|job (?:ad(?:vert)?|details|description)|stellenanzeige|view job)\b",
    re.IGNORECASE,
)
PAY = re.compile(
    r"(?:[€$£]|\b(?:eur|usd|gbp|chf|pln|czk|kč|zł|руб|₽|sek|nok|dkk|r\$)(?![a-z]))\s?\d|\d[\d.,' ]*\s?(?:k\b|[€$£]|eur\b|usd\b|gbp\b|chf\b|pln\b|zł|kč|czk\b|руб|₽|kr\b)|"
    r"\bper (?:annum|hour|year|day)\b|\bp\.\s?a\.|\bsalary\b|\bgehalt\b|\btvöd\b|\btv-l\b|\bentgeltgruppe\b|\bEG \d{1,2}\b|\bsalaire\b|\bzarobki\b|\bmzda\b",
    re.IGNORECASE,
)
EMPLOYMENT = re.compile(
    r"(?<!\w)(?:vollzeit|teilzeit|voll-/teilzeit|minijob|festanstellung|befristet|unbefristet|full[- ]?time|part[- ]?time|permanent|contract|temporary|fixed[- ]term|"
    r"internship|freelance|temps plein|temps partiel|alternance|studie-?job|fritidsjob|praktik|fuldtid|cdi|cdd|intérim|pełny etat|część etatu|umowa\b.*|b2b|plný úvazek|zkrácený úvazek|hpp|dpp|"
    r"полная занятость|частичная занятость|tiempo completo|jornada completa|media jornada|indefinido|tempo integral|fulltime|parttime|heltid|deltid|"
    r"tempo pieno|part time|werkstudent|ausbildung|praktikum|casual|volunteer|apprenticeship)(?!\w)",
    re.IGNORECASE,
)
WORKPLACE = re.compile(
    r"(?<!\w)(?:remote\w*|home[- ]?office|hybrid\w*|télétravail|teletrabajo|zdalnie|zdalna|praca zdalna|na dálku|удал[её]нно|удал[её]нка|on[- ]?site|anywhere|worldwide|work from home|mobiles arbeiten)(?!\w)",
    re.IGNORECASE,
)
LABEL = re.compile(
    r"^\W*(?:(?P<company>unternehmen|firma|arbeitgeber|company|employer|organi[sz]ation|hiring (?:company|organi[sz]ation)|entreprise|société|employeur|empresa|"
    r"pracodawca|firma|společnost|zaměstnavatel|компания|работодатель|organisatie|bedrijf|arbetsgivare|azienda|school|agency|client|kunde)|"
    r"(?P<location>(?:arbeits|einsatz|dienst|stand)?ort\w*|standorte?|(?:job |work )?location\(?s?\)?|country|place(?: of work)?|job location|workplace|lieu(?: de travail)?|localisation|ville|ubicación|localidad|lugar(?: de trabajo)?|"
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
