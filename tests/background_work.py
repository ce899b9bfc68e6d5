"""Doing background work here and now, as a worker would."""

from django.test import Client
from django.urls import reverse
from django_tasks.base import Task

from zhijiao.files.background_jobs import make_file
from zhijiao.files.models import PreparedFile
from zhijiao.jobs.models import Job, State
from zhijiao.jobs.worker import perform_now


def work(task: Task) -> int:
    """Run the waiting jobs of a task that are due, each once; returns how many were run."""
    waiting = Job.objects.filter(path=task.module_path, state=State.WAITING).order_by("pk")
    return sum(perform_now(pk) for pk in list(waiting.values_list("pk", flat=True)))


def prepared(client: Client, address: str):
    """Have a long file made in the background and fetch it; None if that is refused."""
    asked = client.post(address, {"prepare": "1"})
    if asked.status_code != 302:
        return None
    assert work(make_file) == 1
    file = PreparedFile.objects.latest("pk")
    return client.get(reverse("files:download", args=[file.pk]))
