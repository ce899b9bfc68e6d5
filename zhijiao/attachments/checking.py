"""Having an uploaded file judged in a process of its own, so that no file can hurt web or worker."""

import logging
from collections.abc import Sequence
from typing import Any

from zhijiao.attachments.kinds import HURTS
from zhijiao.kit import bare_process
from zhijiao.workbooks.markup import FileRefused

SECONDS = 13
PROGRAM = bare_process.BareProgram("zhijiao.attachments.child", ("PIL",))
log = logging.getLogger(__name__)


def judged(data: bytes, accepted: Sequence[str]) -> tuple[str, bytes]:
    """The kind of a file and the bytes to keep of it.

    Raises:
        FileRefused: the file cannot be taken; says why and what to do.
    """
    kind, kept = _ask("judge", data, accepted=tuple(accepted))
    return str(kind), bytes(kept)


def thumbnail(data: bytes, kind: str) -> bytes:
    """A small copy of a picture that has been judged.

    Raises:
        FileRefused: it cannot be drawn.
    """
    return bytes(_ask("thumbnail", data, kind=kind))


def _ask(what: str, data: bytes, **how: Any) -> Any:
    try:
        refused, result = bare_process.run(PROGRAM, what, data, SECONDS, **how)
    except bare_process.ChildDied as died:
        log.warning("looking at an attached file %s", died)
        raise FileRefused(HURTS) from None
    if refused:
        raise FileRefused(refused)
    return result
