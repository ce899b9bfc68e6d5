"""``throughput``: list pages a second of two commits, each with its own server and database on PostgreSQL, in turns.

Two web processes, eight connections, three thousand students. The other commit is checked out beside this one and run
with this one's libraries, so it must be one of the project's later ones.
"""

import contextlib
import os
import secrets
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bench.databases import postgresql_database
from bench.measure import Line, say
from zhijiao.config.serve import free_port

CONNECTIONS, PROCESSES, STUDENTS = 8, 2, 3_000
ROUNDS, SECONDS = 7, 4.0
HERE = Path(__file__).resolve().parent.parent
PAGE = "/forms/student/"

FILL = """
import django
django.setup()
from django.conf import settings
from django.core.management import call_command
from bench import world
call_command("migrate", verbosity=0)
_, schools = world.tree(2)
world.fill_students(schools, {students}, lambda text: None)
cookie = world.client(schools[0], "school_clerk").cookies[settings.SESSION_COOKIE_NAME]
print(cookie.key, cookie.value)
"""


@dataclass(frozen=True)
class Served:
    """A server that answers, and the cookie of somebody signed in there."""

    port: int
    cookie: str

    def request(self) -> bytes:
        """The request of a list page."""
        return f"GET {PAGE} HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: {self.cookie}\r\nConnection: close\r\n\r\n".encode()


def against(commit: str) -> Iterator[Line]:
    """Both servers loaded in turns; the line's peer is the other commit, and seconds are those of one page."""
    with _checked_out(commit) as there, _served(HERE) as ours, _served(there) as theirs:
        rates: dict[int, list[float]] = {ours.port: [], theirs.port: []}
        for number in range(ROUNDS + 1):
            for served in (ours, theirs):
                rate = _rate(served)
                say(f"{'ours' if served is ours else commit}: {rate:.0f} pages a second")
                if number:  # the first round warms both
                    rates[served.port].append(rate)
        mine, other = (statistics.median(each) for each in rates.values())
    yield Line(
        "throughput", "postgresql", 1 / mine, peer=f"commit {commit}", peer_s=1 / other, target=">= 2.5 x",
        note=f"{mine:.0f} against {other:.0f} list pages a second; {PROCESSES} processes, {CONNECTIONS} connections",
    )  # fmt: skip


@contextlib.contextmanager
def _checked_out(commit: str) -> Iterator[Path]:
    """The other commit in a folder of its own."""
    with tempfile.TemporaryDirectory() as folder:
        there = Path(folder) / "tree"
        git = ["git", "-C", str(HERE), "worktree"]
        subprocess.run([*git, "add", "--detach", "-q", str(there), commit], check=True)
        try:
            yield there
        finally:
            subprocess.run([*git, "remove", "--force", str(there)], check=True)


@contextlib.contextmanager
def _served(tree: Path) -> Iterator[Served]:
    """A tree's own web server over a filled database."""
    with postgresql_database() as url, tempfile.TemporaryDirectory() as home:
        environment = {
            **os.environ, "DATABASE_URL": url, "ZHIJIAO_MODE": "demo", "ZHIJIAO_HOME": home, "PYTHONPATH": str(tree),
            "DJANGO_SETTINGS_MODULE": "zhijiao.config.settings", "LOG_LEVEL": "ERROR",
            "ZHIJIAO_SECRET_KEY": secrets.token_urlsafe(48), "ZHIJIAO_MASTER_KEY": secrets.token_urlsafe(48),
        }  # fmt: skip
        fill = [sys.executable, "-c", FILL.format(students=STUDENTS)]
        filled = subprocess.run(
            fill, cwd=tree, env=environment, stdout=subprocess.PIPE, text=True, check=True
        )
        name, value = filled.stdout.split()[-2:]
        port = free_port("127.0.0.1")
        command = [
            *(sys.executable, "-m", "gunicorn", "zhijiao.config.wsgi:application", "--no-control-socket"),
            *("--bind", f"127.0.0.1:{port}", "--workers", str(PROCESSES), "--log-level", "error"),
        ]
        if (tree / "zhijiao" / "config" / "web_server.py").exists():
            command += ["--config", "python:zhijiao.config.web_server"]
        with subprocess.Popen(command, cwd=tree, env=environment) as server:
            try:
                yield _answering(Served(port, f"{name}={value}"))
            finally:
                server.terminate()


def _answering(served: Served) -> Served:
    for _ in range(120):
        with contextlib.suppress(OSError):
            if b" 200 " in _answer(served)[:20]:
                return served
        time.sleep(0.5)
    raise SystemExit(f"the server on port {served.port} does not answer with the page")


def _answer(served: Served) -> bytes:
    with socket.create_connection(("127.0.0.1", served.port), timeout=30) as connection:
        connection.sendall(served.request())
        parts = []
        while part := connection.recv(262_144):
            parts.append(part)
    return b"".join(parts)


def _rate(served: Served) -> float:
    """Pages a second over all connections."""
    counts = [0] * CONNECTIONS
    end = time.monotonic() + SECONDS

    def ask(place: int) -> None:
        while time.monotonic() < end:
            answer = _answer(served)
            if b" 200 " not in answer[:20]:
                raise SystemExit(f"the page failed: {answer[:200]!r}")
            counts[place] += 1

    threads = [threading.Thread(target=ask, args=(place,)) for place in range(CONNECTIONS)]
    start = time.monotonic()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sum(counts) / (time.monotonic() - start)
