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
    r"offerte di (?:lavoro|impiego)|posizioni (?:aperte|ricercate)|lavora con noi|lavoro|вакансії|求人|"
    r"wir (?:stellen ein|brauchen (?:dich|sie|verstärkung))|freie ausbildungsplätze|praktikumsplätze|"
    r"(?:now|currently|we(?:'|’)?re|we are) recruiting|staff wanted|latest (?:positions|roles)|roles available|who we(?:'|’)?re looking for|"
    r"nous recherchons|on recrute|nous embauchons|(?:nos|les) opportunités|opportunités (?:d['’]emploi|de carrière|professionnelles)|"
    r"buscamos|estamos (?:buscando|contratando|a contratar|a recrutar|recrutando)|se (?:busca|necesita|solicita)n?|vacantes|contratamos|"
    r"(?:puestos|plazas) (?:vacantes|disponibles|libres|ofertadas|abiert[ao]s|de trabajo)|posiciones abiertas|oportunidades (?:laborales|profesionales|profissionais|de (?:empleo|trabajo|emprego|trabalho|carreira))|"
    r"trabalhe (?:conosco|connosco|com a gente)|procuramos|precisa-se|recrutamento|posições (?:abertas|em aberto)|"
    r"cerchiamo|stiamo cercando|cercasi|assumiamo|ricerca (?:di )?personale|opportunità (?:di (?:lavoro|carriera)|professionali|lavorative)|"
    r"szukamy|poszukujemy|zatrudni(?:my|amy)|wolne (?:etaty|stanowiska|miejsca pracy)|kariera|nabór na (?:wolne )?stanowisk\w+|"
    r"hledáme|přijmeme|nabíráme|pracovní příležitosti|(?:otevřené|aktuální|obsazované) pozice|práce u nás|brigády|"
    r"hľadáme|prijmeme|voľné (?:pracovné )?(?:miesta|pozície)|pracovné (?:miesta|pozície|príležitosti)|ponuka práce|práca u nás|"
    r"wi?j zoeken|(?:wi?j zijn )?op zoek naar|gezocht|openstaande (?:functies|posities)|vacaturebank|"
    r"vi (?:söker|anställer|rekryterar|søker|ansetter|søger|ansætter|mangler)|lediga? (?:tjänst|platser|befattningar)|ledigt(?: jobb| arbete| just nu|$)|platsannonser|jobbannonser|"
    r"ledig stilling|stillingsannonser|utlyste stillinger|stillingsopslag|jobopslag|jobmuligheder|(?:opslåede|aktuelle|åbne) stillinger|"
    r"avoimet (?:paikat|tehtävät)|haemme|etsimme|rekrytoimme|työpaikkailmoitukset|"
    r"állás(?:ok|ajánlat(?:ok|aink)?|hirdetések|lehetőségek|aink)?|nyitott pozíció(?:k|ink)|munkalehetőség(?:ek)?|munkatársa(?:t|kat) keresünk|keresünk|"
    r"locuri de munc[ăa]|posturi (?:vacante|libere|disponibile)|oferte de muncă|angaj(?:ări|ăm)|joburi|recrutăm|căutăm|"
    r"iş (?:ilanları|fırsatları|olanakları)|açık (?:iş )?pozisyon(?:lar|larımız)?|(?:eleman|personel) (?:aranıyor|alımı|ilanları)|"
    r"трудоустройство|мы ищем|требу[ею]тся|открытые позиции|приглашаем (?:на работу|в команду)|карьера(?: в| у нас|$)|"
    r"працевлаштування|(?:ми )?шукаємо|потрібні|запрошуємо (?:на роботу|до команди)|робота(?: в| у|$))"
)
# Also as the end of a word: "Techjobs", "Praktikumsstellen".
_HEADING_ENDS = (
    r"(?:stellen(?:angebote?n?|anzeigen?|markt|börse|ticker|gesuche?)?|ausschreibung(?:en)?|jobs?)"
)
HEADING = re.compile(rf"(?:(?<!\w){_HEADING_WORDS}|{_HEADING_ENDS})(?!\w)", re.IGNORECASE)
_WEAK_HEADING = re.compile(
    r"\b(?:karriere|careers?|ausbildung|praktika|positions?|roles?|team|recruiting|recruitment|personal|work|"
    r"carri[eè]res?|carriera|carreiras?|karriär|kariyer|karrier|cariere?|rekrutacja|rekrytering|convocatorias?|tirocini|praktyki|staże)\b",
    re.IGNORECASE,
)
# Headings under which occupations stand that nobody offers here and now.
_OTHER_HEADING = re.compile(
    r"\b(?:for hire|hire (?:a|an|top|the|our)|top (?:roles|jobs|skills|searches|careers)|popular|beliebte?|häufig\w*|roles we|we (?:staff|recruit|place)|"
    r"categor\w+|kategorien?|berufsfelder|branchen|by (?:city|location|title|industry|role|category)|nach (?:ort|stadt|beruf|branche)|"
    r"métiers?|professions?|berufsbilder|profesiones|zawody|povolání|searches|suchanfragen|salar\w+|gehalt\w*|gehälter|guides?|ratgeber|tipps|tips|advice|news|nachrichten|artikel|articles?|blog|"
    r"posts?|stories|meldungen|events?|veranstaltung\w*|termine|courses?|kurse|seminare|webinare?|schulungen|trainings?|certific\w+|"
    r"our (?:team|people|staff)|the team|meet the|unser team|ansprechpartner\w*|kontakt\w*|contacts?|staff|directory|leadership|management team|"
    r"alert[ae]?s?|upozornění|upozorneni\w+|powiadomieni\w+|subscribe|sign up|newsletter|board of|vorstand|members|faculty|people|experts?|experten|authors?|autor\w*|über uns|about|services|leistungen|products?|produkte|"
    r"industries|specialt\w+|skills|degrees?|programs|programme|majors|studiengänge|related (?:articles|topics|searches|careers)|"
    r"for employers|arbeitgeber im|resumes?|candidates?|kandidaten|bewerberprofile|freelancers?|talent(?:s|e)?|references|testimonials?|reviews?|"
    r"archives?|downloads?|movies?|books?|bücher|comments?|kommentare|press\w*|agenda|kalender|calendar\w*|événements?|eventos?|eventi|wydarzenia|akce|"
    r"evenement\w*|evenemang|noticias?|actualités?|notizie|wiadomości|aktualności|zprávy|nieuws|nyheter|новости|афиша|related|recommended|most read|"
    r"meist ?gelesen\w*|mehr zum thema|das könnte|auch interessant|lire aussi|à lire|leggi anche|te puede interesar|más leído|czytaj (?:także|też)|čtěte|"
    r"lees ook|läs också|les også|читайте|leia também|more like this|you (?:may|might)|obituar\w*|personalien)\b",
    re.IGNORECASE,
)

# The same in other languages; only where a heading begins with it and says nothing of jobs.
_OTHER_ABROAD = re.compile(
    r"\W*(?:(?:notre équipe|nuestro equipo|nossa equip[ea]|il nostro team|nasz zespół|náš t[íý]m|ons team|vårt team|vores team|csapatunk|echipa noastră|ekibimiz|"
    r"наша команда|наши (?:специалисты|врачи)|наші (?:фахівці|лікарі))|"
    r"(?:nos |nuestros |i nostri |nossos |nasze |naše |onze |våra |våre |vores |наши |наші )?(?:servicios|servizi|serviços|usługi|služby|diensten|tjänster|tjenester|ydelser|услуги|послуги|"
    r"formations|cursos|corsi|szkolenia|kurzy|cursussen|opleidingen|kurser|курсы|курси)|palvelu(?:t|mme)|szolgáltatás(?:ok|aink)|servicii(?:le noastre)?|hizmetler(?:imiz)?|"
    r"koulutukset|képzések|cursuri|eğitimler|contactos?|contatti|kontakty|контакты|контакти|yhteystiedot|kapcsolat|iletişim)(?!\w)",
    re.IGNORECASE,
)


_PART_OF_AD = re.compile(
    r"\W*(?:(?:ihre?|deine?|die|your|vos|tus|sus|i tuoi|twoje|jouw|dina?|dine) )?(?:aufgaben(?:gebiete?|bereiche?)?|anforderungen|qualifikation(?:en)?|tätigkeiten|profil|"
    r"responsibilities|requirements|qualifications|duties|missions|"
    r"requisitos|requisiti|responsabilidades|funciones|funções|mansioni|wymagania|obowiązki|zakres obowiązków|oferujemy|co oferujemy|náplň práce|požadavky|požadujeme|nabízíme|co nabízíme|"
    r"náplň práce|ponúkame|požiadavky|arbetsuppgifter|kvalifikationer|vi erbjuder|arbeidsoppgaver|kvalifikasjoner|vi tilbyr|opgaver|vi tilbyder|vi forventer|feladatok|elvárások|amit kínálunk|"
    r"cerințe|responsabilități|oferim|aranan nitelikler|обязанности|требования|условия(?: работы)?|мы предлагаем|вимоги|обов['’]язки|ми пропонуємо|"
    r"over de functie|functie-?(?:eisen|omschrijving)|wat (?:ga (?:je|jij)|vragen (?:wij|we)|bieden (?:wij|we)|wij (?:vragen|bieden)|breng (?:je|jij))(?: \w+)?|wie ben (?:je|jij)|"
    r"das (?:bieten wir|erwartet (?:dich|sie)|bringst du mit|bringen sie mit|solltest du mitbringen)(?: \w+)?|(?:wir|was wir) (?:bieten|erwarten)(?: (?:ihnen|dir))?|was (?:dich|sie) erwartet|"
    r"what you(?:'ll|’ll| will)? (?:do|bring|need|get)|about the (?:role|job)|we offer|(?:nous|ce que nous) (?:vous )?(?:offrons|proposons)|(?:le )?profil recherché|offriamo|cosa offriamo|ofrecemos|qué ofrecemos)\W*$",
    re.IGNORECASE,
)
"""Headings of the parts of one ad: tasks, requirements, what is offered."""

_CALL = re.compile(
    r"^\W*(?:(?:join|become (?:a )?part of|be (?:a )?part of|grow with|work in) (?:us|(?:our|the) (?:\w+ ){0,2}(?:team|crew|family|staff|squad|company))|"
    r"come (?:and )?work (?:with|for) us|(?:faculty|staff) (?:positions|vacancies|openings|posts)|"
    r"(?:werde|werden sie|sei|seien sie) (?:ein )?teil (?:von|unser\w*|des|der)|(?:verstärken? (?:sie )?|komm(?:en)? (?:sie |doch )?in )unser\w*|"
    r"komm (?:doch )?(?:zu uns|ins (?:\w+-?)?team|an bord)|arbeiten? (?:sie )?(?:bei|mit|für) uns|"
    r"(?:rejoi(?:ns|gnez)(?: |-)(?:nous|notre|nos|les|la|l['’]équipe)|nous rejoindre|(?:venez )?travaill(?:er|ez) (?:chez|avec|pour) nous)|"
    r"(?:[uú]nete|súmate) al?|forma parte del? (?:nuestro )?equipo|ven a trabajar|(?:junte-se|venha trabalhar|faça parte d[aoe] (?:nossa )?(?:equip[ea]|time))|unisciti a(?:l|lla|i)?|entra (?:nel|a far parte)|vieni a lavorare|"
    r"word (?:lid|onderdeel) van|werken bij|kom (?:jij )?(?:bij|in) ons|kom werken|versterk (?:jij )?ons|"
    r"(?:kom och )?(?:jobba|arbeta) (?:hos|(?:med|för|på) oss)|bli (?:en )?(?:del )?av oss|bli (?:en del av|vår nya)|"
    r"(?:kom og )?jobb (?:hos|(?:med|for|i) oss)|bli (?:med på|vår nye)|bliv (?:en del af (?:vores|holdet|teamet)|vores|kollega)|(?:kom og )?arbejd (?:hos|(?:med|for) os)|job hos|"
    r"dołącz do|zostań (?:częścią|jedn\w+ z nas)|pracuj (?:z|u|dla|w)|staň(?:te)? se součástí|přidej(?:te)? se k|poj[ďd](?:te)? (?:k nám|pracovat)|"
    r"pridaj(?:te)? sa k|staň(?:te)? sa súčasťou|po[ďd](?:te)? (?:k nám|pracovať)|tule (?:meille )?(?:töihin|osaksi)|liity (?:joukkoomme|tiimiimme)|"
    r"csatlakozz|dolgozz (?:velünk|nálunk)|alătur[ăa]-te|vino (?:în|in) echip\w+|lucrează (?:cu noi|la noi)|(?:bize|ekibimize|aramıza|ailemize) katıl\w*|bizimle çalış\w*|"
    r"присоединяй(?:ся|тесь)|стань(?:те)? частью|приходи(?:те)? (?:к нам|работать)|работай(?:те)? (?:у нас|с нами)|работа у нас|"
    r"приєднуй(?:ся|тесь|теся)|стань(?:те)? частиною|працюй(?:те)? (?:у нас|з нами))(?!\w)",
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


def heads_part_of_ad(heading: str) -> bool:
    """Whether a heading stands over a part of one ad: its tasks, what it asks for, what it offers."""
    return bool(_PART_OF_AD.match(heading)) and len(heading) <= 120


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
    if other or _OTHER_ABROAD.match(text):
        return "other"
    return "weak" if _WEAK_HEADING.search(text) else ""


NAMES = re.compile(
    r"(?<![a-z])(?:job(?!title)(?:s|board|list\w*|item\w*|offer\w*|market|teaser|widget|box|ticker|post\w*|card\w*|tile\w*|feed|search-?result\w*|ad|ads)?|"
    r"(?:\w*stellen(?:markt|angebot\w*|anzeige\w*|box)?)|vacanc(?:y|ies)|vacatures?|careers?|karriere|openings?|positions?(?=$|[\s_-](?:list|item|card|title|$))|"
    r"hiring|recruit\w*|recrut\w*|werken-?bij|lavora-?con-?noi|trabaja-?con-?nosotros|trabalhe-?conosco|karriar|kariyer|praca|oferty?|emplois?|empleos?|vagas?|vakan\w*|jobb|stilling\w*|kariera|prace)(?![a-z])"
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
