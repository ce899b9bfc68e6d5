"""What the import page shows: templates in order with their state, the batch of the chosen form, the four steps."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, cast
from urllib.parse import urlencode

from django.core.paginator import Page
from django.db.models import QuerySet
from django.utils import timezone

from zhijiao.filing.models import FilingCount, ImportBatch, StagedRow
from zhijiao.filing.records import access
from zhijiao.filing.records.row_reader import row_reader
from zhijiao.filing.schema.columns.base import FormLike
from zhijiao.filing.schema.form import Form
from zhijiao.filing.schema.registry import registry
from zhijiao.identity.actor import Actor
from zhijiao.intake import corrections, dependency_order, upload
from zhijiao.kit.paging import page_of
from zhijiao.orgs.models import Org
from zhijiao.private.cipher import for_school

State, Row = ImportBatch.State, StagedRow.State
TO_MEND = (Row.WRONG, Row.EXISTS)
MOST_COLUMNS = 7


@dataclass
class TemplateEntry:
    """One template in the list."""

    form: Form
    state: str
    text: str
    sub: str
    current: bool = False


@dataclass
class ImportStep:
    """One of the four steps."""

    title: str
    note: str
    css: str = ""


@dataclass
class Panel:
    """The batch of the chosen form, and its rows."""

    batch: ImportBatch
    page: Page
    columns: list[Any] = field(default_factory=list)
    rows: list[dict] = field(default_factory=list)
    words: list[Any] = field(default_factory=list)
    everything: bool = False
    #: Rows that a reviewer has sent back.
    returned: int = 0

    @property
    def pending(self) -> bool:
        """Whether a worker still has it."""
        return self.batch.state in (State.UPLOADED, State.PARSING)

    @property
    def judged(self) -> int:
        """How many rows have been judged so far."""
        b = self.batch
        return b.good + b.wrong + b.same + b.existing + b.removed if b.total else 0

    @property
    def notes(self) -> list[str]:
        """What a clerk should know although nothing is wrong."""
        return self.batch.options.get("seen", {}).get("notes", [])

    @property
    def questions(self) -> list[str]:
        """What the uploader has to answer before the rows go on."""
        return self.batch.options.get("seen", {}).get("questions", [])

    @property
    def to_mend(self) -> int:
        """Rows that need a decision, or have come back from the review."""
        return self.returned or self.batch.wrong + self.batch.existing


@dataclass(frozen=True, kw_only=True)
class ImportPage:
    """Templates at the left, the chosen form with its batch at the right."""

    entries: list[TemplateEntry]
    form: Form
    #: Entries that the guide numbers, and the others.
    numbered: list[TemplateEntry]
    others: list[TemplateEntry]
    blockers: list[FormLike]
    in_review: Any
    panel: Panel | None
    batch: ImportBatch | None
    steps: list[ImportStep]
    year: int
    may_export: bool
    #: Private forms that open with the data password.
    locked: list[Form]
    most: int
    max_mb: int


def importable(actor: Actor) -> list[Form]:
    """Forms the actor may import, prerequisites first."""
    return [
        form for form in dependency_order.sequence(registry().records) if access.can(actor, form, "import")
    ]


def locked(actor: Actor) -> list[Form]:
    """Private forms the actor may import once the data password has been entered."""
    return [
        form
        for form in registry().records
        if access.is_locked(actor, form) and access.holds(actor, form, "import")
    ]


def entries(actor: Actor, school: Org) -> list[TemplateEntry]:
    """Every template with its state; three queries whatever their number."""
    latest: dict[str, ImportBatch] = {}
    states = (*upload.LIVE, State.DONE)
    kept = ImportBatch.objects.filter(school=school, kind=ImportBatch.Kind.IMPORT, state__in=states)
    for batch in kept.order_by("-pk").defer("file")[:400]:
        latest.setdefault(batch.form, batch)
    counts: dict[str, int] = {}
    for key, rows in FilingCount.objects.filter(school=school).values_list("form", "rows"):
        counts[key] = counts.get(key, 0) + rows
    return [_entry(form, latest.get(form.key), counts, school) for form in importable(actor)]


def _entry(form: Form, batch: ImportBatch | None, counts: dict[str, int], school: Org) -> TemplateEntry:
    if batch is not None and batch.state != State.DONE:
        waiting = batch.wrong + batch.existing
        note = f"{waiting} 行待处理" if batch.state == State.CHECKED else batch.get_state_display()
        return TemplateEntry(
            form,
            "wait" if batch.state == State.REVIEW else "doing",
            batch.get_state_display(),
            f"{batch.total} 行，{note}",
        )
    if batch is not None:
        at = timezone.localtime(batch.finished_at or batch.created_at)
        return TemplateEntry(form, "done", "已导入", f"{batch.approved or batch.same} 行，{at:%m-%d}")
    missing = dependency_order.blockers(form, school, counts)
    if missing:
        return TemplateEntry(form, "lock", "待前置", "先完成 " + "、".join(need.label for need in missing))
    rows = counts.get(form.key, 0)
    if rows:
        return TemplateEntry(form, "none", "已有数据", f"正式库已有 {rows:,} 行")
    place = next(iter(form.places), None)
    obligation = place.obligations.get(school.school_type) if place else None
    return TemplateEntry(form, "todo", "未导入", obligation.words if obligation else "")


def current_batch(school: Org, form: Form) -> ImportBatch | None:
    """The batch to show for a form: one on its way, else the last one unless it was given up."""
    found = ImportBatch.objects.filter(school=school, form=form.key, kind=ImportBatch.Kind.IMPORT).defer(
        "file"
    )
    live = found.filter(state__in=upload.OPEN).order_by("-pk").first()
    if live is not None:
        return live
    last = found.order_by("-pk").first()
    return last if last is not None and last.state in (State.REFUSED, State.REVIEW, State.DONE) else None


def panel(actor: Actor, form: Form, batch: ImportBatch, params: Any) -> Panel:
    """What the actor may see of a batch."""
    everything = params.get("rows") == "all"
    shows = batch.state in (State.CHECKED, State.REVIEW, State.DONE)
    every = StagedRow.objects.filter(school_id=batch.school_id, batch_id=batch.pk).order_by("number")
    back = every.filter(state=Row.REMOVED, problems__isnull=False)
    reviewed = batch.state in (State.REVIEW, State.DONE)
    rows = every if everything else back if reviewed else every.filter(state__in=TO_MEND)
    query = urlencode({"form": form.key, "batch": batch.pk} | ({"rows": "all"} if everything else {}))
    page = page_of(rows, params, query=query, total=None if shows else 0)
    made = Panel(batch, page, everything=everything)
    made.returned = back.count() if reviewed and batch.removed else 0
    if page.paginator.count:
        made.rows = corrections.as_shown(batch, cast("QuerySet[StagedRow]", page.object_list))
        made.columns = _columns(form, batch, made.rows)
        _compare(actor, form, batch, made.rows)
    if batch.state == State.CHECKED and batch.wrong:
        made.words = corrections.unknown_words(batch)
    return made


def _columns(form: Form, batch: ImportBatch, rows: Sequence[dict]) -> list[Any]:
    """The columns worth showing: key, title, the list's first ones, and whatever has a problem on this page.

    Items that merely differ from the formal table are listed with the row, or the table would grow by each of them.
    """
    bad = {name for row in rows for name in row["bad"] | row["twice"]}
    first = [
        c.name
        for c in (*form.key_columns, *form.title_columns, *form.listing_columns)
        if c.name in batch.headers
    ]
    wanted = set(dict.fromkeys(first[:MOST_COLUMNS])) | bad
    return [form.columns[name] for name in batch.headers if name in wanted]


def _compare(actor: Actor, form: Form, batch: ImportBatch, rows: Sequence[dict]) -> None:
    """Put to each row that exists what it would change, in the order of the sheet: label, text now, text in the file.

    The text now is left out for who may not view the form. One query whatever their number.
    """
    names = [name for name in batch.headers if any(name in row["differs"] for row in rows)]
    columns = [form.columns[name] for name in names]
    before: dict[int, dict[str, str]] = {}
    if columns and access.can(actor, form, "view"):
        records = access.rows(actor, form, "view").filter(
            school_id=batch.school_id, pk__in={row["record"] for row in rows if row["differs"]}
        )
        reader = row_reader(form.key, tuple(names), "text")
        cipher = for_school(batch.school_id)
        for fetched in records.values_list(*reader.paths):
            before[fetched[0]] = dict(zip(names, reader.read(fetched, cipher), strict=True))
    for row in rows:
        kept = before.get(row["record"])
        row["changes"] = [
            (column.label, kept and (kept[column.name] or "（空）"), row["texts"][column.name] or "（空）")
            for column in columns
            if column.name in row["differs"]
        ]


def steps(batch: ImportBatch | None, *, taken: bool) -> list[ImportStep]:
    """The guide's four steps, and where the batch stands among them; without one, whether its template was taken."""
    made = [
        ImportStep("选择并下载模板", "系统管理员"),
        ImportStep("上传填好的文件", "系统管理员"),
        ImportStep("校验与修正", "系统管理员"),
        ImportStep("提交复核", "数据复核员在业务端复核"),
    ]
    now = 1 if batch is not None or taken else 0
    if batch is not None:
        reached = {State.CHECKED: 2, State.REVIEW: 3, State.DONE: 4, State.PARSING: 2, State.UPLOADED: 2}
        now = reached.get(State(batch.state), 1)
        if batch.state == State.CHECKED:
            parts = [f"修正 {batch.wrong} 行错误"] if batch.wrong else []
            parts += [f"确认 {batch.existing} 行重复"] if batch.existing else []
            made[2].note = "、".join(parts) or made[2].note
        if batch.state == State.DONE:
            made[3].note = "复核通过，已进入正式库" if batch.approved else batch.message or "已完成"
    for number, step in enumerate(made):
        step.css = "is-done" if number < now else "is-now" if number == now else ""
        if number < min(now, 3) and number < 2:
            step.note += " · 已完成"
    return made
