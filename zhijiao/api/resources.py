"""What programs read besides records: rounds, obligations, completion, organisations, code tables, findings, cases.

Each resource is one view and one line in `RESOURCES`, from which the document describes it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpResponse

from zhijiao.api import dictionary, parameters
from zhijiao.api.endpoints import answer, endpoint
from zhijiao.api.parameters import Parameter
from zhijiao.api.shapes import (
    DAY,
    KEY,
    MOMENT,
    MOMENT_OR_NULL,
    NUMBER,
    NUMBER_OR_NULL,
    TEXT,
    TEXT_OR_NULL,
    shape,
)
from zhijiao.catalogue import matrix, tables
from zhijiao.catalogue.matrix import Round
from zhijiao.filing.pages.context import school_of
from zhijiao.filing.records import access
from zhijiao.identity.gate import View
from zhijiao.identity.requests import ActorRequest
from zhijiao.orgs.models import Level, Org, SchoolType, Status
from zhijiao.quality import finding_list, rule_registry, visibility
from zhijiao.quality.models import FindingState
from zhijiao.quality.rule import Rule, Severity
from zhijiao.rounds import completeness


def _one_of(values: Iterable[str], *more: str) -> dict[str, Any]:
    return {"type": "string", "enum": [*values, *more]}


# Rounds --------------------------------------------------------------------------------------------------------------

ROUND = shape(
    key=TEXT, title=TEXT, academic_year=NUMBER, opens=DAY, closes=DAY, state=TEXT,
    deadlines={"type": "object", "additionalProperties": DAY},
)  # fmt: skip
OBLIGATION = shape(
    place=TEXT, label=TEXT, path={"type": "array", "items": TEXT}, form=TEXT_OR_NULL, level=TEXT,
    words=TEXT, number=NUMBER_OR_NULL, note=TEXT,
)  # fmt: skip
COMPLETION = shape(
    place=TEXT, form=TEXT, label=TEXT, required={"type": "boolean"},
    state=_one_of(
        (completeness.DONE, completeness.DOING, completeness.TODO, completeness.LOCK),
        completeness.UNDECLARED, completeness.NONE, completeness.PLANNED,
    ),
    rows=NUMBER, gaps=NUMBER, updated_at=MOMENT_OR_NULL, detail=TEXT,
)  # fmt: skip


@endpoint("GET")
def rounds(request: ActorRequest) -> HttpResponse:
    """All rounds, the latest last."""
    parameters.read(request, ())
    return _all(
        {
            "key": each.key,
            "title": each.title,
            "academic_year": each.academic_year,
            "opens": each.opens,
            "closes": each.closes,
            "state": each.state,
            "deadlines": {level: each.deadline(level) for level in ("school", "county", "city", "province")},
        }
        for each in map(matrix.filing_round, matrix.round_keys())
    )


@endpoint("GET")
def obligations(request: ActorRequest, round_key: str) -> HttpResponse:
    """What a school owes in a round, place by place."""
    parameters.read(request, OF_SCHOOL)
    school = school_of(request, request.actor)
    open_to = {form.key for form in access.forms(request.actor)}
    return _all(
        {
            "place": place.slug,
            "label": place.label,
            "path": list(place.path),
            "form": place.form if place.form in open_to else None,
            "level": obligation.level.value,
            "words": obligation.words,
            "number": obligation.number,
            "note": obligation.note,
        }
        for place in matrix.round_for(_round(round_key), school).places
        if (obligation := place.obligations.get(school.school_type)) is not None
    )


@endpoint("GET")
def completion(request: ActorRequest, round_key: str) -> HttpResponse:
    """How far a school is with the forms that the actor may see."""
    parameters.read(request, OF_SCHOOL)
    actor = request.actor
    if access.sees_own_rows_only(actor):
        raise access.Denied("数据角色为“仅本人录入”的用户看不到全校的填报进度。")
    school = school_of(request, actor)
    open_to = {form.key for form in access.forms(actor)}
    progress = completeness.progress(school, _round(round_key)).only(open_to)
    return _all(
        {
            "place": each.place.slug,
            "form": each.present.key,
            "label": each.label,
            "required": each.required,
            "state": each.state,
            "rows": each.count.rows,
            "gaps": each.count.gaps,
            "updated_at": each.count.at,
            "detail": each.detail,
        }
        for each in progress.standings
    )


def _round(key: str) -> Round:
    if key not in matrix.round_keys():
        raise Http404("没有这个填报轮次。")
    return matrix.filing_round(key)


# Organisations and codes ---------------------------------------------------------------------------------------------

ORG = shape(
    id=NUMBER, parent={"type": ["integer", "null"]}, level=_one_of(Level.values), code=TEXT, name=TEXT,
    school_type=_one_of(SchoolType.values, ""), region=TEXT, status=_one_of(Status.values),
)  # fmt: skip
CODE_TABLE = shape(key=TEXT, title=TEXT, standard=TEXT, edition=TEXT, size=NUMBER)
CODE = shape(
    code=TEXT, name=TEXT, parent=TEXT, heading={"type": "boolean"}, selectable={"type": "boolean"},
    valid_from={**DAY, "type": ["string", "null"]}, valid_to={**DAY, "type": ["string", "null"]},
)  # fmt: skip


@endpoint("GET")
def orgs(request: ActorRequest) -> HttpResponse:
    """The nodes of the actor's part of the tree, by id."""
    given = parameters.read(request, parameters.OF_SCHOOLS)
    names = ("id", "parent", "level", "code", "name", "school_type", "region", "status")
    limit, cursor = parameters.paging(given)
    rows = Org.objects.subtree(request.actor.scope).filter(pk__gt=cursor).order_by("pk")
    found = list(rows.values(*names)[: limit + 1])
    following = str(found[limit - 1]["id"]) if len(found) > limit else None
    return answer({"items": found[:limit], "next": following})


@endpoint("GET")
def code_tables(request: ActorRequest) -> HttpResponse:
    """All code tables."""
    parameters.read(request, ())
    found = (tables.table(key) for key in tables.all_keys())
    return _all(
        {"key": t.key, "title": t.title, "standard": t.standard, "edition": t.edition, "size": len(t)}
        for t in found
    )


@endpoint("GET")
def codes(request: ActorRequest, table: str) -> HttpResponse:
    """The entries of a code table, those that are no longer in force too."""
    parameters.read(request, ())
    if table not in tables.all_keys():
        raise Http404("没有这张代码表。")
    return _all(
        {
            "code": entry.code,
            "name": entry.name,
            "parent": entry.parent,
            "heading": entry.heading,
            "selectable": entry.selectable,
            "valid_from": entry.valid_from,
            "valid_to": entry.valid_to,
        }
        for entry in tables.table(table).entries.values()
    )


# Findings ------------------------------------------------------------------------------------------------------------

FINDING = shape(
    id=NUMBER, rule=TEXT, title=TEXT, level=_one_of(Severity.values), form=TEXT, column=TEXT,
    record=NUMBER_OR_NULL, message=TEXT, remedy=TEXT, state=_one_of(FindingState.values),
    explanation=TEXT, first_seen=MOMENT, last_seen=MOMENT,
)  # fmt: skip
OF_FINDINGS = (
    parameters.SCHOOL,
    Parameter("round", KEY, "填报轮次；不填为当前轮次"),
    Parameter("state", _one_of(FindingState.values), "状态"),
    Parameter("level", _one_of(Severity.values), "类别"),
    parameters.LIMIT,
    parameters.CURSOR,
)


@endpoint("GET")
def findings(request: ActorRequest) -> HttpResponse:
    """Findings of a school, of rules that read nothing but what the actor sees."""
    given = parameters.read(request, OF_FINDINGS)
    actor, school = request.actor, school_of(request, request.actor)
    filing = _round(given["round"]) if "round" in given else matrix.current_round()
    seen = [rule.key for rule in visibility.rules(actor, filing) if _wholly_seen(request, rule)]
    found = visibility.findings(actor, school, filing).filter(rule__in=seen)
    found = found.filter(**{name: given[name] for name in ("state", "level") if name in given})
    limit, cursor = parameters.paging(given)
    rows = list(found.filter(pk__gt=cursor).order_by("pk")[: limit + 1])
    items = [_finding(line) for line in finding_list.lines(actor, rows[:limit])]
    return answer({"items": items, "next": str(rows[limit - 1].pk) if len(rows) > limit else None})


def _wholly_seen(request: ActorRequest, rule: Rule) -> bool:
    """Whether all forms that a rule reads may be exported and have no hidden items: its words may tell of any."""
    actor = request.actor
    hidden = {form for form, _ in actor.hidden}
    form = rule_registry.form_of(rule)
    keys = {rule_registry.key_of(label) for label in (*rule.reads, *rule.compares)}
    if not access.can(actor, form, "export") or hidden & {form.key, *keys}:
        return False
    return actor.forms is None or keys <= actor.forms


def _finding(line: finding_list.FindingLine) -> dict[str, Any]:
    each, rule = line.finding, line.rule
    return {
        "id": each.pk,
        "rule": rule.key,
        "title": rule.title,
        "level": each.level,
        "form": each.form,
        "column": rule.column,
        "record": each.record_id or None,
        "message": line.message,
        "remedy": rule.remedy,
        "state": each.state,
        "explanation": each.explanation,
        "first_seen": each.first_seen,
        "last_seen": each.last_seen,
    }


# The list of them ----------------------------------------------------------------------------------------------------

OF_SCHOOL = (parameters.SCHOOL,)


@dataclass(frozen=True)
class Resource:
    """One address: what it is called, how it is described, and what answers it."""

    name: str
    path: str
    summary: str
    item: dict[str, Any]
    view: View
    given: Sequence[Parameter] = ()
    place: tuple[str, dict[str, Any]] | None = None


RESOURCES = (
    Resource("rounds", "rounds/", "填报轮次", ROUND, rounds),
    Resource(
        "obligations", "rounds/<slug:round_key>/obligations/", "学校在一个轮次中的填报要求",
        OBLIGATION, obligations, OF_SCHOOL, ("round_key", KEY),
    ),
    Resource(
        "completion", "rounds/<slug:round_key>/completion/", "学校在一个轮次中的填报进度",
        COMPLETION, completion, OF_SCHOOL, ("round_key", KEY),
    ),
    Resource("orgs", "orgs/", "管理范围内的机构", ORG, orgs, parameters.OF_SCHOOLS),
    Resource("code_tables", "codes/", "代码表", CODE_TABLE, code_tables),
    Resource("codes", "codes/<slug:table>/", "一张代码表的全部代码", CODE, codes, (), ("table", KEY)),
    Resource(
        "dictionary", "dictionary/", "数据字典：表单及其项目",
        dictionary.ENTRY, dictionary.dictionary, dictionary.OF_DICTIONARY,
    ),
    Resource(
        "dictionary_changes", "dictionary/changes/", "数据字典与一个版本的差异",
        dictionary.CHANGE, dictionary.changes, dictionary.OF_CHANGES,
    ),
    Resource("findings", "findings/", "学校的数据校验结果", FINDING, findings, OF_FINDINGS),
)  # fmt: skip


def _all(items: Iterable[dict[str, Any]]) -> HttpResponse:
    """A list that is never so long that it needs pages."""
    return answer({"items": list(items), "next": None})
