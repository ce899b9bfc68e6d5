"""职业培训 / 学历继续教育."""

from zhijiao.filing.declare import (
    AnnualRecord,
    Code,
    Count,
    Date,
    Declaration,
    Flag,
    LongText,
    Money,
    NotLess,
    Number,
    Ref,
    RequiredIf,
    Text,
)


class ContinuingEducation(AnnualRecord):
    """职业培训 / 学历继续教育: programmes of adult higher and secondary education held at the school, one row per
    programme and year.
    """

    number = Text(
        "办学编号",
        max_length=20,
        note="学校自编，本学年内不重复；同一专业各学年用同一编号",
        example="JX2020001",
        source="项目扩展",
    )
    partner = Text(
        "合作（主办）院校",
        max_length=100,
        search=True,
        note="颁发毕业证书的院校全称；本校主办的填本校名称",
        example="云岭开放大学",
        source="项目扩展",
    )
    partner_kind = Code(
        "主办院校类别",
        "partner_school_kind",
        note="看主办院校的办学许可，不看在本校的办学层次",
        example="开放大学或成人高校",
        source="项目扩展",
    )
    role = Code(
        "本校角色",
        "continuing_role",
        note="以批准或备案文件上的名称为准",
        example="学习中心",
        source="项目扩展",
    )
    teaching_form = Code(
        "办学形式",
        "continuing_form",
        note="以主办院校招生简章上的学习形式为准",
        example="开放教育",
        source="GB/T 14946.1-2009 XXXS",
    )
    level = Code(
        "学历层次",
        "continuing_level",
        note="毕业证书上的层次，几个层次分行填报",
        example="高中起点专科",
        source="项目扩展",
    )
    approval = Text(
        "批准文号",
        max_length=40,
        blank=True,
        note="设立教学点、学习中心的批准或备案文号",
        example="云教高〔2017〕9号",
        source="项目扩展",
    )
    approved = Date(
        "批准日期",
        before="today",
        blank=True,
        note="批准或备案文件的落款日期",
        example="2017-03-20",
        source="项目扩展",
    )
    programme = Text(
        "专业名称",
        max_length=60,
        note="主办院校公布的专业全称，不用本校专业名称",
        example="计算机应用技术",
        source="项目扩展",
    )
    programme_code = Text(
        "专业代码",
        max_length=10,
        blank=True,
        note="主办院校公布的专业代码，没有公布的不填",
        example="510201",
        source="项目扩展",
    )
    length = Number(
        "学制",
        digits=3,
        places=1,
        min=0.5,
        max=8,
        unit="年",
        note="招生简章公布的最低修业年限",
        example=2.5,
        source="项目扩展",
    )
    entrants = Count(
        "当年招生数",
        unit="人",
        note="本学年录取并注册的人数，没有的填0",
        example=35,
        source="教育事业统计报表制度",
    )
    students = Count(
        "在读学生数",
        unit="人",
        note="学年初在籍的各年级学生，没有的填0",
        example=82,
        source="教育事业统计报表制度",
    )
    staff = Count(
        "其中本校教职工",
        unit="人",
        note="在读学生中本校教职工人数，没有的填0",
        example=3,
        source="项目扩展",
    )
    alumni = Count(
        "其中本校毕业生",
        unit="人",
        note="在读学生中本校中职毕业生人数，没有的填0",
        example=46,
        source="项目扩展",
    )
    graduates = Count(
        "当年毕业生数",
        unit="人",
        note="本学年取得毕业证书的人数，没有的填0",
        example=28,
        source="教育事业统计报表制度",
    )
    teachers = Count(
        "授课教师数",
        unit="人",
        note="本学年在本校教学点授课的教师，含主办院校派来的和外聘的",
        example=9,
        source="项目扩展",
    )
    fee = Money(
        "收费标准",
        unit="元/学年",
        note="物价部门核定或备案的每生每学年学费",
        example=2600,
        source="项目扩展",
    )
    income = Money(
        "当年收入",
        unit="万元",
        note="本校分成后实际到账的金额，没有的填0",
        example=10.5,
        source="项目扩展",
    )
    head = Ref(
        "办学负责人",
        "general.Teacher",
        note="填工号；负责教学点日常管理的人",
        example="js002",
        source="项目扩展",
    )
    open = Flag(
        "是否继续招生",
        note="下一学年仍招生的选“是”，停招、只带老生的选“否”",
        example="是",
        source="项目扩展",
    )
    remarks = LongText(
        "备注",
        blank=True,
        note="停招、转学、整改等需要说明的情况",
        source="项目扩展",
    )

    class Meta:
        verbose_name = "学历继续教育"

    class Filing(Declaration):
        key = ["number"]
        title = ["programme", "partner"]
        listing = ["number", "partner", "role", "level", "programme", "entrants", "students", "graduates"]
        filters = ["number", "partner", "role", "teaching_form", "level", "open"]
        sections = {
            "办学": "number",
            "专业": "programme",
            "规模": "entrants",
            "师资与收费": "teachers",
        }
        checks = [
            NotLess("students", "staff"),
            NotLess("students", "alumni"),
            RequiredIf("approval", "role", unless="1"),
        ]
