"""What the journeys share: a school with people in it, a worker that checks uploads, doors into both portals."""

import threading
from dataclasses import dataclass

import pytest
from django.db import connections

from tests.accounts.places import Tree, person, plant
from zhijiao.identity.models import User
from zhijiao.intake import queue


@dataclass
class Staff:
    """A school, the tree it hangs in and three of its people."""

    tree: Tree
    admin: User
    reviewer: User
    clerk: User

    @property
    def school(self):
        return self.tree.school


@pytest.fixture
def staff(transactional_db) -> Staff:
    """An administrator who uploads, a reviewer who passes, a clerk who fills in."""
    tree = plant()
    return Staff(
        tree,
        person(tree.school, "guanli", "school_admin", real_name="莫建国", issued_by=tree.province),
        person(tree.school, "fuhe", "data_reviewer", real_name="黄丽萍"),
        person(tree.school, "yewu", "school_clerk", real_name="谭红霞"),
    )


class Worker:
    """The background worker as a thread; it works between `start` and `stop`."""

    def __init__(self) -> None:
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._work, daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self._ended.set()
        if self._thread.is_alive():
            self._thread.join(30)

    def _work(self) -> None:
        while not self._ended.is_set():
            if not queue.run_pending_once("journey"):
                self._ended.wait(0.1)
        connections.close_all()


@pytest.fixture
def worker(transactional_db):
    """A worker that has not begun yet."""
    one = Worker()
    yield one
    one.stop()
