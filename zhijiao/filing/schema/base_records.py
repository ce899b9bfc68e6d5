"""Base classes of all records, and the manager that answers nobody it has not been told of.

A record belongs to one school. Every unique key and index of its table begins with the school, so that tables can be
partitioned or distributed by it later.
"""

from hashlib import blake2s
from typing import Any, ClassVar

from django.db import models
from django.db.models.base import ModelBase

from zhijiao.filing.schema.declaration import Declaration
from zhijiao.filing.schema.facts import BLIND_SUFFIX
from zhijiao.filing.schema.fields import FormField, Ref
from zhijiao.filing.schema.lookups import Lookup
from zhijiao.kit.periods import Period


class UnscopedQuery(RuntimeError):
    """A query for records that did not come through the gate (:mod:`zhijiao.filing.records.access`)."""


class GuardedManager(models.Manager[Any]):
    """The usual manager: refuses to query, because it has not been told for whom."""

    def get_queryset(self) -> models.QuerySet[Any]:
        """Always refuses.

        Raises:
            UnscopedQuery: ask ``access.rows(actor, form, action)`` instead.
        """
        raise UnscopedQuery(f"{self.model._meta.label}: ask access.rows(actor, form, action) for records.")


def _short(*parts: str) -> str:
    """An index name of at most 30 characters, the same at every start."""
    name = "_".join(parts)
    return name if len(name) <= 30 else f"{name[:21]}_{blake2s(name.encode(), digest_size=4).hexdigest()}"


class RecordBase(ModelBase):
    """Adds to each form's table the keys and indexes that its declaration implies."""

    def __new__(mcs, name: str, bases: tuple[type, ...], attrs: dict[str, Any], **kwargs: Any) -> type:
        """Complete ``Meta`` before Django reads it."""
        filing = attrs.get("Filing")
        if filing is not None:
            meta: Any = attrs.get("Meta") or type("Meta", (), {})
            slug = form_key_of(name)
            period = next((base.period for base in bases if hasattr(base, "period")), Period.STANDING)
            meta.constraints = [
                *getattr(meta, "constraints", []),
                _key_constraint(slug, period, filing, attrs),
            ]
            meta.indexes = [*getattr(meta, "indexes", []), *_indexes(slug, attrs)]
            attrs["Meta"] = meta
        return super().__new__(mcs, name, bases, attrs, **kwargs)


def form_key_of(name: str) -> str:
    """``TeacherTitle`` → ``teacher_title``: the form's key from its class name."""
    return "".join(
        f"_{letter.lower()}" if letter.isupper() and i else letter.lower() for i, letter in enumerate(name)
    )


def _key_constraint(
    slug: str, period: Period, filing: type[Declaration], attrs: dict[str, Any]
) -> models.UniqueConstraint:
    """School, period and natural key occur once; a private part of the key by its blind index."""
    private = {name for name in filing.key if name in attrs and attrs[name].facts.private}
    key = [name + BLIND_SUFFIX if name in private else name for name in filing.key]
    return models.UniqueConstraint(fields=["school", *PERIOD_FIELDS[period], *key], name=_short(slug, "key"))


def _indexes(slug: str, attrs: dict[str, Any]) -> list[models.Index]:
    """An index per reference (deleting asks who refers) and per blind index, each beginning with the school."""
    indexes = []
    for name, field in attrs.items():
        if isinstance(field, Ref):
            indexes.append(models.Index(fields=["school", name], name=_short(slug, name)))
        elif isinstance(field, FormField) and field.facts.private and field.facts.exact:
            indexes.append(models.Index(fields=["school", name + BLIND_SUFFIX], name=_short(slug, name)))
    return indexes


PERIOD_FIELDS: dict[Period, list[str]] = {
    Period.STANDING: [],
    Period.ACADEMIC_YEAR: ["year"],
    Period.TERM: ["year", "term"],
    Period.CALENDAR_YEAR: ["year"],
}


class Record(models.Model, metaclass=RecordBase):
    """台账: a standing record of a school."""

    period: ClassVar[Period] = Period.STANDING
    Filing: ClassVar[type[Declaration]]

    school = models.ForeignKey("orgs.Org", models.PROTECT, db_index=False, related_name="+", editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    gaps = models.PositiveSmallIntegerField(default=0, editable=False)
    batch_id = models.BigIntegerField(null=True, editable=False)
    created_by = models.BigIntegerField(null=True, editable=False)
    created_at = models.DateTimeField(editable=False)
    updated_by = models.BigIntegerField(null=True, editable=False)
    updated_at = models.DateTimeField(editable=False)

    objects = GuardedManager()
    unscoped = models.Manager()  # noqa: DJ012 (a second manager is not a field)

    class Meta:
        abstract = True

    @classmethod
    def lookups(cls) -> dict[str, Lookup]:
        """Items that are read through others, by name."""
        return {
            name: value
            for klass in reversed(cls.__mro__)
            for name, value in vars(klass).items()
            if isinstance(value, Lookup)
        }


class AnnualRecord(Record):
    """A record of one 学年 (1 September to 31 August), named by the year it begins in."""

    period = Period.ACADEMIC_YEAR
    year = models.PositiveSmallIntegerField("学年")

    class Meta:
        abstract = True


class TermRecord(Record):
    """A record of one 学期: school year and term (1 autumn, 2 spring)."""

    period = Period.TERM
    year = models.PositiveSmallIntegerField("学年")
    term = models.CharField("学期", max_length=1)

    class Meta:
        abstract = True


class CalendarRecord(Record):
    """A record of one calendar year (办学经费)."""

    period = Period.CALENDAR_YEAR
    year = models.PositiveSmallIntegerField("年度")

    class Meta:
        abstract = True
