"""The guard: no link, redirect or name leads a crawl to addresses that only this machine or network can see.

Every request carries its *origin*: host and port of the typed address that it descends from.

* What was typed is fetched, wherever it is.
* What descends from a public address goes to public addresses only.
* What descends from a private address stays on that host and port.
* file:// is read only when it was typed.

Names are looked up before the request, to refuse with a reason, and the resolver that every connection of
Scrapy's own download handler uses hands out public addresses only, so that a name that changes its answer in
between gains nothing.
"""

import asyncio
import logging
from ipaddress import ip_network

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import CannotResolveHostError, IgnoreRequest
from scrapy.http import Response
from scrapy.http.request import NO_CALLBACK
from scrapy.spidermiddlewares.base import BaseSpiderMiddleware
from scrapy.utils.httpobj import urlparse_cached

from scrapers.crawling.resolver import GuardedResolver, is_public

logger = logging.getLogger(__name__)

ORIGIN = "origin"
"""Key of a request's meta."""
PUBLIC = "public"
"""Origin of what descends from no typed web address: may go to public addresses only."""

_DEFAULT_PORTS = {"http": 80, "https": 443}


class Refused(IgnoreRequest):
    """A request that the guard stopped; the message says why."""


def endpoint(request: Request) -> str:
    """Host and port of a request, "example.org:443"."""
    parts = urlparse_cached(request)
    return f"{parts.hostname}:{parts.port or _DEFAULT_PORTS[parts.scheme]}"


class OriginMiddleware(BaseSpiderMiddleware):
    """Spider middleware: what is yielded at the start is its own origin, what comes later has its page's."""

    def get_processed_request(self, request: Request, response: Response | None) -> Request:
        """Stamp a request; a spider cannot choose the origin itself."""
        if response is None:
            request.meta[ORIGIN] = _typed(request)
        else:
            parent = getattr(response, "request", None)
            request.meta[ORIGIN] = parent.meta.get(ORIGIN, PUBLIC) if parent else PUBLIC
        return request


class Guard:
    """Downloader middleware: refuses requests by the rules above; stands before robots.txt is asked."""

    def __init__(self, crawler: Crawler):
        self.crawler = crawler
        self.allowed = tuple(map(ip_network, crawler.settings.getlist("ALLOWED_NETWORKS")))
        self.timeout = crawler.settings.getfloat("DNS_TIMEOUT")
        self.private: dict[str, bool] = {}
        """Of typed hosts, whether they are private: decided once, so that no later answer changes it."""
        self._lookups: dict[str, asyncio.Task[list[str]]] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> "Guard":
        """Build it as Scrapy builds middlewares."""
        return cls(crawler)

    async def process_request(self, request: Request) -> None:
        """Let a request pass, or raise Refused."""
        try:
            await self._check(request)
        except Refused as refused:
            self.crawler.stats.inc_value("guard/refused")
            logger.warning("Refused %s: %s", request.url, refused, extra={"spider": self.crawler.spider})
            raise

    async def _check(self, request: Request) -> None:
        origin = request.meta.setdefault(ORIGIN, self._of_no_page(request))
        try:
            if urlparse_cached(request).scheme == "file":
                if origin != request.url:
                    raise Refused("only a file that was typed is read")
                return
            target, host = endpoint(request), _host(request)
        except (ValueError, KeyError) as error:
            raise Refused(f"not a web address ({error})") from None
        if target == origin:
            await self._is_private(host)
            return
        if ":" in origin and not origin.startswith("file:"):
            typed_host = origin.rpartition(":")[0]
            if await self._is_private(typed_host):
                if host == typed_host and {target, origin} == {f"{host}:80", f"{host}:443"}:
                    return  # the same site, moved to https
                raise Refused(f"the crawl began on {origin}, which is not public, and stays there")
        if host in self._resolver.trusted:
            raise Refused(f"{host} is not public")
        addresses = await self._lookup(host)
        if not any(is_public(address, self.allowed) for address in addresses):
            raise Refused(
                f"{host} is {addresses[0]}, which is not public; only who types an address gets there"
            )

    def _of_no_page(self, request: Request) -> str:
        """Origin of a request that no spider yielded: robots.txt, or one made by hand (scrapy shell)."""
        if request.callback is not NO_CALLBACK:
            return _typed(request)
        host = urlparse_cached(request).hostname or ""
        return endpoint(request) if self.private.get(host) else PUBLIC

    async def _is_private(self, host: str) -> bool:
        if host not in self.private:
            addresses = await self._lookup(host)
            self.private[host] = not any(is_public(address, self.allowed) for address in addresses)
            if self.private[host]:
                self._resolver.trusted.add(host)
        return self.private[host]

    async def _lookup(self, host: str) -> list[str]:
        # One lookup a host: those that wait for it go on in the order in which they came.
        known = self._lookups.get(host)
        if known is None or (known.done() and not known.result()):
            known = self._lookups[host] = asyncio.ensure_future(self._ask(host))
        addresses = await asyncio.shield(known)
        if not addresses:
            raise CannotResolveHostError(f"{host}: no such host, or no network")
        return addresses

    async def _ask(self, host: str) -> list[str]:
        try:
            return await asyncio.wait_for(self._resolver.lookup(host), self.timeout)
        except TimeoutError:
            return []

    @property
    def _resolver(self) -> GuardedResolver:
        from twisted.internet import reactor

        if not isinstance(reactor.nameResolver, GuardedResolver):
            raise RuntimeError("TWISTED_DNS_RESOLVER has to be scrapers.crawling.resolver.GuardedResolver")
        return reactor.nameResolver


def _typed(request: Request) -> str:
    try:
        return request.url if urlparse_cached(request).scheme == "file" else endpoint(request)
    except (ValueError, KeyError):
        return PUBLIC


def _host(request: Request) -> str:
    host = urlparse_cached(request).hostname
    if not host:
        raise ValueError("no host")
    host.encode("idna")  # what raises here would leave the resolver waiting for an answer
    return host
