"""Taking a snapshot: everything a school files in a round, read at one moment and put by for good.

One query per form, however many records it has; lines and digests column by column.
"""

from collections.abc import Iterator
from typing import Any

from django.db import connection
from django.db.models import Max
from django.db.transaction import TransactionManagementError
from django.utils import timezone

from zhijiao.attachments.models import Attachment
from zhijiao.audit.events import Event
from zhijiao.audit.log import record
from zhijiao.catalogue.matrix import Round
from zhijiao.filing.models import Change
from zhijiao.filing.records import access
from zhijiao.filing.schema import registry
from zhijiao.filing.schema.form import Form
from zhijiao.filing.schema.summaries import Summary
from zhijiao.identity.actor import Actor
from zhijiao.kit import master_key
from zhijiao.kit.rich_text import sanitise
from zhijiao.orgs.models import Org
from zhijiao.private.cipher import SchoolCipher, for_school
from zhijiao.snapshots import blocks, corrections, manifest, seals
from zhijiao.snapshots.blocks import Block
from zhijiao.snapshots.manifest import FrozenForm
from zhijiao.snapshots.models import Snapshot, SnapshotForm
from zhijiao.snapshots.scope import rows_of, year_of
from zhijiao.snapshots.state_blocks import state_blocks

TOLD = "封存填报快照"
"""How the audit log says that a snapshot was taken; `verify` looks for the digests told there."""


class AlreadyTaken(ValueError):
    """There is a snapshot of this school, round and revision."""


def take(school: Org, filing: Round, revision: int, signer: str) -> Snapshot:
    """Freeze what the school has filed in the round; inside the caller's transaction, which decides whether it stays.

    Writers of the school wait meanwhile, so that all forms are of one moment. It takes seconds: call it in a job.

    Raises:
        AlreadyTaken: this revision is frozen already.
        TransactionManagementError: there is no transaction.
    """
    if not connection.in_atomic_block:
        raise TransactionManagementError("a snapshot is taken inside a transaction")
    school = Org.objects.select_for_update().get(pk=school.pk)
    previous = Snapshot.objects.filter(school=school).order_by("-number").only("number", "digest").first()
    if Snapshot.objects.filter(school=school, round=filing.key, revision=revision).exists():
        raise AlreadyTaken(f"{school.name} {filing.key} 第 {revision} 版已经封存。")
    salt, cipher, entries, stored = seals.new_salt(), for_school(school.pk), [], []
    for block in _blocks(school, filing, cipher):
        entries.append(manifest.entry(block, salt))
        if block.lines:
            stored.append(_stored(block, cipher))
    made = _signed(school, filing, revision, signer, previous, entries)
    made.salt = cipher.encrypt_filled(salt)
    made.save(force_insert=True)
    for each in stored:
        each.school_id, each.snapshot_id = school.pk, made.pk
    SnapshotForm.objects.bulk_create(stored)
    corrections.begin_anew(made)
    detail = {
        "done": TOLD,
        "round": filing.key,
        "revision": revision,
        "digest": made.digest,
    }
    record(Event.SUBMISSION, org=school, subject=f"{filing.title}第 {revision} 版", detail=detail)
    return made


def _blocks(school: Org, filing: Round, cipher: SchoolCipher) -> Iterator[Block]:
    """Everything that is frozen, in the order of the menu."""
    for form in registry.forms().values():
        kind = manifest.SUMMARY if form.is_summary else manifest.FORM
        block = Block(form.key, form.label, kind, form.period.name, year_of(form.period, filing))
        if isinstance(form, Form):
            rows = rows_of(school, form, block.year).order_by("pk")
            blocks.fill(block, form, cipher, form.fetch(rows, form.stored, ("pk", "version", "created_by")))
            block.pictures = _pictures(block, form, school)
        elif isinstance(form, Summary):
            _summarise(block, form, school, filing)
        yield block
    yield from state_blocks(school, filing)


def _pictures(block: Block, form: Form, school: Org) -> dict[str, Any]:
    """What is known of the pictures in the texts of a form; one query where there are any."""
    names = [column.name for column in form.stored if column.rich and not column.private]
    texts = (line["values"].get(name) for line in block.lines for name in names)
    numbers = {number for text in texts if text for number in sanitise.pictures_in(text)}
    found = Attachment.objects.filter(school_id=school.pk, number__in=numbers) if numbers else ()
    return {row.number: {"kind": row.kind, "size": row.size, "digest": row.digest} for row in found}


def _summarise(block: Block, form: Summary, school: Org, filing: Round) -> None:
    """A summary as it was computed at that moment."""
    reader = access.reader(Actor.system(school), form, filing.academic_year, school)
    rows = form.compute(reader)
    block.year = filing.academic_year
    block.columns = [blocks.column_facts(column) for column in form.columns.values()]
    by_column = []
    for name, column in form.columns.items():
        values = [row.values.get(name) for row in rows]
        block.codes |= blocks.named(column, values)
        by_column.append(blocks.frozen(column, values))
    for row, *values in zip(rows, *by_column, strict=True):
        filled = {name: value for name, value in zip(form.columns, values, strict=True) if value is not None}
        block.lines.append({"key": row.key, "values": filled})


def _stored(block: Block, cipher: SchoolCipher) -> SnapshotForm:
    private = block.private_text
    return SnapshotForm(
        form=block.key,
        content=blocks.packed(block.open_text),
        private=blocks.sealed(cipher, private) if private else None,
    )


def _signed(
    school: Org,
    filing: Round,
    revision: int,
    signer: str,
    previous: Snapshot | None,
    entries: list[FrozenForm],
) -> Snapshot:
    """The snapshot with its manifest, digest and signature; not saved, and without its salt."""
    made = Snapshot(
        school=school,
        number=previous.number + 1 if previous else 1,
        round=filing.key,
        revision=revision,
        taken_at=timezone.now(),
        signer=signer[: Snapshot._meta.get_field("signer").max_length],
        previous=previous,
        change_id=Change.objects.filter(school=school).aggregate(last=Max("pk"))["last"] or 0,
        key=master_key.fingerprint(),
    )
    content = {
        "format": manifest.FORMAT,
        "program": manifest.program(),
        "school": manifest.school_facts(school),
        "round": manifest.round_facts(filing),
        "number": made.number,
        "revision": revision,
        "taken_at": manifest.moment(made.taken_at),
        "signer": made.signer,
        "change_id": made.change_id,
        "previous": previous.digest if previous else seals.BEGINNING,
        "forms": {each.key: each.own_digest for each in entries},
    }
    text = seals.canonical(content).encode()
    made.manifest, made.entries = blocks.packed(text), blocks.packed(manifest.entries_text(entries))
    made.digest = seals.digest(text)
    made.mark = seals.sign(school.pk, made.number, made.digest)
    return made
