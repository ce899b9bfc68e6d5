"""A province's identity provider on this machine: OpenID Connect and CAS, with everything that can go wrong in it."""

import base64
import hashlib
import hmac
import json
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.parse import parse_qsl, urlsplit

from joserfc import jwt
from joserfc.jwk import RSAKey

CLIENT, SECRET = "zhijiao", "a secret of this client"


def b64(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


class Province:
    """The provider. `people` are who can sign in there, `spoil` is what it does wrong."""

    def __init__(self) -> None:
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self.server.daemon_threads = True
        self.base = f"http://127.0.0.1:{self.server.server_port}"
        self.keys = [RSAKey.generate_key(2048, {"kid": "one", "use": "sig", "alg": "RS256"})]
        self.spoil: dict = {}
        self.codes: dict[str, dict] = {}
        self.tickets: dict[str, tuple[str, dict]] = {}
        self.asked: list[str] = []
        self.further: dict = {}
        Thread(target=self.server.serve_forever, args=(0.02,), daemon=True).start()

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()

    def rotate(self) -> None:
        self.keys = [
            RSAKey.generate_key(2048, {"kid": f"key {len(self.asked)}", "use": "sig", "alg": "RS256"})
        ]

    # what a person's browser does there

    def sign_in(self, place: str, sub: str, **claims) -> dict[str, str]:
        """Sign in at the address we were sent to; what the browser brings back."""
        asked = dict(parse_qsl(urlsplit(place).query))
        code = f"code-{len(self.codes)}"
        self.codes[code] = {**asked, "claims": {"sub": sub, **claims}}
        return {"code": code, "state": asked["state"], "iss": self.base}

    def ticket(self, place: str, user: str, **attributes) -> dict[str, str]:
        service = dict(parse_qsl(urlsplit(place).query))["service"]
        ticket = f"ST-{len(self.tickets)}-abc"
        self.tickets[ticket] = (service, {"user": user, **attributes})
        return {"ticket": ticket, **dict(parse_qsl(urlsplit(service).query))}

    # what it answers

    def discovery(self) -> dict:
        return {
            "issuer": self.base,
            "authorization_endpoint": self.base + "/authorize",
            "token_endpoint": self.base + "/token",
            "jwks_uri": self.base + "/keys",
            "userinfo_endpoint": self.base + "/userinfo",
            "end_session_endpoint": self.base + "/end",
            "authorization_response_iss_parameter_supported": True,
            **self.spoil.get("discovery", {}),
        }

    def id_token(self, granted: dict) -> str:
        now = int(time.time())
        claims = {
            "iss": self.base,
            "aud": CLIENT,
            "iat": now,
            "exp": now + 300,
            "nonce": granted["nonce"],
            **granted["claims"],
            **self.spoil.get("claims", {}),
        }
        claims = {name: value for name, value in claims.items() if value is not None}
        alg = self.spoil.get("alg", "RS256")
        if alg == "none":
            return ".".join([b64(b'{"alg":"none","kid":"one"}'), b64(json.dumps(claims).encode()), ""])
        if alg == "HS256":
            text = ".".join([b64(b'{"alg":"HS256","kid":"one"}'), b64(json.dumps(claims).encode())])
            public = self.keys[0].as_pem(private=False)
            return f"{text}.{b64(hmac.digest(public, text.encode(), 'sha256'))}"
        key = self.spoil.get("key", self.keys[0])
        return jwt.encode({"alg": alg, "kid": self.keys[0].kid}, claims, key, algorithms=[alg])

    def token(self, headers, form: dict) -> tuple[int, dict]:
        granted = self.codes.pop(form.get("code", ""), None)
        right = "Basic " + base64.b64encode(f"{CLIENT}:{SECRET}".replace(" ", "%20").encode()).decode()
        if granted is None or headers.get("Authorization") != right:
            return 400, {"error": "invalid_grant"}
        challenge = b64(hashlib.sha256(form["code_verifier"].encode()).digest())
        if challenge != granted["code_challenge"] or form["redirect_uri"] != granted["redirect_uri"]:
            return 400, {"error": "invalid_grant"}
        return 200, {
            "access_token": "access",
            "token_type": "Bearer",
            "id_token": self.id_token(granted),
        }

    def validated(self, asked: dict) -> str:
        service, said = self.tickets.pop(asked.get("ticket", ""), ("", {}))
        if not service or service != asked.get("service"):
            inner = '<cas:authenticationFailure code="INVALID_TICKET">no</cas:authenticationFailure>'
        else:
            user = said.pop("user")
            more = "".join(f"<cas:{name}>{value}</cas:{name}>" for name, value in said.items())
            inner = f"<cas:authenticationSuccess><cas:user>{user}</cas:user><cas:attributes>{more}</cas:attributes>"
            inner += "</cas:authenticationSuccess>"
        return f'<cas:serviceResponse xmlns:cas="http://www.yale.edu/tp/cas">{inner}</cas:serviceResponse>'

    def answer(self, path: str, asked: dict, headers, form: dict) -> tuple[int, bytes]:
        place = path.removeprefix("/cas")
        if place in ("/serviceValidate", "/p3/serviceValidate"):
            return 200, self.spoil.get("xml", self.validated(asked)).encode()
        if path == "/token":
            status, found = self.token(headers, form)
        else:
            found = {
                "/.well-known/openid-configuration": self.discovery,
                "/keys": lambda: {"keys": [key.as_dict(private=False) for key in self.keys]},
                "/userinfo": lambda: self.further,
            }[path]()
            status = 200
        return status, json.dumps(found).encode()

    def _handler(self):
        province = self

        class Handler(BaseHTTPRequestHandler):
            def log_message(self, *args) -> None:
                pass

            def do_GET(self) -> None:
                self._do({})

            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                self._do(dict(parse_qsl(body.decode())))

            def _do(self, form: dict) -> None:
                parts = urlsplit(self.path)
                province.asked.append(parts.path)
                spoil = province.spoil
                if parts.path in spoil.get("slow", ()):
                    time.sleep(spoil["seconds"])
                status, body = province.answer(parts.path, dict(parse_qsl(parts.query)), self.headers, form)
                if parts.path in spoil.get("huge", ()):
                    body = b" " * (2 * 1024 * 1024) + body
                status = spoil.get("status", {}).get(parts.path, status)
                try:
                    self.send_response(status)
                    if status == 302:
                        self.send_header("Location", province.base + "/keys")
                    self.end_headers()
                    self.wfile.write(body)
                except OSError:  # whoever asked has gone
                    pass

        return Handler


def lines(**entries) -> str:
    """One [[provider]] of the operator's file."""
    return "[[provider]]\n" + "".join(f"{name} = {json.dumps(value)}\n" for name, value in entries.items())
