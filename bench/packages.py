"""``package.*``: a province's students sent to a second installation on this machine by carried file.

Each side is a folder with a SQLite database of its own, and every step a process, of which three are killed on the way.
An increment follows in which one student of a hundred has changed; both sides then prove what stands.
"""

import os
import resource
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from bench.measure import Line, say

TOTAL, QUICK_TOTAL = 1_000_000, 20_000
ENVIRON = {"ZHIJIAO_MODE": "development", "LOG_LEVEL": "WARNING"}
CODE = "450000"
TARGET = "complete, equal digests; an increment of 1 % <= 3 % of the full one"


class Side:
    """One installation: its folder and whose it is."""

    def __init__(self, folder: Path, node: str) -> None:
        self.folder = folder
        self.environ = {**os.environ, **ENVIRON, "ZHIJIAO_HOME": str(folder), "ZHIJIAO_EXCHANGE_NODE": node}
        self.environ.pop("DATABASE_URL", None)
        folder.mkdir(parents=True, exist_ok=True)

    def run(self, *words: str) -> str:
        """Run a command of the program to its end."""
        done = subprocess.run(
            [sys.executable, *words], env=self.environ, capture_output=True, text=True, check=False
        )
        if done.returncode:
            raise RuntimeError(f"{words}: {done.stderr[-3000:]}")
        return done.stdout

    def command(self, *words: str) -> str:
        """A command of ``zhijiao``."""
        return self.run("-m", "zhijiao", *words)

    def killed(self, seconds: float, *words: str) -> bool:
        """Start a command and kill it after some seconds; False if it had ended by then."""
        process = subprocess.Popen(
            [sys.executable, "-m", "zhijiao", *words],
            env=self.environ, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        try:
            process.wait(seconds)
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGKILL)
            process.wait()
            return True
        return False


def run(db: str, quick: bool) -> Iterator[Line]:
    """Send a province, killed three times, then an increment."""
    total = QUICK_TOTAL if quick else TOTAL
    with tempfile.TemporaryDirectory(dir=os.environ.get("BENCH_FOLDER")) as folder:
        ministry, province = Side(Path(folder, "m"), "ministry"), Side(Path(folder, "p"), CODE)
        _prepare(ministry, province, total)
        killed: list[str] = []
        full = _sent(ministry, province, "full", killed)
        yield Line(
            "package.full",
            db,
            sum(full),
            target=TARGET,
            note=f"{total:,} students: {_said(full)}; killed {killed}",
        )
        say(f"[{db}] {province.run('-c', CHANGE)}")
        some = _sent(ministry, province, "increment", [])
        share = sum(some) / sum(full)
        yield Line(
            "package.increment",
            db,
            sum(some),
            target=TARGET,
            note=f"{_said(some)}; {share:.1%} of the full one",
        )
        ends = [side.command("exchange", "verify") for side in (ministry, province)]
        digests = {end.split("总摘要 ")[1].split()[0] for end in ends}
        assert len(digests) == 1, ends


def _prepare(ministry: Side, province: Side, total: int) -> None:
    say(f"making {total:,} students")
    for side in (ministry, province):
        side.command("migrate", "-v", "0")
        side.run("-c", TREE)
    province.run("-c", FILL, str(total))
    for side in (ministry, province):
        side.command("exchange", "key", "--new")
    for side, other in ((ministry, province), (province, ministry)):
        file = side.folder / "other.json"
        file.write_text(other.command("exchange", "key"), encoding="utf-8")
        fingerprint = file.read_text(encoding="utf-8").split('"fingerprint": "')[1][:64]
        side.command("exchange", "key", "--register", str(file), "--fingerprint", fingerprint)


def _sent(ministry: Side, province: Side, kind: str, killed: list[str]) -> list[float]:
    """Processor seconds of making and of taking; with kills where it is the full package."""
    file, receipt = str(province.folder / "package.tar"), str(province.folder / "receipt.json")
    flags = ["--full"] if kind == "full" else []
    make = ["exchange", "make", *flags, "--to", file]
    take = ["exchange", "receive", file, "--receipt", receipt]
    times = []
    for side, words, waits in ((province, make, [25]), (ministry, take, [12, 60])):
        started, ended = _seconds(), False
        for seconds in waits if kind == "full" else []:
            ended = ended or not side.killed(seconds, *words)
            if not ended:
                killed.append(f"{words[1]} after {seconds} s")
        if not ended:
            say(side.command(*words).strip())
        times.append(_seconds() - started)
    say(province.command("exchange", "receive", receipt).strip())
    return times


def _seconds() -> float:
    """Processor time of all processes that have ended: the machine may have other work."""
    spent = resource.getrusage(resource.RUSAGE_CHILDREN)
    return spent.ru_utime + spent.ru_stime


def _said(times: list[float]) -> str:
    return f"made in {times[0]:.0f} s, taken in {times[1]:.0f} s"


_START = """
import os, sys, django
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "zhijiao.config.settings")
django.setup()
from bench import world
"""
TREE = f"{_START}world.tree(0)"
FILL = f"""{_START}
total = int(sys.argv[1])
_, schools = world.tree(-(-total // world.PER_SCHOOL))
world.fill_students(schools, total, lambda line: None)
"""
CHANGE = f"""{_START}
print(world.change_students(100), "students changed")
"""
