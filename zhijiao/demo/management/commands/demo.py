"""``zhijiao demo``: fill an empty database with the demo province."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from zhijiao.audit.events import Event
from zhijiao.audit.log import record
from zhijiao.demo.accounts import listing
from zhijiao.demo.guard import MODES
from zhijiao.demo.load import is_loaded, load
from zhijiao.orgs.models import Org


class Command(BaseCommand):
    """Loads the province once; a load that was cut short left nothing and starts anew."""

    help = "载入演示数据：虚构的云岭省，12 所学校（生产模式不可用）"

    def add_arguments(self, parser: CommandParser) -> None:
        """``--once`` for start scripts, ``--scale`` for a small province."""
        parser.add_argument("--once", action="store_true", help="已经载入时什么也不做")
        parser.add_argument("--scale", type=float, default=1, help="规模，1 为全部（默认），0.1 为十分之一")

    def handle(self, *args: Any, **options: Any) -> None:
        """Refuse in production and on a database that somebody uses, else load."""
        if settings.MODE not in MODES:
            raise CommandError(
                "生产模式不能载入演示数据：演示账号的口令是公开的。请设 ZHIJIAO_MODE=demo 后再试。"
            )
        if is_loaded():
            if not options["once"]:
                raise CommandError("演示数据已经载入。要重新生成，请换一个空数据库（开发环境用 make demo）。")
            return
        if Org.objects.exists():
            raise CommandError("数据库中已有机构，演示数据只能载入空数据库。请换一个数据库后再试。")
        self.stdout.write("正在载入演示数据（约十秒）…")
        self.stdout.flush()
        number = load(scale=options["scale"], tell=lambda line: self.stdout.write(f"  {line}"))
        record(Event.SYSTEM, subject="载入演示数据", detail={"rows": number})
        self.stdout.write(f"已载入 {number:,} 条记录。")
        if not options["once"]:
            self.stdout.write(listing())
