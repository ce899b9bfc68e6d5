"""Two conversations of 在线支持 in the demo province: one that is answered, one that the city has still to answer."""

from zhijiao.identity.models import User
from zhijiao.identity.rights import build_actor
from zhijiao.support import handling, talking
from zhijiao.support.models import CannedAnswer
from zhijiao.support.talking import Asked


def ask() -> None:
    """Ask and answer in the names of the demo accounts."""
    people = {user.username: user for user in User.objects.select_related("org")}
    clerk, admin, city = (people[name] for name in ("demo-clerk", "demo-admin", "demo-city-admin"))
    browser = "Edge · Windows"
    asked = Asked(
        "教师的“所在专业”选不了",
        "新增教师时，“所在专业”提示没有数据，专业明明已经招生了。",
        "/forms/teacher/new/",
        "业务员（校）",
        browser,
    )
    first = talking.ask(clerk, asked)
    answer = "“所在专业”引用“专业设置”中的记录。请先在“专业设置”中新增该专业，保存后再选。"
    handling.say(build_actor(admin), first.pk, answer)
    handling.rate(first.pk, clerk.pk, 5, "")
    asked = Asked(
        "学校更名后模板还能用吗",
        "我校下学期更名，已下载的导入模板是否需要重新下载？",
        "/manage/import/",
        "系统管理员（校）",
        browser,
    )
    talking.ask(admin, asked)
    text = "更名不影响学校标识码，已下载的模板可以继续使用；校名以系统中登记的为准。"
    CannedAnswer.objects.create(org=city.org, title="更名后的模板", text=text, by=city.real_name)
