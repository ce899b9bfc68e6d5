"""Accounts in bulk from a workbook: the template, and checking every row as the page would.

What the file looks like and how it is read is said in `workbooks.table_sheet`.
"""

from typing import Any

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.core.exceptions import ValidationError
from django.db import transaction

from zhijiao.identity import passwords
from zhijiao.identity.models import Role, RowRole, Sex, User
from zhijiao.kit.text import match_key
from zhijiao.orgs.models import Org
from zhijiao.users import personal
from zhijiao.users.forms import UserForm
from zhijiao.users.services import assignable_roles, create_user
from zhijiao.workbooks.table_sheet import SheetColumn, TableLayout, UploadedTable

MAX_ROWS = 300
_SEPARATORS = "、,，;；/\n"
_SECOND_STEP = {"启用": "1", "是": "1", "不启用": "0", "否": "0"}

COLUMNS = (
    SheetColumn(
        "username", "用户名", "3 至 40 位字母、数字、下划线、点、@ 或短横线，全系统唯一", "zhangming", True
    ),
    SheetColumn("real_name", "真实姓名", "与本人证件一致", "张明", True),
    SheetColumn("sex", "性别", "男或女，可不填", "男", choices=tuple(Sex.labels)),
    SheetColumn("email", "邮箱", "用于找回密码和邮件验证码，建议填写", "zhangming@example.edu.cn"),
    SheetColumn("phone", "手机号", "11 位，加密保存", "13800000000"),
    SheetColumn("roles", "功能角色", "可填多个，用“、”隔开；可用的角色见下", "业务员（校）", True),
    SheetColumn(
        "row_role", "数据角色", "全部查看、分项查看（校）或仅本人录入；不填为全部查看", "全部查看",
        choices=tuple(RowRole.labels),
    ),
    SheetColumn("second_step", "是否开启二步验证", "启用或不启用；不填为不启用", "不启用", choices=("启用", "不启用")),
    SheetColumn(
        "document_type", "证件号类型", "填了证件号时必填", "居民身份证",
        choices=tuple(name for _, name in personal.document_types()),
    ),
    SheetColumn("document_number", "证件号", "加密保存；请保持文本格式", "45010319901105002X", digits=True),
)  # fmt: skip
LAYOUT = TableLayout(COLUMNS, MAX_ROWS, "用户")


def template(org: Org) -> bytes:
    """The empty workbook, with the roles that users of `org` may have."""
    return LAYOUT.template([("可用的功能角色", [(role.name, role.note) for role in assignable_roles(org)])])


def check(org: Org, sheet: UploadedTable) -> list[tuple[int, UserForm]]:
    """Judge every row as the page of one user would; what is wrong goes into the sheet's problems."""
    roles = {match_key(role.name): role for role in assignable_roles(org)}
    forms = []
    for number, cells in sheet.rows.items():
        form = UserForm(
            _posted(cells, roles),
            roles=Role.objects.filter(pk__in=[r.pk for r in roles.values()]),
            level=org.level,
        )
        _unknown_words(sheet, number, cells, roles)
        if form.is_valid():
            forms.append((number, form))
        else:
            LAYOUT.add_errors(sheet, number, form.errors, UserForm.widgets)
    LAYOUT.check_repeats(sheet, "username", User.normalise)
    _rehearse(org, sheet, forms)
    sheet.problems.sort(key=lambda problem: problem.row)
    return forms


def create_all(org: Org, forms: list[tuple[int, UserForm]], by: User | None) -> list[tuple[User, str]]:
    """Create the accounts, all or none; returns them with their initial passwords.

    The hashing is done before the transaction. Raises ValidationError if the world has changed since `check`.
    """
    drawn = [passwords.initial_password() for _ in forms]
    hashes = [passwords.hash_initial(password) for password in drawn]
    with transaction.atomic():
        users = [_create(org, form, hashed, by) for (_, form), hashed in zip(forms, hashes, strict=True)]
    return list(zip(users, drawn, strict=True))


def _rehearse(org: Org, sheet: UploadedTable, forms: list[tuple[int, UserForm]]) -> None:
    """Create everything and take it back: what only the services know, such as a second principal, comes out."""
    with transaction.atomic():
        for number, form in forms:
            try:
                with transaction.atomic():
                    _create(org, form, UNUSABLE_PASSWORD_PREFIX)
            except ValidationError as error:
                errors = getattr(error, "error_dict", {"username": [error]})
                LAYOUT.add_errors(sheet, number, errors, UserForm.widgets)
        transaction.set_rollback(True)


def _create(org: Org, form: UserForm, hashed: str, by: User | None = None) -> User:
    data = form.cleaned_data
    return create_user(
        org, data["username"], data["real_name"], data["roles"], hashed=hashed, **form.facts(), by=by
    )[0]


def _posted(cells: dict[str, str], roles: dict[str, Role]) -> dict[str, Any]:
    """The row as the page would post it."""
    codes = {
        "sex": {label: str(value) for value, label in Sex.choices},
        "row_role": {label: str(value) for value, label in RowRole.choices},
        "second_step": _SECOND_STEP,
        "document_type": {name: code for code, name in personal.document_types()},
    }
    posted = {name: codes.get(name, {}).get(text, text) for name, text in cells.items()}
    chosen = (roles.get(match_key(word)) for word in _words(cells.get("roles", "")))
    return {**posted, "roles": [role.pk for role in chosen if role]}


def _words(text: str) -> list[str]:
    for mark in _SEPARATORS:
        text = text.replace(mark, "、")
    return [word.strip() for word in text.split("、") if word.strip()]


def _unknown_words(sheet: UploadedTable, number: int, cells: dict[str, str], roles: dict[str, Role]) -> None:
    """Roles that do not exist, and words that are no choice."""
    text = cells.get("roles", "")
    for word in _words(text):
        if match_key(word) not in roles:
            message = f"没有可分配的角色“{word}”，请按“填写说明”中的名称填写。"
            sheet.add(number, "功能角色", text, message)
    second = cells.get("second_step", "")
    if second and second not in _SECOND_STEP:
        sheet.add(number, "是否开启二步验证", second, "请填“启用”或“不启用”。")
