"""Backing off: a host that says "too many" (429) or "not now" (503) is asked less often from then on."""

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.http import Response

STATUSES = (429, 503)
LONGEST = 60.0
"""Seconds between two requests at most; AutoThrottle shortens them again when the host answers well."""


class Backoff:
    """Downloader middleware; sees each answer before it is retried."""

    def __init__(self, crawler: Crawler):
        self.crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> "Backoff":
        """Build it as Scrapy builds middlewares."""
        return cls(crawler)

    def process_response(self, request: Request, response: Response) -> Response:
        """Double the delay of the host, or take what it asks for."""
        if response.status in STATUSES:
            downloader = self.crawler.engine.downloader
            slot = downloader.slots.get(downloader.get_slot_key(request))
            if slot:
                slot.delay = longer(slot.delay, response.headers.get("Retry-After"))
        return response


def longer(delay: float, retry_after: bytes | None) -> float:
    """Seconds to wait from now on; ``retry_after``: the header, of which only whole seconds are read."""
    asked = float(retry_after) if retry_after and retry_after.isdigit() else 0.0
    return min(max(2 * delay, asked), LONGEST)
