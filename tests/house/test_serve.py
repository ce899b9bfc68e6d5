"""The supervisor: one command starts the web server and the worker, one signal ends both."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request

import pytest

from tests.program import ROOT
from zhijiao.config import serve
from zhijiao.jobs.worker import NICENESS

PATIENCE = 60
"""Seconds for a cold start on a busy machine."""
EVERY_JOB = "zhijiao worker"


@pytest.mark.parametrize(
    ("number", "words"),
    [(2, [["worker"], ["worker", "--min-priority", "0"]]), (1, [["worker"]]), (0, [])],
)
def test_as_many_workers_as_asked_for_of_which_the_second_takes_no_long_jobs(number, words):
    commands = serve.Children("127.0.0.1", 8000, processes=1, workers=number).worker_commands
    assert [command[command.index("zhijiao") + 1 :] for command in commands] == words


@pytest.mark.parametrize(("words", "number"), [([], 2), (["--workers", "1"], 1), (["--no-worker"], 0)])
def test_two_workers_unless_told_otherwise(words, number):
    options = serve._options(words)
    assert (options.workers if options.worker else 0) == number


def test_a_taken_port_is_named_and_another_found(capsys):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        assert not serve.is_free("127.0.0.1", port)
        assert serve.serve(["--port", str(port)]) == 1
    assert str(port) in capsys.readouterr().err
    assert serve.is_free("127.0.0.1", serve.free_port("127.0.0.1"))


@pytest.mark.slow
@pytest.mark.sqlite_only
def test_it_serves_pages_and_leaves_nothing_running(migrated, tmp_path):
    file = shutil.copy(migrated, tmp_path)
    environ = {"ZHIJIAO_MODE": "demo", "ZHIJIAO_HOME": str(tmp_path), "DATABASE_URL": f"sqlite:///{file}"}
    port = serve.free_port("127.0.0.1")
    log = tmp_path / "log"
    with log.open("w") as output:
        supervisor = subprocess.Popen(
            [sys.executable, "-m", "zhijiao", "serve", "--port", str(port), "--processes", "1"],
            env={"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), **environ},
            cwd=tmp_path,
            stdout=output,
            stderr=output,
        )
    try:
        wait_until(lambda: f":{port}/" in log.read_text("utf-8") or supervisor.poll() is not None)
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/login/") as answer:
            assert answer.status == 200
        children = descendants(supervisor.pid)
        wait_until(lambda: len(workers(supervisor.pid)) == 2)
        took = workers(supervisor.pid)
        assert sorted(took.values()) == [EVERY_JOB, f"{EVERY_JOB} --min-priority 0"]
        wait_until(lambda: all(os.getpriority(os.PRIO_PROCESS, number) == NICENESS for number in took))
        killed = next(number for number, words in took.items() if words == EVERY_JOB)
        os.kill(killed, signal.SIGKILL)
        wait_until(lambda: sorted(workers(supervisor.pid).values()) == sorted(took.values()))
        assert killed not in workers(supervisor.pid), "another one has taken its place"
        children = descendants(supervisor.pid)
        supervisor.send_signal(signal.SIGINT)
        assert supervisor.wait(PATIENCE) == 0, log.read_text("utf-8")
    finally:
        supervisor.kill()
        supervisor.wait()
    wait_until(lambda: not any(map(alive, children)))


def workers(supervisor: int) -> dict[int, str]:
    """The background workers under a supervisor: number of the process and what it was started with."""
    listed = subprocess.run(["ps", "-eo", "pid=,args="], capture_output=True, text=True, check=True).stdout
    lines = dict(line.split(maxsplit=1) for line in listed.splitlines() if len(line.split()) > 1)
    mine = {str(number) for number in descendants(supervisor)}
    found = {int(number): words.partition(" -m ")[2] for number, words in lines.items() if number in mine}
    return {number: words for number, words in found.items() if words.startswith(EVERY_JOB)}


def wait_until(condition) -> None:
    """Look for the condition ten times a second, for `PATIENCE` seconds or somewhat more."""
    for _ in range(PATIENCE * 10):
        if condition():
            return
        time.sleep(0.1)
    pytest.fail("waited in vain")


def descendants(parent: int) -> list[int]:
    """Return the process numbers of children and their children."""
    listed = subprocess.run(["ps", "-eo", "pid=,ppid="], capture_output=True, text=True, check=True).stdout
    pairs = [tuple(map(int, line.split())) for line in listed.splitlines()]
    direct = [child for child, its_parent in pairs if its_parent == parent]
    return [*direct, *(deep for child in direct for deep in descendants(child))]


def alive(process: int) -> bool:
    """Tell whether the process still runs."""
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True
