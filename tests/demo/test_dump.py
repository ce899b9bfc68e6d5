"""A full dump of the demo province's database holds no private value in clear."""

import re

import pytest

from tests.private.house import SHORTEST, dump, spellings
from zhijiao.demo.load import load
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


@pytest.mark.slow
@pytest.mark.django_db
def test_a_dump_of_the_province_holds_no_private_value():
    load(scale=0.04)
    planted = private_values()
    texts = [text for _, text in dump()]
    numbers = {number for text in texts for number in NUMBER.findall(text)}
    words = "\n".join(texts)
    assert len(planted) > 500
    assert planted & numbers == set()
    others = [text for text in planted if not NUMBER.fullmatch(text)]
    assert [text for text in others if any(spelling in words for spelling in spellings(text))] == []
