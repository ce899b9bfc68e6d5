"""综合信息 / 学生信息 / 学生奖励."""

from zhijiao.filing.declare import (
    Code,
    Date,
    Declaration,
    Lookup,
    Money,
    Record,
    Ref,
    RequiredIf,
    RowCheck,
    Text,
    YearNo,
)
from zhijiao.modules.general import judgements

MONEY = "3"
TEAM = "1"


class StudentAward(Record):
    """综合信息 / 学生信息 / 学生奖励: prizes and honours of students (JY/T 1002 JCXS0204).

    Scholarships are money of the state or the school and stand in 学生奖助信息.
    """

    student = Ref(
        "学生",
        "general.Student",
        note="填学号；集体奖项的每名获奖学生各填一条；奖学金填“学生奖助信息”",
        example="2020010101",
        source="JY/T 1005-2012 ZZXS0101 XH",
    )
    school_class = Lookup(
        "所在班级",
        "student.school_class",
        note="读取“学生学籍信息”，在那里修改",
        source="JY/T 1002-2012 JCXS0201 SZBH",
    )
    name = Text(
        "奖励名称",
        max_length=80,
        search=True,
        note="证书或表彰文件上的名称，含届次和赛项",
        example="2021年云州市中职学生技能大赛网络搭建赛项",
        source="JY/T 1002-2012 JCXS0204 JLMC",
    )
    level = Code(
        "奖励级别",
        "award_level",
        note="按颁奖单位的级别选择，班级和系部的奖不填",
        example="地级教育行政部门",
        source="JY/T 1002-2012 JCXS0204 JLJBM",
    )
    grade = Code(
        "奖励等级",
        "award_grade",
        note="证书上的等级，三好学生等荣誉和不分等级的选“未评等级”",
        example="二等",
        source="JY/T 1002-2012 JCXS0204 JLDJM",
    )
    kind = Code(
        "获奖类别",
        "student_award_kind",
        note="技能大赛、学科竞赛选“学科获奖”，三好学生、优秀毕业生选“综合获奖”，学生干部选“社会工作获奖”",
        example="学科获奖",
        source="JY/T 1002-2012 JCXS0204 HJLBM",
    )
    subject = Code(
        "奖励类型",
        "award_subject",
        note="团体赛和集体荣誉选“集体”，个人荣誉称号选“个人综合”，个人比赛选“个人单项”",
        example="个人单项",
        source="JY/T 1002-2012 JCXS0204 JLLXM",
    )
    manner = Code(
        "奖励方式",
        "award_form",
        note="授予三好学生等称号的选“荣誉称号”，发奖状的选“奖状”，同时发奖金的选“奖金”",
        example="奖状",
        source="JY/T 1002-2012 JCXS0204 JLFSM",
    )
    honour = Code(
        "荣誉称号",
        "honour_title",
        blank=True,
        note="奖励方式为荣誉称号且表中有的填写，如三好学生、优秀学生干部、优秀共青团员",
        source="GB/T 8563.2-2005",
    )
    issuer = Text(
        "颁奖单位",
        max_length=60,
        note="证书上盖章的单位全称，校级奖填本校全称",
        example="云州市教育局",
        source="JY/T 1002-2012 JCXS0204 BJDW",
    )
    awarded = Date(
        "获奖日期",
        before="today",
        note="证书或表彰文件的落款日期，只有年月的填当月1日",
        example="2021-05-20",
        source="JY/T 1002-2012 JCXS0204 JLXND",
    )
    award_year = YearNo(
        "奖励学年度",
        min=1990,
        note="获奖日期所在学年的起始年份，2020年9月至2021年8月填2020",
        example=2020,
        source="JY/T 1002-2012 JCXS0204 JLXND",
    )
    document = Text(
        "奖励文号",
        max_length=40,
        blank=True,
        note="获奖的正式文号，无正式文号不填",
        example="云市教职成〔2021〕18号",
        source="JY/T 1002-2012 JCXS0204 JLWH",
    )
    team = Text(
        "团队成员",
        max_length=120,
        blank=True,
        note="集体奖项按证书顺序写全部成员姓名，用顿号分隔；人数多的写队名",
        source="项目扩展",
    )
    coach = Ref(
        "指导教师",
        "general.Teacher",
        blank=True,
        note="填工号；证书上署名的第一指导教师，荣誉称号不填",
        example="js002",
        source="项目扩展",
    )
    amount = Money(
        "奖励金额",
        max=1_000_000,
        blank=True,
        note="发给本人的奖金，奖励方式为奖金的须填，实物不折算",
        example=500,
        source="JY/T 1002-2012 JCXS0204 JLJE",
    )
    reason = Text(
        "奖励原因",
        max_length=100,
        blank=True,
        note="主要表现或成绩，一两句话",
        example="网络搭建与应用赛项总分第三名",
        source="JY/T 1002-2012 JCXS0204 JLYY",
    )

    class Meta:
        verbose_name = "学生奖励"

    class Filing(Declaration):
        key = ["student", "name", "awarded"]
        listing = ["student", "school_class", "name", "level", "grade", "kind", "awarded"]
        filters = ["student", "school_class", "name", "level", "grade", "kind", "awarded"]
        ordering = ["-awarded", "student"]
        sections = {
            "奖励": "student",
            "颁奖": "issuer",
            "团队与指导": "team",
            "奖金与原因": "amount",
        }
        checks = [
            RequiredIf("amount", "manner", equals=MONEY),
            RequiredIf("team", "subject", equals=TEAM),
            RowCheck(
                ["awarded", "award_year"],
                judgements.in_school_year,
                "与获奖日期所在的学年不一致",
                "学年从9月1日算起，请核对获奖日期",
            ),
        ]
