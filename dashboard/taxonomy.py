"""Roles and their groups, in the taxonomy's order, with their names in both languages."""

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import scrapers

# Read as a file: to import the package beside it would load all that understands titles and dates.
TABLE = Path(scrapers.__file__).parent / "normalization" / "data" / "taxonomy.csv"

UNCLASSIFIED = "unclassified"

GROUP_NAMES = {
    "data_ai": ("Data & AI", "Daten & KI"),
    "software_it": ("Software & IT", "Software & IT"),
    "product_project": ("Product, project & design", "Produkt, Projekt & Design"),
    "business": ("Business & administration", "Unternehmen & Verwaltung"),
    "commercial": ("Sales, marketing & service", "Vertrieb, Marketing & Service"),
    "engineering": ("Engineering & trades", "Technik & Handwerk"),
    "knowledge_public": ("Research, teaching & public", "Forschung, Lehre & Öffentliches"),
    "health_social": ("Health & social", "Gesundheit & Soziales"),
    UNCLASSIFIED: ("Unclassified", "Nicht eingeordnet"),
}


@dataclass(frozen=True)
class Role:
    """A role of the taxonomy; ``names`` are English, German."""

    id: str
    group: str
    names: tuple[str, str]


@cache
def roles() -> dict[str, Role]:
    """Every role by its id, in the taxonomy's order."""
    with TABLE.open(encoding="utf-8", newline="") as file:
        return {
            row["role"]: Role(row["role"], row["group"], (row["label_en"], row["label_de"]))
            for row in csv.DictReader(file)
        }


@cache
def choices() -> tuple[str, ...]:
    """What a role filter may hold: each group followed by its roles, then ``unclassified``."""
    order: dict[str, list[str]] = {}
    for role in roles().values():
        order.setdefault(role.group, []).append(role.id)
    return (*(choice for group, members in order.items() for choice in (group, *members)), UNCLASSIFIED)


def expand(chosen: tuple[str, ...]) -> set[str]:
    """Role ids that the chosen roles and groups stand for, ``unclassified`` among them."""
    found = set()
    for choice in chosen:
        members = {role.id for role in roles().values() if role.group == choice}
        found |= members or {choice}
    return found


def name(choice: str | None, language: int) -> str:
    """Name of a role or group in a language (0 English, 1 German); an unknown id names itself."""
    if choice is None:
        return GROUP_NAMES[UNCLASSIFIED][language]
    if choice in roles():
        return roles()[choice].names[language]
    return GROUP_NAMES.get(choice, (choice, choice))[language]
