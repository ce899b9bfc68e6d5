"""Pages that everybody has for himself, in both portals."""

from zhijiao.identity.actor import BUSINESS
from zhijiao.kit.addresses import address_of
from zhijiao.tours import showing

OwnPage = tuple[str, str, str]


def own_pages(portal: str) -> tuple[OwnPage, ...]:
    """Pages of everybody's own: icon, label, address. Tokens act on records, which the business portal is for."""
    tokens: tuple[OwnPage, ...] = (("key", "我的令牌", address_of("users:own_tokens")),)
    return (
        ("headset", "我的提问", address_of("support:list")),
        ("speakerphone", "通知公告", address_of("announcements:list")),
        ("download", "我的文件", address_of("files:list")),
        ("shield-check", "账号安全", address_of("signin:security")),
        *(tokens if portal == BUSINESS else ()),
        ("compass", "系统指引", showing.asked_url(portal)),
    )
