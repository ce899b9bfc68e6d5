"""`zhijiao serve`: the web server and the background workers under one small supervisor.

Meant for a trial run and for one-machine installations; bigger ones start `gunicorn` and `zhijiao worker`
separately under the machine's own supervisor.
"""

import argparse
import os
import signal
import socket
import subprocess
import sys
import time

FIRST_PORT, LAST_PORT = 8000, 8099
RESTART_PAUSE = 2.0
"""Seconds before a worker that ended is started again."""
STOP_PATIENCE = 10.0
"""Seconds the children get to end by themselves."""

ENDING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
"""Signals that end the supervisor: Ctrl-C, a stop by the system, a closed terminal."""


def serve(words: list[str]) -> int:
    """Run until interrupted; return the exit status of the web server (0 after an interrupt)."""
    options = _options(words)
    _refuse_demo_accounts()
    port = options.port or free_port(options.host)
    if options.port and not is_free(options.host, port):
        print(f"端口 {port} 已被占用，请换一个，例如 --port {port + 1}。", file=sys.stderr)
        return 1
    children = Children(options.host, port, options.processes, options.workers if options.worker else 0)
    for number in ENDING:
        signal.signal(number, _interrupt)
    try:
        web = children.start()
        if not _answers(_local(options.host), port, web):
            return web.poll() or 1
        _announce(options.host, port)
        return children.watch(web)
    except KeyboardInterrupt:
        print("\n正在停止 …", flush=True)
        return 0
    finally:
        for number in ENDING:  # an impatient second Ctrl-C must not leave children behind
            signal.signal(number, signal.SIG_IGN)
        children.stop()


class Children:
    """The processes under supervision, each leading its own group: one web server, and workers.

    The first worker takes every job. A second one takes none below the usual priority, so that an import does not wait
    for a report that is under way.
    """

    def __init__(self, host: str, port: int, processes: int, workers: int):
        python = sys.executable
        self.web_command = [
            *(python, "-m", "gunicorn", "zhijiao.config.wsgi:application"),
            *("--config", "python:zhijiao.config.web_server"),
            *("--bind", f"{host}:{port}", "--workers", str(processes)),
            *("--no-control-socket", "--log-level", "warning"),
        ]
        every_job = [python, "-m", "zhijiao", "worker"]
        self.worker_commands = [every_job, [*every_job, "--min-priority", "0"]][:workers]
        self.web: subprocess.Popen[bytes] | None = None
        self.workers: list[subprocess.Popen[bytes]] = []
        self.workers_due = [0.0] * len(self.worker_commands)

    def start(self) -> subprocess.Popen[bytes]:
        """Start all; the web server."""
        self.web = web = _spawn(self.web_command)
        self.workers = [_spawn(command) for command in self.worker_commands]
        return web

    def watch(self, web: subprocess.Popen[bytes]) -> int:
        """Wait for the web server to end; meanwhile start a worker that ended anew."""
        while (status := web.poll()) is None:
            for number in range(len(self.workers)):
                self._mend_worker(number)
            time.sleep(0.5)
        return status

    def _mend_worker(self, number: int) -> None:
        worker = self.workers[number]
        if worker.poll() is None:
            return
        if not self.workers_due[number]:
            print(f"后台任务进程意外结束（状态 {worker.returncode}），即将重新启动。", file=sys.stderr)
            self.workers_due[number] = time.monotonic() + RESTART_PAUSE
        elif time.monotonic() >= self.workers_due[number]:
            self.workers[number], self.workers_due[number] = _spawn(self.worker_commands[number]), 0.0

    def stop(self) -> None:
        """End all with everything they started: politely first, by force after `STOP_PATIENCE`."""
        running = [child for child in (self.web, *self.workers) if child and child.poll() is None]
        for child in running:
            child.terminate()
        deadline = time.monotonic() + STOP_PATIENCE
        for child in running:
            try:
                child.wait(max(0.1, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                os.killpg(child.pid, signal.SIGKILL)
                child.wait()


def is_free(host: str, port: int) -> bool:
    """Tell whether a server could listen there."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
    return True


def free_port(host: str) -> int:
    """Return the first free port from 8000 on."""
    for port in range(FIRST_PORT, LAST_PORT + 1):
        if is_free(host, port):
            return port
    raise SystemExit(f"端口 {FIRST_PORT}–{LAST_PORT} 全部被占用，请用 --port 指定一个。")


def _options(words: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="zhijiao serve", description="启动网站和后台任务进程。")
    parser.add_argument("--host", default="127.0.0.1", help="监听地址，默认只对本机开放")
    parser.add_argument("--port", type=int, help="端口；不填则从 8000 起找第一个空闲的")
    parser.add_argument("--processes", type=int, default=2, help="网站进程数")
    parser.add_argument(
        "--workers",
        type=int,
        choices=(1, 2),
        default=2,
        help="后台任务进程数：2 时其中一个不做报表等低优先级任务，导入不必等待；内存紧张时用 1",
    )
    parser.add_argument("--no-worker", dest="worker", action="store_false", help="不启动后台任务进程")
    return parser.parse_args(words)


def _spawn(command: list[str]) -> subprocess.Popen[bytes]:
    return subprocess.Popen(command, start_new_session=True)  # noqa: S603  our own fixed words


def _interrupt(_signal, _frame) -> None:
    raise KeyboardInterrupt


def _local(host: str) -> str:
    """Return the address under which this machine reaches a server that listens on `host`."""
    return "127.0.0.1" if host in {"", "0.0.0.0"} else host  # noqa: S104  compared, not bound


def _answers(host: str, port: int, web: subprocess.Popen[bytes]) -> bool:
    """Wait until the server accepts connections; give up when it ends."""
    while web.poll() is None:
        try:
            with socket.create_connection((host, port), timeout=1):
                return True
        except OSError:
            time.sleep(0.1)
    return False


def _refuse_demo_accounts() -> None:
    """Stop at once, with the remedy, what every web process would refuse to do."""
    import django

    django.setup()
    from zhijiao.demo.guard import refuse_demo_accounts

    refuse_demo_accounts()


def _announce(host: str, port: int) -> None:
    """Print the address and, in a demo, the accounts to try."""
    from django.conf import settings

    from zhijiao.demo.accounts import listing

    shown = _local(host)
    print(f"\n职教管理信息系统已启动：http://{shown}:{port}/    （管理端 http://{shown}:{port}/manage/）")
    if settings.MODE == "demo":
        print(listing())
    print("按 Ctrl-C 停止。", flush=True)
