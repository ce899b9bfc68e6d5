"""`zhijiao snapshot list|verify|export`: which snapshots there are, whether they are whole, one of them as a ZIP."""

import os
import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db.models import Exists, OuterRef
from django.utils import timezone

from zhijiao.audit.events import Event
from zhijiao.audit.log import record
from zhijiao.audit.models import Entry
from zhijiao.orgs.models import Org, OrgQuerySet
from zhijiao.snapshots import manifest, triggers, verify, wording
from zhijiao.snapshots.archive import write_archive
from zhijiao.snapshots.models import Snapshot
from zhijiao.snapshots.taking import TOLD


class Command(BaseCommand):
    """All of them read the database only; an export is told in the audit log."""

    help = "填报快照：list 列出，verify 校验是否完好，export 导出一份"

    def add_arguments(self, parser: CommandParser) -> None:
        """What to do, and of which node of the tree."""
        doing = parser.add_subparsers(dest="doing", required=True)
        for name, text in (("list", "列出快照"), ("verify", "逐份校验，有损坏时退出状态为 1")):
            each = doing.add_parser(name, help=text)
            each.add_argument("--org", default="", help="学校或主管部门的代码；不填为全部")
        export = doing.add_parser("export", help="导出一份快照为 ZIP")
        export.add_argument("number", type=int, help="快照编号（list 打印的第一列）")
        export.add_argument("file", help="写入的文件，不能已经存在")
        export.add_argument("--private", action="store_true", help="连同隐私明文和盐，可以完整校验")

    def handle(self, *args: Any, doing: str, org: str = "", **options: Any) -> None:
        """Print what was asked for."""
        if doing == "export":
            self._export(options["number"], options["file"], options["private"])
            return
        schools = _schools(org)
        if doing == "list":
            self._list(schools)
        else:
            self._verify(schools)

    def _list(self, schools: OrgQuerySet) -> None:
        found = (
            Snapshot.objects.filter(school__in=schools)
            .select_related("school")
            .defer("manifest", "entries", "salt")
        )
        for each in found.order_by("school__path", "number").iterator():
            self.stdout.write(f"{each.pk}  {each.school.code} {_name(each)}  {each.digest}")

    def _export(self, number: int, file: str, private: bool) -> None:
        """Write a whole snapshot into a file that only its owner may read."""
        snapshot = Snapshot.objects.select_related("school").filter(pk=number).first()
        if snapshot is None:
            raise CommandError(f"没有编号为 {number} 的快照，请用 zhijiao snapshot list 查看。")
        try:
            handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except OSError as error:
            raise CommandError(f"不能写入 {file}（{error.strerror}），请换一个文件。") from None
        detail = {"done": "命令行导出快照", "digest": snapshot.digest, "private": private}
        record(Event.EXPORT, org=snapshot.school, subject=wording.title(snapshot), detail=detail)
        with os.fdopen(handle, "wb") as out:
            write_archive(out, snapshot, manifest.read_entries(snapshot.entries).values(), private=private)
        self.stdout.write(f"已导出 {_name(snapshot)} 到 {file}，校验方法见其中的 README.txt。")

    def _verify(self, schools: OrgQuerySet) -> None:
        taken = Exists(Snapshot.objects.filter(school=OuterRef("pk")))
        told = Exists(Entry.objects.filter(org=OuterRef("pk"), event=Event.SUBMISSION, detail__done=TOLD))
        whole = damaged = 0
        for verdict in verify.verify(schools.filter(taken | told).order_by("path").iterator()):
            name = _name(verdict.snapshot) if verdict.snapshot else verdict.school.name
            if verdict.whole:
                whole += 1
                self.stdout.write(f"完好  {name}")
                continue
            damaged += 1
            for damage in verdict.damages:
                self.stdout.write(f"损坏  {name}：{damage.sentence}")
        lost = triggers.missing()
        for trigger in lost:
            self.stdout.write(f"有问题：缺少防篡改触发器 {trigger}，请执行 zhijiao migrate 补上并查明原因。")
        self.stdout.write(f"已校验：完好 {whole} 份，损坏或缺失 {damaged} 份。")
        if damaged or lost:
            sys.exit(1)


def _schools(code: str) -> OrgQuerySet:
    """Schools at and below the node of a code.

    Raises:
        CommandError: there is no such node.
    """
    if not code:
        return Org.objects.all().schools()
    org = Org.objects.filter(code=code).order_by("path").last()
    if org is None:
        raise CommandError(f"没有代码为“{code}”的机构，请核对 --org。")
    return Org.objects.subtree(org.path).schools()


def _name(snapshot: Snapshot) -> str:
    at = timezone.localtime(snapshot.taken_at)
    return (
        f"{snapshot.school.name} {snapshot.round} 轮次第 {snapshot.revision} 版（{at:%Y-%m-%d %H:%M} 封存）"
    )
