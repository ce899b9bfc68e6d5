"""Standards in the manage portal: national ones to read, provincial ones to set, never below what documents ask."""

from datetime import date

import pytest

from zhijiao.audit.models import Entry
from zhijiao.indicators.models import Category, IndicatorCheck, ProvinceFigure, SchoolCategory

pytestmark = pytest.mark.django_db
PAGE, SAVE, DELETE = "/manage/indicators/", "/manage/indicators/figure/", "/manage/indicators/figure/delete/"
CATEGORY = "/manage/indicators/category/"
GOOD = {
    "key": "site_per_student", "category": "general", "value": "40", "document": "云教〔2020〕1号", "article": "三",
    "valid_from": "2020-01-01", "valid_to": "", "note": "",
}  # fmt: skip


@pytest.fixture
def admin(client_of, tree):
    return client_of("province_admin", org=tree.province)


def told():
    return list(Entry.objects.filter(event="rules").order_by("pk").values_list("subject", "detail__done"))


def test_a_province_sets_changes_and_removes_a_figure(admin, tree, means, kept, filing):
    kept(tree.school, tree.foreign)
    assert admin.post(SAVE, GOOD).status_code == 302
    row = ProvinceFigure.objects.get()
    assert (row.province, row.value, row.valid_from) == (tree.province, 40, date(2020, 1, 1))
    assert set(IndicatorCheck.objects.filter(pending=True).values_list("school", flat=True)) == {
        tree.school.pk
    }
    page = admin.get(f"{PAGE}?edit={row.pk}").content.decode()
    assert 'value="40"' in page
    changed = GOOD | {"value": "45", "pk": row.pk, "version": 1}
    assert admin.post(SAVE, changed).status_code == 302
    row.refresh_from_db()
    assert (row.value, row.version) == (45, 2)
    stale = admin.post(SAVE, changed | {"value": "50"}, follow=True).content.decode()
    assert "被他人修改或删除，没有保存" in stale
    row.refresh_from_db()
    assert row.value == 45
    admin.post(DELETE, {"pk": row.pk, "version": 1})
    assert ProvinceFigure.objects.exists()
    admin.post(DELETE, {"pk": row.pk, "version": 2})
    assert not ProvinceFigure.objects.exists()
    subject = "办学条件标准：生均用地面积"
    assert told() == [(subject, "新增省级标准"), (subject, "修改省级标准"), (subject, "删除省级标准")]


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"value": "32"}, "低于国家标准（33 平方米"),
        ({"key": "students_per_teacher", "value": "21"}, "低于国家标准（20 人"),
        ({"value": "32", "category": "remote", "key": "periodicals"}, "低于国家标准（80 种"),
        ({"value": "-1"}, "不是标准值"),
        ({"value": "NaN"}, "不是标准值"),
        ({"value": "40.123"}, "最多两位小数"),
        ({"document": ""}, "请填写本省文件"),
        ({"document": "文" * 121}, "最多120个字，现有121个"),
        ({"key": "largest_class"}, "请选择指标"),
        ({"category": "all"}, "请选择适用学校"),
        ({"valid_from": ""}, "请填写生效日期"),
        ({"valid_from": "昨天"}, "不是日期"),
        ({"valid_to": "2019-01-01"}, "早于生效日期"),
    ],
)
def test_what_cannot_be_a_figure_is_said_at_its_box_and_nothing_is_kept(admin, change, words):
    answer = admin.post(SAVE, GOOD | change)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not ProvinceFigure.objects.exists()
    assert told() == []


def test_what_documents_leave_to_provinces_may_be_lower(admin):
    assert admin.post(SAVE, GOOD | {"category": "art", "value": "25"}).status_code == 302
    assert (
        admin.post(
            SAVE, GOOD | {"category": "remote", "key": "students_per_teacher", "value": "25"}
        ).status_code
        == 302
    )
    assert ProvinceFigure.objects.count() == 2


def test_two_figures_for_the_same_schools_do_not_hold_at_once(admin):
    admin.post(SAVE, GOOD)
    answer = admin.post(SAVE, GOOD | {"valid_from": "2021-01-01"})
    assert answer.status_code == 422
    assert "重叠（2020-01-01 起长期有效）" in answer.content.decode()
    row = ProvinceFigure.objects.get()
    admin.post(SAVE, GOOD | {"valid_to": "2020-12-31", "pk": row.pk, "version": 1})
    assert admin.post(SAVE, GOOD | {"valid_from": "2021-01-01"}).status_code == 302
    assert admin.post(SAVE, GOOD | {"category": "art"}).status_code == 302
    assert ProvinceFigure.objects.count() == 3


def test_only_a_provinces_administrator_sets_and_only_its_own(client_of, admin, tree):
    admin.post(SAVE, GOOD)
    row = ProvinceFigure.objects.get()
    other = client_of("province_admin", org=tree.elsewhere)
    assert "云教〔2020〕1号" not in other.get(PAGE).content.decode()
    assert other.get(f"{PAGE}?edit={row.pk}").status_code == 404
    assert other.post(SAVE, GOOD | {"pk": row.pk, "version": 1, "value": "50"}).status_code == 404
    other.post(DELETE, {"pk": row.pk, "version": 1})
    for org, role in ((tree.ministry, "ministry_admin"), (tree.city, "city_admin")):
        client = client_of(role, org=org)
        assert "云教〔2020〕1号" in client.get(PAGE).content.decode()
        for path, posted in (
            (SAVE, GOOD),
            (DELETE, {"pk": row.pk, "version": 1}),
            (CATEGORY, {"code": tree.school.code, "category": "art"}),
        ):
            assert client.post(path, posted).status_code == 403, (role, path)
    row.refresh_from_db()
    assert (row.value, row.version) == (40, 1)
    assert client_of("school_clerk").get(PAGE).status_code in (302, 403)


def test_a_province_says_which_schools_are_of_a_special_kind(admin, tree):
    assert admin.post(CATEGORY, {"code": tree.school.code, "category": "art"}).status_code == 302
    assert SchoolCategory.objects.get().category == Category.ART
    assert IndicatorCheck.objects.get(school=tree.school).pending
    for code, category, words in (
        (tree.foreign.code, "art", "本省没有标识码"),
        (tree.school.code, "technician", "请选择学校类别"),
        ("x", "art", "本省没有标识码"),
    ):
        answer = admin.post(CATEGORY, {"code": code, "category": category})
        assert answer.status_code == 422
        assert words in answer.content.decode()
    assert SchoolCategory.objects.count() == 1
    admin.post(CATEGORY, {"code": tree.school.code, "category": "general"})
    assert not SchoolCategory.objects.exists()
