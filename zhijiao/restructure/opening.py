"""批量开通: schools with their administrators from a workbook, judged as the page of one school would.

Between upload and confirmation the rows are kept, encrypted; passwords are drawn at the confirmation, go into its
answer and nowhere else.
"""

import json
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from zhijiao.audit.events import Event
from zhijiao.audit.log import record
from zhijiao.identity import passwords
from zhijiao.identity.actor import Actor
from zhijiao.identity.models import User
from zhijiao.kit.bulk import portions
from zhijiao.kit.school_code import check_school_code
from zhijiao.kit.text import fold, match_key
from zhijiao.orgs.models import Level, Org, SchoolType, Status
from zhijiao.orgs.pages.forms import SchoolForm
from zhijiao.orgs.services import create_schools
from zhijiao.private.cipher import for_school
from zhijiao.restructure.models import OpeningSheet
from zhijiao.users.services import issue_first_admins
from zhijiao.workbooks.table_sheet import SheetColumn, TableLayout, UploadedTable

MAX_ROWS = 5000
KEPT = timedelta(days=7)
_PIECE = 500
_CODE_LABEL, _PARENT_LABEL = "学校标识码", "主管部门"
LAYOUT = TableLayout(
    (
        SheetColumn("name", "学校名称", "学校全称", "云州市新华职业学校", True),
        SheetColumn("code", _CODE_LABEL, "10 位数字，中职学校以 36 开头，全系统唯一", "3645000077", True),
        SheetColumn(
            "school_type",
            "学校类型",
            "四类之一，决定哪些表必填",
            "中职学校（持续办学）",
            True,
            tuple(SchoolType.labels),
        ),
        SheetColumn(
            "parent", _PARENT_LABEL, "举办学校的部门，填名称或 6 位代码；不填为本单位", "云州市教育局"
        ),
        SheetColumn("region", "所在地行政区划代码", "6 位数字；不填则与主管部门相同", "450103"),
        SheetColumn("real_name", "管理员姓名", "校级系统管理员的真实姓名", "莫建国", True),
        SheetColumn(
            "username", "管理员用户名", "3 至 40 位字母、数字等；不填为 gly 加学校标识码", "gly3645000077"
        ),
        SheetColumn("email", "管理员邮箱", "用于找回密码，建议填写", "mo@example.edu.cn"),
    ),
    MAX_ROWS,
    "学校",
)


class Late(RuntimeError):
    """The sheet has been opened meanwhile, or what it says is judged otherwise by now."""


@dataclass(frozen=True)
class Opening:
    """A good row: the school and its administrator, not yet stored."""

    number: int
    school: Org
    admin: User


def template(issuer: Org) -> bytes:
    """The empty workbook, with the departments that may run schools."""
    parents = _parents(issuer).values_list("name", "code")
    return LAYOUT.template([("可填的主管部门", list(parents))])


def keep(actor: Actor, sheet: UploadedTable, file_name: str) -> OpeningSheet:
    """Keep the rows of an upload for its confirmation; a former upload of the same person is given up."""
    OpeningSheet.objects.filter(user_id=actor.person).delete()
    rows = for_school(actor.org_id).encrypt_filled(json.dumps(sheet.rows, ensure_ascii=False))
    return OpeningSheet.objects.create(
        org_id=actor.org_id,
        user_id=actor.person,
        file_name=file_name[-200:],
        rows=rows,
        created_at=timezone.now(),
    )


def recall(kept: OpeningSheet) -> UploadedTable:
    """The rows that were kept."""
    rows = json.loads(for_school(kept.org_id).decrypt_filled(kept.rows))
    return UploadedTable(rows={int(number): cells for number, cells in rows.items()})


def check(issuer: Org, sheet: UploadedTable) -> list[Opening]:
    """Judge every row; problems go into the sheet, good rows come back. Queries do not grow with the rows."""
    parents = _Parents(issuer)
    types = {match_key(label): value for value, label in SchoolType.choices}
    made = []
    for number, cells in sheet.rows.items():
        kind = types.get(match_key(cells["school_type"]), cells["school_type"])
        username = cells["username"] or f"gly{cells['code']}"
        form = SchoolForm({**cells, "school_type": kind, "username": username})
        parent = parents.find(sheet, number, cells["parent"])
        if not form.is_valid():
            LAYOUT.add_errors(sheet, number, form.errors)
            continue
        data = form.cleaned_data
        code = fold(data["code"])
        if reason := check_school_code(code, kind):
            sheet.add(number, _CODE_LABEL, cells["code"], f"{reason}。")
        if parent is not None:
            school = Org(
                parent=parent, name=fold(data["name"]), code=code, school_type=kind, region=data["region"]
            )
            admin = User(
                username=User.normalise(username),
                real_name=fold(data["real_name"]),
                email=data["email"],
                must_change_password=True,
            )
            made.append(Opening(number, school, admin))
    LAYOUT.check_repeats(sheet, "code")
    LAYOUT.check_repeats(sheet, "username", User.normalise)
    _check_codes(issuer, sheet, made)
    _check_usernames(sheet, made)
    sheet.problems.sort(key=lambda problem: problem.row)
    wrong = sheet.wrong
    return [opening for opening in made if opening.number not in wrong]


def open_all(actor: Actor, kept_id: int, expected: int) -> list[tuple[Opening, str]]:
    """Open the good schools of a kept sheet, all or none; returns them with the administrators' initial passwords.

    Raises:
        Late: the sheet is gone, or no longer has `expected` good rows.
        ValidationError: somebody took a code or a name this very moment.
    """
    issuer = Org.objects.get(pk=actor.org_id)
    kept = OpeningSheet.objects.filter(pk=kept_id, user_id=actor.person).first()
    if kept is None:
        raise Late
    made = check(issuer, recall(kept))
    drawn = [passwords.initial_password() for _ in made]
    for opening, password in zip(made, drawn, strict=True):
        opening.admin.password = passwords.hash_initial(password)
    try:
        with transaction.atomic():
            taken, _ = OpeningSheet.objects.filter(pk=kept_id, user_id=actor.person).delete()
            if not taken or not made or len(made) != expected:
                raise Late
            create_schools([opening.school for opening in made])
            for opening in made:
                opening.admin.org = opening.school
            issue_first_admins([opening.admin for opening in made], issuer)
            _tell(made)
    except IntegrityError:
        text = "刚刚有人开通了其中的学校，或使用了其中的用户名，没有开通任何学校，请核对后重试。"
        raise ValidationError(text) from None
    return list(zip(made, drawn, strict=True))


def account_list(issued: Iterable[tuple[Opening, str]]) -> bytes:
    """The workbook of initial passwords. It exists in the answer to the confirmation alone."""
    columns = [
        SheetColumn(name, name, "", "")
        for name in ("学校名称", _CODE_LABEL, _PARENT_LABEL, "管理员姓名", "管理员用户名", "初始密码")
    ]
    rows = {
        number: dict(zip((column.field for column in columns), facts(opening, password), strict=True))
        for number, (opening, password) in enumerate(issued, start=2)
    }
    return TableLayout(tuple(columns), MAX_ROWS, "学校").marked(UploadedTable(rows=rows))


def facts(opening: Opening, password: str) -> tuple[str, ...]:
    """What is handed over for one school."""
    school, admin = opening.school, opening.admin
    return school.name, school.code, str(school.parent), admin.real_name, admin.username, password


def forget_old() -> bool:
    """Throw away sheets that nobody came back to."""
    OpeningSheet.objects.filter(created_at__lt=timezone.now() - KEPT).delete()
    return False


def _parents(issuer: Org):
    return Org.objects.subtree(issuer.path).active().exclude(level=Level.SCHOOL).order_by("path")


class _Parents:
    """Departments of an area, by name and by code."""

    def __init__(self, issuer: Org) -> None:
        self.issuer = issuer
        self.found: dict[str, list[Org]] = defaultdict(list)
        for org in _parents(issuer):
            self.found[match_key(org.name)].append(org)
            self.found[org.code].append(org)

    def find(self, sheet: UploadedTable, number: int, text: str) -> Org | None:
        """The department a cell names; None, with a problem noted, if there is not just one."""
        if not text:
            return self.issuer
        found = self.found.get(match_key(text), ()) or self.found.get(text, ())
        if len(found) == 1:
            return found[0]
        message = "您的管理范围内没有这个部门，请按“填写说明”中的名称或代码填写。"
        if found:
            message = f"有 {len(found)} 个同名的部门，请改填 6 位代码。"
        sheet.add(number, _PARENT_LABEL, text, message)
        return None


def _check_codes(issuer: Org, sheet: UploadedTable, made: list[Opening]) -> None:
    """Codes that are taken: by whom, and what to do. Of a school elsewhere no more than name and authority."""
    taken: dict[str, Org] = {}
    for codes in portions((opening.school.code for opening in made), _PIECE):
        rows = Org.objects.schools().filter(code__in=codes).select_related("parent")
        taken |= {school.code: school for school in rows}
    for opening in made:
        school = taken.get(opening.school.code)
        if school is None:
            continue
        where = f"“{school.name}”（{school.parent}）"
        if not issuer.covers(school):
            message = f"已是{where}，不在您的管理范围内；需要划转时请与共同的上级部门联系。"
        elif school.status == Status.CLOSED:
            message = f"已是{where}，现为停办；恢复招生请用“复招”，不要另开新校。"
        else:
            message = f"已是{where}，请删去这一行。"
        sheet.add(opening.number, _CODE_LABEL, opening.school.code, message)


def _check_usernames(sheet: UploadedTable, made: list[Opening]) -> None:
    names = [opening.admin.username for opening in made]
    taken = set()
    for piece in portions(names, _PIECE):
        taken |= set(User.objects.filter(username__in=piece).values_list("username", flat=True))
    for opening in made:
        if opening.admin.username in taken:
            shown = sheet.rows[opening.number]["username"] or opening.admin.username
            sheet.add(opening.number, "管理员用户名", shown, "该用户名已被使用，请换一个用户名。")


def _tell(made: list[Opening]) -> None:
    """One audit entry for each department, so that its own administrators see it too."""
    for parent in {opening.school.parent for opening in made if opening.school.parent}:
        codes = [opening.school.code for opening in made if opening.school.parent_id == parent.pk]
        record(Event.OPENING, org=parent, subject=f"批量开通学校 {len(codes)} 所", detail={"codes": codes})


def by_parent(made: Iterable[Opening]) -> list[tuple[str, int]]:
    """Departments with the number of schools each will run."""
    return Counter(str(opening.school.parent) for opening in made).most_common()
