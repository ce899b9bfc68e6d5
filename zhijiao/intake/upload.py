"""Accepting a file: judged at once as far as that is quick, kept encrypted, queued for checking.

The same file twice leads to the batch it made the first time. A corrected file takes the place of the one that was
being mended. Nothing here writes to a form.
"""

import base64
import hashlib
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from zhijiao.audit.events import Event
from zhijiao.audit.log import record
from zhijiao.filing.models import ImportBatch, StagedRow
from zhijiao.filing.records import access
from zhijiao.filing.schema.form import Form
from zhijiao.filing.schema.registry import registry
from zhijiao.identity.actor import Actor
from zhijiao.intake import dependency_order, parse
from zhijiao.intake.check_requests import enqueue_check
from zhijiao.intake.workbook import GUIDE_SHEET, MARK_SHEET, TABLES_SHEET
from zhijiao.orgs.models import Org
from zhijiao.private.cipher import for_school
from zhijiao.workbooks.book import Book, Sheet
from zhijiao.workbooks.markup import FileRefused
from zhijiao.workbooks.package import MAX_BYTES, check_name
from zhijiao.workbooks.reading import read_book

State = ImportBatch.State
OPEN = (State.UPLOADED, State.PARSING, State.CHECKED)
LIVE = (*OPEN, State.REVIEW)
RECHECKING = "正在按现在的数据重新校验这份文件。"


@dataclass(frozen=True)
class Accepted:
    """A batch; ``earlier`` says that this very file had made it before; ``anew`` that it is checked once more."""

    batch: ImportBatch
    earlier: bool = False
    anew: bool = False

    @property
    def queued(self) -> bool:
        """Whether a check is due."""
        return self.anew or not self.earlier

    @property
    def said(self) -> str:
        """What to tell of a file that has come before; empty for a new one."""
        if self.anew or not self.earlier:
            return RECHECKING if self.anew else ""
        batch = self.batch
        who = f"{timezone.localtime(batch.created_at):%m-%d %H:%M} 由{batch.creator_name}"
        said = f"同一份文件已于 {who}上传过，现在“{batch.get_state_display()}”，没有重复接收。"
        return said + ("确需再次校验，请勾选“再次校验同一文件”后上传。" if batch.state == State.DONE else "")


def accept(
    actor: Actor, school: Org, form: Form, file_name: str, data: bytes, year: int, *, again: bool = False
) -> Accepted:
    """Take a workbook of one form.

    Args:
        actor: who uploads; needs the right to import the form.
        school: the actor's school.
        form: the form chosen.
        file_name: as the browser names it.
        data: the file.
        year: the school year selected, for rows that do not name one.
        again: check a file once more although it has been taken into the formal table before.

    Raises:
        access.Denied: the right is missing.
        FileRefused: the file, or the moment, is wrong; says what to do.
    """
    access.require(actor, form, "import")
    waiting = dependency_order.blockers(form, school)
    if waiting:
        raise FileRefused(dependency_order.explain(form, waiting))
    book = read_book(data, file_name, only=(MARK_SHEET,))
    notes = parse.check_mark(parse.read_mark(book), form, school)
    digest = hashlib.sha256(data).hexdigest()
    with transaction.atomic():
        _lock(school)
        earlier = _earlier(school, form.key, digest, again)
        if earlier is not None:
            return _met_again(earlier)
        replace(school, form.key)
        batch = _new(actor, school, form, file_name, data, digest, year, {"notes": notes})
        detail = {"done": "上传", "batch": batch.pk, "bytes": len(data)}
        record(Event.IMPORT, org=school, subject=form.label, detail=detail)
    return Accepted(batch)


def accept_school_book(
    actor: Actor, school: Org, file_name: str, data: bytes, year: int, *, again: bool = False
) -> list[Accepted]:
    """Take a workbook of many forms: one batch per sheet with data, in the order in which they depend on each other.

    Raises:
        FileRefused: no sheet of ours in it, no data, or another school's.
    """
    sheets, unread = _sheets(actor, school, read_book(data, file_name, skip=(GUIDE_SHEET, TABLES_SHEET)))
    digest = hashlib.sha256(data).hexdigest()
    accepted: list[Accepted] = []
    with transaction.atomic():
        _lock(school)
        leader = 0
        for form, part in sheets:
            earlier = _earlier(school, form.key, digest, again)
            if earlier is not None:
                accepted.append(_met_again(earlier))
                continue
            replace(school, form.key)
            options = {
                "sheet": part.name,
                "group": leader,
                "existing": "update",
                "notes": [] if leader else unread,
            }
            batch = _new(actor, school, form, file_name, b"" if leader else data, digest, year, options)
            if not leader:
                leader = batch.pk
                batch.options["group"] = leader
                batch.save(update_fields=["options"])
            accepted.append(Accepted(batch))
        if leader:
            labels = [registry().forms[one.batch.form].label for one in accepted if not one.earlier]
            detail = {"done": "上传", "batch": leader, "forms": labels, "bytes": len(data)}
            record(Event.IMPORT, org=school, subject="全校工作簿", detail=detail)
    return accepted


def _sheets(actor: Actor, school: Org, book: Book) -> tuple[list[tuple[Form, Sheet]], list[str]]:
    """Forms of the sheets that hold data and that the actor may import, prerequisites first; and what is not read."""
    mark = parse.read_mark(book)
    if mark is not None and mark.school and mark.school != school.code:
        raise FileRefused(
            f"这份工作簿是为“{mark.school_name}”（{mark.school}）下载的，不是本校的，请下载本校的全校工作簿。"
        )
    importable = {form.key: form for form in registry().records}
    labels = {form.label: key for key, form in importable.items()}
    named = dict(mark.sheets) if mark else {}
    found: dict[str, tuple[Form, Sheet]] = {}
    unread = []
    for part in book.sheets:
        key = named.get(part.name) or labels.get(part.name)
        form = importable.get(key) if key else None
        if part.name in parse.OURS or not (part.filled or part.cut_at or part.refused):
            continue
        if form is not None and access.can(actor, form, "import") and form.key not in found:
            if part.refused:
                raise FileRefused(part.refused)
            found[form.key] = (form, part)
        elif not part.hidden:
            unread.append(
                f"工作表“{part.name}”中有 {part.filled} 行内容，没有读取（不是表单，或没有导入的权限）。"
            )
    if not found:
        raise FileRefused(
            "业务数据为空：工作簿中没有任何表单的数据。请使用“下载全校工作簿”得到的文件，数据填在以表单命名的工作表中。"
        )
    return [
        found[form.key] for form in dependency_order.sequence(registry().records) if form.key in found
    ], unread


def _lock(school: Org) -> None:
    """One upload of a school at a time, so that a double click makes one batch."""
    Org.objects.select_for_update(no_key=True).get(pk=school.pk)


def _earlier(school: Org, form_key: str, digest: str, again: bool) -> ImportBatch | None:
    """The batch this file has made before, if it is still on its way or has been written."""
    states = LIVE if again else (*LIVE, State.DONE)
    return (
        ImportBatch.objects.filter(school=school, form=form_key, digest=digest, state__in=states)
        .defer("file")
        .order_by("-pk")
        .first()
    )


def _met_again(batch: ImportBatch) -> Accepted:
    """The same file: while it is being mended it is checked anew, since what it refers to may be there by now."""
    anew = batch.state == State.CHECKED
    if anew:
        recheck(batch)
    return Accepted(batch, earlier=True, anew=anew)


def recheck(batch: ImportBatch) -> None:
    """Queue a batch for another check of the same file."""
    batch.options.pop("attempts", None)
    batch.state = State.UPLOADED
    ImportBatch.objects.filter(pk=batch.pk).update(
        state=State.UPLOADED, options=batch.options, total=0, progress=0, lease_owner="", lease_until=None
    )
    enqueue_check(batch.pk)


def replace(school: Org, form_key: str) -> None:
    """Give up batches of the form that are still being checked or mended; a corrected file takes their place."""
    for batch in ImportBatch.objects.filter(school=school, form=form_key, state__in=OPEN).defer("file"):
        drop(batch, State.CANCELLED, "已由后来上传的文件代替")


def _new(
    actor: Actor, school: Org, form: Form, file_name: str, data: bytes, digest: str, year: int, options: dict
) -> ImportBatch:
    batch = ImportBatch.objects.create(
        school=school,
        form=form.key,
        year=year,
        file_name=file_name[-200:],
        file=seal(school.pk, data) if data else None,
        digest=digest,
        size=len(data),
        options=options,
        created_by=actor.user_id,
        creator_name=actor.name,
        created_at=timezone.now(),
    )
    enqueue_check(batch.pk)
    return batch


def seal(school_id: int, data: bytes) -> bytes:
    """A file encrypted with the school's key: it may hold private values in clear."""
    return for_school(school_id).encrypt_filled(base64.b64encode(data).decode("ascii")).encode("ascii")


def file_of(batch: ImportBatch) -> bytes:
    """The uploaded file of a batch, or of the batch it came with; empty once it has been thrown away."""
    sealed = batch.file
    if sealed is None and batch.options.get("group"):
        leader = ImportBatch.objects.filter(pk=batch.options["group"], school_id=batch.school_id)
        sealed = leader.values_list("file", flat=True).first()
    if not sealed:
        return b""
    return base64.b64decode(for_school(batch.school_id).decrypt_filled(bytes(sealed).decode("ascii")))


def drop(batch: ImportBatch, state: str, message: str) -> bool:
    """End a batch without writing: its rows go, and its file unless other batches came with it."""
    ended = ImportBatch.objects.filter(pk=batch.pk, state__in=LIVE).update(
        state=state, message=message[:500], lease_owner="", lease_until=None, finished_at=timezone.now()
    )
    if ended:
        StagedRow.objects.filter(school_id=batch.school_id, batch_id=batch.pk).delete()
        if batch.options.get("group") != batch.pk:
            ImportBatch.objects.filter(pk=batch.pk).update(file=None)
    return bool(ended)


def too_large(size: int | None) -> str:
    """What to say of a file that is too large to be read at all; empty if it is not."""
    size = size or 0
    return f"文件有 {size / 1024 / 1024:.1f} MB，超过 20 MB，请拆成几个文件。" if size > MAX_BYTES else ""


__all__ = [
    "Accepted",
    "FileRefused",
    "accept",
    "accept_school_book",
    "check_name",
    "drop",
    "file_of",
    "too_large",
]
