"""What has to be done to a database until it lies as the layout says, worked out from how it is now.

Each step is one statement that is done or not done. Whoever is interrupted works out the rest anew.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db import connection
from django.db.backends.utils import names_digest
from django.db.models import Model

from zhijiao.sharding import layout
from zhijiao.sharding.cluster import State
from zhijiao.sharding.layout import Place

SETTINGS = {
    "citus.enable_unsafe_triggers": "on",
    "citus.multi_shard_modify_mode": "sequential",
    "citus.enable_local_reference_table_foreign_keys": "off",
}
"""Settings of the database: what is append-only stays so, and one transaction may write to tables of both kinds."""


@dataclass(frozen=True)
class Step:
    """One statement, with the table (or setting, or node) that it concerns and what it does in words."""

    kind: str
    table: str
    sql: str


def plan(now: State, nodes: Iterable[tuple[str, int]] = ()) -> list[Step]:
    """Every step that is still to be done, in order; ``nodes`` are those to be added."""
    known = sorted(layout.models(), key=lambda model: model._meta.db_table)
    models = [model for model in known if model._meta.db_table in now.tables]
    schools = [model for model in models if layout.place(model) is Place.SCHOOL]
    everywhere = [model for model in models if layout.place(model) is Place.EVERYWHERE]
    steps = [
        *_extension(now, nodes),
        *_settings(now),
        *_let_go(now, [*schools, *everywhere]),
        *(step for model in schools for step in _primary_key(now, model)),
        *(step for model in _by_need(everywhere) for step in _everywhere(now, model)),
        *(step for model in schools for step in _by_school(now, model, _first(schools))),
        *(step for model in [*everywhere, *schools] for step in _hold_again(now, model)),
    ]
    return list(dict.fromkeys(steps))


def _extension(now: State, nodes: Iterable[tuple[str, int]]) -> Iterator[Step]:
    if not now.version:
        yield Step("安装扩展", "citus", "CREATE EXTENSION citus")
    known = {node.address for node in now.nodes}
    for host, port in nodes:
        if f"{host}:{port}" not in known:
            yield Step("加入节点", f"{host}:{port}", f"SELECT citus_add_node({_text(host)}, {int(port)})")


def _settings(now: State) -> Iterator[Step]:
    for name, value in SETTINGS.items():
        if f"{name}={value}" not in now.settings:
            database = _quoted(connection.settings_dict["NAME"])
            yield Step("数据库参数", name, f"ALTER DATABASE {database} SET {name} = {_text(value)}")


def session() -> list[str]:
    """The same settings for a session that was opened before the database had them."""
    return [f"SET {name} = {_text(value)}" for name, value in SETTINGS.items()]


def _let_go(now: State, moving: list[type[Model]]) -> Iterator[Step]:
    """References that tie tables together which are still to be moved."""
    waiting = {model._meta.db_table for model in moving} - now.placed.keys()
    for table, held in now.references.items():
        gone = [each for each in held if table in waiting or each.target in waiting]
        if gone:
            drops = ", ".join(f"DROP CONSTRAINT {_quoted(each.name)}" for each in gone)
            yield Step("解除外键", table, f"ALTER TABLE {_quoted(table)} {drops}")


def _primary_key(now: State, model: type[Model]) -> Iterator[Step]:
    table, wanted = model._meta.db_table, layout.primary_key(model)
    name, columns = now.primary.get(table, (f"{table}_pkey", ()))
    if columns == wanted or table in now.placed:
        return
    drop = f"DROP CONSTRAINT {_quoted(name)}, " if columns else ""
    key = f"ADD CONSTRAINT {_quoted(name)} PRIMARY KEY ({_names(wanted)})"
    yield Step("主键加上学校", table, f"ALTER TABLE {_quoted(table)} {drop}{key}")


def _everywhere(now: State, model: type[Model]) -> Iterator[Step]:
    table = model._meta.db_table
    if table not in now.placed:
        yield Step("复制到各节点", table, f"SELECT create_reference_table({_text(_quoted(table))})")


def _by_school(now: State, model: type[Model], first: str) -> Iterator[Step]:
    table = model._meta.db_table
    if table in now.placed:
        return
    beside = "" if table == first else f", colocate_with => {_text(_quoted(first))}"
    made = f"SELECT create_distributed_table({_text(_quoted(table))}, 'school_id'{beside})"
    yield Step("按学校分布", table, made)


def _hold_again(now: State, model: type[Model]) -> Iterator[Step]:
    """References of a table that lies in its place, with the school in them."""
    table = model._meta.db_table
    held = {each.facts for each in now.references.get(table, []) if table in now.placed}
    for columns, target, target_columns in layout.references(model):
        if target not in now.tables or (table, columns, target, target_columns) in held:
            continue
        name = _quoted(reference_name(table, columns[0]))
        there = f"{_quoted(target)} ({_names(target_columns)})"
        yield Step(
            "重建外键",
            table,
            f"ALTER TABLE {_quoted(table)} ADD CONSTRAINT {name} FOREIGN KEY ({_names(columns)})"
            f" REFERENCES {there} DEFERRABLE INITIALLY DEFERRED",
        )


def reference_name(table: str, column: str) -> str:
    """The name of a foreign key on the cluster; PostgreSQL keeps 63 bytes, and parts of a table put a number behind."""
    whole = f"{table}_{column}_at_school"
    return whole if len(whole) <= 50 else f"{whole[:41]}_{names_digest(table, column, length=8)}"


def _first(schools: list[type[Model]]) -> str:
    return min(model._meta.db_table for model in schools) if schools else ""


def _by_need(everywhere: list[type[Model]]) -> list[type[Model]]:
    return sorted(everywhere, key=lambda model: layout.EVERYWHERE.index(model._meta.label))


def _quoted(name: str) -> str:
    return str(connection.ops.quote_name(name))


def _names(columns: Iterable[str]) -> str:
    return ", ".join(map(_quoted, columns))


def _text(value: str) -> str:
    return "'" + value.replace("'", "''") + "'"
