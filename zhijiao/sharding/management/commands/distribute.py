"""``zhijiao distribute``: spread the tables of schools over the machines of a Citus cluster."""

from collections import Counter
from time import monotonic
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError, connection

from zhijiao.kit.numbers import whole_number
from zhijiao.sharding import cluster, layout, steps
from zhijiao.sharding.layout import Place
from zhijiao.sharding.steps import Step

DOINGS = {
    "plan": "只列出将要执行的步骤，不改动数据库",
    "do": "执行；中断后重新运行，从未完成的步骤继续",
    "check": "核对各表、主键和外键是否已按方案分布",
}


class Command(BaseCommand):
    """Works out from the catalogues of the database what is still to be done, so it can be run again at any time."""

    help = "将按学校存放的数据分布到 Citus 集群的各节点（plan 列出步骤，do 执行，check 核对）"

    def add_arguments(self, parser: CommandParser) -> None:
        """What to do; nodes to be added; whether every statement is shown."""
        told = "；".join(f"{name}：{what}" for name, what in DOINGS.items())
        parser.add_argument("doing", choices=DOINGS, help=told)
        parser.add_argument(
            "--node", action="append", default=[], metavar="主机:端口", help="加入的工作节点，可重复填写"
        )
        parser.add_argument("--sql", action="store_true", help="同时列出每一步的语句")

    def handle(self, *args: Any, **options: Any) -> None:
        """Do as told, on PostgreSQL."""
        if connection.vendor != "postgresql":
            raise CommandError(
                "分布到多台机器需要 PostgreSQL 与 Citus 扩展；当前使用 SQLite，请先迁移到 PostgreSQL。"
            )
        if wrong := list(layout.problems()):
            raise CommandError("数据模型不符合分布要求：\n" + "\n".join(wrong))
        self.nodes = [_node(text) for text in options["node"]]
        getattr(self, f"_{options['doing']}")(options["sql"])

    def _plan(self, sql: bool) -> None:
        now = cluster.state()
        self._describe(now)
        todo = steps.plan(now, self.nodes)
        for kind, number in Counter(step.kind for step in todo).items():
            self.stdout.write(f"  {kind}：{number} 步")
        if sql:
            for number, step in enumerate(todo, 1):
                self.stdout.write(f"{number:>5}  {step.kind} {step.table}\n       {step.sql}")
        self.stdout.write(f"共 {len(todo)} 步待执行。" if todo else "数据已按方案分布，没有待执行的步骤。")

    def _do(self, sql: bool) -> None:
        now = cluster.state()
        self._describe(now)
        if not now.available:
            raise CommandError(
                "数据库服务器上没有 Citus 扩展，请先在各节点安装并写入 shared_preload_libraries。"
            )
        for statement in steps.session() if now.version else ():
            cluster.run(statement)
        todo = steps.plan(now, self.nodes)
        begun = monotonic()
        for number, step in enumerate(todo, 1):
            self.stdout.write(
                f"{number:>5}/{len(todo)}  {step.kind} {step.table}" + f"\n       {step.sql}" * sql
            )
            self._take(step, number)
        self._settle()
        self.stdout.write(f"已执行 {len(todo)} 步，用时 {monotonic() - begun:.0f} 秒。")

    def _take(self, step: Step, number: int) -> None:
        try:
            cluster.run(step.sql)
            if step.kind == "安装扩展":
                for statement in steps.session():
                    cluster.run(statement)
        except DatabaseError as error:
            raise CommandError(
                f"第 {number} 步未成功：{step.kind} {step.table}\n{error}\n"
                "前面各步已生效；排除原因后重新运行 zhijiao distribute do，将从这一步继续。"
            ) from error

    def _settle(self) -> None:
        if left := steps.plan(cluster.state(), self.nodes):
            raise CommandError(f"仍有 {len(left)} 步未生效，请重新运行 zhijiao distribute plan 查看。")

    def _check(self, sql: bool) -> None:
        now = cluster.state()
        self._describe(now)
        if not now.version:
            raise CommandError("数据库没有安装 Citus 扩展，数据在一台机器上。")
        if away := [node.address for node in now.nodes if not node.active]:
            raise CommandError("以下节点已停用：" + "、".join(away))
        todo = steps.plan(now)
        for step in todo:
            self.stderr.write(f"未完成：{step.kind} {step.table}")
        if todo:
            raise CommandError(f"有 {len(todo)} 处与方案不符，请运行 zhijiao distribute do。")
        for address, parts, size in cluster.rows_by_node(layout.tables(Place.SCHOOL)):
            self.stdout.write(f"  {address}：{parts} 个分片，{size / 2**20:.0f} MB")
        self.stdout.write("各表、主键和外键均已按方案分布。")

    def _describe(self, now: cluster.State) -> None:
        """Say what there is, and where it is to lie."""
        nodes = "、".join(node.address + "（主节点）" * node.coordinator for node in now.nodes) or "无"
        self.stdout.write(f"Citus 扩展：{now.version or '未安装'}；已登记的节点：{nodes}")
        for place in Place:
            self.stdout.write(f"  {place.value}：{len(layout.tables(place))} 张表")


def _node(text: str) -> tuple[str, int]:
    host, _, digits = text.rpartition(":")
    port = whole_number(digits)
    if not host or not port:
        raise CommandError(f"节点“{text}”应写成“主机:端口”，如 10.0.0.12:5432。")
    return host, port
