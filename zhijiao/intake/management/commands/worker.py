"""The background worker: checks uploaded workbooks, sends mail that waits, does what is due, until told to stop."""

import signal
import time
from typing import Any

from django.core.management.base import BaseCommand
from django.db import close_old_connections

from zhijiao.accounts import mail
from zhijiao.duties.register import run_due
from zhijiao.intake import queue

PAUSE = 0.5
TIDY_EVERY = 600.0


class Command(BaseCommand):
    """``zhijiao worker``: several may run at once, on several machines."""

    help = "后台任务进程：校验上传的工作簿，发送邮件，清理过期的导入文件"

    def add_arguments(self, parser: Any) -> None:
        """``--once`` for scripts and tests."""
        parser.add_argument("--once", action="store_true", help="处理完现有任务后退出")

    def handle(self, *args: Any, **options: Any) -> None:
        """Work until stopped."""
        self._stopping = False
        for name in (signal.SIGTERM, signal.SIGINT):
            signal.signal(name, self._stop)
        owner, tidied = queue.own_name(), -TIDY_EVERY
        while not self._stopping:
            close_old_connections()
            if time.monotonic() - tidied >= TIDY_EVERY:
                queue.tidy()
                tidied = time.monotonic()
            mail.deliver_due()
            more = run_due()
            if queue.run_pending_once(owner) or more:
                continue
            if options["once"]:
                return
            time.sleep(PAUSE)

    def _stop(self, *_: Any) -> None:
        """Finish the batch in hand, then end."""
        self._stopping = True
