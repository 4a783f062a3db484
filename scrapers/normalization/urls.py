"""Links in one form, so that the same ad linked in two ways is the same ad."""

import re
from urllib.parse import quote, unquote_plus, urlsplit

from scrapers.normalization.tables import lines

_KEYS = lines("tracking_parameters.txt")
_TRACKING = frozenset(key for key in _KEYS if not key.startswith("?"))
_AMBIGUOUS = frozenset(key[1:] for key in _KEYS if key.startswith("?"))
_TRACKING_PREFIX = re.compile(r"(?:utm|pk|mtm|matomo|piwik|hsa|itm)_")
# "4711", "J-2023-11", "a1b2c3d4e5f6", a UUID; but not "partner_itnews_2023".
_LOOKS_LIKE_ID = re.compile(r"[a-z]{0,6}[-_.]?\d[\w.-]*|[0-9a-f]{8,}(?:-[0-9a-f]{4,})*", re.I)
_SESSION_IN_PATH = re.compile(r";(?:jsessionid|phpsessid|sid)=[^/;]*", re.I)
_UNSAFE = re.compile(r"[^\w.~:/?#\[\]@!$&'()*+,;=%-]|%(?![0-9A-Fa-f]{2})", re.ASCII)
_ESCAPE = re.compile(r"%[0-9a-f]{2}", re.I)
_DEFAULT_PORTS = {"http": 80, "https": 443}
_HOST = re.compile(r"[\w.-]+|\[[0-9a-f:.]+\]", re.ASCII)


def canonical_url(url: str | None) -> str:
    """Write an http(s) link in one form; "" for anything else. Never raises, and f(f(x)) = f(x).

    Lower-cases scheme and host, drops user, default port, tracking parameters and the fragment, and sorts
    the remaining parameters by key. A fragment that is a route ("#/job/4711", "#!…") stays: in a
    single-page site it is the ad's address. Path, letter case and trailing slash stay as published.
    """
    if not isinstance(url, str):
        return ""
    try:
        parts = urlsplit(url.strip())
        host, port = parts.hostname, parts.port
    except ValueError:
        return ""
    if parts.scheme not in _DEFAULT_PORTS or not host:
        return ""
    host = _ascii_host(host)
    if not _HOST.fullmatch(host):
        return ""
    if port is not None and port != _DEFAULT_PORTS[parts.scheme]:
        host = f"{host}:{port}"
    path = _safe(_SESSION_IN_PATH.sub("", parts.path)) or "/"
    query = _query(parts.query)
    route = _safe(parts.fragment) if parts.fragment.startswith(("/", "!")) else ""
    return f"{parts.scheme}://{host}{path}" + (f"?{query}" if query else "") + (f"#{route}" if route else "")


def site(url: str | None) -> str:
    """Host of an http(s) link without "www." and default port; "" for anything else."""
    canonical = canonical_url(url)
    return canonical.split("/", 3)[2].removeprefix("www.") if canonical else ""


def names_an_ad(canonical: str) -> bool:
    """Whether a canonical link can be an ad's own: not "", not a site's front page."""
    return bool(canonical) and not re.fullmatch(r"https?://[^/]+/", canonical)


def _ascii_host(host: str) -> str:
    host = host.rstrip(".")
    if ":" in host:
        return f"[{host}]"
    if host.isascii():
        return host
    try:
        return host.encode("idna").decode("ascii").lower()
    except UnicodeError:
        return ""


def _query(query: str) -> str:
    if not query:
        return ""
    pairs = [pair for pair in query.split("&") if pair and not _is_tracking(*_decoded(pair))]
    return "&".join(_safe(pair) for pair in sorted(pairs, key=lambda pair: pair.partition("=")[0]))


def _decoded(pair: str) -> tuple[str, str]:
    key, _, value = pair.partition("=")
    return unquote_plus(key).strip().lower().removeprefix("amp;"), unquote_plus(value).strip()


def _is_tracking(key: str, value: str) -> bool:
    if key in _TRACKING or _TRACKING_PREFIX.match(key):
        return True
    return key in _AMBIGUOUS and not _LOOKS_LIKE_ID.fullmatch(value)


def _safe(text: str) -> str:
    """Percent-encode what may not stand in a link, and write escapes in capitals."""
    encoded = _UNSAFE.sub(lambda found: quote(found[0], safe="", errors="replace"), text)
    return _ESCAPE.sub(lambda found: found[0].upper(), encoded)
