"""Making a package at the province: lot after lot, each laid down before the next, so that a kill costs one lot.

An increment holds the present state of every record that has changed since the last acknowledged place, and the
numbers of those that are no more. So it may be applied upon that state or any later one, and a package that got lost
needs no other than the next.
"""

import hashlib
import uuid
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from zhijiao import __version__
from zhijiao.exchange import digests, envelope, installation, keys, lots, manifest, store, telling, tree, wire
from zhijiao.exchange.attached_files import FileNote, held, packed_file
from zhijiao.exchange.models import OwnKey, Package, Part, Partner, PassedItem, Standing
from zhijiao.exchange.reading import Section, read
from zhijiao.exchange.refusals import Refused
from zhijiao.filing.models import Change
from zhijiao.filing.records import period_locks
from zhijiao.filing.records.change_order import last_place, place_changes
from zhijiao.filing.schema.registry import registry
from zhijiao.jobs import current_job
from zhijiao.kit import bulk
from zhijiao.orgs.models import Org, OrgChange
from zhijiao.private.cipher import for_school

Kind, State, Way = Package.Kind, Package.State, Package.Way
OPEN = (State.READY, State.SENDING, State.SENT)
FILES_AT_ONCE = 50


def begin(kind: str, who: str) -> Package:
    """A new package to the ministry, to be made by :func:`go_on`; one that nobody has acknowledged gives way to it.

    Raises:
        Refused: keys are missing, one is being made, or there is nothing yet to which an increment could be added.
    """
    if installation.is_ministry():
        raise Refused("本系统是部级系统，不向上报送；下发请使用“生成下发包”。", "role")
    partner = installation.upper()
    keys.own()
    keys.usable(partner)
    place = _placed()
    with transaction.atomic():
        return open_new(partner, kind, place, who)


def open_new(partner: Partner, kind: str, place: int, who: str) -> Package:
    """The row of a new package, in the caller's transaction."""
    partner = Partner.objects.select_for_update().get(pk=partner.pk)
    mine = Package.objects.filter(partner=partner, way=Way.OUT)
    if mine.filter(state=State.MAKING).exists():
        raise Refused("有一个数据包正在生成，请等它完成，或先作废。", "making")
    if kind == Kind.INCREMENT and not partner.sent:
        raise Refused("对方还没有回执过全量包，不能生成增量包。请先生成并发送全量包。", "no-base")
    mine.filter(state__in=OPEN).update(
        state=State.DROPPED, message="没有等到回执，已由后一个数据包代替。", finished_at=timezone.now()
    )
    if not partner.secret:
        partner.secret = for_school(partner.node_id).encrypt_filled(envelope.new_key().hex())
    partner.last += 1
    partner.save(update_fields=["secret", "last"])
    key = for_school(partner.node_id).encrypt_filled(envelope.new_key().hex())
    package = Package.objects.create(
        partner=partner, way=Way.OUT, kind=kind, number=uuid.uuid4().hex, sequence=partner.last,
        base=partner.sent if kind == Kind.INCREMENT else 0,
        place_from=partner.place if kind == Kind.INCREMENT else 0, place_to=place,
        state=State.MAKING, data_key=key, created_at=timezone.now(), creator=who[:60],
    )  # fmt: skip
    telling.tell(
        partner,
        f"开始生成第 {package.sequence} 号包（{package.get_kind_display()}）",
        package=package,
        who=who,
    )
    telling.audit(partner, "生成数据包", kind=package.get_kind_display(), sequence=package.sequence)
    return package


def go_on(package: Package) -> bool:
    """Do the next piece; False when the package is ready. Running it twice at once does no harm but the work."""
    package.refresh_from_db()
    if package.state != State.MAKING:
        return False
    if not package.progress:
        _begin_parts(package)
        return True
    if package.progress.get("files"):
        _add_files(package)
        return True
    first = [] if package.progress.get("lot") else _restructured(package)
    if first:
        _make_lot(package, first, together=True)
        return True
    schools = list(_schools(package).order_by("pk")[: lots.ROWS])
    if schools:
        _make_lot(package, schools)
        return True
    _close(package)
    return False


def secrets_of(package: Package) -> envelope.Secrets:
    """The keys of a package that we make."""
    cipher = for_school(package.partner.node_id)
    partner = Partner.objects.get(pk=package.partner_id)
    return envelope.Secrets(
        bytes.fromhex(cipher.decrypt_filled(package.data_key)),
        bytes.fromhex(cipher.decrypt_filled(partner.secret)),
    )


def _placed() -> int:
    """The last place, after all changes that can be seen have theirs."""
    place = place_changes()
    while Change.objects.filter(place=None).exists():
        before, place = place, place_changes()
        if place == before:
            break
    return last_place()


def _schools(package: Package) -> QuerySet[Org]:
    """Schools still to be packed, in order."""
    node = installation.own_node()
    found = Org.objects.subtree(node.path).schools().filter(pk__gt=package.progress["after"])
    if package.kind == Kind.FULL:
        return found
    changed = Change.objects.filter(place__gt=package.place_from, place__lte=package.place_to)
    together = [school.pk for school in _restructured(package)]
    return found.filter(pk__in=changed.values("school_id")).exclude(pk__in=together)


def _restructured(package: Package) -> list[Org]:
    """Schools that records have left or come to since the last package: they go as a whole, in one lot.

    The history of a record goes with it, so nothing at the school it left tells of it; and what stays there may have
    referred to it until now.
    """
    if package.kind == Kind.FULL:
        return []
    base = Package.objects.filter(partner=package.partner, way=Way.OUT, sequence=package.base).first()
    changes = OrgChange.objects.filter(kind__in=(OrgChange.Kind.MERGE, OrgChange.Kind.SPLIT))
    if base is not None:
        changes = changes.filter(at__gte=base.created_at)
    pks = {pk for pair in changes.values_list("org_id", "other_id") for pk in pair}
    node = installation.own_node()
    return list(Org.objects.subtree(node.path).schools().filter(pk__in=pks).order_by("pk"))


# Parts ---------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class NewPart:
    """A part that is to be laid down."""

    kind: str
    name: str
    data: bytes


def lay_down(package: Package, parts: Iterable[NewPart], progress: dict[str, Any]) -> list[Part]:
    """Files first, then their rows with how far we are; the caller adds to the transaction what belongs to it."""
    first = package.progress.get("n", 0)
    now = Package.objects.select_for_update().get(pk=package.pk)
    if now.state != State.MAKING or now.progress.get("n", 0) != first:
        raise Refused("这个数据包已由另一个进程继续生成，或已作废。", "taken-over", final=False)
    made = []
    for n, part in enumerate(parts, start=first + 1):
        store.write(package, n, part.data)
        made.append(
            Part(
                package=package, n=n, kind=part.kind, name=part.name, size=len(part.data),
                sha256=hashlib.sha256(part.data).hexdigest(), sm3=digests.digest(part.data),
            )
        )  # fmt: skip
    Part.objects.bulk_create(made, batch_size=500)
    package.progress = {**package.progress, **progress, "n": first + len(made)}
    package.size += sum(part.size for part in made)
    package.save(update_fields=["progress", "size", "rows", "gone"])
    return made


def _begin_parts(package: Package) -> None:
    node = installation.own_node()
    with current_job.fenced():
        nodes = NewPart("tree", "tree.ndjson.z", tree.written(node))
        lay_down(package, [nodes], {"after": 0, "lot": 0, "files": []})


def _make_lot(package: Package, schools: list[Org], *, together: bool = False) -> None:
    """Read schools until there are records enough for a lot; all of them where they must stay ``together``."""
    draft, sections, files = lots.Draft(), [], []
    secrets, whole = secrets_of(package), together or package.kind == Kind.FULL
    total = package.progress.get("schools") or _schools(package).count()
    done = package.progress.get("done", 0)
    for school in schools:
        draft.schools.append(school.pk)
        if whole:
            draft.whole.append(school.pk)
        for section in _read_school(package, school, secrets.digest, whole=whole):
            draft.add(section)
            sections.append(section)
            files += held(section)
        done += 1
        current_job.progress(done, total, "正在读取各校数据")
        if draft.rows + draft.gone >= lots.ROWS and not together:
            break
    number = package.progress["lot"] + 1
    data, private = draft.files()
    parts = [NewPart("lot", f"lots/{number:05d}.ndjson.z", data)]
    if private:
        name = f"lots/{number:05d}.private"
        parts.append(NewPart("private", name, envelope.seal_part(secrets, package.number, name, private)))
    progress = {
        "after": 0 if together else draft.schools[-1], "lot": number, "done": done, "schools": total,
        "files": _not_passed(package, files),
    }  # fmt: skip
    package.rows += draft.rows
    package.gone += draft.gone
    with current_job.fenced():
        lay_down(package, parts, progress)
        keep_standing(package.partner, sections, draft.whole)


def _read_school(package: Package, school: Org, secret: bytes, *, whole: bool) -> list[Section]:
    """What a school has of every form, or what has changed of it, at one moment: its writers wait meanwhile."""
    sections = []
    for_school(school.pk)  # known from here on: within a transaction every form would look for the key anew
    with transaction.atomic():
        period_locks.hold(school)
        wanted = None if whole else _changed(package, school)
        for form in registry().records:
            if wanted is not None and form.key not in wanted:
                continue
            ids = None if wanted is None else wanted[form.key]
            section = read(school, wire.wire_of(form.key), secret, 0, ids)
            section.gone = sorted((ids or set()) - section.entries.keys())
            if section.open or section.gone:
                sections.append(section)
    return sections


def _changed(package: Package, school: Org) -> dict[str, set[int]]:
    """Records of a school that have changed, by form; also those that nobody has given a place yet.

    What was referred to may have come after the place up to which the package goes; it goes along, as it does again
    in the next.
    """
    later = Q(place__gt=package.place_from) | Q(place=None)
    found: dict[str, set[int]] = {}
    changes = Change.objects.filter(later, school=school).values_list("form", "record_id")
    for form, record_id in changes:
        found.setdefault(form, set()).add(record_id)
    return found


def keep_standing(partner: Partner, sections: list[Section], whole: Collection[int]) -> None:
    """Note what the other side has of these forms from now on; of schools sent as a whole it has nothing else."""
    Standing.objects.filter(partner=partner, school__in=whole).delete()
    schools = {section.school.pk for section in sections} - set(whole)
    before = Standing.objects.filter(partner=partner, school__in=schools).defer("digest")
    kept = {(row.school_id, row.form): row for row in before}
    made = [_standing(partner, section, kept) for section in sections]
    names = ["partner_id", "school_id", "form", "columns", "rows", "entries", "digest"]
    again = [row.pk for row in kept.values() if (row.school_id, row.form) in {(m[1], m[2]) for m in made}]
    Standing.objects.filter(pk__in=again).delete()
    bulk.insert_rows(Standing, names, made)


def _standing(partner: Partner, section: Section, kept: dict[tuple[int, str], Standing]) -> tuple[Any, ...]:
    before = kept.get((section.school.pk, section.wire.form.key))
    packed = digests.patched(
        bytes(before.entries) if before is not None else b"", section.gone, section.entries
    )
    return (
        partner.pk, section.school.pk, section.wire.form.key, list(section.columns), digests.number_of(packed), packed,
        digests.digest(packed),
    )  # fmt: skip


# Attached files ------------------------------------------------------------------------------------------------------


def _not_passed(package: Package, files: list[FileNote]) -> list[list[Any]]:
    """Files that records hold and that the other side has not acknowledged; of a full package all of them."""
    wanted = {note.number: note for note in files}
    if package.kind == Kind.INCREMENT:
        passed = PassedItem.objects.filter(partner=package.partner, way=Way.OUT, kind="file")
        for piece in bulk.portions(wanted, 500):
            for number in passed.filter(remote__in=piece).values_list("remote", flat=True):
                wanted.pop(number)
    return [[note.school, note.number] for note in wanted.values()]


def _add_files(package: Package) -> None:
    """Some of the files that the last lot holds, each a part of its own."""
    waiting = package.progress["files"]
    secrets, parts = secrets_of(package), []
    there = set(package.parts.filter(kind="file").values_list("name", flat=True))
    for school, number in waiting[:FILES_AT_ONCE]:
        name = f"files/{number}"
        data = packed_file(school, number)
        if data is None:
            said = f"附件 {number} 在服务器上已丢失，没有放入数据包，请从备份恢复"
            telling.tell(package.partner, said, package=package, bad=True)
        elif name not in there:
            parts.append(NewPart("file", name, envelope.seal_part(secrets, package.number, name, data)))
    with current_job.fenced():
        lay_down(package, parts, {"files": waiting[FILES_AT_ONCE:]})


# The end -------------------------------------------------------------------------------------------------------------


def _close(package: Package) -> None:
    """Digests of what stands, then the manifest, signed."""
    partner, key = package.partner, keys.own()
    if package.kind == Kind.FULL:
        node = installation.own_node()
        gone = Standing.objects.filter(partner=partner).exclude(school__path__under=node.path)
        gone.delete()
    lines = digests.lines_of(partner)
    told = [wire.encode(list(line)) for line in lines]
    with current_job.fenced():
        lay_down(package, [NewPart("digests", "digests.ndjson.z", lots.packed(told))], {})
        seal(package, key, digests.total(lines))
    telling.tell(
        partner,
        f"第 {package.sequence} 号包已生成：{package.rows} 条记录，{package.gone} 条删除，"
        f"{package.progress['n']} 个文件",
        package=package,
    )


def seal(package: Package, key: OwnKey, digest: str) -> None:
    """Write and sign the manifest of a package whose parts all lie there."""
    partner = package.partner
    sealed = envelope.seal_to(keys.usable(partner), package.number, secrets_of(package))
    node = installation.own_node()
    created = max(
        package.created_at, key.valid_from
    )  # a key that came while it was made has not signed before
    said = manifest.Manifest(
        manifest.FORMAT, __version__, package.number, package.kind, package.sequence, package.base, package.place_from,
        package.place_to, (node.level, node.code), (partner.node.level, partner.node.code), created, sealed,
        tuple(
            manifest.PartFacts(*facts)
            for facts in package.parts.order_by("n").values_list("kind", "name", "size", "sha256", "sm3")
        ),
        package.rows, package.gone, digest,
    )  # fmt: skip
    text = manifest.written(said)
    signed = manifest.signed(text, key)
    package.manifest, package.key, package.signature = text, signed["key"], signed["signature"]
    package.digest, package.state = digest, State.READY
    package.save(update_fields=["manifest", "key", "signature", "digest", "state"])
