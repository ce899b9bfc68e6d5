"""教学管理 / 课程建设 / 课程信息."""

from zhijiao.filing.declare import (
    Code,
    Count,
    Declaration,
    Flag,
    LongText,
    Money,
    Number,
    Record,
    Ref,
    RequiredIf,
    RowCheck,
    SumOf,
    Text,
)
from zhijiao.modules.teaching import judgements


class Course(Record):
    """教学管理 / 课程建设 / 课程信息: courses that the school teaches.

    Class A is theory alone, B both, C practice alone; B and C have projects, on which internships depend (guide).
    """

    number = Text(
        "课程号",
        max_length=20,
        note="学校自编，全校不重复，课程表、教学进程用它引用",
        example="KC0101",
        source="JY/T 1005-2012 ZZJX0102 KCH",
    )
    name = Text(
        "课程名称",
        max_length=60,
        search=True,
        note="与人才培养方案一致，国家规定的公共基础课用统一名称",
        example="计算机网络技术",
        source="JY/T 1005-2012 ZZJX0102 KCMC",
    )
    english_name = Text(
        "课程英文名",
        max_length=100,
        blank=True,
        note="与人才培养方案或成绩单用的译名一致，没有的不填",
        example="Computer Networks",
        source="JY/T 1005-2012 ZZJX0102 KCYWM",
    )
    other_name = Text(
        "课程别名",
        max_length=60,
        blank=True,
        note="校内习惯叫法，没有的不填",
        example="网络基础",
        source="JY/T 1005-2012 ZZJX0102 KCBM",
    )
    type = Code(
        "课程分类",
        "course_type",
        note="按人才培养方案分公共基础课和专业（技能）课",
        example="专业核心课",
        source="教职成〔2019〕13号",
    )
    old_type = Code(
        "2012标准课程分类",
        "course_category_jyt1005",
        blank=True,
        note="与旧系统交换数据时用，由课程分类对应",
        example="专业课",
        source="JY/T 1005-2012 ZZJX0303 KCFLM",
    )
    abc = Code(
        "课程A/B/C类",
        "course_abc_class",
        note="没有实践学时的选A类，有理论有实践的选B类，全部实践的选C类；B、C类须编辑实践项目才能安排实习",
        example="B类（理论+实践课）",
        source="填报指南 第三部分",
    )
    attribute = Code(
        "课程属性",
        "course_attribute",
        note="必修、限选、任选，实习实训课选“实践”",
        example="必修",
        source="JY/T 1005-2012 ZZJX0303 KCSXM",
    )
    core = Flag(
        "是否专业核心课程",
        note="人才培养方案列为专业核心课程的选“是”",
        example="是",
        source="JY/T 1005-2012 ZZJX0303 SFHXKC",
    )
    ideology = Flag(
        "是否思想政治课程",
        note="思想政治四门必修课和列入思想政治的选修课选“是”，“思政课程”由此汇总",
        example="否",
        source="中等职业学校思想政治课程标准（2020年版）",
    )
    major = Ref(
        "面向专业",
        "general.Major",
        blank=True,
        note="填本校专业编号；公共基础课和几个专业通用的不填",
        example="01",
        source="JY/T 1005-2012 ZZJX0301 JHZYMC",
    )
    department = Ref(
        "开课单位",
        "general.Department",
        note="负责该课程教学的系部或教研组，填机构号",
        example="03",
        source="JY/T 1005-2012 ZZJX0102 KKDW",
    )
    credits = Number(
        "学分",
        digits=6,
        places=1,
        min=0,
        unit="学分",
        max=60,
        note="保留一位小数，如2.5",
        example=4,
        source="JY/T 1005-2012 ZZJX0102 XF",
    )
    hours = Count(
        "总学时",
        unit="学时",
        min=1,
        note="等于理论、实践与其他学时之和",
        example=72,
        source="JY/T 1005-2012 ZZJX0102 ZXS",
    )
    theory_hours = Count(
        "理论学时",
        unit="学时",
        note="课堂讲授、讨论的学时，C类课程填0",
        example=40,
        source="JY/T 1005-2012 ZZJX0102 LLXS",
    )
    practice_hours = Count(
        "实践学时",
        unit="学时",
        note="没有的填0；A类课程填0",
        example=28,
        source="JY/T 1005-2012 ZZJX0102 SJXS",
    )
    other_hours = Count(
        "其他学时",
        unit="学时",
        note="考试、机动等，没有的填0",
        example=4,
        source="JY/T 1005-2012 ZZJX0102 QTXS",
    )
    fee = Money(
        "课程费用",
        blank=True,
        digits=10,
        note="本课程向学生另外收取的材料、工具等费用，每生合计，不收的填0",
        example=0,
        source="JY/T 1005-2012 ZZJX0102 KCFY",
    )
    projects = LongText(
        "实践项目",
        blank=True,
        note="B、C类必填，每行一个项目，依次写名称、学时、地点，用逗号分开；学时合计等于实践学时，实习项目由此引用",
        example="双绞线制作与测试，8学时，网络实训室；小型局域网组建，20学时，网络实训室",
        source="填报指南 第三部分",
    )
    exam = Code(
        "考试形式",
        "exam_form",
        note="考试按百分制计入学业成绩，考查按等级评定",
        example="考试",
        source="JY/T 1005-2012 ZZJX0102 KSXS",
    )
    mode = Code(
        "授课方式",
        "teaching_mode",
        note="以主要方式为准，理实一体的选“面授讲课”",
        example="面授讲课",
        source="JY/T 1005-2012 ZZJX0102 SKFSM",
    )
    textbook = Ref(
        "使用教材",
        "teaching.Textbook",
        blank=True,
        note="填教材号，须先在“教材信息”中录入；没有教材的写在备注",
        example="JC0001",
        source="JY/T 1005-2012 ZZJX0402 JCDM",
    )
    head = Ref(
        "课程负责人",
        "general.Teacher",
        note="填工号；主持课程建设和标准制订的教师",
        example="js002",
        source="项目扩展",
    )
    prerequisites = Text(
        "先修课程名称",
        max_length=100,
        blank=True,
        note="课程名称，用顿号分隔",
        example="计算机基础",
        source="JY/T 1005-2012 ZZJX0303 YXKC",
    )
    level = Code(
        "课程级别",
        "course_level",
        blank=True,
        note="以精品课程立项文件的最高级别为准，没有立项的不填",
        source="JY/T 1001-2012 KCJB",
    )
    company = Flag(
        "是否校企共同开发",
        note="企业人员参与制订标准或授课的选“是”",
        example="是",
        source="教职成〔2018〕1号",
    )
    certificate = Flag(
        "是否课证融通",
        note="内容覆盖职业技能等级证书标准的选“是”",
        example="是",
        source="教职成〔2019〕6号",
    )
    certificate_name = Text(
        "对接证书名称",
        max_length=100,
        blank=True,
        note="是否课证融通为“是”时填写，写证书全称和等级",
        example="网络系统建设与运维（初级）",
        source="教职成〔2019〕6号",
    )
    online = Flag(
        "是否有线上课程",
        blank=True,
        note="有可供本校学生在线学习的完整课程的选“是”，资源填在“数字化教学资源”",
        example="否",
        source="项目扩展",
    )
    summary = LongText(
        "课程介绍",
        blank=True,
        note="两百字以内，写教学目标和主要内容",
        source="JY/T 1005-2012 ZZJX0102 KCJS",
    )
    books = Text(
        "参考书目",
        max_length=200,
        blank=True,
        note="主要参考书，没有的不填",
        source="JY/T 1005-2012 ZZJX0102 CKSM",
    )
    in_use = Flag(
        "是否在用",
        note="不再开设的选“否”",
        example="是",
        source="项目扩展",
    )

    class Meta:
        verbose_name = "课程信息"

    class Filing(Declaration):
        key = ["number"]
        title = ["name"]
        listing = ["number", "name", "type", "abc", "major", "hours", "practice_hours", "textbook", "in_use"]
        filters = ["number", "name", "type", "abc", "attribute", "major", "department", "in_use"]
        sections = {
            "课程": "number",
            "学分与学时": "credits",
            "实践项目": "projects",
            "教学与考核": "exam",
            "建设": "level",
            "说明": "summary",
        }
        checks = [
            SumOf("hours", ["theory_hours", "practice_hours", "other_hours"]),
            RequiredIf("projects", "abc", equals=("B", "C")),
            RowCheck(
                ["abc", "theory_hours", "practice_hours"],
                judgements.hours_as_the_class_says,
                "与A/B/C类不符：A类没有实践学时，B类两种都有，C类没有理论学时",
                "请核对课程的A/B/C类和理论、实践学时",
            ),
            judgements.PracticeProjects(),
            RequiredIf("certificate_name", "certificate", equals=True),
        ]
