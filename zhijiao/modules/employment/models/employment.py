"""就业创业 / 就业信息."""

from zhijiao.filing.declare import (
    AnnualRecord,
    Code,
    Date,
    Declaration,
    LongText,
    Lookup,
    Phone,
    Ref,
    Region,
    RequiredIf,
    Text,
)
from zhijiao.modules.employment import judgements


class Employment(AnnualRecord):
    """就业创业 / 就业信息: where each graduate went, one row each.

    Items follow the yearly statistics on the employment of graduates (seen as a provincial table of 2013) and
    JY/T 1005 ZZXS1102. Pay is asked for as a band, because nothing needs the amount.
    """

    student = Ref(
        "学生",
        "general.Student",
        note="填学号；学生当前状态须为“毕业”",
        example="2020010101",
        source="JY/T 1005-2012 ZZXS1102",
    )
    school_class = Lookup(
        "毕业班级",
        "student.school_class",
        note="读取“学生学籍信息”，由学生带出",
        source="填报指南 第三部分",
    )
    destination = Code(
        "毕业去向",
        "graduate_destination",
        note="以9月1日的实际状态为准；应征入伍的选“参军”，尚未落实的选“待就业”",
        example="就业",
        source="JY/T 1002-2012 JCXS0302 BYQXM",
    )
    work = Code(
        "就业去向类别",
        "employment_destination",
        blank=True,
        note="毕业去向为就业的选择；灵活就业选“其他方式就业”",
        example="机关、企事业单位就业",
        source="中等职业学校毕业生就业情况年度统计",
    )
    employer = Text(
        "就业单位",
        max_length=100,
        search=True,
        blank=True,
        note="签约单位的全称；自主创业的写登记名称",
        example="云州机电设备有限公司",
        source="JY/T 1005-2012 ZZXS1102 JSDW",
    )
    company = Ref(
        "对应合作单位",
        "industry.Enterprise",
        blank=True,
        note="就业单位是“企业信息”中的单位时，填合作单位编号",
        example="202201090001",
        source="项目扩展",
    )
    region = Region(
        "单位所在行政区划",
        blank=True,
        note="实际上班地点所在的县（市、区），境外就业的不填",
        example="450123",
        source="JY/T 1005-2012 ZZXS1102 DWSZDQHM",
    )
    nature = Code(
        "就业单位类型",
        "org_nature",
        blank=True,
        note="按登记机关判断；个体工商户选个体一类",
        example="民营（私营）企业",
        source="JY/T 1005-2012 ZZXS1102 SHDWXZM",
    )
    economic_type = Code(
        "单位经济类型",
        "economic_type",
        blank=True,
        note="企业填写，看营业执照“类型”一栏",
        example="私营有限责任（公司）",
        source="JY/T 1005-2012 ZZXS1102 DWJJXZM",
    )
    industry = Code(
        "单位所属行业",
        "industries",
        blank=True,
        note="按单位主营业务选到大类，三次产业由此计算",
        example="专用设备制造业",
        source="JY/T 1005-2012 ZZXS1102 DWHYM",
    )
    place = Code(
        "就业地点",
        "employment_place",
        blank=True,
        note="上班地点在城市、县城建成区的选“城区”，在建制镇的选“镇区”",
        example="城区",
        source="中等职业学校毕业生就业情况年度统计",
    )
    area = Code(
        "就业地域",
        "employment_area",
        blank=True,
        note="与学校同一市（地、州）的选“本地就业”，国（境）外的选“境外就业”",
        example="本地就业",
        source="中等职业学校毕业生就业情况年度统计",
    )
    channel = Code(
        "就业渠道",
        "employment_channel",
        blank=True,
        note="学校组织的招聘会、实习转正都算学校推荐",
        example="学校推荐就业",
        source="中等职业学校毕业生就业情况年度统计",
    )
    settled = Code(
        "就业落实方式",
        "employment_settle_mode",
        blank=True,
        note="订单班、委托培养的选“定向”或“委培”",
        example="应聘",
        source="JY/T 1002-2012 JCXS0302 JYLSFSM",
    )
    job = Text(
        "工作岗位名称",
        max_length=60,
        blank=True,
        note="合同或单位证明上的岗位、工种",
        example="设备运维员",
        source="项目扩展",
    )
    job_nature = Code(
        "工作岗位性质",
        "job_nature",
        blank=True,
        note="按岗位主要任务选，销售、客服等选“其他”",
        example="生产",
        source="JY/T 1005-2012 ZZXS1102 GZGWXZM",
    )
    match = Code(
        "岗位是否对口",
        "job_match",
        blank=True,
        note="岗位属于所学专业的选“对口”，同一专业大类的选“基本对口”",
        example="基本对口",
        source="中等职业学校毕业生就业情况年度统计",
    )
    signed = Date(
        "协议（合同）签订日期",
        before="today",
        blank=True,
        note="劳动合同或就业协议的签订日期，没有签订的不填",
        example="2021-07-05",
        source="JY/T 1005-2012 ZZXS1102 XYQDRQ",
    )
    term = Code(
        "劳动合同期限",
        "contract_term",
        blank=True,
        note="看合同起止，没有合同的选“未签订”",
        example="1（不含）-2年（含）",
        source="中等职业学校毕业生就业情况年度统计",
    )
    salary = Code(
        "月起薪",
        "starting_salary",
        blank=True,
        note="试用期满后合同约定的税前月工资所在的档次",
        example="3001-4000元",
        source="中等职业学校毕业生就业情况年度统计",
    )
    insurance = Code(
        "单位缴纳社会保险",
        "social_insurance",
        blank=True,
        note="单位为本人缴纳的险种，刚入职尚未缴纳的选“没有社保”",
        example="五险",
        source="中等职业学校毕业生就业情况年度统计",
    )
    new_school = Text(
        "升学学校",
        max_length=100,
        blank=True,
        note="录取学校的全称，以录取通知书为准",
        source="JY/T 1005-2012 ZZXS1102 JSDW",
    )
    programme = Text(
        "录取专业名称",
        max_length=60,
        blank=True,
        note="录取通知书上的专业全称",
        source="项目扩展",
    )
    progression = Code(
        "升学方式",
        "progression_mode",
        blank=True,
        note="按录取批次选择，五年一贯制和分段培养选转段",
        source="项目扩展",
    )
    phone = Phone(
        "毕业后联系电话",
        blank=True,
        note="跟踪回访用的本人号码，可与在校时不同",
        example="13800000012",
        source="JY/T 1005-2012 ZZXS0101 XSLXDH",
    )
    satisfaction = Code(
        "就业满意度",
        "satisfaction",
        blank=True,
        note="毕业半年后跟踪回访时本人的评价，没有回访的不填",
        example="满意",
        source="中等职业学校毕业生就业情况年度统计",
    )
    reason = Code(
        "未就业原因",
        "unemployed_reason",
        blank=True,
        note="毕业去向为待就业的选主要原因；不写健康等隐私",
        source="项目扩展",
    )
    registered = Date(
        "登记日期",
        before="today",
        note="最近一次核实去向的日期，以9月1日的状态为准",
        example="2021-08-28",
        source="中等职业学校毕业生就业情况年度统计",
    )
    verified = Code(
        "核实方式",
        "verification_mode",
        note="手中留存的证明材料，只有口头答复的选“电话回访”",
        example="劳动合同",
        source="项目扩展",
    )
    remarks = LongText(
        "备注",
        blank=True,
        note="应征入伍地区、自主创业项目、去向变化等",
        source="项目扩展",
    )

    class Meta:
        verbose_name = "就业信息"

    class Filing(Declaration):
        key = ["student"]
        title = ["student"]
        listing = [
            "student",
            "school_class",
            "destination",
            "work",
            "employer",
            "match",
            "new_school",
            "verified",
        ]
        filters = [
            "student",
            "destination",
            "work",
            "employer",
            "company",
            "match",
            "progression",
            "verified",
        ]
        sections = {
            "毕业生": "student",
            "就业单位": "work",
            "岗位与合同": "job",
            "升学": "new_school",
            "跟踪": "phone",
        }
        checks = [
            *(RequiredIf(name, "destination", equals=judgements.EMPLOYED) for name in judgements.OF_EMPLOYED),
            *(
                RequiredIf(name, "destination", equals=judgements.STUDYING_ON)
                for name in judgements.OF_STUDYING_ON
            ),
            RequiredIf("reason", "destination", equals=judgements.LOOKING),
            RequiredIf("region", "area", equals=judgements.INLAND),
        ]
