"""Names that a word may have meant: by characters, by sound, by strokes."""

import pytest

from zhijiao.kit.likeness import WordList, is_slip, likeness

GROUPS = ["汉族", "蒙古族", "回族", "壮族", "满族", "侗族", "瑶族", "土族", "畲族"]


def names(word: str, among: list[str], n: int = 3) -> list[str]:
    return [guess.name for guess in WordList(among).like(word, n)]


def test_the_likeliest_come_first():
    regions = ["广东省", "广西壮族自治区", "西藏自治区", "新疆维吾尔自治区"]
    assert names("广西壮族", regions)[0] == "广西壮族自治区"
    assert names("汉", ["汉族", "回族", "满族"]) == ["汉族"]
    assert names("电子商务", ["汉族", "回族"]) == []
    assert names("", regions) == names("汉", []) == []


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("状族", "壮族"),
        ("庄族", "壮族"),
        ("瑤族", "瑶族"),
        ("畬族", "畲族"),
        ("士族", "土族"),
        ("蒙谷族", "蒙古族"),
    ],
)
def test_what_sounds_or_looks_alike_is_nearer_than_what_shares_a_character(word, meant):
    assert names(word, GROUPS)[0] == meant


def test_a_character_with_a_part_missing_is_known_by_the_others():
    assert names("童族", [*GROUPS, "僮族"])[0] == "僮族"
    assert likeness("倖族", "幸族") > likeness("倖族", "汉族")


def test_many_names_are_searched_by_sound_too():
    many = [f"{name}{number}" for number in range(60) for name in GROUPS] + ["会计事务"]
    assert names("快计事物", many)[0] == "会计事务"


@pytest.mark.parametrize(
    ("word", "name", "slip"),
    [
        ("状族", "壮族", True),
        ("朝鲜组", "朝鲜族", True),
        ("ａｂ", "AB", True),
        ("庄族", "壮族", False),  # another tone
        ("哈萨克斯坦", "哈萨克", False),
        ("高级技师", "初级技师", False),
        ("第二十三中学校园网管理员", "第二十二中学校园网管理员", False),
    ],
)
def test_only_what_differs_by_easily_mistaken_characters_is_a_slip(word, name, slip):
    assert is_slip(word, name) is slip
