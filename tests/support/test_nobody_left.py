"""A question whose node or person no longer answers comes to those who do."""

from tests.accounts.places import person
from tests.support.conftest import asked
from zhijiao.identity.rights import actor_for
from zhijiao.notices.models import InboxItem
from zhijiao.orgs.models import Org, Status
from zhijiao.support import handling, talking
from zhijiao.support.talking import Voice


def told(pk, title):
    found = InboxItem.objects.filter(message__title__contains=title, message__url=talking.address_of(pk))
    return set(found.values_list("user__username", flat=True))


def more(question, clerk, text="还是不行"):
    talking.say_as_asker(question.pk, Voice("asker", clerk.real_name, clerk.pk), text)
    question.refresh_from_db()


def test_of_somebody_who_left_the_others_are_told(tree, clerk, admin):
    question = asked(clerk)
    handling.say(actor_for(admin), question.pk, "请先导入专业")
    other = person(tree.school, "admin2", "school_admin")
    more(question, clerk)
    assert told(question.pk, "有新消息") == {"admin"}
    admin.is_active = False
    admin.save()
    more(question, clerk)
    assert told(question.pk, "有新问题") == {"admin", "admin2"}, "the first one when it was asked"
    question.refresh_from_db()
    assert question.assigned_to is None
    handling.say(actor_for(other), question.pk, "我来答复")


def test_of_a_node_without_anybody_the_next_above_takes_over(tree, clerk, admin, city):
    question = asked(clerk)
    assert question.handler == tree.school
    clerk.org = tree.sister  # as a merger does
    clerk.save()
    admin.org = tree.sister
    admin.save()
    Org.objects.filter(pk=tree.school.pk).update(status=Status.MERGED)
    more(question, clerk)
    assert question.handler == tree.city
    assert told(question.pk, "有新问题") == {"admin", "city"}
    assert handling.queue(actor_for(city)).get() == question
    handling.say(actor_for(city), question.pk, "请先导入专业")
