"""`zhijiao selfcheck` checks now what the worker checks at night."""

import sys

from django.core.management.base import BaseCommand, CommandError

from zhijiao.identity.models import User
from zhijiao.orgs.models import Org
from zhijiao.selfcheck import nightly
from zhijiao.users import joined_duties


class Command(BaseCommand):
    """Changes nothing but the report; safe while people work, though on SQLite they wait a second now and then."""

    help = "权限自检：以各种身份访问全部地址，核对结果，有问题时退出状态为 1"

    def add_arguments(self, parser):
        """Which school; without one, tonight's sample."""
        parser.add_argument("--school", default="", help="学校标识码；不写则抽查几所")
        parser.add_argument("--duties", action="store_true", help="只列出兼有应当分开的职责的账号")

    def handle(self, *args, school: str = "", duties: bool = False, **options):
        """Check, and print what is wrong."""
        wrong = self._joined(school)
        if not duties:
            wrong = self._walk(school) or wrong
        if wrong:
            sys.exit(1)

    def _joined(self, school: str) -> bool:
        """Print accounts that join duties; true if one of them must be taken apart."""
        users = User.objects.filter(org__code=school) if school else User.objects.all()
        found = list(joined_duties.find(users))
        for each in found:
            state = "必须分开" if each.forbidden else "已同意兼任" if each.kept else "待处理"
            pairs = "；".join(pair.label for pair in each.pairs)
            self.stdout.write(
                f"  {each.user.org.name} {each.user.real_name}（{each.user.username}）：{pairs}，{state}"
            )
        number = f"{len(found)} 个" if found else "没有"
        self.stdout.write(f"{number}账号兼有应当分开的职责")
        return any(each.forbidden for each in found)

    def _walk(self, school: str) -> bool:
        """Ask for every address as everybody; true if an answer was wrong."""
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
        return failed
