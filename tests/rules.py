"""What a rule says of the records entered: for the tests of single rules."""

import pytest

from zhijiao.catalogue.matrix import current_round
from zhijiao.orgs.models import Org
from zhijiao.quality import book, evaluate
from zhijiao.quality.data import Data


@pytest.fixture
def breaks(school):
    """Messages of a rule over the school's records, in order of the records; with ``of`` for another school."""

    def said(key, of=None):
        data = Data(Org.objects.filter(pk=(of or school).pk), current_round())
        found = evaluate.breaks(data, book.rules()[key])
        return [each.rule.say(each.values) for each in sorted(found, key=lambda each: each.record_id)]

    return said
