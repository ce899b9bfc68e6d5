"""What other parts of the program tell people, as the people read it."""

import pytest
from django.utils import timezone

from tests import sample
from tests.accounts.places import person, role
from tests.background_work import work
from tests.intake.conftest import book
from zhijiao.files import asking
from zhijiao.files.background_jobs import make_file
from zhijiao.filing.models import StagedRow
from zhijiao.filing.schema import registry
from zhijiao.identity.rights import actor_for
from zhijiao.intake import approval, exported_files, queue, review, upload
from zhijiao.looks.models import LookAlert
from zhijiao.notices.models import InboxItem
from zhijiao.users import services


def told(user) -> list[tuple[str, str]]:
    items = InboxItem.objects.filter(user=user).order_by("pk")
    return list(items.values_list("message__title", "message__url"))


@pytest.fixture
def people(tree):
    return person(tree.school, "admin", "school_admin"), person(tree.school, "reviewer", "data_reviewer")


def send(tree, admin, *rows, form="enterprise"):
    data = book(form, *rows, school=tree.school)
    upload.accept(actor_for(admin), tree.school, registry.get(form), "填好的模板.xlsx", data, sample.YEAR)
    assert queue.run_pending_once()


def test_an_import_is_told_to_who_uploaded_it_and_to_the_reviewers(tree, people):
    admin, reviewer = people
    send(tree, admin, sample.row("enterprise", 1), sample.row("enterprise", 2), sample.row("enterprise", 3))
    assert told(admin) == [("“企业信息”校验通过，3 行已交复核", "/manage/import/")]
    assert told(reviewer) == [("“企业信息”有 3 行待复核", "/review/enterprise/")]
    form, first = registry.get("enterprise"), StagedRow.objects.order_by("pk").values_list("pk", flat=True)[0]
    review.give_back(actor_for(reviewer), tree.school, form, approval.Choice([first]), "重复上报")
    batch = f"/manage/import/?form=enterprise&batch={StagedRow.objects.values_list('batch_id', flat=True)[0]}"
    assert told(admin)[1:] == [("“企业信息”有 1 行被复核员退回，没有写入", batch)]
    approval.pass_rows(actor_for(reviewer), tree.school, form)
    assert told(admin)[2:] == [("“企业信息”复核完毕，写入 2 行，退回（未写入）1 行", batch)]
    assert len(told(reviewer)) == 1


def test_a_file_with_mistakes_is_told_to_who_uploaded_it_alone(tree, people):
    admin, reviewer = people
    send(tree, admin, sample.row("enterprise", 1, name=None))
    assert told(admin) == [("“企业信息”校验完毕，有内容需要处理", "/manage/import/")]
    assert told(reviewer) == []


def test_a_prepared_file_is_told_to_who_asked_for_it(tree, people):
    clerk = person(tree.school, "clerk", "school_clerk")
    forms = [form for form in registry.registry().records if form.key == "enterprise"]
    actor = actor_for(clerk)
    asking.ask(actor, exported_files.school_book_wanted(actor, forms, tree.school, sample.YEAR))
    assert told(clerk) == []
    work(make_file)
    assert told(clerk) == [("文件已生成：全校工作簿", "/files/")]


def test_changes_of_an_account_are_told_to_its_owner_when_somebody_else_makes_them(tree, people):
    admin, reviewer = people
    services.set_roles(reviewer, [role("school_clerk")], by=admin)
    services.reset_password(reviewer, admin)
    services.set_active(reviewer, False)
    services.set_active(reviewer, True)
    assert [title for title, _ in told(reviewer)] == [
        "您的功能角色已变更",
        "您的登录密码已由管理员重置",
        "您的账号已重新启用",
    ]
    services.set_roles(reviewer, [role("school_clerk")], by=admin)  # nothing changes
    assert len(told(reviewer)) == 3
    assert told(admin) == []


def test_an_unusual_amount_of_looks_is_told_to_who_settles_it(tree, people):
    admin, reviewer = people
    facts = {"org": tree.school, "user_id": reviewer.pk, "user_name": reviewer.real_name, "kind": "export"}
    alert = LookAlert.objects.create(
        **facts, day=timezone.localdate(), at=timezone.now(), amount=9000, limit=8000
    )
    assert told(admin) == [("有异常查看待核实", "/manage/looks/alerts/")]
    alert.save()
    assert (len(told(admin)), told(reviewer)) == (1, [])
