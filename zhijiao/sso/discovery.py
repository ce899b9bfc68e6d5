"""What an OpenID provider publishes of itself: where its endpoints lie, and the keys it signs with.

Kept for an hour in each process. A key that is not known yet is looked for at once, but not more than once a minute.
"""

import time
from dataclasses import dataclass, field
from typing import Any

from joserfc.errors import JoseError
from joserfc.jwk import JWKRegistry, Key, KeySet

from zhijiao.sso.exchange import Exchange
from zhijiao.sso.identities import Refused
from zhijiao.sso.providers import Provider

_HOUR, _MINUTE = 3600, 60
_PATH = "/.well-known/openid-configuration"


@dataclass
class Known:
    """What is known of a provider, and since when (seconds of this process's clock)."""

    facts: dict[str, Any]
    facts_at: float
    keys: list[Key] = field(default_factory=list)
    keys_at: float = 0.0


_known: dict[Provider, Known] = {}


def forget() -> None:
    """Ask again (between tests)."""
    _known.clear()


def facts(exchange: Exchange) -> dict[str, Any]:
    """The provider's own description; its issuer must be the one the operator has named."""
    return _of(exchange).facts


def keys(exchange: Exchange, kid: str | None) -> KeySet:
    """The provider's public keys; asked for anew if there is none of that name."""
    known, now = _of(exchange), time.monotonic()
    missing = not known.keys or (kid is not None and all(key.kid != kid for key in known.keys))
    age = now - known.keys_at
    if not known.keys or age > _HOUR or (missing and age > _MINUTE):
        known.keys, known.keys_at = _fetch_keys(exchange, known.facts), now
    return KeySet(known.keys)


def _of(exchange: Exchange) -> Known:
    provider, now = exchange.provider, time.monotonic()
    known = _known.get(provider)
    if known is None or now - known.facts_at > _HOUR:
        found = exchange.ask_json(provider.issuer.rstrip("/") + _PATH)
        if found.get("issuer") != provider.issuer:
            raise Refused("the issuer is another one")
        for name in ("authorization_endpoint", "token_endpoint", "jwks_uri"):
            if not isinstance(found.get(name), str) or not provider.may_ask(found[name]):
                raise Refused(f"{name} lies outside of the hosts named")
        known = _known[provider] = Known(found, now)
    return known


def _fetch_keys(exchange: Exchange, described: dict[str, Any]) -> list[Key]:
    """Public keys for signatures; what cannot be read, or is a shared secret, is passed over."""
    found = exchange.ask_json(described["jwks_uri"]).get("keys")
    kept = []
    for each in found if isinstance(found, list) else []:
        if not isinstance(each, dict) or each.get("use", "sig") != "sig" or each.get("kty") == "oct":
            continue
        try:
            kept.append(JWKRegistry.import_key(each))
        except (JoseError, ValueError, TypeError, KeyError):
            continue
    if not kept:
        raise Refused("no key to check by")
    return kept
