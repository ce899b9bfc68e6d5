"""The way of a report: sent by its writers, audited by somebody else, published and withdrawn by the principal."""

from django.db import transaction
from django.db.models import F
from django.urls import reverse
from django.utils import timezone

from zhijiao.annual_reports import drafting, live_text, outline
from zhijiao.annual_reports.content import canonical, content
from zhijiao.annual_reports.drafting import Impossible, Stale, take_step
from zhijiao.annual_reports.models import OPEN, Report, State, Step
from zhijiao.annual_reports.visibility import FORM
from zhijiao.filing.schema import registry
from zhijiao.identity.actor import Actor, module_scope
from zhijiao.kit.periods import year_label
from zhijiao.kit.text import fold_lines
from zhijiao.notices.inbox import tell
from zhijiao.quality.finding_actions import PRIVATE
from zhijiao.snapshots.seals import digest

LONGEST = 500


@transaction.atomic
def send(actor: Actor, report: Report, version: int) -> None:
    """Hand the draft to those who audit."""
    current = _taken(report, version)
    if current.state not in OPEN:
        raise Impossible(f"年报现为“{current.get_state_display()}”，不能提交审核。")
    if wrong := list(problems(current)):
        raise Impossible("有 " + str(len(wrong)) + " 处需要先改正：" + "；".join(wrong[:5]) + "。")
    writers = [*current.writers, *([] if actor.user_id in current.writers else [actor.user_id])]
    _move(current, State.AUDITING, writers=writers)
    take_step(actor, current, Step.Kind.SENT)
    _tell(current, "audit", "待审核")


@transaction.atomic
def audit(actor: Actor, report: Report, version: int, passed: bool, text: str) -> None:
    """Pass the draft, or return it with a reason; never by somebody who wrote in it."""
    current = _taken(report, version)
    if current.state != State.AUDITING:
        raise Impossible(f"年报现为“{current.get_state_display()}”，不需要审核。")
    if actor.user_id in current.writers:
        raise Impossible("不能审核本人起草或提交的年报，请由另一名审核人员审核。")
    if passed:
        _move(current, State.APPROVED)
        take_step(actor, current, Step.Kind.PASSED, _reason(text, asked=False))
        _tell(current, "submit", "待发布")
    else:
        _return(actor, current, text)


@transaction.atomic
def send_back(actor: Actor, report: Report, version: int, text: str) -> None:
    """The principal returns what was passed."""
    current = _taken(report, version)
    if current.state != State.APPROVED:
        raise Impossible(f"年报现为“{current.get_state_display()}”，不能退回。")
    _return(actor, current, text)


@transaction.atomic
def publish(actor: Actor, report: Report, version: int) -> None:
    """Freeze figures and words and let others read them; a former edition gives way."""
    current = _taken(report, version)
    if current.state != State.APPROVED:
        raise Impossible(f"年报现为“{current.get_state_display()}”，审核通过后才能发布。")
    if wrong := list(problems(current)):
        raise Impossible("数据有变化，请退回修改：" + "；".join(wrong[:5]) + "。")
    made = content(drafting.material(current))
    published = drafting.editions(current.school, current.year).filter(state=State.PUBLISHED)
    published.update(state=State.REPLACED, version=F("version") + 1)
    _move(
        current,
        State.PUBLISHED,
        frozen=made,
        digest=digest(canonical(made)),
        published_at=timezone.now(),
    )
    take_step(actor, current, Step.Kind.PUBLISHED)
    title = f"{current.school.name}发布了{year_label(current.year)}质量年报"
    if current.school.parent:
        url = reverse("annual_reports:read", args=[current.pk])
        tell(current.school.parent, "audit", title=title, url=url, mail=False, scopes=_scopes())


@transaction.atomic
def withdraw(actor: Actor, report: Report, version: int, text: str) -> None:
    """Take a published edition back, with a reason; it is kept, and read by the school and those above it."""
    current = _taken(report, version)
    if current.state != State.PUBLISHED:
        raise Impossible(f"年报现为“{current.get_state_display()}”，不能撤回。")
    _move(current, State.WITHDRAWN)
    take_step(actor, current, Step.Kind.WITHDRAWN, _reason(text))


def problems(report: Report) -> list[str]:
    """What keeps a draft from being handed on: names in texts that no figure has, figures that are not there."""
    made = drafting.material(report)
    found = (
        [] if any(made.texts.get(key, "").strip() for key in outline.CHAPTERS) else ["还没有任何一章的文字"]
    )
    titles = {key: f"{title}·{name}" for key, title, name in _titles()}
    for key, text in made.texts.items():
        where = titles.get(key, "")
        found += [f"“{where}”中{unknown}" for unknown in live_text.unknown(text)]
        lacking = [name for name in live_text.asked(text) if _lacks(made.text, name)]
        found += [f"“{where}”中的【{name}】还没有数据" for name in lacking]
    return found


def _lacks(text, name: str) -> bool:
    key = outline.names().get(name)
    return key is not None and not text(key)


def _titles() -> list[tuple[str, str, str]]:
    return [
        (key, title, name)
        for chapter, title in outline.chapters().items()
        for key, name in outline.essays(chapter).items()
    ]


def _taken(report: Report, version: int) -> Report:
    """The report under lock, as it was read."""
    current = Report.objects.select_for_update().get(pk=report.pk, school_id=report.school_id)
    if current.version != version:
        raise Stale("年报刚刚有变化，请核对最新情况后再操作。")
    return current


def _move(report: Report, state: State, **facts) -> None:
    """Put it into another state, if nobody was faster: SQLite has no locks of rows."""
    known = Report.objects.filter(pk=report.pk, school_id=report.school_id, version=report.version)
    if not known.update(state=state, version=F("version") + 1, changed_at=timezone.now(), **facts):
        raise Stale("年报刚刚有变化，请核对最新情况后再操作。")
    report.refresh_from_db()


def _return(actor: Actor, report: Report, text: str) -> None:
    reason = _reason(text)
    _move(report, State.RETURNED)
    take_step(actor, report, Step.Kind.RETURNED, reason)
    _tell(report, "change", "已退回修改")


def _reason(text: str, asked: bool = True) -> str:
    reason = fold_lines(text[: 2 * LONGEST])
    if asked and len(reason) < 4:
        raise Impossible("请写明原因，至少 4 个字。")
    if len(reason) > LONGEST:
        raise Impossible(f"原因不超过 {LONGEST} 字，请精简。")
    if PRIVATE.search(reason):
        raise Impossible("原因中有身份证件号、手机号码等个人隐私，请删去。")
    return reason


def _tell(report: Report, action: str, what: str) -> None:
    url = f"{reverse('annual_reports:builder', args=['quality_report'])}?year={report.year}"
    tell(report.school, action, title=f"{year_label(report.year)}质量年报{what}", url=url, scopes=_scopes())


def _scopes() -> tuple[str, str]:
    """Where a right is granted that is one to reports."""
    return FORM, module_scope(registry.get(FORM).module)
