"""Files of boards: areas, schools, forms, and the schools of one form."""

from collections.abc import Iterable, Iterator
from typing import Any, BinaryIO

from django.http import Http404, QueryDict

from zhijiao.catalogue.matrix import filing_round, round_keys
from zhijiao.files.kinds import Params, Wanted
from zhijiao.files.making import counted
from zhijiao.filing.schema import registry
from zhijiao.identity.actions import EXPORT
from zhijiao.identity.actor import Actor
from zhijiao.identity.gate import denied
from zhijiao.kit.bulk import portions
from zhijiao.orgs.models import Org
from zhijiao.oversight import area_figures, school_list
from zhijiao.oversight.area_figures import Figures, ranks
from zhijiao.oversight.form_list import SHOWN, WORDS, form_query
from zhijiao.oversight.models import SchoolStanding
from zhijiao.oversight.school_list import SchoolLine, SchoolQuery
from zhijiao.oversight.scope import Scope, scope_of
from zhijiao.workbooks.table_file import write_table

KIND = "oversight"
WHAT = {"areas": "地区比较", "schools": "学校进度", "forms": "各表单进度"}
FORM = "form-"
PIECE = 500
AREA_HEADS = ("名次", "地区", "学校", "必填表次", "完成表次", "必填完成率(%)")
WHOLE_HEADS = (
    "已完成学校", "未开始学校", "按时完成", "逾期完成", "逾期未完成", "已填数据(条)", "逻辑校验", "经验校验",
    "已说明待审核", "封存后更正(条)", "已上报", "县级已通过", "市级已通过", "省级已通过", "部级已通过",
)  # fmt: skip
SCHOOL_HEADS = (
    "学校标识码",
    "学校",
    "主管部门",
    "类型",
    "必填表单",
    "已完成",
    "必填完成率(%)",
    "最近填报",
    "最近催报",
)
STANDING_HEADS = (
    "进度", "是否按时", "截止日期", "首次填报", "完成时间", "已填数据(条)", "逻辑校验", "经验校验", "已说明待审核",
    "提示", "封存后更正(条)", "上报", "已通过至",
)  # fmt: skip
FORM_HEADS = ("模块", "表单", "已填数据(条)", "必填学校", "必填完成", "必填完成率(%)")
ONE_FORM_HEADS = ("学校标识码", "学校", "主管部门", "状态", "已填(条)", "不完整(条)", "最近填报", "完成时间")


def wanted(scope: Scope, what: str, asked: QueryDict, fmt: str) -> Wanted:
    """The file of a board.

    Raises:
        Http404: there is no such board, or the reader may not view the form.
    """
    title = _title(scope, what)
    rows = _number(scope, what, asked)
    params = {"what": what, "round": scope.filing.key, "fmt": fmt, "query": asked.urlencode()}
    return Wanted(
        kind=KIND,
        org=Org.objects.get(pk=scope.actor.org_id),
        subject=title,
        name=f"{title}_{scope.node.name}_{scope.filing.key}.{fmt}",
        params=params,
        rows=rows,
        cells=rows * len(_heads(scope, what)),
        told={"rows": rows, "round": scope.filing.key, "format": fmt},
    )


def require(actor: Actor, org: Org, params: Params) -> None:
    """Refuse somebody of another node, who may not export, or may not view the form.

    Raises:
        gate.Denied, Http404: so.
    """
    if actor.org_id != org.pk:
        raise Http404("只能下载本单位的文件。")
    if not actor.may_somewhere(EXPORT):
        raise denied(actor, EXPORT)
    _title(_scope(actor, params), params["what"])


def write(out: BinaryIO, actor: Actor, org: Org, params: Params) -> None:
    """Write the file of a board, with what the reader may know by now."""
    scope, asked, what = _scope(actor, params), QueryDict(params["query"]), params["what"]
    rows: Iterable[list[Any]]
    if what == "areas":
        rows = _areas(scope)
    elif what == "forms":
        rows = _forms(scope)
    elif what == "schools":
        rows = counted(_schools(scope, asked), _number(scope, what, asked))
    else:
        rows = counted(_one_form(scope, what.removeprefix(FORM), asked), _number(scope, what, asked))
    write_table(out, params["fmt"], _heads(scope, what), rows)


def _scope(actor: Actor, params: Params) -> Scope:
    if params["round"] not in round_keys():
        raise Http404("没有这个填报轮次。")
    return scope_of(actor, filing_round(params["round"]), QueryDict(params["query"]))


def _title(scope: Scope, what: str) -> str:
    """The name of a board; that of one form only for who may view it."""
    if what in WHAT:
        return WHAT[what]
    place = scope.places.get(what.removeprefix(FORM)) if what.startswith(FORM) else None
    if place is None or place.form not in registry.forms():
        raise Http404("没有这种文件，或您没有查看这张表单的权限。")
    return f"各校{place.label}进度"


def _heads(scope: Scope, what: str) -> tuple[str, ...]:
    if what == "areas":
        return AREA_HEADS + (WHOLE_HEADS if scope.whole else ())
    if what == "schools":
        titles = (cell.title for cell in school_list.empty_cells(scope))
        return (*SCHOOL_HEADS, *(STANDING_HEADS if scope.whole else ()), *titles)
    return FORM_HEADS + tuple(WORDS[state] for state in SHOWN) if what == "forms" else ONE_FORM_HEADS


def _number(scope: Scope, what: str, asked: QueryDict) -> int:
    if what == "areas":
        return len(area_figures.read(scope).children) + 1
    if what == "forms":
        return len(scope.places)
    if what == "schools":
        return _asked_schools(scope, asked).count()
    return form_query(scope, what.removeprefix(FORM), asked.get("state", ""), asked.get("q", "")).count()


def _areas(scope: Scope) -> Iterator[list[Any]]:
    """The authorities below, by path, then the sum."""
    found = area_figures.read(scope)
    parts = [(org, area_figures.figures(scope, rows)) for org, rows in found.children.items()]
    places = ranks([figures.share for _, figures in parts])
    for (org, figures), rank in zip(parts, places, strict=True):
        yield [rank, org.name, *_figures(scope, figures)]
    yield [None, f"{scope.node.name}合计", *_figures(scope, found.total)]


def _figures(scope: Scope, figures: Figures) -> list[Any]:
    numbers = [figures.schools, figures.required, figures.done, figures.share]
    if scope.whole:
        numbers += [
            figures.finished, figures.not_started, figures.on_time, figures.late, figures.overdue, figures.rows,
            figures.logic, figures.experience, figures.explained, figures.corrections, figures.handed_in,
            figures.accepted_county, figures.accepted_city, figures.accepted_province, figures.accepted_ministry,
        ]  # fmt: skip
    return numbers


def _asked_schools(scope: Scope, asked: QueryDict) -> Any:
    rows = school_list.standings(scope)
    if asked.get("own") == "1":
        rows = rows.filter(school__parent=scope.node)
    return SchoolQuery.read(asked, scope).narrow(rows)


def _schools(scope: Scope, asked: QueryDict) -> Iterator[list[Any]]:
    """Schools with their modules, in pieces."""
    ids = list(_asked_schools(scope, asked).values_list("pk", flat=True))
    for piece in portions(ids, PIECE):
        rows = SchoolStanding.objects.filter(pk__in=piece).select_related("school__parent")
        order = {pk: number for number, pk in enumerate(piece)}
        for line in school_list.lines(scope, sorted(rows, key=lambda row: order[row.pk]), cells=True):
            yield _school(line)


def _school(line: SchoolLine) -> list[Any]:
    school, row = line.school, line.standing
    cells: list[Any] = [
        school.code, school.name, line.area.name if line.area else "", school.get_school_type_display(),
        line.required, line.done, line.share, _day(line.last_at), _day(line.reminded),
    ]  # fmt: skip
    if row:
        cells += [
            row.get_stage_display(), row.get_timing_display(), _day(row.due), _day(row.first_at),
            _day(row.finished_at), row.rows, row.logic, row.experience, row.explained, row.hint, row.corrections,
            row.get_signoff_display(), row.get_accepted_level_display(),
        ]  # fmt: skip
    return [*cells, *(f"{cell.done}/{cell.required}" if cell.required else "" for cell in line.cells)]


def _forms(scope: Scope) -> Iterator[list[Any]]:
    found = area_figures.read(scope, children=False).forms()
    for each in found:
        states = each.states
        yield [
            each.place.path[0], each.place.label, each.rows, each.required, each.required_done, each.share,
            *(states[state] for state in SHOWN),
        ]  # fmt: skip


def _one_form(scope: Scope, place: str, asked: QueryDict) -> Iterator[list[Any]]:
    rows = form_query(scope, place, asked.get("state", ""), asked.get("q", ""))
    for row in rows.iterator(chunk_size=PIECE):
        yield [
            row.school.code, row.school.name, row.school.parent.name, WORDS.get(row.state, ""), row.rows, row.gaps,
            _day(row.changed_at), _day(row.done_at),
        ]  # fmt: skip


def _day(value: Any) -> str:
    return f"{value:%Y-%m-%d}" if value else ""
