"""Where items come from: four kinds, told with each item, and standards' items that are really there."""

import io
from types import SimpleNamespace

import pytest
from django.core.management import CommandError, call_command

from zhijiao.catalogue.standards_data import documents, standard_items
from zhijiao.filing.management.commands import catalogue as command
from zhijiao.filing.schema import registry
from zhijiao.filing.schema.describe import describe
from zhijiao.filing.schema.sources import doubt_of, source_kind, source_problems, source_words


@pytest.mark.parametrize(
    ("source", "kind", "words"),
    [
        ("JY/T 1005-2012 ZZXS0101 XH", "item", "JY/T 1005-2012 ZZXS0101 XH"),
        ("JY/T 1005-2012 ZZXX0102", "listed", "JY/T 1005-2012 ZZXX0102"),
        ("JY/T 1001-2012 ZSDX", "listed", "JY/T 1001-2012 ZSDX"),
        ("填报指南 第三部分 产教融合", "listed", "填报指南 第三部分 产教融合"),
        ("教师〔2016〕3号 第四条", "policy", "教师〔2016〕3号 第四条（政策依据，文件未列出本项）"),
        ("项目扩展", "ours", "项目扩展（本系统自定）"),
        ("", "ours", ""),
    ],
)
def test_a_source_is_of_one_kind_and_says_how_far_it_goes(source, kind, words):
    assert (source_kind(source), source_words(source)) == (kind, words)


def test_every_source_is_what_it_says():
    forms = registry.forms().values()
    assert [problem for form in forms for problem in source_problems(form)] == []
    assert {describe(column)["source_kind"] for form in forms for column in form.columns.values()} == {
        "item", "listed", "policy", "ours",
    }  # fmt: skip


def wrong_form(source):
    column = SimpleNamespace(name="x", label="某项", source=source)
    return SimpleNamespace(key="some_form", columns={"x": column})


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("JY/T 1002-2012 JCTB0205 SXZYMC", "没有数据项 SXZYMC（相近的有：SXZYM"),
        ("JY/T 1005-2012 ZZXX9999 XH", "没有数据表 ZZXX9999"),
        ("某某〔2099〕1号", "没有登记"),
    ],
)
def test_a_wrong_source_is_named_with_the_remedy(source, said, monkeypatch):
    form = wrong_form(source)
    (problem,) = source_problems(form)
    assert problem.startswith("some_form.x（某项）：")
    assert said in problem
    monkeypatch.setattr(command.registry, "forms", lambda: {"some_form": form})
    with pytest.raises(CommandError, match="1 处问题"):
        call_command("catalogue", "--check", stdout=io.StringIO(), stderr=io.StringIO())


def test_doubts_of_items_and_of_documents():
    assert "中小学学籍" in doubt_of(registry.get("student_enrolment").columns["roll_number"])
    assert "高等学校" in doubt_of(registry.get("student_club").columns["charter"])
    assert doubt_of(registry.get("student").columns["number"]) == ""


def test_the_files_are_whole():
    assert [len(standard_items()[name]) for name in ("JY/T 1002-2012", "JY/T 1005-2012")] == [70, 85]
    assert {document.kind for document in documents().values()} == {"listed", "policy"}
