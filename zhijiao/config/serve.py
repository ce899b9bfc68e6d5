"""`zhijiao serve`: the web server and the background worker under one small supervisor.

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
    children = Children(options.host, port, options.processes, options.worker)
    for number in ENDING:
        signal.signal(number, _interrupt)
    try:
        children.start()
        if not _answers(_local(options.host), port, children):
            return children.web.poll() or 1
        _announce(options.host, port)
        return children.watch()
    except KeyboardInterrupt:
        print("\n正在停止 …", flush=True)
        return 0
    finally:
        for number in ENDING:  # an impatient second Ctrl-C must not leave children behind
            signal.signal(number, signal.SIG_IGN)
        children.stop()


class Children:
    """The processes under supervision: one web server and at most one worker, each leading its own group."""

    def __init__(self, host: str, port: int, processes: int, with_worker: bool):
        python = sys.executable
        self.web_command = [
            *(python, "-m", "gunicorn", "zhijiao.config.wsgi:application"),
            *("--bind", f"{host}:{port}", "--workers", str(processes), "--timeout", "120"),
            *("--no-control-socket", "--log-level", "warning"),
        ]
        self.worker_command = [python, "-m", "zhijiao", "worker"] if with_worker else None
        self.web = self.worker = None
        self.worker_due = 0.0

    def start(self) -> None:
        """Start both."""
        self.web = _spawn(self.web_command)
        if self.worker_command:
            self.worker = _spawn(self.worker_command)

    def watch(self) -> int:
        """Wait for the web server to end; meanwhile start a worker that ended anew."""
        while self.web.poll() is None:
            self._mend_worker()
            time.sleep(0.5)
        return self.web.returncode

    def _mend_worker(self) -> None:
        if not self.worker or self.worker.poll() is None:
            return
        if not self.worker_due:
            print(f"后台任务进程意外结束（状态 {self.worker.returncode}），即将重新启动。", file=sys.stderr)
            self.worker_due = time.monotonic() + RESTART_PAUSE
        elif time.monotonic() >= self.worker_due:
            self.worker, self.worker_due = _spawn(self.worker_command), 0.0

    def stop(self) -> None:
        """End both with everything they started: politely first, by force after `STOP_PATIENCE`."""
        running = [child for child in (self.web, self.worker) if child and child.poll() is None]
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
    parser.add_argument("--no-worker", dest="worker", action="store_false", help="不启动后台任务进程")
    return parser.parse_args(words)


def _spawn(command: list[str]) -> subprocess.Popen:
    return subprocess.Popen(command, start_new_session=True)  # noqa: S603  our own fixed words


def _interrupt(_signal, _frame) -> None:
    raise KeyboardInterrupt


def _local(host: str) -> str:
    """Return the address under which this machine reaches a server that listens on `host`."""
    return "127.0.0.1" if host in {"", "0.0.0.0"} else host  # noqa: S104  compared, not bound


def _answers(host: str, port: int, children: Children) -> bool:
    """Wait until the server accepts connections; give up when it ends."""
    while children.web.poll() is None:
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
