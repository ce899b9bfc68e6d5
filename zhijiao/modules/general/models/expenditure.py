"""综合信息 / 办学经费 / 经费支出."""

from typing import Any

from zhijiao.filing.declare import (
    CalendarRecord,
    Declaration,
    LongText,
    Moment,
    Money,
    NotLess,
    SumOf,
    Text,
)
from zhijiao.modules.general import judgements
from zhijiao.modules.general.models.figures import return_row


def _row(number: str, label: str, note: str, example: float | None = None) -> Money:
    """A row of the finance return; those that came in with its wording have no example and may stay empty."""
    return return_row("基2-3", number, label, note, example)


def _own(
    label: str, note: str, example: float | None = None, source: str = "项目扩展", **facts: Any
) -> Money:
    """An amount that the return does not ask for in this way: several of its rows together, or one of ours."""
    return Money(
        label,
        unit="万元",
        places=4,
        note=note,
        example=example,
        source=source,
        blank=example is None,
        **facts,
    )


class Expenditure(CalendarRecord):
    """综合信息 / 办学经费 / 经费支出: spending of a calendar year in 万元, one page a year.

    Rows and wording are those of the finance return's base table 2-3; rows 90 to 100, which repeat the capital spending
    of projects, are left out. Four amounts stand for several rows (奖金及绩效工资, 社会保障缴费, 离退休费,
    交通工具购置), which may be told apart below them. Attached classes report the secondary department alone (guide).
    """

    total = _row("01", "经费支出合计", "全年实际支出，等于本页各大类之和；不含代管款", 4780)
    operating = _row(
        "02", "事业性经费支出", "等于工资福利、个人和家庭补助、商品和服务、资本性与基本建设支出之和", 4770
    )
    wages = _row("03", "工资福利支出", "在职教职工和聘用人员的工资、绩效和单位缴费，等于下列各项之和", 2650)
    base_pay = _row("04", "基本工资", "岗位工资和薪级工资，见部门支出经济分类科目30101", 900)
    allowances = _row("05", "津贴补贴", "国家和地方统一规定的津贴补贴，不含奖金和绩效工资", 330)
    village_pay = _row(
        "06", "其中：乡村教师补助", "按规定发放的乡村教师生活补助，包含在津贴补贴内，没有的不填"
    )
    performance = _own(
        "奖金及绩效工资",
        "等于奖金与绩效工资之和；只掌握合计的可以不分列",
        780,
        "教育经费统计报表制度",
    )
    bonus = _row("07", "奖金", "年终一次性奖金，包含在奖金及绩效工资内，没有的不填")
    performance_pay = _row("09", "绩效工资", "基础性和奖励性绩效工资，包含在奖金及绩效工资内")
    meals = _row("08", "伙食补助费", "发给教职工的伙食补助和误餐补助，没有的不填")
    insurance = _own(
        "社会保障缴费",
        "单位缴纳的部分，等于养老、职业年金、医疗、公务员医疗补助和其他之和，不含个人缴纳部分",
        520,
        "教育经费统计报表制度",
    )
    pension_paid = _row("10", "机关事业单位基本养老保险缴费", "单位缴纳的基本养老保险，包含在社会保障缴费内")
    annuity_paid = _row("11", "职业年金缴费", "单位实际缴纳的职业年金，包含在社会保障缴费内")
    medical_paid = _row("12", "职工基本医疗保险缴费", "单位缴纳的基本医疗保险，包含在社会保障缴费内")
    official_paid = _row("13", "公务员医疗补助缴费", "按规定可以享受的单位填写，包含在社会保障缴费内")
    other_paid = _row("14", "其他社会保障缴费", "失业、工伤、生育等保险，包含在社会保障缴费内")
    housing_fund = _row("15", "住房公积金", "单位缴纳的部分；原来计入“其他工资福利支出”的请移到这里")
    medical_fee = _row("16", "医疗费", "未参加医疗保险的单位直接支付的在职人员医疗费，没有的不填")
    other_pay = _row("17", "其他工资福利支出", "外聘教师劳动报酬等不属于以上各项的，没有的填0", 120)
    hired_pay = _row(
        "18", "其中：外聘教职工工资福利支出", "编制外聘用人员的工资和缴费，包含在其他工资福利支出内"
    )
    subsidies = _row("19", "对个人和家庭的补助支出", "离退休费、医疗费、助学金等，等于下列各项之和", 330)
    pensions = _own(
        "离退休费", "等于离休费与退休费之和，学校负担的部分，由社保发放的不计", 40, "教育经费统计报表制度"
    )
    retired_cadres = _row("20", "离休费", "发给离休人员的费用，包含在离退休费内，没有的不填")
    retired_staff = _row("21", "退休费", "发给退休人员的费用，包含在离退休费内，没有的不填")
    severance = _row("22", "退职（役）费", "发给退职人员的生活补贴和一次性费用，没有的不填")
    bereavement = _row("23", "抚恤金", "丧葬费、烈士和病故人员家属抚恤金，没有的不填")
    living_aid = _row("24", "生活补助", "遗属生活补助、困难职工生活补助，没有的不填")
    relief = _row("25", "救济费", "按国家规定发给困难人员的救济，没有的不填")
    medical = _row("26", "医疗费补助", "学校直接支付的离退休人员等医疗补助，不含缴纳的医疗保险", 30)
    student_aid = _row("27", "奖助学金", "发放给学生的国家助学金、奖学金和校内资助", 220)
    grants = _row("28", "其中：助学金", "国家助学金和校内助学金，包含在奖助学金内")
    scholarships = _row("29", "其中：奖学金", "国家奖学金和校内奖学金，包含在奖助学金内")
    student_meals = _row("30", "其中：学生伙食补助", "发给学生的伙食补助，包含在奖助学金内，没有的不填")
    free_textbooks = _row("31", "其中：免费教科书", "免费提供给学生的教科书，包含在奖助学金内，没有的不填")
    rewards = _row("32", "奖励金", "独生子女奖励等政府对个人的奖励，没有的不填")
    other_subsidies = _row(
        "33", "其他对个人和家庭的补助", "不属于以上各项的，没有的填0；原来含抚恤金等的请分到各项", 40
    )
    goods = _row("34", "商品和服务支出", "日常运行的公用支出，等于下列各项之和", 930)
    office = _row("35", "办公费", "日常办公用品、书报杂志，不含单价达到固定资产标准的购置", 60)
    printing = _row("36", "印刷费", "试卷、资料等印刷装订的费用；原来计入办公费的请移到这里")
    fees = _row("37", "手续费", "支付给银行等的各类手续费，没有的不填")
    water = _row("38", "水费", "以自来水公司票据为准，向经营者收回的部分冲减", 18)
    power = _row("39", "电费", "以供电部门票据为准，向经营者收回的部分冲减", 95)
    postage = _row("40", "邮电费", "邮寄、电话、互联网接入与专线租用", 22)
    heating = _row("41", "取暖费", "锅炉燃料、热力费，不采暖地区没有的填0", 0)
    property_fee = _row("42", "物业管理费", "保安、保洁、绿化等外包服务的费用，没有的不填")
    travel = _row("43", "差旅费", "教职工因公出差的交通、住宿和补助，不含培训班的差旅", 45)
    abroad = _row("44", "因公出国（境）费用", "经批准的团组国际旅费、食宿和培训费，没有的不填")
    maintenance = _row("45", "维修（护）费", "房屋和设备的日常修理维护，不含列入资本性支出的大型修缮", 130)
    rent = _row("46", "租赁费", "租用房屋、场地、车辆、设备的费用，没有的不填")
    meetings = _row("47", "会议费", "按规定召开会议的住宿、餐饮、场租等，没有的不填")
    training = _row("48", "培训费", "教师和职工参加培训的费用，含境外培训", 70)
    reception = _row("49", "公务接待费", "按规定开支的各类公务接待，没有的不填")
    materials = _row("50", "专用材料费", "实训耗材、实验用品、体育用品等教学消耗材料", 210)
    fuel = _row("51", "专用燃料费", "实训车辆、车间和船艇等专用设备的燃料，没有的不填")
    labour = _row("52", "劳务费", "支付给校外个人的评审、讲座、临时用工报酬", 90)
    entrusted = _row("53", "委托业务费", "委托外单位办理业务、测试化验加工等的费用，没有的不填")
    union = _row("54", "工会经费", "按工资总额的规定比例拨缴的经费，没有的不填")
    welfare = _row("55", "福利费", "按规定提取并使用的职工福利费，没有的填0", 30)
    cars = _row("56", "公务用车运行维护费", "公务用车的燃料、维修、保险、过路费，没有的不填")
    transport = _row("57", "其他交通费用", "公务交通补贴、租车、校车等费用，没有的不填")
    school_bus = _row("58", "其中：校车运营费", "接送学生校车的运营费用，包含在其他交通费用内")
    taxes = _row("59", "税金及附加费用", "房产税、车船税、印花税、城建税等，没有的不填")
    other_goods = _row(
        "60",
        "其他商品和服务支出",
        "不属于以上各项的日常公用支出，没有的填0；原来含物业、租赁等的请分到各项",
        160,
    )
    liability = _row("61", "其中：校方责任险", "为学生投保的校方责任险，包含在其他商品和服务支出内")
    passed_on = _row(
        "62", "其中：转拨给其他单位的经费", "由本校转拨合作单位的项目经费，包含在其他商品和服务支出内"
    )
    capital = _row("63", "资本性支出", "购置建造固定资产和无形资产，不含基本建设，等于下列各项之和", 560)
    buildings = _row("64", "房屋建筑物购建", "用非基建资金购买和建造的房屋、构筑物，没有的填0", 0)
    office_equipment = _row("65", "办公设备购置", "用于行政办公、达到固定资产标准的设备，没有的填0", 30)
    special_equipment = _row("66", "专用设备购置", "教学、实训、实验专用设备，没有的填0", 390)
    repairs = _row("67", "大型修缮", "延长使用寿命的房屋与设备大修改造，没有的填0", 60)
    network = _row("68", "信息网络及软件购置更新", "网络、服务器、软件平台的购置和开发，没有的填0", 80)
    vehicles = _own(
        "交通工具购置",
        "等于公务用车与其他交通工具购置之和，含购置税，没有的填0",
        0,
        "教育经费统计报表制度",
    )
    official_cars = _row("69", "公务用车购置", "公务用车的购置费和购置税，包含在交通工具购置内")
    other_vehicles = _row("70", "其他交通工具购置", "校车、实训车辆船艇等的购置，包含在交通工具购置内")
    relics = _row("71", "文物和陈列品购置", "校史馆、展室收藏的文物和陈列品，没有的不填")
    intangible = _row("72", "无形资产购置", "著作权、专利、土地使用权等的购置，没有的不填")
    other_capital = _row("73", "其他资本性支出", "图书、家具等不属于以上各项的资产购置，没有的不填")
    books = _row("74", "其中：图书购置", "纸质图书和数字资源的购置，包含在其他资本性支出内")
    construction = _row(
        "75",
        "资本性支出（基本建设）",
        "发展改革部门安排的基建投资当年支出，没有的填0；不再计入资本性支出",
        300,
    )
    trading_cost = _row("76", "经营支出", "非独立核算的实训工厂、门店等经营活动的支出，没有的不填")
    handed_up = _row("77", "上缴上级支出", "按规定标准或比例上缴上级单位的支出，没有的不填")
    to_affiliates = _row("78", "对附属单位补助支出", "用财政拨款以外的收入补助附属单位，没有的不填")
    invested = _row("79", "投资支出", "以货币资金对外投资发生的支出，没有的不填")
    repaid = _row("80", "债务还本支出", "归还纳入预算管理的借款本金，没有的不填")
    other = _row("81", "其他支出", "利息、捐赠等不属于以上各类的支出，没有的填0", 10)
    interest = _row(
        "82", "其中：利息支出", "当年支付的借款利息，包含在其他支出内，不含归还本金，没有的填0", 0
    )
    given = _row("83", "其中：捐赠支出", "对外捐赠的货币资金，包含在其他支出内，没有的不填")
    unplaced = _own(
        "尚未归入新项目的支出",
        "升级时由旧口径带入，计入合计；请按右边的说明分到以上各项后清空，新填报的不填",
    )
    unplaced_detail = Text(
        "旧口径项目与金额",
        max_length=200,
        blank=True,
        note="升级时写入：旧口径各项的名称和金额，分配完毕后清空",
        source="项目扩展",
    )
    balance = _row("84", "年末预算结转结余", "12月31日账面的结转结余资金，不计入支出合计")
    projects = _row("85", "事业性经费支出中的项目支出", "为完成特定任务安排的支出，等于下列五项之和")
    project_pay = _row("86", "项目支出：工资福利支出", "项目支出中支付给教职工的部分，没有的不填")
    project_subsidies = _row("87", "项目支出：对个人和家庭的补助支出", "项目支出中的学生资助等，没有的不填")
    project_goods = _row("88", "项目支出：商品和服务支出", "项目支出中的日常公用部分，没有的不填")
    project_capital = _row("89", "项目支出：资本性支出", "项目支出中的设备、修缮、软件等，没有的不填")
    project_construction = _row(
        "101", "项目支出：资本性支出（基本建设）", "项目支出中由基建投资安排的部分，没有的不填"
    )
    general_debt = _row(
        "102", "地方政府一般债务收入安排的教育经费支出", "用一般债券资金安排的支出，包含在合计内，没有的不填"
    )
    teaching_cost = _own(
        "其中：日常教学经费", "教学业务、实训耗材、实习、技能竞赛等支出，包含在事业性经费支出内", 620
    )
    base_cost = _own(
        "其中：校内实训基地建设经费", "用于实训基地的设备、改造和软件，包含在事业性经费支出内", 420
    )
    staff_cost = _own("其中：教师队伍建设经费", "教师培训、企业实践、引进与奖励，包含在事业性经费支出内", 110)
    debt = _own(
        "年末债务余额",
        "12月31日尚未归还的全部债务，等于下列三项之和，没有的填0",
        0,
        "JY/T 1002-2012 JCBX0109",
        moment=Moment.CALENDAR_YEAR_ENDS,
    )
    bank_debt = _own(
        "金融机构贷款余额",
        "国内外金融机构贷款的未还本金，没有的填0",
        0,
        "JY/T 1002-2012 JCBX0109 GNJRJGDK",
        moment=Moment.CALENDAR_YEAR_ENDS,
    )
    building_debt = _own(
        "拖欠工程款",
        "欠施工单位的工程款，以决算或合同为准，没有的填0",
        0,
        "JY/T 1002-2012 JCBX0109 QSGDWGCK",
        moment=Moment.CALENDAR_YEAR_ENDS,
    )
    other_debt = _own(
        "其他债务余额",
        "借（欠）个人、其他单位和其他来源的款项，没有的填0",
        0,
        "JY/T 1002-2012 JCBX0109 QQTLYK",
        moment=Moment.CALENDAR_YEAR_ENDS,
    )
    prepared_by = Text(
        "填表会计",
        max_length=36,
        note="对数据负责的财务人员姓名，核数时联系",
        example="卢华兴",
        source="教育经费统计报表制度",
    )
    remarks = LongText(
        "备注",
        blank=True,
        note="与上年相差一成以上、与财务决算不一致的，说明原因",
        example="新建实训楼当年支付基建款300万元",
        source="项目扩展",
    )

    class Meta:
        verbose_name = "经费支出"

    class Filing(Declaration):
        boards = {"pictures:form": "图表"}
        single = True
        listing = ["total", "operating", "construction", "wages", "goods", "capital", "debt"]
        sections = {
            "合计": "total",
            "工资福利支出": "wages",
            "对个人和家庭的补助": "subsidies",
            "商品和服务支出": "goods",
            "资本性支出": "capital",
            "其他各类支出": "trading_cost",
            "旧口径（升级前填报的）": "unplaced",
            "结余与项目支出（附列）": "balance",
            "其中项（不另加入合计）": "teaching_cost",
            "年末债务": "debt",
            "说明": "prepared_by",
        }
        checks = [
            SumOf(
                "total",
                [
                    "operating", "trading_cost", "handed_up", "to_affiliates", "invested", "repaid", "other",
                    "unplaced",
                ],
            ),
            SumOf("operating", ["wages", "subsidies", "goods", "capital", "construction"]),
            SumOf(
                "wages",
                [
                    "base_pay", "allowances", "performance", "meals", "insurance", "housing_fund", "medical_fee",
                    "other_pay",
                ],
            ),
            SumOf("performance", ["bonus", "performance_pay"]),
            SumOf(
                "insurance", ["pension_paid", "annuity_paid", "medical_paid", "official_paid", "other_paid"]
            ),
            SumOf(
                "subsidies",
                [
                    "pensions", "severance", "bereavement", "living_aid", "relief", "medical", "student_aid",
                    "rewards", "other_subsidies",
                ],
            ),
            SumOf("pensions", ["retired_cadres", "retired_staff"]),
            judgements.PartsWithin("student_aid", "grants", "scholarships", "student_meals", "free_textbooks"),
            SumOf(
                "goods",
                [
                    "office", "printing", "fees", "water", "power", "postage", "heating", "property_fee", "travel",
                    "abroad", "maintenance", "rent", "meetings", "training", "reception", "materials", "fuel",
                    "labour", "entrusted", "union", "welfare", "cars", "transport", "taxes", "other_goods",
                ],
            ),
            SumOf(
                "capital",
                [
                    "buildings", "office_equipment", "special_equipment", "repairs", "network", "vehicles",
                    "relics", "intangible", "other_capital",
                ],
            ),
            SumOf("vehicles", ["official_cars", "other_vehicles"]),
            judgements.PartsWithin("other", "interest", "given"),
            SumOf(
                "projects",
                ["project_pay", "project_subsidies", "project_goods", "project_capital", "project_construction"],
            ),
            SumOf("debt", ["bank_debt", "building_debt", "other_debt"]),
            NotLess("allowances", "village_pay"),
            NotLess("other_pay", "hired_pay"),
            NotLess("transport", "school_bus"),
            judgements.PartsWithin("other_goods", "liability", "passed_on"),
            NotLess("other_capital", "books"),
            NotLess("operating", "teaching_cost"),
            NotLess("operating", "base_cost"),
            NotLess("operating", "staff_cost"),
            NotLess("operating", "projects"),
        ]  # fmt: skip
