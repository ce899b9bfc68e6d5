"""`zhijiao selfcheck` checks now what the worker checks at night."""

import sys

from django.core.management.base import BaseCommand, CommandError

from zhijiao.orgs.models import Org
from zhijiao.selfcheck import nightly


class Command(BaseCommand):
    """Changes nothing but the report; safe while people work, though on SQLite they wait a second now and then."""

    help = "权限自检：以各种身份访问全部地址，核对结果，有问题时退出状态为 1"

    def add_arguments(self, parser):
        """Which school; without one, tonight's sample."""
        parser.add_argument("--school", default="", help="学校标识码；不写则抽查几所")

    def handle(self, *args, school: str = "", **options):
        """Check, and print what is wrong."""
        schools = list(Org.objects.schools().active().filter(code=school)) if school else nightly.sample()
        if not schools:
            raise CommandError(f"没有可检查的学校{school and '：' + school}。")
        failed = False
        for run in nightly.start(schools):
            while run.ended_at is None:
                nightly.piece(run)
            leaks = list(run.leaks.all())
            failed = failed or bool(leaks)
            self.stdout.write(f"{run.school.name}：访问 {run.asked} 次，{len(leaks)} 处与权限不符")
            for leak in leaks:
                form = f"（{leak.form}）" if leak.form else ""
                self.stdout.write(
                    f"  {leak.person}：{leak.method} {leak.route}{form} 得到“{leak.got}”，应为“{leak.due}”"
                )
        if failed:
            sys.exit(1)
