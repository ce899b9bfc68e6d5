"""Encryption of private values."""

import json
import pickle
import re
from types import SimpleNamespace

import pytest
from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import SM4
from cryptography.hazmat.primitives.ciphers.modes import GCM
from django.core.exceptions import ImproperlyConfigured
from django.db import transaction
from hypothesis import given
from hypothesis import strategies as st

from tests.work import calls
from zhijiao.kit import master_key
from zhijiao.private import aead, cipher
from zhijiao.private.aead import BrokenSeal, Sealer
from zhijiao.private.cipher import DecryptError, add_version, for_school, forget_keys
from zhijiao.private.models import DataKey

pytestmark = [pytest.mark.both]
SECRET = "11010519491231002X"
OTHER_MASTER = "b3RoZXIgbWFzdGVyIGtleSBmb3IgdGVzdHMgb25seSwgNDggYnl0ZXMgbG9uZy4u"


@pytest.fixture(autouse=True)
def fresh_keys():
    forget_keys()
    yield
    forget_keys()


def test_the_published_vector_of_sm4_gcm():
    """RFC 8998, appendix A.1."""
    key = bytes.fromhex("0123456789ABCDEFFEDCBA9876543210")
    nonce = bytes.fromhex("00001234567800000000ABCD")
    context = bytes.fromhex("FEEDFACEDEADBEEFFEEDFACEDEADBEEFABADDAD2")
    plain = bytes.fromhex(
        "AAAAAAAAAAAAAAAABBBBBBBBBBBBBBBBCCCCCCCCCCCCCCCCDDDDDDDDDDDDDDDD"
        "EEEEEEEEEEEEEEEEFFFFFFFFFFFFFFFFEEEEEEEEEEEEEEEEAAAAAAAAAAAAAAAA"
    )
    sealed = bytes.fromhex(
        "17F399F08C67D5EE19D0DC9969C4BB7D5FD46FD3756489069157B282BB200735"
        "D82710CA5C22F0CCFA7CBF93D496AC15A56834CBCF98C397B4024A2691233B8D"
    )
    tag = bytes.fromhex("83DE3541E4C2B58177E065A9BF7B62EC")
    encryptor = Cipher(SM4(key), GCM(nonce)).encryptor()
    encryptor.authenticate_additional_data(context)
    assert encryptor.update(plain) + encryptor.finalize() == sealed
    assert encryptor.tag == tag
    assert Sealer(key + bytes(16), context).open(aead.SM4_MARK, nonce + sealed + tag) == plain


@given(st.lists(st.one_of(st.none(), st.text())))
def test_sealed_texts_open_again(texts):
    one = cipher.SchoolCipher(7, {1: Sealer(bytes(range(32)), b"school:7")})
    tokens = one.encrypt_many(texts)
    assert one.decrypt_many(tokens) == [text or None for text in texts]
    assert all(token is None or re.fullmatch(r"g1\.1\.[A-Za-z0-9_-]+", token) for token in tokens)


@pytest.mark.parametrize("mark", [aead.SM4_MARK, aead.AES_MARK])
def test_both_ciphers_seal_and_open(mark, monkeypatch):
    monkeypatch.setattr(aead, "DEFAULT_MARK", mark)
    sealer = Sealer(bytes(range(32)), b"place")
    sealed = sealer.seal([b"text"])[0]
    assert sealer.open(mark, sealed) == b"text"
    for broken in (sealed[:-1] + bytes([sealed[-1] ^ 1]), sealed[:20], b""):
        with pytest.raises(BrokenSeal):
            sealer.open(mark, broken)
    with pytest.raises(BrokenSeal):
        Sealer(bytes(range(32)), b"elsewhere").open(mark, sealed)
    with pytest.raises(BrokenSeal):
        sealer.open("x9", sealed)


def test_tokens_fit_into_json_and_differ_for_equal_texts(db):
    school = for_school(1)
    first, second, empty, none = school.encrypt_many([SECRET, SECRET, "", None])
    assert first != second
    assert (empty, none) == (None, None)
    assert json.loads(json.dumps(first)) == first
    assert SECRET not in first
    assert school.encrypt("") is None
    assert school.decrypt("") is None
    assert for_school(1).decrypt_many([first, None, second]) == [SECRET, None, SECRET]


def test_another_school_cannot_decrypt(db):
    token = for_school(1).encrypt(SECRET)
    with pytest.raises(DecryptError) as caught:
        for_school(2).decrypt(token)
    assert "机构 2" in str(caught.value)
    assert SECRET not in str(caught.value)
    assert token not in str(caught.value)


@pytest.mark.parametrize(
    "token", ["plain text", "g1.1.", "g1.x.AAAA", "g1.1.A", "g1.1.密文", "g1.9.AAAA", "x9.1.AAAA"]
)
def test_broken_tokens_raise_one_clear_error(db, token):
    with pytest.raises(DecryptError, match="机构 1"):
        for_school(1).decrypt(token)


def test_changed_tokens_do_not_open(db):
    school = for_school(1)
    token = school.encrypt(SECRET)
    changed = token[:-3] + ("AAA" if not token.endswith("AAA") else "BBB")
    for other in (changed, token + "!!!!", token[:9] + "\n" + token[9:]):
        with pytest.raises(DecryptError):
            school.decrypt(other)


def test_where_a_value_cannot_be_empty_none_is_made_or_taken(db):
    school = for_school(1)
    assert school.decrypt_filled(school.encrypt_filled(SECRET)) == SECRET
    with pytest.raises(ValueError, match="no token"):
        school.encrypt_filled("")
    with pytest.raises(DecryptError, match="机构 1）：应有的加密值为空，请从备份核对该记录"):
        school.decrypt_filled("")


def test_keys_are_stored_wrapped_and_never_shown(db):
    school = for_school(1)
    row = DataKey.objects.get()
    sealer = school._sealers[1]
    assert row.wrapped.startswith(f"{aead.DEFAULT_MARK}.{master_key.fingerprint()}.")
    assert (repr(school), repr(sealer)) == ("<SchoolCipher school=1 key=1>", "<Sealer>")
    with pytest.raises(TypeError, match="keys"):
        pickle.dumps(sealer)
    DataKey.objects.update(school_id=2)  # a wrapped key does not open elsewhere
    with pytest.raises(DecryptError, match="损坏"):
        for_school(2)


def test_a_new_version_encrypts_and_the_old_one_stays_readable(db):
    school = for_school(1)
    old = school.encrypt(SECRET)
    assert add_version(1) == 2
    new = for_school(1).encrypt(SECRET)
    assert new.split(".")[1] == "2"
    assert for_school(1).decrypt_many([old, new]) == [SECRET, SECRET]
    assert school.decrypt(new) == SECRET  # loaded before the second version was there
    assert school.encrypt(SECRET).split(".")[1] == "1"


def test_another_master_key_is_told_apart_from_damage(db, settings):
    for_school(1)
    settings.ZHIJIAO_MASTER_KEY = OTHER_MASTER
    with pytest.raises(DecryptError, match="ZHIJIAO_MASTER_KEY"):
        for_school(1)


@pytest.mark.parametrize("text", ["", "short", "AAAA" * 10, "YWFh" * 16, "不是密钥" * 20])
def test_weak_master_keys_are_refused_with_the_remedy(settings, text):
    settings.ZHIJIAO_MASTER_KEY = text
    if text == "AAAA" * 10:
        text = settings.ZHIJIAO_MASTER_KEY = "AAAA" * 10 + "A"  # one character too many for base64
    with pytest.raises(ImproperlyConfigured, match="secrets.token_urlsafe") as caught:
        master_key.check_master_key()
    assert not text or text not in str(caught.value)


@pytest.mark.django_db(transaction=True)
def test_a_key_that_was_rolled_back_is_not_remembered():
    with transaction.atomic():
        for_school(1).encrypt(SECRET)
        transaction.set_rollback(True)
    assert not DataKey.objects.exists()
    token = for_school(1).encrypt(SECRET)
    forget_keys()
    assert for_school(1).decrypt(token) == SECRET


@pytest.mark.django_db(transaction=True)
def test_a_version_that_was_rolled_back_never_encrypts():
    for_school(1)
    with transaction.atomic():
        add_version(1)
        new = for_school(1).encrypt(SECRET)
        assert new.split(".")[1] == "2"
        assert for_school(1).decrypt(new) == SECRET
        transaction.set_rollback(True)
    assert for_school(1).encrypt(SECRET).split(".")[1] == "1"
    add_version(1)
    assert for_school(1).encrypt(SECRET).split(".")[1] == "2"


@pytest.mark.django_db(transaction=True)
def test_committed_keys_cost_no_query(django_assert_num_queries):
    for_school(1)
    with django_assert_num_queries(0):
        assert for_school(1).decrypt(for_school(1).encrypt(SECRET)) == SECRET


def test_committed_keys_are_remembered_for_a_minute_and_then_read_again(
    db, monkeypatch, django_capture_on_commit_callbacks, django_assert_num_queries
):
    now = SimpleNamespace(value=1000.0)
    monkeypatch.setattr(cipher, "time", SimpleNamespace(monotonic=lambda: now.value))
    with django_capture_on_commit_callbacks(execute=True):
        known = for_school(1)
    now.value += cipher.KEPT_SECONDS
    with django_assert_num_queries(0):
        assert for_school(1) is known
    now.value += 1
    with django_assert_num_queries(1), django_capture_on_commit_callbacks(execute=True):
        newer = for_school(1)
    assert newer is not known
    assert for_school(1) is newer
    forget_keys()
    assert for_school(1) is not newer


def test_whoever_meets_a_version_made_elsewhere_soon_encrypts_under_it(
    db, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        known = for_school(1)
    cipher._create(1, 2)  # by another process
    later = cipher.fresh(1).encrypt(SECRET)
    with django_capture_on_commit_callbacks(execute=True):
        assert for_school(1).decrypt(later) == SECRET
        assert for_school(1) is known, "it may not have been committed yet"
    assert for_school(1).encrypt(SECRET).split(".")[1] == "2"
    assert [add_version(1), add_version(1)] == [3, 4]


def test_keys_read_while_they_are_being_changed_are_forgotten_with_the_commit(
    db, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        known = for_school(1)
        cipher.forget(1)
        cipher._remember(known)
    assert for_school(1) is not known


def test_a_column_of_texts_costs_no_query_one_draw_of_nonces_and_a_few_steps_each(
    db, monkeypatch, django_assert_num_queries
):
    texts = [f"1101052004010{number:05d}" for number in range(2000)]
    school, draw, drawn = for_school(1), aead.os.urandom, []
    monkeypatch.setattr(aead.os, "urandom", lambda size: drawn.append(size) or draw(size))
    with django_assert_num_queries(0):
        tokens = school.encrypt_many(texts)
    assert drawn == [aead.NONCE_BYTES * 2000]
    assert len(set(tokens)) == 2000
    assert calls(lambda: school.encrypt_many(texts)) < 60 * 2000
