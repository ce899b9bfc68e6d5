"""``zhijiao catalogue``: what forms there are, and what each asks for."""

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from zhijiao.filing.schema import registry
from zhijiao.filing.schema.describe import catalogue
from zhijiao.filing.schema.sources import source_problems, unlike_names


class Command(BaseCommand):
    """Lists the forms; needs neither server nor database."""

    help = "列出全部表单及其指标（--json 输出完整内容）"
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        """``--json`` for programs, ``--check`` for who edits declarations."""
        parser.add_argument("--json", action="store_true", help="输出 JSON")
        parser.add_argument("--check", action="store_true", help="核对指标来源与标准的数据表")

    def handle(self, *args: Any, **options: Any) -> None:
        """Write the catalogue to standard output."""
        if options["check"]:
            self._check()
            return
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

    def _check(self) -> None:
        """Print each source that is wrong, and fail; names that differ are only told."""
        forms = registry.forms().values()
        for hint in (hint for form in forms for hint in unlike_names(form)):
            self.stdout.write(f"名称不同 {hint}")
        found = [problem for form in forms for problem in source_problems(form)]
        for problem in found:
            self.stderr.write(problem)
        if found:
            raise CommandError(f"指标来源有 {len(found)} 处问题，请按上面各行更正。")
        self.stdout.write("指标来源与标准的数据表相符。")
