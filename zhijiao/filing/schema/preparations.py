"""What has to be ready before a form is filled, where it is more than rows in the forms referred to.

The guide has a table of nine such states for 实习项目. A form declares them in ``Filing.preparations``; its pages show
each with a tick, or with what to do and where.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

Asked = Callable[[Any], QuerySet[Any]]
"""What is asked of a reader of the school's records (``summaries.Reader``, which stands above declarations)."""


@dataclass(frozen=True)
class Preparation:
    """One state: something is ``there``, and nothing is ``unfinished``.

    Attributes:
        label: the state in the words of the guide.
        form: label of the form in which it is reached.
        there: records of which at least one must exist.
        remedy: what to do as long as it is not reached.
        unfinished: records of which none may exist.
    """

    label: str
    form: str
    there: Asked
    remedy: str
    unfinished: Asked | None = None
