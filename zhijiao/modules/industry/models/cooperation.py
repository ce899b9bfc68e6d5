"""产教融合 / 校企合作 / 合作情况."""

from zhijiao.filing.declare import (
    AnnualRecord,
    Codes,
    Count,
    Date,
    Declaration,
    Flag,
    LongText,
    Money,
    PersonName,
    Ref,
    RequiredIf,
    Text,
)


class Cooperation(AnnualRecord):
    """产教融合 / 校企合作 / 合作情况: what is done with one partner in a school year, a row each.

    Forms of cooperation are those of 职业学校校企合作促进办法 (教职成〔2018〕1号); figures that other forms hold (实习,
    教师实践, 奖助) are compared with them by rules.
    """

    number = Text(
        "合作编号",
        max_length=20,
        note="学校自编；同一合作项目各学年用同一编号",
        example="HZ001",
        source="项目扩展",
    )
    name = Text(
        "合作项目名称",
        max_length=100,
        search=True,
        note="协议上的名称，没有名称的写“企业简称＋合作内容”",
        example="华盛机电订单培养与实习合作",
        source="教职成〔2018〕1号",
    )
    enterprise = Ref(
        "合作企业",
        "industry.Enterprise",
        note="填合作单位编号，须先在“企业信息”中录入",
        example="202201090001",
        source="填报指南 第三部分",
    )
    forms = Codes(
        "合作形式",
        "cooperation_form",
        note="本学年实际开展的都选上，只签协议没有开展的不选；前六种是校企合作促进办法列明的",
        example="人才培养与服务互助、学徒制合作",
        source="教职成〔2018〕1号",
    )
    major = Ref(
        "合作专业",
        "general.Major",
        blank=True,
        note="填本校专业编号；面向全校或几个专业的填参加学生最多的一个，其余写在备注",
        example="01",
        source="教职成〔2018〕1号",
    )
    agreed = Flag(
        "是否签订书面协议",
        note="有双方盖章、仍在有效期内的协议选“是”；校企合作应签订协议",
        example="是",
        source="教职成〔2018〕1号",
    )
    agreement = Text(
        "协议编号",
        max_length=40,
        blank=True,
        note="学校合同台账上的编号，没有编号的写协议名称；是否签订书面协议为“是”时填写",
        example="XQ2020-008",
        source="JY/T 1005-2012 ZZJX0701 JDHZHTBH",
    )
    agreed_on = Date(
        "协议签订日期",
        before="today",
        blank=True,
        note="现行协议的签订日期，续签后更新；是否签订书面协议为“是”时填写",
        example="2020-06-15",
        source="教职成〔2018〕1号",
    )
    agreed_until = Date(
        "协议终止日期",
        after="agreed_on",
        blank=True,
        note="现行协议写明的终止日期，没有期限的不填",
        example="2023-06-14",
        source="教职成〔2018〕1号",
    )
    head = Ref(
        "本校负责人",
        "general.Teacher",
        note="填工号；联系企业并对台账负责的教师",
        example="js002",
        source="项目扩展",
    )
    partner_head = PersonName(
        "企业方负责人姓名",
        blank=True,
        note="企业指定负责本项合作的人员，与“企业信息”的联系人可以不同",
        example="李强",
        source="教职成〔2018〕1号",
    )
    classes = Count(
        "合作班级数",
        unit="个",
        note="本学年由企业冠名或订单培养、在校的班级，没有的填0",
        example=2,
        source="教职成〔2018〕1号",
    )
    order_students = Count(
        "订单（冠名）班学生数",
        unit="人",
        note="本学年在该企业订单班、冠名班就读的在籍学生，没有的填0",
        example=86,
        source="教育事业统计报表制度",
    )
    interns = Count(
        "接收实习学生数",
        unit="人",
        note="本学年在该企业参加岗位实习的学生，应与“学生实习去向”一致，没有的填0",
        example=42,
        source="JY/T 1005-2012 ZZJX0702 SJJNSXSRS",
    )
    hired = Count(
        "接收就业毕业生数",
        unit="人",
        note="本学年应届毕业生与该企业签订劳动合同的人数，没有的填0",
        example=30,
        source="JY/T 1005-2012 ZZJX0702 SXSLJDJYRS",
    )
    practising = Count(
        "接收教师实践人数",
        unit="人",
        note="本学年到该企业实践的本校教师，应与“教师实践”一致，没有的填0",
        example=4,
        source="教师〔2016〕3号",
    )
    lecturers = Count(
        "企业派出兼职教师数",
        unit="人",
        note="该企业派到本校任课或指导实训的人员，没有的填0",
        example=3,
        source="教职成〔2018〕1号",
    )
    trained = Count(
        "为企业培训员工人次",
        unit="人次",
        note="本学年学校为该企业培训的员工，每期每人计一次，没有的填0",
        example=120,
        source="教职成〔2018〕1号",
    )
    courses = Count(
        "共同开发课程数",
        unit="门",
        note="本学年双方共同制订标准或编写资源并已使用的课程，没有的填0",
        example=2,
        source="教职成〔2018〕1号",
    )
    textbooks = Count(
        "共同开发教材数",
        unit="种",
        note="本学年双方人员共同署名、已使用的教材，没有的填0",
        example=1,
        source="教职成〔2018〕1号",
    )
    bases = Count(
        "共建实训基地数",
        unit="个",
        note="与该企业签有共建协议、本学年在用的校内外实训基地，没有的填0",
        example=1,
        source="教职成〔2018〕1号",
    )
    fund = Money(
        "企业投入资金",
        unit="万元",
        note="本学年实际到账的资金，没有的填0",
        example=20,
        source="教职成〔2018〕1号",
    )
    equipment = Money(
        "企业投入设备折价",
        unit="万元",
        note="捐赠的按入账价值，准捐赠的按移交清单价格，没有的填0",
        example=35.5,
        source="教职成〔2018〕1号",
    )
    scholarships = Money(
        "企业设立奖助学金",
        unit="元",
        note="本学年实际发给学生的金额，应与“学生奖助信息”一致，没有的填0",
        example=30000,
        source="JY/T 1005-2012 ZZXS1001 ZZJE",
    )
    income = Money(
        "学校为企业服务收入",
        unit="万元",
        note="技术服务、培训等实际到账收入，没有的填0",
        example=6,
        source="教职成〔2018〕1号",
    )
    continues = Flag(
        "是否继续合作",
        note="学年末合作关系仍在的选“是”；期满不续或已停止的选“否”，并在备注写明原因",
        example="是",
        source="项目扩展",
    )
    remarks = LongText(
        "备注",
        blank=True,
        note="停止合作的须写明原因；协议变更、几家企业联合的情况也写在这里",
        source="项目扩展",
    )

    class Meta:
        verbose_name = "校企合作情况"

    class Filing(Declaration):
        key = ["number"]
        title = ["name"]
        listing = ["number", "name", "enterprise", "major", "forms", "agreed", "interns", "continues"]
        filters = ["name", "enterprise", "major", "forms", "agreed", "continues"]
        sections = {
            "合作项目": "number",
            "协议与负责人": "agreed",
            "学生与教师": "order_students",
            "教学与培训": "trained",
            "资金（含设备）": "fund",
            "后续": "continues",
        }
        checks = [
            RequiredIf("remarks", "continues", equals=False),
            RequiredIf("agreement", "agreed", equals=True),
            RequiredIf("agreed_on", "agreed", equals=True),
        ]
