"""Whose installation this is, and the one at the other end."""

from django.conf import settings

from zhijiao.exchange.models import Partner
from zhijiao.exchange.numbers import MOST_BLOCKS
from zhijiao.exchange.refusals import Refused
from zhijiao.kit.numbers import whole_number
from zhijiao.orgs.models import Level, Org

MINISTRY = "ministry"
OFF = (
    "本系统没有设置为报送或接收系统。请由系统运维单位设置 ZHIJIAO_EXCHANGE_NODE"
    "（部级填 ministry，省级填行政区划代码）后重新启动。"
)


def is_on() -> bool:
    """Whether the operator has said whose installation this is."""
    return bool(settings.EXCHANGE_NODE)


def is_ministry() -> bool:
    """Whether this is the installation that takes the packages of provinces."""
    return settings.EXCHANGE_NODE == MINISTRY


def own_node() -> Org:
    """The node this installation belongs to.

    Raises:
        Refused: the operator has not said, or there is no such node.
    """
    if not is_on():
        raise Refused(OFF, "off")
    found = Org.objects.filter(parent=None)
    if not is_ministry():
        found = Org.objects.filter(level=Level.PROVINCE, code=settings.EXCHANGE_NODE)
    node = found.first()
    if node is None:
        said = f"ZHIJIAO_EXCHANGE_NODE 的值“{settings.EXCHANGE_NODE}”在机构中不存在，请核对设置或先建立该省。"
        raise Refused(said, "off")
    return node


def partner_of(node: Org) -> Partner:
    """The installation of a node, known from now on.

    Raises:
        Refused: it is no node that we exchange with.
    """
    wanted = Level.PROVINCE if is_ministry() else Level.MINISTRY
    if node.level != wanted:
        raise Refused(f"“{node.name}”不是报送对方。", "partner")
    block = _block_of(node) if is_ministry() else 0
    return Partner.objects.get_or_create(node=node, defaults={"block": block})[0]


def upper() -> Partner:
    """The ministry's installation, as a province's knows it."""
    return partner_of(Org.objects.get(parent=None))


def partners() -> list[Partner]:
    """Every installation we exchange with, for pages and commands."""
    if not is_on():
        return []
    if not is_ministry():
        return [upper()]
    return list(Partner.objects.select_related("node").order_by("node__code"))


def _block_of(node: Org) -> int:
    """The span of a province's numbers: the first two digits of its code, or the next that is free."""
    wanted = whole_number(node.code[:2]) or 1
    used = set(Partner.objects.values_list("block", flat=True))
    free = [block for block in (wanted, *range(1, MOST_BLOCKS + 1)) if block and block not in used]
    if not free:
        raise Refused("已有 99 个对方系统，不能再增加。", "partner")
    return free[0]
