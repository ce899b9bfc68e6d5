"""Whose findings one may see: those of forms one may view, on records one may view. The gate of this package."""

from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from django.db.models import Count, F, Q, QuerySet, Sum, Value

from zhijiao.catalogue.matrix import Round, filing_round
from zhijiao.filing.records import access
from zhijiao.filing.schema import registry
from zhijiao.filing.schema.columns.base import FormLike
from zhijiao.filing.schema.form import Form
from zhijiao.identity.actor import Actor
from zhijiao.kit.statements import statement
from zhijiao.orgs.models import Org
from zhijiao.quality import rule_registry
from zhijiao.quality.models import WAITING, Finding, FindingState, RuleCount, SchoolCheck
from zhijiao.quality.rule import Rule, Severity


def rules(actor: Actor, filing: Round) -> list[Rule]:
    """Rules over forms that the actor may view."""
    return list(_rules(actor, actor.unlocked, filing.key))


@lru_cache(maxsize=512)
def _rules(actor: Actor, unlocked: bool, filing: str) -> tuple[Rule, ...]:
    """Remembered: an actor is another one after each change of rights, and rules change with a release alone."""
    return tuple(
        rule
        for rule in rule_registry.in_force(filing_round(filing))
        if access.can(actor, rule_registry.form_of(rule), "view")
    )


@statement
def _waiting_in(school: int, filing: str, form: str, *, rules: tuple[str, ...]) -> QuerySet[Any]:
    found = _of_form(school, filing, form, rules).filter(state__in=WAITING).order_by()
    return found.values_list("level").annotate(number=Count("pk"))


@statement
def _open_on(school: int, filing: str, form: str, record: int, *, rules: tuple[str, ...]) -> QuerySet[Any]:
    found = _of_form(school, filing, form, rules).filter(record_id__in=[record, 0])
    return found.exclude(state__in=_SETTLED)


_SETTLED = (FindingState.RESOLVED, FindingState.DISMISSED)


def _of_form(school: int, filing: str, form: str, rules: tuple[str, ...]) -> QuerySet[Any]:
    """Findings in a form that the school has been told of."""
    return Finding.objects.filter(school_id=school, round=filing, form=form, rule__in=rules, told=True)


def _seen_in(actor: Actor, filing: Round, form: FormLike) -> tuple[str, ...]:
    """Keys of the rules over a form that the actor may view."""
    return _keys(actor, actor.unlocked, filing.key, form.key)


@lru_cache(maxsize=4096)
def _keys(actor: Actor, unlocked: bool, filing: str, form: str) -> tuple[str, ...]:
    """Remembered as :func:`_rules` is."""
    seen = _rules(actor, unlocked, filing)
    return tuple(rule.key for rule in seen if rule_registry.form_of(rule).key == form)


def waiting_in(actor: Actor, school: Org, filing: Round, form: FormLike) -> dict[str, int]:
    """How many findings in a form wait, by class."""
    if access.has_whole_school(actor, form, school.pk):
        return dict(_waiting_in(school.pk, filing.key, form.key, rules=_seen_in(actor, filing, form)))
    found = findings(actor, school, filing).filter(form=form.key, state__in=WAITING).order_by()
    return dict(found.values_list("level").annotate(number=Count("pk")))


def open_on(actor: Actor, school: Org, filing: Round, form: FormLike, record: int) -> list[Finding]:
    """Findings on a record, or in its form as a whole, that are not settled."""
    if access.has_whole_school(actor, form, school.pk):
        return _open_on(school.pk, filing.key, form.key, record, rules=_seen_in(actor, filing, form))
    found = findings(actor, school, filing).filter(form=form.key, record_id__in=[record, 0])
    return list(found.exclude(state__in=_SETTLED))


def findings(actor: Actor, school: Org, filing: Round) -> QuerySet:
    """Findings of a school of the actor's part of the tree, as far as the actor may see them."""
    seen = rules(actor, filing)
    found = Finding.objects.select_related("referred_to").filter(
        _told(actor),
        school=school,
        round=filing.key,
        rule__in=[rule.key for rule in seen],
        school__path__under=actor.org_path,
    )
    if not access.sees_own_rows_only(actor):
        return found
    mine = Q(pk__in=[])
    for form in dict.fromkeys(rule_registry.form_of(rule) for rule in seen):
        rows = access.rows(actor, form, "view").filter(school_id=school.pk)
        mine |= Q(form=form.key, record_id__in=rows.values("pk"))
    return found.filter(mine)


def _told(actor: Actor) -> Q:
    """Matches between schools are seen by the departments above both; a school only once one has handed it down."""
    if actor.is_school:
        return Q(told=True)
    return Q(told=True) | Q(referred_to__path__under=actor.org_path)


def matches(actor: Actor, filing: Round) -> QuerySet:
    """Matches between schools that wait for a department, of rules the actor may see and schools all below it."""
    return Finding.objects.select_related("school", "referred_to").filter(
        state=FindingState.REFERRED,
        round=filing.key,
        rule__in=[rule.key for rule in rules(actor, filing)],
        referred_to__path__under=actor.org_path,
    )


def waiting(actor: Actor, school: Org, filing: Round) -> dict[str, Any]:
    """Findings that wait for the school, by class, as far as the actor may see them; and ``checked_at``.

    One query for those who see every form, two for others.
    """
    checks = _check(school.pk, filing.key)
    check = dict(zip(_CHECKED, checks[0], strict=True)) if checks else None
    seen = rules(actor, filing)
    own_only = access.sees_own_rows_only(actor)
    if check is None or (not own_only and len(seen) == len(rule_registry.in_force(filing))):
        return check or {"checked_at": None}
    if own_only:
        found = findings(actor, school, filing).filter(state__in=WAITING).annotate(number=Value(1))
    else:
        found = RuleCount.objects.filter(
            school=school, round=filing.key, rule__in=[rule.key for rule in seen]
        ).annotate(number=F("waiting"))
    counted = dict(found.order_by().values_list("level").annotate(sum=Sum("number")))
    return {**counted, "checked_at": check["checked_at"]}


_CHECKED = ("checked_at", "explained", *(level.value for level in Severity))


@statement
def _check(school: int, filing: str) -> QuerySet[Any]:
    return SchoolCheck.objects.filter(school_id=school, round=filing).values_list(*_CHECKED)


def record_titles(
    actor: Actor, school_id: int, wanted: Iterable[tuple[str, int]]
) -> dict[tuple[str, int], str]:
    """What names records of a school, for those the actor may view; one query per form."""
    by_form: dict[str, set[int]] = {}
    for form_key, record_id in wanted:
        if record_id:
            by_form.setdefault(form_key, set()).add(record_id)
    named: dict[tuple[str, int], str] = {}
    for form_key, ids in by_form.items():
        form = registry.record_form(form_key)
        if access.can(actor, form, "view"):
            rows = access.rows(actor, form, "view").filter(school_id=school_id, pk__in=ids)
            named |= {(form_key, pk): text for pk, text in _titles(form, rows)}
    return named


def _titles(form: Form, rows: QuerySet) -> Iterable[tuple[int, str]]:
    columns = form.title_columns
    for (pk,), values in form.fetch(rows, columns):
        texts = (
            column.text(value) for column, value in zip(columns, values, strict=True) if not column.private
        )
        yield pk, " ".join(filter(None, texts)) or form.label


def related_records(actor: Actor, finding: Finding) -> list[dict[str, Any]]:
    """Further records of a finding. Another school's are told only to those above both schools."""
    wanted = [tuple(other) for other in finding.others]
    names = dict(
        access.schools(actor).filter(pk__in={school for school, _, _ in wanted}).values_list("pk", "name")
    )
    shown: list[dict[str, Any]] = []
    for school_id in dict.fromkeys(school for school, _, _ in wanted):
        mine = [(form, record) for school, form, record in wanted if school == school_id]
        if school_id not in names:
            shown.append({"school": "另一所学校（由主管部门核对）", "records": []})
            continue
        named = record_titles(actor, school_id, mine)
        records = [(form, record, named[form, record]) for form, record in mine if (form, record) in named]
        shown.append({"school": names[school_id], "school_id": school_id, "records": records})
    return shown
