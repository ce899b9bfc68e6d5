"""产教融合 / 校企合作 / 企业信息."""

from zhijiao.filing.declare import (
    Code,
    Count,
    Date,
    Declaration,
    Email,
    Flag,
    LongText,
    Money,
    Month,
    PersonName,
    Phone,
    Record,
    Region,
    Text,
)
from zhijiao.modules.industry import judgements


class Enterprise(Record):
    """产教融合 / 校企合作 / 企业信息: companies and other bodies the school works with (guide; JY/T 1005 ZZJX0701).

    Internship bases off campus refer to it: a host has to be entered here first.
    """

    number = Text(
        "合作单位编号",
        max_length=20,
        note="学校自编，不重复，建议用年月日加流水号；校外实习实训基地用它引用依托单位",
        example="202201090001",
        source="JY/T 1005-2012 ZZJX0701 QYBH",
    )
    name = Text(
        "合作企业名称",
        max_length=100,
        search=True,
        note="营业执照上的全称，不用简称；事业单位、社会组织按法人证书填写",
        example="云州机电设备有限公司",
        source="JY/T 1005-2012 ZZJX0701 DWMC",
    )
    code = Text(
        "合作企业组织机构代码",
        max_length=18,
        check=judgements.organisation_code_reason,
        note="填营业执照上的18位统一社会信用代码，老证照填9位组织机构代码；可在国家企业信用信息公示系统查到",
        example="91450100M000100Y4R",
        source="填报指南 第三部分 产教融合",
    )
    nature = Code(
        "合作企业属性",
        "org_nature",
        note="按登记机关判断：市场监管部门登记的选企业一类，编制部门登记的选事业单位一类",
        example="民营（私营）企业",
        source="填报指南 第三部分 产教融合",
    )
    economic_type = Code(
        "经济类型",
        "economic_type",
        blank=True,
        note="企业填写，看营业执照“类型”一栏，如有限责任公司（国有独资）选“国有独资（公司）”",
        example="私营有限责任（公司）",
        source="JY/T 1005-2012 ZZJX0701 QYXZ",
    )
    industry = Code(
        "所属行业",
        "industries",
        note="按主营业务选到大类或中类，不按合作专业选择",
        example="专用设备制造业",
        source="GB/T 4754-2017",
    )
    scale = Code(
        "企业规模",
        "enterprise_scale",
        blank=True,
        note="按从业人员、营业收入对照统计上大中小微型企业划分办法判断，也可直接问企业",
        example="中型",
        source="国统字〔2017〕213号",
    )
    legal_person = Text(
        "法定代表人",
        max_length=36,
        blank=True,
        note="营业执照或法人证书上的法定代表人、负责人",
        example="张建国",
        source="JY/T 1005-2012 ZZJX0701 FRDB",
    )
    founded = Month(
        "成立年月",
        blank=True,
        note="营业执照上的成立日期",
        example="2005-04",
        source="项目扩展",
    )
    registered_capital = Money(
        "注册资本",
        unit="万元",
        blank=True,
        note="营业执照上的注册资本，外币按填报日汇率折合人民币",
        example=3000,
        source="项目扩展",
    )
    employees = Count(
        "从业人员数",
        unit="人",
        blank=True,
        note="上年末在岗职工与其他从业人员，用于核对接收实习学生的比例",
        example=420,
        source="职业学校学生实习管理规定",
    )
    business = Text(
        "主营业务",
        max_length=100,
        blank=True,
        note="主要产品或服务，写与本校专业有关的部分",
        example="数控机床生产与维修",
        source="项目扩展",
    )
    region = Region(
        "合作企业行政区域",
        note="实际经营地点，选到县（市、区），与注册地不同的以接收学生的地点为准",
        example="450107",
        source="JY/T 1005-2012 ZZJX0701 QYXZQ",
    )
    address = Text(
        "详细地址",
        max_length=180,
        note="接在行政区域之后写街道门牌号，实习巡查时按此地址前往",
        example="高新区科园大道68号",
        source="JY/T 1005-2012 ZZJX0701 QYDZ",
    )
    postcode = Text(
        "邮政编码",
        max_length=6,
        blank=True,
        pattern=(r"\d{6}", "邮政编码应为6位数字"),
        note="与详细地址对应的6位邮政编码",
        example="530007",
        source="JY/T 1005-2012 ZZJX0701 QYYZBM",
    )
    contact = PersonName(
        "联系人姓名",
        max_length=36,
        note="企业方负责校企合作或实习管理的联系人，不填本校教师",
        example="李强",
        source="JY/T 1005-2012 ZZJX0701 QYLXR",
    )
    contact_post = Text(
        "联系人职务",
        max_length=40,
        blank=True,
        note="如人力资源部经理",
        example="人力资源部经理",
        source="项目扩展",
    )
    contact_phone = Phone(
        "联系人电话",
        exact=False,
        note="能随时联系到的手机或带区号的办公电话",
        example="13800000021",
        source="JY/T 1005-2012 ZZJX0701 QYLXDH",
    )
    email = Email(
        "电子信箱",
        blank=True,
        note="企业公用信箱或联系人工作信箱",
        example="hr@company.example.cn",
        source="项目扩展",
    )
    website = Text(
        "企业网址",
        max_length=120,
        blank=True,
        pattern=(r"https?://\S+", "网址应以 http:// 或 https:// 开头，请从浏览器地址栏复制"),
        note="企业官方网站首页，没有的不填",
        example="https://www.company.example.cn",
        source="项目扩展",
    )
    since = Month(
        "开始合作年月",
        blank=True,
        note="第一份合作协议的签订年月，具体合作内容填在“合作情况”",
        example="2016-05",
        source="项目扩展",
    )
    above_scale = Flag(
        "是否规模以上企业",
        blank=True,
        note="列入统计部门规模以上工业、限额以上商贸等名录的选“是”",
        example="是",
        source="项目扩展",
    )
    integration_pilot = Flag(
        "是否产教融合型企业",
        note="已进入国家或省级产教融合型企业建设培育库或认证目录的选“是”",
        example="否",
        source="发改社会〔2019〕590号",
    )
    listed = Flag(
        "是否上市公司",
        blank=True,
        note="在境内外证券交易所上市的选“是”，新三板挂牌选“否”",
        example="否",
        source="项目扩展",
    )
    in_group = Flag(
        "是否职教集团成员",
        blank=True,
        note="是本校牵头或参加的职教集团成员单位的选“是”",
        example="否",
        source="项目扩展",
    )
    blacklisted = Flag(
        "是否列入经营异常或失信名单",
        note="按国家企业信用信息公示系统查询结果填写，列入的不得安排学生实习",
        example="否",
        source="职业学校学生实习管理规定",
    )
    checked_on = Date(
        "资质查询日期",
        blank=True,
        before="today",
        note="最近一次查询登记、信用和行政处罚情况的日期，安排实习前重新查询",
        example="2021-02-24",
        source="职业学校学生实习管理规定",
    )
    labour_agency = Flag(
        "是否人力资源服务或劳务派遣单位",
        note="人力资源公司、劳务中介选“是”，学校不得通过它们组织、安排和管理学生实习",
        example="否",
        source="职业学校学生实习管理规定 第十六条",
    )
    entertainment = Flag(
        "是否营业性娱乐场所",
        note="酒吧、夜总会、歌厅、洗浴中心、电子游戏厅、网吧等选“是”，不得安排学生实习",
        example="否",
        source="职业学校学生实习管理规定 第十六条",
    )
    remarks = LongText(
        "备注",
        blank=True,
        note="企业更名、兼并、停止合作等情况",
        example="2018年由云州机床厂改制更名",
        source="项目扩展",
    )

    class Meta:
        verbose_name = "企业信息"

    class Filing(Declaration):
        key = ["number"]
        title = ["name"]
        listing = ["number", "name", "code", "region", "contact", "nature", "industry"]
        filters = ["name", "number", "code", "region", "nature", "industry", "integration_pilot"]
        ordering = ["number"]
        unique = [["code"]]
        sections = {
            "企业概况": "number",
            "地址与联系人": "region",
            "合作与认定": "since",
            "接收实习的资质": "blacklisted",
        }
