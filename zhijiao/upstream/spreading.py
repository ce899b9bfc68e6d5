"""Giving rows to their schools: by school code, within the part of the tree of whoever took them in.

A row for a school outside of it is refused with the same words as one for a school that does not exist.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone

from zhijiao.kit import bulk
from zhijiao.orgs.models import Org
from zhijiao.private.cipher import for_school
from zhijiao.upstream.layout import SCHOOL_LABEL
from zhijiao.upstream.models import DeliveredRow, Delivery, Sync
from zhijiao.upstream.reading import SourceRow
from zhijiao.upstream.sealing import cells_text

PIECE = 2500
MOST_TOLD = 500
NOT_HERE = "没有这所学校，或不在本单位的管理范围内"
FIELDS = (
    *("school_id", "delivery_id", "part", "number", "cells", "state", "title", "person_key"),
    *("changes", "problems", "candidates"),
)


def spread(sync: Sync, rows: Sequence[SourceRow], *, at_once: bool = False, vouched: bool = False) -> None:
    """Lay rows down with the schools they are about. Call it in the transaction that says they have been read.

    ``vouched`` says that what a school has fetched itself cannot have been made up there.
    """
    node = Org.objects.get(pk=sync.org_id)
    schools = _schools(node, {row.school_code for row in rows})
    by_school: dict[int, list[SourceRow]] = defaultdict(list)
    for row in rows:
        school = node if node.is_school and not row.school_code else schools.get(row.school_code)
        if school is None:
            _refuse(sync, row)
        else:
            by_school[school.pk].append(row)
    for school_id, own in by_school.items():
        _lay_down(_delivery(sync, school_id, node, at_once, vouched), own)
    sync.rows += len(rows)


def _schools(node: Org, codes: Iterable[str]) -> dict[str, Org]:
    """Working schools at and below the node by code; one query for some hundred codes."""
    found: dict[str, Org] = {}
    for piece in bulk.portions(sorted(filter(None, codes)), 500):
        for school in Org.objects.subtree(node.path).schools().active().filter(code__in=piece):
            found[school.code] = school
    return found


def _refuse(sync: Sync, row: SourceRow) -> None:
    sync.unjudged += 1
    if len(sync.problems) < MOST_TOLD:
        missing = not row.school_code
        sync.problems.append(
            {
                "part": row.part,
                "row": row.number,
                "label": SCHOOL_LABEL,
                "value": row.school_code[:20],
                "message": "没有填写，不知道是哪所学校的数据" if missing else NOT_HERE,
                "remedy": "请补上学校标识码后重新上传"
                if missing
                else "请核对学校标识码，或由该校的主管部门上传",
            }
        )


def _delivery(sync: Sync, school_id: int, node: Org, at_once: bool, vouched: bool) -> Delivery:
    facts: dict[str, Any] = {
        "system": sync.system,
        "way": sync.way,
        "complete": sync.complete,
        "at_once": at_once,
        "from_school": node.is_school and not vouched,
        "created_by": sync.created_by,
        "creator_name": sync.creator_name,
        "created_at": timezone.now(),
    }
    made, _ = Delivery.objects.get_or_create(school_id=school_id, sync_number=sync.pk, defaults=facts)
    return made


@transaction.atomic
def _lay_down(delivery: Delivery, rows: Sequence[SourceRow]) -> None:
    cipher = for_school(delivery.school_id)
    for start in range(0, len(rows), PIECE):
        piece = rows[start : start + PIECE]
        sealed = cipher.encrypt_many([cells_text(row.cells) for row in piece])
        bulk.insert_rows(
            DeliveredRow,
            FIELDS,
            [
                (delivery.school_id, delivery.pk, row.part, row.number, token, "waiting", "", "", [], [], [])
                for row, token in zip(piece, sealed, strict=True)
            ],
        )
