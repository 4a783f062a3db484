"""What becomes of a stored posting when a page says something else of it."""

from datetime import date, timedelta

from scrapers.storage.rows import FIELDS, Row, trust

# "vor 3 Tagen" read twice differs by a day or so without anything having changed.
_IMPRECISE_DATE_SLACK = timedelta(days=7)
_TIME_ZONE = timedelta(days=1)


def merge(stored: Row, seen: Row, *, later: bool) -> Row:
    """Return the stored row completed and corrected by what a page says now.

    Nothing replaces something never; the more trusted origin wins; of equals, the new one does if ``later``:
    it is this crawl's first word on the posting, or the same page has changed its own. (Otherwise two pages
    that differ would change the posting back and forth all crawl long.)
    """
    merged = dict(stored)
    origin = {}
    for name, columns in FIELDS.items():
        source = seen if _replaces(name, stored, seen, later) else stored
        merged.update((column, source[column]) for column in columns)
        origin[name] = _origin(source, name)
    merged["origin"] = origin["title"]
    merged["origins"] = {
        name: by for name, by in origin.items() if by != merged["origin"] and merged[name] is not None
    }
    return merged


def changes(old: Row, new: Row) -> list[tuple[str, str | None, str | None]]:
    """List (field, old, new) of the fields that a reader of the history cares for."""
    names = (
        "title",
        "url",
        "company",
        "location",
        "date_posted",
        "valid_through",
        "base_salary",
        "workplace",
    )
    return [(name, old[name], new[name]) for name in names if old[name] not in (None, new[name])]


def is_reposted(old: Row, new: Row) -> bool:
    """Whether an ad is advertised anew: the same origin gives it a later date, and not only by reading.

    Two exact dates differ by more than a day, for that is a time zone; others by more than a week.
    """
    if not (old["date_posted"] and new["date_posted"]) or new["date_posted_precision"] != "day":
        return False
    if _origin(old, "date_posted") != _origin(new, "date_posted"):
        return False
    passed = date.fromisoformat(new["date_posted"]) - date.fromisoformat(old["date_posted"])
    return passed > (_TIME_ZONE if old["date_posted_precision"] == "day" else _IMPRECISE_DATE_SLACK)


def _origin(row: Row, name: str) -> str:
    return row["origins"].get(name, row["origin"])


def _replaces(name: str, stored: Row, seen: Row, later: bool) -> bool:
    if seen[name] is None:  # at most the raw text of something nobody could read
        return stored[name] is None and any(seen[column] is not None for column in FIELDS[name])
    if stored[name] is None:
        return True
    if name == "title" and _is_cut(seen) != _is_cut(stored):
        return _is_cut(stored)
    ours, theirs = trust(_origin(stored, name)), trust(_origin(seen, name))
    if ours != theirs:
        return theirs > ours
    if name == "date_posted" and not _says_new_date(stored, seen):
        return False
    return later


def _is_cut(row: Row) -> bool:
    return any(row[column].rstrip().endswith(("…", "...")) for column in ("title", "title_raw"))


def _says_new_date(stored: Row, seen: Row) -> bool:
    if seen["date_posted_precision"] == "day":
        return True
    if stored["date_posted_precision"] == "day":
        return False
    passed = date.fromisoformat(seen["date_posted"]) - date.fromisoformat(stored["date_posted"])
    return passed > _IMPRECISE_DATE_SLACK
