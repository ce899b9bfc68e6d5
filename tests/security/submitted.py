"""A submission that waits at the authority right above its school, with a form that had been sent back before."""

from django.utils import timezone

from zhijiao.catalogue.matrix import current_round
from zhijiao.orgs.models import Org
from zhijiao.signoff.models import FormReturn, Submission, SubmissionStep
from zhijiao.signoff.workflow import Act, State

RETURNED = "student"
WHY, ANSWER = "机密的退回理由", "机密的核对情况"
"""What was said of the form; no other school may read it."""


def submit(school: Org) -> Submission:
    """Plant it as the second revision. Records are not locked, so that pages that write are tried too."""
    now, parent = timezone.now(), school.parent
    made = Submission.objects.create(
        school=school, round=current_round().key, state=State.SUBMITTED, revision=2, version=5, waits_at=parent,
        signer_name="黎校长", first_signed_at=now, signed_at=now,
    )  # fmt: skip
    taken = ((1, Act.FREEZE, school), (1, Act.RETURN, parent), (2, Act.MEND, school), (2, Act.FREEZE, school))
    for revision, act, org in taken:
        told = {Act.RETURN: WHY, Act.MEND: ANSWER}.get(act, "")
        SubmissionStep.objects.create(
            submission=made, school=school, revision=revision, act=act, at=now, actor_name="经手人", org=org,
            org_name=org.name, level=org.level, reason=told, forms=[RETURNED] if told else [],
        )  # fmt: skip
    FormReturn.objects.create(
        submission=made, school=school, revision=1, form=RETURNED, reason=WHY, org=parent, org_name=parent.name,
        actor_name="经手人", returned_at=now, answer=ANSWER, answered_by="经手人", answered_at=now,
    )  # fmt: skip
    return made
