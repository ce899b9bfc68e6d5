"""教学管理 / 课程建设 / 课程标准."""

from zhijiao.filing.declare import (
    Code,
    Codes,
    Count,
    Date,
    Declaration,
    File,
    Flag,
    LongText,
    Number,
    Record,
    Ref,
    Text,
    YearNo,
)


class CourseStandard(Record):
    """教学管理 / 课程建设 / 课程标准: the standard a course is taught by, national or the school's own."""

    number = Text(
        "标准编号",
        max_length=20,
        note="学校自编，不重复",
        example="BZ0101",
        source="项目扩展",
    )
    name = Text(
        "标准名称",
        max_length=80,
        search=True,
        note="与发布文件一致",
        example="《计算机网络技术》课程标准",
        source="教职成〔2019〕13号",
    )
    course = Ref(
        "课程",
        "teaching.Course",
        note="填课程号，须先在“课程信息”中录入",
        example="KC0101",
        source="教职成〔2019〕13号",
    )
    origin = Code(
        "标准来源",
        "course_standard_source",
        note="执行国家课程标准的选“国家标准”，学校制订的选“校本标准”",
        example="校本课程标准",
        source="教职成〔2019〕13号",
    )
    major = Ref(
        "适用专业",
        "general.Major",
        blank=True,
        note="填本校专业编号，公共基础课不填",
        example="01",
        source="教职成〔2019〕13号",
    )
    grade = YearNo(
        "适用年级",
        note="按入学年份填写，几个年级通用的填最早的一级",
        example=2020,
        source="教职成〔2019〕13号",
    )
    edition = Text(
        "版本",
        max_length=20,
        note="以审定年份作版本，如2020版，修订的另起一条",
        example="2020版",
        source="项目扩展",
    )
    hours = Count(
        "学时",
        unit="学时",
        min=1,
        note="应等于“课程信息”的总学时",
        example=72,
        source="JY/T 1005-2012 ZZJX0102 ZXS",
    )
    credits = Number(
        "学分",
        digits=6,
        places=1,
        min=0,
        unit="学分",
        max=60,
        note="应等于“课程信息”的学分",
        example=4,
        source="JY/T 1005-2012 ZZJX0102 XF",
    )
    goal = LongText(
        "课程目标",
        note="三百字以内，含素质、知识、能力目标",
        example="能规划、组建和维护小型局域网，养成规范操作和安全用网的习惯",
        source="教职成〔2019〕13号",
    )
    content = LongText(
        "主要内容与要求",
        note="按项目或单元列出，写明学时分配",
        example="网络基础知识12学时；综合布线20学时；局域网组建24学时；网络安全16学时",
        source="教职成〔2019〕13号",
    )
    exams = Codes(
        "考核方式",
        "exam_manner",
        note="标准规定的方式都选上，以操作为主的至少选“操作”",
        example="笔试、操作",
        source="JY/T 1001-2012 KSFS",
    )
    rules = LongText(
        "考核办法",
        note="写明过程性与终结性考核的比例",
        example="过程性考核占60%，期末技能操作和笔试各占20%",
        source="教职成〔2019〕13号",
    )
    continuous = Number(
        "过程性考核占比",
        digits=6,
        places=1,
        min=0,
        unit="%",
        max=100,
        note="平时作业、项目操作等过程性考核在总评中所占的百分比，没有的填0",
        example=60,
        source="教职成〔2019〕13号",
    )
    certificate = Text(
        "对接职业标准或证书",
        max_length=100,
        blank=True,
        note="对接的国家职业标准、职业技能等级标准名称",
        example="网络系统建设与运维（初级）",
        source="教职成〔2019〕6号",
    )
    values = Flag(
        "是否融入思政元素",
        note="标准中明确课程思政要求的选“是”",
        example="是",
        source="教职成〔2019〕13号",
    )
    partners = Text(
        "企业参与制订人员",
        max_length=120,
        blank=True,
        note="姓名和单位，用顿号分隔，没有的不填",
        example="李强（云州机电设备有限公司）",
        source="教职成〔2019〕13号",
    )
    author = Ref(
        "主要制订人",
        "general.Teacher",
        note="填工号；第一执笔人，其他人写在备注",
        example="js002",
        source="项目扩展",
    )
    approved = Date(
        "审定日期",
        before="today",
        note="教学工作委员会或党组织会议审定通过的日期",
        example="2020-07-05",
        source="教职成〔2019〕13号",
    )
    active = Flag(
        "是否现行有效",
        note="被新版替代的选“否”",
        example="是",
        source="项目扩展",
    )
    remarks = LongText(
        "备注",
        blank=True,
        note="需要说明的情况",
        source="项目扩展",
    )

    full_text = File(
        "标准全文",
        accepts=("pdf", "docx"),
        most=1,
        blank=True,
        note="审定的课程标准全文，封面写明审定日期",
        source="项目扩展",
    )

    class Meta:
        verbose_name = "课程标准"

    class Filing(Declaration):
        key = ["number"]
        title = ["name"]
        listing = ["number", "name", "course", "origin", "major", "grade", "approved", "active"]
        filters = ["name", "course", "origin", "major", "grade", "active"]
        sections = {
            "标准": "number",
            "目标与内容": "goal",
            "考核": "exams",
            "制订与审定": "certificate",
            "状态": "active",
        }
