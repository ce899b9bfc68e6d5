"""A real worker killed outright in the middle of a job: another goes on, nothing is lost, nothing is done twice."""

import os
import subprocess
import sys
import time
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from tests.jobs import tasks
from tests.program import ROOT
from zhijiao.jobs.models import Job

pytestmark = [pytest.mark.slow, pytest.mark.both, pytest.mark.django_db(transaction=True)]

PAUSE = 0.02
PATIENCE = 60


def start() -> subprocess.Popen:
    facts = connection.settings_dict
    address = f"sqlite:///{facts['NAME']}"
    if connection.vendor == "postgresql":
        place = facts["OPTIONS"].get("host") or facts["HOST"]
        address = f"postgresql://{facts['USER']}@/{facts['NAME']}?host={place}"
    mode = {"ZHIJIAO_MODE": "test", "DJANGO_SETTINGS_MODULE": "zhijiao.config.testing"}
    environment = {**os.environ, **mode, "DATABASE_URL": address, "PYTHONPATH": str(ROOT)}
    return subprocess.Popen([sys.executable, "-m", "tests.jobs.worker_process"], env=environment, cwd=ROOT)


def until(true, what: str) -> None:
    for _ in range(int(PATIENCE / PAUSE)):
        if true():
            return
        time.sleep(PAUSE)
    raise AssertionError(f"{what} did not happen")


def seen(what: str) -> list[int]:
    return sorted(Job.objects.filter(path=what).values_list("done", flat=True))


def test_a_worker_killed_outright_twice():
    for step in range(2):
        tasks.counted.enqueue(step)
    running = start()
    try:
        for kills in (1, 2):
            until(lambda kills=kills: len(seen("began")) == kills, "the job's beginning")
            running.kill()
            running.wait()
            assert seen("ended") == []
            Job.objects.filter(state="running").update(lease_until=timezone.now() - timedelta(seconds=1))
            running = start()
        until(lambda: seen("ended") == [0, 1], "the work")
        assert seen("began") == [0, 0, 0, 1]
        until(
            lambda: not Job.objects.filter(path=tasks.counted.module_path).exclude(state="done").exists(),
            "the end",
        )
        running.terminate()
        assert running.wait(PATIENCE) == 0
    finally:
        running.kill()
        running.wait()
    losses = (
        Job.objects.filter(path=tasks.counted.module_path).order_by("pk").values_list("losses", flat=True)
    )
    assert list(losses) == [2, 0]
