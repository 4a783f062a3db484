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
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from typing import Any
from urllib.request import getproxies

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import CannotResolveHostError, IgnoreRequest
from scrapy.http import Response
from scrapy.http.request import NO_CALLBACK
from scrapy.resolver import CachingHostnameResolver
from scrapy.spidermiddlewares.base import BaseSpiderMiddleware
from scrapy.utils.defer import maybe_deferred_to_future
from scrapy.utils.httpobj import urlparse_cached
from twisted.internet.defer import Deferred
from twisted.internet.interfaces import IResolutionReceiver
from zope.interface import implementer

logger = logging.getLogger(__name__)

ORIGIN = "origin"
"""Key of a request's meta."""
PUBLIC = "public"
"""Origin of what descends from no typed web address: may go to public addresses only."""

_DEFAULT_PORTS = {"http": 80, "https": 443}
# The registries of special-purpose addresses (IANA), spelled out: Python's own tables differ by version.
_SPECIAL = [
    ip_network(text)
    for text in (
        *("0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12"),
        *("192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15"),
        *("198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4"),
        "168.63.129.16/32",  # metadata of a cloud (Azure) on an address that looks public
        *("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20"),
    )
]
_UNICAST = ip_network("2000::/3")  # all of IPv6 that is routed: neither ::1 nor ULA, link-local, multicast
_NAT64 = ip_network("64:ff9b::/96")  # the last 32 bits are the IPv4 address that is reached


class Refused(IgnoreRequest):
    """A request that the guard stopped; the message says why."""


def is_public(text: str, allowed: tuple = ()) -> bool:
    """Whether an IP address is one that the whole internet reaches; ``allowed``: networks taken as such."""
    address = ip_address(text.partition("%")[0])
    if isinstance(address, IPv6Address):
        if address in _NAT64:
            address = IPv4Address(int(address) & 0xFFFFFFFF)
        address = getattr(address, "ipv4_mapped", None) or address
    if any(address in network for network in allowed):
        return True
    routed = isinstance(address, IPv4Address) or address in _UNICAST
    return routed and not any(address in network for network in _SPECIAL)


def endpoint(request: Request) -> str:
    """Host and port of a request, "example.org:443"."""
    parts = urlparse_cached(request)
    return f"{parts.hostname}:{parts.port or _DEFAULT_PORTS[parts.scheme]}"


class GuardedResolver(CachingHostnameResolver):
    """The resolver of all connections: hands out public addresses, private ones for trusted hosts only."""

    def __init__(self, reactor: Any, cache_size: int):
        super().__init__(reactor, cache_size)
        self.allowed: tuple = ()
        self.trusted: set[str] = set()
        """Hosts that were typed and are private, and the proxy where one is used."""

    @classmethod
    def from_crawler(cls, crawler: Crawler, reactor: Any) -> "GuardedResolver":
        """Build it with the networks and the proxies of the settings."""
        resolver = super().from_crawler(crawler, reactor)
        resolver.allowed = tuple(map(ip_network, crawler.settings.getlist("ALLOWED_NETWORKS")))
        if crawler.settings.getbool("HTTPPROXY_ENABLED"):
            proxies = (Request(url) for url in getproxies().values() if "://" in url)
            resolver.trusted.update(host for proxy in proxies if (host := urlparse_cached(proxy).hostname))
        return resolver

    def resolveHostName(self, resolutionReceiver, hostName, *args, **kwargs):
        """Resolve a name for a connection."""
        if hostName not in self.trusted:
            resolutionReceiver = _PublicOnly(resolutionReceiver, self.allowed)
        return super().resolveHostName(resolutionReceiver, hostName, *args, **kwargs)

    async def lookup(self, host: str) -> list[str]:
        """All addresses of a name, public or not; none where it does not resolve."""
        receiver = _Collector()
        super().resolveHostName(receiver, host)
        return await maybe_deferred_to_future(receiver.complete)


@implementer(IResolutionReceiver)
class _PublicOnly:
    """Passes public addresses on."""

    def __init__(self, receiver: Any, allowed: tuple):
        self.receiver = receiver
        self.allowed = allowed

    def resolutionBegan(self, resolution: Any) -> None:
        self.receiver.resolutionBegan(resolution)

    def addressResolved(self, address: Any) -> None:
        if is_public(address.host, self.allowed):
            self.receiver.addressResolved(address)

    def resolutionComplete(self) -> None:
        self.receiver.resolutionComplete()


@implementer(IResolutionReceiver)
class _Collector:
    """Collects addresses."""

    def __init__(self):
        self.found: list[str] = []
        self.complete: Deferred[list[str]] = Deferred()

    def resolutionBegan(self, resolution: Any) -> None:
        pass

    def addressResolved(self, address: Any) -> None:
        self.found.append(address.host)

    def resolutionComplete(self) -> None:
        self.complete.callback(self.found)


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
            raise RuntimeError("TWISTED_DNS_RESOLVER has to be scrapers.crawling.guard.GuardedResolver")
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
