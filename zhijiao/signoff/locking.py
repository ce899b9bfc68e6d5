"""What a submission means for the school's records: which years are closed, which forms are open all the same."""

from zhijiao.catalogue.matrix import Round
from zhijiao.filing.records import period_locks
from zhijiao.filing.records.period_locks import Lock
from zhijiao.orgs.models import Org
from zhijiao.signoff.models import Submission
from zhijiao.signoff.standing import named, outstanding
from zhijiao.signoff.workflow import LOCKING, State

WHY = {
    State.SIGNING: "校长已签字，系统正在封存",
    State.SUBMITTED: "已签字上报，等待审核",
    State.ACCEPTED: "已上报并通过审核",
    State.RETURNED: "只退回了部分表单，其余表单仍为已上报",
}
REMEDY = {
    State.SIGNING: "封存一般在一分钟内完成，请稍后再看；封存后确需修改的，请校长撤回。",
    State.SUBMITTED: "确需修改的，请校长在“上报”页撤回后再改，改后重新签字。",
    State.ACCEPTED: "确需修改的，请校长向主管部门说明，由主管部门退回重报，或为这张表单解锁。",
    State.RETURNED: "确需一并修改的，请联系退回的主管部门为这张表单解锁。",
}


def lock_for(submission: Submission, filing: Round) -> Lock | None:
    """The lock that follows from a submission; None while the school works on everything."""
    state, open_forms = State(submission.state), tuple[str, ...]()
    if state is State.RETURNED:
        open_forms = tuple(each.form for each in outstanding(submission))
        if not open_forms:
            return None
    elif state not in LOCKING:
        return None
    return Lock(
        filing.key,
        filing.academic_year,
        filing.calendar_from.year,
        f"{named(filing)}{WHY[state]}",
        REMEDY[state],
        open_forms,
    )


def refresh(school: Org, submission: Submission, filing: Round) -> None:
    """Bring the school's locks in line with its submission, in the transaction of an act that holds them."""
    period_locks.keep(school, filing.key, lock_for(submission, filing))
