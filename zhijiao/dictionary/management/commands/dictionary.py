"""``zhijiao dictionary``: the data dictionary on standard output, and the snapshots of it that releases keep."""

import json
import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from packaging.version import InvalidVersion, Version

from zhijiao import __version__
from zhijiao.dictionary import content, releases, sheets


class Command(BaseCommand):
    """Needs neither server nor database."""

    help = "输出数据字典（JSON；--csv 每个项目一行）"
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        """``--snapshot`` and ``--release`` are for who changes declarations or makes a release."""
        parser.add_argument("--csv", action="store_true", help="输出 CSV，每个项目一行")
        parser.add_argument("--snapshot", action="store_true", help="更新源代码中的快照 next.json")
        parser.add_argument("--release", metavar="版本", help="把快照存为一个版本的，例如 1.2.0")

    def handle(self, *args: Any, **options: Any) -> None:
        """Write what is asked for."""
        if options["csv"]:
            sheets.write_items(self._binary())
            return
        if options["snapshot"] or options["release"]:
            self._keep(options["release"])
            return
        self.stdout.write(json.dumps(content.whole(__version__), ensure_ascii=False, indent=1))

    def _binary(self) -> Any:
        return getattr(self.stdout._out, "buffer", None) or sys.stdout.buffer

    def _keep(self, version: str | None) -> None:
        text = releases.taken()
        releases.NEXT.write_text(text, encoding="utf-8")
        if version:
            try:
                file = releases.FOLDER / f"{Version(version)}.json"
            except InvalidVersion:
                raise CommandError(f"“{version}”不是版本号，应形如 1.2.0。") from None
            if file.exists():
                raise CommandError(f"{file.name} 已有，发布过的快照不再改动。")
            file.write_text(text, encoding="utf-8")
        self.stdout.write("已更新数据字典快照。")
