"""实习实训. Written by tools/python_client.py from the document of the API: do not edit, run `make client`."""

from collections.abc import Iterator
from typing import Any, TypedDict, Unpack

from zhijiao_client.records import RecordForm
from zhijiao_client.transport import Transport


class InternshipBase(TypedDict):
    """校外实习实训基地: a record as it is read."""

    id: int
    version: int
    gaps: int
    updated_at: str
    number: str | None  # 实习实训基地号
    host: str | None  # 依托单位名称
    host_nature: str | None  # 依托单位性质
    name: str | None  # 基地名称
    category: str | None  # 基地类别
    contract: str | None  # 合作合同编号
    contract_name: str | None  # 合作合同名称
    signed: str | None  # 合同签订日期
    ends: str | None  # 合同终止日期
    since: str | None  # 建立年月
    level: str | None  # 认定级别
    region: str | None  # 基地所在地
    address: str | None  # 基地详细地址
    major: str | None  # 主要面向专业
    staff: int | None  # 在岗职工总数
    posts: int | None  # 可提供实习岗位数
    capacity: str | None  # 最大接纳实习生数量
    mentors: int | None  # 企业指导教师数
    head: str | None  # 本校负责人
    contact: str | None  # 企业联系人
    phone: str | None  # 企业联系人电话
    lodging: bool | None  # 是否提供住宿
    inspected: bool | None  # 是否进行实地考察评估
    inspected_on: str | None  # 考察日期
    decided_on: str | None  # 党组织研究确定日期
    hosted: int | None  # 累计接纳学生数
    in_use: bool | None  # 是否在用
    remarks: str | None  # 备注


class InternshipBaseItems(TypedDict, total=False):
    """校外实习实训基地: what may be sent."""

    id: int | None
    version: int | None
    number: str | None  # 实习实训基地号
    host: str | None  # 依托单位名称
    name: str | None  # 基地名称
    category: str | None  # 基地类别
    contract: str | None  # 合作合同编号
    contract_name: str | None  # 合作合同名称
    signed: str | None  # 合同签订日期
    ends: str | None  # 合同终止日期
    since: str | None  # 建立年月
    level: str | None  # 认定级别
    region: str | None  # 基地所在地
    address: str | None  # 基地详细地址
    major: str | None  # 主要面向专业
    staff: int | None  # 在岗职工总数
    posts: int | None  # 可提供实习岗位数
    capacity: str | None  # 最大接纳实习生数量
    mentors: int | None  # 企业指导教师数
    head: str | None  # 本校负责人
    contact: str | None  # 企业联系人
    phone: str | None  # 企业联系人电话
    lodging: bool | None  # 是否提供住宿
    inspected: bool | None  # 是否进行实地考察评估
    inspected_on: str | None  # 考察日期
    decided_on: str | None  # 党组织研究确定日期
    hosted: int | None  # 累计接纳学生数
    in_use: bool | None  # 是否在用
    remarks: str | None  # 备注


class InternshipBaseQuery(TypedDict, total=False):
    """校外实习实训基地: what lists are narrowed by."""

    sort: str
    number: str  # 实习实训基地号
    host: str  # 依托单位名称
    host_nature: str  # 依托单位性质
    name: str  # 基地名称
    category: str  # 基地类别
    contract: str  # 合作合同编号
    contract_name: str  # 合作合同名称
    signed: str  # 合同签订日期
    ends: str  # 合同终止日期
    since: str  # 建立年月
    level: str  # 认定级别
    region: str  # 基地所在地
    address: str  # 基地详细地址
    major: str  # 主要面向专业
    staff: str  # 在岗职工总数
    posts: str  # 可提供实习岗位数
    capacity: str  # 最大接纳实习生数量
    mentors: str  # 企业指导教师数
    head: str  # 本校负责人
    contact: str  # 企业联系人
    lodging: str  # 是否提供住宿
    inspected: str  # 是否进行实地考察评估
    inspected_on: str  # 考察日期
    decided_on: str  # 党组织研究确定日期
    hosted: str  # 累计接纳学生数
    in_use: str  # 是否在用
    remarks: str  # 备注


class InternshipBaseForm(RecordForm[InternshipBase, InternshipBaseItems]):
    """校外实习实训基地."""

    key = "internship_base"

    def records(
        self, *, school: int | None = None, limit: int = 500, **asked: Unpack[InternshipBaseQuery]
    ) -> Iterator[InternshipBase]:
        """All records that fit, fetched page by page."""
        return self._list(school, limit, asked)


class InternshipProject(TypedDict):
    """实习项目: a record as it is read."""

    id: int
    version: int
    gaps: int
    updated_at: str
    year: int | None  # 学年
    number: str | None  # 实习项目编号
    name: str | None  # 实习项目名称
    kind: str | None  # 实习类型
    school_class: str | None  # 班级
    grade: int | None  # 年级
    major: str | None  # 专业
    course: str | None  # 课程
    course_class: str | None  # 课程类别
    practice: str | None  # 实践项目
    organisation: str | None  # 组织方式
    training_base: str | None  # 校内实训基地
    base: str | None  # 校外实习实训基地
    starts: str | None  # 计划开始日期
    ends: str | None  # 计划结束日期
    students: int | None  # 参加学生数
    adviser: str | None  # 校内指导教师
    resident: bool | None  # 是否派教师驻点
    approved: str | None  # 实习方案审批日期
    filed: bool | None  # 是否报主管部门备案
    cross_province: bool | None  # 是否跨省实习
    abroad: bool | None  # 是否赴境外实习
    filing_number: str | None  # 备案或批准文号
    education_hours: int | None  # 实习前教育学时
    emergency: str | None  # 应急预案名称
    via_agent: bool | None  # 是否通过中介机构组织
    fees: bool | None  # 是否向学生收取费用
    status: str | None  # 项目状态
    remarks: str | None  # 备注
    plan: list[dict[str, Any]] | None  # 实习方案


class InternshipProjectItems(TypedDict, total=False):
    """实习项目: what may be sent."""

    id: int | None
    version: int | None
    year: int | None  # 学年
    number: str | None  # 实习项目编号
    name: str | None  # 实习项目名称
    kind: str | None  # 实习类型
    school_class: str | None  # 班级
    course: str | None  # 课程
    practice: str | None  # 实践项目
    organisation: str | None  # 组织方式
    training_base: str | None  # 校内实训基地
    base: str | None  # 校外实习实训基地
    starts: str | None  # 计划开始日期
    ends: str | None  # 计划结束日期
    students: int | None  # 参加学生数
    adviser: str | None  # 校内指导教师
    resident: bool | None  # 是否派教师驻点
    approved: str | None  # 实习方案审批日期
    filed: bool | None  # 是否报主管部门备案
    cross_province: bool | None  # 是否跨省实习
    abroad: bool | None  # 是否赴境外实习
    filing_number: str | None  # 备案或批准文号
    education_hours: int | None  # 实习前教育学时
    emergency: str | None  # 应急预案名称
    via_agent: bool | None  # 是否通过中介机构组织
    fees: bool | None  # 是否向学生收取费用
    status: str | None  # 项目状态
    remarks: str | None  # 备注


class InternshipProjectQuery(TypedDict, total=False):
    """实习项目: what lists are narrowed by."""

    sort: str
    year: str  # 学年
    number: str  # 实习项目编号
    name: str  # 实习项目名称
    kind: str  # 实习类型
    school_class: str  # 班级
    grade: str  # 年级
    major: str  # 专业
    course: str  # 课程
    course_class: str  # 课程类别
    practice: str  # 实践项目
    organisation: str  # 组织方式
    training_base: str  # 校内实训基地
    base: str  # 校外实习实训基地
    starts: str  # 计划开始日期
    ends: str  # 计划结束日期
    students: str  # 参加学生数
    adviser: str  # 校内指导教师
    resident: str  # 是否派教师驻点
    approved: str  # 实习方案审批日期
    filed: str  # 是否报主管部门备案
    cross_province: str  # 是否跨省实习
    abroad: str  # 是否赴境外实习
    filing_number: str  # 备案或批准文号
    education_hours: str  # 实习前教育学时
    emergency: str  # 应急预案名称
    via_agent: str  # 是否通过中介机构组织
    fees: str  # 是否向学生收取费用
    status: str  # 项目状态
    remarks: str  # 备注
    plan: str  # 实习方案


class InternshipProjectForm(RecordForm[InternshipProject, InternshipProjectItems]):
    """实习项目."""

    key = "internship_project"

    def records(
        self, *, school: int | None = None, limit: int = 500, **asked: Unpack[InternshipProjectQuery]
    ) -> Iterator[InternshipProject]:
        """All records that fit, fetched page by page."""
        return self._list(school, limit, asked)


class InternshipPlacement(TypedDict):
    """学生实习去向: a record as it is read."""

    id: int
    version: int
    gaps: int
    updated_at: str
    year: int | None  # 学年
    project: str | None  # 实习项目
    student: str | None  # 学生
    school_class: str | None  # 所在班级
    company: str | None  # 实习单位
    base: str | None  # 校外实习实训基地
    organisation: str | None  # 组织方式
    post: str | None  # 实习岗位名称
    post_staff: int | None  # 同类岗位职工数
    match: str | None  # 岗位与专业相关程度
    starts: str | None  # 实习开始日期
    ends: str | None  # 实习结束日期
    region: str | None  # 实习所在地
    agreement: bool | None  # 是否签订三方协议
    agreement_number: str | None  # 协议编号
    signed: str | None  # 协议签订日期
    consent: bool | None  # 监护人是否知情同意
    insured: bool | None  # 是否投保实习责任保险
    policy: str | None  # 保险单号
    payer: str | None  # 保险费支付者
    lacking: str | None  # 未签协议或未投保说明
    daily_hours: str | float | None  # 每日实习时间
    weekly_days: str | float | None  # 每周实习天数
    night: bool | None  # 是否安排夜班或加班
    risk: str | None  # 岗位危险类别
    pay: str | float | None  # 约定月报酬
    standard_pay: str | float | None  # 同岗位月工资标准
    lodging: str | None  # 食宿安排
    adviser: str | None  # 校内指导教师
    mentor: str | None  # 单位指导人姓名
    mentor_phone: str | None  # 单位指导人电话
    phone: str | None  # 学生实习期间电话
    remarks: str | None  # 备注


class InternshipPlacementItems(TypedDict, total=False):
    """学生实习去向: what may be sent."""

    id: int | None
    version: int | None
    year: int | None  # 学年
    project: str | None  # 实习项目
    student: str | None  # 学生
    company: str | None  # 实习单位
    base: str | None  # 校外实习实训基地
    organisation: str | None  # 组织方式
    post: str | None  # 实习岗位名称
    post_staff: int | None  # 同类岗位职工数
    match: str | None  # 岗位与专业相关程度
    starts: str | None  # 实习开始日期
    ends: str | None  # 实习结束日期
    region: str | None  # 实习所在地
    agreement: bool | None  # 是否签订三方协议
    agreement_number: str | None  # 协议编号
    signed: str | None  # 协议签订日期
    consent: bool | None  # 监护人是否知情同意
    insured: bool | None  # 是否投保实习责任保险
    policy: str | None  # 保险单号
    payer: str | None  # 保险费支付者
    lacking: str | None  # 未签协议或未投保说明
    daily_hours: str | None  # 每日实习时间
    weekly_days: str | None  # 每周实习天数
    night: bool | None  # 是否安排夜班或加班
    risk: str | None  # 岗位危险类别
    pay: str | None  # 约定月报酬
    standard_pay: str | None  # 同岗位月工资标准
    lodging: str | None  # 食宿安排
    adviser: str | None  # 校内指导教师
    mentor: str | None  # 单位指导人姓名
    mentor_phone: str | None  # 单位指导人电话
    phone: str | None  # 学生实习期间电话
    remarks: str | None  # 备注


class InternshipPlacementQuery(TypedDict, total=False):
    """学生实习去向: what lists are narrowed by."""

    sort: str
    year: str  # 学年
    project: str  # 实习项目
    student: str  # 学生
    school_class: str  # 所在班级
    company: str  # 实习单位
    base: str  # 校外实习实训基地
    organisation: str  # 组织方式
    post: str  # 实习岗位名称
    post_staff: str  # 同类岗位职工数
    match: str  # 岗位与专业相关程度
    starts: str  # 实习开始日期
    ends: str  # 实习结束日期
    region: str  # 实习所在地
    agreement: str  # 是否签订三方协议
    agreement_number: str  # 协议编号
    signed: str  # 协议签订日期
    consent: str  # 监护人是否知情同意
    insured: str  # 是否投保实习责任保险
    policy: str  # 保险单号
    payer: str  # 保险费支付者
    lacking: str  # 未签协议或未投保说明
    daily_hours: str  # 每日实习时间
    weekly_days: str  # 每周实习天数
    night: str  # 是否安排夜班或加班
    risk: str  # 岗位危险类别
    pay: str  # 约定月报酬
    standard_pay: str  # 同岗位月工资标准
    lodging: str  # 食宿安排
    adviser: str  # 校内指导教师
    mentor: str  # 单位指导人姓名
    remarks: str  # 备注


class InternshipPlacementForm(RecordForm[InternshipPlacement, InternshipPlacementItems]):
    """学生实习去向."""

    key = "internship_placement"

    def records(
        self, *, school: int | None = None, limit: int = 500, **asked: Unpack[InternshipPlacementQuery]
    ) -> Iterator[InternshipPlacement]:
        """All records that fit, fetched page by page."""
        return self._list(school, limit, asked)


class InternshipProgress(TypedDict):
    """学生实习情况: a record as it is read."""

    id: int
    version: int
    gaps: int
    updated_at: str
    year: int | None  # 学年
    placement: str | None  # 实习去向
    student: str | None  # 学生
    company: str | None  # 实习单位
    month: str | None  # 登记月份
    present: int | None  # 实际出勤天数
    leave: int | None  # 请假天数
    absent: int | None  # 旷工天数
    post: str | None  # 实际岗位
    content: str | None  # 实习内容
    paid: str | float | None  # 实际发放报酬
    paid_directly: bool | None  # 报酬是否按月直接付给学生
    overtime: str | float | None  # 加班时数
    night_shifts: int | None  # 夜班次数
    guidance: int | None  # 教师指导次数
    visited: str | None  # 教师走访日期
    on_post: bool | None  # 学生是否在岗
    leave_reason: str | None  # 离岗原因
    accident: bool | None  # 是否发生安全事故
    accident_report: str | None  # 事故处理情况
    concern: str | None  # 学生诉求或困难
    registrar: str | None  # 登记人


class InternshipProgressItems(TypedDict, total=False):
    """学生实习情况: what may be sent."""

    id: int | None
    version: int | None
    year: int | None  # 学年
    placement: str | None  # 实习去向
    month: str | None  # 登记月份
    present: int | None  # 实际出勤天数
    leave: int | None  # 请假天数
    absent: int | None  # 旷工天数
    post: str | None  # 实际岗位
    content: str | None  # 实习内容
    paid: str | None  # 实际发放报酬
    paid_directly: bool | None  # 报酬是否按月直接付给学生
    overtime: str | None  # 加班时数
    night_shifts: int | None  # 夜班次数
    guidance: int | None  # 教师指导次数
    visited: str | None  # 教师走访日期
    on_post: bool | None  # 学生是否在岗
    leave_reason: str | None  # 离岗原因
    accident: bool | None  # 是否发生安全事故
    accident_report: str | None  # 事故处理情况
    concern: str | None  # 学生诉求或困难
    registrar: str | None  # 登记人


class InternshipProgressQuery(TypedDict, total=False):
    """学生实习情况: what lists are narrowed by."""

    sort: str
    year: str  # 学年
    placement: str  # 实习去向
    student: str  # 学生
    company: str  # 实习单位
    month: str  # 登记月份
    present: str  # 实际出勤天数
    leave: str  # 请假天数
    absent: str  # 旷工天数
    post: str  # 实际岗位
    content: str  # 实习内容
    paid: str  # 实际发放报酬
    paid_directly: str  # 报酬是否按月直接付给学生
    overtime: str  # 加班时数
    night_shifts: str  # 夜班次数
    guidance: str  # 教师指导次数
    visited: str  # 教师走访日期
    on_post: str  # 学生是否在岗
    leave_reason: str  # 离岗原因
    accident: str  # 是否发生安全事故
    registrar: str  # 登记人


class InternshipProgressForm(RecordForm[InternshipProgress, InternshipProgressItems]):
    """学生实习情况."""

    key = "internship_progress"

    def records(
        self, *, school: int | None = None, limit: int = 500, **asked: Unpack[InternshipProgressQuery]
    ) -> Iterator[InternshipProgress]:
        """All records that fit, fetched page by page."""
        return self._list(school, limit, asked)


class InternshipReport(TypedDict):
    """实习报告: a record as it is read."""

    id: int
    version: int
    gaps: int
    updated_at: str
    year: int | None  # 学年
    placement: str | None  # 实习去向
    student: str | None  # 学生
    kind: str | None  # 报告类型
    written: str | None  # 报告日期
    since: str | None  # 对应时段起
    until: str | None  # 对应时段止
    title: str | None  # 报告题目
    content: str | None  # 报告内容
    status: str | None  # 报告状态
    reader: str | None  # 批阅教师
    read_on: str | None  # 批阅日期
    grade: str | None  # 批阅等级
    comment: str | None  # 批阅评语
    attachments: list[dict[str, Any]] | None  # 附件


class InternshipReportItems(TypedDict, total=False):
    """实习报告: what may be sent."""

    id: int | None
    version: int | None
    year: int | None  # 学年
    placement: str | None  # 实习去向
    kind: str | None  # 报告类型
    written: str | None  # 报告日期
    since: str | None  # 对应时段起
    until: str | None  # 对应时段止
    title: str | None  # 报告题目
    content: str | None  # 报告内容
    status: str | None  # 报告状态
    reader: str | None  # 批阅教师
    read_on: str | None  # 批阅日期
    grade: str | None  # 批阅等级
    comment: str | None  # 批阅评语


class InternshipReportQuery(TypedDict, total=False):
    """实习报告: what lists are narrowed by."""

    sort: str
    year: str  # 学年
    placement: str  # 实习去向
    student: str  # 学生
    kind: str  # 报告类型
    written: str  # 报告日期
    since: str  # 对应时段起
    until: str  # 对应时段止
    title: str  # 报告题目
    content: str  # 报告内容
    status: str  # 报告状态
    reader: str  # 批阅教师
    read_on: str  # 批阅日期
    grade: str  # 批阅等级
    comment: str  # 批阅评语
    attachments: str  # 附件


class InternshipReportForm(RecordForm[InternshipReport, InternshipReportItems]):
    """实习报告."""

    key = "internship_report"

    def records(
        self, *, school: int | None = None, limit: int = 500, **asked: Unpack[InternshipReportQuery]
    ) -> Iterator[InternshipReport]:
        """All records that fit, fetched page by page."""
        return self._list(school, limit, asked)


class InternshipResult(TypedDict):
    """实习结果: a record as it is read."""

    id: int
    version: int
    gaps: int
    updated_at: str
    year: int | None  # 学年
    placement: str | None  # 实习去向
    student: str | None  # 学生
    company: str | None  # 实习单位
    began: str | None  # 实际开始日期
    ended: str | None  # 实际结束日期
    days: int | None  # 实际实习天数
    completion: str | None  # 完成情况
    unit_score: str | float | None  # 单位考核成绩
    unit_grade: str | None  # 单位考核等级
    school_score: str | float | None  # 学校考核成绩
    score: str | float | None  # 综合成绩
    grade: str | None  # 综合等级
    opinion: str | None  # 单位鉴定意见
    credits: str | float | None  # 取得学分
    certificate: str | None  # 取得证书
    kept: bool | None  # 是否留用
    paid: str | float | None  # 实习报酬合计
    satisfaction: str | None  # 学生满意度
    assessor: str | None  # 评定教师
    assessed: str | None  # 评定日期
    remarks: str | None  # 备注
    assessment_scan: str | None  # 鉴定表


class InternshipResultItems(TypedDict, total=False):
    """实习结果: what may be sent."""

    id: int | None
    version: int | None
    year: int | None  # 学年
    placement: str | None  # 实习去向
    began: str | None  # 实际开始日期
    ended: str | None  # 实际结束日期
    days: int | None  # 实际实习天数
    completion: str | None  # 完成情况
    unit_score: str | None  # 单位考核成绩
    unit_grade: str | None  # 单位考核等级
    school_score: str | None  # 学校考核成绩
    score: str | None  # 综合成绩
    grade: str | None  # 综合等级
    opinion: str | None  # 单位鉴定意见
    credits: str | None  # 取得学分
    certificate: str | None  # 取得证书
    kept: bool | None  # 是否留用
    paid: str | None  # 实习报酬合计
    satisfaction: str | None  # 学生满意度
    assessor: str | None  # 评定教师
    assessed: str | None  # 评定日期
    remarks: str | None  # 备注


class InternshipResultQuery(TypedDict, total=False):
    """实习结果: what lists are narrowed by."""

    sort: str
    year: str  # 学年
    placement: str  # 实习去向
    student: str  # 学生
    company: str  # 实习单位
    began: str  # 实际开始日期
    ended: str  # 实际结束日期
    days: str  # 实际实习天数
    completion: str  # 完成情况
    unit_score: str  # 单位考核成绩
    unit_grade: str  # 单位考核等级
    school_score: str  # 学校考核成绩
    score: str  # 综合成绩
    grade: str  # 综合等级
    opinion: str  # 单位鉴定意见
    credits: str  # 取得学分
    certificate: str  # 取得证书
    kept: str  # 是否留用
    paid: str  # 实习报酬合计
    satisfaction: str  # 学生满意度
    assessor: str  # 评定教师
    assessed: str  # 评定日期
    remarks: str  # 备注


class InternshipResultForm(RecordForm[InternshipResult, InternshipResultItems]):
    """实习结果."""

    key = "internship_result"

    def records(
        self, *, school: int | None = None, limit: int = 500, **asked: Unpack[InternshipResultQuery]
    ) -> Iterator[InternshipResult]:
        """All records that fit, fetched page by page."""
        return self._list(school, limit, asked)



class InternshipModule:
    """Forms of 实习实训."""

    def __init__(self, transport: Transport) -> None:
        #: 校外实习实训基地
        self.internship_base = InternshipBaseForm(transport)
        #: 实习项目
        self.internship_project = InternshipProjectForm(transport)
        #: 学生实习去向
        self.internship_placement = InternshipPlacementForm(transport)
        #: 学生实习情况
        self.internship_progress = InternshipProgressForm(transport)
        #: 实习报告
        self.internship_report = InternshipReportForm(transport)
        #: 实习结果
        self.internship_result = InternshipResultForm(transport)
