"""Whose vacancies a page lists, where its title says so: the items of a company's own page never do."""

import re

_OWN_PAGE = re.compile(
    r"(?i:(?:(?:current|open|all|our|latest|aktuelle|offene|alle|unsere) )*"
    r"(?:jobs?|careers?|vacancies|job (?:openings|opportunities)|openings|positions|"
    r"stellen(?:angebote|anzeigen)?|karriere|offres d['’]emploi|"
    r"emplois|recrutement|empleos?|vacatures|lediga jobb|ledige stillinger)"
    r"\s+(?:at|bei(?: de[rmn])?|beim|@|chez|hos|bij|presso))"
    r"\s+(?P<name>[A-ZÀ-Ž0-9][^|–—:]{1,60}?)(?:\s*[|–—:].*|\s+-\s.*)?"
)


def employer_named(*headings: str | None) -> str | None:
    """The company of "Jobs at Acme | Careers", from the first heading that says so."""
    for heading in headings:
        if match := _OWN_PAGE.fullmatch(heading or ""):
            return match["name"].strip()
    return None
