"""`zhijiao snapshot list`, `zhijiao snapshot verify`: which snapshots there are, and whether they are whole."""

import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db.models import Exists, OuterRef
from django.utils import timezone

from zhijiao.audit.events import Event
from zhijiao.audit.models import Entry
from zhijiao.orgs.models import Org, OrgQuerySet
from zhijiao.snapshots import triggers, verify
from zhijiao.snapshots.models import Snapshot
from zhijiao.snapshots.taking import TOLD


class Command(BaseCommand):
    """All of them read the database only."""

    help = "填报快照：list 列出，verify 校验是否完好"

    def add_arguments(self, parser: CommandParser) -> None:
        """What to do, and of which node of the tree."""
        doing = parser.add_subparsers(dest="doing", required=True)
        for name, text in (("list", "列出快照"), ("verify", "逐份校验，有损坏时退出状态为 1")):
            each = doing.add_parser(name, help=text)
            each.add_argument("--org", default="", help="学校或主管部门的代码；不填为全部")

    def handle(self, *args: Any, doing: str, org: str = "", **options: Any) -> None:
        """Print what was asked for."""
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
