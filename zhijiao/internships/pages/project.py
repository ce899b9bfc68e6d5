"""The page of one internship: how many students, where, with which papers, and what is missing with the way to it."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import Http404, HttpResponse
from django.urls import reverse

from zhijiao.filing.pages.context import FormContext, form_view
from zhijiao.filing.pages.heading import FormPage, page_heading
from zhijiao.filing.pages.roll import ASKED
from zhijiao.filing.schema import registry
from zhijiao.internships.form_keys import ON_THE_JOB, PLACEMENT, PROGRESS, REPORT, RESULT
from zhijiao.internships.progress import Progress, progress_of
from zhijiao.kit.page_context import render_page

HEAD = ("kind", "school_class", "course", "starts", "ends", "adviser", "status")


@dataclass(frozen=True)
class Step:
    """One thing that an internship wants of every student: how many have it of how many, and the way to the rest."""

    label: str
    done: int
    of: int
    note: str = ""
    url: str = ""
    action: str = ""

    @property
    def complete(self) -> bool:
        """Whether nobody lacks it."""
        return self.done >= self.of


@dataclass(frozen=True, kw_only=True)
class ProjectPage(FormPage):
    """The page as its template draws it."""

    name: str
    number: str
    facts: list[tuple[str, str]]
    on_the_job: bool
    steps: list[Step]
    progress: Progress
    record_url: str
    list_url: str
    board_url: str


@form_view("view")
def project(ctx: FormContext, record_id: int) -> HttpResponse:
    """How far an internship is."""
    form = ctx.record_form
    columns = [form.columns[name] for name in HEAD]
    extra = ("year", "number", "name", "students", "kind")
    fetched = form.fetch(ctx.rows().filter(pk=record_id), columns, extra)
    if not fetched:
        raise Http404(f"“{form.label}”中没有这条记录，可能已被删除。")
    (year, number, name, planned, kind), values = fetched[0]
    found = progress_of(ctx, record_id)
    drawn = ProjectPage(
        **page_heading(ctx),
        name=name,
        number=number,
        facts=[
            (column.label, column.text(value)) for column, value in zip(columns, values, strict=True)
        ],
        on_the_job=kind == ON_THE_JOB,
        steps=_Steps(ctx, record_id, year, number, kind == ON_THE_JOB).of(found, planned or 0),
        progress=found,
        record_url=ctx.address(reverse("filing:view", args=[form, record_id])),
        list_url=ctx.address(reverse("filing:list", args=[form])),
        board_url=_address(ctx, reverse("internships:board", args=[PLACEMENT]), year, {}),
    )  # fmt: skip
    return render_page(ctx.request, "internships/project.html", drawn)


@dataclass(frozen=True)
class _Steps:
    """Makes the steps of one project."""

    ctx: FormContext
    project: int
    year: int
    number: str
    on_the_job: bool

    def of(self, found: Progress, planned: int) -> list[Step]:
        """All steps that the reader may see, in the order in which they are gone."""
        if not self.ctx.can("view", registry.get(PLACEMENT)):
            return []
        placed = len(found.interns)
        steps = [self._placed(found, planned)]
        papers = [("agreement", "三方协议"), ("consent", "知情同意书")] if self.on_the_job else []
        for flag, label in (*papers, ("insured", "实习责任保险")):
            lacking = found.without(flag)
            url = self._records(PLACEMENT, flag) if lacking else ""
            steps.append(Step(label, placed - lacking, placed, "", url, f"{lacking} 人缺"))
        seen = self.ctx.can
        if seen("view", registry.get(PROGRESS)):
            steps.append(self._each("实习过程记录", found.followed, placed, PROGRESS))
        if seen("view", registry.get(REPORT)):
            note = f"已批阅 {found.read} 人"
            steps.append(self._each("实习报告", found.reported, placed, REPORT, note))
        if seen("view", registry.get(RESULT)):
            steps.append(self._each("实习结果", found.ended, placed, RESULT))
        return steps

    def _placed(self, found: Progress, planned: int) -> Step:
        """Students who are somewhere, of the class where it can be seen, else of the number planned."""
        placed = len(found.interns)
        if found.lacking is None:
            return Step("实习去向", placed, planned, f"计划 {planned} 人")
        lacking, roll = len(found.lacking), self._roll(PLACEMENT)
        return Step(
            "实习去向", placed, placed + lacking, f"计划 {planned} 人", roll if lacking else "", f"录入 {lacking} 人"
        )  # fmt: skip

    def _each(self, label: str, done: int, placed: int, key: str, note: str = "") -> Step:
        lacking = placed - done
        return Step(label, done, placed, note, self._roll(key) if lacking > 0 else "", f"录入 {lacking} 人")

    def _roll(self, key: str) -> str:
        """The grid of a form with a row for each student; empty for those who may not add any."""
        form = registry.get(key)
        if not (self.ctx.can("add", form) and self.ctx.can("change", form)):
            return ""
        return _address(self.ctx, reverse("filing:grid", args=[form]), self.year, {ASKED: str(self.project)})

    def _records(self, key: str, flag: str) -> str:
        """The placements of the project of which an item says no."""
        path, conditions = reverse("filing:list", args=[key]), {"f_project": self.number, f"f_{flag}": "否"}
        return _address(self.ctx, path, self.year, conditions)


def _address(ctx: FormContext, path: str, year: int, conditions: dict[str, str]) -> str:
    """A page of the year of the project, whichever year is chosen at the top."""
    school = {} if ctx.own else {"school": str(ctx.school.pk)}
    return f"{path}?{urlencode(school | {'year': str(year)} | conditions)}"
