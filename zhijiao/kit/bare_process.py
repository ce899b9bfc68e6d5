"""Letting a process of its own look at an uploaded file, so that no file can hurt the program that asks.

The process knows nothing but the file: no keys, no database. It has a limit of memory and of time; whatever it hands
back is taken for data, and nothing in it can call anything. The other side is :mod:`zhijiao.kit.bare_child`.
"""

import io
import os
import pickle
import subprocess
import sys
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

MOST_ANSWER = 80 * 1024 * 1024
ZHIJIAO = Path(__file__).parents[2]


class ChildDied(RuntimeError):
    """The process took too long, fell over its limits, or answered nothing; the text is for the log of the program."""


@dataclass(frozen=True)
class BareProgram:
    """A module to run without site packages, but for the ``packages`` named; ``taken`` are classes of its answers."""

    module: str
    packages: tuple[str, ...] = ()
    taken: frozenset[tuple[str, str]] = frozenset()

    @property
    def command(self) -> list[str]:
        """What is started. Without site: what it loads costs more than the reading of a small file."""
        return [sys.executable, "-S", "-m", self.module]

    @property
    def folders(self) -> list[Path]:
        """Where the program and the packages are installed."""
        return [ZHIJIAO, *map(_folder_of, self.packages)]


def run(program: BareProgram, what: str, data: bytes, seconds: float, **how: Any) -> tuple[str, Any]:
    """The refusal (empty if there is none) and the result of one act of the program.

    Raises:
        ChildDied: it did not come to an answer.
    """
    process = subprocess.Popen(  # noqa: S603  (our own program, no words of a user)
        program.command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={
            "PYTHONPATH": os.pathsep.join(map(str, program.folders)),
            "LANG": "C.UTF-8",
            "PATH": os.defpath,
            "MALLOC_ARENA_MAX": "1",
        },
        cwd="/",
    )
    try:
        answer, said = process.communicate(pickle.dumps((what, how)) + data, timeout=seconds)
    except subprocess.TimeoutExpired:
        process.kill()
        process.communicate()
        raise ChildDied(f"took more than {seconds} seconds") from None
    if process.returncode or not answer or len(answer) > MOST_ANSWER:
        raise ChildDied(f"ended with {process.returncode}: {said[-500:].decode(errors='replace')}")
    refused, result = PlainAnswer(io.BytesIO(answer), program.taken).load()
    return refused, result


class PlainAnswer(pickle.Unpickler):
    """Takes values and the classes named, nothing else."""

    def __init__(self, file: io.BytesIO, taken: frozenset[tuple[str, str]]) -> None:
        super().__init__(file)
        self._taken = taken

    def find_class(self, module: str, name: str) -> Any:
        """One of the classes that an answer may hold."""
        if (module, name) in self._taken:
            return super().find_class(module, name)
        raise pickle.UnpicklingError(f"{module}.{name} is no part of an answer")


def _folder_of(package: str) -> Path:
    """Where a package is installed."""
    spec = find_spec(package)
    if spec is None or spec.origin is None:
        raise ImportError(f"{package} is not installed")
    return Path(spec.origin).parents[1]
