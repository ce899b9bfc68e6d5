"""The inside of a process that looks at one uploaded file and ends; see :mod:`zhijiao.kit.bare_process`.

Nothing here may import Django: the process starts in a few hundredths of a second and knows no secrets.
"""

import io
import pickle
import sys
import traceback
from collections.abc import Callable, Mapping
from typing import Any

MEMORY = 460 * 1024 * 1024
CPU_SECONDS = 10


def limit() -> None:
    """Hold this process to its memory and time, where the system can."""
    try:
        import resource
    except ImportError:
        return
    for kind, most in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CPU, CPU_SECONDS),
        (resource.RLIMIT_CORE, 0),
    ):
        try:
            resource.setrlimit(kind, (most, most))
        except (ValueError, OSError):
            continue


def serve(acts: Mapping[str, Callable[..., Any]], refusal: type[Exception], hurts: str) -> int:
    """Do what the caller asks for; answer (refusal, result). Memory that runs out is answered with ``hurts``."""
    limit()
    asked = io.BytesIO(sys.stdin.buffer.read())
    what, how = pickle.load(asked)  # noqa: S301  (from our own program)
    try:
        answer = answer_to(acts[what], refusal, asked.read(), **how)
    except MemoryError:
        answer = (hurts, None)
    except Exception as error:
        # The message may quote the file, which may hold private values; the place is enough.
        sys.stderr.write(f"{type(error).__name__}\n" + "".join(traceback.format_tb(error.__traceback__)[-3:]))
        return 1
    pickle.dump(answer, sys.stdout.buffer, protocol=5)
    sys.stdout.buffer.flush()
    return 0


def answer_to(act: Callable[..., Any], refusal: type[Exception], data: bytes, **how: Any) -> tuple[str, Any]:
    """The refusal (empty if there is none) and the result of one act."""
    try:
        return "", act(data, **how)
    except refusal as refused:
        return str(refused), None
