"""Pages of saved queries: saving what a list shows now, and looking after what has been saved."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.db import IntegrityError, transaction
from django.http import Http404, HttpResponse, HttpResponseRedirect

from zhijiao.filing.models import ListPreference, SavedQuery
from zhijiao.filing.pages import saved_queries, table
from zhijiao.filing.pages.context import FormContext, form_view, session_of
from zhijiao.filing.pages.heading import FormPage, page_heading
from zhijiao.filing.records import query
from zhijiao.identity.gate import GET_POST, POST
from zhijiao.kit.page_context import render_page
from zhijiao.kit.text import fold

LONGEST_NAME = 30
MOST = 30
"""Saved queries of one person in one form."""
TAKEN = "您已有名为“{name}”的常用查询，请换一个名称，或打开它以后更新。"
TIDYING = "submit"
"""The right to take away what a colleague has shared."""


@dataclass(frozen=True, kw_only=True)
class QueriesPage(FormPage):
    """The saved queries of a form: what each asks for, and what can be done with it."""

    queries: list[tuple[SavedQuery, saved_queries.QueryChip, list[tuple[str, str]]]]
    opening: int | None
    may_share: bool
    may_tidy: bool
    list_url: str


@form_view("view", methods=GET_POST)
def queries(ctx: FormContext) -> HttpResponse:
    """The saved queries of the form; posting saves what the list shows now under a name."""
    if ctx.request.method == "POST":
        return _save(ctx)
    known = saved_queries.offered(ctx)
    drawn = QueriesPage(
        **page_heading(ctx),
        queries=[
            (each, chip, _in_words(ctx, each))
            for each, chip in zip(known, saved_queries.chips(ctx, known), strict=True)
        ],
        opening=_opening(ctx),
        may_share=saved_queries.may_share(ctx),
        may_tidy=ctx.own and ctx.can(TIDYING),
        list_url=ctx.url("list"),
    )
    return render_page(ctx.request, "filing/queries.html", drawn)


def _opening(ctx: FormContext) -> int | None:
    kept = ListPreference.objects.filter(user_id=ctx.actor.person, form=ctx.form.key)
    return kept.values_list("opening_id", flat=True).first()


def _in_words(ctx: FormContext, saved: SavedQuery) -> list[tuple[str, str]]:
    """Conditions and order, label and value."""
    words = [
        (column.label, table.asked_in_words(ctx, column, saved.conditions[name]))
        for name, column in ctx.form.columns.items()
        if name in saved.conditions
    ]
    words += [("资料", "有缺项")] if saved.gaps else []
    column = ctx.form.columns.get(saved.sort.removeprefix("-"))
    return words + (
        [("排序", f"{column.label}{'降序' if saved.sort[:1] == '-' else '升序'}")] if column else []
    )


def _save(ctx: FormContext) -> HttpResponse:
    """Save what the list shows now; says why where that cannot be."""
    asked = query.parse_query(ctx.form, ctx.request.GET, session_of(ctx.request))
    back = HttpResponseRedirect(ctx.address(ctx.path("list"), asked.string()))
    name = fold(ctx.request.POST.get("name", ""))
    if problem := _problem(ctx, name, asked):
        messages.error(ctx.request, problem)
        return back
    made = SavedQuery(user_id=ctx.actor.person, school=ctx.school, form=ctx.form.key, name=name)
    made.shared = "shared" in ctx.request.POST and saved_queries.may_share(ctx)
    _fill(ctx, made, asked)
    if not _kept(ctx, made):
        return back
    if "opening" in ctx.request.POST:
        _open_with(ctx, made.pk)
    messages.success(ctx.request, f"已保存常用查询“{name}”")
    return HttpResponseRedirect(saved_queries.address(ctx, made))


def _fill(ctx: FormContext, saved: SavedQuery, asked: query.Query) -> None:
    """Take over conditions, order and columns of the list as it stands."""
    saved.conditions, saved.gaps, saved.sort = dict(asked.filters), asked.gaps, asked.sort
    saved.columns = [column.name for column in table.list_preference(ctx).columns]
    names = {*saved.conditions, *saved.columns, asked.sort.removeprefix("-")} & ctx.form.columns.keys()
    saved.labels = {name: ctx.form.columns[name].label for name in names}


def _kept(ctx: FormContext, saved: SavedQuery) -> bool:
    """Store a saved query, unless another of its name was stored at the same moment."""
    try:
        with transaction.atomic():
            saved.save()
    except IntegrityError:
        messages.error(ctx.request, TAKEN.format(name=saved.name))
        return False
    return True


def _problem(ctx: FormContext, name: str, asked: query.Query, own: int = 0) -> str:
    """Why a query cannot be saved under a name."""
    if ctx.actor.read_only:
        return "正在以角色查看，不能保存常用查询，请先退出以角色查看。"
    if asked.tokens:
        labels = "、".join(ctx.form.columns[each].label for each in asked.tokens)
        return f"“{labels}”属于隐私数据，其条件不能保存，请去掉这个条件后再保存。"
    if not name or len(name) > LONGEST_NAME:
        return f"查询名称要有 1 至 {LONGEST_NAME} 个字，请重新填写。"
    mine = SavedQuery.objects.filter(user_id=ctx.actor.person, form=ctx.form.key)
    if mine.filter(name=name).exclude(pk=own).exists():
        return TAKEN.format(name=name)
    if not own and mine.count() >= MOST:
        return f"每张表单最多保存 {MOST} 个常用查询，请先删除不用的。"
    return ""


def _open_with(ctx: FormContext, number: int | None) -> None:
    """Let the list open with a saved query, or with none."""
    ListPreference.objects.update_or_create(
        user_id=ctx.actor.person, form=ctx.form.key, defaults={"opening_id": number}
    )


@form_view("view", methods=POST)
def change_query(ctx: FormContext, query_id: int) -> HttpResponse:
    """Rename, share, update or delete a saved query, or let the list open with it."""
    saved = next((each for each in saved_queries.offered(ctx) if each.pk == query_id), None)
    if saved is None:
        raise Http404("没有这个常用查询，可能已被删除。")
    doing = ctx.request.POST.get("do", "")
    mine = saved.user_id == ctx.actor.person
    tidied = doing == "delete" and saved.shared and ctx.own and ctx.can(TIDYING)
    if ctx.actor.read_only or not (mine or tidied or doing in ("open", "close")):
        messages.error(ctx.request, f"“{saved.name}”是他人共享的常用查询，只有本人可以修改。")
    else:
        saved = _do(ctx, saved, doing) or saved
    if doing == "update":
        return HttpResponseRedirect(saved_queries.address(ctx, saved))
    return HttpResponseRedirect(ctx.url("queries"))


@transaction.atomic
def _do(ctx: FormContext, known: SavedQuery, doing: str) -> SavedQuery | None:
    """One change of a saved query that the actor may change; none if it was deleted at the same moment."""
    saved = SavedQuery.objects.select_for_update().filter(pk=known.pk).first()
    if saved is None:
        messages.error(ctx.request, f"常用查询“{known.name}”刚刚已被删除，没有改动。")
        return None
    done: dict[str, Any] = {
        "rename": _rename,
        "share": _share,
        "unshare": _unshare,
        "update": _update,
        "delete": _delete,
        "open": lambda ctx, saved: _open_with(ctx, saved.pk),
        "close": lambda ctx, saved: _open_with(ctx, None),
    }
    if doing in done:
        done[doing](ctx, saved)
    return saved


def _rename(ctx: FormContext, saved: SavedQuery) -> None:
    name = fold(ctx.request.POST.get("name", ""))
    if problem := _problem(ctx, name, query.Query(ctx.form), saved.pk):
        messages.error(ctx.request, problem)
        return
    saved.name = name
    _bring_along(ctx, saved)
    if not _kept(ctx, saved):
        return
    messages.success(ctx.request, f"已改名为“{name}”")


def _bring_along(ctx: FormContext, saved: SavedQuery) -> None:
    """What somebody changes after he has left a school is no longer shared there."""
    if saved.school_id != ctx.school.pk:
        saved.school, saved.shared = ctx.school, False


def _share(ctx: FormContext, saved: SavedQuery) -> None:
    if not saved_queries.may_share(ctx):
        messages.error(ctx.request, f"共享常用查询需要“{ctx.form.label}”的修改权限，请联系本单位系统管理员。")
        return
    saved.shared, saved.school = True, ctx.school
    saved.save(update_fields=["shared", "school"])
    messages.success(ctx.request, f"“{saved.name}”已共享给本校同事")


def _unshare(ctx: FormContext, saved: SavedQuery) -> None:
    saved.shared = False
    saved.save(update_fields=["shared"])
    ListPreference.objects.filter(opening=saved).exclude(user_id=ctx.actor.person).update(opening=None)
    messages.success(ctx.request, f"“{saved.name}”不再共享")


def _update(ctx: FormContext, saved: SavedQuery) -> None:
    asked = query.parse_query(ctx.form, ctx.request.GET, session_of(ctx.request))
    if problem := _problem(ctx, saved.name, asked, saved.pk):
        messages.error(ctx.request, problem)
        return
    _fill(ctx, saved, asked)
    _bring_along(ctx, saved)
    saved.save()
    messages.success(ctx.request, f"常用查询“{saved.name}”已更新为当前的条件、排序和列")


def _delete(ctx: FormContext, saved: SavedQuery) -> None:
    saved.delete()
    messages.success(ctx.request, f"已删除常用查询“{saved.name}”")
