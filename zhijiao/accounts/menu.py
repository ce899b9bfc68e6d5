"""The menu of the manage portal; it mirrors what the gates of its pages allow."""

from zhijiao.accounts.actions import IMPORT, ORGS, USERS
from zhijiao.accounts.actor import Actor

_HOME = "accounts:manage_home"
_SCHOOLS = "accounts:schools"
_AREAS = "accounts:areas"
_USERS = "accounts:users"
_IMPORT = "intake:home"


def manage_menu(actor: Actor) -> list[tuple[str, str]]:
    """Pairs (label, URL name) of the pages the actor may open, in order."""
    entries = [("首页", _HOME)]
    if actor.may_somewhere(IMPORT):
        entries.append(("初始化数据", _IMPORT))
    if actor.may(ORGS):
        entries.append(("学校管理", _SCHOOLS))
        if actor.level != "county":
            entries.append(("下级部门", _AREAS))
    if actor.may(USERS):
        entries.append(("用户管理-校内" if actor.is_school else "用户管理-本级", _USERS))
    return entries
