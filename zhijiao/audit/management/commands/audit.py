"""`zhijiao audit verify` proves the audit log; `zhijiao audit head` prints where it ends, to be kept elsewhere."""

import re
import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from zhijiao.audit.background_jobs import head_line
from zhijiao.audit.verify import Report, verify

_HEAD = re.compile(r"\d{1,18}:[0-9a-f]{64}")


class Command(BaseCommand):
    """Both read the database only."""

    help = "审计日志：verify 校验是否被篡改，head 打印链尾供异地保存"

    def add_arguments(self, parser: CommandParser) -> None:
        """What to do, and a chain end kept from an earlier day."""
        doing = parser.add_subparsers(dest="doing", required=True)
        checking = doing.add_parser("verify", help="逐条校验，有问题时退出状态为 1")
        checking.add_argument("--head", default="", help="以前用 head 打印并另行保存的链尾，形如 序号:摘要")
        doing.add_parser("head", help="打印链尾（序号:摘要），请保存在数据库之外")

    def handle(self, *args: Any, doing: str, head: str = "", **options: Any) -> None:
        """Print what was asked for."""
        if doing == "head":
            self.stdout.write(head_line())
            return
        if head and not _HEAD.fullmatch(head.strip()):
            raise CommandError("--head 应为 head 命令打印的“序号:摘要”（摘要 64 位），请核对。")
        report = verify(head)
        self._tell(report)
        if not report.whole:
            sys.exit(1)

    def _tell(self, report: Report) -> None:
        removed = f"，另有 {report.removed} 条已按保存期限清理" if report.removed else ""
        self.stdout.write(
            f"已校验 {report.sealed} 条审计记录{removed}，链尾 {report.head[0]}:{report.head[1]}"
        )
        if report.whole:
            self.stdout.write("没有发现篡改、缺失或未封存的记录。")
        for problem in report.problems:
            self.stdout.write(f"有问题：{problem}")
        if report.more:
            self.stdout.write(f"另有 {report.more} 处类似问题。")
