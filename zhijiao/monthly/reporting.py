"""What becomes of a report: drafted with figures, written, submitted by somebody else, returned with a reason.

Every step is one transaction and asks for the version that was read. From submission on, figures and items stay as they
are; a report that was returned can take new ones.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from zhijiao.audit.events import Event
from zhijiao.audit.log import record
from zhijiao.identity.actions import AUDIT
from zhijiao.identity.actor import Actor
from zhijiao.identity.holders import holders
from zhijiao.jobs.declare import declared, enqueue_single
from zhijiao.kit.dates import parse_date
from zhijiao.kit.numbers import whole_number
from zhijiao.kit.text import fold, fold_lines
from zhijiao.monthly import items, months
from zhijiao.monthly.figures import figures
from zhijiao.monthly.items import Item
from zhijiao.monthly.models import ItemKind, MonthlyReport, ReportStep, State
from zhijiao.notices.inbox import tell
from zhijiao.orgs.models import Level, Org

LINE, TEXT, REASON = 60, 2000, 500
OPEN = (State.DRAFT, State.RETURNED)
#: The job that takes figures; named by its path, because it stands above this module.
_TAKE_FIGURES = "zhijiao.monthly.background_jobs.take_figures"


class Refused(RuntimeError):
    """A step that cannot be taken; the message is for the user."""


class Stale(Refused):
    """Somebody else was faster."""


@dataclass(frozen=True)
class Typed:
    """Texts as they are kept, and what is wrong by key."""

    texts: Mapping[str, str]
    errors: Mapping[str, str]


# Drafting ------------------------------------------------------------------------------------------------------------


def draft_all(month: str) -> int:
    """Make the drafts of a month that are missing; how many were made. Twice does no harm."""
    there = MonthlyReport.objects.filter(month=month).values("province")
    provinces = Org.objects.filter(level=Level.PROVINCE).active().exclude(pk__in=there).order_by("path")
    return sum(draft(province, month)[1] for province in provinces)


@transaction.atomic
def draft(province: Org, month: str, by: str = "系统") -> tuple[MonthlyReport, bool]:
    """The report of a province for a month, made with the figures of now if there is none; whether it was made."""
    report, made = MonthlyReport.objects.get_or_create(
        province=province,
        month=month,
        defaults={"figures": figures(province), "taken_at": timezone.now()},
    )
    if made:
        _step(report, "生成草稿", None, by)
        tell(
            province,
            AUDIT,
            title=f"{months.label(month)}月报已生成草稿，请于{months.due(month).day}日前报送",
            text="系统已填入账号、填报和校验数据，请补充部署环境、问题与计划后报送教育部。",
            url=reverse("monthly:report", args=[report.pk]),
        )
    return report, made


# Writing -------------------------------------------------------------------------------------------------------------


def read(asked: list[Item], params: Mapping[str, str]) -> Typed:
    """What was typed for the items that a person fills in."""
    texts: dict[str, str] = {}
    errors: dict[str, str] = {}
    for item in asked:
        if item.kind == ItemKind.FIGURE:
            continue
        text, wrong = _read(item, params.get(f"i-{item.key}", ""))
        texts[item.key] = text
        if wrong:
            errors[item.key] = wrong
    return Typed(texts, errors)


def _read(item: Item, typed: str) -> tuple[str, str]:
    """A text as it is kept, and what is wrong with it."""
    many = item.kind == ItemKind.TEXT
    text = fold_lines(typed[: TEXT * 2]) if many else fold(typed[: LINE * 4])
    most = TEXT if many else LINE
    if len(text) > most:
        return text, f"最多{most}个字，现有{len(text)}个"
    if not text or item.kind in (ItemKind.TEXT, ItemKind.LINE):
        return text, ""
    return _checked(item, text)


def _checked(item: Item, text: str) -> tuple[str, str]:
    """A choice, a day or a number as it is kept, and what is wrong with it."""
    if item.kind == ItemKind.DATE:
        try:
            return parse_date(text).isoformat(), ""
        except ValueError as wrong:
            return text, str(wrong)
    if item.kind == ItemKind.COUNT:
        right = whole_number(text, 10**12) is not None
        return text, "" if right else f"“{text[:20]}”不是整数，请填写不小于0的整数"
    return text, "" if text in item.options else f"请从{'、'.join(item.options)}中选择"


@transaction.atomic
def save(actor: Actor, report: MonthlyReport, version: int | None, texts: Mapping[str, str]) -> None:
    """Keep what was typed.

    Raises:
        Refused: the report has been submitted.
        Stale: somebody else has changed it.
    """
    _take(
        report,
        version,
        OPEN,
        "不能再修改",
        texts={**report.texts, **texts},
        edited_by=actor.user_id,
        editor=actor.name,
    )


@transaction.atomic
def ask_refresh(actor: Actor, report: MonthlyReport) -> None:
    """Have the figures taken anew by a worker: it reads the counters of every school of the province.

    Raises:
        Refused: the report has been submitted.
    """
    if report.state not in OPEN:
        raise Refused(f"报表现在是“{report.get_state_display()}”，不能再取数。")
    enqueue_single(declared(_TAKE_FIGURES), f"monthly:{report.pk}", report.pk)
    _step(report, "重新取数", actor.user_id, actor.name)


def take_figures(report_id: int) -> None:
    """Put the figures of now into a report that is still open; texts and version stay as they are."""
    report = MonthlyReport.objects.select_related("province").filter(pk=report_id, state__in=OPEN).first()
    if report is not None:
        found = figures(report.province)
        mine = MonthlyReport.objects.filter(pk=report_id, state__in=OPEN)
        mine.update(figures=found, taken_at=timezone.now())


def missing(report: MonthlyReport, asked: list[Item]) -> list[str]:
    """Labels of the items that have to be filled in before the report can be submitted."""
    wanted = (item for item in asked if item.kind in (ItemKind.FLAG, ItemKind.CHOICE, ItemKind.TEXT))
    return [item.label for item in wanted if not report.texts.get(item.key)]


def needs_another(actor: Actor, report: MonthlyReport) -> bool:
    """Whether somebody else has to submit: who wrote it does so only where nobody else at the province may."""
    if actor.user_id is None or report.edited_by != actor.user_id:
        return False
    return holders(report.province, AUDIT).exclude(pk=actor.user_id).exists()


# Submitting ----------------------------------------------------------------------------------------------------------


@transaction.atomic
def submit(actor: Actor, report: MonthlyReport, version: int | None) -> None:
    """Send the report to the ministry; its figures stay as they are from now on.

    Raises:
        Refused: something is missing, or somebody else has to do it.
        Stale: somebody else has changed it.
    """
    asked = items.in_use()
    lacking = missing(report, asked)
    if lacking:
        raise Refused(f"还没有填写：{'、'.join(lacking)}。没有的请写“无”。")
    if needs_another(actor, report):
        raise Refused("填写人和报送人应当是两个人：本报表由您填写，请由本单位另一位审核用户报送。")
    now = timezone.now()
    _take(
        report,
        version,
        OPEN,
        "已经报送",
        state=State.SUBMITTED,
        items=[item.stored() for item in asked],
        submitted_at=now,
        submitter=actor.name,
        first_submitted_at=report.first_submitted_at or now,
        reason="",
    )
    _step(report, "报送", actor.user_id, actor.name)
    _told(report, "报送")
    ministry = Org.objects.filter(level=Level.MINISTRY, parent=None).first()
    if ministry is not None:
        title = f"{report.province.name}已报送{months.label(report.month)}月报"
        tell(ministry, AUDIT, title=title, url=reverse("monthly:report", args=[report.pk]), mail=False)


@transaction.atomic
def send_back(actor: Actor, report: MonthlyReport, version: int | None, reason: str) -> None:
    """Return a report to its province.

    Raises:
        Refused: there is no reason, or it is not submitted.
        Stale: somebody else has changed it.
    """
    text = fold_lines(reason[: REASON * 2])
    if not text:
        raise Refused("请写明退回理由，省级才知道要改什么。")
    if len(text) > REASON:
        raise Refused(f"退回理由最多{REASON}个字，现有{len(text)}个。")
    _take(report, version, (State.SUBMITTED,), "还没有报送", state=State.RETURNED, reason=text)
    _step(report, "退回", actor.user_id, actor.name, text)
    _told(report, "退回")
    tell(
        report.province,
        AUDIT,
        title=f"{months.label(report.month)}月报被退回",
        text=text,
        url=reverse("monthly:report", args=[report.pk]),
    )


def _take(
    report: MonthlyReport, version: int | None, states: tuple[State, ...], otherwise: str, **values: Any
) -> None:
    """Change a report that is still as it was read."""
    mine = MonthlyReport.objects.filter(pk=report.pk, version=version or 0, state__in=states)
    if not mine.update(**values, version=(version or 0) + 1):
        report.refresh_from_db()
        if report.state not in states:
            raise Refused(f"报表现在是“{report.get_state_display()}”，{otherwise}。")
        who = report.editor or "他人"
        raise Stale(
            f"报表刚刚被 {who} 修改，没有保存。您填写的内容还在本页，请先与其核对；再次保存以本页为准。"
        )
    report.refresh_from_db()


def _step(report: MonthlyReport, done: str, actor_id: int | None, name: str, text: str = "") -> None:
    ReportStep.objects.create(
        report=report, done=done, at=timezone.now(), actor_id=actor_id, actor_name=name, text=text
    )


def _told(report: MonthlyReport, done: str) -> None:
    subject = f"月报表：{months.label(report.month)}"
    detail = {"done": done, "province": report.province.name}
    record(Event.SUBMISSION, org=report.province, subject=subject, detail=detail)
