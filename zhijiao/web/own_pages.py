"""Pages that everybody has for himself, in both portals."""

from zhijiao.kit.addresses import address_of
from zhijiao.tours import showing


def own_pages(portal: str) -> tuple[tuple[str, str, str], ...]:
    """Pages of everybody's own: icon, label, address."""
    return (
        ("headset", "我的提问", address_of("support:list")),
        ("speakerphone", "通知公告", address_of("announcements:list")),
        ("download", "我的文件", address_of("files:list")),
        ("shield-check", "账号安全", address_of("signin:security")),
        ("compass", "系统指引", showing.asked_url(portal)),
    )
