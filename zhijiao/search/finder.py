"""Search across schools: names by any part or by pinyin initials, private values by exact blind index.

Names go to the full-text index of the database (``index``) as terms (``terms``). Whoever searches
gives the scope: the path of an organisation, or a query of school ids. A path below the ministry also narrows the
full-text part by province (and by the school, if it is one), which keeps a province's search as fast as its own
share of the country; the path itself is checked on the organisation tree in every case.

The record's writer calls ``index_many``, ``index_blinds`` and ``remove`` in its own transaction.
"""

from collections.abc import Collection, Iterable, Sequence

from django.core.exceptions import EmptyResultSet
from django.db import connection, transaction
from django.db.models import QuerySet

from zhijiao.kit.bulk import allocate_ids, insert_rows, portions
from zhijiao.kit.machines import to_school
from zhijiao.kit.statements import statement
from zhijiao.orgs.models import Org
from zhijiao.orgs.paths import child_path, path_ids
from zhijiao.search.index import FTS_TABLE, add_to_fts, column_of, settle, terms_array
from zhijiao.search.models import BlindEntry, SearchEntry
from zhijiao.search.terms import name_terms, org_term, wanted

Found = tuple[int, str, int, str]
"""School id, form key, record id, name."""

Scope = str | QuerySet | Collection[int]
"""Path of an organisation, or a query or collection of school ids."""

COUNT_CAP = 10_000
ORDERED = 1_000
"""How many matches are put in order on PostgreSQL; of more than these it orders those it comes upon first."""

_NAME_LENGTH = SearchEntry._meta.get_field("name").max_length
_CHUNK = 10_000
_MANY = 200
"""Names after which the index is put in order at once, rather than by whoever adds to it next."""


def index_many(
    form_key: str, school: Org, names: Iterable[tuple[int, str]], *, replacing: bool = False
) -> None:
    """Make records findable by name: pairs of record id and name.

    ``replacing`` drops entries the records may already have; without it they must have none.
    """
    names = list(names)
    if not names:
        return
    if replacing:
        _delete(SearchEntry, form_key, school, [record_id for record_id, _ in names])
    head = " ".join(org_term(org_id) for org_id in {school.province_id or school.pk, school.pk})
    rows = [
        (school.pk, form_key, record_id, name[:_NAME_LENGTH], f"{head} {' '.join(name_terms(name))}")
        for record_id, name in names
        if name
    ]
    if not rows:
        return
    columns = ("school_id", "form", "record_id", "name", "text")
    if connection.vendor == "postgresql":
        insert_rows(SearchEntry, columns, rows)
        if len(rows) >= _MANY:
            transaction.on_commit(settle)
        return
    ids = allocate_ids(SearchEntry, len(rows))
    insert_rows(SearchEntry, ("id", *columns), [(pk, *row) for pk, row in zip(ids, rows, strict=True)])
    add_to_fts(connection, ((pk, row[-1]) for pk, row in zip(ids, rows, strict=True)))


def index_blinds(
    form_key: str,
    school: Org,
    column: str,
    kind: str,
    blinds: Iterable[tuple[int, str | None]],
    *,
    replacing: bool = False,
) -> None:
    """Make records findable by a private column: pairs of record id and blind index (None: no value).

    ``kind`` is the one the index was made with; all columns of a kind, in all forms, are found together.
    """
    blinds = list(blinds)
    if replacing:
        _delete(BlindEntry, form_key, school, [record_id for record_id, _ in blinds], column=column)
    rows = [(blind, kind, school.pk, form_key, record_id, column) for record_id, blind in blinds if blind]
    insert_rows(BlindEntry, ("blind", "kind", "school_id", "form", "record_id", "column"), rows)


def remove(form_key: str, school: Org, ids: Collection[int]) -> None:
    """Forget records, by name and by private values."""
    _delete(SearchEntry, form_key, school, ids)
    _delete(BlindEntry, form_key, school, ids)


def follow_transfer(form_key: str, source: Org, target: Org, ids: Collection[int] | None = None) -> None:
    """Records went from one school to another (all of a form, or those named): find them there from now on."""
    for piece in [None] if ids is None else portions(ids, _CHUNK):
        some = {"school": source, "form": form_key} | ({} if piece is None else {"record_id__in": piece})
        entries = SearchEntry.objects.filter(**some).order_by("pk")
        names = list(entries.values_list("record_id", "name"))
        entries.order_by()._raw_delete(connection.alias)
        index_many(form_key, target, names)
        to_school(BlindEntry.objects.filter(**some), target.pk)


def reindex_school(school: Org) -> None:
    """Cut all names of a school anew, after it came under another province."""
    names: dict[str, list[tuple[int, str]]] = {}
    entries = SearchEntry.objects.filter(school=school).order_by("pk")
    for form_key, record_id, name in entries.values_list("form", "record_id", "name"):
        names.setdefault(form_key, []).append((record_id, name))
    for form_key, rows in names.items():
        index_many(form_key, school, rows, replacing=True)


def search(
    scope: Scope,
    text: str,
    form_keys: Sequence[str],
    limit: int = 20,
    after: tuple[int, str, int] | Found | None = None,
) -> list[Found]:
    """Records whose name contains the text or whose pinyin initials do, in the order of their entry.

    ``after`` is the last row of the page before. A text without anything to search for finds nothing.
    """
    found = _search_sql(scope, text, form_keys)
    if found is None:
        return []
    sql, params = found
    if after is not None:
        sql += f" AND {_order()} > %s"
        params.append(_entry_id(after))
    columns = ", ".join(map(_column, ("school", "form", "record_id", "name")))
    if connection.vendor == "sqlite":
        return _fetch(f"SELECT {columns}{sql} ORDER BY {_order()} LIMIT %s", [*params, limit])
    matches = f"SELECT {_order()} AS place, {columns}{sql} LIMIT %s"
    rows = _fetch(f"SELECT * FROM ({matches}) AS found ORDER BY place LIMIT %s", [*params, ORDERED, limit])  # noqa: S608
    return [row[1:] for row in rows]


def search_counted(
    scope: Scope, text: str, form_keys: Sequence[str], limit: int = 20, cap: int = COUNT_CAP
) -> tuple[list[Found], int]:
    """The first records that ``search`` finds, and how many there are in all, by one statement.

    cap + 1 stands for "more than cap".
    """
    found = _search_sql(scope, text, form_keys)
    if found is None:
        return [], 0
    sql, params = found
    columns = ", ".join(map(_column, ("school", "form", "record_id", "name")))
    rows = _fetch(
        f"WITH found AS MATERIALIZED (SELECT {_order()} AS place, {columns}{sql} LIMIT %s) "  # noqa: S608
        "SELECT counted.number, page.* FROM (SELECT COUNT(*) AS number FROM found) AS counted "
        "LEFT JOIN (SELECT * FROM found ORDER BY place LIMIT %s) AS page ON 1 = 1 ORDER BY page.place",
        [*params, cap + 1, limit],
    )
    return [row[2:] for row in rows if row[1] is not None], rows[0][0]


def find_blind(
    scope: Scope, kind: str, blind: str | None, form_keys: Sequence[str], limit: int = 20
) -> list[tuple[int, str, int]]:
    """Records that hold a private value in any column of its kind: school id, form key, record id."""
    if not blind:
        return []
    rows = BlindEntry.objects.filter(blind=blind, kind=kind, form__in=form_keys, school__in=_schools(scope))
    return list(rows.order_by("pk").values_list("school_id", "form", "record_id")[:limit])


def _search_sql(scope: Scope, text: str, form_keys: Sequence[str]) -> tuple[str, list] | None:
    """FROM and WHERE of a search with their parameters; None where nothing can be found."""
    asked = wanted(text)
    if not asked.terms or not form_keys:
        return None
    try:
        schools, school_params = _schools(scope).order_by().values("pk").query.sql_with_params()
    except EmptyResultSet:
        return None
    terms = [*asked.terms, *([[term]] for term in _scope_terms(scope))]
    source, params = (_gin_sql if connection.vendor == "postgresql" else _fts_sql)(terms)
    marks = ", ".join(["%s"] * len(form_keys))
    # IS TRUE keeps PostgreSQL from joining school by school: it would ask the full-text index once for each.
    within = f"({_column('school')} IN ({schools})) IS TRUE"
    sql = f"{source} AND {_column('form')} IN ({marks}) AND {within}"
    params += [*form_keys, *school_params]
    for piece in asked.contained:
        sql += f" AND {_column('name')} LIKE %s"
        params.append(f"%{piece}%")
    return sql, params


def _scope_terms(scope: Scope) -> list[str]:
    """The term that narrows the full-text part: the school's, if the scope is one, else the province's.

    Where all schools belong to one province its term narrows nothing, and would have the index read in full.
    """
    ids = path_ids(scope) if isinstance(scope, str) else []
    if len(ids) < 2:
        return []
    if _school(ids[-1]):
        return [org_term(ids[-1])]
    province = child_path(child_path("", ids[0]), ids[1])
    elsewhere = Org.objects.schools().exclude(path__under=province)
    return [org_term(ids[1])] if elsewhere.exists() else []


@statement
def _school(org: int) -> QuerySet:
    """The organisation, if it is a school."""
    return Org.objects.schools().filter(pk=org).values_list("pk", flat=True)


def _fts_sql(terms: list[list[list[str]]]) -> tuple[str, list]:
    """The entries that SQLite's full-text table finds."""
    fts = connection.ops.quote_name(FTS_TABLE)
    match = " AND ".join(f"({' OR '.join(map(_all_of, alternatives))})" for alternatives in terms)
    return f" FROM {fts} CROSS JOIN {_table()} ON {_column('id')} = {fts}.rowid WHERE {fts} MATCH %s", [match]


def _all_of(terms: list[str]) -> str:
    """All of these terms, in the query language of FTS5."""
    return "(" + " AND ".join(f'"{term}"' for term in terms) + ")"


def _gin_sql(terms: list[list[list[str]]]) -> tuple[str, list]:
    """The entries whose array of terms holds what is asked for."""
    array = terms_array(connection)
    certain = [term for alternatives in terms if len(alternatives) == 1 for term in alternatives[0]]
    conditions, params = [], []
    for alternatives in [[certain]] * bool(certain) + [each for each in terms if len(each) > 1]:
        conditions.append(f"({' OR '.join([f'{array} @> %s::text[]'] * len(alternatives))})")
        params += alternatives
    return f" FROM {_table()} WHERE {' AND '.join(conditions)}", params


def _fetch(sql: str, params: Sequence) -> list[tuple]:
    """All rows of one statement.

    PostgreSQL is held to the full-text index: guessing that matches lie evenly spread, it would rather read the
    table until it has a page full, which takes seconds where they do not.
    """
    with connection.cursor() as cursor:
        if connection.vendor != "postgresql":
            cursor.execute(sql, params)
            return cursor.fetchall()
        with transaction.atomic():
            cursor.execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_indexscan = off")
            cursor.execute(sql, params)
            rows = cursor.fetchall()
            cursor.execute("SET LOCAL enable_seqscan TO DEFAULT; SET LOCAL enable_indexscan TO DEFAULT")
        return rows


def _schools(scope: Scope) -> QuerySet:
    """The organisations of a scope."""
    if isinstance(scope, str):
        return Org.objects.subtree(scope)
    return Org.objects.filter(pk__in=scope)


def _entry_id(row: tuple) -> int:
    """The entry of the last row of a page; 0 where it is gone, which shows the first page again."""
    school_id, form_key, record_id = row[:3]
    entry = SearchEntry.objects.filter(school_id=school_id, form=form_key, record_id=record_id)
    return entry.values_list("pk", flat=True).first() or 0


def _delete(model, form_key: str, school: Org, ids: Collection[int], **more) -> None:
    """Delete entries of records, in pieces that fit into one statement."""
    for piece in portions(ids, _CHUNK):
        rows = model.objects.filter(school=school, form=form_key, record_id__in=piece, **more)
        rows._raw_delete(connection.alias)


def _order() -> str:
    """What rows are ordered by: the entry's id, on SQLite as the full-text table has it in order already."""
    if connection.vendor == "sqlite":
        return f"{connection.ops.quote_name(FTS_TABLE)}.rowid"
    return _column("id")


def _table() -> str:
    """The quoted table of the entries."""
    return connection.ops.quote_name(SearchEntry._meta.db_table)


def _column(name: str) -> str:
    """A quoted column of the entries, with its table."""
    return f"{_table()}.{connection.ops.quote_name(column_of(name))}"
