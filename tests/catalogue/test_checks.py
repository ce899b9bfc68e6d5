"""The catalogue that is shipped has no faults, and the command says so."""

from io import StringIO

import pytest
from django.core.management.base import CommandError

from zhijiao.catalogue.checks import all_problems, total_problems
from zhijiao.catalogue.management.commands.codes import Command
from zhijiao.catalogue.tables import all_keys, load_table, table


def run(**options):
    out = StringIO()
    Command(stdout=out, stderr=out, no_color=True).handle(**{"key": None, **options})
    return out.getvalue()


def test_shipped_catalogue_is_sound():
    assert list(all_problems()) == []


def test_missing_row_is_noticed():
    short = load_table("countries")
    short.entries.pop("CHN")
    assert list(total_problems(short)) == ["countries：行数应为 249，现为 248，请对照标准核对。"]


def test_every_table_tells_its_source_and_doubt():
    for key in all_keys():
        found = table(key)
        assert all((found.title, found.standard, found.edition, found.source, found.doubt)), key


def test_check_command():
    assert "47/26/33/21" in run(action="check")


def test_check_command_fails_on_findings(monkeypatch):
    monkeypatch.setattr("zhijiao.catalogue.management.commands.codes.all_problems", lambda: ["sex：坏了。"])
    with pytest.raises(CommandError, match="1 处问题"):
        run(action="check")


def test_list_command():
    assert "ethnic_groups\t民族\t59\tGB/T 3304-1991" in run(action="list")
    listed = run(action="list", key="regions")
    assert "110103\t北京市 / 崇文区\t（停用）" in listed
    assert "110100\t市辖区\t（标题）" not in listed.split("110101")[1]
    with pytest.raises(CommandError, match="没有代码表"):
        run(action="list", key="nothing")
