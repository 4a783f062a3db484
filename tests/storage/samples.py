"""Items as they reach the database."""

from datetime import UTC, datetime
from urllib.parse import urlsplit

from scrapers.items import JobPosting, Page

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
LIST = "https://news.example/article"


def posting(title: str = "Data Engineer", n: int = 1, **values) -> JobPosting:
    """A posting from a box, as it leaves normalising."""
    url = values.pop("url", f"https://jobs.example/ad/{n}")
    values.setdefault("ref", url or f"fp:{title}")
    values.setdefault("page_url", LIST)
    values.setdefault("site", urlsplit(url or values["page_url"]).hostname)
    values.setdefault("fetched_at", NOON)
    values.setdefault("title_raw", title)
    return JobPosting(title=title, url=url, **values)


def employed(title: str = "Data Engineer", n: int = 1, **values) -> JobPosting:
    """A posting with company and place, which can be recognised elsewhere."""
    given = {
        "company": "Acme GmbH",
        "company_key": "acme",
        "location": "Berlin",
        "city": "Berlin",
        "country": "DE",
    }
    return posting(title, n, **{**given, **values})


def page(url: str = LIST, **values) -> Page:
    return Page(**{"url": url, "fetched_at": NOON, "status": 200, **values})
