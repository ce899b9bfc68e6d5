"""A warmed-up process and its copies, measured; started by `bench.start` with the key of a session."""

import io
import json
import os
import sys
import time

from zhijiao.config.wsgi import application

from zhijiao.config.warm_up import warm_up  # isort: skip  needs the applications that the line above loads
from django.conf import settings

PROCESSES = 2


def _measure(session: str) -> None:
    """The means over the copies, as JSON: seconds of the first page and of the next, MB."""
    warm_up()
    ends = [_copied(session) for _ in range(PROCESSES)]
    figures = [[float(word) for word in os.read(answers, 200).split()] for answers, _ in ends]
    memory = [_pss_mb(pid) for _, pid in ends]
    for _, pid in ends:
        os.kill(pid, 9)
        os.waitpid(pid, 0)
    first, later = (sum(each) / PROCESSES for each in zip(*figures, strict=True))
    print(json.dumps([first, later, sum(memory) / PROCESSES]))


def _copied(session: str) -> tuple[int, int]:
    """A copy of this process that opens the page twice and waits: where it says what that cost, and its number."""
    reading, writing = os.pipe()
    if pid := os.fork():
        os.close(writing)
        return reading, pid
    taken = [_opened(session) for _ in range(2)]
    os.write(writing, " ".join(map(str, taken)).encode())
    while True:
        time.sleep(60)


def _opened(session: str) -> float:
    """Seconds of processor time of one page."""
    environ = {
        "REQUEST_METHOD": "GET", "PATH_INFO": "/forms/student/", "SERVER_NAME": "testserver", "SERVER_PORT": "80",
        "SERVER_PROTOCOL": "HTTP/1.1", "wsgi.url_scheme": "http", "wsgi.input": io.BytesIO(), "wsgi.errors": sys.stderr,
        "HTTP_COOKIE": f"{settings.SESSION_COOKIE_NAME}={session}",
    }  # fmt: skip
    statuses: list[str] = []
    start = time.process_time()
    b"".join(application(environ, lambda status, _headers: statuses.append(status)))
    assert statuses == ["200 OK"], statuses
    return time.process_time() - start


def _pss_mb(pid: int) -> float:
    """Memory of a process with what is shared divided by those who share it, in MB (Linux)."""
    with open(f"/proc/{pid}/smaps_rollup", encoding="ascii") as lines:
        return sum(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1024


if __name__ == "__main__":
    _measure(sys.argv[1])
