"""The tours: for each kind of user, what the first page of the portal shows, part by part.

A step names a part of the page by its `data-tour` attribute, or an entry of the bar of modules as `to:` and the name of
its address. A part that a page lacks, or that a narrow window hides, is left out when the tour runs.
"""

from dataclasses import dataclass

from django.urls import reverse

from zhijiao.identity import actions
from zhijiao.identity.actor import MANAGE, Actor

VERSION = 1
"""Raised when the tours have so much new to show that everybody is offered them once more."""


@dataclass(frozen=True, slots=True)
class Step:
    """One part of the page, with a title and a text of one or two sentences."""

    target: str
    title: str
    text: str

    @property
    def selector(self) -> str:
        """How a script finds the part."""
        if self.target.startswith("to:"):
            return f'[data-tour="modules"] a[href^="{reverse(self.target.removeprefix("to:"))}"]'
        return f'[data-tour="{self.target}"]'


@dataclass(frozen=True, slots=True)
class Tour:
    """What one kind of user is shown; `audience` says whom it is for."""

    audience: str
    steps: tuple[Step, ...]


ACCOUNT = Step(
    "account",
    "账号菜单",
    "修改登录密码、账号安全、我的文件、在线支持都在这里。以后想再看一遍本指引，点其中的“系统指引”。",
)
MESSAGES = Step("messages", "消息", "退回、催报、审核结果和通知公告在这里提醒，数字为未读条数。")
YEAR = Step("year", "学年", "当前学年。切换后，各页显示所选学年的数据；菜单中写有该学年填报轮次的截止日期。")
PROGRESS = Step(
    "progress",
    "必填表单完成情况",
    "圆环是总进度；右侧每个编号是一张必填表单，颜色表示已完成、填报中、未开始或待完成前置表单，点编号即可打开。",
)
MODULES = Step("modules", "栏目", "按业务分的栏目。栏目名后的数字，是该栏目中尚未完成的必填表单数。")
FORMS = Step(
    "forms",
    "本学年表单",
    "逐张列出填报要求、状态和下一步。可按“待处理”“必填”等筛选；有则必填而本校没有的，可声明本校无此项。",
)
QUALITY = Step(
    "quality", "数据校验", "逻辑校验必须改正，经验校验可改正或说明情况，提示供核对。点条数查看明细。"
)
TODO = Step("todo", "待办", "等待您处理的事项，点开直接到办理页面。")
SUBMISSION = Step("submission", "上报情况", "本校本轮上报到哪一步，被谁退回、为什么，点这里查看。")
HOME_ENTRIES = Step("entries", "常用功能", "您能办理的各项工作和用途说明，与上方栏目一一对应。")
HOME_STATE = Step("state", "概况", "本单位的账号情况。需要您先办的事，以提醒条显示在上方。")

CLERK = Tour(
    "填报人员",
    (
        PROGRESS,
        Step(
            "next",
            "建议先填",
            "系统按表单之间的先后关系推荐下一张。先完善学校、教师、专业、班级等基础信息，其他表单才能引用。",
        ),
        FORMS,
        TODO,
        QUALITY,
        MODULES,
        YEAR,
        MESSAGES,
        ACCOUNT,
    ),
)
SUPERVISOR = Tour(
    "业务主管",
    (
        Step("todo", "待办", "业务员提交的情况说明等，在这里等您审核：认可，或写明理由退回。"),
        QUALITY,
        PROGRESS,
        FORMS,
        MODULES,
        MESSAGES,
        ACCOUNT,
    ),
)
PRINCIPAL = Tour(
    "校领导",
    (
        Step(
            "sign",
            "签字上报",
            "必填表单、数据校验和复核全部办完后，由您核对并凭登录密码签字，上报主管部门。未办完的事项在此逐条列出。",
        ),
        PROGRESS,
        QUALITY,
        SUBMISSION,
        Step("to:signoff:home", "上报", "签字、撤回、查看各级审核意见都在“上报”。"),
        Step("to:indicators:list", "办学条件", "本校各项办学条件与标准的对照，不达标的一目了然。"),
        MESSAGES,
        ACCOUNT,
    ),
)
REVIEWER = Tour(
    "数据复核员",
    (
        Step("todo", "待办", "系统管理员上传的初始化数据在这里等您复核，点开逐条核对。"),
        Step(
            "to:intake:review",
            "初始化数据复核",
            "按表单查看待复核数据，可修改、删除；复核通过后才进入正式库。",
        ),
        PROGRESS,
        MODULES,
        MESSAGES,
        ACCOUNT,
    ),
)
BEHIND = Step("behind", "未上报的学校", "尚未上报的学校和本级上报的状态。")
SCHOOLS = Step("schools", "辖区学校", "辖区学校的必填完成情况，点校名查看其填报（只读）。")
READER = Tour("查询人员", (PROGRESS, FORMS, MODULES, YEAR, MESSAGES, ACCOUNT))
AUDITOR = Tour(
    "主管部门审核人员",
    (
        Step("waiting", "待本级审核", "学校签字上报后在这里等待审核，点校名查看并通过或退回。"),
        BEHIND,
        SCHOOLS,
        Step("to:oversight:board", "督导看板", "按地区、学校、表单查看进度，可催报、导出。"),
        Step("to:signoff:home", "上报审核", "全部学校的上报状态；通过、退回和本级上报都在这里办理。"),
        Step("grants", "延期与解锁", "学校申请延期、申请修改已锁定的表单，在这里答复。"),
        MESSAGES,
        ACCOUNT,
    ),
)
LEADER = Tour(
    "主管部门领导",
    (
        Step("to:oversight:board", "督导看板", "按地区、学校、表单查看填报进度和数据质量。"),
        SCHOOLS,
        BEHIND,
        Step("to:indicators:list", "办学条件", "辖区学校办学条件的达标情况。"),
        Step("to:annual_reports:list", "质量年报", "学校已发布的质量年报。"),
        MESSAGES,
        ACCOUNT,
    ),
)
SCHOOL_ADMIN = Tour(
    "学校系统管理员",
    (
        HOME_ENTRIES,
        Step("to:roles:list", "角色管理", "先设角色：管哪些栏目、能做哪些操作。也可直接用系统内置角色。"),
        Step("to:users:list", "用户管理", "再建账号并选择角色；初始密码仅显示一次，请当面或密封交给本人。"),
        Step(
            "to:intake:import", "初始化数据", "下载导入模板，上传填好的工作簿，处理校验出的问题，提交复核。"
        ),
        HOME_STATE,
        Step("to:support:desk", "在线支持", "本校人员的提问先由您答复，答不了的转交上级。"),
        MESSAGES,
        ACCOUNT,
    ),
)
AUTHORITY_ADMIN = Tour(
    "主管部门系统管理员",
    (
        HOME_ENTRIES,
        Step("to:orgs:schools", "学校管理", "开通学校，签发或更换校级系统管理员账号，也可用工作簿批量开通。"),
        Step("to:orgs:areas", "下级部门", "开通下一级主管部门并签发其系统管理员账号。"),
        Step("to:orgs:tree", "机构管理", "逐级查看单位；更名、划转、合并、分立、停办、复招在单位页面办理。"),
        Step("to:users:list", "用户管理", "为本级人员建立账号、分配角色。"),
        HOME_STATE,
        MESSAGES,
        ACCOUNT,
    ),
)
MINISTRY_ADMIN = Tour(
    "教育部系统管理员",
    (
        HOME_ENTRIES,
        Step("to:rounds:list", "填报轮次", "建立、开启、关闭填报轮次，设置各级截止日期和填报要求。"),
        Step("to:orgs:areas", "下级部门", "开通省级主管部门并签发其系统管理员账号。"),
        Step("to:selfcheck:report", "权限自检", "每晚模拟各类用户检查页面权限的结果。"),
        Step("to:jobs:list", "后台任务", "后台任务的等待、执行和失败情况。"),
        HOME_STATE,
        MESSAGES,
        ACCOUNT,
    ),
)
TOURS = (
    CLERK,
    SUPERVISOR,
    PRINCIPAL,
    REVIEWER,
    READER,
    AUDITOR,
    LEADER,
    SCHOOL_ADMIN,
    AUTHORITY_ADMIN,
    MINISTRY_ADMIN,
)


def tour_for(actor: Actor, portal: str) -> Tour:
    """The tour that fits what somebody may do in a portal, whatever his roles are called."""
    if portal == MANAGE:
        if actor.is_school:
            return SCHOOL_ADMIN
        return MINISTRY_ADMIN if actor.level == "ministry" else AUTHORITY_ADMIN
    if not actor.is_school:
        return AUDITOR if actor.may_somewhere(actions.AUDIT) else LEADER
    wanted = (
        ((actions.SUBMIT,), PRINCIPAL),
        ((actions.ADD, actions.CHANGE), CLERK),
        ((actions.AUDIT,), SUPERVISOR),
        ((actions.REVIEW,), REVIEWER),
    )
    return next((tour for rights, tour in wanted if any(map(actor.may_somewhere, rights))), READER)
