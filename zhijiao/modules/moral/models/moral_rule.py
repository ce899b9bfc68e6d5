"""德育工作 / 德育制度."""

from zhijiao.filing.declare import (
    Codes,
    Date,
    Declaration,
    Flag,
    LongText,
    Record,
    Ref,
    RequiredIf,
    Text,
    YearNo,
)


class MoralRule(Record):
    """德育工作 / 德育制度: the rules on moral education a school has put into force (JY/T 1005 ZZXX04).

    What they have to regulate follows 中等职业学校德育大纲 (2014) and 中小学德育工作指南 (教基〔2017〕8号), cited from
    knowledge. Attached classes report the rules for the secondary department (guide).
    """

    number = Text(
        "制度编号",
        max_length=10,
        note="学校自编，如DY01；制度修订后编号不变，另行颁布的新制度用新编号",
        example="DY01",
        source="JY/T 1005-2012 ZZXX04 ZDBH",
    )
    name = Text(
        "制度名称",
        max_length=80,
        search=True,
        note="与颁布文件的标题一致，写全称，不加书名号",
        example="学生品德评价实施办法",
        source="JY/T 1005-2012 ZZXX04 ZDMC",
    )
    content = Codes(
        "主要规范内容",
        "moral_rule_content",
        note="制度主要规范的事项，可多选；综合性制度涉及几方面就选几项",
        example="品德评价与操行评定、学生奖励与评优",
        source="中等职业学校德育大纲（2014年修订）",
    )
    audience = Codes(
        "约束对象",
        "rule_audience",
        note="制度要求谁遵守，可多选；附设中职班填写适用于中职学生的制度",
        example="学生、班主任",
        source="JY/T 1005-2012 ZZXX04 YSDX",
    )
    keywords = Text(
        "制度关键词",
        max_length=60,
        blank=True,
        note="便于检索的词，一般不超过五个，用逗号分隔",
        example="操行评定，评优",
        source="JY/T 1005-2012 ZZXX04 ZDGJC",
    )
    document = Text(
        "发文字号",
        max_length=40,
        blank=True,
        note="颁布文件的发文字号，未编文号的不填",
        example="云职校〔2018〕22号",
        source="项目扩展",
    )
    issuer = Ref(
        "颁布机构",
        "general.Department",
        blank=True,
        note="以校内机构名义颁布的填机构号；以学校名义颁布的不填（标准写作000000）",
        example="09",
        source="JY/T 1005-2012 ZZXX04 BBJG",
    )
    issued = Date(
        "颁布日期",
        before="today",
        note="首次颁布文件的落款日期；修订的不改本项，另填最近修订日期",
        example="2018-08-28",
        source="JY/T 1005-2012 ZZXX04 BBRQ",
    )
    effective = Date(
        "施行日期",
        after="issued",
        note="制度条文规定的施行日期，没有规定的与颁布日期相同",
        example="2018-09-01",
        source="项目扩展",
    )
    revised = Date(
        "最近修订日期",
        blank=True,
        after="issued",
        before="today",
        note="最近一次修订文件的落款日期，从未修订的不填",
        example="2020-07-10",
        source="项目扩展",
    )
    responsible = Ref(
        "执行负责机构",
        "general.Department",
        note="负责落实和解释本制度的校内机构，填机构号",
        example="09",
        source="中等职业学校德育大纲（2014年修订）",
    )
    consulted = Flag(
        "是否征求学生或家长意见",
        note="涉及学生权益的制度颁布前公开征求过意见的选“是”",
        example="是",
        source="中小学教育惩戒规则（试行）（教育部令第49号）",
    )
    published = Flag(
        "是否向学生和家长公布",
        note="写入学生手册、校园网或家长会宣讲过的选“是”",
        example="是",
        source="中小学教育惩戒规则（试行）（教育部令第49号）",
    )
    basis = Text(
        "制定依据",
        max_length=200,
        blank=True,
        note="制度中引用的上级文件，写文件名称或文号，多件用顿号分隔",
        example="中等职业学校德育大纲（2014年修订）",
        source="项目扩展",
    )
    summary = LongText(
        "主要条款摘要",
        max_length=1000,
        blank=True,
        note="三百字以内说明要求谁做什么、怎样评价或处理，不照抄全文",
        example="每学期由班主任、任课教师、同学三方评定，结果分优良中差四等",
        source="项目扩展",
    )
    attachment = Text(
        "附件名称",
        max_length=80,
        note="存档的制度全文的文件名，便于督查时调阅",
        example="学生品德评价实施办法.pdf",
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
        example=2023,
        source="项目扩展",
    )
    remarks = LongText(
        "备注",
        blank=True,
        note="试行、合并、适用范围限制等需要说明的情况",
        example="2020年7月增加实习期间评价",
        source="项目扩展",
    )

    class Meta:
        verbose_name = "德育制度"

    class Filing(Declaration):
        key = ["number"]
        title = ["name"]
        listing = ["number", "name", "content", "audience", "responsible", "issued", "in_force"]
        filters = ["name", "number", "content", "responsible", "in_force"]
        sections = {
            "制度": "number",
            "颁布与修订": "document",
            "执行与公布": "responsible",
            "条款与附件": "basis",
            "有效性": "in_force",
        }
        checks = [RequiredIf("repealed", "in_force", equals=False)]
