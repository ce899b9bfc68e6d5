"""The roles that come with the program: eight for schools, three for each level of authority.

What the actions mean for a role:

* `import` allows uploading a workbook into staging and nothing else. Staged rows reach the formal table only by
  `review`, which belongs to the reviewer. So the administrator uploads, the reviewer passes, and neither needs the
  other's right. An import that writes at once, without review, needs `add` and `change` besides `import`; no
  built-in role has all three.
* `review` covers the staged rows only: look, edit, delete, pass.
* Templates hold no data: who may `add` or `import` may download them.
"""

from dataclasses import dataclass

from zhijiao.identity import actions as a

SCHOOL_ADMIN = "school_admin"
SCHOOL_PRINCIPAL = "school_principal"
EVERY_FORM = "*"


@dataclass(frozen=True)
class BuiltinRole:
    """One built-in role; every action is granted on every form."""

    key: str
    name: str
    portal: str
    level: str
    actions: tuple[str, ...]
    note: str
    privacy: str = "none"
    principal: bool = False


def _school(
    key: str,
    name: str,
    actions: tuple[str, ...],
    note: str,
    portal: str = "business",
    privacy: str = "none",
    principal: bool = False,
) -> BuiltinRole:
    return BuiltinRole(key, name, portal, "school", actions, note, privacy, principal)


SCHOOL_ROLES = (
    _school(
        "school_clerk",
        "业务员（校）",
        (a.VIEW, a.ADD, a.CHANGE, a.DELETE, a.EXPORT),
        "填报全部栏目：查看、新增、修改、删除、导出。",
    ),
    _school(
        "school_supervisor",
        "业务主管（校）",
        (a.VIEW, a.EXPORT, a.AUDIT),
        "查看全部栏目，审核业务员提交的内容。",
    ),
    _school(
        SCHOOL_PRINCIPAL,
        "领导用户（校）",
        (a.VIEW, a.EXPORT, a.SUBMIT),
        "校领导：查看全部栏目，向上级提交。每所学校只有一个启用的校领导账号。",
        principal=True,
    ),
    _school(
        "data_reviewer",
        "数据复核员",
        (a.VIEW, a.REVIEW),
        "复核管理员上传的初始化数据，通过后进入正式库。",
    ),
    _school(
        "privacy_viewer",
        "隐私数据查看员",
        (a.REVEAL,),
        "叠加使用：凭数据密码查看隐私数据。",
        privacy="view",
    ),
    _school(
        "privacy_manager",
        "隐私数据管理员",
        (a.REVEAL,),
        "叠加使用：凭数据密码查看、新增、修改、删除隐私数据。",
        privacy="manage",
    ),
    _school(
        SCHOOL_ADMIN,
        "系统管理员（校）",
        (a.IMPORT, a.SYNC, a.USERS),
        "管理校内用户，上传初始化数据，同步源头平台的基础数据；由主管部门签发。",
        portal="manage",
    ),
    _school("school_reader", "查询用户（校）", (a.VIEW,), "只查看，不修改、不导出。"),
)

_AUTHORITIES = (("ministry", "部"), ("province", "省"), ("city", "市"), ("county", "县"))


def _authority_roles(level: str, word: str) -> tuple[BuiltinRole, ...]:
    return (
        BuiltinRole(
            f"{level}_admin",
            f"系统管理员（{word}）",
            "manage",
            level,
            (a.USERS, a.ORGS, a.SYNC),
            "管理本级用户，开通辖区内的学校，为学校同步源头平台的基础数据。",
        ),
        BuiltinRole(
            f"{level}_auditor",
            f"审核用户（{word}）",
            "business",
            level,
            (a.VIEW, a.EXPORT, a.AUDIT),
            "查看并审核辖区内学校提交的数据。",
        ),
        BuiltinRole(
            f"{level}_leader",
            f"领导用户（{word}）",
            "business",
            level,
            (a.VIEW, a.EXPORT),
            "查看辖区内学校的数据。",
        ),
    )


AUTHORITY_ROLES = tuple(role for level, word in _AUTHORITIES for role in _authority_roles(level, word))

BUILTIN_ROLES = SCHOOL_ROLES + AUTHORITY_ROLES
_NAMES = {role.key: role.name for role in BUILTIN_ROLES}


def admin_key(level: str) -> str:
    """Key of the administrators' role at a level of the tree."""
    return f"{level}_admin"


def role_names(keys: tuple[str, ...]) -> tuple[str, ...]:
    """Chinese names of roles; a node's own role has its name for key."""
    return tuple(_NAMES.get(key, key) for key in keys)
