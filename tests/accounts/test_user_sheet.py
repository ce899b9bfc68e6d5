import io
import re

import openpyxl
import pytest

from tests.accounts.places import person, sign_in
from zhijiao.identity.models import Role, User
from zhijiao.users import bulk_accounts, personal

pytestmark = pytest.mark.django_db

PAGE = "/manage/users/sheet/"
HEADS = [column.label for column in bulk_accounts.COLUMNS]
GOOD = {"用户名": "zhangming", "真实姓名": "张明", "性别": "男", "功能角色": "业务员（校）"}


def text(response) -> str:
    return response.content.decode()


def workbook(*rows: dict, heads=HEADS) -> io.BytesIO:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Sheet1"
    sheet.append(heads)
    for row in rows:
        sheet.append([row.get(head) for head in heads])
    out = io.BytesIO()
    book.save(out)
    return out


def upload(client, content, name="用户.xlsx"):
    file = io.BytesIO(content if isinstance(content, bytes) else content.getvalue())
    file.name = name
    return client.post(PAGE, {"file": file})


def told(response) -> set[tuple[str, str]]:
    """Row and column of every problem on the page."""
    return set(re.findall(r'<tr><td class="num">(\d+)</td><td>([^<]+)</td>', text(response)))


def test_the_template_filled_in_creates_all(at_school, tree):
    book = openpyxl.load_workbook(io.BytesIO(at_school.get(PAGE + "template/").content))
    sheet = book["Sheet1"]
    assert [cell.value for cell in sheet[1]] == HEADS
    assert "业务主管（校）" in [row[0].value for row in book["填写说明"].iter_rows()]
    for row in (
        {**GOOD, "邮箱": "zm@example.edu.cn", "手机号": "13800000000", "是否开启二步验证": "启用"},
        {**GOOD, "用户名": "lihua", "功能角色": "业务主管（校）、数据复核员", "数据角色": "分项查看（校）"},
    ):
        sheet.append([row.get(head) for head in HEADS])
    out = io.BytesIO()
    book.save(out)
    created = upload(at_school, out)
    assert created.status_code == 200
    assert "no-store" in created.headers["Cache-Control"]
    first, second = User.objects.get(username="zhangming"), User.objects.get(username="lihua")
    assert (first.org, first.second_step, first.must_change_password) == (tree.school, True, True)
    assert personal.shown_phone(first) == "13800000000"
    assert (second.row_role, second.roles.count()) == ("granted", 2)
    password = re.search(
        r'zhangming</th>.*?data-label="初始密码">([^<]+)</td>', text(created), re.DOTALL
    ).group(1)
    assert sign_in(at_school.__class__(), "zhangming", password).headers["Location"] == "/second-step/"


def test_everything_wrong_is_said_at_once_and_nothing_is_created(at_school, tree, clerk):
    refused = upload(
        at_school,
        workbook(
            GOOD,
            {**GOOD, "用户名": "ZhangMing"},
            {**GOOD, "用户名": "wei"},
            {**GOOD, "用户名": "张", "真实姓名": None, "邮箱": "x", "手机号": "12"},
            {**GOOD, "用户名": "a1b", "功能角色": "系统管理员（校）"},
            {**GOOD, "用户名": "a2b", "性别": "不详", "数据角色": "一切", "是否开启二步验证": "也许"},
            {**GOOD, "用户名": "a3b", "功能角色": "领导用户（校）"},
            {**GOOD, "用户名": "a4b", "功能角色": "领导用户（校）"},
            {**GOOD, "用户名": "a5b", "证件号类型": "居民身份证", "证件号": "450103199011050021"},
            {**GOOD, "用户名": "a6b", "证件号": 450103199011050021},
        ),
    )
    assert refused.status_code == 422
    assert told(refused) == {
        ("3", "用户名"),
        ("4", "用户名"),
        *{("5", label) for label in ("用户名", "真实姓名", "邮箱", "手机号")},
        ("6", "功能角色"),
        *{("7", label) for label in ("性别", "数据角色", "是否开启二步验证")},
        ("9", "功能角色"),
        ("10", "证件号"),
        ("11", "证件号"),
        ("11", "证件号类型"),
    }
    page = text(refused)
    assert "与第 2 行的用户名相同" in page
    assert "每所学校只能有一个启用的校领导账号" in page
    assert "没有可分配的角色“系统管理员（校）”" in page
    assert "450103199011050021" not in page
    assert set(User.objects.values_list("username", flat=True)) == {"boss", "wei"}


def test_roles_of_the_own_node_alone(at_school, tree):
    Role.objects.create(org=tree.school, key="zjb", name="招就办", portal="business", level="school")
    Role.objects.create(org=tree.sister, key="wai", name="外校角色", portal="business", level="school")
    assert told(upload(at_school, workbook({**GOOD, "功能角色": "外校角色"}))) == {("2", "功能角色")}
    assert upload(at_school, workbook({**GOOD, "功能角色": "招就办"})).status_code == 200


def test_an_authority_fills_its_own_level(at_province, tree):
    assert "审核用户（省）" in user_sheet_words(at_province)
    created = upload(at_province, workbook({**GOOD, "功能角色": "审核用户（省）；领导用户（省）"}))
    assert created.status_code == 200
    assert User.objects.get(username="zhangming").org == tree.province
    assert told(upload(at_province, workbook({**GOOD, "用户名": "b2b"}))) == {("2", "功能角色")}


def user_sheet_words(client) -> set:
    book = openpyxl.load_workbook(io.BytesIO(client.get(PAGE + "template/").content))
    return {cell.value for row in book["填写说明"].iter_rows() for cell in row}


@pytest.mark.parametrize(
    ("content", "name", "said"),
    [
        (b"", "用户.xlsx", "文件是空的"),
        (b"a,b\n1,2\n", "用户.csv", "只能上传 .xlsx 文件"),
        (b"a,b\n1,2\n", "用户.xlsx", "这是文本文件"),
        (workbook(), "用户.xlsx", "业务数据为空"),
        (workbook(GOOD, heads=["用户名", "真实姓名"]), "用户.xlsx", "缺少列“功能角色”"),
        (workbook(*({**GOOD, "用户名": f"u{n:04}"} for n in range(301))), "用户.xlsx", "一次最多 300 个"),
    ],
)
def test_files_that_cannot_be_taken_say_why(at_school, content, name, said):
    refused = upload(at_school, content, name)
    assert refused.status_code == 422
    assert said in text(refused)
    assert User.objects.count() == 1


def test_no_file_is_said_too(at_school):
    assert "请选择填好的模板" in text(at_school.post(PAGE))


def test_the_second_time_every_row_is_there_already(at_school):
    assert upload(at_school, workbook(GOOD)).status_code == 200
    again = upload(at_school, workbook(GOOD))
    assert told(again) == {("2", "用户名")}
    assert "该用户名已被使用" in text(again)


def test_a_race_creates_nothing(at_school, tree, monkeypatch):
    create_all = bulk_accounts.create_all

    def overtaken(org, forms, by):
        person(tree.sister, "lihua", "school_clerk")
        return create_all(org, forms, by)

    monkeypatch.setattr(bulk_accounts, "create_all", overtaken)
    refused = upload(at_school, workbook(GOOD, {**GOOD, "用户名": "lihua"}))
    assert refused.status_code == 422
    assert "没有建立任何账号" in text(refused)
    assert not User.objects.filter(username="zhangming").exists()


def test_only_administrators_come_here(client, clerk):
    assert client.get(PAGE).headers["Location"].startswith("/manage/login/")
    client.force_login(clerk)
    assert client.get(PAGE).status_code == 403
    assert upload(client, workbook(GOOD)).status_code == 403
