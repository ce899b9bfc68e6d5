"""``zhijiao recount``: prove or repair the counters that boards and the workbench read."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from zhijiao.audit.events import Event
from zhijiao.audit.log import record
from zhijiao.filing.schema import registry
from zhijiao.orgs.models import Org
from zhijiao.rounds.counting import differences, repair


class Command(BaseCommand):
    """Compares the counters with the tables; sets them right unless told only to look."""

    help = "核对并修正表单行数（--check 只核对）"

    def add_arguments(self, parser: CommandParser) -> None:
        """``--check`` changes nothing; ``--org`` limits the work to a node."""
        parser.add_argument("--check", action="store_true", help="只核对，发现不符时以状态 1 结束")
        parser.add_argument("--org", help="只核对这个机构及其下级（代码）；默认全部")

    def handle(self, *args: Any, **options: Any) -> None:
        top = self._top(options["org"])
        found = differences(top) if top else []
        names = dict(Org.objects.filter(pk__in={item.place[0] for item in found}).values_list("pk", "name"))
        for item in found:
            school_id, key, year, term = item.place
            period = f"{year or ''}{f'-{term}' if term else ''}"
            self.stdout.write(
                f"{names[school_id]}  {registry.get(key).label} {period}：记为 {item.counted[0]} 行"
                f"（{item.counted[1]} 行不完整），实为 {item.true[0]} 行（{item.true[1]} 行不完整）"
            )
        if found and options["check"]:
            raise CommandError(f"{len(found)} 处行数与数据表不符，请运行 zhijiao recount 修正。")
        if found:
            repair(found)
            record(Event.SYSTEM, org=top, subject="修正表单行数", detail={"rows": len(found)})
        self.stdout.write(f"已修正 {len(found)} 处。" if found else "全部相符。")

    def _top(self, code: str | None) -> Org | None:
        """The node named, or the root; None before there is any."""
        if not code:
            return Org.objects.filter(parent=None).first()
        org = Org.objects.filter(code=code).first()
        if org is None:
            raise CommandError(f"没有代码为 {code} 的机构，请核对。")
        return org
