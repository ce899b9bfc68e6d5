"""A full dump of the demo province's database holds no private value in clear."""

import json
import re

import pytest

from tests.private.house import SHORTEST, dump
from zhijiao.filing.schema import registry
from zhijiao.orgs.models import Org
from zhijiao.private.cipher import for_school
from zhijiao.private.sealed_stores import stores

NUMBER = re.compile(r"\d{6,}[Xx]?")


def private_values():
    """Every private value of every record, opened."""
    keys = {form.key for form in registry.registry().records}
    found = set()
    for school in Org.objects.values_list("pk", flat=True):
        cipher = for_school(school)
        for store in stores():
            if store.name in keys:
                for tokens in store.rows(school).values_list(*store.columns):
                    found.update(text for text in cipher.decrypt_many(tokens) if text)
    return {text for text in found if len(text) >= SHORTEST}


def in_clear(words, texts):
    """Words that stand in a text as they are or as JSON escapes them; each is looked for where it can be."""
    everything = "\n".join(texts)
    beyond_ascii = "\n".join(text for text in texts if not text.isascii())
    escaped = "\n".join(text for text in texts if "\\" in text)
    return [
        word
        for word in words
        if word in (everything if word.isascii() else beyond_ascii) or json.dumps(word)[1:-1] in escaped
    ]


def test_a_word_is_found_however_it_is_written():
    texts = {"住在云州市青秀区", '{"a": "\\u4e91\\u5dde\\u5e02"}', "a@b.cn 1"}
    assert in_clear(["青秀区", "云州市", "a@b.cn", "白沙"], texts) == ["青秀区", "云州市", "a@b.cn"]
    assert in_clear(["云州市"], {'"\\u4e91\\u5dde\\u5e02"'}) == ["云州市"]


@pytest.mark.slow
def test_a_dump_of_the_province_holds_no_private_value(province):
    planted = private_values()
    texts = {text for _, text in dump()}
    numbers = {number for text in texts for number in NUMBER.findall(text)}
    assert len(planted) > 500
    assert planted & numbers == set()
    assert in_clear([text for text in planted if not NUMBER.fullmatch(text)], texts) == []
