"""Headers that keep the browser from doing what this dashboard never asks of it."""

import base64
import hashlib
import re
from pathlib import Path

import streamlit
from starlette.datastructures import Headers, MutableHeaders
from starlette.middleware import Middleware
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_PAGE = Path(streamlit.__file__).parent / "static" / "index.html"
_SCRIPT = re.compile(r"<script>(.*?)</script>", re.DOTALL)
HOST = re.compile(r"([\w-]+(\.[\w-]+)*|\[[0-9a-f:.]+\])(:\d+)?", re.ASCII | re.IGNORECASE)

FIXED = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    # Addresses hold what somebody searches for: they are no other site's business.
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


def policy(host: str, page: str) -> str:
    """The Content-Security-Policy of a page that ``host`` serves; ``page`` is Streamlit's HTML."""
    hashes = [base64.b64encode(hashlib.sha256(script.encode()).digest()) for script in _SCRIPT.findall(page)]
    scripts = " ".join(f"'sha256-{digest.decode()}'" for digest in hashes)
    # Not every browser takes a websocket to be of the same origin.
    sockets = f" ws://{host} wss://{host}" if HOST.fullmatch(host) else ""
    return "; ".join(
        (
            "default-src 'none'",
            # blob: our own script for marking jobs, which Streamlit loads so
            f"script-src 'self' blob: {scripts}".rstrip(),
            "style-src 'self' 'unsafe-inline'",  # Streamlit writes its styles while it runs
            f"connect-src 'self'{sockets}",
            "img-src 'self' data: blob:",
            "font-src 'self' data:",
            "worker-src 'self' blob:",
            "manifest-src 'self'",
            "form-action 'self'",
            "base-uri 'none'",
            "frame-ancestors 'none'",
        )
    )


class SecurityHeaders:
    """Adds the headers to every answer."""

    def __init__(self, app: ASGIApp):
        self.app = app
        self._page = _PAGE.read_text("utf-8")

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request; websockets pass."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        host = Headers(scope=scope).get("host", "")

        async def add(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in FIXED.items():
                    headers[name] = value
                headers["Content-Security-Policy"] = policy(host, self._page)
            await send(message)

        await self.app(scope, receive, add)


MIDDLEWARE = [Middleware(SecurityHeaders)]
