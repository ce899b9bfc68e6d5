"""The demo accounts: one per role, all with one password, and the one list of them that is shown."""

from dataclasses import dataclass
from typing import TYPE_CHECKING
from unicodedata import east_asian_width

from zhijiao.orgs.models import Org

if TYPE_CHECKING:
    from zhijiao.identity.models import Role

PASSWORD = "Yunling-2020"  # noqa: S105  made to be known; production refuses these accounts
WRITING = ("view", "add", "change", "delete", "export")
SCHOOL, COUNTY, CITY, PROVINCE, MINISTRY = "3645010023", "450126", "450100", "450000", "000000"


@dataclass(frozen=True)
class DemoAccount:
    """An account to try: user name, person, code of the body it belongs to, roles by key, what it is good for."""

    username: str
    real_name: str
    org: str
    roles: tuple[str, ...]
    title: str
    portal: str = "业务端"
    rows: str = "all"


ACCOUNTS = (
    DemoAccount("demo-clerk", "谭红霞", SCHOOL, ("school_clerk",), "业务员（校）"),
    DemoAccount("demo-supervisor", "卢华兴", SCHOOL, ("school_supervisor",), "业务主管（校）"),
    DemoAccount("demo-principal", "韦朗朗", SCHOOL, ("school_principal",), "校领导"),
    DemoAccount("demo-reviewer", "黄丽萍", SCHOOL, ("data_reviewer",), "数据复核员"),
    DemoAccount(
        "demo-privacy",
        "覃志远",
        SCHOOL,
        ("school_clerk", "privacy_viewer"),
        "业务员兼隐私数据查看员（数据密码首次使用时自设）",
    ),
    DemoAccount(
        "demo-privacy-manager",
        "陆文君",
        SCHOOL,
        ("school_clerk", "privacy_manager"),
        "业务员兼隐私数据管理员（数据密码首次使用时自设）",
    ),
    DemoAccount("demo-reader", "梁晓燕", SCHOOL, ("school_reader",), "查询用户（校）"),
    DemoAccount("demo-admissions", "张明", SCHOOL, ("招就办",), "招就办（本校自定义角色）"),
    DemoAccount(
        "demo-security", "王伟", SCHOOL, ("保卫科主管",), "保卫科主管（自定义角色，分项查看）", rows="granted"
    ),
    DemoAccount("demo-admin", "莫建国", SCHOOL, ("school_admin",), "校级系统管理员", "管理端"),
    DemoAccount("demo-county", "蓝海燕", COUNTY, ("county_leader",), "领导用户（县）"),
    DemoAccount("demo-county-admin", "农志强", COUNTY, ("county_admin",), "县级系统管理员", "管理端"),
    DemoAccount("demo-county-auditor", "韦海洋", COUNTY, ("county_auditor",), "审核用户（县）"),
    DemoAccount("demo-city", "周明", CITY, ("city_leader",), "领导用户（市）"),
    DemoAccount("demo-city-admin", "蒙秀英", CITY, ("city_admin",), "市级系统管理员", "管理端"),
    DemoAccount("demo-city-auditor", "陆建华", CITY, ("city_auditor",), "审核用户（市）"),
    DemoAccount("demo-province", "何静", PROVINCE, ("province_leader",), "领导用户（省）"),
    DemoAccount("demo-province-admin", "罗永强", PROVINCE, ("province_admin",), "省级系统管理员", "管理端"),
    DemoAccount("demo-province-auditor", "黄秋月", PROVINCE, ("province_auditor",), "审核用户（省）"),
    DemoAccount("demo-ministry-auditor", "林远", MINISTRY, ("ministry_auditor",), "审核用户（部）"),
)
#: Roles of the school's own, as the guide tells of them: what they may, on which modules and forms.
OWN_ROLES = {
    "招就办": (
        "招生、就业部门填报",
        ("student", "student_enrolment", "module:industry", "module:employment"),
        WRITING,
    ),
    "保卫科主管": (
        "负责综合信息和安全管理",
        ("module:general", "module:safety"),
        ("view", "export", "audit"),
    ),
}
USERNAMES = frozenset(account.username for account in ACCOUNTS)


def create_accounts(tree: dict[str, Org]) -> None:
    """Create all accounts at the bodies of the tree (by code); they need not change their password."""
    from zhijiao.identity import privacy_confirmations
    from zhijiao.identity.models import Role
    from zhijiao.users.services import create_user

    roles = {role.key: role for role in Role.objects.filter(org=None)}
    roles |= {name: _own_role(tree[SCHOOL], name) for name in OWN_ROLES}
    for account in ACCOUNTS:
        user, _ = create_user(
            tree[account.org],
            account.username,
            account.real_name,
            [roles[key] for key in account.roles],
            password=PASSWORD,
            must_change_password=False,
            row_role=account.rows,
            email=f"{account.username}@demo.example",
            issued_by=tree[PROVINCE] if "school_admin" in account.roles else None,
        )
        if any(roles[key].privacy != "none" for key in account.roles):
            privacy_confirmations.confirm_all(user, by=tree[PROVINCE].name)


def _own_role(school: Org, name: str) -> "Role":
    """A role as the school's administrator would make it."""
    from zhijiao.identity.custom_roles import RoleDraft, create_role

    note, scopes, actions = OWN_ROLES[name]
    grants = frozenset((scope, action) for scope in scopes for action in actions)
    return create_role(school, "business", RoleDraft(name, note, grants), by="莫建国")


def listing() -> str:
    """All demo accounts as lines of text, for whoever starts the program in demo mode."""
    rows = [("用户名", "入口", "身份"), *((a.username, a.portal, a.title) for a in ACCOUNTS)]
    widths = [max(_width(row[place]) for row in rows) for place in (0, 1)]
    lines = [
        "  " + "  ".join([*(_padded(text, width) for text, width in zip(row, widths, strict=False)), row[2]])
        for row in rows
    ]
    return "\n".join([f"演示账号（口令都是 {PASSWORD}）：", *lines])


def _width(text: str) -> int:
    """Columns the text takes in a terminal."""
    return sum(2 if east_asian_width(letter) in "WF" else 1 for letter in text)


def _padded(text: str, width: int) -> str:
    return text + " " * (width - _width(text))
