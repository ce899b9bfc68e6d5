"""Where a board reads its figures when there is a copy of the database."""

from types import SimpleNamespace

import pytest

from tests.program import command
from zhijiao.orgs.models import Org
from zhijiao.oversight.models import AreaStanding
from zhijiao.oversight.replica import REPLICA, Router, from_replica


@pytest.mark.parametrize(("method", "where"), [("GET", REPLICA), ("POST", None)])
def test_a_board_reads_figures_from_the_copy_and_all_else_from_the_database(method, where):
    router = Router()

    def view(request):
        return router.db_for_read(AreaStanding), router.db_for_read(Org)

    assert from_replica(view)(SimpleNamespace(method=method)) == (where, None)
    assert router.db_for_read(AreaStanding) is None
    assert router.allow_migrate(REPLICA, "oversight") is False


def test_the_setting_names_the_copy(tmp_path):
    shown = "from django.db import connections as c; print(c['replica'].settings_dict['HOST'])"
    done = command(
        "shell", "-c", shown, ZHIJIAO_HOME=str(tmp_path), ZHIJIAO_REPLICA_URL="postgresql://copy:5433/z"
    )
    assert done.stdout.strip().endswith("copy"), done.stderr
