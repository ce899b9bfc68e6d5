"""Whose findings one may see: those of forms one may view, on records one may view. The gate of this package."""

from collections.abc import Iterable
from typing import Any

from django.db.models import F, Q, QuerySet, Sum, Value

from zhijiao.accounts.actor import Actor
from zhijiao.catalogue.matrix import Round
from zhijiao.filing import access, registry
from zhijiao.filing.registry import Form
from zhijiao.orgs.models import Org
from zhijiao.quality import book
from zhijiao.quality.models import WAITING, Finding, RuleCount, SchoolCheck
from zhijiao.quality.rule import Level, Rule


def rules(actor: Actor, filing: Round) -> list[Rule]:
    """Rules over forms that the actor may view."""
    return [rule for rule in book.in_force(filing) if access.can(actor, book.form_of(rule), "view")]


def findings(actor: Actor, school: Org, filing: Round) -> QuerySet:
    """Findings of a school of the actor's part of the tree, as far as the actor may see them."""
    seen = rules(actor, filing)
    found = Finding.objects.filter(
        school=school,
        round=filing.key,
        rule__in=[rule.key for rule in seen],
        school__path__under=actor.org_path,
    )
    if actor.rows != "own":
        return found
    mine = Q(pk__in=[])
    for form in dict.fromkeys(book.form_of(rule) for rule in seen):
        rows = access.rows(actor, form, "view").filter(school_id=school.pk)
        mine |= Q(form=form.key, record_id__in=rows.values("pk"))
    return found.filter(mine)


def waiting(actor: Actor, school: Org, filing: Round) -> dict[str, Any]:
    """Findings that wait for the school, by class, as far as the actor may see them; and ``checked_at``.

    One query for those who see every form, two for others.
    """
    names = ("checked_at", *(level.value for level in Level))
    check = SchoolCheck.objects.filter(school=school, round=filing.key).values(*names).first()
    seen = rules(actor, filing)
    if check is None or (actor.rows != "own" and len(seen) == len(book.in_force(filing))):
        return check or {"checked_at": None}
    if actor.rows == "own":
        found = findings(actor, school, filing).filter(state__in=WAITING).annotate(number=Value(1))
    else:
        found = RuleCount.objects.filter(
            school=school, round=filing.key, rule__in=[rule.key for rule in seen]
        ).annotate(number=F("waiting"))
    counted = dict(found.order_by().values_list("level").annotate(sum=Sum("number")))
    return {**counted, "checked_at": check["checked_at"]}


def titles(actor: Actor, school_id: int, wanted: Iterable[tuple[str, int]]) -> dict[tuple[str, int], str]:
    """What names records of a school, for those the actor may view; one query per form."""
    by_form: dict[str, set[int]] = {}
    for form_key, record_id in wanted:
        if record_id:
            by_form.setdefault(form_key, set()).add(record_id)
    named = {}
    for form_key, ids in by_form.items():
        form = registry.get(form_key)
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


def others(actor: Actor, finding: Finding) -> list[dict[str, Any]]:
    """Further records of a finding. Another school's are told only to those above both schools."""
    wanted = [tuple(other) for other in finding.others]
    names = dict(
        access.schools(actor).filter(pk__in={school for school, _, _ in wanted}).values_list("pk", "name")
    )
    shown = []
    for school_id in dict.fromkeys(school for school, _, _ in wanted):
        mine = [(form, record) for school, form, record in wanted if school == school_id]
        if school_id not in names:
            shown.append({"school": "另一所学校（由主管部门核对）", "records": []})
            continue
        named = titles(actor, school_id, mine)
        records = [(form, record, named[form, record]) for form, record in mine if (form, record) in named]
        shown.append({"school": names[school_id], "school_id": school_id, "records": records})
    return shown
