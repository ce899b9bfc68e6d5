"""安全管理 / 安全管理制度."""

from zhijiao.filing.declare import (
    Codes,
    Date,
    Declaration,
    Flag,
    LongText,
    NotLess,
    Record,
    Ref,
    RequiredIf,
    Text,
    Whole,
    YearNo,
)


class SafetyRule(Record):
    """安全管理 / 安全管理制度: the safety rules a school has put into force (JY/T 1005 ZZXX04).

    What they have to regulate follows 中小学幼儿园安全管理办法 (教育部令第23号).
    Regulations are cited from knowledge; nobody has compared the items with their wording.
    """

    number = Text(
        "制度编号",
        max_length=10,
        note="学校自编，如AQ01；制度修订后编号不变，另行颁布的新制度用新编号",
        example="AQ01",
        source="JY/T 1005-2012 ZZXX04 ZDBH",
    )
    name = Text(
        "制度名称",
        max_length=80,
        search=True,
        note="与颁布文件的标题一致，写全称，不加书名号",
        example="门卫与来访人员管理制度",
        source="JY/T 1005-2012 ZZXX04 ZDMC",
    )
    content = Codes(
        "主要规范内容",
        "safety_rule_content",
        note="制度主要规范内容，可多选；一项综合性制度涉及几方面就选几项",
        example="建立健全安全管理制度、门卫与来访管理",
        source="填报指南 第四部分 指标注释",
    )
    audience = Codes(
        "约束对象",
        "rule_audience",
        note="制度要求谁遵守，可多选；对全校所有人适用的只选“全体师生员工”",
        example="全体师生员工、外来人员",
        source="JY/T 1005-2012 ZZXX04 YSDX",
    )
    keywords = Text(
        "制度关键词",
        max_length=60,
        blank=True,
        note="便于检索的词，一般不超过五个，用逗号分隔",
        example="门卫，来访登记，会客",
        source="JY/T 1005-2012 ZZXX04 ZDGJC",
    )
    document = Text(
        "发文字号",
        max_length=40,
        blank=True,
        note="颁布文件的发文字号，如云职校〔2019〕15号；未编文号的不填",
        example="云职校〔2019〕15号",
        source="项目扩展",
    )
    issuer = Ref(
        "颁布机构",
        "general.Department",
        blank=True,
        note="以校内机构名义颁布的填机构号；以学校名义颁布的不填（标准写作000000）",
        example="12",
        source="JY/T 1005-2012 ZZXX04 BBJG",
    )
    issued = Date(
        "颁布日期",
        before="today",
        note="首次颁布文件的落款日期；修订的不改本项，另填最近修订日期",
        example="2019-03-01",
        source="JY/T 1005-2012 ZZXX04 BBRQ",
    )
    effective = Date(
        "施行日期",
        after="issued",
        note="制度条文规定的施行日期，没有规定的与颁布日期相同",
        example="2019-03-15",
        source="项目扩展",
    )
    revised = Date(
        "最近修订日期",
        blank=True,
        after="issued",
        before="today",
        note="最近一次修订文件的落款日期，从未修订的不填",
        example="2020-08-20",
        source="项目扩展",
    )
    responsible = Ref(
        "执行负责机构",
        "general.Department",
        note="负责落实和解释本制度的校内机构，填机构号",
        example="12",
        source="教育部令第23号",
    )
    owner = Ref(
        "执行负责人",
        "general.Teacher",
        note="落实本制度的直接责任人，填工号，一般为执行负责机构的负责人",
        example="js002",
        source="教育部令第23号",
    )
    basis = Text(
        "制定依据",
        max_length=200,
        blank=True,
        note="制度中引用的上级文件，写文件名称或文号，多件用顿号分隔",
        example="教育部令第23号、国办发〔2017〕35号",
        source="项目扩展",
    )
    checks_a_term = Whole(
        "每学期检查次数",
        min=0,
        max=200,
        unit="次",
        note="制度规定或实际执行的专项检查次数，不作检查要求的填0",
        example=18,
        source="教育部令第23号",
    )
    checks_recorded = Whole(
        "其中有记录的次数",
        min=0,
        max=200,
        unit="次",
        note="留有检查记录、可供督查的次数，没有的填0",
        example=18,
        source="教育部令第23号",
    )
    summary = LongText(
        "主要条款摘要",
        max_length=1000,
        blank=True,
        note="三百字以内说明谁在什么情况下应做什么，不照抄全文",
        example="校外人员凭有效证件登记并经被访人确认后入校，上课期间不得会客",
        source="项目扩展",
    )
    attachment = Text(
        "附件名称",
        max_length=80,
        note="存档的制度全文的文件名，便于督查时调阅",
        example="门卫与来访人员管理制度.pdf",
        source="JY/T 1005-2012 ZZXX04 FJMC",
    )
    in_force = Flag(
        "是否现行有效", note="已废止或被新制度替代的选“否”，记录保留", example="是", source="项目扩展"
    )
    repealed = Date(
        "废止日期",
        blank=True,
        after="effective",
        note="废止决定或替代制度的施行日期，现行有效的不填",
        source="项目扩展",
    )
    next_review = YearNo(
        "计划复审年份",
        blank=True,
        note="学校计划重新评估本制度的年份，没有计划的不填",
        example=2022,
        source="项目扩展",
    )
    remarks = LongText(
        "备注",
        blank=True,
        note="与其他制度合并、试行等需要说明的情况",
        example="2020年8月按疫情防控要求增加测温条款",
        source="项目扩展",
    )

    class Meta:
        verbose_name = "安全管理制度"

    class Filing(Declaration):
        key = ["number"]
        title = ["name"]
        listing = ["number", "name", "content", "audience", "responsible", "issued", "in_force"]
        filters = ["name", "number", "content", "responsible", "in_force"]
        sections = {
            "制度": "number",
            "颁布与修订": "document",
            "执行": "responsible",
            "条款与附件": "summary",
            "有效性": "in_force",
        }
        checks = [
            NotLess("checks_a_term", "checks_recorded"),
            RequiredIf("repealed", "in_force", equals=False),
        ]
