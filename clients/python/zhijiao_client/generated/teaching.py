"""教学管理. Written by tools/python_client.py from the document of the API: do not edit, run `make client`."""

from collections.abc import Iterator
from typing import Any, TypedDict, Unpack

from zhijiao_client.records import RecordForm, SummaryForm
from zhijiao_client.transport import Transport


class TrainingPlan(TypedDict):
    """专业人才培养方案: a record as it is read."""

    id: int
    version: int
    gaps: int
    updated_at: str
    number: str | None  # 方案编号
    name: str | None  # 方案名称
    major: str | None  # 专业
    grade: int | None  # 适用年级
    length: str | float | None  # 适用学制
    target: str | None  # 招生对象
    goal: str | None  # 培养目标
    jobs: str | None  # 职业面向
    certificates: str | None  # 对应职业技能等级证书
    hours: int | None  # 总学时
    basic_hours: int | None  # 公共基础课学时
    major_hours: int | None  # 专业（技能）课学时
    elective_hours: int | None  # 选修课学时
    practice_hours: int | None  # 其中实践性教学学时
    internship_months: str | float | None  # 岗位实习时间
    ideology_hours: int | None  # 其中思想政治课学时
    labour_hours: int | None  # 其中劳动教育学时
    credits: str | float | None  # 总学分要求
    courses: int | None  # 课程门数
    core_courses: int | None  # 其中专业核心课程门数
    company: bool | None  # 企业是否参与制订
    reviewed: str | None  # 论证日期
    approved: str | None  # 党组织会议审定日期
    published: str | None  # 发布日期
    address: str | None  # 公开网址
    filed: bool | None  # 是否报主管部门备案
    head: str | None  # 负责人
    active: bool | None  # 是否可用
    replaced: str | None  # 停用年月
    remarks: str | None  # 备注
    full_text: list[dict[str, Any]] | None  # 方案全文


class TrainingPlanItems(TypedDict, total=False):
    """专业人才培养方案: what may be sent."""

    id: int | None
    version: int | None
    number: str | None  # 方案编号
    name: str | None  # 方案名称
    major: str | None  # 专业
    grade: int | None  # 适用年级
    length: str | None  # 适用学制
    target: str | None  # 招生对象
    goal: str | None  # 培养目标
    jobs: str | None  # 职业面向
    certificates: str | None  # 对应职业技能等级证书
    hours: int | None  # 总学时
    basic_hours: int | None  # 公共基础课学时
    major_hours: int | None  # 专业（技能）课学时
    elective_hours: int | None  # 选修课学时
    practice_hours: int | None  # 其中实践性教学学时
    internship_months: str | None  # 岗位实习时间
    ideology_hours: int | None  # 其中思想政治课学时
    labour_hours: int | None  # 其中劳动教育学时
    credits: str | None  # 总学分要求
    courses: int | None  # 课程门数
    core_courses: int | None  # 其中专业核心课程门数
    company: bool | None  # 企业是否参与制订
    reviewed: str | None  # 论证日期
    approved: str | None  # 党组织会议审定日期
    published: str | None  # 发布日期
    address: str | None  # 公开网址
    filed: bool | None  # 是否报主管部门备案
    head: str | None  # 负责人
    active: bool | None  # 是否可用
    replaced: str | None  # 停用年月
    remarks: str | None  # 备注


class TrainingPlanQuery(TypedDict, total=False):
    """专业人才培养方案: what lists are narrowed by."""

    sort: str
    number: str  # 方案编号
    name: str  # 方案名称
    major: str  # 专业
    grade: str  # 适用年级
    length: str  # 适用学制
    target: str  # 招生对象
    goal: str  # 培养目标
    jobs: str  # 职业面向
    certificates: str  # 对应职业技能等级证书
    hours: str  # 总学时
    basic_hours: str  # 公共基础课学时
    major_hours: str  # 专业（技能）课学时
    elective_hours: str  # 选修课学时
    practice_hours: str  # 其中实践性教学学时
    internship_months: str  # 岗位实习时间
    ideology_hours: str  # 其中思想政治课学时
    labour_hours: str  # 其中劳动教育学时
    credits: str  # 总学分要求
    courses: str  # 课程门数
    core_courses: str  # 其中专业核心课程门数
    company: str  # 企业是否参与制订
    reviewed: str  # 论证日期
    approved: str  # 党组织会议审定日期
    published: str  # 发布日期
    address: str  # 公开网址
    filed: str  # 是否报主管部门备案
    head: str  # 负责人
    active: str  # 是否可用
    replaced: str  # 停用年月
    remarks: str  # 备注
    full_text: str  # 方案全文


class TrainingPlanForm(RecordForm[TrainingPlan, TrainingPlanItems]):
    """专业人才培养方案."""

    key = "training_plan"

    def records(
        self, *, school: int | None = None, limit: int = 500, **asked: Unpack[TrainingPlanQuery]
    ) -> Iterator[TrainingPlan]:
        """All records that fit, fetched page by page."""
        return self._list(school, limit, asked)


class MajorTeacher(TypedDict):
    """专业教师: a record as it is read."""

    major: str | None  # 所在专业
    number: str | None  # 工号
    name: str | None  # 姓名
    sex: str | None  # 性别
    birth: str | None  # 出生日期
    education_level: str | None  # 最高学历
    category: str | None  # 教职工类别
    post: str | None  # 任教岗位类别
    title: str | None  # 现任最高职务
    is_double_qualified: str | None  # 是否双师型教师
    is_part_time: str | None  # 是否兼职教师
    is_major_leader: str | None  # 是否专业带头人
    status: str | None  # 当前状态
    origins: list[dict[str, Any]]


class MajorTeacherQuery(TypedDict, total=False):
    """专业教师: what can be asked for."""

    school: int
    year: int


class MajorTeacherForm(SummaryForm[MajorTeacher]):
    """专业教师."""

    key = "major_teacher"

    def rows(self, **asked: Unpack[MajorTeacherQuery]) -> list[MajorTeacher]:
        """All rows."""
        return self._rows(asked)


class Textbook(TypedDict):
    """教材信息: a record as it is read."""

    id: int
    version: int
    gaps: int
    updated_at: str
    number: str | None  # 教材号
    name: str | None  # 教材名称
    kind: str | None  # 教材类别
    form: str | None  # 教材形态
    author: str | None  # 第一作者
    authors: str | None  # 其他作者
    edition: str | None  # 版次
    summary: str | None  # 内容简介
    isbn: str | None  # ISBN号
    publisher: str | None  # 出版社
    published: str | None  # 出版日期
    printing: str | None  # 印次
    price: str | float | None  # 定价
    school_author: bool | None  # 是否本校教师编写
    company_author: bool | None  # 是否校企合作编写
    foreign_approval: str | None  # 境外教材审批文号
    first_year: int | None  # 首次使用学年
    course_names: str | None  # 适用课程
    major: str | None  # 适用专业
    approved: str | None  # 选用审核日期
    filing: str | None  # 选用备案情况
    copies: int | None  # 选用数量
    guide: bool | None  # 是否有教参教辅
    free: bool | None  # 是否免费提供学生
    in_use: bool | None  # 是否在用


class TextbookItems(TypedDict, total=False):
    """教材信息: what may be sent."""

    id: int | None
    version: int | None
    number: str | None  # 教材号
    name: str | None  # 教材名称
    kind: str | None  # 教材类别
    form: str | None  # 教材形态
    author: str | None  # 第一作者
    authors: str | None  # 其他作者
    edition: str | None  # 版次
    summary: str | None  # 内容简介
    isbn: str | None  # ISBN号
    publisher: str | None  # 出版社
    published: str | None  # 出版日期
    printing: str | None  # 印次
    price: str | None  # 定价
    school_author: bool | None  # 是否本校教师编写
    company_author: bool | None  # 是否校企合作编写
    foreign_approval: str | None  # 境外教材审批文号
    first_year: int | None  # 首次使用学年
    course_names: str | None  # 适用课程
    major: str | None  # 适用专业
    approved: str | None  # 选用审核日期
    filing: str | None  # 选用备案情况
    copies: int | None  # 选用数量
    guide: bool | None  # 是否有教参教辅
    free: bool | None  # 是否免费提供学生
    in_use: bool | None  # 是否在用


class TextbookQuery(TypedDict, total=False):
    """教材信息: what lists are narrowed by."""

    sort: str
    number: str  # 教材号
    name: str  # 教材名称
    kind: str  # 教材类别
    form: str  # 教材形态
    author: str  # 第一作者
    authors: str  # 其他作者
    edition: str  # 版次
    summary: str  # 内容简介
    isbn: str  # ISBN号
    publisher: str  # 出版社
    published: str  # 出版日期
    printing: str  # 印次
    price: str  # 定价
    school_author: str  # 是否本校教师编写
    company_author: str  # 是否校企合作编写
    foreign_approval: str  # 境外教材审批文号
    first_year: str  # 首次使用学年
    course_names: str  # 适用课程
    major: str  # 适用专业
    approved: str  # 选用审核日期
    filing: str  # 选用备案情况
    copies: str  # 选用数量
    guide: str  # 是否有教参教辅
    free: str  # 是否免费提供学生
    in_use: str  # 是否在用


class TextbookForm(RecordForm[Textbook, TextbookItems]):
    """教材信息."""

    key = "textbook"

    def records(
        self, *, school: int | None = None, limit: int = 500, **asked: Unpack[TextbookQuery]
    ) -> Iterator[Textbook]:
        """All records that fit, fetched page by page."""
        return self._list(school, limit, asked)


class Course(TypedDict):
    """课程信息: a record as it is read."""

    id: int
    version: int
    gaps: int
    updated_at: str
    number: str | None  # 课程号
    name: str | None  # 课程名称
    english_name: str | None  # 课程英文名
    other_name: str | None  # 课程别名
    type: str | None  # 课程分类
    old_type: str | None  # 2012标准课程分类
    abc: str | None  # 课程A/B/C类
    attribute: str | None  # 课程属性
    core: bool | None  # 是否专业核心课程
    ideology: bool | None  # 是否思想政治课程
    major: str | None  # 面向专业
    department: str | None  # 开课单位
    credits: str | float | None  # 学分
    hours: int | None  # 总学时
    theory_hours: int | None  # 理论学时
    practice_hours: int | None  # 实践学时
    other_hours: int | None  # 其他学时
    fee: str | float | None  # 课程费用
    projects: str | None  # 实践项目
    exam: str | None  # 考试形式
    mode: str | None  # 授课方式
    textbook: str | None  # 使用教材
    head: str | None  # 课程负责人
    prerequisites: str | None  # 先修课程名称
    level: str | None  # 课程级别
    company: bool | None  # 是否校企共同开发
    certificate: bool | None  # 是否课证融通
    certificate_name: str | None  # 对接证书名称
    online: bool | None  # 是否有线上课程
    summary: str | None  # 课程介绍
    books: str | None  # 参考书目
    in_use: bool | None  # 是否在用


class CourseItems(TypedDict, total=False):
    """课程信息: what may be sent."""

    id: int | None
    version: int | None
    number: str | None  # 课程号
    name: str | None  # 课程名称
    english_name: str | None  # 课程英文名
    other_name: str | None  # 课程别名
    type: str | None  # 课程分类
    old_type: str | None  # 2012标准课程分类
    abc: str | None  # 课程A/B/C类
    attribute: str | None  # 课程属性
    core: bool | None  # 是否专业核心课程
    ideology: bool | None  # 是否思想政治课程
    major: str | None  # 面向专业
    department: str | None  # 开课单位
    credits: str | None  # 学分
    hours: int | None  # 总学时
    theory_hours: int | None  # 理论学时
    practice_hours: int | None  # 实践学时
    other_hours: int | None  # 其他学时
    fee: str | None  # 课程费用
    projects: str | None  # 实践项目
    exam: str | None  # 考试形式
    mode: str | None  # 授课方式
    textbook: str | None  # 使用教材
    head: str | None  # 课程负责人
    prerequisites: str | None  # 先修课程名称
    level: str | None  # 课程级别
    company: bool | None  # 是否校企共同开发
    certificate: bool | None  # 是否课证融通
    certificate_name: str | None  # 对接证书名称
    online: bool | None  # 是否有线上课程
    summary: str | None  # 课程介绍
    books: str | None  # 参考书目
    in_use: bool | None  # 是否在用


class CourseQuery(TypedDict, total=False):
    """课程信息: what lists are narrowed by."""

    sort: str
    number: str  # 课程号
    name: str  # 课程名称
    english_name: str  # 课程英文名
    other_name: str  # 课程别名
    type: str  # 课程分类
    old_type: str  # 2012标准课程分类
    abc: str  # 课程A/B/C类
    attribute: str  # 课程属性
    core: str  # 是否专业核心课程
    ideology: str  # 是否思想政治课程
    major: str  # 面向专业
    department: str  # 开课单位
    credits: str  # 学分
    hours: str  # 总学时
    theory_hours: str  # 理论学时
    practice_hours: str  # 实践学时
    other_hours: str  # 其他学时
    fee: str  # 课程费用
    projects: str  # 实践项目
    exam: str  # 考试形式
    mode: str  # 授课方式
    textbook: str  # 使用教材
    head: str  # 课程负责人
    prerequisites: str  # 先修课程名称
    level: str  # 课程级别
    company: str  # 是否校企共同开发
    certificate: str  # 是否课证融通
    certificate_name: str  # 对接证书名称
    online: str  # 是否有线上课程
    summary: str  # 课程介绍
    books: str  # 参考书目
    in_use: str  # 是否在用


class CourseForm(RecordForm[Course, CourseItems]):
    """课程信息."""

    key = "course"

    def records(
        self, *, school: int | None = None, limit: int = 500, **asked: Unpack[CourseQuery]
    ) -> Iterator[Course]:
        """All records that fit, fetched page by page."""
        return self._list(school, limit, asked)


class CourseStandard(TypedDict):
    """课程标准: a record as it is read."""

    id: int
    version: int
    gaps: int
    updated_at: str
    number: str | None  # 标准编号
    name: str | None  # 标准名称
    course: str | None  # 课程
    origin: str | None  # 标准来源
    major: str | None  # 适用专业
    grade: int | None  # 适用年级
    edition: str | None  # 版本
    hours: int | None  # 学时
    credits: str | float | None  # 学分
    goal: str | None  # 课程目标
    content: str | None  # 主要内容与要求
    exams: list[str] | None  # 考核方式
    rules: str | None  # 考核办法
    continuous: str | float | None  # 过程性考核占比
    certificate: str | None  # 对接职业标准或证书
    values: bool | None  # 是否融入思政元素
    partners: str | None  # 企业参与制订人员
    author: str | None  # 主要制订人
    approved: str | None  # 审定日期
    active: bool | None  # 是否现行有效
    remarks: str | None  # 备注
    full_text: list[dict[str, Any]] | None  # 标准全文


class CourseStandardItems(TypedDict, total=False):
    """课程标准: what may be sent."""

    id: int | None
    version: int | None
    number: str | None  # 标准编号
    name: str | None  # 标准名称
    course: str | None  # 课程
    origin: str | None  # 标准来源
    major: str | None  # 适用专业
    grade: int | None  # 适用年级
    edition: str | None  # 版本
    hours: int | None  # 学时
    credits: str | None  # 学分
    goal: str | None  # 课程目标
    content: str | None  # 主要内容与要求
    exams: list[str] | None  # 考核方式
    rules: str | None  # 考核办法
    continuous: str | None  # 过程性考核占比
    certificate: str | None  # 对接职业标准或证书
    values: bool | None  # 是否融入思政元素
    partners: str | None  # 企业参与制订人员
    author: str | None  # 主要制订人
    approved: str | None  # 审定日期
    active: bool | None  # 是否现行有效
    remarks: str | None  # 备注


class CourseStandardQuery(TypedDict, total=False):
    """课程标准: what lists are narrowed by."""

    sort: str
    number: str  # 标准编号
    name: str  # 标准名称
    course: str  # 课程
    origin: str  # 标准来源
    major: str  # 适用专业
    grade: str  # 适用年级
    edition: str  # 版本
    hours: str  # 学时
    credits: str  # 学分
    goal: str  # 课程目标
    content: str  # 主要内容与要求
    exams: str  # 考核方式
    rules: str  # 考核办法
    continuous: str  # 过程性考核占比
    certificate: str  # 对接职业标准或证书
    values: str  # 是否融入思政元素
    partners: str  # 企业参与制订人员
    author: str  # 主要制订人
    approved: str  # 审定日期
    active: str  # 是否现行有效
    remarks: str  # 备注
    full_text: str  # 标准全文


class CourseStandardForm(RecordForm[CourseStandard, CourseStandardItems]):
    """课程标准."""

    key = "course_standard"

    def records(
        self, *, school: int | None = None, limit: int = 500, **asked: Unpack[CourseStandardQuery]
    ) -> Iterator[CourseStandard]:
        """All records that fit, fetched page by page."""
        return self._list(school, limit, asked)


class TermSettings(TypedDict):
    """教学运行基础信息设置: a record as it is read."""

    id: int
    version: int
    gaps: int
    updated_at: str
    year: int | None  # 学年
    term: str | None  # 学期
    name: str | None  # 学期名称
    starts: str | None  # 学期开始日期
    ends: str | None  # 学期结束日期
    weeks: int | None  # 教学周数
    exam_weeks: int | None  # 考试周数
    drill_weeks: int | None  # 军训与入学教育周数
    days: int | None  # 每周上课天数
    periods: int | None  # 每天节数
    minutes: int | None  # 每节课分钟数
    morning: int | None  # 上午节数
    afternoon: int | None  # 下午节数
    evening: int | None  # 晚上节数
    times: str | None  # 作息时间表
    holidays: str | None  # 放假调休安排
    current: bool | None  # 是否当前学期
    remarks: str | None  # 备注


class TermSettingsItems(TypedDict, total=False):
    """教学运行基础信息设置: what may be sent."""

    id: int | None
    version: int | None
    year: int | None  # 学年
    term: str | None  # 学期
    name: str | None  # 学期名称
    starts: str | None  # 学期开始日期
    ends: str | None  # 学期结束日期
    weeks: int | None  # 教学周数
    exam_weeks: int | None  # 考试周数
    drill_weeks: int | None  # 军训与入学教育周数
    days: int | None  # 每周上课天数
    periods: int | None  # 每天节数
    minutes: int | None  # 每节课分钟数
    morning: int | None  # 上午节数
    afternoon: int | None  # 下午节数
    evening: int | None  # 晚上节数
    times: str | None  # 作息时间表
    holidays: str | None  # 放假调休安排
    current: bool | None  # 是否当前学期
    remarks: str | None  # 备注


class TermSettingsQuery(TypedDict, total=False):
    """教学运行基础信息设置: what lists are narrowed by."""

    sort: str
    year: str  # 学年
    term: str  # 学期
    name: str  # 学期名称
    starts: str  # 学期开始日期
    ends: str  # 学期结束日期
    weeks: str  # 教学周数
    exam_weeks: str  # 考试周数
    drill_weeks: str  # 军训与入学教育周数
    days: str  # 每周上课天数
    periods: str  # 每天节数
    minutes: str  # 每节课分钟数
    morning: str  # 上午节数
    afternoon: str  # 下午节数
    evening: str  # 晚上节数
    times: str  # 作息时间表
    holidays: str  # 放假调休安排
    current: str  # 是否当前学期
    remarks: str  # 备注


class TermSettingsForm(RecordForm[TermSettings, TermSettingsItems]):
    """教学运行基础信息设置."""

    key = "term_settings"

    def records(
        self, *, school: int | None = None, limit: int = 500, **asked: Unpack[TermSettingsQuery]
    ) -> Iterator[TermSettings]:
        """All records that fit, fetched page by page."""
        return self._list(school, limit, asked)


class TeachingSchedule(TypedDict):
    """教学进程总体安排: a record as it is read."""

    id: int
    version: int
    gaps: int
    updated_at: str
    year: int | None  # 学年
    term: str | None  # 学期
    school_class: str | None  # 班级
    plan: str | None  # 人才培养方案
    nth_term: int | None  # 执行学期
    course: str | None  # 课程
    type: str | None  # 课程分类
    attribute: str | None  # 课程属性
    weekly_hours: str | float | None  # 周学时
    first_week: int | None  # 起始周
    last_week: int | None  # 终止周
    hours: int | None  # 计划学时
    practice_hours: int | None  # 其中实践学时
    block: bool | None  # 是否集中实训（实习）
    place: str | None  # 集中实训（实习）地点
    exam: str | None  # 考核方式
    teacher: str | None  # 任课教师
    remarks: str | None  # 备注


class TeachingScheduleItems(TypedDict, total=False):
    """教学进程总体安排: what may be sent."""

    id: int | None
    version: int | None
    year: int | None  # 学年
    term: str | None  # 学期
    school_class: str | None  # 班级
    plan: str | None  # 人才培养方案
    nth_term: int | None  # 执行学期
    course: str | None  # 课程
    weekly_hours: str | None  # 周学时
    first_week: int | None  # 起始周
    last_week: int | None  # 终止周
    hours: int | None  # 计划学时
    practice_hours: int | None  # 其中实践学时
    block: bool | None  # 是否集中实训（实习）
    place: str | None  # 集中实训（实习）地点
    exam: str | None  # 考核方式
    teacher: str | None  # 任课教师
    remarks: str | None  # 备注


class TeachingScheduleQuery(TypedDict, total=False):
    """教学进程总体安排: what lists are narrowed by."""

    sort: str
    year: str  # 学年
    term: str  # 学期
    school_class: str  # 班级
    plan: str  # 人才培养方案
    nth_term: str  # 执行学期
    course: str  # 课程
    type: str  # 课程分类
    attribute: str  # 课程属性
    weekly_hours: str  # 周学时
    first_week: str  # 起始周
    last_week: str  # 终止周
    hours: str  # 计划学时
    practice_hours: str  # 其中实践学时
    block: str  # 是否集中实训（实习）
    place: str  # 集中实训（实习）地点
    exam: str  # 考核方式
    teacher: str  # 任课教师
    remarks: str  # 备注


class TeachingScheduleForm(RecordForm[TeachingSchedule, TeachingScheduleItems]):
    """教学进程总体安排."""

    key = "teaching_schedule"

    def records(
        self, *, school: int | None = None, limit: int = 500, **asked: Unpack[TeachingScheduleQuery]
    ) -> Iterator[TeachingSchedule]:
        """All records that fit, fetched page by page."""
        return self._list(school, limit, asked)


class Timetable(TypedDict):
    """学期课程表: a record as it is read."""

    id: int
    version: int
    gaps: int
    updated_at: str
    year: int | None  # 学年
    term: str | None  # 学期
    number: str | None  # 课序号
    course: str | None  # 课程
    department: str | None  # 开课单位
    group: str | None  # 教学班名称
    school_class: str | None  # 上课班级
    teacher: str | None  # 任课教师
    weekday: str | None  # 星期
    first_period: int | None  # 开始节次
    periods: int | None  # 连续节数
    week_kind: str | None  # 周次类型
    first_week: int | None  # 起始周
    last_week: int | None  # 终止周
    place: str | None  # 上课地点
    training_base: str | None  # 校内实训基地
    campus: str | None  # 所在校区
    elective: bool | None  # 是否选修课
    planned: int | None  # 计划人数
    chosen: int | None  # 已选人数
    remarks: str | None  # 开课说明


class TimetableItems(TypedDict, total=False):
    """学期课程表: what may be sent."""

    id: int | None
    version: int | None
    year: int | None  # 学年
    term: str | None  # 学期
    number: str | None  # 课序号
    course: str | None  # 课程
    group: str | None  # 教学班名称
    school_class: str | None  # 上课班级
    teacher: str | None  # 任课教师
    weekday: str | None  # 星期
    first_period: int | None  # 开始节次
    periods: int | None  # 连续节数
    week_kind: str | None  # 周次类型
    first_week: int | None  # 起始周
    last_week: int | None  # 终止周
    place: str | None  # 上课地点
    training_base: str | None  # 校内实训基地
    campus: str | None  # 所在校区
    elective: bool | None  # 是否选修课
    planned: int | None  # 计划人数
    chosen: int | None  # 已选人数
    remarks: str | None  # 开课说明


class TimetableQuery(TypedDict, total=False):
    """学期课程表: what lists are narrowed by."""

    sort: str
    year: str  # 学年
    term: str  # 学期
    number: str  # 课序号
    course: str  # 课程
    department: str  # 开课单位
    group: str  # 教学班名称
    school_class: str  # 上课班级
    teacher: str  # 任课教师
    weekday: str  # 星期
    first_period: str  # 开始节次
    periods: str  # 连续节数
    week_kind: str  # 周次类型
    first_week: str  # 起始周
    last_week: str  # 终止周
    place: str  # 上课地点
    training_base: str  # 校内实训基地
    campus: str  # 所在校区
    elective: str  # 是否选修课
    planned: str  # 计划人数
    chosen: str  # 已选人数
    remarks: str  # 开课说明


class TimetableForm(RecordForm[Timetable, TimetableItems]):
    """学期课程表."""

    key = "timetable"

    def records(
        self, *, school: int | None = None, limit: int = 500, **asked: Unpack[TimetableQuery]
    ) -> Iterator[Timetable]:
        """All records that fit, fetched page by page."""
        return self._list(school, limit, asked)


class LessonLog(TypedDict):
    """实际授课情况: a record as it is read."""

    id: int
    version: int
    gaps: int
    updated_at: str
    year: int | None  # 学年
    term: str | None  # 学期
    held: str | None  # 授课日期
    first_period: int | None  # 开始节次
    periods: int | None  # 连续节数
    number: str | None  # 课序号
    course: str | None  # 课程
    school_class: str | None  # 上课班级
    teacher: str | None  # 实际授课教师
    status: str | None  # 授课状态
    mode: str | None  # 授课方式
    hours: str | float | None  # 实际课时
    practice_hours: str | float | None  # 其中实践课时
    place: str | None  # 授课地点
    content: str | None  # 授课内容
    expected: int | None  # 应到学生数
    present: int | None  # 实到学生数
    late: int | None  # 迟到早退人数
    absent: int | None  # 旷课人数
    homework: str | None  # 作业布置
    incident: bool | None  # 教学事故
    remarks: str | None  # 备注


class LessonLogItems(TypedDict, total=False):
    """实际授课情况: what may be sent."""

    id: int | None
    version: int | None
    year: int | None  # 学年
    term: str | None  # 学期
    held: str | None  # 授课日期
    first_period: int | None  # 开始节次
    periods: int | None  # 连续节数
    number: str | None  # 课序号
    course: str | None  # 课程
    school_class: str | None  # 上课班级
    teacher: str | None  # 实际授课教师
    status: str | None  # 授课状态
    mode: str | None  # 授课方式
    hours: str | None  # 实际课时
    practice_hours: str | None  # 其中实践课时
    place: str | None  # 授课地点
    content: str | None  # 授课内容
    expected: int | None  # 应到学生数
    present: int | None  # 实到学生数
    late: int | None  # 迟到早退人数
    absent: int | None  # 旷课人数
    homework: str | None  # 作业布置
    incident: bool | None  # 教学事故
    remarks: str | None  # 备注


class LessonLogQuery(TypedDict, total=False):
    """实际授课情况: what lists are narrowed by."""

    sort: str
    year: str  # 学年
    term: str  # 学期
    held: str  # 授课日期
    first_period: str  # 开始节次
    periods: str  # 连续节数
    number: str  # 课序号
    course: str  # 课程
    school_class: str  # 上课班级
    teacher: str  # 实际授课教师
    status: str  # 授课状态
    mode: str  # 授课方式
    hours: str  # 实际课时
    practice_hours: str  # 其中实践课时
    place: str  # 授课地点
    content: str  # 授课内容
    expected: str  # 应到学生数
    present: str  # 实到学生数
    late: str  # 迟到早退人数
    absent: str  # 旷课人数
    homework: str  # 作业布置
    incident: str  # 教学事故
    remarks: str  # 备注


class LessonLogForm(RecordForm[LessonLog, LessonLogItems]):
    """实际授课情况."""

    key = "lesson_log"

    def records(
        self, *, school: int | None = None, limit: int = 500, **asked: Unpack[LessonLogQuery]
    ) -> Iterator[LessonLog]:
        """All records that fit, fetched page by page."""
        return self._list(school, limit, asked)


class TrainingBaseUsage(TypedDict):
    """校内实习实训基地使用情况: a record as it is read."""

    id: int
    version: int
    gaps: int
    updated_at: str
    year: int | None  # 学年
    term: str | None  # 学期
    training_base: str | None  # 校内实训基地
    room: str | None  # 实训室
    used: str | None  # 使用日期
    first_period: int | None  # 开始节次
    periods: int | None  # 连续节数
    kind: str | None  # 用途
    course: str | None  # 课程
    school_class: str | None  # 班级
    project: str | None  # 实训项目
    partner: str | None  # 服务单位
    teacher: str | None  # 指导教师
    users: int | None  # 使用人数
    hours: str | float | None  # 使用学时
    cost: str | float | None  # 耗材费用
    condition: str | None  # 设备完好情况
    safety: bool | None  # 是否进行安全教育
    accident: bool | None  # 安全事故
    remarks: str | None  # 备注


class TrainingBaseUsageItems(TypedDict, total=False):
    """校内实习实训基地使用情况: what may be sent."""

    id: int | None
    version: int | None
    year: int | None  # 学年
    term: str | None  # 学期
    training_base: str | None  # 校内实训基地
    room: str | None  # 实训室
    used: str | None  # 使用日期
    first_period: int | None  # 开始节次
    periods: int | None  # 连续节数
    kind: str | None  # 用途
    course: str | None  # 课程
    school_class: str | None  # 班级
    project: str | None  # 实训项目
    partner: str | None  # 服务单位
    teacher: str | None  # 指导教师
    users: int | None  # 使用人数
    hours: str | None  # 使用学时
    cost: str | None  # 耗材费用
    condition: str | None  # 设备完好情况
    safety: bool | None  # 是否进行安全教育
    accident: bool | None  # 安全事故
    remarks: str | None  # 备注


class TrainingBaseUsageQuery(TypedDict, total=False):
    """校内实习实训基地使用情况: what lists are narrowed by."""

    sort: str
    year: str  # 学年
    term: str  # 学期
    training_base: str  # 校内实训基地
    room: str  # 实训室
    used: str  # 使用日期
    first_period: str  # 开始节次
    periods: str  # 连续节数
    kind: str  # 用途
    course: str  # 课程
    school_class: str  # 班级
    project: str  # 实训项目
    partner: str  # 服务单位
    teacher: str  # 指导教师
    users: str  # 使用人数
    hours: str  # 使用学时
    cost: str  # 耗材费用
    condition: str  # 设备完好情况
    safety: str  # 是否进行安全教育
    accident: str  # 安全事故
    remarks: str  # 备注


class TrainingBaseUsageForm(RecordForm[TrainingBaseUsage, TrainingBaseUsageItems]):
    """校内实习实训基地使用情况."""

    key = "training_base_usage"

    def records(
        self, *, school: int | None = None, limit: int = 500, **asked: Unpack[TrainingBaseUsageQuery]
    ) -> Iterator[TrainingBaseUsage]:
        """All records that fit, fetched page by page."""
        return self._list(school, limit, asked)


class TeachingQuality(TypedDict):
    """教学质量与评价: a record as it is read."""

    id: int
    version: int
    gaps: int
    updated_at: str
    year: int | None  # 学年
    term: str | None  # 学期
    number: str | None  # 评价编号
    name: str | None  # 评价名称
    kind: str | None  # 评价类型
    object: str | None  # 评价对象类型
    teacher: str | None  # 评价教师
    course: str | None  # 评价课程
    major: str | None  # 评价专业
    school_class: str | None  # 评价班级
    department: str | None  # 组织部门
    held: str | None  # 评价日期
    expected: int | None  # 应参评人数
    raters: int | None  # 参评人数
    score: str | float | None  # 评价得分
    grade: str | None  # 评价等级
    pass_rate: str | float | None  # 合格率
    problems: str | None  # 主要问题
    measures: str | None  # 改进措施
    done: str | None  # 整改完成日期
    report: list[dict[str, Any]] | None  # 评价报告


class TeachingQualityItems(TypedDict, total=False):
    """教学质量与评价: what may be sent."""

    id: int | None
    version: int | None
    year: int | None  # 学年
    term: str | None  # 学期
    number: str | None  # 评价编号
    name: str | None  # 评价名称
    kind: str | None  # 评价类型
    object: str | None  # 评价对象类型
    teacher: str | None  # 评价教师
    course: str | None  # 评价课程
    major: str | None  # 评价专业
    school_class: str | None  # 评价班级
    department: str | None  # 组织部门
    held: str | None  # 评价日期
    expected: int | None  # 应参评人数
    raters: int | None  # 参评人数
    score: str | None  # 评价得分
    grade: str | None  # 评价等级
    pass_rate: str | None  # 合格率
    problems: str | None  # 主要问题
    measures: str | None  # 改进措施
    done: str | None  # 整改完成日期


class TeachingQualityQuery(TypedDict, total=False):
    """教学质量与评价: what lists are narrowed by."""

    sort: str
    year: str  # 学年
    term: str  # 学期
    number: str  # 评价编号
    name: str  # 评价名称
    kind: str  # 评价类型
    object: str  # 评价对象类型
    teacher: str  # 评价教师
    course: str  # 评价课程
    major: str  # 评价专业
    school_class: str  # 评价班级
    department: str  # 组织部门
    held: str  # 评价日期
    expected: str  # 应参评人数
    raters: str  # 参评人数
    score: str  # 评价得分
    grade: str  # 评价等级
    pass_rate: str  # 合格率
    problems: str  # 主要问题
    measures: str  # 改进措施
    done: str  # 整改完成日期
    report: str  # 评价报告


class TeachingQualityForm(RecordForm[TeachingQuality, TeachingQualityItems]):
    """教学质量与评价."""

    key = "teaching_quality"

    def records(
        self, *, school: int | None = None, limit: int = 500, **asked: Unpack[TeachingQualityQuery]
    ) -> Iterator[TeachingQuality]:
        """All records that fit, fetched page by page."""
        return self._list(school, limit, asked)


class SchoolAward(TypedDict):
    """学校获奖: a record as it is read."""

    id: int
    version: int
    gaps: int
    updated_at: str
    year: int | None  # 学年
    number: str | None  # 获奖编号
    name: str | None  # 获奖名称
    kind: str | None  # 获奖类别
    level: str | None  # 获奖级别
    grade: str | None  # 获奖等级
    project: str | None  # 获奖项目
    awarded: str | None  # 获奖日期
    body: str | None  # 颁奖单位
    document: str | None  # 文号或证书编号
    rank: int | None  # 本校排名
    people: str | None  # 主要完成人
    participants: int | None  # 参与师生人数
    department: str | None  # 承担机构
    major: str | None  # 涉及专业
    prize: str | float | None  # 奖金金额
    remarks: str | None  # 备注
    certificate_scan: list[dict[str, Any]] | None  # 证书或文件


class SchoolAwardItems(TypedDict, total=False):
    """学校获奖: what may be sent."""

    id: int | None
    version: int | None
    year: int | None  # 学年
    number: str | None  # 获奖编号
    name: str | None  # 获奖名称
    kind: str | None  # 获奖类别
    level: str | None  # 获奖级别
    grade: str | None  # 获奖等级
    project: str | None  # 获奖项目
    awarded: str | None  # 获奖日期
    body: str | None  # 颁奖单位
    document: str | None  # 文号或证书编号
    rank: int | None  # 本校排名
    people: str | None  # 主要完成人
    participants: int | None  # 参与师生人数
    department: str | None  # 承担机构
    major: str | None  # 涉及专业
    prize: str | None  # 奖金金额
    remarks: str | None  # 备注


class SchoolAwardQuery(TypedDict, total=False):
    """学校获奖: what lists are narrowed by."""

    sort: str
    year: str  # 学年
    number: str  # 获奖编号
    name: str  # 获奖名称
    kind: str  # 获奖类别
    level: str  # 获奖级别
    grade: str  # 获奖等级
    project: str  # 获奖项目
    awarded: str  # 获奖日期
    body: str  # 颁奖单位
    document: str  # 文号或证书编号
    rank: str  # 本校排名
    people: str  # 主要完成人
    participants: str  # 参与师生人数
    department: str  # 承担机构
    major: str  # 涉及专业
    prize: str  # 奖金金额
    remarks: str  # 备注
    certificate_scan: str  # 证书或文件


class SchoolAwardForm(RecordForm[SchoolAward, SchoolAwardItems]):
    """学校获奖."""

    key = "school_award"

    def records(
        self, *, school: int | None = None, limit: int = 500, **asked: Unpack[SchoolAwardQuery]
    ) -> Iterator[SchoolAward]:
        """All records that fit, fetched page by page."""
        return self._list(school, limit, asked)


class SchoolProject(TypedDict):
    """学校项目: a record as it is read."""

    id: int
    version: int
    gaps: int
    updated_at: str
    number: str | None  # 项目编号
    name: str | None  # 项目名称
    kind: str | None  # 项目类别
    level: str | None  # 项目级别
    body: str | None  # 立项部门
    document: str | None  # 立项文号
    approved: str | None  # 立项日期
    started: str | None  # 建设开始日期
    planned_end: str | None  # 计划完成日期
    department: str | None  # 承担机构
    head: str | None  # 项目负责人
    major: str | None  # 涉及专业
    status: str | None  # 项目状态
    accepted: str | None  # 验收日期
    budget: str | float | None  # 计划总投入
    total: str | float | None  # 累计到位资金
    central: str | float | None  # 中央财政资金
    local: str | float | None  # 地方财政资金
    own: str | float | None  # 学校自筹资金
    other: str | float | None  # 企业及其他资金
    spent: str | float | None  # 累计支出
    students: int | None  # 受益学生数
    content: str | None  # 主要建设内容
    results: str | None  # 主要成果


class SchoolProjectItems(TypedDict, total=False):
    """学校项目: what may be sent."""

    id: int | None
    version: int | None
    number: str | None  # 项目编号
    name: str | None  # 项目名称
    kind: str | None  # 项目类别
    level: str | None  # 项目级别
    body: str | None  # 立项部门
    document: str | None  # 立项文号
    approved: str | None  # 立项日期
    started: str | None  # 建设开始日期
    planned_end: str | None  # 计划完成日期
    department: str | None  # 承担机构
    head: str | None  # 项目负责人
    major: str | None  # 涉及专业
    status: str | None  # 项目状态
    accepted: str | None  # 验收日期
    budget: str | None  # 计划总投入
    total: str | None  # 累计到位资金
    central: str | None  # 中央财政资金
    local: str | None  # 地方财政资金
    own: str | None  # 学校自筹资金
    other: str | None  # 企业及其他资金
    spent: str | None  # 累计支出
    students: int | None  # 受益学生数
    content: str | None  # 主要建设内容
    results: str | None  # 主要成果


class SchoolProjectQuery(TypedDict, total=False):
    """学校项目: what lists are narrowed by."""

    sort: str
    number: str  # 项目编号
    name: str  # 项目名称
    kind: str  # 项目类别
    level: str  # 项目级别
    body: str  # 立项部门
    document: str  # 立项文号
    approved: str  # 立项日期
    started: str  # 建设开始日期
    planned_end: str  # 计划完成日期
    department: str  # 承担机构
    head: str  # 项目负责人
    major: str  # 涉及专业
    status: str  # 项目状态
    accepted: str  # 验收日期
    budget: str  # 计划总投入
    total: str  # 累计到位资金
    central: str  # 中央财政资金
    local: str  # 地方财政资金
    own: str  # 学校自筹资金
    other: str  # 企业及其他资金
    spent: str  # 累计支出
    students: str  # 受益学生数
    content: str  # 主要建设内容
    results: str  # 主要成果


class SchoolProjectForm(RecordForm[SchoolProject, SchoolProjectItems]):
    """学校项目."""

    key = "school_project"

    def records(
        self, *, school: int | None = None, limit: int = 500, **asked: Unpack[SchoolProjectQuery]
    ) -> Iterator[SchoolProject]:
        """All records that fit, fetched page by page."""
        return self._list(school, limit, asked)


class QualityReport(TypedDict):
    """质量年报: a record as it is read."""

    id: int
    version: int
    gaps: int
    updated_at: str
    year: int | None  # 学年
    name: str | None  # 报告名称
    published: str | None  # 发布日期
    address: str | None  # 公开网址
    filed: bool | None  # 是否报送主管部门
    department: str | None  # 负责部门
    author: str | None  # 执笔人
    retention: str | float | None  # 在校生巩固率
    completion: str | float | None  # 毕业率
    basic_pass: str | float | None  # 文化课合格率
    skill_pass: str | float | None  # 专业技能合格率
    fitness_pass: str | float | None  # 体质测评合格率
    certificates: str | float | None  # 职业技能等级（资格）证书获取率
    graduates: int | None  # 毕业生数
    employment: str | float | None  # 毕业生就业率
    matching: str | float | None  # 对口就业率
    further: str | float | None  # 升学率
    income: str | float | None  # 初次就业月收入
    student_satisfaction: str | float | None  # 学生满意度
    parent_satisfaction: str | float | None  # 家长满意度
    employer_satisfaction: str | float | None  # 雇主满意度
    remarks: str | None  # 备注
    full_text: list[dict[str, Any]] | None  # 报告全文


class QualityReportItems(TypedDict, total=False):
    """质量年报: what may be sent."""

    id: int | None
    version: int | None
    year: int | None  # 学年
    name: str | None  # 报告名称
    published: str | None  # 发布日期
    address: str | None  # 公开网址
    filed: bool | None  # 是否报送主管部门
    department: str | None  # 负责部门
    author: str | None  # 执笔人
    retention: str | None  # 在校生巩固率
    completion: str | None  # 毕业率
    basic_pass: str | None  # 文化课合格率
    skill_pass: str | None  # 专业技能合格率
    fitness_pass: str | None  # 体质测评合格率
    certificates: str | None  # 职业技能等级（资格）证书获取率
    graduates: int | None  # 毕业生数
    employment: str | None  # 毕业生就业率
    matching: str | None  # 对口就业率
    further: str | None  # 升学率
    income: str | None  # 初次就业月收入
    student_satisfaction: str | None  # 学生满意度
    parent_satisfaction: str | None  # 家长满意度
    employer_satisfaction: str | None  # 雇主满意度
    remarks: str | None  # 备注


class QualityReportQuery(TypedDict, total=False):
    """质量年报: what lists are narrowed by."""

    sort: str
    year: str  # 学年
    name: str  # 报告名称
    published: str  # 发布日期
    address: str  # 公开网址
    filed: str  # 是否报送主管部门
    department: str  # 负责部门
    author: str  # 执笔人
    retention: str  # 在校生巩固率
    completion: str  # 毕业率
    basic_pass: str  # 文化课合格率
    skill_pass: str  # 专业技能合格率
    fitness_pass: str  # 体质测评合格率
    certificates: str  # 职业技能等级（资格）证书获取率
    graduates: str  # 毕业生数
    employment: str  # 毕业生就业率
    matching: str  # 对口就业率
    further: str  # 升学率
    income: str  # 初次就业月收入
    student_satisfaction: str  # 学生满意度
    parent_satisfaction: str  # 家长满意度
    employer_satisfaction: str  # 雇主满意度
    remarks: str  # 备注
    full_text: str  # 报告全文


class QualityReportForm(RecordForm[QualityReport, QualityReportItems]):
    """质量年报."""

    key = "quality_report"

    def records(
        self, *, school: int | None = None, limit: int = 500, **asked: Unpack[QualityReportQuery]
    ) -> Iterator[QualityReport]:
        """All records that fit, fetched page by page."""
        return self._list(school, limit, asked)



class TeachingModule:
    """Forms of 教学管理."""

    def __init__(self, transport: Transport) -> None:
        #: 专业人才培养方案
        self.training_plan = TrainingPlanForm(transport)
        #: 专业教师
        self.major_teacher = MajorTeacherForm(transport)
        #: 教材信息
        self.textbook = TextbookForm(transport)
        #: 课程信息
        self.course = CourseForm(transport)
        #: 课程标准
        self.course_standard = CourseStandardForm(transport)
        #: 教学运行基础信息设置
        self.term_settings = TermSettingsForm(transport)
        #: 教学进程总体安排
        self.teaching_schedule = TeachingScheduleForm(transport)
        #: 学期课程表
        self.timetable = TimetableForm(transport)
        #: 实际授课情况
        self.lesson_log = LessonLogForm(transport)
        #: 校内实习实训基地使用情况
        self.training_base_usage = TrainingBaseUsageForm(transport)
        #: 教学质量与评价
        self.teaching_quality = TeachingQualityForm(transport)
        #: 学校获奖
        self.school_award = SchoolAwardForm(transport)
        #: 学校项目
        self.school_project = SchoolProjectForm(transport)
        #: 质量年报
        self.quality_report = QualityReportForm(transport)
