"""What a rule is, and the decorator that declares one.

A rule is one function over :class:`~zhijiao.quality.data.Data`. It looks at all schools it is given at once and returns
the records that break it: a query over its form, whose columns and annotations the message names, or ``Hit``s.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from string import Formatter
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ImproperlyConfigured
from django.db.models import QuerySet, TextChoices

from zhijiao.catalogue.matrix import SCHOOL_TYPES

if TYPE_CHECKING:
    from zhijiao.quality.data import Data


class Level(TextChoices):
    """The three classes, as the state's statistics use them; ``rank`` puts the gravest first."""

    LOGIC = "logic", "逻辑校验"
    EXPERIENCE = "experience", "经验校验"
    HINT = "hint", "提示"

    @property
    def rank(self) -> int:
        """0 for the gravest."""
        return list(Level).index(self)


class Kind(TextChoices):
    """What a rule compares."""

    RECORD = "record", "记录内"
    FORMS = "forms", "表间"
    LAST_YEAR = "last_year", "与上年比较"
    AREA = "area", "跨学校"


@dataclass(frozen=True, slots=True)
class Hit:
    """One break of a rule: which record of the rule's form (0: the form as a whole), and the values the message names.

    ``others`` are further records as (school id, form key, record id); ``link`` ties the findings of an area rule that
    belong together (a blind index).
    """

    school_id: int
    record_id: int = 0
    values: dict[str, Any] = field(default_factory=dict)
    others: tuple[tuple[int, str, int], ...] = ()
    link: str = ""


Found = QuerySet | Iterable[Hit]


@dataclass(frozen=True, eq=False)
class Rule:
    """A declared rule.

    Attributes:
        key: stable name; findings are stored under it.
        title: what is wrong, in Chinese, without values.
        level: class; says what a finding asks of the school.
        kind: what is compared.
        form: label of the form whose records are judged; whoever may see it sees the findings.
        column: item of the form where the finding is shown.
        office: 业务归口, the office of a school that has to know.
        source: regulation or standard behind it.
        message: sentence with ``{names}`` of columns, annotations or values.
        remedy: what to do about it.
        reads: labels of further forms that are read.
        since: key of the first round it holds in.
        types: kinds of school it holds for.
        person: for an area rule, the reference that leads to the form whose private number is compared.
        number: for an area rule, the private column compared.
        figures: keys of the thresholds it compares with.
    """

    key: str
    title: str
    level: Level
    kind: Kind
    form: str
    column: str
    office: str
    source: str
    message: str
    remedy: str
    run: Callable[["Data"], Found]
    reads: tuple[str, ...] = ()
    since: str = "2020"
    types: tuple[str, ...] = SCHOOL_TYPES
    person: str = ""
    number: str = ""
    figures: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """What the message names."""
        return tuple(dict.fromkeys(name for _, name, _, _ in Formatter().parse(self.message) if name))

    @property
    def forms(self) -> tuple[str, ...]:
        """Labels of all forms it reads, its own first."""
        return tuple(dict.fromkeys((self.form, *self.reads)))

    @property
    def sample(self) -> str:
        """The message with dots for values."""
        return self.message.format_map(dict.fromkeys(self.names, "…"))

    def say(self, values: dict[str, str]) -> str:
        """The message with values."""
        return self.message.format_map({name: values.get(name, "—") for name in self.names})


_declared: dict[str, Rule] = {}


def rule(
    title: str,
    level: Level,
    *,
    form: str,
    column: str,
    office: str,
    source: str,
    message: str,
    remedy: str,
    reads: Sequence[str] = (),
    kind: Kind | None = None,
    **more: Any,
) -> Callable[[Callable], Callable]:
    """Declare the function below as a rule; its name is the rule's key.

    Raises:
        ImproperlyConfigured: two rules share a name.
    """

    def declare(run: Callable[["Data"], Found]) -> Callable[["Data"], Found]:
        key = run.__name__
        if key in _declared:
            raise ImproperlyConfigured(f"Two rules are called {key!r}; findings are stored under the name.")
        guessed = Kind.FORMS if reads else Kind.RECORD
        _declared[key] = Rule(
            key=key,
            title=title,
            level=level,
            kind=kind or guessed,
            form=form,
            column=column,
            office=office,
            source=source,
            message=message,
            remedy=remedy,
            run=run,
            reads=tuple(reads),
            **more,
        )
        return run

    return declare


def declared() -> dict[str, Rule]:
    """All rules declared so far, by key."""
    return _declared
