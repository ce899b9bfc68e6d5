"""What is compiled and remembered shows nothing old: the next click knows of every change."""

from html import unescape

from zhijiao.filing.schema import registry
from zhijiao.identity.models import User
from zhijiao.orgs.models import Org

LIST = "/forms/teacher/"


def page(client, address=LIST) -> str:
    return unescape(client.get(address).content.decode())


def model():
    return registry.record_form("teacher").model


def test_a_record_that_is_renamed_or_gone(clerk, three):
    record = model().unscoped.order_by("pk").first()
    assert f">{record.name}<" in page(clerk)
    model().unscoped.filter(pk=record.pk).update(name="新改的名")
    assert ">新改的名<" in page(clerk)
    assert "新改的名" in page(clerk, f"{LIST}{record.pk}/")


def test_a_name_with_markup_stays_text(clerk, three):
    record = model().unscoped.order_by("pk").first()
    model().unscoped.filter(pk=record.pk).update(name="<b>%s%d</b>\"'&")
    answer = clerk.get(LIST).content.decode()
    assert "<b>%s" not in answer
    assert "&lt;b&gt;%s%d&lt;/b&gt;" in answer


def test_another_school_has_its_own_rows(clerk, three, tree):
    record = model().unscoped.order_by("pk").first()
    assert clerk.get(f"{LIST}{record.pk}/").status_code == 200
    page(clerk)
    model().unscoped.filter(pk=record.pk).update(school_id=tree.sister.pk)
    assert f'data-id="{record.pk}"' not in page(clerk)
    assert clerk.get(f"{LIST}{record.pk}/").status_code == 404


def test_rights_taken_away(clerk, three):
    assert 'form="del"' in page(clerk)
    user = User.objects.get(username="wei")
    user.roles.clear()
    User.objects.filter(pk=user.pk).update(stamp=user.stamp + 1)
    assert clerk.get(LIST).status_code != 200


def test_own_rows_only(clerk, three):
    assert 'data-id="' in page(clerk)
    user = User.objects.get(username="wei")
    User.objects.filter(pk=user.pk).update(row_role="own", stamp=user.stamp + 1)
    assert 'data-id="' not in page(clerk)


def test_the_name_of_the_school(clerk, three, tree):
    page(clerk)
    Org.objects.filter(pk=tree.school.pk).update(name="改名后的学校")
    assert "改名后的学校" in page(clerk)
