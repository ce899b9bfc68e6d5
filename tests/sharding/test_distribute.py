"""`zhijiao distribute` on a database that is not spread out: what it says, and what it would do."""

from dataclasses import replace

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from tests import citus
from zhijiao.annual_reports.models import Chapter
from zhijiao.sharding import apps, layout, steps
from zhijiao.sharding.cluster import Node, Reference, State
from zhijiao.sharding.layout import Place

CHAPTERS, REPORTS = "annual_reports_chapter", "annual_reports_report"


def database(placed=(), **more) -> State:
    """A database as Django has made it, or as it lies when everything is done."""
    models = list(layout.models())
    primary = {model._meta.db_table: ("key", (model._meta.pk.column,)) for model in models}
    references = {}
    for model in models:
        table = model._meta.db_table
        fields = [field for field in model._meta.concrete_fields if field.remote_field]
        references[table] = [
            Reference("key", table, (field.column,), field.remote_field.model._meta.db_table, ("id",))
            for field in fields
        ]
    now = State("13.2", True, (), frozenset(primary), dict(placed), primary, references, frozenset())
    return replace(now, **more)


def distributed() -> State:
    """The database when every step has been taken."""
    models = {model._meta.db_table: model for model in layout.models()}
    placed = dict.fromkeys(layout.tables(Place.SCHOOL), "school_id")
    placed |= dict.fromkeys(layout.tables(Place.EVERYWHERE), "")
    references = {
        table: [Reference("key", table, *facts) for facts in layout.references(models[table])]
        for table in placed
    }
    primary = {table: ("key", layout.primary_key(models[table])) for table in placed}
    settings = frozenset(f"{name}={value}" for name, value in steps.SETTINGS.items())
    return database(placed, references=references, primary=primary, settings=settings)


def test_plans_every_table_once_and_the_school_in_its_keys():
    todo = steps.plan(database())
    moved = [step.table for step in todo if step.kind == "按学校分布"]
    assert sorted(moved) == list(layout.tables(Place.SCHOOL))
    sql = [step.sql for step in todo if step.table == CHAPTERS]
    assert any('PRIMARY KEY ("id", "school_id")' in each for each in sql)
    held = f'("report_id", "school_id") REFERENCES "{REPORTS}" ("id", "school_id")'
    assert any(held in each for each in sql)
    assert list(dict.fromkeys(step.kind for step in todo)) == [
        "数据库参数",
        "解除外键",
        "主键加上学校",
        "复制到各节点",
        "按学校分布",
        "重建外键",
    ]


def test_goes_on_where_it_was_interrupted():
    whole, done = steps.plan(database()), distributed()
    half = replace(done, references={**done.references, CHAPTERS: []})
    assert [step.kind for step in steps.plan(half)] == ["重建外键", "重建外键"]
    assert steps.plan(done) == []
    unmoved = {table: by for table, by in done.placed.items() if table != CHAPTERS}
    kinds = [step.kind for step in steps.plan(replace(done, placed=unmoved))]
    assert kinds == ["解除外键", "按学校分布", "重建外键", "重建外键"]
    assert len(whole) > 500


def test_adds_the_nodes_that_are_asked_for_once():
    nodes = [("10.0.0.12", 5432), ("10.0.0.13", 5432)]
    now = replace(distributed(), nodes=(Node("10.0.0.12:5432", False, True),))
    assert [step.table for step in steps.plan(now, nodes)] == ["10.0.0.13:5432"]


def test_names_of_references_are_short_and_differ():
    names = [
        steps.reference_name(model._meta.db_table, columns[0])
        for model in layout.models()
        if layout.place(model) is Place.SCHOOL
        for columns, *_ in layout.references(model)
    ]
    assert len(set(names)) == len(names)
    assert max(map(len, names)) <= 50


@pytest.mark.sqlite_only
def test_sqlite_is_refused_with_the_way_out(db):
    with pytest.raises(CommandError, match="PostgreSQL"):
        call_command("distribute", "plan")


@pytest.mark.postgres
@pytest.mark.skipif(citus.ON_CLUSTER, reason="the database of the run lies on several machines")
def test_plan_reads_a_plain_database_and_leaves_it_alone(db, capsys):
    call_command("distribute", "plan", "--node", "10.0.0.12:5432")
    said = capsys.readouterr().out
    assert "Citus 扩展：未安装" in said
    assert "加入节点：1 步" in said
    assert f"按学校分布：{len(layout.tables(Place.SCHOOL))} 步" in said
    with pytest.raises(CommandError, match="没有安装 Citus"):
        call_command("distribute", "check")


def test_a_node_without_a_port_is_told(db):
    with pytest.raises(CommandError, match="主机:端口|PostgreSQL"):
        call_command("distribute", "plan", "--node", "10.0.0.12")


@pytest.mark.postgres
@pytest.mark.parametrize("cluster", [True, False])
def test_migrations_of_a_cluster_leave_references_to_the_command(db, monkeypatch, cluster):
    """They name the school there, which no migration knows."""
    monkeypatch.setattr(apps, "distributed", lambda using: cluster)
    monkeypatch.setattr(connection.features, "supports_foreign_keys", True)
    apps.leave_references("default")
    editor = connection.schema_editor(collect_sql=True)
    editor.deferred_sql = []
    editor.table_sql(Chapter)
    references = [str(each) for each in editor.deferred_sql if "REFERENCES" in str(each)]
    assert len(references) == (0 if cluster else 2)
