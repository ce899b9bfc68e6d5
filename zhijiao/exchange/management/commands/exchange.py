"""``zhijiao exchange``: packages between the installations of a province and the ministry, for operators."""

import sys
import time
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from zhijiao.exchange import applying, carried, downward, installation, keys, making, receipts, sending
from zhijiao.exchange.client import Unreachable
from zhijiao.exchange.models import OwnKey, Package, Partner
from zhijiao.exchange.refusals import Refused
from zhijiao.orgs.models import Level, Org

WHO = "命令行"
State, Way = Package.State, Package.Way


class Command(BaseCommand):
    """Keys, making, sending, receiving, and how things stand."""

    help = "数据报送：密钥、生成、发送、接收数据包，查看状态"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """What to do, and with what."""
        actions = parser.add_subparsers(dest="action", required=True, metavar="操作")
        key = actions.add_parser("key", help="生成本方密钥，或登记对方公钥")
        key.add_argument("--new", action="store_true", help="生成新的本方密钥")
        key.add_argument("--register", metavar="文件", help="登记对方的公钥文件")
        key.add_argument("--fingerprint", default="", help="通过另一途径核对过的对方指纹")
        make = actions.add_parser("make", help="生成数据包（省级：全量或增量；部级：下发）")
        make.add_argument("--full", action="store_true", help="全量；不填则为增量")
        make.add_argument("--province", default="", help="部级：下发给哪个省（行政区划代码）")
        make.add_argument("--to", metavar="文件", help="生成后写成一个文件，供拷贝")
        send = actions.add_parser("send", help="发送已生成的数据包并取回下发的数据包")
        send.add_argument("--wait", action="store_true", help="等到收到回执")
        receive = actions.add_parser("receive", help="接收拷贝来的数据包或回执，并入库")
        receive.add_argument("file", metavar="文件")
        receive.add_argument("--receipt", metavar="文件", help="把回执写到这个文件，供带回对方")
        actions.add_parser("status", help="双方最近的数据包和需要处理的问题")
        actions.add_parser("verify", help="逐条核对数据摘要（读全部数据）")

    def handle(self, *args: Any, **options: Any) -> None:
        """Do it; a refusal is told without a traceback."""
        try:
            getattr(self, f"_{options['action']}")(options)
        except (Refused, Unreachable) as trouble:
            raise CommandError(str(trouble)) from None

    def _key(self, options: dict[str, Any]) -> None:
        if options["new"]:
            keys.make_own(WHO)
        if options["register"]:
            text = _text(options["register"])
            found = keys.register(text, options["fingerprint"], WHO)
            self._say(f"已登记“{found.partner.node.name}”的公钥，有效期至 {found.valid_to:%Y-%m-%d}。")
            return
        own = OwnKey.objects.filter(node=installation.own_node()).first()
        if own is None:
            raise CommandError("还没有本方密钥，请加 --new 生成。")
        self._say(own.public)

    def _make(self, options: dict[str, Any]) -> None:
        if installation.is_ministry():
            package = downward.make(_province(options["province"]), WHO)
        else:
            package = self._resumed() or making.begin("full" if options["full"] else "increment", WHO)
            while making.go_on(package):
                self._tick(
                    f"已读 {package.progress.get('done', 0)}/{package.progress.get('schools', '…')} 所学校"
                )
        package.refresh_from_db()
        self._say(
            f"第 {package.sequence} 号包：{package.rows} 条记录，{package.gone} 条删除，{package.size:,} 字节。"
        )
        if options["to"]:
            with Path(options["to"]).open("wb") as out:
                out.writelines(carried.written(package))
            self._say(f"已写入 {options['to']}。")

    def _resumed(self) -> Package | None:
        """One that was being made when we were last killed."""
        found = (
            Package.objects.filter(way=Way.OUT, state=State.MAKING).select_related("partner__node").first()
        )
        if found is not None:
            self._say(f"继续生成第 {found.sequence} 号包。")
        return found

    def _send(self, options: dict[str, Any]) -> None:
        partner = installation.upper()
        waiting = Package.objects.filter(
            partner=partner, way=Way.OUT, state__in=(State.READY, State.SENDING, State.SENT)
        )
        for package in waiting.order_by("sequence"):
            while (pause := sending.send(package)) is not None and options["wait"]:
                time.sleep(min(pause, 5))
            package.refresh_from_db()
            self._say(f"第 {package.sequence} 号包：{package.get_state_display()}。{package.message}")
        new = sending.fetch_down()
        for package in Package.objects.filter(partner=partner, way=Way.IN, state=State.APPLYING):
            self._apply(package)
        sending.fetch_down()
        self._say(f"取回下发的数据包 {new} 个。")

    def _receive(self, options: dict[str, Any]) -> None:
        path = Path(options["file"])
        try:
            file = path.open("rb")
        except OSError as error:
            raise CommandError(f"读不了文件 {path}：{error.strerror}。") from None
        with file:
            if file.peek(1)[:1] == b"{":
                self._take_receipt(_text(options["file"]))
                return
            package = carried.take(file, WHO)
        self._apply(package)
        if options["receipt"] and package.receipt:
            Path(options["receipt"]).write_text(package.receipt, encoding="utf-8")

    def _apply(self, package: Package) -> None:
        while applying.go_on(package):
            done = package.parts.filter(done=True).count()
            self._tick(f"已处理 {done} 个文件")
        package.refresh_from_db()
        self._say(f"第 {package.sequence} 号包：{package.get_state_display()}。{package.message}")
        for later in Package.objects.filter(partner=package.partner_id, way=Way.IN, state=State.APPLYING):
            self._apply(later)
        if package.state == State.REFUSED:
            raise CommandError(package.message)

    def _take_receipt(self, text: str) -> None:
        for partner in installation.partners():
            try:
                package = receipts.take(partner, text)
            except Refused:
                if partner == installation.partners()[-1]:
                    raise
                continue
            self._say(f"第 {package.sequence} 号包：{package.get_state_display()}。{package.message}")
            return

    def _status(self, options: dict[str, Any]) -> None:
        for partner in installation.partners():
            self._say(
                f"{partner.node.name}：已发出第 {partner.last} 号，已回执第 {partner.sent} 号，"
                f"已入库对方第 {partner.taken} 号"
            )
            for package in partner.packages.all()[:10]:
                self._say(
                    f"  {package.get_way_display()}"
                    f"第 {package.sequence} 号（{package.get_kind_display()}）{package.get_state_display()}。"
                    f"{package.message}"
                )

    def _verify(self, options: dict[str, Any]) -> None:
        for partner in installation.partners():
            wrong = applying.prove(partner)
            self._say(f"{partner.node.name}：总摘要 {applying.total_of(partner)}")
            if wrong:
                named = "、".join(f"{school} {form}" for school, form in wrong[:10])
                raise CommandError(f"有 {len(wrong)} 处与摘要不一致：{named}。请发送全量包。")
        self._say("逐条核对，全部一致。")

    def _say(self, text: str) -> None:
        self.stdout.write(text)

    def _tick(self, text: str) -> None:
        if sys.stderr.isatty():
            self.stderr.write(text, ending="\r")


def _text(path: str) -> str:
    try:
        return Path(path).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        raise CommandError(f"读不了文件 {path}。") from None


def _province(code: str) -> Partner:
    node = Org.objects.filter(level=Level.PROVINCE, code=code).first()
    if node is None:
        raise CommandError("请用 --province 写明下发给哪个省（行政区划代码）。")
    return installation.partner_of(node)
