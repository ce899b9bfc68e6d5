"""党建工作. Written by tools/python_client.py from the document of the API: do not edit, run `make client`."""

from collections.abc import Iterator
from typing import TypedDict, Unpack

from zhijiao_client.records import RecordForm
from zhijiao_client.transport import Transport


class PartyOverview(TypedDict):
    """党建基础情况: a record as it is read."""

    id: int
    version: int
    gaps: int
    updated_at: str
    year: int | None  # 学年
    leadership: str | None  # 学校领导体制
    kind: str | None  # 学校党组织类别
    name: str | None  # 学校党组织名称
    superior: str | None  # 上级党组织
    secretary: str | None  # 党组织书记
    concurrent: bool | None  # 书记是否兼任校长
    full_time_deputies: int | None  # 专职副书记人数
    committee: int | None  # 党委（支部）委员人数
    discipline_body: bool | None  # 是否设立纪检机构
    general_branches: int | None  # 党总支数
    branches: int | None  # 党支部数
    staff_branches: int | None  # 教职工党支部数
    student_branches: int | None  # 学生党支部数
    mixed_branches: int | None  # 师生联合党支部数
    retired_branches: int | None  # 离退休党支部数
    double_leaders: int | None  # “双带头人”支部书记数
    model_branches: int | None  # 县级以上示范支部数
    members: int | None  # 党员总数
    full_members: int | None  # 正式党员数
    probationary: int | None  # 预备党员数
    staff_members: int | None  # 在职教职工党员数
    student_members: int | None  # 学生党员数
    retired_members: int | None  # 离退休党员数
    women: int | None  # 其中女党员数
    minorities: int | None  # 其中少数民族党员数
    young: int | None  # 其中35岁及以下党员数
    teachers: int | None  # 其中专任教师党员数
    applicants: int | None  # 入党申请人数
    activists: int | None  # 入党积极分子人数
    recruited: int | None  # 本学年发展党员数
    confirmed: int | None  # 本学年转正党员数
    reviewed: int | None  # 参加民主评议党员数
    excellent: int | None  # 其中评议优秀党员数
    party_staff: int | None  # 专职党务干部人数
    room_area: str | float | None  # 党员活动场所面积
    dues: str | float | None  # 本学年收缴党费
    budget: str | float | None  # 本学年党建经费支出
    remarks: str | None  # 备注


class PartyOverviewItems(TypedDict, total=False):
    """党建基础情况: what may be sent."""

    id: int | None
    version: int | None
    year: int | None  # 学年
    leadership: str | None  # 学校领导体制
    kind: str | None  # 学校党组织类别
    name: str | None  # 学校党组织名称
    superior: str | None  # 上级党组织
    secretary: str | None  # 党组织书记
    concurrent: bool | None  # 书记是否兼任校长
    full_time_deputies: int | None  # 专职副书记人数
    committee: int | None  # 党委（支部）委员人数
    discipline_body: bool | None  # 是否设立纪检机构
    general_branches: int | None  # 党总支数
    branches: int | None  # 党支部数
    staff_branches: int | None  # 教职工党支部数
    student_branches: int | None  # 学生党支部数
    mixed_branches: int | None  # 师生联合党支部数
    retired_branches: int | None  # 离退休党支部数
    double_leaders: int | None  # “双带头人”支部书记数
    model_branches: int | None  # 县级以上示范支部数
    members: int | None  # 党员总数
    full_members: int | None  # 正式党员数
    probationary: int | None  # 预备党员数
    staff_members: int | None  # 在职教职工党员数
    student_members: int | None  # 学生党员数
    retired_members: int | None  # 离退休党员数
    women: int | None  # 其中女党员数
    minorities: int | None  # 其中少数民族党员数
    young: int | None  # 其中35岁及以下党员数
    teachers: int | None  # 其中专任教师党员数
    applicants: int | None  # 入党申请人数
    activists: int | None  # 入党积极分子人数
    recruited: int | None  # 本学年发展党员数
    confirmed: int | None  # 本学年转正党员数
    reviewed: int | None  # 参加民主评议党员数
    excellent: int | None  # 其中评议优秀党员数
    party_staff: int | None  # 专职党务干部人数
    room_area: str | None  # 党员活动场所面积
    dues: str | None  # 本学年收缴党费
    budget: str | None  # 本学年党建经费支出
    remarks: str | None  # 备注


class PartyOverviewQuery(TypedDict, total=False):
    """党建基础情况: what lists are narrowed by."""

    sort: str
    year: str  # 学年
    leadership: str  # 学校领导体制
    kind: str  # 学校党组织类别
    name: str  # 学校党组织名称
    superior: str  # 上级党组织
    secretary: str  # 党组织书记
    concurrent: str  # 书记是否兼任校长
    full_time_deputies: str  # 专职副书记人数
    committee: str  # 党委（支部）委员人数
    discipline_body: str  # 是否设立纪检机构
    general_branches: str  # 党总支数
    branches: str  # 党支部数
    staff_branches: str  # 教职工党支部数
    student_branches: str  # 学生党支部数
    mixed_branches: str  # 师生联合党支部数
    retired_branches: str  # 离退休党支部数
    double_leaders: str  # “双带头人”支部书记数
    model_branches: str  # 县级以上示范支部数
    members: str  # 党员总数
    full_members: str  # 正式党员数
    probationary: str  # 预备党员数
    staff_members: str  # 在职教职工党员数
    student_members: str  # 学生党员数
    retired_members: str  # 离退休党员数
    women: str  # 其中女党员数
    minorities: str  # 其中少数民族党员数
    young: str  # 其中35岁及以下党员数
    teachers: str  # 其中专任教师党员数
    applicants: str  # 入党申请人数
    activists: str  # 入党积极分子人数
    recruited: str  # 本学年发展党员数
    confirmed: str  # 本学年转正党员数
    reviewed: str  # 参加民主评议党员数
    excellent: str  # 其中评议优秀党员数
    party_staff: str  # 专职党务干部人数
    room_area: str  # 党员活动场所面积
    dues: str  # 本学年收缴党费
    budget: str  # 本学年党建经费支出
    remarks: str  # 备注


class PartyOverviewForm(RecordForm[PartyOverview, PartyOverviewItems]):
    """党建基础情况."""

    key = "party_overview"

    def records(
        self, *, school: int | None = None, limit: int = 500, **asked: Unpack[PartyOverviewQuery]
    ) -> Iterator[PartyOverview]:
        """All records that fit, fetched page by page."""
        return self._list(school, limit, asked)


class PartyOrganisation(TypedDict):
    """党组织机构: a record as it is read."""

    id: int
    version: int
    gaps: int
    updated_at: str
    number: str | None  # 党组织编号
    name: str | None  # 党组织名称
    kind: str | None  # 党组织类别
    branch_kind: str | None  # 党支部构成
    parent: str | None  # 隶属上级党组织
    department: str | None  # 所在机构
    established: str | None  # 成立年月
    approval: str | None  # 批复文号
    secretary: str | None  # 书记
    secretary_since: str | None  # 书记任职年月
    double_leader: bool | None  # 书记是否“双带头人”
    deputy: str | None  # 副书记
    organiser: str | None  # 组织委员
    publicist: str | None  # 宣传委员
    inspector: str | None  # 纪检委员
    committee: int | None  # 委员人数
    members: int | None  # 党员人数
    staff: int | None  # 教职工党员人数
    students: int | None  # 学生党员人数
    retired: int | None  # 离退休党员人数
    probationary: int | None  # 其中预备党员人数
    groups: int | None  # 党小组数
    elected: str | None  # 最近换届日期
    term: int | None  # 任期
    due: str | None  # 应换届日期
    place: str | None  # 活动场所
    honours: str | None  # 获得称号
    in_use: bool | None  # 是否有效
    abolished: str | None  # 撤销年月
    remarks: str | None  # 备注


class PartyOrganisationItems(TypedDict, total=False):
    """党组织机构: what may be sent."""

    id: int | None
    version: int | None
    number: str | None  # 党组织编号
    name: str | None  # 党组织名称
    kind: str | None  # 党组织类别
    branch_kind: str | None  # 党支部构成
    parent: str | None  # 隶属上级党组织
    department: str | None  # 所在机构
    established: str | None  # 成立年月
    approval: str | None  # 批复文号
    secretary: str | None  # 书记
    secretary_since: str | None  # 书记任职年月
    double_leader: bool | None  # 书记是否“双带头人”
    deputy: str | None  # 副书记
    organiser: str | None  # 组织委员
    publicist: str | None  # 宣传委员
    inspector: str | None  # 纪检委员
    committee: int | None  # 委员人数
    members: int | None  # 党员人数
    staff: int | None  # 教职工党员人数
    students: int | None  # 学生党员人数
    retired: int | None  # 离退休党员人数
    probationary: int | None  # 其中预备党员人数
    groups: int | None  # 党小组数
    elected: str | None  # 最近换届日期
    term: int | None  # 任期
    due: str | None  # 应换届日期
    place: str | None  # 活动场所
    honours: str | None  # 获得称号
    in_use: bool | None  # 是否有效
    abolished: str | None  # 撤销年月
    remarks: str | None  # 备注


class PartyOrganisationQuery(TypedDict, total=False):
    """党组织机构: what lists are narrowed by."""

    sort: str
    number: str  # 党组织编号
    name: str  # 党组织名称
    kind: str  # 党组织类别
    branch_kind: str  # 党支部构成
    parent: str  # 隶属上级党组织
    department: str  # 所在机构
    established: str  # 成立年月
    approval: str  # 批复文号
    secretary: str  # 书记
    secretary_since: str  # 书记任职年月
    double_leader: str  # 书记是否“双带头人”
    deputy: str  # 副书记
    organiser: str  # 组织委员
    publicist: str  # 宣传委员
    inspector: str  # 纪检委员
    committee: str  # 委员人数
    members: str  # 党员人数
    staff: str  # 教职工党员人数
    students: str  # 学生党员人数
    retired: str  # 离退休党员人数
    probationary: str  # 其中预备党员人数
    groups: str  # 党小组数
    elected: str  # 最近换届日期
    term: str  # 任期
    due: str  # 应换届日期
    place: str  # 活动场所
    honours: str  # 获得称号
    in_use: str  # 是否有效
    abolished: str  # 撤销年月
    remarks: str  # 备注


class PartyOrganisationForm(RecordForm[PartyOrganisation, PartyOrganisationItems]):
    """党组织机构."""

    key = "party_organisation"

    def records(
        self, *, school: int | None = None, limit: int = 500, **asked: Unpack[PartyOrganisationQuery]
    ) -> Iterator[PartyOrganisation]:
        """All records that fit, fetched page by page."""
        return self._list(school, limit, asked)


class PartyActivity(TypedDict):
    """党建活动: a record as it is read."""

    id: int
    version: int
    gaps: int
    updated_at: str
    year: int | None  # 学年
    number: str | None  # 活动编号
    name: str | None  # 活动名称
    kind: str | None  # 活动类别
    organisation: str | None  # 组织活动的党组织
    held: str | None  # 活动日期
    hours: str | float | None  # 活动学时
    place: str | None  # 活动地点
    off_campus: bool | None  # 是否校外开展
    online: bool | None  # 是否线上开展
    host: str | None  # 主持人
    speaker: str | None  # 主讲人
    speaker_from: str | None  # 主讲人单位及职务
    leader_attends: bool | None  # 是否有校级领导参加
    expected: int | None  # 应到党员数
    attended: int | None  # 实到党员数
    activists: int | None  # 列席积极分子数
    others: int | None  # 列席其他人员数
    total: int | None  # 参加总人数
    content: str | None  # 活动内容
    decisions: str | None  # 形成的决议或结果
    cost: str | float | None  # 活动支出
    recorder: str | None  # 记录人
    materials: str | None  # 存档材料


class PartyActivityItems(TypedDict, total=False):
    """党建活动: what may be sent."""

    id: int | None
    version: int | None
    year: int | None  # 学年
    number: str | None  # 活动编号
    name: str | None  # 活动名称
    kind: str | None  # 活动类别
    organisation: str | None  # 组织活动的党组织
    held: str | None  # 活动日期
    hours: str | None  # 活动学时
    place: str | None  # 活动地点
    off_campus: bool | None  # 是否校外开展
    online: bool | None  # 是否线上开展
    host: str | None  # 主持人
    speaker: str | None  # 主讲人
    speaker_from: str | None  # 主讲人单位及职务
    leader_attends: bool | None  # 是否有校级领导参加
    expected: int | None  # 应到党员数
    attended: int | None  # 实到党员数
    activists: int | None  # 列席积极分子数
    others: int | None  # 列席其他人员数
    total: int | None  # 参加总人数
    content: str | None  # 活动内容
    decisions: str | None  # 形成的决议或结果
    cost: str | None  # 活动支出
    recorder: str | None  # 记录人
    materials: str | None  # 存档材料


class PartyActivityQuery(TypedDict, total=False):
    """党建活动: what lists are narrowed by."""

    sort: str
    year: str  # 学年
    number: str  # 活动编号
    name: str  # 活动名称
    kind: str  # 活动类别
    organisation: str  # 组织活动的党组织
    held: str  # 活动日期
    hours: str  # 活动学时
    place: str  # 活动地点
    off_campus: str  # 是否校外开展
    online: str  # 是否线上开展
    host: str  # 主持人
    speaker: str  # 主讲人
    speaker_from: str  # 主讲人单位及职务
    leader_attends: str  # 是否有校级领导参加
    expected: str  # 应到党员数
    attended: str  # 实到党员数
    activists: str  # 列席积极分子数
    others: str  # 列席其他人员数
    total: str  # 参加总人数
    content: str  # 活动内容
    decisions: str  # 形成的决议或结果
    cost: str  # 活动支出
    recorder: str  # 记录人
    materials: str  # 存档材料


class PartyActivityForm(RecordForm[PartyActivity, PartyActivityItems]):
    """党建活动."""

    key = "party_activity"

    def records(
        self, *, school: int | None = None, limit: int = 500, **asked: Unpack[PartyActivityQuery]
    ) -> Iterator[PartyActivity]:
        """All records that fit, fetched page by page."""
        return self._list(school, limit, asked)


class PartyRecruit(TypedDict):
    """发展新党员: a record as it is read."""

    id: int
    version: int
    gaps: int
    updated_at: str
    number: str | None  # 登记编号
    teacher: str | None  # 教职工
    student: str | None  # 学生
    organisation: str | None  # 所在党支部
    stage: str | None  # 发展阶段
    applied: str | None  # 递交申请书日期
    talked: str | None  # 谈话日期
    activist: str | None  # 确定积极分子日期
    first_contact: str | None  # 培养联系人一
    second_contact: str | None  # 培养联系人二
    candidate: str | None  # 确定发展对象日期
    political_review: str | None  # 政治审查完成日期
    training_hours: int | None  # 集中培训学时
    training_passed: bool | None  # 集中培训是否合格
    application_number: str | None  # 入党志愿书编号
    first_introducer: str | None  # 入党介绍人一
    second_introducer: str | None  # 入党介绍人二
    admitted: str | None  # 接收为预备党员日期
    approved: str | None  # 上级党委审批日期
    oath: str | None  # 入党宣誓日期
    extended: bool | None  # 是否延长预备期
    full: str | None  # 转为正式党员日期
    stopped: bool | None  # 是否终止培养
    remarks: str | None  # 备注


class PartyRecruitItems(TypedDict, total=False):
    """发展新党员: what may be sent."""

    id: int | None
    version: int | None
    number: str | None  # 登记编号
    teacher: str | None  # 教职工
    student: str | None  # 学生
    organisation: str | None  # 所在党支部
    stage: str | None  # 发展阶段
    applied: str | None  # 递交申请书日期
    talked: str | None  # 谈话日期
    activist: str | None  # 确定积极分子日期
    first_contact: str | None  # 培养联系人一
    second_contact: str | None  # 培养联系人二
    candidate: str | None  # 确定发展对象日期
    political_review: str | None  # 政治审查完成日期
    training_hours: int | None  # 集中培训学时
    training_passed: bool | None  # 集中培训是否合格
    application_number: str | None  # 入党志愿书编号
    first_introducer: str | None  # 入党介绍人一
    second_introducer: str | None  # 入党介绍人二
    admitted: str | None  # 接收为预备党员日期
    approved: str | None  # 上级党委审批日期
    oath: str | None  # 入党宣誓日期
    extended: bool | None  # 是否延长预备期
    full: str | None  # 转为正式党员日期
    stopped: bool | None  # 是否终止培养
    remarks: str | None  # 备注


class PartyRecruitQuery(TypedDict, total=False):
    """发展新党员: what lists are narrowed by."""

    sort: str
    number: str  # 登记编号
    teacher: str  # 教职工
    student: str  # 学生
    organisation: str  # 所在党支部
    stage: str  # 发展阶段
    applied: str  # 递交申请书日期
    talked: str  # 谈话日期
    activist: str  # 确定积极分子日期
    first_contact: str  # 培养联系人一
    second_contact: str  # 培养联系人二
    candidate: str  # 确定发展对象日期
    political_review: str  # 政治审查完成日期
    training_hours: str  # 集中培训学时
    training_passed: str  # 集中培训是否合格
    application_number: str  # 入党志愿书编号
    first_introducer: str  # 入党介绍人一
    second_introducer: str  # 入党介绍人二
    admitted: str  # 接收为预备党员日期
    approved: str  # 上级党委审批日期
    oath: str  # 入党宣誓日期
    extended: str  # 是否延长预备期
    full: str  # 转为正式党员日期
    stopped: str  # 是否终止培养
    remarks: str  # 备注


class PartyRecruitForm(RecordForm[PartyRecruit, PartyRecruitItems]):
    """发展新党员."""

    key = "party_recruit"

    def records(
        self, *, school: int | None = None, limit: int = 500, **asked: Unpack[PartyRecruitQuery]
    ) -> Iterator[PartyRecruit]:
        """All records that fit, fetched page by page."""
        return self._list(school, limit, asked)


class DisciplineWork(TypedDict):
    """纪检日常工作: a record as it is read."""

    id: int
    version: int
    gaps: int
    updated_at: str
    year: int | None  # 学年
    number: str | None  # 工作编号
    name: str | None  # 工作名称
    kind: str | None  # 工作类别
    organisation: str | None  # 组织实施的党组织
    leader: str | None  # 工作负责人
    staff: int | None  # 参与工作人数
    held: str | None  # 开始日期
    ended: str | None  # 结束日期
    department: str | None  # 主要对象机构
    covered: int | None  # 接受教育或谈话人数
    leaders_covered: int | None  # 其中中层以上干部人数
    content: str | None  # 工作内容
    found: int | None  # 发现问题数
    rectified: int | None  # 已整改问题数
    clues: int | None  # 移交问题线索数
    measures: str | None  # 整改要求与结果
    due: str | None  # 整改期限
    document: str | None  # 通报或报告文号
    materials: str | None  # 存档材料
    remarks: str | None  # 备注


class DisciplineWorkItems(TypedDict, total=False):
    """纪检日常工作: what may be sent."""

    id: int | None
    version: int | None
    year: int | None  # 学年
    number: str | None  # 工作编号
    name: str | None  # 工作名称
    kind: str | None  # 工作类别
    organisation: str | None  # 组织实施的党组织
    leader: str | None  # 工作负责人
    staff: int | None  # 参与工作人数
    held: str | None  # 开始日期
    ended: str | None  # 结束日期
    department: str | None  # 主要对象机构
    covered: int | None  # 接受教育或谈话人数
    leaders_covered: int | None  # 其中中层以上干部人数
    content: str | None  # 工作内容
    found: int | None  # 发现问题数
    rectified: int | None  # 已整改问题数
    clues: int | None  # 移交问题线索数
    measures: str | None  # 整改要求与结果
    due: str | None  # 整改期限
    document: str | None  # 通报或报告文号
    materials: str | None  # 存档材料
    remarks: str | None  # 备注


class DisciplineWorkQuery(TypedDict, total=False):
    """纪检日常工作: what lists are narrowed by."""

    sort: str
    year: str  # 学年
    number: str  # 工作编号
    name: str  # 工作名称
    kind: str  # 工作类别
    organisation: str  # 组织实施的党组织
    leader: str  # 工作负责人
    staff: str  # 参与工作人数
    held: str  # 开始日期
    ended: str  # 结束日期
    department: str  # 主要对象机构
    covered: str  # 接受教育或谈话人数
    leaders_covered: str  # 其中中层以上干部人数
    content: str  # 工作内容
    found: str  # 发现问题数
    rectified: str  # 已整改问题数
    clues: str  # 移交问题线索数
    measures: str  # 整改要求与结果
    due: str  # 整改期限
    document: str  # 通报或报告文号
    materials: str  # 存档材料
    remarks: str  # 备注


class DisciplineWorkForm(RecordForm[DisciplineWork, DisciplineWorkItems]):
    """纪检日常工作."""

    key = "discipline_work"

    def records(
        self, *, school: int | None = None, limit: int = 500, **asked: Unpack[DisciplineWorkQuery]
    ) -> Iterator[DisciplineWork]:
        """All records that fit, fetched page by page."""
        return self._list(school, limit, asked)


class DisciplineCase(TypedDict):
    """纪检案件记录: a record as it is read."""

    id: int
    version: int
    gaps: int
    updated_at: str
    number: str | None  # 案件编号
    origin: str | None  # 线索来源
    received: str | None  # 受理日期
    person: str | None  # 被反映人姓名
    person_post: str | None  # 被反映人职务
    is_party_member: bool | None  # 是否中共党员
    is_official: bool | None  # 是否监察对象
    violation: list[str] | None  # 问题类别
    facts: str | None  # 主要问题
    amount: str | float | None  # 涉及金额
    recovered: str | float | None  # 追缴或退赔金额
    handler: str | None  # 承办人
    status: str | None  # 办理状态
    verified: str | None  # 初步核实日期
    filed: str | None  # 立案日期
    closed: str | None  # 办结日期
    response: str | None  # 运用形态
    party_action: str | None  # 党纪处分
    official_action: str | None  # 政务（行政）处分
    decided: str | None  # 处分决定日期
    document: str | None  # 处分决定文号
    transferred: bool | None  # 是否移送司法机关
    appealed: bool | None  # 是否申诉
    appeal_result: str | None  # 申诉处理结果
    reported: bool | None  # 是否通报曝光
    lesson_held: str | None  # 以案促改日期
    organisation: str | None  # 承办党组织
    remarks: str | None  # 备注


class DisciplineCaseItems(TypedDict, total=False):
    """纪检案件记录: what may be sent."""

    id: int | None
    version: int | None
    number: str | None  # 案件编号
    origin: str | None  # 线索来源
    received: str | None  # 受理日期
    person: str | None  # 被反映人姓名
    person_post: str | None  # 被反映人职务
    is_party_member: bool | None  # 是否中共党员
    is_official: bool | None  # 是否监察对象
    violation: list[str] | None  # 问题类别
    facts: str | None  # 主要问题
    amount: str | None  # 涉及金额
    recovered: str | None  # 追缴或退赔金额
    handler: str | None  # 承办人
    status: str | None  # 办理状态
    verified: str | None  # 初步核实日期
    filed: str | None  # 立案日期
    closed: str | None  # 办结日期
    response: str | None  # 运用形态
    party_action: str | None  # 党纪处分
    official_action: str | None  # 政务（行政）处分
    decided: str | None  # 处分决定日期
    document: str | None  # 处分决定文号
    transferred: bool | None  # 是否移送司法机关
    appealed: bool | None  # 是否申诉
    appeal_result: str | None  # 申诉处理结果
    reported: bool | None  # 是否通报曝光
    lesson_held: str | None  # 以案促改日期
    organisation: str | None  # 承办党组织
    remarks: str | None  # 备注


class DisciplineCaseQuery(TypedDict, total=False):
    """纪检案件记录: what lists are narrowed by."""

    sort: str
    number: str  # 案件编号
    origin: str  # 线索来源
    received: str  # 受理日期
    is_party_member: str  # 是否中共党员
    is_official: str  # 是否监察对象
    violation: str  # 问题类别
    amount: str  # 涉及金额
    recovered: str  # 追缴或退赔金额
    status: str  # 办理状态
    verified: str  # 初步核实日期
    filed: str  # 立案日期
    closed: str  # 办结日期
    response: str  # 运用形态
    party_action: str  # 党纪处分
    official_action: str  # 政务（行政）处分
    decided: str  # 处分决定日期
    document: str  # 处分决定文号
    transferred: str  # 是否移送司法机关
    appealed: str  # 是否申诉
    appeal_result: str  # 申诉处理结果
    reported: str  # 是否通报曝光
    lesson_held: str  # 以案促改日期
    organisation: str  # 承办党组织


class DisciplineCaseForm(RecordForm[DisciplineCase, DisciplineCaseItems]):
    """纪检案件记录."""

    key = "discipline_case"

    def records(
        self, *, school: int | None = None, limit: int = 500, **asked: Unpack[DisciplineCaseQuery]
    ) -> Iterator[DisciplineCase]:
        """All records that fit, fetched page by page."""
        return self._list(school, limit, asked)



class PartyModule:
    """Forms of 党建工作."""

    def __init__(self, transport: Transport) -> None:
        #: 党建基础情况
        self.party_overview = PartyOverviewForm(transport)
        #: 党组织机构
        self.party_organisation = PartyOrganisationForm(transport)
        #: 党建活动
        self.party_activity = PartyActivityForm(transport)
        #: 发展新党员
        self.party_recruit = PartyRecruitForm(transport)
        #: 纪检日常工作
        self.discipline_work = DisciplineWorkForm(transport)
        #: 纪检案件记录
        self.discipline_case = DisciplineCaseForm(transport)
