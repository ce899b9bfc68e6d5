"""The program as a user starts it, for tests that want a process of its own; each start takes over a second."""

import fcntl
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


def command(*words: str, **environ: str) -> subprocess.CompletedProcess:
    """Run this tree's command `zhijiao` as a user would, with this environment and nothing else of ours."""
    kept = {key: os.environ[key] for key in ("PATH", "HOME", "LANG") if key in os.environ}
    kept["PYTHONPATH"] = str(ROOT)
    return subprocess.run(
        [sys.executable, "-m", "zhijiao", *words],
        env={**kept, **environ},
        cwd=environ.get("ZHIJIAO_HOME", ROOT),
        capture_output=True,
        text=True,
        check=False,
    )


def made_once(tmp_path_factory, name: str, make: Callable[[Path], object]) -> Path:
    """Return a file of the whole run, made by the first of its workers that asks for it."""
    folder = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        folder = folder.parent
    file, unfinished = folder / name, folder / f"{name}.unfinished"
    with (folder / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not file.exists():
            make(unfinished)
            unfinished.rename(file)
    return file


def migrate(address: str, home: Path) -> None:
    """Build a database as an operator does."""
    done = command("migrate", "--no-input", DATABASE_URL=address, ZHIJIAO_HOME=str(home))
    assert done.returncode == 0, done.stderr


@pytest.fixture(scope="session")
def migrated(tmp_path_factory) -> Path:
    """A SQLite file as `zhijiao migrate` leaves it; whoever writes to it takes a copy."""
    return made_once(
        tmp_path_factory, "empty.sqlite3", lambda file: migrate(f"sqlite:///{file}", file.parent)
    )
