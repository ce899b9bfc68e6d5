"""Loading the demo province: the same every time, wholly or not at all, once, and never in production."""

import io
import secrets
import shutil

import pytest
from django.core.management import CommandError, call_command

from tests.demo.rows import SCHOOL, rows_of
from tests.program import command
from zhijiao.demo import premises
from zhijiao.demo.load import is_loaded, load
from zhijiao.demo.school_writer import DemoRowRefused
from zhijiao.filing.schema import registry
from zhijiao.orgs.models import Org


def everything(seed):
    """What a load writes into the complete school, by form."""
    load(scale=0.02, schools=[SCHOOL], seed=seed)
    school = Org.objects.get(code=SCHOOL)
    return {
        form.key: [
            [column.json(v) for column, v in zip(form.stored, row, strict=True)]
            for row in rows_of(school, form.key)
        ]
        for form in registry.registry().records
    }


def test_the_same_seed_gives_the_same_rows(db):
    from django.db import transaction

    seen = []
    for seed in ("甲", "甲", "乙"):
        with transaction.atomic():
            seen.append(everything(seed))
            transaction.set_rollback(True)
    assert seen[0] == seen[1]
    assert seen[0] != seen[2]


def test_a_load_that_fails_leaves_nothing(db, monkeypatch):

    def broken(*args, **kwargs):
        raise DemoRowRefused("x")

    monkeypatch.setattr(premises, "income", broken)
    with pytest.raises(DemoRowRefused):
        load(scale=0.02, schools=[SCHOOL])
    assert not Org.objects.exists()
    monkeypatch.undo()
    load(scale=0.02, schools=[])
    assert is_loaded()


def test_a_row_that_fails_the_checks_is_named(db, monkeypatch):
    monkeypatch.setattr(premises, "site_area", lambda plan: -1)
    with pytest.raises(DemoRowRefused, match="办学场地，第 1 行：占地面积"):
        load(scale=0.02, schools=[SCHOOL])


def test_the_command_loads_once_and_says_so_the_second_time(db):
    said = io.StringIO()
    call_command("demo", scale=0.02, once=True, stdout=said)
    assert "云州市工业职业技术学校" in said.getvalue()
    again = io.StringIO()
    call_command("demo", once=True, stdout=again)
    assert again.getvalue() == ""
    with pytest.raises(CommandError, match="已经载入"):
        call_command("demo")


def test_the_command_leaves_a_database_in_use_alone(school):
    with pytest.raises(CommandError, match="空数据库"):
        call_command("demo", once=True)


@pytest.mark.slow
@pytest.mark.sqlite_only
def test_a_production_server_does_not_start_on_a_demo_database(migrated, tmp_path):
    keys = {f"ZHIJIAO_{name}_KEY": secrets.token_urlsafe(48) for name in ("SECRET", "MASTER")}
    file = shutil.copy(migrated, tmp_path)
    environ = {"ZHIJIAO_HOME": str(tmp_path), "DATABASE_URL": f"sqlite:///{file}", **keys}
    issued = command("firstadmin", "demo-clerk", "韦朗朗", ZHIJIAO_MODE="demo", **environ)
    assert issued.returncode == 0, issued.stderr
    for words in (["serve", "--no-worker"], ["migrate"]):
        names = {"ALLOWED_HOSTS": "localhost", "ZHIJIAO_SITE": "http://localhost"}
        done = command(*words, ZHIJIAO_MODE="production", **names, **environ)
        assert done.returncode != 0
        assert "demo-clerk" in done.stderr
