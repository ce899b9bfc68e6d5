"""The line on the first page of the manage portal while an alert of one's own node, or one right below, is open."""

from django.db.models import Q

from zhijiao.identity.actions import USERS
from zhijiao.identity.actor import Actor
from zhijiao.identity.admin_notices import Notice
from zhijiao.looks.models import LookAlert


def notice(actor: Actor) -> Notice | None:
    """What an administrator is told; alerts further below are the business of the administrators there."""
    if not actor.may(USERS):
        return None
    near = LookAlert.objects.filter(Q(org=actor.org_id) | Q(org__parent=actor.org_id), settled_at=None)
    number = near.count()
    if not number:
        return None
    text = f"有 {number} 条还没有核实：查看、导出或查询的数量明显高于平日或超过限额。"
    return Notice("warn", "发现异常查看。", text, "去核实", "looks:alerts")
