"""``zhijiao codes check`` and ``zhijiao codes list``: the code tables at the command line."""

import argparse

from django.core.management.base import BaseCommand, CommandError

from zhijiao.catalogue import kept_rounds, matrix
from zhijiao.catalogue.checks import all_problems
from zhijiao.catalogue.code_entries import CatalogueError
from zhijiao.catalogue.tables import all_keys, table


class Command(BaseCommand):
    """Checks or lists code tables; needs no database."""

    help = "检查或列出代码表与填报轮次"
    requires_system_checks: tuple[str, ...] = ()

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        commands = parser.add_subparsers(dest="action", required=True, metavar="check|list")
        commands.add_parser("check", help="检查全部代码表与填报轮次")
        listing = commands.add_parser("list", help="列出代码表；给出表名则列出其代码")
        listing.add_argument("key", nargs="?", help="代码表，如 ethnic_groups")

    def handle(self, *args: object, **options: object) -> None:
        if options["action"] == "check":
            self._check()
        elif options["key"]:
            self._list_codes(str(options["key"]))
        else:
            self._list_tables()

    def _check(self) -> None:
        """Print every finding; any finding makes the command fail."""
        found = list(all_problems())
        for problem in found:
            self.stderr.write(problem)
        if found:
            raise CommandError(f"代码表有 {len(found)} 处问题，请按上面各行更正。")
        rows = sum(len(table(key)) for key in all_keys())
        counts = "/".join(str(n) for n in kept_rounds.shipped()[matrix.FIRST].required.values())
        self.stdout.write(f"{len(all_keys())} 张代码表、{rows} 行，无问题；首轮必填编号闭合于 {counts}。")

    def _list_tables(self) -> None:
        """One line per table: key, title, rows, standard."""
        for key in all_keys():
            found = table(key)
            self.stdout.write(f"{key}\t{found.title}\t{len(found)}\t{found.standard}")

    def _list_codes(self, key: str) -> None:
        """The provenance of a table and its codes; (停用) marks codes that are not selectable today."""
        try:
            found = table(key)
        except CatalogueError as error:
            raise CommandError(str(error)) from error
        facts = {"标准": found.standard, "版本": found.edition, "来源": found.source, "存疑": found.doubt}
        self.stdout.write(f"{found.title}（{key}）")
        for name, value in {**facts, "说明": found.note}.items():
            if value:
                self.stdout.write(f"{name}：{value}")
        for entry in found.entries.values():
            state = "" if entry.selectable else "\t（标题）" if entry.heading else "\t（停用）"
            self.stdout.write(f"{entry.code}\t{found.full_name(entry.code)}{state}")
