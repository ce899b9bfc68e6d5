"""What other parts of the program have to say about records, shown on the pages of these records.

They register a function; the engine asks all of them and knows none.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from zhijiao.filing.pages.context import FormContext


@dataclass(frozen=True, slots=True)
class RecordNotice:
    """One remark: ``kind`` of notice (bad, warn, info), what it begins with, what it says, where to read on."""

    kind: str
    title: str
    text: str
    url: str
    label: str = "查看"


NoticeSource = Callable[[FormContext, int | None], list[RecordNotice]]
_sources: list[tuple[NoticeSource, frozenset[str]]] = []


def notice_source(source: NoticeSource, forms: Iterable[str] = ()) -> NoticeSource:
    """Register a function of a form context and a record id; without a record it speaks of the form as a whole.

    With ``forms`` it is asked for these alone.
    """
    _sources.append((source, frozenset(forms)))
    return source


def notices_on(ctx: FormContext, record_id: int | None = None) -> list[RecordNotice]:
    """All remarks on a record, or on the form as a whole."""
    asked = [source for source, forms in _sources if not forms or ctx.form.key in forms]
    return [remark for source in asked for remark in source(ctx, record_id)]


# Of many records at once ------------------------------------------------------------------------------------------

RecordsOf = Mapping[str, QuerySet[Any]]
"""By form, records that the actor may see: a query, not yet read."""
AmongSource = Callable[[FormContext, RecordsOf], list[RecordNotice]]
_among: list[AmongSource] = []


def among_source(source: AmongSource) -> AmongSource:
    """Register a function that speaks of many records of many forms, with a bounded number of queries."""
    _among.append(source)
    return source


def notices_among(ctx: FormContext, records: RecordsOf) -> list[RecordNotice]:
    """All remarks on any of these records."""
    return [remark for source in _among for remark in source(ctx, records)]
