"""``zhijiao catalogue``: what forms there are, and what each asks for."""

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from zhijiao.filing.describe import catalogue


class Command(BaseCommand):
    """Lists the forms; needs neither server nor database."""

    help = "列出全部表单及其指标（--json 输出完整内容）"
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        """``--json`` for programs."""
        parser.add_argument("--json", action="store_true", help="输出 JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        """Write the catalogue to standard output."""
        entries = catalogue()
        if options["json"]:
            self.stdout.write(json.dumps(entries, ensure_ascii=False, indent=1))
            return
        for entry in entries:
            state = entry["kind"] if entry["kind"] != "planned" else "未开放"
            path = " / ".join(entry["path"])
            self.stdout.write(
                f"{entry['order']:>3}  {path}  [{entry['key']}] {state} {len(entry['columns'])} 项"
            )
