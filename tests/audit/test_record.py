"""An entry tells who acted, where and from which address, without being told by the code that records it."""

import pytest

from tests import sample
from zhijiao.audit.context import AuditContext, acting
from zhijiao.audit.events import Event
from zhijiao.audit.log import record
from zhijiao.audit.models import Entry

pytestmark = pytest.mark.django_db


def told(entry):
    return entry.event, entry.org_id, entry.user_id, entry.user_name, entry.address, entry.subject


def test_the_acting_hand_is_named(school):
    with acting(AuditContext(7, "韦朗朗", school.pk, "10.0.0.7")):
        entry = record(Event.EXPORT, subject="教师基本信息", detail={"rows": 12})
    assert told(Entry.objects.get(pk=entry.pk)) == (
        "export", school.pk, 7, "韦朗朗", "10.0.0.7", "教师基本信息",
    )  # fmt: skip
    assert entry.detail == {"rows": 12}


def test_without_a_hand_it_was_the_program_at_the_node_named_or_at_the_top(school):
    here, top = record(Event.SYSTEM, org=school), record(Event.SYSTEM)
    assert told(here) == ("system", school.pk, None, "系统", "", "")
    assert top.org.parent_id is None


def test_whoever_is_signing_in_is_named_before_there_is_an_actor(school):
    user = sample.user(school, "school_clerk")
    with acting(AuditContext(None, "未登录者", None, "10.0.0.8")):
        entry = record(Event.SIGN_IN, user=user)
    assert told(entry) == ("sign_in", school.pk, user.pk, "韦朗朗", "10.0.0.8", "")
