"""A process killed amid a snapshot leaves nothing; whoever writes meanwhile waits, so that it is of one moment."""

import os
import subprocess
import sys
import threading

import pytest
from django.db import close_old_connections, connection, transaction

from tests import sample
from tests.program import ROOT
from zhijiao.catalogue.matrix import current_round
from zhijiao.filing.models import Change
from zhijiao.snapshots import taking, verify
from zhijiao.snapshots.models import Snapshot, SnapshotForm

pytestmark = [pytest.mark.slow, pytest.mark.both, pytest.mark.django_db(transaction=True)]


def start() -> subprocess.Popen:
    facts = connection.settings_dict
    address = f"sqlite:///{facts['NAME']}"
    if connection.vendor == "postgresql":
        place = facts["OPTIONS"].get("host") or facts["HOST"]
        address = f"postgresql://{facts['USER']}@/{facts['NAME']}?host={place}"
    mode = {"ZHIJIAO_MODE": "test", "DJANGO_SETTINGS_MODULE": "zhijiao.config.testing"}
    environment = {**os.environ, **mode, "DATABASE_URL": address, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "tests.journeys.snapshot_process"]
    return subprocess.Popen(command, env=environment, cwd=ROOT, stdout=subprocess.PIPE, text=True)


def test_a_process_killed_before_the_end_of_the_transaction_leaves_nothing():
    school = sample.school()
    sample.fill(school, "campus", 3)
    running = start()
    try:
        assert running.stdout.readline() == "taken\n"
    finally:
        running.kill()
        running.wait()
        running.stdout.close()
    assert not Snapshot.objects.exists()
    assert not SnapshotForm.objects.exists()
    with transaction.atomic():
        taking.take(school, current_round(), 1, "黎校长")
    assert [verdict.whole for verdict in verify.verify_school(school)] == [True]


@pytest.mark.postgres
def test_a_writer_waits_until_the_snapshot_is_there():
    school = sample.school()
    sample.fill(school, "campus", 1)
    done = threading.Event()

    def write():
        sample.fill(school, "campus", 1, first=5)
        done.set()
        close_old_connections()
        connection.close()

    writer = threading.Thread(target=write)
    with transaction.atomic():
        snapshot = taking.take(school, current_round(), 1, "黎校长")
        writer.start()
        assert not done.wait(1)
    writer.join(60)
    assert done.is_set()
    assert snapshot.change_id < Change.objects.latest("pk").pk
