"""Pinyin of names and terms."""

import subprocess
import sys

import pytest

from tools import pinyin_tables
from zhijiao.kit import syllables
from zhijiao.kit.pinyin import full, initials, term_full, term_initials


@pytest.mark.parametrize(
    ("name", "letters", "reading"),
    [
        ("魏朗朗", "wll", "Wei Langlang"),
        ("曾志伟", "zzw", "Zeng Zhiwei"),
        ("单雄信", "sxx", "Shan Xiongxin"),
        ("解缙", "xj", "Xie Jin"),
        ("仇英", "qy", "Qiu Ying"),
        ("查良镛", "zly", "Zha Liangyong"),
        ("覃小明", "qxm", "Qin Xiaoming"),
        ("尉迟恭", "ycg", "Yuchi Gong"),
        ("欧阳娜娜", "oynn", "Ouyang Nana"),
        ("单于", "sy", "Shan Yu"),
        ("王长江", "wcj", "Wang Changjiang"),
        ("吕布", "lb", "Lü Bu"),
        ("买买提·艾力", "mmtal", "Mai Maitiaili"),
        ("Mary Ann", "ma", "Mary Ann"),
        ("王", "w", "Wang"),
        ("", "", ""),
    ],
)
def test_names(name, letters, reading):
    assert initials(name) == letters
    assert full(name) == reading


TERMS = [
    ("重庆市", "cqs"),
    ("长治市", "czs"),
    ("校长", "xz"),
    ("朝阳市", "cys"),
    ("厦门市", "xms"),
    ("乐亭县", "ltx"),
    ("乐清市", "yqs"),
    ("南乐县", "nlx"),
    ("番禺区", "pyq"),
    ("音乐", "yy"),
    ("汉族", "hz"),
    ("计算机应用（二）", "jsjyye"),
    ("3D打印", "3ddy"),
    ("", ""),
]


@pytest.mark.parametrize(("term", "letters"), TERMS)
def test_terms_are_read_in_context(term, letters):
    assert term_initials(term) == letters


def test_the_shipped_tables_are_what_the_library_says():
    for name in ("characters", "terms"):
        written = (syllables.FOLDER / f"{name}.txt").read_text("utf-8")
        assert written == getattr(pinyin_tables, name)(), "run: python tools/pinyin_tables.py"


@pytest.mark.parametrize("term", ["银行行长", "绿色校园", "长度单位", "调查与调解", "露天"])
def test_what_is_not_in_the_tables_is_read_by_the_library(term):
    assert term not in syllables._terms()
    assert term_full(term) == "".join(syllables.library()(term))
    assert term_initials(term) == "".join(syllable[0] for syllable in syllables.library()(term))


def test_names_and_own_terms_need_no_library():
    code = (
        "import sys; from zhijiao.kit import pinyin; "
        "assert [pinyin.full('欧阳丽'), pinyin.initials('曾志伟'), pinyin.term_initials('重庆市')] "
        "== ['Ouyang Li', 'zzw', 'cqs']; assert 'pypinyin' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
