"""产教融合 / 现代学徒制 / 试点运行情况 / 教学情况."""

from zhijiao.filing.declare import (
    AnnualRecord,
    Codes,
    Count,
    Declaration,
    Flag,
    LongText,
    Lookup,
    Money,
    NotLess,
    Ref,
)


class ApprenticeshipTeaching(AnnualRecord):
    """产教融合 / 现代学徒制 / 试点运行情况 / 教学情况: how a pilot was taught in a school year."""

    pilot = Ref(
        "试点",
        "industry.ApprenticeshipPilot",
        note="填试点编号；本学年有学徒在学的试点都要填",
        example="XT01",
        source="填报指南 第三部分",
    )
    major = Lookup(
        "试点专业", "pilot.major", note="读取“现代学徒制试点基本信息”的试点专业", source="项目扩展"
    )
    classes = Count(
        "班级数",
        unit="个",
        note="本学年在校的学徒班，班级类型应为“现代学徒制班”",
        example=1,
        source="教职成〔2014〕9号",
    )
    apprentices = Count(
        "在学学徒数",
        unit="人",
        min=1,
        note="学年初在籍且签有学徒协议的学生",
        example=40,
        source="教职成〔2014〕9号",
    )
    joint_plan = Flag(
        "是否共同制订人才培养方案",
        note="校企共同论证并发布的选“是”",
        example="是",
        source="教职成〔2014〕9号",
    )
    hours = Count(
        "总学时",
        unit="学时",
        min=1,
        note="按人才培养方案本学年应完成的学时，学校和企业课程合计",
        example=1100,
        source="教职成〔2019〕13号",
    )
    company_hours = Count(
        "其中企业课程学时",
        unit="学时",
        note="在企业由师傅授课或带教的学时，包含在总学时内，没有的填0",
        example=480,
        source="教职成〔2014〕9号",
    )
    weeks = Count(
        "在企业学习周数",
        unit="周",
        max=52,
        note="本学年在企业学习和工作的周数，没有的填0",
        example=16,
        source="教职成〔2014〕9号",
    )
    school_tutors = Count(
        "学校导师数",
        unit="人",
        note="承担学徒课程的本校专任教师",
        example=6,
        source="教职成〔2014〕9号",
    )
    mentors = Count(
        "企业师傅数",
        unit="人",
        note="企业正式聘任的师傅，有聘书的计入",
        example=10,
        source="教职成〔2014〕9号",
    )
    allowance = Money(
        "师傅带徒津贴",
        unit="元/月",
        note="企业或学校发给每名师傅的月平均津贴，没有的填0",
        example=300,
        source="教职成〔2014〕9号",
    )
    wage = Money(
        "学徒月平均报酬",
        unit="元/月",
        note="企业发给学徒的月平均报酬，没有的填0",
        example=1500,
        source="教职成〔2014〕9号",
    )
    insured = Flag(
        "是否为学徒购买保险",
        note="工伤保险或实习责任保险，全部学徒已购的选“是”",
        example="是",
        source="教职成〔2014〕9号",
    )
    agreements = Flag(
        "是否签订三方协议",
        note="学徒（未满18周岁的含监护人）、学校、企业三方协议全部签订的选“是”",
        example="是",
        source="教职成〔2014〕9号",
    )
    assessment = Codes(
        "考核评价方式",
        "apprenticeship_assessment",
        note="可多选，以人才培养方案和考核办法为准",
        example="校企共同考核、职业技能等级评价",
        source="教职成〔2014〕9号",
    )
    passed = Count(
        "考核合格学徒数",
        unit="人",
        note="本学年按考核办法评定为合格及以上的学徒，没有组织考核的填0",
        example=38,
        source="教职成〔2014〕9号",
    )
    fund = Money(
        "教学经费支出",
        unit="万元",
        note="本学年用于学徒制教学的支出，没有的填0",
        example=12,
        source="项目扩展",
    )
    remarks = LongText(
        "备注",
        blank=True,
        note="学徒中途退出、企业调整等情况",
        source="项目扩展",
    )

    class Meta:
        verbose_name = "现代学徒制试点教学情况"

    class Filing(Declaration):
        key = ["pilot"]
        listing = ["year", "pilot", "major", "classes", "apprentices", "mentors", "company_hours", "fund"]
        filters = ["pilot", "joint_plan", "insured", "agreements"]
        follows = "pilot"
        sections = {
            "试点": "pilot",
            "课程与学时": "joint_plan",
            "导师": "school_tutors",
            "保障": "allowance",
            "考核与经费": "assessment",
        }
        checks = [
            NotLess("hours", "company_hours"),
            NotLess("apprentices", "classes", "班级数多于在学学徒数", "请核对班级数与学徒数"),
        ]
