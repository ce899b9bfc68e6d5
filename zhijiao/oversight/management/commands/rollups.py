"""``zhijiao rollups``: prove or repair the figures that boards read."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from zhijiao.audit.events import Event
from zhijiao.audit.log import record
from zhijiao.orgs.models import Org
from zhijiao.oversight import recount, refresh

SHOWN = 20


class Command(BaseCommand):
    """Compares the figures of schools and areas with what they follow from; mends them unless told only to look."""

    help = "核对并修正各校、各辖区的填报进度（--check 只核对）"

    def add_arguments(self, parser: CommandParser) -> None:
        """``--check`` changes nothing."""
        parser.add_argument("--check", action="store_true", help="只核对，发现不符时以状态 1 结束")

    def handle(self, *args: Any, **options: Any) -> None:
        wrong = 0
        for filing in refresh.kept_rounds():
            found = recount.differences(filing)
            self._tell(found)
            wrong += len(found)
            if found and not options["check"]:
                recount.repair(filing)
        if wrong and options["check"]:
            raise CommandError(f"{wrong} 处进度与实际不符，请运行 zhijiao rollups 修正。")
        if wrong:
            root = Org.objects.filter(parent=None).first()
            record(Event.SYSTEM, org=root, subject="修正填报进度", detail={"rows": wrong})
        self.stdout.write(f"已修正 {wrong} 处。" if wrong else "全部相符。")

    def _tell(self, found: list[recount.FigureDifference]) -> None:
        """The first of the differences, with the names of their nodes."""
        shown = found[:SHOWN]
        names = dict(Org.objects.filter(pk__in={each.org_id for each in shown}).values_list("pk", "name"))
        for each in shown:
            self.stdout.write(f"{names[each.org_id]}  {each.figure}：记为 {each.kept}，应为 {each.true}")
        if len(found) > SHOWN:
            self.stdout.write(f"……共 {len(found)} 处")
