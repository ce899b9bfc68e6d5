"""催报: reminding schools that are behind, and authorities below; at most once a day each, told by a job."""

from collections.abc import Collection
from dataclasses import dataclass

from django.db import transaction
from django.db.models import F, QuerySet
from django.urls import reverse
from django.utils import timezone

from zhijiao.audit.events import Event
from zhijiao.audit.log import record
from zhijiao.catalogue.matrix import Round, filing_round
from zhijiao.filing.records import access
from zhijiao.identity import gate
from zhijiao.identity.actions import ADD, AUDIT, SUBMIT
from zhijiao.identity.holders import holders
from zhijiao.identity.models import RowRole
from zhijiao.jobs import current_job
from zhijiao.jobs.declare import declared, enqueue_single
from zhijiao.kit.bulk import portions
from zhijiao.kit.statements import statement
from zhijiao.notices.inbox import tell, tell_users
from zhijiao.orgs.models import Level, Org
from zhijiao.oversight import school_list
from zhijiao.oversight.models import AreaStanding, Reminder, ReminderCall, Stage
from zhijiao.oversight.school_list import SchoolQuery
from zhijiao.oversight.scope import Scope
from zhijiao.rounds.deadlines import deadline

TOLD_AT_ONCE = 20
LONGEST = 300
SHOWN = 30
#: The job that tells; named by its path, because it stands above this module.
_TELL = "zhijiao.oversight.background_jobs.tell_reminded"


class NobodyToRemind(ValueError):
    """Nobody is left to be reminded; the message says why."""


@dataclass(frozen=True)
class Addressees:
    """Who would be reminded: nodes with what is open at each, names of the first, and those left out and why."""

    left: dict[int, int]
    names: list[str]
    done: int
    today: int

    @property
    def number(self) -> int:
        """How many would be reminded."""
        return len(self.left)


def require(scope: Scope) -> None:
    """Refuse who may not remind: it wants the right to review, and sight of every form.

    Raises:
        gate.Denied: the reader may not.
    """
    if not scope.actor.may_somewhere(AUDIT) or scope.actor.read_only:
        raise gate.denied(scope.actor, AUDIT)
    if not access.sees_every_form(scope.actor):
        raise gate.Denied("催报涉及学校的全部表单，只有能查看全部表单的人员可以催报，没有做任何改动。")


def schools(scope: Scope, query: SchoolQuery, chosen: Collection[int] | None = None) -> Addressees:
    """Schools of the node that are not done: those chosen, or all that the conditions find; three queries."""
    rows = query.narrow(school_list.standings(scope))
    if chosen is not None:
        rows = rows.filter(school__in=chosen)
    found = list(
        rows.order_by("path").values_list("school_id", "school__name", F("required") - F("done"), "stage")
    )
    behind = [each for each in found if each[3] != Stage.FINISHED]
    return _addressees(scope, [each[:3] for each in behind], len(found) - len(behind))


def areas(scope: Scope, chosen: Collection[int]) -> Addressees:
    """Authorities below the node that were chosen and have schools which are not done."""
    nodes = Org.objects.subtree(scope.node.path).filter(pk__in=chosen).exclude(level=Level.SCHOOL)
    names = dict(nodes.exclude(pk=scope.actor.org_id).order_by("path").values_list("pk", "name"))
    left = dict.fromkeys(names, 0)
    rows = AreaStanding.objects.filter(round=scope.filing.key, org__in=names)
    for org_id, number, finished in rows.values_list("org_id", "schools", "finished"):
        left[org_id] += number - finished
    behind = [(pk, names[pk], number) for pk, number in left.items() if number]
    return _addressees(scope, behind, len(names) - len(behind))


def _addressees(scope: Scope, behind: list[tuple[int, str, int]], done: int) -> Addressees:
    """Without those that were reminded today."""
    already = Reminder.objects.filter(round=scope.filing.key, day=timezone.localdate())
    known = set(already.filter(org__path__under=scope.node.path).values_list("org_id", flat=True))
    due = [each for each in behind if each[0] not in known]
    return Addressees(
        {pk: left for pk, _, left in due},
        [name for _, name, _ in due[:SHOWN]],
        done,
        len(behind) - len(due),
    )


@transaction.atomic
def send(scope: Scope, addressees: Addressees, words: str) -> ReminderCall:
    """Note who is reminded, and have them told soon.

    Raises:
        gate.Denied: the reader may not remind.
        NobodyToRemind: all of them were reminded today, or are done.
    """
    require(scope)
    now = timezone.now()
    call = ReminderCall.objects.create(
        sender_id=scope.actor.org_id,
        round=scope.filing.key,
        at=now,
        actor_id=scope.actor.user_id,
        actor_name=scope.actor.name,
        text=words[:LONGEST],
    )
    place = {"call": call, "round": scope.filing.key, "day": timezone.localdate(now)}
    rows = [Reminder(org_id=pk, left=left, **place) for pk, left in addressees.left.items()]
    Reminder.objects.bulk_create(rows, ignore_conflicts=True, batch_size=1000)
    call.number = call.reminders.count()
    if not call.number:
        raise NobodyToRemind("所选单位今天都已催报过，或者已经完成，没有重复催报。")
    call.save(update_fields=["number"])
    record(
        Event.REMINDER,
        org=scope.node,
        subject="催报",
        detail={"round": scope.filing.key, "rows": call.number},
    )
    enqueue_single(declared(_TELL), "oversight:tell")
    return call


def tell_pending() -> bool:
    """Put reminders into inboxes, a piece in one transaction with the note that it was done; true if more are left."""
    with current_job.fenced():
        rows = Reminder.objects.select_related("call__sender", "org").filter(told=False).order_by("pk")
        piece = list(rows[:TOLD_AT_ONCE])
        for each in piece:
            _tell(each, filing_round(each.round))
        for ids in portions([each.pk for each in piece], 500):
            Reminder.objects.filter(pk__in=ids).update(told=True)
    return len(piece) == TOLD_AT_ONCE


def _tell(reminder: Reminder, filing: Round) -> None:
    """One message to those of the node who can do something about it."""
    call = reminder.call
    title = f"催报：请尽快完成{filing.academic_year}学年{filing.title}填报"
    own = f"{call.sender.name}：{call.text}" if call.text else f"催报单位：{call.sender.name}。"
    if reminder.org.is_school:
        _tell_school(reminder, filing, title, own)
        return
    text = f"截至 {reminder.day}，辖区还有 {reminder.left} 所学校没有完成，请督促。{own}"
    tell(reminder.org, AUDIT, title=title, text=text, url=reverse("oversight:board"))


def _tell_school(reminder: Reminder, filing: Round, title: str, own: str) -> None:
    """How many forms are open is told to those alone who may see every form."""
    closes = deadline(filing, Level.SCHOOL, reminder.org)
    people = holders(reminder.org, ADD) | holders(reminder.org, SUBMIT)
    whole = f"截至 {reminder.day}，本校还有 {reminder.left} 张必填表单没有完成，截止日期 {closes}。{own}"
    part = f"请尽快完成您负责的表单，截止日期 {closes}。{own}"
    roles = dict(people.values_list("pk", "row_role"))
    for everything, text in ((True, whole), (False, part)):
        chosen = [pk for pk, role in roles.items() if (role == RowRole.ALL) is everything]
        tell_users(chosen, title=title, text=text, url="/", mail=True)


def latest(node: Org, filing: Round) -> Reminder | None:
    """The last time a node was reminded in a round; one query."""
    return next(iter(_reminders.cut(0, 1, node.pk, filing.key)), None)


@statement
def _reminders(node: int, filing: str) -> QuerySet[Reminder]:
    rows = Reminder.objects.filter(org_id=node, round=filing).select_related("call__sender")
    return rows.order_by("-day")
