"""党建工作 / 纪检工作 / 纪检案件记录."""

from zhijiao.filing.declare import (
    Code,
    Codes,
    Date,
    Declaration,
    Flag,
    LongText,
    Money,
    NotLess,
    PersonName,
    Record,
    Ref,
    RequiredIf,
    RowCheck,
    Text,
)
from zhijiao.modules.party import judgements


class DisciplineCase(Record):
    """党建工作 / 纪检工作 / 纪检案件记录: clues and cases from receipt to conclusion. A private form.

    Whoever is concerned and what happened are encrypted besides. After 中国共产党纪律检查机关监督执纪工作规则 (2019),
    中国共产党纪律处分条例 and 公职人员政务处分法 (2020); cited from knowledge.
    """

    number = Text(
        "案件编号",
        max_length=20,
        note="学校纪检机构自编，一件一号；不得含当事人姓名或工号",
        example="AJ2020001",
        source="监督执纪工作规则",
    )
    origin = Code(
        "线索来源",
        "discipline_source",
        note="最先收到线索的途径，同一问题多处反映的填最早的一处",
        example="信访举报",
        source="监督执纪工作规则",
    )
    received = Date(
        "受理日期",
        before="today",
        note="纪检机构登记线索的日期",
        example="2020-10-12",
        source="监督执纪工作规则",
    )
    person = PersonName(
        "被反映人姓名",
        max_length=36,
        private="text",
        note="以问题线索登记表为准，加密保存；集体问题填主要责任人",
        example="张三",
        source="监督执纪工作规则",
    )
    person_post = Text(
        "被反映人职务",
        max_length=60,
        private="text",
        note="问题发生时的职务或岗位，加密保存",
        example="后勤保卫科副主任",
        source="监督执纪工作规则",
    )
    is_party_member = Flag(
        "是否中共党员",
        note="含预备党员；不是党员的不给予党纪处分",
        example="是",
        source="纪律处分条例",
    )
    is_official = Flag(
        "是否监察对象",
        note="公办学校中从事管理的人员等行使公权力的公职人员选“是”",
        example="是",
        source="监察法",
    )
    violation = Codes(
        "问题类别",
        "discipline_violation",
        note="可多选，以线索处置或审查结论认定的性质为准",
        example="违反廉洁纪律",
        source="纪律处分条例",
    )
    facts = LongText(
        "主要问题",
        max_length=1000,
        private="text",
        note="五百字以内：时间、地点、事项、金额，加密保存；只写已核实或反映的内容",
        example="2019年采购保洁用品时未按规定询价，收受供货商购物卡",
        source="监督执纪工作规则",
    )
    amount = Money(
        "涉及金额",
        digits=14,
        max=1_000_000_000,
        note="认定的违纪违法金额，没有的填0",
        example=2000,
        source="监督执纪工作规则",
    )
    recovered = Money(
        "追缴或退赔金额",
        digits=14,
        max=1_000_000_000,
        note="已收缴、责令退赔的金额，不大于涉及金额，没有的填0",
        example=2000,
        source="监督执纪工作规则",
    )
    handler = Text(
        "承办人",
        max_length=60,
        private="text",
        note="核查组成员姓名，不少于两人，用顿号分隔，加密保存",
        example="李四、王五",
        source="监督执纪工作规则",
    )
    status = Code(
        "办理状态",
        "discipline_status",
        note="目前所处的环节，随办理进展更新",
        example="已结案",
        source="监督执纪工作规则",
    )
    verified = Date(
        "初步核实日期",
        blank=True,
        after="received",
        before="today",
        note="批准初步核实的日期，直接了结的不填",
        example="2020-10-20",
        source="监督执纪工作规则",
    )
    filed = Date(
        "立案日期",
        blank=True,
        after="verified",
        before="today",
        note="批准立案审查（调查）的日期；学校无立案权的填上级批准日期",
        example="2020-11-16",
        source="监督执纪工作规则",
    )
    closed = Date(
        "办结日期",
        blank=True,
        after="received",
        before="today",
        note="处分决定执行完毕、了结或移送的日期",
        example="2021-01-15",
        source="监督执纪工作规则",
    )
    response = Code(
        "运用形态",
        "discipline_form",
        blank=True,
        note="办结后按“四种形态”选择；反映失实、予以澄清的不填",
        example="第二种形态",
        source="党内监督条例",
    )
    party_action = Code(
        "党纪处分",
        "party_discipline",
        blank=True,
        note="处分决定的档次，没有给予党纪处分的不填",
        example="警告",
        source="GB/T 8563.3-2005",
    )
    official_action = Code(
        "政务（行政）处分",
        "administrative_discipline",
        blank=True,
        note="任免机关、单位或监察机关给予的处分，没有的不填",
        source="GB/T 8563.3-2005",
    )
    decided = Date(
        "处分决定日期",
        blank=True,
        after="received",
        before="today",
        note="处分决定文件的落款日期，几项处分日期不同的填最早的",
        example="2020-12-25",
        source="纪律处分条例",
    )
    document = Text(
        "处分决定文号",
        max_length=60,
        blank=True,
        note="处分决定文件的字号，没有处分的不填",
        example="云职校纪〔2020〕6号",
        source="纪律处分条例",
    )
    transferred = Flag(
        "是否移送司法机关",
        note="涉嫌犯罪移送监察、公安、检察机关的选“是”",
        example="否",
        source="监督执纪工作规则",
    )
    appealed = Flag("是否申诉", note="当事人提出申诉或复审的选“是”", example="否", source="纪律处分条例")
    appeal_result = Text(
        "申诉处理结果",
        max_length=120,
        blank=True,
        note="复查、复审的结论和日期，尚未作出的写“处理中”",
        source="纪律处分条例",
    )
    reported = Flag(
        "是否通报曝光",
        note="在校内或由上级点名道姓通报的选“是”",
        example="是",
        source="党内监督条例",
    )
    lesson_held = Date(
        "以案促改日期",
        blank=True,
        after="received",
        before="today",
        note="在发案机构开展警示教育的日期，没有开展的不填",
        example="2021-01-08",
        source="党内监督条例",
    )
    organisation = Ref(
        "承办党组织",
        "party.PartyOrganisation",
        note="负责办理的纪委或党组织，填党组织编号",
        example="DZ01",
        source="监督执纪工作规则",
    )
    remarks = LongText(
        "备注",
        blank=True,
        private="text",
        note="澄清正名、影响期、回访等情况，加密保存",
        example="2021年7月已回访",
        source="项目扩展",
    )

    class Meta:
        verbose_name = "纪检案件记录"

    class Filing(Declaration):
        private_form = True
        key = ["number"]
        title = ["number"]
        listing = ["number", "origin", "received", "violation", "status", "response", "closed"]
        filters = ["number", "origin", "violation", "status", "received"]
        ordering = ["-received", "number"]
        sections = {
            "线索": "number",
            "被反映人与问题": "person",
            "办理": "handler",
            "处理结果": "response",
            "后续": "appealed",
        }
        checks = [
            NotLess("amount", "recovered"),
            RequiredIf("filed", "status", equals="3"),
            RequiredIf("closed", "status", equals=judgements.CLOSED),
            RequiredIf("response", "status", equals=judgements.CONCLUDED),
            RequiredIf("decided", "party_action"),
            RequiredIf("decided", "official_action"),
            RequiredIf("document", "decided"),
            RequiredIf("appeal_result", "appealed", equals=True),
            RowCheck(
                ["is_party_member", "party_action"],
                judgements.party_discipline_is_for_members,
                "被反映人不是中共党员，不能给予党纪处分",
                "请核对是否中共党员，或改填政务（行政）处分",
            ),
        ]
