"""重新校验 on demand: one check of a school at a time, by a worker, and not again within a minute.

A check costs a second of the processor; whoever presses the button again and again gets an answer, not another check.
"""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from zhijiao.catalogue.matrix import Round
from zhijiao.jobs.declare import declared, enqueue_single
from zhijiao.orgs.models import Org
from zhijiao.quality import incremental_checks
from zhijiao.quality.models import SchoolCheck

REST = timedelta(minutes=1)
#: The job that checks; named by its path, because it stands above this module.
_CHECK = "zhijiao.quality.background_jobs.check_asked"
NAME = "quality:asked"


class NotNow(RuntimeError):
    """A check waits already, or was made a moment ago; the message is for the user."""


@transaction.atomic
def ask(school: Org, filing: Round) -> None:
    """Have the school checked soon.

    Raises:
        NotNow: there is no need.
    """
    SchoolCheck.objects.bulk_create([SchoolCheck(school=school, round=filing.key)], ignore_conflicts=True)
    check = SchoolCheck.objects.select_for_update().get(school=school, round=filing.key)
    if check.pending:
        # a worker may have died, or none was told: this makes sure that one comes
        enqueue_single(declared(_CHECK), NAME)
        raise NotNow("本校正在等待校验，没有重复提交，一般一分钟内完成，请稍后刷新本页查看结果。")
    if check.checked_at is not None and timezone.now() - check.checked_at < REST:
        at = timezone.localtime(check.checked_at)
        raise NotNow(
            f"{at:%H:%M:%S} 刚刚校验过，没有重复校验，请在一分钟后再试；数据有变动时系统会自动校验。"
        )
    incremental_checks.mark(filing, {school.pk})
    enqueue_single(declared(_CHECK), NAME)
