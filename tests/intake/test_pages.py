"""The import pages of the manage portal and the review pages of the business portal."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from tests import sample
from tests.background_work import prepared, work
from tests.intake.conftest import book, pass_all, teacher
from zhijiao.filing.models import ImportBatch, StagedRow
from zhijiao.filing.schema import registry
from zhijiao.identity.models import User
from zhijiao.intake import queue, views
from zhijiao.intake.background_jobs import undo_import

HOME = "/manage/import/"


def send(client, form, data, name="教师.xlsx", script=True, **more):
    headers = {"X-Requested-With": "XMLHttpRequest"} if script else {}
    file = SimpleUploadedFile(name, data)
    return client.post(reverse("intake:import_upload", args=[form]), {"file": file, **more}, headers=headers)


def text(response) -> str:
    return response.content.decode()


def test_home_lists_the_templates_in_order_and_says_what_comes_first(office, admin_client):
    page = text(admin_client.get(HOME))
    labels = [registry.get(key).label for key in ("teacher", "teacher_employment", "student")]
    places = [page.index(f'<span class="t">{label}</span>') for label in labels]
    assert places == sorted(places)
    assert "待前置" in page
    for module in ("德育工作", "产教融合", "职教宣传"):
        assert f'<span class="t">{module} · 案例上报</span>' in page
    assert '<span class="t">案例上报</span>' not in page
    page = text(admin_client.get(HOME + "?form=student_attributes"))
    assert "请先完成“学生基本信息”。" in page
    assert "data-upload method" not in page


def test_upload_check_and_progress(office, admin_client):
    answer = send(admin_client, "teacher", book("teacher", teacher(1), teacher(2, sex="妇")))
    assert answer.status_code == 200
    address = answer.json()["url"]
    page = text(admin_client.get(address))
    assert 'hx-trigger="every 1s"' in page
    assert "排队等待" in page
    queue.run_pending_once()
    page = text(admin_client.get(address))
    assert "hx-trigger" not in page
    assert "只写入通过的 1 行" in page
    assert '<td class="cell-bad">妇' in page
    assert "<b>性别：</b>不在代码表" in page
    assert "未匹配的代码值" in page


def test_a_refused_file_answers_with_the_reason_and_makes_no_batch(office, admin_client):
    answer = send(admin_client, "teacher", b"a,b,c", "a.csv")
    assert answer.status_code == 422
    assert "只能上传 .xlsx 文件" in answer.json()["error"]
    plain = send(admin_client, "teacher", b"a,b,c", "a.csv", script=False)
    assert plain.status_code == 302
    assert "只能上传 .xlsx 文件" in text(admin_client.get(plain.url))
    assert not ImportBatch.objects.exists()


def test_the_whole_way_in_pages(office, admin_client, reviewer_client):
    address = send(admin_client, "teacher", book("teacher", teacher(1), teacher(2), teacher(3))).json()["url"]
    queue.run_pending_once()
    assert "上传成功" in text(admin_client.get(address))
    assert "教师基本信息" in text(reviewer_client.get("/review/"))
    page = text(reviewer_client.get("/review/teacher/"))
    assert "js0001" in page
    assert "待复核 3 行" in page
    ids = list(StagedRow.objects.order_by("number").values_list("pk", flat=True))
    done = reviewer_client.post("/review/teacher/pass/", {"id": ids[:1]}, follow=True)
    assert "通过 1 行：新增 1 行，已进入正式库。" in text(done)
    done = reviewer_client.post(
        "/review/teacher/return/", {"id": ids[1:2], "reason": "重复上报"}, follow=True
    )
    assert "已退回 1 行" in text(done)
    done = pass_all(reviewer_client, "teacher")
    assert "没有待复核的数据" in text(done)
    batch = ImportBatch.objects.get()
    assert (batch.state, batch.approved, batch.removed, batch.total) == ("done", 2, 1, 3)
    records = text(admin_client.get("/manage/import/records/"))
    assert "撤销 2 行" in records
    undone = admin_client.post(reverse("intake:import_undo", args=[batch.pk]), follow=True)
    assert "已撤销" in text(undone)
    assert not registry.get("teacher").model.unscoped.exists()


def passed(admin_client, reviewer_client, *rows):
    """A batch of which all rows have passed."""
    send(admin_client, "teacher", book("teacher", *rows))
    queue.run_pending_once()
    admin_client.post(reverse("intake:import_submit", args=[ImportBatch.objects.latest("pk").pk]))
    pass_all(reviewer_client, "teacher")
    return ImportBatch.objects.latest("pk")


def test_a_large_import_is_undone_by_a_worker(office, admin_client, reviewer_client, monkeypatch):
    monkeypatch.setattr(views, "MOST_ROWS_AT_ONCE", 1)
    batch = passed(admin_client, reviewer_client, teacher(1), teacher(2))
    stored = registry.get("teacher").model.unscoped
    for _ in range(2):
        asked = admin_client.post(reverse("intake:import_undo", args=[batch.pk]), follow=True)
        assert "正在后台撤销" in text(asked)
    assert stored.count() == 2
    assert work(undo_import) == 1
    assert not stored.exists()
    batch.refresh_from_db()
    assert (batch.state, batch.message) == ("undone", "已撤销：去掉新增的 2 条")
    assert "已撤销：去掉新增的 2 条" in text(admin_client.get("/manage/import/records/"))


def test_a_large_import_that_cannot_be_undone_says_why(office, admin_client, reviewer_client, monkeypatch):
    monkeypatch.setattr(views, "MOST_ROWS_AT_ONCE", 1)
    batch = passed(admin_client, reviewer_client, teacher(1), teacher(2))
    admin_client.post(reverse("intake:import_undo", args=[batch.pk]))
    User.objects.filter(pk=office.users["admin"].pk).update(is_active=False)
    assert work(undo_import) == 1
    batch.refresh_from_db()
    assert (batch.state, batch.message) == ("done", "撤销没有成功：账号已停用或需要修改密码。")
    assert registry.get("teacher").model.unscoped.count() == 2


def test_search_in_review(office, admin_client, reviewer_client):
    send(admin_client, "teacher", book("teacher", teacher(1), teacher(2, name="欧阳静"), teacher(3)))
    queue.run_pending_once()
    page = text(reviewer_client.get("/review/teacher/?f_name=欧阳"))
    assert "符合条件 1 行" in page
    assert "js0002" in page
    secret = teacher(3)["id_number"]
    found = reviewer_client.post("/review/teacher/", {"f_id_number": secret})
    assert secret not in found.url
    assert reviewer_client.get(found.url).status_code == 403
    opened = sample.unlock(Client(), sample.user(office.school, "data_reviewer", "privacy_viewer"))
    found = opened.post("/review/teacher/", {"f_id_number": secret})
    page = text(opened.get(found.url))
    assert "js0003" in page
    assert "符合条件 1 行" in page
    for query in ("f_status=1", "f_major=机电", "f_department=教务", "f_number=js", "page=99", "size=50"):
        assert reviewer_client.get(f"/review/teacher/?{query}").status_code == 200


def test_edit_a_waiting_row(office, admin_client, reviewer_client):
    send(admin_client, "teacher", book("teacher", teacher(1), teacher(2)))
    queue.run_pending_once()
    row = StagedRow.objects.get(number=2)
    address = f"/review/teacher/{row.pk}/"
    page = text(reviewer_client.get(address))
    assert teacher(1)["id_number"] not in page
    assert "教师1" in page
    answer = reviewer_client.post(address, {"number": "js0002", "name": "教师一", "version": "1"})
    assert answer.status_code == 422
    assert "与第 3 行待复核数据相同" in text(answer)
    answer = reviewer_client.post(address, {"number": "js0009", "name": "教师一", "version": "1"})
    assert answer.status_code == 302
    row.refresh_from_db()
    assert (row.version, row.key_text) == (2, "js0009")
    stale = reviewer_client.post(address, {"number": "js0010", "name": "教师一", "version": "1"})
    assert stale.status_code == 409
    assert "刚刚被他人修改" in text(stale)
    passed = text(pass_all(reviewer_client, "teacher"))
    assert "有 1 行由您本人上传或修改过" in passed
    assert "本人上传或修改，由他人通过" in passed
    numbers = registry.get("teacher").model.unscoped.values_list("number", flat=True)
    assert sorted(numbers) == ["js0002"]
    colleague = Client()
    colleague.force_login(sample.user(office.school, "data_reviewer"))
    pass_all(colleague, "teacher")
    assert sorted(numbers.all()) == ["js0002", "js0009"]


@pytest.mark.parametrize("name", ["submit", "existing", "mapping", "cancel", "undo"])
def test_another_schools_batch_is_not_there(office, admin_client, name):
    send(admin_client, "teacher", book("teacher", teacher(1)))
    batch = ImportBatch.objects.get()
    other = Client()
    other.force_login(office.users["other"])
    assert other.post(reverse(f"intake:import_{name}", args=[batch.pk])).status_code == 404
    for page in (f"{HOME}?form=teacher&batch={batch.pk}", f"/manage/import/{batch.pk}/marked/"):
        assert other.get(page).status_code == 404
    batch.refresh_from_db()
    assert batch.state == "uploaded"


def test_who_may_not(office, admin_client, reviewer_client):
    clerk = Client()
    clerk.force_login(office.users["clerk"])
    assert clerk.get("/review/").status_code == 403
    assert clerk.post("/review/teacher/pass/", {"all": "1"}).status_code == 403
    assert reviewer_client.get(HOME).status_code in (302, 403)
    assert admin_client.get("/review/").status_code in (302, 403)
    assert Client().get(HOME).status_code == 302


def test_decide_map_submit_cancel(office, admin_client):
    office.put("teacher", teacher(1), teacher(2))
    data = book(
        "teacher",
        teacher(1, name="改名一"),
        teacher(2, name="改名二"),
        teacher(3, sex="女娃"),
        teacher(4, name=""),
    )
    address = send(admin_client, "teacher", data).json()["url"]
    queue.run_pending_once()
    batch = ImportBatch.objects.get()
    page = text(admin_client.get(address))
    assert "数据库已存在记录，1 项与文件不同，请选择跳过或覆盖更新" in page
    refused = admin_client.post(reverse("intake:import_submit", args=[batch.pk]), follow=True)
    assert "请先选择“跳过”或“覆盖更新”" in text(refused)
    admin_client.post(reverse("intake:import_existing", args=[batch.pk]), {"choice": "skip", "row": "2"})
    admin_client.post(reverse("intake:import_existing", args=[batch.pk]), {"choice": "update"})
    codes = admin_client.get(f"/manage/import/{batch.pk}/codes/?column=sex&q=女").json()["results"]
    assert [code["value"] for code in codes] == ["2 女"]
    page = text(admin_client.post(reverse("intake:import_submit", args=[batch.pk]), follow=True))
    assert "上传成功" in page
    page = text(admin_client.post(reverse("intake:import_cancel", args=[batch.pk]), follow=True))
    assert "已放弃本次导入" in page
    batch.refresh_from_db()
    assert batch.state == "cancelled"
    assert not StagedRow.objects.exists()


def test_a_batch_is_checked_again_from_its_page(office, admin_client):
    row = teacher(1, ethnic_group="状族")
    address = send(admin_client, "teacher", book("teacher", row)).json()["url"]
    queue.run_pending_once()
    batch = ImportBatch.objects.get()
    again = reverse("intake:import_recheck", args=[batch.pk])
    assert f'action="{again}"' in text(admin_client.get(address))
    assert "正在按现在的数据重新校验这份文件。" in text(admin_client.post(again, follow=True))
    batch.refresh_from_db()
    assert batch.state == "uploaded"
    queue.run_pending_once()
    batch.refresh_from_db()
    assert (batch.state, batch.wrong) == ("checked", 1)
    office.put("teacher", teacher(2, number="js0009"))
    admin_client.post(reverse("intake:import_cancel", args=[batch.pk]))
    assert "不能再做这一步" in text(admin_client.post(again, follow=True))


def test_mapping_is_remembered(office, admin_client):
    data = book("teacher", teacher(1, native_place="广西壮族", birthplace="广西壮族"))
    address = send(admin_client, "teacher", data).json()["url"]
    queue.run_pending_once()
    batch = ImportBatch.objects.get()
    assert (batch.state, batch.wrong) == ("checked", 1)
    page = text(admin_client.get(address))
    assert "广西壮族自治区" in page
    for column in ("native_place", "birthplace"):
        mapped = {"column": column, "word": "广西壮族", "code": "450000 广西壮族自治区"}
        admin_client.post(reverse("intake:import_mapping", args=[batch.pk]), mapped)
        queue.run_pending_once()
    batch.refresh_from_db()
    assert batch.state == "review"
    again = book("teacher", teacher(7, native_place="广西壮族", birthplace="广西壮族"))
    send(admin_client, "teacher", again)
    queue.run_pending_once()
    assert ImportBatch.objects.latest("pk").state == "review"


def test_templates_download(office, admin_client):
    for form in ("teacher", "student", "department"):
        answer = admin_client.get(reverse("intake:import_template", args=[form]))
        assert answer.status_code == 200
        assert b"".join(answer.streaming_content).startswith(b"PK")
    assert admin_client.get("/manage/import/teacher/template/?filled=1").status_code == 403
    assert prepared(admin_client, "/manage/import/school-workbook/").content.startswith(b"PK")


def test_an_existing_row_lists_what_it_would_change_and_adds_no_columns(office, admin_client):
    office.put("teacher", teacher(1))
    plain = teacher(1, name="改了名")
    many = teacher(1, name="改了名", postcode="530001", hukou_type="农业家庭户口")
    heads = []
    for row in (plain, many):
        batch = office.upload("teacher", book("teacher", row), again=True)
        page = text(admin_client.get(views.address(batch)))
        heads.append(page.split("<thead>")[1].split("</thead>")[0].count("<th "))
        assert "<dt>姓名</dt><dd><del>教师1</del> → <ins>改了名</ins></dd>" in page
        views.corrections.cancel(office.admin, batch)
    assert heads[0] == heads[1]
    assert "<ins>530001</ins></dd>" in page


def test_the_first_step_is_done_once_a_template_was_taken(office, admin_client):
    assert "已完成" not in text(admin_client.get(HOME + "?form=teacher"))
    admin_client.get(reverse("intake:import_template", args=["teacher"]))
    assert "系统管理员 · 已完成" in text(admin_client.get(HOME + "?form=teacher"))
    assert "已完成" not in text(admin_client.get(HOME + "?form=student"))
