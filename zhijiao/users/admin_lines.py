"""What accounts have to say on the first page of the manage portal."""

from zhijiao.identity.actions import USERS
from zhijiao.identity.actor import Actor
from zhijiao.identity.admin_notices import Notice, notice_source
from zhijiao.identity.models import PrivacyConfirmation
from zhijiao.identity.privacy_confirmations import decided_by, open_requests
from zhijiao.orgs.models import Org
from zhijiao.users import joined_duties


def privacy(actor: Actor) -> Notice | None:
    """Privacy roles that wait for this department; at a school, its own that do not act."""
    if not actor.may(USERS):
        return None
    if actor.is_school:
        own = PrivacyConfirmation.objects.filter(user__org=actor.org_id, user__is_active=True)
        waiting = open_requests(own).count()
        refused = own.filter(state=PrivacyConfirmation.State.REFUSED).count()
        if not waiting and not refused:
            return None
        parts = ((waiting, "等待主管部门确认"), (refused, "主管部门不同意"))
        said = "，".join(f"{number} 项{what}" for number, what in parts if number)
        return Notice("info", "隐私授权：", f"{said}，相应角色现在不起作用。", "查看", "users:privacy")
    waiting = open_requests(decided_by(Org.objects.get(pk=actor.org_id))).count()
    if not waiting:
        return None
    return Notice(
        "warn",
        f"{waiting} 项隐私授权等待确认。",
        "学校授予的隐私数据角色，经您确认后才生效。",
        "去确认",
        "users:privacy",
    )


def duties(actor: Actor) -> Notice | None:
    """Accounts that join duties and that nobody has settled."""
    if not actor.may(USERS):
        return None
    number = joined_duties.unsettled(Org.objects.get(pk=actor.org_id))
    if not number:
        return None
    text = "开户、填报、复核、审核、查看隐私数据应由不同的人负责，请逐个处理。"
    return Notice("warn", f"{number} 个账号兼有应当分开的职责。", text, "去处理", "users:duties")


notice_source(privacy)
notice_source(duties)
