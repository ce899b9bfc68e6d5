"""德育工作. Written by tools/python_client.py from the document of the API: do not edit, run `make client`."""

from collections.abc import Iterator
from typing import Any, TypedDict, Unpack

from zhijiao_client.records import RecordForm, SummaryForm
from zhijiao_client.transport import Transport


class MoralRule(TypedDict):
    """德育制度: a record as it is read."""

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
    consulted: bool | None  # 是否征求学生或家长意见
    published: bool | None  # 是否向学生和家长公布
    basis: str | None  # 制定依据
    summary: str | None  # 主要条款摘要
    attachment: str | None  # 附件名称
    in_force: bool | None  # 是否现行有效
    repealed: str | None  # 废止日期
    next_review: int | None  # 计划复审年份
    remarks: str | None  # 备注


class MoralRuleItems(TypedDict, total=False):
    """德育制度: what may be sent."""

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
    consulted: bool | None  # 是否征求学生或家长意见
    published: bool | None  # 是否向学生和家长公布
    basis: str | None  # 制定依据
    summary: str | None  # 主要条款摘要
    attachment: str | None  # 附件名称
    in_force: bool | None  # 是否现行有效
    repealed: str | None  # 废止日期
    next_review: int | None  # 计划复审年份
    remarks: str | None  # 备注


class MoralRuleQuery(TypedDict, total=False):
    """德育制度: what lists are narrowed by."""

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
    consulted: str  # 是否征求学生或家长意见
    published: str  # 是否向学生和家长公布
    basis: str  # 制定依据
    summary: str  # 主要条款摘要
    attachment: str  # 附件名称
    in_force: str  # 是否现行有效
    repealed: str  # 废止日期
    next_review: str  # 计划复审年份
    remarks: str  # 备注


class MoralRuleForm(RecordForm[MoralRule, MoralRuleItems]):
    """德育制度."""

    key = "moral_rule"

    def records(
        self, *, school: int | None = None, limit: int = 500, **asked: Unpack[MoralRuleQuery]
    ) -> Iterator[MoralRule]:
        """All records that fit, fetched page by page."""
        return self._list(school, limit, asked)


class MoralOrganisation(TypedDict):
    """德育机构: a record as it is read."""

    id: int
    version: int
    gaps: int
    updated_at: str
    number: str | None  # 德育机构编号
    name: str | None  # 德育机构名称
    kind: str | None  # 德育机构类别
    department: str | None  # 依托校内机构
    established: str | None  # 成立年月
    document: str | None  # 成立或调整文号
    head: str | None  # 负责人
    head_post: str | None  # 负责人职务
    deputy: str | None  # 副职负责人
    members: int | None  # 成员人数
    full_time: int | None  # 专职人数
    part_time: int | None  # 兼职人数
    outside: int | None  # 校外成员人数
    qualified: int | None  # 其中持心理健康教育资格人数
    trained: int | None  # 本学年受训人数
    rooms: int | None  # 专用房间数
    room_area: str | float | None  # 专用房间面积
    open_hours: int | None  # 每周开放时间
    meetings: int | None  # 每学年会议次数
    budget: str | float | None  # 年度工作经费
    duties: str | None  # 主要职责
    in_use: bool | None  # 是否有效
    abolished: str | None  # 撤销年月
    remarks: str | None  # 备注


class MoralOrganisationItems(TypedDict, total=False):
    """德育机构: what may be sent."""

    id: int | None
    version: int | None
    number: str | None  # 德育机构编号
    name: str | None  # 德育机构名称
    kind: str | None  # 德育机构类别
    department: str | None  # 依托校内机构
    established: str | None  # 成立年月
    document: str | None  # 成立或调整文号
    head: str | None  # 负责人
    head_post: str | None  # 负责人职务
    deputy: str | None  # 副职负责人
    members: int | None  # 成员人数
    full_time: int | None  # 专职人数
    part_time: int | None  # 兼职人数
    outside: int | None  # 校外成员人数
    qualified: int | None  # 其中持心理健康教育资格人数
    trained: int | None  # 本学年受训人数
    rooms: int | None  # 专用房间数
    room_area: str | None  # 专用房间面积
    open_hours: int | None  # 每周开放时间
    meetings: int | None  # 每学年会议次数
    budget: str | None  # 年度工作经费
    duties: str | None  # 主要职责
    in_use: bool | None  # 是否有效
    abolished: str | None  # 撤销年月
    remarks: str | None  # 备注


class MoralOrganisationQuery(TypedDict, total=False):
    """德育机构: what lists are narrowed by."""

    sort: str
    number: str  # 德育机构编号
    name: str  # 德育机构名称
    kind: str  # 德育机构类别
    department: str  # 依托校内机构
    established: str  # 成立年月
    document: str  # 成立或调整文号
    head: str  # 负责人
    head_post: str  # 负责人职务
    deputy: str  # 副职负责人
    members: str  # 成员人数
    full_time: str  # 专职人数
    part_time: str  # 兼职人数
    outside: str  # 校外成员人数
    qualified: str  # 其中持心理健康教育资格人数
    trained: str  # 本学年受训人数
    rooms: str  # 专用房间数
    room_area: str  # 专用房间面积
    open_hours: str  # 每周开放时间
    meetings: str  # 每学年会议次数
    budget: str  # 年度工作经费
    duties: str  # 主要职责
    in_use: str  # 是否有效
    abolished: str  # 撤销年月
    remarks: str  # 备注


class MoralOrganisationForm(RecordForm[MoralOrganisation, MoralOrganisationItems]):
    """德育机构."""

    key = "moral_organisation"

    def records(
        self, *, school: int | None = None, limit: int = 500, **asked: Unpack[MoralOrganisationQuery]
    ) -> Iterator[MoralOrganisation]:
        """All records that fit, fetched page by page."""
        return self._list(school, limit, asked)


class IdeologyCourse(TypedDict):
    """思政课程: a record as it is read."""

    term: str | None  # 学期
    number: str | None  # 课程号
    name: str | None  # 课程名称
    classes: int | None  # 开设班级数
    weekly_hours: str | None  # 平均周学时
    hours: int | None  # 总学时
    teachers: str | None  # 任课教师
    textbook: str | None  # 使用教材
    students: int | None  # 受课学生数
    origins: list[dict[str, Any]]


class IdeologyCourseQuery(TypedDict, total=False):
    """思政课程: what can be asked for."""

    school: int
    year: int


class IdeologyCourseForm(SummaryForm[IdeologyCourse]):
    """思政课程."""

    key = "ideology_course"

    def rows(self, **asked: Unpack[IdeologyCourseQuery]) -> list[IdeologyCourse]:
        """All rows."""
        return self._rows(asked)


class HeadTeacher(TypedDict):
    """专职班主任: a record as it is read."""

    number: str | None  # 工号
    name: str | None  # 姓名
    sex: str | None  # 性别
    birth: str | None  # 出生日期
    political_status: str | None  # 政治面貌
    education_level: str | None  # 最高学历
    department: str | None  # 所属机构
    status: str | None  # 当前状态
    classes: str | None  # 所带班级
    class_count: int | None  # 所带班级数
    student_count: int | None  # 所带学生数
    since: str | None  # 任班主任起始年月
    origins: list[dict[str, Any]]


class HeadTeacherQuery(TypedDict, total=False):
    """专职班主任: what can be asked for."""

    school: int
    year: int


class HeadTeacherForm(SummaryForm[HeadTeacher]):
    """专职班主任."""

    key = "head_teacher"

    def rows(self, **asked: Unpack[HeadTeacherQuery]) -> list[HeadTeacher]:
        """All rows."""
        return self._rows(asked)


class Counsellor(TypedDict):
    """心理咨询师: a record as it is read."""

    number: str | None  # 工号
    name: str | None  # 姓名
    sex: str | None  # 性别
    birth: str | None  # 出生日期
    political_status: str | None  # 政治面貌
    education_level: str | None  # 最高学历
    studied: str | None  # 最高学历所学专业
    department: str | None  # 所属机构
    job_title: str | None  # 职务
    status: str | None  # 当前状态
    joined_school: str | None  # 来校年月
    is_part_time: str | None  # 是否兼职教师
    origins: list[dict[str, Any]]


class CounsellorQuery(TypedDict, total=False):
    """心理咨询师: what can be asked for."""

    school: int
    year: int


class CounsellorForm(SummaryForm[Counsellor]):
    """心理咨询师."""

    key = "counsellor"

    def rows(self, **asked: Unpack[CounsellorQuery]) -> list[Counsellor]:
        """All rows."""
        return self._rows(asked)


class IdeologyTeacher(TypedDict):
    """思政课程教师: a record as it is read."""

    number: str | None  # 工号
    name: str | None  # 姓名
    political_status: str | None  # 政治面貌
    education_level: str | None  # 最高学历
    studied: str | None  # 所学专业
    title: str | None  # 现任最高职务
    full_time: str | None  # 是否专职
    courses: str | None  # 本学年任教课程
    classes: int | None  # 任教班级数
    status: str | None  # 当前状态
    origins: list[dict[str, Any]]


class IdeologyTeacherQuery(TypedDict, total=False):
    """思政课程教师: what can be asked for."""

    school: int
    year: int


class IdeologyTeacherForm(SummaryForm[IdeologyTeacher]):
    """思政课程教师."""

    key = "ideology_teacher"

    def rows(self, **asked: Unpack[IdeologyTeacherQuery]) -> list[IdeologyTeacher]:
        """All rows."""
        return self._rows(asked)


class YouthLeagueOrganisation(TypedDict):
    """团组织机构: a record as it is read."""

    id: int
    version: int
    gaps: int
    updated_at: str
    number: str | None  # 团组织编号
    name: str | None  # 团组织名称
    kind: str | None  # 团组织类别
    parent: str | None  # 隶属上级团组织
    department: str | None  # 所在机构
    school_class: str | None  # 所在班级
    established: str | None  # 成立年月
    party_organisation: str | None  # 领导的党组织
    secretary_teacher: str | None  # 书记（教职工）
    secretary_student: str | None  # 书记（学生）
    secretary_kind: bool | None  # 书记是否专职
    adviser: str | None  # 指导教师
    committee: int | None  # 委员人数
    student_committee: int | None  # 其中学生委员人数
    branches: int | None  # 下设团支部数
    members: int | None  # 团员人数
    student_members: int | None  # 学生团员人数
    staff_members: int | None  # 教职工团员人数
    women: int | None  # 其中女团员人数
    recruited: int | None  # 本学年发展团员人数
    recommended: int | None  # 本学年推优入党人数
    volunteers: int | None  # 注册志愿者人数
    elected: str | None  # 最近换届日期
    term: int | None  # 任期
    due: str | None  # 应换届日期
    fees: str | float | None  # 本学年收缴团费
    honours: str | None  # 获得称号
    in_use: bool | None  # 是否有效
    abolished: str | None  # 撤销年月
    remarks: str | None  # 备注


class YouthLeagueOrganisationItems(TypedDict, total=False):
    """团组织机构: what may be sent."""

    id: int | None
    version: int | None
    number: str | None  # 团组织编号
    name: str | None  # 团组织名称
    kind: str | None  # 团组织类别
    parent: str | None  # 隶属上级团组织
    department: str | None  # 所在机构
    school_class: str | None  # 所在班级
    established: str | None  # 成立年月
    party_organisation: str | None  # 领导的党组织
    secretary_teacher: str | None  # 书记（教职工）
    secretary_student: str | None  # 书记（学生）
    secretary_kind: bool | None  # 书记是否专职
    adviser: str | None  # 指导教师
    committee: int | None  # 委员人数
    student_committee: int | None  # 其中学生委员人数
    branches: int | None  # 下设团支部数
    members: int | None  # 团员人数
    student_members: int | None  # 学生团员人数
    staff_members: int | None  # 教职工团员人数
    women: int | None  # 其中女团员人数
    recruited: int | None  # 本学年发展团员人数
    recommended: int | None  # 本学年推优入党人数
    volunteers: int | None  # 注册志愿者人数
    elected: str | None  # 最近换届日期
    term: int | None  # 任期
    due: str | None  # 应换届日期
    fees: str | None  # 本学年收缴团费
    honours: str | None  # 获得称号
    in_use: bool | None  # 是否有效
    abolished: str | None  # 撤销年月
    remarks: str | None  # 备注


class YouthLeagueOrganisationQuery(TypedDict, total=False):
    """团组织机构: what lists are narrowed by."""

    sort: str
    number: str  # 团组织编号
    name: str  # 团组织名称
    kind: str  # 团组织类别
    parent: str  # 隶属上级团组织
    department: str  # 所在机构
    school_class: str  # 所在班级
    established: str  # 成立年月
    party_organisation: str  # 领导的党组织
    secretary_teacher: str  # 书记（教职工）
    secretary_student: str  # 书记（学生）
    secretary_kind: str  # 书记是否专职
    adviser: str  # 指导教师
    committee: str  # 委员人数
    student_committee: str  # 其中学生委员人数
    branches: str  # 下设团支部数
    members: str  # 团员人数
    student_members: str  # 学生团员人数
    staff_members: str  # 教职工团员人数
    women: str  # 其中女团员人数
    recruited: str  # 本学年发展团员人数
    recommended: str  # 本学年推优入党人数
    volunteers: str  # 注册志愿者人数
    elected: str  # 最近换届日期
    term: str  # 任期
    due: str  # 应换届日期
    fees: str  # 本学年收缴团费
    honours: str  # 获得称号
    in_use: str  # 是否有效
    abolished: str  # 撤销年月
    remarks: str  # 备注


class YouthLeagueOrganisationForm(RecordForm[YouthLeagueOrganisation, YouthLeagueOrganisationItems]):
    """团组织机构."""

    key = "youth_league_organisation"

    def records(
        self, *, school: int | None = None, limit: int = 500, **asked: Unpack[YouthLeagueOrganisationQuery]
    ) -> Iterator[YouthLeagueOrganisation]:
        """All records that fit, fetched page by page."""
        return self._list(school, limit, asked)


class YouthLeagueMember(TypedDict):
    """团员信息: a record as it is read."""

    kind: str | None  # 人员类别
    number: str | None  # 学号或工号
    name: str | None  # 姓名
    sex: str | None  # 性别
    birth: str | None  # 出生日期
    ethnic_group: str | None  # 民族
    unit: str | None  # 班级或机构
    grade: int | None  # 年级
    origins: list[dict[str, Any]]


class YouthLeagueMemberQuery(TypedDict, total=False):
    """团员信息: what can be asked for."""

    school: int
    year: int


class YouthLeagueMemberForm(SummaryForm[YouthLeagueMember]):
    """团员信息."""

    key = "youth_league_member"

    def rows(self, **asked: Unpack[YouthLeagueMemberQuery]) -> list[YouthLeagueMember]:
        """All rows."""
        return self._rows(asked)


class StudentClub(TypedDict):
    """社团基础信息: a record as it is read."""

    id: int
    version: int
    gaps: int
    updated_at: str
    number: str | None  # 社团编号
    name: str | None  # 社团名称
    kind: str | None  # 社团性质
    founded: str | None  # 成立日期
    purpose: str | None  # 成立目的
    activity_form: str | None  # 主要活动形式
    founder: str | None  # 创始人
    approver: str | None  # 批准部门
    department: str | None  # 业务指导机构
    adviser: str | None  # 指导教师
    second_adviser: str | None  # 第二指导教师
    leader: str | None  # 当前负责人
    leader_phone: str | None  # 负责人电话
    boys: int | None  # 男社员人数
    girls: int | None  # 女社员人数
    members: int | None  # 人数
    league_members: int | None  # 其中团员人数
    place: str | None  # 固定活动场所
    sessions: int | None  # 每学期活动次数
    budget: str | float | None  # 年度活动经费
    charter: bool | None  # 是否有章程
    branch: bool | None  # 是否建立团支部
    reviewed: str | None  # 最近年审日期
    in_use: bool | None  # 是否在运行
    dissolved: str | None  # 注销日期
    remarks: str | None  # 备注


class StudentClubItems(TypedDict, total=False):
    """社团基础信息: what may be sent."""

    id: int | None
    version: int | None
    number: str | None  # 社团编号
    name: str | None  # 社团名称
    kind: str | None  # 社团性质
    founded: str | None  # 成立日期
    purpose: str | None  # 成立目的
    activity_form: str | None  # 主要活动形式
    founder: str | None  # 创始人
    approver: str | None  # 批准部门
    department: str | None  # 业务指导机构
    adviser: str | None  # 指导教师
    second_adviser: str | None  # 第二指导教师
    leader: str | None  # 当前负责人
    leader_phone: str | None  # 负责人电话
    boys: int | None  # 男社员人数
    girls: int | None  # 女社员人数
    members: int | None  # 人数
    league_members: int | None  # 其中团员人数
    place: str | None  # 固定活动场所
    sessions: int | None  # 每学期活动次数
    budget: str | None  # 年度活动经费
    charter: bool | None  # 是否有章程
    branch: bool | None  # 是否建立团支部
    reviewed: str | None  # 最近年审日期
    in_use: bool | None  # 是否在运行
    dissolved: str | None  # 注销日期
    remarks: str | None  # 备注


class StudentClubQuery(TypedDict, total=False):
    """社团基础信息: what lists are narrowed by."""

    sort: str
    number: str  # 社团编号
    name: str  # 社团名称
    kind: str  # 社团性质
    founded: str  # 成立日期
    purpose: str  # 成立目的
    activity_form: str  # 主要活动形式
    founder: str  # 创始人
    approver: str  # 批准部门
    department: str  # 业务指导机构
    adviser: str  # 指导教师
    second_adviser: str  # 第二指导教师
    leader: str  # 当前负责人
    boys: str  # 男社员人数
    girls: str  # 女社员人数
    members: str  # 人数
    league_members: str  # 其中团员人数
    place: str  # 固定活动场所
    sessions: str  # 每学期活动次数
    budget: str  # 年度活动经费
    charter: str  # 是否有章程
    branch: str  # 是否建立团支部
    reviewed: str  # 最近年审日期
    in_use: str  # 是否在运行
    dissolved: str  # 注销日期
    remarks: str  # 备注


class StudentClubForm(RecordForm[StudentClub, StudentClubItems]):
    """社团基础信息."""

    key = "student_club"

    def records(
        self, *, school: int | None = None, limit: int = 500, **asked: Unpack[StudentClubQuery]
    ) -> Iterator[StudentClub]:
        """All records that fit, fetched page by page."""
        return self._list(school, limit, asked)


class StudentClubMember(TypedDict):
    """社团成员: a record as it is read."""

    id: int
    version: int
    gaps: int
    updated_at: str
    club: str | None  # 社团
    student: str | None  # 社员
    joined: str | None  # 参团日期
    post: str | None  # 社团职务
    duties: str | None  # 工作内容
    evaluation: str | None  # 社团评价
    active: bool | None  # 是否在社
    left: str | None  # 退社日期


class StudentClubMemberItems(TypedDict, total=False):
    """社团成员: what may be sent."""

    id: int | None
    version: int | None
    club: str | None  # 社团
    student: str | None  # 社员
    joined: str | None  # 参团日期
    post: str | None  # 社团职务
    duties: str | None  # 工作内容
    evaluation: str | None  # 社团评价
    active: bool | None  # 是否在社
    left: str | None  # 退社日期


class StudentClubMemberQuery(TypedDict, total=False):
    """社团成员: what lists are narrowed by."""

    sort: str
    club: str  # 社团
    student: str  # 社员
    joined: str  # 参团日期
    post: str  # 社团职务
    duties: str  # 工作内容
    evaluation: str  # 社团评价
    active: str  # 是否在社
    left: str  # 退社日期


class StudentClubMemberForm(RecordForm[StudentClubMember, StudentClubMemberItems]):
    """社团成员."""

    key = "student_club_member"

    def records(
        self, *, school: int | None = None, limit: int = 500, **asked: Unpack[StudentClubMemberQuery]
    ) -> Iterator[StudentClubMember]:
        """All records that fit, fetched page by page."""
        return self._list(school, limit, asked)


class StudentClubAward(TypedDict):
    """社团获奖: a record as it is read."""

    id: int
    version: int
    gaps: int
    updated_at: str
    year: int | None  # 学年
    club: str | None  # 社团
    club_kind: str | None  # 社团性质
    name: str | None  # 奖项名称
    work: str | None  # 获奖项目或作品
    kind: str | None  # 获奖类别
    subject: str | None  # 获奖类型
    level: str | None  # 获奖级别
    grade: str | None  # 获奖等级
    rank: int | None  # 名次
    won: str | None  # 获奖日期
    organiser: str | None  # 颁奖单位
    certificate: str | None  # 证书编号或公布文号
    students: int | None  # 获奖学生人数
    winners: str | None  # 获奖学生姓名
    adviser: str | None  # 指导教师
    prize: str | float | None  # 奖金
    remarks: str | None  # 备注


class StudentClubAwardItems(TypedDict, total=False):
    """社团获奖: what may be sent."""

    id: int | None
    version: int | None
    year: int | None  # 学年
    club: str | None  # 社团
    name: str | None  # 奖项名称
    work: str | None  # 获奖项目或作品
    kind: str | None  # 获奖类别
    subject: str | None  # 获奖类型
    level: str | None  # 获奖级别
    grade: str | None  # 获奖等级
    rank: int | None  # 名次
    won: str | None  # 获奖日期
    organiser: str | None  # 颁奖单位
    certificate: str | None  # 证书编号或公布文号
    students: int | None  # 获奖学生人数
    winners: str | None  # 获奖学生姓名
    adviser: str | None  # 指导教师
    prize: str | None  # 奖金
    remarks: str | None  # 备注


class StudentClubAwardQuery(TypedDict, total=False):
    """社团获奖: what lists are narrowed by."""

    sort: str
    year: str  # 学年
    club: str  # 社团
    club_kind: str  # 社团性质
    name: str  # 奖项名称
    work: str  # 获奖项目或作品
    kind: str  # 获奖类别
    subject: str  # 获奖类型
    level: str  # 获奖级别
    grade: str  # 获奖等级
    rank: str  # 名次
    won: str  # 获奖日期
    organiser: str  # 颁奖单位
    certificate: str  # 证书编号或公布文号
    students: str  # 获奖学生人数
    winners: str  # 获奖学生姓名
    adviser: str  # 指导教师
    prize: str  # 奖金
    remarks: str  # 备注


class StudentClubAwardForm(RecordForm[StudentClubAward, StudentClubAwardItems]):
    """社团获奖."""

    key = "student_club_award"

    def records(
        self, *, school: int | None = None, limit: int = 500, **asked: Unpack[StudentClubAwardQuery]
    ) -> Iterator[StudentClubAward]:
        """All records that fit, fetched page by page."""
        return self._list(school, limit, asked)


class MoralActivity(TypedDict):
    """德育活动: a record as it is read."""

    id: int
    version: int
    gaps: int
    updated_at: str
    year: int | None  # 学年
    number: str | None  # 活动编号
    name: str | None  # 活动名称
    themes: list[str] | None  # 活动主题
    activity_form: str | None  # 活动形式
    scope: str | None  # 组织范围
    department: str | None  # 组织机构
    club: str | None  # 承办社团
    leader: str | None  # 活动负责人
    held: str | None  # 活动日期
    ended: str | None  # 结束日期
    hours: str | float | None  # 活动学时
    place: str | None  # 活动地点
    off_campus: bool | None  # 是否校外活动
    plan: str | None  # 安全预案或审批文号
    partner: str | None  # 合作单位
    speaker: str | None  # 主讲人
    classes: int | None  # 参加班级数
    expected: int | None  # 应参加学生数
    students: int | None  # 参加学生数
    staff: int | None  # 参加教职工数
    parents: int | None  # 参加家长数
    others: int | None  # 参加校外人员数
    total: int | None  # 参加总人数
    cost: str | float | None  # 活动支出
    content: str | None  # 活动内容
    outcome: str | None  # 活动成效
    publicity: str | None  # 宣传报道
    materials: str | None  # 存档材料


class MoralActivityItems(TypedDict, total=False):
    """德育活动: what may be sent."""

    id: int | None
    version: int | None
    year: int | None  # 学年
    number: str | None  # 活动编号
    name: str | None  # 活动名称
    themes: list[str] | None  # 活动主题
    activity_form: str | None  # 活动形式
    scope: str | None  # 组织范围
    department: str | None  # 组织机构
    club: str | None  # 承办社团
    leader: str | None  # 活动负责人
    held: str | None  # 活动日期
    ended: str | None  # 结束日期
    hours: str | None  # 活动学时
    place: str | None  # 活动地点
    off_campus: bool | None  # 是否校外活动
    plan: str | None  # 安全预案或审批文号
    partner: str | None  # 合作单位
    speaker: str | None  # 主讲人
    classes: int | None  # 参加班级数
    expected: int | None  # 应参加学生数
    students: int | None  # 参加学生数
    staff: int | None  # 参加教职工数
    parents: int | None  # 参加家长数
    others: int | None  # 参加校外人员数
    total: int | None  # 参加总人数
    cost: str | None  # 活动支出
    content: str | None  # 活动内容
    outcome: str | None  # 活动成效
    publicity: str | None  # 宣传报道
    materials: str | None  # 存档材料


class MoralActivityQuery(TypedDict, total=False):
    """德育活动: what lists are narrowed by."""

    sort: str
    year: str  # 学年
    number: str  # 活动编号
    name: str  # 活动名称
    themes: str  # 活动主题
    activity_form: str  # 活动形式
    scope: str  # 组织范围
    department: str  # 组织机构
    club: str  # 承办社团
    leader: str  # 活动负责人
    held: str  # 活动日期
    ended: str  # 结束日期
    hours: str  # 活动学时
    place: str  # 活动地点
    off_campus: str  # 是否校外活动
    plan: str  # 安全预案或审批文号
    partner: str  # 合作单位
    speaker: str  # 主讲人
    classes: str  # 参加班级数
    expected: str  # 应参加学生数
    students: str  # 参加学生数
    staff: str  # 参加教职工数
    parents: str  # 参加家长数
    others: str  # 参加校外人员数
    total: str  # 参加总人数
    cost: str  # 活动支出
    content: str  # 活动内容
    outcome: str  # 活动成效
    publicity: str  # 宣传报道
    materials: str  # 存档材料


class MoralActivityForm(RecordForm[MoralActivity, MoralActivityItems]):
    """德育活动."""

    key = "moral_activity"

    def records(
        self, *, school: int | None = None, limit: int = 500, **asked: Unpack[MoralActivityQuery]
    ) -> Iterator[MoralActivity]:
        """All records that fit, fetched page by page."""
        return self._list(school, limit, asked)


class MoralCase(TypedDict):
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


class MoralCaseItems(TypedDict, total=False):
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


class MoralCaseQuery(TypedDict, total=False):
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


class MoralCaseForm(RecordForm[MoralCase, MoralCaseItems]):
    """案例上报."""

    key = "moral_case"

    def records(
        self, *, school: int | None = None, limit: int = 500, **asked: Unpack[MoralCaseQuery]
    ) -> Iterator[MoralCase]:
        """All records that fit, fetched page by page."""
        return self._list(school, limit, asked)


class MoralTypicalCase(TypedDict):
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


class MoralTypicalCaseQuery(TypedDict, total=False):
    """典型案例: what can be asked for."""

    school: int
    year: int


class MoralTypicalCaseForm(SummaryForm[MoralTypicalCase]):
    """典型案例."""

    key = "moral_typical_case"

    def rows(self, **asked: Unpack[MoralTypicalCaseQuery]) -> list[MoralTypicalCase]:
        """All rows."""
        return self._rows(asked)



class MoralModule:
    """Forms of 德育工作."""

    def __init__(self, transport: Transport) -> None:
        #: 德育制度
        self.moral_rule = MoralRuleForm(transport)
        #: 德育机构
        self.moral_organisation = MoralOrganisationForm(transport)
        #: 思政课程
        self.ideology_course = IdeologyCourseForm(transport)
        #: 专职班主任
        self.head_teacher = HeadTeacherForm(transport)
        #: 心理咨询师
        self.counsellor = CounsellorForm(transport)
        #: 思政课程教师
        self.ideology_teacher = IdeologyTeacherForm(transport)
        #: 团组织机构
        self.youth_league_organisation = YouthLeagueOrganisationForm(transport)
        #: 团员信息
        self.youth_league_member = YouthLeagueMemberForm(transport)
        #: 社团基础信息
        self.student_club = StudentClubForm(transport)
        #: 社团成员
        self.student_club_member = StudentClubMemberForm(transport)
        #: 社团获奖
        self.student_club_award = StudentClubAwardForm(transport)
        #: 德育活动
        self.moral_activity = MoralActivityForm(transport)
        #: 案例上报
        self.moral_case = MoralCaseForm(transport)
        #: 典型案例
        self.moral_typical_case = MoralTypicalCaseForm(transport)
