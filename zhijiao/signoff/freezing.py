"""From the signature to the submission: check anew, freeze, submit. The work of a job.

Everything that counts is one transaction, so that a kill leaves 正在封存 and another worker goes on.
"""

import logging

from django.db import transaction
from django.utils import timezone

from zhijiao.catalogue.matrix import Round, filing_round
from zhijiao.jobs import current_job
from zhijiao.jobs.job_store import JobCancelled, JobLost
from zhijiao.orgs.models import Org
from zhijiao.quality import school_checks
from zhijiao.signoff import telling
from zhijiao.signoff.authority_acts import set_way
from zhijiao.signoff.blockers import blockers
from zhijiao.signoff.models import Submission
from zhijiao.signoff.school_acts import start_freezing
from zhijiao.signoff.standing import hold, outstanding, returned_forms
from zhijiao.signoff.steps import move
from zhijiao.signoff.workflow import Act, State
from zhijiao.snapshots.taking import take

log = logging.getLogger(__name__)
MOST = 3
"""Blockers that a message names."""
BROKEN = "系统没有完成封存，数据没有改动，请稍后重新签字；再次失败时请告诉系统管理员。"


def freeze(submission_id: int, revision: int) -> None:
    """Freeze and submit a signed revision, or give it back to the school with what stands against it.

    What has been done already is not done again.
    """
    submission = Submission.objects.select_related("school").get(pk=submission_id)
    if not _due(submission, revision):
        return
    school, filing = submission.school, filing_round(submission.round)
    try:
        school_checks.check_school(school, filing)
        with current_job.fenced():
            submit(school, filing, revision)
    except (JobLost, JobCancelled):
        raise
    except Exception:
        log.exception("submission %s was not frozen", submission_id)
        with current_job.fenced():
            _fail(school, filing, revision, BROKEN)


def _due(submission: Submission, revision: int) -> bool:
    return submission.state == State.SIGNING and submission.revision == revision


def submit(school: Org, filing: Round, revision: int) -> None:
    """Freeze and submit what 数据校验 has just looked at, in the caller's transaction; or give it back."""
    school, submission = hold(school, filing)
    if not _due(submission, revision):
        return
    if found := blockers(school, filing):
        more = f"等 {len(found)} 项" if len(found) > MOST else ""
        _give_up(school, submission, filing, "；".join(each.text for each in found[:MOST]) + more)
        return
    _close_returns(submission, filing)
    take(school, filing, revision, submission.signer_name)
    now = timezone.now()
    submission.first_signed_at = submission.first_signed_at or now
    submission.signed_at = now
    move(None, school, submission, filing, Act.FREEZE)
    set_way(school, submission)
    submission.save(update_fields=["state", "waits_at", "accepted_level"])
    telling.submitted(school, submission, filing)


def _close_returns(submission: Submission, filing: Round) -> None:
    """What was sent back has been dealt with: note when."""
    for each in returned_forms(outstanding(submission), filing):
        each.row.mended_at = each.done_at
        each.row.save(update_fields=["mended_at"])


@transaction.atomic
def _fail(school: Org, filing: Round, revision: int, why: str) -> None:
    school, submission = hold(school, filing)
    if _due(submission, revision):
        _give_up(school, submission, filing, why)


def _give_up(school: Org, submission: Submission, filing: Round, why: str) -> None:
    """The school works on; what it was signed from is its state again."""
    move(None, school, submission, filing, Act.FAIL, reason=why[:500])
    telling.not_frozen(school, filing, why)


def take_up() -> None:
    """Queue the job again for signatures that nobody works on, in case it was lost."""
    for submission in Submission.objects.filter(state=State.SIGNING):
        start_freezing(submission)
