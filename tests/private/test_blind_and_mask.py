"""Exact search without decrypting, and what may be shown."""

import re

import pytest
from cryptography.hazmat.primitives.hashes import SM3, Hash

from zhijiao.private.blind_index import index, index_many
from zhijiao.private.masks import KINDS, mask

ID = "11010519491231002X"


def test_the_published_vector_of_sm3():
    """GB/T 32905-2016, example 1."""
    digest = Hash(SM3())
    digest.update(b"abc")
    assert digest.finalize().hex() == "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"


def test_equal_texts_of_one_kind_have_one_index():
    found = index("id", ID)
    assert re.fullmatch(r"[0-9a-f]{32}", found)
    assert index("id", " １１０１０５19491231002x ") == found
    assert index("phone", ID) != found
    assert index("id", ID[:-1] + "1") != found


def test_a_column_is_indexed_like_its_cells():
    assert index_many("id", [ID, None, "", " ", "abc"]) == [
        index("id", ID),
        None,
        None,
        None,
        index("id", "ABC"),
    ]


def test_kind_and_text_do_not_run_together():
    assert index("a", "bc") != index("ab", "c")


def test_another_master_key_gives_another_index(settings):
    found = index("id", ID)
    settings.ZHIJIAO_MASTER_KEY = "b3RoZXIgbWFzdGVyIGtleSBmb3IgdGVzdHMgb25seSwgNDggYnl0ZXMgbG9uZy4u"
    assert index("id", ID) != found


@pytest.mark.parametrize(
    ("kind", "text", "shown"),
    [
        ("id", ID, "110***************"),
        ("id", "G" + ID, "G11****************"),
        ("phone", "13800138000", "138******00"),
        ("phone", "8652341", "******"),
        ("phone", "0771-5512345", "077*******45"),
        ("address", "江苏省南京市玄武区某路1号", "江苏省南京市******"),
        ("address", "南京", "******"),
        ("address", "内蒙古自治区包头市昆区某路1号", "内蒙古自治区******"),
        ("address", "青山路12号3栋2单元301", "******"),
        ("account", "6222020200112230", "622******"),
        ("account", "1234567", "******"),
        ("name", "欧阳娜娜", "欧***"),
        ("name", "王", "*"),
        ("text", "任何内容", "******"),
        ("text", "", ""),
        ("id", None, ""),
    ],
)
def test_masks(kind, text, shown):
    assert mask(kind, text) == shown


def test_every_kind_hides_short_values():
    for kind in KINDS:
        assert "7" not in mask(kind, "7")
    with pytest.raises(KeyError):
        mask("nonsense", "1")
