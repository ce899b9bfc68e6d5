"""The inner ``class Filing(Declaration)`` of a form: how its records are keyed, listed, grouped and checked."""

from typing import Any, ClassVar

from django.core.exceptions import ImproperlyConfigured

from zhijiao.filing.schema.preparations import Preparation
from zhijiao.filing.schema.presence import Presence
from zhijiao.filing.schema.rolls import Roll
from zhijiao.filing.schema.row_checks import Check
from zhijiao.filing.schema.workflow import Workflow


class Declaration:
    """Settings of a form. A setting that does not exist is refused at start-up, with the place and the remedy."""

    #: Natural key within a school (and its period): import match, uniqueness, references.
    key: ClassVar[list[str]] = []
    #: Columns that name a record to a reader; the first text column of the key where empty.
    title: ClassVar[list[str]] = []
    #: Columns of the list as first seen; the clerk's own choice replaces it.
    listing: ClassVar[list[str]] = []
    #: Columns offered in the query bar.
    filters: ClassVar[list[str]] = []
    #: Order of the list; the natural key where empty. A leading ``-`` turns it round.
    ordering: ClassVar[list[str]] = []
    #: Sections of the page: heading → its first column; the rest follow as the class has them.
    sections: ClassVar[dict[str, str]] = {}
    #: Checks that look at more than one item.
    checks: ClassVar[list[Check]] = []
    #: Further sets of columns that may not repeat within a school.
    unique: ClassVar[list[list[str]]] = []
    #: Forms (labels such as ``general.Major``) that must have rows first; required Refs are implied.
    needs: ClassVar[list[str]] = []
    #: States of other forms that have to be reached first, shown on the pages with a tick or what is missing.
    preparations: ClassVar[list[Preparation]] = []
    #: A Ref each of whose records needs a row here (工作信息 covers every teacher).
    covers: ClassVar[str] = ""
    #: A Ref without whose records nothing is owed here (试点运行情况 follows the pilot).
    follows: ClassVar[str] = ""
    #: What one of those records has to be (成员信息 follows the groups that the school leads).
    follows_where: ClassVar[dict[str, Any]] = {}
    #: Which items tell who was there on a day (students enrolled, teachers at work, classes taught).
    presence: ClassVar[Presence | None] = None
    #: A Ref whose form has a menu place: its records show their rows of this form, which has no place of its own.
    part_of: ClassVar[str] = ""
    #: Whose rows the grid can be opened with, one for each (学生实习去向 of all students of a class).
    roll: ClassVar[Roll | None] = None
    #: Views besides the list, or besides the page of a record: name of the address → what it is called.
    boards: ClassVar[dict[str, str]] = {}
    record_boards: ClassVar[dict[str, str]] = {}
    #: Whose states decide when a record can be changed or deleted (案例上报).
    workflow: ClassVar[Workflow | None] = None
    #: The view that those above the schools open instead of the records, which are the school's own until it hands
    #: them up (案例上报); empty where they see the records themselves.
    above: ClassVar[str] = ""
    #: A full, valid row as a clerk would type it.
    example: ClassVar[dict[str, Any]] = {}
    #: One page per school (and period) instead of a list.
    single: ClassVar[bool] = False
    #: The whole form is private data (纪检工作).
    private_form: ClassVar[bool] = False

    def __init_subclass__(cls) -> None:
        """Refuse settings that no form has, so that a misspelt one is noticed."""
        known = {name for name in vars(Declaration) if not name.startswith("_")}
        unknown = sorted(name for name in vars(cls) if not name.startswith("_") and name not in known)
        if unknown:
            raise ImproperlyConfigured(
                f"{cls.__module__}: class Filing has unknown settings {', '.join(unknown)}; "
                f"known are {', '.join(sorted(known))}."
            )
