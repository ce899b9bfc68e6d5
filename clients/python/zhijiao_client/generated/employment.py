"""就业创业. Written by tools/python_client.py from the document of the API: do not edit, run `make client`."""

from collections.abc import Iterator
from typing import Any, TypedDict, Unpack

from zhijiao_client.records import RecordForm
from zhijiao_client.transport import Transport


class Recruitment(TypedDict):
    """招生信息: a record as it is read."""

    id: int
    version: int
    gaps: int
    updated_at: str
    year: int | None  # 学年
    season: str | None  # 招生季别
    major: str | None  # 专业
    study_form: str | None  # 学习形式
    segmented: str | None  # 分段培养方式
    length: str | float | None  # 学制
    plan_number: str | None  # 招生计划文号
    planned: int | None  # 招生计划数
    admitted: int | None  # 录取数
    arrived: int | None  # 报到数
    registered: int | None  # 注册学籍数
    women: int | None  # 其中女生
    fresh_juniors: int | None  # 其中应届初中毕业生
    former_juniors: int | None  # 其中往届初中毕业生
    seniors: int | None  # 其中高中阶段毕业生
    adults: int | None  # 其中社会人员
    five_year: int | None  # 其中五年制高职中职段
    rural: int | None  # 其中农村户籍
    outside_province: int | None  # 其中省外生源
    minorities: int | None  # 其中少数民族
    poor: int | None  # 其中建档立卡家庭学生
    disabled: int | None  # 其中残疾学生
    lowest_score: str | float | None  # 最低录取分
    head: str | None  # 招生负责人
    remarks: str | None  # 备注


class RecruitmentItems(TypedDict, total=False):
    """招生信息: what may be sent."""

    id: int | None
    version: int | None
    year: int | None  # 学年
    season: str | None  # 招生季别
    major: str | None  # 专业
    study_form: str | None  # 学习形式
    segmented: str | None  # 分段培养方式
    length: str | None  # 学制
    plan_number: str | None  # 招生计划文号
    planned: int | None  # 招生计划数
    admitted: int | None  # 录取数
    arrived: int | None  # 报到数
    registered: int | None  # 注册学籍数
    women: int | None  # 其中女生
    fresh_juniors: int | None  # 其中应届初中毕业生
    former_juniors: int | None  # 其中往届初中毕业生
    seniors: int | None  # 其中高中阶段毕业生
    adults: int | None  # 其中社会人员
    five_year: int | None  # 其中五年制高职中职段
    rural: int | None  # 其中农村户籍
    outside_province: int | None  # 其中省外生源
    minorities: int | None  # 其中少数民族
    poor: int | None  # 其中建档立卡家庭学生
    disabled: int | None  # 其中残疾学生
    lowest_score: str | None  # 最低录取分
    head: str | None  # 招生负责人
    remarks: str | None  # 备注


class RecruitmentQuery(TypedDict, total=False):
    """招生信息: what lists are narrowed by."""

    sort: str
    year: str  # 学年
    season: str  # 招生季别
    major: str  # 专业
    study_form: str  # 学习形式
    segmented: str  # 分段培养方式
    length: str  # 学制
    plan_number: str  # 招生计划文号
    planned: str  # 招生计划数
    admitted: str  # 录取数
    arrived: str  # 报到数
    registered: str  # 注册学籍数
    women: str  # 其中女生
    fresh_juniors: str  # 其中应届初中毕业生
    former_juniors: str  # 其中往届初中毕业生
    seniors: str  # 其中高中阶段毕业生
    adults: str  # 其中社会人员
    five_year: str  # 其中五年制高职中职段
    rural: str  # 其中农村户籍
    outside_province: str  # 其中省外生源
    minorities: str  # 其中少数民族
    poor: str  # 其中建档立卡家庭学生
    disabled: str  # 其中残疾学生
    lowest_score: str  # 最低录取分
    head: str  # 招生负责人
    remarks: str  # 备注


class RecruitmentForm(RecordForm[Recruitment, RecruitmentItems]):
    """招生信息."""

    key = "recruitment"

    def records(
        self, *, school: int | None = None, limit: int = 500, **asked: Unpack[RecruitmentQuery]
    ) -> Iterator[Recruitment]:
        """All records that fit, fetched page by page."""
        return self._list(school, limit, asked)


class Employment(TypedDict):
    """就业信息: a record as it is read."""

    id: int
    version: int
    gaps: int
    updated_at: str
    year: int | None  # 学年
    student: str | None  # 学生
    school_class: str | None  # 毕业班级
    destination: str | None  # 毕业去向
    work: str | None  # 就业去向类别
    employer: str | None  # 就业单位
    company: str | None  # 对应合作单位
    region: str | None  # 单位所在行政区划
    nature: str | None  # 就业单位类型
    economic_type: str | None  # 单位经济类型
    industry: str | None  # 单位所属行业
    place: str | None  # 就业地点
    area: str | None  # 就业地域
    channel: str | None  # 就业渠道
    settled: str | None  # 就业落实方式
    job: str | None  # 工作岗位名称
    job_nature: str | None  # 工作岗位性质
    match: str | None  # 岗位是否对口
    signed: str | None  # 协议（合同）签订日期
    term: str | None  # 劳动合同期限
    salary: str | None  # 月起薪
    insurance: str | None  # 单位缴纳社会保险
    new_school: str | None  # 升学学校
    programme: str | None  # 录取专业名称
    progression: str | None  # 升学方式
    phone: str | None  # 毕业后联系电话
    satisfaction: str | None  # 就业满意度
    reason: str | None  # 未就业原因
    registered: str | None  # 登记日期
    verified: str | None  # 核实方式
    remarks: str | None  # 备注


class EmploymentItems(TypedDict, total=False):
    """就业信息: what may be sent."""

    id: int | None
    version: int | None
    year: int | None  # 学年
    student: str | None  # 学生
    destination: str | None  # 毕业去向
    work: str | None  # 就业去向类别
    employer: str | None  # 就业单位
    company: str | None  # 对应合作单位
    region: str | None  # 单位所在行政区划
    nature: str | None  # 就业单位类型
    economic_type: str | None  # 单位经济类型
    industry: str | None  # 单位所属行业
    place: str | None  # 就业地点
    area: str | None  # 就业地域
    channel: str | None  # 就业渠道
    settled: str | None  # 就业落实方式
    job: str | None  # 工作岗位名称
    job_nature: str | None  # 工作岗位性质
    match: str | None  # 岗位是否对口
    signed: str | None  # 协议（合同）签订日期
    term: str | None  # 劳动合同期限
    salary: str | None  # 月起薪
    insurance: str | None  # 单位缴纳社会保险
    new_school: str | None  # 升学学校
    programme: str | None  # 录取专业名称
    progression: str | None  # 升学方式
    phone: str | None  # 毕业后联系电话
    satisfaction: str | None  # 就业满意度
    reason: str | None  # 未就业原因
    registered: str | None  # 登记日期
    verified: str | None  # 核实方式
    remarks: str | None  # 备注


class EmploymentQuery(TypedDict, total=False):
    """就业信息: what lists are narrowed by."""

    sort: str
    year: str  # 学年
    student: str  # 学生
    school_class: str  # 毕业班级
    destination: str  # 毕业去向
    work: str  # 就业去向类别
    employer: str  # 就业单位
    company: str  # 对应合作单位
    region: str  # 单位所在行政区划
    nature: str  # 就业单位类型
    economic_type: str  # 单位经济类型
    industry: str  # 单位所属行业
    place: str  # 就业地点
    area: str  # 就业地域
    channel: str  # 就业渠道
    settled: str  # 就业落实方式
    job: str  # 工作岗位名称
    job_nature: str  # 工作岗位性质
    match: str  # 岗位是否对口
    signed: str  # 协议（合同）签订日期
    term: str  # 劳动合同期限
    salary: str  # 月起薪
    insurance: str  # 单位缴纳社会保险
    new_school: str  # 升学学校
    programme: str  # 录取专业名称
    progression: str  # 升学方式
    satisfaction: str  # 就业满意度
    reason: str  # 未就业原因
    registered: str  # 登记日期
    verified: str  # 核实方式
    remarks: str  # 备注


class EmploymentForm(RecordForm[Employment, EmploymentItems]):
    """就业信息."""

    key = "employment"

    def records(
        self, *, school: int | None = None, limit: int = 500, **asked: Unpack[EmploymentQuery]
    ) -> Iterator[Employment]:
        """All records that fit, fetched page by page."""
        return self._list(school, limit, asked)


class Startup(TypedDict):
    """创业信息: a record as it is read."""

    id: int
    version: int
    gaps: int
    updated_at: str
    number: str | None  # 创业编号
    kind: str | None  # 创业者类别
    student: str | None  # 创业学生
    teacher: str | None  # 创业教师
    name: str | None  # 创业项目名称
    business_form: str | None  # 经营形式
    registered_name: str | None  # 登记名称
    code: str | None  # 统一社会信用代码
    industry: str | None  # 经营所属行业
    region: str | None  # 经营所在行政区划
    begun: str | None  # 创业起始年月
    capital: str | float | None  # 注册资本
    jobs: int | None  # 带动就业人数
    turnover: str | float | None  # 上年营业收入
    support: str | float | None  # 获得资助金额
    incubated: bool | None  # 是否入驻孵化基地
    adviser: str | None  # 指导教师
    related: bool | None  # 是否与所学专业相关
    status: str | None  # 创业状态
    remarks: str | None  # 备注


class StartupItems(TypedDict, total=False):
    """创业信息: what may be sent."""

    id: int | None
    version: int | None
    number: str | None  # 创业编号
    kind: str | None  # 创业者类别
    student: str | None  # 创业学生
    teacher: str | None  # 创业教师
    name: str | None  # 创业项目名称
    business_form: str | None  # 经营形式
    registered_name: str | None  # 登记名称
    code: str | None  # 统一社会信用代码
    industry: str | None  # 经营所属行业
    region: str | None  # 经营所在行政区划
    begun: str | None  # 创业起始年月
    capital: str | None  # 注册资本
    jobs: int | None  # 带动就业人数
    turnover: str | None  # 上年营业收入
    support: str | None  # 获得资助金额
    incubated: bool | None  # 是否入驻孵化基地
    adviser: str | None  # 指导教师
    related: bool | None  # 是否与所学专业相关
    status: str | None  # 创业状态
    remarks: str | None  # 备注


class StartupQuery(TypedDict, total=False):
    """创业信息: what lists are narrowed by."""

    sort: str
    number: str  # 创业编号
    kind: str  # 创业者类别
    student: str  # 创业学生
    teacher: str  # 创业教师
    name: str  # 创业项目名称
    business_form: str  # 经营形式
    registered_name: str  # 登记名称
    code: str  # 统一社会信用代码
    industry: str  # 经营所属行业
    region: str  # 经营所在行政区划
    begun: str  # 创业起始年月
    capital: str  # 注册资本
    jobs: str  # 带动就业人数
    turnover: str  # 上年营业收入
    support: str  # 获得资助金额
    incubated: str  # 是否入驻孵化基地
    adviser: str  # 指导教师
    related: str  # 是否与所学专业相关
    status: str  # 创业状态
    remarks: str  # 备注


class StartupForm(RecordForm[Startup, StartupItems]):
    """创业信息."""

    key = "startup"

    def records(
        self, *, school: int | None = None, limit: int = 500, **asked: Unpack[StartupQuery]
    ) -> Iterator[Startup]:
        """All records that fit, fetched page by page."""
        return self._list(school, limit, asked)


class CareerGuidanceOffice(TypedDict):
    """职业指导机构: a record as it is read."""

    id: int
    version: int
    gaps: int
    updated_at: str
    number: str | None  # 机构编号
    name: str | None  # 机构名称
    department: str | None  # 依托校内机构
    founded: str | None  # 成立年月
    head: str | None  # 机构负责人
    full_time: int | None  # 专职职业指导教师数
    part_time: int | None  # 兼职职业指导教师数
    outside: int | None  # 校外职业指导人员数
    certified: int | None  # 其中持证人数
    trained: int | None  # 本学年受训人数
    room_area: str | float | None  # 职业指导场所面积
    budget: str | float | None  # 年度经费
    course: bool | None  # 是否开设职业指导课程
    course_hours: int | None  # 职业指导课程学时
    platform: str | None  # 就业信息平台
    phone: str | None  # 对外联系电话
    rules: str | None  # 工作制度
    in_use: bool | None  # 是否有效
    remarks: str | None  # 备注


class CareerGuidanceOfficeItems(TypedDict, total=False):
    """职业指导机构: what may be sent."""

    id: int | None
    version: int | None
    number: str | None  # 机构编号
    name: str | None  # 机构名称
    department: str | None  # 依托校内机构
    founded: str | None  # 成立年月
    head: str | None  # 机构负责人
    full_time: int | None  # 专职职业指导教师数
    part_time: int | None  # 兼职职业指导教师数
    outside: int | None  # 校外职业指导人员数
    certified: int | None  # 其中持证人数
    trained: int | None  # 本学年受训人数
    room_area: str | None  # 职业指导场所面积
    budget: str | None  # 年度经费
    course: bool | None  # 是否开设职业指导课程
    course_hours: int | None  # 职业指导课程学时
    platform: str | None  # 就业信息平台
    phone: str | None  # 对外联系电话
    rules: str | None  # 工作制度
    in_use: bool | None  # 是否有效
    remarks: str | None  # 备注


class CareerGuidanceOfficeQuery(TypedDict, total=False):
    """职业指导机构: what lists are narrowed by."""

    sort: str
    number: str  # 机构编号
    name: str  # 机构名称
    department: str  # 依托校内机构
    founded: str  # 成立年月
    head: str  # 机构负责人
    full_time: str  # 专职职业指导教师数
    part_time: str  # 兼职职业指导教师数
    outside: str  # 校外职业指导人员数
    certified: str  # 其中持证人数
    trained: str  # 本学年受训人数
    room_area: str  # 职业指导场所面积
    budget: str  # 年度经费
    course: str  # 是否开设职业指导课程
    course_hours: str  # 职业指导课程学时
    platform: str  # 就业信息平台
    phone: str  # 对外联系电话
    rules: str  # 工作制度
    in_use: str  # 是否有效
    remarks: str  # 备注


class CareerGuidanceOfficeForm(RecordForm[CareerGuidanceOffice, CareerGuidanceOfficeItems]):
    """职业指导机构."""

    key = "career_guidance_office"

    def records(
        self, *, school: int | None = None, limit: int = 500, **asked: Unpack[CareerGuidanceOfficeQuery]
    ) -> Iterator[CareerGuidanceOffice]:
        """All records that fit, fetched page by page."""
        return self._list(school, limit, asked)


class CareerGuidanceActivity(TypedDict):
    """职业指导活动: a record as it is read."""

    id: int
    version: int
    gaps: int
    updated_at: str
    year: int | None  # 学年
    number: str | None  # 活动编号
    name: str | None  # 活动名称
    kind: str | None  # 活动类别
    fair: str | None  # 招聘会类别
    office: str | None  # 组织机构
    leader: str | None  # 活动负责人
    held: str | None  # 活动日期
    ended: str | None  # 结束日期
    hours: str | float | None  # 活动学时
    place: str | None  # 活动地点
    online: bool | None  # 是否线上
    speaker: str | None  # 主讲人
    speaker_from: str | None  # 主讲人单位
    grades: str | None  # 参加年级
    students: int | None  # 参加学生数
    companies: int | None  # 参加企业数
    jobs: int | None  # 提供岗位数
    intents: int | None  # 达成意向人数
    cost: str | float | None  # 活动支出
    content: str | None  # 活动内容
    outcome: str | None  # 活动成效
    attachments: list[dict[str, Any]] | None  # 附件


class CareerGuidanceActivityItems(TypedDict, total=False):
    """职业指导活动: what may be sent."""

    id: int | None
    version: int | None
    year: int | None  # 学年
    number: str | None  # 活动编号
    name: str | None  # 活动名称
    kind: str | None  # 活动类别
    fair: str | None  # 招聘会类别
    office: str | None  # 组织机构
    leader: str | None  # 活动负责人
    held: str | None  # 活动日期
    ended: str | None  # 结束日期
    hours: str | None  # 活动学时
    place: str | None  # 活动地点
    online: bool | None  # 是否线上
    speaker: str | None  # 主讲人
    speaker_from: str | None  # 主讲人单位
    grades: str | None  # 参加年级
    students: int | None  # 参加学生数
    companies: int | None  # 参加企业数
    jobs: int | None  # 提供岗位数
    intents: int | None  # 达成意向人数
    cost: str | None  # 活动支出
    content: str | None  # 活动内容
    outcome: str | None  # 活动成效


class CareerGuidanceActivityQuery(TypedDict, total=False):
    """职业指导活动: what lists are narrowed by."""

    sort: str
    year: str  # 学年
    number: str  # 活动编号
    name: str  # 活动名称
    kind: str  # 活动类别
    fair: str  # 招聘会类别
    office: str  # 组织机构
    leader: str  # 活动负责人
    held: str  # 活动日期
    ended: str  # 结束日期
    hours: str  # 活动学时
    place: str  # 活动地点
    online: str  # 是否线上
    speaker: str  # 主讲人
    speaker_from: str  # 主讲人单位
    grades: str  # 参加年级
    students: str  # 参加学生数
    companies: str  # 参加企业数
    jobs: str  # 提供岗位数
    intents: str  # 达成意向人数
    cost: str  # 活动支出
    content: str  # 活动内容
    outcome: str  # 活动成效
    attachments: str  # 附件


class CareerGuidanceActivityForm(RecordForm[CareerGuidanceActivity, CareerGuidanceActivityItems]):
    """职业指导活动."""

    key = "career_guidance_activity"

    def records(
        self, *, school: int | None = None, limit: int = 500, **asked: Unpack[CareerGuidanceActivityQuery]
    ) -> Iterator[CareerGuidanceActivity]:
        """All records that fit, fetched page by page."""
        return self._list(school, limit, asked)



class EmploymentModule:
    """Forms of 就业创业."""

    def __init__(self, transport: Transport) -> None:
        #: 招生信息
        self.recruitment = RecruitmentForm(transport)
        #: 就业信息
        self.employment = EmploymentForm(transport)
        #: 创业信息
        self.startup = StartupForm(transport)
        #: 职业指导机构
        self.career_guidance_office = CareerGuidanceOfficeForm(transport)
        #: 职业指导活动
        self.career_guidance_activity = CareerGuidanceActivityForm(transport)
