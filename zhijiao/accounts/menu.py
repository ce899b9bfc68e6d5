"""The menu of the manage portal; it mirrors what the gates of its pages allow."""

from zhijiao.accounts.actions import IMPORT, ORGS, USERS
from zhijiao.accounts.actor import Actor

_HOME = "accounts:manage_home"
_ORGS = "accounts:orgs"
_SCHOOLS = "accounts:schools"
_AREAS = "accounts:areas"
_USERS = "accounts:users"
_ROLES = "roles:list"
_WHO = "roles:who"
_LOCKS = "accounts:locks"
_IMPORT = "intake:import"
_RULES = "quality:manage_rules"
_AUDIT = "web:audit_log"
_SELFCHECK = "selfcheck:report"


#: What each page is for, shown on the first page.
PURPOSES = {
    _IMPORT: "下载导入模板，上传填好的初始化数据，查看校验结果；复核员复核通过后进入正式库。",
    _ORGS: "按部、省、市、县、校逐级查看本级及以下的单位；更名、划转、合并、分立、停办、复招。",
    _SCHOOLS: "开通学校，签发或更换校级系统管理员账号。",
    _AREAS: "开通下一级主管部门，签发或更换其系统管理员账号。",
    _USERS: "为本单位人员建立账号、分配角色、重置密码、启用或禁用。",
    _ROLES: "设置本单位的角色：管哪些栏目、能做哪些操作；查看系统内置角色。",
    _WHO: "查一张表单、一条记录、一项隐私数据有哪些人能看到，各凭什么。",
    _LOCKS: "解锁登录失败过多的账号和网络地址，为本单位统一开启二步验证。",
    _RULES: "查看数据校验的全部规则、归口和依据，在辖区试算一条规则会有多少问题。",
    _SELFCHECK: "查看每夜权限自检的结果：各种身份能打开的地址是否与权限一致。",
    _AUDIT: "查看谁在何时何地登录、改动账号、导入、复核、删除和导出，可按条件查询并导出。",
}


def manage_menu(actor: Actor) -> list[tuple[str, str]]:
    """Pairs (label, URL name) of the pages the actor may open, in order."""
    entries = [("首页", _HOME)]
    if actor.may_somewhere(IMPORT):
        entries.append(("初始化数据", _IMPORT))
    if actor.may(ORGS):
        entries.append(("机构管理", _ORGS))
        entries.append(("学校管理", _SCHOOLS))
        if actor.level != "county":
            entries.append(("下级部门", _AREAS))
        entries.append(("校验规则", _RULES))
    if actor.may(USERS):
        entries.append(("用户管理-校内" if actor.is_school else "用户管理-本级", _USERS))
        entries.append(("角色管理", _ROLES))
        entries.append(("谁能看到", _WHO))
        entries.append(("登录安全", _LOCKS))
        entries.append(("审计日志", _AUDIT))
    if actor.may(ORGS) and actor.level in ("ministry", "province"):
        entries.append(("权限自检", _SELFCHECK))
    return entries
