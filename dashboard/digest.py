"""What is new in the saved searches, for cron to mail: `python -m dashboard.digest`.

Exit codes: 0 written, 1 the database does not answer or may not be written, 2 no such search or argument,
3 nothing new with --only-new.
"""

import argparse
import html
import sys
from collections.abc import Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from pathlib import Path
from urllib.parse import urlencode

from dashboard import filters, listing, markup, queries, saved, words
from dashboard import my_list_queries as kept
from dashboard.connection import DatabaseProblem, open_pool, reading
from dashboard.writing import open_writers, writing
from scrapers import database

JOBS = 50  # named of each search; the rest are counted
UNITS = {"h": timedelta(hours=1), "d": timedelta(days=1), "w": timedelta(weeks=1)}


@dataclass(frozen=True)
class Section:
    """One saved search: ``total`` jobs are new, of which ``rows`` are named; ``link`` shows them all."""

    name: str
    total: int
    rows: list[queries.Row]
    link: str


@dataclass(frozen=True)
class Digest:
    """What is new in each search."""

    sections: list[Section]
    now: datetime
    words: words.Words
    home: str

    @property
    def total(self) -> int:
        """New jobs, each search counted by itself."""
        return sum(section.total for section in self.sections)

    @property
    def title(self) -> str:
        """What it is about, in a line."""
        return self.words.plural("digest", self.total, day=self.words.day(self.now.date()))

    def facts(self, row: queries.Row) -> str:
        """Company, place and role of a job."""
        say = self.words
        parts = [row["company"] or say("no_company"), row["location"] or say("no_place")]
        return " · ".join([*parts, say.role(row["role"])] if row["role"] else parts)

    def when(self, row: queries.Row) -> str:
        """When it came, and what has become of it since."""
        seen = self.words("first_seen", day=self.words.day(row["first_seen"].date()))
        return ", ".join(text for text in (seen, listing.state(row, self.words)) if text)

    def address(self, row: queries.Row) -> str:
        """The ad, or else the job in the dashboard."""
        return row["url"] if markup.is_web(row["url"]) else f"{self.home}/job?id={row['id']}"


def as_text(digest: Digest) -> str:
    """The digest as plain text."""
    say, lines = digest.words, [digest.title]
    for section in digest.sections:
        heading = f"{section.name}: {say.plural('searches.count', section.total)}"
        lines += ["", heading, "=" * len(heading)]
        for row in section.rows:
            lines += ["", _line(row["title"]), f"  {_line(digest.facts(row))}", f"  {digest.when(row)}"]
            lines.append(f"  {digest.address(row)}")
        if section.total > len(section.rows):
            lines += ["", say("digest.more", n=section.total - len(section.rows))]
        if section.total:
            lines += ["", section.link]
    return "\n".join(lines) + "\n"


def _line(text: str) -> str:
    """Text of a page as one line without signs that a terminal obeys."""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())


def as_html(digest: Digest) -> str:
    """The digest as a page of its own, made for mail: no scripts, no pictures, nothing to load."""
    say, parts = digest.words, []
    for section in digest.sections:
        count = say.plural("searches.count", section.total)
        heading = f"{html.escape(section.name)}: {html.escape(count)}"
        if section.total:
            heading = f'<a href="{html.escape(section.link)}">{heading}</a>'
        parts.append(f"<h2>{heading}</h2>")
        items = "".join(
            f'<li style="margin:0 0 .8em">{_link(digest.address(row), row["title"])}<br>'
            f'{html.escape(digest.facts(row))}<br><small style="color:#5a6270">'
            f"{html.escape(digest.when(row))}</small></li>"
            for row in section.rows
        )
        parts.append(f'<ul style="padding-left:1.2em">{items}</ul>' if items else "")
        if section.total > len(section.rows):
            parts.append(f"<p>{html.escape(say('digest.more', n=section.total - len(section.rows)))}</p>")
    title, language = html.escape(digest.title), filters.LANGUAGES[say.index]
    return (
        f'<!DOCTYPE html>\n<html lang="{language}"><head><meta charset="utf-8"><title>{title}</title></head>'
        f'<body style="font:16px/1.45 system-ui,sans-serif;max-width:42em;margin:1.5em auto;padding:0 1em">'
        f"<h1>{title}</h1>{''.join(parts)}</body></html>\n"
    )


def _link(address: str, text: str) -> str:
    return f'<a href="{html.escape(address)}"><b>{html.escape(text)}</b></a>'


def as_mail(digest: Digest, to: str = "", sender: str = "") -> str:
    """The digest as a message in both forms, for `sendmail -t`."""
    mail = EmailMessage()
    mail["Subject"] = digest.title
    for name, value in (("To", to), ("From", sender)):
        if value:
            mail[name] = value
    mail.set_content(as_text(digest))
    mail.add_alternative(as_html(digest), subtype="html")
    return mail.as_string()


# ------------------------------------------------------------------ reading
def since(text: str, now: datetime) -> datetime | None:
    """A time: new (None: since each search was looked at), 36h, 7d, 2w, or a date of ISO 8601, in UTC."""
    if text == "new":
        return None
    if text[:-1].isascii() and text[:-1].isdigit() and len(text) < 6 and text[-1] in UNITS:
        return now - int(text[:-1]) * UNITS[text[-1]]
    moment = datetime.fromisoformat(text)
    return moment.replace(tzinfo=moment.tzinfo or UTC)


def collect(connection, row: kept.Row, hidden: tuple[int, ...], after: datetime | None, now, home) -> Section:
    """What is new in one search; ``after`` None: since somebody looked at it."""
    chosen = saved.news({**row, "looked_at": after or row["looked_at"]}, hidden)
    link = f"{home}/?{urlencode(filters.write(replace(chosen, page=1)), doseq=True)}"
    rows = queries.jobs(connection, replace(chosen, size=JOBS, page=1), now)
    return Section(row["name"], queries.count(connection, chosen, now), rows, link)


@contextmanager
def _pools():
    with ExitStack() as stack:
        try:
            conninfo = stack.enter_context(database.server())
        except database.DatabaseError as error:
            raise DatabaseProblem("unreachable", str(error)) from error
        yield (
            stack.enter_context(open_pool(conninfo)),
            stack.enter_context(open_writers(conninfo)),
        )


def main(argv: Sequence[str] | None = None, now: datetime | None = None) -> int:
    """Write the digest; returns the exit code."""
    now = now or datetime.now(UTC)
    options = _options(argv, now)
    try:
        with _pools() as (readers, writers):
            return _run(options, readers, writers, now)
    except DatabaseProblem as problem:
        said = words.Words(0)(f"state.{problem.kind}")
        print(f"digest: {said}. {problem.detail}".strip(), file=sys.stderr)
        return 1


def _run(options: argparse.Namespace, readers, writers, now: datetime) -> int:
    with writing(writers) as connection:
        row = kept.profile(connection, options.profile)
        searches = kept.searches(connection, row["id"]) if row else []
        hidden = kept.hidden(connection, row["id"]) if row else ()
    if options.search:
        wanted = set(options.search)
        searches = [each for each in searches if wanted & {each["id"], each["name"]}]
        missing = wanted - {each[key] for each in searches for key in ("id", "name")}
        if missing:
            print(f"digest: there is no saved search {', '.join(sorted(missing))!r}", file=sys.stderr)
            return 2
    home = options.url.rstrip("/")
    with reading(readers) as connection:
        sections = [collect(connection, each, hidden, options.since, now, home) for each in searches]
    digest = Digest([section for section in sections if section.total], now, words.of(options.lang), home)
    if options.only_new and not digest.total:
        return 3
    text = {"text": as_text, "html": as_html, "mail": lambda each: as_mail(each, options.to, options.sender)}
    _write(text[options.format](digest), options.output)
    if options.looked:
        with writing(writers) as connection:
            for each in searches:
                kept.look(connection, row["id"], each["id"], now)
    return 0


def _write(text: str, output: Path | None) -> None:
    if output:
        output.write_text(text, "utf-8")
    else:
        sys.stdout.write(text)
        sys.stdout.flush()


def _options(argv: Sequence[str] | None, now: datetime) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m dashboard.digest",
        description=__doc__.partition("\n")[0],
        epilog=__doc__.partition("\n\n")[2],
    )
    parser.add_argument("--search", action="append", metavar="NAME|ID", help="of these only; repeatable")
    parser.add_argument(
        "--since",
        default="new",
        metavar="TIME",
        help="36h, 7d, 2w, or a date; new (default): since each search was looked at",
    )
    parser.add_argument(
        "--format", choices=("text", "html", "mail"), default="text", help="mail: both, as MIME"
    )
    parser.add_argument("-o", "--output", type=Path, metavar="FILE", help="instead of standard output")
    parser.add_argument(
        "--looked", action="store_true", help="the next digest has only what comes from now on"
    )
    parser.add_argument(
        "--only-new", action="store_true", help="write nothing when nothing is new (exit code 3)"
    )
    parser.add_argument("--lang", choices=filters.LANGUAGES, default="en")
    parser.add_argument("--url", default="http://localhost:8501", help="of the dashboard (%(default)s)")
    parser.add_argument("--profile", default="", help="whose searches; needed only where people log in")
    parser.add_argument("--to", default="", help="address in the mail")
    parser.add_argument("--from", dest="sender", default="", help="address in the mail")
    options = parser.parse_args(argv)
    try:
        options.since = since(options.since, now)
    except ValueError:
        parser.error(f"--since {options.since!r}: write 36h, 7d, 2w, or a date such as 2026-03-01")
    return options


if __name__ == "__main__":
    sys.exit(main())
