"""Pinyin of names and terms."""

import subprocess
import sys

import pytest

from zhijiao.kit.pinyin import full, initials, term_initials


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


def test_the_tables_are_read_when_the_first_name_is():
    code = "import sys; from zhijiao.kit import pinyin; assert 'pypinyin' not in sys.modules; pinyin.full('王丽')"
    subprocess.run([sys.executable, "-c", code], check=True)
