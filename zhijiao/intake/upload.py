"""Accepting a file: judged at once as far as that is quick, kept encrypted, queued for checking.

The same file twice leads to the batch it made the first time. A corrected file takes the place of the one that was
being mended. Nothing here writes to a form.
"""

import base64
import hashlib
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from zhijiao.accounts.actor import Actor
from zhijiao.audit.events import Event
from zhijiao.audit.log import record
from zhijiao.filing import access
from zhijiao.filing.models import ImportBatch, StagedRow
from zhijiao.filing.registry import Form, registry
from zhijiao.intake import order, parse
from zhijiao.intake.package import MAX_BYTES, FileRefused, Package, Part, check_name
from zhijiao.orgs.models import Org
from zhijiao.privacy.cipher import for_school

State = ImportBatch.State
OPEN = (State.UPLOADED, State.PARSING, State.CHECKED)
LIVE = (*OPEN, State.REVIEW)


@dataclass(frozen=True)
class Accepted:
    """A batch; ``earlier`` says that this very file had made it before, and nothing new was queued."""

    batch: ImportBatch
    earlier: bool = False


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
    waiting = order.blockers(form, school)
    if waiting:
        raise FileRefused(order.explain(form, waiting))
    package = Package(data, file_name)
    notes = parse.check_mark(parse.read_mark(package), form, school)
    digest = hashlib.sha256(data).hexdigest()
    with transaction.atomic():
        _lock(school)
        earlier = _earlier(school, form.key, digest, again)
        if earlier is not None:
            return Accepted(earlier, earlier=True)
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
    package = Package(data, file_name)
    sheets = _sheets(actor, school, package)
    digest = hashlib.sha256(data).hexdigest()
    accepted: list[Accepted] = []
    with transaction.atomic():
        _lock(school)
        leader = 0
        for form, part in sheets:
            earlier = _earlier(school, form.key, digest, again)
            if earlier is not None:
                accepted.append(Accepted(earlier, earlier=True))
                continue
            replace(school, form.key)
            options = {"sheet": part.name, "group": leader, "existing": "update", "notes": []}
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


def _sheets(actor: Actor, school: Org, package: Package) -> list[tuple[Form, Part]]:
    """Forms of the sheets that hold data and that the actor may import, prerequisites first."""
    mark = parse.read_mark(package)
    if mark is not None and mark.school and mark.school != school.code:
        raise FileRefused(
            f"这份工作簿是为“{mark.school_name}”（{mark.school}）下载的，不是本校的，请下载本校的全校工作簿。"
        )
    labels = {form.label: form.key for form in registry().records}
    named = dict(mark.sheets) if mark else {}
    found = {}
    for part in package.sheets:
        key = named.get(part.name) or labels.get(part.name)
        form = registry().forms.get(key) if key else None
        if form is not None and access.can(actor, form, "import") and parse.has_data(package, part):
            found[form.key] = (form, part)
    if not found:
        raise FileRefused(
            "业务数据为空：工作簿中没有任何表单的数据。请使用“下载全校工作簿”得到的文件，数据填在以表单命名的工作表中。"
        )
    return [found[form.key] for form in order.sequence(registry().records) if form.key in found]


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


def replace(school: Org, form_key: str) -> None:
    """Give up batches of the form that are still being checked or mended; a corrected file takes their place."""
    for batch in ImportBatch.objects.filter(school=school, form=form_key, state__in=OPEN).defer("file"):
        drop(batch, State.CANCELLED, "已由后来上传的文件代替")


def _new(
    actor: Actor, school: Org, form: Form, file_name: str, data: bytes, digest: str, year: int, options: dict
) -> ImportBatch:
    return ImportBatch.objects.create(
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


def seal(school_id: int, data: bytes) -> bytes:
    """A file encrypted with the school's key: it may hold private values in clear."""
    return for_school(school_id).encrypt(base64.b64encode(data).decode("ascii")).encode("ascii")


def file_of(batch: ImportBatch) -> bytes:
    """The uploaded file of a batch, or of the batch it came with; empty once it has been thrown away."""
    sealed = batch.file
    if sealed is None and batch.options.get("group"):
        leader = ImportBatch.objects.filter(pk=batch.options["group"], school_id=batch.school_id)
        sealed = leader.values_list("file", flat=True).first()
    if not sealed:
        return b""
    return base64.b64decode(for_school(batch.school_id).decrypt(bytes(sealed).decode("ascii")))


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


def too_large(size: int) -> str:
    """What to say of a file that is too large to be read at all; empty if it is not."""
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
