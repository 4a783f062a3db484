"""Seniority and job form of a title: words beside the head noun, and the head noun's own level."""

from scrapers.normalization.language import language_of
from scrapers.normalization.scan import Found

_WITH_STAFF_LEVEL = ("data_ai", "software_it", "product_project")
RANK = ("executive", "director_head", "manager", "lead_principal", "senior", "junior")


def seniority_of(found: list[Found], head: Found | None, form_level: str | None, group: str | None) -> str:
    """Seniority by the job form, else the highest that the head noun or a word beside it says."""
    levels = {f.entry.adverb for f in found if f.entry.adverb}
    if head is not None and head.entry.level:
        levels.add(head.entry.level)
    # A staff engineer is above a senior one; a staff nurse is on the staff.
    if group in _WITH_STAFF_LEVEL and any(f.entry.head == "prefix_staff" and f is not head for f in found):
        levels.add("lead_principal")
    if form_level:
        return form_level
    if "senior" in levels and "junior" in levels:
        return "unspecified"
    return next((level for level in RANK if level in levels), "unspecified")


def form_of(found: list[Found], title: str) -> tuple[str, str | None]:
    """Job form and the seniority that goes with it; the first word that says one decides."""
    for f in found:
        entry = f.entry
        if entry.form and (entry.form_language is None or _is_english_noun(entry.text, title)):
            return entry.form, entry.form_level
    return "regular", None


def _is_english_noun(word: str, title: str) -> bool:
    """Whether "intern" is the English noun: German "intern" is small and stands among German words."""
    return (word.capitalize() in title or title.islower()) and language_of(title) != "de"
