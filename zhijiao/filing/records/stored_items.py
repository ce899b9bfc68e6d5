"""What is stored already of the records that a frame speaks of: of one record by a compiled statement."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import QuerySet

from zhijiao.filing.schema.frame import Frame
from zhijiao.kit.statements import statement

FEW = 50


@statement
def _by_text(school: int, value: str, *, model: Any, name: str, items: tuple[str, ...]) -> QuerySet[Any]:
    """Records of a school by the text of one item: what the save of one record asks."""
    found: QuerySet[Any] = model.unscoped.filter(school_id=school, **{name: value}).values_list(*items)
    return found


@statement
def _by_number(school: int, value: int, *, model: Any, name: str, items: tuple[str, ...]) -> QuerySet[Any]:
    """The same by a number, such as the record itself or one that is referred to."""
    found: QuerySet[Any] = model.unscoped.filter(school_id=school, **{name: value}).values_list(*items)
    return found


def few(
    frame: Frame, name: str, wanted: set[Any], items: tuple[str, ...], most: int = FEW
) -> Iterable[Sequence[Any]]:
    """Items of the school's records of which one holds one of these values; of all its records, if those are many."""
    model: Any = frame.form.model
    if len(wanted) == 1:
        (value,) = wanted
        asked = {str: _by_text, int: _by_number}.get(type(value))
        if asked is not None:
            return asked(frame.school_id, value, model=model, name=name, items=items)
    rows: QuerySet[Any] = model.unscoped.filter(school_id=frame.school_id)
    if len(wanted) <= most:
        rows = rows.filter(**{f"{name}__in": wanted})
    return rows.values_list(*items)
