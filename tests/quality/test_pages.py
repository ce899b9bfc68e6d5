"""The pages of 数据校验: who sees which findings, and what a click does."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from tests import sample
from tests.background_work import work
from zhijiao.identity.models import Role, RoleGrant
from zhijiao.orgs.services import create_org
from zhijiao.quality import background_jobs, school_checks
from zhijiao.quality.models import Finding, SchoolCheck
from zhijiao.users.services import create_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def odd(put):
    """A class with a wrong number, and a student of another grade."""
    room = put("school_class", number="c1", name="20级1班", status="1", total=2, grade=2020)
    student = put("student", number="s1", name="覃明")
    put("student_enrolment", student=student, school_class=room, status="01", grade=2019)
    return room


@pytest.fixture
def checked(odd, school, filing):
    school_checks.check_school(school, filing)
    return {each.rule: each for each in Finding.objects.filter(school=school)}


@pytest.fixture
def enter(client):
    def signed_in(org, *roles, **facts):
        client.force_login(sample.user(org, *roles, **facts))
        return client

    return signed_in


def test_a_clerk_checks_and_sees_the_gravest_first(odd, school, enter):
    client = enter(school, "school_clerk")
    page = client.post("/quality/check/", follow=True).content.decode()
    assert "已开始按最新数据重新校验" in page
    assert work(background_jobs.check_asked) == 1
    page = client.get("/quality/").content.decode()
    assert page.index("班级人数与在读学生数不一致") < page.index("学生学籍年级与所在班级年级不同")
    assert "“20级1班”填报总人数 2 人，与“学生学籍信息”中的在读学生 1 人不一致" in page
    assert f"/forms/school_class/{odd.pk}/edit/#f-total" in page


def test_a_school_is_checked_once_at_a_time_and_not_again_within_a_minute(odd, school, enter, monkeypatch):
    runs = []
    check_schools = school_checks.check_schools
    monkeypatch.setattr(
        school_checks, "check_schools", lambda ids, filing: runs.append(ids) or check_schools(ids, filing)
    )
    client = enter(school, "school_clerk")
    said = [client.post("/quality/check/", follow=True).content.decode() for _ in range(3)]
    assert ["已开始" in page for page in said] == [True, False, False]
    assert "本校正在等待校验，没有重复提交" in said[2]
    assert runs == [], "nothing is worked out in the request"
    assert work(background_jobs.check_asked) == 1
    assert "刚刚校验过，没有重复校验" in client.post("/quality/check/", follow=True).content.decode()
    assert work(background_jobs.check_asked) == 0
    assert runs == [[school.pk]]
    SchoolCheck.objects.update(checked_at=timezone.now() - timedelta(minutes=2))
    assert "已开始" in client.post("/quality/check/", follow=True).content.decode()


@pytest.mark.parametrize("role", ["school_reader", "school_supervisor", "school_principal", "data_reviewer"])
def test_only_who_may_change_something_asks_for_a_check(checked, school, enter, role):
    client = enter(school, role)
    assert "/quality/check/" not in client.get("/quality/").content.decode()
    answer = client.post("/quality/check/")
    assert (answer.status_code, "修改" in answer.content.decode()) == (403, True)
    above = enter(school.parent, "province_auditor")
    assert above.post(f"/quality/check/?school={school.pk}").status_code == 403
    assert not SchoolCheck.objects.filter(pending=True).exists()


def test_the_list_is_narrowed(checked, school, enter):
    client = enter(school, "school_clerk")
    logic = client.get("/quality/?level=logic").content.decode()
    assert "班级人数与在读学生数不一致</a>" in logic
    assert "学生学籍年级与所在班级年级不同</a>" not in logic
    assert "没有符合条件的校验结果" in client.get("/quality/?state=resolved").content.decode()
    assert client.get("/quality/?level=x&form=y&rule=z&state=w&page=99999").status_code == 200


def test_explaining_on_the_page(checked, school, enter):
    found = checked["grade_of_class"]
    client = enter(school, "school_clerk")
    posted = {"finding": f"{found.pk}:{found.version}", "step": "explain", "text": "短"}
    refused = client.post("/quality/answer/", posted)
    assert refused.status_code == 422
    assert "不少于 4 个字" in refused.content.decode()
    done = client.post("/quality/answer/", {**posted, "text": "该生2020年留级"}, follow=True)
    assert "已说明 1 条校验结果" in done.content.decode()
    stale = client.post("/quality/answer/", {**posted, "text": "换一种说法"})
    assert stale.status_code == 422
    assert "换一种说法" in stale.content.decode()
    supervisor = enter(school, "school_supervisor")
    version = Finding.objects.get(pk=found.pk).version
    posted = {"finding": f"{found.pk}:{version}", "step": "accept"}
    assert "已认可 1 条" in supervisor.post("/quality/review/", posted, follow=True).content.decode()


def test_the_record_and_its_form_tell_of_findings(checked, odd, school, enter):
    client = enter(school, "school_clerk")
    for path in (f"/forms/school_class/{odd.pk}/", f"/forms/school_class/{odd.pk}/edit/"):
        assert "在读学生 1 人不一致（待处理）" in client.get(path).content.decode()
    assert "本表有 逻辑校验 1 条，经验校验 1 条待处理" in client.get("/forms/school_class/").content.decode()
    assert "数据校验：" not in client.get("/forms/department/").content.decode()


def test_the_workbench_counts_by_class(checked, school, enter):
    page = enter(school, "school_clerk").get("/").content.decode()
    assert "逻辑校验 1 条" in page
    must = Finding.objects.filter(school=school).exclude(level="hint").count()
    assert f"上报前须处理 {must} 条" in page


def test_who_sees_own_rows_sees_findings_on_own_rows(checked, odd, school, enter, filing):
    client = enter(school, "school_clerk", row_role="own")
    assert "没有符合条件的校验结果" in client.get("/quality/").content.decode()
    assert client.get(f"/quality/{checked['class_size'].pk}/").status_code == 404
    user = sample.User.objects.latest("pk")
    odd.created_by = user.pk
    odd.save()
    assert "班级人数与在读学生数不一致</a>" in client.get("/quality/").content.decode()
    assert client.get(f"/quality/{checked['class_size'].pk}/").status_code == 200


def test_nothing_is_there_for_others(checked, school, enter):
    found = checked["class_size"]
    other = sample.school(24, name="邻校")
    clerk = enter(other, "school_clerk")
    paths = (
        f"/quality/{found.pk}/",
        f"/quality/?school={school.pk}",
        f"/quality/{found.pk}/?school={school.pk}",
    )
    assert [clerk.get(path).status_code for path in paths] == [404] * 3
    posted = {"finding": f"{found.pk}:1", "step": "explain", "text": "该生2020年留级"}
    assert clerk.post("/quality/answer/", posted).status_code == 404
    assert clerk.post(f"/quality/check/?school={school.pk}").status_code == 404
    outside = create_org(school.parent.parent, "province", "别省教育厅", "440000", region="440000")
    assert enter(outside, "province_auditor").get(f"/quality/?school={school.pk}").status_code == 404


def test_an_authority_reads_counters_and_drills_down(checked, school, enter):
    client = enter(school.parent, "province_auditor")
    assert school.name in client.get("/quality/").content.decode()
    by_rule = client.get("/quality/?by=rule").content.decode()
    assert "?rule=class_size" in by_rule
    assert (
        f"?school={school.pk}&amp;rule=class_size" in client.get("/quality/?rule=class_size").content.decode()
    )
    listed = client.get(f"/quality/?school={school.pk}").content.decode()
    assert "去更正" not in listed
    assert client.get(f"/quality/{checked['class_size'].pk}/?school={school.pk}").status_code == 200


def test_schools_without_findings_are_left_out_unless_wanted_and_heads_sort(checked, school, filing, enter):
    clean = sample.school(24, name="邻校")
    school_checks.check_school(clean, filing)
    client = enter(school.parent, "province_auditor")

    def listed(address):
        page = client.get(address).content.decode().split("<tbody")[1]
        return re.findall(r"<a href=[^>]+school=[^>]+>([^<]+)</a></th>", page)

    assert listed("/quality/") == [school.name]
    assert listed("/quality/?all=1") == [school.name, "邻校"]
    assert listed("/quality/?all=1&sort=logic") == ["邻校", school.name]
    assert listed("/quality/?q=邻校") == ["邻校"]
    page = client.get("/quality/?sort=-logic").content.decode()
    assert re.search(r'class="r" aria-sort="descending"><a class="sort" href="\?sort=logic">逻辑校验', page)


def test_rules_are_listed_and_tried_without_storing(odd, school, enter):
    client = enter(school.parent, "province_leader")
    assert "班级人数与在读学生数不一致" in client.get("/quality/rules/").content.decode()
    tried = client.post("/quality/rules/class_size/trial/").content.decode()
    assert '<strong class="num">1</strong> 所学校共 <strong class="num">1</strong> 条' in tried
    assert not Finding.objects.exists()
    clerk = enter(school, "school_clerk")
    assert clerk.post("/quality/rules/class_size/trial/").status_code == 403
    assert clerk.get("/quality/rules/nothing/").status_code == 404


def test_an_administrator_of_an_authority_tries_rules_and_sees_no_findings(checked, school, enter):
    client = enter(school.parent, "province_admin")
    assert "班级人数与在读学生数不一致" in client.get("/manage/rules/").content.decode()
    tried = client.post("/manage/rules/class_size/trial/").content.decode()
    assert f'<th scope="row" class="main">{school.name}</th>' in tried
    assert client.get("/quality/").status_code == 403
    assert enter(school, "school_admin").get("/manage/rules/").status_code == 403


def test_export_as_seen(checked, school, enter):
    response = enter(school, "school_clerk").get("/quality/export/csv/?level=logic")
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    lines = text.strip().splitlines()
    assert lines[0].startswith("类别,规则,问题")
    assert len(lines) == 2
    assert "班级人数与在读学生数不一致" in lines[1]
    assert enter(school, "school_reader").get("/quality/export/csv/").status_code == 403


def test_counts_are_those_of_forms_one_may_see(checked, school, client):
    province = school.parent
    role = Role.objects.create(org=province, key="partial", name="学籍", portal="business", level="province")
    RoleGrant.objects.create(role=role, form="student_enrolment", action="view")
    facts = {"password": sample.PASSWORD, "must_change_password": False, "row_role": "granted"}
    client.force_login(create_user(province, "shengji", "韦朗朗", [role], **facts)[0])
    page = client.get("/quality/").content.decode()
    assert "逻辑校验待改正</dt><dd>0<" in page
    assert "经验校验待处理</dt><dd>1<" in page
    listed = client.get(f"/quality/?school={school.pk}").content.decode()
    assert "学生学籍年级与所在班级年级不同" in listed
    assert "班级人数" not in listed


def test_an_authority_exports_the_counts_of_its_schools(checked, school, enter):
    response = enter(school.parent, "province_auditor").get("/quality/schools/csv/")
    lines = b"".join(response.streaming_content).decode("utf-8-sig").strip().splitlines()
    assert len(lines) == 2
    assert lines[1].startswith(f"{school.code},{school.name},1,")


def test_a_list_of_many_findings_asks_as_often_as_one_of_few(
    put, school, filing, enter, django_assert_max_num_queries
):
    for i in range(30):
        put("school_class", number=f"c{i}", name=f"班{i}", status="1", total=9)
    school_checks.check_school(school, filing)
    client = enter(school, "school_clerk")
    with django_assert_max_num_queries(14):
        assert client.get(reverse("quality:list")).status_code == 200


def test_nobody_accepts_an_explanation_of_his_own(checked, school, enter):
    found = checked["grade_of_class"]
    both = enter(school, "school_clerk", "school_supervisor")
    both.post(
        "/quality/answer/",
        {"finding": f"{found.pk}:{found.version}", "step": "explain", "text": "该生2020年留级"},
    )
    found.refresh_from_db()
    posted = {"finding": f"{found.pk}:{found.version}", "step": "accept", "text": ""}
    refused = both.post("/quality/review/", posted)
    assert (refused.status_code, "不能认可本人提交的说明" in refused.content.decode()) == (422, True)
    enter(school, "school_supervisor").post("/quality/review/", posted)
    found.refresh_from_db()
    assert found.state == "accepted"
