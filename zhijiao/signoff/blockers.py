"""What keeps a school from signing, one sentence each, with the page where it can be dealt with."""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.db.models import Count
from django.urls import reverse

from zhijiao.catalogue.matrix import ObligationLevel, Round
from zhijiao.filing.models import FilingCount, ImportBatch, StagedRow
from zhijiao.orgs.models import Org, Status
from zhijiao.quality.models import SchoolCheck
from zhijiao.quality.rule import Severity
from zhijiao.quality.signoff_blockers import blocking
from zhijiao.rounds.completeness import DOING, LOCK, TODO, UNDECLARED, Progress, Standing, progress
from zhijiao.signoff.round_locks import is_over
from zhijiao.signoff.standing import ReturnedForm, outstanding, returned_forms, submission_of

OWED = (ObligationLevel.MUST, ObligationLevel.IF_ANY, ObligationLevel.IF_PILOT)
WORDS = {
    DOING: "还没有填完",
    TODO: "还没有填写",
    LOCK: "还没有填写",
    UNDECLARED: "没有数据，也没有声明“本校无此项”",
}


@dataclass(frozen=True)
class Blocker:
    """One thing that has to be dealt with first: its kind, what is wrong, where to go."""

    kind: str
    text: str
    url: str
    link: str


def blockers(
    school: Org,
    filing: Round,
    standing: Progress | None = None,
    returned: Sequence[ReturnedForm] | None = None,
) -> list[Blocker]:
    """Everything that stands against a signature; two queries where progress and returned forms are known."""
    standing = standing or progress(school, filing)
    if returned is None:
        returned = returned_forms(outstanding(submission_of(school, filing)), filing)
    return [
        *_round(school, filing),
        *_returned(returned),
        *_forms(standing),
        *_findings(school, filing),
        *_review(school),
    ]


def _round(school: Org, filing: Round) -> list[Blocker]:
    """The round is over, or the school no longer works."""
    if school.status != Status.ACTIVE:
        return [
            Blocker("school", f"{school.name}已{school.get_status_display()}，不能上报。", "/", "回工作台")
        ]
    if is_over(school, filing):
        return [
            Blocker(
                "round",
                f"{filing.title}已经关闭，不能再上报；确需上报的，请主管部门报教育部重新开启本轮。",
                "/",
                "回工作台",
            )
        ]
    return []


def _returned(rows: Sequence[ReturnedForm]) -> list[Blocker]:
    """Forms sent back with which nothing has been done yet."""
    return [
        Blocker(
            "returned",
            f"“{each.label}”被{each.row.org_name}退回，还没有修改：{each.row.reason}",
            reverse("filing:list", args=[each.row.form]),
            f"去修改 {each.label}",
        )
        for each in rows
        if each.done_at is None
    ]


def _forms(standing: Progress) -> list[Blocker]:
    """Forms that are owed and not done, prerequisites first."""
    return [
        Blocker("form", f"“{each.label}”{_said(each)}", _where(each), f"去处理 {each.label}")
        for each in standing.open
        if each.obligation.level in OWED
    ]


def _said(each: Standing) -> str:
    first = "、".join(form.label for form in each.blockers)
    detail = f"（{each.detail}）" if each.state == DOING and each.detail else ""
    return WORDS[each.state] + (f"，须先完善 {first}" if first else "") + detail + "。"


def _where(each: Standing) -> str:
    """The page of the form; of a blocked one, that of what has to come first."""
    form = each.blockers[0] if each.blockers else each.present
    return reverse("filing:list", args=[form]) + ("?gaps=1" if each.count.gaps else "")


def _findings(school: Org, filing: Round) -> list[Blocker]:
    found = blocking(school, filing)
    said = (
        (Severity.LOGIC, found.logic, "必须改正"),
        (Severity.EXPERIENCE, found.unexplained, "必须改正或说明情况"),
    )
    return [
        Blocker(
            level.value,
            f"{level.label}有 {number} 条{what}。",
            f"{reverse('quality:list')}?{urlencode({'level': level.value})}",
            f"去处理{level.label}",
        )
        for level, number, what in said
        if number
    ]


def _review(school: Org) -> list[Blocker]:
    """Rows that were uploaded and wait for the reviewer."""
    waiting = StagedRow.objects.filter(
        school=school, state=StagedRow.State.READY, batch__state=ImportBatch.State.REVIEW
    ).aggregate(rows=Count("pk"))["rows"]
    if not waiting:
        return []
    text = f"有 {waiting} 行导入的数据等待复核，请数据复核员通过或删除。"
    return [Blocker("review", text, reverse("intake:review"), "去复核")]


def is_checked(school: Org, filing: Round) -> bool:
    """Whether 数据校验 has looked at the school since its last change; two queries."""
    check = SchoolCheck.objects.filter(school=school, round=filing.key).first()
    if check is None or check.checked_at is None or check.pending:
        return False
    return not FilingCount.objects.filter(school=school, updated_at__gt=check.checked_at).exists()
