"""Announcements of the demo province, written by its administrators, and some that people have read already."""

from datetime import timedelta

from django.utils import timezone

from zhijiao.announcements import publishing, reading
from zhijiao.announcements.publishing import Wording
from zhijiao.identity.models import User
from zhijiao.identity.rights import build_actor
from zhijiao.notices.inbox import tell

WORDINGS = {
    "demo-province-admin": (
        Wording(
            title="关于做好 2020 学年数据填报工作的通知",
            body="各市、县教育局，各中等职业学校：\n\n请各校对照“我的工作台”中的必填表单逐项填报，填报前先核对专业、班级和部门信息。"
            "校领导提交前，请先处理“数据校验”中的逻辑校验问题。\n\n各级主管部门请及时审核，退回的请写明理由。\n\n"
            "数据标准见 https://www.moe.gov.cn/ 公布的职业教育数据标准。",
            reach="all",
            must_read=True,
            pinned=True,
        ),
        Wording(
            title="附设中职班填报口径说明",
            body="附设中职班只填报中职部分的学生、教师和办学条件，不含所在院校的高职部分。",
            reach="types",
            types=("attached",),
        ),
    ),
    "demo-city-admin": (
        Wording(
            title="全市中职数据填报培训安排",
            body="各校业务员、业务主管：\n\n培训内容为模板填写、批量导入和数据复核。请提前下载导入模板，并带一份试填的学生学籍信息。",
            reach="all",
        ),
    ),
    "demo-principal": (
        Wording(
            title="本校填报分工",
            body="招就办负责招生、就业栏目，保卫科负责综合信息和安全管理，其余栏目由教务处负责。请各部门按分工完成。",
            reach="own",
        ),
    ),
}
READ_ALREADY = ("demo-clerk", "demo-reviewer", "demo-county-admin")


def publish() -> None:
    """Publish them in the names of the demo accounts, and let some people have read the first."""
    until = timezone.localdate() + timedelta(days=90)
    people = {user.username: user for user in User.objects.select_related("org")}
    for username, wordings in WORDINGS.items():
        user = people[username]
        actor = build_actor(user)
        for wording in wordings:
            made = publishing.draft(actor, user.org, wording)
            type(made).objects.filter(pk=made.pk).update(expires_on=until)
            publishing.publish(actor, made.pk, made.version)
    for username in READ_ALREADY:
        reader = people[username]
        first = reading.current(reader).filter(must_read=True).first()
        if first is not None:
            reading.confirm(first, reader)
    tell(
        people["demo-clerk"].org,
        "change",
        title="欢迎使用",
        text="铃铛里是与您有关的消息。",
        url="/",
        mail=False,
    )
