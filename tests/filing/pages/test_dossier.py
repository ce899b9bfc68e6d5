"""综合档案: what every form says of one record, and nothing that the viewer may not know."""

import re
from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from docx import Document

from tests.accounts.places import person, role
from tests.background_work import work
from tests.filing.pages.world import fill
from zhijiao.audit.models import Entry
from zhijiao.catalogue import matrix
from zhijiao.files import answers, keeping
from zhijiao.files.background_jobs import make_file
from zhijiao.files.models import FileState, PreparedFile
from zhijiao.filing.pages.dossier_link import dossier_url, has_dossier
from zhijiao.filing.records import writer
from zhijiao.filing.records.validation import validate
from zhijiao.filing.schema import registry
from zhijiao.identity.actor import Actor
from zhijiao.identity.models import Role, RoleGrant
from zhijiao.quality import rule_registry
from zhijiao.quality.models import Finding
from zhijiao.users.services import set_roles

PARTS = ("", "timeline", "history", "all")


def page(client, path, status=200):
    answer = client.get(path)
    assert answer.status_code == status, path
    return answer.content.decode()


def numbers(text):
    """Form and number of rows in the table of the overview."""
    found = re.findall(r'class="main"><a href="[^"]*">([^<]+)</a></th><td class="r">([\d,]+)<', text)
    return {label: int(number) for label, number in found}


def reader(school, *forms, rows="granted"):
    """Somebody with a role that views, and exports, these forms alone."""
    made = Role.objects.create(org=school, key="own", name="查看员", portal="business", level="school")
    for form in forms:
        for action in ("view", "export"):
            RoleGrant.objects.create(role=made, form=form, action=action)
    user = person(school, "reader")
    user.roles.add(made)
    user.row_role = rows
    user.save()
    return user


def test_every_record_that_others_refer_to_has_one(clerk, three):
    subjects = [form for form in registry.registry().records if has_dossier(form)]
    assert {form.key for form in subjects} >= {
        "teacher",
        "student",
        "major",
        "school_class",
        "enterprise",
        "department",
    }
    for form in subjects:
        if form.key not in three.ids:
            continue
        for part in PARTS:
            said = page(clerk, f"{dossier_url(form, three.ids[form.key][0])}?part={part}")
            assert not [secret for secret in three.secrets if secret in said], (form.key, part)
    alone = next(key for key in three.ids if not has_dossier(registry.get(key)))
    assert dossier_url(alone, 1) == ""
    page(clerk, f"/forms/{alone}/{three.ids[alone][0]}/dossier/", 404)


def test_numbers_are_those_of_the_lists_they_open(clerk, three):
    said = page(clerk, dossier_url("teacher", three.ids["teacher"][0]))
    links = re.findall(r'class="main"><a href="([^"]*)">([^<]+)</a></th><td class="r">([\d,]+)<', said)
    assert len(links) > 20
    for href, label, number in links:
        if "f_" in href:
            listed = page(clerk, href.replace("&amp;", "&"))
            assert f"共 {number} 条" in listed, label


def test_rows_are_those_that_name_the_record_in_the_own_school(clerk, tree, three):
    others = fill(tree.sister, keys=("teacher", "teacher_employment"))
    first, second = three.ids["teacher"][:2]
    before = numbers(page(clerk, dossier_url("teacher", first)))
    assert before["教师工作信息"] == 1
    page(clerk, dossier_url("teacher", others.ids["teacher"][0]), 404)
    work = registry.get("teacher_employment").model.unscoped.filter(school=tree.school, teacher_id=second)
    said = page(clerk, f"{dossier_url('teacher', first)}?part=general")
    assert f"/forms/teacher_employment/{work.get().pk}/" not in said


def test_a_form_without_the_right_is_not_named(client, tree, three):
    client.force_login(reader(tree.school, "teacher", "teacher_employment"))
    for part in PARTS:
        said = page(client, f"{dossier_url('teacher', three.ids['teacher'][0])}?part={part}")
        body = said[said.index('id="main"') :]
        assert "专业技术职务" not in body
        assert "课程" not in body
    said = page(client, dossier_url("teacher", three.ids["teacher"][0]))
    assert numbers(said) == {"教师工作信息": 1}
    page(client, dossier_url("student", three.ids["student"][0]), 403)


def test_own_rows_only_are_counted_and_nothing_is_called_missing(client, tree, three):
    user = reader(tree.school, "teacher", "teacher_employment", "teacher_contact", rows="own")
    client.force_login(user)
    teacher = three.ids["teacher"][0]
    page(client, dossier_url("teacher", teacher), 404)
    registry.get("teacher").model.unscoped.filter(pk=teacher).update(created_by=user.pk)
    said = page(client, dossier_url("teacher", teacher))
    assert numbers(said) == {}
    assert "只统计您本人录入的记录" in said
    assert "目前没有：" not in said
    registry.get("teacher_contact").model.unscoped.filter(teacher_id=teacher).update(created_by=user.pk)
    assert numbers(page(client, dossier_url("teacher", teacher))) == {"教师联系方式": 1}


def test_it_says_what_is_missing(clerk, tree, three):
    teacher = three.ids["teacher"][0]
    assert "目前没有：" not in page(clerk, dossier_url("teacher", teacher))
    work = registry.get("teacher_employment")
    ids = list(
        work.model.unscoped.filter(school=tree.school, teacher_id=teacher).values_list("pk", flat=True)
    )
    writer.delete(Actor.system(tree.school), tree.school, work, ids)
    said = page(clerk, dossier_url("teacher", teacher))
    assert re.search(r"目前没有：<a href=\"/forms/teacher_employment/[^\"]*\">教师工作信息</a>", said)


def test_changes_of_all_its_rows_stand_in_one_history(clerk, tree, three):
    teacher = three.ids["teacher"][0]
    contact = registry.get("teacher_contact")
    record = contact.model.unscoped.get(school=tree.school, teacher_id=teacher).pk
    frame = validate(contact, tree.school, {"office_phone": ["0771-5556666"]}, ids=[record])
    writer.write(Actor.system(tree.school), tree.school, frame)
    said = page(clerk, f"{dossier_url('teacher', teacher)}?part=history")
    assert f'<a href="/forms/teacher_contact/{record}/history/">教师联系方式</a>' in said
    assert "办公电话" in said
    assert "0771-5556666" not in said


def test_queries_do_not_grow_with_rows(clerk, three):
    def asked(teacher, part):
        page(clerk, f"{dossier_url('teacher', teacher)}?part={part}")
        with CaptureQueriesContext(connection) as queries:
            page(clerk, f"{dossier_url('teacher', teacher)}?part={part}")
        return len(queries)

    many, few = three.ids["teacher"][0], three.ids["teacher"][2]
    assert asked(many, "") == asked(few, "") <= 20
    assert asked(many, "history") == asked(few, "history")
    award = registry.get("teacher_honour").model
    before = asked(many, "general")
    for number in range(5):
        row = award.unscoped.filter(teacher_id=many).first()
        row.pk, row.name = None, f"{row.name[:10]}{number}"
        row.save(force_insert=True)
    assert asked(many, "general") == before


def test_authorities_read_within_their_area(client, tree, three):
    user = person(tree.province, "above", "province_auditor")
    client.force_login(user)
    teacher = three.ids["teacher"][0]
    said = page(client, f"{dossier_url('teacher', teacher)}?school={tree.school.pk}")
    assert tree.school.name in said
    hrefs = re.findall(r'class="main"><a href="([^"]*)"', said)
    assert hrefs
    assert all(f"school={tree.school.pk}" in href for href in hrefs)
    assert "去补充" not in said
    client.force_login(person(tree.elsewhere, "beside", "province_auditor"))
    page(client, f"{dossier_url('teacher', teacher)}?school={tree.school.pk}", 404)


@pytest.mark.parametrize("fmt", ["pdf", "docx"])
def test_as_a_paper_it_is_masked_and_told(client, tree, three, fmt):
    client.force_login(person(tree.school, "wei", "school_clerk"))
    teacher = three.ids["teacher"][0]
    answer = client.get(f"/forms/teacher/{teacher}/dossier/{fmt}/")
    content = b"".join(answer.streaming_content)
    entry = Entry.objects.order_by("-pk").first()
    assert entry.subject == "教师基本信息 · 综合档案"
    assert entry.detail["rows_of_other_forms"] > 20
    if fmt == "docx":
        read = Document(BytesIO(content))
        text = "\n".join(cell.text for table in read.tables for row in table.rows for cell in row.cells)
        assert "谭红霞" in text
        assert not [secret for secret in three.secrets if secret in text]
        assert "教师工作信息（1 条）" in [paragraph.text for paragraph in read.paragraphs]
    else:
        assert content.startswith(b"%PDF")


def test_a_paper_leaves_out_what_may_not_be_exported(client, tree, three):
    user = reader(tree.school, "teacher", "teacher_employment")
    RoleGrant.objects.filter(role__in=user.roles.all(), form="teacher_employment", action="export").delete()
    client.force_login(user)
    answer = client.get(f"/forms/teacher/{three.ids['teacher'][0]}/dossier/docx/")
    read = Document(BytesIO(b"".join(answer.streaming_content)))
    assert not [each.text for each in read.paragraphs if "教师工作信息" in each.text]


def test_a_paper_made_later_holds_what_may_be_exported_by_then(client, tree, three, monkeypatch):
    monkeypatch.setattr(answers, "MOST_CELLS_AT_ONCE", -1)
    user = reader(tree.school, "teacher", "teacher_employment", "teacher_contact")
    fewer = Role.objects.create(org=tree.school, key="fewer", name="少", portal="business", level="school")
    for form, action in (("teacher", "view"), ("teacher", "export"), ("teacher_contact", "view")):
        RoleGrant.objects.create(role=fewer, form=form, action=action)
    RoleGrant.objects.create(role=fewer, form="teacher_contact", action="export")
    client.force_login(user)
    address = f"/forms/teacher/{three.ids['teacher'][0]}/dossier/docx/"

    client.post(address, {"prepare": "1"})
    set_roles(user, [fewer], by=None)
    work(make_file)
    read = Document(BytesIO(keeping.content_of(PreparedFile.objects.get())))
    headings = [each.text for each in read.paragraphs if each.text.endswith("条）")]
    assert headings == ["教师联系方式（1 条）"]
    client.post(address, {"prepare": "1"})
    set_roles(user, [role("school_reader")], by=None)
    work(make_file)
    last = PreparedFile.objects.latest("pk")
    assert (last.state, last.content) == (FileState.REFUSED, None)


def test_lists_and_pages_lead_to_it(clerk, three):
    url = dossier_url("teacher", three.ids["teacher"][0])
    assert f'href="{url}"' in page(clerk, "/forms/teacher/")
    assert f'href="{url}"' in page(clerk, f"/forms/teacher/{three.ids['teacher'][0]}/")
    assert f'href="{url}"' in page(clerk, f"/forms/teacher_employment/{three.ids['teacher_employment'][0]}/")


def test_findings_on_its_rows_and_on_no_others(clerk, tree, three):
    filing = matrix.current_round()
    rule = next(
        r for r in rule_registry.in_force(filing) if rule_registry.form_of(r).key == "teacher_employment"
    )
    values = dict.fromkeys(re.findall(r"{(\w+)", rule.message), "7")
    first, second = three.ids["teacher"][:2]
    rows = registry.get("teacher_employment").model.unscoped
    now = timezone.now()
    for school, teacher in ((tree.school, first), (tree.school, second), (tree.sister, first)):
        Finding.objects.create(
            school=school,
            round=filing.key,
            rule=rule.key,
            level=rule.level,
            form="teacher_employment",
            record_id=rows.get(teacher_id=teacher).pk,
            values=values,
            first_seen=now,
            last_seen=now,
        )
    mine = Finding.objects.get(school=tree.school, record_id=rows.get(teacher_id=first).pk)
    said = page(clerk, dossier_url("teacher", first))
    assert re.findall(r'href="/quality/(\d+)/"', said) == [str(mine.pk)]
