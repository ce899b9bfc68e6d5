"""Drafting: beginning an edition, saving chapters, and what a draft says at the moment."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F, QuerySet
from django.utils import timezone

from zhijiao.annual_reports import figures, majors, outline, typed
from zhijiao.annual_reports.content import Material, kept_values
from zhijiao.annual_reports.figures import Values
from zhijiao.annual_reports.models import OPEN, UNFINISHED, Chapter, Report, State, Step
from zhijiao.audit.events import Event
from zhijiao.audit.log import record
from zhijiao.catalogue.matrix import current_round
from zhijiao.identity.actor import Actor
from zhijiao.kit.periods import year_label
from zhijiao.orgs.models import Org


class Impossible(ValueError):
    """What was asked for does not fit the report as it stands; the message is for the user."""


class Stale(Impossible):
    """Somebody else was faster."""


def editions(school: Org, year: int) -> QuerySet[Report]:
    """All editions of a school's report of a year, the latest first."""
    return Report.objects.filter(school=school, year=year).order_by("-edition")


def unfinished(school: Org, year: int) -> Report | None:
    """The edition that is being made."""
    return editions(school, year).filter(state__in=UNFINISHED).first()


def begin(actor: Actor, school: Org, year: int) -> Report:
    """Begin an edition; a later one takes over what the one before holds.

    Raises:
        Impossible: one is being made already, or the year has not come.
    """
    latest = current_round().academic_year + 1
    if year > latest:
        raise Impossible(f"{year_label(year)}还没有到，最晚可以编制{year_label(latest)}的年报。")
    try:
        with transaction.atomic():
            before = editions(school, year).select_for_update().first()
            if before and before.state in UNFINISHED:
                raise Impossible("本学年的年报正在编制，请在已有的草稿上继续。")
            made = Report.objects.create(
                school=school, year=year, edition=before.edition + 1 if before else 1
            )
            kept = {each.key: each.values for each in before.chapters.all()} if before else {}
            Chapter.objects.bulk_create(
                Chapter(report=made, school=school, key=key, values=kept.get(key, {}))
                for key in outline.CHAPTERS
            )
            take_step(actor, made, Step.Kind.BEGUN)
    except IntegrityError:
        raise Impossible("另一位同事刚刚开始编制本学年的年报，请刷新页面。") from None
    return made


def take_step(actor: Actor, report: Report, kind: Step.Kind, text: str = "") -> None:
    """Note a step, in the transaction of the change; the audit log is told without the words."""
    Step.objects.create(
        report=report,
        school_id=report.school_id,
        kind=kind,
        actor_id=actor.user_id,
        actor_name=actor.name,
        text=text,
    )
    detail = {"step": kind.label, "edition": report.edition}
    subject = f"质量年报 {year_label(report.year)}"
    record(Event.SUBMISSION, org=report.school_id, subject=subject, detail=detail)


@transaction.atomic
def save_chapter(actor: Actor, report: Report, key: str, version: int, sent: Mapping[str, str]) -> Chapter:
    """Keep a chapter; what was not sent stays as it is.

    Raises:
        Wrong: something typed cannot be kept.
        Stale: somebody else has saved the chapter since it was read.
        Impossible: the report is no longer being written.
    """
    values, problems = typed.read(key, sent)
    if problems:
        raise Wrong(problems)
    current = Report.objects.select_for_update().get(pk=report.pk, school_id=report.school_id)
    if current.state not in OPEN:
        raise Impossible(f"年报现为“{current.get_state_display()}”，不能修改。")
    chapter = Chapter.objects.select_for_update().get(school_id=report.school_id, report=report, key=key)
    own = chapter.writer_id == actor.user_id and chapter.writer_since <= version + 1
    if chapter.version != version and not own:
        raise Stale(f"{chapter.changed_by or '另一位同事'}刚刚保存了这一章，请核对最新内容后再保存。")
    merged = chapter.values | values
    if merged == chapter.values:
        return chapter
    known = Chapter.objects.filter(pk=chapter.pk, school_id=report.school_id, version=chapter.version)
    since = chapter.writer_since if chapter.writer_id == actor.user_id else chapter.version + 1
    done = known.update(
        values=merged,
        version=F("version") + 1,
        changed_by=actor.name,
        changed_at=timezone.now(),
        writer_id=actor.user_id,
        writer_since=since,
    )
    if not done:
        raise Stale("另一位同事刚刚保存了这一章，请核对最新内容后再保存。")
    if actor.user_id not in current.writers:
        current.writers = [*current.writers, actor.user_id]
        current.save(update_fields=["writers", "changed_at"])
    chapter.refresh_from_db()
    return chapter


class Wrong(Impossible):
    """Items that cannot be kept, with what is wrong."""

    def __init__(self, problems: typed.Problems):
        super().__init__("有内容需要修改")
        self.problems = problems


def typed_values(report: Report) -> dict[str, str]:
    """Everything typed in an edition, by key."""
    found: dict[str, str] = {}
    for values in report.chapters.filter(school_id=report.school_id).values_list("values", flat=True):
        found |= values
    return found


def last_year(school: Org, year: int) -> Values:
    """Figures of the year before: as published then, else as the forms hold them."""
    published = (
        editions(school, year - 1).filter(state=State.PUBLISHED).values_list("frozen", flat=True).first()
    )
    if published:
        return kept_values(published)
    dated = {each.key for each in outline.indicators().values() if _dated(each)}
    return {key: value for key, value in figures.computed(school, year - 1).items() if key in dated}


def _dated(each: outline.Indicator) -> bool:
    """Whether the forms still hold the figure of another year."""
    return bool(each.how) and all(figures.has_years(part.form) for part in figures.ingredients(each))


def material(report: Report, viewer: Actor | None = None) -> Material:
    """What the draft is made of now; for a viewer without the figures of forms that he may not see."""
    held: dict[str, Any] = typed_values(report)
    values: Values = {
        each.key: _as_value(each, held.get(each.key))
        for each in outline.indicators().values()
        if each.typed and each.kind not in outline.NO_LINES
    }
    values |= figures.computed(report.school, report.year)
    everything = outline.indicators().values()
    hidden = {each.key for each in everything if viewer and not figures.may_see(viewer, each)}
    texts = {key: text for key, text in held.items() if key not in values}
    return Material(
        report.school,
        report.year,
        values,
        texts,
        last_year(report.school, report.year),
        frozenset(hidden),
        majors.students(report.school, report.year) if viewer is None or majors.may_see(viewer) else (),
    )


def _as_value(each: outline.Indicator, held: str | None) -> Decimal | str | None:
    if not held:
        return None
    return Decimal(held) if each.numeric else held
