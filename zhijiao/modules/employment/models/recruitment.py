"""就业创业 / 招生信息."""

from zhijiao.filing.declare import (
    AnnualRecord,
    Code,
    Count,
    Declaration,
    LongText,
    NotLess,
    Number,
    Ref,
    RowCheck,
    Text,
)
from zhijiao.modules.employment import judgements


class Recruitment(AnnualRecord):
    """就业创业 / 招生信息: plan, admissions and registered students of a major, season by season."""

    season = Code(
        "招生季别",
        "intake_season",
        note="9月入学的选“秋季”，次年春季入学的选“春季”，都填同一学年",
        example="秋季",
        source="项目扩展",
    )
    major = Ref(
        "专业",
        "general.Major",
        note="填本校专业编号，须先在“专业设置”中录入；同一专业不同学制、方式的分行填",
        example="123-123",
        source="JY/T 1005-2012 ZZZS04 BXZYH",
    )
    study_form = Code(
        "学习形式",
        "study_form",
        note="按招生简章选，全日制与非全日制分行填报",
        example="全日制",
        source="项目扩展",
    )
    segmented = Code(
        "分段培养方式",
        "segmented_training",
        note="与学籍信息一致；3+2、五年一贯制等分行填报",
        example="未分段培养",
        source="项目扩展",
    )
    length = Number(
        "学制",
        digits=3,
        places=1,
        min=0.5,
        max=7,
        unit="年",
        note="招生简章公布的中职段修业年限",
        example=3,
        source="JY/T 1005-2012 ZZZS04 XZ",
    )
    plan_number = Text(
        "招生计划文号",
        max_length=40,
        blank=True,
        note="主管部门下达或备案招生计划的文号",
        example="云教职〔2020〕26号",
        source="项目扩展",
    )
    planned = Count(
        "招生计划数",
        unit="人",
        note="主管部门下达给本专业的计划（含追加），没有的填0",
        example=90,
        source="教育事业统计报表制度",
    )
    admitted = Count(
        "录取数",
        unit="人",
        note="已发录取通知书的人数，没有的填0",
        example=96,
        source="教育事业统计报表制度",
    )
    arrived = Count(
        "报到数",
        unit="人",
        note="实际到校报到的人数，不多于录取数",
        example=91,
        source="教育事业统计报表制度",
    )
    registered = Count(
        "注册学籍数",
        unit="人",
        note="已在学籍系统注册的人数，不多于报到数；应与“学生学籍信息”一致",
        example=90,
        source="教育事业统计报表制度",
    )
    women = Count(
        "其中女生",
        unit="人",
        note="注册学籍的女生，没有的填0",
        example=33,
        source="教育事业统计报表制度",
    )
    fresh_juniors = Count(
        "其中应届初中毕业生",
        unit="人",
        note="当年初中毕业即入学的，没有的填0",
        example=84,
        source="教育事业统计报表制度",
    )
    former_juniors = Count(
        "其中往届初中毕业生",
        unit="人",
        note="以前年度初中毕业的，没有的填0",
        example=4,
        source="教育事业统计报表制度",
    )
    seniors = Count(
        "其中高中阶段毕业生",
        unit="人",
        note="持普通高中或中职毕业证的应届和往届生，没有的填0",
        example=0,
        source="教育事业统计报表制度",
    )
    adults = Count(
        "其中社会人员",
        unit="人",
        note="退役军人、农民、下岗失业人员、进城务工人员等，没有的填0",
        example=2,
        source="教育事业统计报表制度",
    )
    five_year = Count(
        "其中五年制高职中职段",
        unit="人",
        note="由高职院校招收、前三年在本校就读的，没有的填0",
        example=0,
        source="教育事业统计报表制度",
    )
    rural = Count(
        "其中农村户籍",
        unit="人",
        note="以入学时户口簿为准，没有的填0",
        example=68,
        source="JY/T 1005-2012 HJXZ",
    )
    outside_province = Count(
        "其中省外生源",
        unit="人",
        note="生源地在外省的，没有的填0",
        example=1,
        source="JY/T 1005-2012 ZZZS04 SYDXZQHM",
    )
    minorities = Count(
        "其中少数民族",
        unit="人",
        note="汉族以外的学生，没有的填0",
        example=41,
        source="教育事业统计报表制度",
    )
    poor = Count(
        "其中建档立卡家庭学生",
        unit="人",
        note="以扶贫（乡村振兴）部门比对结果为准，没有的填0",
        example=12,
        source="教发〔2018〕1号",
    )
    disabled = Count(
        "其中残疾学生",
        unit="人",
        note="持残疾人证的学生，没有的填0",
        example=0,
        source="教育事业统计报表制度",
    )
    lowest_score = Number(
        "最低录取分",
        digits=5,
        places=1,
        min=0,
        max=1000,
        unit="分",
        blank=True,
        note="按中考成绩录取的填最后一名，免试注册入学的不填",
        source="JY/T 1005-2012 ZZZS02 RXZF",
    )
    head = Ref(
        "招生负责人",
        "general.Teacher",
        note="填工号；核对本行数据并答复查询的教师",
        example="js002",
        source="项目扩展",
    )
    remarks = LongText(
        "备注",
        blank=True,
        note="计划调整、未完成计划的原因",
        example="计划调增10人，见云教职〔2020〕41号",
        source="项目扩展",
    )

    class Meta:
        verbose_name = "招生信息"

    class Filing(Declaration):
        key = ["major", "season", "study_form", "segmented"]
        title = ["major", "season"]
        listing = [
            "season",
            "major",
            "study_form",
            "segmented",
            "planned",
            "admitted",
            "arrived",
            "registered",
        ]
        filters = ["season", "major", "study_form", "segmented"]
        sections = {
            "专业": "season",
            "计划与录取": "plan_number",
            "生源": "women",
            "其他": "lowest_score",
        }
        checks = [
            NotLess("admitted", "arrived"),
            NotLess("arrived", "registered"),
            *(NotLess("registered", part) for part in judgements.PARTS_OF_INTAKE),
            RowCheck(
                ["fresh_juniors", "former_juniors", "seniors", "adults", "registered"],
                judgements.kinds_within_intake,
                "少于应届、往届初中毕业生、高中阶段毕业生与社会人员之和",
                "一名学生只计入一类，请核对各类人数",
            ),
        ]
