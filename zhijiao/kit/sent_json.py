"""JSON that a browser or a program sends."""

import json
from typing import Any


def read_sent(text: str | bytes) -> Any:
    """The value of a JSON text.

    Raises:
        ValueError: it is none, is nested deeper than Python goes, or holds NaN or Infinity, which JSON does not know.
    """
    try:
        return json.loads(text, parse_constant=_refuse)
    except RecursionError:
        raise ValueError("nested too deeply") from None


def _refuse(text: str) -> None:
    raise ValueError(f"{text} is no JSON")
