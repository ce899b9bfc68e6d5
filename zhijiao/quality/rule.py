"""What a rule is, and the decorator that declares one.

A rule is one function over :class:`~zhijiao.quality.rule_data.RuleData`. It looks at all schools it is given at
once and returns the records that break it: a query over its form, whose columns and annotations the message names, or
``Hit``s.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from string import Formatter
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ImproperlyConfigured
from django.db.models import QuerySet, TextChoices

from zhijiao.catalogue.matrix import SCHOOL_TYPES

if TYPE_CHECKING:
    from zhijiao.quality.rule_data import RuleData


class Severity(TextChoices):
    """The three classes, as the state's statistics use them; ``rank`` puts the gravest first."""

    LOGIC = "logic", "逻辑校验"
    EXPERIENCE = "experience", "经验校验"
    HINT = "hint", "提示"

    @property
    def rank(self) -> int:
        """The place of the class by gravity, 0 for the gravest."""
        return list(Severity).index(self)


class RuleKind(TextChoices):
    """Between what a rule compares: items of a record, forms, years, schools."""

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
        compares: labels of the forms that its own form is set against; a school of which the round does not ask for
            one of them, or asks for another part of the institution, is not judged.
        since: key of the first round it holds in.
        types: kinds of school it holds for.
        together: the records of a school that break it make one finding, which lists them; the message may name
            ``{rows}``, their number, and nothing else.
        person: for an area rule, the reference that leads to the form whose private number is compared.
        number: for an area rule, the private column compared.
        figures: keys of the thresholds it compares with.
    """

    key: str
    title: str
    level: Severity
    kind: RuleKind
    form: str
    column: str
    office: str
    source: str
    message: str
    remedy: str
    run: Callable[["RuleData"], Found]
    reads: tuple[str, ...] = ()
    compares: tuple[str, ...] = ()
    since: str = "2020"
    types: tuple[str, ...] = SCHOOL_TYPES
    together: bool = False
    person: str = ""
    number: str = ""
    figures: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the values that the rule's message mentions."""
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
        """The rule's message with the values filled in."""
        return self.message.format_map({name: values.get(name, "—") for name in self.names})


_declared: dict[str, Rule] = {}


def rule(
    title: str,
    level: Severity,
    *,
    form: str,
    column: str,
    office: str,
    source: str,
    message: str,
    remedy: str,
    reads: Sequence[str] = (),
    compares: Sequence[str] | None = None,
    kind: RuleKind | None = None,
    **more: Any,
) -> Callable[[Callable], Callable]:
    """Declare the function below as a rule; its name is the rule's key.

    ``compares`` is ``reads`` unless given: give ``()`` where other forms are only looked up by reference, and name the
    rule's own form where its being empty is what is judged.

    Raises:
        ImproperlyConfigured: two rules share a name.
    """

    def declare(run: Callable[["RuleData"], Found]) -> Callable[["RuleData"], Found]:
        key = run.__name__
        if key in _declared:
            raise ImproperlyConfigured(f"Two rules are called {key!r}; findings are stored under the name.")
        guessed = RuleKind.FORMS if reads else RuleKind.RECORD
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
            compares=tuple(reads if compares is None else compares),
            **more,
        )
        return run

    return declare


def declared() -> dict[str, Rule]:
    """All rules declared so far, by key."""
    return _declared
