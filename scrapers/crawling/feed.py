"""Feed spider: an RSS or Atom feed, then the articles it links, newest first."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import ClassVar
from urllib.parse import urljoin

import scrapy
from lxml import etree
from scrapy.http import Response

from scrapers.crawling import arguments
from scrapers.crawling.spider import JobSpider, Output
from scrapers.items import JobPosting

DATES = ("published", "pubDate", "issued", "created", "date", "updated", "modified")
"""Names of the elements that date an article, the best first."""


class FeedSpider(JobSpider):
    """Reads a feed, and the newest articles that it links; of a feed of jobs, the jobs in it."""

    feed_url: ClassVar[str | None] = None
    limit: ClassVar[int] = 20
    takes: ClassVar = {**JobSpider.takes, "feed": arguments.address, "limit": arguments.count}

    def check(self) -> None:
        """The feed's address has to be known."""
        if not (self.options.get("feed") or self.feed_url):
            raise arguments.ArgumentError("say which feed to read: -a feed=https://…")

    def first_requests(self) -> Iterator[scrapy.Request]:
        """The feed; always read in full, its articles being what is wanted of it."""
        feed = self.options.get("feed") or self.feed_url
        yield self.ask(feed, callback=self.parse_feed, meta={"conditional": "off"})

    def parse_feed(self, response: Response) -> Output:
        """Read the jobs in a feed of jobs, else go on to its articles."""
        items = list(self.read(response, datetime.now(UTC)))
        yield from items
        if any(isinstance(item, JobPosting) for item in items):
            return
        found = newest_first(articles(response.body, response.url))
        if not found:
            self.fail(f"{response.url} answered {response.status}, but with no RSS or Atom feed of articles")
        for article in found[: self.options.get("limit", self.limit)]:
            if request := self.follow(article.url):
                yield request


@dataclass(frozen=True, slots=True)
class Article:
    """What a feed links."""

    url: str
    date: datetime | None


def articles(body: bytes, base: str) -> list[Article]:
    """Articles of an RSS or Atom document, each address once, in the feed's order; none if it is no feed."""
    parser = etree.XMLParser(recover=True, resolve_entities=False, no_network=True, huge_tree=False)
    try:
        root = etree.fromstring(body, parser)
    except (etree.XMLSyntaxError, ValueError):
        return []
    if root is None or _name(root) not in {"rss", "feed", "RDF"}:
        return []
    found: dict[str, Article] = {}
    for entry in root.iter():
        if _name(entry) in {"item", "entry"} and (url := _link(entry, base)):
            found.setdefault(url, Article(url, _date(entry)))
    return list(found.values())


def newest_first(found: list[Article]) -> list[Article]:
    """Articles by date, those without one last, in the feed's order where dates are equal."""
    oldest = datetime.min.replace(tzinfo=UTC)
    return sorted(found, key=lambda article: article.date or oldest, reverse=True)


def _link(entry: etree._Element, base: str) -> str | None:
    candidates = []
    for child in entry:
        match _name(child):
            case "link" if child.get("rel", "alternate") == "alternate":
                candidates.append(child.get("href") or child.text)
            case "guid" if child.get("isPermaLink", "true").lower() == "true":
                candidates.append(child.text)
    for candidate in candidates:
        try:
            url = urljoin(base, (candidate or "").strip())
        except ValueError:
            continue
        if (candidate or "").strip() and url.startswith(("http://", "https://")):
            return url
    return None


def _date(entry: etree._Element) -> datetime | None:
    texts = {_name(child): (child.text or "").strip() for child in entry}
    for name in DATES:
        if date := _parsed(texts.get(name, "")):
            return date
    return None


def _parsed(text: str) -> datetime | None:
    for parse in (datetime.fromisoformat, parsedate_to_datetime):
        try:
            date = parse(text)
            return date.astimezone(UTC) if date.tzinfo else date.replace(tzinfo=UTC)
        except (ValueError, TypeError, OverflowError, IndexError):
            continue
    return None


def _name(element: etree._Element) -> str:
    return etree.QName(element).localname if isinstance(element.tag, str) else ""
