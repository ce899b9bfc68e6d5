"""职教宣传. Written by tools/python_client.py from the document of the API: do not edit, run `make client`."""

from collections.abc import Iterator
from typing import Any, TypedDict, Unpack

from zhijiao_client.records import RecordForm, SummaryForm
from zhijiao_client.transport import Transport


class PublicityCalendar(TypedDict):
    """职教宣传活动日程表: a record as it is read."""

    held: str | None  # 开始日期
    ended: str | None  # 结束日期
    name: str | None  # 活动名称
    kind: str | None  # 活动来源
    department: str | None  # 组织机构
    leader: str | None  # 活动负责人
    place: str | None  # 活动地点
    people: int | None  # 参加师生数
    origins: list[dict[str, Any]]


class PublicityCalendarQuery(TypedDict, total=False):
    """职教宣传活动日程表: what can be asked for."""

    school: int
    year: int


class PublicityCalendarForm(SummaryForm[PublicityCalendar]):
    """职教宣传活动日程表."""

    key = "publicity_calendar"

    def rows(self, **asked: Unpack[PublicityCalendarQuery]) -> list[PublicityCalendar]:
        """All rows."""
        return self._rows(asked)


class VocationalWeek(TypedDict):
    """职业教育活动周: a record as it is read."""

    id: int
    version: int
    gaps: int
    updated_at: str
    year: int | None  # 学年
    number: str | None  # 活动编号
    name: str | None  # 活动名称
    kind: str | None  # 活动类别
    theme: str | None  # 全国活动主题
    department: str | None  # 组织机构
    leader: str | None  # 活动负责人
    held: str | None  # 开始日期
    ended: str | None  # 结束日期
    place: str | None  # 活动地点
    partner: str | None  # 合作单位
    rooms: int | None  # 开放实训场所数
    students: int | None  # 参加学生数
    staff: int | None  # 参加教职工数
    pupils: int | None  # 来访中小学生数
    others: int | None  # 来访家长及社会人员数
    leaflets: int | None  # 发放宣传资料份数
    served: int | None  # 服务群众人次
    reports: int | None  # 媒体报道篇数
    cost: str | float | None  # 活动支出
    content: str | None  # 活动内容
    outcome: str | None  # 活动成效
    attachments: list[dict[str, Any]] | None  # 附件


class VocationalWeekItems(TypedDict, total=False):
    """职业教育活动周: what may be sent."""

    id: int | None
    version: int | None
    year: int | None  # 学年
    number: str | None  # 活动编号
    name: str | None  # 活动名称
    kind: str | None  # 活动类别
    theme: str | None  # 全国活动主题
    department: str | None  # 组织机构
    leader: str | None  # 活动负责人
    held: str | None  # 开始日期
    ended: str | None  # 结束日期
    place: str | None  # 活动地点
    partner: str | None  # 合作单位
    rooms: int | None  # 开放实训场所数
    students: int | None  # 参加学生数
    staff: int | None  # 参加教职工数
    pupils: int | None  # 来访中小学生数
    others: int | None  # 来访家长及社会人员数
    leaflets: int | None  # 发放宣传资料份数
    served: int | None  # 服务群众人次
    reports: int | None  # 媒体报道篇数
    cost: str | None  # 活动支出
    content: str | None  # 活动内容
    outcome: str | None  # 活动成效


class VocationalWeekQuery(TypedDict, total=False):
    """职业教育活动周: what lists are narrowed by."""

    sort: str
    year: str  # 学年
    number: str  # 活动编号
    name: str  # 活动名称
    kind: str  # 活动类别
    theme: str  # 全国活动主题
    department: str  # 组织机构
    leader: str  # 活动负责人
    held: str  # 开始日期
    ended: str  # 结束日期
    place: str  # 活动地点
    partner: str  # 合作单位
    rooms: str  # 开放实训场所数
    students: str  # 参加学生数
    staff: str  # 参加教职工数
    pupils: str  # 来访中小学生数
    others: str  # 来访家长及社会人员数
    leaflets: str  # 发放宣传资料份数
    served: str  # 服务群众人次
    reports: str  # 媒体报道篇数
    cost: str  # 活动支出
    content: str  # 活动内容
    outcome: str  # 活动成效
    attachments: str  # 附件


class VocationalWeekForm(RecordForm[VocationalWeek, VocationalWeekItems]):
    """职业教育活动周."""

    key = "vocational_week"

    def records(
        self, *, school: int | None = None, limit: int = 500, **asked: Unpack[VocationalWeekQuery]
    ) -> Iterator[VocationalWeek]:
        """All records that fit, fetched page by page."""
        return self._list(school, limit, asked)


class CivilityActivity(TypedDict):
    """文明风采活动: a record as it is read."""

    id: int
    version: int
    gaps: int
    updated_at: str
    year: int | None  # 学年
    number: str | None  # 活动编号
    name: str | None  # 活动名称
    theme: str | None  # 活动主题
    kind: str | None  # 活动类别
    scope: str | None  # 组织范围
    department: str | None  # 组织机构
    leader: str | None  # 活动负责人
    held: str | None  # 开始日期
    ended: str | None  # 结束日期
    place: str | None  # 活动地点
    expected: int | None  # 应参加学生数
    students: int | None  # 参加学生数
    staff: int | None  # 参加教职工数
    works: int | None  # 征集作品数
    sent: int | None  # 推荐上级作品数
    won: int | None  # 获上级奖励作品数
    cost: str | float | None  # 活动支出
    content: str | None  # 活动内容
    outcome: str | None  # 活动成效
    attachments: list[dict[str, Any]] | None  # 附件


class CivilityActivityItems(TypedDict, total=False):
    """文明风采活动: what may be sent."""

    id: int | None
    version: int | None
    year: int | None  # 学年
    number: str | None  # 活动编号
    name: str | None  # 活动名称
    theme: str | None  # 活动主题
    kind: str | None  # 活动类别
    scope: str | None  # 组织范围
    department: str | None  # 组织机构
    leader: str | None  # 活动负责人
    held: str | None  # 开始日期
    ended: str | None  # 结束日期
    place: str | None  # 活动地点
    expected: int | None  # 应参加学生数
    students: int | None  # 参加学生数
    staff: int | None  # 参加教职工数
    works: int | None  # 征集作品数
    sent: int | None  # 推荐上级作品数
    won: int | None  # 获上级奖励作品数
    cost: str | None  # 活动支出
    content: str | None  # 活动内容
    outcome: str | None  # 活动成效


class CivilityActivityQuery(TypedDict, total=False):
    """文明风采活动: what lists are narrowed by."""

    sort: str
    year: str  # 学年
    number: str  # 活动编号
    name: str  # 活动名称
    theme: str  # 活动主题
    kind: str  # 活动类别
    scope: str  # 组织范围
    department: str  # 组织机构
    leader: str  # 活动负责人
    held: str  # 开始日期
    ended: str  # 结束日期
    place: str  # 活动地点
    expected: str  # 应参加学生数
    students: str  # 参加学生数
    staff: str  # 参加教职工数
    works: str  # 征集作品数
    sent: str  # 推荐上级作品数
    won: str  # 获上级奖励作品数
    cost: str  # 活动支出
    content: str  # 活动内容
    outcome: str  # 活动成效
    attachments: str  # 附件


class CivilityActivityForm(RecordForm[CivilityActivity, CivilityActivityItems]):
    """文明风采活动."""

    key = "civility_activity"

    def records(
        self, *, school: int | None = None, limit: int = 500, **asked: Unpack[CivilityActivityQuery]
    ) -> Iterator[CivilityActivity]:
        """All records that fit, fetched page by page."""
        return self._list(school, limit, asked)


class CivilityContest(TypedDict):
    """竞赛项目: a record as it is read."""

    id: int
    version: int
    gaps: int
    updated_at: str
    year: int | None  # 学年
    number: str | None  # 作品编号
    activity: str | None  # 所属活动
    kind: str | None  # 竞赛项目
    name: str | None  # 作品名称
    subject: str | None  # 参赛类别
    entrants: str | None  # 参赛学生
    entrant_count: int | None  # 参赛学生数
    first_student: str | None  # 第一参赛学生
    teacher: str | None  # 指导教师
    sent_to: str | None  # 报送级别
    level: str | None  # 获奖级别
    grade: str | None  # 获奖等级
    organiser: str | None  # 颁奖单位
    won: str | None  # 获奖日期
    certificate: str | None  # 证书编号或公布文号
    summary: str | None  # 作品简介
    attachments: list[dict[str, Any]] | None  # 附件


class CivilityContestItems(TypedDict, total=False):
    """竞赛项目: what may be sent."""

    id: int | None
    version: int | None
    year: int | None  # 学年
    number: str | None  # 作品编号
    activity: str | None  # 所属活动
    kind: str | None  # 竞赛项目
    name: str | None  # 作品名称
    subject: str | None  # 参赛类别
    entrants: str | None  # 参赛学生
    entrant_count: int | None  # 参赛学生数
    first_student: str | None  # 第一参赛学生
    teacher: str | None  # 指导教师
    sent_to: str | None  # 报送级别
    level: str | None  # 获奖级别
    grade: str | None  # 获奖等级
    organiser: str | None  # 颁奖单位
    won: str | None  # 获奖日期
    certificate: str | None  # 证书编号或公布文号
    summary: str | None  # 作品简介


class CivilityContestQuery(TypedDict, total=False):
    """竞赛项目: what lists are narrowed by."""

    sort: str
    year: str  # 学年
    number: str  # 作品编号
    activity: str  # 所属活动
    kind: str  # 竞赛项目
    name: str  # 作品名称
    subject: str  # 参赛类别
    entrants: str  # 参赛学生
    entrant_count: str  # 参赛学生数
    first_student: str  # 第一参赛学生
    teacher: str  # 指导教师
    sent_to: str  # 报送级别
    level: str  # 获奖级别
    grade: str  # 获奖等级
    organiser: str  # 颁奖单位
    won: str  # 获奖日期
    certificate: str  # 证书编号或公布文号
    summary: str  # 作品简介
    attachments: str  # 附件


class CivilityContestForm(RecordForm[CivilityContest, CivilityContestItems]):
    """竞赛项目."""

    key = "civility_contest"

    def records(
        self, *, school: int | None = None, limit: int = 500, **asked: Unpack[CivilityContestQuery]
    ) -> Iterator[CivilityContest]:
        """All records that fit, fetched page by page."""
        return self._list(school, limit, asked)


class MasterCraftsman(TypedDict):
    """大国工匠（劳模）基本信息: a record as it is read."""

    id: int
    version: int
    gaps: int
    updated_at: str
    number: str | None  # 工匠编号
    name: str | None  # 工匠（劳模）姓名
    sex: str | None  # 性别
    own_staff: bool | None  # 是否本校教职工
    teacher: str | None  # 本校工号
    employer: str | None  # 工作单位
    company: str | None  # 对应合作单位
    post: str | None  # 职务或岗位
    titles: list[str] | None  # 荣誉称号
    level: str | None  # 荣誉级别
    awarded: int | None  # 授予年份
    awarded_by: str | None  # 授予单位
    skill: str | None  # 职业技能等级
    speciality: str | None  # 专长领域
    engaged_as: str | None  # 本校聘任职务
    engaged_from: str | None  # 聘任起始日期
    engaged_until: str | None  # 聘任终止日期
    phone: str | None  # 本人联系电话
    deeds: str | None  # 主要事迹
    consent: bool | None  # 是否同意公开
    remarks: str | None  # 备注
    photo: str | None  # 照片


class MasterCraftsmanItems(TypedDict, total=False):
    """大国工匠（劳模）基本信息: what may be sent."""

    id: int | None
    version: int | None
    number: str | None  # 工匠编号
    name: str | None  # 工匠（劳模）姓名
    sex: str | None  # 性别
    own_staff: bool | None  # 是否本校教职工
    teacher: str | None  # 本校工号
    employer: str | None  # 工作单位
    company: str | None  # 对应合作单位
    post: str | None  # 职务或岗位
    titles: list[str] | None  # 荣誉称号
    level: str | None  # 荣誉级别
    awarded: int | None  # 授予年份
    awarded_by: str | None  # 授予单位
    skill: str | None  # 职业技能等级
    speciality: str | None  # 专长领域
    engaged_as: str | None  # 本校聘任职务
    engaged_from: str | None  # 聘任起始日期
    engaged_until: str | None  # 聘任终止日期
    phone: str | None  # 本人联系电话
    deeds: str | None  # 主要事迹
    consent: bool | None  # 是否同意公开
    remarks: str | None  # 备注


class MasterCraftsmanQuery(TypedDict, total=False):
    """大国工匠（劳模）基本信息: what lists are narrowed by."""

    sort: str
    number: str  # 工匠编号
    name: str  # 工匠（劳模）姓名
    sex: str  # 性别
    own_staff: str  # 是否本校教职工
    teacher: str  # 本校工号
    employer: str  # 工作单位
    company: str  # 对应合作单位
    post: str  # 职务或岗位
    titles: str  # 荣誉称号
    level: str  # 荣誉级别
    awarded: str  # 授予年份
    awarded_by: str  # 授予单位
    skill: str  # 职业技能等级
    speciality: str  # 专长领域
    engaged_as: str  # 本校聘任职务
    engaged_from: str  # 聘任起始日期
    engaged_until: str  # 聘任终止日期
    deeds: str  # 主要事迹
    consent: str  # 是否同意公开
    remarks: str  # 备注


class MasterCraftsmanForm(RecordForm[MasterCraftsman, MasterCraftsmanItems]):
    """大国工匠（劳模）基本信息."""

    key = "master_craftsman"

    def records(
        self, *, school: int | None = None, limit: int = 500, **asked: Unpack[MasterCraftsmanQuery]
    ) -> Iterator[MasterCraftsman]:
        """All records that fit, fetched page by page."""
        return self._list(school, limit, asked)


class CraftsmanVisit(TypedDict):
    """大国工匠（劳模）进校园活动: a record as it is read."""

    id: int
    version: int
    gaps: int
    updated_at: str
    year: int | None  # 学年
    number: str | None  # 活动编号
    name: str | None  # 活动名称
    craftsman: str | None  # 工匠（劳模）
    others: str | None  # 其他参加工匠
    visit_form: str | None  # 活动形式
    department: str | None  # 组织机构
    leader: str | None  # 活动负责人
    held: str | None  # 活动日期
    hours: str | float | None  # 活动学时
    place: str | None  # 活动地点
    online: bool | None  # 是否线上
    students: int | None  # 参加学生数
    staff: int | None  # 参加教职工数
    major: str | None  # 涉及专业
    content: str | None  # 活动内容
    outcome: str | None  # 活动成效
    report: str | None  # 媒体报道
    attachments: list[dict[str, Any]] | None  # 附件


class CraftsmanVisitItems(TypedDict, total=False):
    """大国工匠（劳模）进校园活动: what may be sent."""

    id: int | None
    version: int | None
    year: int | None  # 学年
    number: str | None  # 活动编号
    name: str | None  # 活动名称
    craftsman: str | None  # 工匠（劳模）
    others: str | None  # 其他参加工匠
    visit_form: str | None  # 活动形式
    department: str | None  # 组织机构
    leader: str | None  # 活动负责人
    held: str | None  # 活动日期
    hours: str | None  # 活动学时
    place: str | None  # 活动地点
    online: bool | None  # 是否线上
    students: int | None  # 参加学生数
    staff: int | None  # 参加教职工数
    major: str | None  # 涉及专业
    content: str | None  # 活动内容
    outcome: str | None  # 活动成效
    report: str | None  # 媒体报道


class CraftsmanVisitQuery(TypedDict, total=False):
    """大国工匠（劳模）进校园活动: what lists are narrowed by."""

    sort: str
    year: str  # 学年
    number: str  # 活动编号
    name: str  # 活动名称
    craftsman: str  # 工匠（劳模）
    others: str  # 其他参加工匠
    visit_form: str  # 活动形式
    department: str  # 组织机构
    leader: str  # 活动负责人
    held: str  # 活动日期
    hours: str  # 活动学时
    place: str  # 活动地点
    online: str  # 是否线上
    students: str  # 参加学生数
    staff: str  # 参加教职工数
    major: str  # 涉及专业
    content: str  # 活动内容
    outcome: str  # 活动成效
    report: str  # 媒体报道
    attachments: str  # 附件


class CraftsmanVisitForm(RecordForm[CraftsmanVisit, CraftsmanVisitItems]):
    """大国工匠（劳模）进校园活动."""

    key = "craftsman_visit"

    def records(
        self, *, school: int | None = None, limit: int = 500, **asked: Unpack[CraftsmanVisitQuery]
    ) -> Iterator[CraftsmanVisit]:
        """All records that fit, fetched page by page."""
        return self._list(school, limit, asked)


class MasterStudio(TypedDict):
    """大师工作室: a record as it is read."""

    id: int
    version: int
    gaps: int
    updated_at: str
    number: str | None  # 工作室编号
    name: str | None  # 工作室名称
    kind: str | None  # 工作室类型
    level: str | None  # 工作室级别
    authority: str | None  # 批准部门
    approval: str | None  # 批准文号
    founded: str | None  # 成立日期
    master: str | None  # 领衔人
    head: str | None  # 本校负责人
    members: int | None  # 成员人数
    teachers: int | None  # 其中本校教师
    outsiders: int | None  # 其中企业人员
    major: str | None  # 主要面向专业
    place: str | None  # 场所地点
    area: str | float | None  # 场所面积
    equipment: str | float | None  # 设备总值
    invested: str | float | None  # 累计投入经费
    apprentices: int | None  # 本学年带徒人数
    projects: int | None  # 本学年技术攻关项目数
    patents: int | None  # 累计获专利数
    results: str | None  # 主要成果
    running: bool | None  # 是否在运行
    remarks: str | None  # 备注


class MasterStudioItems(TypedDict, total=False):
    """大师工作室: what may be sent."""

    id: int | None
    version: int | None
    number: str | None  # 工作室编号
    name: str | None  # 工作室名称
    kind: str | None  # 工作室类型
    level: str | None  # 工作室级别
    authority: str | None  # 批准部门
    approval: str | None  # 批准文号
    founded: str | None  # 成立日期
    master: str | None  # 领衔人
    head: str | None  # 本校负责人
    members: int | None  # 成员人数
    teachers: int | None  # 其中本校教师
    outsiders: int | None  # 其中企业人员
    major: str | None  # 主要面向专业
    place: str | None  # 场所地点
    area: str | None  # 场所面积
    equipment: str | None  # 设备总值
    invested: str | None  # 累计投入经费
    apprentices: int | None  # 本学年带徒人数
    projects: int | None  # 本学年技术攻关项目数
    patents: int | None  # 累计获专利数
    results: str | None  # 主要成果
    running: bool | None  # 是否在运行
    remarks: str | None  # 备注


class MasterStudioQuery(TypedDict, total=False):
    """大师工作室: what lists are narrowed by."""

    sort: str
    number: str  # 工作室编号
    name: str  # 工作室名称
    kind: str  # 工作室类型
    level: str  # 工作室级别
    authority: str  # 批准部门
    approval: str  # 批准文号
    founded: str  # 成立日期
    master: str  # 领衔人
    head: str  # 本校负责人
    members: str  # 成员人数
    teachers: str  # 其中本校教师
    outsiders: str  # 其中企业人员
    major: str  # 主要面向专业
    place: str  # 场所地点
    area: str  # 场所面积
    equipment: str  # 设备总值
    invested: str  # 累计投入经费
    apprentices: str  # 本学年带徒人数
    projects: str  # 本学年技术攻关项目数
    patents: str  # 累计获专利数
    results: str  # 主要成果
    running: str  # 是否在运行
    remarks: str  # 备注


class MasterStudioForm(RecordForm[MasterStudio, MasterStudioItems]):
    """大师工作室."""

    key = "master_studio"

    def records(
        self, *, school: int | None = None, limit: int = 500, **asked: Unpack[MasterStudioQuery]
    ) -> Iterator[MasterStudio]:
        """All records that fit, fetched page by page."""
        return self._list(school, limit, asked)


class OtherPublicity(TypedDict):
    """其他活动: a record as it is read."""

    id: int
    version: int
    gaps: int
    updated_at: str
    year: int | None  # 学年
    number: str | None  # 活动编号
    name: str | None  # 活动名称
    kind: str | None  # 活动类别
    department: str | None  # 组织机构
    leader: str | None  # 活动负责人
    held: str | None  # 开始日期
    ended: str | None  # 结束日期
    place: str | None  # 活动地点
    online: bool | None  # 是否线上
    partner: str | None  # 合作单位
    students: int | None  # 参加学生数
    staff: int | None  # 参加教职工数
    audience: int | None  # 受众人数
    reports: int | None  # 媒体报道篇数
    cost: str | float | None  # 活动支出
    content: str | None  # 活动内容
    outcome: str | None  # 活动成效
    attachments: list[dict[str, Any]] | None  # 附件


class OtherPublicityItems(TypedDict, total=False):
    """其他活动: what may be sent."""

    id: int | None
    version: int | None
    year: int | None  # 学年
    number: str | None  # 活动编号
    name: str | None  # 活动名称
    kind: str | None  # 活动类别
    department: str | None  # 组织机构
    leader: str | None  # 活动负责人
    held: str | None  # 开始日期
    ended: str | None  # 结束日期
    place: str | None  # 活动地点
    online: bool | None  # 是否线上
    partner: str | None  # 合作单位
    students: int | None  # 参加学生数
    staff: int | None  # 参加教职工数
    audience: int | None  # 受众人数
    reports: int | None  # 媒体报道篇数
    cost: str | None  # 活动支出
    content: str | None  # 活动内容
    outcome: str | None  # 活动成效


class OtherPublicityQuery(TypedDict, total=False):
    """其他活动: what lists are narrowed by."""

    sort: str
    year: str  # 学年
    number: str  # 活动编号
    name: str  # 活动名称
    kind: str  # 活动类别
    department: str  # 组织机构
    leader: str  # 活动负责人
    held: str  # 开始日期
    ended: str  # 结束日期
    place: str  # 活动地点
    online: str  # 是否线上
    partner: str  # 合作单位
    students: str  # 参加学生数
    staff: str  # 参加教职工数
    audience: str  # 受众人数
    reports: str  # 媒体报道篇数
    cost: str  # 活动支出
    content: str  # 活动内容
    outcome: str  # 活动成效
    attachments: str  # 附件


class OtherPublicityForm(RecordForm[OtherPublicity, OtherPublicityItems]):
    """其他活动."""

    key = "other_publicity"

    def records(
        self, *, school: int | None = None, limit: int = 500, **asked: Unpack[OtherPublicityQuery]
    ) -> Iterator[OtherPublicity]:
        """All records that fit, fetched page by page."""
        return self._list(school, limit, asked)


class PublicityCase(TypedDict):
    """案例上报: a record as it is read."""

    id: int
    version: int
    gaps: int
    updated_at: str
    year: int | None  # 学年
    title: str | None  # 案例标题
    kind: str | None  # 案例类别
    keywords: str | None  # 关键词
    started: str | None  # 实施起始日期
    background: str | None  # 背景与问题
    practice: str | None  # 主要做法
    results: str | None  # 成效
    experience: str | None  # 经验与推广价值
    pictures: list[dict[str, Any]] | None  # 图片
    attachments: list[dict[str, Any]] | None  # 附件
    author: str | None  # 撰写人
    may_publish: bool | None  # 是否同意公开
    has_personal_data: bool | None  # 是否含个人信息
    status: str | None  # 状态


class PublicityCaseItems(TypedDict, total=False):
    """案例上报: what may be sent."""

    id: int | None
    version: int | None
    year: int | None  # 学年
    title: str | None  # 案例标题
    kind: str | None  # 案例类别
    keywords: str | None  # 关键词
    started: str | None  # 实施起始日期
    background: str | None  # 背景与问题
    practice: str | None  # 主要做法
    results: str | None  # 成效
    experience: str | None  # 经验与推广价值
    author: str | None  # 撰写人
    may_publish: bool | None  # 是否同意公开
    has_personal_data: bool | None  # 是否含个人信息


class PublicityCaseQuery(TypedDict, total=False):
    """案例上报: what lists are narrowed by."""

    sort: str
    year: str  # 学年
    title: str  # 案例标题
    kind: str  # 案例类别
    keywords: str  # 关键词
    started: str  # 实施起始日期
    background: str  # 背景与问题
    practice: str  # 主要做法
    results: str  # 成效
    experience: str  # 经验与推广价值
    pictures: str  # 图片
    attachments: str  # 附件
    author: str  # 撰写人
    may_publish: str  # 是否同意公开
    has_personal_data: str  # 是否含个人信息
    status: str  # 状态


class PublicityCaseForm(RecordForm[PublicityCase, PublicityCaseItems]):
    """案例上报."""

    key = "publicity_case"

    def records(
        self, *, school: int | None = None, limit: int = 500, **asked: Unpack[PublicityCaseQuery]
    ) -> Iterator[PublicityCase]:
        """All records that fit, fetched page by page."""
        return self._list(school, limit, asked)


class PublicityTypicalCase(TypedDict):
    """典型案例: a record as it is read."""

    title: str | None  # 案例标题
    school: str | None  # 学校名称
    kind: str | None  # 案例类别
    keywords: str | None  # 关键词
    year: int | None  # 学年
    level: str | None  # 入选级别
    selected_on: str | None  # 入选日期
    document: str | None  # 公布文号
    origins: list[dict[str, Any]]


class PublicityTypicalCaseQuery(TypedDict, total=False):
    """典型案例: what can be asked for."""

    school: int
    year: int


class PublicityTypicalCaseForm(SummaryForm[PublicityTypicalCase]):
    """典型案例."""

    key = "publicity_typical_case"

    def rows(self, **asked: Unpack[PublicityTypicalCaseQuery]) -> list[PublicityTypicalCase]:
        """All rows."""
        return self._rows(asked)



class PublicityModule:
    """Forms of 职教宣传."""

    def __init__(self, transport: Transport) -> None:
        #: 职教宣传活动日程表
        self.publicity_calendar = PublicityCalendarForm(transport)
        #: 职业教育活动周
        self.vocational_week = VocationalWeekForm(transport)
        #: 文明风采活动
        self.civility_activity = CivilityActivityForm(transport)
        #: 竞赛项目
        self.civility_contest = CivilityContestForm(transport)
        #: 大国工匠（劳模）基本信息
        self.master_craftsman = MasterCraftsmanForm(transport)
        #: 大国工匠（劳模）进校园活动
        self.craftsman_visit = CraftsmanVisitForm(transport)
        #: 大师工作室
        self.master_studio = MasterStudioForm(transport)
        #: 其他活动
        self.other_publicity = OtherPublicityForm(transport)
        #: 案例上报
        self.publicity_case = PublicityCaseForm(transport)
        #: 典型案例
        self.publicity_typical_case = PublicityTypicalCaseForm(transport)
