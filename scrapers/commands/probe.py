"""``scrapy probe URL_OR_FILE [--json]``: what would be extracted from a page, by what, from where, why."""

import argparse
import json
import os
import sys
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from textwrap import wrap
from typing import Any, ClassVar
from urllib.parse import unquote, urlsplit

import scrapy
from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError
from selectolax.lexbor import LexborHTMLParser

from scrapers.crawling.arguments import address
from scrapers.crawling.spider import explain_response, reason_of
from scrapers.extraction import Explanation, explain
from scrapers.extraction.page import decode
from scrapers.items import JobPosting

WIDTH = 100
_COLUMNS = (("title", 35), ("company", 18), ("location", 14), ("date_posted", 12), ("origin", 13))
_HEADINGS = ("title", "company", "place", "posted", "by")


class Command(ScrapyCommand):
    """Reads one page and prints its jobs; stores nothing and needs no database."""

    requires_project = True
    own_settings: ClassVar[dict[str, Any]] = {
        "ITEM_PIPELINES": {},
        "LOG_LEVEL": "CRITICAL",  # the page is what is to be read here; -L INFO shows the rest
        "RETRY_TIMES": 0,
        "CONDITIONAL_REQUESTS": False,
    }

    def syntax(self) -> str:
        """What stands after the command."""
        return "[options] URL_OR_FILE"

    def short_desc(self) -> str:
        """One line for the list of commands."""
        return "Show which jobs would be extracted from a page, by what, and from where in it"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Options beside Scrapy's own."""
        super().add_options(parser)
        parser.add_argument(
            "--json", action="store_true", help="print JSON: postings, near_misses, page_title"
        )
        parser.add_argument(
            "--url",
            metavar="URL",
            help="address that a saved file was fetched from (default: what it says itself)",
        )

    def process_options(self, args: list[str], opts: argparse.Namespace) -> None:
        """Put the command's own settings above the project's, and below those of the command line."""
        for name, value in self.own_settings.items():
            self.settings.set(name, value, priority="cmdline")
        super().process_options(args, opts)

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Read the page, print, and set the exit code: 1 where it could not be read."""
        if len(args) != 1:
            raise UsageError("say one page: scrapy probe https://… or scrapy probe FILE", print_help=False)
        try:
            page = address(args[0])
        except ValueError as error:
            raise UsageError(f"{args[0]}: {error}", print_help=False) from None
        try:
            if page.lower().startswith("file:"):
                body = Path(unquote(urlsplit(page).path)).read_bytes()
                page = opts.url or published_at(body) or page
                found = explain(body, page)
            else:
                page, found = self._fetch(page)
        except (OSError, ProbeError) as error:
            print(f"{args[0]}: {error}", file=sys.stderr)
            self.exitcode = 1
            return
        with suppress(BrokenPipeError):  # as `| head` leaves it
            print(as_json(page, found) if opts.json else as_table(page, found), flush=True)
            return
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())

    def _fetch(self, url: str) -> tuple[str, Explanation]:
        """Fetch by the same rules as a crawl; returns the address after redirects, and what is there."""
        result: dict[str, Any] = {}
        crawler = self.crawler_process.create_crawler(_OnePage)
        self.crawler_process.crawl(crawler, url=url, result=result)
        self.crawler_process.start()
        if "response" not in result:
            raise ProbeError(result.get("error", "could not be fetched"))
        response = result["response"]
        if response.status >= 400:
            raise ProbeError(f"answered {response.status}")
        return response.url, explain_response(response)


def published_at(body: bytes) -> str | None:
    """Address that a saved page gives as its own; its relative links begin there."""
    link = LexborHTMLParser(decode(body)).css_first('link[rel="canonical" i][href^="http" i]')
    return link.attributes["href"].strip() if link else None


class ProbeError(RuntimeError):
    """A page that could not be read."""


class _OnePage(scrapy.Spider):
    name = "probe"

    def __init__(self, url: str, result: dict[str, Any]):
        super().__init__()
        self.url, self.result = url, result

    async def start(self):
        meta = {"handle_httpstatus_list": range(400, 600)}
        yield scrapy.Request(self.url, callback=self.keep, errback=self.miss, meta=meta)

    def keep(self, response: scrapy.http.Response) -> None:
        self.result["response"] = response

    def miss(self, failure: Any) -> None:
        self.result["error"] = reason_of(failure)


def as_json(page: str, found: Explanation) -> str:
    """The explanation as JSON."""
    plain = {
        "url": page,
        "page_title": found.page_title,
        "postings": [asdict(posting) for posting in found.postings],
        "near_misses": [asdict(posting) for posting in found.near_misses],
    }
    return json.dumps(plain, ensure_ascii=False, indent=2, default=str)


def as_table(page: str, found: Explanation) -> str:
    """The explanation as lines of at most WIDTH columns."""
    jobs, misses = found.postings, found.near_misses
    lines = [_cut(page, WIDTH)]
    if found.page_title:
        lines.append(_cut(found.page_title, WIDTH))
    lines.append(
        f"{len(jobs)} job{'s' * (len(jobs) != 1)}, {len(misses)} near miss{'es' * (len(misses) != 1)}"
    )
    if jobs:
        lines += ["", "  # " + _row(_HEADINGS)]
        for number, posting in enumerate(jobs, 1):
            lines += [
                f"{number:3} " + _row([getattr(posting, name) for name, _ in _COLUMNS]),
                *_notes(posting),
            ]
    if misses:
        lines += ["", "Near misses: looked like a job, but not enough"]
        for posting in misses:
            lines += [f"  – {_cut(posting.title, WIDTH - 4)}", *_notes(posting)]
    return "\n".join(lines)


def _row(values: Any) -> str:
    cells = [_cut(value or "–", width) for value, (_, width) in zip(values, _COLUMNS, strict=True)]
    return " ".join(cell.ljust(width) for cell, (_, width) in zip(cells, _COLUMNS, strict=True)).rstrip()


def _notes(posting: JobPosting) -> list[str]:
    score = f"score {posting.score:.2f}" if posting.score is not None else None
    notes = {
        "box": posting.box_heading,
        "where": posting.where,
        "link": posting.url,
        "why": "; ".join(filter(None, [score, *posting.evidence])),
        "gone": "the page says that the job is gone" if posting.gone else None,
    }
    lines = []
    for name, text in notes.items():
        if text:
            first, *more = wrap(
                _printable(text), WIDTH - 11, max_lines=3, placeholder=" …", break_on_hyphens=False
            )
            lines += [f"    {name:6} {first}", *(f"{'':11}{line}" for line in more)]
    return lines


def _cut(text: str, width: int) -> str:
    text = _printable(text)
    return text if len(text) <= width else text[: width - 1] + "…"


def _printable(text: str) -> str:
    """Text without characters that would steer the terminal."""
    return "".join(char if char.isprintable() else " " for char in text)
