"""Proving snapshots: every part against the manifest, the manifest against digest and signature, each against the last.

A snapshot that was removed leaves a gap in the school's numbers; one removed from the end is missed by the audit log,
which told of it when it was taken.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from zhijiao.audit.events import Event
from zhijiao.audit.models import Entry
from zhijiao.orgs.models import Org
from zhijiao.private.cipher import DecryptError, SchoolCipher, for_school
from zhijiao.snapshots import blocks, manifest, seals
from zhijiao.snapshots.manifest import FrozenForm, Manifest
from zhijiao.snapshots.models import Snapshot, SnapshotForm
from zhijiao.snapshots.taking import TOLD

_UNREADABLE = manifest.UNREADABLE
_UNOPENED = (DecryptError, *_UNREADABLE)


@dataclass(frozen=True)
class Damage:
    """What is wrong with a snapshot: with which part (empty: with the snapshot as a whole), and where in it."""

    form: str
    label: str
    text: str

    @property
    def sentence(self) -> str:
        """For people."""
        return f"表单“{self.label}”：{self.text}" if self.form else self.text


@dataclass
class Verdict:
    """What the proof of one snapshot found; of a snapshot that is gone there is only the text."""

    school: Org
    snapshot: Snapshot | None
    damages: list[Damage] = field(default_factory=list)

    @property
    def whole(self) -> bool:
        """True if nothing is wrong."""
        return not self.damages

    def add(self, text: str, form: FrozenForm | None = None) -> None:
        """Note what is wrong."""
        self.damages.append(Damage(form.key if form else "", form.label if form else "", text))


def verify(schools: Iterable[Org]) -> Iterator[Verdict]:
    """Prove all snapshots of schools, one after another; two queries a snapshot, and two a school."""
    for school in schools:
        yield from verify_school(school)


def verify_school(school: Org) -> Iterator[Verdict]:
    """Prove the snapshots of a school in order, then that none is missing that the audit log has told of."""
    number, digest, seen = 0, seals.BEGINNING, set()
    numbers = list(Snapshot.objects.filter(school=school).order_by("number").values_list("pk", flat=True))
    for pk in numbers:
        snapshot = Snapshot.objects.get(pk=pk)
        verdict = prove(school, snapshot)
        _check_link(verdict, snapshot, number, digest)
        number, digest = snapshot.number, snapshot.digest
        seen.add(snapshot.digest)
        yield verdict
    yield from _missing(school, seen)


def prove(school: Org, snapshot: Snapshot) -> Verdict:
    """Prove one snapshot for itself."""
    verdict = Verdict(school, snapshot)
    said = _check_manifest(verdict, snapshot)
    stored = {each.form: each for each in SnapshotForm.objects.filter(school=school, snapshot=snapshot)}
    entries = _check_entries(verdict, snapshot, said)
    if not entries:
        return verdict
    cipher = for_school(school.pk)
    salt = _salt(verdict, snapshot, cipher)
    for form in entries.values():
        _check_form(verdict, form, stored.pop(form.key, None), cipher, salt)
    for key in sorted(stored):
        verdict.add(f"多出清单中没有的内容（{key}）。")
    return verdict


def _check_manifest(verdict: Verdict, snapshot: Snapshot) -> Manifest | None:
    """Manifest, digest, signature, and the columns beside them."""
    try:
        said = manifest.read(snapshot.manifest)
        facts = said.facts
    except _UNREADABLE:
        verdict.add("清单已损坏，无法读取。")
        return None
    if seals.digest(said.text) != snapshot.digest:
        verdict.add("清单与摘要不符，清单或摘要被改动。")
    if seals.is_known(snapshot.key):
        if not seals.is_signed(snapshot.school_id, snapshot.number, snapshot.digest, snapshot.mark):
            verdict.add("签名不对，不是本程序所写。")
    else:
        verdict.add(f"签名所用的主密钥（指纹 {snapshot.key}）不在使用中，无法核对签名。")
    row = {name: getattr(snapshot, name) for name in facts}
    row["taken_at"] = manifest.moment(snapshot.taken_at)
    if differing := sorted(name for name, value in facts.items() if value != row[name]):
        verdict.add(f"登记的内容与清单不符：{'、'.join(_NAMES[name] for name in differing)}。")
    return said


def _check_entries(verdict: Verdict, snapshot: Snapshot, said: Manifest | None) -> dict[str, FrozenForm]:
    """What is said of each form against the digests of the manifest; nothing if it cannot be read."""
    try:
        entries = manifest.read_entries(snapshot.entries)
        digests = said.forms if said else {}
    except _UNREADABLE:
        verdict.add("各表单摘要已损坏，无法读取。")
        return {}
    for form in entries.values():
        if said and digests.get(form.key) != form.own_digest:
            verdict.add("记录数或摘要与清单不符。", form)
    for key in sorted(digests.keys() - entries.keys()):
        verdict.add(f"缺少清单中的表单（{key}）。")
    return entries


_NAMES = {
    "school_id": "学校",
    "number": "序号",
    "round": "填报轮次",
    "revision": "版次",
    "taken_at": "封存时间",
    "signer": "签发人",
    "change_id": "修改记录编号",
}


def _salt(verdict: Verdict, snapshot: Snapshot, cipher: SchoolCipher) -> str:
    """The salt; empty if it cannot be opened, so that private parts cannot be proved."""
    try:
        salt = cipher.decrypt_filled(snapshot.salt)
        bytes.fromhex(salt)
    except _UNOPENED:
        verdict.add("摘要盐无法解密，隐私内容无法核对。")
        return ""
    return salt


def _check_form(
    verdict: Verdict, form: FrozenForm, stored: SnapshotForm | None, cipher: SchoolCipher, salt: str
) -> None:
    """A form's open and private lines."""
    if stored is None:
        if form.rows:
            verdict.add(f"内容缺失（应有 {form.rows} 条）。", form)
        return
    try:
        text = blocks.unpacked(stored.content)
    except _UNREADABLE:
        verdict.add("内容已损坏，无法解压。", form)
    else:
        _compare(verdict, form, text, form.digest, form.pieces, "")
    if not form.private_digest or not salt:
        if stored.private is not None and not form.private_digest:
            verdict.add("多出清单中没有的隐私内容。", form)
        return
    try:
        private = blocks.opened(cipher, stored.private or b"")
    except _UNOPENED:
        verdict.add("隐私内容缺失或已损坏，无法解密。", form)
    else:
        _compare(verdict, form, private, form.private_digest, form.private_pieces, salt)


def _compare(
    verdict: Verdict, form: FrozenForm, text: bytes, digest: str, pieces: list[str], salt: str
) -> None:
    """Lines against their digest; where they differ, which lines."""
    if (seals.keyed_digest(salt, text) if salt else seals.digest(text)) == digest:
        return
    part = "隐私内容" if salt else "内容"
    found = manifest.piece_digests(text, salt)
    wrong = [place for place, each in enumerate(pieces) if place >= len(found) or each != found[place]]
    if not wrong:
        verdict.add(f"{part}在第 {len(pieces) * manifest.PIECE} 行之后有多出。", form)
        return
    places = "、".join(f"{place * manifest.PIECE + 1}—{(place + 1) * manifest.PIECE}" for place in wrong[:5])
    more = f"等 {len(wrong)} 处" if len(wrong) > 5 else ""
    verdict.add(f"{part}与封存时不同，在第 {places} 行{more}。", form)


def _check_link(verdict: Verdict, snapshot: Snapshot, number: int, digest: str) -> None:
    """That the snapshot follows the one before it."""
    if snapshot.number != number + 1:
        verdict.add(f"第 {number} 份与第 {snapshot.number} 份之间缺 {snapshot.number - number - 1} 份快照。")
        return
    try:
        previous = manifest.read(snapshot.manifest).previous
    except _UNREADABLE:
        return
    if previous != digest:
        verdict.add("与上一份快照的摘要不衔接，快照被替换或调换。")


def _missing(school: Org, seen: set[str]) -> Iterator[Verdict]:
    """Snapshots that the audit log tells of and the table has not."""
    told: Any = Entry.objects.filter(org=school, event=Event.SUBMISSION, detail__done=TOLD).order_by("pk")
    for subject, detail in told.values_list("subject", "detail"):
        digest = str(detail.get("digest", ""))
        if digest not in seen:
            verdict = Verdict(school, None)
            verdict.add(f"{subject}（摘要 {digest[:12]}…）在审计日志中有记载，数据库中没有。")
            yield verdict
