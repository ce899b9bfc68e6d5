"""产教融合. Written by tools/python_client.py from the document of the API: do not edit, run `make client`."""

from collections.abc import Iterator
from typing import Any, TypedDict, Unpack

from zhijiao_client.records import RecordForm, SummaryForm
from zhijiao_client.transport import Transport


class Enterprise(TypedDict):
    """企业信息: a record as it is read."""

    id: int
    version: int
    gaps: int
    updated_at: str
    number: str | None  # 合作单位编号
    name: str | None  # 合作企业名称
    code: str | None  # 合作企业组织机构代码
    nature: str | None  # 合作企业属性
    economic_type: str | None  # 经济类型
    industry: str | None  # 所属行业
    scale: str | None  # 企业规模
    legal_person: str | None  # 法定代表人
    founded: str | None  # 成立年月
    registered_capital: str | float | None  # 注册资本
    employees: int | None  # 从业人员数
    business: str | None  # 主营业务
    region: str | None  # 合作企业行政区域
    address: str | None  # 详细地址
    postcode: str | None  # 邮政编码
    contact: str | None  # 联系人姓名
    contact_post: str | None  # 联系人职务
    contact_phone: str | None  # 联系人电话
    email: str | None  # 电子信箱
    website: str | None  # 企业网址
    since: str | None  # 开始合作年月
    above_scale: bool | None  # 是否规模以上企业
    integration_pilot: bool | None  # 是否产教融合型企业
    listed: bool | None  # 是否上市公司
    in_group: bool | None  # 是否职教集团成员
    blacklisted: bool | None  # 是否列入经营异常或失信名单
    checked_on: str | None  # 资质查询日期
    labour_agency: bool | None  # 是否人力资源服务或劳务派遣单位
    entertainment: bool | None  # 是否营业性娱乐场所
    remarks: str | None  # 备注


class EnterpriseItems(TypedDict, total=False):
    """企业信息: what may be sent."""

    id: int | None
    version: int | None
    number: str | None  # 合作单位编号
    name: str | None  # 合作企业名称
    code: str | None  # 合作企业组织机构代码
    nature: str | None  # 合作企业属性
    economic_type: str | None  # 经济类型
    industry: str | None  # 所属行业
    scale: str | None  # 企业规模
    legal_person: str | None  # 法定代表人
    founded: str | None  # 成立年月
    registered_capital: str | None  # 注册资本
    employees: int | None  # 从业人员数
    business: str | None  # 主营业务
    region: str | None  # 合作企业行政区域
    address: str | None  # 详细地址
    postcode: str | None  # 邮政编码
    contact: str | None  # 联系人姓名
    contact_post: str | None  # 联系人职务
    contact_phone: str | None  # 联系人电话
    email: str | None  # 电子信箱
    website: str | None  # 企业网址
    since: str | None  # 开始合作年月
    above_scale: bool | None  # 是否规模以上企业
    integration_pilot: bool | None  # 是否产教融合型企业
    listed: bool | None  # 是否上市公司
    in_group: bool | None  # 是否职教集团成员
    blacklisted: bool | None  # 是否列入经营异常或失信名单
    checked_on: str | None  # 资质查询日期
    labour_agency: bool | None  # 是否人力资源服务或劳务派遣单位
    entertainment: bool | None  # 是否营业性娱乐场所
    remarks: str | None  # 备注


class EnterpriseQuery(TypedDict, total=False):
    """企业信息: what lists are narrowed by."""

    sort: str
    number: str  # 合作单位编号
    name: str  # 合作企业名称
    code: str  # 合作企业组织机构代码
    nature: str  # 合作企业属性
    economic_type: str  # 经济类型
    industry: str  # 所属行业
    scale: str  # 企业规模
    legal_person: str  # 法定代表人
    founded: str  # 成立年月
    registered_capital: str  # 注册资本
    employees: str  # 从业人员数
    business: str  # 主营业务
    region: str  # 合作企业行政区域
    address: str  # 详细地址
    postcode: str  # 邮政编码
    contact: str  # 联系人姓名
    contact_post: str  # 联系人职务
    email: str  # 电子信箱
    website: str  # 企业网址
    since: str  # 开始合作年月
    above_scale: str  # 是否规模以上企业
    integration_pilot: str  # 是否产教融合型企业
    listed: str  # 是否上市公司
    in_group: str  # 是否职教集团成员
    blacklisted: str  # 是否列入经营异常或失信名单
    checked_on: str  # 资质查询日期
    labour_agency: str  # 是否人力资源服务或劳务派遣单位
    entertainment: str  # 是否营业性娱乐场所
    remarks: str  # 备注


class EnterpriseForm(RecordForm[Enterprise, EnterpriseItems]):
    """企业信息."""

    key = "enterprise"

    def records(
        self, *, school: int | None = None, limit: int = 500, **asked: Unpack[EnterpriseQuery]
    ) -> Iterator[Enterprise]:
        """All records that fit, fetched page by page."""
        return self._list(school, limit, asked)


class Cooperation(TypedDict):
    """校企合作情况: a record as it is read."""

    id: int
    version: int
    gaps: int
    updated_at: str
    year: int | None  # 学年
    number: str | None  # 合作编号
    name: str | None  # 合作项目名称
    enterprise: str | None  # 合作企业
    forms: list[str] | None  # 合作形式
    major: str | None  # 合作专业
    agreed: bool | None  # 是否签订书面协议
    agreement: str | None  # 协议编号
    agreed_on: str | None  # 协议签订日期
    agreed_until: str | None  # 协议终止日期
    head: str | None  # 本校负责人
    partner_head: str | None  # 企业方负责人姓名
    classes: int | None  # 合作班级数
    order_students: int | None  # 订单（冠名）班学生数
    interns: int | None  # 接收实习学生数
    hired: int | None  # 接收就业毕业生数
    practising: int | None  # 接收教师实践人数
    lecturers: int | None  # 企业派出兼职教师数
    trained: int | None  # 为企业培训员工人次
    courses: int | None  # 共同开发课程数
    textbooks: int | None  # 共同开发教材数
    bases: int | None  # 共建实训基地数
    fund: str | float | None  # 企业投入资金
    equipment: str | float | None  # 企业投入设备折价
    scholarships: str | float | None  # 企业设立奖助学金
    income: str | float | None  # 学校为企业服务收入
    continues: bool | None  # 是否继续合作
    remarks: str | None  # 备注


class CooperationItems(TypedDict, total=False):
    """校企合作情况: what may be sent."""

    id: int | None
    version: int | None
    year: int | None  # 学年
    number: str | None  # 合作编号
    name: str | None  # 合作项目名称
    enterprise: str | None  # 合作企业
    forms: list[str] | None  # 合作形式
    major: str | None  # 合作专业
    agreed: bool | None  # 是否签订书面协议
    agreement: str | None  # 协议编号
    agreed_on: str | None  # 协议签订日期
    agreed_until: str | None  # 协议终止日期
    head: str | None  # 本校负责人
    partner_head: str | None  # 企业方负责人姓名
    classes: int | None  # 合作班级数
    order_students: int | None  # 订单（冠名）班学生数
    interns: int | None  # 接收实习学生数
    hired: int | None  # 接收就业毕业生数
    practising: int | None  # 接收教师实践人数
    lecturers: int | None  # 企业派出兼职教师数
    trained: int | None  # 为企业培训员工人次
    courses: int | None  # 共同开发课程数
    textbooks: int | None  # 共同开发教材数
    bases: int | None  # 共建实训基地数
    fund: str | None  # 企业投入资金
    equipment: str | None  # 企业投入设备折价
    scholarships: str | None  # 企业设立奖助学金
    income: str | None  # 学校为企业服务收入
    continues: bool | None  # 是否继续合作
    remarks: str | None  # 备注


class CooperationQuery(TypedDict, total=False):
    """校企合作情况: what lists are narrowed by."""

    sort: str
    year: str  # 学年
    number: str  # 合作编号
    name: str  # 合作项目名称
    enterprise: str  # 合作企业
    forms: str  # 合作形式
    major: str  # 合作专业
    agreed: str  # 是否签订书面协议
    agreement: str  # 协议编号
    agreed_on: str  # 协议签订日期
    agreed_until: str  # 协议终止日期
    head: str  # 本校负责人
    partner_head: str  # 企业方负责人姓名
    classes: str  # 合作班级数
    order_students: str  # 订单（冠名）班学生数
    interns: str  # 接收实习学生数
    hired: str  # 接收就业毕业生数
    practising: str  # 接收教师实践人数
    lecturers: str  # 企业派出兼职教师数
    trained: str  # 为企业培训员工人次
    courses: str  # 共同开发课程数
    textbooks: str  # 共同开发教材数
    bases: str  # 共建实训基地数
    fund: str  # 企业投入资金
    equipment: str  # 企业投入设备折价
    scholarships: str  # 企业设立奖助学金
    income: str  # 学校为企业服务收入
    continues: str  # 是否继续合作
    remarks: str  # 备注


class CooperationForm(RecordForm[Cooperation, CooperationItems]):
    """校企合作情况."""

    key = "cooperation"

    def records(
        self, *, school: int | None = None, limit: int = 500, **asked: Unpack[CooperationQuery]
    ) -> Iterator[Cooperation]:
        """All records that fit, fetched page by page."""
        return self._list(school, limit, asked)


class EducationGroup(TypedDict):
    """职教集团基本信息: a record as it is read."""

    id: int
    version: int
    gaps: int
    updated_at: str
    number: str | None  # 集团编号
    name: str | None  # 集团名称
    kind: str | None  # 集团类型
    role: str | None  # 本校角色
    leader: str | None  # 牵头单位名称
    level: str | None  # 集团级别
    demonstration: str | None  # 示范性职教集团级别
    industry: str | None  # 主要服务行业
    majors: str | None  # 服务的主要专业群名称
    founded: str | None  # 成立日期
    approver: str | None  # 批准或备案部门
    approval: str | None  # 批准文号
    joined: str | None  # 本校加入年月
    operation: str | None  # 运行方式
    statute: bool | None  # 是否有章程
    members: int | None  # 成员单位总数
    companies: int | None  # 其中企业成员数
    chair: str | None  # 理事长姓名
    department: str | None  # 秘书处所在机构
    contact: str | None  # 联系人
    phone: str | None  # 联系电话
    active: bool | None  # 是否有效
    left: str | None  # 退出或解散年月
    remarks: str | None  # 备注


class EducationGroupItems(TypedDict, total=False):
    """职教集团基本信息: what may be sent."""

    id: int | None
    version: int | None
    number: str | None  # 集团编号
    name: str | None  # 集团名称
    kind: str | None  # 集团类型
    role: str | None  # 本校角色
    leader: str | None  # 牵头单位名称
    level: str | None  # 集团级别
    demonstration: str | None  # 示范性职教集团级别
    industry: str | None  # 主要服务行业
    majors: str | None  # 服务的主要专业群名称
    founded: str | None  # 成立日期
    approver: str | None  # 批准或备案部门
    approval: str | None  # 批准文号
    joined: str | None  # 本校加入年月
    operation: str | None  # 运行方式
    statute: bool | None  # 是否有章程
    members: int | None  # 成员单位总数
    companies: int | None  # 其中企业成员数
    chair: str | None  # 理事长姓名
    department: str | None  # 秘书处所在机构
    contact: str | None  # 联系人
    phone: str | None  # 联系电话
    active: bool | None  # 是否有效
    left: str | None  # 退出或解散年月
    remarks: str | None  # 备注


class EducationGroupQuery(TypedDict, total=False):
    """职教集团基本信息: what lists are narrowed by."""

    sort: str
    number: str  # 集团编号
    name: str  # 集团名称
    kind: str  # 集团类型
    role: str  # 本校角色
    leader: str  # 牵头单位名称
    level: str  # 集团级别
    demonstration: str  # 示范性职教集团级别
    industry: str  # 主要服务行业
    majors: str  # 服务的主要专业群名称
    founded: str  # 成立日期
    approver: str  # 批准或备案部门
    approval: str  # 批准文号
    joined: str  # 本校加入年月
    operation: str  # 运行方式
    statute: str  # 是否有章程
    members: str  # 成员单位总数
    companies: str  # 其中企业成员数
    chair: str  # 理事长姓名
    department: str  # 秘书处所在机构
    contact: str  # 联系人
    active: str  # 是否有效
    left: str  # 退出或解散年月
    remarks: str  # 备注


class EducationGroupForm(RecordForm[EducationGroup, EducationGroupItems]):
    """职教集团基本信息."""

    key = "education_group"

    def records(
        self, *, school: int | None = None, limit: int = 500, **asked: Unpack[EducationGroupQuery]
    ) -> Iterator[EducationGroup]:
        """All records that fit, fetched page by page."""
        return self._list(school, limit, asked)


class EducationGroupMember(TypedDict):
    """职教集团成员信息: a record as it is read."""

    id: int
    version: int
    gaps: int
    updated_at: str
    group: str | None  # 集团
    name: str | None  # 成员单位名称
    code: str | None  # 统一社会信用代码
    kind: str | None  # 成员类别
    region: str | None  # 所在地行政区划
    enterprise: str | None  # 对应合作单位
    industry: str | None  # 所属行业
    above_scale: bool | None  # 是否规模以上企业
    role: str | None  # 集团内职务
    joined: str | None  # 加入年月
    contact: str | None  # 联系人
    phone: str | None  # 联系电话
    active: bool | None  # 是否有效
    left: str | None  # 退出年月
    remarks: str | None  # 备注


class EducationGroupMemberItems(TypedDict, total=False):
    """职教集团成员信息: what may be sent."""

    id: int | None
    version: int | None
    group: str | None  # 集团
    name: str | None  # 成员单位名称
    code: str | None  # 统一社会信用代码
    kind: str | None  # 成员类别
    region: str | None  # 所在地行政区划
    enterprise: str | None  # 对应合作单位
    industry: str | None  # 所属行业
    above_scale: bool | None  # 是否规模以上企业
    role: str | None  # 集团内职务
    joined: str | None  # 加入年月
    contact: str | None  # 联系人
    phone: str | None  # 联系电话
    active: bool | None  # 是否有效
    left: str | None  # 退出年月
    remarks: str | None  # 备注


class EducationGroupMemberQuery(TypedDict, total=False):
    """职教集团成员信息: what lists are narrowed by."""

    sort: str
    group: str  # 集团
    name: str  # 成员单位名称
    code: str  # 统一社会信用代码
    kind: str  # 成员类别
    region: str  # 所在地行政区划
    enterprise: str  # 对应合作单位
    industry: str  # 所属行业
    above_scale: str  # 是否规模以上企业
    role: str  # 集团内职务
    joined: str  # 加入年月
    contact: str  # 联系人
    active: str  # 是否有效
    left: str  # 退出年月
    remarks: str  # 备注


class EducationGroupMemberForm(RecordForm[EducationGroupMember, EducationGroupMemberItems]):
    """职教集团成员信息."""

    key = "education_group_member"

    def records(
        self, *, school: int | None = None, limit: int = 500, **asked: Unpack[EducationGroupMemberQuery]
    ) -> Iterator[EducationGroupMember]:
        """All records that fit, fetched page by page."""
        return self._list(school, limit, asked)


class EducationGroupTeaching(TypedDict):
    """职教集团教学情况: a record as it is read."""

    id: int
    version: int
    gaps: int
    updated_at: str
    year: int | None  # 学年
    group: str | None  # 集团
    role: str | None  # 本校角色
    majors: int | None  # 集团内开设专业数
    shared_majors: int | None  # 共建专业数
    standards: int | None  # 共同制订教学标准数
    courses: int | None  # 共建共享课程数
    textbooks: int | None  # 共同编写教材数
    bases: int | None  # 共建共享实训基地数
    passage: int | None  # 中高职衔接贯通培养学生数
    exchange: int | None  # 集团内跨校学习学生数
    students: int | None  # 受益学生数
    teachers: int | None  # 校际互聘教师数
    lecturers: int | None  # 企业兼职教师数
    practising: int | None  # 教师到成员企业实践人次
    meetings: int | None  # 集团内教研活动次数
    contests: int | None  # 集团内技能竞赛次数
    fund: str | float | None  # 教学经费投入
    remarks: str | None  # 备注


class EducationGroupTeachingItems(TypedDict, total=False):
    """职教集团教学情况: what may be sent."""

    id: int | None
    version: int | None
    year: int | None  # 学年
    group: str | None  # 集团
    majors: int | None  # 集团内开设专业数
    shared_majors: int | None  # 共建专业数
    standards: int | None  # 共同制订教学标准数
    courses: int | None  # 共建共享课程数
    textbooks: int | None  # 共同编写教材数
    bases: int | None  # 共建共享实训基地数
    passage: int | None  # 中高职衔接贯通培养学生数
    exchange: int | None  # 集团内跨校学习学生数
    students: int | None  # 受益学生数
    teachers: int | None  # 校际互聘教师数
    lecturers: int | None  # 企业兼职教师数
    practising: int | None  # 教师到成员企业实践人次
    meetings: int | None  # 集团内教研活动次数
    contests: int | None  # 集团内技能竞赛次数
    fund: str | None  # 教学经费投入
    remarks: str | None  # 备注


class EducationGroupTeachingQuery(TypedDict, total=False):
    """职教集团教学情况: what lists are narrowed by."""

    sort: str
    year: str  # 学年
    group: str  # 集团
    role: str  # 本校角色
    majors: str  # 集团内开设专业数
    shared_majors: str  # 共建专业数
    standards: str  # 共同制订教学标准数
    courses: str  # 共建共享课程数
    textbooks: str  # 共同编写教材数
    bases: str  # 共建共享实训基地数
    passage: str  # 中高职衔接贯通培养学生数
    exchange: str  # 集团内跨校学习学生数
    students: str  # 受益学生数
    teachers: str  # 校际互聘教师数
    lecturers: str  # 企业兼职教师数
    practising: str  # 教师到成员企业实践人次
    meetings: str  # 集团内教研活动次数
    contests: str  # 集团内技能竞赛次数
    fund: str  # 教学经费投入
    remarks: str  # 备注


class EducationGroupTeachingForm(RecordForm[EducationGroupTeaching, EducationGroupTeachingItems]):
    """职教集团教学情况."""

    key = "education_group_teaching"

    def records(
        self, *, school: int | None = None, limit: int = 500, **asked: Unpack[EducationGroupTeachingQuery]
    ) -> Iterator[EducationGroupTeaching]:
        """All records that fit, fetched page by page."""
        return self._list(school, limit, asked)


class EducationGroupCooperation(TypedDict):
    """职教集团企业合作情况: a record as it is read."""

    id: int
    version: int
    gaps: int
    updated_at: str
    year: int | None  # 学年
    group: str | None  # 集团
    role: str | None  # 本校角色
    companies: int | None  # 合作企业数
    large: int | None  # 其中规模以上企业数
    agreements: int | None  # 签订合作协议数
    order_classes: int | None  # 订单（冠名）班数
    order_students: int | None  # 订单（冠名）班学生数
    apprentices: int | None  # 现代学徒制学生数
    interns: int | None  # 接收实习学生数
    hired: int | None  # 接收毕业生就业数
    practising: int | None  # 接收教师实践人次
    fund: str | float | None  # 企业投入资金
    equipment: str | float | None  # 企业投入设备折价
    trained: int | None  # 院校为企业培训人次
    projects: int | None  # 技术服务项目数
    income: str | float | None  # 技术服务收入
    remarks: str | None  # 备注


class EducationGroupCooperationItems(TypedDict, total=False):
    """职教集团企业合作情况: what may be sent."""

    id: int | None
    version: int | None
    year: int | None  # 学年
    group: str | None  # 集团
    companies: int | None  # 合作企业数
    large: int | None  # 其中规模以上企业数
    agreements: int | None  # 签订合作协议数
    order_classes: int | None  # 订单（冠名）班数
    order_students: int | None  # 订单（冠名）班学生数
    apprentices: int | None  # 现代学徒制学生数
    interns: int | None  # 接收实习学生数
    hired: int | None  # 接收毕业生就业数
    practising: int | None  # 接收教师实践人次
    fund: str | None  # 企业投入资金
    equipment: str | None  # 企业投入设备折价
    trained: int | None  # 院校为企业培训人次
    projects: int | None  # 技术服务项目数
    income: str | None  # 技术服务收入
    remarks: str | None  # 备注


class EducationGroupCooperationQuery(TypedDict, total=False):
    """职教集团企业合作情况: what lists are narrowed by."""

    sort: str
    year: str  # 学年
    group: str  # 集团
    role: str  # 本校角色
    companies: str  # 合作企业数
    large: str  # 其中规模以上企业数
    agreements: str  # 签订合作协议数
    order_classes: str  # 订单（冠名）班数
    order_students: str  # 订单（冠名）班学生数
    apprentices: str  # 现代学徒制学生数
    interns: str  # 接收实习学生数
    hired: str  # 接收毕业生就业数
    practising: str  # 接收教师实践人次
    fund: str  # 企业投入资金
    equipment: str  # 企业投入设备折价
    trained: str  # 院校为企业培训人次
    projects: str  # 技术服务项目数
    income: str  # 技术服务收入
    remarks: str  # 备注


class EducationGroupCooperationForm(RecordForm[EducationGroupCooperation, EducationGroupCooperationItems]):
    """职教集团企业合作情况."""

    key = "education_group_cooperation"

    def records(
        self, *, school: int | None = None, limit: int = 500, **asked: Unpack[EducationGroupCooperationQuery]
    ) -> Iterator[EducationGroupCooperation]:
        """All records that fit, fetched page by page."""
        return self._list(school, limit, asked)


class ApprenticeshipPilot(TypedDict):
    """现代学徒制试点基本信息: a record as it is read."""

    id: int
    version: int
    gaps: int
    updated_at: str
    number: str | None  # 试点编号
    name: str | None  # 试点项目名称
    level: str | None  # 试点级别
    batch: str | None  # 试点批次
    kind: str | None  # 试点单位类型
    approval: str | None  # 批准文号
    approved: str | None  # 批准日期
    major: str | None  # 试点专业
    enterprise: str | None  # 合作企业
    agreed_on: str | None  # 校企协议签订日期
    agreed_until: str | None  # 校企协议终止日期
    head: str | None  # 项目负责人
    partner_head: str | None  # 企业负责人姓名
    partner_phone: str | None  # 企业负责人电话
    started: str | None  # 开始招生（工）年月
    planned_end: str | None  # 计划结束年月
    mentors: bool | None  # 是否实行双导师制
    double_status: bool | None  # 是否落实学徒双重身份
    mentor_rules: str | None  # 师傅选聘办法
    fund: str | float | None  # 财政支持经费
    status: str | None  # 试点状态
    accepted: str | None  # 验收日期
    remarks: str | None  # 备注


class ApprenticeshipPilotItems(TypedDict, total=False):
    """现代学徒制试点基本信息: what may be sent."""

    id: int | None
    version: int | None
    number: str | None  # 试点编号
    name: str | None  # 试点项目名称
    level: str | None  # 试点级别
    batch: str | None  # 试点批次
    kind: str | None  # 试点单位类型
    approval: str | None  # 批准文号
    approved: str | None  # 批准日期
    major: str | None  # 试点专业
    enterprise: str | None  # 合作企业
    agreed_on: str | None  # 校企协议签订日期
    agreed_until: str | None  # 校企协议终止日期
    head: str | None  # 项目负责人
    partner_head: str | None  # 企业负责人姓名
    partner_phone: str | None  # 企业负责人电话
    started: str | None  # 开始招生（工）年月
    planned_end: str | None  # 计划结束年月
    mentors: bool | None  # 是否实行双导师制
    double_status: bool | None  # 是否落实学徒双重身份
    mentor_rules: str | None  # 师傅选聘办法
    fund: str | None  # 财政支持经费
    status: str | None  # 试点状态
    accepted: str | None  # 验收日期
    remarks: str | None  # 备注


class ApprenticeshipPilotQuery(TypedDict, total=False):
    """现代学徒制试点基本信息: what lists are narrowed by."""

    sort: str
    number: str  # 试点编号
    name: str  # 试点项目名称
    level: str  # 试点级别
    batch: str  # 试点批次
    kind: str  # 试点单位类型
    approval: str  # 批准文号
    approved: str  # 批准日期
    major: str  # 试点专业
    enterprise: str  # 合作企业
    agreed_on: str  # 校企协议签订日期
    agreed_until: str  # 校企协议终止日期
    head: str  # 项目负责人
    partner_head: str  # 企业负责人姓名
    started: str  # 开始招生（工）年月
    planned_end: str  # 计划结束年月
    mentors: str  # 是否实行双导师制
    double_status: str  # 是否落实学徒双重身份
    mentor_rules: str  # 师傅选聘办法
    fund: str  # 财政支持经费
    status: str  # 试点状态
    accepted: str  # 验收日期
    remarks: str  # 备注


class ApprenticeshipPilotForm(RecordForm[ApprenticeshipPilot, ApprenticeshipPilotItems]):
    """现代学徒制试点基本信息."""

    key = "apprenticeship_pilot"

    def records(
        self, *, school: int | None = None, limit: int = 500, **asked: Unpack[ApprenticeshipPilotQuery]
    ) -> Iterator[ApprenticeshipPilot]:
        """All records that fit, fetched page by page."""
        return self._list(school, limit, asked)


class ApprenticeshipTeaching(TypedDict):
    """现代学徒制试点教学情况: a record as it is read."""

    id: int
    version: int
    gaps: int
    updated_at: str
    year: int | None  # 学年
    pilot: str | None  # 试点
    major: str | None  # 试点专业
    classes: int | None  # 班级数
    apprentices: int | None  # 在学学徒数
    joint_plan: bool | None  # 是否共同制订人才培养方案
    hours: int | None  # 总学时
    company_hours: int | None  # 其中企业课程学时
    weeks: int | None  # 在企业学习周数
    school_tutors: int | None  # 学校导师数
    mentors: int | None  # 企业师傅数
    allowance: str | float | None  # 师傅带徒津贴
    wage: str | float | None  # 学徒月平均报酬
    insured: bool | None  # 是否为学徒购买保险
    agreements: bool | None  # 是否签订三方协议
    assessment: list[str] | None  # 考核评价方式
    passed: int | None  # 考核合格学徒数
    fund: str | float | None  # 教学经费支出
    remarks: str | None  # 备注


class ApprenticeshipTeachingItems(TypedDict, total=False):
    """现代学徒制试点教学情况: what may be sent."""

    id: int | None
    version: int | None
    year: int | None  # 学年
    pilot: str | None  # 试点
    classes: int | None  # 班级数
    apprentices: int | None  # 在学学徒数
    joint_plan: bool | None  # 是否共同制订人才培养方案
    hours: int | None  # 总学时
    company_hours: int | None  # 其中企业课程学时
    weeks: int | None  # 在企业学习周数
    school_tutors: int | None  # 学校导师数
    mentors: int | None  # 企业师傅数
    allowance: str | None  # 师傅带徒津贴
    wage: str | None  # 学徒月平均报酬
    insured: bool | None  # 是否为学徒购买保险
    agreements: bool | None  # 是否签订三方协议
    assessment: list[str] | None  # 考核评价方式
    passed: int | None  # 考核合格学徒数
    fund: str | None  # 教学经费支出
    remarks: str | None  # 备注


class ApprenticeshipTeachingQuery(TypedDict, total=False):
    """现代学徒制试点教学情况: what lists are narrowed by."""

    sort: str
    year: str  # 学年
    pilot: str  # 试点
    major: str  # 试点专业
    classes: str  # 班级数
    apprentices: str  # 在学学徒数
    joint_plan: str  # 是否共同制订人才培养方案
    hours: str  # 总学时
    company_hours: str  # 其中企业课程学时
    weeks: str  # 在企业学习周数
    school_tutors: str  # 学校导师数
    mentors: str  # 企业师傅数
    allowance: str  # 师傅带徒津贴
    wage: str  # 学徒月平均报酬
    insured: str  # 是否为学徒购买保险
    agreements: str  # 是否签订三方协议
    assessment: str  # 考核评价方式
    passed: str  # 考核合格学徒数
    fund: str  # 教学经费支出
    remarks: str  # 备注


class ApprenticeshipTeachingForm(RecordForm[ApprenticeshipTeaching, ApprenticeshipTeachingItems]):
    """现代学徒制试点教学情况."""

    key = "apprenticeship_teaching"

    def records(
        self, *, school: int | None = None, limit: int = 500, **asked: Unpack[ApprenticeshipTeachingQuery]
    ) -> Iterator[ApprenticeshipTeaching]:
        """All records that fit, fetched page by page."""
        return self._list(school, limit, asked)


class ApprenticeshipRecruitment(TypedDict):
    """现代学徒制试点招生就业: a record as it is read."""

    id: int
    version: int
    gaps: int
    updated_at: str
    year: int | None  # 学年
    pilot: str | None  # 试点
    manner: str | None  # 招生（工）方式
    planned: int | None  # 计划招收人数
    recruited: int | None  # 实际招收人数
    workers: int | None  # 其中企业员工数
    poor: int | None  # 其中建档立卡学生数
    left: int | None  # 当年退出人数
    finished: int | None  # 当年出徒（毕业）人数
    certified: int | None  # 取得职业技能等级证书人数
    stayed: int | None  # 留合作企业就业人数
    hired: int | None  # 其他对口就业人数
    further: int | None  # 升学人数
    wage: str | float | None  # 留任人员月平均工资
    remarks: str | None  # 备注


class ApprenticeshipRecruitmentItems(TypedDict, total=False):
    """现代学徒制试点招生就业: what may be sent."""

    id: int | None
    version: int | None
    year: int | None  # 学年
    pilot: str | None  # 试点
    manner: str | None  # 招生（工）方式
    planned: int | None  # 计划招收人数
    recruited: int | None  # 实际招收人数
    workers: int | None  # 其中企业员工数
    poor: int | None  # 其中建档立卡学生数
    left: int | None  # 当年退出人数
    finished: int | None  # 当年出徒（毕业）人数
    certified: int | None  # 取得职业技能等级证书人数
    stayed: int | None  # 留合作企业就业人数
    hired: int | None  # 其他对口就业人数
    further: int | None  # 升学人数
    wage: str | None  # 留任人员月平均工资
    remarks: str | None  # 备注


class ApprenticeshipRecruitmentQuery(TypedDict, total=False):
    """现代学徒制试点招生就业: what lists are narrowed by."""

    sort: str
    year: str  # 学年
    pilot: str  # 试点
    manner: str  # 招生（工）方式
    planned: str  # 计划招收人数
    recruited: str  # 实际招收人数
    workers: str  # 其中企业员工数
    poor: str  # 其中建档立卡学生数
    left: str  # 当年退出人数
    finished: str  # 当年出徒（毕业）人数
    certified: str  # 取得职业技能等级证书人数
    stayed: str  # 留合作企业就业人数
    hired: str  # 其他对口就业人数
    further: str  # 升学人数
    wage: str  # 留任人员月平均工资
    remarks: str  # 备注


class ApprenticeshipRecruitmentForm(RecordForm[ApprenticeshipRecruitment, ApprenticeshipRecruitmentItems]):
    """现代学徒制试点招生就业."""

    key = "apprenticeship_recruitment"

    def records(
        self, *, school: int | None = None, limit: int = 500, **asked: Unpack[ApprenticeshipRecruitmentQuery]
    ) -> Iterator[ApprenticeshipRecruitment]:
        """All records that fit, fetched page by page."""
        return self._list(school, limit, asked)


class ApprenticeshipOutput(TypedDict):
    """现代学徒制教学开发成果: a record as it is read."""

    id: int
    version: int
    gaps: int
    updated_at: str
    year: int | None  # 学年
    number: str | None  # 成果编号
    pilot: str | None  # 试点
    name: str | None  # 成果名称
    kind: str | None  # 成果类型
    finished: str | None  # 完成日期
    author: str | None  # 本校第一完成人
    authors: int | None  # 本校参与人数
    partners: str | None  # 企业参与人员
    course_name: str | None  # 对应课程名称
    publisher: str | None  # 出版或审定单位
    book_number: str | None  # 书号或文号
    users: int | None  # 使用学生数
    shared: bool | None  # 是否推广到其他学校
    award: str | None  # 获奖级别
    remarks: str | None  # 备注
    attachments: list[dict[str, Any]] | None  # 附件


class ApprenticeshipOutputItems(TypedDict, total=False):
    """现代学徒制教学开发成果: what may be sent."""

    id: int | None
    version: int | None
    year: int | None  # 学年
    number: str | None  # 成果编号
    pilot: str | None  # 试点
    name: str | None  # 成果名称
    kind: str | None  # 成果类型
    finished: str | None  # 完成日期
    author: str | None  # 本校第一完成人
    authors: int | None  # 本校参与人数
    partners: str | None  # 企业参与人员
    course_name: str | None  # 对应课程名称
    publisher: str | None  # 出版或审定单位
    book_number: str | None  # 书号或文号
    users: int | None  # 使用学生数
    shared: bool | None  # 是否推广到其他学校
    award: str | None  # 获奖级别
    remarks: str | None  # 备注


class ApprenticeshipOutputQuery(TypedDict, total=False):
    """现代学徒制教学开发成果: what lists are narrowed by."""

    sort: str
    year: str  # 学年
    number: str  # 成果编号
    pilot: str  # 试点
    name: str  # 成果名称
    kind: str  # 成果类型
    finished: str  # 完成日期
    author: str  # 本校第一完成人
    authors: str  # 本校参与人数
    partners: str  # 企业参与人员
    course_name: str  # 对应课程名称
    publisher: str  # 出版或审定单位
    book_number: str  # 书号或文号
    users: str  # 使用学生数
    shared: str  # 是否推广到其他学校
    award: str  # 获奖级别
    remarks: str  # 备注
    attachments: str  # 附件


class ApprenticeshipOutputForm(RecordForm[ApprenticeshipOutput, ApprenticeshipOutputItems]):
    """现代学徒制教学开发成果."""

    key = "apprenticeship_output"

    def records(
        self, *, school: int | None = None, limit: int = 500, **asked: Unpack[ApprenticeshipOutputQuery]
    ) -> Iterator[ApprenticeshipOutput]:
        """All records that fit, fetched page by page."""
        return self._list(school, limit, asked)


class IndustryCase(TypedDict):
    """案例上报: a record as it is read."""

    id: int
    version: int
    gaps: int
    updated_at: str
    year: int | None  # 学年
    title: str | None  # 案例标题
    kind: str | None  # 案例类别
    major: str | None  # 涉及专业
    enterprise: str | None  # 合作企业
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


class IndustryCaseItems(TypedDict, total=False):
    """案例上报: what may be sent."""

    id: int | None
    version: int | None
    year: int | None  # 学年
    title: str | None  # 案例标题
    kind: str | None  # 案例类别
    major: str | None  # 涉及专业
    enterprise: str | None  # 合作企业
    keywords: str | None  # 关键词
    started: str | None  # 实施起始日期
    background: str | None  # 背景与问题
    practice: str | None  # 主要做法
    results: str | None  # 成效
    experience: str | None  # 经验与推广价值
    author: str | None  # 撰写人
    may_publish: bool | None  # 是否同意公开
    has_personal_data: bool | None  # 是否含个人信息


class IndustryCaseQuery(TypedDict, total=False):
    """案例上报: what lists are narrowed by."""

    sort: str
    year: str  # 学年
    title: str  # 案例标题
    kind: str  # 案例类别
    major: str  # 涉及专业
    enterprise: str  # 合作企业
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


class IndustryCaseForm(RecordForm[IndustryCase, IndustryCaseItems]):
    """案例上报."""

    key = "industry_case"

    def records(
        self, *, school: int | None = None, limit: int = 500, **asked: Unpack[IndustryCaseQuery]
    ) -> Iterator[IndustryCase]:
        """All records that fit, fetched page by page."""
        return self._list(school, limit, asked)


class IndustryTypicalCase(TypedDict):
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


class IndustryTypicalCaseQuery(TypedDict, total=False):
    """典型案例: what can be asked for."""

    school: int
    year: int


class IndustryTypicalCaseForm(SummaryForm[IndustryTypicalCase]):
    """典型案例."""

    key = "industry_typical_case"

    def rows(self, **asked: Unpack[IndustryTypicalCaseQuery]) -> list[IndustryTypicalCase]:
        """All rows."""
        return self._rows(asked)



class IndustryModule:
    """Forms of 产教融合."""

    def __init__(self, transport: Transport) -> None:
        #: 企业信息
        self.enterprise = EnterpriseForm(transport)
        #: 校企合作情况
        self.cooperation = CooperationForm(transport)
        #: 职教集团基本信息
        self.education_group = EducationGroupForm(transport)
        #: 职教集团成员信息
        self.education_group_member = EducationGroupMemberForm(transport)
        #: 职教集团教学情况
        self.education_group_teaching = EducationGroupTeachingForm(transport)
        #: 职教集团企业合作情况
        self.education_group_cooperation = EducationGroupCooperationForm(transport)
        #: 现代学徒制试点基本信息
        self.apprenticeship_pilot = ApprenticeshipPilotForm(transport)
        #: 现代学徒制试点教学情况
        self.apprenticeship_teaching = ApprenticeshipTeachingForm(transport)
        #: 现代学徒制试点招生就业
        self.apprenticeship_recruitment = ApprenticeshipRecruitmentForm(transport)
        #: 现代学徒制教学开发成果
        self.apprenticeship_output = ApprenticeshipOutputForm(transport)
        #: 案例上报
        self.industry_case = IndustryCaseForm(transport)
        #: 典型案例
        self.industry_typical_case = IndustryTypicalCaseForm(transport)
