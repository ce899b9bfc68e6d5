"""Starting syncs, and the decisions of people: take a delivery over, drop it, say who is who."""

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet
from django.http import Http404
from django.utils import timezone

from zhijiao.audit.events import Event
from zhijiao.audit.log import record
from zhijiao.filing.records import access
from zhijiao.filing.schema import registry
from zhijiao.identity.actor import Actor
from zhijiao.identity.gate import Denied
from zhijiao.jobs.declare import declared, enqueue_single
from zhijiao.orgs.models import Org
from zhijiao.upstream.layout import SourceSystem, systems
from zhijiao.upstream.models import DeliveredRow, Delivery, PersonVerdict, Sync
from zhijiao.upstream.reading import read
from zhijiao.upstream.sealing import seal_file

State = Delivery.State
_JOBS = "zhijiao.upstream.background_jobs."
UNDECIDED = (State.PREVIEW, State.FAILED)
"""States from which a delivery may be dropped, and in which it gives way to what is fetched later."""
MOVED_ON = "这批数据的状态已有变化，没有做任何改动，请核对后再操作。"


class MovedOn(RuntimeError):
    """The delivery is no longer what the page showed; nothing was done."""


def take_file(actor: Actor, system: SourceSystem, file_name: str, data: bytes, *, complete: bool) -> Sync:
    """Take a delivered file: looked at once, so that what is no file of the system is refused here and now.

    Raises:
        FileRefused: it cannot be read, or holds nothing of the system.
    """
    tables = read(system, file_name, data)
    notes = [table.note for table in tables if table.note]
    with transaction.atomic():
        sync = Sync.objects.create(
            org_id=actor.org_id, system=system.key, way=Sync.Way.FILE, file_name=file_name[-200:],
            file=seal_file(actor.org_id, data), complete=complete, notes=notes,
            created_by=actor.user_id, creator_name=actor.name, created_at=timezone.now(),
        )  # fmt: skip
        rows = sum(len(table.rows) for table in tables)
        detail = {"done": "上传文件", "number": sync.pk, "rows": rows, "bytes": len(data)}
        record(Event.UPSTREAM, org=actor.org_id, subject=system.label, detail=detail)
        enqueue_reading(sync.pk)
    return sync


def take_api(org: Org, system: SourceSystem, way: str, by: Actor | None = None) -> Sync | None:
    """Begin a walk through the interface of a system; None while another one of the node is on its way.

    Whatever it brings is all the source has.
    """
    with transaction.atomic():
        Org.objects.select_for_update(no_key=True).get(pk=org.pk)
        if Sync.objects.filter(org=org, system=system.key, state=Sync.State.READING).exists():
            return None
        sync = Sync.objects.create(
            org=org, system=system.key, way=way, complete=True, created_by=by.user_id if by else None,
            creator_name=by.name if by else "", created_at=timezone.now(),
        )  # fmt: skip
        detail = {"done": "读取接口", "number": sync.pk, "by": Sync.Way(way).label}
        record(Event.UPSTREAM, org=org, subject=system.label, detail=detail)
        enqueue_reading(sync.pk)
    return sync


def replace_older(sync: Sync) -> None:
    """What the same node has fetched before and nobody has decided gives way to what has been fetched now."""
    now = Delivery.objects.filter(sync_number=sync.pk).values("school_id")
    walks = Sync.objects.filter(org=sync.org_id, system=sync.system).exclude(way=Sync.Way.FILE)
    older = Delivery.objects.filter(school_id__in=now, state__in=UNDECIDED, sync_number__lt=sync.pk)
    for each in older.filter(sync_number__in=walks.values("pk")):
        each.state, each.message, each.finished_at = State.DROPPED, "已由后来的同步代替", timezone.now()
        each.save(update_fields=["state", "message", "finished_at"])
        DeliveredRow.objects.filter(school_id=each.school_id, delivery_id=each.pk).delete()


def enqueue_reading(number: int) -> None:
    """Have a sync read, in the transaction that made it."""
    enqueue_single(declared(_JOBS + "read_sync"), reading_name(number), number)


def enqueue_delivery(number: int) -> None:
    """Have the next step of a delivery taken: compared, or written."""
    enqueue_single(declared(_JOBS + "work_on_delivery"), delivery_name(number), number)


def reading_name(number: int) -> str:
    """What jobs that read a sync are called."""
    return f"upstream:{number}"


def delivery_name(number: int) -> str:
    """What jobs that work on a delivery are called."""
    return f"delivery:{number}"


# What somebody may see and decide ----------------------------------------------------------------------------------


def syncs(actor: Actor) -> QuerySet[Sync]:
    """Syncs that the actor's own node has started."""
    return Sync.objects.filter(org_id=actor.org_id).defer("file")


def deliveries(actor: Actor) -> QuerySet[Delivery]:
    """Deliveries of the actor's school; those of schools below that came by the actor's own syncs."""
    if actor.is_school:
        return Delivery.objects.filter(school_id=actor.org_id)
    own = Sync.objects.filter(org_id=actor.org_id).values("pk")
    return Delivery.objects.filter(school__in=access.schools(actor), sync_number__in=own)


def delivery(actor: Actor, number: int) -> Delivery:
    """One of them.

    Raises:
        Http404: there is none for the actor.
    """
    found = deliveries(actor).filter(pk=number).select_related("school").first()
    if found is None:
        raise Http404("没有这批同步数据，或不在您的管理范围内。")
    return found


def needs_reviewer(found: Delivery) -> bool:
    """Whether the school has brought the data itself: then a second person has to look, as at any import."""
    return found.from_school


def may_review(actor: Actor, found: Delivery) -> bool:
    """Whether the delivery waits for reviewers, and the actor may review all the forms it fills."""
    known = [registry.get(key) for key in systems()[found.system].form_keys]
    return needs_reviewer(found) and all(access.can(actor, form, "review") for form in known)


def may_decide(actor: Actor, found: Delivery) -> bool:
    """Whether the actor may take the delivery over: a reviewer who has not brought it, or whoever may sync."""
    if needs_reviewer(found):
        return found.created_by != actor.user_id and may_review(actor, found)
    return actor.may("sync")


def require_decider(actor: Actor, found: Delivery) -> None:
    """Refuse whoever may not take it over.

    Raises:
        Denied: says who may.
    """
    if not may_decide(actor, found):
        if needs_reviewer(found):
            text = "学校自行上传的数据由数据复核员确认后写入，上传人不能自己确认，没有做任何改动。"
            raise Denied(text, right="复核", remedy="请由本校数据复核员在业务端确认。")
        raise Denied("您没有“同步基础数据”权限，没有做任何改动。", right="同步基础数据")


def may_handle(actor: Actor, found: Delivery) -> bool:
    """Whether the actor may drop the delivery, or have it worked on again: nothing that is new gets written by that."""
    return may_decide(actor, found) or actor.may("sync")


def take_over(actor: Actor, found: Delivery, counts: Any) -> None:
    """Have a delivery written as the preview showed it.

    Raises:
        Denied: the right is missing.
        MovedOn: it is no longer to be decided, or the preview has changed.
    """
    require_decider(actor, found)
    _decide(actor, found, State.WRITING, "确认写入", counts)


def work_again(actor: Actor, found: Delivery) -> None:
    """Have a delivery that could not be worked on taken up once more, where it stood.

    Raises:
        Denied: the right is missing. MovedOn: it is being worked on, or was decided.
    """
    if not may_handle(actor, found):
        require_decider(actor, found)
    with transaction.atomic():
        locked = Delivery.objects.select_for_update().get(pk=found.pk, school_id=found.school_id)
        if locked.state != State.FAILED:
            raise MovedOn(MOVED_ON)
        locked.state = State.WRITING if locked.decider_name else State.COMPARING
        locked.message, locked.finished_at = "", None
        locked.save(update_fields=["state", "message", "finished_at"])
        detail = {"done": "重新处理", "number": locked.pk}
        record(Event.UPSTREAM, org=locked.school_id, subject=systems()[locked.system].label, detail=detail)
        enqueue_delivery(locked.pk)


def drop(actor: Actor, found: Delivery) -> None:
    """Give a delivery up; nothing of it is written.

    Raises:
        Denied: the right is missing. MovedOn: it is no longer to be decided.
    """
    if not may_handle(actor, found):
        require_decider(actor, found)
    _decide(actor, found, State.DROPPED, "放弃", None)


@transaction.atomic
def _decide(actor: Actor, found: Delivery, state: str, done: str, counts: Any) -> None:
    locked = Delivery.objects.select_for_update().get(pk=found.pk, school_id=found.school_id)
    open_to = UNDECIDED if state == State.DROPPED else (State.PREVIEW,)
    if locked.state not in open_to or (counts is not None and stamp(locked) != counts):
        raise MovedOn(MOVED_ON)
    locked.state, locked.decider_name, locked.message = state, actor.name, ""
    if state == State.DROPPED:
        locked.finished_at = timezone.now()
        DeliveredRow.objects.filter(school_id=locked.school_id, delivery_id=locked.pk).delete()
    locked.save(update_fields=["state", "decider_name", "message", "finished_at"])
    detail = {"done": done, "number": locked.pk}
    record(Event.UPSTREAM, org=locked.school_id, subject=systems()[locked.system].label, detail=detail)
    if state == State.WRITING:
        enqueue_delivery(locked.pk)


def stamp(found: Delivery) -> str:
    """What a page carries of the preview, so that what was looked at is what is written."""
    return "-".join(f"{key}.{found.counts[key]}" for key in sorted(found.counts))


@transaction.atomic
def settle_person(actor: Actor, found: Delivery, row_id: int, choice: str) -> None:
    """Say who a doubtful person is: one of the candidates (its number), or none of them (``none``).

    Remembered for later deliveries; the delivery is compared anew.

    Raises:
        Denied: the right is missing. MovedOn: there is nothing to decide any more, or it is no candidate.
    """
    require_decider(actor, found)
    locked = Delivery.objects.select_for_update().get(pk=found.pk, school_id=found.school_id)
    rows = DeliveredRow.objects.filter(school_id=found.school_id, delivery_id=found.pk, state="doubtful")
    row = rows.filter(pk=row_id).first()
    candidates = [pk for pk, _ in row.candidates] if row else []
    if locked.state not in (State.PREVIEW, State.DONE) or row is None or not row.person_key:
        raise MovedOn("这一行已经核对过，或数据已有变化，请刷新页面。")
    if choice != "none" and choice not in map(str, candidates):
        raise MovedOn("请选择列出的记录，或选择“都不是”。")
    part = systems()[locked.system].part(row.part)
    for pk in candidates:
        PersonVerdict.objects.update_or_create(
            school_id=found.school_id, form=part.form_keys[0] if part else "", person_key=row.person_key,
            record_id=pk,
            defaults={"same": str(pk) == choice, "decider_name": actor.name, "decided_at": timezone.now()},
        )  # fmt: skip
    locked.state, locked.written, locked.finished_at = State.COMPARING, {}, None
    locked.at_once = False
    locked.save(update_fields=["state", "written", "finished_at", "at_once"])
    detail = {"done": "核对身份", "number": locked.pk, "outcome": "都不是" if choice == "none" else "同一人"}
    record(Event.UPSTREAM, org=locked.school_id, subject=systems()[locked.system].label, detail=detail)
    enqueue_delivery(locked.pk)


def waiting_for_review(actor: Actor) -> QuerySet[Delivery]:
    """Deliveries that the school has brought itself and a reviewer has to look at."""
    found = Delivery.objects.filter(school_id=actor.org_id, from_school=True)
    return found.filter(Q(state=State.PREVIEW) | Q(state=State.DONE, counts__doubtful__gt=0))


def names_of_candidates(school: Org, form_key: str, ids: Sequence[int]) -> dict[int, str]:
    """How candidates are called: number, name, birth."""
    form = registry.record_form(form_key)
    wanted = [form.columns[name] for name in ("number", "name", "birth")]
    rows = access.of_school(form, school.pk).filter(pk__in=ids)
    return {
        pk: " ".join(c.text(v) for c, v in zip(wanted, values, strict=True) if v is not None)
        for (pk,), values in form.fetch(rows, wanted)
    }
