"""``zhijiao worker``: does background work until told to stop; several may run at once, on several machines."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from zhijiao.jobs import celery_bridge
from zhijiao.jobs.worker import Worker, stand_back


class Command(BaseCommand):
    """Work until stopped."""

    help = "后台任务进程：校验上传的工作簿、发送邮件、数据校验、定时清理等"

    def add_arguments(self, parser: Any) -> None:
        """Which jobs this worker takes, and ``--once`` for scripts and tests."""
        parser.add_argument("--once", action="store_true", help="处理完现有任务后退出")
        parser.add_argument("--queue", action="append", default=[], help="只处理这个队列，可重复；不填则全部")
        parser.add_argument(
            "--min-priority", type=int, help="只处理不低于这个优先级的任务（一般为 0，报表为负）"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Run. ``--once`` needs no broker: the rows say what there is to do."""
        worker = Worker(queues=options["queue"], min_priority=options["min_priority"])
        backend = worker.backend
        for problem in backend.check():
            raise CommandError(f"{problem.msg}{problem.hint}")
        if not options["once"]:  # which may be called inside another program
            stand_back()
        if isinstance(backend, celery_bridge.CeleryBackend) and not options["once"]:
            celery_bridge.run_worker(backend, options["queue"], options["min_priority"])
            return
        worker.obey_signals()
        worker.run(once=options["once"])
