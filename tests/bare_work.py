"""Uploaded files are looked at here and now; each process of its own costs more than all else about a small file.

Tests about those processes, and about files made to hurt who reads them, start them as the program does:

    pytestmark = pytest.mark.usefixtures("own_process")
"""

import io
import pickle
from importlib import import_module

import pytest

from zhijiao.kit import bare_process
from zhijiao.kit.bare_child import answer_to
from zhijiao.workbooks.markup import FileRefused

IN_A_PROCESS = bare_process.run


def run_here(program, what, data, seconds, **how):
    """The same act in this process; its answer has to pass for data all the same."""
    answer = answer_to(import_module(program.module).ACTS[what], FileRefused, data, **how)
    return bare_process.PlainAnswer(io.BytesIO(pickle.dumps(answer, protocol=5)), program.taken).load()


@pytest.fixture(scope="session", autouse=True)
def files_looked_at_here():
    """For all tests that do not ask for `own_process`."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(bare_process, "run", run_here)
        yield


@pytest.fixture
def own_process(monkeypatch):
    """Every uploaded file is looked at in a process of its own."""
    monkeypatch.setattr(bare_process, "run", IN_A_PROCESS)
