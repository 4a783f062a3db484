"""Jobs as HTML, as a list or as a table: real links and headings."""

import html
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from dashboard import markup, search
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
    """How jobs are drawn: ``hits`` are marked; ``kept`` is the query string that leads back here."""

    words: Words
    today: date
    hits: tuple[str, ...] = ()
    sort: str = "newest"
    kept: str = ""

    def cards(self, rows: Iterable[Row]) -> str:
        """A list of headings, each with who, where, when, and the page that showed it."""
        return f'<ol class="jobs">{"".join(self._card(row) for row in rows)}</ol>'

    def table(self, rows: Iterable[Row]) -> str:
        """A table, a line each."""
        headings = [self.words(f"column.{column}") for column in COLUMNS]
        return markup.grid(headings, (self._line(row) for row in rows))

    def _card(self, row: Row) -> str:
        words, day = self.words, row["shown_date"].isoformat()
        who = [
            self._text(row["company"]) or _missing(words("no_company")),
            self._text(row["location"]) or _missing(words("no_place")),
        ]
        return (
            f"<li><h2>{markup.link(row['url'], self._text(row['title']))}</h2>"
            f'<time class="date" datetime="{day}">{self._dates(row)}</time>'
            f'<div class="who">{" · ".join(who)} {self._tags(row)}</div>'
            f'<div class="where">{" · ".join(self._where(row))}</div></li>'
        )

    def _line(self, row: Row) -> str:
        words, note = self.words, state(row, self.words)
        cells = (
            self._text(row["company"]),
            self._text(row["location"]),
            html.escape(words.role(row["role"])),
            html.escape(words.day(row["first_seen"].date(), self.today)),
            html.escape(words.day(row["date_posted"], self.today)) if row["date_posted"] else "",
            markup.link(row["page_url"], html.escape(row["page_site"])) if row["page_url"] else "",
            self._details(row),
        )
        title = markup.link(row["url"], self._text(row["title"])) + (
            f" {markup.tag(note, 'warn')}" if note else ""
        )
        return f'<tr><th scope="row">{title}</th>' + "".join(f"<td>{cell}</td>" for cell in cells) + "</tr>"

    def _text(self, text: str | None) -> str:
        return search.mark(text or "", self.hits)

    def _dates(self, row: Row) -> str:
        """Dates of a job; what the list is sorted by comes first."""
        words = self.words
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
        return " ".join(tags)

    def _where(self, row: Row) -> list[str]:
        words, parts = self.words, []
        if row["page_url"]:
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


def _missing(text: str) -> str:
    return f'<span class="missing">{html.escape(text)}</span>'
