"""What a change of the tree means for submissions; called by `restructure` in the transaction of the change."""

from collections.abc import Iterable

from zhijiao.catalogue.matrix import Round, filing_round
from zhijiao.filing.records import period_locks
from zhijiao.orgs.models import Org
from zhijiao.orgs.services import By
from zhijiao.signoff import telling
from zhijiao.signoff.authority_acts import set_way
from zhijiao.signoff.models import Submission
from zhijiao.signoff.steps import move
from zhijiao.signoff.workflow import ALIVE, HANDED_IN, Act, State


def after_merge(source: Org, target: Org, by: By) -> None:
    """The source's submissions are closed as 已并入; those of the target hold more than was signed.

    A signature of the target that is being frozen is void: other records have come. What it has submitted stays as it
    was, and its snapshots tell the difference.
    """
    for submission, filing in _held(source):
        waited = submission.waits_at
        move(None, source, submission, filing, Act.MERGE, reason=f"{by.name}：并入{target.name}"[:500])
        submission.waits_at, submission.accepted_level = None, ""
        submission.save(update_fields=["waits_at", "accepted_level"])
        telling.merged(target, source, waited, filing)
    after_transfer(target, f"{source.name}的数据并入本校，请核对。")


def after_transfer(school: Org, said: str) -> None:
    """Records have come or gone otherwise than by the writer; the history of the submission says so."""
    for submission, filing in _held(school):
        move(None, school, submission, filing, Act.CARRY, reason=said)


def after_move(schools: Iterable[Org]) -> None:
    """Schools hang below other authorities: the way up is worked out anew, and who accepted there still counts."""
    for school in schools:
        for submission, filing in _held(school):
            if submission.state not in HANDED_IN:
                continue
            before = submission.waits_at_id
            move(None, school, submission, filing, Act.REROUTE)
            set_way(school, submission)
            submission.save(update_fields=["state", "waits_at", "accepted_level"])
            if submission.waits_at_id != before:
                telling.waiting(school, submission, filing)


def after_close(school: Org) -> None:
    """A school that no longer works signs nothing: a signature that is being frozen is void."""
    for submission, filing in _held(school):
        if submission.state == State.SIGNING:
            move(None, school, submission, filing, Act.FAIL, reason="学校已停办，没有封存。")


def hold(orgs: Iterable[Org]) -> None:
    """Keep the writers of schools out, before the tree is held; in the order of all who do so."""
    for org in sorted((each for each in orgs if each.is_school), key=lambda each: each.pk):
        period_locks.hold(org)


def _held(school: Org) -> list[tuple[Submission, Round]]:
    """The school's submissions that are not over, kept until the transaction ends; the tree holds the school itself."""
    rows = Submission.objects.select_for_update().filter(school=school, state__in=ALIVE).order_by("pk")
    return [(row, filing_round(row.round)) for row in rows]
