"""本级上报: an authority reports its area for a round, once everything below it is settled or named with a reason."""

from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import OuterRef, QuerySet, Subquery
from django.utils import timezone

from zhijiao.catalogue.matrix import Round
from zhijiao.filing.records import access
from zhijiao.identity.actor import Actor
from zhijiao.orgs.models import Level, Org, Status
from zhijiao.signoff import duties, telling, words
from zhijiao.signoff.area_falls import note, send_down
from zhijiao.signoff.authority_acts import settled_at
from zhijiao.signoff.models import AreaReport, AreaReportStep, Submission
from zhijiao.signoff.standing import Impossible
from zhijiao.signoff.workflow import State

MOST = 500
"""Exceptions that a report names one by one; an area with more is not ready to report."""


@dataclass(frozen=True)
class Outlook:
    """How far an area is: its working schools, how many this authority has accepted, what is missing."""

    org: Org
    parent: Org | None
    schools: int
    settled: int
    #: Schools that are not settled (the first of them): id, name, state in words.
    missing: list[tuple[int, str, str]]
    #: Authorities right below that have schools and have not reported.
    silent: list[str]
    report: AreaReport | None

    @property
    def unsettled(self) -> int:
        """How many schools are missing."""
        return self.schools - self.settled

    @property
    def whole(self) -> bool:
        """Whether everything below is settled."""
        return not self.unsettled and not self.silent


def outlook(actor: Actor, filing: Round) -> Outlook:
    """How far the actor's own area is; six queries."""
    org = Org.objects.select_related("parent").get(pk=actor.org_id)
    schools = access.schools(actor).active()
    left = _unsettled(schools, filing, org.level)
    missing = [
        (pk, name, State(state).label if state else State.OPEN.label)
        for pk, name, state in left.order_by("path").values_list("pk", "name", "state")[: MOST + 1]
    ]
    total = schools.count()
    lacking = len(missing) if len(missing) <= MOST else left.count()
    report = AreaReport.objects.filter(org=org, round=filing.key).first()
    return Outlook(org, org.parent, total, total - lacking, missing[:MOST], _silent(org, filing), report)


def _unsettled(schools: QuerySet, filing: Round, level: str) -> QuerySet:
    """Schools that the authority has not accepted, with the state of their submissions."""
    done = settled_at(level, filing)
    mine = Submission.objects.filter(school=OuterRef("pk"), round=filing.key)
    return schools.exclude(pk__in=done.values("school_id")).annotate(state=Subquery(mine.values("state")[:1]))


def _silent(org: Org, filing: Round) -> list[str]:
    """Names of authorities right below that have working schools and no report that stands."""
    reported = AreaReport.objects.filter(round=filing.key, state=AreaReport.State.REPORTED)
    below = Org.objects.filter(parent=org, status=Status.ACTIVE).exclude(level=Level.SCHOOL)
    silent = list(below.exclude(pk__in=reported.values("org_id")).order_by("path"))
    if not silent:
        return []
    paths = list(Org.objects.subtree(org.path).schools().active().values_list("path", flat=True))
    return [each.name for each in silent if any(path.startswith(each.path) for path in paths)]


@transaction.atomic
def report(actor: Actor, filing: Round, reason: str = "") -> AreaReport:
    """Report the actor's area upwards; schools and areas that are not settled are named, with one reason for all.

    Raises:
        access.Denied: the actor settles nothing.
        Impossible: nobody stands above, the area has no schools, or exceptions lack a reason.
    """
    duties.require_auditor(actor)
    org = Org.objects.select_for_update().get(pk=actor.org_id)
    found = outlook(actor, filing)
    if found.parent is None:
        raise Impossible("本级之上没有上级，不需要上报。")
    if not found.schools:
        raise Impossible("本级没有需要上报的学校。")
    if found.report and found.report.state == AreaReport.State.REPORTED:
        raise Impossible("本级已经上报；如有变化，请上级退回后再报。")
    if found.unsettled > MOST:
        raise Impossible(
            f"还有 {found.unsettled} 所学校没有通过，超过 {MOST} 所的不能作为例外上报，请先审核。"
        )
    if not found.whole:
        reason = words.reason(reason, "未全部通过的原因")
    made, _ = AreaReport.objects.update_or_create(
        org=org, round=filing.key, defaults=_facts(found, reason if not found.whole else "")
    )
    said = f"{found.settled}/{found.schools} 所已通过" + (f"；例外：{made.reason}" if made.reason else "")
    note(actor, made, AreaReportStep.Act.REPORT, org, said)
    telling.area_reported(org, found.parent, filing, said)
    return made


def _facts(found: Outlook, reason: str) -> dict[str, Any]:
    """What a report keeps of the moment at which it was made."""
    return {
        "state": AreaReport.State.REPORTED,
        "version": (found.report.version if found.report else 0) + 1,
        "schools": found.schools,
        "settled": found.settled,
        "exceptions": [[pk, name, state] for pk, name, state in found.missing]
        + [[0, name, "下级未上报"] for name in found.silent],
        "reason": reason,
        "reported_at": timezone.now(),
    }


def below(actor: Actor, filing: Round) -> list[tuple[Org, AreaReport | None]]:
    """The authorities right below the actor's own, with their reports; two queries."""
    orgs = Org.objects.filter(parent_id=actor.org_id, status=Status.ACTIVE).exclude(level=Level.SCHOOL)
    reports = {
        each.org_id: each for each in AreaReport.objects.filter(round=filing.key, org__in=orgs.values("pk"))
    }
    return [(org, reports.get(org.pk)) for org in orgs.order_by("path")]


@transaction.atomic
def send_back(actor: Actor, org: Org, filing: Round, version: int, reason: str) -> AreaReport:
    """Send the report of an area right below back.

    Raises:
        access.Denied: the actor settles nothing.
        Impossible: there is no such report, it has changed, or the actor's own area has been reported already.
    """
    duties.require_auditor(actor)
    reason = words.reason(reason, "退回的理由")
    standing = AreaReport.objects.select_for_update(of=("self",)).select_related("org")
    found = standing.filter(org=org, round=filing.key).first()
    if found is None or org.parent_id != actor.org_id or found.state != AreaReport.State.REPORTED:
        raise Impossible("没有可以退回的本级上报，请刷新页面。")
    if found.version != version:
        raise Impossible("这份上报刚刚有变化，请核对最新情况后再办理。")
    own = AreaReport.objects.filter(org=actor.org_id, round=filing.key, state=AreaReport.State.REPORTED)
    if own.exists():
        raise Impossible("本级已向上级上报，须上级先退回本级的上报。")
    send_down(actor, found, Org.objects.get(pk=actor.org_id), filing, reason, told=reason)
    return found
