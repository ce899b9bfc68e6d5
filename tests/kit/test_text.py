"""Folding and suggestions."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhijiao.kit.text import fold, fold_column, fold_lines, fold_name, match_key


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("王小明", "王小明"),
        ("  王小明\t", "王小明"),
        ("２０２０－１－１", "2020-1-1"),
        ("ＡＢｃ", "ABc"),
        ("计算机　应用", "计算机 应用"),
        ("计算机 \u00a0\u3000 应用", "计算机 应用"),
        ("王\u200b小\ufeff明", "王小明"),
        ("第一行\r\n第二行", "第一行 第二行"),
        ("第一学期（秋）", "第一学期（秋）"),
        ("好，好；好：好。“引”《书》", "好，好；好：好。“引”《书》"),
        ("买买提·艾力", "买买提·艾力"),
        ("", ""),
        ("\u3000", ""),
    ],
)
def test_fold_keeps_what_is_meant_and_mends_what_is_not(typed, stored):
    assert fold(typed) == stored
    assert fold_column([typed, None, 3.5]) == [stored, None, 3.5]


@given(st.text())
def test_fold_is_stable_and_leaves_no_odd_blanks(text):
    folded = fold(text)
    assert fold(folded) == folded
    assert folded == folded.strip()
    assert "  " not in folded
    assert not any(unicodedata.category(char) in {"Zs", "Zl", "Zp"} and char != " " for char in folded)


@given(st.lists(st.one_of(st.text(), st.none(), st.integers())))
def test_a_column_folds_like_its_cells(cells):
    assert fold_column(cells) == [fold(cell) if isinstance(cell, str) else cell for cell in cells]


def test_clean_texts_at_the_edges_of_a_column_are_seen():
    assert fold_column(["甲", " 乙"]) == ["甲", "乙"]
    assert fold_column(["甲 ", "乙"]) == ["甲", "乙"]
    assert fold_column(["甲\n乙", "丙"]) == ["甲 乙", "丙"]
    assert fold_column([]) == []


def test_lines_keep_their_breaks():
    assert fold_lines(" 第一段　完\r\n\r\n第二段  ＡＢ \n") == "第一段 完\n\n第二段 AB"


def test_names_lose_blanks_between_chinese_characters_only():
    assert fold_name("王　芳") == "王芳"
    assert fold_name("Mary  Ann") == "Mary Ann"


@pytest.mark.parametrize("dot", ["·", "•", "・", "‧", "∙", "⋅", "･", " · ", ".", "．", " . "])
def test_names_have_one_dot(dot):
    assert fold_name(f"买买提{dot}艾力") == "买买提·艾力"


def test_a_full_stop_between_letters_is_none():
    assert fold_name("J. A. Smith") == "J. A. Smith"


def test_names_lose_blanks_and_variants_beyond_the_common_plane():
    assert fold_name("𠮷　田") == "𠮷田"
    assert fold_name("葛\U000e0101城") == "葛城"


def test_match_key_ignores_width_case_and_blanks():
    assert match_key("第一学期 （秋）") == match_key("第一学期(秋)")
    assert match_key("ＡＢ") == match_key("a b")


def test_half_a_character_vanishes():
    assert fold("甲\ud800乙") == "甲乙"
    assert fold_lines("甲\udfff\n乙") == "甲\n乙"
    assert fold("𠮷") == "𠮷"
