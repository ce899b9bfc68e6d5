"""The whole document of the API as it is sent: compressed, put together from texts that are written once a form.

It is the same for everybody who sees the same items of the same forms, so that a process makes it once for each such
group, and `warm_up` has the texts ready before the first process is copied.
"""

import gzip
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder

from zhijiao.api import openapi, seen
from zhijiao.filing.schema import registry
from zhijiao.filing.schema.columns.base import FormLike
from zhijiao.identity.actor import Actor


@dataclass(frozen=True)
class Packed:
    """A document, compressed, with what it is known again by."""

    content: bytes
    etag: str

    @property
    def plain(self) -> bytes:
        """The document, for whoever takes nothing compressed."""
        return gzip.decompress(self.content)


@dataclass(frozen=True)
class _Texts:
    """What a form adds to the document: members of JSON objects, without braces; code tables by name."""

    schemas: str
    paths: str
    codes: dict[str, str]


def packed(forms: Sequence[FormLike], actor: Actor) -> Packed:
    """The document of these forms as the actor sees them."""
    return _packed(tuple((form.key, seen.hidden(actor, form)) for form in forms))


def warm_up() -> None:
    """Describe every form as most programs see it."""
    for key in registry.registry().forms:
        _texts(key, frozenset())


@lru_cache(maxsize=16)
def _packed(parts: tuple[tuple[str, frozenset[str]], ...]) -> Packed:
    head = openapi.head()
    texts = [_texts(key, hidden) for key, hidden in parts]
    codes = {name: text for each in texts for name, text in each.codes.items()}
    components = head.pop("components")
    schemas = [_members(components.pop("schemas")), *codes.values(), *(each.schemas for each in texts)]
    paths = [_members(head.pop("paths")), *(each.paths for each in texts)]
    text = (
        f'{{{_members(head)},"paths":{{{",".join(paths)}}},'
        f'"components":{{{_members(components)},"schemas":{{{",".join(schemas)}}}}}}}'
    )
    content = text.encode()
    return Packed(gzip.compress(content, 6, mtime=0), f'"{sha256(content).hexdigest()[:32]}"')


@lru_cache(maxsize=512)
def _texts(key: str, hidden: frozenset[str]) -> _Texts:
    parts = openapi.describe(registry.get(key), hidden)
    codes = {name: _members({name: schema}) for name, schema in parts.codes.items()}
    return _Texts(_members(parts.schemas), _members(parts.paths), codes)


def _members(value: Mapping[str, Any]) -> str:
    """An object as JSON, without its braces."""
    return json.dumps(value, cls=DjangoJSONEncoder, ensure_ascii=False, separators=(",", ":"))[1:-1]
