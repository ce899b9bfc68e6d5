"""党建工作 / 纪检工作 / 纪检日常工作."""

from zhijiao.filing.declare import (
    AnnualRecord,
    Code,
    Count,
    Date,
    Declaration,
    LongText,
    NotLess,
    Ref,
    RequiredIf,
    Text,
    WithinPeriod,
)


class DisciplineWork(AnnualRecord):
    """党建工作 / 纪检工作 / 纪检日常工作: education, supervision and inspection, one row each. A private form.

    After 中国共产党党内监督条例 (2016) and 中国共产党纪律检查委员会工作条例 (2021); both cited from knowledge.
    """

    number = Text(
        "工作编号",
        max_length=20,
        note="学校自编，本学年内不重复",
        example="JJ2020-01",
        source="项目扩展",
    )
    name = Text(
        "工作名称",
        max_length=80,
        search=True,
        note="写明事项，如秋季学期食堂采购专项检查；不写被检查个人的姓名",
        example="2020年秋季学期助学金发放专项检查",
        source="党内监督条例",
    )
    kind = Code(
        "工作类别",
        "discipline_work_kind",
        note="一项工作含几类内容的，选方案中写明的主要一类",
        example="日常监督检查",
        source="纪律检查委员会工作条例",
    )
    organisation = Ref(
        "组织实施的党组织",
        "party.PartyOrganisation",
        note="纪委或负责纪检的党组织，填党组织编号",
        example="DZ01",
        source="纪律检查委员会工作条例",
    )
    leader = Ref(
        "工作负责人",
        "general.Teacher",
        note="带队或主持的纪委书记、纪检委员，填工号",
        example="js002",
        source="纪律检查委员会工作条例",
    )
    staff = Count(
        "参与工作人数",
        unit="人",
        note="实施检查、组织教育的人员，含负责人，至少1人",
        min=1,
        example=3,
        source="项目扩展",
    )
    held = Date(
        "开始日期",
        before="today",
        note="活动当天或检查开始的日期，须在所填学年内",
        example="2020-12-07",
        source="项目扩展",
    )
    ended = Date(
        "结束日期",
        blank=True,
        after="held",
        before="today",
        note="持续几天的填最后一天，当天结束的不填",
        example="2020-12-09",
        source="项目扩展",
    )
    department = Ref(
        "主要对象机构",
        "general.Department",
        blank=True,
        note="被检查或接受教育的校内机构，涉及多个的填最主要的一个，面向全校的不填",
        example="09",
        source="党内监督条例",
    )
    covered = Count(
        "接受教育或谈话人数",
        unit="人",
        note="参加教育、接受谈话提醒的人次，检查类没有的填0",
        example=5,
        source="党内监督条例",
    )
    leaders_covered = Count(
        "其中中层以上干部人数",
        unit="人",
        note="包含在接受教育或谈话人数内，没有的填0",
        example=2,
        source="党内监督条例",
    )
    content = LongText(
        "工作内容",
        max_length=1000,
        note="三百字以内：方式、范围、主要情况；涉及个人的写岗位不写姓名",
        example="抽查2020年秋季助学金发放名册200份，核对银行回单和公示记录",
        source="项目扩展",
    )
    found = Count(
        "发现问题数",
        unit="个",
        note="检查报告列出的问题，没有发现或不属于检查的填0",
        example=2,
        source="党内监督条例",
    )
    rectified = Count(
        "已整改问题数",
        unit="个",
        note="经复核完成整改的问题，不多于发现问题数，没有的填0",
        example=2,
        source="党内监督条例",
    )
    clues = Count(
        "移交问题线索数",
        unit="件",
        note="转入线索处置的件数，应在“纪检案件记录”中登记，没有的填0",
        example=0,
        source="监督执纪工作规则",
    )
    measures = LongText(
        "整改要求与结果",
        max_length=1000,
        blank=True,
        note="发现问题的必须填写：要求、责任机构、完成时间和复核结果",
        example="学生科于12月20日前补齐3个班公示照片，已复核",
        source="党内监督条例",
    )
    due = Date(
        "整改期限",
        blank=True,
        after="held",
        note="书面要求的最后完成日期，没有发现问题的不填",
        example="2020-12-20",
        source="党内监督条例",
    )
    document = Text(
        "通报或报告文号",
        max_length=60,
        blank=True,
        note="检查报告、通报、纪律检查建议书的文号",
        example="云职校纪〔2020〕4号",
        source="项目扩展",
    )
    materials = Text(
        "存档材料",
        max_length=120,
        blank=True,
        note="方案、记录、报告的档案号，多件用顿号分隔",
        example="JJ2020-01-卷",
        source="项目扩展",
    )
    remarks = LongText(
        "备注",
        blank=True,
        note="联合检查单位、未完成整改的原因等",
        example="与财务科联合检查",
        source="项目扩展",
    )

    class Meta:
        verbose_name = "纪检日常工作"

    class Filing(Declaration):
        private_form = True
        key = ["number"]
        title = ["name"]
        listing = ["number", "name", "kind", "organisation", "held", "found", "rectified"]
        filters = ["name", "number", "kind", "organisation", "held"]
        ordering = ["-held", "number"]
        sections = {
            "工作": "number",
            "时间与对象": "held",
            "内容与问题": "content",
            "整改与存档": "measures",
        }
        checks = [
            WithinPeriod("held"),
            NotLess("covered", "leaders_covered"),
            NotLess("found", "rectified"),
            RequiredIf("measures", "found"),
            RequiredIf("due", "measures"),
        ]
