"""职业培训. Written by tools/python_client.py from the document of the API: do not edit, run `make client`."""

from collections.abc import Iterator
from typing import TypedDict, Unpack

from zhijiao_client.records import RecordForm
from zhijiao_client.transport import Transport


class TrainingCentre(TypedDict):
    """培训基地: a record as it is read."""

    id: int
    version: int
    gaps: int
    updated_at: str
    number: str | None  # 基地编号
    name: str | None  # 基地名称
    kind: str | None  # 基地类型
    level: str | None  # 认定级别
    authority: str | None  # 认定部门
    approval: str | None  # 认定文号
    approved: str | None  # 认定日期
    expires: str | None  # 有效期至
    department: str | None  # 依托校内机构
    training_base: str | None  # 校内实训基地
    head: str | None  # 基地负责人
    trades: str | None  # 培训职业（工种）
    assessment: str | None  # 技能等级认定机构备案号
    capacity: int | None  # 年培训能力
    full_time: int | None  # 专职培训教师数
    part_time: int | None  # 兼职培训教师数
    area: str | float | None  # 培训场地面积
    equipment: str | float | None  # 设备总值
    in_use: bool | None  # 是否在用
    remarks: str | None  # 备注


class TrainingCentreItems(TypedDict, total=False):
    """培训基地: what may be sent."""

    id: int | None
    version: int | None
    number: str | None  # 基地编号
    name: str | None  # 基地名称
    kind: str | None  # 基地类型
    level: str | None  # 认定级别
    authority: str | None  # 认定部门
    approval: str | None  # 认定文号
    approved: str | None  # 认定日期
    expires: str | None  # 有效期至
    department: str | None  # 依托校内机构
    training_base: str | None  # 校内实训基地
    head: str | None  # 基地负责人
    trades: str | None  # 培训职业（工种）
    assessment: str | None  # 技能等级认定机构备案号
    capacity: int | None  # 年培训能力
    full_time: int | None  # 专职培训教师数
    part_time: int | None  # 兼职培训教师数
    area: str | None  # 培训场地面积
    equipment: str | None  # 设备总值
    in_use: bool | None  # 是否在用
    remarks: str | None  # 备注


class TrainingCentreQuery(TypedDict, total=False):
    """培训基地: what lists are narrowed by."""

    sort: str
    number: str  # 基地编号
    name: str  # 基地名称
    kind: str  # 基地类型
    level: str  # 认定级别
    authority: str  # 认定部门
    approval: str  # 认定文号
    approved: str  # 认定日期
    expires: str  # 有效期至
    department: str  # 依托校内机构
    training_base: str  # 校内实训基地
    head: str  # 基地负责人
    trades: str  # 培训职业（工种）
    assessment: str  # 技能等级认定机构备案号
    capacity: str  # 年培训能力
    full_time: str  # 专职培训教师数
    part_time: str  # 兼职培训教师数
    area: str  # 培训场地面积
    equipment: str  # 设备总值
    in_use: str  # 是否在用
    remarks: str  # 备注


class TrainingCentreForm(RecordForm[TrainingCentre, TrainingCentreItems]):
    """培训基地."""

    key = "training_centre"

    def records(
        self, *, school: int | None = None, limit: int = 500, **asked: Unpack[TrainingCentreQuery]
    ) -> Iterator[TrainingCentre]:
        """All records that fit, fetched page by page."""
        return self._list(school, limit, asked)


class TrainingProgramme(TypedDict):
    """培训项目: a record as it is read."""

    id: int
    version: int
    gaps: int
    updated_at: str
    year: int | None  # 学年
    number: str | None  # 培训项目编号
    name: str | None  # 培训项目名称
    kind: str | None  # 培训类型
    trainee_group: str | None  # 培训对象
    origin: str | None  # 培训来源
    client: str | None  # 委托单位
    company: str | None  # 对应合作单位
    centre: str | None  # 培训基地
    major: str | None  # 对应专业
    sector: str | None  # 所属产业
    trade: str | None  # 培训职业名称
    delivery: str | None  # 培训方式
    began: str | None  # 开班日期
    ended: str | None  # 结班日期
    duration: str | None  # 培训时限
    hours: int | None  # 培训学时
    trainees: int | None  # 培训人数
    person_hours: int | None  # 培训人时数
    women: int | None  # 其中女性
    workers: int | None  # 其中企业职工
    farmers: int | None  # 其中农民工和农民
    veterans: int | None  # 其中退役军人
    jobless: int | None  # 其中失业人员
    disabled: int | None  # 其中残疾人
    poor: int | None  # 其中建档立卡劳动力
    students: int | None  # 其中在校学生
    completed: int | None  # 结业人数
    certified: int | None  # 取得证书人数
    certificate: str | None  # 证书名称及等级
    income: str | float | None  # 培训收入
    subsidy: str | float | None  # 其中财政补贴
    head: str | None  # 项目负责人
    teachers: int | None  # 参与授课教师数
    satisfaction: str | float | None  # 学员满意率
    remarks: str | None  # 备注


class TrainingProgrammeItems(TypedDict, total=False):
    """培训项目: what may be sent."""

    id: int | None
    version: int | None
    year: int | None  # 学年
    number: str | None  # 培训项目编号
    name: str | None  # 培训项目名称
    kind: str | None  # 培训类型
    trainee_group: str | None  # 培训对象
    origin: str | None  # 培训来源
    client: str | None  # 委托单位
    company: str | None  # 对应合作单位
    centre: str | None  # 培训基地
    major: str | None  # 对应专业
    sector: str | None  # 所属产业
    trade: str | None  # 培训职业名称
    delivery: str | None  # 培训方式
    began: str | None  # 开班日期
    ended: str | None  # 结班日期
    duration: str | None  # 培训时限
    hours: int | None  # 培训学时
    trainees: int | None  # 培训人数
    person_hours: int | None  # 培训人时数
    women: int | None  # 其中女性
    workers: int | None  # 其中企业职工
    farmers: int | None  # 其中农民工和农民
    veterans: int | None  # 其中退役军人
    jobless: int | None  # 其中失业人员
    disabled: int | None  # 其中残疾人
    poor: int | None  # 其中建档立卡劳动力
    students: int | None  # 其中在校学生
    completed: int | None  # 结业人数
    certified: int | None  # 取得证书人数
    certificate: str | None  # 证书名称及等级
    income: str | None  # 培训收入
    subsidy: str | None  # 其中财政补贴
    head: str | None  # 项目负责人
    teachers: int | None  # 参与授课教师数
    satisfaction: str | None  # 学员满意率
    remarks: str | None  # 备注


class TrainingProgrammeQuery(TypedDict, total=False):
    """培训项目: what lists are narrowed by."""

    sort: str
    year: str  # 学年
    number: str  # 培训项目编号
    name: str  # 培训项目名称
    kind: str  # 培训类型
    trainee_group: str  # 培训对象
    origin: str  # 培训来源
    client: str  # 委托单位
    company: str  # 对应合作单位
    centre: str  # 培训基地
    major: str  # 对应专业
    sector: str  # 所属产业
    trade: str  # 培训职业名称
    delivery: str  # 培训方式
    began: str  # 开班日期
    ended: str  # 结班日期
    duration: str  # 培训时限
    hours: str  # 培训学时
    trainees: str  # 培训人数
    person_hours: str  # 培训人时数
    women: str  # 其中女性
    workers: str  # 其中企业职工
    farmers: str  # 其中农民工和农民
    veterans: str  # 其中退役军人
    jobless: str  # 其中失业人员
    disabled: str  # 其中残疾人
    poor: str  # 其中建档立卡劳动力
    students: str  # 其中在校学生
    completed: str  # 结业人数
    certified: str  # 取得证书人数
    certificate: str  # 证书名称及等级
    income: str  # 培训收入
    subsidy: str  # 其中财政补贴
    head: str  # 项目负责人
    teachers: str  # 参与授课教师数
    satisfaction: str  # 学员满意率
    remarks: str  # 备注


class TrainingProgrammeForm(RecordForm[TrainingProgramme, TrainingProgrammeItems]):
    """培训项目."""

    key = "training_programme"

    def records(
        self, *, school: int | None = None, limit: int = 500, **asked: Unpack[TrainingProgrammeQuery]
    ) -> Iterator[TrainingProgramme]:
        """All records that fit, fetched page by page."""
        return self._list(school, limit, asked)


class ContinuingEducation(TypedDict):
    """学历继续教育: a record as it is read."""

    id: int
    version: int
    gaps: int
    updated_at: str
    year: int | None  # 学年
    number: str | None  # 办学编号
    partner: str | None  # 合作（主办）院校
    partner_kind: str | None  # 主办院校类别
    role: str | None  # 本校角色
    teaching_form: str | None  # 办学形式
    level: str | None  # 学历层次
    approval: str | None  # 批准文号
    approved: str | None  # 批准日期
    programme: str | None  # 专业名称
    programme_code: str | None  # 专业代码
    length: str | float | None  # 学制
    entrants: int | None  # 当年招生数
    students: int | None  # 在读学生数
    staff: int | None  # 其中本校教职工
    alumni: int | None  # 其中本校毕业生
    graduates: int | None  # 当年毕业生数
    teachers: int | None  # 授课教师数
    fee: str | float | None  # 收费标准
    income: str | float | None  # 当年收入
    head: str | None  # 办学负责人
    open: bool | None  # 是否继续招生
    remarks: str | None  # 备注


class ContinuingEducationItems(TypedDict, total=False):
    """学历继续教育: what may be sent."""

    id: int | None
    version: int | None
    year: int | None  # 学年
    number: str | None  # 办学编号
    partner: str | None  # 合作（主办）院校
    partner_kind: str | None  # 主办院校类别
    role: str | None  # 本校角色
    teaching_form: str | None  # 办学形式
    level: str | None  # 学历层次
    approval: str | None  # 批准文号
    approved: str | None  # 批准日期
    programme: str | None  # 专业名称
    programme_code: str | None  # 专业代码
    length: str | None  # 学制
    entrants: int | None  # 当年招生数
    students: int | None  # 在读学生数
    staff: int | None  # 其中本校教职工
    alumni: int | None  # 其中本校毕业生
    graduates: int | None  # 当年毕业生数
    teachers: int | None  # 授课教师数
    fee: str | None  # 收费标准
    income: str | None  # 当年收入
    head: str | None  # 办学负责人
    open: bool | None  # 是否继续招生
    remarks: str | None  # 备注


class ContinuingEducationQuery(TypedDict, total=False):
    """学历继续教育: what lists are narrowed by."""

    sort: str
    year: str  # 学年
    number: str  # 办学编号
    partner: str  # 合作（主办）院校
    partner_kind: str  # 主办院校类别
    role: str  # 本校角色
    teaching_form: str  # 办学形式
    level: str  # 学历层次
    approval: str  # 批准文号
    approved: str  # 批准日期
    programme: str  # 专业名称
    programme_code: str  # 专业代码
    length: str  # 学制
    entrants: str  # 当年招生数
    students: str  # 在读学生数
    staff: str  # 其中本校教职工
    alumni: str  # 其中本校毕业生
    graduates: str  # 当年毕业生数
    teachers: str  # 授课教师数
    fee: str  # 收费标准
    income: str  # 当年收入
    head: str  # 办学负责人
    open: str  # 是否继续招生
    remarks: str  # 备注


class ContinuingEducationForm(RecordForm[ContinuingEducation, ContinuingEducationItems]):
    """学历继续教育."""

    key = "continuing_education"

    def records(
        self, *, school: int | None = None, limit: int = 500, **asked: Unpack[ContinuingEducationQuery]
    ) -> Iterator[ContinuingEducation]:
        """All records that fit, fetched page by page."""
        return self._list(school, limit, asked)



class TrainingModule:
    """Forms of 职业培训."""

    def __init__(self, transport: Transport) -> None:
        #: 培训基地
        self.training_centre = TrainingCentreForm(transport)
        #: 培训项目
        self.training_programme = TrainingProgrammeForm(transport)
        #: 学历继续教育
        self.continuing_education = ContinuingEducationForm(transport)
