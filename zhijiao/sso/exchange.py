"""Asking a provider within one request of ours: all its questions together get five seconds, and a provider that has
not answered is left alone for a while, because a web process that waits serves nobody else.
"""

import base64
import json
import logging
import time
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote, urlencode

from zhijiao.kit import outgoing
from zhijiao.sso.identities import Refused, Unavailable
from zhijiao.sso.providers import Provider

PAUSE_SECONDS = 30
"""How long a process asks a provider nothing after it has not answered."""
_silent_since: dict[str, float] = {}

log = logging.getLogger("zhijiao.sso")


class Exchange:
    """The questions to one provider while one request of ours is answered."""

    def __init__(self, provider: Provider) -> None:
        self.provider = provider
        self._until = time.monotonic() + outgoing.SECONDS

    def ask(
        self, url: str, form: Mapping[str, str] | None = None, headers: Mapping[str, str] | None = None
    ) -> bytes:
        """What the provider answers; a form is posted.

        Raises:
            Unavailable: no answer, or its own failure.
            Refused: an answer that says no, or an address that is not the provider's.
        """
        key = self.provider.key
        if not self.provider.may_ask(url):
            raise Refused("an address outside of the hosts named")
        if time.monotonic() - _silent_since.get(key, -PAUSE_SECONDS) < PAUSE_SECONDS:
            raise Unavailable("has not answered a moment ago")
        data = None if form is None else urlencode(form).encode()
        try:
            answer = outgoing.fetch(
                url,
                data=data,
                headers={"Accept": "application/json, text/xml", **(headers or {})},
                seconds=self._until - time.monotonic(),
                ca_file=self.provider.ca_file,
            )
        except outgoing.Unreachable as error:
            _silent_since[key] = time.monotonic()
            log.warning("provider %s does not answer: %s", key, error)
            raise Unavailable(str(error)) from None
        if answer.status >= 500:
            raise Unavailable(f"status {answer.status}")
        if answer.status != 200:
            raise Refused(f"status {answer.status}")
        return answer.body

    def ask_json(
        self, url: str, form: Mapping[str, str] | None = None, headers: Mapping[str, str] | None = None
    ) -> dict[str, Any]:
        """The object that is answered; Refused where it is none."""
        try:
            found = json.loads(self.ask(url, form, headers))
        except (ValueError, RecursionError):
            raise Refused("the answer is no JSON") from None
        if not isinstance(found, dict):
            raise Refused("the answer is no object")
        return found


def forget() -> None:
    """Ask every provider again, also those that have been silent (between tests)."""
    _silent_since.clear()


def basic(provider: Provider) -> dict[str, str]:
    """How this installation names itself to the provider (RFC 6749, 2.3.1)."""
    pair = f"{quote(provider.client_id, safe='')}:{quote(provider.client_secret, safe='')}"
    return {"Authorization": "Basic " + base64.b64encode(pair.encode()).decode("ascii")}
