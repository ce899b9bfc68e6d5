"""安全管理. Written by tools/python_client.py from the document of the API: do not edit, run `make client`."""

from collections.abc import Iterator
from typing import TypedDict, Unpack

from zhijiao_client.records import RecordForm
from zhijiao_client.transport import Transport


class SafetyRule(TypedDict):
    """安全管理制度: a record as it is read."""

    id: int
    version: int
    gaps: int
    updated_at: str
    number: str | None  # 制度编号
    name: str | None  # 制度名称
    content: list[str] | None  # 主要规范内容
    audience: list[str] | None  # 约束对象
    keywords: str | None  # 制度关键词
    document: str | None  # 发文字号
    issuer: str | None  # 颁布机构
    issued: str | None  # 颁布日期
    effective: str | None  # 施行日期
    revised: str | None  # 最近修订日期
    responsible: str | None  # 执行负责机构
    owner: str | None  # 执行负责人
    basis: str | None  # 制定依据
    checks_a_term: int | None  # 每学期检查次数
    checks_recorded: int | None  # 其中有记录的次数
    summary: str | None  # 主要条款摘要
    attachment: str | None  # 附件名称
    in_force: bool | None  # 是否现行有效
    repealed: str | None  # 废止日期
    next_review: int | None  # 计划复审年份
    remarks: str | None  # 备注


class SafetyRuleItems(TypedDict, total=False):
    """安全管理制度: what may be sent."""

    id: int | None
    version: int | None
    number: str | None  # 制度编号
    name: str | None  # 制度名称
    content: list[str] | None  # 主要规范内容
    audience: list[str] | None  # 约束对象
    keywords: str | None  # 制度关键词
    document: str | None  # 发文字号
    issuer: str | None  # 颁布机构
    issued: str | None  # 颁布日期
    effective: str | None  # 施行日期
    revised: str | None  # 最近修订日期
    responsible: str | None  # 执行负责机构
    owner: str | None  # 执行负责人
    basis: str | None  # 制定依据
    checks_a_term: int | None  # 每学期检查次数
    checks_recorded: int | None  # 其中有记录的次数
    summary: str | None  # 主要条款摘要
    attachment: str | None  # 附件名称
    in_force: bool | None  # 是否现行有效
    repealed: str | None  # 废止日期
    next_review: int | None  # 计划复审年份
    remarks: str | None  # 备注


class SafetyRuleQuery(TypedDict, total=False):
    """安全管理制度: what lists are narrowed by."""

    sort: str
    number: str  # 制度编号
    name: str  # 制度名称
    content: str  # 主要规范内容
    audience: str  # 约束对象
    keywords: str  # 制度关键词
    document: str  # 发文字号
    issuer: str  # 颁布机构
    issued: str  # 颁布日期
    effective: str  # 施行日期
    revised: str  # 最近修订日期
    responsible: str  # 执行负责机构
    owner: str  # 执行负责人
    basis: str  # 制定依据
    checks_a_term: str  # 每学期检查次数
    checks_recorded: str  # 其中有记录的次数
    summary: str  # 主要条款摘要
    attachment: str  # 附件名称
    in_force: str  # 是否现行有效
    repealed: str  # 废止日期
    next_review: str  # 计划复审年份
    remarks: str  # 备注


class SafetyRuleForm(RecordForm[SafetyRule, SafetyRuleItems]):
    """安全管理制度."""

    key = "safety_rule"

    def records(
        self, *, school: int | None = None, limit: int = 500, **asked: Unpack[SafetyRuleQuery]
    ) -> Iterator[SafetyRule]:
        """All records that fit, fetched page by page."""
        return self._list(school, limit, asked)


class SafetyOrganisation(TypedDict):
    """安全组织保障: a record as it is read."""

    id: int
    version: int
    gaps: int
    updated_at: str
    number: str | None  # 组织编号
    name: str | None  # 组织名称
    kind: str | None  # 组织类别
    head: str | None  # 负责人
    head_post: str | None  # 负责人职务
    deputy: str | None  # 副职负责人
    department: str | None  # 依托机构
    established: str | None  # 成立年月
    document: str | None  # 成立或调整文号
    members: int | None  # 成员人数
    full_time: int | None  # 专职人数
    part_time: int | None  # 兼职人数
    guards: int | None  # 其中保安员人数
    certified: int | None  # 其中持证保安员人数
    trained: int | None  # 本学年受训成员人数
    vice_principal: str | None  # 法治副校长姓名
    vice_principal_from: str | None  # 法治副校长所在单位
    duty_phone: str | None  # 值班电话
    all_day: bool | None  # 是否24小时值守
    alarm: bool | None  # 是否有一键式报警装置
    cameras: int | None  # 视频监控摄像头数
    cameras_linked: int | None  # 其中接入公安或教育平台的
    storage_days: int | None  # 监控录像保存天数
    equipment: str | None  # 防护装备配备
    budget: str | float | None  # 年度安全经费
    liability_insured: bool | None  # 是否投保校方责任险
    meetings: int | None  # 每学年会议次数
    duties: str | None  # 主要职责
    in_use: bool | None  # 是否有效
    abolished: str | None  # 撤销年月
    remarks: str | None  # 备注


class SafetyOrganisationItems(TypedDict, total=False):
    """安全组织保障: what may be sent."""

    id: int | None
    version: int | None
    number: str | None  # 组织编号
    name: str | None  # 组织名称
    kind: str | None  # 组织类别
    head: str | None  # 负责人
    head_post: str | None  # 负责人职务
    deputy: str | None  # 副职负责人
    department: str | None  # 依托机构
    established: str | None  # 成立年月
    document: str | None  # 成立或调整文号
    members: int | None  # 成员人数
    full_time: int | None  # 专职人数
    part_time: int | None  # 兼职人数
    guards: int | None  # 其中保安员人数
    certified: int | None  # 其中持证保安员人数
    trained: int | None  # 本学年受训成员人数
    vice_principal: str | None  # 法治副校长姓名
    vice_principal_from: str | None  # 法治副校长所在单位
    duty_phone: str | None  # 值班电话
    all_day: bool | None  # 是否24小时值守
    alarm: bool | None  # 是否有一键式报警装置
    cameras: int | None  # 视频监控摄像头数
    cameras_linked: int | None  # 其中接入公安或教育平台的
    storage_days: int | None  # 监控录像保存天数
    equipment: str | None  # 防护装备配备
    budget: str | None  # 年度安全经费
    liability_insured: bool | None  # 是否投保校方责任险
    meetings: int | None  # 每学年会议次数
    duties: str | None  # 主要职责
    in_use: bool | None  # 是否有效
    abolished: str | None  # 撤销年月
    remarks: str | None  # 备注


class SafetyOrganisationQuery(TypedDict, total=False):
    """安全组织保障: what lists are narrowed by."""

    sort: str
    number: str  # 组织编号
    name: str  # 组织名称
    kind: str  # 组织类别
    head: str  # 负责人
    head_post: str  # 负责人职务
    deputy: str  # 副职负责人
    department: str  # 依托机构
    established: str  # 成立年月
    document: str  # 成立或调整文号
    members: str  # 成员人数
    full_time: str  # 专职人数
    part_time: str  # 兼职人数
    guards: str  # 其中保安员人数
    certified: str  # 其中持证保安员人数
    trained: str  # 本学年受训成员人数
    vice_principal: str  # 法治副校长姓名
    vice_principal_from: str  # 法治副校长所在单位
    duty_phone: str  # 值班电话
    all_day: str  # 是否24小时值守
    alarm: str  # 是否有一键式报警装置
    cameras: str  # 视频监控摄像头数
    cameras_linked: str  # 其中接入公安或教育平台的
    storage_days: str  # 监控录像保存天数
    equipment: str  # 防护装备配备
    budget: str  # 年度安全经费
    liability_insured: str  # 是否投保校方责任险
    meetings: str  # 每学年会议次数
    duties: str  # 主要职责
    in_use: str  # 是否有效
    abolished: str  # 撤销年月
    remarks: str  # 备注


class SafetyOrganisationForm(RecordForm[SafetyOrganisation, SafetyOrganisationItems]):
    """安全组织保障."""

    key = "safety_organisation"

    def records(
        self, *, school: int | None = None, limit: int = 500, **asked: Unpack[SafetyOrganisationQuery]
    ) -> Iterator[SafetyOrganisation]:
        """All records that fit, fetched page by page."""
        return self._list(school, limit, asked)


class SafetyActivity(TypedDict):
    """安全教育活动: a record as it is read."""

    id: int
    version: int
    gaps: int
    updated_at: str
    year: int | None  # 学年
    number: str | None  # 活动编号
    name: str | None  # 活动名称
    themes: list[str] | None  # 教育主题
    activity_form: str | None  # 活动形式
    scope: str | None  # 组织范围
    department: str | None  # 组织机构
    leader: str | None  # 活动负责人
    held: str | None  # 活动日期
    ended: str | None  # 结束日期
    hours: str | float | None  # 活动学时
    place: str | None  # 活动地点
    off_campus: bool | None  # 是否校外活动
    plan: str | None  # 安全预案或审批文号
    speaker: str | None  # 主讲人或指挥人
    speaker_from: str | None  # 主讲人所在单位
    expected: int | None  # 应参加学生数
    students: int | None  # 参加学生数
    staff: int | None  # 参加教职工数
    others: int | None  # 参加家长及校外人员数
    total: int | None  # 参加总人数
    evacuation: int | None  # 疏散用时
    injured: int | None  # 受伤人数
    content: str | None  # 活动内容
    problems: str | None  # 发现的问题
    measures: str | None  # 整改措施
    materials: str | None  # 存档材料


class SafetyActivityItems(TypedDict, total=False):
    """安全教育活动: what may be sent."""

    id: int | None
    version: int | None
    year: int | None  # 学年
    number: str | None  # 活动编号
    name: str | None  # 活动名称
    themes: list[str] | None  # 教育主题
    activity_form: str | None  # 活动形式
    scope: str | None  # 组织范围
    department: str | None  # 组织机构
    leader: str | None  # 活动负责人
    held: str | None  # 活动日期
    ended: str | None  # 结束日期
    hours: str | None  # 活动学时
    place: str | None  # 活动地点
    off_campus: bool | None  # 是否校外活动
    plan: str | None  # 安全预案或审批文号
    speaker: str | None  # 主讲人或指挥人
    speaker_from: str | None  # 主讲人所在单位
    expected: int | None  # 应参加学生数
    students: int | None  # 参加学生数
    staff: int | None  # 参加教职工数
    others: int | None  # 参加家长及校外人员数
    total: int | None  # 参加总人数
    evacuation: int | None  # 疏散用时
    injured: int | None  # 受伤人数
    content: str | None  # 活动内容
    problems: str | None  # 发现的问题
    measures: str | None  # 整改措施
    materials: str | None  # 存档材料


class SafetyActivityQuery(TypedDict, total=False):
    """安全教育活动: what lists are narrowed by."""

    sort: str
    year: str  # 学年
    number: str  # 活动编号
    name: str  # 活动名称
    themes: str  # 教育主题
    activity_form: str  # 活动形式
    scope: str  # 组织范围
    department: str  # 组织机构
    leader: str  # 活动负责人
    held: str  # 活动日期
    ended: str  # 结束日期
    hours: str  # 活动学时
    place: str  # 活动地点
    off_campus: str  # 是否校外活动
    plan: str  # 安全预案或审批文号
    speaker: str  # 主讲人或指挥人
    speaker_from: str  # 主讲人所在单位
    expected: str  # 应参加学生数
    students: str  # 参加学生数
    staff: str  # 参加教职工数
    others: str  # 参加家长及校外人员数
    total: str  # 参加总人数
    evacuation: str  # 疏散用时
    injured: str  # 受伤人数
    content: str  # 活动内容
    problems: str  # 发现的问题
    measures: str  # 整改措施
    materials: str  # 存档材料


class SafetyActivityForm(RecordForm[SafetyActivity, SafetyActivityItems]):
    """安全教育活动."""

    key = "safety_activity"

    def records(
        self, *, school: int | None = None, limit: int = 500, **asked: Unpack[SafetyActivityQuery]
    ) -> Iterator[SafetyActivity]:
        """All records that fit, fetched page by page."""
        return self._list(school, limit, asked)



class SafetyModule:
    """Forms of 安全管理."""

    def __init__(self, transport: Transport) -> None:
        #: 安全管理制度
        self.safety_rule = SafetyRuleForm(transport)
        #: 安全组织保障
        self.safety_organisation = SafetyOrganisationForm(transport)
        #: 安全教育活动
        self.safety_activity = SafetyActivityForm(transport)
