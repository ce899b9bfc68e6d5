"""Findings on the pages of the records they are about."""

from django.db.models import Count, QuerySet
from django.urls import reverse

from zhijiao.catalogue.matrix import current_round, round_of_year
from zhijiao.filing.desk import Desk
from zhijiao.filing.remarks import Remark, remarks
from zhijiao.quality import book, sight
from zhijiao.quality.models import WAITING, State
from zhijiao.quality.rule import Level

NOTICE = {Level.LOGIC: "bad", Level.EXPERIENCE: "warn", Level.HINT: "info"}
MOST = 5


@remarks
def findings(desk: Desk, record_id: int | None) -> list[Remark]:
    """Findings of a record, each with its message; of a form, how many wait. One query, none without rules."""
    filing = round_of_year(desk.year) or current_round()
    ruled = {book.form_of(rule).key for rule in book.in_force(filing)}
    if desk.form.key not in ruled:
        return []
    found = sight.findings(desk.actor, desk.school, filing).filter(form=desk.form.key)
    if record_id is None:
        return _of_form(desk, found)
    known = book.rules()
    about = [record_id, 0] if desk.form.single else [record_id]
    shown = found.filter(record_id__in=about).exclude(state__in=(State.RESOLVED, State.DISMISSED))
    return [
        Remark(
            NOTICE[Level(each.level)],
            f"{known[each.rule].level.label}·{desk.form.columns[known[each.rule].column].label}：",
            f"{known[each.rule].say(each.values)}（{each.get_state_display()}）",
            _address(desk, reverse("quality:finding", args=[each.pk])),
        )
        for each in sorted(shown[:MOST], key=lambda each: Level(each.level).rank)
    ]


def _of_form(desk: Desk, found: QuerySet) -> list[Remark]:
    waiting = found.filter(state__in=WAITING).order_by()
    counted = dict(waiting.values_list("level").annotate(number=Count("pk")))
    if not counted:
        return []
    gravest = min(map(Level, counted), key=lambda level: level.rank)
    said = "，".join(f"{level.label} {counted[level]} 条" for level in Level if level in counted)
    url = _address(desk, f"{reverse('quality:list')}?form={desk.form.key}")
    return [Remark(NOTICE[gravest], "数据校验：", f"本表有 {said}待处理。", url)]


def _address(desk: Desk, path: str) -> str:
    """With the school, for actors above it."""
    if desk.own:
        return path
    return f"{path}{'&' if '?' in path else '?'}school={desk.school.pk}"
