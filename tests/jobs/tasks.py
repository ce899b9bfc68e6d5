"""Jobs for the tests of the engine; a worker started by a test imports this module by the path of the job."""

from zhijiao.jobs import current_job
from zhijiao.jobs.declare import IMPORT, REPORT, job
from zhijiao.jobs.models import Job

done: list = []
"""What ran in this process, in order."""


@job("记录", retry_after=())
def note(text: str) -> str:
    done.append(text)
    return text


@job("报表", priority=REPORT, queue="long")
def report(text: str) -> None:
    done.append(text)


@job("导入", priority=IMPORT)
def urgent(text: str) -> None:
    done.append(text)


@job("总是失败", retry_after=(60, 300))
def broken() -> None:
    raise ValueError("身份证号 110101199003070011")


@job("分三次")
def in_pieces() -> current_job.RunAgain | None:
    done.append("piece")
    return current_job.RunAgain() if len(done) < 3 else None


@job("不是 JSON")
def odd_result() -> object:
    return object()


@job("只有一次")
def counted(step: int) -> None:
    """Leaves a row for its beginning and one for its end; between them a test kills the process."""
    import time

    Job.objects.create(path="began", state="done", done=step)
    for _ in range(20):
        current_job.check()
        time.sleep(0.05)
    with current_job.fenced():
        Job.objects.create(path="ended", state="done", done=step)
