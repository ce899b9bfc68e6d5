"""批量开通: schools and their administrators from a workbook; passwords in the answer to the confirmation alone."""

import io
import re

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.accounts.places import person, sign_in
from tests.restructure.conftest import text, told
from zhijiao.audit.models import Entry
from zhijiao.identity.models import User
from zhijiao.kit.school_code import make_school_code
from zhijiao.orgs.models import Org
from zhijiao.orgs.services import By, close_org
from zhijiao.restructure import opening
from zhijiao.restructure.models import OpeningSheet

pytestmark = pytest.mark.django_db
PAGE = "/manage/schools/sheet/"
HEADS = [column.label for column in opening.LAYOUT.columns]


def line(number, **changes):
    facts = {
        "学校名称": f"云州市第{number}职业学校",
        "学校标识码": make_school_code("45", number),
        "学校类型": "中职学校（持续办学）",
        "主管部门": "云州市教育局",
        "管理员姓名": "莫建国",
    }
    return {**facts, **changes}


def workbook(*rows) -> bytes:
    book = openpyxl.Workbook()
    book.active.title = "Sheet1"
    book.active.append(HEADS)
    for row in rows:
        book.active.append([row.get(head) for head in HEADS])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def upload(client, *rows, content=None):
    file = SimpleUploadedFile("开通.xlsx", content or workbook(*rows))
    return client.post(PAGE, {"file": file}, follow=True)


def address(page) -> str:
    return page.redirect_chain[-1][0]


def problems(page) -> list[tuple[str, str]]:
    return re.findall(r'<tr><td class="num">(\d+)</td><td>([^<]+)</td>', text(page))


def cells(response) -> list[list[str]]:
    book = openpyxl.load_workbook(io.BytesIO(response.content))
    return [list(row) for row in book["Sheet1"].iter_rows(values_only=True)]


def test_schools_are_opened_and_their_administrators_sign_in(office, tree):
    page = upload(
        office, line(70), line(71, 主管部门="450123", 管理员用户名="Mo71", 管理员邮箱="mo@example.edu.cn")
    )
    assert "将要开通 2 所学校" in text(page)
    assert not Org.objects.filter(code=make_school_code("45", 70)).exists()
    answer = office.post(address(page), {"count": "2", "as": "file"})
    assert "no-store" in answer.headers["Cache-Control"]
    head, first, second = cells(answer)
    assert head == ["学校名称", "学校标识码", "主管部门", "管理员姓名", "管理员用户名", "初始密码"]
    assert first[:5] == ["云州市第70职业学校", make_school_code("45", 70), "云州市教育局", "莫建国",
                         f"gly{make_school_code('45', 70)}"]  # fmt: skip
    assert second[2:5] == ["云河县教育局", "莫建国", "mo71"]
    school = Org.objects.get(code=second[1])
    assert (school.parent, school.path, school.region, school.status) == (
        tree.county, f"{tree.county.path}{school.pk}/", "450123", "active",
    )  # fmt: skip
    user = User.objects.get(username="mo71")
    assert (user.org, user.issued_by, user.must_change_password) == (school, tree.province, True)
    assert [held.key for held in user.roles.all()] == ["school_admin"]
    assert user.email == "mo@example.edu.cn"
    for row in (first, second):
        fresh = office.__class__()
        signed = sign_in(fresh, row[4], row[5], portal="manage")
        assert signed.headers["Location"] == "/manage/password/"


def test_the_passwords_are_nowhere_but_in_the_answer(office, tree):
    page = upload(office, line(70))
    shown = office.post(address(page), {"count": "1", "as": "page"})
    password = re.search(r'data-label="初始密码">([^<]+)<', text(shown)).group(1)
    assert not OpeningSheet.objects.exists()
    assert office.get(address(page)).status_code == 404
    assert office.post(address(page), {"count": "1", "as": "file"}).status_code == 404
    assert User.objects.get(username=f"gly{make_school_code('45', 70)}").check_password(password)
    told_of = "".join(f"{entry.subject}{entry.detail}" for entry in Entry.objects.all())
    assert password not in told_of
    entry = Entry.objects.get(event="opening")
    assert (entry.org_id, entry.detail) == (tree.city.pk, {"codes": [make_school_code("45", 70)]})


def test_everything_wrong_is_said_at_once_and_nothing_is_opened(office, tree):
    close_org(tree.sister, By())
    person(tree.school, "taken")
    page = upload(
        office,
        line(70),
        line(71, 学校标识码="36"),
        line(72, 学校标识码=make_school_code("45", 70), 管理员用户名="x72"),
        line(73, 学校标识码=tree.school.code),
        line(74, 学校标识码=tree.foreign.code),
        line(75, 学校标识码=tree.sister.code),
        line(76, 主管部门="海东省教育厅"),
        line(77, 管理员用户名="taken"),
        line(78, 学校类型="大学", 管理员姓名=None, 管理员邮箱="x", 所在地行政区划代码="45"),
        {"学校名称": "@SUM(1)"},
    )
    assert page.status_code == 200
    found = problems(page)
    assert [p for p in found if p[0] == "3"] == [("3", "学校标识码")]
    assert [p for p in found if p[0] == "4"] == [("4", "学校标识码")]
    for said in (
        "10 位数字", "与第 2 行的学校标识码相同", "已是“云州市工业学校”（云州市教育局），请删去这一行",
        "已是“海东省水产学校”（海东省教育厅），不在您的管理范围内", "现为停办；恢复招生请用“复招”",
        "您的管理范围内没有这个部门", "该用户名已被使用", "没有这种学校类型", "请填写管理员姓名", "邮箱格式不对",
    ):  # fmt: skip
        assert said in text(page), said
    assert {number for number, _ in found if number == "10"} == {"10"}
    assert "将要开通 1 所学校" in text(page)
    assert not Org.objects.filter(name__contains="第70职业").exists()
    marked = openpyxl.load_workbook(io.BytesIO(office.get(address(page) + "marked/").content))
    assert marked["Sheet1"]["B3"].comment.text.startswith("学校标识码应为 10 位数字")
    assert marked["Sheet1"]["A11"].value == "@SUM(1)"
    assert marked["Sheet1"]["A11"].data_type == "s"
    assert marked["错误清单"].max_row == len(found) + 1
    assert office.post(address(page), {"count": "1", "as": "file"}).status_code == 200
    assert Org.objects.filter(name__contains="职业学校").count() == 1


def test_what_changed_meanwhile_is_looked_at_again(office, tree):
    page = upload(office, line(70), line(71))
    Org.objects.filter(pk=tree.sister.pk).update(code=make_school_code("45", 71))
    again = office.post(address(page), {"count": "2", "as": "file"})
    assert again.status_code == 409
    assert "没有开通任何学校" in text(again)
    assert not Org.objects.filter(code=make_school_code("45", 70)).exists()
    for junk in ("", "x", "-1", "９", "99999999"):
        assert office.post(address(page), {"count": junk}).status_code == 409
    assert office.post(address(page), {"count": "1", "as": "file"}).status_code == 200


@pytest.mark.parametrize("content", [b"", b"no workbook", b"PK\x03\x04broken"])
def test_a_file_that_is_none_is_refused(office, tree, content):
    page = upload(office, content=content or b" ")
    assert page.status_code == 422
    assert "文件没有接收" in text(page)
    assert office.post(PAGE).status_code == 422


def test_an_empty_sheet_and_missing_columns_are_refused(office, tree):
    assert "没有填写任何学校" in told(upload(office))
    book = openpyxl.Workbook()
    book.active.append(["学校名称"])
    out = io.BytesIO()
    book.save(out)
    assert "第一行缺少列“学校标识码”" in told(upload(office, content=out.getvalue()))


def test_the_template_names_the_departments_of_ones_area(office, tree):
    book = openpyxl.load_workbook(io.BytesIO(office.get(PAGE + "template/").content))
    assert [cell.value for cell in book["Sheet1"][1]] == HEADS
    words = {cell for row in book["填写说明"].iter_rows(values_only=True) for cell in row}
    assert {"云州市教育局", "450100", "云河县教育局"} <= words
    assert "海东省教育厅" not in words


def test_a_sheet_is_ones_own(office, client, tree):
    page = upload(office, line(70))
    other = client.__class__()
    for user, status in (
        (person(tree.province, "other", "province_admin"), 404),
        (person(tree.city, "shi", "city_admin"), 404),
        (person(tree.school, "boss", "school_admin"), 403),
    ):
        other.force_login(user)
        for where in (address(page), address(page) + "marked/"):
            assert other.get(where).status_code == status
        assert other.post(address(page), {"count": "1"}).status_code == status
    assert OpeningSheet.objects.count() == 1
    upload(office, line(71))
    assert OpeningSheet.objects.count() == 1


def test_a_city_opens_in_its_own_area_alone(client, tree):
    client.force_login(person(tree.city, "shi", "city_admin"))
    page = upload(client, line(70, 主管部门=""), line(71, 主管部门="云岭省教育厅"))
    assert problems(page) == [("3", "主管部门")]
    assert "将要开通 1 所学校" in text(page)


def test_the_work_does_not_grow_with_the_rows(office, tree):
    def queries(first, rows):
        page = upload(office, *(line(first + number) for number in range(rows)))
        with CaptureQueriesContext(connection) as counted:
            assert office.post(address(page), {"count": str(rows), "as": "file"}).status_code == 200
        return len(counted)

    queries(100, 1)
    assert queries(110, 2) == queries(120, 30)


def test_sheets_nobody_came_back_to_are_thrown_away(office, tree):
    upload(office, line(70))
    opening.forget_old()
    assert OpeningSheet.objects.count() == 1
    OpeningSheet.objects.update(created_at="2020-09-01T00:00Z")
    opening.forget_old()
    assert not OpeningSheet.objects.exists()
