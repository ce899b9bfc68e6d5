"""The data file of the outline: what was seen is on, the rest is off until it is marked, and every binding works."""

import pytest

from zhijiao.annual_reports import figures, outline
from zhijiao.catalogue.code_entries import CatalogueError
from zhijiao.filing.schema import registry


@pytest.fixture
def marked(tmp_path, settings):
    """Mark indicators as an installation does."""

    def mark(*keys):
        file = tmp_path / "on.csv"
        file.write_text("key\n" + "\n".join(keys) + "\n", "utf-8")
        settings.REPORT_INDICATORS_FILE = str(file)
        outline.indicators.cache_clear()
        outline.names.cache_clear()

    yield mark
    outline.indicators.cache_clear()
    outline.names.cache_clear()


def test_what_was_seen_is_on_and_nothing_else():
    on = outline.indicators().values()
    everything = outline.read(outline.FILE)
    assert len(on) == 343
    assert all(each.official for each in on)
    assert len(everything) == 421
    assert "unofficial" not in outline.chapters()
    assert list(outline.chapters().values()) == [
        "基本情况", "学生发展", "质量保障措施", "校企合作", "社会贡献", "举办者履责",
        "党建工作", "特色创新", "主要问题和改进措施",
    ]  # fmt: skip


def test_an_installation_marks_more_which_is_said_to_be_unofficial(marked):
    marked("q360")
    assert len(outline.indicators()) == 344
    assert outline.indicators()["q360"].label == "毕业生人数（非官方）"
    assert list(outline.chapters())[-1] == "unofficial"


def test_a_mark_for_nothing_is_told(marked):
    marked("q999")
    with pytest.raises(CatalogueError, match="没有指标 q999"):
        outline.indicators()


def test_no_key_is_used_twice_and_every_source_is_named():
    everything = outline.read(outline.FILE)
    assert len({each.key for each in everything}) == len(everything)
    assert [each.key for each in everything if not each.source] == []
    assert len(set(outline.names().values())) == len(outline.names())


def test_every_binding_names_what_there_is_and_nothing_private():
    for each in outline.indicators().values():
        for part in figures.ingredients(each):
            form = registry.record_form(part.form)
            assert not form.is_private, each.item
            for name in (part.column, *part.where):
                column = form.columns.get(name.removesuffix("_id")) if name and "__" not in name else None
                assert not name or "__" in name or column is not None, (each.item, name)
                assert column is None or not column.private, (each.item, name)
        if each.how == "ratio":
            assert figures.ingredients(each), each.item


@pytest.mark.parametrize(
    "line", ["x,nowhere,a,b,人,number,seen,s,,,,,", "x,basics,a,b,人,number,guessed,s,,,,,"]
)
def test_a_line_that_cannot_be_read_is_told_with_its_number(tmp_path, line):
    head = outline.FILE.read_text("utf-8").splitlines()[0]
    file = tmp_path / "own.csv"
    file.write_text(f"{head}\n{line}\n", "utf-8")
    with pytest.raises(CatalogueError, match=r"own.csv 第 2 行"):
        outline.read(file)
