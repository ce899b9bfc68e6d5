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

PATIENCE = 60
"""Seconds for a cold start on a busy machine."""


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
        assert len(children) >= 2
        supervisor.send_signal(signal.SIGINT)
        assert supervisor.wait(PATIENCE) == 0, log.read_text("utf-8")
    finally:
        supervisor.kill()
        supervisor.wait()
    wait_until(lambda: not any(map(alive, children)))


def wait_until(condition) -> None:
    """Wait for the condition, `PATIENCE` seconds at most."""
    deadline = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.1)


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
