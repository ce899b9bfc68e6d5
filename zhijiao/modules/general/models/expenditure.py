"""综合信息 / 办学经费 / 经费支出."""

from zhijiao.filing.declare import (
    CalendarRecord,
    Declaration,
    LongText,
    Money,
    NotLess,
    SumOf,
    Text,
)


class Expenditure(CalendarRecord):
    """综合信息 / 办学经费 / 经费支出: spending of a calendar year in 万元, one page a year.

    JY/T 1002 JCBX0104 to 0109 (there in 元) and JY/T 1005 ZZJF02; each level must add up. Attached classes report
    the secondary department alone (guide).
    """

    total = Money(
        "经费支出合计",
        unit="万元",
        places=4,
        note="全年实际支出，等于事业性经费支出与基本建设支出之和；不含归还借款本金和代管款",
        example=4780,
        source="教育经费统计报表制度",
    )
    operating = Money(
        "事业性经费支出",
        unit="万元",
        places=4,
        note="等于工资福利、个人和家庭补助、商品和服务、债务利息、资本性和其他支出之和",
        example=4480,
        source="教育经费统计报表制度",
    )
    construction = Money(
        "基本建设支出",
        unit="万元",
        places=4,
        note="发展改革部门安排的基建投资当年支出，没有的填0；不再计入资本性支出",
        example=300,
        source="JY/T 1002-2012 JCBX0108 JBJSZCF",
    )
    wages = Money(
        "工资福利支出",
        unit="万元",
        places=4,
        note="在职教职工和聘用人员的工资、绩效和单位缴费，等于下列五项之和",
        example=2650,
        source="JY/T 1002-2012 JCBX0104",
    )
    base_pay = Money(
        "基本工资",
        unit="万元",
        places=4,
        note="岗位工资和薪级工资，见部门支出经济分类科目30101",
        example=900,
        source="JY/T 1002-2012 JCBX0104 JBGZ",
    )
    allowances = Money(
        "津贴补贴",
        unit="万元",
        places=4,
        note="国家和地方统一规定的津贴补贴，不含奖金和绩效工资",
        example=330,
        source="JY/T 1002-2012 JCBX0104 JTBT",
    )
    performance = Money(
        "奖金及绩效工资",
        unit="万元",
        places=4,
        note="年终奖金、基础性和奖励性绩效工资",
        example=780,
        source="JY/T 1002-2012 JCBX0104 JJJXGZ",
    )
    insurance = Money(
        "社会保障缴费",
        unit="万元",
        places=4,
        note="单位缴纳的养老、职业年金、医疗、工伤等，不含个人缴纳部分",
        example=520,
        source="JY/T 1002-2012 JCBX0104 SHBZJF",
    )
    other_pay = Money(
        "其他工资福利支出",
        unit="万元",
        places=4,
        note="住房公积金、外聘教师劳动报酬等不属于以上各项的，没有的填0",
        example=120,
        source="JY/T 1002-2012 JCBX0104 QTGZFLXZC",
    )
    subsidies = Money(
        "对个人和家庭的补助支出",
        unit="万元",
        places=4,
        note="离退休费、医疗费、助学金等，等于下列四项之和",
        example=330,
        source="JY/T 1002-2012 JCBX0105",
    )
    pensions = Money(
        "离退休费",
        unit="万元",
        places=4,
        note="学校负担的离休费、退休费，由社保发放的不计",
        example=40,
        source="JY/T 1002-2012 JCBX0105 LTXF",
    )
    medical = Money(
        "医疗费补助",
        unit="万元",
        places=4,
        note="学校直接支付的医疗补助，不含缴纳的医疗保险",
        example=30,
        source="JY/T 1002-2012 JCBX0105 YLF",
    )
    student_aid = Money(
        "学生助学金和奖学金支出",
        unit="万元",
        places=4,
        note="发放给学生的国家助学金、奖学金和校内资助",
        example=220,
        source="JY/T 1002-2012 JCBX0105 ZXJ",
    )
    other_subsidies = Money(
        "其他对个人和家庭的补助",
        unit="万元",
        places=4,
        note="抚恤金、生活补助、救济费等，没有的填0",
        example=40,
        source="JY/T 1002-2012 JCBX0105 QTBZXZC",
    )
    goods = Money(
        "商品和服务支出",
        unit="万元",
        places=4,
        note="日常运行的公用支出，等于下列各项之和",
        example=930,
        source="JY/T 1002-2012 JCBX0106",
    )
    office = Money(
        "办公费支出",
        unit="万元",
        places=4,
        note="日常办公用品、书报杂志和印刷，不含单价达到固定资产标准的购置",
        example=60,
        source="JY/T 1002-2012 JCBX0106 BGF",
    )
    water = Money(
        "水费支出",
        unit="万元",
        places=4,
        note="以自来水公司票据为准，向经营者收回的部分冲减",
        example=18,
        source="JY/T 1002-2012 JCBX0106 SF",
    )
    power = Money(
        "电费支出",
        unit="万元",
        places=4,
        note="以供电部门票据为准，向经营者收回的部分冲减",
        example=95,
        source="JY/T 1002-2012 JCBX0106 DF",
    )
    postage = Money(
        "邮电费支出",
        unit="万元",
        places=4,
        note="邮寄、电话、互联网接入与专线租用费",
        example=22,
        source="JY/T 1002-2012 JCBX0106 YDF",
    )
    heating = Money(
        "取暖费支出",
        unit="万元",
        places=4,
        note="锅炉燃料、热力费，不采暖地区没有的填0",
        example=0,
        source="JY/T 1002-2012 JCBX0106 QNF",
    )
    travel = Money(
        "差旅费支出",
        unit="万元",
        places=4,
        note="教职工因公出差的交通、住宿和补助，不含培训班的差旅",
        example=45,
        source="JY/T 1002-2012 JCBX0106 CLF",
    )
    maintenance = Money(
        "维修（护）费",
        unit="万元",
        places=4,
        note="房屋和设备的日常修理维护，不含列入资本性支出的大型修缮",
        example=130,
        source="JY/T 1002-2012 JCBX0106 WXF",
    )
    training = Money(
        "教职工培训费",
        unit="万元",
        places=4,
        note="教师和职工参加培训的费用，含境外培训",
        example=70,
        source="JY/T 1002-2012 JCBX0106 PXF",
    )
    materials = Money(
        "专用材料费",
        unit="万元",
        places=4,
        note="实训耗材、实验用品、体育用品等教学消耗材料",
        example=210,
        source="JY/T 1002-2012 JCBX0106 ZYCLF",
    )
    labour = Money(
        "劳务费支出",
        unit="万元",
        places=4,
        note="支付给校外个人的评审、讲座、临时用工报酬",
        example=90,
        source="JY/T 1002-2012 JCBX0106 LWF",
    )
    welfare = Money(
        "福利费支出",
        unit="万元",
        places=4,
        note="按规定提取并使用的职工福利费，没有的填0",
        example=30,
        source="JY/T 1002-2012 JCBX0106 FLF",
    )
    other_goods = Money(
        "其他商品和服务支出",
        unit="万元",
        places=4,
        note="物业、租赁、会议、交通、工会经费等不属于以上各项的",
        example=160,
        source="JY/T 1002-2012 JCBX0106 QTSPHFWXFY",
    )
    interest = Money(
        "债务利息支出",
        unit="万元",
        places=4,
        note="当年支付的国内外借款利息，不含归还本金，没有的填0",
        example=0,
        source="JY/T 1002-2012 JCBX0107",
    )
    capital = Money(
        "资本性支出",
        unit="万元",
        places=4,
        note="购置建造固定资产的支出，不含基本建设支出，等于下列六项之和",
        example=560,
        source="JY/T 1002-2012 JCBX0108",
    )
    office_equipment = Money(
        "办公设备购置费",
        unit="万元",
        places=4,
        note="用于行政办公、达到固定资产标准的设备，没有的填0",
        example=30,
        source="JY/T 1002-2012 JCBX0108 BGSBGZF",
    )
    special_equipment = Money(
        "专用设备购置费",
        unit="万元",
        places=4,
        note="教学、实训、实验专用设备，没有的填0",
        example=390,
        source="JY/T 1002-2012 JCBX0108 ZYSBGZF",
    )
    vehicles = Money(
        "交通工具购置费",
        unit="万元",
        places=4,
        note="公务用车、校车的购置费和购置税，没有的填0",
        example=0,
        source="JY/T 1002-2012 JCBX0108 JTGJGZF",
    )
    network = Money(
        "信息网络购建费",
        unit="万元",
        places=4,
        note="网络、服务器、软件平台的购置和开发，没有的填0",
        example=80,
        source="JY/T 1002-2012 JCBX0108 XXWLGJF",
    )
    buildings = Money(
        "房屋建筑物购建费",
        unit="万元",
        places=4,
        note="用非基建资金购买和建造的房屋、构筑物，没有的填0",
        example=0,
        source="JY/T 1002-2012 JCBX0108 FWJZGJF",
    )
    repairs = Money(
        "大型修缮费",
        unit="万元",
        places=4,
        note="延长使用寿命的房屋与设备大修改造，没有的填0",
        example=60,
        source="JY/T 1002-2012 JCBX0108 DXXSF",
    )
    other = Money(
        "其他事业性支出",
        unit="万元",
        places=4,
        note="对外捐赠、税费等不属于以上五类的支出，没有的填0",
        example=10,
        source="教育经费统计报表制度",
    )
    teaching_cost = Money(
        "其中：日常教学经费",
        unit="万元",
        places=4,
        note="教学业务、实训耗材、实习、技能竞赛等支出，包含在事业性经费支出内",
        example=620,
        source="项目扩展",
    )
    base_cost = Money(
        "其中：校内实训基地建设经费",
        unit="万元",
        places=4,
        note="用于实训基地的设备、改造和软件，包含在事业性经费支出内",
        example=420,
        source="项目扩展",
    )
    staff_cost = Money(
        "其中：教师队伍建设经费",
        unit="万元",
        places=4,
        note="教师培训、企业实践、引进与奖励，包含在事业性经费支出内",
        example=110,
        source="项目扩展",
    )
    debt = Money(
        "年末债务余额",
        unit="万元",
        places=4,
        note="12月31日尚未归还的全部债务，等于下列三项之和，没有的填0",
        example=0,
        source="JY/T 1002-2012 JCBX0109",
    )
    bank_debt = Money(
        "金融机构贷款余额",
        unit="万元",
        places=4,
        note="国内外金融机构贷款的未还本金，没有的填0",
        example=0,
        source="JY/T 1002-2012 JCBX0109 GNJRJGDK",
    )
    building_debt = Money(
        "拖欠工程款",
        unit="万元",
        places=4,
        note="欠施工单位的工程款，以决算或合同为准，没有的填0",
        example=0,
        source="JY/T 1002-2012 JCBX0109 QSGDWGCK",
    )
    other_debt = Money(
        "其他债务余额",
        unit="万元",
        places=4,
        note="借（欠）个人、其他单位和其他来源的款项，没有的填0",
        example=0,
        source="JY/T 1002-2012 JCBX0109 QQTLYK",
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
        note="与上年相差三成以上、与财务决算不一致的，说明原因",
        example="新建实训楼当年支付基建款300万元",
        source="项目扩展",
    )

    class Meta:
        verbose_name = "经费支出"

    class Filing(Declaration):
        single = True
        listing = ["total", "operating", "construction", "wages", "goods", "capital", "debt"]
        sections = {
            "合计": "total",
            "工资福利支出": "wages",
            "对个人和家庭的补助": "subsidies",
            "商品和服务支出": "goods",
            "利息、资本性与其他": "interest",
            "其中项（不另加入合计）": "teaching_cost",
            "年末债务": "debt",
            "说明": "prepared_by",
        }
        checks = [
            SumOf("total", ["operating", "construction"]),
            SumOf("operating", ["wages", "subsidies", "goods", "interest", "capital", "other"]),
            SumOf("wages", ["base_pay", "allowances", "performance", "insurance", "other_pay"]),
            SumOf("subsidies", ["pensions", "medical", "student_aid", "other_subsidies"]),
            SumOf(
                "goods",
                [
                    "office",
                    "water",
                    "power",
                    "postage",
                    "heating",
                    "travel",
                    "maintenance",
                    "training",
                    "materials",
                    "labour",
                    "welfare",
                    "other_goods",
                ],
            ),
            SumOf(
                "capital",
                ["office_equipment", "special_equipment", "vehicles", "network", "buildings", "repairs"],
            ),
            SumOf("debt", ["bank_debt", "building_debt", "other_debt"]),
            NotLess("operating", "teaching_cost"),
            NotLess("operating", "base_cost"),
            NotLess("operating", "staff_cost"),
        ]
