"""Applying a package that lies here whole: judged as a whole first, then lot after lot, each in one transaction.

What a lot writes and the note that it is done stand in one transaction, so a kill costs at most the lot it fell upon,
and applying twice changes nothing.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from django.db import DatabaseError, IntegrityError, transaction
from django.utils import timezone

from zhijiao.exchange import (
    attached_files,
    digests,
    downward,
    envelope,
    installation,
    keys,
    lots,
    manifest,
    outcome,
    receipts,
    receiving,
    store,
    telling,
    tree,
    wire,
)
from zhijiao.exchange.envelope import Secrets
from zhijiao.exchange.making import keep_standing
from zhijiao.exchange.models import Package, Part, Partner, PartnerOrg, PassedItem, Standing
from zhijiao.exchange.reading import Section
from zhijiao.exchange.refusals import Refused
from zhijiao.filing.models import FilingCount
from zhijiao.filing.records import period_locks
from zhijiao.filing.records.change_log import WriteContext
from zhijiao.filing.records.received import ReceivedRow, Taken, take
from zhijiao.filing.schema import registry
from zhijiao.filing.schema.form import Form
from zhijiao.identity.actor import Actor
from zhijiao.jobs import current_job
from zhijiao.kit import bulk
from zhijiao.orgs.models import Org
from zhijiao.private.cipher import for_school, for_schools

State, Way = Package.State, Package.Way
COLLISION = (
    "{}的记录与本系统已有的记录冲突（编号或关键项重复，或引用的记录不存在），没有入库。"
    "此前已入库的学校保留。请对方核对后发送全量包。"
)
FILES_AT_ONCE = 50


def go_on(package: Package) -> bool:
    """Do the next piece; False when nothing is left to do. What is wrong with the package ends it, with the reason."""
    package = Package.objects.select_related("partner__node").get(pk=package.pk)
    if package.state != State.APPLYING:
        return False
    try:
        return _next(package)
    except Refused as refused:
        _refuse(package, refused.text)
    except (IntegrityError, DatabaseError) as error:
        if not _is_about_values(error):
            raise
        _refuse(package, COLLISION.format("数据包中"))
    return False


def _is_about_values(error: DatabaseError) -> bool:
    """Whether what was to be written is wrong, and not the database busy or away."""
    names = {cause.__class__.__name__ for cause in (error, error.__cause__) if cause is not None}
    return not names.isdisjoint({"IntegrityError", "DataError"})


def _next(package: Package) -> bool:
    progress = package.progress
    if not progress.get("judged"):
        _judge(package)
        return True
    parts = package.parts.filter(done=False).exclude(kind__in=("private", "digests")).order_by("n")
    kinds = [parts.filter(kind="tree"), parts.filter(kind="file"), parts.exclude(kind__in=("tree", "file"))]
    for found in kinds:
        if chosen := list(found.select_related("package")[:FILES_AT_ONCE]):
            _apply(package, chosen)
            return True
    _close(package)
    return False


def _is_ours(package: Package) -> bool:
    """Lock a package; False where another process has ended it meanwhile. Its progress is that of now."""
    found = Package.objects.select_for_update(no_key=True).filter(pk=package.pk, state=State.APPLYING).first()
    if found is not None:
        package.progress = found.progress
    return found is not None


def _waiting(parts: list[Part]) -> bool:
    """Whether no other process has applied these parts."""
    return not Part.objects.filter(pk__in=[part.pk for part in parts], done=True).exists()


def _secrets(package: Package) -> Secrets:
    """The keys of a package that was sealed to us."""
    said = manifest.read(bytes(package.manifest or b""))
    return envelope.open_own(said.sealed, package.number)


# Judging -------------------------------------------------------------------------------------------------------------


def _judge(package: Package) -> None:
    """Read the next lot as if to write it, so that a package that cannot be read changes nothing at all."""
    # It may have lain here, or waited for another one, since the manifest was judged.
    keys.holding(package.partner, package.key, package.created_at)
    after = package.progress.get("after", 0)
    progress: dict[str, object] = {"judged": True}
    part = package.parts.filter(kind="lot", n__gt=after).order_by("n").select_related("package").first()
    if part is None:
        _keep_secret(package)
    else:
        for section in _lot(package, part, _secrets(package)).sections:
            _read(package.partner, section)
        progress = {"after": part.n}
    with current_job.fenced():
        if _is_ours(package) and package.progress.get("after", 0) == after:
            package.progress = progress
            package.save(update_fields=["progress"])


def _keep_secret(package: Package) -> None:
    """The key of the sender's digests, to prove later what stands."""
    partner = package.partner
    secret = _secrets(package).digest.hex()
    if package.kind != Package.Kind.DOWN and _known_secret(partner) != secret:
        partner.secret = for_school(partner.node_id).encrypt_filled(secret)
        partner.save(update_fields=["secret"])


def _known_secret(partner: Partner) -> str:
    return for_school(partner.node_id).decrypt(partner.secret) or ""


def _lot(package: Package, part: Part, secrets: Secrets) -> lots.Lot:
    """A lot with its private lines."""
    name = part.name.removesuffix(".ndjson.z") + ".private"
    hidden = package.parts.filter(kind="private", name=name).select_related("package").first()
    private = [envelope.open_part(secrets, package.number, name, store.read(hidden))] if hidden else None
    return lots.read(store.pieces(part), private)


def _read(partner: Partner, section: lots.Received) -> tuple[wire.FormWire, list[ReceivedRow]]:
    """The records of a section as they are written here."""
    form = registry.forms().get(section.form)
    if not isinstance(form, Form):
        raise Refused(
            f"数据包含有本系统没有的表单“{section.form[:40]}”，没有入库。请先把本系统升级到与对方相同的版本。",
            "unknown-form",
            final=False,
        )
    narrowed = wire.wire_of(form.key).narrowed(section.columns, section.private_columns)
    try:
        return narrowed, wire.received(narrowed, section.open, section.private, partner.block)
    except wire.Unreadable as wrong:
        raise Refused(f"表单“{form.label}”：{wrong}，没有入库。请对方核对后重新生成。", "value") from None


# Applying ------------------------------------------------------------------------------------------------------------


def _apply(package: Package, parts: list[Part]) -> None:
    kind = parts[0].kind
    if kind == "tree":
        with current_job.fenced():
            if _is_ours(package) and _waiting(parts[:1]):
                tree.take(package.partner, store.pieces(parts[0]))
                _done(parts[:1])
    elif kind == "file":
        _apply_files(package, [part for part in parts if part.kind == "file"])
    elif kind == "lot":
        _apply_lot(package, parts[0])
    else:
        secrets = _secrets(package)
        data = envelope.open_part(secrets, package.number, parts[0].name, store.read(parts[0]))
        with current_job.fenced():
            if _is_ours(package) and _waiting(parts[:1]):
                downward.take(package, kind, data)
                _done(parts[:1])


def _done(parts: list[Part]) -> None:
    Part.objects.filter(pk__in=[part.pk for part in parts]).update(done=True)


def _apply_files(package: Package, parts: list[Part]) -> None:
    secrets, schools = _secrets(package), _schools(package.partner)
    for part in parts:
        data = envelope.open_part(secrets, package.number, part.name, store.read(part))
        attached_files.take(data, {remote: org.pk for remote, org in schools.items()})
        with transaction.atomic():
            PassedItem.objects.get_or_create(
                partner=package.partner, way=Way.IN, kind="file", remote=part.name
            )
            _done([part])
        current_job.check()


def _schools(partner: Partner) -> dict[int, Org]:
    """Nodes here by their number there."""
    return {
        each.remote: each.org for each in PartnerOrg.objects.filter(partner=partner).select_related("org")
    }


def _apply_lot(package: Package, part: Part) -> None:
    secrets, partner = _secrets(package), package.partner
    lot, orgs = _lot(package, part, secrets), _schools(partner)
    foreign = [remote for remote in lot.schools if remote not in orgs or not orgs[remote].is_school]
    if foreign:
        raise Refused(lots.DAMAGED, "damaged")
    with _collisions_told(lot, orgs):
        _write_lot(package, part, lot, orgs, secrets)
    total = package.parts.filter(kind="lot")
    current_job.progress(total.filter(done=True).count(), total.count(), "正在入库")


@contextmanager
def _collisions_told(lot: lots.Lot, orgs: dict[int, Org]) -> Iterator[None]:
    """Name the schools of a lot whose references turn out to lead nowhere when the transaction ends."""
    try:
        yield
    except DatabaseError as error:
        if not _is_about_values(error):
            raise
        names = "、".join(orgs[remote].name for remote in lot.schools[:3])
        more = f"等 {len(lot.schools)} 所学校" if len(lot.schools) > 3 else ""
        raise Refused(COLLISION.format(f"“{names}”{more}"), "collision") from None


def _write_lot(package: Package, part: Part, lot: lots.Lot, orgs: dict[int, Org], secrets: Secrets) -> None:
    partner = package.partner
    actor = replace(Actor.system(partner.node), name=f"报送：{partner.node.name}"[:60])
    taken, kept = Taken(), []
    for piece in bulk.portions((orgs[remote].pk for remote in lot.schools), 500):
        for_schools(piece)  # known from here on: within the transaction each form would look for the key anew
    with current_job.fenced():
        if not (_is_ours(package) and _waiting([part])):
            return
        for remote, sections in lot.by_school():
            school, forms = orgs[remote], set[str]()
            period_locks.enter(school)
            for section in sections:
                forms.add(section.form)
                taken.add(_apply_section(partner, actor, school, section, remote in lot.whole))
                kept.append(_entries(partner, school, section, secrets.digest))
            if remote in lot.whole:
                taken.add(_empty_others(actor, school, forms))
        keep_standing(partner, kept, [orgs[remote].pk for remote in lot.whole])
        _done([part])
        progress = package.progress
        for name in ("created", "changed", "removed", "same"):
            progress[name] = progress.get(name, 0) + getattr(taken, name)
        Package.objects.filter(pk=package.pk).update(progress=progress)


def _apply_section(partner: Partner, actor: Actor, school: Org, section: lots.Received, whole: bool) -> Taken:
    narrowed, rows = _read(partner, section)
    context = WriteContext(actor, school, narrowed.form, None)
    gone = [number + partner.block * wire.numbers.SPAN for number in section.gone]
    try:
        return take(context, rows, gone, whole=whole)
    except DatabaseError as error:
        if not _is_about_values(error):
            raise
        raise Refused(COLLISION.format(f"“{school.name}”的“{narrowed.form.label}”中"), "collision") from None


def _entries(partner: Partner, school: Org, section: lots.Received, secret: bytes) -> Section:
    """What is noted of the records of a section: the digest of each, over the lines as both sides write them."""
    narrowed = wire.wire_of(section.form).narrowed(section.columns, section.private_columns)
    digest = wire.RecordDigest(secret, section.form)
    return Section(
        school, narrowed, gone=list(section.gone),
        entries={
            row[0][0]: digest.of(wire.encode(row[0]), wire.encode(hidden))
            for row, hidden in zip(section.open, section.private, strict=True)
        },
    )  # fmt: skip


def _empty_others(actor: Actor, school: Org, forms: set[str]) -> Taken:
    """Forms of which the other side has no records of this school."""
    counted = FilingCount.objects.filter(school=school).exclude(rows=0).exclude(form__in=forms)
    taken = Taken()
    for key in sorted(set(counted.values_list("form", flat=True))):
        form = registry.forms().get(key)
        if isinstance(form, Form):
            taken.add(take(WriteContext(actor, school, form, None), [], [], whole=True))
    return taken


# The end -------------------------------------------------------------------------------------------------------------


def _close(package: Package) -> None:
    """Compare what stands with what was to stand, and acknowledge it."""
    if package.kind == Package.Kind.DOWN:
        digest, differing = package.digest, list[tuple[str, str]]()
    else:
        lines = digests.lines_of(package.partner)
        digest = digests.total(lines)
        differing = outcome.differing_of(package, lines) if digest != package.digest else []
    with current_job.fenced():
        partner = _locked(package.partner)
        if not _is_ours(package):
            return
        partner.taken = max(partner.taken, package.sequence)
        partner.save(update_fields=["taken"])
        package.state, package.finished_at, package.digest = State.APPLIED, timezone.now(), digest
        package.message = outcome.said_of(package, differing)
        package.receipt = receipts.written(package, digest, differing)
        package.save(update_fields=["state", "finished_at", "digest", "message", "receipt"])
        telling.tell(
            partner, f"第 {package.sequence} 号包{package.message}", package=package, bad=bool(differing)
        )
        telling.audit(partner, "数据包入库", sequence=package.sequence)
        for later in receiving.waiting(partner):
            later.partner = partner
            if later.sequence <= partner.taken:
                _drop_late(later)
            else:
                receiving.settle(later)
    store.forget(package)


def _locked(partner: Partner) -> Partner:
    found = Partner.objects.select_for_update(of=("self",), no_key=True).select_related("node")
    return found.get(pk=partner.pk)


def _drop_late(package: Package) -> None:
    Package.objects.filter(pk=package.pk).update(
        state=State.DROPPED, message="已由后来的数据包代替。", finished_at=timezone.now()
    )


def _refuse(package: Package, said: str) -> None:
    with current_job.fenced():
        if not _is_ours(package):
            return
        package.state, package.message, package.finished_at = State.REFUSED, said[:500], timezone.now()
        package.receipt = receipts.written(package, "", [], refused=said)
        package.save(update_fields=["state", "message", "finished_at", "receipt"])
        telling.tell(package.partner, f"拒绝第 {package.sequence} 号包：{said}", package=package, bad=True)
        telling.audit(package.partner, "拒绝数据包", sequence=package.sequence)
    store.forget(package)


def prove(partner: Partner) -> list[tuple[str, str]]:
    """School codes and forms whose records in the tables are not those that were sent or taken over; reads all."""
    secret = secret_of(partner)
    wrong, block = [], partner.block if installation.is_ministry() else 0
    kept = Standing.objects.filter(partner=partner).select_related("school").order_by("school", "form")
    for row in kept.iterator(chunk_size=200):
        from zhijiao.exchange.reading import read

        narrowed = wire.wire_of(row.form).narrowed(*row.columns)
        section = read(row.school, narrowed, secret, block)
        if digests.digest(digests.packed(section.entries)) != row.digest:
            wrong.append((row.school.code, row.form))
    return wrong


def secret_of(partner: Partner) -> bytes:
    """The key of the digests shared with a partner, as the last package brought it."""
    if partner.secret:
        return bytes.fromhex(for_school(partner.node_id).decrypt_filled(partner.secret))
    raise Refused("还没有与对方交换过数据包。", "no-package")


def total_of(partner: Partner) -> str:
    """One digest over everything that stands."""
    return digests.total(digests.lines_of(partner))
