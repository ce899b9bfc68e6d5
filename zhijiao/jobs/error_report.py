"""What is kept of an error: its class and where it happened; never its message or values, which could name people."""

import traceback

_ENGINE = ("perform", "call")
"""Functions between the worker and the code of a job, which say nothing."""
_MOST_FRAMES = 20
_MOST_CHARACTERS = 8000


def class_path(error: BaseException) -> str:
    """The full name of the class of an error."""
    return f"{type(error).__module__}.{type(error).__qualname__}"[:200]


def frames(error: BaseException) -> str:
    """Where it happened, and what caused it."""
    parts, seen = [], set()
    link: BaseException | None = error
    while link is not None and id(link) not in seen:
        seen.add(id(link))
        where = [f for f in traceback.extract_tb(link.__traceback__) if f.name not in _ENGINE][-_MOST_FRAMES:]
        parts.append("\n".join([class_path(link), *(f"  {f.filename}:{f.lineno} {f.name}" for f in where)]))
        link = link.__cause__ or (None if link.__suppress_context__ else link.__context__)
    return "\n\n".join(parts)[:_MOST_CHARACTERS]
