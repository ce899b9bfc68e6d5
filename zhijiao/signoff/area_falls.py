"""What becomes of 本级上报 when a school that it counts as settled is sent back: it stands no longer, at any level."""

from django.utils import timezone

from zhijiao.audit.events import Event
from zhijiao.audit.log import record
from zhijiao.catalogue.matrix import Round
from zhijiao.identity.actor import Actor
from zhijiao.orgs.models import Org
from zhijiao.signoff import telling
from zhijiao.signoff.models import AreaReport, AreaReportStep
from zhijiao.signoff.pushed import push_area
from zhijiao.signoff.standing import authorities_above


def fall(actor: Actor, school: Org, by: Org, filing: Round) -> None:
    """Send the standing reports of all areas of a school back that do not name it among their exceptions; call it in
    the transaction of what sends the school back.

    Each of these authorities is told, and reports again when the school is settled once more.
    """
    areas = [each.pk for each in authorities_above(school)]
    standing = AreaReport.objects.select_for_update(of=("self",)).select_related("org")
    reports = standing.filter(org__in=areas, round=filing.key, state=AreaReport.State.REPORTED).order_by("pk")
    for report in reports:
        if school.pk in {pk for pk, *_ in report.exceptions}:
            continue
        why = f"{school.name}已被{by.name}退回，重新审核通过后请再次本级上报"
        send_down(actor, report, by, filing, why, told=f"{why}。")


def send_down(actor: Actor, report: AreaReport, by: Org, filing: Round, why: str, *, told: str) -> None:
    """A report stands no longer: noted with the reason, and its authority is told."""
    report.state, report.version = AreaReport.State.RETURNED, report.version + 1
    report.save(update_fields=["state", "version"])
    note(actor, report, AreaReportStep.Act.RETURN, by, why)
    telling.area_returned(report.org, by, filing, told)


def note(actor: Actor, made: AreaReport, act: AreaReportStep.Act, org: Org, text: str) -> None:
    """A row of the report's history, an entry of the audit log, and word to other systems."""
    AreaReportStep.objects.create(
        report=made,
        act=act,
        at=timezone.now(),
        actor_id=actor.user_id,
        actor_name=actor.name,
        org=org,
        org_name=org.name,
        text=text[:500],
    )
    detail = {"done": act.label, "round": made.round, "settled": made.settled, "schools": made.schools}
    record(Event.SUBMISSION, org=made.org_id, subject=f"{made.round} 本级上报", detail=detail)
    push_area(made, act, org)
