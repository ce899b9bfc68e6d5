"""Findings on the pages of the records they are about."""

from django.db.models import Q

from zhijiao.catalogue.matrix import current_round, round_of_year
from zhijiao.filing.pages.context import FormContext
from zhijiao.filing.pages.record_notices import RecordNotice, RecordsOf, among_source, notice_source
from zhijiao.filing.schema import registry
from zhijiao.kit.addresses import address_of
from zhijiao.quality import rule_registry, visibility
from zhijiao.quality.models import Finding, FindingState
from zhijiao.quality.rule import Severity

NOTICE = {Severity.LOGIC: "bad", Severity.EXPERIENCE: "warn", Severity.HINT: "info"}
MOST = 5
MOST_AMONG = 50


@notice_source
def findings(ctx: FormContext, record_id: int | None) -> list[RecordNotice]:
    """Findings of a record, each with its message; of a form, how many wait. One query, none without rules."""
    filing = round_of_year(ctx.year) or current_round()
    if ctx.form.key not in rule_registry.ruled_forms(filing.key):
        return []
    if record_id is None:
        return _of_form(ctx, visibility.waiting_in(ctx.actor, ctx.school, filing, ctx.form))
    known = rule_registry.rules()
    shown = [
        each
        for each in visibility.open_on(ctx.actor, ctx.school, filing, ctx.form, record_id)
        if each.record_id or ctx.form.single or [ctx.school.pk, ctx.form.key, record_id] in each.others
    ]
    return [
        _notice(ctx, each, ctx.form.columns[known[each.rule].column].label)
        for each in sorted(shown[:MOST], key=lambda each: Severity(each.level).rank)
    ]


def _notice(ctx: FormContext, finding: Finding, place: str) -> RecordNotice:
    rule = rule_registry.rules()[finding.rule]
    return RecordNotice(
        NOTICE[Severity(finding.level)],
        f"{rule.level.label}·{place}：",
        f"{rule.say(finding.values)}（{finding.get_state_display()}）",
        _address(ctx, address_of("quality:finding", finding.pk)),
    )


@among_source
def findings_among(ctx: FormContext, records: RecordsOf) -> list[RecordNotice]:
    """Findings on any of these records in the round of the year, the gravest first; one query."""
    wanted = Q(pk__in=[])
    for key, rows in records.items():
        wanted |= Q(form=key, record_id__in=rows.order_by().values("pk"))
    filing = round_of_year(ctx.year) or current_round()
    found = visibility.findings(ctx.actor, ctx.school, filing).filter(wanted)
    shown = found.exclude(state__in=(FindingState.RESOLVED, FindingState.DISMISSED)).order_by(
        "-last_seen", "-pk"
    )
    told = []
    for each in sorted(shown[:MOST_AMONG], key=lambda each: Severity(each.level).rank):
        form, rule = registry.get(each.form), rule_registry.rules()[each.rule]
        told.append(_notice(ctx, each, f"{form.label}·{form.columns[rule.column].label}"))
    return told


def _of_form(ctx: FormContext, counted: dict[str, int]) -> list[RecordNotice]:
    if not counted:
        return []
    gravest = min(map(Severity, counted), key=lambda level: level.rank)
    said = "，".join(f"{level.label} {counted[level]} 条" for level in Severity if level in counted)
    url = _address(ctx, f"{address_of('quality:list')}?form={ctx.form.key}")
    return [RecordNotice(NOTICE[gravest], "数据校验：", f"本表有 {said}待处理。", url)]


def _address(ctx: FormContext, path: str) -> str:
    """With the school, for actors above it."""
    if ctx.own:
        return path
    return f"{path}{'&' if '?' in path else '?'}school={ctx.school.pk}"
