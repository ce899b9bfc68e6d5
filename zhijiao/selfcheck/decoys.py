"""Words of a school that must not be found in certain answers: names for strangers, private values for everybody."""

import html
import io
import json
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import unquote

from django.http import HttpResponse, StreamingHttpResponse

from zhijiao.dictionary import content
from zhijiao.filing.records import access
from zhijiao.filing.schema import registry
from zhijiao.filing.schema.columns.files import held_files
from zhijiao.identity.actor import Actor
from zhijiao.private.cipher import for_school
from zhijiao.selfcheck.samples import Ground

SHORTEST = 8
"""Characters; a shorter value could stand in a page by chance."""


@dataclass(frozen=True)
class Decoys:
    """`names` tell a stranger that the school or somebody in it exists; `secrets` are private values in clear."""

    names: frozenset[str]
    secrets: frozenset[str]

    def found(self, response: HttpResponse, *, stranger: bool) -> str:
        """Which kind of word stands in an answer: 隐私数据, 校名 or nothing."""
        text = text_of(response)
        if any(secret in text for secret in self.secrets):
            return "隐私数据"
        return "其他单位的内容" if stranger and any(name in text for name in self.names) else ""


def decoys(ground: Ground, more: Iterable[str] = ()) -> Decoys:
    """The words of a school, from its own rows; `more` are names besides.

    What stands in the example of a form or in the data dictionary, which everybody may see, tells nothing.
    """
    people = (ground.cast.clerk, ground.cast.admin)
    names = {ground.school.name, ground.school.code, *(person.account.username for person in people)}
    shown = set(_examples())
    told = "\n".join([*shown, json.dumps(content.whole(""), ensure_ascii=False)])
    return Decoys(
        frozenset(name for name in {*names, *more} if name not in told), frozenset(_secrets(ground) - shown)
    )


def _examples() -> Iterator[str]:
    """Every example of every form, as its templates and the description of the API show them."""
    for form in registry.registry().records:
        yield from map(str, form.declaration.example.values())
        yield from (str(column.example) for column in form.stored)


def _secrets(ground: Ground) -> set[str]:
    """Private values of the records that the addresses name."""
    cipher, by = for_school(ground.school.pk), Actor.system(ground.school)
    found: set[str | None] = set()
    for form in registry.registry().records:
        columns = [column for column in form.stored if column.private]
        if not columns or form.key not in ground.records:
            continue
        rows = access.rows(by, form, "view").filter(pk=ground.records[form.key])
        for _, values in form.fetch(rows, columns):
            for column, value in zip(columns, values, strict=True):
                plain = cipher.decrypt(value)
                found.update((file.name for file in held_files(plain)) if column.holds_files else (plain,))
    return {text for text in found if text and len(text) >= SHORTEST}


def text_of(response: HttpResponse | StreamingHttpResponse) -> str:
    """Everything an answer says: headers, then the body; workbooks unpacked."""
    body = b"".join(response) if isinstance(response, StreamingHttpResponse) else response.content
    headers = unquote("\n".join(f"{name}: {value}" for name, value in response.items()))
    if body[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(body)) as packed:
            body = b"\n".join(packed.read(name) for name in packed.namelist())
    text = body.decode("utf-8", "replace")
    if text and "json" in response.get("Content-Type", ""):
        text = json.dumps(json.loads(text), ensure_ascii=False)
    return headers + "\n" + html.unescape(text)
