"""职业培训 / 培训项目."""

from zhijiao.filing.declare import (
    AnnualRecord,
    Code,
    Count,
    Date,
    Declaration,
    LongText,
    Money,
    NotLess,
    Number,
    Ref,
    RequiredIf,
    RowCheck,
    Text,
    WithinPeriod,
)
from zhijiao.modules.training import judgements


class TrainingProgramme(AnnualRecord):
    """职业培训 / 培训项目: courses for people outside full-time schooling, one row per course as it was held.

    Groups of trainees overlap (a farmer may be unemployed), so each is at most the whole.
    """

    number = Text(
        "培训项目编号",
        max_length=20,
        note="学校自编，一期一个编号，本学年内不重复",
        example="PX2020001",
        source="项目扩展",
    )
    name = Text(
        "培训项目名称",
        max_length=80,
        search=True,
        note="通知或合同上的名称，写明工种、等级和期次",
        example="计算机程序设计员（中级）第一期",
        source="教职成厅〔2019〕5号",
    )
    kind = Code(
        "培训类型",
        "training_kind",
        note="按培训目的选一项，企业新型学徒制单独选",
        example="技能提升培训",
        source="教职成厅〔2019〕5号",
    )
    trainee_group = Code(
        "培训对象",
        "training_object",
        note="人数最多的一类，其余在人数分项中反映",
        example="企业职工",
        source="教职成厅〔2019〕5号",
    )
    origin = Code(
        "培训来源",
        "training_source",
        note="看经费由谁承担：财政补贴的选“政府补贴培训”",
        example="企业委托",
        source="教职成厅〔2019〕5号",
    )
    client = Text(
        "委托单位",
        max_length=100,
        blank=True,
        note="委托的政府部门、企业或行业组织全称，自办的不填",
        example="云州机电设备有限公司",
        source="教职成厅〔2019〕5号",
    )
    company = Ref(
        "对应合作单位",
        "industry.Enterprise",
        blank=True,
        note="委托单位是“企业信息”中的单位时，填合作单位编号",
        example="202201090001",
        source="项目扩展",
    )
    centre = Ref(
        "培训基地",
        "training.TrainingCentre",
        blank=True,
        note="在认定的培训基地举办的填基地编号",
        example="PX01",
        source="项目扩展",
    )
    major = Ref(
        "对应专业",
        "general.Major",
        blank=True,
        note="师资和设备主要来自的专业，填本校专业编号",
        example="123-123",
        source="项目扩展",
    )
    sector = Code(
        "所属产业",
        "training_sector",
        note="按培训的职业所在行业判断：农林牧渔为第一产业，制造建筑为第二产业",
        example="第三产业",
        source="JY/T 1001-2012 PXZYSSCY",
    )
    trade = Text(
        "培训职业名称",
        max_length=60,
        note="国家职业分类大典或补贴目录中的职业（工种）名称",
        example="计算机程序设计员",
        source="教职成厅〔2019〕5号",
    )
    delivery = Code(
        "培训方式",
        "training_delivery",
        note="线上学时超过两成的选“线上线下混合”",
        example="线下",
        source="教职成厅〔2019〕5号",
    )
    began = Date(
        "开班日期",
        before="today",
        note="第一天上课的日期，须在所填学年内",
        example="2021-03-15",
        source="项目扩展",
    )
    ended = Date(
        "结班日期",
        after="began",
        before="today",
        blank=True,
        note="最后一天上课或考核的日期，未结束的不填",
        example="2021-04-23",
        source="项目扩展",
    )
    duration = Code(
        "培训时限",
        "training_duration",
        note="按开班到结班的时间长短选",
        example="一个月至三个月内",
        source="JY/T 1001-2012 PXJXSX",
    )
    hours = Count(
        "培训学时",
        min=1,
        unit="学时",
        note="每名学员应完成的学时，含线上和考核",
        example=120,
        source="教职成厅〔2019〕5号",
    )
    trainees = Count(
        "培训人数",
        min=1,
        unit="人",
        note="实际参加培训的人数，中途退出的不计",
        example=48,
        source="教职成厅〔2019〕5号",
    )
    person_hours = Count(
        "培训人时数",
        unit="人时",
        note="等于培训人数乘以培训学时",
        example=5760,
        source="教育事业统计报表制度",
    )
    women = Count(
        "其中女性",
        unit="人",
        note="实际参加培训的女学员，没有的填0",
        example=20,
        source="教育事业统计报表制度",
    )
    workers = Count(
        "其中企业职工",
        unit="人",
        note="与企业有劳动合同的学员，没有的填0",
        example=48,
        source="教职成厅〔2019〕5号",
    )
    farmers = Count(
        "其中农民工和农民",
        unit="人",
        note="农村户籍的务工人员和务农人员，没有的填0",
        example=11,
        source="教职成厅〔2019〕5号",
    )
    veterans = Count(
        "其中退役军人",
        unit="人",
        note="持退役证件的学员，没有的填0",
        example=2,
        source="教职成厅〔2019〕5号",
    )
    jobless = Count(
        "其中失业人员",
        unit="人",
        note="办理失业登记的学员，没有的填0",
        example=0,
        source="教职成厅〔2019〕5号",
    )
    disabled = Count(
        "其中残疾人",
        unit="人",
        note="持残疾人证的学员，没有的填0",
        example=0,
        source="教职成厅〔2019〕5号",
    )
    poor = Count(
        "其中建档立卡劳动力",
        unit="人",
        note="以扶贫（乡村振兴）部门比对结果为准，没有的填0",
        example=3,
        source="教职成厅〔2019〕5号",
    )
    students = Count(
        "其中在校学生",
        unit="人",
        note="有学籍的在校学生，含外校来培训的，没有的填0",
        example=0,
        source="教职成厅〔2019〕5号",
    )
    completed = Count(
        "结业人数",
        unit="人",
        note="考核合格、发给结业证明的人数，不多于培训人数",
        example=47,
        source="教育事业统计报表制度",
    )
    certified = Count(
        "取得证书人数",
        unit="人",
        note="取得职业技能等级、专项能力等证书的人数，不多于结业人数，没有的填0",
        example=39,
        source="JY/T 1001-2012 PXZSLXY",
    )
    certificate = Text(
        "证书名称及等级",
        max_length=100,
        blank=True,
        note="取得证书的写证书名称和等级，几种用顿号分隔",
        example="计算机程序设计员四级",
        source="项目扩展",
    )
    income = Money(
        "培训收入",
        unit="万元",
        note="本期实际到账，应与“经费收入”的培训收入相衔接，没有的填0",
        example=9.6,
        source="JY/T 1002-2012 JCBX0103 QTPXBKSR",
    )
    subsidy = Money(
        "其中财政补贴",
        unit="万元",
        note="培训收入中由财政（就业补助、失业保险基金等）支付的，没有的填0",
        example=0,
        source="教职成厅〔2019〕5号",
    )
    head = Ref(
        "项目负责人",
        "general.Teacher",
        note="填工号；对教学、台账和补贴申报负责的教师",
        example="js002",
        source="项目扩展",
    )
    teachers = Count(
        "参与授课教师数",
        unit="人",
        note="本校授课教师人数，外聘的不计，没有的填0",
        example=6,
        source="教职成厅〔2019〕5号",
    )
    satisfaction = Number(
        "学员满意率",
        digits=4,
        places=1,
        min=0,
        max=100,
        unit="%",
        blank=True,
        note="结业测评选择满意和基本满意的比例，没有测评的不填",
        example=96,
        source="教职成厅〔2019〕5号",
    )
    remarks = LongText(
        "备注",
        blank=True,
        note="停办、转线上、补贴核减等情况",
        example="受疫情影响推迟一周开班",
        source="项目扩展",
    )

    class Meta:
        verbose_name = "培训项目"

    class Filing(Declaration):
        key = ["number"]
        title = ["name"]
        listing = ["number", "name", "kind", "trainee_group", "began", "trainees", "completed", "certified"]
        filters = ["number", "name", "kind", "trainee_group", "origin", "centre", "began"]
        ordering = ["-began", "number"]
        sections = {
            "项目": "number",
            "来源": "origin",
            "组织": "delivery",
            "培训人数": "trainees",
            "结果": "completed",
            "经费与师资": "income",
        }
        checks = [
            WithinPeriod("began"),
            *(NotLess("trainees", part) for part in judgements.PARTS_OF_TRAINEES),
            NotLess("completed", "certified"),
            NotLess("income", "subsidy"),
            RowCheck(
                ["trainees", "hours", "person_hours"],
                judgements.person_hours_agree,
                "不等于培训人数乘以培训学时",
                "请按实际人数和学时重新计算",
            ),
            RequiredIf("client", "origin", unless=judgements.OWN_COURSE),
            RequiredIf("certificate", "certified"),
        ]
