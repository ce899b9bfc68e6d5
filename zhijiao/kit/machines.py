"""What is done otherwise where the tables of schools lie on several machines (`zhijiao.sharding`)."""

from functools import cache
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connections
from django.db.models import F, QuerySet


def to_school(rows: QuerySet[Any], school: int) -> None:
    """Let rows belong to another school, with their numbers as they are; inside the caller's transaction.

    Where tables are distributed by the school, a row with another school may lie on another machine: there the rows
    are taken out and put in again. References to them are checked when the transaction ends.
    """
    connection = connections[rows.db]
    if not distributed(rows.db):
        rows.update(school_id=school)
        return
    quote, model = connection.ops.quote_name, rows.model
    columns = [field.column for field in model._meta.concrete_fields if field.column != "school_id"]
    draft, table = quote(f"moving_{model._meta.db_table}"[:63]), quote(model._meta.db_table)
    names = ", ".join(map(quote, columns))
    fields = [field.attname for field in model._meta.concrete_fields if field.column != "school_id"]
    try:
        chosen, params = rows.order_by().values_list(*fields).query.sql_with_params()
    except EmptyResultSet:
        return
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TEMPORARY TABLE {draft} ON COMMIT DROP AS {chosen}", params)
        rows.order_by()._raw_delete(rows.db)
        put = f"INSERT INTO {table} (school_id, {names}) SELECT %s, {names} FROM {draft}"  # noqa: S608
        cursor.execute(put, [school])
        cursor.execute(f"DROP TABLE {draft}")


def held(rows: QuerySet[Any], *, no_key: bool = False, of: tuple[str, ...] = ()) -> QuerySet[Any]:
    """Rows of one school or several, kept from being changed by others until the transaction ends.

    Machines lock rows for each other by writing alone: there the rows are written as they are. A query that names one
    school needs no more than Django's `select_for_update`.
    """
    if not distributed(rows.db):
        return rows.select_for_update(no_key=no_key, of=of)
    own = [field for field in rows.model._meta.concrete_fields if not field.primary_key]
    name = next(field.name for field in own if field.column != "school_id")
    rows.order_by().update(**{name: F(name)})
    return rows


def distributed(using: str) -> bool:
    """Whether the database is one of several machines."""
    settings = connections[using].settings_dict
    return connections[using].vendor == "postgresql" and _has_citus(using, str(settings["NAME"]))


@cache
def _has_citus(using: str, database: str) -> bool:
    with connections[using].cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_extension WHERE extname = 'citus'")
        return bool(cursor.fetchall())
