"""The program as a user starts it, for tests that want a process of its own; each start takes over a second."""

import os
import subprocess
import sys
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


@pytest.fixture(scope="session")
def migrated(tmp_path_factory) -> Path:
    """A SQLite file as `zhijiao migrate` leaves it, built once; whoever writes to it takes a copy."""
    home = tmp_path_factory.mktemp("migrated")
    file = home / "empty.sqlite3"
    done = command("migrate", "--no-input", DATABASE_URL=f"sqlite:///{file}", ZHIJIAO_HOME=str(home))
    assert done.returncode == 0, done.stderr
    return file
