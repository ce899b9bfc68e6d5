"""References between records of one school."""

from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models.expressions import Col
from django.db.models.fields.related_lookups import RelatedExact
from django.db.models.lookups import Exact

if TYPE_CHECKING:
    _ForeignKey = models.ForeignKey[Any, Any]
else:
    _ForeignKey = models.ForeignKey


class SchoolForeignKey(_ForeignKey):
    """A foreign key to a record of the same school: both tables have a ``school``, and every join compares it.

    So a join through it, in either direction, can use the keys and indexes that begin with the school, and the tables
    may be distributed by it over several machines (`zhijiao.sharding`). The same holds for a subquery that compares it
    with a row outside (``teacher=OuterRef("pk")``). A migration knows a plain foreign key.
    """

    def get_extra_restriction(self, alias: str | None, related_alias: str | None) -> Any:
        """The schools of both sides are the same one."""
        if alias is None or related_alias is None:
            return None
        own: Any = self.model._meta.get_field("school")
        other: Any = self.remote_field.model._meta.get_field("school")
        return Exact(own.get_col(related_alias), other.get_col(alias))

    def deconstruct(self) -> Any:
        """Describe the plain foreign key it is stored as."""
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.ForeignKey", args, kwargs


@SchoolForeignKey.register_lookup
class WithinSchool(RelatedExact):
    """``=`` of a reference: compared with a column of another row it compares the schools as well."""

    def as_sql(self, compiler: Any, connection: Any) -> Any:
        """SQL of both comparisons; of one alone where a value is given."""
        sql, params = super().as_sql(compiler, connection)
        sides = [side for side in (self.lhs, self.rhs) if isinstance(side, Col) and _has_school(side)]
        if len(sides) < 2 or sides[0].alias == sides[1].alias:
            return sql, params
        schools: list[Any] = [side.target.model._meta.get_field("school") for side in sides]
        own, other = (field.get_col(side.alias) for field, side in zip(schools, sides, strict=True))
        more, more_params = compiler.compile(Exact(own, other))
        return f"({sql} AND {more})", (*params, *more_params)


def _has_school(column: Any) -> bool:
    return any(field.name == "school" for field in column.target.model._meta.concrete_fields)
