"""Doing background work here and now, as a worker would."""

from contextlib import nullcontext
from unittest.mock import patch

from django.test import Client
from django.urls import reverse
from django_tasks.base import Task

from zhijiao.files.background_jobs import make_file
from zhijiao.files.models import PreparedFile
from zhijiao.jobs import worker
from zhijiao.jobs.models import Job, State


def work(task: Task) -> int:
    """Run the waiting jobs of a task that are due, each once; returns how many were run.

    The thread that renews leases is kept out, however long a job takes: from its connection to PostgreSQL the rows of
    a test's transaction cannot be seen, and it would give the job up.
    """
    waiting = Job.objects.filter(path=task.module_path, state=State.WAITING).order_by("pk")
    with patch.object(worker, "LeaseKeeper", nullcontext):
        return sum(worker.perform_now(pk) for pk in list(waiting.values_list("pk", flat=True)))


def prepared(client: Client, address: str):
    """Have a long file made in the background and fetch it; None if that is refused."""
    asked = client.post(address, {"prepare": "1"})
    if asked.status_code != 302:
        return None
    assert work(make_file) == 1
    file = PreparedFile.objects.latest("pk")
    return client.get(reverse("files:download", args=[file.pk]))
