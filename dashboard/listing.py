"""Jobs as HTML, as a list or as a table: real links and headings."""

import html
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from dashboard import marks, markup, search
from dashboard.words import Words

Row = dict[str, Any]
COLUMNS = ("title", "company", "place", "role", "seen", "posted", "page", "details")


def state(row: Row, words: Words) -> str:
    """Why a job is not simply open, as text; empty where it is."""
    if row["status"] == "closed":
        return words.either(f"closed.{row['closed_reason']}", words("closed"))
    if row["status"] == "unseen":
        return words("not_seen_since", day=words.day(row["last_seen"].date()))
    return ""


@dataclass(frozen=True)
class Listing:
    """How jobs are drawn.

    ``hits`` are marked; ``kept`` is the query string that leads back here. ``marks`` are the reader's by job,
    None where there is no marking. What is hidden is folded, or with ``unfolded`` only paler. ``since`` names
    the mark whose time is shown instead of the ad's.
    """

    words: Words
    today: date
    hits: tuple[str, ...] = ()
    sort: str = "newest"
    kept: str = ""
    marks: Mapping[int, Row] | None = None
    unfolded: bool = False
    since: str = ""

    def cards(self, rows: Iterable[Row]) -> str:
        """A list of headings, each with who, where, when, and the page that showed it."""
        return f'<ol class="jobs">{"".join(self._card(row) for row in rows)}</ol>'

    def table(self, rows: Iterable[Row]) -> str:
        """A table, a line each."""
        columns = COLUMNS if self.marks is None else (*COLUMNS, "marks")
        headings = [self.words(f"column.{column}") for column in columns]
        return markup.grid(headings, (self._line(row) for row in rows))

    def _card(self, row: Row) -> str:
        words, day, mark = self.words, self._day(row).isoformat(), self._mark(row)
        if self._folded(mark):
            return f'<li class="folded">{self._fold(row, mark)}</li>'
        who = [
            self._text(row["company"]) or _missing(words("no_company")),
            self._text(row["location"]) or _missing(words("no_place")),
        ]
        return (
            f"<li{_kind(mark)}><h2>{self._title(row)}</h2>"
            f'<time class="date" datetime="{day}">{self._dates(row)}</time>'
            f'<div class="who">{" · ".join(who)} {self._tags(row)}</div>'
            f'<div class="where">{" · ".join(self._where(row))}</div>'
            f"{self._note(mark)}{self._buttons(row, mark)}</li>"
        )

    def _line(self, row: Row) -> str:
        words, note, mark = self.words, state(row, self.words), self._mark(row)
        if self._folded(mark):
            return f'<tr><td colspan="{len(COLUMNS) + 1}">{self._fold(row, mark)}</td></tr>'
        cells = [
            self._text(row["company"]),
            self._text(row["location"]),
            html.escape(words.role(row["role"])),
            html.escape(words.day(row["first_seen"].date(), self.today)),
            html.escape(words.day(row["date_posted"], self.today)) if row["date_posted"] else "",
            markup.link(row["page_url"], html.escape(row["page_site"])) if row["page_url"] else "",
            self._details(row),
        ]
        if self.marks is not None:
            cells.append(self._buttons(row, mark))
        if marks.is_on(mark, "hidden"):
            note = " · ".join(text for text in (note, words("list.hidden")) if text)
        title = self._title(row) + (f" {markup.tag(note, 'warn')}" if note else "") + self._note(mark)
        return (
            f'<tr{_kind(mark)}><th scope="row">{title}</th>'
            + "".join(f"<td>{cell}</td>" for cell in cells)
            + "</tr>"
        )

    def _mark(self, row: Row) -> Row | None:
        return self.marks.get(row["id"]) if self.marks else None

    def _folded(self, mark: Row | None) -> bool:
        return not self.unfolded and marks.is_on(mark, "hidden")

    def _fold(self, row: Row, mark: Row | None) -> str:
        """A job hidden just now: its title, and the way back."""
        words = self.words
        undo = marks.button(row, mark, "hidden", words, shown=True)
        return f'<span class="quiet">{html.escape(words("hidden", title=row["title"]))}</span> {undo}'

    def _buttons(self, row: Row, mark: Row | None) -> str:
        return "" if self.marks is None else marks.buttons(row, mark, self.words)

    def _note(self, mark: Row | None) -> str:
        return marks.note(mark["note"]) if marks.is_on(mark, "noted") else ""

    def _title(self, row: Row) -> str:
        """The title as a link to the ad, which tells that it was followed."""
        seen = None if self.marks is None else row["id"]
        return markup.link(row["url"], self._text(row["title"]), seen)

    def _text(self, text: str | None) -> str:
        return search.mark(text or "", self.hits)

    def _day(self, row: Row) -> date:
        at = row.get(f"{self.since}_at")
        return at.date() if at else row["shown_date"]

    def _dates(self, row: Row) -> str:
        """Dates of a job; what the list is sorted by comes first."""
        words = self.words
        if self.since:
            day = words.day(self._day(row), self.today)
            return html.escape(words(f"list.since.{self.since}", day=day))
        seen = words("first_seen", day=words.day(row["first_seen"].date(), self.today))
        if not row["date_posted"]:
            return html.escape(seen)
        posted = words("posted", day=words.day(row["date_posted"], self.today))
        shown = [seen, posted] if self.sort == "newest" else [posted]
        return "<br>".join(html.escape(text) for text in shown)

    def _tags(self, row: Row) -> str:
        words = self.words
        tags = [markup.tag(words.role(row["role"]), "role" if row["role"] else "")]
        if row["job_form"] not in (None, "regular"):
            tags.append(markup.tag(words.either(f"job_form.{row['job_form']}", row["job_form"])))
        if row["workplace"] == "remote" and "remote" not in (row["location"] or "").lower():
            tags.append(markup.tag(words("workplace.remote")))
        if note := state(row, words):
            tags.append(markup.tag(note, "warn"))
        if marks.is_on(self._mark(row), "hidden"):
            tags.append(markup.tag(words("list.hidden")))
        return " ".join(tags)

    def _where(self, row: Row) -> list[str]:
        words, parts = self.words, []
        if row.get("page_url"):
            page = markup.link(row["page_url"], html.escape(row["page_title"] or row["page_url"]))
            box = f" › {html.escape(row['box_heading'])}" if row["box_heading"] else ""
            others = f" {words.plural('more_pages', row['pages'] - 1)}" if row["pages"] > 1 else ""
            parts.append(f"{words('seen_on')} {page}{box} ({html.escape(row['page_site'])}){others}")
        if not row["url"]:
            parts.append(html.escape(words("no_link")))
        return [*parts, self._details(row)]

    def _details(self, row: Row) -> str:
        label = html.escape(self.words("details.of", title=row["title"]))
        query = html.escape(f"{self.kept}&id={row['id']}" if self.kept else f"id={row['id']}")
        return f'<a href="job?{query}" aria-label="{label}">{self.words("details")}</a>'


def _kind(mark: Row | None) -> str:
    """What a job is to the reader, for how it looks."""
    kinds = " ".join(what for what in ("seen", "hidden") if marks.is_on(mark, what))
    return f' class="{kinds}"' if kinds else ""


def _missing(text: str) -> str:
    return f'<span class="missing">{html.escape(text)}</span>'
