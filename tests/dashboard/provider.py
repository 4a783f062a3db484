"""An identity provider of our own on loopback: OpenID Connect, as much of it as a login needs."""

import base64
import hashlib
import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qsl, urlencode, urlsplit

from joserfc import jwt
from joserfc.jwk import RSAKey

CLIENT, SECRET = "dashboard", "what-only-dashboard-and-provider-know"


class Provider(ThreadingHTTPServer):
    """Logs in ``person``, whoever asks: its claims, of which ``sub`` says who it is."""

    daemon_threads = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), _Answers)
        self.issuer = f"http://127.0.0.1:{self.server_port}"
        self.key = RSAKey.generate_key(2048, {"kid": "one"})
        self.person: dict[str, str] = {}
        self.asked: dict[str, dict[str, str]] = {}  # by code

    def pages(self) -> dict:
        """What answers at which path."""
        return {
            "/.well-known/openid-configuration": self.discover,
            "/keys": lambda query: {"keys": [self.key.as_dict(private=False)]},
            "/authorize": self.authorize,
            "/token": self.token,
            "/end": lambda query: query["post_logout_redirect_uri"],
        }

    def discover(self, query: dict[str, str]) -> dict:
        """The discovery document."""
        return {
            "issuer": self.issuer,
            "authorization_endpoint": f"{self.issuer}/authorize",
            "token_endpoint": f"{self.issuer}/token",
            "jwks_uri": f"{self.issuer}/keys",
            "end_session_endpoint": f"{self.issuer}/end",
            "response_types_supported": ["code"],
            "subject_types_supported": ["public"],
            "id_token_signing_alg_values_supported": ["RS256"],
            "code_challenge_methods_supported": ["S256"],
        }

    def authorize(self, query: dict[str, str]) -> str:
        """Where the browser goes with its code."""
        assert query["client_id"] == CLIENT and query["code_challenge_method"] == "S256"
        code = f"code-{len(self.asked)}"
        self.asked[code] = {**query, "person": json.dumps(self.person)}
        return f"{query['redirect_uri']}?{urlencode({'code': code, 'state': query['state']})}"

    def token(self, form: dict[str, str]) -> dict:
        """The signed statement of who logged in, once for each code."""
        asked = self.asked.pop(form["code"])
        digest = hashlib.sha256(form["code_verifier"].encode()).digest()
        assert base64.urlsafe_b64encode(digest).rstrip(b"=").decode() == asked["code_challenge"]
        assert form["redirect_uri"] == asked["redirect_uri"]
        now = int(time.time())
        claims = {"iss": self.issuer, "aud": CLIENT, "iat": now, "exp": now + 300, "nonce": asked["nonce"]}
        token = jwt.encode({"alg": "RS256", "kid": "one"}, claims | json.loads(asked["person"]), self.key)
        return {"access_token": "unused", "token_type": "Bearer", "expires_in": 300, "id_token": token}


class _Answers(BaseHTTPRequestHandler):
    server: Provider

    def do_GET(self) -> None:
        address = urlsplit(self.path)
        self._answer(address.path, address.query)

    def do_POST(self) -> None:
        expected = base64.b64encode(f"{CLIENT}:{SECRET}".encode()).decode()
        form = self.rfile.read(int(self.headers["Content-Length"])).decode()
        if self.headers["Authorization"] != f"Basic {expected}":
            self.send_error(401)
            return
        self._answer(self.path, form)

    def _answer(self, path: str, query: str) -> None:
        answer = self.server.pages()[path](dict(parse_qsl(query)))
        body = b"" if isinstance(answer, str) else json.dumps(answer).encode()
        self.send_response(302 if isinstance(answer, str) else 200)
        if isinstance(answer, str):
            self.send_header("Location", answer)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *arguments: object) -> None:
        """Say nothing."""


@contextmanager
def provider() -> Iterator[Provider]:
    """A running provider."""
    with Provider() as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()
