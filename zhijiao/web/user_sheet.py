"""Accounts in bulk from a workbook: the template, reading it safely, and checking every row as the page would.

A file is taken as a whole or not at all; everything that is wrong with it is said at once, by row and column.
"""

import io
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, BinaryIO

import xlsxwriter
from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX, make_password
from django.core.exceptions import ValidationError
from django.db import transaction

from zhijiao.accounts import passwords, personal
from zhijiao.accounts.forms import UserForm
from zhijiao.accounts.models import Role, RowRole, Sex, User
from zhijiao.accounts.services import assignable_roles, create_user
from zhijiao.intake.package import FileRefused, Package
from zhijiao.intake.parse import grid, letter
from zhijiao.kit.text import fold, match_key
from zhijiao.orgs.models import Org

SHEET, GUIDE = "Sheet1", "填写说明"
MAX_ROWS = 300
_EXACT_DIGITS = 10**15
_SEPARATORS = "、,，;；/\n"


@dataclass(frozen=True)
class Column:
    """A column of the sheet: the page's field, its heading, what the second sheet says about it."""

    field: str
    label: str
    note: str
    example: str
    required: bool = False


COLUMNS = (
    Column(
        "username", "用户名", "3 至 40 位字母、数字、下划线、点、@ 或短横线，全系统唯一", "zhangming", True
    ),
    Column("real_name", "真实姓名", "与本人证件一致", "张明", True),
    Column("sex", "性别", "男或女，可不填", "男"),
    Column("email", "邮箱", "用于找回密码和邮件验证码，建议填写", "zhangming@example.edu.cn"),
    Column("phone", "手机号", "11 位，加密保存", "13800000000"),
    Column("roles", "功能角色", "可填多个，用“、”隔开；可用的角色见下", "业务员（校）", True),
    Column("row_role", "数据角色", "全部查看、分项查看（校）或仅本人录入；不填为全部查看", "全部查看"),
    Column("second_step", "是否开启二步验证", "启用或不启用；不填为不启用", "不启用"),
    Column("document_type", "证件类型", "填了证件号时必填", "居民身份证"),
    Column("document_number", "证件号", "加密保存；请保持文本格式", "45010319901105002X"),
)
_WIDTH = len(COLUMNS)


@dataclass(frozen=True)
class Problem:
    """What is wrong in one cell. A private value is not repeated."""

    row: int
    label: str
    value: str
    message: str


@dataclass
class Sheet:
    """Rows of the file by number, as texts by field, and what is wrong with them."""

    rows: dict[int, dict[str, str]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


def write_template(org: Org, out: BinaryIO) -> None:
    """The empty workbook: headings, drop-downs, text format; examples and the roles of `org` on a second sheet."""
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        sheet, guide = book.add_worksheet(SHEET), book.add_worksheet(GUIDE)
        plain = book.add_format({"num_format": "@"})
        heads = {
            needed: book.add_format({"bold": True, "bottom": 1, "font_color": "red" if needed else "black"})
            for needed in (True, False)
        }
        sheet.freeze_panes(1, 0)
        for place, column in enumerate(COLUMNS):
            sheet.set_column(place, place, 20, plain)
            sheet.write_string(0, place, column.label, heads[column.required])
        for name, words in _choices().items():
            place = next(i for i, column in enumerate(COLUMNS) if column.field == name)
            sheet.data_validation(1, place, MAX_ROWS, place, {"validate": "list", "source": words})
        guide.set_column(0, 2, 36)
        guide.write_row(0, 0, ("列名", "填写要求", "示例"), heads[False])
        for row, column in enumerate(COLUMNS, start=1):
            words = (column.label + ("（必填）" if column.required else ""), column.note, column.example)
            guide.write_row(row, 0, words)
        guide.write_string(_WIDTH + 2, 0, "可用的功能角色", heads[False])
        for row, role in enumerate(assignable_roles(org), start=_WIDTH + 3):
            guide.write_row(row, 0, (role.name, role.note))


def read(data: bytes, file_name: str) -> Sheet:
    """The rows of an uploaded workbook. Raises FileRefused if the file as a whole cannot be taken."""
    package = Package(data, file_name)
    part = package.sheet(SHEET) or next((sheet for sheet in package.sheets if not sheet.hidden), None)
    if part is None:
        raise FileRefused("工作簿中没有工作表，请下载模板，填好后上传。")
    lines = grid(package, package.load(part))
    places = _places(lines[0] if lines else [])
    found = Sheet()
    for number, line in enumerate(lines[1:], start=2):
        cells = {name: _text(line[place]) if place < len(line) else "" for name, place in places.items()}
        if any(cells.values()):
            found.rows[number] = cells
            found.problems += _damaged(number, line, places)
    if not found.rows:
        raise FileRefused("业务数据为空：表头下没有填写任何用户。")
    if len(found.rows) > MAX_ROWS or part.cut_at:
        raise FileRefused(f"一次最多 {MAX_ROWS} 个用户，请拆成几个文件后上传。")
    return found


def check(org: Org, sheet: Sheet) -> list[tuple[int, UserForm]]:
    """Judge every row as the page of one user would; what is wrong goes into the sheet's problems."""
    roles = {match_key(role.name): role for role in assignable_roles(org)}
    forms = []
    for number, cells in sheet.rows.items():
        form = UserForm(
            _posted(cells, roles), roles=Role.objects.filter(pk__in=[r.pk for r in roles.values()])
        )
        sheet.problems += _unknown_words(number, cells, roles)
        if form.is_valid():
            forms.append((number, form))
        else:
            _add_errors(sheet, number, form.errors)
    _check_repeats(sheet)
    _rehearse(org, sheet, forms)
    sheet.problems.sort(key=lambda problem: problem.row)
    return forms


def create_all(org: Org, forms: list[tuple[int, UserForm]]) -> list[tuple[User, str]]:
    """Create the accounts, all or none; returns them with their initial passwords.

    The slow hashing is done before the transaction. Raises ValidationError if the world has changed since `check`.
    """
    drawn = [passwords.initial_password() for _ in forms]
    hashes = [make_password(password) for password in drawn]
    with transaction.atomic():
        users = [_create(org, form, hashed) for (_, form), hashed in zip(forms, hashes, strict=True)]
    return list(zip(users, drawn, strict=True))


def _rehearse(org: Org, sheet: Sheet, forms: list[tuple[int, UserForm]]) -> None:
    """Create everything and take it back: what only the services know, such as a second principal, comes out."""
    with transaction.atomic():
        for number, form in forms:
            try:
                with transaction.atomic():
                    _create(org, form, UNUSABLE_PASSWORD_PREFIX)
            except ValidationError as error:
                _add_errors(sheet, number, getattr(error, "error_dict", {"username": [error]}))
        transaction.set_rollback(True)


def _create(org: Org, form: UserForm, hashed: str) -> User:
    data = form.cleaned_data
    return create_user(
        org, data["username"], data["real_name"], data["roles"], hashed=hashed, **form.facts()
    )[0]


def _choices() -> dict[str, list[str]]:
    return {
        "sex": list(Sex.labels),
        "row_role": list(RowRole.labels),
        "second_step": ["启用", "不启用"],
        "document_type": [name for _, name in personal.document_types()],
    }


def _places(heads: Iterable[Any]) -> dict[str, int]:
    """Where each field stands. Raises FileRefused if a required heading is missing."""
    wanted = {match_key(column.label): column.field for column in COLUMNS}
    found: dict[str, int] = {}
    for place, head in enumerate(heads):
        name = wanted.get(match_key(str(head).strip("*＊ ")))
        if name:
            found.setdefault(name, place)
    missing = [column.label for column in COLUMNS if column.required and column.field not in found]
    if missing:
        raise FileRefused(f"第一行缺少列“{'”“'.join(missing)}”，请下载模板，不要改动表头。")
    return found


def _text(cell: Any) -> str:
    """A cell as text: whole numbers without a decimal point."""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return fold(str(cell))


def _damaged(number: int, line: list[Any], places: dict[str, int]) -> list[Problem]:
    """Document numbers that the spreadsheet program has rounded."""
    place = places.get("document_number", len(line))
    cell = line[place] if place < len(line) else ""
    if not isinstance(cell, float) or cell < _EXACT_DIGITS:
        return []
    remedy = f"证件号被当作数字，末几位已丢失，请把 {letter(place)} 列设为文本格式后重新填写。"
    return [Problem(number, "证件号", "", remedy)]


def _posted(cells: dict[str, str], roles: dict[str, Role]) -> dict[str, Any]:
    """The row as the page would post it."""
    codes = {
        "sex": {label: str(value) for value, label in Sex.choices},
        "row_role": {label: str(value) for value, label in RowRole.choices},
        "second_step": {"启用": "1", "是": "1", "不启用": "0", "否": "0"},
        "document_type": {name: code for code, name in personal.document_types()},
    }
    posted = {name: codes.get(name, {}).get(text, text) for name, text in cells.items()}
    chosen = (roles.get(match_key(word)) for word in _words(cells.get("roles", "")))
    return {**posted, "roles": [role.pk for role in chosen if role]}


def _words(text: str) -> list[str]:
    for mark in _SEPARATORS:
        text = text.replace(mark, "、")
    return [word.strip() for word in text.split("、") if word.strip()]


def _unknown_words(number: int, cells: dict[str, str], roles: dict[str, Role]) -> list[Problem]:
    """Roles that do not exist, and words that are no choice."""
    text = cells.get("roles", "")
    unknown = [word for word in _words(text) if match_key(word) not in roles]
    found = [
        Problem(number, "功能角色", text, f"没有可分配的角色“{word}”，请按“填写说明”中的名称填写。")
        for word in unknown
    ]
    second = cells.get("second_step", "")
    if second not in ("", "启用", "不启用", "是", "否"):
        found.append(Problem(number, "是否开启二步验证", second, "请填“启用”或“不启用”。"))
    return found


def _add_errors(sheet: Sheet, number: int, errors: dict[str, Any]) -> None:
    cells = sheet.rows[number]
    labels = {column.field: column.label for column in COLUMNS}
    told = {(problem.row, problem.label) for problem in sheet.problems}
    for name, messages in errors.items():
        label = labels.get(name, "用户名")
        if (number, label) in told:
            continue
        shown = "" if name in UserForm.widgets else cells.get(name, "")
        texts = [text for message in messages for text in getattr(message, "messages", [message])]
        sheet.problems += [Problem(number, label, shown, text) for text in texts]


def _check_repeats(sheet: Sheet) -> None:
    """A user name that stands in two rows of the file."""
    first: dict[str, int] = {}
    for number, cells in sheet.rows.items():
        name = User.normalise(cells["username"])
        if name and first.setdefault(name, number) != number:
            text = f"与第 {first[name]} 行的用户名相同，请改用不同的用户名。"
            sheet.problems.append(Problem(number, "用户名", cells["username"], text))


def template_bytes(org: Org) -> bytes:
    """The template as the content of a file."""
    out = io.BytesIO()
    write_template(org, out)
    return out.getvalue()
