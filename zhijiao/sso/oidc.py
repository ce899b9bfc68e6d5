"""OpenID Connect: authorization code with PKCE (RFC 7636), nonce and state; what comes back is checked by joserfc."""

import base64
import hashlib
from collections.abc import Mapping
from hmac import compare_digest
from typing import Any
from urllib.parse import urlencode

from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import GuestProtocol, KeySet

from zhijiao.sso import discovery
from zhijiao.sso.exchange import Exchange, basic
from zhijiao.sso.identities import Cancelled, Identity, Refused, texts
from zhijiao.sso.journeys import Journey
from zhijiao.sso.providers import Provider

ALGORITHMS = (
    "RS256",
    "RS384",
    "RS512",
    "PS256",
    "PS384",
    "PS512",
    "ES256",
    "ES384",
    "ES512",
    "EdDSA",
    "Ed25519",
)
"""Signatures with a key that the provider alone has: neither “none” nor a shared secret."""
_LEEWAY = 60
_LONGEST_CODE, _LONGEST_TOKEN = 2048, 32 * 1024


def address(provider: Provider, journey: Journey, back: str) -> str:
    """Where to send somebody to sign in."""
    described = discovery.facts(Exchange(provider))
    asked = {
        "response_type": "code",
        "client_id": provider.client_id,
        "redirect_uri": back,
        "scope": " ".join(provider.scopes),
        "state": journey.state,
        "nonce": journey.nonce,
        "code_challenge": _challenge(journey.verifier),
        "code_challenge_method": "S256",
        **({"acr_values": provider.acr_values} if provider.acr_values else {}),
    }
    return _with(described["authorization_endpoint"], asked)


def identity(provider: Provider, journey: Journey, back: str, answered: Mapping[str, str]) -> Identity:
    """Who has come back with this answer.

    Raises:
        Unavailable, Refused: see there; nobody is signed in.
    """
    exchange = Exchange(provider)
    described = discovery.facts(exchange)
    _check_answer(provider, described, answered)
    form = {
        "grant_type": "authorization_code",
        "code": answered["code"],
        "redirect_uri": back,
        "client_id": provider.client_id,
        "code_verifier": journey.verifier,
    }
    given = exchange.ask_json(described["token_endpoint"], *_authenticated(provider, described, form))
    token, access = given.get("id_token"), given.get("access_token")
    if not isinstance(token, str) or len(token) > _LONGEST_TOKEN:
        raise Refused("no id_token")
    claims = _claims(exchange, token, journey.nonce, access if isinstance(access, str) else "")
    if any(name not in claims for name in provider.claims):
        claims = {**_user_info(exchange, described, access, claims["sub"]), **claims}
    return Identity(claims["sub"], claims, texts(claims.get("amr")), "".join(texts(claims.get("acr"))[:1]))


def farewell(provider: Provider, home: str) -> str:
    """Where to sign out at the provider; empty where it has no such place. No id_token goes into an address."""
    place = discovery.facts(Exchange(provider)).get("end_session_endpoint")
    if not isinstance(place, str) or not provider.may_ask(place):
        return ""
    return _with(place, {"client_id": provider.client_id, "post_logout_redirect_uri": home})


def _challenge(verifier: str) -> str:
    return _base64(hashlib.sha256(verifier.encode()).digest())


def _base64(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode("ascii")


def _with(place: str, asked: dict[str, str]) -> str:
    return f"{place}{'&' if '?' in place else '?'}{urlencode(asked)}"


def _check_answer(provider: Provider, described: dict[str, Any], answered: Mapping[str, str]) -> None:
    """The answer names a code, and comes from this provider where providers say so (RFC 9207)."""
    says_so = described.get("authorization_response_iss_parameter_supported") is True
    told = answered.get("iss", "" if says_so else provider.issuer)
    if not compare_digest(told.encode(), provider.issuer.encode()):
        raise Refused("the answer of another provider")
    if "error" in answered:
        raise (
            Cancelled("turned back")
            if answered["error"] == "access_denied"
            else Refused("an error was returned")
        )
    if not 0 < len(answered.get("code", "")) <= _LONGEST_CODE:
        raise Refused("no code")


def _authenticated(
    provider: Provider, described: dict[str, Any], form: dict[str, str]
) -> tuple[dict[str, str], dict[str, str]]:
    """Form and headers of the question for a token, with our secret if we have one."""
    if not provider.client_secret:
        return form, {}
    ways = described.get("token_endpoint_auth_methods_supported") or ["client_secret_basic"]
    if "client_secret_basic" not in ways and "client_secret_post" in ways:
        return {**form, "client_secret": provider.client_secret}, {}
    return form, basic(provider)


def _claims(exchange: Exchange, token: str, nonce: str, access: str) -> dict[str, Any]:
    """The claims of an id_token whose signature, issuer, audience, times and nonce are right."""

    def pick(signed: GuestProtocol) -> KeySet:
        kid = signed.headers().get("kid")
        return discovery.keys(exchange, kid if isinstance(kid, str) else None)

    provider = exchange.provider
    wanted = jwt.JWTClaimsRegistry(
        leeway=_LEEWAY,
        iss={"essential": True, "value": provider.issuer},
        aud={"essential": True, "value": provider.client_id},
        sub={"essential": True},
        exp={"essential": True},
        iat={"essential": True},
        nonce={"essential": True, "value": nonce},
    )
    try:
        found = jwt.decode(token, pick, algorithms=ALGORITHMS)
        wanted.validate(found.claims)
    except (JoseError, ValueError, TypeError, KeyError) as error:
        raise Refused(f"the id_token does not hold: {type(error).__name__}") from None
    claims = found.claims
    _check_party(claims, provider.client_id)
    if access and "at_hash" in claims and claims["at_hash"] != _half_hash(access, found.header["alg"]):
        raise Refused("the access token is another one")
    if not isinstance(claims["sub"], str) or not 0 < len(claims["sub"]) <= 255:
        raise Refused("no usable sub")
    return claims


def _check_party(claims: dict[str, Any], client_id: str) -> None:
    """A token for several audiences names us as the party it was issued to (Core, 3.1.3.7)."""
    several = isinstance(claims["aud"], list) and len(claims["aud"]) > 1
    if claims.get("azp", None if several else client_id) != client_id:
        raise Refused("the token was issued to another party")


def _half_hash(text: str, algorithm: str) -> str:
    size = {"256": hashlib.sha256, "384": hashlib.sha384}.get(algorithm[2:], hashlib.sha512)
    if algorithm == "Ed25519":
        size = hashlib.sha512
    digest = size(text.encode("ascii", "replace")).digest()
    return _base64(digest[: len(digest) // 2])


def _user_info(exchange: Exchange, described: dict[str, Any], access: Any, subject: str) -> dict[str, Any]:
    """Further claims, of the same person."""
    place = described.get("userinfo_endpoint")
    if not isinstance(place, str) or not isinstance(access, str):
        return {}
    found = exchange.ask_json(place, headers={"Authorization": f"Bearer {access}"})
    if found.get("sub") != subject:
        raise Refused("the facts of somebody else")
    return found
