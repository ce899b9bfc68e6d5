"""Who may sign or settle at all, and whose other work stands against it."""

from zhijiao.catalogue.matrix import Round
from zhijiao.filing.models import Change
from zhijiao.identity import gate
from zhijiao.identity.actions import AUDIT, SUBMIT
from zhijiao.identity.actor import Actor
from zhijiao.identity.duties import Duty, duties_in, joined
from zhijiao.identity.models import DutyMark
from zhijiao.orgs.models import Org
from zhijiao.signoff.models import Submission, SubmissionStep
from zhijiao.signoff.standing import Impossible
from zhijiao.signoff.workflow import Act

APART = (Duty.ENTERS, Duty.AUDITS)
"""What whoever signs should not have done."""
PERSONAL = (Act.SIGN, Act.WITHDRAW, Act.ACCEPT, Act.RETURN, Act.REOPEN)
"""Steps by which a person speaks for a level."""


def is_principal(actor: Actor, school: Org) -> bool:
    """Whether the actor may sign for the school: 提交 on all of its forms, not on some."""
    return actor.is_school and actor.org_id == school.pk and actor.may(SUBMIT) and not actor.read_only


def is_auditor(actor: Actor) -> bool:
    """Whether the actor may settle submissions of its area: 审核 on all forms."""
    return not actor.is_school and actor.may(AUDIT) and not actor.read_only


def require_principal(actor: Actor, school: Org) -> None:
    """Raises: Denied if the actor does not sign for the school."""
    if not is_principal(actor, school):
        raise gate.denied(actor, SUBMIT, "")


def require_auditor(actor: Actor) -> None:
    """Raises: Denied if the actor settles nothing."""
    if not is_auditor(actor):
        raise gate.denied(actor, AUDIT, "")


def apart_from_entry(actor: Actor, school: Org, filing: Round) -> None:
    """Nobody signs what he has entered or audited himself, unless somebody else has written down why he may.

    Raises:
        Impossible: the account joins the duties, or has entered records, and nobody has agreed to that.
    """
    if actor.user_id is None:
        return
    pairs = {pair.key: pair for pair in joined(duties_in(action for _, action in actor.grants))}
    wrong = [key for key, pair in pairs.items() if pair.second is Duty.SIGNS and pair.first in APART]
    agreed = DutyMark.objects.filter(user=actor.user_id, kept_at__isnull=False).first()
    kept = set(agreed.pairs.split(",")) if agreed else set()
    if open_pairs := [pairs[key].label for key in wrong if key not in kept]:
        raise Impossible(
            f"本账号兼有{'、'.join(open_pairs)}，不能签字。请由系统管理员把职责分给不同的账号，"
            "或由主管部门写明同意兼任的理由。"
        )
    entered = Change.objects.filter(school=school, actor_id=actor.user_id, at__date__gte=filing.opens)
    if not kept and entered.exists():
        raise Impossible("本账号录入过本轮的数据，不能为自己录入的数据签字，请由另一名校领导签字。")


def one_level_only(actor: Actor, submission: Submission) -> None:
    """Nobody acts for two levels, be it that the account has moved from one to another.

    Raises:
        Impossible: the actor has taken steps for another level.
    """
    if actor.user_id is None or submission.pk is None:
        return
    steps = SubmissionStep.objects.filter(submission=submission, actor_id=actor.user_id, act__in=PERSONAL)
    other = steps.exclude(org_id=actor.org_id).first()
    if other is not None:
        raise Impossible(
            f"您已代表{other.org_name}办理过“{other.get_act_display()}”，同一人不能在两级办理同一份上报，请由他人办理。"
        )
