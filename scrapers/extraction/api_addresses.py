"""Addresses of ads that an answer of an applicant-tracking system leaves for its client to put together.

What the answer's own address looks like says which system it is, whoever's host it runs on.
"""

import re

# /wday/cxs/<tenant>/<site>/jobs answers with paths below /<site>.
_SITE_OF_PATHS = re.compile(r"(https?://[^/?#]+)/wday/cxs/[^/?#]+/([^/?#]+)/")
# /careers/list answers with numbers of pages below /careers.
_LIST_OF_NUMBERS = re.compile(r"(https?://[^/?#]+/careers)/list/?(?:[?#]|$)")


def complete(path: str, page_url: str) -> str:
    """A path out of an answer as its client would link it; any other link as it is."""
    if path.startswith("/job/") and (match := _SITE_OF_PATHS.match(page_url)):
        return f"{match[1]}/{match[2]}{path}"
    return path


def from_identifier(identifier: str | None, page_url: str) -> str | None:
    """Link to an ad of which the answer says only the number, or None."""
    if identifier and identifier.isdigit() and (match := _LIST_OF_NUMBERS.match(page_url)):
        return f"{match[1]}/{identifier}"
    return None
