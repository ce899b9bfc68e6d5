"""The inner ``class Filing(Declaration)`` of a form: how its records are keyed, listed, grouped and checked."""

from typing import TYPE_CHECKING, Any, ClassVar

from django.core.exceptions import ImproperlyConfigured

if TYPE_CHECKING:
    from zhijiao.filing.checks import Check


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
    checks: ClassVar[list["Check"]] = []
    #: Further sets of columns that may not repeat within a school.
    unique: ClassVar[list[list[str]]] = []
    #: Forms (labels such as ``general.Major``) that must have rows first; required Refs are implied.
    needs: ClassVar[list[str]] = []
    #: A Ref each of whose records needs a row here (工作信息 covers every teacher).
    covers: ClassVar[str] = ""
    #: A full, valid row as a clerk would type it.
    example: ClassVar[dict[str, Any]] = {}
    #: One page per school (and period) instead of a list.
    single: ClassVar[bool] = False
    #: The whole form is private data (纪检工作).
    private_form: ClassVar[bool] = False

    def __init_subclass__(cls) -> None:
        """Refuse misspelt settings."""
        known = {name for name in vars(Declaration) if not name.startswith("_")}
        unknown = sorted(name for name in vars(cls) if not name.startswith("_") and name not in known)
        if unknown:
            raise ImproperlyConfigured(
                f"{cls.__module__}: class Filing has unknown settings {', '.join(unknown)}; "
                f"known are {', '.join(sorted(known))}."
            )
