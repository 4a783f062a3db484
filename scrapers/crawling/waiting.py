"""The queue of requests: a host's next request leaves it only when the host has answered the one before.

Scrapy's own hands out as many as CONCURRENT_REQUESTS. They wait in the downloader, and who stops the crawl
has to wait for them all, at one a second or slower. What waits here is kept in the job folder, or dropped.
"""

from collections import Counter
from collections.abc import Iterable

from scrapy.crawler import Crawler
from scrapy.pqueues import DownloaderAwarePriorityQueue, DownloaderInterface


class HostQueue(DownloaderAwarePriorityQueue):
    """Scrapy's queue by host, which passes over hosts that are busy."""

    def __init__(self, crawler: Crawler, *args, **kwargs):
        super().__init__(crawler, *args, **kwargs)
        self._downloader_interface = _HostsWithRoom(crawler)


class _HostsWithRoom(DownloaderInterface):
    def __init__(self, crawler: Crawler):
        super().__init__(crawler)
        self.most = crawler.settings.getint("CONCURRENT_REQUESTS_PER_DOMAIN")

    def stats(self, possible_slots: Iterable[str]) -> list[tuple[int, str]]:
        # Also those that still wait for their host's robots.txt or address.
        busy = Counter(map(self.downloader.get_slot_key, self.downloader.active))
        return [(busy[host], host) for host in possible_slots if busy[host] < self.most]
