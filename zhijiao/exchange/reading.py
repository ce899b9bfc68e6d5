"""Reading records of a school for a package, or to prove what stands."""

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any

from zhijiao.exchange import numbers
from zhijiao.exchange.wire import FormWire, RecordDigest, encode, written
from zhijiao.filing.records import access
from zhijiao.kit import bulk
from zhijiao.orgs.models import Org
from zhijiao.private.cipher import for_school


@dataclass
class Section:
    """The records of a form of a school: their lines, open and private, and the digest of each by number."""

    school: Org
    wire: FormWire
    open: list[str] = field(default_factory=list)
    private: list[str] = field(default_factory=list)
    entries: dict[int, bytes] = field(default_factory=dict)
    gone: list[int] = field(default_factory=list)

    @property
    def columns(self) -> tuple[list[str], list[str]]:
        """Names of the open and of the private columns."""
        return [item.column.name for item in self.wire.open], [item.column.name for item in self.wire.private]


def read(
    school: Org, wire: FormWire, secret: bytes, block: int, ids: Collection[int] | None = None
) -> Section:
    """Records of a school in a form, all of them or those with these numbers, in order.

    Numbers are told as the province's installation gave them: what stands here with a block is told without it.
    """
    found = access.of_school(wire.form, school.pk)
    if ids is not None:
        found = bulk.among(found, ids)
    heads = ("pk", "version", "gaps", "created_at", "updated_at")
    rows = list(found.order_by("pk").values_list(*heads, *wire.attnames))
    section = Section(school, wire)
    if not rows:
        return section
    pks, versions, gaps, made, changed, *stored = zip(*rows, strict=True)
    columns: list[Any] = list(stored)
    cipher = for_school(school.pk)
    for item in wire.private:
        if item.column.private:
            columns[item.place] = cipher.decrypt_many(columns[item.place])
    own = [numbers.there(block, pk) for pk in pks]
    bodies = [
        encode(list(row)) for row in zip(own, versions, *written(columns, wire.open, block), strict=True)
    ]
    hidden = [encode(list(row)) for row in zip(own, *written(columns, wire.private, block), strict=True)]
    digest = RecordDigest(secret, wire.form.key)
    section.entries = dict(zip(own, map(digest.of, bodies, hidden), strict=True))
    section.private = hidden if wire.private else []
    section.open = [
        f'[{body},[{gap},"{first.isoformat()}","{last.isoformat()}"]]'
        for body, gap, first, last in zip(bodies, gaps, made, changed, strict=True)
    ]
    return section
