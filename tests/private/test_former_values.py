"""What an installation has stored is opened, found and proved by every later version: fixed keys, texts, results."""

from datetime import UTC, datetime

import pytest
from django.db import connection

from zhijiao.audit import chain
from zhijiao.audit import keys as audit_keys
from zhijiao.kit import master_key
from zhijiao.private import aead, blind_index, cipher, keys
from zhijiao.private.aead import BrokenSeal, Sealer
from zhijiao.private.cipher import DecryptError, for_school
from zhijiao.private.masks import mask
from zhijiao.private.models import DataKey

MASTER = "b3RoZXIgbWFzdGVyIGtleSBmb3IgdGVzdHMgb25seSwgNDggYnl0ZXMgbG9uZy4u"
SECRET = "11010519491231002X"
WRAPPED = "g1.c1f3ffb2.j2zKpXIRHzdjjWKp5oYlf3UlFabXs1dgbumtppq0Oj1KIJb_StSDT7XMlhBq-kX9_qVBuW-M1lBE7wuW"
"""The key 00 01 … 1f of school 7, version 1."""
TOKENS = [
    "g1.1.ASP_p_AbJqE4RwinundRrZnfuqO1EwRJozJh_-XEbjWPf-BtxYOC-q_lNsy-0Q",
    "a1.1.lu4qCKGmSRr1L3KtVQBCepnGEKsPFppZzYAyYFAi4TtOA1PR3a9v0e9wllAFxw",
]


@pytest.fixture
def kept(settings):
    settings.ZHIJIAO_MASTER_KEY = MASTER
    settings.ZHIJIAO_FORMER_MASTER_KEYS = []


def test_keys_follow_from_the_master_key(kept, settings):
    wrapping = "24b3d5e028b30ca5647a4117d4f670c9c226ee578dfa630176275a2b9f891f97"
    blind = "c079b3f49d2d2efa8d6f1c3a71d11a507ebb87171b9128a1420f1a5ca55fabd0"
    audit = "05881c2a21481f30913bb6a2791642621419d6830ac7dc31d2bdd741b5f12a90"
    made = (keys.wrapping_key, keys.blind_key, audit_keys.audit_key)
    assert [key().hex() for key in made] == [wrapping, blind, audit]
    settings.ZHIJIAO_MASTER_KEY = "x" * 64
    assert [key(MASTER).hex() for key in made] == [wrapping, blind, audit]


def test_stored_values_open(kept, db):
    DataKey.objects.create(school_id=7, version=1, wrapped=WRAPPED)
    assert cipher._unwrap(7, 1, WRAPPED) == bytes(range(32))
    assert for_school(7).decrypt_many(TOKENS) == [SECRET, SECRET]
    for school_id, version in ((8, 1), (7, 2)):
        with pytest.raises(DecryptError, match=f"机构 {school_id}，密钥版本 {version}.*数据密钥已损坏"):
            cipher._unwrap(school_id, version, WRAPPED)
    again = cipher.rewrapped(7, 1, WRAPPED)
    assert again != WRAPPED
    assert cipher._unwrap(7, 1, again) == bytes(range(32))


def test_stored_indexes_are_found(kept):
    assert blind_index.index("id", SECRET) == "c13220e019d1ef8c2fda372a61c1bd6b"
    assert blind_index.index("phone", "13800000000") == "c1d6328089ab3a15b41008e4a9fa6a88"
    assert blind_index.key_tag() == blind_index.key_tag(MASTER) == master_key.fingerprint()[:2] == "c1"


def test_a_former_master_key_is_searched_for_second(kept, settings):
    settings.ZHIJIAO_MASTER_KEY = "YW5vdGhlciBtYXN0ZXIga2V5IGZvciB0ZXN0cyBvbmx5LCA0OCBieXRlcyBsLi4u"
    settings.ZHIJIAO_FORMER_MASTER_KEYS = [MASTER]
    now = blind_index.index("id", SECRET)
    assert now != "c13220e019d1ef8c2fda372a61c1bd6b"
    assert blind_index.alternatives("id", SECRET) == [now, "c13220e019d1ef8c2fda372a61c1bd6b"]
    assert blind_index.alternatives("id", " ") == blind_index.alternatives("id", None) == []
    assert blind_index.former_masters() == (MASTER,)
    assert blind_index.index_many("id", [SECRET], MASTER) == ["c13220e019d1ef8c2fda372a61c1bd6b"]


def test_the_log_is_proved(kept):
    moment = datetime(2026, 1, 2, 3, 4, 5, 678, tzinfo=UTC)
    facts = [moment, "export", 6, None, "韦", "", "表", {"b": 1, "a": 2}]
    text = '["2026-01-02T03:04:05.000678+00:00","export",6,null,"韦","","表",{"a":2,"b":1}]'
    assert chain.signed_bytes(facts) == text.encode()
    signature = "333931bf16ffc3c8becc5f9cec45d9b0446873ccc0d16f7e5547a335b5e9416f"
    assert chain.sign(b"x") == chain.sign(b"x", MASTER) == signature
    assert chain.is_marked(b"x", signature)
    assert not chain.is_marked(b"y", signature)
    assert chain.is_known("c1f3ffb2")
    assert not chain.is_known("c1f3ffb3")
    assert chain.BEGINNING == "0" * 64
    assert chain.link_digest(chain.BEGINNING, 1, 5, b"x") == (
        "4241843bf1e39aba65ee84ccafc7e8ef87dcec07a801dc605ced6422c060632a"
    )
    assert chain.signed_link(3, "ab") == b"seal 3 ab"
    assert chain.signed_cut(3, "ab", 4, moment) == b"cut 3 ab 4 2026-01-02T03:04:05.000678+00:00"


# Limits --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("size", [0, 16, 31, 33, 64])
def test_a_data_key_has_32_bytes(size):
    with pytest.raises(ValueError, match="a data key has 32 bytes"):
        Sealer(bytes(size), b"")


def test_the_empty_text_seals_and_anything_shorter_is_broken():
    sealer = Sealer(bytes(range(32)), b"place")
    (sealed,) = sealer.seal([b""])
    assert len(sealed) == aead.NONCE_BYTES + aead.TAG_BYTES == 28
    assert sealer.open(aead.DEFAULT_MARK, sealed) == b""
    with pytest.raises(BrokenSeal):
        sealer.open(aead.DEFAULT_MARK, sealed[:-1])
    assert sealer.seal([]) == []


def test_every_text_has_a_nonce_of_its_own_and_its_own_place():
    sealer = Sealer(bytes(range(32)), b"place")
    texts = [b"a", b"bb", b"", b"ccc"]
    sealed = sealer.seal(iter(texts))
    assert [sealer.open(aead.DEFAULT_MARK, each) for each in sealed] == texts
    assert len({each[:12] for each in sealed}) == 4


def test_the_two_ciphers_use_their_own_half_of_the_key(monkeypatch):
    for mark, same in ((aead.SM4_MARK, slice(0, 16)), (aead.AES_MARK, slice(16, 32))):
        monkeypatch.setattr(aead, "DEFAULT_MARK", mark)
        (sealed,) = Sealer(bytes(range(32)), b"").seal([b"text"])
        other = bytearray(b"\xff" * 32)
        other[same] = bytes(range(32))[same]
        assert Sealer(bytes(other), b"").open(mark, sealed) == b"text"
    assert aead.MARKS == ("g1", "a1")


def test_where_there_is_no_sm4_aes_is_used(monkeypatch):
    from cryptography.exceptions import UnsupportedAlgorithm

    assert aead._sm4_works()

    def unsupported(*args):
        raise UnsupportedAlgorithm("no")

    with monkeypatch.context() as patched:
        patched.setattr(aead, "Cipher", unsupported)
        assert not aead._sm4_works()
    monkeypatch.setattr(aead, "SM4", None)
    assert not aead._sm4_works()
    monkeypatch.setattr(aead, "DEFAULT_MARK", aead.AES_MARK)
    sealer = Sealer(bytes(range(32)), b"")
    assert sealer.open(aead.AES_MARK, sealer.seal([b"text"])[0]) == b"text"
    with pytest.raises(BrokenSeal):
        sealer.open(aead.SM4_MARK, bytes(40))


MASKS = [
    ("id", "123456789", "******"), ("id", "1234567890", "123*******"), ("phone", "123456789", "******"),
    ("phone", "1234567890", "123*****90"), ("account", "123456789", "******"), ("account", "1234567890", "123******"),
    ("address", "一二三四五六七八九", "******"), ("address", "广西省南宁市青秀区民族", "广西省南宁市******"),
    ("address", "广西省南宁市青秀区民", "广西省南宁市******"), ("address", "黑龙江省大庆市萨尔图区", "黑龙江省******"),
    ("file", '["王丽.pdf", "李明.pdf"]', "******2个文件"), ("file", "王丽.pdf", "******"),
    ("name", "王", "*"), ("name", "王丽", "王*"), ("text", "一二三四五六七八九十一二", "******"),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "text", "shown"), MASKS)
def test_where_a_mask_begins_to_show_something(kind, text, shown):
    assert mask(kind, text) == shown


# Keys in memory ------------------------------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_keys_are_read_again_after_a_while_and_forgotten_on_demand(monkeypatch, django_assert_num_queries):
    cipher.forget_keys()
    first = for_school(7)
    assert for_school(7) is first
    moment = first.loaded
    monkeypatch.setattr(cipher.time, "monotonic", lambda: moment + cipher.KEPT_SECONDS)
    assert for_school(7) is first
    monkeypatch.setattr(cipher.time, "monotonic", lambda: moment + cipher.KEPT_SECONDS + 1)
    second = for_school(7)
    assert second is not first
    cipher.forget(7)
    assert 7 not in cipher._ciphers
    cipher.forget(8)
    for_school(7)
    monkeypatch.setattr(cipher, "_CACHE_SIZE", 1)
    for_school(8)
    assert set(cipher._ciphers) == {8}, "the cache is emptied when it is full"
    assert for_school(8) is cipher._ciphers[8]
    assert repr(for_school(8)) == "<SchoolCipher school=8 key=1>"
    cipher.forget_keys()
    assert cipher._ciphers == {}


def test_versions_count_up_school_by_school(db):
    assert [cipher.add_version(7), cipher.add_version(7), cipher.add_version(8)] == [1, 2, 1]
    held = DataKey.objects.order_by("school_id", "version").values_list("school_id", "version")
    assert list(held) == [(7, 1), (7, 2), (8, 1)]
    assert cipher.fresh(7).encrypt(SECRET).split(".")[1] == "2"
    assert for_school(7)._current == 2


def test_a_first_key_that_somebody_else_has_made_meanwhile_is_taken(db):
    token = for_school(7).encrypt(SECRET)
    cipher.forget_keys()
    assert set(cipher._create_first(7)) == {1}
    assert DataKey.objects.filter(school_id=7).count() == 1
    assert for_school(7).decrypt(token) == SECRET


def test_a_version_made_after_the_cipher_was_read_opens_and_never_seals(db):
    old = for_school(7)
    old.encrypt(SECRET)
    cipher.add_version(7)
    token = cipher.fresh(7).encrypt(SECRET)
    assert old.decrypt(token) == SECRET
    assert old.encrypt(SECRET).split(".")[1] == "1"
    with pytest.raises(DecryptError, match="机构 7）：没有版本 9 的密钥，请从备份恢复数据密钥表"):
        old.decrypt("g1.9." + "A" * 60)
    assert connection.in_atomic_block


def test_errors_say_what_is_wrong(db):
    token = for_school(7).encrypt(SECRET)
    with pytest.raises(
        DecryptError, match="隐私数据无法解密（机构 8）：密钥版本 1：内容已损坏，或属于其他学校"
    ):
        for_school(8).decrypt(token)
    with pytest.raises(DecryptError, match="隐私数据无法解密（机构 7）：存储内容不是加密值"):
        for_school(7).decrypt("abc")
    with pytest.raises(DecryptError, match="存储内容不是加密值"):
        for_school(7).decrypt(token + "!")


def test_a_lost_master_key_is_told_from_a_damaged_data_key(db, settings):
    for_school(7)
    wrapped = DataKey.objects.get().wrapped
    with pytest.raises(DecryptError, match="数据密钥已损坏"):
        cipher._unwrap(7, 1, wrapped[:-4] + "AAAA")
    settings.ZHIJIAO_MASTER_KEY = MASTER
    with pytest.raises(DecryptError, match="与加密时所用的不同，请换回原来的主密钥"):
        cipher._unwrap(7, 1, wrapped)
