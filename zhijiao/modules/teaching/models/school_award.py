"""教学管理 / 学校获奖."""

from zhijiao.filing.declare import (
    AnnualRecord,
    Code,
    Count,
    Date,
    Declaration,
    File,
    LongText,
    Money,
    Ref,
    RequiredIf,
    Text,
    WithinPeriod,
)


class SchoolAward(AnnualRecord):
    """教学管理 / 学校获奖: awards to the school and its teams; those of single persons stand with them."""

    number = Text(
        "获奖编号",
        max_length=20,
        note="学校自编，本学年内不重复",
        example="HJ001",
        source="项目扩展",
    )
    name = Text(
        "获奖名称",
        max_length=100,
        search=True,
        note="证书或文件上的全称，含届次",
        example="云岭省职业教育教学成果奖",
        source="JY/T 1002-2012 JCXS0204 JLMC",
    )
    kind = Code(
        "获奖类别",
        "school_award_kind",
        note="颁给个人的奖填在“教师获奖与荣誉”“学生奖励”，这里只填学校和团体的",
        example="教学成果奖",
        source="项目扩展",
    )
    level = Code(
        "获奖级别",
        "award_level",
        note="按颁奖单位的级别选择，协会学会的奖选“其他”",
        example="省（自治区、直辖市）级",
        source="JY/T 1001-2012 JB",
    )
    grade = Code(
        "获奖等级",
        "award_grade",
        note="不分等级的选“未评等级”",
        example="二等",
        source="JY/T 1001-2012 JLDJ",
    )
    project = Text(
        "获奖项目",
        max_length=100,
        blank=True,
        note="获奖的成果、赛项名称；教学成果、科研成果和大赛团体奖必填，荣誉称号不填",
        example="中职机电类专业“厂中校”培养模式的实践",
        source="项目扩展",
    )
    awarded = Date(
        "获奖日期",
        before="today",
        note="证书或文件的落款日期，须在所填学年内",
        example="2021-04-20",
        source="项目扩展",
    )
    body = Text(
        "颁奖单位",
        max_length=100,
        note="盖章单位全称，多个用顿号分隔",
        example="云岭省教育厅",
        source="JY/T 1002-2012 JCXS0204 BJDW",
    )
    document = Text(
        "文号或证书编号",
        max_length=60,
        note="证书上的编号，没有编号的写公布文件的文号",
        example="云教职成〔2021〕12号",
        source="JY/T 1002-2012 JCXS0204 JLWH",
    )
    rank = Count(
        "本校排名",
        unit="位",
        min=1,
        max=99,
        note="与其他单位合作的填本校次序，独立获奖的填1",
        example=1,
        source="项目扩展",
    )
    people = Text(
        "主要完成人",
        max_length=120,
        blank=True,
        note="按证书顺序，用顿号分隔，学校荣誉不填",
        example="韦朗朗、谭红霞",
        source="项目扩展",
    )
    participants = Count(
        "参与师生人数",
        unit="人",
        note="参加获奖项目的本校师生，荣誉称号填0",
        example=12,
        source="项目扩展",
    )
    department = Ref(
        "承担机构",
        "general.Department",
        blank=True,
        note="填机构号；牵头申报和完成的处室或专业部，学校荣誉不填",
        example="03",
        source="项目扩展",
    )
    major = Ref(
        "涉及专业",
        "general.Major",
        blank=True,
        note="填本校专业编号，与专业无关的不填",
        example="01",
        source="项目扩展",
    )
    prize = Money(
        "奖金金额",
        unit="万元",
        note="实际到账，没有的填0",
        example=2,
        source="项目扩展",
    )
    remarks = LongText(
        "备注",
        blank=True,
        note="需要说明的情况",
        source="项目扩展",
    )

    certificate_scan = File(
        "证书或文件",
        most=3,
        blank=True,
        note="获奖证书或表彰文件的扫描件，文字清楚可读",
        source="项目扩展",
    )

    class Meta:
        verbose_name = "学校获奖"

    class Filing(Declaration):
        key = ["number"]
        title = ["name"]
        listing = ["year", "number", "name", "kind", "level", "grade", "awarded", "body"]
        filters = ["name", "kind", "level", "grade", "major"]
        sections = {
            "奖项": "number",
            "授予": "awarded",
            "完成": "rank",
        }
        checks = [
            WithinPeriod("awarded"),
            RequiredIf("project", "kind", equals=("1", "3", "4", "7")),
        ]
