"""Which addresses are public, and the resolver that gives connections no others."""

from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from typing import Any
from urllib.request import getproxies

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.resolver import CachingHostnameResolver
from scrapy.utils.defer import maybe_deferred_to_future
from scrapy.utils.httpobj import urlparse_cached
from twisted.internet.defer import Deferred
from twisted.internet.interfaces import IResolutionReceiver
from zope.interface import implementer

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
