"""The closed list of events. A key is part of what receivers build on: add some, never rename one."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Kind:
    """One kind of event: its key, its group and name on pages, and when it happens.

    What is `inside` concerns the school alone: no authority above it can be told.
    """

    key: str
    group: str
    label: str
    text: str
    inside: bool = False


_SUBMISSION, _AREA, _CASE, _ROUND = "填报上报", "本级上报", "案例", "填报轮次"
KINDS = (
    Kind("submission.submitted", _SUBMISSION, "学校已上报", "校长签字后，数据封存并提交主管部门"),
    Kind("submission.withdrawn", _SUBMISSION, "学校撤回上报", "学校在主管部门审核前撤回"),
    Kind("submission.accepted", _SUBMISSION, "审核通过", "一级主管部门审核通过学校的上报"),
    Kind("submission.returned", _SUBMISSION, "退回学校", "主管部门退回全部或部分表单"),
    Kind("submission.reopened", _SUBMISSION, "退回重报", "审核通过后由主管部门退回重报"),
    Kind("submission.merged", _SUBMISSION, "上报已并入", "学校并入其他学校，其上报关闭"),
    Kind("area.reported", _AREA, "本级已上报", "主管部门上报本级及辖区的数据"),
    Kind("area.returned", _AREA, "本级上报被退回", "上级退回，或辖区内学校退回后失效"),
    Kind("case.inside", _CASE, "校内办理", "送审、审核、退回业务员和校内撤回", inside=True),
    Kind("case.submitted", _CASE, "提交上级", "校长把案例提交主管部门"),
    Kind("case.withdrawn", _CASE, "撤回案例", "学校撤回已提交的案例"),
    Kind("case.passed_up", _CASE, "报送上一级", "主管部门把案例报送上一级，或推荐为国家级"),
    Kind("case.returned", _CASE, "退回案例", "主管部门把案例退回学校"),
    Kind("case.declined", _CASE, "不予采用", "主管部门不采用案例，或不选为国家级"),
    Kind("case.selected", _CASE, "选为典型案例", "案例选为省级或国家级典型案例"),
    Kind("case.revoked", _CASE, "撤销入选", "典型案例被撤销"),
    Kind("grant.asked", _ROUND, "申请延期或解锁", "学校申请延期或解锁"),
    Kind("grant.decided", _ROUND, "延期或解锁办结", "主管部门授予、同意、不同意或撤销"),
)
BY_KEY = {kind.key: kind for kind in KINDS}
TEST = "webhook.test"
"""Sent when somebody asks for it, to one subscription alone."""


def label(key: str) -> str:
    """What an event is called on pages."""
    if key == TEST:
        return "测试事件"
    kind = BY_KEY.get(key)
    return f"{kind.group}：{kind.label}" if kind else key
