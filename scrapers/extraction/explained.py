"""Articles that explain occupations: each stands over a sentence that says what such a person does."""

# ruff: noqa: E501  (patterns are tables of words)

import re

from scrapers.extraction import heading_words, link_kinds
from scrapers.extraction.columns import mean
from scrapers.extraction.groups import Item
from scrapers.extraction.vocabulary import HEADLINE

SHORTEST = 4
"""Words of a sentence that explains."""
SHARE = 0.6
"""Share of explained titles from which all are."""
LONGEST = 4
"""Words of a heading that only heads a list."""

_OFFERED = re.compile(
    r"\b(?:wir|uns|unser\w*|du|dich|dir|dein\w*|we|us|our|nous|notre|nos|vous|votre|vos|nosotros|nuestr\w+|noi|nostr[aoie]|nás|nasz\w*|wij|ons|onze|vi|vår\w*)\b"
    r"|(?<=[a-zäöüß,] )(?-i:Sie|Ihnen|Ihre?[nmrs]?)\b|\b(?:ab |per )?sofort\b|\bbewerb|\bapply\b|\d ?(?:%|h\b|std|stunden|hours)|@",
    re.IGNORECASE,
)
"""Somebody speaks to whom the job is offered to, or says its terms."""
_ARTICLE_ON_JOBS = re.compile(
    r"\b(?:zukunft|future|tomorrow|demain|futuro|überblick|explained|erklärt|einfach erklärt|trend\w*|wandel|emerging|new kinds?|neue (?:jobs|berufe)|entsteh\w+|"
    r"aussterb\w*|krisensicher\w*|verdien\w+|gefragt\w*|in demand|highest[- ]paid|best[- ]paid|bestbezahlt\w*|was macht|what does|berufe|métiers)\b|\b20[2-9]\d\b",
    re.IGNORECASE,
)


def occupations_are_explained(items: list[Item]) -> bool:
    """Whether most titles stand over nothing but prose about them, and no ad says who offers them."""
    if len(items) < 2 or any(item.evidence.proven for item in items):
        return False
    return mean(map(_is_explained, items)) >= SHARE


def heads_an_article(headings: list[str]) -> bool:
    """Whether the headings over a box announce an article on jobs and no list of them."""
    telling = [text for text in headings if heading_words.heading_kind(text)]
    return not telling or any(_is_headline(text) for text in telling)


def _is_headline(text: str) -> bool:
    words = re.findall(r"\w+", text.casefold())
    return bool(_ARTICLE_ON_JOBS.search(text)) or (
        len(words) > LONGEST and not HEADLINE.words.isdisjoint(words) and not _OFFERED.search(text)
    )


def _is_explained(item: Item) -> bool:
    if item.title.link >= 0 or link_kinds.link_kind(item.url) == "ad":
        return False
    if {"date_posted", "valid_through", "apply", "labels", "sought"} & item.values.keys():
        return False
    kind = item.values.get("employment_type")
    if kind and not _is_sentence(kind):
        return False
    texts = [line.text for line in item.lines[:4] if line.order > item.title.order]
    return bool(texts) and _is_sentence(texts[0]) and not any(map(_OFFERED.search, texts))


def _is_sentence(text: str) -> bool:
    return text.count(" ") >= SHORTEST - 1 and text.rstrip().endswith((".", "!", "?", "…", ":"))
