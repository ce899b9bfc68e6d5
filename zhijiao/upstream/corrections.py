"""纠错申请: telling a source system what it has wrong, and what became of it.

A request is made on the record, sent to the source in a file (or by the source's own way), and answered: by hand, or
by the next sync that brings the value asked for. Nothing here changes a record.
"""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils import timezone

from zhijiao.audit.events import Event
from zhijiao.audit.log import record
from zhijiao.filing.records import access, synced
from zhijiao.filing.schema import registry
from zhijiao.filing.schema.columns.base import Column, masked
from zhijiao.filing.schema.form import Form
from zhijiao.filing.schema.frame import Frame
from zhijiao.identity.actor import Actor
from zhijiao.orgs.models import Org
from zhijiao.private.cipher import for_school
from zhijiao.upstream.layout import SourceSystem
from zhijiao.upstream.models import CorrectionRequest

State = CorrectionRequest.State
OPEN = (State.SUBMITTED, State.SENT)
MOST_REASON, MOST_VALUE, MOST_ANSWER = 300, 300, 300
BY_SYNC = "随同步更正"


def of_actor(actor: Actor) -> QuerySet[CorrectionRequest]:
    """Requests of the actor's school, or of the schools in its part of the tree."""
    if actor.is_school:
        return CorrectionRequest.objects.filter(school_id=actor.org_id)
    return CorrectionRequest.objects.filter(school__in=access.schools(actor))


def owned_columns(school: Org, form: Form, record_id: int) -> list[Column]:
    """Items of a record that its source delivers."""
    mark = synced.of_record(school, form, record_id)
    return [form.columns[name] for name in mark.items if name in form.columns] if mark else []


def submit(
    actor: Actor, school: Org, form: Form, row: Any, item: str, right: str, reason: str
) -> CorrectionRequest:
    """Ask the source of a record to mend one item.

    Raises:
        ValidationError: by field (item, right, reason), what is missing or wrong.
    """
    mark = synced.of_record(school, form, row.pk)
    column = form.columns.get(item)
    if mark is None or column is None or item not in mark.items:
        raise ValidationError({"item": "请选择由源头平台提供的项目。"})
    right = _read(column, school, form, right)
    reason = reason.strip()[:MOST_REASON]
    if not reason:
        raise ValidationError({"reason": "请填写理由和依据，如证件、文件名称。"})
    wrong = stored_text(column, row, school)
    if right == wrong:
        raise ValidationError({"right": "与现在的内容相同，不需要更正。"})
    cipher = for_school(school.pk)
    title = " ".join(
        c.text(getattr(row, c.attname)) for c in form.title_columns if not c.private and c.target is None
    )
    try:
        with transaction.atomic():
            made = CorrectionRequest.objects.create(
                school=school, system=mark.system, form=form.key, record_id=row.pk, item=item, title=title[:120],
                wrong=cipher.encrypt_filled(wrong or "（空）"), right=cipher.encrypt_filled(right),
                reason=cipher.encrypt_filled(reason), created_by=actor.person, creator_name=actor.name,
                created_at=timezone.now(),
            )  # fmt: skip
            detail = {"done": "提出纠错申请", "field": column.label, "record": row.pk, "number": made.pk}
            record(Event.UPSTREAM, org=school, subject=form.label, detail=detail)
    except IntegrityError:
        raise ValidationError({"item": "这一项已有尚未答复的纠错申请，请等待答复或先撤回。"}) from None
    return made


def _read(column: Column, school: Org, form: Form, typed: str) -> str:
    """The right value as the source would write it; what the item cannot be is refused."""
    text = typed.strip()[:MOST_VALUE]
    if not text:
        raise ValidationError({"right": "请填写正确的内容。"})
    frame = Frame(form, school.pk, school.school_type, {}, 1, [None])
    (value,) = column.parse([text], frame)
    if frame.problems:
        raise ValidationError({"right": f"{column.label}{frame.problems[0].sentence}。"})
    if column.target is not None:
        return text
    return (column.to_seal(value) if column.private else column.text(value)) or text


def stored_text(column: Column, row: Any, school: Org) -> str:
    """What a record holds of an item, in full."""
    stored = getattr(row, column.attname)
    if column.private:
        return for_school(school.pk).decrypt(stored) or ""
    if column.target is not None:
        target = getattr(row, column.name)
        return str(getattr(target, column.target.declaration.key[0])) if target else ""
    return column.text(stored) if stored is not None else ""


def shown(request: CorrectionRequest) -> dict[str, str]:
    """Label and texts of a request, private values masked."""
    cipher = for_school(request.school_id)
    form = registry.forms().get(request.form)
    column = form.columns.get(request.item) if form else None
    texts = {name: cipher.decrypt_filled(getattr(request, name)) for name in ("wrong", "right", "reason")}
    if column is not None and column.private:
        texts |= {name: masked(column, texts[name]) or "" for name in ("wrong", "right")}
    return {"form": form.label if form else "", "label": column.label if column else request.item, **texts}


def move(actor: Actor, request: CorrectionRequest, state: str, answer: str = "") -> bool:
    """The next step of a request; False if it has gone on meanwhile."""
    before = {
        State.SENT: (State.SUBMITTED,),
        State.WITHDRAWN: (State.SUBMITTED,),
        State.ACCEPTED: OPEN,
        State.REFUSED: OPEN,
    }[State(state)]
    facts: dict[str, Any] = {"state": state}
    if state == State.SENT:
        facts |= {"sent_by": actor.name, "sent_at": timezone.now()}
    else:
        facts |= {"answer": answer[:MOST_ANSWER], "answered_by": actor.name, "answered_at": timezone.now()}
    with transaction.atomic():
        standing = CorrectionRequest.objects.filter(
            pk=request.pk, school_id=request.school_id, state__in=before
        )
        if not standing.update(**facts):
            return False
        form = registry.forms().get(request.form)
        detail = {"done": f"纠错申请：{State(state).label}", "number": request.pk}
        record(Event.UPSTREAM, org=request.school_id, subject=form.label if form else "", detail=detail)
    return True


def mark_sent(actor: Actor, requests: Iterable[CorrectionRequest]) -> None:
    """Note that requests have left for the source in a file."""
    for request in requests:
        if request.state == State.SUBMITTED:
            move(actor, request, State.SENT)


def meet(school: Org, system: SourceSystem, frame: Frame) -> None:
    """In the transaction of a sync: requests whose right value has come are answered."""
    places = {pk: n for n, pk in enumerate(frame.ids) if pk is not None}
    waiting = CorrectionRequest.objects.filter(
        school=school, form=frame.form.key, system=system.key, state__in=OPEN
    )
    cipher = for_school(school.pk)
    for request in waiting:
        n, column = places.get(request.record_id), frame.form.columns.get(request.item)
        if n is None or column is None:
            continue
        if _come(frame, n, column) == cipher.decrypt_filled(request.right):
            CorrectionRequest.objects.filter(pk=request.pk, school=school).update(
                state=State.ACCEPTED, answer=BY_SYNC, answered_by=system.label, answered_at=timezone.now()
            )


def _come(frame: Frame, n: int, column: Column) -> str:
    value = frame.values[column.name][n]
    if column.target is not None:
        raw = frame.raw.get(column.name)
        return str(raw[n]) if raw else ""
    if value is None:
        return ""
    return (column.to_seal(value) if column.private else column.text(value)) or ""
