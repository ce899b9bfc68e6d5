"""Pages that everybody has for himself, in both portals."""

from django.urls import reverse

from zhijiao.tours import showing


def own_pages(portal: str) -> tuple[tuple[str, str, str], ...]:
    """Pages of everybody's own: icon, label, address."""
    return (
        ("headset", "我的提问", reverse("support:list")),
        ("speakerphone", "通知公告", reverse("announcements:list")),
        ("download", "我的文件", reverse("files:list")),
        ("shield-check", "账号安全", reverse("signin:security")),
        ("compass", "系统指引", showing.asked_url(portal)),
    )
