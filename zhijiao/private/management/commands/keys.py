"""`zhijiao keys`: where the keys stand, new data keys, a new master key; all while the program runs."""

from time import sleep
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from zhijiao.kit import master_key
from zhijiao.private import key_rotation, master_key_change
from zhijiao.private.models import DataKey, KeyRotation


class Command(BaseCommand):
    """``zhijiao keys status``, ``zhijiao keys rotate``, ``zhijiao keys master``."""

    help = "隐私数据密钥：查看状态（status），更换数据密钥（rotate），启用新的主密钥（master）"

    def add_arguments(self, parser: Any) -> None:
        """The three words, and whether to wait for the end."""
        parser.add_argument("what", choices=["status", "rotate", "master"])
        parser.add_argument("--wait", action="store_true", help="rotate：等到旧密钥清除为止")

    def handle(self, *args: Any, **options: Any) -> None:
        {"status": self._status, "rotate": self._rotate, "master": self._master}[options["what"]](options)

    def _status(self, options: dict[str, Any]) -> None:
        self.stdout.write(f"主密钥指纹：{master_key.fingerprint()}")
        self.stdout.write(f"数据密钥：{DataKey.objects.count()} 个")
        if left := master_key_change.under_former().count():
            self.stdout.write(f"仍由原主密钥加密：{left} 个，请执行 zhijiao keys master")
        found = key_rotation.running()
        if found is None:
            self.stdout.write("没有正在进行的数据密钥更换。")
            return
        self.stdout.write(f"正在更换数据密钥，{timezone.localtime(found.started_at):%Y-%m-%d %H:%M} 开始。")
        self._tell(found)

    def _rotate(self, options: dict[str, Any]) -> None:
        """New data keys for all; goes on with a change that was cut off."""
        found = key_rotation.start()
        while True:
            while key_rotation.work(found):
                self._tell(found)
            found.refresh_from_db()
            if found.finished_at is not None:
                self.stdout.write(f"数据密钥已全部更换，重新加密 {found.rewritten} 行，旧密钥已清除。")
                return
            self._tell(found)
            if not options["wait"]:
                minutes = key_rotation.SETTLE.seconds // 60
                self.stdout.write(f"旧密钥保留 {minutes} 分钟后由后台任务（zhijiao worker）核对并清除。")
                return
            sleep(10)

    def _master(self, options: dict[str, Any]) -> None:
        """Take the master key of the environment into use."""
        rewrapped, blinds = master_key_change.adopt(self.stdout.write)
        self.stdout.write(
            f"主密钥 {master_key.fingerprint()}：改用 {rewrapped} 个数据密钥，重新生成 {blinds} 个盲索引。"
        )
        self.stdout.write(
            "全部进程都已换用新的主密钥后再执行一次，两个数都是 0 时可去掉 ZHIJIAO_FORMER_MASTER_KEYS。"
        )

    def _tell(self, found: KeyRotation) -> None:
        seen = key_rotation.progress(found)
        self.stdout.write(
            f"已换用新密钥 {seen.fresh} / {seen.schools} 个机构，其中 {seen.waiting} 个的旧密钥待清除。"
        )
