"""产教融合 / 现代学徒制 / 试点基本信息."""

from zhijiao.filing.declare import (
    Code,
    Date,
    Declaration,
    Flag,
    LongText,
    Money,
    Month,
    PersonName,
    Phone,
    Record,
    Ref,
    RequiredIf,
    Text,
)


class ApprenticeshipPilot(Record):
    """产教融合 / 现代学徒制 / 试点基本信息: pilots of 现代学徒制, one row for each major.

    The three forms of 试点运行情况 follow from it: without a pilot a school owes none of them. Cited from knowledge of
    教职成〔2014〕9号 and 教职成厅函〔2019〕12号.
    """

    number = Text(
        "试点编号",
        max_length=20,
        note="学校自编，不重复；试点批次加流水号",
        example="XT01",
        source="项目扩展",
    )
    name = Text(
        "试点项目名称",
        max_length=100,
        search=True,
        note="与批准或备案文件一致",
        example="数控技术应用专业现代学徒制试点",
        source="教职成〔2014〕9号",
    )
    level = Code(
        "试点级别",
        "recognition_level",
        note="以立项或备案文件的级别为准",
        example="省级",
        source="教职成〔2014〕9号",
    )
    batch = Text(
        "试点批次",
        max_length=20,
        blank=True,
        note="教育部或省公布的批次，如“第三批”，没有分批的不填",
        example="第二批",
        source="教职成〔2014〕9号",
    )
    kind = Code(
        "试点单位类型",
        "apprenticeship_unit_kind",
        note="按批准文件中本校所属的类型选择",
        example="职业院校",
        source="教职成〔2014〕9号",
    )
    approval = Text(
        "批准文号",
        max_length=40,
        note="公布试点名单的文件文号；2019年起全面推行、不再立项的填学校备案文号",
        example="云教职成〔2018〕9号",
        source="教职成〔2014〕9号",
    )
    approved = Date(
        "批准日期",
        before="today",
        note="公布名单或同意备案的文件落款日期",
        example="2018-03-20",
        source="教职成〔2014〕9号",
    )
    major = Ref(
        "试点专业",
        "general.Major",
        note="填本校专业编号；几个专业的分行填报",
        example="01",
        source="教职成〔2014〕9号",
    )
    enterprise = Ref(
        "合作企业",
        "industry.Enterprise",
        note="填合作单位编号；几家企业的填接收学徒最多的一家，其余写在备注",
        example="202201090001",
        source="教职成〔2014〕9号",
    )
    agreed_on = Date(
        "校企协议签订日期",
        before="today",
        note="学校与企业签订现代学徒制合作协议的日期",
        example="2018-06-01",
        source="教职成〔2014〕9号",
    )
    agreed_until = Date(
        "校企协议终止日期",
        blank=True,
        after="agreed_on",
        note="现行合作协议写明的终止日期，续签后更新，没有期限的不填",
        example="2024-05-31",
        source="教职成〔2014〕9号",
    )
    head = Ref(
        "项目负责人",
        "general.Teacher",
        note="填工号；在本校主持试点、对任务书负责的教师",
        example="js002",
        source="项目扩展",
    )
    partner_head = PersonName(
        "企业负责人姓名",
        blank=True,
        note="企业指定协调学徒培养的负责人，不填日常联系人",
        example="李强",
        source="项目扩展",
    )
    partner_phone = Phone(
        "企业负责人电话",
        exact=False,
        blank=True,
        note="能随时联系到的电话",
        example="13800000021",
        source="项目扩展",
    )
    started = Month(
        "开始招生（工）年月",
        after="agreed_on",
        note="第一批学徒入学年月",
        example="2018-09",
        source="教职成〔2014〕9号",
    )
    planned_end = Month(
        "计划结束年月",
        after="started",
        blank=True,
        note="任务书写明的结束年月，没有的不填",
        example="2024-07",
        source="教职成〔2014〕9号",
    )
    mentors = Flag(
        "是否实行双导师制",
        note="学校教师和企业师傅共同承担教学的选“是”",
        example="是",
        source="教职成〔2014〕9号",
    )
    double_status = Flag(
        "是否落实学徒双重身份",
        note="招生即招工、入校即入厂，学徒同时是学生和企业准员工的选“是”",
        example="是",
        source="教职成〔2014〕9号",
    )
    mentor_rules = Text(
        "师傅选聘办法",
        max_length=100,
        blank=True,
        note="学校与企业共同制定的文件名称，还没有制定的不填",
        example="数控专业企业师傅选聘与考核办法",
        source="教职成〔2014〕9号",
    )
    fund = Money(
        "财政支持经费",
        unit="万元",
        note="累计到账的专项资金，没有的填0",
        example=50,
        source="项目扩展",
    )
    status = Code(
        "试点状态",
        "apprenticeship_status",
        note="以最近的检查、验收结论为准",
        example="通过年检",
        source="教职成〔2014〕9号",
    )
    accepted = Date(
        "验收日期",
        after="approved",
        before="today",
        blank=True,
        note="试点状态为“通过验收”时填写，以验收结论公布的日期为准",
        source="项目扩展",
    )
    remarks = LongText(
        "备注",
        blank=True,
        note="不通过或终止的须写明原因；合作企业更换、几家企业共同承担的也写在这里",
        source="项目扩展",
    )

    class Meta:
        verbose_name = "现代学徒制试点基本信息"

    class Filing(Declaration):
        key = ["number"]
        title = ["name"]
        listing = ["number", "name", "level", "major", "enterprise", "approved", "status"]
        filters = ["name", "level", "major", "enterprise", "status"]
        sections = {
            "试点": "number",
            "批准": "approval",
            "校企双方": "major",
            "培养": "mentors",
            "进展": "fund",
        }
        checks = [
            RequiredIf("accepted", "status", equals="3"),
            RequiredIf("remarks", "status", equals=("5", "6")),
        ]
